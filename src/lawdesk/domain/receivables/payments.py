"""Payments as rows: what was received from whom, when and how. Where the money goes is told by the
entries of the client's account that name the payment.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import NewType

from lawdesk.domain.clients import ClientId
from lawdesk.errors import FieldError
from lawdesk.translation import _

PaymentId = NewType("PaymentId", int)

MOST_CENTS = 10**12
"""Above this an amount is a slip of the finger, not a payment."""

_LONGEST_TEXT = 200


class PaymentMethod(StrEnum):
    """How money reached the lawyer."""

    TRANSFER = "transfer"
    CHEQUE = "cheque"
    CARD = "card"
    CASH = "cash"
    DIRECT_DEBIT = "direct_debit"
    TRUST = "trust"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Payment:
    """Money received. `value_on` is the day the bank counts it from; `payer` is empty where the
    client paid. `reversed_on` is the day it bounced, None while it stands.
    """

    id: PaymentId
    client_id: ClientId
    received_on: date
    value_on: date
    method: PaymentMethod
    reference: str
    payer: str
    amount_cents: int
    currency: str
    note: str
    recorded_at: int
    reversed_on: date | None = None


def checked_payment(payment: Payment, today: date) -> Payment:
    """The payment with trimmed texts. Raises FieldError for what cannot have been received."""
    if not 0 < payment.amount_cents <= MOST_CENTS:
        raise FieldError("amount", _("This amount cannot have been received; none was recorded."))
    if payment.received_on > today:
        raise FieldError(
            "received_on", _("A payment cannot be received after today; none was recorded.")
        )
    return replace(
        payment,
        reference=_text("reference", payment.reference),
        payer=_text("payer", payment.payer),
        note=_text("note", payment.note),
    )


def check_reversal(payment: Payment, day: date, today: date) -> None:
    """Raises FieldError where a payment cannot have bounced on that day."""
    if payment.reversed_on is not None:
        raise FieldError("reversed_on", _("This payment was reversed before; it stays as it is."))
    if not payment.received_on <= day <= today:
        raise FieldError(
            "reversed_on",
            _("A payment bounces between the day it came and today; it stays as it is."),
        )


def _text(field: str, text: str) -> str:
    trimmed = text.strip()
    if len(trimmed) > _LONGEST_TEXT:
        raise FieldError(field, _("A text may have 200 characters; none was recorded."))
    return trimmed
