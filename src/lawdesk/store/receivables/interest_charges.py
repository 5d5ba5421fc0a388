"""What was claimed for lateness of an invoice, note by note. Triggers refuse any change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lawdesk.domain.invoices import InvoiceId
from lawdesk.store.database import Reader, Transaction


@dataclass(frozen=True, slots=True)
class InterestCharge:
    """What an interest note claims for an invoice. `charged_until` is the last day of its last
    segment, the due day where there was only a lump sum, None where there were only fees. A note
    that credit notes took back whole no longer stands; what it claimed can be claimed anew.
    """

    note_id: InvoiceId
    invoice_id: InvoiceId
    charged_until: date | None
    interest_cents: int
    lump_sum_cents: int
    fee_cents: int
    stands: bool = True


def list_of_invoice(read: Reader, invoice_id: InvoiceId) -> list[InterestCharge]:
    """Every charge for an invoice, the earliest first."""
    return read.all(
        InterestCharge,
        """
        SELECT c.note_id, c.invoice_id, c.charged_until, c.interest_cents, c.lump_sum_cents,
            c.fee_cents, v.total_cents + coalesce((SELECT sum(n.total_cents)
                FROM issued_invoices n WHERE n.corrects_id = v.id), 0) > 0 AS stands
        FROM interest_charges c JOIN issued_invoices v ON v.id = c.note_id
        WHERE c.invoice_id = ? ORDER BY c.id
        """,
        invoice_id,
    )


def insert(tx: Transaction, charge: InterestCharge) -> None:
    """A new charge."""
    tx.write(
        "INSERT INTO interest_charges (note_id, invoice_id, charged_until, interest_cents, "
        "lump_sum_cents, fee_cents) VALUES (?, ?, ?, ?, ?, ?)",
        charge.note_id,
        charge.invoice_id,
        charge.charged_until,
        charge.interest_cents,
        charge.lump_sum_cents,
        charge.fee_cents,
    )
