"""The reports page, driven over real bills and work."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from billing_room import Folders, click
from desk_room import DeskRoom
from lawdesk.domain.reports.periods import PeriodChoice
from lawdesk.domain.reports.report_names import ReportName, title_of
from lawdesk.errors import LawDeskError
from lawdesk.ui import fonts, palette, theme
from lawdesk.ui.pages.reports.reports_page import ReportsPage
from lawdesk.ui.questions import ConfirmDialog
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.reading_order import set_reading_order
from lawdesk.ui.widgets.row_table import RowTable
from practice_room import FRIDAY
from report_room import Bills, days_before


def press(page: ReportsPage, words: str) -> None:
    """Press the visible button that says so."""
    QApplication.processEvents()
    (button,) = [b for b in page.findChildren(Button) if b.isVisible() and b.text() == words]
    click(button)
    QApplication.processEvents()


WIDE, NARROW = (1048, 720), (780, 590)


@dataclass
class Shown:
    """The page over two clients, with what it asked for and said."""

    page: ReportsPage
    bills: Bills
    opened: list[tuple[str, int]]
    said: list[str]
    errors: list[LawDeskError]

    @property
    def table(self) -> RowTable:
        """The table that is shown now."""
        table = self.page.view.table
        assert table is not None
        return table

    def texts(self, row: int) -> list[str]:
        """One row as the table shows it."""
        model = self.table.model
        return [str(model.index(row, c).data()) for c in range(model.columnCount())]

    def pick(self, name: ReportName) -> None:
        """Choose a report by its place in the list."""
        self.page.list.select(name)
        QApplication.processEvents()


@pytest.fixture
def shown(qtbot: QtBot, desk_room: DeskRoom, tmp_path: Path) -> Shown:
    first = Bills(desk_room.room, "=Alvarez & Sons")
    second = Bills(desk_room.room, "Brandt")
    first.work(days_before(FRIDAY, 3), 5_400, 45_000, code="A103")
    second.work(days_before(FRIDAY, 95), 3_600, 30_000)
    late = first.issue("2026-08-17", 89_050, 14_640, due="2026-08-31")
    first.work("2026-08-10", 3_600, 89_050, invoice=late)
    paid = second.issue("2026-10-01", 50_000, due="2026-10-15")
    second.pay("2026-10-20", 50_000, paid)
    return open_page(qtbot, desk_room, tmp_path, first)


def open_page(qtbot: QtBot, desk_room: DeskRoom, folder: Path, bills: Bills) -> Shown:
    """The page, painted."""
    fonts.load_fonts()
    theme.apply_theme(QApplication.instance(), "light")  # type: ignore[arg-type]
    page = ReportsPage(desk_room.desk, files=Folders(folder))
    found = Shown(page, bills, [], [], [])
    page.open_asked.connect(lambda kind, item: found.opened.append((kind, item)))
    desk_room.desk.said.connect(lambda words, _steps: found.said.append(words))
    desk_room.desk.failed.connect(found.errors.append)
    qtbot.addWidget(page)
    page.resize(*WIDE)
    page.show()
    qtbot.waitExposed(page)
    QApplication.processEvents()
    return found


def answer_confirm(button: str) -> None:
    """Press one button of the question that is about to be asked."""

    def press() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ConfirmDialog)
        getattr(dialog, button).click()

    QTimer.singleShot(0, press)


def test_every_report_opens_from_the_list_with_chart_and_table(shown: Shown) -> None:
    for name in ReportName:
        shown.pick(name)
        assert shown.page.report is not None
        assert shown.page.report.title == title_of(name)
        has_rows = bool(shown.page.report.rows)
        assert has_rows is (name is not ReportName.FLAT_FEES)
        assert shown.table.view.isVisibleTo(shown.page) is has_rows
        assert shown.page.view.chart.isVisibleTo(shown.page) is has_rows
        assert shown.page.pdf_button.isEnabled() is has_rows


def test_work_in_progress_is_shown_first_with_its_totals(shown: Shown) -> None:
    assert shown.texts(0)[:2] == ["Matter of =Alvarez & Sons", "1:30"]
    assert shown.texts(0)[-2] == "450.00"
    assert shown.texts(1)[2:] == ["–", "–", "–", "300.00", "300.00", "Aug 17, 2026"]
    assert "750.00" in shown.table._total.accessibleName()
    chart = shown.page.view.chart
    assert chart.accessibleName() == "Unbilled by the age of the work"
    assert chart.accessibleDescription() == "0–30 days: 450, Over 90 days: 300"


def test_pointing_at_a_bar_tells_its_figure(shown: Shown) -> None:
    chart = shown.page.view.chart
    assert chart.words_at(QPointF(35, chart.height() - 40)) == "0–30 days: 450"
    assert chart.words_at(QPointF(chart.width() - 2, 2)) == ""


def test_a_new_entry_is_in_the_report_at_once(shown: Shown) -> None:
    shown.bills.work(FRIDAY, 3_600, 30_000)
    assert shown.texts(0)[-2] == "750.00"


def test_enter_on_a_row_opens_its_matter_or_client(shown: Shown) -> None:
    shown.table.select(0)
    shown.table.view.setFocus()
    QTest.keyClick(shown.table.view, Qt.Key.Key_Return)
    shown.pick(ReportName.AGEING)
    shown.table.opened.emit(0)
    assert shown.opened == [("matter", shown.bills.matter), ("client", shown.bills.client)]


def test_each_report_keeps_its_own_period(shown: Shown) -> None:
    shown.pick(ReportName.TAXES)
    assert shown.page.period.choice() is PeriodChoice.THIS_YEAR
    choose(shown, PeriodChoice.THIS_MONTH)
    assert shown.page.report is not None
    assert shown.page.report.rows == ()
    shown.pick(ReportName.COLLECTED)
    assert len(shown.page.report.rows) == 3
    shown.pick(ReportName.TAXES)
    assert shown.page.period.choice() is PeriodChoice.THIS_MONTH


def choose(shown: Shown, choice: PeriodChoice) -> None:
    """Pick a period as a click in the box does."""
    box = shown.page.period.box
    box.show_key(choice)
    box.chosen.emit(choice)
    QApplication.processEvents()


def test_an_empty_period_offers_to_show_all(shown: Shown) -> None:
    shown.pick(ReportName.TAXES)
    choose(shown, PeriodChoice.THIS_MONTH)
    press(shown.page, "Show all")
    assert shown.page.report is not None
    assert len(shown.page.report.rows) == 2


def type_days(shown: Shown, first: str, last: str) -> None:
    """Type two days, each left by Enter."""
    bar = shown.page.period
    for field, text in ((bar.first, first), (bar.last, last)):
        edit = field.control()
        edit.setFocus()
        edit.selectAll()
        QTest.keyClicks(edit, text)
        QTest.keyClick(edit, Qt.Key.Key_Return)


def test_own_days_are_typed(shown: Shown) -> None:
    shown.pick(ReportName.TAXES)
    choose(shown, PeriodChoice.OWN)
    type_days(shown, "8/1/2026", "8/31/2026")
    assert shown.page.report is not None
    assert [row[0] for row in shown.page.report.rows] == ["August 2026"]
    assert shown.page.report.period == "Aug 1 – 31, 2026"


@pytest.mark.parametrize(("first", "last"), [("1/1/2026", "12/31/2025"), ("soon", "11/1/2026")])
def test_days_that_are_refused_leave_the_report_as_it_was(
    shown: Shown, first: str, last: str
) -> None:
    shown.pick(ReportName.TAXES)
    choose(shown, PeriodChoice.OWN)
    before = shown.page.report
    type_days(shown, first, last)
    assert shown.page.period.error()
    assert shown.page.report == before
    type_days(shown, "8/1/2026", "8/31/2026")
    assert shown.page.period.error() == ""


def test_the_filter_narrows_rows_and_takes_the_total_away(qtbot: QtBot, shown: Shown) -> None:
    for number in range(9):
        Bills(shown.bills.room, f"Client {number}").work(FRIDAY, 360, 3_000)
    search = shown.page.view.search
    assert search.isVisibleTo(shown.page)
    QTest.keyClicks(search, "CLIENT 7")
    qtbot.waitUntil(lambda: shown.table.model.rowCount() == 1)
    assert not shown.table._total.isVisibleTo(shown.page)
    assert "1 of 11 rows" in shown.page.header._line.text()
    search.clear()
    qtbot.waitUntil(lambda: shown.table.model.rowCount() == 11)
    assert shown.table._total.isVisibleTo(shown.page)


def test_thousand_rows_come_a_page_at_a_time(shown: Shown) -> None:
    room = shown.bills.room
    with room.database.transaction() as tx:
        tx.write(
            "INSERT INTO matters (number, title, client_id, area, status, opened_on, reference, "
            "description, created_at) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 "
            "FROM n WHERE i < 1000) SELECT 'M' || i, 'Matter ' || i, ?, '', 'open', "
            "'2026-01-01', '', '', 1 FROM n",
            shown.bills.client,
        )
        tx.write(
            "INSERT INTO time_entries (matter_id, worked_on, narrative, charge, clock, measured, "
            "raw_seconds, billed_units, unit_seconds, rounding_unit_seconds, rounding_mode, "
            "minimum_units, rounding_scope, rate_cents_per_hour, amount_cents, created_at) "
            "SELECT id, '2026-11-20', '', 'billable', 'stopped', 'typed', 360, 1, 360, 360, 'up', "
            "0, 'entry', 30000, 3000, 1 FROM matters"
        )
    assert shown.page.report is not None
    assert len(shown.page.report.rows) == 1_002
    assert shown.table.model.rowCount() == 200
    shown.table.model.fetchMore()
    assert shown.table.model.rowCount() == 400


def test_the_chart_can_make_room_for_the_table(shown: Shown) -> None:
    before = shown.table.height()
    press(shown.page, "Hide chart")
    QApplication.processEvents()
    assert not shown.page.view.chart.isVisibleTo(shown.page)
    assert shown.table.height() > before
    shown.pick(ReportName.AGEING)
    assert not shown.page.view.chart.isVisibleTo(shown.page)
    press(shown.page, "Show chart")
    assert shown.page.view.chart.isVisibleTo(shown.page)


def test_in_a_narrow_window_a_box_takes_the_place_of_the_list(shown: Shown) -> None:
    assert shown.page.list.isVisibleTo(shown.page)
    shown.page.resize(*NARROW)
    QApplication.processEvents()
    assert not shown.page.list.isVisibleTo(shown.page)
    shown.page.box.show_key(ReportName.AGEING)
    shown.page.box.chosen.emit(ReportName.AGEING)
    assert shown.page.report is not None
    assert shown.page.report.title == title_of(ReportName.AGEING)
    header = shown.table.view.horizontalHeader()
    assert header.length() <= shown.table.view.viewport().width()


def test_csv_is_saved_where_asked_and_neutralised(
    qtbot: QtBot, shown: Shown, tmp_path: Path
) -> None:
    answer_confirm("go_on")
    QTest.mouseClick(shown.page.csv_button, Qt.MouseButton.LeftButton)
    path = tmp_path / "Work in progress 2026-11-20.csv"
    qtbot.waitUntil(path.exists, timeout=10_000)
    qtbot.waitUntil(lambda: bool(shown.said))
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    assert rows[1][1] == "'=Alvarez & Sons"
    assert rows[1][-2] == "450.00"
    assert shown.said == [f"Saved as {path}, not encrypted."]
    assert [each.name for each in tmp_path.glob("*.tmp")] == []


def test_pdf_is_saved_where_asked(qtbot: QtBot, shown: Shown, tmp_path: Path) -> None:
    shown.pick(ReportName.AGEING)
    answer_confirm("go_on")
    QTest.mouseClick(shown.page.pdf_button, Qt.MouseButton.LeftButton)
    path = tmp_path / "Ageing of what is owed 2026-11-20.pdf"
    qtbot.waitUntil(lambda: bool(shown.said), timeout=20_000)
    document = pypdfium2.PdfDocument(path.read_bytes())
    text = document[0].get_textpage().get_text_range()
    document.close()
    assert "1,036.90" in text
    assert "Attorney at Law" in text
    assert "Made on Nov 20, 2026" in text


def test_nothing_is_written_where_the_lawyer_goes_back(shown: Shown, tmp_path: Path) -> None:
    answer_confirm("go_back")
    QTest.mouseClick(shown.page.csv_button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert list(tmp_path.glob("*.csv")) == []


def test_a_folder_that_is_not_there_is_told(
    qtbot: QtBot, desk_room: DeskRoom, tmp_path: Path
) -> None:
    bills = Bills(desk_room.room)
    bills.work(FRIDAY, 360, 3_000)
    shown = open_page(qtbot, desk_room, tmp_path / "gone", bills)
    answer_confirm("go_on")
    QTest.mouseClick(shown.page.csv_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(shown.errors), timeout=10_000)
    assert shown.said == []


def test_an_empty_practice_says_where_to_begin(
    qtbot: QtBot, desk_room: DeskRoom, tmp_path: Path
) -> None:
    page = ReportsPage(desk_room.desk, files=Folders(tmp_path))
    asked: list[tuple[str, int]] = []
    page.open_asked.connect(lambda kind, item: asked.append((kind, item)))
    qtbot.addWidget(page)
    page.show()
    press(page, "Go to matters")
    assert asked == [("matter", 0)]
    assert not page.csv_button.isEnabled()


def test_the_report_is_found_again_after_a_lock(shown: Shown, desk_room: DeskRoom) -> None:
    shown.pick(ReportName.REALISATION)
    place = shown.page.shown_item()
    again = ReportsPage(desk_room.desk)
    assert place is not None
    again.show_item(place)
    assert again.report is not None
    assert again.report.title == title_of(ReportName.REALISATION)
    again.show_item(99)
    assert again.report.title == title_of(ReportName.REALISATION)
    again.deleteLater()


def test_everything_is_reached_by_tab_and_has_a_name(shown: Shown) -> None:
    for number in range(9):
        Bills(shown.bills.room, f"Client {number}").work(FRIDAY, 360, 3_000)
    page = shown.page
    wanted = [
        page.list.view, page.csv_button, page.pdf_button, page.period.box, page.view.search,
        page.view.chart_button, shown.table.view,
    ]  # fmt: skip
    set_reading_order(page)
    page.list.view.setFocus()
    met = []
    for _step in range(20):
        focused = QApplication.focusWidget()
        assert focused is not None
        met.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert met[: len(wanted)] == wanted
    assert shown.table.view.accessibleName() == "Work in progress"
    assert page.period.box.accessibleName() == "Period"
    assert page.view.chart.accessibleDescription()


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_charts_are_painted_in_the_colours_of_the_theme(shown: Shown, mode: str) -> None:
    theme.apply_theme(QApplication.instance(), mode)  # type: ignore[arg-type]
    QApplication.processEvents()
    picture = shown.page.view.chart.grab().toImage()
    wanted = palette.current().color("accent")
    found = {
        picture.pixelColor(35, y).name() for y in range(picture.height() // 2, picture.height())
    }
    mixed = [name for name in found if _near(name, wanted.name())]
    theme.apply_theme(QApplication.instance(), "light")  # type: ignore[arg-type]
    assert mixed


def _near(one: str, other: str) -> bool:
    parts = [(int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5)]
    return all(abs(first - second) < 40 for first, second in parts)
