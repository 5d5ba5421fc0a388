"""What a policy sheet tells: rates in force, and examples that bills keep to."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawdesk.domain.billing.policy_sheet import (
    CALL_SECONDS,
    SheetRate,
    sheet_rates,
    time_example,
)
from lawdesk.domain.clients import ClientId
from lawdesk.domain.matters import MatterId
from lawdesk.domain.money import amount_of_time
from lawdesk.domain.rates import Rate, RateId
from lawdesk.domain.rounding import (
    UNIT_MINUTES,
    RoundingMode,
    RoundingPolicy,
    RoundingScope,
    billed_units,
    shared_units,
)
from sample_billing_papers import CLIENT, MATTER, RATES, policy_sheet

POLICIES = st.builds(
    RoundingPolicy,
    st.sampled_from([minutes * 60 for minutes in UNIT_MINUTES]),
    st.sampled_from(RoundingMode),
    st.integers(0, 5),
    st.sampled_from(RoundingScope),
)


def test_seven_minutes_in_tenths_rounded_up_at_300() -> None:
    example = time_example(RoundingPolicy(360, RoundingMode.UP), 300_00)
    assert (example.calls, example.units, example.amount_cents) == (1, 2, 60_00)


@given(POLICIES, st.integers(0, 10_000_00))
def test_the_example_is_what_entries_of_that_length_are_billed(
    policy: RoundingPolicy, rate: int
) -> None:
    example = time_example(policy, rate)
    if policy.scope is RoundingScope.ENTRY:
        assert (example.calls, example.units) == (1, billed_units(CALL_SECONDS, policy))
    else:
        assert example.units == sum(shared_units([CALL_SECONDS] * 2, policy))
    assert example.amount_cents == amount_of_time(example.units, policy.billing_unit_seconds, rate)


@pytest.mark.parametrize("minutes", UNIT_MINUTES)
def test_the_call_shows_what_rounding_does_wherever_a_minute_is_not_the_unit(minutes: int) -> None:
    assert (CALL_SECONDS % (minutes * 60) == 0) is (minutes == 1)


def test_rates_follow_the_day() -> None:
    before = sheet_rates(RATES, CLIENT, MATTER, date(2026, 6, 30))
    after = sheet_rates(RATES, CLIENT, MATTER, date(2026, 7, 1))
    assert before[-1] == SheetRate("", 250_00)
    assert after[-1] == SheetRate("", 300_00)
    assert sheet_rates(RATES, CLIENT, MATTER, date(2025, 12, 31)) == ()


def test_a_matters_own_rate_stands_for_all_work_unless_an_activity_has_its_own() -> None:
    own = Rate(RateId(9), MATTER.id, None, None, date(2026, 1, 1), 200_00)
    assert sheet_rates([*RATES, own], CLIENT, MATTER, date(2026, 8, 1)) == (SheetRate("", 200_00),)
    hearing = Rate(RateId(10), MATTER.id, None, "A109", date(2026, 1, 1), 280_00)
    shown = sheet_rates([*RATES, own, hearing], CLIENT, MATTER, date(2026, 8, 1))
    assert shown == (SheetRate("A109", 280_00), SheetRate("", 200_00))


def test_rates_of_others_are_never_told() -> None:
    others = [
        Rate(RateId(9), MatterId(77), None, None, date(2026, 1, 1), 1_00),
        Rate(RateId(10), None, ClientId(77), "A101", date(2026, 1, 1), 2_00),
    ]
    day = date(2026, 8, 1)
    assert sheet_rates([*RATES, *others], CLIENT, MATTER, day) == sheet_rates(
        RATES, CLIENT, MATTER, day
    )
    assert sheet_rates(others, None, None, day + timedelta(days=1)) == ()


def test_without_a_rate_for_all_work_the_example_has_no_amount() -> None:
    assert time_example(RoundingPolicy(), None).amount_cents is None


def test_numbers_are_written_as_the_client_reads_them() -> None:
    assert [policy_sheet(language).locale for language in ("en", "de", "fr", "es")] == [
        "en_GB",
        "de_DE",
        "fr_FR",
        "es_ES",
    ]
