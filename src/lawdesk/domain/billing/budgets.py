"""How much of a limit is used: a matter's budget in hours or money, or a fee cap.

Both warn at the same two levels, so that a lawyer learns one rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lawdesk.domain.billing.fee_agreements import checked_cents
from lawdesk.errors import FieldError
from lawdesk.translation import _

NEAR_PERCENT = 80
"""The share of a limit from which the lawyer is told."""

_MOST_SECONDS = 100_000 * 3600


class LimitLevel(StrEnum):
    """How close use has come to a limit: below 80 %, from 80 %, from 100 %."""

    BELOW = "below"
    NEAR = "near"
    REACHED = "reached"


@dataclass(frozen=True, slots=True)
class Budget:
    """What a matter may use: recorded time, money, or both; None where that one is not limited."""

    seconds: int | None
    cents: int | None


@dataclass(frozen=True, slots=True)
class LimitUse:
    """A limit and what is used of it, both in the limit's unit (seconds or cents)."""

    limit: int
    used: int

    @property
    def left(self) -> int:
        """What may still be used; below zero where the limit is passed."""
        return self.limit - self.used

    @property
    def percent(self) -> int:
        """Whole percent used, rounded down: 100 means that nothing is left."""
        return self.used * 100 // self.limit

    @property
    def level(self) -> LimitLevel:
        """How close the limit is."""
        if self.used >= self.limit:
            return LimitLevel.REACHED
        near = self.used * 100 >= self.limit * NEAR_PERCENT
        return LimitLevel.NEAR if near else LimitLevel.BELOW


@dataclass(frozen=True, slots=True)
class BudgetUse:
    """A budget's two limits with what is used of each; None where there is no such limit."""

    hours: LimitUse | None
    money: LimitUse | None

    @property
    def level(self) -> LimitLevel:
        """How close the nearer of the two limits is."""
        levels = [use.level for use in (self.hours, self.money) if use is not None]
        return max(levels, key=list(LimitLevel).index, default=LimitLevel.BELOW)


def budget_use(budget: Budget, used_seconds: int, used_cents: int) -> BudgetUse:
    """What is used of a budget, given the matter's recorded seconds and their value in cents."""
    return BudgetUse(_use(budget.seconds, used_seconds), _use(budget.cents, used_cents))


def checked_budget(budget: Budget) -> Budget:
    """The budget again. Raises FieldError("budget") for nothing, less than nothing, or too much."""
    if budget.cents is not None:
        checked_cents("budget", budget.cents)
    if budget.seconds is not None and not 1 <= budget.seconds <= _MOST_SECONDS:
        raise FieldError(
            "budget", _("A budget is more than 0 and up to 100,000 hours; the old one was kept.")
        )
    return budget


def _use(limit: int | None, used: int) -> LimitUse | None:
    return None if limit is None else LimitUse(limit, used)
