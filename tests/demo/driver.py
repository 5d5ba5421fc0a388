"""Hands and eyes at the real window: what a lawyer does with mouse and keys, and what stands there.

Everything is found by its accessible name, as a screen reader would tell it, and only while it can
be seen. What belongs here: acting and waiting. What is done in a day is `day`.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QTableView,
    QWidget,
)

from lawdesk.ui.widgets.pdf_view import PdfView

T = TypeVar("T")
W = TypeVar("W", bound=QWidget)

_PATIENCE = 20.0
_PAUSE_MS = 15


class Stuck(AssertionError):
    """Something the lawyer looked for was not on the screen."""


class Hands:
    """One person at one program. `window` gives the window that is in front now."""

    def __init__(self, window: Callable[[], QWidget | None]) -> None:
        self._window = window
        self._answers: list[Callable[[QWidget], None]] = []
        self._slips: list[BaseException] = []
        self._looking = QTimer()
        self._looking.setInterval(_PAUSE_MS)
        self._looking.timeout.connect(self._answer)

    def window(self) -> QWidget:
        """The window or dialog in front. Raises Stuck when there is none."""
        front = QApplication.activeModalWidget() or self._window()
        if front is None:
            raise Stuck("no window is open")
        active = QApplication.activeWindow()
        if active is None or not active.isVisible():  # a list or menu that closed was one
            front.activateWindow()  # what a window manager does; the offscreen platform has none
        return front

    def find(self, kind: type[W], name: str, within: QWidget | None = None) -> W:
        """The one visible widget of that kind and accessible name, once it is there."""
        return self.wait(
            lambda: next(iter(self._all(kind, name, within)), None), f"{kind.__name__} {name!r}"
        )

    def sees(self, kind: type[QWidget], name: str) -> bool:
        """Whether such a widget is on the screen now."""
        return bool(self._all(kind, name, None))

    def click(self, name: str, within: QWidget | None = None) -> None:
        """Press the enabled button that is called `name`."""
        button = self.wait(
            lambda: next(
                (b for b in self._all(QAbstractButton, name, within) if b.isEnabled()), None
            ),
            f"a button {name!r} that can be pressed",
        )
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def type_into(
        self, name: str, text: str, *, leave: str = "", within: QWidget | None = None
    ) -> None:
        """Click into the field, replace what stands there, press the keys `leave` ("Return")."""
        field: QWidget = self.wait(
            lambda: next(
                (f for f in self._all(QWidget, name, within) if _takes_text(f) and f.isEnabled()),
                None,
            ),
            f"a field {name!r}",
        )
        target = field.viewport() if isinstance(field, QPlainTextEdit) else field
        QTest.mouseClick(target, Qt.MouseButton.LeftButton)
        QTest.keySequence(field, QKeySequence(QKeySequence.StandardKey.SelectAll))
        _type(field, text)
        self.settle()
        if leave:
            QTest.keySequence(field, QKeySequence(leave))
            self.settle()

    def choose(self, name: str, words: str, within: QWidget | None = None) -> None:
        """Open the box and pick the line that holds `words`, with the keyboard."""
        box = self.find(QComboBox, name, within)
        lines = [box.itemText(place) for place in range(box.count())]
        place = next((n for n, line in enumerate(lines) if words in line), None)
        if place is None:
            raise Stuck(f"{name!r} offers {lines}, not {words!r}")
        box.setFocus(Qt.FocusReason.TabFocusReason)
        box.showPopup()
        view = box.view()
        QTest.keyClick(view, Qt.Key.Key_Home)
        for _step in range(place):
            QTest.keyClick(view, Qt.Key.Key_Down)
        QTest.keyClick(view, Qt.Key.Key_Return)
        self.wait(lambda: None if view.isVisible() else True, f"{name!r} to close its list")
        self.wait(self._active, "the window to take the keyboard back")

    def pick_tab(self, words: str, bar_name: str = "") -> None:
        """Click the tab that says `words`, in the bar of that name if one is given."""
        bar, place = self.wait(lambda: self._tab(words, bar_name), f"a tab {words!r}")
        if bar.isTabVisible(place):
            QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(place).center())
        else:
            self.pick_from_menu(words)
            self.click("More", bar.parentWidget())
            self.all_answered()
        self.settle()

    def press(self, keys: str) -> None:
        """Press a shortcut or a key on whatever has the focus."""
        self.wait(self._active, "a window that can be seen to be active")
        target = QApplication.focusWidget() or self.window()
        QTest.keySequence(target, QKeySequence(keys))
        self.settle()

    def type_keys(self, text: str) -> None:
        """Type into whatever has the focus."""
        target = QApplication.focusWidget()
        if target is None:
            raise Stuck("nothing has the keyboard")
        _type(target, text)
        self.settle()

    def cell(self, table: str, row_words: str, column: str) -> tuple[QTableView, QModelIndex]:
        """The cell of the first row that shows `row_words`, under that heading."""
        return self.wait(
            lambda: self._cell(table, row_words, column), f"{row_words!r} in {table!r}, {column!r}"
        )

    def edit_cell(self, table: str, row_words: str, column: str, text: str) -> None:
        """Double-click a cell, type over it, press Return."""
        view, index = self.cell(table, row_words, column)
        view.scrollTo(index)
        place = view.visualRect(index).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        self.settle()
        editor = self.wait(
            lambda: next(
                (e for e in view.viewport().findChildren(QLineEdit) if e.isVisible()), None
            ),
            f"an editor in {table!r}",
        )
        QTest.keySequence(editor, QKeySequence(QKeySequence.StandardKey.SelectAll))
        _type(editor, text)
        QTest.keyClick(editor, Qt.Key.Key_Return)
        self.settle()

    def click_row(self, table: str, row_words: str, *, twice: bool = False) -> None:
        """Click (or double-click) the row of a table or list that shows `row_words`."""
        view, index = self.wait(lambda: self._row(table, row_words), f"{row_words!r} in {table!r}")
        view.scrollTo(index)
        place = QPoint(view.visualRect(index).left() + 12, view.visualRect(index).center().y())
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        if twice:
            QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        self.settle()

    def tick(self, table: str, row_words: str, column: str) -> None:
        """Click the box in the row that shows `row_words`, under that heading."""
        view, index = self.cell(table, row_words, column)
        view.scrollTo(index)
        place = view.visualRect(index).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        self.settle()

    def next_answer(self, answer: Callable[[QWidget], None]) -> None:
        """What to do with the next dialog or menu that opens and waits."""
        self._answers.append(answer)
        self._looking.start()

    def agree(self, words: str) -> None:
        """The next question is answered with the button `words`."""
        self.next_answer(lambda dialog: self.click(words, dialog))

    def give_path(self, path: Path) -> None:
        """The next file dialog is answered with this path."""
        self.next_answer(lambda dialog: _answer_file_dialog(dialog, path))

    def pick_from_menu(self, words: str) -> None:
        """From the next menu that opens, take the entry that begins with `words`."""
        self.next_answer(lambda menu: _take_entry(menu, words))

    def all_answered(self) -> None:
        """Wait until every expected dialog came and was answered."""
        self.wait(lambda: not self._answers or None, "a dialog that was expected")

    def text(self, within: QWidget | None = None) -> str:
        """What a person can read: labels, buttons, fields and the cells of tables and lists."""
        return "\n".join(_words_of(within or self.window()))

    def wait_for_text(self, words: str) -> str:
        """The text of the window as soon as it holds `words`. Raises Stuck with what it shows."""

        def found() -> str | None:
            shown = self.text()
            return shown if words in shown else None

        return self.wait(found, f"the words {words!r}")

    def wait_for_paper(self, *words: str) -> str:
        """The text of the PDF in view as soon as it holds all these words."""

        def found() -> str | None:
            for view in self.window().findChildren(PdfView):
                shown = view.text() if view.isVisible() and view.page_count() else ""
                if shown and all(word in shown for word in words):
                    return shown
            return None

        return self.wait(found, f"a paper with {words}")

    def wait(self, probe: Callable[[], T | None], what: str, seconds: float = _PATIENCE) -> T:
        """The first thing `probe` gives that is not None, while the program runs on."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            found = probe()
            if found is not None:
                return found
            self.settle()
        shown = self.text() if self._window() is not None else "nothing"
        raise Stuck(f"waited for {what}; on the screen:\n{shown}")

    def settle(self) -> None:
        """Let the program catch up; raise what went wrong while a dialog was answered."""
        QTest.qWait(_PAUSE_MS)
        if self._slips:
            raise self._slips.pop()

    def shoot(self, target: Path) -> QPixmap:
        """A picture of the window as it is, with a dialog that stands over it."""
        QTest.qWait(_PAUSE_MS)
        picture = picture_of(self._window() or self.window())
        picture.save(str(target))
        return picture

    def _active(self) -> QWidget | None:
        self.window()
        active = QApplication.activeWindow()
        return active if active is not None and active.isVisible() else None

    def _all(self, kind: type[W], name: str, within: QWidget | None) -> list[W]:
        root = within or self.window()
        return [
            widget
            for widget in root.findChildren(kind)
            if widget.isVisible() and name in (widget.accessibleName(), _label_of(widget))
        ]

    def _tab(self, words: str, bar_name: str) -> tuple[QTabBar, int] | None:
        for bar in self.window().findChildren(QTabBar):
            if bar_name not in ("", bar.accessibleName()):
                continue
            for place in range(bar.count()):
                if bar.isVisible() and bar.tabText(place) == words:
                    return bar, place
        return None

    def _cell(
        self, table: str, row_words: str, column: str
    ) -> tuple[QTableView, QModelIndex] | None:
        for view in self._all(QTableView, table, None):
            model = view.model()
            titles = [_heading(view, place) for place in range(model.columnCount())]
            found = self._row(table, row_words)
            if column in titles and found is not None:
                return view, model.index(found[1].row(), titles.index(column))
        return None

    def _row(self, table: str, row_words: str) -> tuple[QAbstractItemView, QModelIndex] | None:
        for view in self._all(QAbstractItemView, table, None):
            for row, words in enumerate(_rows_of(view)):
                if row_words in words:
                    return view, view.model().index(row, _column_of(view, row, row_words))
        return None

    def _answer(self) -> None:
        """A dialog blocks whoever opened it; this timer is the hand that still moves."""
        asked = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if asked is None or not asked.isVisible() or not self._answers:
            return
        answer = self._answers.pop(0)
        if not self._answers:
            self._looking.stop()
        try:
            answer(asked)
        except Exception as slip:  # noqa: BLE001 raised again where the driver goes on
            self._slips.append(slip)
            asked.close()


def picture_of(window: QWidget) -> QPixmap:
    """The window, and over it the dialog or menu that is open now."""
    picture = window.grab()
    over = QApplication.activePopupWidget() or QApplication.activeModalWidget()
    if over is None:
        dialogs = [d for d in window.findChildren(QDialog) if d.isVisible() and d.isWindow()]
        over = dialogs[-1] if dialogs else None
    if over is not None and over is not window:
        painter = QPainter(picture)
        ratio = picture.devicePixelRatio()
        place = QPoint(
            round((picture.width() / ratio - over.width()) / 2),
            round((picture.height() / ratio - over.height()) / 2),
        )
        painter.fillRect(picture.rect(), QColor(0, 0, 0, 60))
        painter.drawPixmap(place, over.grab())
        painter.end()
    return picture


def _takes_text(widget: QWidget) -> bool:
    return isinstance(widget, QLineEdit | QPlainTextEdit)


def _label_of(widget: QWidget) -> str:
    """Buttons without an accessible name are called what they say."""
    if isinstance(widget, QAbstractButton) and not widget.accessibleName():
        return widget.text().replace("&&", "&")
    return widget.accessibleName()


def _type(widget: QWidget, text: str) -> None:
    """Key by key; a line end is the Return key."""
    for part, line in enumerate(text.split("\n")):
        if part:
            QTest.keyClick(widget, Qt.Key.Key_Return)
        QTest.keyClicks(widget, line)


def _answer_file_dialog(dialog: QWidget, path: Path) -> None:
    if not isinstance(dialog, QFileDialog):
        raise Stuck(f"a file dialog was expected, {type(dialog).__name__} came")
    edit = next(e for e in dialog.findChildren(QLineEdit) if e.objectName() == "fileNameEdit")
    edit.selectAll()
    edit.insert(str(path))  # as if pasted: typing would open the list of names over the buttons
    QTest.keyClick(edit, Qt.Key.Key_Return)


def _take_entry(menu: QWidget, words: str) -> None:
    if not isinstance(menu, QMenu):
        raise Stuck(f"a menu was expected, {type(menu).__name__} came")
    entries = {action.text().replace("&&", "&"): action for action in menu.actions()}
    found = next((action for text, action in entries.items() if text.startswith(words)), None)
    if found is None:
        raise Stuck(f"the menu offers {list(entries)}, not {words!r}")
    place = menu.actionGeometry(found).center()
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=place)


def _heading(view: QTableView, place: int) -> str:
    return str(view.model().headerData(place, Qt.Orientation.Horizontal) or "")


def _column_of(view: QAbstractItemView, row: int, words: str) -> int:
    """The column whose cell holds the words; else the first that is shown."""
    model = view.model()
    shown = [
        place
        for place in range(model.columnCount())
        if not (isinstance(view, QTableView) and view.isColumnHidden(place))
    ]
    found = [place for place in shown if words in str(model.index(row, place).data() or "")]
    return (found or shown)[0]


def _rows_of(view: QAbstractItemView) -> list[str]:
    """Each row of a table or list as one text, hidden columns left out."""
    model = view.model()
    if model is None:
        return []
    rows = []
    for row in range(model.rowCount()):
        cells = [
            str(model.index(row, column).data() or "")
            for column in range(model.columnCount())
            if not (isinstance(view, QTableView) and view.isColumnHidden(column))
        ]
        rows.append(" ".join(cell for cell in cells if cell))
    return rows


def _words_of(root: QWidget) -> list[str]:
    words = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if isinstance(widget, QLabel):
            words.append(widget.text())
        elif isinstance(widget, QAbstractButton):
            words.append(_label_of(widget))
        elif isinstance(widget, QLineEdit):
            words.append(widget.text() or widget.placeholderText())
        elif isinstance(widget, QPlainTextEdit):
            words.append(widget.toPlainText())
        elif isinstance(widget, QComboBox):
            words.append(widget.currentText())
        elif isinstance(widget, QAbstractItemView):
            words += _rows_of(widget)
    return [text for text in words if text]
