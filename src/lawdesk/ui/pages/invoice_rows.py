"""Drafts and invoices as rows of a list, drafts first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lawdesk.domain.billing.drafts import DraftSummary
from lawdesk.domain.invoices import Channel, InvoiceKind, InvoiceSummary
from lawdesk.domain.locale_format import format_day, format_money
from lawdesk.domain.practice import Practice
from lawdesk.store.invoices import ListSum
from lawdesk.translation import _
from lawdesk.ui.pages.invoice_delivery import channel_words
from lawdesk.ui.pages.invoice_status import paper_words, standing_badge
from lawdesk.ui.widgets.record_list import Record

Listed = DraftSummary | InvoiceSummary


@dataclass(frozen=True, slots=True)
class ListedKey:
    """Which thing a row is: a draft and an invoice may have the same id."""

    kind: str
    id: int


def key_of(row: Listed) -> ListedKey:
    """The key of a row."""
    return ListedKey("draft" if isinstance(row, DraftSummary) else "invoice", row.id)


def record_of(row: Listed, practice: Practice, today: date) -> Record:
    """Two lines and a badge; what is not an invoice says so."""
    if isinstance(row, DraftSummary):
        amount = format_money(row.amount_cents, practice.currency, practice.locale)
        line = f"{row.matter_title} · {entries_words(row.lines)}"
        return Record(row.client_name, amount, line, state_of(row, practice))
    amount = format_money(row.total_cents, row.currency, practice.locale)
    is_invoice = row.kind is InvoiceKind.INVOICE
    number = row.number if is_invoice else paper_words(row.kind, row.number)
    line = f"{number} · {row.matter_title}"
    return Record(row.recipient_name, amount, line, standing_badge(row, practice, today))


def state_of(row: Listed, practice: Practice) -> tuple[str, str]:
    """How far it has come on its way to the client, as words and tone."""
    if isinstance(row, DraftSummary):
        return _("draft"), "accent"
    if row.pdf_document_id is None:
        return _("PDF missing"), "attention"
    if row.delivered_on is None:
        return _("not sent"), "attention"
    day = format_day(row.delivered_on, practice.locale)
    channel = channel_words()[row.delivered_by or Channel.OTHER]
    return _("sent {date} by {channel}").format(date=day, channel=channel), "quiet"


def entries_words(count: int) -> str:
    """How many entries a draft holds."""
    return _("1 entry") if count == 1 else _("{count} entries").format(count=count)


def summary_words(drafts: list[DraftSummary], sums: Sequence[ListSum], practice: Practice) -> str:
    """The line under a list: how many, what they add up to in each currency, and what is open."""
    count = sum(each.count for each in sums)
    words = _("1 invoice") if count == 1 else _("{count} invoices").format(count=count)
    totals = [_sum_words(each, practice) for each in sums] or [
        _money(0, practice.currency, practice)
    ]
    text = " · ".join([words, *totals])
    if drafts:
        cents = sum(draft.amount_cents for draft in drafts)
        amount = format_money(cents, practice.currency, practice.locale)
        words = _("1 draft") if len(drafts) == 1 else _("{count} drafts").format(count=len(drafts))
        text += f" · {words}, {amount}"
    return text


def _sum_words(each: ListSum, practice: Practice) -> str:
    total = _money(each.total_cents, each.currency, practice)
    if not each.open_cents:
        return total
    open_words = _money(each.open_cents, each.currency, practice)
    return _("{total}, {open} open").format(total=total, open=open_words)


def _money(cents: int, currency: str, practice: Practice) -> str:
    foreign = currency != practice.currency
    return format_money(cents, currency, practice.locale, with_currency=foreign)
