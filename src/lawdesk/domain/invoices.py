"""Issued invoices, credit notes and interest notes as rows. Nothing of them ever changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NewType

from lawdesk.domain.clients import ClientId, Grouping
from lawdesk.domain.issued_parts import Base, PaperRetainer, PaperSegment
from lawdesk.domain.letterhead import Letterhead, LetterheadId
from lawdesk.domain.matters import MatterId

InvoiceId = NewType("InvoiceId", int)

LAYOUT_VERSION = 2
"""Version of the drawn layout; frozen in each invoice so that a later layout can tell."""


class InvoiceKind(StrEnum):
    """What was issued. Each kind counts in a series of its own."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"
    INTEREST_NOTE = "interest_note"


class Channel(StrEnum):
    """How something reached the client, as the lawyer says."""

    MAIL = "mail"
    POST = "post"
    BUNDLE = "bundle"
    IN_PERSON = "in_person"
    OTHER = "other"


NUMBER_GAP = "{number}"
"""Stands in a payment sentence where the number goes; it is known only when it is drawn."""

SHARE_GAP = "{share}"
"""Stands where a payer's percentage goes."""


@dataclass(frozen=True, slots=True)
class InvoiceTexts:
    """Sentences in the client's language that an invoice freezes.

    `intro` is for a draft without a sentence of its own. `payment` may hold `NUMBER_GAP`,
    `your_share` holds `SHARE_GAP`. `masked` is what a payer reads who may not read the narrative.
    `tax_notes` gives the note that the law wants for a tax category, by the category's code.
    """

    intro: str = ""
    payment: str = ""
    rounding: str = ""
    question: str = ""
    rate_line: str = "Legal work"
    tax_number_label: str = ""
    vat_id_label: str = ""
    tax_notes: Mapping[str, str] = field(default_factory=dict)
    policy: str = ""
    courtesy: str = "Courtesy discount: pro bono"
    cap: str = "Fee cap reached"
    discount: str = "Discount"
    others: str = "Share of the other payers"
    your_share: str = "Your share: {share}"
    masked: str = "Legal work"
    credit: str = "Your credit, applied"
    retainer: str = ""


@dataclass(frozen=True, slots=True)
class IssuedInvoice:
    """An issued invoice, credit note or interest note: everything as it was that day.

    Amounts of a credit note are negative; it names the invoice it corrects. Invoices that share
    the work of one draft between payers have the first of them in `split_with_id`.
    `cap_counted_cents` is what of it fills the cap of the fee agreement.
    """

    id: InvoiceId
    number: str
    series: str
    number_in_series: int
    matter_id: MatterId
    client_id: ClientId
    issued_on: date
    issued_at: int
    due_on: date
    period_from: date | None
    period_to: date | None
    currency: str
    language: str
    locale: str
    country: str
    grouping: Grouping
    sender_name: str
    sender_title: str
    sender_address: str
    sender_contact: str
    sender_tax: str
    recipient: str
    recipient_name: str
    matter_number: str
    matter_title: str
    client_reference: str
    intro: str
    bank_name: str
    account_holder: str
    account_number: str
    bank_code: str
    payment_text: str
    payment_qr: str | None
    rounding_text: str
    question_text: str
    layout_version: int
    net_cents: int
    tax_cents: int
    total_cents: int
    kind: InvoiceKind = InvoiceKind.INVOICE
    corrects_id: InvoiceId | None = None
    corrects_number: str = ""
    corrects_issued_on: date | None = None
    reason: str = ""
    policy_id: int | None = None
    policy_text: str = ""
    split_with_id: InvoiceId | None = None
    share_text: str = ""
    retainer: PaperRetainer | None = None
    cover_letter: str = ""
    paid_cents: int = 0
    cap_counted_cents: int = 0
    letterhead_id: LetterheadId | None = None


@dataclass(frozen=True, slots=True)
class IssuedLine:
    """One line of an issued invoice, or of the time sheet behind it.

    `recorded_cents` is what it would have cost, `amount_cents` what is billed of it; `reason` says
    why less, and `shows_reduction` whether the client reads it. `is_covered` marks work that a
    fixed fee covers. On a credit note `corrects_position` is the line it takes back.
    """

    position: int
    part: str
    kind: str
    worked_on: date | None
    wording: str
    units: int
    unit_seconds: int
    rate_cents_per_hour: int
    amount_cents: int
    no_charge: bool
    tax_category: str
    tax_rate_ppm: int
    quantity_thousandths: int = 0
    quantity_unit: str = ""
    unit_price_cents: int = 0
    recorded_cents: int = 0
    is_covered: bool = False
    shows_reduction: bool = False
    reason: str = ""
    base: Base = "fees"
    segment: PaperSegment | None = None
    corrects_position: int | None = None


@dataclass(frozen=True, slots=True)
class IssuedTax:
    """One tax group of an issued invoice."""

    position: int
    category: str
    rate_ppm: int
    net_cents: int
    tax_cents: int
    note: str


@dataclass(frozen=True, slots=True)
class IssuedPayment:
    """Money that was there already when the invoice was issued, as it prints it."""

    position: int
    wording: str
    amount_cents: int


@dataclass(frozen=True, slots=True)
class BilledWork:
    """What stands behind a line: an entry, an expense or a fixed charge, what it was worth and
    what the line bills of it. Position 0 is work that no line tells (covered by a fixed fee).
    """

    position: int
    entry_id: int | None
    expense_id: int | None
    charge_id: int | None
    recorded_cents: int
    billed_cents: int


@dataclass(frozen=True, slots=True)
class ComposedInvoice:
    """An invoice with its lines and tax groups: issued, or as it would be issued now.

    `letterhead` is the one it was issued with, or would be.
    """

    invoice: IssuedInvoice
    lines: tuple[IssuedLine, ...]
    taxes: tuple[IssuedTax, ...]
    payments: tuple[IssuedPayment, ...] = ()
    work: tuple[BilledWork, ...] = ()
    letterhead: Letterhead | None = None


@dataclass(frozen=True, slots=True)
class InvoiceSummary:
    """A line of the invoice list. `pdf_document_id` is None while its PDF is missing.

    What happened to it is told in positive cents: credited, paid, written off, disputed now.
    """

    id: InvoiceId
    number: str
    matter_id: MatterId
    matter_title: str
    client_id: ClientId
    recipient_name: str
    issued_on: date
    due_on: date
    currency: str
    total_cents: int
    pdf_document_id: int | None
    delivered_on: date | None
    delivered_by: Channel | None
    kind: InvoiceKind
    corrects_number: str
    open_cents: int
    credited_cents: int
    paid_cents: int
    written_off_cents: int
    disputed_cents: int


@dataclass(frozen=True, slots=True)
class InvoiceDelivery:
    """What the lawyer noted about how an invoice reached the client."""

    id: int
    invoice_id: InvoiceId
    delivered_on: date
    channel: Channel
    note: str
    recorded_at: int
