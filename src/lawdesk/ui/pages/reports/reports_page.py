"""The reports: their names on the left, and one of them with its chart and its table."""

from datetime import date
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lawdesk.domain.reports.periods import PeriodChoice
from lawdesk.domain.reports.report import Report
from lawdesk.domain.reports.report_names import ReportName, question_of, title_of
from lawdesk.store import practice as practices
from lawdesk.store.reports.reports import oldest_day, read_report
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.page import Page
from lawdesk.ui.pages.reports.period_bar import PeriodBar
from lawdesk.ui.pages.reports.report_files import Form, ReportFiles
from lawdesk.ui.pages.reports.report_view import ReportView
from lawdesk.ui.plain_words import dotted
from lawdesk.ui.questions import FileQuestions
from lawdesk.ui.widgets.choice_box import ChoiceBox
from lawdesk.ui.widgets.labels import rule
from lawdesk.ui.widgets.page_header import PageHeader
from lawdesk.ui.widgets.record_list import Record, RecordList

_LIST_WIDTH = 216
_SEARCH_WIDTH = 220
_NARROW = 900
_AS_THEY_STAND = (ReportName.WORK_IN_PROGRESS, ReportName.AGEING, ReportName.FLAT_FEES)


class ReportsPage(Page):
    """Everything is read anew when the page is shown; each report keeps its own period."""

    tables: ClassVar[frozenset[str]] = frozenset(
        {"time_entries", "expenses", "fixed_charges", "fee_agreements", "billed_work"}
        | {"issued_invoices", "issued_lines", "account_entries", "practice", "clients", "matters"}
    )

    def __init__(
        self, desk: Desk, parent: QWidget | None = None, *, files: FileQuestions | None = None
    ) -> None:
        super().__init__(desk, parent)
        self._practice = practices.get(desk.read)
        self._name = ReportName.WORK_IN_PROGRESS
        self._choices = {
            name: PeriodChoice.ALL if name in _AS_THEY_STAND else PeriodChoice.THIS_YEAR
            for name in ReportName
        }
        self._files = ReportFiles(desk, files or FileQuestions(), self)
        self.report: Report | None = None
        self.list = RecordList(_("Reports"), _record)
        self.list.set_rows(list(ReportName), lambda name: name)
        self.list.select(self._name)
        self.list.chosen.connect(self._on_chosen)
        self.box = ChoiceBox(_("Report"), [(name, title_of(name)) for name in ReportName])
        self.box.chosen.connect(lambda key: self.list.select(ReportName(str(key))))
        self.box.hide()
        self.header = PageHeader("")
        self.csv_button = self.header.add_button("CSV", lambda: self._save("csv"), icon="download")
        self.pdf_button = self.header.add_button(
            "PDF", lambda: self._save("pdf"), icon="pdf", primary=True
        )
        self.period = PeriodBar(self._today(), self._practice.locale)
        self.period.changed.connect(self._on_period_changed)
        self.view = ReportView(self.open_asked.emit)
        self.view.counted.connect(self._on_counted)
        self._lay_out()

    def refresh(self) -> None:
        """Reads the report that is shown, in its period."""
        read = self.desk.read
        self._practice = practices.get(read)
        self.period.show_today(self._today(), self._practice.locale)
        self.period.show_choice(self._choices[self._name])
        oldest = oldest_day(read)
        days = self.period.period(oldest)
        self.report = read_report(read, self._name, days, self._practice, self._today())
        self.header.show_title(self.report.title)
        self.view.show_report(self._name, self.report, self._practice.locale)
        self._show_empty(is_new=oldest is None)
        for button in (self.csv_button, self.pdf_button):
            button.setEnabled(bool(self.report.rows or self.report.apart))

    def show_item(self, item_id: int) -> None:
        """Shows the report at that place of the list; a place there is none at is ignored."""
        names = list(ReportName)
        if 0 <= item_id < len(names):
            self.list.select(names[item_id])

    def shown_item(self) -> int | None:
        """The place of the report in the list."""
        return list(ReportName).index(self._name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the list becomes a box, and the report has the whole width."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        for part in (self._left, self._rule):
            part.setHidden(narrow)
        self.box.setVisible(narrow)

    def _today(self) -> date:
        return self.desk.clock.now().day

    def _show_empty(self, *, is_new: bool) -> None:
        if is_new:
            self.view.show_empty(
                _("Reports tell about work and bills, and there are none yet."),
                _("Go to matters"),
                lambda: self.open_asked.emit("matter", 0),
            )
        elif self._choices[self._name] is PeriodChoice.ALL:
            self.view.show_empty(_("There is nothing to report."))
        else:
            self.view.show_empty(
                _("There is nothing to report for these days."), _("Show all"), self._show_all
            )

    def _show_all(self) -> None:
        self._choices[self._name] = PeriodChoice.ALL
        self.refresh()

    def _on_chosen(self, name: object) -> None:
        if isinstance(name, ReportName) and name is not self._name:
            self._name = name
            self.box.show_key(name)
            self.view.clear_filter()
            self.refresh()

    def _on_period_changed(self) -> None:
        self._choices[self._name] = self.period.choice()
        self.refresh()

    def _on_counted(self, rows: str) -> None:
        if self.report is not None:
            amounts = _("amounts in {currency}").format(currency=self.report.currency)
            self.header.show_line(dotted(self.report.period, amounts, rows))

    def _save(self, form: Form) -> None:
        if self.report is not None:
            self._files.save(self.report, self._practice, form)

    def _lay_out(self) -> None:
        self._left = QWidget()
        self._left.setFixedWidth(_LIST_WIDTH)
        self._rule = rule(upright=True)
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(12)
        left.addWidget(PageHeader(_("Reports")))
        left.addWidget(self.list, 1)
        line = QHBoxLayout()
        line.setSpacing(12)
        for part in (self.box, self.period):
            line.addWidget(part)
        line.addStretch(1)
        line.addWidget(self.view.search)
        line.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.view.search.setFixedWidth(_SEARCH_WIDTH)
        right = QVBoxLayout()
        right.setSpacing(12)
        right.addWidget(self.header)
        right.addLayout(line)
        right.addWidget(self.view, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(24)
        layout.addWidget(self._left)
        layout.addWidget(self._rule)
        layout.addLayout(right, 1)


def _record(name: ReportName) -> Record:
    return Record(title_of(name), line=question_of(name))
