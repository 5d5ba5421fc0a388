"""The papers about money owed, from their rows: statement, reminder, agreement in instalments.

Each says what its rows say and is checked before it is given out. Notes that the lawyer wrote for
herself (why a claim was written off, what was said about a payment) are not printed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from lawdesk.domain.clients import ClientId, ContactKind
from lawdesk.domain.invoice_composition import recipient_of
from lawdesk.domain.invoice_paper import PaperPayment
from lawdesk.domain.invoices import NUMBER_GAP, InvoiceId
from lawdesk.domain.issued_paper import paper_of
from lawdesk.domain.payment_qr import sepa_payment_text
from lawdesk.domain.practice import Practice
from lawdesk.domain.receivables.accounts import AccountEntry, EntryKind
from lawdesk.domain.receivables.papers import (
    ClaimRow,
    LetterFrame,
    PaymentPlanPaper,
    ReminderPaper,
    StatementPaper,
    StatementRow,
    check_payment_plan,
    check_reminder,
    check_statement,
    frame_of,
    tone_of,
)
from lawdesk.domain.receivables.reminders import ReminderDue
from lawdesk.errors import FieldError, RuleError
from lawdesk.operations.receivables.claim_terms import terms_of
from lawdesk.operations.receivables.statements import open_on, statement_of
from lawdesk.store import clients, invoices, letterhead, practice
from lawdesk.store.database import Reader
from lawdesk.store.receivables import accounts, claims, disputes, payment_plans, reminders
from lawdesk.store.receivables.payment_plans import PaymentPlanId
from lawdesk.store.receivables.reminders import ReminderId
from lawdesk.translation import _


@dataclass(frozen=True, slots=True)
class LetterTexts:
    """Sentences in the client's language. `payment` may hold the gap for the number; an empty one
    prints no way to pay. `consequence` and `dispute` are for reminders only.
    """

    payment: str = ""
    consequence: str = ""
    dispute: str = ""


def statement_paper(
    read: Reader,
    client_id: ClientId,
    first: date,
    last: date,
    texts: LetterTexts,
    *,
    made_on: date,
    currency: str | None = None,
) -> StatementPaper:
    """A client's statement of account over a span of days.

    Raises FieldError for "last" before the first day, RuleError for a client who was never billed.
    """
    money = currency or practice.get(read).currency
    account = statement_of(read, client_id, first, last, money)
    standing = open_on(read, client_id, last, money)
    titles = {claim.id: claim.matter_title for claim in claims.list_of_client(read, client_id)}
    paper = StatementPaper(
        frame=replace(frame_of_client(read, client_id), currency=money),
        made_on=made_on,
        first_day=first,
        last_day=last,
        opening_cents=account.opening_cents,
        rows=tuple(_row(line.entry, titles) for line in account.lines),
        closing_cents=account.closing_cents,
        claims=standing.claims,
        credit_cents=standing.credit_cents,
    )
    numbers = [claim.number for claim in standing.claims]
    payment = _payment(practice.get(read), texts, money, paper.asked_cents, numbers)
    paper = replace(paper, payment=payment)
    check_statement(paper)
    return paper


def reminder_paper(
    read: Reader, reminder_id: ReminderId, texts: LetterTexts, *, is_copy: bool = False
) -> ReminderPaper:
    """A reminder as it was made: its amounts are those of that day, its address today's.

    Raises RuleError for a level that was skipped.
    """
    reminder = reminders.get(read, reminder_id)
    if reminder.new_deadline_on is None:
        raise RuleError(_("This reminder was skipped; no letter was drawn."))
    made = _Reminding(
        reminder.made_on,
        reminder.level,
        reminder.asked_cents,
        reminder.disputed_cents,
        reminder.fee_cents,
        reminder.new_deadline_on,
    )
    return _reminder_paper(read, reminder.invoice_id, made, texts, is_copy=is_copy)


def preview_reminder(
    read: Reader, invoice_id: InvoiceId, due: ReminderDue, texts: LetterTexts, *, made_on: date
) -> ReminderPaper:
    """The reminder that is due for a claim, as it would be made on a day."""
    disputed = disputes.disputed_cents(read, invoice_id)
    made = _Reminding(
        made_on, due.level, due.undisputed_cents, disputed, due.fee_cents, due.deadline
    )
    return _reminder_paper(read, invoice_id, made, texts)


def plan_paper(read: Reader, plan_id: PaymentPlanId, texts: LetterTexts) -> PaymentPlanPaper:
    """The agreement to pay in instalments, with what was open when it was made."""
    plan = payment_plans.get(read, plan_id)
    chosen = payment_plans.list_invoices(read, plan_id)
    instalments = tuple(payment_plans.list_instalments(read, plan_id))
    rows = tuple(_row_before(read, each, plan.after_entry_id) for each in chosen)
    currency = claims.get(read, chosen[0]).currency
    first_cents = instalments[0].amount_cents
    numbers = [row.number for row in rows]
    paper = PaymentPlanPaper(
        frame=replace(frame_of_client(read, plan.client_id), currency=currency),
        made_on=plan.agreed_on,
        claims=rows,
        instalments=instalments,
        payment=_payment(practice.get(read), texts, currency, first_cents, numbers),
        matter=_matter(read, chosen[0]) if len(chosen) == 1 else "",
        grace_days=plan.grace_days,
        terms=plan.note,
    )
    check_payment_plan(paper)
    return paper


def frame_of_client(read: Reader, client_id: ClientId) -> LetterFrame:
    """The frame of a letter to a client: looks and tax numbers as on what was issued last, names
    and addresses as they are now. Raises RuleError for a client who was never billed.
    """
    issued = claims.list_of_client(read, client_id)
    if not issued:
        raise RuleError(_("This client was never billed; no letter was made."))
    frame = frame_of(paper_of(invoices.get_composed(read, issued[-1].id)))
    settings, client = practice.get(read), clients.get(read, client_id)
    address = clients.find_contact(read, client_id, ContactKind.ADDRESS)
    contact = " · ".join(part for part in (settings.mail, settings.phone) if part)
    sender = replace(
        frame.sender,
        name=settings.name,
        title=settings.title,
        address_lines=tuple(settings.address.splitlines()),
        contact_lines=(contact,) if contact else (),
        letterhead=letterhead.find(read),
    )
    recipient = tuple(recipient_of(client, address.value).splitlines()) if address else None
    return replace(frame, sender=sender, recipient_lines=recipient or frame.recipient_lines)


@dataclass(frozen=True, slots=True)
class _Reminding:
    """What a reminder says beside the claim it is about."""

    made_on: date
    level: int
    asked_cents: int
    disputed_cents: int
    fee_cents: int
    deadline: date


def _reminder_paper(
    read: Reader,
    invoice_id: InvoiceId,
    made: _Reminding,
    texts: LetterTexts,
    *,
    is_copy: bool = False,
) -> ReminderPaper:
    claim = claims.get(read, invoice_id)
    row = ClaimRow(
        claim.number,
        claim.issued_on,
        claim.due_on,
        claim.total_cents,
        made.asked_cents + made.disputed_cents,
        made.disputed_cents,
    )
    paper = ReminderPaper(
        frame=replace(frame_of_client(read, claim.client_id), currency=claim.currency),
        made_on=made.made_on,
        tone=tone_of(terms_of(read, claim).reminders, made.level),
        claims=(row,),
        deadline=made.deadline,
        fee_cents=made.fee_cents,
        matter=_matter(read, claim.id),
        consequence=texts.consequence,
        dispute_text=texts.dispute,
        is_copy=is_copy,
    )
    settings = practice.get(read)
    payment = _payment(settings, texts, claim.currency, paper.asked_cents, [claim.number])
    paper = replace(paper, payment=payment)
    check_reminder(paper)
    return paper


def _row(entry: AccountEntry, titles: dict[InvoiceId, str]) -> StatementRow:
    names_matter = entry.invoice_id is not None and entry.kind is not EntryKind.WRITE_OFF
    note = titles[entry.invoice_id] if names_matter and entry.invoice_id else ""
    return StatementRow(entry.booked_on, entry.kind, entry.amount_cents, entry.reference, note)


def _row_before(read: Reader, invoice_id: InvoiceId, last_entry_id: int) -> ClaimRow:
    """A claim with what was open on it when the account had come to that row."""
    claim = claims.get(read, invoice_id)
    entries = accounts.list_of_invoice(read, invoice_id)
    was_open = sum(entry.amount_cents for entry in entries if entry.id <= last_entry_id)
    return ClaimRow(claim.number, claim.issued_on, claim.due_on, claim.total_cents, was_open)


def _matter(read: Reader, invoice_id: InvoiceId) -> str:
    invoice = invoices.get(read, invoice_id)
    return f"{invoice.matter_number} {invoice.matter_title}".strip()


def _payment(
    settings: Practice, texts: LetterTexts, currency: str, cents: int, numbers: Iterable[str]
) -> PaperPayment | None:
    """How to pay, with a SEPA code in euro; no code where a bank would refuse it."""
    if not texts.payment or cents <= 0:
        return None
    named = ", ".join(numbers)
    text = texts.payment.replace(NUMBER_GAP, named)
    if currency != "EUR":
        return PaperPayment(text)
    try:
        code = sepa_payment_text(
            name=settings.account_holder or settings.name,
            iban=settings.account_number,
            bic=settings.bank_code,
            amount_cents=cents,
            remittance=named,
        )
    except FieldError:
        return PaperPayment(text)
    return PaperPayment(text, code)
