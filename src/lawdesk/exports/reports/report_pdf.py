"""A report as a PDF: letterhead, title, chart, and the table over as many pages as it takes.

What belongs here: the parts of a report's pages and their order. The same report gives the same
bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lawdesk.domain.locale_format import format_date
from lawdesk.domain.reports.report import Report
from lawdesk.exports.paper import (
    BODY,
    INCH,
    MM,
    SMALL_QUIET,
    Frame,
    Page,
    Role,
    Sheet,
    Strip,
    Style,
    Text,
    flow,
    paint,
)
from lawdesk.exports.paper_fonts import SEMIBOLD
from lawdesk.exports.paper_text import clip, paragraphs, printable, wrap
from lawdesk.exports.reports.report_chart import chart_strip
from lawdesk.exports.reports.report_table import TableRoom, table_strips
from lawdesk.translation import _

_TITLE = Style(SEMIBOLD, 17, 21)
_CHART_TITLE = Style(SEMIBOLD, 10, 14)
_MARGIN = 18 * MM
_TOP = 16 * MM
_BOTTOM = 18 * MM
_FOOT_FROM_BOTTOM = 10 * MM
_MOST_UPRIGHT_COLUMNS = 7


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Whose report it is: the name, and lines under it; the day it was made."""

    name: str
    lines: tuple[str, ...]
    made_on: date
    paper_size: str = "A4"


def draw_report(report: Report, letterhead: Letterhead, locale: str) -> bytes:
    """The PDF; wide tables lie across. Raises FieldError for a locale that is not known."""
    width, height = _size(report, letterhead)
    sheet = Sheet(
        width=width,
        height=height,
        title=printable(f"{report.title} · {report.period}"),
        author=printable(letterhead.name),
        language=locale.replace("_", "-"),
    )
    return paint(sheet, lay_out_report(report, letterhead, locale))


def lay_out_report(report: Report, letterhead: Letterhead, locale: str) -> list[Page]:
    """The pages before they are drawn."""
    width, height = _size(report, letterhead)
    room = TableRoom(_MARGIN, width - _MARGIN)
    strips = [
        *_head(report, letterhead, locale, room),
        *_chart(report, locale, room, height),
        *table_strips(report, locale, room),
        *_note(report, room),
    ]
    pages = flow(strips, Frame(_TOP, _TOP, height - _BOTTOM))
    _add_footers(pages, report, letterhead, room, height)
    return pages


def _size(report: Report, letterhead: Letterhead) -> tuple[float, float]:
    sides = (595.28, 841.89) if letterhead.paper_size == "A4" else (8.5 * INCH, 11 * INCH)
    return sides if len(report.columns) <= _MOST_UPRIGHT_COLUMNS else (sides[1], sides[0])


def _head(report: Report, letterhead: Letterhead, locale: str, room: TableRoom) -> list[Strip]:
    half = room.width / 2
    made = _("Made on {day}").format(day=format_date(letterhead.made_on, locale))
    name = clip(printable(letterhead.name), BODY.face, BODY.size, half)
    elements = [
        Text(Role.PARAGRAPH, name, room.left, BODY.size, BODY),
        Text(Role.PARAGRAPH, printable(made), room.right, BODY.size, SMALL_QUIET, "right"),
    ]
    y = BODY.size
    for line in letterhead.lines:
        y += SMALL_QUIET.leading
        words = clip(printable(line), SMALL_QUIET.face, SMALL_QUIET.size, room.width)
        elements.append(Text(Role.PARAGRAPH, words, room.left, y, SMALL_QUIET))
    title = clip(printable(report.title), _TITLE.face, _TITLE.size, room.width)
    period = clip(printable(_under_title(report)), BODY.face, BODY.size, room.width)
    return [
        Strip(y + 6, tuple(elements)),
        Strip(
            _TITLE.leading + BODY.leading + 2,
            (
                Text(Role.HEADING, title, room.left, _TITLE.size, _TITLE),
                Text(Role.PARAGRAPH, period, room.left, _TITLE.leading + BODY.size, BODY),
            ),
            gap=18,
            keep_with_next=True,
        ),
    ]


def _under_title(report: Report) -> str:
    return _("{period} · amounts in {currency}").format(
        period=report.period, currency=report.currency
    )


def _chart(report: Report, locale: str, room: TableRoom, height: float) -> list[Strip]:
    chart = report.chart
    if chart is None or chart.is_empty:
        return []
    title = clip(printable(chart.title), _CHART_TITLE.face, _CHART_TITLE.size, room.width)
    heading = Strip(
        _CHART_TITLE.leading,
        (Text(Role.HEADING, title, room.left, _CHART_TITLE.size, _CHART_TITLE),),
        gap=12,
        keep_with_next=True,
    )
    strip = chart_strip(chart, room.left, room.width, report.currency, locale, most=height * 0.45)
    return [heading, strip]


def _note(report: Report, room: TableRoom) -> list[Strip]:
    style = SMALL_QUIET
    width = min(room.width, 420.0)
    lines = [
        line
        for part in paragraphs(report.note)
        for line in wrap(part, style.face, style.size, width)
    ]
    return [
        Strip(
            style.leading,
            (Text(Role.PARAGRAPH, line, room.left, style.size, style),),
            gap=0 if at else 10,
            keep_with_next=at < len(lines) - 1,
        )
        for at, line in enumerate(lines)
    ]


def _add_footers(
    pages: Sequence[Page], report: Report, letterhead: Letterhead, room: TableRoom, height: float
) -> None:
    """Whose report and which on the left, page x of y on the right: decoration on every page."""
    name = printable(f"{letterhead.name} · {report.title} · {report.period}")
    left = clip(name, SMALL_QUIET.face, SMALL_QUIET.size, room.width * 0.75)
    y = height - _FOOT_FROM_BOTTOM
    for at, page in enumerate(pages, 1):
        count = _("Page {page} of {pages}").format(page=at, pages=len(pages))
        elements = (
            Text(Role.ARTIFACT, left, room.left, y, SMALL_QUIET),
            Text(Role.ARTIFACT, printable(count), room.right, y, SMALL_QUIET, "right"),
        )
        page.placed.append((0, Strip(0, elements)))
