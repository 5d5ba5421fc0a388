"""What the client of a matter is told, and what the client is asked for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from lawdesk.domain.client_requests import ClientRequestId
from lawdesk.domain.locale_format import format_date
from lawdesk.domain.matters import Matter, MatterId
from lawdesk.domain.practice import Practice
from lawdesk.domain.snippets import suits
from lawdesk.domain.updates import Update, UpdateId, parts_of
from lawdesk.operations.updates import (
    begin_update,
    delete_update,
    put_back_update,
    set_update_parts,
)
from lawdesk.store import matters, updates
from lawdesk.store import practice as practices
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.mail_handover import MailHandover
from lawdesk.ui.page import Page
from lawdesk.ui.pages.billing.section_head import SectionHead
from lawdesk.ui.pages.informed.contact_words import given_by_words, turn_sentence
from lawdesk.ui.pages.informed.requests_section import RequestsSection
from lawdesk.ui.pages.informed.update_editor import UpdateEditor, texts_for
from lawdesk.ui.plain_words import isolated
from lawdesk.ui.widgets.columns import Column
from lawdesk.ui.widgets.row_table import RowTable
from lawdesk.ui.widgets.scrolling import scrolled

_MOST_ROWS = 9


class UpdatesPart(Page):
    """Both lists on one page; an update opens in their place."""

    tables: ClassVar[frozenset[str]] = frozenset(
        {"updates", "client_requests", "request_documents", "messages", "bundle_deliveries"}
        | {"invoice_deliveries", "matters", "practice", "documents", "snippets"}
    )

    def __init__(
        self, desk: Desk, parent: QWidget | None = None, *, mails: MailHandover | None = None
    ) -> None:
        super().__init__(desk, parent)
        self._matter_id: MatterId | None = None
        self._practice: Practice = practices.get(desk.read)
        self.head = SectionHead(_("Updates"))
        self.new_button = self.head.add_link(_("New update"), self.begin_new)
        self.table = RowTable(_("Updates of this matter"), self._columns(), fit_rows=_MOST_ROWS)
        self.table.set_empty(
            _("No update yet. Tell the client what happened and what comes next."),
            _("New update"),
            self.begin_new,
        )
        self.table.opened.connect(self._on_opened)
        self.table.delete_asked.connect(self._on_delete_asked)
        self.requests = RequestsSection(desk)
        self.editor = UpdateEditor(desk, mails or MailHandover(desk, parent=self))
        self.editor.left.connect(self.close_editor)
        self.editor.open_asked.connect(self.open_asked)
        self._lay_out()

    def show_matter(self, matter_id: int) -> None:
        """Shows what concerns a matter."""
        if matter_id != self._matter_id:
            self.close_editor()
            self.requests.show_matter(MatterId(matter_id))
        self._matter_id = MatterId(matter_id)
        self._reload()

    def refresh(self) -> None:
        """Reads the lists again, and the update that is open."""
        matter_id, read = self._matter_id, self.desk.read
        self._practice = practices.get(read)
        if matter_id is None:
            return
        matter = matters.get(read, matter_id)
        self.table.set_rows(updates.list_of_matter(read, matter_id), lambda row: row.id)
        self._show_turn(matter)
        self.requests.refresh()
        opened = self.editor.update_id
        if opened is not None and updates.find(read, opened) is None:
            self.close_editor()
        elif opened is not None:
            self.editor.show_update(opened)

    def begin_new(self) -> None:
        """Opens a new draft, which starts with the template of the matter's area."""
        if self._matter_id is None:
            return
        now = self.desk.clock.now()
        update_id = self.desk.do(begin_update, self._matter_id, now=now)
        if update_id is None:
            return
        area = matters.get(self.desk.read, self._matter_id).area
        templates, _pieces = texts_for(self.desk.read, updates.get(self.desk.read, update_id))
        own = [each for each in templates if suits(each.area, area)]
        if own:
            self.desk.do(set_update_parts, update_id, parts_of(own[0].text))
        self.open_update(update_id)

    def open_update(self, update_id: UpdateId) -> None:
        """Shows an update in place of the lists."""
        self.editor.leave()
        self._stack.setCurrentIndex(1)
        self.editor.open_update(update_id)

    def close_editor(self) -> None:
        """Goes back to the lists."""
        self.editor.leave()
        self._stack.setCurrentIndex(0)

    def show_contact(self, kind: str, item_id: int) -> None:
        """Opens an update, or marks a request in the list; an id of 0 shows the lists."""
        self.close_editor()
        if kind == "request":
            self.requests.table.select(ClientRequestId(item_id))
        elif item_id and updates.find(self.desk.read, UpdateId(item_id)) is not None:
            self.open_update(UpdateId(item_id))

    def typed(self) -> dict[str, str]:
        """Which update is open, and what stands in the forms about requests."""
        requests = self.requests.typed()
        kept = {"requests": json.dumps(requests)} if requests else {}
        return {**self.editor.typed(), **kept}

    def show_typed(self, typed: Mapping[str, str]) -> None:
        if "requests" in typed:
            self.requests.show_typed(json.loads(typed["requests"]))
        if "update" not in typed:
            return
        update_id = UpdateId(int(typed["update"]))
        if updates.find(self.desk.read, update_id) is not None:
            self.open_update(update_id)
            self.editor.show_typed(typed)

    def _columns(self) -> list[Column]:
        return [
            Column("day", _("As of"), self._day, width=104, tone=lambda _row: "quiet"),
            Column(
                "words",
                _("What happened"),
                lambda row: isolated(row.words) or _("No words yet"),
                tone=lambda row: "quiet" if row.is_empty else "ink",
            ),
            Column("state", _("State"), lambda _row: "", width=150, badge=self._badge),
        ]

    def _day(self, row: Update) -> str:
        return format_date(row.dated_on, self._practice.locale)

    def _badge(self, row: Update) -> tuple[str, str]:
        if row.given_on is None or row.channel is None:
            return _("draft"), "attention"
        day = format_date(row.given_on, self._practice.locale, "short")
        words = _("given {date} by {channel}")
        return words.format(date=day, channel=given_by_words()[row.channel]), "quiet"

    def _show_turn(self, matter: Matter) -> None:
        today, locale = self.desk.clock.now().day, self._practice.locale
        words, tone = turn_sentence(self.desk.read, matter, today, locale)
        self.head.show_line(words, tone=tone)

    def _lay_out(self) -> None:
        lists = QWidget()
        inside = QVBoxLayout(lists)
        inside.setContentsMargins(0, 0, 12, 0)
        inside.setSpacing(12)
        inside.addWidget(self.head)
        inside.addWidget(self.table)
        inside.addSpacing(12)
        inside.addWidget(self.requests)
        inside.addStretch(1)
        self.editor.setContentsMargins(0, 0, 12, 0)
        self._stack = QStackedWidget()
        self._stack.addWidget(scrolled(lists, _("Updates and requests")))
        self._stack.addWidget(scrolled(self.editor, _("The update")))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

    def _on_opened(self, key: object) -> None:
        if isinstance(key, int):
            self.open_update(UpdateId(key))

    def _on_delete_asked(self, key: object) -> None:
        if not isinstance(key, int):
            return
        desk = self.desk
        gone = desk.do(delete_update, UpdateId(key))
        if gone is not None:
            desk.say(
                _("The draft is deleted."), (_("Undo"), lambda: desk.do(put_back_update, gone))
            )
