"""Hourly rates and the day from which they hold. Entries keep the rate that was frozen in them.

Unbilled entries take a changed rate over only where the lawyer says so, and only those that
followed the rates before: a rate of an entry's own, or one fixed by a fee agreement, stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from lawdesk.domain.clients import ClientId
from lawdesk.domain.clock import Moment
from lawdesk.domain.matters import MatterId
from lawdesk.domain.rates import (
    AppliesTo,
    Rate,
    RateEffect,
    RateId,
    RateReach,
    reach_of,
    takes_over,
)
from lawdesk.domain.time_entries import TimeEntry, entry_amount
from lawdesk.errors import FieldError, RuleError
from lawdesk.store import audit, matters, rates, time_entries
from lawdesk.store.database import Reader, Transaction
from lawdesk.translation import _

_HIGHEST_CENTS = 100_000_000
_NOT_STORED = RateId(2**62)


def set_rate(
    tx: Transaction,
    cents_per_hour: int,
    *,
    valid_from: date,
    matter_id: MatterId | None = None,
    client_id: ClientId | None = None,
    activity_code: str | None = None,
) -> RateId:
    """The hourly rate of the practice, an activity, a client or a matter, from a day on.

    Raises FieldError for "rate" where it is negative or over a million, and for "reach" where it
    is for a client and for something else too.
    """
    reach = RateReach(client_id, matter_id, activity_code)
    _check_reach(reach)
    cents = check_rate(cents_per_hour)
    rates.set_replaced(tx, reach, valid_from)
    return rates.insert(
        tx,
        matter_id=matter_id,
        client_id=client_id,
        activity_code=activity_code,
        valid_from=valid_from,
        cents_per_hour=cents,
    )


def change_rate(
    tx: Transaction,
    reach: RateReach,
    cents_per_hour: int,
    *,
    valid_from: date,
    applies_to: AppliesTo,
    now: Moment,
) -> RateEffect:
    """Set a rate and let the unbilled entries that are asked for take it over.

    Gives what that did to them. Raises FieldError as `set_rate` does.
    """
    effect = preview_rate_change(tx, reach, cents_per_hour, valid_from, applies_to)
    new = _rate(reach, cents_per_hour, valid_from)
    for before, after in list(_changes(tx, new, applies_to)):
        if before != after:
            time_entries.set_entry(tx, after)
    rate_id = set_rate(
        tx,
        cents_per_hour,
        valid_from=valid_from,
        matter_id=reach.matter_id,
        client_id=reach.client_id,
        activity_code=reach.activity_code,
    )
    audit.insert(tx, now.at, "set", "rate", rate_id, applies_to.value)
    return effect


def preview_rate_change(
    read: Reader, reach: RateReach, cents_per_hour: int, valid_from: date, applies_to: AppliesTo
) -> RateEffect:
    """What `change_rate` would do to unbilled entries; only those that would cost another amount
    or have another rate count. Raises FieldError for "rate" or "reach".
    """
    _check_reach(reach)
    new = _rate(reach, check_rate(cents_per_hour), valid_from)
    changed = [(b, a) for b, a in _changes(read, new, applies_to) if b != a]
    return RateEffect(
        len(changed),
        sum(before.amount_cents for before, _after in changed),
        sum(after.amount_cents for _before, after in changed),
    )


def delete_rate(tx: Transaction, rate_id: RateId, *, now: Moment) -> None:
    """Take a rate out of the table; what was frozen with it keeps it.

    Raises RuleError for the practice's last rate: every hour must cost something known.
    """
    rate = rates.get(tx, rate_id)
    if reach_of(rate) == RateReach():
        others = {r.valid_from for r in rates.list_all(tx) if reach_of(r) == RateReach()}
        if others <= {rate.valid_from}:
            raise RuleError(
                _("This is your only usual rate; it was kept."), _("Change it instead.")
            )
    rates.set_replaced(tx, reach_of(rate), rate.valid_from)
    audit.insert(tx, now.at, "delete", "rate", rate_id, rate.valid_from.isoformat())


def check_rate(cents_per_hour: int) -> int:
    """The rate again. Raises FieldError for "rate" where no hour can cost that."""
    if not 0 <= cents_per_hour <= _HIGHEST_CENTS:
        raise FieldError("rate", _("This rate is out of range; the old one was kept."))
    return cents_per_hour


def _check_reach(reach: RateReach) -> None:
    if reach.client_id is not None and (reach.matter_id or reach.activity_code):
        raise FieldError(
            "reach", _("A client's rate is for all work for that client; nothing was changed.")
        )


def _rate(reach: RateReach, cents_per_hour: int, valid_from: date) -> Rate:
    return Rate(
        _NOT_STORED,
        reach.matter_id,
        reach.client_id,
        reach.activity_code,
        valid_from,
        cents_per_hour,
    )


def _changes(
    read: Reader, new: Rate, applies_to: AppliesTo
) -> Iterator[tuple[TimeEntry, TimeEntry]]:
    """Each unbilled entry that takes the rate over, before and after."""
    if applies_to is AppliesTo.NEW:
        return
    standing, ever = rates.list_all(read), rates.list_ever(read)
    owners = {}
    for entry in rates.list_unbilled_in(read, reach_of(new)):
        if entry.matter_id not in owners:
            owners[entry.matter_id] = matters.get(read, entry.matter_id).client_id
        client_id = owners[entry.matter_id]
        if _follows_rates(read, entry, client_id, ever) and takes_over(
            new,
            standing,
            matter_id=entry.matter_id,
            client_id=client_id,
            activity_code=entry.activity_code,
            worked_on=entry.worked_on,
            applies_to=applies_to,
        ):
            yield entry, _at_rate(entry, new.cents_per_hour)


def _follows_rates(read: Reader, entry: TimeEntry, client_id: ClientId, ever: list[Rate]) -> bool:
    """Whether the rate in an entry came from the table: it equals one that was ever set for it."""
    if rates.find_agreed(read, entry.matter_id, entry.worked_on) is not None:
        return False
    known = {
        rate.cents_per_hour
        for rate in ever
        if rate.matter_id in (None, entry.matter_id)
        and rate.client_id in (None, client_id)
        and rate.activity_code in (None, entry.activity_code)
    }
    agreed = rates.list_agreed(read, entry.matter_id)
    return entry.rate_cents_per_hour in known | {0, *agreed}


def _at_rate(entry: TimeEntry, cents_per_hour: int) -> TimeEntry:
    amount = entry_amount(entry.billed_units, entry.unit_seconds, cents_per_hour, entry.charge)
    return replace(entry, rate_cents_per_hour=cents_per_hour, amount_cents=amount)
