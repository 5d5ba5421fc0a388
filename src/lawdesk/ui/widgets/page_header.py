"""The head of a page: title, one line that says what is here, and the buttons at the right."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.labels import ElidedLabel, text_label


class PageHeader(QWidget):
    """Title, line under it, secondary buttons and at most one primary button."""

    def __init__(self, title: str, line: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = ElidedLabel(title, "title")
        self._line = text_label(line, "quiet", wrap=True)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._line)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addLayout(words, 1)
        layout.addLayout(self._buttons)
        layout.setAlignment(words, Qt.AlignmentFlag.AlignTop)
        layout.setAlignment(self._buttons, Qt.AlignmentFlag.AlignTop)
        self.show_line(line)

    def show_title(self, title: str) -> None:
        """Changes the title."""
        self._title.setText(title)

    def show_line(self, line: str) -> None:
        """Changes the line under the title; an empty line takes no space."""
        self._line.setText(line)
        self._line.setVisible(bool(line))

    def add_button(
        self,
        words: str,
        on_click: Callable[[], object],
        *,
        icon: str = "",
        primary: bool = False,
        hint: str = "",
    ) -> Button:
        """Adds a button; the primary one is always the last at the right."""
        button = Button(words, icon=icon, kind="primary" if primary else "secondary", hint=hint)
        button.clicked.connect(lambda _checked=False: on_click())
        self._buttons.addWidget(button)
        return button
