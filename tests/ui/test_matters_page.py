"""The matters' page, clicked and typed as a lawyer does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from billing_room import issue
from desk_room import DeskRoom
from lawdesk.domain.matters import MatterId, MatterStatus
from lawdesk.operations.matters import archive_matter, change_matter, set_matter_status
from lawdesk.operations.time_entries import add_time_entry
from lawdesk.operations.timers import start_timer, stop_timer
from lawdesk.store import clients, drafts, matters, rates, timers
from lawdesk.ui import fonts, theme
from lawdesk.ui.pages.documents_part import DocumentsPart
from lawdesk.ui.pages.invoice_part import InvoicesPart
from lawdesk.ui.pages.matter_details import MatterDetails
from lawdesk.ui.pages.matter_time import MatterTime
from lawdesk.ui.pages.matter_timeline import MatterTimeline
from lawdesk.ui.pages.matters_page import MattersPage
from lawdesk.ui.pages.timeline_rows import TimelineRow
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.choice_box import ChoiceBox
from lawdesk.ui.widgets.record_list import Record
from practice_room import FRIDAY

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen has less

HOSTILE = ("<b>x</b> & Sons", "W" * 300, "\u202eevil\u202c name", "משה כהן")


@dataclass
class Office:
    """The page in a window, with what it said and asked for."""

    page: MattersPage
    room: DeskRoom
    said: list[tuple[str, tuple[tuple[str, Callable[[], object]], ...]]] = field(
        default_factory=list
    )
    failed: list[str] = field(default_factory=list)
    asked: list[tuple[str, int]] = field(default_factory=list)

    def records(self) -> list[Record]:
        return [self.page._record(row) for row in self.page.column.list.model.rows]

    def summary(self) -> str:
        return self.page.column.list._summary.text()

    def labels(self) -> list[str]:
        return [x.text() for x in self.page.detail.header.findChildren(QLabel) if x.isVisible()]

    def timeline(self) -> list[TimelineRow]:
        part = self.page.detail.tabs.show_part("timeline")
        assert isinstance(part, MatterTimeline)
        return list(part.table.model.rows)

    def details(self) -> MatterDetails:
        part = self.page.detail.tabs.show_part("details")
        assert isinstance(part, MatterDetails)
        return part

    def line(self, name: str) -> QLineEdit:
        found = [
            edit
            for edit in self.page.findChildren(QLineEdit)
            if edit.accessibleName() == name and edit.isVisible()
        ]
        assert len(found) == 1, name
        return found[0]


@pytest.fixture
def office(qtbot: QtBot, qapp: QApplication, desk_room: DeskRoom) -> Callable[[], Office]:
    """Opens the page at 1048 by 700 pixels over what was stored before."""

    def open_page() -> Office:
        fonts.load_fonts()
        theme.apply_theme(qapp, "light")
        page = MattersPage(desk_room.desk)
        qtbot.addWidget(page)
        opened = Office(page, desk_room)
        desk_room.desk.said.connect(lambda words, steps: opened.said.append((words, steps)))
        desk_room.desk.failed.connect(lambda error: opened.failed.append(str(error)))
        page.open_asked.connect(lambda kind, thing: opened.asked.append((kind, thing)))
        page.resize(1048, 700)
        page.show()
        page.activateWindow()
        qtbot.waitActive(page)
        qtbot.wait(20)
        return opened

    return open_page


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def retype(edit: QLineEdit, text: str, key: Qt.Key = Qt.Key.Key_Return) -> None:
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, text)
    QTest.keyClick(edit, key)


def leave_offered(box: QLineEdit) -> None:
    """Tab, which goes to the names offered below the box."""
    completer = box.completer()
    assert completer is not None
    popup = completer.popup()
    assert popup is not None
    assert popup.isVisible()
    QTest.keyClick(popup, Qt.Key.Key_Tab)


def work(desk_room: DeskRoom, matter: MatterId, day: date = FRIDAY, text: str = "Call") -> int:
    return desk_room.room.do(
        add_time_entry,
        matter,
        worked_on=day,
        seconds=3600,
        narrative=text,
        now=desk_room.clock.now(),
    )


def test_the_list_shows_money_client_and_what_is_odd(
    office: Callable[[], Office], desk_room: DeskRoom
) -> None:
    room, client = desk_room.room, desk_room.room.add_client("Chen")
    titles = ("Closed", "Long unbilled", "Open", "Running", "Waiting")
    closed, unbilled, _plain, running, waiting = (room.add_matter(t, client) for t in titles)
    work(desk_room, unbilled, FRIDAY - timedelta(days=43))
    work(desk_room, waiting, FRIDAY - timedelta(days=30))
    room.do(set_matter_status, waiting, MatterStatus.WAITING, today=FRIDAY)
    room.do(set_matter_status, closed, MatterStatus.CLOSED, today=FRIDAY)
    room.do(start_timer, running, now=room.clock.now())
    opened = office()
    assert [(r.title, r.amount, r.badge) for r in opened.records()] == [
        ("Closed", "0.00", ("closed", "quiet")),
        ("Long unbilled", "300.00", ("43 days", "overdue")),
        ("Open", "0.00", ("open", "quiet")),
        ("Running", "0.00", ("running", "running")),
        ("Waiting", "300.00", ("waiting", "attention")),
    ]
    assert opened.records()[0].line == "2026-0001 · Chen"
    assert opened.summary() == "5 matters · 600.00 unbilled"


def test_the_filter_narrows_while_typing(
    office: Callable[[], Office], desk_room: DeskRoom, qtbot: QtBot
) -> None:
    client = desk_room.room.add_client("Chen")
    for name in ("Estate", "Lease"):
        work(desk_room, desk_room.room.add_matter(name, client))
    opened = office()
    opened.page.column.search.enter()
    assert opened.page.column.search.placeholderText() == "Filter 2 matters"
    QTest.keyClicks(opened.page.column.search, "lea")
    qtbot.waitUntil(lambda: [r.title for r in opened.records()] == ["Lease"])
    assert opened.summary() == "1 of 2 matters shown · 300.00 unbilled"
    QTest.keyClick(opened.page.column.search, Qt.Key.Key_Down)
    assert "Lease" in opened.labels()


def test_a_matter_for_a_known_client(office: Callable[[], Office], desk_room: DeskRoom) -> None:
    client = desk_room.room.add_client("Maria Alvarez")
    opened = office()
    click(opened.page.column.new_button)
    form = opened.page.new_matter
    assert form.client.hasFocus()
    QTest.keyClicks(form.client, "maria")
    QTest.keyClick(form.client, Qt.Key.Key_Escape)
    QTest.keyClick(form.client, Qt.Key.Key_Return)
    assert form.title_edit.hasFocus()
    QTest.keyClicks(form.title_edit, "Alvarez v. Northgate")
    form.area_edit.setFocus()
    QTest.keyClicks(form.area_edit, "Insolvency")
    QTest.keyClick(form.area_edit, Qt.Key.Key_Return)
    made = matters.get(desk_room.desk.read, matters.list_summaries(desk_room.desk.read)[0].id)
    assert (made.client_id, made.title, made.area) == (client, "Alvarez v. Northgate", "Insolvency")
    assert "Alvarez v. Northgate" in opened.labels()
    words, steps = opened.said[-1]
    assert words == "Matter 2026-0001 is open."
    steps[0][1]()
    running = timers.find_running(desk_room.desk.read)
    assert running is not None
    assert running.matter_id == made.id


def test_a_matter_for_a_new_client(office: Callable[[], Office], desk_room: DeskRoom) -> None:
    desk_room.room.add_client("Zed Corporation")
    opened = office()
    click(opened.page.column.new_button)
    form = opened.page.new_matter
    QTest.keyClicks(form.client, "Zed Corp")
    assert form.new_client_button.words() == "New client “Zed Corp”"
    click(form.new_client_button)
    QTest.keyClick(form.title_edit, Qt.Key.Key_Return)
    assert "needs a number and a title" in form.title_edit.accessibleDescription()
    assert clients.count(desk_room.desk.read) == 1
    QTest.keyClicks(form.title_edit, "Zed v. Zoo")
    QTest.keyClick(form.title_edit, Qt.Key.Key_Return)
    names = [c.name for c in clients.list_summaries(desk_room.desk.read)]
    assert names == ["Zed Corp", "Zed Corporation"]
    assert matters.list_summaries(desk_room.desk.read)[0].client_name == "Zed Corp"


def test_a_new_matter_has_its_full_height_in_a_low_window(
    office: Callable[[], Office], desk_room: DeskRoom
) -> None:
    client = desk_room.room.add_client()
    for number in range(20):
        desk_room.room.add_matter(f"Matter {number}", client)
    opened = office()
    opened.page.resize(792, 552)
    click(opened.page.column.new_button)
    form = opened.page.new_matter
    QTest.keyClicks(form.client, "Zed Corp")
    click(form.open_button)
    QApplication.processEvents()
    for edit in (form.client, form.title_edit, form.area_edit):
        assert edit.visibleRegion().boundingRect().height() == edit.height()


def test_a_matter_without_a_client_is_refused(
    office: Callable[[], Office], desk_room: DeskRoom
) -> None:
    opened = office()
    click(opened.page.column.new_button)
    form = opened.page.new_matter
    QTest.keyClicks(form.title_edit, "Nobody's")
    click(form.open_button)
    assert "Choose a client" in form.client.accessibleDescription()
    assert matters.count(desk_room.desk.read) == 0
    QTest.keyClick(form.title_edit, Qt.Key.Key_Escape)
    assert form.isHidden()


def test_the_head_says_what_the_matter_is(
    office: Callable[[], Office], desk_room: DeskRoom
) -> None:
    matter = desk_room.room.add_matter()
    desk_room.room.do(change_matter, matter, "area", "Civil litigation")
    opened = office()
    line = "2026-0001 · Maria Alvarez · Civil litigation · opened Nov 20, 2026 · 300.00/h"
    assert line in opened.labels()


def test_start_runs_the_clock(office: Callable[[], Office], desk_room: DeskRoom) -> None:
    matter = desk_room.room.add_matter()
    opened = office()
    click(opened.page.detail.start_button)
    running = timers.find_running(desk_room.desk.read)
    assert running is not None
    assert running.matter_id == matter
    assert opened.page.detail.start_button.words() == "Running"
    assert not opened.page.detail.start_button.isEnabled()
    assert opened.records()[0].badge == ("running", "running")
    desk_room.clock.go_on(2820)
    desk_room.desk.do(stop_timer, now=desk_room.clock.now())
    assert opened.page.detail.start_button.words() == "Start"
    assert opened.records()[0].amount == "240.00"


def test_draft_invoice_leads_to_the_draft(
    office: Callable[[], Office], desk_room: DeskRoom
) -> None:
    matter = desk_room.room.add_matter()
    opened = office()
    click(opened.page.detail.draft_button)
    assert "no unbilled work" in opened.failed[0]
    assert opened.asked == []
    work(desk_room, matter)
    click(opened.page.detail.draft_button)
    draft = drafts.find_for_matter(desk_room.desk.read, matter)
    assert draft is not None
    assert opened.asked == [("draft", draft.id)]


def test_links_lead_to_client_and_bundle(office: Callable[[], Office], desk_room: DeskRoom) -> None:
    client = desk_room.room.add_client()
    matter = desk_room.room.add_matter("One", client)
    opened = office()
    click(opened.page.detail.bundle_button)
    click(opened.page.detail.client_button)
    assert opened.asked == [("bundle", matter), ("client", client)]


def test_the_timeline_mixes_what_happened_newest_first(
    office: Callable[[], Office], desk_room: DeskRoom
) -> None:
    matter = desk_room.room.add_matter()
    work(desk_room, matter, date(2026, 11, 2), "Research")
    invoice = issue(desk_room.room, matter)
    work(desk_room, matter, date(2026, 11, 18), "Letter")
    entry = desk_room.room.do(
        start_timer, matter, now=desk_room.clock.now(), narrative="Reply brief"
    )
    desk_room.clock.go_on(2820)
    opened = office()
    rows = opened.timeline()
    assert [(row.words, row.figure) for row in rows] == [
        ("Reply brief", "0:47"),
        ("Invoice 2026-0001 over 300.00", ""),
        ("Letter", "1:00"),
        ("Research", "1:00"),
    ]
    assert rows[0].mark == ("running", "running")
    part = opened.page.detail.tabs.show_part("timeline")
    assert isinstance(part, MatterTimeline)
    assert part.unbilled.accessibleName() == "Unbilled: 300.00. 1.0 h in 1 entry"
    assert part.billed.accessibleName() == "Billed: 300.00. 1 invoice"
    for place in (0, 1):
        part.table.select(rows[place].key)
        QTest.keyClick(part.table.view, Qt.Key.Key_Return)
    assert opened.asked == [("time", entry), ("invoice", invoice)]


def test_a_long_past_is_read_page_by_page_without_a_gap(
    office: Callable[[], Office], desk_room: DeskRoom
) -> None:
    matter = desk_room.room.add_matter()
    for number in range(130):
        work(desk_room, matter, FRIDAY - timedelta(days=number), f"Work {number}")
    opened = office()
    part = opened.page.detail.tabs.show_part("timeline")
    assert isinstance(part, MatterTimeline)
    assert len(part.table.model.rows) < 130
    while part.table.model.canFetchMore():
        part.table.model.fetchMore()
    words = [row.words for row in part.table.model.rows]
    assert words == [f"Work {number}" for number in range(130)]


def test_time_invoices_and_documents_are_of_this_matter(
    office: Callable[[], Office], desk_room: DeskRoom
) -> None:
    client = desk_room.room.add_client()
    first, second = (desk_room.room.add_matter(t, client) for t in ("One", "Two"))
    entry = work(desk_room, first, text="Mine")
    work(desk_room, second, text="Other")
    opened = office()
    part = opened.page.detail.tabs.show_part("time")
    assert isinstance(part, MatterTime)
    assert [row.narrative for row in part.table.model.rows] == ["Mine"]
    part.table.select(entry)
    QTest.keyClick(part.table.view, Qt.Key.Key_Return)
    assert opened.asked == [("time", entry)]
    opened.page.show_item(second)
    assert [row.narrative for row in part.table.model.rows] == ["Other"]
    assert isinstance(opened.page.detail.tabs.show_part("invoices"), InvoicesPart)
    assert isinstance(opened.page.detail.tabs.show_part("documents"), DocumentsPart)


def test_details_save_when_they_are_left(office: Callable[[], Office], desk_room: DeskRoom) -> None:
    matter = desk_room.room.add_matter()
    opened = office()
    details = opened.details()
    retype(opened.line("Title"), "Alvarez v. Southgate", Qt.Key.Key_Tab)
    retype(opened.line("Opened"), "2026-03-03")
    retype(opened.line("Reference, court or file number"), "34-2026-00123")
    status = next(b for b in details.findChildren(ChoiceBox) if b.accessibleName() == "Status")
    status.setFocus()
    QTest.keyClick(status, Qt.Key.Key_Down)
    stored = matters.get(desk_room.desk.read, matter)
    assert (stored.title, stored.opened_on) == ("Alvarez v. Southgate", date(2026, 3, 3))
    assert (stored.reference, stored.status) == ("34-2026-00123", MatterStatus.WAITING)
    assert "Alvarez v. Southgate" in opened.labels()
    retype(opened.line("Opened"), "32.13.")
    assert "not a date" in opened.line("Opened").accessibleDescription()
    assert matters.get(desk_room.desk.read, matter).opened_on == date(2026, 3, 3)


def test_a_taken_number_is_refused_under_its_field(
    office: Callable[[], Office], desk_room: DeskRoom
) -> None:
    client = desk_room.room.add_client()
    desk_room.room.add_matter("One", client)
    second = desk_room.room.add_matter("Two", client)
    opened = office()
    opened.page.show_item(second)
    opened.details()
    retype(opened.line("Number"), "2026-0001")
    assert "Another matter has this number" in opened.line("Number").accessibleDescription()
    assert matters.get(desk_room.desk.read, second).number == "2026-0002"
    retype(opened.line("Number"), "ZA-9")
    assert opened.line("Number").accessibleDescription() == ""
    assert matters.get(desk_room.desk.read, second).number == "ZA-9"


def test_the_rate_holds_from_the_opening_day_then_from_today(
    office: Callable[[], Office], desk_room: DeskRoom
) -> None:
    matter = desk_room.room.add_matter()
    opened = office()
    opened.details()
    retype(opened.line("Opened"), "2026-03-03")
    retype(opened.line("Hourly rate"), "3x")
    assert "not an amount" in opened.line("Hourly rate").accessibleDescription()
    retype(opened.line("Hourly rate"), "350")
    work(desk_room, matter, date(2026, 3, 4))
    retype(opened.line("Hourly rate"), "400.00")
    client = matters.get(desk_room.desk.read, matter).client_id
    own = [r for r in rates.list_for(desk_room.desk.read, matter, client) if r.matter_id == matter]
    assert [(r.valid_from, r.cents_per_hour) for r in own] == [
        (date(2026, 3, 3), 350_00),
        (FRIDAY, 400_00),
    ]
    assert "1 unbilled entry keeps its rate" in opened.said[-1][0]
    assert any(text.endswith("400.00/h") for text in opened.labels())
    texts = [label.text() for label in opened.details().findChildren(QLabel)]
    assert "This matter's own rate, for work from Nov 20, 2026 on." in texts


def test_a_matter_is_given_to_another_client_and_back(
    office: Callable[[], Office], desk_room: DeskRoom
) -> None:
    first, second = desk_room.room.add_client("Brandt"), desk_room.room.add_client("Chen")
    matter = desk_room.room.add_matter("One", first)
    opened = office()
    opened.details()
    box = opened.line("Client")
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, "Ch")
    leave_offered(box)
    assert opened.line("Client").text() == "Brandt"
    assert matters.get(desk_room.desk.read, matter).client_id == first
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, "Chen")
    leave_offered(box)
    assert matters.get(desk_room.desk.read, matter).client_id == second
    words, steps = opened.said[-1]
    assert words == "The matter belongs to Chen now."
    steps[0][1]()
    assert matters.get(desk_room.desk.read, matter).client_id == first
    assert opened.line("Client").text() == "Brandt"


def test_archive_undo_and_restore(office: Callable[[], Office], desk_room: DeskRoom) -> None:
    matter = desk_room.room.add_matter()
    opened = office()
    desk_room.desk.do(start_timer, matter, now=desk_room.clock.now())
    click(opened.details().archive_button)
    assert "not stopped" in opened.failed[0]
    desk_room.desk.do(stop_timer, now=desk_room.clock.go_on(60))
    click(opened.details().archive_button)
    assert matters.count(desk_room.desk.read) == 0
    assert not opened.page.detail.draft_button.isEnabled()
    opened.said[-1][1][0][1]()
    assert matters.count(desk_room.desk.read) == 1
    desk_room.desk.do(archive_matter, matter, now=desk_room.clock.at)
    click(opened.page.column.archive_button)
    assert opened.records()[0].badge == ("archived", "quiet")
    click(opened.page.detail.restore_button)
    assert matters.count(desk_room.desk.read) == 1


def test_a_matter_far_down_is_found_and_marked(
    office: Callable[[], Office], desk_room: DeskRoom
) -> None:
    client = desk_room.room.add_client()
    made = [desk_room.room.add_matter(f"Matter {number:03}", client) for number in range(130)]
    opened = office()
    assert len(opened.page.column.list.model.rows) < 130
    opened.page.show_item(made[125])
    assert opened.page.column.list.selected() == made[125]
    assert "Matter 125" in opened.labels()


def test_an_empty_practice_says_what_to_do(office: Callable[[], Office]) -> None:
    opened = office()
    button = next(b for b in opened.page.findChildren(Button) if b.words() == "New matter")
    click(button)
    assert opened.page.new_matter.client.hasFocus()


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_stand_there_as_they_are(
    office: Callable[[], Office], desk_room: DeskRoom, name: str
) -> None:
    matter = desk_room.room.add_matter(name, desk_room.room.add_client(name))
    work(desk_room, matter, text=name)
    opened = office()
    opened.page.resize(792, 600)
    for part in ("timeline", "time", "invoices", "documents", "details"):
        opened.page.detail.tabs.show_part(part)
        QApplication.processEvents()
        assert name in opened.labels()
        assert opened.page.width() == 792
        button = opened.page.detail.draft_button
        assert button.mapTo(opened.page, QPoint(button.width(), 0)).x() <= 792
    assert opened.line("Title").text() == name


def test_everything_that_takes_the_keyboard_has_a_name(
    office: Callable[[], Office], desk_room: DeskRoom
) -> None:
    work(desk_room, desk_room.room.add_matter())
    opened = office()
    click(opened.page.column.new_button)
    for part in ("timeline", "time", "invoices", "documents", "details"):
        opened.page.detail.tabs.show_part(part)
        controls = [
            widget
            for widget in opened.page.findChildren(QWidget)
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible()
        ]
        assert len(controls) > 5
        assert [type(w).__name__ for w in controls if not w.accessibleName()] == []
