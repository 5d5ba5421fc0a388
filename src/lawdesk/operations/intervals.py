"""Closing the running interval, with a new entry after each midnight it passed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lawdesk.domain.clock import Moment, day_of, split_at_midnights
from lawdesk.domain.life_signs import Doubt
from lawdesk.domain.time_entries import ClockState, IntervalId, Standing, TimeEntry, TimeEntryId
from lawdesk.operations import charging
from lawdesk.store import time_entries, timers
from lawdesk.store.database import Transaction


@dataclass(frozen=True, slots=True)
class Closed:
    """What closing a clock touched, enough to take it back."""

    entry_id: TimeEntryId
    interval_id: IntervalId
    new_entry_ids: tuple[TimeEntryId, ...]

    @property
    def last_entry_id(self) -> TimeEntryId:
        """The entry of the last day."""
        return self.new_entry_ids[-1] if self.new_entry_ids else self.entry_id

    def as_facts(self) -> dict[str, object]:
        """The same as plain values, for the undo record."""
        return {
            "entry": self.entry_id,
            "interval": self.interval_id,
            "created": list(self.new_entry_ids),
        }


def close_running(tx: Transaction, running: TimeEntry, now: Moment, state: ClockState) -> Closed:
    """End the open interval of `running` at `now`; its last day ends in `state`.

    An instant before the start (the computer's clock was set back) counts as the start.
    """
    opened = timers.find_open_interval(tx, running.id)
    if opened is None:
        raise AssertionError("a running entry has an open interval")
    end = max(now.at, opened.started_at)
    pieces = split_at_midnights(opened.started_at, end, now.zone)
    timers.set_interval_end(tx, opened.id, pieces[0][1])
    first_state = state if len(pieces) == 1 else ClockState.STOPPED
    time_entries.set_entry(tx, replace(running, clock=first_state))
    created: list[TimeEntryId] = []
    entry = running
    for start, stop in pieces[1:]:
        is_last = (start, stop) == pieces[-1]
        entry = continue_on_next_day(
            tx, entry, start, now, state if is_last else ClockState.STOPPED
        )
        timers.insert_interval(tx, entry.id, start, stop)
        created.append(entry.id)
    charging.charge(tx, running.id)
    for entry_id in created:
        charging.charge(tx, entry_id)
    return Closed(running.id, opened.id, tuple(created))


def lay_interval(
    tx: Transaction,
    entry: TimeEntry,
    start: int,
    end: int,
    standing: Standing,
    doubt: Doubt,
    now: Moment,
) -> TimeEntry:
    """Add a closed stretch to an entry, day by day; gives the entry of its last day."""
    for piece_start, piece_end in split_at_midnights(start, end, now.zone):
        if day_of(piece_start, now.zone) != entry.worked_on and piece_end > piece_start:
            entry = continue_on_next_day(tx, entry, piece_start, now, ClockState.STOPPED)
        timers.insert_interval(tx, entry.id, piece_start, piece_end, standing, doubt)
    return entry


def continue_on_next_day(
    tx: Transaction, entry: TimeEntry, start: int, now: Moment, state: ClockState
) -> TimeEntry:
    """A new entry for the day of `start` that goes on with the same work; rounded as one."""
    worked_on = day_of(start, now.zone)
    following = replace(
        entry,
        worked_on=worked_on,
        clock=state,
        continues_entry_id=entry.id,
        raw_seconds=0,
        billed_units=0,
        amount_cents=0,
        rate_cents_per_hour=charging.rate_for(tx, entry.matter_id, entry.activity_code, worked_on),
        created_at=now.at,
    )
    entry_id = time_entries.insert(tx, following)
    return time_entries.get(tx, entry_id)
