"""Budgets and caps of matters: set a budget, and how much of budget and cap is used."""

from __future__ import annotations

from datetime import date

from lawdesk.domain.billing.budgets import (
    Budget,
    BudgetUse,
    LimitUse,
    budget_use,
    checked_budget,
)
from lawdesk.domain.billing.caps import NetGroup, cap_use
from lawdesk.domain.billing.fee_agreements import Capped, FeeAgreement
from lawdesk.domain.clock import Moment
from lawdesk.domain.matters import MatterId
from lawdesk.operations.billing.policies import policy_for
from lawdesk.store import audit, invoices, matters, practice
from lawdesk.store.billing import budgets, expenses
from lawdesk.store.database import Reader, Transaction


def set_budget(tx: Transaction, matter_id: MatterId, budget: Budget, *, now: Moment) -> None:
    """What a matter may use from now on; a budget without limits takes the one before away.

    Raises FieldError for "budget".
    """
    matters.get(tx, matter_id)
    checked = checked_budget(budget)
    row = budgets.insert(tx, matter_id, checked, set_on=now.day, recorded_at=now.at)
    audit.insert(tx, now.at, "set", "budget", row, "")


def use_of_budget(
    read: Reader, matter_id: MatterId, *, running_seconds: int = 0, running_cents: int = 0
) -> BudgetUse | None:
    """What is used of a matter's budget: recorded time and its value, billed and unbilled.

    What a running clock has not yet written down is added. None where no budget is set.
    """
    budget = budgets.find(read, matter_id)
    if budget is None:
        return None
    work = budgets.recorded_work(read, matter_id)
    return budget_use(budget, work.seconds + running_seconds, work.cents + running_cents)


def use_of_cap(
    read: Reader, agreement: FeeAgreement, day: date, *, running_cents: int = 0
) -> LimitUse | None:
    """How full the cap of an agreement is with what was billed under it and what is unbilled.

    None where the agreement has no cap.
    """
    matter_id = agreement.matter_id
    if not isinstance(agreement.terms.fee, Capped):
        return None
    fees = budgets.recorded_work(read, matter_id).unbilled_cents + running_cents
    return use_of_cap_by(read, agreement, day, fees, expenses.total(read, matter_id).unbilled_cents)


def use_of_cap_by(
    read: Reader, agreement: FeeAgreement, day: date, fee_cents: int, expense_cents: int
) -> LimitUse | None:
    """How full the cap of an agreement would be once so much was billed more, before tax.

    None where the agreement has no cap.
    """
    cap, matter_id = agreement.terms.fee, agreement.matter_id
    if not isinstance(cap, Capped):
        return None
    counted = invoices.cap_used_cents(read, matter_id, agreement.valid_from)
    category, rate_ppm = tax_on_work(read, matter_id, day)
    return cap_use(cap, counted, [NetGroup(category, rate_ppm, fee_cents, expense_cents)])


def tax_on_work(read: Reader, matter_id: MatterId, day: date) -> tuple[str, int]:
    """The tax category and rate in ppm that a draft of the matter would begin with."""
    code = policy_for(read, matter_id, day).terms.tax_category
    category = practice.get(read).regime.category(code)
    return category.code, category.rate_on(day)
