"""The clock in the window, used by clicks and keys over a real practice."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from clock_window import ClockWindow, field, make_clock_window, type_over, work
from desk_room import DeskRoom
from lawdesk.domain.matters import MatterId
from lawdesk.domain.time_entries import Standing, TimeEntryId
from lawdesk.operations.timers import start_timer
from lawdesk.store import time_entries, timers
from lawdesk.ui.clock_watch import ClockWatch
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.long_run_question import LongRunQuestion
from lawdesk.ui.widgets.stretch_question import StretchQuestion

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def matter(desk_room: DeskRoom) -> MatterId:
    return desk_room.room.add_matter("Alvarez v. Northgate")


@pytest.fixture
def at(qtbot: QtBot, desk_room: DeskRoom, matter: MatterId) -> Iterator[ClockWindow]:
    assert matter
    made = make_clock_window(desk_room)
    qtbot.addWidget(made.window)
    yield made
    made.bar.close()  # or its watch would tick on over a closed practice


def running_seconds(at: ClockWindow) -> int:
    running = timers.find_running_clock(at.room.desk.read)
    assert running is not None
    return running.seconds_at(at.room.clock.at)


def start_by_typing(at: ClockWindow, words: str) -> None:
    line = field(at.window.timer_bar, "Matter to start a clock for")
    line.setFocus()
    QTest.keyClicks(line, words)
    QTest.keyClick(line, Qt.Key.Key_Return)


def question(at: ClockWindow) -> StretchQuestion:
    found = at.window.timer_bar.findChild(StretchQuestion)
    assert found is not None
    return found


def test_a_clock_is_started_by_typing_and_is_in_the_database_at_once(at: ClockWindow) -> None:
    start_by_typing(at, "northgate")
    assert timers.find_running(at.room.desk.read) is not None
    assert at.clock == "0:00:00"
    at.pass_time(2830)
    assert at.clock == "0:47:10"
    assert running_seconds(at) == 2830


def test_the_tick_writes_nothing_but_a_sign_of_life_each_minute(at: ClockWindow) -> None:
    start_by_typing(at, "northgate")
    read = at.room.desk.read
    commits = read.number("SELECT commit_count FROM commits")
    for _second in range(59):
        at.room.clock.go_on(1)
        at.watch.tick()
    assert read.number("SELECT commit_count FROM commits") == commits
    at.room.clock.go_on(1)
    at.watch.tick()
    beat = timers.find_heartbeat(read)
    assert beat is not None
    assert beat.beat_at == at.room.clock.at


def test_stop_says_how_long_and_undo_lets_the_same_entry_run_on(at: ClockWindow) -> None:
    start_by_typing(at, "northgate")
    entry = timers.find_running(at.room.desk.read)
    assert entry is not None
    at.pass_time(2820)
    at.press("Stop")
    assert at.said == "Stopped 0:47 on Alvarez v. Northgate."
    assert timers.find_running(at.room.desk.read) is None
    at.pass_time(60)
    at.press("Undo")
    again = timers.find_running(at.room.desk.read)
    assert again is not None
    assert again.id == entry.id
    assert running_seconds(at) == 2880


def test_ctrl_space_stops_and_goes_on_with_the_last_matter(at: ClockWindow) -> None:
    start_by_typing(at, "northgate")
    at.pass_time(600)
    QTest.keyClick(at.window, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    assert timers.find_running(at.room.desk.read) is None
    QTest.keyClick(at.window, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    running = timers.find_running_clock(at.room.desk.read)
    assert running is not None
    assert running.matter_title == "Alvarez v. Northgate"
    assert running.worked_before_seconds == 600


def test_what_is_being_typed_is_kept_when_the_clock_is_stopped_by_key(at: ClockWindow) -> None:
    start_by_typing(at, "northgate")
    narrative = field(at.window.timer_bar, "What is being done")
    assert narrative.hasFocus()
    QTest.keyClicks(narrative, "Reply brief")
    at.pass_time(600)
    QTest.keyClick(narrative, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    rows = time_entries.list_rows(at.room.desk.read)
    assert [(row.narrative, row.raw_seconds) for row in rows] == [("Reply brief", 600)]


def test_with_nothing_to_go_on_with_the_matter_is_asked_for(at: ClockWindow) -> None:
    QTest.keyClick(at.window, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    assert at.window.timer_bar.refusal() == "Choose the matter this clock is for."
    assert field(at.window.timer_bar, "Matter to start a clock for").hasFocus()


def test_words_that_mean_no_matter_start_nothing(at: ClockWindow, matter: MatterId) -> None:
    work(at.room, matter, 600)
    start_by_typing(at, "nobody")
    assert timers.find_running(at.room.desk.read) is None
    assert "No single matter" in at.window.timer_bar.refusal()


def test_a_short_run_can_be_thrown_away(at: ClockWindow) -> None:
    start_by_typing(at, "northgate")
    at.pass_time(4)
    at.press("Stop")
    assert at.said == "Stopped 4 s on Alvarez v. Northgate."
    at.press("Discard")
    assert time_entries.list_rows(at.room.desk.read) == []
    at.press("Undo")
    assert len(time_entries.list_rows(at.room.desk.read)) == 1


def test_a_parked_clock_waits_as_a_chip_and_runs_on(at: ClockWindow) -> None:
    other = at.room.room.add_matter("Brandt estate")
    start_by_typing(at, "northgate")
    first = timers.find_running(at.room.desk.read)
    at.pass_time(720)
    at.press("Park this clock")
    assert at.said == "Parked 0:12 on Alvarez v. Northgate."
    at.room.desk.transact(start_timer, other, now=at.room.clock.now())
    at.pass_time(60)
    at.press("Stop")
    at.press("Back to Alvarez v. Northgate")
    again = timers.find_running(at.room.desk.read)
    assert first is not None
    assert again is not None
    assert again.id == first.id
    assert at.clock == "0:12:00"


@pytest.mark.parametrize(
    ("typed", "started_before"), [("-15", 900), ("8:50", 600), ("850", 600), ("8:50am", 600)]
)
def test_the_start_is_changed_where_it_stands(
    at: ClockWindow, typed: str, started_before: int
) -> None:
    start_by_typing(at, "northgate")
    type_over(field(at.window.timer_bar, "Started at; 9:12, 912 or -15"), typed)
    assert running_seconds(at) == started_before
    assert at.window.timer_bar.refusal() == ""


def test_a_start_that_is_no_time_is_refused_in_words(at: ClockWindow) -> None:
    start_by_typing(at, "northgate")
    line = field(at.window.timer_bar, "Started at; 9:12, 912 or -15")
    type_over(line, "25:99")
    assert "“25:99” is not a time of day." in at.window.timer_bar.refusal()
    assert line.text() == "9:00"
    assert running_seconds(at) == 0


def test_an_activity_is_taken_by_code_or_refused(at: ClockWindow) -> None:
    start_by_typing(at, "northgate")
    line = field(at.window.timer_bar, "Activity code")
    type_over(line, "103")
    running = timers.find_running(at.room.desk.read)
    assert running is not None
    assert running.activity_code == "A103"
    type_over(line, "Z9")
    assert "not an activity code" in at.window.timer_bar.refusal()
    assert line.text() == "A103"
    type_over(line, "A103 l120")
    running = timers.find_running(at.room.desk.read)
    assert running is not None
    assert (running.activity_code, running.task_code) == ("A103", "L120")
    assert line.text() == "A103 L120"
    type_over(line, "L100")
    assert "names a whole phase" in at.window.timer_bar.refusal()


def test_a_clock_starts_from_the_end_of_the_last_entry(at: ClockWindow, matter: MatterId) -> None:
    work(at.room, matter, 600)
    at.pass_time(900)
    at.bar.refresh()
    at.press("since 9:10 (end of last entry)")
    assert running_seconds(at) == 900


def test_sleep_is_asked_about_and_not_counted_until_then(at: ClockWindow) -> None:
    start_by_typing(at, "northgate")
    at.pass_time(600)
    at.sleep(2400)
    assert question(at).isVisible()
    assert at.clock == "0:10:00"
    assert running_seconds(at) == 600
    at.press("Keep")
    assert not question(at).isVisible()
    assert at.said == "40 min on Alvarez v. Northgate kept as work."
    assert running_seconds(at) == 3000


def test_a_dropped_stretch_is_gone_and_the_clock_goes_on(at: ClockWindow) -> None:
    start_by_typing(at, "northgate")
    at.pass_time(600)
    at.sleep(2400)
    at.press("Drop and go on")
    at.pass_time(60)
    assert running_seconds(at) == 660


def test_drop_and_stop_ends_where_the_doubt_began(at: ClockWindow) -> None:
    start_by_typing(at, "northgate")
    at.pass_time(600)
    at.sleep(2400)
    at.pass_time(120)
    at.press("Drop and stop")
    assert timers.find_running(at.room.desk.read) is None
    assert [row.raw_seconds for row in time_entries.list_rows(at.room.desk.read)] == [600]


def test_a_stretch_is_booked_to_another_matter(at: ClockWindow) -> None:
    at.room.room.add_matter("Brandt estate")
    at.room.desk.changed.emit(frozenset({"matters"}))
    start_by_typing(at, "northgate")
    at.pass_time(600)
    at.sleep(2400)
    at.press("Book to another matter")
    at.press("Book the stretch")
    assert at.window.timer_bar.refusal() == "Choose the matter this stretch belongs to."
    QTest.keyClicks(field(at.window, "Matter the stretch belongs to"), "brandt")
    type_over(field(question(at), "What was done"), "Call with executor")
    rows = {row.matter_title: row for row in time_entries.list_rows(at.room.desk.read)}
    assert rows["Brandt estate"].raw_seconds == 2400
    assert rows["Brandt estate"].narrative == "Call with executor"
    assert not question(at).isVisible()
    assert running_seconds(at) == 600


def test_several_stretches_are_asked_one_after_another(at: ClockWindow) -> None:
    start_by_typing(at, "northgate")
    for _time in range(2):
        at.pass_time(600)
        at.sleep(2400)
    words = [label.text() for label in question(at).findChildren(type(question(at)._words))]
    assert any(text.startswith("1 of 2 · The computer slept 9:10–9:50 (40 min)") for text in words)
    at.press("Drop and go on")
    assert question(at)._words.text().startswith("2 of 2 · ")
    assert question(at).isVisible()


def test_an_older_stretch_cannot_stop_a_clock_started_since(at: ClockWindow) -> None:
    other = at.room.room.add_matter("Brandt estate")
    start_by_typing(at, "northgate")
    at.pass_time(600)
    at.sleep(2400)
    at.press("Stop")
    at.room.desk.transact(start_timer, other, now=at.room.clock.now())
    at.pass_time(300)
    with pytest.raises(AssertionError):
        at.press("Drop and stop")
    at.press("Drop")
    running = timers.find_running_clock(at.room.desk.read)
    assert running is not None
    assert running.matter_title == "Brandt estate"
    assert running_seconds(at) == 300


def test_after_a_crash_the_silence_is_undecided(at: ClockWindow) -> None:
    start_by_typing(at, "northgate")
    at.pass_time(600)
    at.lock()
    at.room.clock.go_on(3600)
    at.unlock(ClockWatch(at.room.clock, at.window))
    waiting = timers.list_undecided(at.room.desk.read)
    assert [(i.ended_at or 0) - i.started_at for i in waiting] == [3600]
    assert "LawDesk was not running" in question(at)._words.text()
    assert running_seconds(at) == 600


def test_a_watch_that_outlived_a_lock_vouches_for_the_time(at: ClockWindow) -> None:
    start_by_typing(at, "northgate")
    at.pass_time(600)
    at.lock()
    at.pass_time(3600)
    at.unlock()
    assert timers.list_undecided(at.room.desk.read) == []
    assert running_seconds(at) == 4200


def test_sleep_during_a_lock_is_asked_about_afterwards(at: ClockWindow, matter: MatterId) -> None:
    entry = at.room.desk.transact(start_timer, matter, now=at.room.clock.now())
    at.lock()
    at.sleep(3600)
    at.unlock()
    standings = [i.standing for i in timers.list_intervals(at.room.desk.read, TimeEntryId(entry))]
    assert Standing.UNDECIDED in standings
    assert question(at).isVisible()


def long_run(at: ClockWindow) -> LongRunQuestion:
    found = at.window.timer_bar.findChild(LongRunQuestion)
    assert found is not None
    return found


def run_awake(at: ClockWindow, hours: int) -> None:
    start_by_typing(at, "northgate")
    at.pass_time(hours * 3600)


def test_a_clock_that_ran_ten_hours_is_asked_about_once(at: ClockWindow) -> None:
    run_awake(at, 9)
    assert not long_run(at).isVisible()
    at.pass_time(3600)
    assert long_run(at).isVisible()
    assert long_run(at).words() == "Running since 9:00 (10 h). Was it forgotten?"
    at.press("It is right")
    at.pass_time(120)
    assert not long_run(at).isVisible()
    assert running_seconds(at) == 10 * 3600 + 120


def test_a_forgotten_clock_is_stopped_where_it_should_have_been(at: ClockWindow) -> None:
    run_awake(at, 10)
    type_over(field(long_run(at), "Stopped at; 18:30, 1830 or -90"), "20:00")
    assert at.window.timer_bar.refusal().startswith("The clock did not run at 20:00")
    type_over(field(long_run(at), "Stopped at; 18:30, 1830 or -90"), "11:30")
    assert at.said == "Stopped 2:30 on Alvarez v. Northgate."
    assert not long_run(at).isVisible()
    at.press("Undo")
    assert running_seconds(at) == 10 * 3600
    assert long_run(at).isVisible()


def test_a_long_run_leads_to_its_start_and_is_told_again_after_a_lock(at: ClockWindow) -> None:
    run_awake(at, 9)
    at.lock()
    at.pass_time(2 * 3600)
    at.unlock()
    assert long_run(at).words() == "Running since 9:00 (11 h). Was it forgotten?"
    at.press("Edit start")
    start = field(at.window.timer_bar, "Started at; 9:12, 912 or -15")
    assert start.hasFocus()
    QTest.keyClicks(start, "-30")
    QTest.keyClick(start, Qt.Key.Key_Return)
    assert running_seconds(at) == 1800
    assert not long_run(at).isVisible()


def test_a_run_over_midnight_tells_both_days_when_it_is_stopped(at: ClockWindow) -> None:
    run_awake(at, 16)
    at.press("Stop")
    assert at.said == (
        "Stopped 1:00 on Alvarez v. Northgate. 15:00 before midnight are their own entry."
    )


def test_parked_clocks_that_do_not_fit_open_by_mouse_and_by_key(
    at: ClockWindow, desk_room: DeskRoom
) -> None:
    for name in ("Brandt estate and inheritance", "Chen Bakery trademark"):
        desk_room.room.add_matter(name)
        start_by_typing(at, name)
        at.pass_time(60)
        at.press("Park this clock")
    start_by_typing(at, "northgate")
    at.window.resize(1024, 700)
    QTest.qWait(20)
    more = next(
        one
        for one in at.window.timer_bar.findChildren(Button)
        if one.isVisible() and "more parked" in one.accessibleName()
    )
    assert more.focusPolicy() & Qt.FocusPolicy.TabFocus
    chips = more.parentWidget()
    assert chips is not None
    assert chips.rect().contains(more.geometry())
    more.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(more, Qt.Key.Key_Space)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [one.text() for one in menu.actions()] == [
        "0:01  Chen Bakery trademark",
        "0:01  Brandt estate and inheritance",
    ]
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    running = timers.find_running_clock(at.room.desk.read)
    assert running is not None
    assert running.matter_title == "Brandt estate and inheritance"
