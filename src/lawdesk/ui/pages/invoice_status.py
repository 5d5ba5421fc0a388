"""How an issued paper stands, in words and colour: derived from its account, never stored."""

from __future__ import annotations

from datetime import date

from lawdesk.domain.invoices import InvoiceKind, InvoiceSummary
from lawdesk.domain.locale_format import format_money
from lawdesk.domain.practice import Practice
from lawdesk.domain.receivables.accounts import InvoiceFigures, InvoiceStatus, invoice_status
from lawdesk.translation import _


def status_of(summary: InvoiceSummary, today: date) -> InvoiceStatus | None:
    """How an invoice or interest note stands today; None for a credit note, which asks nothing."""
    if summary.kind is InvoiceKind.CREDIT_NOTE:
        return None
    figures = InvoiceFigures(
        total_cents=summary.total_cents,
        credited_cents=summary.credited_cents,
        paid_cents=summary.paid_cents,
        written_off_cents=summary.written_off_cents,
    )
    return invoice_status(figures, summary.due_on, today, summary.disputed_cents)


def status_words(status: InvoiceStatus) -> str:
    """One or two words for a status."""
    words = {
        InvoiceStatus.OPEN: _("open"),
        InvoiceStatus.PART_PAID: _("part paid"),
        InvoiceStatus.OVERDUE: _("overdue"),
        InvoiceStatus.DISPUTED: _("disputed"),
        InvoiceStatus.PAID: _("paid"),
        InvoiceStatus.CREDITED: _("credited"),
        InvoiceStatus.WRITTEN_OFF: _("written off"),
    }
    return words[status]


def status_tone(status: InvoiceStatus) -> str:
    """The colour of a status; what is settled is quiet."""
    tones = {
        InvoiceStatus.OPEN: "accent",
        InvoiceStatus.PART_PAID: "accent",
        InvoiceStatus.OVERDUE: "overdue",
        InvoiceStatus.DISPUTED: "attention",
        InvoiceStatus.PAID: "running",
    }
    return tones.get(status, "quiet")


def standing_badge(
    summary: InvoiceSummary, practice: Practice, today: date
) -> tuple[str, str] | None:
    """The badge of an issued paper: what is wrong with it first, then how its claim stands.

    The open amount is told where it is not the whole.
    """
    if summary.pdf_document_id is None:
        return _("PDF missing"), "attention"
    status = status_of(summary, today)
    if status is None:
        return (_("not sent"), "attention") if summary.delivered_on is None else None
    if status is InvoiceStatus.OPEN and summary.delivered_on is None:
        return _("not sent"), "attention"
    return standing_words(summary, status, practice), status_tone(status)


def standing_words(summary: InvoiceSummary, status: InvoiceStatus, practice: Practice) -> str:
    """The status with its amount where that is not the whole: what is open, or what is disputed."""
    words = status_words(status)
    cents = summary.open_cents
    if status is InvoiceStatus.DISPUTED:
        cents = min(summary.disputed_cents, cents)
    if status is InvoiceStatus.PART_PAID:
        words = status_words(InvoiceStatus.OPEN)
    if not 0 < cents != summary.total_cents:
        return words
    amount = format_money(cents, summary.currency, practice.locale)
    return _("{amount} {status}").format(amount=amount, status=words)


def kind_words(kind: InvoiceKind) -> str:
    """What was issued, as it begins a title."""
    return {
        InvoiceKind.INVOICE: _("Invoice"),
        InvoiceKind.CREDIT_NOTE: _("Credit note"),
        InvoiceKind.INTEREST_NOTE: _("Interest note"),
    }[kind]


def paper_words(kind: InvoiceKind, number: str) -> str:
    """A paper by its kind and number."""
    return _("{kind} {number}").format(kind=kind_words(kind), number=number)
