"""Invoices of any amount and day in a test practice, as rows of their own.

Issuing has its own tests. Here an invoice is a claim on the account, whatever work is behind it.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from lawdesk.domain.billing.billing_policy import PolicyId
from lawdesk.domain.clients import ClientId
from lawdesk.domain.clock import at_local_time
from lawdesk.domain.invoices import InvoiceId
from lawdesk.domain.matters import MatterId
from lawdesk.domain.receivables.accounts import EntryKind
from lawdesk.store import practice
from lawdesk.store.database import Transaction
from lawdesk.store.receivables import accounts
from practice_room import BERLIN, PracticeRoom

_TEXTS = (
    *("sender_name", "sender_title", "sender_address", "sender_contact", "sender_tax"),
    *("matter_number", "client_reference", "intro", "bank_name"),
    *("account_holder", "account_number", "bank_code", "payment_text"),
    *("rounding_text", "question_text"),
)


def insert_claim(
    tx: Transaction,
    matter_id: MatterId,
    cents: int,
    issued_on: date,
    due_on: date,
    policy_id: PolicyId | None = None,
    payer: ClientId | None = None,
) -> InvoiceId:
    """An issued invoice over `cents` without tax, and its claim on the account."""
    count = tx.number("SELECT count(*) FROM issued_invoices WHERE series = 'test'") + 1
    client = payer or tx.number("SELECT client_id FROM matters WHERE id = ?", matter_id)
    currency = practice.get(tx).currency
    at = at_local_time(issued_on, time(12), BERLIN)
    columns = {
        "number": f"T-{count:04d}",
        "series": "test",
        "number_in_series": count,
        "matter_id": matter_id,
        "client_id": client,
        "issued_on": issued_on,
        "issued_at": at,
        "due_on": due_on,
        "currency": currency,
        "language": "en",
        "locale": "en_US",
        "country": "US",
        "grouping": "entry",
        "recipient": "Maria Alvarez\n1 Main Street",
        "recipient_name": "Maria Alvarez",
        "layout_version": 1,
        "net_cents": cents,
        "tax_cents": 0,
        "total_cents": cents,
        "policy_id": policy_id,
        "matter_title": tx.values("SELECT title FROM matters WHERE id = ?", matter_id)[0],
        **dict.fromkeys(_TEXTS, ""),
    }
    marks = ", ".join("?" * len(columns))
    invoice_id = InvoiceId(
        tx.write(
            f"INSERT INTO issued_invoices ({', '.join(columns)}) VALUES ({marks})",
            *columns.values(),
        )
    )
    accounts.post(
        tx,
        ClientId(client),
        invoice_id,
        issued_on,
        EntryKind.INVOICE,
        cents,
        currency,
        recorded_at=at,
    )
    return invoice_id


def add_claim(
    room: PracticeRoom,
    matter_id: MatterId,
    cents: int,
    due_on: date,
    issued_on: date | None = None,
    policy_id: PolicyId | None = None,
) -> InvoiceId:
    """An invoice due on a day, issued 14 days before it where no day is given."""
    issued = issued_on or due_on - timedelta(days=14)
    return room.do(insert_claim, matter_id, cents, issued, due_on, policy_id)


def book_credit(room: PracticeRoom, invoice_id: InvoiceId, cents: int, day: date) -> None:
    """What a credit note over `cents` books on the account; the note has its own tests."""
    client, currency = (
        room.read.values(f"SELECT {column} FROM issued_invoices WHERE id = ?", invoice_id)[0]
        for column in ("client_id", "currency")
    )
    room.do(
        accounts.post,
        ClientId(client),
        invoice_id,
        day,
        EntryKind.CREDIT_NOTE,
        -cents,
        currency,
        recorded_at=room.clock.at,
    )


def set_day(room: PracticeRoom, day: date) -> None:
    """Let it be nine o'clock of that day."""
    room.clock.at = int(datetime.combine(day, time(9), tzinfo=BERLIN).timestamp())
