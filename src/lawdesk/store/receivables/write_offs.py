"""Write-offs as rows; one that was taken back stands beside a row below zero."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NewType

from lawdesk.domain.invoices import InvoiceId
from lawdesk.store.database import Reader, Transaction

WriteOffId = NewType("WriteOffId", int)


@dataclass(frozen=True, slots=True)
class WriteOff:
    """What was given up of an invoice and why; below zero it was claimed again."""

    id: WriteOffId
    invoice_id: InvoiceId
    written_off_on: date
    amount_cents: int
    reason: str
    recorded_at: int


def list_of_invoice(read: Reader, invoice_id: InvoiceId) -> list[WriteOff]:
    """Write-offs of an invoice in the order they were recorded."""
    return read.all(
        WriteOff,
        "SELECT id, invoice_id, written_off_on, amount_cents, reason, recorded_at FROM write_offs "
        "WHERE invoice_id = ? ORDER BY id",
        invoice_id,
    )


def sum_of_invoice(read: Reader, invoice_id: InvoiceId) -> int:
    """What stands written off, in cents."""
    return read.number("SELECT sum(amount_cents) FROM write_offs WHERE invoice_id = ?", invoice_id)


def insert(
    tx: Transaction,
    invoice_id: InvoiceId,
    written_off_on: date,
    amount_cents: int,
    reason: str,
    recorded_at: int,
) -> WriteOffId:
    """A new row."""
    return WriteOffId(
        tx.write(
            "INSERT INTO write_offs (invoice_id, written_off_on, amount_cents, reason, "
            "recorded_at) VALUES (?, ?, ?, ?, ?)",
            invoice_id,
            written_off_on,
            amount_cents,
            reason,
            recorded_at,
        )
    )
