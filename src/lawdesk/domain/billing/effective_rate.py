"""What an hour really earned, and how much of the work was billed and paid."""

from __future__ import annotations

from fractions import Fraction

from lawdesk.domain.money import PPM, SECONDS_PER_HOUR, round_half_up


def effective_cents_per_hour(earned_cents: int, worked_seconds: int) -> int | None:
    """Cents earned per hour worked, rounded once; None where no time was recorded."""
    if worked_seconds <= 0:
        return None
    return round_half_up(Fraction(earned_cents * SECONDS_PER_HOUR, worked_seconds))


def realisation_ppm(billed_cents: int, recorded_cents: int) -> int | None:
    """How much of the recorded value was billed, in ppm; None where nothing was recorded.

    Over 1,000,000 where a flat fee earned more than its hours.
    """
    return _ratio_ppm(billed_cents, recorded_cents)


def collection_ppm(collected_cents: int, billed_cents: int) -> int | None:
    """How much of what was billed came in, in ppm; None where nothing was billed."""
    return _ratio_ppm(collected_cents, billed_cents)


def _ratio_ppm(part_cents: int, whole_cents: int) -> int | None:
    if whole_cents <= 0:
        return None
    return round_half_up(Fraction(part_cents * PPM, whole_cents))
