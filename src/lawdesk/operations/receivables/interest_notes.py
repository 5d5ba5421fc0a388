"""Interest on late money as a document of its own: worked out, looked at, issued.

The late invoice is not touched. A note is a claim like an invoice, but bears no interest itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from lawdesk.domain.billing.billing_policy import BillingPolicy, LateCharge
from lawdesk.domain.clients import ContactKind
from lawdesk.domain.clock import Moment
from lawdesk.domain.invoice_composition import recipient_of
from lawdesk.domain.invoices import (
    LAYOUT_VERSION,
    ComposedInvoice,
    InvoiceId,
    InvoiceKind,
    IssuedInvoice,
    IssuedLine,
)
from lawdesk.domain.issued_parts import PaperSegment
from lawdesk.domain.receivables.accounts import AccountEntry, EntryKind
from lawdesk.domain.receivables.interest import (
    InterestClaim,
    InterestSegment,
    PrincipalChange,
    Span,
    interest_claim,
    without,
)
from lawdesk.errors import FieldError, RuleError
from lawdesk.operations.issued_numbers import with_number
from lawdesk.operations.receivables.claim_terms import terms_of
from lawdesk.operations.receivables.disputes import holds_of
from lawdesk.store import audit, clients, invoices, practice
from lawdesk.store.database import Reader, Transaction
from lawdesk.store.receivables import accounts, claims, interest_charges, payments, reminders
from lawdesk.store.receivables.claims import Claim
from lawdesk.store.receivables.interest_charges import InterestCharge
from lawdesk.translation import _


@dataclass(frozen=True, slots=True)
class InterestTexts:
    """Sentences in the client's language that a note freezes. `rule` says how the interest was
    worked out; `payment` may hold the gap for the number. `interest` stands below each span.
    """

    intro: str = ""
    interest: str = ""
    lump_sum: str = "Lump sum for late payment"
    reminder_fees: str = "Reminder fees"
    rule: str = ""
    payment: str = ""
    question: str = ""


@dataclass(frozen=True, slots=True)
class LateClaim:
    """What can be claimed for the lateness of an invoice: interest, lump sum, reminder fees that
    no note has claimed yet.
    """

    interest: InterestClaim
    fee_cents: int

    @property
    def total_cents(self) -> int:
        """All of it."""
        return self.interest.total_cents + self.fee_cents


def preview_interest(read: Reader, invoice_id: InvoiceId, until: date) -> LateClaim:
    """What an interest note up to and with a day would claim.

    The account gives the principal of each day, open disputes hold their part, and what earlier
    notes claimed is left out, unless a credit note took such a note back whole. Raises RuleError
    for anything but an invoice, FieldError for "until" where these days were claimed before.
    """
    claim = claims.get(read, invoice_id)
    if claim.kind != InvoiceKind.INVOICE:
        raise RuleError(_("Interest is claimed for invoices only; nothing was claimed."))
    charges = interest_charges.list_of_invoice(read, invoice_id)
    before = [each for each in charges if each.stands]
    days = [each.charged_until for each in before if each.charged_until is not None]
    charged_until = max(days, default=None)
    interest = interest_claim(
        terms_of(read, claim).late,
        claim.due_on,
        claim.total_cents,
        until,
        _changes(read, accounts.list_of_invoice(read, invoice_id)),
        holds_of(read, invoice_id),
        charged_until,
        freed=_freed(read, charges, charged_until),
        had_lump_sum=any(each.lump_sum_cents for each in before),
    )
    fees = reminders.fee_cents(read, invoice_id) - sum(each.fee_cents for each in before)
    return LateClaim(interest, fees)


def issue_interest_note(
    tx: Transaction, invoice_id: InvoiceId, until: date, texts: InterestTexts, *, now: Moment
) -> InvoiceId:
    """Issue the note for what `preview_interest` says: number, frozen rows and claim in one go.

    Raises FieldError for "until" after today or claimed before, RuleError where there is nothing
    to claim. No number is used then.
    """
    if until > now.day:
        raise FieldError("until", _("Interest is claimed up to today at most; none was claimed."))
    late = preview_interest(tx, invoice_id, until)
    if late.total_cents <= 0:
        raise RuleError(_("This invoice bears no interest up to that day; none was claimed."))
    claim = claims.get(tx, invoice_id)
    lines = _lines(late, terms_of(tx, claim), texts)
    note = ComposedInvoice(_note_of(tx, claim, late, texts, now), tuple(lines), ())
    numbered = with_number(tx, note, now)
    note_id = invoices.insert(tx, numbered)
    accounts.post(
        tx,
        claim.client_id,
        note_id,
        now.day,
        EntryKind.INVOICE,
        late.total_cents,
        claim.currency,
        recorded_at=now.at,
    )
    interest_charges.insert(tx, _charge_of(note_id, claim, late))
    audit.insert(tx, now.at, "charge interest", "invoice", invoice_id, numbered.invoice.number)
    return note_id


def _freed(
    read: Reader, charges: Iterable[InterestCharge], charged_until: date | None
) -> list[Span]:
    """Days that only credited notes claimed, before the last day that a standing one claims."""
    if charged_until is None:
        return []
    spans: dict[bool, list[Span]] = {True: [], False: []}
    for each in charges:
        lines = invoices.get_composed(read, each.note_id).lines
        segments = [line.segment for line in lines if line.segment is not None]
        spans[each.stands] += [(segment.first_day, segment.last_day) for segment in segments]
    after = (charged_until + timedelta(days=1), date.max)
    return without(spans[False], [*spans[True], after])


def _changes(read: Reader, entries: Iterable[AccountEntry]) -> list[PrincipalChange]:
    """What lowered the principal and when. Money that bounced never came."""
    changes = []
    for entry in entries:
        if entry.kind is EntryKind.INVOICE:
            continue
        payment_id = entry.payment_id
        if payment_id is None or payments.get(read, payment_id).reversed_on is None:
            changes.append(PrincipalChange(entry.booked_on, entry.amount_cents))
    return changes


def _lines(late: LateClaim, terms: BillingPolicy, texts: InterestTexts) -> list[IssuedLine]:
    months = None if terms.late.charge is LateCharge.YEARLY else 1
    rows: list[tuple[str, str, int, PaperSegment | None]] = [
        ("interest", texts.interest, each.amount_cents, _paper_segment(each, months))
        for each in late.interest.segments
    ]
    rows.append(("fee", texts.lump_sum, late.interest.lump_sum_cents, None))
    rows.append(("fee", texts.reminder_fees, late.fee_cents, None))
    return [
        IssuedLine(
            position=position,
            part="invoice",
            kind=kind,
            worked_on=None,
            wording=wording,
            units=0,
            unit_seconds=0,
            rate_cents_per_hour=0,
            amount_cents=cents,
            no_charge=False,
            tax_category="none",
            tax_rate_ppm=0,
            recorded_cents=cents,
            segment=segment,
        )
        for position, (kind, wording, cents, segment) in enumerate(
            (row for row in rows if row[2]), start=1
        )
    ]


def _paper_segment(segment: InterestSegment, months: int | None) -> PaperSegment:
    return PaperSegment(
        segment.first,
        segment.last,
        segment.days,
        segment.principal_cents,
        segment.rate_ppm,
        months,
    )


def _note_of(
    read: Reader, claim: Claim, late: LateClaim, texts: InterestTexts, now: Moment
) -> IssuedInvoice:
    """The late invoice's facts with today's addresses and the note's own figures."""
    settings = practice.get(read)
    client = clients.get(read, claim.client_id)
    late_invoice = invoices.get(read, claim.id)
    address = clients.find_contact(read, client.id, ContactKind.ADDRESS)
    return replace(
        late_invoice,
        id=InvoiceId(0),
        kind=InvoiceKind.INTEREST_NOTE,
        corrects_number=claim.number,
        corrects_issued_on=claim.issued_on,
        issued_on=now.day,
        issued_at=now.at,
        due_on=now.day + timedelta(days=terms_of(read, claim).payment_days),
        period_from=None,
        period_to=None,
        sender_name=settings.name,
        sender_title=settings.title,
        sender_address=settings.address,
        sender_contact=" · ".join(part for part in (settings.mail, settings.phone) if part),
        recipient=recipient_of(client, address.value) if address else late_invoice.recipient,
        recipient_name=client.name,
        bank_name=settings.bank_name,
        account_holder=settings.account_holder,
        account_number=settings.account_number,
        bank_code=settings.bank_code,
        intro=texts.intro,
        payment_text=texts.payment,
        payment_qr=None,
        rounding_text=texts.rule,
        question_text=texts.question,
        layout_version=LAYOUT_VERSION,
        net_cents=late.total_cents,
        tax_cents=0,
        total_cents=late.total_cents,
        split_with_id=None,
        share_text="",
        retainer=None,
        cover_letter="",
        paid_cents=0,
        cap_counted_cents=0,
    )


def _charge_of(note_id: InvoiceId, claim: Claim, late: LateClaim) -> InterestCharge:
    segments = late.interest.segments
    lump_sum = late.interest.lump_sum_cents
    until = segments[-1].last if segments else claim.due_on if lump_sum else None
    interest = late.interest.total_cents - lump_sum
    return InterestCharge(note_id, claim.id, until, interest, lump_sum, late.fee_cents)
