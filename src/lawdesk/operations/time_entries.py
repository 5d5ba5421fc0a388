"""Time entries by hand: write, correct, move, delete, take back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from lawdesk.domain.clock import Moment
from lawdesk.domain.matters import MatterId
from lawdesk.domain.time_entries import (
    Charge,
    ClockState,
    Measured,
    TimeEntry,
    TimeEntryId,
    check_duration,
)
from lawdesk.errors import FieldError, RuleError
from lawdesk.operations import charging
from lawdesk.operations.rates import check_rate
from lawdesk.store import drafted_work, phrases, time_entries, timers, undo_steps
from lawdesk.store.database import Transaction
from lawdesk.translation import _

_LONGEST_NARRATIVE = 20_000


def add_time_entry(
    tx: Transaction,
    matter_id: MatterId,
    *,
    worked_on: date,
    seconds: int,
    narrative: str,
    activity_code: str | None = None,
    task_code: str | None = None,
    charge: Charge = Charge.BILLABLE,
    now: Moment,
) -> TimeEntryId:
    """Write down work by hand. Raises FieldError for "duration", "worked_on" or "narrative"."""
    if worked_on > now.day:
        raise FieldError("worked_on", _("Work cannot lie in the future; nothing was saved."))
    entry = charging.new_entry(
        tx,
        matter_id,
        worked_on,
        narrative=_checked_narrative(narrative),
        activity_code=activity_code,
        task_code=task_code,
        clock=ClockState.STOPPED,
        measured=Measured.TYPED,
        created_at=now.at,
    )
    entry = replace(entry, raw_seconds=check_duration(seconds), charge=charge)
    entry_id = time_entries.insert(tx, entry)
    charging.charge(tx, entry_id)
    if narrative.strip():
        phrases.note(tx, narrative.strip(), now.at)
    return entry_id


def set_narrative(tx: Transaction, entry_id: TimeEntryId, narrative: str, *, now: Moment) -> None:
    """Say what was done. A wording that a draft took over stays as it was edited there."""
    entry = charging.get_open(tx, entry_id)
    text = _checked_narrative(narrative)
    if text == entry.narrative:
        return
    time_entries.set_entry(tx, replace(entry, narrative=text))
    drafted_work.set_wording_if_same(tx, entry_id, entry.narrative, text)
    if text:
        phrases.note(tx, text, now.at)


def set_duration(tx: Transaction, entry_id: TimeEntryId, seconds: int) -> None:
    """Correct how long it took. What the clock measured stays in its intervals, untouched."""
    entry = _finished(tx, entry_id)
    changed = replace(entry, raw_seconds=check_duration(seconds), measured=Measured.TYPED)
    time_entries.set_entry(tx, changed)
    charging.charge(tx, entry_id)


def set_activity(tx: Transaction, entry_id: TimeEntryId, activity_code: str | None) -> None:
    """Choose the activity, and the rate that goes with it on that day."""
    entry = charging.get_open(tx, entry_id)
    if activity_code == entry.activity_code:
        return  # saved again as it was: the frozen rate stays
    rate = charging.rate_for(tx, entry.matter_id, activity_code, entry.worked_on)
    changed = replace(entry, activity_code=activity_code, rate_cents_per_hour=rate)
    _set_and_charge(tx, entry, changed)


def set_task(tx: Transaction, entry_id: TimeEntryId, task_code: str | None) -> None:
    """Choose the task of the case that the work was for. What it costs depends on it only where
    work of one kind is rounded as one.
    """
    entry = charging.get_open(tx, entry_id)
    if task_code != entry.task_code:
        _set_and_charge(tx, entry, replace(entry, task_code=task_code))


def set_charge(tx: Transaction, entry_id: TimeEntryId, charge: Charge) -> None:
    """Billable, or done without charge."""
    entry = charging.get_open(tx, entry_id)
    amount = 0 if charge is Charge.NO_CHARGE else entry.amount_cents
    _set_and_charge(tx, entry, replace(entry, charge=charge, amount_cents=amount))


def set_entry_rate(tx: Transaction, entry_id: TimeEntryId, cents_per_hour: int) -> None:
    """An hourly rate for this entry alone."""
    entry = charging.get_open(tx, entry_id)
    rate = check_rate(cents_per_hour)
    _set_and_charge(tx, entry, replace(entry, rate_cents_per_hour=rate))


def set_worked_on(tx: Transaction, entry_id: TimeEntryId, worked_on: date, *, today: date) -> None:
    """Correct the day, and the rate that goes with it."""
    if worked_on > today:
        raise FieldError("worked_on", _("Work cannot lie in the future; the old date was kept."))
    entry = _finished(tx, entry_id)
    if worked_on == entry.worked_on:
        return  # saved again as it was: the frozen rate stays
    rate = charging.rate_for(tx, entry.matter_id, entry.activity_code, worked_on)
    _set_and_charge(tx, entry, replace(entry, worked_on=worked_on, rate_cents_per_hour=rate))


def move_entry(tx: Transaction, entry_id: TimeEntryId, matter_id: MatterId) -> None:
    """Give the entry to another matter, with the rate that holds there."""
    entry = charging.get_open(tx, entry_id)
    if matter_id == entry.matter_id:
        return
    drafted_work.delete_line_of(tx, entry_id)
    rate = charging.rate_for(tx, matter_id, entry.activity_code, entry.worked_on)
    moved = replace(entry, matter_id=matter_id, rate_cents_per_hour=rate, continues_entry_id=None)
    _set_and_charge(tx, entry, moved)


def delete_entry(tx: Transaction, entry_id: TimeEntryId, *, now: Moment) -> int:
    """Take the entry away; gives the undo step by which it comes back as it was."""
    entry = _finished(tx, entry_id)
    drafted_work.delete_line_of(tx, entry_id)
    time_entries.set_entry(tx, replace(entry, deleted_at=now.at))
    _charge_siblings(tx, entry)
    return undo_steps.insert(tx, "delete_entry", now.at, {"entry": entry_id})


def take_back(tx: Transaction, step_id: int | None = None, *, now: Moment) -> str:
    """Take back a step (the latest one by default); gives its kind, "stop" or "delete_entry"."""
    step = undo_steps.find_latest(tx)
    if step is None or (step_id is not None and step.id != step_id):
        raise RuleError(_("There is nothing to take back any more; nothing was changed."))
    facts = step.facts
    if step.kind == "stop":
        _restart(tx, facts["entry"], facts["interval"], facts["created"], now)
    else:
        _bring_back(tx, TimeEntryId(facts["entry"]))
    undo_steps.set_taken_back(tx, step.id, now.at)
    return step.kind


def _restart(
    tx: Transaction, entry_id: TimeEntryId, interval_id: int, created: list[int], now: Moment
) -> None:
    """As if the clock had never been stopped: the same entry, the same interval, running."""
    if timers.find_running(tx):
        raise RuleError(
            _("Another clock runs meanwhile; nothing was changed."), _("Stop it first.")
        )
    entry = charging.get_open(tx, entry_id)
    for later in created:
        part = charging.get_open(tx, TimeEntryId(later))
        for interval in timers.list_intervals(tx, part.id):
            timers.delete_interval(tx, interval.id)
        time_entries.set_entry(tx, replace(part, deleted_at=now.at))
    intervals = timers.list_intervals(tx, entry_id)
    reopened = next((i for i in intervals if i.id == interval_id), None)
    if reopened is None or entry.measured is Measured.TYPED:
        raise RuleError(_("The entry was edited after the stop; nothing was changed."))
    timers.set_interval_end(tx, reopened.id, None)
    drafted_work.delete_line_of(tx, entry_id)
    running = replace(entry, clock=ClockState.RUNNING)
    time_entries.set_entry(tx, running)
    charging.charge(tx, entry_id)


def _bring_back(tx: Transaction, entry_id: TimeEntryId) -> None:
    entry = time_entries.get(tx, entry_id)
    time_entries.set_entry(tx, replace(entry, deleted_at=None))
    charging.charge(tx, entry_id)


def _set_and_charge(tx: Transaction, before: TimeEntry, after: TimeEntry) -> None:
    time_entries.set_entry(tx, after)
    if after.clock is not ClockState.RUNNING:
        charging.charge(tx, after.id)
    _charge_siblings(tx, before)


def _charge_siblings(tx: Transaction, before: TimeEntry) -> None:
    """Entries that were rounded together with this one, where it left them or changed."""
    for part in charging.rounded_together(tx, before):
        if part.id != before.id and not part.is_billed:
            charging.charge(tx, part.id)


def _finished(tx: Transaction, entry_id: TimeEntryId) -> TimeEntry:
    entry = charging.get_open(tx, entry_id)
    if entry.clock is ClockState.RUNNING:
        raise RuleError(
            _("The clock of this entry runs; nothing was changed."), _("Stop it first.")
        )
    return entry


def _checked_narrative(narrative: str) -> str:
    text = narrative.strip()
    if len(text) > _LONGEST_NARRATIVE:
        raise FieldError(
            "narrative", _("A narrative may have 20,000 characters; the rest is kept in the field.")
        )
    return text
