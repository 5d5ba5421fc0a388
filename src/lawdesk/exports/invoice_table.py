"""The lines of an invoice as strips: date, work, hours, rate, tax, amount.

What belongs here: column widths taken from what stands in them, rows, group labels, subtotals and
the time sheet. A row of up to four text lines stays whole; a longer one parts between pages with
at least two lines on either side.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from lawdesk.domain.invoice_paper import InvoicePaper, PaperLine, PaperSubtotal
from lawdesk.domain.locale_format import format_day, format_hours, format_money, format_percent
from lawdesk.exports.invoice_head import PageGeometry
from lawdesk.exports.paper import (
    BODY,
    BODY_QUIET,
    BODY_STRONG,
    COLUMN,
    HAIR,
    Element,
    Role,
    Rule,
    Strip,
    Style,
    Text,
)
from lawdesk.exports.paper_text import paragraphs, printable, wrap

_KINDS = ("time", "discount", "expense", "pass_through")
_ROW_GAP = 6.5
_COLUMN_GAP = 15.0
_WHOLE_LINES = 4
_BASELINE = 10.0
_HEAD_HEIGHT = 20.0


@dataclass(frozen=True, slots=True)
class Row:
    """A line's texts, formatted; empty where a column has nothing."""

    line: PaperLine
    day: str
    hours: str
    rate: str
    tax: str
    amount: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of figures: its word and the right edge it is set against."""

    name: str
    heading: str
    right: float


@dataclass(frozen=True, slots=True)
class Table:
    """Where the columns stand. `figures` are from left to right."""

    left: float
    right: float
    work_left: float
    work_width: float
    figures: tuple[Column, ...]
    head: Strip


def invoice_strips(
    paper: InvoicePaper, words: Mapping[str, str], page: PageGeometry
) -> list[Strip]:
    """The table's head, its rows by kind, each kind with its subtotal; the last two keep on."""
    rows = _rows(paper, paper.lines, words)
    wanted = [name for name in ("hours", "rate", "tax", "amount") if _is_used(name, paper)]
    table = _table(rows, wanted, words, page, _sums(paper))
    strips: list[Strip] = []
    for kind in _KINDS:
        strips += _section([row for row in rows if row.line.kind == kind], table)
        subtotal = next((sub for sub in paper.subtotals if sub.kind == kind), None)
        if subtotal is not None:
            strips = _kept_to_the_end(strips)
            strips.append(_subtotal(subtotal, table, paper, words))
    return _under_head(table.head, _kept_to_the_end(strips))


def time_sheet_strips(
    paper: InvoicePaper, words: Mapping[str, str], page: PageGeometry
) -> list[Strip]:
    """The single entries behind the invoice's lines: days, work, hours, their sum."""
    rows = [
        replace(row, hours=words["no_charge"]) if row.line.no_charge else row
        for row in _rows(paper, paper.time_sheet, words)
    ]
    table = _table(rows, ["hours"], words, page, ())
    strips = _kept_to_the_end(_section(rows, table))
    charged = [line for line in paper.time_sheet if not line.no_charge]
    seconds = sum((line.units or 0) * line.unit_seconds for line in charged)
    unit_seconds = max((line.unit_seconds for line in charged), default=360)
    if seconds % unit_seconds:
        unit_seconds = 1
    total = PaperSubtotal("time", 0, seconds // unit_seconds, unit_seconds)
    return _under_head(table.head, [*strips, _subtotal(total, table, paper, words)])


def _is_used(name: str, paper: InvoicePaper) -> bool:
    if name == "hours":
        return any(line.units is not None for line in paper.lines)
    if name == "rate":
        return any(line.rate_cents_per_hour is not None for line in paper.lines)
    if name == "tax":
        return len({(tax.category, tax.rate_ppm) for tax in paper.taxes}) > 1
    return True


def _rows(paper: InvoicePaper, lines: Iterable[PaperLine], words: Mapping[str, str]) -> list[Row]:
    days = [line.worked_on for line in lines if line.worked_on]
    with_year = len({day.year for day in days} | {paper.facts.issued_on.year}) > 1
    return [_row(paper, line, words, with_year=with_year) for line in lines]


def _row(paper: InvoicePaper, line: PaperLine, words: Mapping[str, str], *, with_year: bool) -> Row:
    locale = paper.locale
    hours = "" if line.units is None else format_hours(line.units, line.unit_seconds, locale)
    rate = ""
    if line.rate_cents_per_hour is not None:
        rate = format_money(line.rate_cents_per_hour, paper.currency, locale)
    amount = format_money(line.amount_cents, paper.currency, locale)
    return Row(
        line=line,
        day=format_day(line.worked_on, locale, with_year=with_year) if line.worked_on else "",
        hours=hours,
        rate="–" if line.no_charge and hours else rate,
        tax=format_percent(line.tax_rate_ppm, locale) if line.tax_rate_ppm else "–",
        amount=words["no_charge"] if line.no_charge else amount,
    )


def _sums(paper: InvoicePaper) -> tuple[str, ...]:
    return tuple(
        format_money(cents, paper.currency, paper.locale)
        for cents in (paper.net_cents, *(sub.amount_cents for sub in paper.subtotals))
    )


def _table(
    rows: Sequence[Row],
    wanted: Sequence[str],
    words: Mapping[str, str],
    page: PageGeometry,
    sums: tuple[str, ...],
) -> Table:
    columns: list[Column] = []
    edge = page.right
    for name in reversed(wanted):
        heading = words[f"column_{name}"]
        widest = max(BODY.width(printable(getattr(row, name))) for row in rows) if rows else 0.0
        if name == "amount":
            widest = max([widest, *(BODY_STRONG.width(printable(text)) for text in sums)])
        columns.insert(0, Column(name, heading, edge))
        edge -= max(widest, COLUMN.width(heading)) + _COLUMN_GAP
    days = max((BODY.width(printable(row.day)) for row in rows), default=0.0)
    work_left = page.left + max(days, COLUMN.width(words["column_date"]), 28) + _COLUMN_GAP
    return Table(
        left=page.left,
        right=page.right,
        work_left=work_left,
        work_width=edge - work_left,
        figures=tuple(columns),
        head=_head(page, work_left, columns, words),
    )


def _head(
    page: PageGeometry, work_left: float, columns: Sequence[Column], words: Mapping[str, str]
) -> Strip:
    role = Role.COLUMN_HEADING
    elements: list[Element] = [
        Text(role, words["column_date"], page.left, _BASELINE, COLUMN),
        Text(role, words["column_work"], work_left, _BASELINE, COLUMN),
        *(Text(role, col.heading, col.right, _BASELINE, COLUMN, "right") for col in columns),
        Rule(page.left, _BASELINE + 6.5, page.text_width, colour=HAIR),
    ]
    return Strip(_HEAD_HEIGHT, tuple(elements), gap=10, keep_with_next=True)


def _section(rows: Sequence[Row], table: Table) -> list[Strip]:
    strips: list[Strip] = []
    label = ""
    for row in rows:
        if row.line.group_label and row.line.group_label != label:
            strips.append(_label(row.line.group_label, table))
        label = row.line.group_label
        strips += _row_strips(row, table)
    return strips


def _under_head(head: Strip, strips: list[Strip]) -> list[Strip]:
    """The head and the strips, the first as close to it as on the pages that follow."""
    return [head, *(replace(strip, gap=0) for strip in strips[:1]), *strips[1:]]


def _label(text: str, table: Table) -> Strip:
    fitting = wrap(printable(text), BODY_STRONG.face, BODY_STRONG.size, table.work_width)[0]
    cell = Text(Role.CELL, fitting, table.work_left, _BASELINE, BODY_STRONG)
    return Strip(BODY.leading, (cell,), gap=_ROW_GAP, keep_with_next=True, head=table.head)


def _row_strips(row: Row, table: Table) -> list[Strip]:
    """One strip for each text line of the row."""
    lines = [
        line
        for part in paragraphs(row.line.wording) or [""]
        for line in wrap(part, BODY.face, BODY.size, table.work_width)
    ]
    last = len(lines) - 1
    strips = []
    for at, line in enumerate(lines):
        elements: list[Element] = [Text(Role.CELL, line, table.work_left, _BASELINE, BODY)]
        if at == 0:
            elements += _figures(row, table)
        together = at < last and (last < _WHOLE_LINES or at in {0, last - 1})
        gap = _ROW_GAP if at == 0 else 0
        strips.append(Strip(BODY.leading, tuple(elements), gap, together, table.head))
    return strips


def _figures(row: Row, table: Table) -> list[Element]:
    day = Text(Role.CELL, printable(row.day), table.left, _BASELINE, BODY_QUIET)
    cells = [(column, printable(getattr(row, column.name))) for column in table.figures]
    return [day, *_right_cells(cells, BODY)]


def _right_cells(cells: Iterable[tuple[Column, str]], style: Style) -> list[Element]:
    return [
        Text(Role.CELL, text, column.right, _BASELINE, style, "right")
        for column, text in cells
        if text
    ]


def _subtotal(
    subtotal: PaperSubtotal, table: Table, paper: InvoicePaper, words: Mapping[str, str]
) -> Strip:
    texts = {"amount": format_money(subtotal.amount_cents, paper.currency, paper.locale)}
    if subtotal.units is not None:
        texts["hours"] = format_hours(subtotal.units, subtotal.unit_seconds, paper.locale)
    figures = [(column, printable(texts.get(column.name, ""))) for column in table.figures]
    name = Text(
        Role.CELL, words[f"sum_{subtotal.kind}"], table.work_left, _BASELINE + 6, BODY_STRONG
    )
    cells = [_lowered(cell, 6) for cell in _right_cells(figures, BODY_STRONG)]
    rule = Rule(table.left, 2, table.right - table.left)
    return Strip(BODY.leading + 6, (rule, name, *cells), gap=2, head=table.head)


def _lowered(element: Element, down: float) -> Element:
    """The element, `down` points lower."""
    return replace(element, y=element.y + down)


def _kept_to_the_end(strips: list[Strip]) -> list[Strip]:
    """The strips with the last one kept together with what follows."""
    return [*strips[:-1], *(replace(strip, keep_with_next=True) for strip in strips[-1:])]
