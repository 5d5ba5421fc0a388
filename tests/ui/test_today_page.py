"""The Today page over a real practice: what it says, and what its links do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from claims_room import add_claim
from clock_window import press, table_of, texts_of, throw_away, type_into_cell, work
from desk_room import DeskRoom
from lawdesk.domain.clients import ClientId
from lawdesk.domain.life_signs import Doubt, Gap
from lawdesk.domain.matters import MatterId
from lawdesk.domain.receivables.payment_plans import Instalment
from lawdesk.domain.time_entries import Standing, TimeEntryId
from lawdesk.operations.doubts import note_gap
from lawdesk.operations.practice import change_practice
from lawdesk.operations.receivables.disputes import open_dispute
from lawdesk.operations.receivables.payment_plans import agree_plan
from lawdesk.operations.receivables.reminders import make_reminder
from lawdesk.operations.timers import park_timer, start_timer
from lawdesk.store import practice, time_entries, timers
from lawdesk.store.billing import retainers
from lawdesk.ui import fonts, theme
from lawdesk.ui.pages.today_money import TodayMoney
from lawdesk.ui.pages.today_page import TodayPage
from lawdesk.ui.widgets.badge import Figure
from lawdesk.ui.widgets.bar_chart import BarChart
from lawdesk.ui.widgets.day_strip import DayStrip
from lawdesk.ui.widgets.row_table import RowTable

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def page(desk_room: DeskRoom, qapp: QApplication) -> Iterator[TodayPage]:
    fonts.load_fonts()
    theme.apply_theme(qapp, "light")
    page = TodayPage(desk_room.desk)
    page.resize(1100, 700)
    page.show()
    yield page
    throw_away(page)


@pytest.fixture
def day(desk_room: DeskRoom) -> tuple[MatterId, MatterId]:
    """Brandt 9:00 to 9:51, nothing until 10:06, then Alvarez 10:06 to 10:53 and still running."""
    brandt = desk_room.room.add_matter("Brandt estate")
    alvarez = desk_room.room.add_matter("Alvarez v. Northgate")
    work(desk_room, brandt, 51 * 60, "Call with executor")
    desk_room.clock.go_on(15 * 60)
    desk = desk_room.desk
    desk.transact(start_timer, alvarez, now=desk.clock.now(), narrative="Reply brief")
    desk_room.clock.go_on(47 * 60)
    return brandt, alvarez


def says(page: TodayPage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def click_link(table: RowTable, row_id: object, name: str) -> None:
    """Clicks a link in a cell where it is painted."""
    view = table.view
    place = table.model.place_of(row_id)
    for column in range(table.model.columnCount()):
        area = view.visualRect(table.model.index(place, column))
        for x in range(area.left(), area.right(), 4):
            if view._link_under(QPoint(x, area.center().y())) == name:
                at = QPoint(x + 2, area.center().y())
                QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
                return
    raise AssertionError(f"no link {name!r} on {row_id!r}")


def lines(page: TodayPage) -> list[str]:
    """What waits, as the links say it."""
    money = page.findChild(TodayMoney)
    assert isinstance(money, TodayMoney)
    return [line.words() for line in money.lines if line.isVisible()]


def keys(page: TodayPage) -> list[str]:
    return [line.key for line in table_of(page).model.rows]


def test_a_fresh_practice_says_what_to_do_first(page: TodayPage, qtbot: QtBot) -> None:
    assert "Time is recorded on matters, and there is none yet." in says(page)
    with qtbot.waitSignal(page.open_asked) as asked:
        press(page, "Go to matters")
    assert asked.args == ["matter", 0]


@pytest.mark.usefixtures("day")
def test_the_day_is_told_in_one_sentence_and_a_table(page: TodayPage) -> None:
    page.refresh()
    assert "Friday, November 20" in says(page)
    assert "1.6 of 6.0 hours recorded. 15 min from 9:51 belong to nobody yet." in says(page)
    assert texts_of(table_of(page)) == [
        ["9:00–9:51", "Brandt estate", "Call with executor", "0:51", "0.9 h", "270.00"],
        ["9:51–10:06", "Not recorded", "Add to Brandt estate, Leave", "0:15", "", ""],
        ["running", "Alvarez v. Northgate", "Reply brief", "0:47", "0.8 h", "240.00"],
    ]


@pytest.mark.usefixtures("day")
def test_the_total_adds_up_what_is_shown(page: TodayPage) -> None:
    page.refresh()
    total = table_of(page)._total.accessibleName()
    assert total == "2 entries, 1:38, 1.7 h, 510.00"


@pytest.mark.usefixtures("day")
def test_the_running_row_grows_by_itself(page: TodayPage, desk_room: DeskRoom) -> None:
    page.refresh()
    desk_room.clock.go_on(120)
    page._look_again()
    assert texts_of(table_of(page))[2][3] == "0:49"


def test_a_gap_is_added_to_the_matter_before_it(
    page: TodayPage, desk_room: DeskRoom, day: tuple[MatterId, MatterId]
) -> None:
    page.refresh()
    gap = next(key for key in keys(page) if key.startswith("gap"))
    click_link(table_of(page), gap, "add")
    rows = time_entries.list_rows(desk_room.desk.read)
    added = [row for row in rows if row.matter_id == day[0] and row.raw_seconds == 900]
    assert [(row.billed_units, row.amount_cents) for row in added] == [(3, 9000)]
    assert not [key for key in keys(page) if key.startswith("gap")]


@pytest.mark.usefixtures("day")
def test_a_gap_left_alone_is_gone_and_nothing_is_written(
    page: TodayPage, desk_room: DeskRoom
) -> None:
    page.refresh()
    commits = desk_room.desk.read.number("SELECT commit_count FROM commits")
    gap = next(key for key in keys(page) if key.startswith("gap"))
    click_link(table_of(page), gap, "leave")
    assert not [key for key in keys(page) if key.startswith("gap")]
    assert desk_room.desk.read.number("SELECT commit_count FROM commits") == commits
    assert "1.6 of 6.0 hours recorded." in says(page)


@pytest.mark.usefixtures("day")
def test_an_undecided_stretch_waits_and_is_kept_by_a_click(
    page: TodayPage, desk_room: DeskRoom
) -> None:
    desk, since = desk_room.desk, desk_room.clock.at
    desk_room.clock.go_on(40 * 60)
    desk.transact(note_gap, Gap(since, desk_room.clock.at, Doubt.SLEEP), now=desk.clock.now())
    line = next(text for text in says(page) if "decision" in text)
    assert line.endswith("40 min wait for your decision.")
    key = next(key for key in keys(page) if key.startswith("undecided"))
    said: list[str] = []
    desk.said.connect(lambda sentence, _steps: said.append(sentence))
    click_link(table_of(page), key, "keep")
    assert len(said) == 1
    assert said[0].startswith("40 min on ")
    assert said[0].endswith(" kept as work.")
    assert timers.list_undecided(desk.read) == []
    assert texts_of(table_of(page))[2][3] == "1:27"


@pytest.mark.usefixtures("day")
def test_a_parked_clock_goes_on_or_is_finished_from_its_row(
    page: TodayPage, desk_room: DeskRoom
) -> None:
    desk = desk_room.desk
    entry_id = desk.transact(park_timer, now=desk.clock.now())
    click_link(table_of(page), f"entry-{entry_id}", "go_on")
    assert timers.find_running(desk.read) is not None
    desk.transact(park_timer, now=desk.clock.now())
    click_link(table_of(page), f"entry-{entry_id}", "finish")
    assert timers.list_parked(desk.read) == []
    assert entry_id is not None
    standings = {i.standing for i in timers.list_intervals(desk.read, TimeEntryId(entry_id))}
    assert standings == {Standing.WORKED}


@pytest.mark.usefixtures("day")
def test_a_narrative_is_typed_in_its_row(page: TodayPage, desk_room: DeskRoom) -> None:
    page.refresh()
    first = keys(page)[0]
    type_into_cell(table_of(page), first, "narrative", "Inventory")
    assert texts_of(table_of(page))[0][2] == "Inventory"
    assert "Inventory" in {row.narrative for row in time_entries.list_rows(desk_room.desk.read)}


@pytest.mark.usefixtures("day")
def test_figures_come_from_the_books(page: TodayPage) -> None:
    page.refresh()
    names = [figure.accessibleName() for figure in page.findChildren(Figure) if figure.isVisible()]
    assert "Unbilled work: 270.00. 1 matter, oldest today" in names
    assert "Issued in November: 0.00. 0 invoices" in names
    assert "Recorded in November: 1.6 h. on 1 day" in names


@pytest.mark.usefixtures("day")
def test_week_and_strip_can_be_heard(page: TodayPage) -> None:
    page.refresh()
    chart, strip = page.findChild(BarChart), page.findChild(DayStrip)
    assert chart is not None
    assert strip is not None
    assert chart.accessibleDescription() == "Mo , Tu , We , Th , Fr 1.6"
    assert "9:51–10:06 not recorded" in strip.accessibleDescription()
    assert "10:06–10:53 Alvarez running" in strip.accessibleDescription()


def test_money_owed_is_seen_without_asking(
    page: TodayPage, desk_room: DeskRoom, qtbot: QtBot
) -> None:
    room = desk_room.room
    matter = room.add_matter("Brandt estate")
    late = add_claim(room, matter, 1_036_90, date(2026, 11, 12))
    add_claim(room, matter, 500_00, date(2026, 12, 24))
    overdue = [f.accessibleName() for f in page.findChildren(Figure) if f.isVisible()]
    assert "Overdue: 1,036.90. 1 invoice, oldest 8 days" in overdue
    assert lines(page) == ["1 reminder is due · 1,036.90"]
    with qtbot.waitSignal(page.open_asked) as asked:
        press(page, "1 reminder is due · 1,036.90")
    assert asked.args == ["receivables", late]
    room.do(make_reminder, late, now=room.clock.now())
    assert lines(page) == []
    assert "Money owed" not in says(page)


def test_one_day_is_one_day(page: TodayPage, desk_room: DeskRoom) -> None:
    room = desk_room.room
    add_claim(room, room.add_matter("Brandt estate"), 10_00, date(2026, 11, 19))
    names = [f.accessibleName() for f in page.findChildren(Figure)]
    assert "Overdue: 10.00. 1 invoice, oldest 1 day" in names
    work(desk_room, room.add_matter("Chen lease"), 3600, "Call")
    desk_room.clock.go_on(24 * 3600)
    page.refresh()
    names = [f.accessibleName() for f in page.findChildren(Figure)]
    assert any(name.endswith("1 matter, oldest 1 day") for name in names)


def test_steps_instalments_and_advances_that_wait_lead_to_them(
    page: TodayPage, desk_room: DeskRoom, qtbot: QtBot
) -> None:
    room = desk_room.room
    matter = room.add_matter("Brandt estate")
    disputed = add_claim(room, matter, 300_00, date(2026, 12, 24), date(2026, 11, 1))
    split = add_claim(room, matter, 200_00, date(2026, 12, 24), date(2026, 11, 1))
    now = room.clock.now()
    room.do(open_dispute, disputed, 300_00, "Why", received_on=date(2026, 11, 2), now=now)
    plan = [Instalment(date(2026, 11, 10), 200_00)]
    room.do(agree_plan, ClientId(1), [split], plan, agreed_on=date(2026, 11, 2), now=now)
    room.do(retainers.insert, matter, split, date(2026, 11, 2), 2_500_00)
    assert lines(page) == [
        "1 payment plan is behind",
        "1 dispute has a step due · 300.00",
        "1 advance was asked for and has not come · 2,500.00",
    ]
    wanted = [["receivables", split], ["receivables", disputed], ["invoice", split]]
    for words, args in zip(lines(page), wanted, strict=True):
        with qtbot.waitSignal(page.open_asked) as asked:
            press(page, words)
        assert asked.args == args


def test_what_changed_while_today_was_hidden_is_there_when_it_is_shown(
    page: TodayPage, desk_room: DeskRoom
) -> None:
    page.hide()
    room = desk_room.room
    add_claim(room, room.add_matter("Brandt estate"), 75_50, date(2026, 11, 1))
    page.show()
    assert lines(page) == ["1 reminder is due · 75.50"]


def test_work_that_began_before_midnight_is_still_shown(
    page: TodayPage, desk_room: DeskRoom
) -> None:
    matter = desk_room.room.add_matter("Brandt estate")
    desk = desk_room.desk
    desk_room.clock.at += int(timedelta(hours=14, minutes=30).total_seconds())
    desk.transact(start_timer, matter, now=desk.clock.now())
    desk_room.clock.go_on(3600)
    page.refresh()
    assert texts_of(table_of(page))[0][:4] == ["running", "Brandt estate", "", "1:00"]


def test_days_are_named_in_the_practices_locale(page: TodayPage, desk_room: DeskRoom) -> None:
    desk = desk_room.desk
    german = replace(practice.get(desk.read), locale="de_DE")
    desk.transact(change_practice, german, now=desk_room.clock.at)
    assert "Freitag, 20. November" in says(page)
    assert "0,0 of 6,0 hours recorded." in says(page)
