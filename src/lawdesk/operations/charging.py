"""What an entry costs: raw seconds, units, rate and amount, frozen in the entry.

Entries that are rounded as one are charged together, so that their units add up.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from lawdesk.domain.close_work import close_to
from lawdesk.domain.matters import MatterId
from lawdesk.domain.rates import choose_rate
from lawdesk.domain.rounding import RoundingScope, billed_units, shared_units
from lawdesk.domain.time_entries import (
    Charge,
    ClockState,
    Measured,
    TimeEntry,
    TimeEntryId,
    entry_amount,
)
from lawdesk.errors import RuleError
from lawdesk.operations.billing.policies import policy_for
from lawdesk.store import matters, rates, time_entries, timers
from lawdesk.store.database import Reader, Transaction
from lawdesk.translation import _


def new_entry(
    read: Reader,
    matter_id: MatterId,
    worked_on: date,
    *,
    narrative: str,
    activity_code: str | None,
    task_code: str | None = None,
    clock: ClockState,
    measured: Measured,
    created_at: int,
) -> TimeEntry:
    """An entry without time yet, with the policy in force and the rate of that day frozen in it."""
    terms = policy_for(read, matter_id, worked_on).terms
    policy = terms.rounding
    return TimeEntry(
        id=TimeEntryId(0),
        matter_id=matter_id,
        worked_on=worked_on,
        narrative=narrative,
        activity_code=activity_code,
        charge=Charge.BILLABLE,
        clock=clock,
        measured=measured,
        continues_entry_id=None,
        raw_seconds=0,
        billed_units=0,
        unit_seconds=policy.billing_unit_seconds,
        rounding_unit_seconds=policy.unit_seconds,
        rounding_mode=policy.mode,
        minimum_units=policy.minimum_units,
        rounding_scope=policy.scope,
        merges_close=terms.merges_close_intervals and policy.scope is RoundingScope.ENTRY,
        rate_cents_per_hour=rate_for(read, matter_id, activity_code, worked_on),
        amount_cents=0,
        created_at=created_at,
        deleted_at=None,
        invoice_id=None,
        task_code=task_code,
    )


def rate_for(read: Reader, matter_id: MatterId, activity_code: str | None, worked_on: date) -> int:
    """Cents per hour for work of that kind on that day; 0 where no rate was ever set.

    The reduced rate of a hybrid fee agreement goes before every rate of the table.
    """
    agreed = rates.find_agreed(read, matter_id, worked_on)
    if agreed is not None:
        return agreed
    matter = matters.get(read, matter_id)
    rate = choose_rate(
        rates.list_for(read, matter_id, matter.client_id),
        matter_id=matter_id,
        client_id=matter.client_id,
        activity_code=activity_code,
        worked_on=worked_on,
    )
    return rate.cents_per_hour if rate else 0


def get_open(read: Reader, entry_id: TimeEntryId) -> TimeEntry:
    """The entry, if it may still be changed. Raises RuleError where it was billed or deleted."""
    entry = time_entries.get(read, entry_id)
    if entry.is_billed:
        raise RuleError(_("This entry is on an issued invoice; it was not changed."))
    if entry.deleted_at is not None:
        raise RuleError(
            _("This entry was deleted; it was not changed."), _("Take the deletion back.")
        )
    return entry


def rounded_together(read: Reader, entry: TimeEntry) -> list[TimeEntry]:
    """The open entries that are rounded as one with this one, in order, itself included: a day's,
    those that a midnight cut apart, or those that follow each other within a unit.
    """
    if not entry.merges_close:
        return time_entries.list_rounded_together(read, entry)
    spans = {
        span.entry_id: span
        for span in time_entries.list_close_spans(read, entry)
        if span.ended_at is not None or span.entry_id == entry.id
    }
    ids = close_to(entry.id, list(spans.values()))
    return [time_entries.get(read, entry_id) for entry_id in ids] or [entry]


def charge(tx: Transaction, entry_id: TimeEntryId) -> None:
    """Work out again what the entry, and those rounded as one with it, cost."""
    entry = time_entries.get(tx, entry_id)
    if entry.measured is Measured.CREDITED:
        _freeze(tx, entry, entry.billed_units)
        return
    if entry.measured is Measured.CLOCK:
        entry = replace(entry, raw_seconds=timers.worked_seconds(tx, entry_id))
        time_entries.set_entry(tx, entry)
    together = [
        part
        for part in rounded_together(tx, entry)
        if part.charge is Charge.BILLABLE
        and not part.is_billed
        and part.activity_code == entry.activity_code
        and part.measured is not Measured.CREDITED
    ]
    if entry.charge is Charge.NO_CHARGE or entry.id not in [part.id for part in together]:
        _freeze(tx, entry, billed_units(entry.raw_seconds, entry.policy))
    units = shared_units([part.raw_seconds for part in together], entry.policy)
    for part, share in zip(together, units, strict=True):
        _freeze(tx, part, share)


def estimate_running(read: Reader, entry: TimeEntry, seconds: int) -> tuple[int, int]:
    """Units and cents the running entry would have if it were stopped with that many seconds."""
    if entry.charge is Charge.NO_CHARGE:
        return billed_units(seconds, entry.policy), 0
    together = [
        part.raw_seconds
        for part in rounded_together(read, entry)
        if part.id != entry.id
        and part.charge is Charge.BILLABLE
        and not part.is_billed
        and part.activity_code == entry.activity_code
    ]
    units = shared_units([*together, seconds], entry.policy)[-1]
    return units, entry_amount(units, entry.unit_seconds, entry.rate_cents_per_hour, entry.charge)


def _freeze(tx: Transaction, entry: TimeEntry, units: int) -> None:
    amount = entry_amount(units, entry.unit_seconds, entry.rate_cents_per_hour, entry.charge)
    if (units, amount) != (entry.billed_units, entry.amount_cents):
        time_entries.set_entry(tx, replace(entry, billed_units=units, amount_cents=amount))
