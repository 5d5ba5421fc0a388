"""The contact that is selected, to be read whole."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lawdesk.store.messages import MessageRow
from lawdesk.translation import _
from lawdesk.ui.clock_face import short_clock
from lawdesk.ui.pages.informed.contact_words import direction_words, message_kind_words
from lawdesk.ui.plain_words import breakable, dotted
from lawdesk.ui.widgets.labels import rule, text_label
from lawdesk.ui.widgets.scrolling import scrolled

_MOST_HEIGHT = 220


class MessageReading(QWidget):
    """Who and how in one line, then what it was about and what was agreed."""

    def __init__(self) -> None:
        super().__init__()
        self.says_something = False
        self._who = text_label("", "strong", wrap=True)
        self._text = text_label("", wrap=True)
        self._agreed_head = text_label(_("Agreed"), "caption")
        self._agreed = text_label("", wrap=True)
        content = QWidget()
        inside = QVBoxLayout(content)
        inside.setContentsMargins(0, 0, 12, 0)
        inside.setSpacing(6)
        for label in (self._who, self._text, self._agreed_head, self._agreed):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            inside.addWidget(label)
        inside.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(rule())
        layout.addWidget(scrolled(content, _("The contact")))
        self.setMaximumHeight(_MOST_HEIGHT)
        self.hide()

    def show_row(self, row: MessageRow | None) -> None:
        """Shows a contact; nothing for None."""
        self.says_something = row is not None
        self.setVisible(row is not None)
        if row is None:
            return
        spent = short_clock(row.spent_seconds) if row.spent_seconds else ""
        kind, way = message_kind_words()[row.kind], direction_words()[row.direction]
        self._who.setText(breakable(dotted(kind, row.person, way, spent, row.matter_title or "")))
        self._text.setText(breakable(row.text))
        self._agreed.setText(breakable(row.agreed))
        self._text.setVisible(bool(row.text))
        for label in (self._agreed_head, self._agreed):
            label.setVisible(bool(row.agreed))
