"""The table of a report on paper: columns as wide as their figures, the head on every page."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lawdesk.domain.reports.figure_words import cell_words
from lawdesk.domain.reports.report import Column, Kind, Report, Row
from lawdesk.exports.paper import BODY, COLUMN, Element, Role, Rule, Strip, Style, Text
from lawdesk.exports.paper_fonts import SEMIBOLD
from lawdesk.exports.paper_text import clip, printable, wrap
from lawdesk.translation import _

_CELL = replace(BODY, size=9, leading=13)
_SUM = Style(SEMIBOLD, 9, 13)
_GAP = 12.0
_ROW = 15.0
_LEAST_TEXT = 60.0
_RIGHT = frozenset({Kind.MONEY, Kind.HOURS, Kind.PERCENT, Kind.COUNT})
_MEASURED_ROWS = 2_000


@dataclass(frozen=True, slots=True)
class TableRoom:
    """The edges of the text, in points."""

    left: float
    right: float

    @property
    def width(self) -> float:
        """Between the edges."""
        return self.right - self.left


@dataclass(frozen=True, slots=True)
class _Place:
    """A column with its left edge and its width."""

    column: Column
    x: float
    width: float

    def text(self, role: Role, words: str, y: float, style: Style) -> Text:
        """Words in this column, cut where they are too long; figures end at its right edge."""
        drawn = clip(printable(words), style.face, style.size, self.width)
        if self.column.kind in _RIGHT:
            return Text(role, drawn, self.x + self.width, y, style, "right")
        return Text(role, drawn, self.x, y, style)


def table_strips(report: Report, locale: str, room: TableRoom) -> list[Strip]:
    """Head, rows and sums; the sums keep the last row beside them, and what follows the table."""
    places = _places(report, locale, room)
    head = _head(places, room)
    strips = [replace(head, gap=16, keep_with_next=True)]
    if not report.rows:
        words = _("There is nothing to report for these days.")
        return [*strips, Strip(_ROW, (Text(Role.PARAGRAPH, words, room.left, 10.5, _CELL),))]
    for at, row in enumerate(report.rows):
        is_last = at == len(report.rows) - 1
        strip = _row(places, row, report.currency, locale, _CELL)
        strips.append(replace(strip, head=head, keep_with_next=is_last))
    for at, (row, currency) in enumerate(_sums(report)):
        strip = _row(places, row, currency, locale, _SUM)
        rule = (Rule(room.left, 0, room.width),) if at == 0 else ()
        elements = (*rule, *strip.elements)
        gap = 3 if at == 0 else 0
        strips.append(replace(strip, elements=elements, gap=gap, keep_with_next=True))
    return strips


def _sums(report: Report) -> list[tuple[Row, str]]:
    rows = [(row, report.currency) for row in report.subtotals]
    if report.totals is not None:
        rows.append((report.totals, report.currency))
    return [*rows, *((apart.cells, apart.currency) for apart in report.apart)]


def _head(places: list[_Place], room: TableRoom) -> Strip:
    """Titles, in as many lines as the longest needs, standing on one line."""
    titles = [
        wrap(printable(place.column.title), COLUMN.face, COLUMN.size, place.width)
        for place in places
    ]
    most = max(len(lines) for lines in titles)
    elements: list[Element] = []
    for place, lines in zip(places, titles, strict=True):
        for at, line in enumerate(lines):
            y = COLUMN.leading * (most - len(lines) + at + 1) - 3
            elements.append(place.text(Role.COLUMN_HEADING, line, y, COLUMN))
    height = COLUMN.leading * most + 2
    elements.append(Rule(room.left, height, room.width))
    return Strip(height + 3, tuple(elements))


def _row(places: list[_Place], row: Row, currency: str, locale: str, style: Style) -> Strip:
    elements = tuple(
        place.text(Role.CELL, cell_words(cell, place.column.kind, currency, locale), 10.5, style)
        for place, cell in zip(places, row, strict=True)
        if cell != ""
    )
    return Strip(_ROW, elements)


def _places(report: Report, locale: str, room: TableRoom) -> list[_Place]:
    """Figures get what they need; text columns share what is left, by what they hold."""
    wanted = _widths(report, locale, room)
    texts = [at for at, column in enumerate(report.columns) if column.kind is Kind.TEXT]
    fixed = sum(width for at, width in enumerate(wanted) if at not in texts)
    free = max(0.0, room.width - fixed - _GAP * (len(wanted) - 1))
    for at, width in _shared([wanted[at] for at in texts], free).items():
        wanted[texts[at]] = width
    places = []
    x = room.left
    spare = room.right - room.left - sum(wanted) - _GAP * (len(wanted) - 1)
    for at, column in enumerate(report.columns):
        x += max(0.0, spare) / max(1, len(wanted) - len(texts)) if at not in texts else 0.0
        places.append(_Place(column, x, wanted[at]))
        x += wanted[at] + _GAP
    return places


def _shared(wanted: list[float], free: float) -> dict[int, float]:
    """What each text column gets of the room: all it wants, or a share by what it wants."""
    whole = sum(wanted)
    if whole <= free:
        return dict(enumerate(wanted))
    least = min(_LEAST_TEXT, free / max(1, len(wanted)))
    spare = max(0.0, free - least * len(wanted))
    return {at: least + spare * width / whole for at, width in enumerate(wanted)}


def _widths(report: Report, locale: str, room: TableRoom) -> list[float]:
    """What each column needs, with its title on one line where there is room for all titles so."""
    cells = [_cells_width(report, place, locale) for place in range(len(report.columns))]
    titles = [printable(column.title) for column in report.columns]
    whole = [max(w, COLUMN.width(t) + 0.5) for w, t in zip(cells, titles, strict=True)]
    if sum(whole) + _GAP * (len(whole) - 1) <= room.width:
        return whole
    words = [max(map(COLUMN.width, title.split()), default=0.0) for title in titles]
    return [max(pair) + 0.5 for pair in zip(cells, words, strict=True)]


def _cells_width(report: Report, place: int, locale: str) -> float:
    kind = report.columns[place].kind
    sums = [
        _SUM.width(printable(cell_words(row[place], kind, currency, locale)))
        for row, currency in _sums(report)
    ]
    cells = [
        _CELL.width(printable(cell_words(row[place], kind, report.currency, locale)))
        for row in report.rows[:_MEASURED_ROWS]
    ]
    return max([*sums, *cells], default=0.0) + 0.5
