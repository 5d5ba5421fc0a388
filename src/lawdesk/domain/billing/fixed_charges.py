"""Fixed charges: sums that become due for an occasion an agreement names, not for time.

Each occasion of an agreement is charged once: a milestone, a day of a subscription, a success fee.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NewType

from lawdesk.domain.billing.fee_agreements import FeeAgreementId, FlatFee, MilestoneState
from lawdesk.domain.invoices import InvoiceId
from lawdesk.domain.matters import MatterId

FixedChargeId = NewType("FixedChargeId", int)

SUCCESS_FEE = "success fee"

_MILESTONE = re.compile(r"milestone ([0-9]+)")


@dataclass(frozen=True, slots=True)
class FixedCharge:
    """A fixed sum of a matter, earned on a day; billed once it is on an issued invoice."""

    id: FixedChargeId
    matter_id: MatterId
    agreement_id: FeeAgreementId | None
    occasion: str
    earned_on: date
    wording: str
    amount_cents: int
    created_at: int
    deleted_at: int | None
    invoice_id: InvoiceId | None


def milestone_occasion(position: int) -> str:
    """The occasion of a milestone; `position` counts from 0, the words from 1."""
    return f"milestone {position + 1}"


def subscription_occasion(due_on: date) -> str:
    """The occasion of one day of a subscription."""
    return f"subscription {due_on.isoformat()}"


def milestone_states(
    agreement_id: FeeAgreementId, fee: FlatFee, charges: Iterable[FixedCharge]
) -> list[MilestoneState]:
    """What became of each milestone of a flat fee, by its standing charges."""
    reached = {
        int(match[1]) - 1: charge
        for charge in charges
        if charge.agreement_id == agreement_id
        and charge.deleted_at is None
        and (match := _MILESTONE.fullmatch(charge.occasion))
    }
    return [
        MilestoneState(
            agreement_id,
            position,
            reached[position].earned_on if position in reached else None,
            reached[position].invoice_id if position in reached else None,
        )
        for position in range(len(fee.milestones))
    ]
