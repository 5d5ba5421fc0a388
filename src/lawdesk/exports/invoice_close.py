"""What follows the lines of an invoice: totals, how to pay, how hours were rounded, where to ask.

What belongs here: which sums and sentences an invoice, a credit note and an interest note end with.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from lawdesk.domain.invoice_paper import InvoicePaper, PaperTax
from lawdesk.domain.issued_parts import PaperRetainer
from lawdesk.domain.locale_format import format_date, format_money, format_percent
from lawdesk.exports.fill_text import fill
from lawdesk.exports.letter import PageGeometry
from lawdesk.exports.letter_close import letter_close
from lawdesk.exports.letter_totals import TotalRow, totals_strip
from lawdesk.exports.paper import BODY_STRONG, Strip


def totals_strips(paper: InvoicePaper, words: Mapping[str, str], page: PageGeometry) -> list[Strip]:
    """The totals as one strip: net, tax by group, total, what is paid, what is left."""
    rows = [*_tax_rows(paper, words), _total_row(paper, words), *_paid_rows(paper)]
    left = paper.payable_cents
    amount = format_money(abs(left), paper.currency, paper.locale, with_currency=True)
    return [totals_strip(rows, TotalRow(_due_label(paper, words, left), amount), page)]


def _tax_rows(paper: InvoicePaper, words: Mapping[str, str]) -> list[TotalRow]:
    if not any(tax.tax_cents for tax in paper.taxes):
        return []
    net = TotalRow(words["net"], _money(paper, paper.net_cents))
    return [net, *(_tax_row(paper, tax, words) for tax in paper.taxes)]


def _tax_row(paper: InvoicePaper, tax: PaperTax, words: Mapping[str, str]) -> TotalRow:
    rate = format_percent(tax.rate_ppm, paper.locale)
    label = words["tax"] if tax.rate_ppm else words["tax_none"]
    text = fill(label, {"rate": rate, "net": _money(paper, tax.net_cents)})
    return TotalRow(text, _money(paper, tax.tax_cents))


def _total_row(paper: InvoicePaper, words: Mapping[str, str]) -> TotalRow:
    return TotalRow(words["total"], _money(paper, paper.total_cents), BODY_STRONG)


def _paid_rows(paper: InvoicePaper) -> list[TotalRow]:
    return [TotalRow(paid.wording, _money(paper, -paid.amount_cents)) for paid in paper.paid]


def _due_label(paper: InvoicePaper, words: Mapping[str, str], left: int) -> str:
    if left < 0:
        return words["in_favour"]
    if paper.document == "credit_note":
        return words["credit_used"]
    if left == 0 and paper.paid:
        return words["settled"]
    due_on = paper.facts.due_on
    if due_on is None:
        return words["payable"]
    return fill(words["payable_by"], {"date": format_date(due_on, paper.locale, "long")})


def _money(paper: InvoicePaper, cents: int) -> str:
    return format_money(cents, paper.currency, paper.locale)


def closing_strips(
    paper: InvoicePaper, words: Mapping[str, str], page: PageGeometry
) -> list[Strip]:
    """Tax notes, how to pay with the code beside it, rounding, terms, questions, the advance."""
    payment = paper.payment
    # A code for nothing would only be scanned in vain.
    code = payment.qr_text if payment and paper.payable_cents > 0 else None
    texts = [tax.note for tax in paper.taxes]
    texts += [payment.text if payment else "", f"{paper.rounding_text} {paper.policy_text}"]
    texts.append(paper.question_text)
    strips = letter_close(texts, code, words, page, is_draft=paper.is_draft)
    return [*strips, *_retainer_strips(paper, words, page)]


def _retainer_strips(
    paper: InvoicePaper, words: Mapping[str, str], page: PageGeometry
) -> list[Strip]:
    """The request to fill the advance up again, apart from the invoice's own total."""
    retainer = paper.retainer
    if retainer is None:
        return []
    amount = format_money(retainer.amount_cents, paper.currency, paper.locale, with_currency=True)
    request = totals_strip((), TotalRow(words["retainer"], amount), page)
    return [
        replace(request, gap=24, keep_with_next=True),
        *letter_close(_retainer_texts(paper, retainer, words), None, words, page),
    ]


def _retainer_texts(
    paper: InvoicePaper, retainer: PaperRetainer, words: Mapping[str, str]
) -> list[str]:
    values = {
        "left": _money(paper, retainer.left_cents),
        "trigger": _money(paper, retainer.trigger_cents),
        "target": _money(paper, retainer.target_cents),
        "amount": _money(paper, retainer.amount_cents),
    }
    return [fill(words["retainer_request"], values), retainer.payment_text]
