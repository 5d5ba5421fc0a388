"""What can have been received, and what can have bounced."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from lawdesk.domain.clients import ClientId
from lawdesk.domain.receivables.payments import (
    MOST_CENTS,
    Payment,
    PaymentId,
    PaymentMethod,
    check_reversal,
    checked_payment,
)
from lawdesk.errors import FieldError

TODAY = date(2026, 11, 21)
PAYMENT = Payment(
    PaymentId(1),
    ClientId(1),
    date(2026, 11, 2),
    date(2026, 11, 3),
    PaymentMethod.TRANSFER,
    "  2026-0042 ",
    "",
    1_200_00,
    "EUR",
    "",
    1,
)


def test_texts_are_trimmed() -> None:
    assert checked_payment(PAYMENT, TODAY).reference == "2026-0042"


@pytest.mark.parametrize(
    ("payment", "field"),
    [
        (replace(PAYMENT, amount_cents=0), "amount"),
        (replace(PAYMENT, amount_cents=-1), "amount"),
        (replace(PAYMENT, amount_cents=MOST_CENTS + 1), "amount"),
        (replace(PAYMENT, received_on=date(2026, 11, 22)), "received_on"),
        (replace(PAYMENT, payer="x" * 201), "payer"),
    ],
)
def test_what_cannot_have_been_received_is_refused(payment: Payment, field: str) -> None:
    with pytest.raises(FieldError) as refused:
        checked_payment(payment, TODAY)
    assert refused.value.field == field


def test_the_largest_amount_and_today_are_fine() -> None:
    edge = replace(PAYMENT, amount_cents=MOST_CENTS, received_on=TODAY)
    assert checked_payment(edge, TODAY).amount_cents == MOST_CENTS


@pytest.mark.parametrize("day", [date(2026, 11, 1), date(2026, 11, 22)])
def test_a_payment_bounces_between_its_day_and_today(day: date) -> None:
    check_reversal(PAYMENT, PAYMENT.received_on, TODAY)
    with pytest.raises(FieldError):
        check_reversal(PAYMENT, day, TODAY)


def test_a_payment_bounces_once() -> None:
    with pytest.raises(FieldError):
        check_reversal(replace(PAYMENT, reversed_on=TODAY), TODAY, TODAY)
