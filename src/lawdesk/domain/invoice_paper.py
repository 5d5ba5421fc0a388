"""Everything an invoice shows on paper, as frozen values.

What belongs here: the facts, already decided, in the order they are printed, and the proof that
they add up. Nothing is looked up or worked out again when the paper is drawn, so the same paper
always gives the same pages.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from lawdesk.domain.payment_qr import sepa_amount_cents
from lawdesk.errors import RuleError
from lawdesk.translation import _

LineKind = Literal["time", "expense", "pass_through", "discount"]
PaperSize = Literal["A4", "LETTER"]
Window = Literal["DIN5008-B", "US10"]


@dataclass(frozen=True, slots=True)
class PaperSender:
    """Who sends the invoice: the letterhead. `tax_lines` are tax numbers, ready to print."""

    name: str
    title: str
    address_lines: tuple[str, ...]
    contact_lines: tuple[str, ...] = ()
    tax_lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """The quiet block beside the heading. Dates without a time zone; empty texts are left out."""

    issued_on: date
    due_on: date | None
    matter_number: str
    matter_title: str
    client_reference: str = ""
    period_from: date | None = None
    period_to: date | None = None


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One line of work or expense.

    `units` of `unit_seconds` seconds each; None for a line that is not time. The amount is net of
    tax. A line at `no_charge` shows its hours and the words, and its amount is 0.
    """

    kind: LineKind
    worked_on: date | None
    wording: str
    amount_cents: int
    units: int | None = None
    unit_seconds: int = 360
    rate_cents_per_hour: int | None = None
    no_charge: bool = False
    tax_category: str = ""
    tax_rate_ppm: int = 0
    group_label: str = ""


@dataclass(frozen=True, slots=True)
class PaperSubtotal:
    """The sum of all lines of one kind; `units` is None where hours make no sense."""

    kind: LineKind
    amount_cents: int
    units: int | None = None
    unit_seconds: int = 360


@dataclass(frozen=True, slots=True)
class PaperTax:
    """One (category, rate) group. `note` is the sentence the law asks for, printed as it is."""

    category: str
    rate_ppm: int
    net_cents: int
    tax_cents: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class PaperPaid:
    """Money already there: a positive `amount_cents` lowers what is left to pay."""

    wording: str
    amount_cents: int


@dataclass(frozen=True, slots=True)
class PaperPayment:
    """How to pay. `qr_text` is the content of the payment code, None for no code."""

    text: str
    qr_text: str | None = None


@dataclass(frozen=True, slots=True)
class InvoicePaper:
    """An invoice (or a draft, when `number` is None) as it is printed.

    `language` chooses the words ("en", "de", "fr", "es"), `locale` ("de_DE") the look of numbers
    and dates. Amounts are in minor units of `currency`. `time_sheet` holds the single entries
    where `lines` are sums; it is printed behind the invoice.
    """

    number: str | None
    language: str
    locale: str
    currency: str
    sender: PaperSender
    recipient_lines: tuple[str, ...]
    facts: PaperFacts
    lines: tuple[PaperLine, ...]
    taxes: tuple[PaperTax, ...]
    net_cents: int
    tax_cents: int
    total_cents: int
    subtotals: tuple[PaperSubtotal, ...] = ()
    paid: tuple[PaperPaid, ...] = ()
    payment: PaperPayment | None = None
    intro: str = ""
    rounding_text: str = ""
    question_text: str = ""
    time_sheet: tuple[PaperLine, ...] = ()
    paper_size: PaperSize = "A4"
    window: Window = "DIN5008-B"
    is_copy: bool = False

    @property
    def is_draft(self) -> bool:
        """Whether no number has been drawn yet."""
        return self.number is None

    @property
    def payable_cents(self) -> int:
        """What is left to pay after what has been paid already, in minor units."""
        return self.total_cents - sum(paid.amount_cents for paid in self.paid)


def check_sums(paper: InvoicePaper) -> None:
    """Refuse a paper whose figures do not add up exactly.

    Raises RuleError. It is the last guard before a client reads the figures: lines to net, tax
    groups to net and tax, net and tax to the total, lines of a kind to their subtotal, and the
    payment code to what is left to pay.
    """
    _require_sum("lines", paper.net_cents, [line.amount_cents for line in paper.lines])
    _require_sum("tax", paper.tax_cents, [tax.tax_cents for tax in paper.taxes])
    _require_sum("total", paper.total_cents, [paper.net_cents, paper.tax_cents])
    if paper.taxes:
        _require_sum("tax groups", paper.net_cents, [tax.net_cents for tax in paper.taxes])
    for subtotal in paper.subtotals:
        amounts = [line.amount_cents for line in paper.lines if line.kind == subtotal.kind]
        _require_sum(f"subtotal of {subtotal.kind}", subtotal.amount_cents, amounts)
    if any(line.no_charge and line.amount_cents for line in paper.lines):
        raise RuleError(_("The invoice was not drawn: a line without charge has an amount."))
    code = paper.payment.qr_text if paper.payment else None
    if code is not None and sepa_amount_cents(code) not in {None, paper.payable_cents}:
        raise RuleError(_("The invoice was not drawn: its payment code asks for another amount."))


def _require_sum(what: str, stated: int, parts: list[int]) -> None:
    if stated != sum(parts):
        raise RuleError(
            _("The invoice was not drawn: {what} adds up to {found}, not to {stated}.").format(
                what=what, found=sum(parts), stated=stated
            )
        )
