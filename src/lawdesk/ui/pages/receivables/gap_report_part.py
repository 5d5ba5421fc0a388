"""The gap report: each series of numbers, how far it has come, its holes and their reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lawdesk.domain.invoices import InvoiceKind
from lawdesk.domain.reports.report import Column as ReportColumn
from lawdesk.domain.reports.report import Kind, Report, Row
from lawdesk.errors import FieldError
from lawdesk.operations.issued_numbers import SeriesReport, begin_series, gap_report, next_number
from lawdesk.store import practice as practices
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.page import Page
from lawdesk.ui.pages.invoice_status import kind_words
from lawdesk.ui.pages.receivables.arrears_act import ActForm
from lawdesk.ui.pages.reports.report_files import ReportFiles
from lawdesk.ui.questions import FileQuestions
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.columns import Column
from lawdesk.ui.widgets.page_header import PageHeader
from lawdesk.ui.widgets.row_table import RowTable
from lawdesk.ui.widgets.scrolling import scrolled

_ROWS = 12


@dataclass(frozen=True, slots=True)
class GapRow:
    """One series, or numbers of it that were left out."""

    key: str
    series: str
    issued: str
    last: str
    holes: str
    why: str
    tone: str = "ink"


class GapReportPart(Page):
    """A table for the accountant, and the form that lets a series begin at a later number."""

    tables: ClassVar[frozenset[str]] = frozenset(
        {"issued_invoices", "number_series", "number_gaps", "practice"}
    )

    def __init__(
        self, desk: Desk, parent: QWidget | None = None, *, files: FileQuestions | None = None
    ) -> None:
        super().__init__(desk, parent)
        self._files = ReportFiles(desk, files or FileQuestions(), self)
        self.header = PageHeader(_("Numbers"))
        self.csv_button = Button(_("Save as CSV…"), kind="link")
        self.csv_button.clicked.connect(lambda _checked=False: self._save("csv"))
        self.pdf_button = Button(_("Save as PDF…"), kind="link")
        self.pdf_button.clicked.connect(lambda _checked=False: self._save("pdf"))
        self.table = RowTable(_("Series of numbers"), _columns(), fit_rows=_ROWS)
        self.table.set_empty(_("No number was drawn yet; each series begins at 1."))
        self.form = BeginForm(desk)
        self.form.back_button.hide()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.table)
        files_line = QHBoxLayout()
        files_line.setSpacing(4)
        files_line.addWidget(self.csv_button)
        files_line.addWidget(self.pdf_button)
        files_line.addStretch(1)
        column.addLayout(files_line)
        column.addWidget(self.form)
        column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(self.header)
        layout.addWidget(scrolled(inside, _("Numbers")), 1)

    def refresh(self) -> None:
        """Reads every series anew."""
        found = gap_report(self.desk.read)
        self.table.set_rows(rows_of(found), key=lambda row: row.key)
        unexplained = sum(len(each.unexplained) for each in found)
        self.header.show_line(_line(unexplained))
        for button in (self.csv_button, self.pdf_button):
            button.setEnabled(bool(found))
        self.form.show_next()

    def _save(self, form: str) -> None:
        practice = practices.get(self.desk.read)
        today = self.desk.clock.now().day
        report = report_of(gap_report(self.desk.read), today, practice.currency)
        self._files.save(report, practice, "csv" if form == "csv" else "pdf")


class BeginForm(ActForm):
    """Lets the series of this year go on at a later number, after numbers of another program."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Begin at a later number"), _("Begin there"))
        kinds = [(kind.value, kind_words(kind)) for kind in InvoiceKind]
        self.form.add_choice("kind", _("Numbers of"), kinds)
        self.form.add_line("number", _("First number"), placeholder="42")
        self.form.add_line(
            "explanation",
            _("Why the numbers before it are missing"),
            placeholder=_("1 to 41 were written with another program"),
            wide=True,
        )
        self.form.committed.connect(self._on_committed)
        self.show_next()

    def show_next(self) -> None:
        """Says which number would be drawn now."""
        number = next_number(self._desk.read, self._kind(), self._desk.clock.now().day)
        words = _("The next {kind} gets number {number}. A series never goes back.")
        self.show_line(words.format(kind=kind_words(self._kind()).lower(), number=number))

    def _kind(self) -> InvoiceKind:
        return InvoiceKind(str(self.form.values()["kind"]))

    def _on_committed(self, name: str, _value: object) -> None:
        if name == "kind":
            self.show_next()

    def _act(self) -> None:
        typed = self._text("number")
        if not (typed.isascii() and typed.isdigit() and len(typed) <= 9):
            raise FieldError("number", _("Write a whole number, such as 42; nothing was changed."))
        now = self._desk.clock.now()
        explanation = self._text("explanation")
        self._desk.transact(begin_series, self._kind(), int(typed), explanation, now=now)
        number = next_number(self._desk.read, self._kind(), now.day)
        self.form.show_values({"number": "", "explanation": ""})
        self._desk.say(_("The next number is {number}.").format(number=number))


def rows_of(found: Sequence[SeriesReport]) -> list[GapRow]:
    """A row for each series, then one for each explanation and for holes without any."""
    rows = []
    for each in found:
        key, name = f"{each.kind.value}/{each.scope}", _series_words(each)
        rows.append(GapRow(key, name, str(each.issued), str(each.last_number), *_holes_words(each)))
        for gap in each.explanations:
            span = spans_words(range(gap.first_number, gap.last_number + 1))
            rows.append(GapRow(f"{key}/{gap.first_number}", "", "", "", span, gap.explanation))
    return rows


def report_of(found: Sequence[SeriesReport], today: date, currency: str) -> Report:
    """The gap report as a file shows it."""
    rows: list[Row] = []
    for each in found:
        name = _series_words(each)
        holes, why, _tone = _holes_words(each)
        rows.append((name, each.issued, each.last_number, holes, why))
        for gap in each.explanations:
            span = spans_words(range(gap.first_number, gap.last_number + 1))
            rows.append((name, None, None, span, gap.explanation))
    return Report(
        title=_("Gap report"),
        period=_("as of {day}").format(day=today.isoformat()),
        currency=currency,
        columns=(
            ReportColumn("series", _("Series")),
            ReportColumn("issued", _("Issued"), Kind.COUNT),
            ReportColumn("last", _("Last number"), Kind.COUNT),
            ReportColumn("holes", _("Missing numbers")),
            ReportColumn("why", _("Why")),
        ),
        rows=tuple(rows),
        totals=None,
        chart=None,
    )


def spans_words(numbers: Sequence[int]) -> str:
    """Numbers in order, runs as spans: "1–41, 50"."""
    spans: list[tuple[int, int]] = []
    for number in numbers:
        if spans and spans[-1][1] == number - 1:
            spans[-1] = (spans[-1][0], number)
        else:
            spans.append((number, number))
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in spans)


def _series_words(each: SeriesReport) -> str:
    words = {
        InvoiceKind.INVOICE: _("Invoices"),
        InvoiceKind.CREDIT_NOTE: _("Credit notes"),
        InvoiceKind.INTEREST_NOTE: _("Interest notes"),
    }[each.kind]
    return words if each.scope == "all" else f"{words} {each.scope}"


def _holes_words(each: SeriesReport) -> tuple[str, str, str]:
    """Holes nobody explained, what is to be said of the series, and its colour."""
    if each.unexplained:
        return spans_words(each.unexplained), _("not explained"), "overdue"
    if each.missing:
        return _("all explained"), "", "quiet"
    return _("none"), "", "quiet"


def _line(unexplained: int) -> str:
    if not unexplained:
        return _("Each series counts by itself. No number is missing without an explanation.")
    if unexplained == 1:
        return _("1 number is missing without an explanation.")
    return _("{count} numbers are missing without an explanation.").format(count=unexplained)


def _columns() -> list[Column]:
    return [
        Column("series", _("Series"), lambda row: row.series, bold=lambda _row: True),
        Column("issued", _("Issued"), lambda row: row.issued, 64, right=True),
        Column("last", _("Last"), lambda row: row.last, 64, right=True),
        Column(
            "holes",
            _("Missing"),
            lambda row: row.holes,
            tone=lambda row: row.tone,
            detail=lambda row: row.why,
        ),
    ]
