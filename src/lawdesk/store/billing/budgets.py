"""Budgets of matters, each set replacing the one before, and what a matter has used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lawdesk.domain.billing.budgets import Budget
from lawdesk.domain.matters import MatterId
from lawdesk.store.database import Reader, Transaction


@dataclass(frozen=True, slots=True)
class RecordedWork:
    """Seconds worked on a matter and their value in cents, and what of both is billed."""

    seconds: int
    cents: int
    unbilled_seconds: int
    unbilled_cents: int

    @property
    def billed_seconds(self) -> int:
        """Seconds on issued invoices."""
        return self.seconds - self.unbilled_seconds

    @property
    def billed_cents(self) -> int:
        """Recorded value on issued invoices."""
        return self.cents - self.unbilled_cents


def find(read: Reader, matter_id: MatterId) -> Budget | None:
    """The budget set last; None where none was set or it was taken away."""
    budget = read.first(
        Budget,
        "SELECT budget_seconds AS seconds, budget_cents AS cents FROM matter_budgets "
        "WHERE matter_id = ? ORDER BY id DESC LIMIT 1",
        matter_id,
    )
    return budget if budget and (budget.seconds or budget.cents) else None


def insert(
    tx: Transaction, matter_id: MatterId, budget: Budget, *, set_on: date, recorded_at: int
) -> int:
    """A budget that replaces the one before; one without limits takes it away."""
    return tx.write(
        "INSERT INTO matter_budgets (matter_id, budget_seconds, budget_cents, set_on, "
        "recorded_at) VALUES (?, ?, ?, ?, ?)",
        matter_id,
        budget.seconds,
        budget.cents,
        set_on,
        recorded_at,
    )


def recorded_work(read: Reader, matter_id: MatterId) -> RecordedWork:
    """Everything recorded on a matter; both sums read one index each."""
    return read.one(
        RecordedWork,
        "SELECT a.seconds, a.cents, u.seconds AS unbilled_seconds, u.cents AS unbilled_cents FROM "
        "(SELECT coalesce(sum(raw_seconds), 0) AS seconds, coalesce(sum(amount_cents), 0) AS cents "
        "FROM time_entries WHERE matter_id = ? AND deleted_at IS NULL) a, "
        "(SELECT coalesce(sum(raw_seconds), 0) AS seconds, coalesce(sum(amount_cents), 0) AS cents "
        "FROM time_entries WHERE matter_id = ? AND invoice_id IS NULL AND deleted_at IS NULL) u",
        matter_id,
        matter_id,
    )
