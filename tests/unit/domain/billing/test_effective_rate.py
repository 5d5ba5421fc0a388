"""Effective rates, realisation and collection."""

from __future__ import annotations

from lawdesk.domain.billing.effective_rate import (
    collection_ppm,
    effective_cents_per_hour,
    realisation_ppm,
)


def test_a_flat_fee_of_800_over_3_9_hours() -> None:
    assert effective_cents_per_hour(800_00, 14_040) == 205_13


def test_no_time_has_no_rate() -> None:
    assert effective_cents_per_hour(800_00, 0) is None


def test_a_tie_is_rounded_up() -> None:
    assert effective_cents_per_hour(1, 7_200) == 1
    assert effective_cents_per_hour(1, 7_201) == 0


def test_realisation_and_collection_are_exact_to_a_millionth() -> None:
    assert realisation_ppm(750_00, 3_120_00) == 240_385
    assert realisation_ppm(800_00, 400_00) == 2_000_000
    assert collection_ppm(1_150_00, 2_150_00) == 534_884
    assert collection_ppm(0, 2_150_00) == 0


def test_nothing_recorded_or_billed_has_no_ratio() -> None:
    assert realisation_ppm(800_00, 0) is None
    assert collection_ppm(5, 0) is None
