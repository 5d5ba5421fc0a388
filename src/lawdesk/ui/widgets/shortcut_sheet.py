"""The sheet of all shortcuts, made from the actions that are registered."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from lawdesk.translation import _
from lawdesk.ui.actions import ActionRegistry, Registered, keys_of, words_of
from lawdesk.ui.widgets import drawing
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.labels import text_label
from lawdesk.ui.widgets.scrolling import scrolled


class ShortcutSheet(QDialog):
    """Every action that has a shortcut, under its heading, in two columns."""

    def __init__(self, registry: ActionRegistry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Shortcuts"))
        self.setMinimumSize(640, 420)
        content = QWidget()
        columns = QHBoxLayout(content)
        columns.setContentsMargins(0, 0, 8, 0)
        columns.setSpacing(48)
        sides = (QVBoxLayout(), QVBoxLayout())
        for side in sides:
            side.setSpacing(16)
            columns.addLayout(side, 1)
        lengths = [0, 0]
        for title, entries in registry.groups().items():
            shown = [entry for entry in entries if keys_of(entry.action)]
            if shown:
                shorter = 0 if lengths[0] <= lengths[1] else 1
                sides[shorter].addLayout(_group(title or _("Program"), shown))
                lengths[shorter] += len(shown) + 2
        for side in sides:
            side.addStretch(1)
        area = scrolled(content, _("Shortcuts"))
        close = Button(_("Close"))
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(16)
        layout.addWidget(text_label(_("Shortcuts"), "title"))
        layout.addWidget(area, 1)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)


def _group(title: str, entries: list[Registered]) -> QGridLayout:
    grid = QGridLayout()
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(0, 1)
    grid.addWidget(text_label(title, "section"), 0, 0)
    for line, entry in enumerate(entries, start=1):
        grid.addWidget(text_label(words_of(entry.action)), line, 0)
        grid.addWidget(KeyCap(keys_of(entry.action)), line, 1, Qt.AlignmentFlag.AlignRight)
    return grid


class KeyCap(QWidget):
    """A shortcut in a small frame."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.setAccessibleName(words)
        self.setFixedSize(drawing.key_cap_width(words), 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        right_middle = self.rect().center()
        right_middle.setX(self.width())
        drawing.paint_key_cap(QPainter(self), right_middle, self._words)
