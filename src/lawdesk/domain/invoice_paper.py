"""Everything an invoice shows on paper, as frozen values.

What belongs here: the facts, already decided, in the order they are printed, and the proof that
they add up. Nothing is looked up or worked out again when the paper is drawn, so the same paper
always gives the same pages.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from lawdesk.domain.issued_parts import Base, PaperRetainer, PaperSegment
from lawdesk.domain.letterhead import Letterhead
from lawdesk.domain.money import round_half_up
from lawdesk.domain.payment_qr import sepa_amount_cents
from lawdesk.errors import RuleError
from lawdesk.translation import _

LineKind = Literal[
    "time", "fixed", "expense", "pass_through", "cap", "discount", "share", "interest", "fee"
]
DocumentKind = Literal["invoice", "credit_note", "interest_note"]
PaperSize = Literal["A4", "LETTER"]
Window = Literal["DIN5008-B", "US10"]

_LOWERING = frozenset({"cap", "discount", "share"})
_LATE = frozenset({"interest", "fee"})


@dataclass(frozen=True, slots=True)
class PaperSender:
    """Who sends a paper: name, title and address; `tax_lines` are tax numbers, ready to print.

    `letterhead` is the practice's own head and foot, None where the name is set in type.
    """

    name: str
    title: str
    address_lines: tuple[str, ...]
    contact_lines: tuple[str, ...] = ()
    tax_lines: tuple[str, ...] = ()
    letterhead: Letterhead | None = None


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
class PaperReference:
    """Another document by its number and the day it was issued."""

    number: str
    issued_on: date


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One line of work or expense.

    `units` of `unit_seconds` seconds each; None for a line that is not time. The amount is net of
    tax. A line at `no_charge` or `in_flat_fee` shows its hours and says so; its amount is 0.

    `quantity_thousandths` of a thing called `unit_name` ("km", empty for pieces) at
    `unit_price_cents` each. `written_down_from_cents` is what the line came to before it was
    lowered for `written_down_reason`; it is printed where `shows_write_down`. Lines of kind "cap",
    "discount" and "share" are negative; `base` says whether they lower the fees or everything.
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
    in_flat_fee: bool = False
    quantity_thousandths: int | None = None
    unit_price_cents: int = 0
    unit_name: str = ""
    written_down_from_cents: int | None = None
    written_down_reason: str = ""
    shows_write_down: bool = False
    base: Base = "fees"
    segment: PaperSegment | None = None


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

    A credit note is the same paper with negative amounts: it has the invoice it corrects in
    `refers_to`, its `reason`, no due date and no payment. An interest note has lines of kind
    "interest" and "fee" only; `refers_to` may name the late invoice.

    `language` chooses the words ("en", "de", "fr", "es"), `locale` ("de_DE") the look of numbers
    and dates. Amounts are in minor units of `currency`. `time_sheet` holds the single entries
    where `lines` are sums; it is printed behind the invoice. `cover_letter` is a page before it.
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
    document: DocumentKind = "invoice"
    refers_to: PaperReference | None = None
    reason: str = ""
    policy_text: str = ""
    share_text: str = ""
    retainer: PaperRetainer | None = None
    cover_letter: str = ""

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
    groups to net and tax, net and tax to the total, lines of a kind to their subtotal, quantities
    to their amounts, signs to their kinds, and the payment code to what is left to pay.
    """
    _require_sum("lines", paper.net_cents, [line.amount_cents for line in paper.lines])
    _require_sum("tax", paper.tax_cents, [tax.tax_cents for tax in paper.taxes])
    _require_sum("total", paper.total_cents, [paper.net_cents, paper.tax_cents])
    _check_tax_groups(paper)
    for subtotal in paper.subtotals:
        amounts = [line.amount_cents for line in paper.lines if line.kind == subtotal.kind]
        _require_sum(f"subtotal of {subtotal.kind}", subtotal.amount_cents, amounts)
    for line in paper.lines:
        _check_line(line, sign=-1 if paper.document == "credit_note" else 1)
    _check_document(paper)
    _check_retainer(paper.retainer)
    code = paper.payment.qr_text if paper.payment else None
    if code is not None and sepa_amount_cents(code) not in {None, paper.payable_cents}:
        raise RuleError(_("The invoice was not drawn: its payment code asks for another amount."))


def _check_tax_groups(paper: InvoicePaper) -> None:
    if not paper.taxes:
        return
    _require_sum("tax groups", paper.net_cents, [tax.net_cents for tax in paper.taxes])
    for tax in paper.taxes:
        group = (tax.category, tax.rate_ppm)
        lines = [x for x in paper.lines if (x.tax_category, x.tax_rate_ppm) == group]
        name = f"tax group {tax.category}"
        _require_sum(name, tax.net_cents, [line.amount_cents for line in lines])


def _check_line(line: PaperLine, sign: int) -> None:
    """A line's own figures; `sign` is -1 on a credit note, where everything is turned round."""
    if (line.no_charge or line.in_flat_fee) and line.amount_cents:
        raise RuleError(_("The invoice was not drawn: a line without charge has an amount."))
    charged = line.amount_cents * sign
    if line.kind in _LOWERING and charged > 0:
        raise RuleError(_("The invoice was not drawn: a deduction raises it."))
    if line.kind in _LATE and charged < 0:
        raise RuleError(_("The invoice was not drawn: interest or a fee is negative."))
    before = line.written_down_from_cents
    if before is not None and not 0 <= charged <= before * sign:
        raise RuleError(
            _("The invoice was not drawn: a line was written down to more than it was.")
        )
    if line.quantity_thousandths is not None and not line.no_charge:
        exact = Fraction(line.quantity_thousandths * line.unit_price_cents, 1000)
        stated = line.amount_cents if before is None else before
        _require_sum("quantity", stated, [round_half_up(exact)])
    segment = line.segment
    if segment and segment.days != (segment.last_day - segment.first_day).days + 1:
        raise RuleError(_("The invoice was not drawn: interest counts other days than its span."))


def _check_document(paper: InvoicePaper) -> None:
    if paper.document == "interest_note":
        if any(line.kind not in _LATE for line in paper.lines):
            raise RuleError(_("The interest note was not drawn: it charges more than interest."))
        return
    if any(line.kind == "interest" for line in paper.lines) and paper.document == "invoice":
        raise RuleError(_("The invoice was not drawn: interest belongs on a note of its own."))
    if paper.document == "credit_note":
        _check_credit_note(paper)


def _check_credit_note(paper: InvoicePaper) -> None:
    if paper.refers_to is None:
        raise RuleError(_("The credit note was not drawn: it names no invoice that it corrects."))
    if paper.total_cents > 0:
        raise RuleError(_("The credit note was not drawn: it asks for money."))
    if paper.facts.due_on is not None or paper.payment is not None or paper.retainer is not None:
        raise RuleError(_("The credit note was not drawn: it asks for a payment."))


def _check_retainer(retainer: PaperRetainer | None) -> None:
    if retainer is not None:
        parts = [retainer.target_cents, -retainer.left_cents]
        _require_sum("advance asked for", retainer.amount_cents, parts)


def _require_sum(what: str, stated: int, parts: list[int]) -> None:
    if stated != sum(parts):
        raise RuleError(
            _("The invoice was not drawn: {what} adds up to {found}, not to {stated}.").format(
                what=what, found=sum(parts), stated=stated
            )
        )
