"""What a letter became: where it lies, and what can be done with it now."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lawdesk.domain.documents import DocumentId
from lawdesk.domain.letters.placeholders import without_fences
from lawdesk.domain.messages import Direction, MessageId, MessageKind
from lawdesk.errors import ImportRefused, LawDeskError
from lawdesk.operations.messages import delete_message, record_message
from lawdesk.store import clients, documents
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.letter_mail import letter_mail
from lawdesk.ui.mail_handover import MailHandover
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.labels import text_label
from lawdesk.ui.widgets.page_header import PageHeader
from lawdesk.ui.widgets.pdf_view import PdfView

_PAPER_WIDTH = 760


class LetterFiled(QWidget):
    """The sealed letter as it is, with a mail draft and a new letter as next steps."""

    new_asked = Signal()
    place_asked = Signal()

    def __init__(self, desk: Desk, mails: MailHandover) -> None:
        super().__init__()
        self._desk, self._mails = desk, mails
        self._document_id: DocumentId | None = None
        self._subject = ""
        self.header = PageHeader(_("The letter is filed"))
        self.place_button = self.header.add_button(_("Back"), self.place_asked.emit)
        self.mail_button = self.header.add_button(
            _("Write the mail"), self._on_mail_clicked, icon="mail", primary=True
        )
        self.title = text_label("", "strong", wrap=True)
        words = _("It is sealed among the documents; nothing was sent.")
        self.new_button = Button(_("Write another letter"), icon="add", kind="link")
        self.new_button.clicked.connect(lambda _checked=False: self.new_asked.emit())
        self.post_button = Button(_("Note it as posted"), icon="check", kind="link")
        self.mailed_button = Button(_("Note it as mailed"), icon="check", kind="link")
        for button, kind in (
            (self.post_button, MessageKind.LETTER),
            (self.mailed_button, MessageKind.MAIL),
        ):
            button.clicked.connect(lambda _checked=False, kind=kind: self._on_note_clicked(kind))
        self.pdf = PdfView(_("The filed letter"))
        self.pdf.setMaximumWidth(_PAPER_WIDTH)
        links = QHBoxLayout()
        for link in (self.post_button, self.mailed_button, self.new_button):
            links.addWidget(link)
        links.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.header)
        layout.addWidget(self.title)
        layout.addWidget(text_label(words, "quiet", wrap=True))
        layout.addLayout(links)
        layout.addWidget(self.pdf, 1)

    def show_letter(self, document_id: DocumentId, subject: str, content: bytes) -> None:
        """Shows a letter that was just sealed."""
        self._document_id, self._subject = document_id, without_fences(subject).strip()
        self.title.setText(self._subject)
        self._offer_noting(offers=True)
        try:
            self.pdf.show_pdf(content)
        except ImportRefused as error:
            self._desk.failed.emit(error)
        self.mail_button.setFocus()

    def forget(self) -> None:
        """Lets go of the letter."""
        self._document_id = None
        self.pdf.clear()

    def _on_mail_clicked(self) -> None:
        desk, document_id = self._desk, self._document_id
        if document_id is None:
            return
        try:
            mail = letter_mail(desk.read, desk.documents, document_id, self._subject)
        except LawDeskError as error:
            desk.failed.emit(error)
        else:
            self._mails.open_draft(mail)

    def _on_note_clicked(self, kind: MessageKind) -> None:
        """Into the log of contacts: filing alone tells nobody that the client has the letter."""
        desk = self._desk
        if self._document_id is None:
            return
        paper, now = documents.get(desk.read, self._document_id), desk.clock.now()
        message_id = desk.do(
            record_message,
            paper.client_id,
            paper.matter_id,
            kind=kind,
            direction=Direction.OUT,
            happened_on=now.day,
            person=clients.get(desk.read, paper.client_id).name,
            text=self._subject,
            now=now,
        )
        if message_id is not None:
            self._offer_noting(offers=False)
            desk.say(
                _("It stands among the messages to the client."),
                (_("Undo"), lambda: self._take_back(message_id)),
            )

    def _take_back(self, message_id: MessageId) -> None:
        if self._desk.do(delete_message, message_id, now=self._desk.clock.now()) is not None:
            self._offer_noting(offers=True)

    def _offer_noting(self, *, offers: bool) -> None:
        self.post_button.setEnabled(offers)
        self.mailed_button.setEnabled(offers)
