"""Tables in letters as strips: columns as wide as what stands in them, one that takes the rest.

What belongs here: column edges, rows, labels, sums. A row of up to four text lines stays whole; a
longer one parts between pages with at least two lines on either side. The head is repeated where
rows go on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from lawdesk.exports.letter import PageGeometry
from lawdesk.exports.paper import (
    BODY,
    BODY_QUIET,
    BODY_STRONG,
    COLUMN,
    HAIR,
    SMALL_QUIET,
    Element,
    Role,
    Rule,
    Strip,
    Style,
    Text,
)
from lawdesk.exports.paper_text import clip, paragraphs, printable, wrap

_ROW_GAP = 6.5
_COLUMN_GAP = 15.0
_WHOLE_LINES = 4
_BASELINE = 10.0
_HEAD_HEIGHT = 20.0
_SUM_DROP = 6.0
_LEAST_STRETCH = 90.0


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading and side. The one that `stretches` takes the width that is left and
    wraps; the others are as wide as their widest cell, at least `least` points.
    """

    heading: str
    align: Literal["left", "right"] = "right"
    stretches: bool = False
    is_quiet: bool = False
    least: float = 0.0


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row's cells, one a column, as text from outside may be; `notes` follow the stretching cell
    on quiet lines. A "label" heads the rows below it, a "sum" ends those above it.
    """

    cells: tuple[str, ...]
    notes: tuple[str, ...] = ()
    kind: Literal["row", "label", "sum"] = "row"


@dataclass(frozen=True, slots=True)
class _Line:
    """One text line of the stretching cell."""

    text: str
    style: Style


@dataclass(frozen=True, slots=True)
class _Table:
    """Where each column stands: the edge its cells are set against, and the stretching width."""

    page: PageGeometry
    columns: tuple[Column, ...]
    edges: tuple[float, ...]
    stretching: int
    stretch_width: float
    head: Strip


def table_strips(
    columns: Sequence[Column], rows: Sequence[TableRow], page: PageGeometry, *, keeps_on: bool
) -> list[Strip]:
    """The table's head and rows. With `keeps_on` the last row shares a page with what follows."""
    table = _table(tuple(columns), rows, page)
    strips: list[Strip] = []
    for row in rows:
        if row.kind == "sum":
            strips = _kept_to_the_end(strips)
            strips.append(_sum(row, table))
        elif row.kind == "label":
            strips.append(_label(row, table))
        else:
            strips += _row_strips(row, table)
    if keeps_on:
        strips = _kept_to_the_end(strips)
    return [table.head, *(replace(strip, gap=0) for strip in strips[:1]), *strips[1:]]


def _table(columns: tuple[Column, ...], rows: Sequence[TableRow], page: PageGeometry) -> _Table:
    stretching = next(at for at, column in enumerate(columns) if column.stretches)
    widths = [_width(column, at, rows) for at, column in enumerate(columns)]
    before = widths[:stretching]
    after = widths[stretching + 1 :]
    left = page.left + sum(before) + _COLUMN_GAP * len(before)
    right = page.right - sum(after) - _COLUMN_GAP * len(after)
    starts = [page.left + sum(before[:at]) + _COLUMN_GAP * at for at in range(stretching)]
    starts.append(left)
    starts += [right + _COLUMN_GAP * (at + 1) + sum(after[:at]) for at in range(len(after))]
    edges = tuple(
        start if column.align == "left" else start + width
        for start, width, column in zip(starts, widths, columns, strict=True)
    )
    stretch_width = max(right - left, _LEAST_STRETCH)
    return _Table(page, columns, edges, stretching, stretch_width, _head(columns, edges, page))


def _width(column: Column, at: int, rows: Sequence[TableRow]) -> float:
    if column.stretches:
        return 0.0
    cells = [
        (BODY_STRONG if row.kind == "sum" else BODY).width(printable(row.cells[at])) for row in rows
    ]
    return max([column.least, COLUMN.width(printable(column.heading)), *cells])


def _head(columns: Sequence[Column], edges: Sequence[float], page: PageGeometry) -> Strip:
    elements: list[Element] = [
        Text(Role.COLUMN_HEADING, printable(column.heading), edge, _BASELINE, COLUMN, column.align)
        for column, edge in zip(columns, edges, strict=True)
        if column.heading
    ]
    elements.append(Rule(page.left, _BASELINE + 6.5, page.text_width, colour=HAIR))
    return Strip(_HEAD_HEIGHT, tuple(elements), gap=10, keep_with_next=True)


def _label(row: TableRow, table: _Table) -> Strip:
    style = BODY_STRONG
    text = clip(printable(row.cells[table.stretching]), style.face, style.size, table.stretch_width)
    cell = Text(Role.CELL, text, table.edges[table.stretching], _BASELINE, style)
    return Strip(BODY.leading, (cell,), gap=_ROW_GAP, keep_with_next=True, head=table.head)


def _row_strips(row: TableRow, table: _Table) -> list[Strip]:
    """One strip for each text line of the row."""
    lines = _lines(row, table)
    x = table.edges[table.stretching]
    last = len(lines) - 1
    strips = []
    for at, line in enumerate(lines):
        elements: list[Element] = [Text(Role.CELL, line.text, x, _BASELINE, line.style)]
        if at == 0:
            elements += _cells(row, table, _BASELINE)
        together = at < last and (last < _WHOLE_LINES or at in {0, last - 1})
        gap = _ROW_GAP if at == 0 else 0
        strips.append(Strip(line.style.leading, tuple(elements), gap, together, table.head))
    return strips


def _lines(row: TableRow, table: _Table) -> list[_Line]:
    width = table.stretch_width
    lines = [
        _Line(line, BODY)
        for part in paragraphs(row.cells[table.stretching]) or [""]
        for line in wrap(part, BODY.face, BODY.size, width)
    ]
    style = SMALL_QUIET
    return lines + [
        _Line(line, style)
        for note in row.notes
        for part in paragraphs(note)
        for line in wrap(part, style.face, style.size, width)
    ]


def _cells(row: TableRow, table: _Table, y: float) -> list[Element]:
    """The cells that are no wider than their columns."""
    return [
        Text(Role.CELL, printable(text), edge, y, _style(row, column), column.align)
        for text, column, edge in zip(row.cells, table.columns, table.edges, strict=True)
        if text and not column.stretches
    ]


def _style(row: TableRow, column: Column) -> Style:
    if row.kind == "sum":
        return BODY_STRONG
    return BODY_QUIET if column.is_quiet else BODY


def _sum(row: TableRow, table: _Table) -> Strip:
    y = _BASELINE + _SUM_DROP
    style = BODY_STRONG
    text = clip(printable(row.cells[table.stretching]), style.face, style.size, table.stretch_width)
    name = Text(Role.CELL, text, table.edges[table.stretching], y, style)
    rule = Rule(table.page.left, 2, table.page.text_width)
    elements = (rule, name, *_cells(row, table, y))
    return Strip(BODY.leading + _SUM_DROP, elements, gap=2, head=table.head)


def _kept_to_the_end(strips: Iterable[Strip]) -> list[Strip]:
    """The strips with the last one kept together with what follows."""
    kept = list(strips)
    return [*kept[:-1], *(replace(strip, keep_with_next=True) for strip in kept[-1:])]
