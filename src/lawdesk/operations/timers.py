"""The clock: start, pause, resume, stop, and what to do about doubtful stretches.

A running clock is an entry with an open interval. Nothing here ticks: a crash, a lock or a reboot
changes nothing about it.
"""

from __future__ import annotations

from dataclasses import replace

from lawdesk.domain.clock import Moment, day_of
from lawdesk.domain.matters import MatterId
from lawdesk.domain.time_entries import ClockState, Measured, TimeEntry, TimeEntryId
from lawdesk.errors import FieldError, RuleError
from lawdesk.operations import charging, intervals
from lawdesk.store import phrases, time_entries, timers, undo_steps
from lawdesk.store.database import Transaction
from lawdesk.translation import _

_LONGEST_CLOCK_SECONDS = 7 * 86400


def start_timer(
    tx: Transaction,
    matter_id: MatterId,
    *,
    now: Moment,
    started_at: int | None = None,
    narrative: str = "",
    activity_code: str | None = None,
    task_code: str | None = None,
) -> TimeEntryId:
    """Start a clock on a matter, from now or an earlier instant; a running one is parked."""
    start = now.at if started_at is None else _checked_start(started_at, now)
    park_timer(tx, now=now)
    entry = charging.new_entry(
        tx,
        matter_id,
        day_of(start, now.zone),
        narrative=narrative,
        activity_code=activity_code,
        task_code=task_code,
        clock=ClockState.RUNNING,
        measured=Measured.CLOCK,
        created_at=now.at,
    )
    entry_id = time_entries.insert(tx, entry)
    timers.insert_interval(tx, entry_id, start, None)
    note_alive(tx, now=now)
    return entry_id


def stop_timer(tx: Transaction, *, now: Moment) -> TimeEntryId | None:
    """Stop the running clock; gives its entry (the last one where midnight passed), or None."""
    running = timers.find_running(tx)
    if running is None:
        return None
    closed = intervals.close_running(tx, running, now, ClockState.STOPPED)
    if running.narrative.strip():
        phrases.note(tx, running.narrative.strip(), now.at)
    undo_steps.insert(tx, "stop", now.at, closed.as_facts())
    return closed.last_entry_id


def park_timer(tx: Transaction, *, now: Moment) -> TimeEntryId | None:
    """Pause the running clock; it can be resumed. Gives the parked entry, or None."""
    running = timers.find_running(tx)
    if running is None:
        return None
    return intervals.close_running(tx, running, now, ClockState.PARKED).last_entry_id


def resume_timer(tx: Transaction, entry_id: TimeEntryId, *, now: Moment) -> TimeEntryId:
    """Let the clock run on in a parked or stopped entry; a running one is parked.

    An entry is one day's work: an older one is finished, and a new one with its words begins.
    """
    entry = charging.get_open(tx, entry_id)
    if entry.clock is ClockState.RUNNING:
        return entry_id
    if entry.worked_on != now.day or entry.measured is Measured.TYPED:
        if entry.clock is ClockState.PARKED:
            time_entries.set_entry(tx, replace(entry, clock=ClockState.STOPPED))
        return start_timer(
            tx,
            entry.matter_id,
            now=now,
            narrative=entry.narrative,
            activity_code=entry.activity_code,
            task_code=entry.task_code,
        )
    park_timer(tx, now=now)
    time_entries.set_entry(tx, replace(entry, clock=ClockState.RUNNING))
    timers.insert_interval(tx, entry_id, now.at, None)
    note_alive(tx, now=now)
    return entry_id


def finish_parked(tx: Transaction, entry_id: TimeEntryId) -> None:
    """Stop a parked clock: its entry is finished and may be billed."""
    entry = charging.get_open(tx, entry_id)
    if entry.clock is ClockState.PARKED:
        time_entries.set_entry(tx, replace(entry, clock=ClockState.STOPPED))


def continue_last(tx: Transaction, *, now: Moment) -> TimeEntryId | None:
    """Resume what was clocked last: the clock parked last, else the latest entry. None if empty."""
    parked = timers.list_parked(tx)
    last = parked[0].id if parked else time_entries.find_latest(tx)
    return resume_timer(tx, last, now=now) if last is not None else None


def record_stretch(
    tx: Transaction, matter_id: MatterId, start: int, end: int, *, now: Moment
) -> TimeEntryId:
    """Book time that no clock ran in to a matter: a finished entry that lasts that stretch.

    `start` and `end` are UTC seconds of one local day. Raises FieldError for "start".
    """
    if not start < end <= now.at:
        raise FieldError(
            "start", _("Time can only be added where it has passed; nothing was saved.")
        )
    entry = charging.new_entry(
        tx,
        matter_id,
        day_of(start, now.zone),
        narrative="",
        activity_code=None,
        clock=ClockState.STOPPED,
        measured=Measured.CLOCK,
        created_at=now.at,
    )
    entry_id = time_entries.insert(tx, entry)
    timers.insert_interval(tx, entry_id, start, end)
    charging.charge(tx, entry_id)
    return entry_id


def set_running_start(tx: Transaction, started_at: int, *, now: Moment) -> None:
    """Move the start of the stretch that runs now. Raises FieldError for "start"."""
    running = _require_running(tx)
    start = _checked_start(started_at, now)
    opened = timers.find_open_interval(tx, running.id)
    if opened is None:
        raise RuleError(_("No clock is running; nothing was changed."))
    earlier = [i for i in timers.list_intervals(tx, running.id) if i.id != opened.id]
    if any(i.ended_at is not None and i.ended_at > start for i in earlier):
        raise FieldError("start", _("The clock was stopped later than that; the start was kept."))
    timers.set_interval_start(tx, opened.id, start)
    moved = replace(running, worked_on=day_of(start, now.zone))
    if not earlier and moved.worked_on != running.worked_on:
        rate = charging.rate_for(tx, moved.matter_id, moved.activity_code, moved.worked_on)
        time_entries.set_entry(tx, replace(moved, rate_cents_per_hour=rate))


def set_running_narrative(tx: Transaction, narrative: str) -> None:
    """Write down what the running clock is for."""
    time_entries.set_entry(tx, replace(_require_running(tx), narrative=narrative))


def set_running_codes(tx: Transaction, activity_code: str | None, task_code: str | None) -> None:
    """Choose the activity of the running clock, with the rate that goes with it, and its task."""
    running = _require_running(tx)
    if task_code != running.task_code:
        running = replace(running, task_code=task_code)
        time_entries.set_entry(tx, running)
    if activity_code == running.activity_code:
        return
    rate = charging.rate_for(tx, running.matter_id, activity_code, running.worked_on)
    changed = replace(running, activity_code=activity_code, rate_cents_per_hour=rate)
    time_entries.set_entry(tx, changed)


def note_alive(tx: Transaction, *, now: Moment) -> None:
    """Note a sign of life, so that a later crash can be told from honest work."""
    timers.set_heartbeat(tx, now.at, now.utc_offset_seconds)


def _require_running(tx: Transaction) -> TimeEntry:
    running = timers.find_running(tx)
    if running is None:
        raise RuleError(_("No clock is running; nothing was changed."))
    return running


def _checked_start(started_at: int, now: Moment) -> int:
    if started_at > now.at:
        raise FieldError("start", _("A clock cannot start in the future; the start was kept."))
    if now.at - started_at > _LONGEST_CLOCK_SECONDS:
        raise FieldError(
            "start", _("A clock cannot start more than a week ago; the start was kept.")
        )
    return started_at
