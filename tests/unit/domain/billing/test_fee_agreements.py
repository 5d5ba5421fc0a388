"""Fee agreements: what may be agreed, what is earned when, and shares kept exactly."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawdesk.domain.billing.fee_agreements import (
    LARGEST_CENTS,
    AgreedTerms,
    Capped,
    Contingency,
    Evergreen,
    FeeAgreement,
    FeeAgreementId,
    FeeBase,
    FeeTerms,
    FlatFee,
    Hourly,
    Hybrid,
    LostCosts,
    Milestone,
    ProBono,
    Stage,
    Subscription,
    Tier,
    agreement_in_force,
    checked_terms,
    parse_share,
    share_words,
    subscription_days,
    subscription_value,
)
from lawdesk.domain.frozen_terms import from_text, to_text
from lawdesk.domain.matters import MatterId
from lawdesk.errors import FieldError

THIRD = Fraction(1, 3)
WILL = FlatFee((Milestone("Draft", 400_00), Milestone("Signing", 400_00)))
SUIT = Contingency((Stage("Suit", THIRD),), FeeBase.NET, (), LostCosts.WAIVED)
TIERS = Contingency(tiers=(Tier(250_000_00, THIRD), Tier(None, Fraction(1, 4))))
FIRST = date(2026, 1, 31)
EVERY_KIND: list[FeeTerms] = [
    Hourly(),
    WILL,
    Capped(15_000_00, counts_tax=True),
    SUIT,
    TIERS,
    Hybrid(150_00, SUIT, "The permit is granted", date(2027, 1, 1)),
    Subscription(500_00, 1, FIRST, rolls_over=True),
    ProBono(),
]


@pytest.mark.parametrize("fee", EVERY_KIND)
@pytest.mark.parametrize("retainer", [None, Evergreen(5_000_00, 2_500_00, 500_00)])
def test_every_kind_holds_and_survives_being_written_down(
    fee: FeeTerms, retainer: Evergreen | None
) -> None:
    terms = AgreedTerms(fee, retainer)
    assert checked_terms(terms) == terms
    assert from_text(AgreedTerms, to_text(terms)) == terms


@pytest.mark.parametrize(
    ("fee", "field"),
    [
        (Capped(0), "cap"),
        (Capped(-1), "cap"),
        (Capped(LARGEST_CENTS + 1), "cap"),
        (FlatFee(()), "milestones"),
        (FlatFee((Milestone(" ", 400_00),)), "milestones"),
        (FlatFee((Milestone("Draft", 0),)), "milestones"),
        (FlatFee((Milestone("a", LARGEST_CENTS), Milestone("b", 1))), "milestones"),
        (FlatFee((Milestone("a", 1),) * 51), "milestones"),
        (Contingency(), "stages"),
        (Contingency(SUIT.stages, tiers=TIERS.tiers), "stages"),
        (Contingency((Stage("Suit", Fraction(11, 10)),)), "share"),
        (Contingency((Stage("Suit", Fraction(0)),)), "share"),
        (Contingency((Stage("Suit", THIRD), Stage(" Suit", THIRD))), "stages"),
        (Contingency((Stage("Suit", THIRD),) * 51), "stages"),
        (Contingency(tiers=(Tier(5, THIRD), Tier(5, THIRD), Tier(None, THIRD))), "tiers"),
        (Contingency(tiers=(Tier(9, THIRD), Tier(5, THIRD), Tier(None, THIRD))), "tiers"),
        (Contingency(tiers=(Tier(None, THIRD), Tier(None, THIRD))), "tiers"),
        (Contingency(tiers=(Tier(5, THIRD),)), "tiers"),
        (Contingency(tiers=(Tier(-5, THIRD), Tier(None, THIRD))), "tiers"),
        (Hybrid(0, SUIT, "Granted"), "rate"),
        (Hybrid(150_00, SUIT, " "), "trigger"),
        (Hybrid(150_00, Contingency(), "Granted"), "stages"),
        (Subscription(0, 1, FIRST), "amount"),
        (Subscription(500_00, 0, FIRST), "every_months"),
        (Subscription(500_00, 1, FIRST, date(2026, 1, 30)), "last_on"),
    ],
)
def test_nonsense_is_refused_under_its_field(fee: FeeTerms, field: str) -> None:
    with pytest.raises(FieldError) as refused:
        checked_terms(AgreedTerms(fee))
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("retainer", "field"),
    [
        (Evergreen(0, 0), "target"),
        (Evergreen(2_500_00, 5_000_00), "trigger"),
        (Evergreen(5_000_00, 2_500_00, 3_000_00), "stop"),
    ],
)
def test_a_retainer_that_cannot_work_is_refused(retainer: Evergreen, field: str) -> None:
    with pytest.raises(FieldError) as refused:
        checked_terms(AgreedTerms(ProBono(), retainer))
    assert refused.value.field == field


def test_texts_are_trimmed() -> None:
    kept = checked_terms(AgreedTerms(FlatFee((Milestone("  First   draft ", 1),)))).fee
    assert kept == FlatFee((Milestone("First draft", 1),))


def agreement(number: int, since: date, ended_on: date | None = None) -> FeeAgreement:
    terms = AgreedTerms(Hourly())
    matter, kept = MatterId(1), FeeAgreementId(number)
    return FeeAgreement(kept, matter, since, since, terms, None, "", 0, ended_on)


def test_the_latest_agreement_that_has_begun_and_not_ended_holds() -> None:
    old = agreement(1, date(2026, 1, 1))
    new = agreement(2, date(2026, 7, 1), ended_on=date(2026, 9, 1))
    assert agreement_in_force([new, old], date(2025, 12, 31)) is None
    assert agreement_in_force([new, old], date(2026, 6, 30)) == old
    assert agreement_in_force([new, old], date(2026, 7, 1)) == new
    assert agreement_in_force([new, old], date(2026, 9, 1)) == old


def test_a_subscription_keeps_its_day_where_the_month_has_it() -> None:
    fee = Subscription(500_00, 1, FIRST)
    assert subscription_days(fee, date(2026, 4, 30)) == [
        date(2026, 1, 31),
        date(2026, 2, 28),
        date(2026, 3, 31),
        date(2026, 4, 30),
    ]
    assert subscription_days(fee, date(2026, 1, 30)) == []


def test_a_subscription_ends_on_its_last_day_and_crosses_years() -> None:
    fee = Subscription(500_00, 6, date(2026, 9, 15), date(2027, 9, 14))
    assert subscription_days(fee, date(2030, 1, 1)) == [date(2026, 9, 15), date(2027, 3, 15)]


def test_unused_value_is_kept_only_where_agreed() -> None:
    lapses = Subscription(500_00, 1, FIRST)
    rolls = replace(lapses, rolls_over=True)
    assert subscription_value(lapses, [200_00]) == 500_00
    assert subscription_value(rolls, [200_00]) == 800_00
    assert subscription_value(rolls, [200_00, 900_00]) == 500_00
    assert subscription_value(rolls, []) == 500_00


@pytest.mark.parametrize(
    ("text", "share", "words"),
    [
        ("1/3", THIRD, "1/3"),
        (" 33 1/3 % ", THIRD, "1/3"),
        ("33.33 %", Fraction(3333, 10_000), "33.33%"),
        ("33,33", Fraction(3333, 10_000), "33.33%"),
        ("40", Fraction(2, 5), "40%"),
        ("100", Fraction(1), "100%"),
    ],
)
def test_a_share_is_kept_as_it_was_agreed(text: str, share: Fraction, words: str) -> None:
    assert parse_share(text) == share
    assert share_words(share, "en_US") == words


@pytest.mark.parametrize("text", ["", "a third", "0", "101", "4/3", "1/0", "33 1/0", "-10", "1e1"])
def test_what_is_no_share_is_refused(text: str) -> None:
    with pytest.raises(FieldError, match="is not a share"):
        parse_share(text)


@given(st.integers(1, 999), st.integers(1, 999))
def test_every_typed_fraction_comes_back(one: int, other: int) -> None:
    share = Fraction(min(one, other), max(one, other))
    assert parse_share(f"{share.numerator}/{share.denominator}") == share
