"""A client's account as it stood: over a span of days, and what was open at the end of one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lawdesk.domain.clients import ClientId
from lawdesk.domain.invoices import InvoiceId
from lawdesk.domain.receivables.accounts import (
    AccountEntry,
    Statement,
    by_currency,
    statement,
)
from lawdesk.domain.receivables.papers import ClaimRow
from lawdesk.store import practice
from lawdesk.store.database import Reader
from lawdesk.store.receivables import accounts, claims, disputes
from lawdesk.store.receivables.claims import Claim


@dataclass(frozen=True, slots=True)
class OpenOnDay:
    """What was open at the end of a day: the claims, the oldest due first, and money of the client
    that no claim had used. Claims less credit are the balance of that day.
    """

    claims: tuple[ClaimRow, ...]
    credit_cents: int


def statement_of(
    read: Reader, client_id: ClientId, first: date, last: date, currency: str | None = None
) -> Statement:
    """A client's account from `first` to `last` in one currency, the practice's where none is
    named. Raises FieldError for "last" before the first day.
    """
    return statement(_entries(read, client_id, currency), first, last)


def open_on(read: Reader, client_id: ClientId, day: date, currency: str | None = None) -> OpenOnDay:
    """What was open for a client at the end of a day."""
    sums: dict[InvoiceId | None, int] = {}
    for entry in _entries(read, client_id, currency):
        if entry.booked_on <= day:
            sums[entry.invoice_id] = sums.get(entry.invoice_id, 0) + entry.amount_cents
    rows = [
        _claim_row(read, claim, sums[claim.id], day)
        for claim in claims.list_of_client(read, client_id)
        if sums.get(claim.id, 0) > 0
    ]
    ordered = sorted(rows, key=lambda row: (row.due_on, row.number))
    credit = -sum(cents for key, cents in sums.items() if key is None or cents < 0)
    return OpenOnDay(tuple(ordered), credit)


def _claim_row(read: Reader, claim: Claim, open_cents: int, day: date) -> ClaimRow:
    disputed = sum(
        each.disputed_cents
        for each in disputes.list_of_invoice(read, claim.id)
        if each.received_on <= day and (each.ended_on is None or day < each.ended_on)
    )
    return ClaimRow(
        claim.number,
        claim.issued_on,
        claim.due_on,
        claim.total_cents,
        open_cents,
        min(disputed, open_cents),
    )


def _entries(read: Reader, client_id: ClientId, currency: str | None) -> list[AccountEntry]:
    apart = by_currency(accounts.list_of_client(read, client_id))
    return apart.get(currency or practice.get(read).currency, [])
