"""The log of contacts with a client, on a matter's page or over all matters of a client."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lawdesk.domain.clients import ClientId
from lawdesk.domain.locale_format import format_day
from lawdesk.domain.matters import MatterId
from lawdesk.domain.messages import MessageId
from lawdesk.domain.practice import Practice
from lawdesk.operations.messages import bill_message, delete_message, restore_message
from lawdesk.operations.time_entries import delete_entry
from lawdesk.store import matters, messages
from lawdesk.store import practice as practices
from lawdesk.store.messages import MessageRow
from lawdesk.translation import _
from lawdesk.ui.clock_face import short_clock
from lawdesk.ui.desk import Desk
from lawdesk.ui.page import Page
from lawdesk.ui.pages.billing.section_head import SectionHead
from lawdesk.ui.pages.informed.contact_words import (
    days_words,
    direction_words,
    message_icon,
    message_kind_words,
)
from lawdesk.ui.pages.informed.message_form import MessageForm
from lawdesk.ui.pages.informed.message_reading import MessageReading
from lawdesk.ui.plain_words import dotted, isolated
from lawdesk.ui.widgets.columns import Column
from lawdesk.ui.widgets.row_table import RowTable
from lawdesk.ui.widgets.scrolling import scrolled

_PAGE = 60
_LOW = 560


class MessagesPart(Page):
    """Enter corrects what was noted by hand, Del takes it away, a link makes a time entry."""

    tables: ClassVar[frozenset[str]] = frozenset(
        {"messages", "matters", "time_entries", "practice", "clients"}
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._client_id: ClientId | None = None
        self._matter_id: MatterId | None = None
        self._practice: Practice = practices.get(desk.read)
        self.head = SectionHead(_("Messages"))
        self.add_button = self.head.add_link(_("Note a contact"), self.begin_new)
        self.reading = MessageReading()
        self.form = MessageForm(desk)
        self.form.closed.connect(self._on_form_closed)
        self.form.saved.connect(self._on_saved)
        self.table = RowTable(_("Calls, mails, letters and meetings"), self._columns())
        self.table.set_empty(
            _("Nothing noted yet. Calls, mails, letters and meetings are written down here."),
            _("Note a contact"),
            self.begin_new,
        )
        self.table.opened.connect(self._on_opened)
        self.table.link_clicked.connect(self._on_link_clicked)
        self.table.delete_asked.connect(self._on_delete_asked)
        self.table.chosen.connect(lambda key: self.reading.show_row(self.table.row(key)))
        self.head.show_line("")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.head)
        self._form_area = scrolled(self.form, _("The contact"))
        layout.addWidget(self._form_area)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.reading)

    def show_matter(self, matter_id: int) -> None:
        """Shows the log of a matter."""
        self._show(None, MatterId(matter_id))

    def show_client(self, client_id: int) -> None:
        """Shows the log of a client over all matters."""
        self._show(ClientId(client_id), None)

    def refresh(self) -> None:
        """Reads the log again."""
        self._practice = practices.get(self.desk.read)
        first = self._page(None)
        last = first[-1:]

        def more() -> Sequence[MessageRow]:
            found = self._page(last[0])
            last[:] = found[-1:] or last
            return found

        self.table.set_rows(first, lambda row: row.id, more if len(first) == _PAGE else None)
        self.reading.show_row(self.table.row(self.table.selected()))
        count = self._count()
        self.table.set_summary(
            days_words(count, _("1 contact"), _("{count} contacts")) if count else ""
        )

    def show_item(self, item_id: int) -> None:
        """Marks a contact, which is then shown whole below the list."""
        self.form.hide()
        self._share_room()
        self.table.select(MessageId(item_id))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the table gives way to the form."""
        super().resizeEvent(event)
        self._share_room()

    def begin_new(self) -> None:
        """Opens the form for a new note."""
        client_id = self._client()
        if client_id is not None:
            self.form.open_new(client_id, self._matter_id)
            self._share_room()

    def typed(self) -> dict[str, str]:
        """What stands in the form, when it is open."""
        return self.form.typed()

    def show_typed(self, typed: Mapping[str, str]) -> None:
        if typed["changed"]:
            self.form.open_change(MessageId(int(typed["changed"])), self._matter_id)
            self._share_room()
        else:
            self.begin_new()
        self.form.show_typed(typed)

    def _show(self, client_id: ClientId | None, matter_id: MatterId | None) -> None:
        if (client_id, matter_id) != (self._client_id, self._matter_id):
            self.form.hide()
            self._share_room()
            self.table.set_rows([], key=lambda row: row.id)
        self._client_id, self._matter_id = client_id, matter_id
        self._reload()

    def _client(self) -> ClientId | None:
        if self._matter_id is not None:
            return matters.get(self.desk.read, self._matter_id).client_id
        return self._client_id

    def _page(self, after: MessageRow | None) -> list[MessageRow]:
        read = self.desk.read
        if self._matter_id is not None:
            return messages.list_of_matter(read, self._matter_id, after=after, limit=_PAGE)
        if self._client_id is not None:
            return messages.list_of_client(read, self._client_id, after=after, limit=_PAGE)
        return []

    def _count(self) -> int:
        if self._matter_id is not None:
            return messages.count_of_matter(self.desk.read, self._matter_id)
        if self._client_id is not None:
            return messages.count_of_client(self.desk.read, self._client_id)
        return 0

    def _columns(self) -> list[Column]:
        return [
            Column("day", _("Day"), self._day, width=84, tone=lambda _row: "quiet"),
            Column(
                "who",
                _("Contact"),
                lambda row: isolated(row.person) or message_kind_words()[row.kind],
                stretch=6,
                icon=lambda row: message_icon(row.kind),
                detail=_kind,
            ),
            Column(
                "text",
                _("What it was about"),
                _about,
                stretch=8,
                detail=self._detail,
            ),
            Column(
                "spent",
                _("Time"),
                _spent,
                width=56,
                right=True,
                optional=True,
                tone=lambda _row: "quiet",
            ),
            Column("acts", "", lambda _row: "", width=100, links=_links),
        ]

    def _day(self, row: MessageRow) -> str:
        today = self.desk.clock.now().day
        if row.happened_on == today:
            return _("today")
        with_year = row.happened_on.year != today.year
        return format_day(row.happened_on, self._practice.locale, with_year=with_year)

    def _detail(self, row: MessageRow) -> str:
        """What was agreed, and on a client's page the matter."""
        agreed = _("agreed: {what}").format(what=_line(row.agreed)) if row.agreed else ""
        matter = (row.matter_title or "") if self._matter_id is None else ""
        told = dotted(agreed, matter)
        return isolated(f" · {told}") if told else ""

    def _on_opened(self, key: object) -> None:
        row = self.table.row(key)
        if row is None:
            return
        if row.kind.is_noted_by_hand:
            self.form.open_change(row.id, self._matter_id)
            self._share_room()
        elif row.bundle_id is not None:
            self.open_asked.emit("written bundle", row.bundle_id)

    def _on_link_clicked(self, key: object, link: str) -> None:
        row, desk = self.table.row(key), self.desk
        if row is None:
            return
        if link == "entry":
            self.open_asked.emit("time", row.entry_id)
            return
        now = desk.clock.now()
        entry_id = desk.do(bill_message, row.id, now=now)
        if entry_id is not None:
            worked = short_clock(row.spent_seconds)
            desk.say(
                _("{worked} are a time entry now.").format(worked=worked),
                (_("Undo"), lambda: desk.do(delete_entry, entry_id, now=now)),
            )

    def _on_delete_asked(self, key: object) -> None:
        row, desk = self.table.row(key), self.desk
        if row is None:
            return
        if desk.do(delete_message, row.id, now=desk.clock.now()) is not None:
            desk.say(
                _("What was noted is deleted."),
                (_("Undo"), lambda: desk.do(restore_message, row.id)),
            )

    def _on_saved(self, message_id: int) -> None:
        self.table.select(message_id)

    def _on_form_closed(self) -> None:
        self._share_room()
        self.table.view.setFocus()

    def _share_room(self) -> None:
        is_open = not self.form.isHidden()
        has_room = not is_open or self.height() >= _LOW
        self.table.setVisible(has_room)
        self._form_area.setVisible(is_open)
        wanted = self.form.sizeHint().height() if is_open and has_room else 0
        self._form_area.setMinimumHeight(wanted)
        self.reading.setVisible(self.form.isHidden() and self.reading.says_something)


def _kind(row: MessageRow) -> str:
    """The kind in words, beside the person; the direction where nobody is named."""
    if row.person:
        return f" · {message_kind_words()[row.kind]}"
    return f" · {direction_words()[row.direction]}"


def _about(row: MessageRow) -> str:
    return isolated(_line(row.text))


def _line(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if line.strip()), "")


def _spent(row: MessageRow) -> str:
    return short_clock(row.spent_seconds) if row.spent_seconds else ""


def _links(row: MessageRow) -> list[tuple[str, str]]:
    if row.entry_id is not None:
        return [("entry", _("Show entry"))]
    if row.spent_seconds and row.matter_id is not None:
        return [("bill", _("Make entry"))]
    return []
