"""What the tests of billing's forms share: typing, clicking, reading what stands there."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.row_table import RowTable

W = TypeVar("W", bound=QWidget)


def show(qtbot: QtBot, part: QWidget) -> None:
    """Open the part as a window of its own."""
    qtbot.addWidget(part)
    part.resize(900, 1000)
    part.show()
    QApplication.processEvents()


def find(part: QWidget, kind: type[W], name: str) -> W:
    """The visible widget of that accessible name."""
    found = [w for w in part.findChildren(kind) if w.isVisible()]
    named = [w for w in found if w.accessibleName() == name]
    assert named, f"{name} is not among {[w.accessibleName() for w in found]}"
    return named[0]


def fill(part: QWidget, name: str, text: str) -> QLineEdit:
    """Type a text into the line of that name."""
    edit = find(part, QLineEdit, name)
    edit.setFocus()
    edit.selectAll()
    if text:
        QTest.keyClicks(edit, text)
    else:
        QTest.keyClick(edit, Qt.Key.Key_Delete)
    return edit


def write(part: QWidget, name: str, text: str) -> None:
    """Type lines into the field of that name."""
    edit = find(part, QPlainTextEdit, name)
    edit.setFocus()
    edit.selectAll()
    QTest.keyClick(edit, Qt.Key.Key_Delete)
    for place, line in enumerate(text.split("\n")):
        if place:
            QTest.keyClick(edit, Qt.Key.Key_Return)
        QTest.keyClicks(edit, line)


def choose(part: QWidget, name: str, words: str) -> None:
    """Pick the choice with those words, by its letters."""
    box = find(part, QComboBox, name)
    place = box.findText(words)
    assert place >= 0, [box.itemText(n) for n in range(box.count())]
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    for _step in range(place):
        QTest.keyClick(box, Qt.Key.Key_Down)
    QApplication.processEvents()
    assert box.currentText() == words


def click(part: QWidget, words: str) -> None:
    """Click the button that says so."""
    button = find(part, Button, words)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def errors(part: QWidget) -> str:
    """Every sentence that stands under a field."""
    labels = [label for label in part.findChildren(QLabel) if label.isVisible()]
    return " ".join(label.text() for label in labels if label.property("kind") == "error")


def words(part: QWidget) -> str:
    """All words on the part."""
    return "\n".join(x.text() for x in part.findChildren(QLabel) if x.isVisible())


def cells(table: RowTable) -> list[list[str]]:
    """What the cells of a table say."""
    model = table.view.model()
    return [
        [
            str(model.index(row, column).data(Qt.ItemDataRole.AccessibleTextRole) or "")
            for column in range(model.columnCount())
        ]
        for row in range(model.rowCount())
    ]
