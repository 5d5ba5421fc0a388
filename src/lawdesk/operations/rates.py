"""Hourly rates and the day from which they hold. Entries keep the rate that was frozen in them.

Unbilled entries take a changed rate over only where the lawyer says so, and only those that
followed the rates before: a rate of an entry's own, or one fixed by a fee agreement, stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
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
from lawdesk.store import audit, matters, rates
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
    _check_reach(reach)
    new = _rate(reach, check_rate(cents_per_hour), valid_from)
    changes = _changes(tx, new, applies_to)
    for _before, after in changes:
        rates.set_frozen_rate(tx, after.id, after.rate_cents_per_hour, after.amount_cents)
    rate_id = set_rate(
        tx,
        cents_per_hour,
        valid_from=valid_from,
        matter_id=reach.matter_id,
        client_id=reach.client_id,
        activity_code=reach.activity_code,
    )
    audit.insert(tx, now.at, "set", "rate", rate_id, applies_to.value)
    return _effect(changes)


def preview_rate_change(
    read: Reader, reach: RateReach, cents_per_hour: int, valid_from: date, applies_to: AppliesTo
) -> RateEffect:
    """What `change_rate` would do to unbilled entries; only those that would cost another amount
    or have another rate count. Raises FieldError for "rate" or "reach".
    """
    _check_reach(reach)
    new = _rate(reach, check_rate(cents_per_hour), valid_from)
    return _effect(_changes(read, new, applies_to))


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


def _effect(changes: Sequence[tuple[TimeEntry, TimeEntry]]) -> RateEffect:
    return RateEffect(
        len(changes),
        sum(before.amount_cents for before, _after in changes),
        sum(after.amount_cents for _before, after in changes),
    )


def _changes(read: Reader, new: Rate, applies_to: AppliesTo) -> list[tuple[TimeEntry, TimeEntry]]:
    """Each unbilled entry that another rate replaces the old one in, before and after."""
    if applies_to is AppliesTo.NEW:
        return []
    return [
        (entry, _at_rate(entry, new.cents_per_hour))
        for entry in _taking_over(read, new, applies_to)
        if entry.rate_cents_per_hour != new.cents_per_hour
    ]


def _taking_over(read: Reader, new: Rate, applies_to: AppliesTo) -> Iterator[TimeEntry]:
    standing, ever = rates.list_all(read), rates.list_ever(read)
    worked: dict[MatterId, _Worked] = {}
    for entry in rates.list_unbilled_in(read, reach_of(new)):
        if entry.matter_id not in worked:
            worked[entry.matter_id] = _worked(read, entry.matter_id, standing, ever)
        matter = worked[entry.matter_id]
        if _follows_rates(read, entry, matter) and takes_over(
            new,
            matter.standing,
            matter_id=entry.matter_id,
            client_id=matter.client_id,
            activity_code=entry.activity_code,
            worked_on=entry.worked_on,
            applies_to=applies_to,
        ):
            yield entry


@dataclass(frozen=True, slots=True)
class _Worked:
    """What is looked up once for all entries of a matter: the rates that reach it, those that ever
    did, and the rates per hour that its agreements fixed.
    """

    client_id: ClientId
    standing: list[Rate]
    ever: list[Rate]
    agreed: frozenset[int]


def _worked(read: Reader, matter_id: MatterId, standing: list[Rate], ever: list[Rate]) -> _Worked:
    client_id = matters.get(read, matter_id).client_id

    def reaching(found: list[Rate]) -> list[Rate]:
        return [
            rate
            for rate in found
            if rate.matter_id in (None, matter_id) and rate.client_id in (None, client_id)
        ]

    agreed = frozenset(rates.list_agreed(read, matter_id))
    return _Worked(client_id, reaching(standing), reaching(ever), agreed)


def _follows_rates(read: Reader, entry: TimeEntry, matter: _Worked) -> bool:
    """Whether the rate in an entry came from the table: it equals one that was ever set for it."""
    if matter.agreed and rates.find_agreed(read, entry.matter_id, entry.worked_on) is not None:
        return False
    known = {
        rate.cents_per_hour
        for rate in matter.ever
        if rate.activity_code in (None, entry.activity_code)
    }
    return entry.rate_cents_per_hour in known | {0, *matter.agreed}


def _at_rate(entry: TimeEntry, cents_per_hour: int) -> TimeEntry:
    amount = entry_amount(entry.billed_units, entry.unit_seconds, cents_per_hour, entry.charge)
    return replace(entry, rate_cents_per_hour=cents_per_hour, amount_cents=amount)
