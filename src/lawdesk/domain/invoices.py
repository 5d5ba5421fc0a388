"""Drafts and issued invoices as rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NewType

from lawdesk.domain.clients import ClientId, Grouping
from lawdesk.domain.matters import MatterId
from lawdesk.domain.time_entries import Charge, TimeEntryId

DraftId = NewType("DraftId", int)
DraftLineId = NewType("DraftLineId", int)
InvoiceId = NewType("InvoiceId", int)

LAYOUT_VERSION = 1
"""Version of the drawn layout; frozen in each invoice so that a later layout can tell."""


class Channel(StrEnum):
    """How something reached the client, as the lawyer says."""

    MAIL = "mail"
    POST = "post"
    BUNDLE = "bundle"
    IN_PERSON = "in_person"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Draft:
    """An invoice in the making. It has no number; that is drawn when it is issued."""

    id: DraftId
    matter_id: MatterId
    work_from: date | None
    work_until: date
    grouping: Grouping
    intro: str
    tax_category: str
    payment_days: int
    created_at: int


@dataclass(frozen=True, slots=True)
class DraftLine:
    """One entry offered to a draft: chosen or not, with the wording the invoice will carry."""

    id: DraftLineId
    draft_id: DraftId
    entry_id: TimeEntryId
    position: int
    chosen: bool
    no_charge: bool
    wording: str
    worked_on: date
    activity_code: str | None
    charge: Charge
    raw_seconds: int
    units: int
    unit_seconds: int
    rate_cents_per_hour: int
    amount_cents: int

    @property
    def is_free(self) -> bool:
        """Whether the client pays nothing for it, by the entry or by the draft."""
        return self.no_charge or self.charge is Charge.NO_CHARGE

    @property
    def billed_cents(self) -> int:
        """What the line adds to the invoice."""
        return 0 if self.is_free else self.amount_cents


@dataclass(frozen=True, slots=True)
class DraftSummary:
    """A line of the list of drafts."""

    id: DraftId
    matter_id: MatterId
    matter_number: str
    matter_title: str
    client_name: str
    lines: int
    amount_cents: int
    created_at: int


NUMBER_GAP = "{number}"
"""Stands in a payment sentence where the number goes; it is known only when it is drawn."""


@dataclass(frozen=True, slots=True)
class InvoiceTexts:
    """Sentences in the client's language that an invoice freezes.

    `intro` is for a draft without a sentence of its own. `payment` may hold `NUMBER_GAP`.
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


@dataclass(frozen=True, slots=True)
class IssuedInvoice:
    """An issued invoice: everything as it was that day. No row of it ever changes."""

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


@dataclass(frozen=True, slots=True)
class IssuedLine:
    """One line of an issued invoice, or of the time sheet behind it."""

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
class ComposedInvoice:
    """An invoice with its lines and tax groups: issued, or as it would be issued now."""

    invoice: IssuedInvoice
    lines: tuple[IssuedLine, ...]
    taxes: tuple[IssuedTax, ...]


@dataclass(frozen=True, slots=True)
class InvoiceSummary:
    """A line of the invoice list. `pdf_document_id` is None while its PDF is missing."""

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


@dataclass(frozen=True, slots=True)
class InvoiceDelivery:
    """What the lawyer noted about how an invoice reached the client."""

    id: int
    invoice_id: InvoiceId
    delivered_on: date
    channel: Channel
    note: str
    recorded_at: int
