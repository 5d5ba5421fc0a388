"""Reminders as they were made, how they reached the client, and the lawyer's own pauses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NewType

from lawdesk.domain.clients import ClientId
from lawdesk.domain.documents import DocumentId
from lawdesk.domain.invoices import Channel, InvoiceId
from lawdesk.domain.receivables.reminders import ReminderMade
from lawdesk.store.database import Reader, Transaction

ReminderId = NewType("ReminderId", int)

_COLUMNS = (
    "id, invoice_id, level, made_on, is_skipped, new_deadline_on, asked_cents, disputed_cents, "
    "fee_cents, document_id, recorded_at"
)


@dataclass(frozen=True, slots=True)
class Reminder:
    """A level that was made for an invoice, or skipped: what it asked for without its fee, what was
    disputed then, and its PDF once there is one.
    """

    id: ReminderId
    invoice_id: InvoiceId
    level: int
    made_on: date
    is_skipped: bool
    new_deadline_on: date | None
    asked_cents: int
    disputed_cents: int
    fee_cents: int
    document_id: DocumentId | None
    recorded_at: int


@dataclass(frozen=True, slots=True)
class SentRow:
    """A line of the log of reminders, with the latest delivery."""

    id: ReminderId
    invoice_id: InvoiceId
    number: str
    client_id: ClientId
    client_name: str
    level: int
    made_on: date
    new_deadline_on: date
    currency: str
    asked_cents: int
    fee_cents: int
    document_id: DocumentId | None
    delivered_on: date | None
    channel: Channel | None


@dataclass(frozen=True, slots=True)
class ReminderDelivery:
    """How a reminder reached the client."""

    id: int
    reminder_id: ReminderId
    delivered_on: date
    channel: Channel
    note: str
    recorded_at: int


def get(read: Reader, reminder_id: ReminderId) -> Reminder:
    """The reminder. Raises NotFound."""
    return read.one(Reminder, f"SELECT {_COLUMNS} FROM reminders WHERE id = ?", reminder_id)


def list_of_invoice(read: Reader, invoice_id: InvoiceId) -> list[Reminder]:
    """Every level made or skipped for an invoice, in order."""
    return read.all(
        Reminder,
        f"SELECT {_COLUMNS} FROM reminders WHERE invoice_id = ? ORDER BY level",
        invoice_id,
    )


def list_made(read: Reader, invoice_id: InvoiceId) -> list[ReminderMade]:
    """The levels of an invoice as the rules ask for them."""
    return [
        ReminderMade(each.level, each.made_on, each.new_deadline_on)
        for each in list_of_invoice(read, invoice_id)
    ]


def made_by_invoice(read: Reader) -> dict[InvoiceId, list[ReminderMade]]:
    """The levels of every invoice that has some."""
    made: dict[InvoiceId, list[ReminderMade]] = {}
    for each in read.all(Reminder, f"SELECT {_COLUMNS} FROM reminders ORDER BY invoice_id, level"):
        level = ReminderMade(each.level, each.made_on, each.new_deadline_on)
        made.setdefault(each.invoice_id, []).append(level)
    return made


def list_sent(
    read: Reader,
    *,
    client_id: ClientId | None = None,
    after: SentRow | None = None,
    limit: int = 200,
) -> list[SentRow]:
    """A page of the reminders that were made, the latest first; skipped levels are left out."""
    return read.all(
        SentRow,
        """
        SELECT r.id, r.invoice_id, v.number, v.client_id, c.name AS client_name, r.level,
            r.made_on, r.new_deadline_on, v.currency, r.asked_cents, r.fee_cents, r.document_id,
            d.delivered_on, d.channel
        FROM reminders r
        JOIN issued_invoices v ON v.id = r.invoice_id JOIN clients c ON c.id = v.client_id
        LEFT JOIN reminder_deliveries d ON d.id =
            (SELECT max(x.id) FROM reminder_deliveries x WHERE x.reminder_id = r.id)
        WHERE r.is_skipped = 0 AND (?1 IS NULL OR v.client_id = ?1) AND (?2 = 0 OR r.id < ?2)
        ORDER BY r.id DESC LIMIT ?3
        """,
        client_id,
        after.id if after else 0,
        limit,
    )


def list_ever_held(read: Reader) -> set[InvoiceId]:
    """Every invoice that was paused, put into a plan or handed to collection, now or once."""
    return set(
        read.values(
            "SELECT invoice_id FROM reminder_pauses UNION SELECT invoice_id FROM collections "
            "UNION SELECT invoice_id FROM payment_plan_invoices"
        )
    )


def list_without_document(read: Reader, limit: int) -> list[Reminder]:
    """Reminders that were made and whose PDF is missing, the earliest first."""
    return read.all(
        Reminder,
        f"SELECT {_COLUMNS} FROM reminders WHERE document_id IS NULL AND is_skipped = 0 "
        "ORDER BY id LIMIT ?",
        limit,
    )


def fee_cents(read: Reader, invoice_id: InvoiceId) -> int:
    """The fees of all reminders of an invoice."""
    return read.number("SELECT sum(fee_cents) FROM reminders WHERE invoice_id = ?", invoice_id)


def insert(
    tx: Transaction,
    invoice_id: InvoiceId,
    level: int,
    made_on: date,
    *,
    recorded_at: int,
    new_deadline_on: date | None = None,
    asked_cents: int = 0,
    disputed_cents: int = 0,
    fee_cents: int = 0,
) -> ReminderId:
    """A level that was made; without a new deadline it was skipped."""
    return ReminderId(
        tx.write(
            "INSERT INTO reminders (invoice_id, level, made_on, is_skipped, new_deadline_on, "
            "asked_cents, disputed_cents, fee_cents, recorded_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            invoice_id,
            level,
            made_on,
            new_deadline_on is None,
            new_deadline_on,
            asked_cents,
            disputed_cents,
            fee_cents,
            recorded_at,
        )
    )


def set_document(tx: Transaction, reminder_id: ReminderId, document_id: DocumentId) -> None:
    """Record where the PDF of a reminder lies, once."""
    tx.write("UPDATE reminders SET document_id = ? WHERE id = ?", document_id, reminder_id)


def list_deliveries(read: Reader, reminder_id: ReminderId) -> list[ReminderDelivery]:
    """How a reminder reached the client, in the order it was noted."""
    return read.all(
        ReminderDelivery,
        "SELECT id, reminder_id, delivered_on, channel, note, recorded_at "
        "FROM reminder_deliveries WHERE reminder_id = ? ORDER BY id",
        reminder_id,
    )


def insert_delivery(
    tx: Transaction,
    reminder_id: ReminderId,
    delivered_on: date,
    channel: Channel,
    note: str,
    recorded_at: int,
) -> int:
    """Note that a reminder reached the client."""
    return tx.write(
        "INSERT INTO reminder_deliveries (reminder_id, delivered_on, channel, note, recorded_at) "
        "VALUES (?, ?, ?, ?, ?)",
        reminder_id,
        delivered_on,
        channel,
        note,
        recorded_at,
    )


def insert_pause(
    tx: Transaction, invoice_id: InvoiceId, paused_until: date, reason: str, recorded_at: int
) -> int:
    """Let no reminder be due for an invoice before a day."""
    return tx.write(
        "INSERT INTO reminder_pauses (invoice_id, paused_until, reason, recorded_at) "
        "VALUES (?, ?, ?, ?)",
        invoice_id,
        paused_until,
        reason,
        recorded_at,
    )


def find_pause(read: Reader, invoice_id: InvoiceId) -> date | None:
    """The day until which the lawyer paused the reminders of an invoice last."""
    days = read.values(
        "SELECT paused_until FROM reminder_pauses WHERE invoice_id = ? ORDER BY id DESC LIMIT 1",
        invoice_id,
    )
    return date.fromisoformat(days[0]) if days else None


def list_paused(read: Reader, day: date) -> set[InvoiceId]:
    """The invoices whose reminders the lawyer paused beyond a day."""
    return set(
        read.values(
            "SELECT invoice_id FROM reminder_pauses p WHERE paused_until > ? AND id = "
            "(SELECT max(x.id) FROM reminder_pauses x WHERE x.invoice_id = p.invoice_id)",
            day,
        )
    )
