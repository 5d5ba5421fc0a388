"""Money: exact, one rounding, currencies never mixed."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawdesk.domain.money import Money, amount_of_time, minor_digits, round_half_up, share_of
from lawdesk.errors import RuleError


def test_halves_go_away_from_zero() -> None:
    assert [round_half_up(Fraction(n, 2)) for n in (1, -1, 3, -3, 4)] == [1, -1, 2, -2, 2]


def test_unlike_currencies_do_not_add() -> None:
    with pytest.raises(RuleError):
        Money(1, "EUR") + Money(1, "USD")
    assert Money(3, "EUR") - Money(5, "EUR") == -Money(2, "EUR")


def test_currencies_know_their_minor_digits() -> None:
    assert [minor_digits(code) for code in ("EUR", "JPY", "BHD", "CLF")] == [2, 0, 3, 4]
    assert [minor_digits(code) for code in ("HUF", "MRU", "VND", "TND")] == [2, 2, 0, 3]


def test_hours_cost_whole_minor_units_in_every_currency() -> None:
    # 0.7 h at 15,000 yen, and at 45.500 dinars: 31.850
    assert amount_of_time(7, 360, 15_000) == 10_500
    assert amount_of_time(7, 360, 45_500) == 31_850
    # A third of an hour at 10,000 yen is not divisible: half up once.
    assert amount_of_time(20, 60, 10_000) == 3_333


def test_work_of_the_full_invoice_example() -> None:
    # 2.3 h and 0.7 h at 245.00
    assert amount_of_time(23, 360, 245_00) == 563_50
    assert amount_of_time(7, 360, 245_00) == 171_50


@given(st.integers(0, 10**15), st.integers(0, 1_000_000))
def test_a_share_is_within_half_a_cent_of_exact(cents: int, rate_ppm: int) -> None:
    exact = Fraction(cents * rate_ppm, 1_000_000)
    assert abs(share_of(cents, rate_ppm) - exact) <= Fraction(1, 2)
