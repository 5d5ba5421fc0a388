"""An update that was given, as it stays."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from lawdesk.domain.updates import Update
from lawdesk.translation import _
from lawdesk.ui.plain_words import breakable
from lawdesk.ui.widgets.labels import text_label


class UpdateReading(QWidget):
    """Three headings with their words; empty parts are left out."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: dict[str, tuple[QLabel, QLabel]] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        titles = {
            "happened": _("What happened"),
            "next": _("What comes next"),
            "needed": _("What I need from you"),
        }
        for name, title in titles.items():
            head, words = text_label(title, "strong"), text_label("", wrap=True)
            words.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse
                | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            words.setAccessibleName(title)
            words.setContentsMargins(0, 0, 0, 10)
            layout.addWidget(head)
            layout.addWidget(words)
            self._parts[name] = head, words
        layout.addStretch(1)

    def show_update(self, update: Update) -> None:
        """Shows what the client was told."""
        told = {"happened": update.happened, "next": update.next, "needed": update.needed}
        for name, (head, words) in self._parts.items():
            words.setText(breakable(told[name]))
            for label in (head, words):
                label.setVisible(bool(told[name]))
