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


class BudgetKind(StrEnum):
    """What a budget counts."""

    HOURS = "hours"
    MONEY = "money"


class LimitLevel(StrEnum):
    """How close use has come to a limit: below 80 %, from 80 %, from 100 %."""

    BELOW = "below"
    NEAR = "near"
    REACHED = "reached"


@dataclass(frozen=True, slots=True)
class Budget:
    """What a matter may use: seconds for hours, cents for money."""

    kind: BudgetKind
    limit: int


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


def budget_use(budget: Budget, used_seconds: int, used_cents: int) -> LimitUse:
    """What is used of a budget; of the two figures the one that its kind counts."""
    used = used_seconds if budget.kind is BudgetKind.HOURS else used_cents
    return LimitUse(budget.limit, used)


def checked_budget(budget: Budget) -> Budget:
    """The budget again. Raises FieldError("budget") for nothing, less than nothing, or too much."""
    if budget.kind is BudgetKind.MONEY:
        checked_cents("budget", budget.limit)
    elif not 1 <= budget.limit <= _MOST_SECONDS:
        raise FieldError("budget", _("A budget is up to 100,000 hours; the old one was kept."))
    return budget
