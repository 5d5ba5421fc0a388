"""Reminders by plan: which are due, making one, and how it reached the client."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from lawdesk.domain.clock import Moment
from lawdesk.domain.documents import DocumentId, DocumentKind, SealedFile
from lawdesk.domain.invoices import Channel, InvoiceId
from lawdesk.domain.receivables.reminders import ReminderDue, reminder_due
from lawdesk.errors import FieldError, RuleError
from lawdesk.operations.receivables.claim_terms import ClaimTerms, terms_of
from lawdesk.operations.receivables.payment_plans import is_held_by_plan, state_of
from lawdesk.store import audit, documents
from lawdesk.store.database import Reader, Transaction
from lawdesk.store.receivables import (
    accounts,
    ageing,
    claims,
    disputes,
    payment_plans,
    reminders,
)
from lawdesk.store.receivables.ageing import ArrearsRow
from lawdesk.store.receivables.reminders import ReminderId
from lawdesk.translation import _

_LONGEST_TEXT = 500


@dataclass(frozen=True, slots=True)
class DueReminder:
    """An open claim and the reminder to make for it."""

    row: ArrearsRow
    due: ReminderDue


def list_due_reminders(read: Reader, day: date) -> list[DueReminder]:
    """Every reminder to make on a day, the oldest due claim first."""
    terms = ClaimTerms(read)
    made = reminders.made_by_invoice(read)
    ever_held = reminders.list_ever_held(read)
    found = []
    for row in ageing.list_rows(read, limit=-1):
        levels = terms.find(row.policy_id, row.client_id, row.issued_on).reminders
        past = made.get(row.invoice_id, ())
        due = reminder_due(levels, row.due_on, row.undisputed_cents, day, past)
        may_be_held = row.invoice_id in ever_held
        if due is not None and not (may_be_held and _is_on_hold(read, row.invoice_id, day)):
            found.append(DueReminder(row, due))
    return found


def list_held(read: Reader, day: date) -> set[InvoiceId]:
    """The invoices for which no reminder is due whatever their plan says: paused by the lawyer,
    paid in instalments that are kept, or handed to collection.
    """
    held = reminders.list_paused(read, day) | disputes.list_collected(read)
    for plan in payment_plans.list_running(read):
        if state_of(read, plan.id, day).is_kept:
            held.update(payment_plans.list_invoices(read, plan.id))
    return held


def find_due(read: Reader, invoice_id: InvoiceId, day: date) -> ReminderDue | None:
    """The reminder to make for a claim on a day by the plan of its terms, None for none.

    Nothing is due for what is paid or disputed, while the lawyer paused it, while a plan of
    instalments is kept, and once the claim was handed to collection.
    """
    claim = claims.get(read, invoice_id)
    free = accounts.open_cents(read, invoice_id) - disputes.disputed_cents(read, invoice_id)
    return reminder_due(
        terms_of(read, claim).reminders,
        claim.due_on,
        free,
        day,
        reminders.list_made(read, invoice_id),
        is_on_hold=_is_on_hold(read, invoice_id, day),
    )


def make_reminder(tx: Transaction, invoice_id: InvoiceId, *, now: Moment) -> ReminderId:
    """Make the reminder that is due today, and note the levels it skips.

    A level is made once: asked again on the same day, it is the one that was made. Raises RuleError
    where none is due.
    """
    due = find_due(tx, invoice_id, now.day)
    if due is None:
        return _made_today(tx, invoice_id, now.day)
    for level in due.skipped:
        reminders.insert(tx, invoice_id, level, now.day, recorded_at=now.at)
    disputed = disputes.disputed_cents(tx, invoice_id)
    reminder_id = reminders.insert(
        tx,
        invoice_id,
        due.level,
        now.day,
        recorded_at=now.at,
        new_deadline_on=due.deadline,
        asked_cents=due.undisputed_cents,
        disputed_cents=disputed,
        fee_cents=due.fee_cents,
    )
    audit.insert(tx, now.at, "remind", "invoice", invoice_id, str(due.level))
    return reminder_id


def make_reminders(
    tx: Transaction, invoice_ids: Sequence[InvoiceId], *, now: Moment
) -> list[ReminderId]:
    """Make the reminder of each invoice in one go; where none is due any more none is made."""
    made = []
    for invoice_id in invoice_ids:
        with suppress(RuleError):  # raised before anything is written
            made.append(make_reminder(tx, invoice_id, now=now))
    return made


def pause_reminders(
    tx: Transaction, invoice_id: InvoiceId, until: date, reason: str, *, now: Moment
) -> None:
    """Let no reminder be due for a claim before a day; today or earlier lifts the pause. Raises
    FieldError for "reason".
    """
    words = reason.strip()
    if len(words) > _LONGEST_TEXT:
        raise FieldError("reason", _("A text may have 500 characters; nothing was changed."))
    claim = claims.get(tx, invoice_id)
    reminders.insert_pause(tx, claim.id, until, words, now.at)
    audit.insert(tx, now.at, "pause reminders", "invoice", invoice_id, until.isoformat())


def record_reminder_pdf(
    tx: Transaction, reminder_id: ReminderId, sealed: SealedFile, *, now: Moment
) -> DocumentId:
    """Record the sealed PDF of a reminder, once; the one recorded first stays."""
    reminder = reminders.get(tx, reminder_id)
    if reminder.document_id is not None:
        return reminder.document_id
    claim = claims.get(tx, reminder.invoice_id)
    name = claim.number.replace("/", "-")
    document_id = documents.insert(
        tx,
        client_id=claim.client_id,
        matter_id=claim.matter_id,
        kind=DocumentKind.DOCUMENT,
        title=_("Reminder {level} of {number}").format(level=reminder.level, number=claim.number),
        file_name=f"reminder-{name}-{reminder.level}.pdf",
        media_type="application/pdf",
        sealed=sealed,
        added_at=now.at,
    )
    reminders.set_document(tx, reminder_id, document_id)
    return document_id


def record_reminder_pdfs(
    tx: Transaction, sealed: Sequence[tuple[ReminderId, SealedFile]], *, now: Moment
) -> None:
    """Record the sealed PDFs of several reminders in one go."""
    for reminder_id, file in sealed:
        record_reminder_pdf(tx, reminder_id, file, now=now)


def note_reminder_delivery(
    tx: Transaction,
    reminder_id: ReminderId,
    *,
    delivered_on: date,
    channel: Channel,
    note: str = "",
    now: Moment,
) -> None:
    """Note that the lawyer gave a reminder to the client. Raises FieldError for "delivered_on"."""
    reminder = reminders.get(tx, reminder_id)
    if reminder.is_skipped or not reminder.made_on <= delivered_on <= now.day:
        raise FieldError(
            "delivered_on",
            _("The day lies before the reminder or in the future; nothing was noted."),
        )
    noted = reminders.list_deliveries(tx, reminder_id)
    if any(each.delivered_on == delivered_on and each.channel is channel for each in noted):
        raise FieldError("delivered_on", _("This day and way are noted already."))
    reminders.insert_delivery(
        tx, reminder_id, delivered_on, channel, note.strip()[:_LONGEST_TEXT], now.at
    )
    audit.insert(tx, now.at, "deliver", "reminder", reminder_id, channel.value)


def _is_on_hold(read: Reader, invoice_id: InvoiceId, day: date) -> bool:
    paused_until = reminders.find_pause(read, invoice_id)
    if paused_until is not None and day < paused_until:
        return True
    if disputes.list_collections(read, invoice_id):
        return True
    return is_held_by_plan(read, invoice_id, day)


def _made_today(read: Reader, invoice_id: InvoiceId, day: date) -> ReminderId:
    made = [each for each in reminders.list_of_invoice(read, invoice_id) if not each.is_skipped]
    if not made or made[-1].made_on != day:
        raise RuleError(_("No reminder of this invoice is due today; none was made."))
    return made[-1].id
