"""What a letter became: where it lies, and what can be done with it now."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lawdesk.domain.documents import DocumentId
from lawdesk.domain.letters.placeholders import without_fences
from lawdesk.errors import ImportRefused, LawDeskError
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
        self.pdf = PdfView(_("The filed letter"))
        self.pdf.setMaximumWidth(_PAPER_WIDTH)
        links = QHBoxLayout()
        links.addWidget(self.new_button)
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
