"""Money in integer minor units, rates in parts per million, and the one way of rounding.

Digits of minor units: ISO 4217, list one of the maintenance agency (SIX). Two, unless listed here.
The list's MRU and MGA count as two there, though five of their small coins make a large one.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from lawdesk.errors import RuleError
from lawdesk.translation import _

PPM = 1_000_000
SECONDS_PER_HOUR = 3600
_WITHOUT = (
    "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND",
    "VUV", "XAF", "XOF", "XPF",
)  # fmt: skip
_WITH_THREE = ("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND")
_WITH_FOUR = ("CLF", "UYW")
_MINOR_DIGITS = (
    dict.fromkeys(_WITHOUT, 0) | dict.fromkeys(_WITH_THREE, 3) | dict.fromkeys(_WITH_FOUR, 4)
)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in the minor unit of its currency ("cents"; yen for JPY, fils for BHD)."""

    cents: int
    currency: str

    def __add__(self, other: Money) -> Money:
        self._require_same_currency(other)
        return Money(self.cents + other.cents, self.currency)

    def __sub__(self, other: Money) -> Money:
        self._require_same_currency(other)
        return Money(self.cents - other.cents, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.cents, self.currency)

    def _require_same_currency(self, other: Money) -> None:
        if self.currency != other.currency:
            raise RuleError(
                _("{one} and {other} cannot be added.").format(
                    one=self.currency, other=other.currency
                )
            )


def minor_digits(currency: str) -> int:
    """How many digits follow the decimal sign in amounts of `currency` (ISO 4217)."""
    return _MINOR_DIGITS.get(currency, 2)


def round_half_up(exact: Fraction) -> int:
    """The nearest integer; a half goes away from zero, as a merchant rounds."""
    sign = -1 if exact < 0 else 1
    return sign * int(abs(exact) + Fraction(1, 2))


def amount_of_time(units: int, unit_seconds: int, rate_cents_per_hour: int) -> int:
    """Cents for billed units at an hourly rate, computed exactly and rounded once."""
    # In whole numbers: a draft works this out for hundreds of lines after each keystroke.
    exact = units * unit_seconds * rate_cents_per_hour
    sign = -1 if exact < 0 else 1
    return sign * ((2 * abs(exact) + SECONDS_PER_HOUR) // (2 * SECONDS_PER_HOUR))


def share_of(cents: int, rate_ppm: int) -> int:
    """`rate_ppm` millionths of an amount in cents, rounded once (tax of a group, a discount)."""
    return round_half_up(Fraction(cents * rate_ppm, PPM))
