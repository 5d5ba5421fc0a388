"""What receivables need to know of an issued invoice or interest note: whose, what, when due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lawdesk.domain.billing.billing_policy import PolicyId
from lawdesk.domain.clients import ClientId
from lawdesk.domain.invoices import InvoiceId
from lawdesk.domain.matters import MatterId
from lawdesk.store.database import Reader

_SELECT = (
    "SELECT id, kind, number, client_id, matter_id, matter_title, currency, language, issued_on, "
    "due_on, total_cents, policy_id FROM issued_invoices"
)


@dataclass(frozen=True, slots=True)
class Claim:
    """An issued paper as a claim. `kind` is invoice, credit_note or interest_note."""

    id: InvoiceId
    kind: str
    number: str
    client_id: ClientId
    matter_id: MatterId
    matter_title: str
    currency: str
    language: str
    issued_on: date
    due_on: date
    total_cents: int
    policy_id: PolicyId | None


def get(read: Reader, invoice_id: InvoiceId) -> Claim:
    """The claim. Raises NotFound."""
    return read.one(Claim, f"{_SELECT} WHERE id = ?", invoice_id)


def list_of_client(read: Reader, client_id: ClientId) -> list[Claim]:
    """Everything a client was sent, in the order it was issued."""
    return read.all(Claim, f"{_SELECT} WHERE client_id = ? ORDER BY issued_on, id", client_id)


def list_positions(read: Reader, invoice_id: InvoiceId) -> list[int]:
    """The positions of an invoice's own lines, without its time sheet."""
    return read.values(
        "SELECT position FROM issued_lines WHERE invoice_id = ? AND part = 'invoice'", invoice_id
    )
