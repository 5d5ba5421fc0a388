"""One reply, part by part, read only: every act is asked for and done by the page."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lawdesk.domain.clients import ClientId, ContactKind
from lawdesk.domain.replies import ItemKind, ItemState, ReplyId, ReplyItemId
from lawdesk.operations.reply_filing import content_of
from lawdesk.store import client_requests, clients, replies
from lawdesk.store import practice as practices
from lawdesk.store.receivables import ageing
from lawdesk.store.receivables.ageing import ArrearsRow
from lawdesk.store.replies import ReplyItem
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.pages.replies.reply_part import (
    ContactChanges,
    ReplyPart,
    answer_part,
    contact_part,
    file_part,
    invoice_part,
    message_part,
)
from lawdesk.ui.pages.replies.reply_words import reply_line
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.labels import rule, text_label
from lawdesk.ui.widgets.layout_items import clear


class ReplyDetail(QWidget):
    """`asked` passes on what a part asks for; `reject_asked` is for all that waits."""

    asked = Signal(str, int)
    reject_asked = Signal()
    client_asked = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setAccessibleName(_("The reply"))
        self._desk = desk
        self._client_id: ClientId | None = None
        self.parts: dict[ReplyItemId, ReplyPart] = {}
        self.changes: dict[ReplyItemId, ContactChanges] = {}
        self._title = text_label("", "section", wrap=True)
        self._line = text_label("", "quiet", wrap=True)
        self._note = text_label("", "small", wrap=True)
        self.client_button = Button(_("Open client"), kind="link")
        self.client_button.clicked.connect(lambda _checked=False: self._on_client_clicked())
        self.reject_button = Button(_("Reject all that waits…"), kind="link")
        self.reject_button.clicked.connect(lambda _checked=False: self.reject_asked.emit())
        self._lay_out()

    def show_reply(self, reply_id: ReplyId) -> None:
        """Reads the reply and shows each part as it stands."""
        read, now = self._desk.read, self._desk.clock.now()
        row = replies.get_row(read, reply_id)
        self._client_id = row.client_id
        locale = practices.get(read).locale
        self._title.setText(row.client_name)
        self._line.setText(reply_line(row, now, locale))
        self._note.setText(_standing(row.waiting, row.parts))
        self.reject_button.setVisible(row.waiting > 1)
        clear(self._list)
        self.parts, self.changes = {}, {}
        files = replies.list_files(read, reply_id)
        for item in replies.list_items(read, reply_id):
            part = self._part(item, files.get(item.id), row.client_id, locale)
            part.asked.connect(self.asked)
            self.parts[item.id] = part
            self._list.addWidget(rule())
            self._list.addWidget(part)
            part.show()  # at once, so that it can be given the keyboard

    def focus_next(self) -> None:
        """Gives the keyboard to the first part that waits, once the one before is decided."""
        waiting = (part for part in self.parts.values() if part.buttons)
        part = next(waiting, None)
        if part is not None:
            next(iter(part.buttons.values())).setFocus()

    def arrears_of(self, item: ReplyItem) -> ArrearsRow | None:
        """The open claim that a word on an invoice is about."""
        if item.invoice_id is None or self._client_id is None:
            return None
        rows = ageing.list_rows(self._desk.read, client_id=self._client_id, limit=-1)
        found = (row for row in rows if row.invoice_id == item.invoice_id)
        return next((row for row in found if row.undisputed_cents > 0), None)

    def _part(
        self,
        item: ReplyItem,
        file: replies.StoredFile | None,
        client_id: ClientId,
        locale: str,
    ) -> ReplyPart:
        content = content_of(item)
        if file is not None:
            return file_part(item, file, self._request_title(item), locale)
        if item.kind is ItemKind.ANSWER:
            return answer_part(item, content, self._request_title(item))
        if item.kind is ItemKind.INVOICE:
            return invoice_part(item, content, can_dispute=self.arrears_of(item) is not None)
        if item.kind is ItemKind.CONTACT:
            return contact_part(item, content, self._contact_changes(item, content, client_id))
        return message_part(item, content)

    def _contact_changes(
        self, item: ReplyItem, content: dict[str, Any], client_id: ClientId
    ) -> ContactChanges | None:
        if content["is_confirmed"] or item.state is not ItemState.WAITING:
            return None
        old = {}
        for kind in ContactKind:
            known = clients.find_contact(self._desk.read, client_id, kind)
            old[kind] = known.value if known else ""
        new = {kind: str(content[kind.value]) for kind in ContactKind}
        changes = ContactChanges(old, new)
        self.changes[item.id] = changes
        return changes

    def _request_title(self, item: ReplyItem) -> str:
        if item.request_id is None:
            return ""
        request = client_requests.find(self._desk.read, item.request_id)
        return request.title if request else ""

    def _on_client_clicked(self) -> None:
        if self._client_id is not None:
            self.client_asked.emit(self._client_id)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._title, 1)
        head.addWidget(self.client_button)
        foot = QHBoxLayout()
        foot.addWidget(self.reject_button)
        foot.addStretch(1)
        self._list = QVBoxLayout()
        self._list.setSpacing(10)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 16, 16)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self._line)
        layout.addWidget(self._note)
        layout.addLayout(self._list)
        layout.addLayout(foot)
        layout.addStretch(1)


def _standing(waiting: int, parts: int) -> str:
    if parts == 0:
        return _("The client has opened the bundle and answered without a word.")
    if waiting == 0:
        return _("Every part is decided.")
    return _(
        "Nothing of this is filed until you decide, part by part. It lies here sealed; LawDesk "
        "opens none of its files in another program."
    )
