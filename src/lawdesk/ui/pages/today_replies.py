"""The line on Today that says how many replies of clients wait to be filed."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lawdesk.store import replies
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.labels import text_label


class TodayReplies(QWidget):
    """Nothing at all while no reply waits; it asks for "reply" with the one that waits longest."""

    open_asked = Signal(str, int)

    tables: ClassVar[frozenset[str]] = frozenset({"replies"})

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._oldest = 0
        self.words = text_label("", "strong")
        self.button = Button(_("Look at them"), kind="link")
        self.button.clicked.connect(
            lambda _checked=False: self.open_asked.emit("reply", self._oldest)
        )
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 8)
        layout.setSpacing(8)
        layout.addWidget(self.words)
        layout.addWidget(self.button)
        layout.addStretch(1)
        self.hide()

    def refresh(self) -> None:
        """Reads how many wait."""
        waiting = replies.list_open(self._desk.read)
        self.setVisible(bool(waiting))
        if not waiting:
            return
        self._oldest = waiting[0].id
        if len(waiting) == 1:
            words = _("A reply from {client} waits to be filed.")
            self.words.setText(words.format(client=waiting[0].client_name))
        else:
            self.words.setText(_("{count} replies wait to be filed.").format(count=len(waiting)))
        self.button.set_words(_("Look at it") if len(waiting) == 1 else _("Look at them"))
