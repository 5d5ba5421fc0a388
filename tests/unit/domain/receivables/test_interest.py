"""Interest: the worked figures, holds, months, and what holds for any history."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawdesk.domain.billing.billing_policy import DayCount, LateCharge, LateTerms
from lawdesk.domain.receivables.interest import (
    Hold,
    InterestClaim,
    InterestSegment,
    PrincipalChange,
    interest_claim,
)
from lawdesk.errors import FieldError

DUE = date(2026, 3, 31)
TWELVE = LateTerms(LateCharge.YEARLY, 120_000)
EIGHTEEN = LateTerms(LateCharge.YEARLY, 180_000)
AFTER_45_DAYS = DUE + timedelta(days=45)


def test_two_segments_are_rounded_each_to_54_57() -> None:
    paid = PrincipalChange(date(2026, 4, 20), -2_000_00)
    claim = interest_claim(TWELVE, DUE, 4_800_00, date(2026, 5, 15), [paid])
    assert claim.segments == (
        InterestSegment(date(2026, 4, 1), date(2026, 4, 20), 20, 4_800_00, 120_000, 31_56),
        InterestSegment(date(2026, 4, 21), date(2026, 5, 15), 25, 2_800_00, 120_000, 23_01),
    )
    assert claim.total_cents == 54_57


def test_nothing_runs_after_the_last_payment() -> None:
    changes = [
        PrincipalChange(date(2026, 4, 20), -2_000_00),
        PrincipalChange(date(2026, 5, 15), -2_800_00),
    ]
    assert interest_claim(TWELVE, DUE, 4_800_00, date(2026, 12, 31), changes).total_cents == 54_57


def test_45_days_at_18_percent_a_year_are_106_52() -> None:
    assert interest_claim(EIGHTEEN, DUE, 4_800_00, AFTER_45_DAYS).total_cents == 106_52


@pytest.mark.parametrize(
    ("charge", "cents"), [(LateCharge.MONTHLY_FULL, 72_00), (LateCharge.MONTHLY_STARTED, 144_00)]
)
def test_45_days_are_one_full_month_or_two_started_ones(charge: LateCharge, cents: int) -> None:
    terms = LateTerms(charge, 15_000)
    assert interest_claim(terms, DUE, 4_800_00, AFTER_45_DAYS).total_cents == cents


def test_30_days_at_the_statutory_rate_and_the_lump_sum_are_90_34() -> None:
    terms = LateTerms(LateCharge.YEARLY, 122_500, lump_sum_cents=40_00)
    claim = interest_claim(terms, DUE, 5_000_00, DUE + timedelta(days=30))
    assert [segment.amount_cents for segment in claim.segments] == [50_34]
    assert (claim.lump_sum_cents, claim.total_cents) == (40_00, 90_34)


@pytest.mark.parametrize(
    ("day_count", "cents"),
    [(DayCount.ACTUAL_365, 31_56), (DayCount.ACTUAL_366, 31_48), (DayCount.ACTUAL_360, 32_00)],
)
def test_a_year_has_as_many_days_as_the_terms_say(day_count: DayCount, cents: int) -> None:
    terms = LateTerms(LateCharge.YEARLY, 120_000, day_count)
    assert interest_claim(terms, DUE, 4_800_00, date(2026, 4, 20)).total_cents == cents


@pytest.mark.parametrize("until", [date(2026, 1, 1), DUE])
def test_nothing_is_charged_before_the_day_after_the_due_day(until: date) -> None:
    terms = LateTerms(LateCharge.YEARLY, 120_000, lump_sum_cents=40_00)
    assert interest_claim(terms, DUE, 4_800_00, until) == InterestClaim((), 0)


def test_one_day_late_brings_the_lump_sum_even_without_a_rate() -> None:
    terms = LateTerms(LateCharge.YEARLY, 0, lump_sum_cents=40_00)
    assert interest_claim(terms, DUE, 4_800_00, DUE + timedelta(days=1)) == InterestClaim((), 40_00)


def test_what_was_paid_by_the_due_day_bears_nothing() -> None:
    terms = LateTerms(LateCharge.YEARLY, 120_000, lump_sum_cents=40_00)
    paid = PrincipalChange(DUE, -4_800_00)
    assert interest_claim(terms, DUE, 4_800_00, date(2026, 12, 31), [paid]).total_cents == 0


def test_terms_without_a_charge_charge_nothing() -> None:
    claim = interest_claim(LateTerms(), DUE, 4_800_00, AFTER_45_DAYS)
    assert claim == InterestClaim((), 0)


def test_a_disputed_part_bears_nothing_until_the_day_of_the_outcome() -> None:
    hold = Hold(date(2026, 4, 11), date(2026, 5, 1), 400_00)
    claim = interest_claim(TWELVE, DUE, 2_150_00, date(2026, 5, 10), holds=[hold])
    assert [(s.first, s.last, s.principal_cents) for s in claim.segments] == [
        (date(2026, 4, 1), date(2026, 4, 10), 2_150_00),
        (date(2026, 4, 11), date(2026, 4, 30), 1_750_00),
        (date(2026, 5, 1), date(2026, 5, 10), 2_150_00),
    ]


def test_a_hold_without_an_end_lasts() -> None:
    hold = Hold(date(2026, 1, 5), None, 2_150_00)
    assert interest_claim(TWELVE, DUE, 2_150_00, date(2027, 1, 1), holds=[hold]).segments == ()


def test_more_on_hold_than_is_open_bears_nothing_rather_than_less() -> None:
    claim = interest_claim(
        TWELVE,
        DUE,
        2_150_00,
        date(2026, 5, 10),
        [PrincipalChange(date(2026, 4, 10), -2_000_00)],
        [Hold(date(2026, 4, 11), None, 400_00)],
    )
    assert [segment.last for segment in claim.segments] == [date(2026, 4, 10)]


def test_a_change_of_nothing_cuts_no_line() -> None:
    day = date(2026, 4, 10)
    changes = [PrincipalChange(day, -500_00), PrincipalChange(day, 500_00)]
    claim = interest_claim(TWELVE, DUE, 4_800_00, date(2026, 4, 20), changes)
    assert [(segment.days, segment.amount_cents) for segment in claim.segments] == [(20, 31_56)]


def test_a_payment_on_the_day_of_a_dispute_counts_from_the_next_day() -> None:
    day = date(2026, 4, 10)
    claim = interest_claim(
        TWELVE,
        DUE,
        4_800_00,
        date(2026, 4, 20),
        [PrincipalChange(day, -2_000_00)],
        [Hold(day, None, 400_00)],
    )
    assert [segment.principal_cents for segment in claim.segments] == [4_800_00, 4_400_00, 2_400_00]


def test_days_charged_before_are_not_charged_again() -> None:
    whole = interest_claim(TWELVE, DUE, 4_800_00, date(2026, 5, 15))
    first = interest_claim(TWELVE, DUE, 4_800_00, date(2026, 4, 20))
    rest = interest_claim(
        TWELVE, DUE, 4_800_00, date(2026, 5, 15), charged_until=first.segments[-1].last
    )
    assert rest.segments[0].first == date(2026, 4, 21)
    assert rest.segments[0].days + first.segments[0].days == whole.segments[0].days


@pytest.mark.parametrize("until", [date(2026, 4, 20), date(2026, 4, 1)])
def test_a_period_charged_already_is_refused(until: date) -> None:
    with pytest.raises(FieldError) as refused:
        interest_claim(TWELVE, DUE, 4_800_00, until, charged_until=date(2026, 4, 20))
    assert refused.value.field == "until"


def test_the_lump_sum_comes_once() -> None:
    terms = LateTerms(LateCharge.YEARLY, 122_500, lump_sum_cents=40_00)
    later = interest_claim(terms, DUE, 5_000_00, date(2026, 6, 30), charged_until=date(2026, 4, 30))
    assert later.lump_sum_cents == 0
    assert later.total_cents > 0


def test_a_new_statutory_rate_holds_from_its_day_on() -> None:
    old = LateTerms(LateCharge.YEARLY, 122_500)
    new = LateTerms(LateCharge.YEARLY, 101_500)
    before = interest_claim(old, DUE, 5_000_00, date(2026, 6, 30))
    after = interest_claim(new, DUE, 5_000_00, date(2026, 7, 31), charged_until=date(2026, 6, 30))
    # 5,000.00 x 12.25 % x 91/365 and 5,000.00 x 10.15 % x 31/365
    assert (before.total_cents, after.total_cents) == (152_71, 43_10)


def test_months_are_counted_from_the_due_day_even_over_a_short_one() -> None:
    terms = LateTerms(LateCharge.MONTHLY_FULL, 15_000)
    claim = interest_claim(terms, date(2026, 1, 31), 4_800_00, date(2026, 4, 30))
    assert [(segment.first, segment.last) for segment in claim.segments] == [
        (date(2026, 2, 1), date(2026, 2, 28)),
        (date(2026, 3, 1), date(2026, 3, 31)),
        (date(2026, 4, 1), date(2026, 4, 30)),
    ]
    assert claim.total_cents == 3 * 72_00


def test_a_payment_inside_a_month_counts_for_that_full_month_but_not_for_the_started_one() -> None:
    paid = [PrincipalChange(date(2026, 4, 20), -2_000_00)]
    full = LateTerms(LateCharge.MONTHLY_FULL, 15_000)
    started = LateTerms(LateCharge.MONTHLY_STARTED, 15_000)
    assert interest_claim(full, DUE, 4_800_00, date(2026, 4, 30), paid).total_cents == 42_00
    assert interest_claim(started, DUE, 4_800_00, date(2026, 4, 30), paid).total_cents == 72_00


@pytest.mark.parametrize("charge", [LateCharge.MONTHLY_FULL, LateCharge.MONTHLY_STARTED])
def test_months_charged_before_are_not_charged_again(charge: LateCharge) -> None:
    terms = LateTerms(charge, 15_000)
    first = interest_claim(terms, DUE, 4_800_00, AFTER_45_DAYS)
    charged = first.segments[-1].last
    until = date(2026, 7, 31)
    rest = interest_claim(terms, DUE, 4_800_00, until, charged_until=charged)
    assert rest.segments[0].first == charged + timedelta(days=1)
    assert first.total_cents + rest.total_cents == 4 * 72_00


histories = st.lists(
    st.builds(
        PrincipalChange,
        st.dates(date(2026, 3, 25), date(2026, 5, 5)),
        st.integers(-(10**7), 10**6),
    ),
    max_size=6,
)
held = st.lists(
    st.builds(
        lambda first, days, cents: Hold(
            first, None if days is None else first + timedelta(days=days), cents
        ),
        st.dates(date(2026, 3, 25), date(2026, 5, 5)),
        st.none() | st.integers(0, 90),
        st.integers(0, 10**6),
    ),
    max_size=3,
)


@given(st.integers(1, 10**8), histories, held, st.dates(date(2026, 1, 1), date(2027, 1, 31)))
def test_segments_are_each_day_at_its_own_principal(
    principal: int, changes: list[PrincipalChange], holds: list[Hold], until: date
) -> None:
    segments = interest_claim(TWELVE, DUE, principal, until, changes, holds).segments
    charged = {
        segment.first + timedelta(days=day): segment.principal_cents
        for segment in segments
        for day in range(segment.days)
    }
    assert len(charged) == sum(segment.days for segment in segments)
    for number in range(1, (until - DUE).days + 1):
        day = DUE + timedelta(days=number)
        expected = principal + sum(c.cents for c in changes if c.day < day)
        for hold in holds:
            if hold.first <= day and not (hold.until is not None and hold.until <= day):
                expected -= hold.cents
        # Only a stretch that comes to less than half a cent has no line.
        assert charged.get(day, 0) == max(0, expected) or (
            day not in charged and Fraction(expected * 12, 36_500) < Fraction(1, 2)
        )
    for segment in segments:
        exact = Fraction(segment.principal_cents * 12 * segment.days, 36_500)
        assert abs(exact - segment.amount_cents) <= Fraction(1, 2)
