"""Evergreen retainers: when the client is asked to fill the account up again.

A request is no revenue: it carries no tax and does not age as a receivable.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lawdesk.domain.billing.fee_agreements import Evergreen
from lawdesk.domain.matters import MatterId


@dataclass(frozen=True, slots=True)
class RetainerStanding:
    """What is left of a retainer, what to ask for (0 for nothing), and whether work stops."""

    balance_cents: int
    request_cents: int
    stops_work: bool


@dataclass(frozen=True, slots=True)
class RetainerRequest:
    """A request as printed on an invoice; open until `settled_on`."""

    id: int
    matter_id: MatterId
    invoice_id: int
    requested_on: date
    amount_cents: int
    settled_on: date | None


def retainer_standing(
    retainer: Evergreen, balance_cents: int, paid_from_it_cents: int = 0
) -> RetainerStanding:
    """How a retainer stands once an invoice took `paid_from_it_cents` out of its balance.

    Asked for is what is missing to the target, and only below the trigger, not at it.
    """
    balance = balance_cents - paid_from_it_cents
    is_low = balance < retainer.trigger_cents
    stop = retainer.stop_below_cents
    return RetainerStanding(
        balance_cents=balance,
        request_cents=retainer.target_cents - balance if is_low else 0,
        stops_work=stop is not None and balance < stop,
    )
