"""The client account: append-only entries, and sums over them. Triggers refuse any change."""

from __future__ import annotations

from datetime import date

from lawdesk.domain.clients import ClientId
from lawdesk.domain.invoices import InvoiceId
from lawdesk.domain.matters import MatterId
from lawdesk.domain.receivables.accounts import AccountEntry, AccountEntryId, EntryKind, OpenInvoice
from lawdesk.domain.receivables.advances import CreditMove, advances_left
from lawdesk.domain.receivables.allocation import PaidPart
from lawdesk.domain.receivables.payments import PaymentId
from lawdesk.store.database import Reader, Transaction

_SELECT = """
SELECT a.id, a.client_id, a.invoice_id, a.booked_on,
    iif(a.kind = 'invoice' AND v.kind = 'interest_note', 'interest', a.kind) AS kind,
    a.amount_cents, a.currency,
    coalesce(w.reason, p.note, '') AS note,
    coalesce(c.number, v.number, p.reference, '') AS reference, a.payment_id, a.recorded_at
FROM account_entries a
LEFT JOIN issued_invoices v ON v.id = a.invoice_id
LEFT JOIN issued_invoices c ON c.id = a.credit_note_id
LEFT JOIN payments p ON p.id = a.payment_id
LEFT JOIN write_offs w ON w.id = a.write_off_id
"""


def post(
    tx: Transaction,
    client_id: ClientId,
    invoice_id: InvoiceId | None,
    booked_on: date,
    kind: EntryKind,
    amount_cents: int,
    currency: str,
    *,
    recorded_at: int,
    payment_id: PaymentId | None = None,
    credit_note_id: InvoiceId | None = None,
    write_off_id: int | None = None,
) -> AccountEntryId:
    """Book one row. A positive amount raises what the client owes."""
    return AccountEntryId(
        tx.write(
            "INSERT INTO account_entries (client_id, invoice_id, booked_on, kind, amount_cents, "
            "currency, payment_id, credit_note_id, write_off_id, recorded_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            client_id,
            invoice_id,
            booked_on,
            kind,
            amount_cents,
            currency,
            payment_id,
            credit_note_id,
            write_off_id,
            recorded_at,
        )
    )


def allocate(
    tx: Transaction,
    client_id: ClientId,
    invoice_id: InvoiceId,
    booked_on: date,
    cents: int,
    currency: str,
    *,
    recorded_at: int,
    payment_id: PaymentId | None = None,
) -> None:
    """Move cents from the client's credit onto an invoice; a negative amount moves them back."""
    for target, amount in ((None, cents), (invoice_id, -cents)):
        post(
            tx,
            client_id,
            target,
            booked_on,
            EntryKind.ALLOCATION,
            amount,
            currency,
            recorded_at=recorded_at,
            payment_id=payment_id,
        )


def list_of_client(read: Reader, client_id: ClientId) -> list[AccountEntry]:
    """Every entry of a client's account, by day, then as recorded."""
    return read.all(
        AccountEntry, f"{_SELECT} WHERE a.client_id = ? ORDER BY a.booked_on, a.id", client_id
    )


def list_of_invoice(read: Reader, invoice_id: InvoiceId) -> list[AccountEntry]:
    """Every entry booked on an invoice, by day, then as recorded."""
    return read.all(
        AccountEntry, f"{_SELECT} WHERE a.invoice_id = ? ORDER BY a.booked_on, a.id", invoice_id
    )


def open_cents(read: Reader, invoice_id: InvoiceId) -> int:
    """What is still owed on an invoice."""
    return read.number(
        "SELECT sum(amount_cents) FROM account_entries WHERE invoice_id = ?", invoice_id
    )


def credit_cents(read: Reader, client_id: ClientId, currency: str) -> int:
    """Money received from a client and not allocated to any invoice."""
    return -read.number(
        "SELECT sum(amount_cents) FROM account_entries "
        "WHERE client_id = ? AND invoice_id IS NULL AND currency = ?",
        client_id,
        currency,
    )


def advanced_elsewhere_cents(
    read: Reader, client_id: ClientId, currency: str, matter_id: MatterId
) -> int:
    """What is left of a client's advances for other matters: credit that is not for this one."""
    moves = read.all(
        CreditMove,
        "SELECT iif(a.kind = 'allocation', a.amount_cents, -a.amount_cents) AS cents, "
        "coalesce(p.matter_id, o.matter_id, iif(a.payment_id IS NULL, v.matter_id, NULL)) "
        "AS matter_id, a.kind IN ('payment', 'reversal') AS is_advance FROM account_entries a "
        "LEFT JOIN issued_invoices v ON v.id = a.invoice_id "
        "LEFT JOIN payments p ON p.id = a.payment_id LEFT JOIN payments o ON o.id = p.reverses_id "
        "WHERE a.client_id = ? AND a.currency = ? AND (a.kind IN ('payment', 'reversal', 'refund') "
        "OR a.kind = 'allocation' AND a.invoice_id IS NOT NULL) ORDER BY a.id",
        client_id,
        currency,
    )
    left = advances_left(moves)
    return sum(cents for matter, cents in left.items() if matter != matter_id)


def balance_cents(read: Reader, client_id: ClientId, currency: str) -> int:
    """What a client owes in all; below zero where the client has credit."""
    return read.number(
        "SELECT sum(amount_cents) FROM account_entries WHERE client_id = ? AND currency = ?",
        client_id,
        currency,
    )


def list_open(read: Reader, client_id: ClientId, currency: str) -> list[OpenInvoice]:
    """A client's invoices with something open, the oldest due day first."""
    return read.all(
        OpenInvoice,
        "SELECT v.id AS invoice_id, v.number, v.due_on, sum(a.amount_cents) AS open_cents, "
        "coalesce((SELECT sum(d.disputed_cents) FROM disputes d WHERE d.invoice_id = v.id "
        "AND d.ended_on IS NULL), 0) AS disputed_cents "
        "FROM issued_invoices v JOIN account_entries a ON a.invoice_id = v.id "
        "WHERE v.client_id = ? AND v.currency = ? AND v.kind <> 'credit_note' "
        "GROUP BY v.id HAVING sum(a.amount_cents) > 0 ORDER BY v.due_on, v.id",
        client_id,
        currency,
    )


def list_paid_parts(read: Reader, client_id: ClientId, currency: str) -> list[PaidPart]:
    """What stands allocated for a client, by invoice and payment, the earliest first."""
    return read.all(
        PaidPart,
        "SELECT invoice_id, payment_id, -sum(amount_cents) AS cents FROM account_entries "
        "WHERE client_id = ? AND currency = ? AND invoice_id IS NOT NULL AND kind = 'allocation' "
        "GROUP BY invoice_id, payment_id HAVING sum(amount_cents) <> 0 ORDER BY min(id)",
        client_id,
        currency,
    )


def list_parts_of_invoice(read: Reader, invoice_id: InvoiceId) -> list[PaidPart]:
    """What stands allocated to one invoice, by payment, the earliest first."""
    return read.all(
        PaidPart,
        "SELECT invoice_id, payment_id, -sum(amount_cents) AS cents FROM account_entries "
        "WHERE invoice_id = ? AND kind = 'allocation' "
        "GROUP BY payment_id HAVING sum(amount_cents) <> 0 ORDER BY min(id)",
        invoice_id,
    )
