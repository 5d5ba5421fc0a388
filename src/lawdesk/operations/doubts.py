"""Doubtful stretches of clock time: found, shown, and decided by the lawyer alone.

Undecided time is kept beside the entry and never billed. A decision touches only the stretch it
was asked about.
"""

from __future__ import annotations

from dataclasses import replace

from lawdesk.domain.clock import Moment, day_of
from lawdesk.domain.life_signs import Gap, gap_after_restart
from lawdesk.domain.matters import MatterId
from lawdesk.domain.time_entries import (
    ClockState,
    IntervalId,
    Measured,
    Standing,
    TimeEntry,
    TimeEntryId,
    TimeInterval,
)
from lawdesk.errors import RuleError
from lawdesk.operations import charging, intervals
from lawdesk.operations.timers import note_alive, stop_timer
from lawdesk.store import time_entries, timers
from lawdesk.store.database import Reader, Transaction
from lawdesk.translation import _


def look_for_silence(tx: Transaction, *, now: Moment) -> None:
    """After a start: mark the stretch since the last sign of life as undecided, if it is long."""
    beat = timers.find_heartbeat(tx)
    if beat is None or timers.find_running(tx) is None:
        return
    gap = gap_after_restart(beat.beat_at, beat.utc_offset_seconds, now)
    if gap:
        note_gap(tx, gap, now=now)


def note_gap(tx: Transaction, gap: Gap, *, now: Moment) -> None:
    """Take a stretch out of the running clock until the lawyer has decided; the clock runs on.

    Only the entry that ran when the gap began is touched; a clock started later is left alone.
    """
    running = timers.find_running(tx)
    opened = timers.find_open_interval(tx, running.id) if running else None
    if (
        running is None
        or opened is None
        or (gap.until > gap.since and opened.started_at > gap.until)
    ):
        return
    since = max(gap.since, opened.started_at)
    intervals.close_running(tx, running, Moment(since, now.zone), ClockState.STOPPED)
    last = _entry_of_day(tx, running, since, now)
    earlier = _undecided_just_before(tx, last, since)
    start = earlier.started_at if earlier else since
    if earlier:
        timers.delete_interval(tx, earlier.id)
    last = intervals.lay_interval(
        tx, last, start, max(gap.until, since), Standing.UNDECIDED, gap.doubt, now
    )
    if day_of(now.at, now.zone) != last.worked_on:
        last = intervals.continue_on_next_day(tx, last, now.at, now, ClockState.STOPPED)
    time_entries.set_entry(tx, replace(time_entries.get(tx, last.id), clock=ClockState.RUNNING))
    timers.insert_interval(tx, last.id, max(gap.until, 0), None)
    note_alive(tx, now=now)


def keep_stretch(tx: Transaction, interval_id: IntervalId) -> None:
    """The stretch was worked: it counts like the rest of its entry."""
    _decide(tx, interval_id, Standing.WORKED)


def drop_stretch(tx: Transaction, interval_id: IntervalId) -> None:
    """The stretch was not worked; the clock goes on as it is."""
    _decide(tx, interval_id, Standing.DROPPED)


def drop_stretch_and_stop(tx: Transaction, interval_id: IntervalId, *, now: Moment) -> None:
    """The stretch was not worked and neither was what came after it: stop where it began."""
    stretch = _undecided(tx, interval_id)
    _decide(tx, interval_id, Standing.DROPPED)
    if not is_of_running_clock(tx, stretch):
        return
    running = timers.find_running(tx)
    opened = timers.find_open_interval(tx, running.id) if running else None
    if opened and opened.started_at >= stretch.started_at:
        stop_timer(tx, now=Moment(opened.started_at, now.zone))


def is_of_running_clock(read: Reader, stretch: TimeInterval) -> bool:
    """Whether the clock that runs is the one the stretch was taken out of.

    A clock started on something else since then is not what the lawyer is asked about.
    """
    running = timers.find_running(read)
    if running is None:
        return False
    return stretch.entry_id in [part.id for part in time_entries.list_chain(read, running)]


def book_stretch(
    tx: Transaction, interval_id: IntervalId, matter_id: MatterId, *, narrative: str, now: Moment
) -> TimeEntryId:
    """The stretch was work on another matter: it becomes an entry of its own there."""
    stretch = _undecided(tx, interval_id)
    entry = charging.new_entry(
        tx,
        matter_id,
        day_of(stretch.started_at, now.zone),
        narrative=narrative,
        activity_code=None,
        clock=ClockState.STOPPED,
        measured=Measured.CLOCK,
        created_at=now.at,
    )
    entry_id = time_entries.insert(tx, entry)
    timers.set_interval_entry(tx, interval_id, entry_id, Standing.WORKED)
    charging.charge(tx, entry_id)
    return entry_id


def _decide(tx: Transaction, interval_id: IntervalId, standing: Standing) -> None:
    stretch = _undecided(tx, interval_id)
    charging.get_open(tx, stretch.entry_id)
    timers.set_standing(tx, interval_id, standing)
    charging.charge(tx, stretch.entry_id)


def _undecided(tx: Transaction, interval_id: IntervalId) -> TimeInterval:
    stretch = timers.get_interval(tx, interval_id)
    if stretch.standing is not Standing.UNDECIDED:
        raise RuleError(_("This stretch was decided already; nothing was changed."))
    return stretch


def _entry_of_day(tx: Transaction, running: TimeEntry, at: int, now: Moment) -> TimeEntry:
    """The entry that closing left for the day of `at`: itself, or its continuation."""
    return next(
        (
            part
            for part in reversed(time_entries.list_chain(tx, running))
            if part.worked_on <= day_of(at, now.zone)
        ),
        running,
    )


def _undecided_just_before(tx: Transaction, entry: TimeEntry, at: int) -> TimeInterval | None:
    """The undecided stretch that nothing but silence separates from `at`: they become one."""
    worked_or_not = timers.list_intervals(tx, entry.id)
    touching = [i for i in worked_or_not if i.standing is Standing.UNDECIDED and i.ended_at == at]
    return touching[0] if touching else None
