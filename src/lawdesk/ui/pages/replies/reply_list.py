"""The list of what came back: replies that wait, refused files, and filed replies when asked."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lawdesk.domain.clock import day_of
from lawdesk.domain.locale_format import format_date
from lawdesk.domain.replies import refusal_sentence
from lawdesk.store import practice as practices
from lawdesk.store import replies
from lawdesk.store.replies import RefusedFile, ReplyRow
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.pages.replies.reply_words import waiting_words
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.check_box import CheckBox
from lawdesk.ui.widgets.labels import text_label
from lawdesk.ui.widgets.record_list import Record, RecordList

Key = tuple[str, int]
"""("reply", id) or ("refused", id)"""


def key_of(row: ReplyRow | RefusedFile) -> Key:
    """How a row is named in the list."""
    return ("refused" if isinstance(row, RefusedFile) else "reply", row.id)


class ReplyList(QWidget):
    """`chosen` gives a key or None; `folder_left` when the folder is not to be watched longer."""

    chosen = Signal(object)
    folder_left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._locale = "en"
        self.list = RecordList(_("Replies"), self._record)
        self.list.chosen.connect(self.chosen)
        self.with_filed = CheckBox(_("Show filed ones"))
        self.with_filed.toggled.connect(lambda _checked: self.refresh())
        self._folder = text_label("", "caption", wrap=True)
        self.leave_button = Button(_("Stop watching"), kind="link")
        self.leave_button.clicked.connect(lambda _checked=False: self.folder_left.emit())
        line = QHBoxLayout()
        line.addWidget(self.leave_button)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.with_filed)
        layout.addWidget(self._folder)
        layout.addLayout(line)

    def refresh(self) -> None:
        """Reads the list again."""
        read = self._desk.read
        self._locale = practices.get(read).locale
        rows: list[ReplyRow | RefusedFile] = [*replies.list_open(read), *replies.list_refused(read)]
        if self.with_filed.isChecked():
            rows += replies.list_closed(read)
        self.list.set_rows(rows, key_of)
        folder = replies.reply_folder(read)
        self._folder.setText(_("Watching {folder}").format(folder=folder))
        self._folder.setVisible(bool(folder))
        self.leave_button.setVisible(bool(folder))

    def _record(self, row: ReplyRow | RefusedFile) -> Record:
        received = day_of(row.received_at, self._desk.clock.now().zone)
        day = format_date(received, self._locale, "short")
        if isinstance(row, RefusedFile):
            badge = (_("refused"), "overdue")
            return Record(row.file_name, day, refusal_sentence(row.reason), badge)
        state = (waiting_words(row.waiting), "attention") if row.waiting else (_("filed"), "quiet")
        return Record(row.client_name, day, _("bundle {bundle}").format(bundle=row.bundle), state)
