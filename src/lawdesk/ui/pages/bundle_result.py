"""A bundle that was just written: where it lies, its words, and how it reaches the client."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lawdesk.domain.clients import ContactKind
from lawdesk.domain.invoices import Channel
from lawdesk.domain.locale_format import format_date
from lawdesk.domain.matters import MatterId
from lawdesk.errors import FieldError
from lawdesk.operations.bundles import note_bundle_delivery
from lawdesk.store import clients, matters
from lawdesk.store import practice as practices
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.document_words import size_words
from lawdesk.ui.invoice_mail import bundle_mail
from lawdesk.ui.mail_handover import MailHandover
from lawdesk.ui.pages.bundle_words import WordsPanel
from lawdesk.ui.pages.bundle_writing import WrittenBundle
from lawdesk.ui.pages.invoice_delivery import DeliveryLine, channel_words
from lawdesk.ui.questions import FileQuestions, confirm
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.labels import text_label
from lawdesk.ui.widgets.page_header import PageHeader
from lawdesk.vault.atomic_file import write_atomic

_CHANNELS = (Channel.MAIL, Channel.IN_PERSON, Channel.POST, Channel.OTHER)
_WIDTH = 620


class BundleResult(QWidget):
    """Shown once after writing. Leaving it forgets the words."""

    left = Signal()

    def __init__(self, desk: Desk, mails: MailHandover, files: FileQuestions) -> None:
        super().__init__()
        self._desk, self._mails, self._files = desk, mails, files
        self._bundle: WrittenBundle | None = None
        self._matter_id = MatterId(0)
        self.header = PageHeader("")
        self.done_button = self.header.add_button(_("Done"), self.left.emit)
        self.mail_button = self.header.add_button(
            _("Open mail draft"), self._on_mail_clicked, icon="mail", primary=True
        )
        self.file = text_label("", "strong", wrap=True)
        self.show_button = Button(_("Show file"), kind="link")
        self.show_button.clicked.connect(lambda _checked=False: self._on_show_clicked())
        self.words = WordsPanel()
        self.words.copied.connect(
            lambda: desk.say(_("The words are on the clipboard for 30 seconds."))
        )
        self.words.card_asked.connect(self._on_card_asked)
        self.delivery = DeliveryLine(_("Given on"), _("Note it"), _CHANNELS)
        self.delivery.noted.connect(self._on_noted)
        self.given = text_label("", "quiet", wrap=True)
        self.no_mail = text_label("", "quiet", wrap=True)
        self.phone = text_label("", "strong", wrap=True)
        self._lay_out()

    def show_bundle(self, matter_id: MatterId, bundle: WrittenBundle) -> None:
        """Shows a bundle that was written just now."""
        self._bundle, self._matter_id = bundle, matter_id
        plan, locale = bundle.plan, practices.get(self._desk.read).locale
        self.header.show_title(_("Bundle {number} is written").format(number=plan.number))
        words = _("For {client} · {papers}, {size}. It was opened again and compared.")
        papers, size = _papers_words(len(plan.files)), size_words(bundle.size, locale)
        self.header.show_line(words.format(client=plan.client_name, papers=papers, size=size))
        self.file.setText(str(bundle.path))
        self.phone.setText(self._phone_words(plan.client_name))
        has_mail = self._has_contact(ContactKind.MAIL)
        self.mail_button.setEnabled(has_mail)
        self.no_mail.setVisible(not has_mail)
        no_mail = _("There is no mail address of {client} on file; a mail draft needs one.")
        self.no_mail.setText(no_mail.format(client=plan.client_name))
        self.words.show_words(bundle.words)
        self.given.setText("")
        self.delivery.show_error("")
        self.delivery.show_today(self._desk.clock.now().day, locale)

    def forget(self) -> None:
        """Lets go of the words."""
        self._bundle = None
        self.words.show_words("")

    def _lay_out(self) -> None:
        place = QHBoxLayout()
        place.setSpacing(8)
        place.addWidget(self.file, 1)
        place.addWidget(self.show_button)
        column = QVBoxLayout()
        column.setSpacing(16)
        column.addLayout(place)
        column.addWidget(self.words)
        column.addWidget(self.phone)
        column.addWidget(self.no_mail)
        column.addWidget(self.delivery)
        column.addWidget(self.given)
        column.addStretch(1)
        narrow = QWidget()
        narrow.setMaximumWidth(_WIDTH)
        narrow.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(self.header)
        layout.addWidget(narrow, 1)

    def _phone_words(self, client_name: str) -> str:
        client_id = matters.get(self._desk.read, self._matter_id).client_id
        contact = clients.find_contact(self._desk.read, client_id, ContactKind.PHONE)
        if contact is None:
            return _("There is no phone number of {client} on file.").format(client=client_name)
        return _("Call {client}: {phone}").format(client=client_name, phone=contact.value)

    def _has_contact(self, kind: ContactKind) -> bool:
        client_id = matters.get(self._desk.read, self._matter_id).client_id
        return clients.find_contact(self._desk.read, client_id, kind) is not None

    def _on_mail_clicked(self) -> None:
        if self._bundle is not None:
            client_id = matters.get(self._desk.read, self._matter_id).client_id
            self._mails.open_draft(bundle_mail(self._desk.read, client_id, self._bundle.path))

    def _on_show_clicked(self) -> None:
        if self._bundle is not None:
            self._mails.show_folder(self._bundle.path.parent)

    def _on_card_asked(self) -> None:
        if self._bundle is None:
            return
        bundle, locale = self._bundle, practices.get(self._desk.read).locale
        name = f"words-{bundle.plan.public_id}.pdf"
        path = self._files.path_to_save(self, _("Save card"), name)
        if path is None or not confirm(
            self, _("Save the card"), _card_sentence(path), _("Save card")
        ):
            return
        day = format_date(bundle.plan.on, locale, "long")
        self._desk.start(
            lambda _report: _write_card(bundle, day, path),
            lambda _done: self._desk.say(_("The card is saved as {path}.").format(path=path)),
            _("Saving the card"),
        )

    def _on_noted(self, day: date, channel: Channel) -> None:
        if self._bundle is None:
            return
        now, chosen = self._desk.clock.now(), Channel(channel)
        try:
            self._desk.transact(
                note_bundle_delivery,
                self._bundle.bundle_id,
                delivered_on=day,
                channel=chosen.value,
                now=now,
            )
        except FieldError as error:
            self.delivery.show_error(str(error))
            return
        told = format_date(day, practices.get(self._desk.read).locale)
        words = _("Noted: given on {date} by {channel}.")
        self.given.setText(words.format(date=told, channel=channel_words()[chosen]))


def _papers_words(count: int) -> str:
    if not count:
        return _("a letter without papers")
    return _("1 paper") if count == 1 else _("{count} papers").format(count=count)


def _write_card(bundle: WrittenBundle, day: str, path: Path) -> None:
    from lawdesk.exports.words_card import words_card  # reportlab is slow to import

    write_atomic(path, words_card(bundle.words, bundle.plan.public_id, day))


def _card_sentence(path: Path) -> str:
    return _(
        "Saves a card with the six words as {name} in {folder}. It is not encrypted: print it, "
        "then delete the file. Never keep it beside the bundle."
    ).format(name=path.name, folder=path.parent)
