"""What is known of a client, each field saved when it is left."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lawdesk.domain.clients import Client, ClientContact, ClientId, ClientKind, ContactKind
from lawdesk.operations.clients import change_client, set_contacts
from lawdesk.store import clients
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.pages.client_addresses import AddressesField
from lawdesk.ui.pages.client_choices import grouping_choices, kind_choices
from lawdesk.ui.pages.practice_choices import language_choices
from lawdesk.ui.pages.saving_form import SavingForm
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.scrolling import scrolled

_CONTACTS = {
    "addresses": ContactKind.ADDRESS,
    "mails": ContactKind.MAIL,
    "phones": ContactKind.PHONE,
}


class ClientDetails(QWidget):
    """The form, and the way into the archive at its end."""

    archive_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._client_id: ClientId | None = None
        self.form = _form(desk)
        self.form.committed.connect(self._on_committed)
        self.archive_button = Button(_("Archive client"), icon="archive")
        self.archive_button.clicked.connect(lambda _checked=False: self.archive_asked.emit())
        self.form.add_widget(_foot(self.archive_button))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(self.form, _("Details of the client")))

    def show_client(self, client_id: ClientId) -> None:
        """Shows what is stored of a client."""
        if client_id != self._client_id:
            self.form.leave()
        self._client_id = client_id
        client = clients.get(self._desk.read, client_id)
        contacts = clients.list_contacts(self._desk.read, client_id)
        self.form.show_stored(client_id, _values(client, contacts))
        has_contact = client.kind is ClientKind.ORGANISATION or bool(client.contact_person)
        self.form.set_visible("contact_person", visible=has_contact)
        self.archive_button.setVisible(client.archived_at is None)

    def _on_committed(self, name: str, value: object) -> None:
        client_id = self._client_id
        if client_id is None:
            return
        transact = self._desk.transact
        if name in _CONTACTS:
            kind, texts = _CONTACTS[name], _texts(value)
            self.form.save(name, lambda: transact(set_contacts, client_id, kind, texts))
        else:
            self.form.save(name, lambda: transact(change_client, client_id, name, str(value)))


def _form(desk: Desk) -> SavingForm:
    form = SavingForm(desk)
    first = _("The first one is used on invoices and mails.")
    form.add_line("name", _("Name"))
    form.add_choice("kind", _("Kind"), kind_choices())
    form.add_line("contact_person", _("Contact person"), wide=True)
    addresses = AddressesField(_("Address"))
    form.add_field("addresses", _("Address"), addresses, hint=first, wide=True)
    form.add_repeated("mails", _("E-mail"))
    form.add_repeated("phones", _("Phone"))
    form.add_section(_("Billing"))
    form.add_choice("grouping", _("Work on invoices"), grouping_choices())
    form.add_choice("language", _("Language of invoices and bundles"), language_choices())
    form.add_line("tax_id", _("Tax or VAT number"))
    form.add_line("reference", _("Client's reference"))
    form.add_text("invoice_wishes", _("Wishes for invoices"), lines=2)
    form.add_section(_("Notes"))
    form.add_text("notes", _("Notes"), lines=5, hint=_("For you alone; never on an invoice."))
    return form


def _foot(button: Button) -> QWidget:
    foot = QWidget()
    layout = QHBoxLayout(foot)
    layout.setContentsMargins(0, 12, 0, 16)
    layout.addWidget(button)
    layout.addStretch(1)
    return foot


def _values(client: Client, contacts: Sequence[ClientContact]) -> dict[str, object]:
    def of(kind: ContactKind) -> list[str]:
        return [contact.value for contact in contacts if contact.kind is kind]

    return {
        "name": client.name,
        "kind": client.kind,
        "contact_person": client.contact_person,
        "addresses": of(ContactKind.ADDRESS),
        "mails": [("", mail) for mail in of(ContactKind.MAIL)],
        "phones": [("", phone) for phone in of(ContactKind.PHONE)],
        "grouping": client.grouping,
        "language": client.language,
        "tax_id": client.tax_id,
        "reference": client.reference,
        "invoice_wishes": client.invoice_wishes,
        "notes": client.notes,
    }


def _texts(value: object) -> list[str]:
    """The texts of a repeated field, whether they come with a kind or alone."""
    if not isinstance(value, list):
        return []
    return [entry if isinstance(entry, str) else str(entry[1]) for entry in value]
