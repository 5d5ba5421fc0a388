"""A bundle that was just written: where it lies, its words, and how it reaches the client."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lawdesk.domain.bundle_handover import FileChannel, allowed_channels
from lawdesk.domain.clients import ContactKind
from lawdesk.domain.locale_format import format_date
from lawdesk.store import bundles, clients
from lawdesk.store import practice as practices
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.document_words import size_words
from lawdesk.ui.invoice_mail import bundle_mail
from lawdesk.ui.mail_handover import MailHandover
from lawdesk.ui.pages.bundles.bundle_names import channel_words, words_channel_words
from lawdesk.ui.pages.bundles.bundle_words import WordsPanel
from lawdesk.ui.pages.bundles.bundle_writing import WrittenBundle
from lawdesk.ui.pages.bundles.client_papers import save_guide, save_words_card
from lawdesk.ui.pages.bundles.handover_form import HandoverForm
from lawdesk.ui.pages.bundles.log_words import sensitivity_of
from lawdesk.ui.questions import FileQuestions
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.labels import text_label
from lawdesk.ui.widgets.page_header import PageHeader
from lawdesk.ui.widgets.scrolling import scrolled

_WIDTH = 620


class BundleResult(QWidget):
    """Shown once after writing. Leaving it forgets the words."""

    left = Signal()

    def __init__(self, desk: Desk, mails: MailHandover, files: FileQuestions) -> None:
        super().__init__()
        self._desk, self._mails, self._files = desk, mails, files
        self._bundle: WrittenBundle | None = None
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
        self.guide_button = Button(_("Save guide for the client…"), kind="link")
        self.guide_button.clicked.connect(lambda _checked=False: self._on_guide_clicked())
        self.handover = HandoverForm(desk)
        self.handover.noted.connect(self._on_noted)
        self.given = text_label("", "quiet", wrap=True)
        self.no_mail = text_label("", "quiet", wrap=True)
        self.phone = text_label("", "strong", wrap=True)
        self._lay_out()

    def show_bundle(self, bundle: WrittenBundle, channel: FileChannel) -> None:
        """Shows a bundle that was written just now, to go the way that was chosen."""
        self._bundle = bundle
        plan, locale = bundle.plan, practices.get(self._desk.read).locale
        title = _("Bundle {number} is written").format(number=plan.number)
        self.header.show_title(_("The test bundle is written") if plan.is_test else title)
        words = _("For {client} · {papers}, {size}. It was opened again and compared.")
        papers, size = _papers_words(len(plan.files)), size_words(bundle.size, locale)
        self.header.show_line(words.format(client=plan.client_name, papers=papers, size=size))
        self.file.setText(str(bundle.path))
        self.phone.setText(self._phone_words(bundle))
        self._show_mail(bundle)
        self.words.show_kind(bundle.words_kind)
        self.words.show_words(bundle.words)
        self.given.setText("")
        self.handover.setVisible(True)
        self.handover.show_bundle(bundle.bundle_id, channel)

    def forget(self) -> None:
        """Lets go of the words."""
        self._bundle = None
        self.words.show_words("")

    def _show_mail(self, bundle: WrittenBundle) -> None:
        """A secret matter has no draft, and neither has a client without an address."""
        read, client = self._desk.read, bundle.plan.client_name
        level = sensitivity_of(read, bundles.get(read, bundle.bundle_id))
        words = ""
        if FileChannel.MAIL not in allowed_channels(level):
            words = _("This matter is secret, so there is no mail draft: hand the bundle over.")
        elif clients.find_contact(read, bundle.client_id, ContactKind.MAIL) is None:
            words = _("There is no mail address of {client} on file; a mail draft needs one.")
        self.mail_button.setEnabled(not words)
        self.no_mail.setVisible(bool(words))
        self.no_mail.setText(words.format(client=client))

    def _lay_out(self) -> None:
        place = QHBoxLayout()
        place.setSpacing(8)
        place.addWidget(self.file, 1)
        place.addWidget(self.show_button)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(14)
        column.addLayout(place)
        column.addWidget(self.words)
        told = QHBoxLayout()
        told.addWidget(self.phone, 1)
        told.addWidget(self.guide_button)
        column.addLayout(told)
        column.addWidget(self.no_mail)
        column.addWidget(text_label(_("When it is handed over"), "section"))
        column.addWidget(self.handover)
        column.addWidget(self.given)
        column.addStretch(1)
        narrow = QWidget()
        narrow.setLayout(column)
        area = scrolled(narrow, _("The bundle that was written"))
        area.setMaximumWidth(_WIDTH)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(self.header)
        layout.addWidget(area, 1)

    def _phone_words(self, bundle: WrittenBundle) -> str:
        name = bundle.plan.client_name
        contact = clients.find_contact(self._desk.read, bundle.client_id, ContactKind.PHONE)
        if contact is None:
            return _("There is no phone number of {client} on file.").format(client=name)
        return _("Call {client}: {phone}").format(client=name, phone=contact.value)

    def _on_mail_clicked(self) -> None:
        if self._bundle is None:
            return
        self._show_mail(self._bundle)  # the matter may have become secret meanwhile
        if self.mail_button.isEnabled():
            mail = bundle_mail(self._desk.read, self._bundle.client_id, self._bundle.path)
            self._mails.open_draft(mail)

    def _on_show_clicked(self) -> None:
        if self._bundle is not None:
            self._mails.show_folder(self._bundle.path.parent)

    def _on_card_asked(self) -> None:
        if self._bundle is not None:
            save_words_card(self._desk, self._files, self, self._bundle)

    def _on_guide_clicked(self) -> None:
        if self._bundle is not None:
            save_guide(self._desk, self._files, self, self._bundle.client_id)

    def _on_noted(self) -> None:
        bundle = self._bundle
        if bundle is None:
            return
        noted = bundles.list_deliveries(self._desk.read, bundle.bundle_id)[-1]
        words = _("Noted: handed over on {date}, {way}; the words {told}.")
        self.given.setText(
            words.format(
                date=self._day(noted.delivered_on),
                way=channel_words()[FileChannel(noted.channel)].lower(),
                told=_told_words(noted.words_channel),
            )
        )
        self.handover.setVisible(False)

    def _day(self, day: date) -> str:
        return format_date(day, practices.get(self._desk.read).locale)


def _told_words(channel: str) -> str:
    known = {each.value: words for each, words in words_channel_words().items()}
    return known.get(channel, channel)


def _papers_words(count: int) -> str:
    if not count:
        return _("a letter without papers")
    return _("1 paper") if count == 1 else _("{count} papers").format(count=count)
