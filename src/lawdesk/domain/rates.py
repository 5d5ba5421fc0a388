"""Which hourly rate applies to an entry.

The first that fits wins: matter and activity, matter, client, activity, practice. Among rows of
the same reach, the one that became valid last on or before the day of work.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
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
