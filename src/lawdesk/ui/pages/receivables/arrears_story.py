"""What happened to one claim, day by day: bookings, deliveries, reminders, disputes, collection."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from lawdesk.domain.invoices import InvoiceId
from lawdesk.domain.receivables.accounts import AccountEntry, EntryKind
from lawdesk.domain.receivables.disputes import Outcome
from lawdesk.store import invoices
from lawdesk.store.database import Reader
from lawdesk.store.receivables import accounts, disputes, reminders
from lawdesk.translation import _
from lawdesk.ui.pages.invoice_delivery import channel_words
from lawdesk.ui.pages.receivables.arrears_words import Figures
from lawdesk.ui.plain_words import dotted


@dataclass(frozen=True, slots=True)
class StoryLine:
    """One thing that happened. `amount` is what it did to the claim, empty where nothing."""

    key: str
    day: date
    order: int
    words: str
    detail: str = ""
    amount: str = ""
    tone: str = "ink"


def story_of(
    read: Reader, invoice_id: InvoiceId, currency: str, figures: Figures
) -> list[StoryLine]:
    """Everything about a claim in the order of its days; on one day, as it was recorded."""
    lines = [
        *_bookings(read, invoice_id, figures),
        *_deliveries(read, invoice_id),
        *_reminders(read, invoice_id, currency, figures),
        *_disputes(read, invoice_id, currency, figures),
    ]
    return sorted(lines, key=lambda line: (line.day, line.order))


def booking_words() -> dict[EntryKind, str]:
    """What an entry of the account is called."""
    return {
        EntryKind.INVOICE: _("Issued"),
        EntryKind.CREDIT_NOTE: _("Credit note"),
        EntryKind.PAYMENT: _("Paid"),
        EntryKind.REVERSAL: _("Payment bounced"),
        EntryKind.REFUND: _("Refunded"),
        EntryKind.ALLOCATION: _("Paid"),
        EntryKind.WRITE_OFF: _("Written off"),
        EntryKind.INTEREST: _("Interest"),
    }


def outcome_words() -> dict[Outcome, str]:
    """How a dispute ended."""
    return {
        Outcome.UPHOLD: _("upheld: the claim stands"),
        Outcome.ADJUST: _("adjusted by a credit note"),
        Outcome.WRITE_OFF: _("written off"),
    }


def _bookings(read: Reader, invoice_id: InvoiceId, figures: Figures) -> Iterator[StoryLine]:
    for entry in accounts.list_of_invoice(read, invoice_id):
        yield StoryLine(
            f"entry-{entry.id}",
            entry.booked_on,
            entry.recorded_at,
            _booking(entry),
            entry.note,
            figures.money(entry.amount_cents, entry.currency),
        )


def _booking(entry: AccountEntry) -> str:
    if entry.kind is EntryKind.ALLOCATION and entry.amount_cents > 0:
        return _("Payment taken back")
    if entry.kind is EntryKind.WRITE_OFF and entry.amount_cents > 0:
        return _("Claimed again")
    words = booking_words()[entry.kind]
    return dotted(words, entry.reference if entry.kind is EntryKind.CREDIT_NOTE else "")


def _deliveries(read: Reader, invoice_id: InvoiceId) -> Iterator[StoryLine]:
    names = channel_words()
    for each in invoices.list_deliveries(read, invoice_id):
        words = _("Given to the client by {channel}").format(channel=names[each.channel])
        key = f"delivery-{each.recorded_at}-{each.channel}"
        yield StoryLine(key, each.delivered_on, each.recorded_at, words, tone="quiet")


def _reminders(
    read: Reader, invoice_id: InvoiceId, currency: str, figures: Figures
) -> Iterator[StoryLine]:
    names = channel_words()
    for each in reminders.list_of_invoice(read, invoice_id):
        key = f"reminder-{each.id}"
        if each.is_skipped or each.new_deadline_on is None:
            words = _("Reminder {level} skipped").format(level=each.level)
            yield StoryLine(key, each.made_on, each.recorded_at, words, tone="quiet")
            continue
        words = _("Reminder {level}: {amount} by {day}").format(
            level=each.level,
            amount=figures.money(each.asked_cents + each.fee_cents, currency),
            day=figures.day(each.new_deadline_on),
        )
        sent = [
            _("{day} by {channel}").format(
                day=figures.day(d.delivered_on), channel=names[d.channel]
            )
            for d in reminders.list_deliveries(read, each.id)
        ]
        yield StoryLine(key, each.made_on, each.recorded_at, words, ", ".join(sent))


def _disputes(
    read: Reader, invoice_id: InvoiceId, currency: str, figures: Figures
) -> Iterator[StoryLine]:
    for each in disputes.list_of_invoice(read, invoice_id):
        amount = figures.money(each.disputed_cents, currency)
        words = _("Disputed: {amount}").format(amount=amount)
        day = each.received_on
        yield StoryLine(f"dispute-{each.id}", day, each.id, words, each.reason, tone="attention")
        if each.ended_on is not None and each.outcome is not None:
            ended = _("Dispute {outcome}").format(outcome=outcome_words()[each.outcome])
            key = f"ended-{each.id}"
            yield StoryLine(key, each.ended_on, 2**40, ended, each.outcome_note)
    for handed in disputes.list_collections(read, invoice_id):
        words = _("Handed to {name}: {amount}").format(
            name=handed.collector, amount=figures.money(handed.amount_cents, currency)
        )
        key = f"collection-{handed.id}"
        yield StoryLine(key, handed.handed_over_on, handed.recorded_at, words)
