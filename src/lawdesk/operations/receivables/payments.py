"""Money that comes and goes: payments, where they go, bounced ones, credit and refunds."""

from __future__ import annotations

from lawdesk.domain.clock import Moment
from lawdesk.domain.invoices import InvoiceId
from lawdesk.domain.receivables.allocation import PaidPart, allocation_day, release_surplus
from lawdesk.store.database import Transaction
from lawdesk.store.receivables import accounts, claims


def release_surplus_of(tx: Transaction, invoice_id: InvoiceId, *, now: Moment) -> int:
    """Move what an invoice is overpaid by back to the client's credit, and say how many cents.

    To be called after a credit note was booked. Raises RuleError where more was taken off the
    invoice than it ever came to; nothing may be committed then.
    """
    parts = accounts.list_parts_of_invoice(tx, invoice_id)
    released = release_surplus(accounts.open_cents(tx, invoice_id), parts)
    for part in released:
        _give_back(tx, part, now)
    return sum(part.cents for part in released)


def _give_back(tx: Transaction, part: PaidPart, now: Moment) -> None:
    claim = claims.get(tx, part.invoice_id)
    accounts.allocate(
        tx,
        claim.client_id,
        part.invoice_id,
        allocation_day(now.day, claim.issued_on),
        -part.cents,
        claim.currency,
        recorded_at=now.at,
        payment_id=part.payment_id,
    )
