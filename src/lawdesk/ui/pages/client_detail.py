"""One client beside the list: who they are, their matters and their invoices."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lawdesk.domain.clients import Client, ClientId, ContactKind
from lawdesk.operations.clients import archive_client, restore_client
from lawdesk.store import clients, matters
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.kept_parts import show_typed_under, typed_in
from lawdesk.ui.pages.client_choices import kind_words
from lawdesk.ui.pages.client_details import ClientDetails
from lawdesk.ui.pages.client_matters import ClientMatters
from lawdesk.ui.pages.detail_header import DetailHeader
from lawdesk.ui.pages.matter_rows import MatterView
from lawdesk.ui.plain_words import dotted, shortened
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.tabs import TabPages


class ClientDetail(QWidget):
    """Head and tabs. Only the part that is shown is read."""

    open_asked = Signal(str, int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._client_id: ClientId | None = None
        self._view: MatterView | None = None
        self._shown = ""
        self._told: int | None = None
        self._shows: dict[str, Callable[[ClientId, MatterView], object]] = {}
        self.header = DetailHeader()
        add = self.header.head.add_button
        self.restore_button = add(_("Restore"), self._restore, icon="undo")
        self.new_button = add(_("New matter"), self._on_new_clicked, icon="add", primary=True)
        self.letter_button = Button(_("Write a letter"), icon="note", kind="link")
        self.letter_button.clicked.connect(lambda _checked=False: self._open_letter())
        self.header.add_link(self.letter_button)
        self.tabs = TabPages(_("Parts of the client"))
        self.tabs.picked.connect(self._on_picked)
        self.tabs.add("details", _("Details"), self._details)
        self.tabs.add("matters", _("Matters"), self._matters)
        self.tabs.add("messages", _("Messages"), self._messages)
        self.tabs.add("bundles", _("Bundles"), self._bundles)
        self.tabs.add("invoices", _("Invoices"), self._invoices)
        self.tabs.add("documents", _("Documents"), self._documents)
        self.tabs.add("account", _("Account"), self._account)
        self.tabs.add("billing", _("Billing"), self._billing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(self.header)
        layout.addWidget(self.tabs, 1)

    def show_client(self, client_id: ClientId, view: MatterView) -> None:
        """Shows the client in the part that is open now."""
        self._client_id, self._view = client_id, view
        self._show_head(clients.get(self._desk.read, client_id), view)
        self._show_part()

    def _open_letter(self) -> None:
        if self._client_id is not None:
            self.open_asked.emit("letter", -self._client_id)

    def begin_details(self) -> None:
        """Goes on to fill in what is known of a client just made."""
        part = self.tabs.show_part("details")
        if isinstance(part, ClientDetails):
            part.form.focus("kind")

    def typed(self) -> dict[str, str]:
        """What stands in the forms under the tabs, by tab."""
        return typed_in(self.tabs.made_parts())

    def show_typed(self, typed: Mapping[str, str]) -> None:
        """Opens those forms again with what `typed` gave."""
        show_typed_under(self.tabs, typed)

    def archive(self) -> None:
        """Puts the client away; the strip offers the way back."""
        client_id, desk = self._client_id, self._desk
        if client_id is None:
            return
        name = shortened(clients.get(desk.read, client_id).name, 40)
        if desk.do(archive_client, client_id, now=desk.clock.now().at) is not None:
            desk.say(
                _("“{name}” lies in the archive.").format(name=name),
                (_("Undo"), lambda: desk.do(restore_client, client_id, now=desk.clock.now().at)),
            )

    def _details(self) -> QWidget:
        part = ClientDetails(self._desk)
        part.archive_asked.connect(self.archive)
        self._shows["details"] = lambda client_id, _view: part.show_client(client_id)
        return part

    def _matters(self) -> QWidget:
        part = ClientMatters(self._desk)
        part.open_asked.connect(self.open_asked)
        self._shows["matters"] = part.show_client
        return part

    def _messages(self) -> QWidget:
        from lawdesk.ui.pages.informed.messages_part import MessagesPart

        part = MessagesPart(self._desk)
        part.open_asked.connect(self.open_asked)
        self._shows["messages"] = lambda client_id, _view: part.show_client(client_id)
        return part

    def _invoices(self) -> QWidget:
        from lawdesk.ui.pages.invoice_part import InvoicesPart

        part = InvoicesPart(self._desk)
        part.open_asked.connect(self.open_asked)

        def show(client_id: ClientId, _view: MatterView) -> None:
            if client_id != self._told:  # it reads by itself what changes of the same client
                self._told = client_id
                part.show_client(client_id)

        self._shows["invoices"] = show
        return part

    def _bundles(self) -> QWidget:
        from lawdesk.ui.pages.bundles.bundle_log import BundleLog

        part = BundleLog(self._desk)
        part.open_asked.connect(self.open_asked)
        shown: list[ClientId] = []

        def show(client_id: ClientId, _view: MatterView) -> None:
            if shown != [client_id]:  # it reads by itself what changes of the same client
                shown[:] = [client_id]
                part.show_client(client_id)

        self._shows["bundles"] = show
        return part

    def _documents(self) -> QWidget:
        from lawdesk.ui.pages.documents_part import DocumentsPart

        part = DocumentsPart(self._desk)
        part.open_asked.connect(self.open_asked)
        self._shows["documents"] = lambda client_id, _view: part.show_client(client_id)
        return part

    def _billing(self) -> QWidget:
        from lawdesk.ui.pages.billing.billing_part import ClientBilling

        part = ClientBilling(self._desk)
        self._shows["billing"] = lambda client_id, _view: part.show_client(client_id)
        return part

    def _account(self) -> QWidget:
        from lawdesk.ui.pages.receivables.account_part import AccountPart

        part = AccountPart(self._desk)
        part.open_asked.connect(self.open_asked)
        self._shows["account"] = lambda client_id, _view: part.show_client(client_id)
        return part

    def _on_picked(self, name: str) -> None:
        self._shown = name
        self._show_part()

    def _show_part(self) -> None:
        show = self._shows.get(self._shown)
        if show is not None and self._client_id is not None and self._view is not None:
            show(self._client_id, self._view)

    def _show_head(self, client: Client, view: MatterView) -> None:
        is_archived = client.archived_at is not None
        self.header.show_words(client.name, self._line(client, view))
        self.restore_button.setVisible(is_archived)
        self.new_button.setEnabled(not is_archived)

    def _line(self, client: Client, view: MatterView) -> str:
        read = self._desk.read
        count, cents = matters.count_and_unbilled(read, client_id=client.id)
        mail = clients.find_contact(read, client.id, ContactKind.MAIL)
        phone = clients.find_contact(read, client.id, ContactKind.PHONE)
        parts = [_("archived")] if client.archived_at is not None else []
        parts += [kind_words(client.kind), shortened(client.contact_person)]
        parts += [shortened(contact.value, 40) for contact in (mail, phone) if contact]
        if count:
            parts.append(view.summary(count, cents))
        return dotted(*parts)

    def _restore(self) -> None:
        if self._client_id is not None:
            self._desk.do(restore_client, self._client_id, now=self._desk.clock.now().at)

    def _on_new_clicked(self) -> None:
        part = self.tabs.show_part("matters")
        if isinstance(part, ClientMatters):
            part.begin_new()
