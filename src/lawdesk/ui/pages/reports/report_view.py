"""One report: its chart, a filter, its table, and how it was reckoned."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lawdesk.domain.reports.report import Report
from lawdesk.domain.reports.report_names import ReportName
from lawdesk.translation import _
from lawdesk.ui.pages.reports.report_rows import (
    Line,
    apart_words,
    count_words,
    lines_of,
    table_columns,
    total_words,
)
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.labels import text_label
from lawdesk.ui.widgets.report_chart import ReportChart
from lawdesk.ui.widgets.row_table import RowTable
from lawdesk.ui.widgets.search_box import SearchBox, no_match_words

_PAGE = 200
_FEW = 8
_CHART_SHARE = 0.42


class ReportView(QWidget):
    """Shows a report; a row that is about a matter or a client asks to open it.

    The filter belongs to it, and stands where the page puts it.
    """

    counted = Signal(str)  # how many rows are shown, in words

    def __init__(self, open_thing: Callable[[str, int], object]) -> None:
        super().__init__()
        self._open_thing = open_thing
        self._report: Report | None = None
        self._lines: list[Line] = []
        self._name: ReportName | None = None
        self._locale = ""
        self._empty: tuple[str, str, Callable[[], object] | None] = ("", "", None)
        self.chart_title = text_label("", "strong")
        self.chart_button = Button("", kind="link")
        self.chart_button.clicked.connect(lambda _checked=False: self._on_chart_clicked())
        self._hides_chart = False
        self.chart = ReportChart(_("Chart"))
        self.apart = text_label("", "caption", wrap=True)
        self.search = SearchBox(_("Filter rows"))
        self.search.searched.connect(lambda _typed: self._show_lines(anew=True))
        self.search.moved_down.connect(self._on_moved_down)
        self.table: RowTable | None = None
        self.note = text_label("", "caption", wrap=True)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(self.chart_title, 1)
        head.addWidget(self.chart_button)
        self._layout.addLayout(head)
        for part in (self.chart, self.apart, self.note):
            self._layout.addWidget(part)

    def show_report(self, name: ReportName, report: Report, locale: str) -> None:
        """Shows this report; the same one again keeps selection, place and filter."""
        self._locale, self._report = locale, report
        self._lines = lines_of(report, locale)
        if self.table is None or name is not self._name:
            self._replace_table(report)
        self._name = name
        self.chart.show_chart(report.chart, report.currency, locale)
        self._show_chart()
        self.search.setVisible(len(self._lines) > _FEW)
        self.apart.setText("\n".join(apart_words(report, locale)))
        self.apart.setVisible(bool(report.apart))
        self.note.setText(report.note)
        self.note.setVisible(bool(report.rows or report.apart))
        self._show_lines(anew=False)

    def show_empty(
        self, sentence: str, words: str = "", on_click: Callable[[], object] | None = None
    ) -> None:
        """What stands here when the report has no rows."""
        self._empty = (sentence, words, on_click)
        self._show_lines(anew=False)

    def clear_filter(self) -> None:
        """Shows all rows again."""
        self.search.clear()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the chart gives way to the table."""
        super().resizeEvent(event)
        self.chart.set_most(round(self.height() * _CHART_SHARE))

    def _show_chart(self) -> None:
        """The table has all the room while the chart is hidden."""
        drawn = self._report.chart if self._report else None
        is_there = drawn is not None and not drawn.is_empty
        self.chart_title.setText(drawn.title if drawn else "")
        self.chart_title.setVisible(is_there)
        self.chart_button.setVisible(is_there)
        self.chart_button.set_words(_("Show chart") if self._hides_chart else _("Hide chart"))
        self.chart.setVisible(is_there and not self._hides_chart)

    def _on_chart_clicked(self) -> None:
        self._hides_chart = not self._hides_chart
        self._show_chart()

    def _replace_table(self, report: Report) -> None:
        """Another report has other columns, so it gets a table of its own."""
        if self.table is not None:
            self._layout.removeWidget(self.table)
            self.table.hide()
            self.table.deleteLater()
        self.table = RowTable(report.title, table_columns(report))
        self.table.opened.connect(self._on_opened)
        self._layout.insertWidget(2, self.table, 1)

    def _show_lines(self, *, anew: bool) -> None:
        if self.table is None or self._report is None:
            return
        words = self.search.text().casefold().split()
        found = [line for line in self._lines if line.holds(words)] if words else self._lines
        more = _pages(found)
        self.table.set_rows(more(), lambda line: line.key, more, anew=anew)
        is_whole = len(found) == len(self._lines)
        self.table.set_total(total_words(self._report, self._locale) if is_whole else {})
        self.counted.emit(count_words(len(found), len(self._lines)) if found else "")
        if words:
            self.table.set_empty(*no_match_words(), self.clear_filter)
        else:
            self.table.set_empty(*self._empty)

    def _on_moved_down(self) -> None:
        if self.table is not None:
            self.table.view.setFocus()

    def _on_opened(self, key: object) -> None:
        line = self.table.row(key) if self.table is not None else None
        if line is not None and line.opens is not None:
            self._open_thing(*line.opens)


def _pages(lines: Sequence[Line]) -> Callable[[], Sequence[Line]]:
    """Gives the lines a page at a time, and an empty page at their end."""
    start = 0

    def more() -> Sequence[Line]:
        nonlocal start
        page = lines[start : start + _PAGE]
        start += len(page)
        return page

    return more
