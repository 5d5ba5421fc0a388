"""Rounding: the worked example in all four policies, and what holds for any durations."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawdesk.domain.money import amount_of_time
from lawdesk.domain.rounding import (
    RoundingMode,
    RoundingPolicy,
    RoundingScope,
    billed_units,
    shared_units,
)

RAW = [125, 361, 1320, 2830]
RATE = 300_00

durations = st.integers(min_value=0, max_value=90_000)
policies = st.builds(
    RoundingPolicy,
    unit_seconds=st.sampled_from([60, 180, 300, 360, 600, 900]),
    mode=st.sampled_from(RoundingMode),
    minimum_units=st.integers(min_value=0, max_value=5),
    scope=st.sampled_from(RoundingScope),
)


@pytest.mark.parametrize(
    ("policy", "units", "cents"),
    [
        (RoundingPolicy(360, RoundingMode.UP), [1, 2, 4, 8], 450_00),
        (RoundingPolicy(360, RoundingMode.NEAREST, 1), [1, 1, 4, 8], 420_00),
        (RoundingPolicy(360, RoundingMode.DOWN), [0, 1, 3, 7], 330_00),
    ],
)
def test_four_intervals_rounded_one_by_one(
    policy: RoundingPolicy, units: list[int], cents: int
) -> None:
    assert [billed_units(seconds, policy) for seconds in RAW] == units
    assert sum(amount_of_time(u, 360, RATE) for u in units) == cents


def test_four_intervals_rounded_once_for_the_day() -> None:
    policy = RoundingPolicy(360, RoundingMode.UP, scope=RoundingScope.DAY)
    shares = shared_units(RAW, policy)
    assert sum(shares) == 13
    assert sum(amount_of_time(u, 360, RATE) for u in shares) == 390_00


def test_exact_time_is_billed_by_the_second() -> None:
    policy = RoundingPolicy(360, RoundingMode.EXACT, 3)
    units = billed_units(4636, policy)
    assert amount_of_time(units, policy.billing_unit_seconds, RATE) == 386_33


def test_a_tenth_of_an_hour_at_200_is_20() -> None:
    assert amount_of_time(1, 360, 200_00) == 20_00


@pytest.mark.parametrize(("minutes", "tenths"), [(5, 1), (7, 2), (70, 12), (45, 8)])
def test_always_up_in_tenths_as_other_programs_do(minutes: int, tenths: int) -> None:
    assert billed_units(minutes * 60, RoundingPolicy(360, RoundingMode.UP)) == tenths


@given(durations, policies)
def test_nothing_worked_is_nothing_charged_and_time_is_never_negative(
    seconds: int, policy: RoundingPolicy
) -> None:
    assert billed_units(0, policy) == 0
    assert billed_units(seconds, policy) >= 0


@given(durations, policies)
def test_rounding_moves_by_less_than_a_unit_except_for_the_minimum(
    seconds: int, policy: RoundingPolicy
) -> None:
    unit = policy.billing_unit_seconds
    units = billed_units(seconds, policy)
    if units != policy.minimum_units:
        assert abs(units * unit - seconds) < unit


@given(st.lists(durations, max_size=12), policies)
def test_shares_add_up_to_the_rounded_whole(raw: list[int], policy: RoundingPolicy) -> None:
    shares = shared_units(raw, policy)
    assert len(shares) == len(raw)
    assert sum(shares) == billed_units(sum(raw), policy)
    assert all(share >= 0 for share in shares)
