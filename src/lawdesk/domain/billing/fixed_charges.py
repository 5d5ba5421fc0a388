"""Fixed charges: sums that become due for an occasion an agreement names, not for time.

Each occasion of an agreement is charged once: a milestone, a day of a subscription, a success fee.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NewType

from lawdesk.domain.billing.fee_agreements import FeeAgreementId
from lawdesk.domain.invoices import InvoiceId
from lawdesk.domain.matters import MatterId

FixedChargeId = NewType("FixedChargeId", int)

SUCCESS_FEE = "success fee"
CREDITED = "credited: "
"""begins the occasion of a charge that a credit note gave back, which was earned before"""


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


def credited_occasion(occasion: str, note_id: InvoiceId) -> str:
    """The occasion of what a credit note gave back of a charge in part."""
    return f"{CREDITED}{occasion.removeprefix(CREDITED)}, note {note_id}"


def subscription_occasion(due_on: date) -> str:
    """The occasion of one day of a subscription."""
    return f"subscription {due_on.isoformat()}"
