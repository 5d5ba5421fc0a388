"""How recorded seconds become billed units.

A policy belongs to the practice and is copied into each entry. Only a duration is rounded, never
a start or an end. Increments of 1 to 15 minutes, rounded up to the next or to the nearest unit,
are what ABA Formal Opinion 93-379 and state opinions discuss; the client must be told which.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

UNIT_MINUTES = (1, 3, 5, 6, 10, 15)


class RoundingMode(StrEnum):
    """Where a part of a unit goes."""

    UP = "up"
    NEAREST = "nearest"
    DOWN = "down"
    EXACT = "none"


class RoundingScope(StrEnum):
    """What is rounded as one: each entry, a matter's time of a day, or all time of an invoice."""

    ENTRY = "entry"
    DAY = "day"
    INVOICE = "invoice"


@dataclass(frozen=True, slots=True)
class RoundingPolicy:
    """Unit length in seconds, direction, smallest charge in units, and what is rounded as one."""

    unit_seconds: int = 360
    mode: RoundingMode = RoundingMode.UP
    minimum_units: int = 0
    scope: RoundingScope = RoundingScope.ENTRY

    @property
    def billing_unit_seconds(self) -> int:
        """Length of the unit that entries count in; a second where nothing is rounded."""
        return 1 if self.mode is RoundingMode.EXACT else self.unit_seconds


def billed_units(seconds: int, policy: RoundingPolicy) -> int:
    """Units charged for a duration in seconds. Nothing worked is nothing charged."""
    if seconds <= 0:
        return 0
    unit = policy.billing_unit_seconds
    minimum = 0 if policy.mode is RoundingMode.EXACT else policy.minimum_units
    return max(_rounded(seconds, unit, policy.mode), minimum)


def shared_units(durations: Sequence[int], policy: RoundingPolicy) -> list[int]:
    """Units of several durations that are rounded as one, told apart again in their order.

    Each gets what the running total grows by, so the parts always add up to the rounded whole.
    """
    shares: list[int] = []
    charged = worked = 0
    for seconds in durations:
        worked += seconds
        total = billed_units(worked, policy)
        shares.append(total - charged)
        charged = total
    return shares


def _rounded(seconds: int, unit: int, mode: RoundingMode) -> int:
    if mode is RoundingMode.UP:
        return -(-seconds // unit)
    if mode is RoundingMode.NEAREST:
        return (2 * seconds + unit) // (2 * unit)
    return seconds // unit
