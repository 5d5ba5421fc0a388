"""One matter beside the list: what it is, what can be done, and its past, papers and details."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lawdesk.domain.clients import ClientId
from lawdesk.domain.locale_format import format_date
from lawdesk.domain.matters import Matter, MatterId
from lawdesk.operations.drafts import make_draft
from lawdesk.operations.matters import archive_matter, restore_matter
from lawdesk.operations.timers import start_timer
from lawdesk.store import clients, matters
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.kept_parts import show_typed_under, typed_in
from lawdesk.ui.pages.detail_header import DetailHeader
from lawdesk.ui.pages.matter_details import MatterDetails, cents_per_hour
from lawdesk.ui.pages.matter_rows import MatterView
from lawdesk.ui.pages.matter_time import MatterTime
from lawdesk.ui.pages.matter_timeline import MatterTimeline
from lawdesk.ui.plain_words import dotted, shortened
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.tabs import TabPages


class MatterDetail(QWidget):
    """Head and tabs. Only the part that is shown is read."""

    open_asked = Signal(str, int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._matter_id: MatterId | None = None
        self._client_id: ClientId | None = None
        self._view: MatterView | None = None
        self._shown = ""
        self._shows: dict[str, Callable[[MatterId, MatterView], object]] = {}
        self.header = DetailHeader()
        add = self.header.head.add_button
        self.restore_button = add(_("Restore"), self._restore, icon="undo")
        self.start_button = add(_("Start"), self._start, icon="play")
        self.draft_button = add(_("Draft invoice"), self._draft, primary=True)
        self.client_button = Button("", icon="client", kind="link")
        self.bundle_button = Button(_("Bundle for the client"), icon="bundle", kind="link")
        self.letter_button = Button(_("Write a letter"), icon="note", kind="link")
        for link in (self.client_button, self.bundle_button, self.letter_button):
            self.header.add_link(link)
        self.client_button.clicked.connect(lambda _checked=False: self._open_client())
        self.bundle_button.clicked.connect(lambda _checked=False: self._open_bundle())
        self.letter_button.clicked.connect(lambda _checked=False: self._open_letter())
        self.tabs = TabPages(_("Parts of the matter"))
        self._add_tabs()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(self.header)
        layout.addWidget(self.tabs, 1)

    def show_matter(self, matter_id: MatterId, view: MatterView) -> None:
        """Shows the matter in the part that is open now."""
        self._matter_id, self._view = matter_id, view
        matter = matters.get(self._desk.read, matter_id)
        self._client_id = matter.client_id
        self._show_head(matter, view)
        self._show_part()

    def show_contact(self, kind: str, item_id: int) -> None:
        """Shows an update, a request ("update", "request") or a contact of the log ("message")."""
        from lawdesk.ui.pages.informed.messages_part import MessagesPart
        from lawdesk.ui.pages.informed.updates_part import UpdatesPart

        part = self.tabs.show_part("messages" if kind == "message" else "updates")
        if isinstance(part, UpdatesPart):
            part.show_contact(kind, item_id)
        elif isinstance(part, MessagesPart):
            part.show_item(item_id)

    def typed(self) -> dict[str, str]:
        """What stands in the forms under the tabs, by tab."""
        return typed_in(self.tabs.made_parts())

    def show_typed(self, typed: Mapping[str, str]) -> None:
        """Opens those forms again with what `typed` gave."""
        show_typed_under(self.tabs, typed)

    def archive(self) -> None:
        """Puts the matter away; the strip offers the way back."""
        matter_id, desk = self._matter_id, self._desk
        if matter_id is None:
            return
        title = shortened(matters.get(desk.read, matter_id).title, 40)
        if desk.do(archive_matter, matter_id, now=desk.clock.now().at) is not None:
            desk.say(
                _("“{title}” lies in the archive.").format(title=title),
                (_("Undo"), lambda: desk.do(restore_matter, matter_id, now=desk.clock.now().at)),
            )

    def _add_tabs(self) -> None:
        self.tabs.picked.connect(self._on_picked)
        self.tabs.add("timeline", _("Timeline"), self._timeline)
        self.tabs.add("updates", _("Updates"), self._updates)
        self.tabs.add("messages", _("Messages"), self._messages)
        self.tabs.add("time", _("Time"), self._time)
        self.tabs.add("expenses", _("Expenses"), self._expenses)
        self.tabs.add("invoices", _("Invoices"), self._invoices)
        self.tabs.add("documents", _("Documents"), self._documents)
        self.tabs.add("bundles", _("Bundles"), self._bundles)
        self.tabs.add("billing", _("Billing"), self._billing)
        self.tabs.add("details", _("Details"), self._details)

    def _timeline(self) -> QWidget:
        part = MatterTimeline(self._desk)
        part.open_asked.connect(self.open_asked)
        part.documents_asked.connect(lambda: self.tabs.show_part("documents"))
        part.part_asked.connect(self.show_contact)
        self._shows["timeline"] = part.show_matter
        return part

    def _updates(self) -> QWidget:
        from lawdesk.ui.pages.informed.updates_part import UpdatesPart

        part = UpdatesPart(self._desk)
        part.open_asked.connect(self.open_asked)
        self._shows["updates"] = _once(part.show_matter)
        return part

    def _messages(self) -> QWidget:
        from lawdesk.ui.pages.informed.messages_part import MessagesPart

        part = MessagesPart(self._desk)
        part.open_asked.connect(self.open_asked)
        self._shows["messages"] = _once(part.show_matter)
        return part

    def _time(self) -> QWidget:
        part = MatterTime(self._desk)
        part.open_asked.connect(self.open_asked)
        self._shows["time"] = part.show_matter
        return part

    def _invoices(self) -> QWidget:
        from lawdesk.ui.pages.invoice_part import InvoicesPart

        part = InvoicesPart(self._desk)
        part.open_asked.connect(self.open_asked)
        self._shows["invoices"] = _once(part.show_matter)
        return part

    def _bundles(self) -> QWidget:
        from lawdesk.ui.pages.bundles.bundle_log import BundleLog

        part = BundleLog(self._desk)
        part.open_asked.connect(self.open_asked)
        self._shows["bundles"] = _once(part.show_matter)
        return part

    def _expenses(self) -> QWidget:
        from lawdesk.ui.pages.billing.expenses_part import ExpensesPart

        part = ExpensesPart(self._desk)
        self._shows["expenses"] = _once(part.show_matter)
        return part

    def _billing(self) -> QWidget:
        from lawdesk.ui.pages.billing.billing_part import MatterBilling

        part = MatterBilling(self._desk)
        self._shows["billing"] = _once(part.show_matter)
        return part

    def _documents(self) -> QWidget:
        from lawdesk.ui.pages.documents_part import DocumentsPart

        part = DocumentsPart(self._desk)
        part.open_asked.connect(self.open_asked)
        self._shows["documents"] = _once(part.show_matter)
        return part

    def _details(self) -> QWidget:
        part = MatterDetails(self._desk)
        part.archive_asked.connect(self.archive)
        self._shows["details"] = part.show_matter
        return part

    def _on_picked(self, name: str) -> None:
        self._shown = name
        self._show_part()

    def _show_part(self) -> None:
        show = self._shows.get(self._shown)
        if show is not None and self._matter_id is not None and self._view is not None:
            show(self._matter_id, self._view)

    def _show_head(self, matter: Matter, view: MatterView) -> None:
        client = clients.get(self._desk.read, matter.client_id)
        self.header.show_words(matter.title, self._line(matter, client.name, view))
        is_archived = matter.archived_at is not None
        runs = view.running == matter.id
        self.restore_button.setVisible(is_archived)
        self.start_button.setVisible(not is_archived)
        self.draft_button.setEnabled(not is_archived)
        self.start_button.setEnabled(not runs)
        self.start_button.set_words(_("Running") if runs else _("Start"))
        self.client_button.set_words(_("Open client"))

    def _line(self, matter: Matter, client: str, view: MatterView) -> str:
        locale = view.practice.locale
        opened = format_date(matter.opened_on, locale)
        cents = cents_per_hour(self._desk.read, matter, view)
        parts = [matter.number, shortened(client), shortened(matter.area)]
        parts.append(_("opened {date}").format(date=opened))
        if matter.closed_on is not None:
            parts.append(_("closed {date}").format(date=format_date(matter.closed_on, locale)))
        parts.append(f"{view.money(cents)}/h" if cents is not None else _("no rate"))
        if matter.archived_at is not None:
            parts.append(_("archived"))
        return dotted(*parts)

    def _start(self) -> None:
        if self._matter_id is not None:
            self._desk.do(start_timer, self._matter_id, now=self._desk.clock.now())

    def _draft(self) -> None:
        if self._matter_id is not None:
            draft_id = self._desk.do(make_draft, self._matter_id, now=self._desk.clock.now())
            if draft_id is not None:
                self.open_asked.emit("draft", draft_id)

    def _restore(self) -> None:
        if self._matter_id is not None:
            self._desk.do(restore_matter, self._matter_id, now=self._desk.clock.now().at)

    def _open_client(self) -> None:
        if self._client_id is not None:
            self.open_asked.emit("client", self._client_id)

    def _open_bundle(self) -> None:
        if self._matter_id is not None:
            self.open_asked.emit("bundle", self._matter_id)

    def _open_letter(self) -> None:
        if self._matter_id is not None:
            self.open_asked.emit("letter", self._matter_id)


def _once(show: Callable[[int], object]) -> Callable[[MatterId, MatterView], object]:
    """Tells a part that reads by itself only when the matter is another one."""
    shown: list[int] = []

    def tell(matter_id: MatterId, _view: MatterView) -> None:
        if shown != [matter_id]:
            shown[:] = [matter_id]
            show(matter_id)

    return tell
