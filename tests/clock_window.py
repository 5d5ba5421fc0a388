"""A window with the clock in it, over a real practice, and hands to use it with."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from desk_room import DeskRoom
from lawdesk.domain.matters import MatterId
from lawdesk.operations.timers import start_timer, stop_timer
from lawdesk.ui import fonts, theme
from lawdesk.ui.clock_bar import ClockBar
from lawdesk.ui.clock_watch import ClockWatch
from lawdesk.ui.main_window import MainWindow
from lawdesk.ui.page import Page
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.row_table import RowTable


@dataclass
class ClockWindow:
    """The frame with its clock; `said` is what the message strip was told."""

    room: DeskRoom
    window: MainWindow
    bar: ClockBar
    watch: ClockWatch

    @property
    def said(self) -> str:
        """What the message strip shows now."""
        return self.window.messages.text()

    @property
    def clock(self) -> str:
        """What the running clock in the bar shows."""
        labels = self.window.timer_bar.findChildren(QLabel)
        return next(each.text() for each in labels if each.property("kind") == "clock")

    def pass_time(self, seconds: int) -> None:
        """Lets honest time pass, the program ticking all the while."""
        for step in [60] * (seconds // 60) + [seconds % 60]:
            self.room.clock.go_on(step)
            self.watch.tick()

    def sleep(self, seconds: int) -> None:
        """Lets the computer sleep: time passes and nothing ticks until afterwards."""
        self.room.clock.go_on(seconds)
        self.watch.tick()

    def press(self, words: str) -> None:
        """Clicks the button that says so, anywhere in the window."""
        press(self.window, words)

    def lock(self) -> None:
        """Throws the clock bar away; only the watch lives on."""
        self.bar.close()
        self.bar.deleteLater()
        QApplication.sendPostedEvents(self.bar, QEvent.Type.DeferredDelete)

    def unlock(self, watch: ClockWatch | None = None) -> None:
        """A new clock bar over the same practice; with a new watch it is as after a crash."""
        self.watch = watch or self.watch
        self.bar = ClockBar(self.room.desk, self.window.timer_bar, self.window, watch=self.watch)


def make_clock_window(room: DeskRoom) -> ClockWindow:
    """The frame with the clock, shown, connected as the program connects it."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    fonts.load_fonts()
    theme.apply_theme(app, "light")
    window = MainWindow()
    room.desk.said.connect(lambda words, steps: window.messages.say(words, *steps))
    room.desk.failed.connect(window.messages.fail)
    watch = ClockWatch(room.desk.clock, window)
    bar = ClockBar(room.desk, window.timer_bar, window, watch=watch)
    window.actions_registry.add("clock", "Start or stop", bar.toggle, shortcut="Ctrl+Space")
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    return ClockWindow(room, window, bar, watch)


def press(widget: QWidget, words: str) -> None:
    """Clicks the visible button that says so."""
    shown = [one for one in widget.findChildren(Button) if one.isVisible()]
    found = next((one for one in shown if words in (one.words(), one.accessibleName())), None)
    assert found is not None, f"no button {words!r} among {[one.words() for one in shown]}"
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def field(widget: QWidget, name: str) -> QLineEdit:
    """The visible line with that accessible name."""
    lines = [one for one in widget.findChildren(QLineEdit) if one.isVisible()]
    found = next((one for one in lines if one.accessibleName() == name), None)
    assert found is not None, f"no line {name!r} among {[one.accessibleName() for one in lines]}"
    return found


def type_over(line: QLineEdit, text: str) -> None:
    """Replaces what stands in a line by typing, and presses Enter."""
    line.setFocus()
    line.selectAll()
    if text:
        QTest.keyClicks(line, text)
    else:
        QTest.keyClick(line, Qt.Key.Key_Delete)
    QTest.keyClick(line, Qt.Key.Key_Return)


def type_into_cell(table: RowTable, row_id: object, column: str, text: str) -> None:
    """Opens one cell of a table, types over it and presses Enter."""
    table.edit(row_id, column)
    editor = open_editor(table)
    assert isinstance(editor, QLineEdit)
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()


def open_editor(table: RowTable) -> QWidget:
    """The editor of the cell that is open for typing."""
    editors = table.view.viewport().findChildren(
        QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly
    )
    assert table.view.is_editing()
    return [one for one in editors if one.isVisible()][-1]


def throw_away(page: QWidget) -> None:
    """Ends a page before its practice is closed, as the program does."""
    page.hide()
    page.deleteLater()
    QApplication.sendPostedEvents(page, QEvent.Type.DeferredDelete)


def table_of(page: Page) -> RowTable:
    """The table on a page."""
    found = page.findChild(RowTable)
    assert isinstance(found, RowTable)
    return found


def texts_of(table: RowTable) -> list[list[str]]:
    """What stands in every cell of a table, as a screen reader would say it."""
    return [[column.spoken(row) for column in table.model.columns] for row in table.model.rows]


def work(room: DeskRoom, matter: MatterId, seconds: int, narrative: str = "") -> int:
    """Clocks work that ends after `seconds`; gives the entry's id."""
    desk = room.desk
    desk.transact(start_timer, matter, now=desk.clock.now(), narrative=narrative)
    room.clock.go_on(seconds)
    entry_id = desk.transact(stop_timer, now=desk.clock.now())
    assert entry_id is not None
    return entry_id
