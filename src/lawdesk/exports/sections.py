"""Sections and plain tables on paper: what a sheet is made of that is neither invoice nor letter.

What belongs here: a label beside its sentences and figures, tables whose columns take their widths
from what stands in them, lines to sign on. All of it in the sizes of one `Setting`, so that a page
can be set smaller as a whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lawdesk.exports.paper import (
    HAIR,
    INK,
    MM,
    QUIET,
    Element,
    Role,
    Rule,
    Strip,
    Style,
    Text,
)
from lawdesk.exports.paper_fonts import REGULAR, SEMIBOLD
from lawdesk.exports.paper_text import clip, paragraphs, printable, without_lone_word, wrap

_COLUMN_GAP = 12.0
_NARROWEST = 60.0
_WHOLE_LINES = 6
_PART_GAP = 2.5
_SUM_GAP = 4.5
_SIGN_SPACE = 34.0
_SIGN_GAP = 24.0


@dataclass(frozen=True, slots=True)
class Setting:
    """The sizes of a page: its text, the space above a section and above a row of a table."""

    size: float
    leading: float
    section_gap: float
    row_gap: float

    @property
    def body(self) -> Style:
        """Running text."""
        return Style(REGULAR, self.size, self.leading)

    @property
    def strong(self) -> Style:
        """Labels and sums."""
        return Style(SEMIBOLD, self.size, self.leading)

    @property
    def quiet(self) -> Style:
        """What is there to be found, not to be read first."""
        return Style(REGULAR, self.size, self.leading, QUIET)

    @property
    def column(self) -> Style:
        """The heads of a table's columns."""
        return Style(SEMIBOLD, self.size - 0.5, self.leading, QUIET)


NORMAL = Setting(10, 13.5, 11, 5)


@dataclass(frozen=True, slots=True)
class Edges:
    """Where text begins and ends, in points from the left; the room for labels, and how far from
    the text beside them figures end.
    """

    left: float
    right: float
    labels: float = 40 * MM
    figures: float = 265.0

    @property
    def text_left(self) -> float:
        """Where the text beside a label begins."""
        return self.left + self.labels


@dataclass(frozen=True, slots=True)
class Figures:
    """A line of a section with a figure at its end. A sum is set strong under a line."""

    name: str
    value: str
    is_sum: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A label with what stands beside it: sentences and lines with figures."""

    label: str
    parts: tuple[str | Figures, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. One with `fills` takes the room that the others leave."""

    heading: str
    is_figure: bool = False
    fills: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; line ends part a cell into lines. A sum is set strong under a line."""

    cells: tuple[str, ...]
    is_sum: bool = False


def section_strips(section: Section, edges: Edges, setting: Setting) -> list[Strip]:
    """The section line by line; a short one stays whole."""
    rows: list[list[Element]] = []
    above: list[float] = []
    for part, before in zip(section.parts, (None, *section.parts), strict=False):
        lines = _part_rows(part, edges, setting)
        rows += lines
        above += [_gap(part, before) if at == 0 else 0.0 for at in range(len(lines))]
    label_room = edges.labels - _COLUMN_GAP
    style = setting.strong
    labels = wrap(printable(section.label), style.face, style.size, label_room)
    rows += [[] for _missing in range(len(labels) - len(rows))]
    strips = []
    for at, row in enumerate(rows):
        elements: list[Element] = []
        if at < len(labels):
            elements.append(Text(Role.HEADING, labels[at], edges.left, style.size, style))
        strips.append(Strip(setting.leading, (*elements, *row), keep_with_next=True))
    spaced = _spaced(strips, setting.section_gap)
    inner = [replace(strip, gap=gap) for strip, gap in zip(spaced[1:], above[1:], strict=False)]
    return [*spaced[:1], *inner, *spaced[1 + len(inner) :]]


def table_strips(
    columns: Sequence[Column], rows: Sequence[Row], edges: Edges, setting: Setting
) -> list[Strip]:
    """Heads and rows; the heads stand again where the table begins a page, and no row stands there
    alone.
    """
    spans = _spans(columns, rows, edges, setting)
    head = _head(columns, spans, edges, setting)
    strips = [replace(head, gap=setting.section_gap, keep_with_next=True)]
    for row in rows:
        if row.is_sum or row is rows[-1]:
            strips[-1] = replace(strips[-1], keep_with_next=True)
        strips += _row_strips(row, columns, spans, edges, setting, head)
    return strips


def paragraph_strips(text: str, edges: Edges, style: Style, gap: float = 0) -> list[Strip]:
    """Running text from edge to edge; `gap` is kept above each of its paragraphs."""
    strips: list[Strip] = []
    for part in paragraphs(text):
        for at, line in enumerate(_lines(part, style, edges.right - edges.left)):
            cell = Text(Role.PARAGRAPH, line, edges.left, style.size, style)
            strips.append(Strip(style.leading, (cell,), gap=gap if at == 0 else 0))
    return strips


def signature_strip(
    labels: Sequence[str], edges: Edges, setting: Setting, under: Sequence[str] = ()
) -> Strip:
    """Lines to write on, side by side, each with its label and perhaps a name under it."""
    room = (edges.right - edges.left - _SIGN_GAP * (len(labels) - 1)) / len(labels)
    elements: list[Element] = []
    for at, label in enumerate(labels):
        x = edges.left + at * (room + _SIGN_GAP)
        elements.append(Rule(x, _SIGN_SPACE, room, 0.6, INK))
        said = [label, *under[at : at + 1]]
        for line, text in enumerate(text for text in said if text):
            style = setting.quiet
            fitting = clip(printable(text), style.face, style.size, room)
            y = _SIGN_SPACE + 3 + style.size + line * style.leading
            elements.append(Text(Role.PARAGRAPH, fitting, x, y, style))
    return Strip(_SIGN_SPACE + 5 + 2 * setting.leading, tuple(elements))


def _part_rows(part: str | Figures, edges: Edges, setting: Setting) -> list[list[Element]]:
    """The lines of one part, each as what stands on it."""
    style, left = setting.body, edges.text_left
    if isinstance(part, str):
        return [
            [Text(Role.PARAGRAPH, line, left, style.size, style)]
            for text in paragraphs(part)
            for line in _lines(text, style, edges.right - left)
        ]
    return _figure_rows(part, edges, setting)


def _figure_rows(part: Figures, edges: Edges, setting: Setting) -> list[list[Element]]:
    """The name, on several lines where it is long, and the figure beside the first of them."""
    style = setting.strong if part.is_sum else setting.body
    left, right = edges.text_left, min(edges.right, edges.text_left + edges.figures)
    value = printable(part.value)
    room = right - left - style.width(value) - _COLUMN_GAP
    rows: list[list[Element]] = [
        [Text(Role.CELL, line, left, style.size, style)]
        for line in wrap(printable(part.name), style.face, style.size, room)
    ]
    rows[0].append(Text(Role.CELL, value, right, style.size, style, "right"))
    if part.is_sum:
        rows[0].append(Rule(left, -1.5, right - left))
    return rows


def _gap(part: str | Figures, before: str | Figures | None) -> float:
    """The space above a part: sentences and sums stand a little apart, figures under each other."""
    if isinstance(part, Figures) and part.is_sum:
        return _SUM_GAP
    follows_figures = isinstance(before, Figures) and not before.is_sum
    return 0.0 if isinstance(part, Figures) and follows_figures else _PART_GAP


def _lines(text: str, style: Style, width: float) -> list[str]:
    lines = wrap(text, style.face, style.size, width)
    return without_lone_word(lines, style.face, style.size, width)


def _spaced(strips: list[Strip], gap: float) -> list[Strip]:
    """The gap above the first; a long section may part, but not after its first two lines nor
    before its last two.
    """
    last = len(strips) - 1
    return [
        replace(
            strip,
            gap=gap if at == 0 else 0,
            keep_with_next=at < last and (last < _WHOLE_LINES or at in {0, last - 1}),
        )
        for at, strip in enumerate(strips)
    ]


def _spans(
    columns: Sequence[Column], rows: Sequence[Row], edges: Edges, setting: Setting
) -> list[tuple[float, float]]:
    """Left and right edge of each column."""
    widths = [_natural_width(at, column, rows, setting) for at, column in enumerate(columns)]
    taken = sum(width for width, column in zip(widths, columns, strict=True) if not column.fills)
    free = edges.right - edges.left - taken - _COLUMN_GAP * (len(columns) - 1)
    filling = max(1, sum(column.fills for column in columns))
    spans = []
    x = edges.left
    for width, column in zip(widths, columns, strict=True):
        wide = max(_NARROWEST, free / filling) if column.fills else width
        spans.append((x, x + wide))
        x += wide + _COLUMN_GAP
    return spans


def _natural_width(at: int, column: Column, rows: Sequence[Row], setting: Setting) -> float:
    widest = setting.column.width(printable(column.heading))
    for row in rows:
        style = setting.strong if row.is_sum else setting.body
        for line in row.cells[at].split("\n"):
            widest = max(widest, style.width(printable(line)))
    return widest


def _head(
    columns: Sequence[Column],
    spans: Sequence[tuple[float, float]],
    edges: Edges,
    setting: Setting,
) -> Strip:
    style = setting.column
    elements: list[Element] = [
        _cell(Role.COLUMN_HEADING, printable(column.heading), column, span, style)
        for column, span in zip(columns, spans, strict=True)
        if column.heading
    ]
    elements.append(Rule(edges.left, style.size + 5.5, edges.right - edges.left, colour=HAIR))
    return Strip(style.size + 9, tuple(elements))


def _row_strips(
    row: Row,
    columns: Sequence[Column],
    spans: Sequence[tuple[float, float]],
    edges: Edges,
    setting: Setting,
    head: Strip,
) -> list[Strip]:
    style = setting.strong if row.is_sum else setting.body
    cells = [
        _cell_lines(text, column, span, style)
        for text, column, span in zip(row.cells, columns, spans, strict=True)
    ]
    above = 3.0 if row.is_sum else 0.0
    count = max(len(lines) for lines in cells)
    strips = []
    for at in range(count):
        elements: list[Element] = []
        for lines, column, span in zip(cells, columns, spans, strict=True):
            if at < len(lines) and lines[at]:
                elements.append(_cell(Role.CELL, lines[at], column, span, style, above))
        if row.is_sum and at == 0:
            elements.append(Rule(edges.left, 0, edges.right - edges.left))
        strips.append(Strip(setting.leading + above, tuple(elements), head=head))
    return _spaced(strips, setting.row_gap)


def _cell_lines(text: str, column: Column, span: tuple[float, float], style: Style) -> list[str]:
    room = span[1] - span[0]
    if not column.fills:
        return [printable(line) for line in text.split("\n")]
    return [
        line
        for part in paragraphs(text) or [""]
        for line in wrap(part, style.face, style.size, room)
    ]


def _cell(
    role: Role,
    text: str,
    column: Column,
    span: tuple[float, float],
    style: Style,
    down: float = 0,
) -> Text:
    if column.is_figure:
        return Text(role, text, span[1], down + style.size, style, "right")
    return Text(role, text, span[0], down + style.size, style)
