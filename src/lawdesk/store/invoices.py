"""Issued invoices. Rows are inserted once; triggers refuse any change."""

from __future__ import annotations

from dataclasses import astuple, fields
from datetime import date

from lawdesk.domain.clients import ClientId
from lawdesk.domain.documents import DocumentId
from lawdesk.domain.invoices import (
    Channel,
    ComposedInvoice,
    InvoiceDelivery,
    InvoiceId,
    InvoiceSummary,
    IssuedInvoice,
    IssuedLine,
    IssuedTax,
)
from lawdesk.domain.matters import MatterId
from lawdesk.store.database import Reader, Transaction

_INVOICE = ", ".join(field.name for field in fields(IssuedInvoice))
_LINE = ", ".join(field.name for field in fields(IssuedLine))
_TAX = ", ".join(field.name for field in fields(IssuedTax))
_SUMMARY = """
SELECT v.id, v.number, v.matter_id, v.matter_title, v.client_id, v.recipient_name, v.issued_on,
    v.due_on, v.currency, v.total_cents, p.document_id AS pdf_document_id,
    d.delivered_on, d.channel AS delivered_by
FROM issued_invoices v
LEFT JOIN invoice_pdfs p ON p.invoice_id = v.id
LEFT JOIN invoice_deliveries d ON d.id =
    (SELECT max(x.id) FROM invoice_deliveries x WHERE x.invoice_id = v.id)
"""


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
    return ComposedInvoice(get(read, invoice_id), tuple(lines), tuple(taxes))


def list_summaries(
    read: Reader,
    typed: str = "",
    *,
    client_id: ClientId | None = None,
    matter_id: MatterId | None = None,
    after: InvoiceSummary | None = None,
    limit: int = 200,
) -> list[InvoiceSummary]:
    """A page of invoices, the latest first, whose number, matter or client holds what was typed."""
    where, values = _filter(typed, client_id, matter_id)
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
    return [
        InvoiceId(number)
        for number in read.values(
            "SELECT id FROM issued_invoices WHERE id NOT IN (SELECT invoice_id FROM invoice_pdfs) "
            "ORDER BY id"
        )
    ]


def count_and_total(
    read: Reader,
    typed: str = "",
    *,
    client_id: ClientId | None = None,
    matter_id: MatterId | None = None,
) -> tuple[int, int]:
    """How many invoices a list with that filter has, and their total in cents."""
    where, values = _filter(typed, client_id, matter_id)
    count = read.number(f"SELECT count(*) FROM issued_invoices v WHERE {where}", *values)
    total = read.number(f"SELECT sum(total_cents) FROM issued_invoices v WHERE {where}", *values)
    return count, total


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
    """Freeze an invoice with its lines and tax groups; the id in it is ignored."""
    _, *values = astuple(composed.invoice)
    columns = _INVOICE.removeprefix("id, ")
    marks = ", ".join("?" * len(values))
    invoice_id = InvoiceId(
        tx.write(f"INSERT INTO issued_invoices ({columns}) VALUES ({marks})", *values)
    )
    for line in composed.lines:
        _insert_part(tx, "issued_lines", _LINE, invoice_id, astuple(line))
    for tax in composed.taxes:
        _insert_part(tx, "issued_taxes", _TAX, invoice_id, astuple(tax))
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


def _insert_part(
    tx: Transaction, table: str, columns: str, invoice_id: InvoiceId, values: tuple[object, ...]
) -> None:
    marks = ", ".join("?" * (len(values) + 1))
    tx.write(f"INSERT INTO {table} (invoice_id, {columns}) VALUES ({marks})", invoice_id, *values)


def _filter(
    typed: str, client_id: ClientId | None, matter_id: MatterId | None
) -> tuple[str, list[object]]:
    parts, values = ["1 = 1"], list[object]()
    if client_id is not None:
        parts.append("v.client_id = ?")
        values.append(client_id)
    if matter_id is not None:
        parts.append("v.matter_id = ?")
        values.append(matter_id)
    for word in typed.split()[:12]:
        parts.append(
            "(instr(v.number, ?) OR instr(lower(v.matter_title), ?) "
            "OR instr(lower(v.recipient_name), ?))"
        )
        values += [word, word.lower(), word.lower()]
    return " AND ".join(parts), values
