"""The head of a section of a part: its title, one line that says how things stand, and links."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.labels import set_style_property, text_label


class SectionHead(QWidget):
    """Title and links in one row, the line below over the whole width."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._line = text_label("", "quiet", wrap=True)
        self._links = QHBoxLayout()
        self._links.setSpacing(16)
        self._links.addWidget(text_label(title, "section"))
        self._links.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(self._links)
        layout.addWidget(self._line)

    def add_link(self, words: str, on_click: Callable[[], object]) -> Button:
        """Adds a link at the right of the title."""
        button = Button(words, kind="link")
        button.clicked.connect(lambda _checked=False: on_click())
        self._links.addWidget(button)
        return button

    def show_line(self, line: str, *, tone: str = "") -> None:
        """Changes the line under the title; an empty line takes no space."""
        set_style_property(self._line, "tone", tone)
        self._line.setText(line)
        self._line.setVisible(bool(line))

    def bring_up(self) -> None:
        """Scrolls the page so that this head is at its top, where it lies in one that scrolls."""
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if area is not None and (content := area.widget()) is not None:
            area.horizontalScrollBar().setValue(0)
            area.verticalScrollBar().setValue(self.mapTo(content, QPoint(0, 0)).y())

    def line(self) -> str:
        """What stands under the title."""
        return self._line.text()
