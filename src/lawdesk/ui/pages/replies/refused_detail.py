"""A file that was refused: why, and the two things that can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lawdesk.domain.replies import refusal_hint, refusal_sentence
from lawdesk.store import practice as practices
from lawdesk.store.replies import RefusedFile
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.document_words import size_words
from lawdesk.ui.pages.replies.reply_words import moment_words
from lawdesk.ui.plain_words import breakable, dotted
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.labels import text_label


class RefusedDetail(QWidget):
    """Name, reason, size; the file itself is never opened here."""

    save_asked = Signal()
    delete_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setAccessibleName(_("The refused file"))
        self._desk = desk
        self._title = text_label("", "section", wrap=True)
        self._facts = text_label("", "quiet", wrap=True)
        self._reason = text_label("", "strong", wrap=True)
        self._hint = text_label("", wrap=True)
        note = text_label(
            _("It is kept byte for byte as it came, sealed, until you delete it."),
            "small",
            wrap=True,
        )
        self.save_button = Button(_("Save it elsewhere…"))
        self.save_button.clicked.connect(lambda _checked=False: self.save_asked.emit())
        self.delete_button = Button(_("Delete it…"), kind="link")
        self.delete_button.clicked.connect(lambda _checked=False: self.delete_asked.emit())
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addWidget(self.save_button)
        buttons.addWidget(self.delete_button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 16, 16)
        layout.setSpacing(8)
        for label in (self._title, self._facts, self._reason, self._hint, note):
            layout.addWidget(label)
        layout.addSpacing(8)
        layout.addLayout(buttons)
        layout.addStretch(1)

    def show_file(self, file: RefusedFile) -> None:
        """Shows why this file was refused."""
        now, locale = self._desk.clock.now(), practices.get(self._desk.read).locale
        self._title.setText(breakable(file.file_name))
        came = _("came {moment}").format(moment=moment_words(file.received_at, now, locale))
        self._facts.setText(dotted(size_words(file.plain_size, locale), came))
        self._reason.setText(refusal_sentence(file.reason))
        self._hint.setText(refusal_hint(file.reason))
