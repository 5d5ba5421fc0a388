"""The frame: side bar, clock, messages, palette, shortcuts; and that everything has a name."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

import widget_gallery as gallery
from lawdesk.errors import ImportRefused, StorageError
from lawdesk.ui import fonts, theme
from lawdesk.ui.main_window import MainWindow
from lawdesk.ui.widgets import fuzzy
from lawdesk.ui.widgets.bar_chart import Bar, BarChart
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.choice_box import FindBox
from lawdesk.ui.widgets.command_palette import CommandPalette, PaletteItem, rank
from lawdesk.ui.widgets.day_strip import DayStrip, Piece
from lawdesk.ui.widgets.labels import ElidedLabel, text_label
from lawdesk.ui.widgets.nav_bar import NavItem
from lawdesk.ui.widgets.parked_chips import Parked, ParkedChips
from lawdesk.ui.widgets.pdf_view import PdfView
from lawdesk.ui.widgets.search_box import SearchBox
from lawdesk.ui.widgets.shortcut_sheet import ShortcutSheet
from lawdesk.ui.widgets.stretch_question import Stretch
from lawdesk.ui.widgets.timer_bar import Running

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen has less

CONTROLS = (
    QAbstractButton,
    QLineEdit,
    QPlainTextEdit,
    QComboBox,
    QAbstractSpinBox,
    QAbstractItemView,
    QTabBar,
    BarChart,
    DayStrip,
    PdfView,
)


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> MainWindow:
    fonts.load_fonts()
    theme.apply_theme(qapp, "light")
    made = gallery.sample_window()
    qtbot.addWidget(made)
    made.show_page("today")
    made.show()
    made.activateWindow()
    qtbot.waitActive(made)
    return made


def press(widget: QWidget, words: str) -> None:
    found = [
        button
        for button in widget.findChildren(Button)
        if button.words() == words and button.isVisible()
    ]
    assert len(found) == 1, words
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)


def nameless(widget: QWidget) -> list[str]:
    """Controls a screen reader could not name; those inside other controls are not met alone."""
    return [
        f"{type(found).__name__} in {type(found.parentWidget()).__name__}"
        for found in widget.findChildren(QWidget)
        if isinstance(found, CONTROLS)
        and not found.accessibleName()
        and found.isVisibleTo(widget)
        and found.objectName() != "ScrollLeftButton"
        and not _is_part_of_a_control(found)
    ]


def _is_part_of_a_control(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    qt_part = type(widget).__module__.startswith("PySide6")
    return qt_part and isinstance(parent, CONTROLS)


@pytest.mark.parametrize("page", sorted(gallery.FACTORIES))
def test_every_control_has_a_name(window: MainWindow, page: str) -> None:
    window.show_page(page)
    assert nameless(window) == []


def test_every_control_of_palette_sheet_and_steps_has_a_name(
    qtbot: QtBot, window: MainWindow
) -> None:
    gallery.sample_palette(window).open_palette()
    sheet = ShortcutSheet(window.actions_registry)
    steps = gallery.sample_steps()
    for widget in (sheet, steps):
        qtbot.addWidget(widget)
        assert nameless(widget) == []
    assert nameless(window) == []


def test_a_control_without_a_name_would_be_found(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    QLineEdit(holder)
    assert nameless(holder) == ["QLineEdit in QWidget"]


def test_no_label_reads_markup(window: MainWindow) -> None:
    for page in gallery.FACTORIES:
        window.show_page(page)
    formats = {label.textFormat() for label in window.findChildren(QLabel)}
    assert formats == {Qt.TextFormat.PlainText}
    assert text_label("<b>x</b>").textFormat() == Qt.TextFormat.PlainText
    assert ElidedLabel("<b>x</b>").textFormat() == Qt.TextFormat.PlainText


def test_the_frame_has_the_drawn_measures(window: MainWindow) -> None:
    assert window.nav.width() == 184
    assert window.timer_bar.height() == 64
    assert window.messages.height() == 36
    assert window.minimumSize().toTuple() == (1024, 700)
    assert window.page("today").contentsMargins().left() == 24


def test_pages_are_made_when_first_shown(window: MainWindow) -> None:
    assert set(window.made_pages()) == {"today"}
    QTest.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert window.current_page() == "matters"
    assert set(window.made_pages()) == {"today", "matters"}
    item = next(i for i in window.nav.findChildren(NavItem) if i.accessibleName() == "Invoices, 6")
    QTest.mouseClick(item, Qt.MouseButton.LeftButton)
    assert window.current_page() == "invoices"


def test_lock_is_asked_for_by_key_and_click(window: MainWindow) -> None:
    asked: list[bool] = []
    window.lock_asked.connect(lambda: asked.append(True))
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    item = next(i for i in window.nav.findChildren(NavItem) if i.accessibleName() == "Lock")
    QTest.mouseClick(item, Qt.MouseButton.LeftButton)
    assert asked == [True, True]


def test_the_title_tells_the_running_time(window: MainWindow) -> None:
    window.show_running_title("0:47")
    assert window.windowTitle() == "0:47 · Today · Helen Marsh · LawDesk"
    window.show_running_title("")
    assert window.windowTitle() == "Today · Helen Marsh · LawDesk"


def test_the_clock_is_stopped_started_and_switched(window: MainWindow) -> None:
    bar = window.timer_bar
    told: list[object] = []
    bar.stop_asked.connect(lambda: told.append("stop"))
    bar.pause_asked.connect(lambda: told.append("pause"))
    bar.switch_asked.connect(told.append)
    bar.start_asked.connect(lambda key: told.append(("start", key)))
    bar.since_last_asked.connect(lambda key: told.append(("since", key)))
    press(bar, "Stop")
    press(bar, "Park this clock")
    press(bar, "0:12 Brandt estate")
    bar.show_idle((), since_last="10:24")
    QApplication.processEvents()
    press(bar, "Start")
    press(bar, "since 10:24 (end of last entry)")
    assert told == ["stop", "pause", 1, ("start", None), ("since", None)]


def test_a_clock_starts_for_the_matter_typed(window: MainWindow) -> None:
    bar = window.timer_bar
    bar.set_matters([(7, "Chen lease"), (8, "Brandt estate")])
    bar.show_idle()
    told: list[object] = []
    bar.start_asked.connect(told.append)
    bar.focus_matter()
    find = bar.findChild(FindBox)
    assert find is not None
    QTest.keyClicks(find, "brandt")
    QTest.keyClick(find, Qt.Key.Key_Return)
    assert told == [8]


def test_the_running_entry_is_edited_in_place(window: MainWindow) -> None:
    bar = window.timer_bar
    told: list[str] = []
    bar.narrative_edited.connect(told.append)
    bar.start_edited.connect(told.append)
    bar.focus_narrative()
    narrative = window.focusWidget()
    assert isinstance(narrative, QLineEdit)
    QTest.keyClicks(narrative, " and III")
    bar.show_running(Running("0:47:11", "Alvarez v. Northgate", "Reply brief, section II"))
    assert narrative.text() == "Reply brief, section II and III"
    QTest.keyClick(narrative, Qt.Key.Key_Return)
    assert told == ["Reply brief, section II and III"]


def test_the_idle_bar_shows_its_whole_offer_beside_parked_clocks(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.resize(1024, 700)
    bar = window.timer_bar
    bar.show_idle((Parked(1, "0:12", "Brandt estate"), Parked(2, "0:21", "Chen")), "14:46")
    (offer,) = (b for b in bar.findChildren(Button) if b.words().startswith("since 14:46"))
    chips = bar.findChild(ParkedChips)
    assert chips is not None

    def is_whole() -> bool:
        right = offer.mapTo(bar, offer.rect().topRight()).x()
        has_room = right < chips.mapTo(bar, chips.rect().topLeft()).x()
        return offer.width() >= offer.sizeHint().width() and has_room

    qtbot.waitUntil(is_whole)


def test_chips_that_do_not_fit_are_counted(qtbot: QtBot, window: MainWindow) -> None:
    many = tuple(Parked(number, "0:10", f"Matter number {number}") for number in range(6))
    window.timer_bar.show_running(Running("0:00:01", "Alvarez"), many)
    chips = [b for b in window.timer_bar.findChildren(Button) if b.words().startswith("0:10")]
    shown = [chip for chip in chips if chip.isVisible()]
    qtbot.waitUntil(
        lambda: any(
            button.words() == f"+{6 - sum(chip.isVisible() for chip in chips)}"
            for button in window.timer_bar.findChildren(Button)
            if button.isVisible()
        )
    )
    assert len(shown) < 6


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("Keep", "keep"),
        ("Drop and go on", "go_on"),
        ("Drop and stop", "stop"),
        ("Book to another matter", "book"),
    ],
)
def test_a_doubtful_stretch_is_asked_about(
    qtbot: QtBot, window: MainWindow, words: str, answer: str
) -> None:
    told: list[str] = []
    window.timer_bar.answered.connect(told.append)
    window.timer_bar.ask(Stretch("10:12", "10:52", "40 min"))
    press(window.timer_bar, words)
    assert told == [answer]
    window.timer_bar.ask(None)
    qtbot.waitUntil(lambda: window.timer_bar.height() == 64)


def test_a_message_offers_its_step_once(window: MainWindow) -> None:
    done: list[bool] = []
    window.messages.say("Filed “Opposing brief”", ("Undo", lambda: done.append(True)))
    press(window.messages, "Undo")
    assert done == [True]
    assert window.messages.text() == ""


def test_an_error_stays_until_dismissed(window: MainWindow) -> None:
    window.messages.fail(StorageError("The disk is full.", "Make room and try again."))
    window.messages.say("Saved")
    assert window.messages.text() == "The disk is full. Make room and try again."
    press(window.messages, "Dismiss")
    assert window.messages.text() == "Saved"


def test_long_work_shows_progress_and_can_be_cancelled(window: MainWindow) -> None:
    task = gallery.SampleTask()
    window.messages.show_task(task, "Sealing 212 documents", then_say="212 documents sealed")
    task.progressed.emit(106, 212)
    assert "50 %" in [label.text() for label in window.messages.findChildren(QLabel)]
    press(window.messages, "Cancel")
    assert task.cancelled
    task.succeeded.emit(None)
    assert window.messages.text() == "212 documents sealed"
    assert not [
        b for b in window.messages.findChildren(Button) if b.words() == "Cancel" and b.isVisible()
    ]


def test_the_palette_finds_runs_remembers_and_gives_the_keyboard_back(window: MainWindow) -> None:
    ran: list[str] = []
    items = [
        PaletteItem(name, name, partial(ran.append, name))
        for name in ("Alvarez v. Northgate", "Brandt estate", "Brandt lease")
    ]
    palette = CommandPalette(window, window.actions_registry, lambda _typed: items)
    before = window.focusWidget()
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    line = window.focusWidget()
    assert isinstance(line, QLineEdit)
    QTest.keyClicks(line, "brandt")
    assert [item.words for item in palette.found()][:2] == ["Brandt estate", "Brandt lease"]
    QTest.keyClick(line, Qt.Key.Key_Down)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert ran == ["Brandt lease"]
    assert window.focusWidget() is before
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(line, "brandt")
    assert palette.found()[0].words == "Brandt lease"
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert window.focusWidget() is before


def test_the_palette_lists_every_action_with_its_keys(window: MainWindow) -> None:
    palette = gallery.sample_palette(window)
    palette.open_palette()
    hints = {item.words: item.hint for item in palette.found()}
    assert hints["Lock"] == "Ctrl L"
    assert hints["Go to Matters"] == "Ctrl 3"


@pytest.mark.parametrize(
    ("typed", "fits"),
    [("north", True), ("alv nor", True), ("nor alv", True), ("anort", True), ("xyz", False)],
)
def test_a_few_letters_find(typed: str, fits: bool) -> None:
    assert bool(fuzzy.score(typed, "alvarez v. northgate")) is fits


def test_the_start_of_a_word_beats_its_middle() -> None:
    items = [PaletteItem(name, name, lambda: None) for name in ("Unchenged", "Old Chen", "Chen")]
    assert [item.words for item in rank("chen", items, [])] == ["Chen", "Old Chen", "Unchenged"]


def test_the_filter_waits_for_a_pause(qtbot: QtBot) -> None:
    box = SearchBox("Filter 52 matters")
    qtbot.addWidget(box)
    box.show()
    told: list[str] = []
    box.searched.connect(told.append)
    QTest.keyClicks(box, "alva")
    assert told == []
    qtbot.waitUntil(lambda: told == ["alva"])
    QTest.keyClick(box, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: told == ["alva", ""])


def test_the_day_is_walked_by_keys_and_told_in_words(qtbot: QtBot) -> None:
    strip = DayStrip()
    qtbot.addWidget(strip)
    strip.resize(800, 64)
    strip.show_day([Piece(2, 537, 552, "", "gap"), Piece(1, 450, 483, "Chen")])
    assert strip.accessibleDescription() == "7:30–8:03 Chen; 8:57–9:12 not recorded"
    told: list[object] = []
    strip.clicked.connect(told.append)
    strip.show()
    QTest.keyClick(strip, Qt.Key.Key_Right)
    QTest.keyClick(strip, Qt.Key.Key_Right)
    QTest.keyClick(strip, Qt.Key.Key_Return)
    assert told == [2]


def test_a_chart_tells_its_numbers(qtbot: QtBot) -> None:
    chart = BarChart("Hours this week")
    qtbot.addWidget(chart)
    chart.show_bars([Bar("Mo", 52, "5.2"), Bar("Tu", 0, "0.0")], target=60, target_words="6.0")
    assert chart.accessibleDescription() == "Mo 5.2, Tu 0.0"
    assert not chart.grab().isNull()


def test_a_pdf_is_shown_from_memory(qtbot: QtBot) -> None:
    view = PdfView("Preview")
    qtbot.addWidget(view)
    view.resize(404, 570)
    view.show()
    view.show_pdf(gallery.sample_pdf())
    assert view.page_count() == 2
    assert "Invoice 2026-0042" in view.text()
    picture = view.grab().toImage()
    dark = sum(
        picture.pixelColor(x, y).lightness() < 100
        for x in range(0, picture.width(), 2)
        for y in range(0, picture.height(), 2)
    )
    assert dark > 100
    with pytest.raises(ImportRefused, match="cannot be shown"):
        view.show_pdf(b"no PDF")
    assert view.page_count() == 0


def test_tab_walks_in_reading_order(window: MainWindow) -> None:
    window.show_page("matters")
    window.nav.findChildren(NavItem)[0].setFocus()
    walked: list[str] = []
    for _step in range(46):
        here = window.focusWidget()
        assert here is not None
        QTest.keyClick(here, Qt.Key.Key_Tab)
        now = window.focusWidget()
        assert now is not None
        walked.append(now.accessibleName())
    order = [
        *("Today", "Clients, 38", "Reports", "Settings", "Lock"),
        *("What is being done", "Switch to Brandt estate", "Stop", "Search"),
        *("New", "Filter 52 matters", "Matters", "Start", "Draft invoice", "Name", "Hourly rate"),
        *("E-mail 1", "Remove E-mail 1", "E-mail 2", "Add another", "Wants LEDES files", "Notes"),
    ]
    start = walked.index("Today")
    places = [(walked * 2).index(name, start) for name in order]
    assert places == sorted(places)
