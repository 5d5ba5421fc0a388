"""Expenses: write down, correct, attach the receipt, take away and bring back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from lawdesk.domain.billing.expenses import (
    Expense,
    ExpenseId,
    ExpenseKind,
    ExpenseUnit,
    TypedExpense,
    expense_amount,
)
from lawdesk.domain.billing.utbms import is_valid_on_line
from lawdesk.domain.clock import Moment
from lawdesk.domain.documents import DocumentId
from lawdesk.domain.matters import MatterId
from lawdesk.domain.time_entries import Charge
from lawdesk.errors import FieldError, RuleError
from lawdesk.store import documents, matters, practice
from lawdesk.store.billing import expenses
from lawdesk.store.database import Reader, Transaction
from lawdesk.translation import _

_LONGEST_WORDING = 2_000


def add_expense(
    tx: Transaction,
    matter_id: MatterId,
    *,
    spent_on: date,
    kind: ExpenseKind,
    quantity_thousandths: int,
    unit: ExpenseUnit,
    unit_price_cents: int,
    wording: str,
    code: str | None = None,
    tax_category: str = "",
    charge: Charge = Charge.BILLABLE,
    receipt_document_id: DocumentId | None = None,
    now: Moment,
) -> ExpenseId:
    """Write down an expense; one without a tax category is taxed as the work it is billed with.

    Raises FieldError for "spent_on", "quantity", "price", "amount", "wording", "expense_code",
    "tax_category" or "receipt".
    """
    matters.get(tx, matter_id)
    new = Expense(
        id=ExpenseId(0),
        matter_id=matter_id,
        spent_on=spent_on,
        kind=kind,
        quantity_thousandths=quantity_thousandths,
        unit=unit,
        unit_price_cents=unit_price_cents,
        amount_cents=0,
        wording=wording,
        code=code,
        tax_category=tax_category,
        charge=charge,
        receipt_document_id=receipt_document_id,
        invoice_id=None,
        created_at=now.at,
        deleted_at=None,
    )
    return expenses.insert(tx, _checked(tx, new, now.day))


def add_typed_expense(
    tx: Transaction, matter_id: MatterId, typed: TypedExpense, *, spent_on: date, now: Moment
) -> ExpenseId:
    """Write down what a quick entry means. Raises FieldError as `add_expense` does."""
    return add_expense(
        tx,
        matter_id,
        spent_on=spent_on,
        kind=typed.kind,
        quantity_thousandths=typed.quantity_thousandths,
        unit=typed.unit,
        unit_price_cents=typed.unit_price_cents,
        wording=typed.wording,
        code=typed.code,
        now=now,
    )


def change_expense(tx: Transaction, changed: Expense, *, now: Moment) -> None:
    """Replace an expense by `changed`; its amount is worked out anew and it stays in its matter.

    Raises RuleError where it was billed or deleted, FieldError as `add_expense` does.
    """
    before = get_open(tx, changed.id)
    kept = replace(
        changed,
        matter_id=before.matter_id,
        created_at=before.created_at,
        invoice_id=None,
        deleted_at=None,
    )
    after = _checked(tx, kept, now.day)
    expenses.set_expense(tx, after)
    expenses.set_draft_wording_if_same(tx, after.id, before.wording, after.wording)


def attach_receipt(tx: Transaction, expense_id: ExpenseId, document_id: DocumentId | None) -> None:
    """Put a sealed paper of the same matter beside an expense as its receipt; None takes it off.

    Raises FieldError for "receipt" where the paper belongs to another matter.
    """
    expense = get_open(tx, expense_id)
    changed = replace(expense, receipt_document_id=document_id)
    _check_receipt(tx, changed)
    expenses.set_expense(tx, changed)


def delete_expense(tx: Transaction, expense_id: ExpenseId, *, now: Moment) -> None:
    """Take an expense away, out of its draft too. Raises RuleError where it was billed."""
    expense = get_open(tx, expense_id)
    expenses.delete_draft_line(tx, expense_id)
    expenses.set_expense(tx, replace(expense, deleted_at=now.at))


def restore_expense(tx: Transaction, expense_id: ExpenseId) -> None:
    """Bring a deleted expense back as it was."""
    expense = expenses.get(tx, expense_id)
    expenses.set_expense(tx, replace(expense, deleted_at=None))


def get_open(read: Reader, expense_id: ExpenseId) -> Expense:
    """The expense, if it may still be changed. Raises RuleError where it was billed or deleted."""
    expense = expenses.get(read, expense_id)
    if expense.invoice_id is not None:
        raise RuleError(_("This expense is on an issued invoice; it was not changed."))
    if expense.deleted_at is not None:
        raise RuleError(
            _("This expense was deleted; it was not changed."), _("Take the deletion back.")
        )
    return expense


def _checked(read: Reader, expense: Expense, today: date) -> Expense:
    """The expense with its words trimmed and its amount worked out."""
    if expense.spent_on > today:
        raise FieldError(
            "spent_on", _("Money cannot be spent in the future; nothing was recorded.")
        )
    if expense.code is not None and not is_valid_on_line(expense.code):
        raise FieldError("expense_code", _("This is no UTBMS expense code; nothing was recorded."))
    _check_receipt(read, expense)
    return replace(
        expense,
        wording=_checked_wording(expense.wording),
        amount_cents=expense_amount(expense.quantity_thousandths, expense.unit_price_cents),
        tax_category=_checked_category(read, expense),
    )


def _checked_wording(wording: str) -> str:
    words = " ".join(wording.split())
    if not 1 <= len(words) <= _LONGEST_WORDING:
        raise FieldError("wording", _("Say what it was for, in at most 2,000 characters."))
    return words


def _checked_category(read: Reader, expense: Expense) -> str:
    """What was advanced in the client's name stays outside tax, whatever was chosen."""
    regime = practice.get(read).regime
    if expense.kind is ExpenseKind.PASS_THROUGH:
        return regime.pass_through.code
    if expense.tax_category and expense.tax_category not in [c.code for c in regime.categories]:
        raise FieldError("tax_category", _("This tax rate is not one of yours; the old was kept."))
    return expense.tax_category


def _check_receipt(read: Reader, expense: Expense) -> None:
    if expense.receipt_document_id is None:
        return
    paper = documents.get(read, expense.receipt_document_id)
    if paper.matter_id != expense.matter_id:
        raise FieldError("receipt", _("This paper belongs to another matter; it was not attached."))
