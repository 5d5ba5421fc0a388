"""Terms survive being written down, and damaged ones are refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import pytest

from lawdesk.domain.billing.billing_policy import BillingPolicy, LateCharge, LateTerms
from lawdesk.domain.frozen_terms import from_text, to_text


@dataclass(frozen=True, slots=True)
class _Third:
    share: Fraction
    since: date | None


@dataclass(frozen=True, slots=True)
class _Flat:
    cents: int


@dataclass(frozen=True, slots=True)
class _Either:
    terms: _Third | _Flat
    more: tuple[_Flat, ...] = ()


def test_a_policy_comes_back_equal_and_always_as_the_same_text() -> None:
    policy = BillingPolicy(late=LateTerms(LateCharge.YEARLY, 120_000))
    assert from_text(BillingPolicy, to_text(policy)) == policy
    assert to_text(from_text(BillingPolicy, to_text(policy))) == to_text(policy)


@pytest.mark.parametrize(
    "terms",
    [
        _Either(_Third(Fraction(1, 3), None)),
        _Either(_Third(Fraction(1, 3), date(2026, 7, 1)), (_Flat(1), _Flat(2))),
        _Either(_Flat(800_00)),
    ],
)
def test_unions_fractions_and_days_come_back(terms: _Either) -> None:
    assert from_text(_Either, to_text(terms)) == terms


def test_a_field_added_later_takes_its_default() -> None:
    text = to_text(BillingPolicy(payment_days=14)).replace('"retention":"",', "")
    assert from_text(BillingPolicy, text) == BillingPolicy(payment_days=14)


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "[]",
        to_text(_Flat(1)),
        to_text(BillingPolicy()).replace('"payment_days":30', '"payment_days":"30"'),
        to_text(BillingPolicy()).replace('"payment_days":30', '"payment_days":true'),
        to_text(BillingPolicy()).replace('"payment_days":30', '"paymint_days":30'),
    ],
)
def test_damaged_terms_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="terms"):
        from_text(BillingPolicy, text)
