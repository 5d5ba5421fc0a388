"""Requests to fill an advance up again. They are no claims and stand on no account."""

from __future__ import annotations

from datetime import date

from lawdesk.domain.billing.retainers import RetainerRequest
from lawdesk.domain.invoices import InvoiceId
from lawdesk.domain.matters import MatterId
from lawdesk.store.database import Reader, Transaction

_SELECT = (
    "SELECT id, matter_id, invoice_id, requested_on, amount_cents, settled_on "
    "FROM retainer_requests"
)


def list_open(read: Reader, matter_id: MatterId | None = None) -> list[RetainerRequest]:
    """Requests that wait for money, of one matter or of all, the oldest first."""
    if matter_id is None:
        return read.all(RetainerRequest, f"{_SELECT} WHERE settled_on IS NULL ORDER BY id")
    return read.all(
        RetainerRequest,
        f"{_SELECT} WHERE settled_on IS NULL AND matter_id = ? ORDER BY id",
        matter_id,
    )


def insert(
    tx: Transaction,
    matter_id: MatterId,
    invoice_id: InvoiceId,
    requested_on: date,
    amount_cents: int,
) -> int:
    """Track a request that an invoice prints."""
    return tx.write(
        "INSERT INTO retainer_requests (matter_id, invoice_id, requested_on, amount_cents) "
        "VALUES (?, ?, ?, ?)",
        matter_id,
        invoice_id,
        requested_on,
        amount_cents,
    )


def settle(tx: Transaction, matter_id: MatterId, settled_on: date) -> None:
    """Close the open requests of a matter: the money came, or a newer request stands."""
    tx.write(
        "UPDATE retainer_requests SET settled_on = ? WHERE matter_id = ? AND settled_on IS NULL",
        settled_on,
        matter_id,
    )
