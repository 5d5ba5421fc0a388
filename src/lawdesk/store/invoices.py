"""Issued invoices. Rows are inserted once; triggers refuse any change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum

from lawdesk.domain.clients import ClientId
from lawdesk.domain.documents import DocumentId
from lawdesk.domain.invoices import (
    BilledWork,
    Channel,
    ComposedInvoice,
    InvoiceDelivery,
    InvoiceId,
    InvoiceSummary,
    IssuedInvoice,
    IssuedLine,
    IssuedPayment,
    IssuedTax,
)
from lawdesk.domain.matters import MatterId
from lawdesk.store import letterhead
from lawdesk.store.database import Reader, Transaction

_INVOICE = ", ".join(field.name for field in fields(IssuedInvoice))
_LINE = ", ".join(field.name for field in fields(IssuedLine))
_TAX = ", ".join(field.name for field in fields(IssuedTax))
_WORK = ", ".join(field.name for field in fields(BilledWork))
_PAYMENT = ", ".join(field.name for field in fields(IssuedPayment))
_OPEN = "(SELECT sum(a.amount_cents) FROM account_entries a WHERE a.invoice_id = v.id)"
_SUMMARY = """
SELECT v.id, v.number, v.matter_id, v.matter_title, v.client_id, v.recipient_name, v.issued_on,
    v.due_on, v.currency, v.total_cents, p.document_id AS pdf_document_id,
    d.delivered_on, d.channel AS delivered_by, v.kind, v.corrects_number,
    coalesce((SELECT sum(a.amount_cents) FROM account_entries a WHERE a.invoice_id = v.id), 0)
        AS open_cents,
    -coalesce((SELECT sum(a.amount_cents) FROM account_entries a
        WHERE a.invoice_id = v.id AND a.kind = 'credit_note'), 0) AS credited_cents,
    -coalesce((SELECT sum(a.amount_cents) FROM account_entries a
        WHERE a.invoice_id = v.id AND a.kind = 'allocation'), 0) AS paid_cents,
    -coalesce((SELECT sum(a.amount_cents) FROM account_entries a
        WHERE a.invoice_id = v.id AND a.kind = 'write_off'), 0) AS written_off_cents,
    coalesce((SELECT sum(x.disputed_cents) FROM disputes x
        WHERE x.invoice_id = v.id AND x.ended_on IS NULL), 0) AS disputed_cents
FROM issued_invoices v
LEFT JOIN invoice_pdfs p ON p.invoice_id = v.id
LEFT JOIN invoice_deliveries d ON d.id =
    (SELECT max(x.id) FROM invoice_deliveries x WHERE x.invoice_id = v.id)
"""


class Standing(StrEnum):
    """Which invoices a list shows: all, those with something open, those late with it."""

    ALL = "all"
    OPEN = "open"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class ListSum:
    """What a list comes to in one currency: billed (credit notes taken off) and still open."""

    currency: str
    count: int
    total_cents: int
    open_cents: int


def get(read: Reader, invoice_id: InvoiceId) -> IssuedInvoice:
    """The invoice. Raises NotFound."""
    return read.one(
        IssuedInvoice, f"SELECT {_INVOICE} FROM issued_invoices WHERE id = ?", invoice_id
    )


def get_summary(read: Reader, invoice_id: InvoiceId) -> InvoiceSummary:
    """The invoice's line in the list. Raises NotFound."""
    return read.one(InvoiceSummary, f"{_SUMMARY} WHERE v.id = ?", invoice_id)


def get_composed(read: Reader, invoice_id: InvoiceId) -> ComposedInvoice:
    """The invoice with its lines and tax groups, all as frozen. Raises NotFound."""
    lines = read.all(
        IssuedLine,
        f"SELECT {_LINE} FROM issued_lines WHERE invoice_id = ? ORDER BY position",
        invoice_id,
    )
    taxes = read.all(
        IssuedTax,
        f"SELECT {_TAX} FROM issued_taxes WHERE invoice_id = ? ORDER BY position",
        invoice_id,
    )
    payments = read.all(
        IssuedPayment,
        f"SELECT {_PAYMENT} FROM issued_payments WHERE invoice_id = ? ORDER BY position",
        invoice_id,
    )
    invoice = get(read, invoice_id)
    head = invoice.letterhead_id
    return ComposedInvoice(
        invoice,
        tuple(lines),
        tuple(taxes),
        tuple(payments),
        list_work(read, invoice_id),
        letterhead.get(read, head) if head is not None else None,
    )


def list_work(read: Reader, invoice_id: InvoiceId) -> tuple[BilledWork, ...]:
    """The work behind the lines of an invoice, released or not."""
    return tuple(
        read.all(
            BilledWork,
            "SELECT position, entry_id, expense_id, charge_id, recorded_cents, billed_cents "
            "FROM billed_work WHERE invoice_id = ? ORDER BY id",
            invoice_id,
        )
    )


def list_corrections(read: Reader, invoice_id: InvoiceId) -> list[InvoiceSummary]:
    """The credit notes that correct an invoice, the first first."""
    return read.all(InvoiceSummary, f"{_SUMMARY} WHERE v.corrects_id = ? ORDER BY v.id", invoice_id)


def list_numbers_in_series(read: Reader, series: str) -> list[int]:
    """The counters that were issued in a series, in order."""
    return read.values(
        "SELECT number_in_series FROM issued_invoices WHERE series = ? ORDER BY number_in_series",
        series,
    )


def list_split(read: Reader, invoice_id: InvoiceId) -> list[InvoiceId]:
    """The invoices that share the work of one draft with this one, itself included, in order."""
    return [
        InvoiceId(number)
        for number in read.values(
            "SELECT v.id FROM issued_invoices v JOIN issued_invoices o ON o.id = ? "
            "WHERE v.id = coalesce(o.split_with_id, o.id) "
            "OR v.split_with_id = coalesce(o.split_with_id, o.id) ORDER BY v.id",
            invoice_id,
        )
    ]


def list_credited_lines(read: Reader, invoice_id: InvoiceId) -> list[IssuedLine]:
    """The lines of every credit note that corrects an invoice."""
    columns = ", ".join(f"l.{field.name}" for field in fields(IssuedLine))
    return read.all(
        IssuedLine,
        f"SELECT {columns} FROM issued_lines l JOIN issued_invoices v ON v.id = l.invoice_id "
        "WHERE v.corrects_id = ? AND l.part = 'invoice' ORDER BY v.id, l.position",
        invoice_id,
    )


def list_credited_taxes(read: Reader, invoice_id: InvoiceId) -> list[IssuedTax]:
    """The tax groups of every credit note that corrects an invoice."""
    columns = ", ".join(f"t.{field.name}" for field in fields(IssuedTax))
    return read.all(
        IssuedTax,
        f"SELECT {columns} FROM issued_taxes t JOIN issued_invoices v ON v.id = t.invoice_id "
        "WHERE v.corrects_id = ? ORDER BY v.id, t.position",
        invoice_id,
    )


def set_work_released(
    tx: Transaction, invoice_id: InvoiceId, positions: list[int], credit_note_id: InvoiceId
) -> None:
    """Release the work behind some lines, which a credit note took back."""
    for position in positions:
        tx.write(
            "UPDATE billed_work SET released_by_id = ? "
            "WHERE invoice_id = ? AND position = ? AND released_by_id IS NULL",
            credit_note_id,
            invoice_id,
            position,
        )


def is_work_held(read: Reader, work: BilledWork) -> bool:
    """Whether an invoice still bills the work."""
    return bool(
        read.number(
            "SELECT count(*) FROM billed_work WHERE released_by_id IS NULL "
            "AND entry_id IS ? AND expense_id IS ? AND charge_id IS ?",
            work.entry_id,
            work.expense_id,
            work.charge_id,
        )
    )


def cap_used_cents(read: Reader, matter_id: MatterId, since: date) -> int:
    """What invoices of a matter, less their credit notes, filled of a cap agreed on that day."""
    return read.number(
        "SELECT sum(cap_counted_cents) FROM issued_invoices WHERE matter_id = ? AND issued_on >= ?",
        matter_id,
        since,
    )


def list_summaries(
    read: Reader,
    typed: str = "",
    *,
    client_id: ClientId | None = None,
    matter_id: MatterId | None = None,
    standing: Standing = Standing.ALL,
    today: date = date.min,
    after: InvoiceSummary | None = None,
    limit: int = 200,
) -> list[InvoiceSummary]:
    """A page of invoices, the latest first, whose number, matter or client holds what was typed.

    `today` decides what is overdue.
    """
    where, values = _filter(typed, client_id, matter_id, standing, today)
    if after:
        where += " AND (v.issued_on, v.id) < (?, ?)"
        values += [after.issued_on, after.id]
    return read.all(
        InvoiceSummary,
        f"{_SUMMARY} WHERE {where} ORDER BY v.issued_on DESC, v.id DESC LIMIT ?",
        *values,
        limit,
    )


def list_without_pdf(read: Reader) -> list[InvoiceId]:
    """Invoices whose PDF is missing (the program died between issuing and drawing)."""
    # "+id" lets SQLite pass over a narrow index and sort the few that are missing, instead of
    # reading every invoice whole to have them in order.
    return [
        InvoiceId(number)
        for number in read.values(
            "SELECT id FROM issued_invoices WHERE id NOT IN (SELECT invoice_id FROM invoice_pdfs) "
            "ORDER BY +id"
        )
    ]


def list_sums(
    read: Reader,
    typed: str = "",
    *,
    client_id: ClientId | None = None,
    matter_id: MatterId | None = None,
    standing: Standing = Standing.ALL,
    today: date = date.min,
) -> list[ListSum]:
    """What a list with that filter comes to, one row for each currency."""
    where, values = _filter(typed, client_id, matter_id, standing, today)
    return read.all(
        ListSum,
        "SELECT v.currency, count(*) AS count, sum(v.total_cents) AS total_cents, "
        f"coalesce(sum({_OPEN}), 0) AS open_cents FROM issued_invoices v WHERE {where} "
        "GROUP BY v.currency ORDER BY v.currency",
        *values,
    )


def count_and_total_between(
    read: Reader, first: date, last: date, currency: str
) -> tuple[int, int]:
    """How many invoices in that currency were issued from `first` to `last`, and their cents."""
    where = "issued_on BETWEEN ? AND ? AND currency = ?"
    values = (first, last, currency)
    count = read.number(f"SELECT count(*) FROM issued_invoices WHERE {where}", *values)
    total = read.number(f"SELECT sum(total_cents) FROM issued_invoices WHERE {where}", *values)
    return count, total


def insert(tx: Transaction, composed: ComposedInvoice) -> InvoiceId:
    """Freeze an invoice with all its parts; the id in it is ignored."""
    columns = _INVOICE.removeprefix("id, ")
    values = [getattr(composed.invoice, name) for name in columns.split(", ")]
    marks = ", ".join("?" * len(values))
    invoice_id = InvoiceId(
        tx.write(f"INSERT INTO issued_invoices ({columns}) VALUES ({marks})", *values)
    )
    _insert_parts(tx, "issued_lines", _LINE, invoice_id, composed.lines)
    _insert_parts(tx, "issued_taxes", _TAX, invoice_id, composed.taxes)
    _insert_parts(tx, "issued_payments", _PAYMENT, invoice_id, composed.payments)
    _insert_parts(tx, "billed_work", _WORK, invoice_id, composed.work)
    return invoice_id


def insert_pdf(
    tx: Transaction, invoice_id: InvoiceId, document_id: DocumentId, sha256: str, now: int
) -> None:
    """Record where the PDF of an invoice lies."""
    tx.write(
        "INSERT INTO invoice_pdfs (invoice_id, document_id, sha256, recorded_at) "
        "VALUES (?, ?, ?, ?)",
        invoice_id,
        document_id,
        sha256,
        now,
    )


def insert_delivery(
    tx: Transaction,
    invoice_id: InvoiceId,
    delivered_on: date,
    channel: Channel,
    note: str,
    recorded_at: int,
) -> int:
    """Note that an invoice reached the client."""
    return tx.write(
        "INSERT INTO invoice_deliveries (invoice_id, delivered_on, channel, note, recorded_at) "
        "VALUES (?, ?, ?, ?, ?)",
        invoice_id,
        delivered_on,
        channel,
        note,
        recorded_at,
    )


def list_deliveries(read: Reader, invoice_id: InvoiceId) -> list[InvoiceDelivery]:
    """How an invoice reached the client, in the order it was noted."""
    return read.all(
        InvoiceDelivery,
        "SELECT id, invoice_id, delivered_on, channel, note, recorded_at FROM invoice_deliveries "
        "WHERE invoice_id = ? ORDER BY id",
        invoice_id,
    )


def _insert_parts(
    tx: Transaction, table: str, columns: str, invoice_id: InvoiceId, parts: Sequence[object]
) -> None:
    names = columns.split(", ")
    rows = [[invoice_id, *(getattr(part, name) for name in names)] for part in parts]
    tx.insert_rows(table, f"invoice_id, {columns}", rows)


def _filter(
    typed: str,
    client_id: ClientId | None,
    matter_id: MatterId | None,
    standing: Standing = Standing.ALL,
    today: date = date.min,
) -> tuple[str, list[object]]:
    parts, values = ["1 = 1"], list[object]()
    if client_id is not None:
        parts.append("v.client_id = ?")
        values.append(client_id)
    if matter_id is not None:
        parts.append("v.matter_id = ?")
        values.append(matter_id)
    if standing is not Standing.ALL:
        parts.append(f"{_OPEN} > 0")
    if standing is Standing.OVERDUE:
        parts.append("v.due_on < ?")
        values.append(today)
    for word in typed.split()[:12]:
        parts.append(
            "(instr(v.number, ?) OR instr(lower(v.matter_title), ?) "
            "OR instr(lower(v.recipient_name), ?))"
        )
        values += [word, word.lower(), word.lower()]
    return " AND ".join(parts), values
