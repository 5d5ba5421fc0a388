"""The chart of a report on paper."""

from __future__ import annotations

from itertools import pairwise
from math import hypot

from lawdesk.domain.reports.chart_layout import chart_height, lay_out
from lawdesk.domain.reports.chart_marks import Area, Label, Line, Mark, Room
from lawdesk.domain.reports.report import Chart
from lawdesk.exports.paper import INK, QUIET, Colour, Element, Role, Shape, Strip, Style, Text
from lawdesk.exports.paper_fonts import REGULAR
from lawdesk.exports.paper_text import printable

_LINE = 11.5
_STROKE = 1.4
_TALLEST = 420.0
_LABEL = Style(REGULAR, 8.5, _LINE)
_LABEL_QUIET = Style(REGULAR, 8.5, _LINE, QUIET)
_COLOURS: dict[str, Colour] = {
    "accent": (0x23 / 255, 0x52 / 255, 0x7C / 255),
    "running": (0x6F / 255, 0xA8 / 255, 0x8A / 255),  # light enough to differ in black and white
    "attention": (0xC9 / 255, 0x8A / 255, 0x1E / 255),
    "overdue": (0xB3 / 255, 0x26 / 255, 0x1E / 255),
    "quiet": (0xB4 / 255, 0xBA / 255, 0xC2 / 255),
    "line": (0xE3 / 255, 0xE0 / 255, 0xD8 / 255),
    "edge": (0x84 / 255, 0x88 / 255, 0x8F / 255),
}


def chart_strip(
    chart: Chart, left: float, width: float, currency: str, locale: str, *, most: float = _TALLEST
) -> Strip:
    """The chart between `left` and `left + width`, at most `most` points high."""
    height = min(chart_height(chart, _LINE), most)
    room = Room(width, height, _LINE, lambda text: _LABEL.width(printable(text)))
    elements: list[Element] = []
    for mark in lay_out(chart, room, currency, locale):
        elements += _elements(mark, left)
    return Strip(height, tuple(elements), gap=6)


def _elements(mark: Mark, left: float) -> list[Element]:
    if isinstance(mark, Area):
        return [_box(mark, left)] if mark.width > 0 and mark.height > 0 else []
    if isinstance(mark, Line):
        return [_stretch(left, *ends, mark.tone) for ends in pairwise(mark.points)]
    return [_text(mark, left)]


def _box(area: Area, left: float) -> Shape:
    x, y = left + area.x, area.y
    right, bottom = x + area.width, y + area.height
    corners = ((x, y), (right, y), (right, bottom), (x, bottom))
    return Shape(corners, _COLOURS[area.tone])


def _stretch(
    left: float, first: tuple[float, float], last: tuple[float, float], tone: str
) -> Shape:
    """A piece of a line as a thin polygon along it."""
    (x0, y0), (x1, y1) = first, last
    length = hypot(x1 - x0, y1 - y0) or 1.0
    dx, dy = -(y1 - y0) / length * _STROKE / 2, (x1 - x0) / length * _STROKE / 2
    x0, x1 = x0 + left, x1 + left
    corners = ((x0 + dx, y0 + dy), (x1 + dx, y1 + dy), (x1 - dx, y1 - dy), (x0 - dx, y0 - dy))
    return Shape(corners, _COLOURS[tone])


def _text(label: Label, left: float) -> Text:
    words = printable(label.text)
    style = _toned(_LABEL_QUIET if label.tone == "quiet" else _LABEL, label.tone)
    x = left + label.x
    if label.align == "right":
        return Text(Role.PARAGRAPH, words, x, label.y, style, "right")
    if label.align == "centre":
        x -= style.width(words) / 2
    return Text(Role.PARAGRAPH, words, x, label.y, style)


def _toned(style: Style, tone: str) -> Style:
    """Names at the ends of lines are darker than their lines, to be read."""
    return _STYLES.get(tone, style)


_STYLES = {
    "accent": Style(REGULAR, 8.5, _LINE, _COLOURS["accent"]),
    "running": Style(REGULAR, 8.5, _LINE, (0x1C / 255, 0x70 / 255, 0x47 / 255)),
    "ink": Style(REGULAR, 8.5, _LINE, INK),
}
