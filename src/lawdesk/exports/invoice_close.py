"""What follows the lines of an invoice: totals, how to pay, how hours were rounded, where to ask.

What belongs here: the block of totals where the eye lands, and the closing sentences with the
payment code beside them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from lawdesk.domain.invoice_paper import InvoicePaper, PaperTax
from lawdesk.domain.locale_format import format_date, format_money, format_percent
from lawdesk.exports.fill_text import fill
from lawdesk.exports.invoice_head import PageGeometry
from lawdesk.exports.paper import (
    BODY,
    BODY_STRONG,
    INK,
    MM,
    SMALL_QUIET,
    Element,
    Figure,
    Role,
    Rule,
    Strip,
    Style,
    Text,
)
from lawdesk.exports.paper_fonts import REGULAR, SEMIBOLD
from lawdesk.exports.paper_text import paragraphs, printable, without_lone_word, wrap

DUE = Style(SEMIBOLD, 12, 16)
CLOSING = Style(REGULAR, 9.5, 12.8)
_TOTALS_WIDTH = 0.62
_CODE_SIZE = 25 * MM
_CODE_GAP = 9 * MM
_BOX_DOTS = 89
_TEXT_WIDTH = 345.0
_PARAGRAPH_GAP = 7.0
_ROW_HEIGHT = 17.5


@dataclass(frozen=True, slots=True)
class TotalRow:
    """A label with an amount; the amount is formatted."""

    label: str
    amount: str
    style: Style = BODY


def totals_strips(paper: InvoicePaper, words: Mapping[str, str], page: PageGeometry) -> list[Strip]:
    """The totals as one strip: net, tax by group, total, what is paid, what is left."""
    rows = [*_tax_rows(paper, words), _total_row(paper, words), *_paid_rows(paper)]
    left = page.right - page.text_width * _TOTALS_WIDTH
    width = page.right - left
    elements: list[Element] = [Rule(left, 0, width)]
    y = 0.0
    for row in rows:
        row_elements, height = _row(row, left, page.right, y)
        elements += row_elements
        y += height
    elements.append(Rule(left, y + 3, width, 0.8, INK))
    due_elements, height = _row(_due_row(paper, words), left, page.right, y + 3)
    return [Strip(y + 3 + height, (*elements, *due_elements), gap=12)]


def _row(row: TotalRow, left: float, right: float, y: float) -> tuple[list[Element], float]:
    """Label lines and amount below `y`, and their height."""
    amount = printable(row.amount)
    room = right - left - row.style.width(amount) - 12
    labels = wrap(printable(row.label), row.style.face, row.style.size, room)
    leading = row.style.leading
    elements: list[Element] = [
        Text(Role.CELL, label, left, y + leading + at * leading, row.style)
        for at, label in enumerate(labels)
    ]
    elements.append(Text(Role.CELL, amount, right, y + leading, row.style, "right"))
    return elements, _ROW_HEIGHT + (len(labels) - 1) * leading


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


def _due_row(paper: InvoicePaper, words: Mapping[str, str]) -> TotalRow:
    left = paper.payable_cents
    amount = format_money(abs(left), paper.currency, paper.locale, with_currency=True)
    return TotalRow(_due_label(paper, words, left), amount, DUE)


def _due_label(paper: InvoicePaper, words: Mapping[str, str], left: int) -> str:
    if left < 0:
        return words["in_favour"]
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
    """Tax notes, how to pay with the code beside it, rounding, questions; kept together."""
    payment = paper.payment
    # A code for nothing would only be scanned in vain.
    code = payment.qr_text if payment and paper.payable_cents > 0 else None
    texts = [tax.note for tax in paper.taxes]
    texts += [payment.text if payment else "", paper.rounding_text, paper.question_text]
    left = page.left + (_CODE_SIZE + _CODE_GAP if code else 0)
    strips = _paragraph_strips(texts, left, min(page.right - left, _TEXT_WIDTH))
    if code is None:
        return strips
    if paper.is_draft:
        return _beside_code(strips, *_code_to_come(words["code_draft"], page.left))
    return _beside_code(strips, _code(code, words["code"], page.left))


def _paragraph_strips(texts: list[str], left: float, width: float) -> list[Strip]:
    strips: list[Strip] = []
    for part in (part for text in texts for part in paragraphs(text)):
        lines = wrap(part, CLOSING.face, CLOSING.size, width)
        for at, line in enumerate(without_lone_word(lines, CLOSING.face, CLOSING.size, width)):
            above = _PARAGRAPH_GAP if at == 0 and strips else 0.0
            cell = Text(Role.PARAGRAPH, line, left, above + CLOSING.size, CLOSING)
            strips.append(Strip(CLOSING.leading + above, (cell,), keep_with_next=True))
    if strips:
        strips[0] = replace(strips[0], gap=20)
        strips[-1] = replace(strips[-1], keep_with_next=False)
    return strips


def _beside_code(strips: list[Strip], *code: Element) -> list[Strip]:
    first = strips[0] if strips else Strip(0, (), gap=20)
    rest = strips[1:]
    missing = _CODE_SIZE - first.height - sum(strip.height for strip in rest)
    first = replace(first, elements=(*code, *first.elements))
    if missing <= 0:
        return [first, *rest]
    kept = [replace(strip, keep_with_next=True) for strip in (first, *rest)]
    return [*kept, Strip(missing, ())]


def _code(text: str, alternative: str, left: float) -> Figure:
    return Figure(left, 0, _CODE_SIZE, code_modules(text), alternative)


def _code_to_come(words: str, left: float) -> list[Element]:
    """A dotted box where the code will be: nobody is to pay a draft, and nothing may move."""
    style = SMALL_QUIET
    lines = wrap(printable(words), style.face, style.size, _CODE_SIZE - 12)
    top = (_CODE_SIZE - len(lines) * style.leading) / 2 + style.size
    said: list[Element] = [
        Text(Role.PARAGRAPH, line, left + 6, top + at * style.leading, style)
        for at, line in enumerate(lines)
    ]
    return [Figure(left, 0, _CODE_SIZE, _dotted_box(), words), *said]


@lru_cache(maxsize=1)
def _dotted_box() -> tuple[tuple[bool, ...], ...]:
    edges = (0, _BOX_DOTS - 1)
    return tuple(
        tuple((x in edges or y in edges) and (x + y) % 2 == 0 for x in range(_BOX_DOTS))
        for y in range(_BOX_DOTS)
    )


@lru_cache(maxsize=8)
def code_modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """The QR code of `text` at error correction M; the page around it is its quiet zone."""
    import segno

    code = segno.make_qr(text, error="m", boost_error=False, encoding="utf-8")
    rows = code.matrix_iter(border=0)
    return tuple(tuple(bool(module) for module in row) for row in rows)
