"""The Time page over a real practice: read, found, corrected in place, written by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel
from pytestqt.qtbot import QtBot

from billing_room import issue
from clock_window import (
    field,
    open_editor,
    press,
    table_of,
    texts_of,
    throw_away,
    type_into_cell,
    type_over,
    work,
)
from desk_room import DeskRoom
from lawdesk.domain.matters import MatterId
from lawdesk.domain.time_entries import Charge, EntryRow, TimeEntryId
from lawdesk.operations.time_entries import add_time_entry
from lawdesk.operations.timers import start_timer
from lawdesk.store import time_entries
from lawdesk.ui import fonts, theme
from lawdesk.ui.pages.time_page import TimePage
from lawdesk.ui.widgets.search_box import SearchBox

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def matter(desk_room: DeskRoom) -> MatterId:
    return desk_room.room.add_matter("Brandt estate")


@pytest.fixture
def entry(desk_room: DeskRoom, matter: MatterId) -> TimeEntryId:
    """9:00 to 9:51:10 on Friday 20 November."""
    return TimeEntryId(work(desk_room, matter, 3070, "Call with executor"))


@pytest.fixture
def page(desk_room: DeskRoom, qapp: QApplication) -> Iterator[TimePage]:
    fonts.load_fonts()
    theme.apply_theme(qapp, "light")
    page = TimePage(desk_room.desk)
    page.resize(1100, 700)
    yield page
    throw_away(page)


@pytest.fixture
def failures(desk_room: DeskRoom) -> list[str]:
    told: list[str] = []
    desk_room.desk.failed.connect(lambda error: told.append(str(error)))
    return told


def rows(desk_room: DeskRoom) -> list[EntryRow]:
    return time_entries.list_rows(desk_room.desk.read)


def by_hand(
    room: DeskRoom, matter: MatterId, seconds: int, narrative: str, day: date | None = None
) -> TimeEntryId:
    return room.desk.transact(
        add_time_entry,
        matter,
        worked_on=day or room.clock.now().day,
        seconds=seconds,
        narrative=narrative,
        now=room.clock.now(),
    )


def show(page: TimePage) -> None:
    page.show()
    page.activateWindow()
    QTest.qWaitForWindowActive(page)


def summary(page: TimePage) -> str:
    QApplication.processEvents()
    found = [label.text() for label in page.findChildren(QLabel) if " worked" in label.text()]
    return found[0] if found else ""


def search(page: TimePage, qtbot: QtBot, words: str) -> None:
    box = page.findChild(SearchBox)
    assert box is not None
    with qtbot.waitSignal(box.searched):
        QTest.keyClicks(box, words)


@pytest.mark.usefixtures("entry")
def test_exact_and_billed_time_stand_side_by_side_under_their_day(page: TimePage) -> None:
    show(page)
    day, work = (row[:9] for row in texts_of(table_of(page)))
    assert day == ["Fri, Nov 20", "", "1 entry", "", "", "0:51:10", "0.9 h", "", "270.00"]
    assert work[:4] == ["9:00–9:51", "Brandt estate", "Call with executor", ""]
    assert work[4:] == ["", "0:51:10", "0.9 h", "300.00", "270.00"]
    assert summary(page) == "1 entry · 0:51 worked · 0.9 h billed · USD\N{NO-BREAK SPACE}270.00"


def test_each_day_is_added_up_whole(page: TimePage, desk_room: DeskRoom, matter: MatterId) -> None:
    for seconds in (125, 361, 1320, 2830):
        by_hand(desk_room, matter, seconds, "Notes", date(2026, 11, 19))
    by_hand(desk_room, matter, 600, "Letter")
    show(page)
    days = [row for row in texts_of(table_of(page)) if "entr" in row[2]]
    assert [(row[0], row[2], row[5], row[6], row[8]) for row in days] == [
        ("Fri, Nov 20", "1 entry", "0:10", "0.2 h", "60.00"),
        ("Thu, Nov 19", "4 entries", "1:17:16", "1.5 h", "450.00"),
    ]


@pytest.mark.parametrize(
    ("typed", "seconds", "units"),
    [
        ("1h20m", 4800, 14),
        ("1:20", 4800, 14),
        ("80", 4800, 14),
        ("1.3h", 4680, 13),
        ("13u", 4680, 13),
    ],
)
def test_a_duration_is_typed_in_its_cell(
    page: TimePage, desk_room: DeskRoom, entry: TimeEntryId, typed: str, seconds: int, units: int
) -> None:
    show(page)
    type_into_cell(table_of(page), entry, "worked", typed)
    assert [(row.raw_seconds, row.billed_units) for row in rows(desk_room)] == [(seconds, units)]


def test_an_entry_may_have_a_rate_of_its_own(
    page: TimePage, desk_room: DeskRoom, entry: TimeEntryId
) -> None:
    show(page)
    type_into_cell(table_of(page), entry, "rate", "250")
    changed = rows(desk_room)[0]
    assert (changed.rate_cents_per_hour, changed.amount_cents) == (250_00, 225_00)


def test_a_refused_duration_says_why_and_keeps_the_old_one(
    page: TimePage, desk_room: DeskRoom, entry: TimeEntryId, failures: list[str]
) -> None:
    show(page)
    type_into_cell(table_of(page), entry, "worked", "soon")
    assert failures == ["“soon” is not a duration. Write 1:20, 1h20m, 1.3h, or 80 for minutes."]
    assert texts_of(table_of(page))[1][5] == "0:51:10"
    assert rows(desk_room)[0].raw_seconds == 3070


def test_day_narrative_and_activity_are_changed_in_place(
    page: TimePage, desk_room: DeskRoom, entry: TimeEntryId
) -> None:
    show(page)
    table = table_of(page)
    type_into_cell(table, entry, "narrative", "Inventory")
    type_into_cell(table, entry, "day", "thu")
    table.edit(entry, "activity")
    box = open_editor(table)
    assert isinstance(box, QComboBox)
    QTest.keyClicks(box, "A104")
    QTest.keyClick(box, Qt.Key.Key_Return)
    QApplication.processEvents()
    row = rows(desk_room)[0]
    assert (row.narrative, row.worked_on) == ("Inventory", date(2026, 11, 19))
    assert row.activity_code == "A104"
    table.edit(entry, "task")
    box = open_editor(table)
    assert isinstance(box, QComboBox)
    QTest.keyClicks(box, "L120")
    QTest.keyClick(box, Qt.Key.Key_Return)
    QApplication.processEvents()
    row = rows(desk_room)[0]
    assert (row.activity_code, row.task_code) == ("A104", "L120")


def test_an_entry_moves_to_a_matter_found_by_typing(
    page: TimePage, desk_room: DeskRoom, entry: TimeEntryId
) -> None:
    desk_room.room.add_matter("Alvarez v. Northgate")
    show(page)
    type_into_cell(table_of(page), entry, "matter", "northg")
    assert [row.matter_title for row in rows(desk_room)] == ["Alvarez v. Northgate"]


def test_space_takes_the_charge_away_and_gives_it_back(
    page: TimePage, desk_room: DeskRoom, entry: TimeEntryId
) -> None:
    show(page)
    table = table_of(page)
    place, column = table.model.place_of(entry), 9
    assert table.model.columns[column].name == "billable"
    table.view.setCurrentIndex(table.model.index(place, column))
    QTest.keyClick(table.view, Qt.Key.Key_Space)
    assert [(row.charge, row.amount_cents) for row in rows(desk_room)] == [(Charge.NO_CHARGE, 0)]
    assert texts_of(table)[1][8] == "no charge"
    QTest.keyClick(table.view, Qt.Key.Key_Space)
    assert rows(desk_room)[0].amount_cents == 27000


def test_delete_is_taken_back(page: TimePage, desk_room: DeskRoom, entry: TimeEntryId) -> None:
    steps: list[tuple[str, object]] = []
    desk_room.desk.said.connect(lambda _words, offered: steps.extend(offered))
    show(page)
    table = table_of(page)
    table.select(entry)
    QTest.keyClick(table.view, Qt.Key.Key_Delete)
    assert rows(desk_room) == []
    assert [words for words, _run in steps] == ["Undo"]
    undo = steps[0][1]
    assert callable(undo)
    undo()
    assert [row.id for row in rows(desk_room)] == [entry]
    assert table.selected() == entry


def test_a_running_entry_keeps_its_time_to_itself(
    page: TimePage, desk_room: DeskRoom, matter: MatterId
) -> None:
    running = desk_room.desk.transact(start_timer, matter, now=desk_room.clock.now())
    show(page)
    table = table_of(page)
    place = table.model.place_of(running)
    flags = table.model.index(place, 5).flags()
    assert not flags & Qt.ItemFlag.ItemIsEditable
    assert texts_of(table)[1][0] == "running"


def test_typing_narrows_the_list_and_its_sums(
    page: TimePage, desk_room: DeskRoom, matter: MatterId, qtbot: QtBot
) -> None:
    by_hand(desk_room, matter, 600, "Letter to the bank")
    by_hand(desk_room, matter, 1200, "Hearing")
    show(page)
    search(page, qtbot, "lett")
    assert [row[2] for row in texts_of(table_of(page))] == ["1 entry", "Letter to the bank"]
    assert summary(page).startswith("1 entry · 0:10 worked")
    search(page, qtbot, "xyz")
    assert table_of(page).model.rowCount() == 0
    press(page, "Clear filter")
    assert table_of(page).model.rowCount() == 3


def test_a_long_list_comes_page_by_page_without_losing_or_doubling_a_day(
    page: TimePage, desk_room: DeskRoom, matter: MatterId
) -> None:
    for number in range(205):
        by_hand(desk_room, matter, 360, f"Note {number}")
    show(page)
    table = table_of(page)
    assert table.model.rowCount() == 201
    table.model.fetchMore()
    assert table.model.rowCount() == 206
    assert len({row.id for row in table.model.rows[1:]}) == 205
    assert texts_of(table)[0][2] == "205 entries"


def test_time_is_written_by_hand_with_the_keyboard_only(
    page: TimePage, desk_room: DeskRoom, matter: MatterId
) -> None:
    assert matter
    show(page)
    press(page, "Time by hand")
    finder = field(page, "Matter")
    assert finder.hasFocus()
    QTest.keyClicks(finder, "brandt")
    QTest.keyClick(finder, Qt.Key.Key_Return)
    QTest.keyClicks(field(page, "Duration"), "1h20m")
    task = next(b for b in page.findChildren(QComboBox) if b.accessibleName() == "Task")
    task.setFocus()
    QTest.keyClicks(task, "L210")
    type_over(field(page, "What was done"), "Letter to the bank")
    row = rows(desk_room)[0]
    assert row.task_code == "L210"
    assert (row.matter_title, row.raw_seconds, row.narrative) == (
        "Brandt estate",
        4800,
        "Letter to the bank",
    )
    assert field(page, "Duration").text() == ""
    assert field(page, "Duration").hasFocus()
    assert field(page, "Matter").text().startswith("Brandt estate")


def test_what_is_missing_is_said_under_its_field(
    page: TimePage, desk_room: DeskRoom, matter: MatterId
) -> None:
    assert matter
    show(page)
    press(page, "Time by hand")
    press(page, "Add entry")
    assert field(page, "Matter").accessibleDescription().startswith("Choose the matter")
    QTest.keyClicks(field(page, "Matter"), "brandt")
    type_over(field(page, "Duration"), "soon")
    assert "is not a duration" in field(page, "Duration").accessibleDescription()
    type_over(field(page, "Day"), "31.2.")
    assert "is not a date" in field(page, "Day").accessibleDescription()
    type_over(field(page, "Day"), "2027-01-01")
    QTest.keyClick(field(page, "Duration"), Qt.Key.Key_Return)
    assert rows(desk_room) == []


def test_work_without_charge_on_another_day(
    page: TimePage, desk_room: DeskRoom, matter: MatterId
) -> None:
    assert matter
    show(page)
    press(page, "Time by hand")
    QTest.keyClicks(field(page, "Matter"), "brandt")
    QTest.keyClicks(field(page, "Duration"), "80")
    box = page.findChild(QCheckBox)
    assert box is not None
    QTest.keyClick(box, Qt.Key.Key_Space)
    type_over(field(page, "Day"), "wed")
    row = rows(desk_room)[0]
    assert (row.worked_on, row.charge, row.amount_cents) == (
        date(2026, 11, 18),
        Charge.NO_CHARGE,
        0,
    )


def test_escape_closes_the_form_and_keeps_what_was_typed(page: TimePage, matter: MatterId) -> None:
    assert matter
    show(page)
    press(page, "Time by hand")
    QTest.keyClicks(field(page, "What was done"), "Half a senten")
    field(page, "Duration").setFocus()
    QTest.keyClick(field(page, "Duration"), Qt.Key.Key_Escape)
    with pytest.raises(AssertionError):
        field(page, "What was done")
    press(page, "Time by hand")
    assert field(page, "What was done").text() == "Half a senten"


def test_an_entry_far_down_is_found_for_whoever_asks_for_it(
    page: TimePage, desk_room: DeskRoom, matter: MatterId
) -> None:
    first = by_hand(desk_room, matter, 360, "The first note")
    for number in range(250):
        by_hand(desk_room, matter, 360, f"Note {number}")
    show(page)
    page.show_item(first)
    assert table_of(page).selected() == first


def test_billed_time_is_read_only_and_names_its_invoice(
    page: TimePage, desk_room: DeskRoom, entry: TimeEntryId, matter: MatterId, qtbot: QtBot
) -> None:
    invoice_id = issue(desk_room.room, matter)
    show(page)
    table = table_of(page)
    row = texts_of(table)[1]
    assert row[-1] == time_entries.get_row(desk_room.desk.read, entry).invoice_number
    columns = range(table.model.columnCount())
    place = table.model.place_of(entry)
    closed = Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsUserCheckable
    assert not any(table.model.index(place, column).flags() & closed for column in columns)
    table.select(entry)
    with qtbot.waitSignal(page.open_asked) as asked:
        QTest.keyClick(table.view, Qt.Key.Key_Return)
    assert asked.args == ["invoice", invoice_id]
