"""Which hourly rate applies to an entry.

The first that fits wins: matter and activity, matter, client, activity, practice. Among rows of
the same reach, the one that became valid last on or before the day of work.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import NewType

from lawdesk.domain.clients import ClientId
from lawdesk.domain.matters import MatterId

RateId = NewType("RateId", int)


@dataclass(frozen=True, slots=True)
class Rate:
    """An hourly rate in cents, for whatever its matter, client and activity are not None."""

    id: RateId
    matter_id: MatterId | None
    client_id: ClientId | None
    activity_code: str | None
    valid_from: date
    cents_per_hour: int


@dataclass(frozen=True, slots=True)
class RateReach:
    """What a rate is for: the practice where all are None, else an activity, a client, or a matter
    with or without an activity.
    """

    client_id: ClientId | None = None
    matter_id: MatterId | None = None
    activity_code: str | None = None


class AppliesTo(StrEnum):
    """Which unbilled work takes a changed rate over: none, from its first day on, or all of it."""

    NEW = "new"
    FROM_DATE = "from_date"
    ALL_UNBILLED = "all_unbilled"


@dataclass(frozen=True, slots=True)
class RateEffect:
    """What a changed rate does to unbilled entries: how many, and their cents before and after."""

    entries: int
    before_cents: int
    after_cents: int


def reach_of(rate: Rate) -> RateReach:
    """What a rate is for."""
    return RateReach(rate.client_id, rate.matter_id, rate.activity_code)


def takes_over(
    rate: Rate,
    others: Iterable[Rate],
    *,
    matter_id: MatterId,
    client_id: ClientId,
    activity_code: str | None,
    worked_on: date,
    applies_to: AppliesTo,
) -> bool:
    """Whether unbilled work of that kind takes a changed rate over.

    A rate of a nearer reach stays in force, and so does a later one of the same reach. With "all
    unbilled" the rate counts as if it had held from the beginning.
    """
    if applies_to is AppliesTo.NEW:
        return False
    if applies_to is AppliesTo.ALL_UNBILLED and rate.valid_from > worked_on:
        rate = replace(rate, valid_from=worked_on)
    chosen = choose_rate(
        [rate, *(other for other in others if other.id != rate.id)],
        matter_id=matter_id,
        client_id=client_id,
        activity_code=activity_code,
        worked_on=worked_on,
    )
    return chosen == rate


def choose_rate(
    rates: Iterable[Rate],
    *,
    matter_id: MatterId,
    client_id: ClientId,
    activity_code: str | None,
    worked_on: date,
) -> Rate | None:
    """The rate for work of that kind on that day, or None where no rate was ever set."""
    fitting = [
        rate
        for rate in rates
        if rate.valid_from <= worked_on
        and rate.matter_id in (None, matter_id)
        and rate.client_id in (None, client_id)
        and rate.activity_code in (None, activity_code)
    ]
    return max(fitting, key=_precedence, default=None)


def _precedence(rate: Rate) -> tuple[int, date, int]:
    if rate.matter_id is not None:
        reach = 4 if rate.activity_code is not None else 3
    elif rate.client_id is not None:
        reach = 2
    else:
        reach = 1 if rate.activity_code is not None else 0
    return reach, rate.valid_from, rate.id
