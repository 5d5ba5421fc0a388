"""Payments, their reversals and refunds as rows. Triggers refuse any change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lawdesk.domain.clients import ClientId
from lawdesk.domain.invoices import InvoiceId
from lawdesk.domain.matters import MatterId
from lawdesk.domain.receivables.payments import Payment, PaymentId, PaymentMethod
from lawdesk.store.database import Reader, Transaction


class PaymentKind(StrEnum):
    """Which way money went: in, back because it bounced, or back as a refund of credit."""

    PAYMENT = "payment"
    REVERSAL = "reversal"
    REFUND = "refund"


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """A line of the list of payments. Money that went back is below zero; `allocated_cents` is what
    of a payment stands on invoices now.
    """

    id: PaymentId
    kind: PaymentKind
    client_id: ClientId
    client_name: str
    matter_id: MatterId | None
    received_on: date
    value_on: date
    method: PaymentMethod
    reference: str
    payer: str
    currency: str
    amount_cents: int
    note: str
    reverses_id: PaymentId | None
    reversed_on: date | None
    allocated_cents: int


@dataclass(frozen=True, slots=True)
class PaymentTotal:
    """How many rows a list has in a currency, and what they come to."""

    currency: str
    count: int
    cents: int


@dataclass(frozen=True, slots=True)
class PaymentPart:
    """What of a payment stands on an invoice."""

    invoice_id: InvoiceId
    number: str
    issued_on: date
    cents: int


_REVERSED_ON = "(SELECT r.received_on FROM payments r WHERE r.reverses_id = p.id)"
_ROW = f"""
SELECT p.id, p.kind, p.client_id, c.name AS client_name, p.matter_id, p.received_on, p.value_on,
    p.method, p.reference, p.payer, p.currency, p.amount_cents, p.note, p.reverses_id,
    {_REVERSED_ON} AS reversed_on,
    coalesce((SELECT -sum(a.amount_cents) FROM account_entries a WHERE a.payment_id = p.id
        AND a.invoice_id IS NOT NULL), 0) AS allocated_cents
FROM payments p JOIN clients c ON c.id = p.client_id
"""


def get(read: Reader, payment_id: PaymentId) -> Payment:
    """Money that came in. Raises NotFound, for a reversal and a refund too."""
    return read.one(
        Payment,
        "SELECT p.id, p.client_id, p.received_on, p.value_on, p.method, p.reference, p.payer, "
        f"p.amount_cents, p.currency, p.note, p.recorded_at, {_REVERSED_ON} AS reversed_on "
        "FROM payments p WHERE p.id = ? AND p.kind = 'payment'",
        payment_id,
    )


def get_row(read: Reader, payment_id: PaymentId) -> PaymentRow:
    """A payment, reversal or refund as a line of the list. Raises NotFound."""
    return read.one(PaymentRow, f"{_ROW} WHERE p.id = ?", payment_id)


def list_rows(
    read: Reader,
    typed: str = "",
    *,
    client_id: ClientId | None = None,
    after: PaymentRow | None = None,
    limit: int = 200,
) -> list[PaymentRow]:
    """A page of payments, the latest first. Each typed word must stand in the client's name, the
    payer, the reference or the note.
    """
    where, values = _filter(typed, client_id)
    if after:
        where += " AND (p.received_on, p.id) < (?, ?)"
        values += [after.received_on, after.id]
    return read.all(
        PaymentRow,
        f"{_ROW} WHERE {where} ORDER BY p.received_on DESC, p.id DESC LIMIT ?",
        *values,
        limit,
    )


def totals(
    read: Reader, typed: str = "", *, client_id: ClientId | None = None
) -> list[PaymentTotal]:
    """Count and sum of a list with that filter, by currency; money that went back is taken off."""
    where, values = _filter(typed, client_id)
    return read.all(
        PaymentTotal,
        "SELECT p.currency, count(*) AS count, sum(p.amount_cents) AS cents "
        f"FROM payments p JOIN clients c ON c.id = p.client_id WHERE {where} "
        "GROUP BY p.currency ORDER BY p.currency",
        *values,
    )


def list_parts(read: Reader, payment_id: PaymentId) -> list[PaymentPart]:
    """The invoices a payment stands on now, in the order it was allocated."""
    return read.all(
        PaymentPart,
        "SELECT a.invoice_id, v.number, v.issued_on, -sum(a.amount_cents) AS cents "
        "FROM account_entries a JOIN issued_invoices v ON v.id = a.invoice_id "
        "WHERE a.payment_id = ? GROUP BY a.invoice_id HAVING sum(a.amount_cents) <> 0 "
        "ORDER BY min(a.id)",
        payment_id,
    )


def insert(
    tx: Transaction,
    payment: Payment,
    kind: PaymentKind = PaymentKind.PAYMENT,
    *,
    matter_id: MatterId | None = None,
    reverses_id: PaymentId | None = None,
) -> PaymentId:
    """A new row; the id in it is ignored. Money that goes back has an amount below zero."""
    return PaymentId(
        tx.write(
            "INSERT INTO payments (client_id, matter_id, kind, received_on, value_on, method, "
            "reference, payer, currency, amount_cents, reverses_id, note, recorded_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            payment.client_id,
            matter_id,
            kind,
            payment.received_on,
            payment.value_on,
            payment.method,
            payment.reference,
            payment.payer,
            payment.currency,
            payment.amount_cents,
            reverses_id,
            payment.note,
            payment.recorded_at,
        )
    )


def _filter(typed: str, client_id: ClientId | None) -> tuple[str, list[object]]:
    parts, values = ["1 = 1"], list[object]()
    if client_id is not None:
        parts.append("p.client_id = ?")
        values.append(client_id)
    for word in typed.lower().split()[:12]:
        parts.append(
            "(instr(lower(c.name), ?) OR instr(lower(p.payer), ?) "
            "OR instr(lower(p.reference), ?) OR instr(lower(p.note), ?))"
        )
        values += [word] * 4
    return " AND ".join(parts), values
