"""The lines of an invoice as strips: date, work, hours, rate, tax, amount.

What belongs here: the order of the lines by kind, what stands in their columns, subtotals and the
time sheet. What lowers the fees follows them; what lowers everything follows everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from lawdesk.domain.invoice_paper import InvoicePaper, LineKind, PaperLine, PaperSubtotal
from lawdesk.domain.issued_parts import Base, PaperSegment
from lawdesk.domain.locale_format import (
    MINUS,
    NO_BREAK_SPACE,
    format_day,
    format_hours,
    format_money,
    format_percent,
    format_period,
    number_marks,
)
from lawdesk.exports.fill_text import fill
from lawdesk.exports.letter import PageGeometry
from lawdesk.exports.letter_table import Column, TableRow, table_strips
from lawdesk.exports.paper import Strip

_SECTIONS: tuple[tuple[LineKind, Base | None], ...] = (
    ("time", None),
    ("fixed", None),
    ("cap", "fees"),
    ("discount", "fees"),
    ("expense", None),
    ("pass_through", None),
    ("cap", "all"),
    ("discount", "all"),
    ("share", None),
    ("interest", None),
    ("fee", None),
)
_DAY_WIDTH = 28.0
_ONE = 1000
_Cells = Mapping[str, str]


def invoice_strips(
    paper: InvoicePaper, words: Mapping[str, str], page: PageGeometry
) -> list[Strip]:
    """The table's head, its rows by kind, each kind with its subtotal; the last two keep on."""
    names = [name for name in _COLUMNS if _is_used(name, paper)]
    with_year = _spans_years(paper, paper.lines)
    rows: list[TableRow] = []
    for place, (kind, base) in enumerate(_SECTIONS):
        lines = [x for x in paper.lines if x.kind == kind and base in {None, x.base}]
        rows += _section(paper, lines, names, words, with_year=with_year)
        subtotal = next((sub for sub in paper.subtotals if sub.kind == kind), None)
        if subtotal is not None and all(kind != later for later, _ in _SECTIONS[place + 1 :]):
            rows.append(_subtotal(subtotal, names, paper, words))
    columns = _columns(names, words)
    if paper.document == "interest_note":
        columns = [replace(x, heading=words["column_span"]) if x.stretches else x for x in columns]
    return table_strips(columns, rows, page, keeps_on=True)


def time_sheet_strips(
    paper: InvoicePaper, words: Mapping[str, str], page: PageGeometry
) -> list[Strip]:
    """The single entries behind the invoice's lines: days, work, hours, their sum."""
    names = ["date", "work", "hours"]
    with_year = _spans_years(paper, paper.time_sheet)
    rows = _section(paper, paper.time_sheet, names, words, with_year=with_year, is_sheet=True)
    charged = [line for line in paper.time_sheet if not line.no_charge]
    seconds = sum((line.units or 0) * line.unit_seconds for line in charged)
    unit_seconds = max((line.unit_seconds for line in charged), default=360)
    if seconds % unit_seconds:
        unit_seconds = 1
    total = PaperSubtotal("time", 0, seconds // unit_seconds, unit_seconds)
    rows.append(_subtotal(total, names, paper, words))
    return table_strips(_columns(names, words), rows, page, keeps_on=False)


_COLUMNS = ("date", "work", "hours", "days", "principal", "rate", "tax", "amount")


def _columns(names: Sequence[str], words: Mapping[str, str]) -> list[Column]:
    return [_column(name, words[f"column_{name}"]) for name in names]


def _column(name: str, heading: str) -> Column:
    if name == "date":
        return Column(heading, "left", is_quiet=True, least=_DAY_WIDTH)
    return Column(heading, "left" if name == "work" else "right", stretches=name == "work")


def _is_used(name: str, paper: InvoicePaper) -> bool:
    lines = paper.lines
    if name == "date":
        return paper.document == "invoice" or any(line.worked_on for line in lines)
    if name == "hours":
        return any(line.units is not None for line in lines)
    if name in {"days", "principal"}:
        return any(line.segment for line in lines)
    if name == "rate":
        return any(line.rate_cents_per_hour is not None or line.segment for line in lines)
    if name == "tax":
        return len({(tax.category, tax.rate_ppm) for tax in paper.taxes}) > 1
    return True


def _spans_years(paper: InvoicePaper, lines: Iterable[PaperLine]) -> bool:
    days = [line.worked_on for line in lines if line.worked_on]
    return len({day.year for day in days} | {paper.facts.issued_on.year}) > 1


def _section(
    paper: InvoicePaper,
    lines: Iterable[PaperLine],
    names: Sequence[str],
    words: Mapping[str, str],
    *,
    with_year: bool,
    is_sheet: bool = False,
) -> list[TableRow]:
    rows: list[TableRow] = []
    label = ""
    for line in lines:
        if line.group_label and line.group_label != label:
            rows.append(_row(names, {"work": line.group_label}, kind="label"))
        label = line.group_label
        cells = _cells(paper, line, words, with_year=with_year)
        if is_sheet and line.no_charge:
            cells |= {"hours": words["no_charge"]}
        rows.append(_row(names, cells, notes=_notes(paper, line, words)))
    return rows


def _row(
    names: Sequence[str],
    cells: _Cells,
    kind: Literal["row", "label", "sum"] = "row",
    notes: tuple[str, ...] = (),
) -> TableRow:
    return TableRow(tuple(cells.get(name, "") for name in names), notes, kind)


def _cells(
    paper: InvoicePaper, line: PaperLine, words: Mapping[str, str], *, with_year: bool
) -> dict[str, str]:
    locale = paper.locale
    hours = "" if line.units is None else format_hours(line.units, line.unit_seconds, locale)
    is_free = line.no_charge or line.in_flat_fee
    cells = {
        "date": format_day(line.worked_on, locale, with_year=with_year) if line.worked_on else "",
        "work": _wording(paper, line),
        "hours": hours,
        "rate": "–" if is_free and hours else _rate(paper, line),
        "tax": "" if is_free else _tax(paper, line),
        "amount": _amount(paper, line, words),
    }
    return cells | (_segment_cells(paper, line.segment, words) if line.segment else {})


def _amount(paper: InvoicePaper, line: PaperLine, words: Mapping[str, str]) -> str:
    if line.in_flat_fee:
        return words["in_flat_fee"]
    if line.no_charge:
        return words["no_charge"]
    return format_money(line.amount_cents, paper.currency, paper.locale)


def _tax(paper: InvoicePaper, line: PaperLine) -> str:
    return format_percent(line.tax_rate_ppm, paper.locale) if line.tax_rate_ppm else "–"


def _rate(paper: InvoicePaper, line: PaperLine) -> str:
    if line.rate_cents_per_hour is None:
        return ""
    return format_money(line.rate_cents_per_hour, paper.currency, paper.locale)


def _wording(paper: InvoicePaper, line: PaperLine) -> str:
    """The wording; a quantity stands behind it, a span of interest in its place."""
    segment = line.segment
    if segment:
        return format_period(segment.first_day, segment.last_day, paper.locale)
    if line.quantity_thousandths is None:
        return line.wording
    if abs(line.quantity_thousandths) == _ONE and line.wording and not line.unit_name:
        return line.wording  # one piece at its price says nothing that the amount does not
    quantity = _quantity(line.quantity_thousandths, paper.locale)
    unit = NO_BREAK_SPACE + line.unit_name if line.unit_name else ""
    price = format_money(line.unit_price_cents, paper.currency, paper.locale)
    count = f"{quantity}{unit} × {price}".replace(" ", NO_BREAK_SPACE)
    return f"{line.wording}, {count}" if line.wording else count


def _quantity(thousandths: int, locale: str) -> str:
    whole, part = divmod(abs(thousandths), 1000)
    digits = f"{part:03d}".rstrip("0")
    figure = f"{whole}{number_marks(locale).decimal}{digits}" if digits else str(whole)
    return MINUS + figure if thousandths < 0 else figure


def _segment_cells(
    paper: InvoicePaper, segment: PaperSegment, words: Mapping[str, str]
) -> dict[str, str]:
    rate = format_percent(segment.rate_ppm, paper.locale)
    is_monthly = segment.months is not None
    return {
        "days": str(segment.days),
        "principal": format_money(segment.principal_cents, paper.currency, paper.locale),
        "rate": fill(words["rate_month" if is_monthly else "rate_year"], {"rate": rate}),
    }


def _notes(paper: InvoicePaper, line: PaperLine, words: Mapping[str, str]) -> tuple[str, ...]:
    notes: list[str] = []
    if line.shows_write_down and line.written_down_from_cents is not None:
        before = format_money(line.written_down_from_cents, paper.currency, paper.locale)
        key = "written_down_for" if line.written_down_reason else "written_down"
        notes.append(fill(words[key], {"before": before, "reason": line.written_down_reason}))
    if line.segment:
        notes.append(line.wording)
    if line.segment and line.segment.months is not None:
        notes.append(fill(words["months_charged"], {"count": str(line.segment.months)}))
    return tuple(notes)


def _subtotal(
    subtotal: PaperSubtotal,
    names: Sequence[str],
    paper: InvoicePaper,
    words: Mapping[str, str],
) -> TableRow:
    cells = {
        "work": words[f"sum_{subtotal.kind}"],
        "amount": format_money(subtotal.amount_cents, paper.currency, paper.locale),
    }
    if all(line.in_flat_fee for line in paper.lines if line.kind == subtotal.kind):
        cells["amount"] = words["in_flat_fee"]
    if subtotal.units is not None:
        cells["hours"] = format_hours(subtotal.units, subtotal.unit_seconds, paper.locale)
    return _row(names, cells, kind="sum")
