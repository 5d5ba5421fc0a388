"""A report's table as the page shows it: its columns, its rows in words, its sums."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import QFontMetrics

from lawdesk.domain.reports.figure_words import cell_words
from lawdesk.domain.reports.report import Apart, Kind, Report
from lawdesk.domain.reports.report import Column as ReportColumn
from lawdesk.translation import _
from lawdesk.ui import fonts
from lawdesk.ui.plain_words import dotted
from lawdesk.ui.widgets.columns import Column

_WIDTHS = {Kind.MONEY: 84, Kind.HOURS: 64, Kind.PERCENT: 72, Kind.COUNT: 56, Kind.DAY: 92}
_SECOND_TEXT = 170
_TITLE_PADDING = 22
_DETAIL = "client"
"""stands small behind the name of the matter, so that figures get its room"""
_ADDED = frozenset({Kind.MONEY, Kind.HOURS, Kind.COUNT})


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table in words; `opens` is what it is about, `is_sum` says it adds others."""

    key: int
    cells: tuple[str, ...]
    opens: tuple[str, int] | None
    is_sum: bool = False

    def holds(self, words: Sequence[str]) -> bool:
        """Whether every word stands somewhere in the row, in any case."""
        text = " ".join(self.cells).casefold()
        return all(word in text for word in words)


def table_columns(report: Report) -> list[Column]:
    """The columns of its table; the first text takes what is left of the width."""
    details = [at for at, one in enumerate(report.columns) if at and one.name == _DETAIL]
    return [
        _column(column, place, details[0] if details and not place else None)
        for place, column in enumerate(report.columns)
        if place not in details
    ]


def _column(column: ReportColumn, place: int, detail: int | None) -> Column:
    is_text = column.kind is Kind.TEXT
    title = QFontMetrics(fonts.sized(fonts.TABLE)).horizontalAdvance(column.title)
    least = _WIDTHS.get(column.kind, _SECOND_TEXT)
    width = max(least, round(title / fonts.text_scale()) + _TITLE_PADDING) if place else 0
    return Column(
        column.name,
        column.title,
        lambda line: line.cells[place],
        width=width,
        right=not is_text and column.kind is not Kind.DAY,
        bold=lambda line: line.is_sum,
        tone=(lambda line: "ink" if line.is_sum else "quiet") if is_text and place else None,
        detail=None if detail is None else lambda line: line.cells[detail],
        optional=column.optional,
    )


def lines_of(report: Report, locale: str) -> list[Line]:
    """Every row in words, and the sums of groups below."""
    opens = report.opens or (None,) * len(report.rows)
    rows = [(row, about, False) for row, about in zip(report.rows, opens, strict=True)]
    rows += [(row, None, True) for row in report.subtotals]
    return [
        Line(
            key,
            tuple(
                cell_words(cell, column.kind, report.currency, locale)
                for cell, column in zip(row, report.columns, strict=True)
            ),
            about,
            is_sum,
        )
        for key, (row, about, is_sum) in enumerate(rows)
    ]


def total_words(report: Report, locale: str) -> dict[str, str]:
    """The bold line under the table, by the names of its columns."""
    if report.totals is None or not report.rows:
        return {}
    cells = zip(report.totals, report.columns, strict=True)
    return {
        column.name: cell_words(cell, column.kind, report.currency, locale)
        for cell, column in cells
        if cell != ""
    }


def apart_words(report: Report, locale: str) -> list[str]:
    """One sentence for each other currency: what its columns come to."""
    return [_apart_line(report, apart, locale) for apart in report.apart]


def _apart_line(report: Report, apart: Apart, locale: str) -> str:
    figures = [
        f"{column.title} {cell_words(cell, column.kind, apart.currency, locale)}"
        for cell, column in zip(apart.cells, report.columns, strict=True)
        if column.kind in _ADDED and cell
    ]
    name = apart.cells[0]
    return f"{name}: {dotted(*figures)}"


def count_words(shown: int, whole: int) -> str:
    """How many rows stand there, where a filter is typed also of how many."""
    if shown != whole:
        return _("{shown} of {count} rows shown").format(shown=shown, count=whole)
    return _("1 row") if whole == 1 else _("{count} rows").format(count=whole)
