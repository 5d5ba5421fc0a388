"""Expenses of matters. What was billed never changes; what was deleted stays as a marked row."""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields
from datetime import date

from lawdesk.domain.billing.expenses import Expense, ExpenseId, ExpenseKind, ExpenseUnit
from lawdesk.domain.documents import DocumentId
from lawdesk.domain.invoices import InvoiceId
from lawdesk.domain.matters import MatterId
from lawdesk.domain.time_entries import Charge
from lawdesk.store.database import Reader, Transaction

_COLUMNS = ", ".join(field.name for field in fields(Expense))
_SELECT = f"SELECT {_COLUMNS} FROM expenses"


@dataclass(frozen=True, slots=True)
class ExpenseRow:
    """A line of a list of expenses, with the words a reader wants to see beside it."""

    id: ExpenseId
    matter_id: MatterId
    spent_on: date
    kind: ExpenseKind
    quantity_thousandths: int
    unit: ExpenseUnit
    unit_price_cents: int
    amount_cents: int
    wording: str
    code: str | None
    charge: Charge
    receipt_document_id: DocumentId | None
    receipt_title: str | None
    invoice_number: str | None


@dataclass(frozen=True, slots=True)
class ExpenseTotal:
    """What the expenses of a matter add up to; what is not charged counts as nothing."""

    expenses: int
    amount_cents: int
    unbilled_cents: int


def get(read: Reader, expense_id: ExpenseId) -> Expense:
    """The expense, deleted or not. Raises NotFound."""
    return read.one(Expense, f"{_SELECT} WHERE id = ?", expense_id)


def list_unbilled(read: Reader, matter_id: MatterId, until: date) -> list[Expense]:
    """Unbilled expenses of a matter up to a day, in the order in which they were spent."""
    return read.all(
        Expense,
        f"{_SELECT} WHERE matter_id = ? AND spent_on <= ? AND invoice_id IS NULL "
        "AND deleted_at IS NULL ORDER BY spent_on, id",
        matter_id,
        until,
    )


def list_rows(
    read: Reader, matter_id: MatterId, *, after: ExpenseRow | None = None, limit: int = 200
) -> list[ExpenseRow]:
    """A page of a matter's expenses, the latest day first."""
    where, values = "e.matter_id = ? AND e.deleted_at IS NULL", list[object]([matter_id])
    if after:
        where += " AND (e.spent_on, e.id) < (?, ?)"
        values += [after.spent_on, after.id]
    return read.all(
        ExpenseRow,
        "SELECT e.id, e.matter_id, e.spent_on, e.kind, e.quantity_thousandths, e.unit, "
        "e.unit_price_cents, e.amount_cents, e.wording, e.code, e.charge, "
        "e.receipt_document_id, d.title AS receipt_title, v.number AS invoice_number "
        "FROM expenses e LEFT JOIN documents d ON d.id = e.receipt_document_id "
        f"LEFT JOIN issued_invoices v ON v.id = e.invoice_id WHERE {where} "
        "ORDER BY e.spent_on DESC, e.id DESC LIMIT ?",
        *values,
        limit,
    )


def total(read: Reader, matter_id: MatterId) -> ExpenseTotal:
    """What the expenses of a matter add up to."""
    return read.one(
        ExpenseTotal,
        "SELECT count(*) AS expenses, coalesce(sum(amount_cents), 0) AS amount_cents, "
        "coalesce(sum(CASE WHEN invoice_id IS NULL THEN amount_cents END), 0) AS unbilled_cents "
        "FROM (SELECT invoice_id, CASE charge WHEN 'billable' THEN amount_cents ELSE 0 END "
        "AS amount_cents FROM expenses WHERE matter_id = ? AND deleted_at IS NULL)",
        matter_id,
    )


def insert(tx: Transaction, expense: Expense) -> ExpenseId:
    """A new expense; the id in `expense` is ignored."""
    _, *values = astuple(expense)
    marks = ", ".join("?" * len(values))
    columns = _COLUMNS.removeprefix("id, ")
    return ExpenseId(tx.write(f"INSERT INTO expenses ({columns}) VALUES ({marks})", *values))


def set_expense(tx: Transaction, expense: Expense) -> None:
    """Replace the expense's fields by those given."""
    expense_id, *values = astuple(expense)
    changes = ", ".join(f"{name} = ?" for name in _COLUMNS.removeprefix("id, ").split(", "))
    tx.write(f"UPDATE expenses SET {changes} WHERE id = ?", *values, expense_id)


def set_billed(tx: Transaction, expense_id: ExpenseId, invoice_id: InvoiceId | None) -> None:
    """Mark the expense as held by an issued invoice, or as released by a credit note."""
    tx.write("UPDATE expenses SET invoice_id = ? WHERE id = ?", invoice_id, expense_id)


def set_draft_wording_if_same(
    tx: Transaction, expense_id: ExpenseId, before: str, after: str
) -> None:
    """Let a draft follow a changed wording where it had not been reworded there."""
    tx.write(
        "UPDATE draft_lines SET wording = ? WHERE expense_id = ? AND wording = ?",
        after,
        expense_id,
        before,
    )


def delete_draft_line(tx: Transaction, expense_id: ExpenseId) -> None:
    """Take an expense out of whatever draft it is in."""
    tx.write("DELETE FROM draft_lines WHERE expense_id = ?", expense_id)
