"""One issued invoice: its facts, its sealed PDF, and the ways to give it to the client."""

from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from lawdesk.domain.clients import ContactKind
from lawdesk.domain.documents import DocumentId
from lawdesk.domain.invoices import (
    Channel,
    InvoiceDelivery,
    InvoiceId,
    InvoiceSummary,
    IssuedInvoice,
)
from lawdesk.domain.locale_format import format_date, format_money
from lawdesk.errors import FieldError
from lawdesk.operations.invoices import note_delivery
from lawdesk.store import clients, documents, invoices
from lawdesk.store import practice as practices
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.document_words import plain_copy_sentence
from lawdesk.ui.invoice_mail import invoice_mail
from lawdesk.ui.mail_handover import Mail, MailHandover
from lawdesk.ui.pages.invoice_delivery import DeliveryLine, channel_words
from lawdesk.ui.pages.invoice_drawing import InvoiceDrawing
from lawdesk.ui.plain_words import dotted, shortened
from lawdesk.ui.questions import FileQuestions, confirm
from lawdesk.ui.sealed_papers import open_document
from lawdesk.ui.tasks import while_alive
from lawdesk.ui.widgets.badge import Figure
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.labels import set_style_property, text_label
from lawdesk.ui.widgets.page_header import PageHeader
from lawdesk.ui.widgets.pdf_view import PdfView
from lawdesk.vault.atomic_file import write_atomic

_CHANNELS = (Channel.MAIL, Channel.POST, Channel.BUNDLE, Channel.IN_PERSON, Channel.OTHER)

_NAME_LENGTH = 44


class InvoiceDetail(QWidget):
    """Shows an invoice; nothing in it can be changed but what is noted about its delivery."""

    open_asked = Signal(str, int)  # "bundle" with the matter's id, "client" with the client's

    def __init__(
        self, desk: Desk, mails: MailHandover, files: FileQuestions, drawing: InvoiceDrawing
    ) -> None:
        super().__init__()
        self._desk, self._mails, self._files = desk, mails, files
        self._drawing = drawing
        self._invoice: IssuedInvoice | None = None
        self._document_id: DocumentId | None = None
        self.content = b""
        self.header = PageHeader("")
        self.mail_button = self.header.add_button(
            _("Open mail draft"), self._on_mail_clicked, icon="mail", primary=True
        )
        self.total = Figure(_("Total"), "", "")
        self.due = Figure(_("To be paid by"), "", "")
        self.sent = Figure(_("Given to the client"), "", "")
        self.links = self._make_links()
        self.delivery = DeliveryLine(_("Sent on"), _("Note it"), _CHANNELS)
        self.delivery.noted.connect(self._on_noted)
        self.earlier = text_label("", "caption", wrap=True)
        self._note = text_label("", "caption", wrap=True)
        self._missing = text_label("", "caption", wrap=True)
        self.client_button = Button(_("Open client"), kind="link")
        self.client_button.clicked.connect(lambda _checked=False: self._on_client_clicked())
        self.again_button = Button(_("Draw again"), kind="link")
        self.again_button.clicked.connect(lambda _checked=False: self._on_again_clicked())
        self.pdf = PdfView(_("The invoice"))
        self._lay_out()

    def show_invoice(self, invoice_id: InvoiceId) -> None:
        """Reads and shows the invoice. Raises NotFound."""
        summary = invoices.get_summary(self._desk.read, invoice_id)
        invoice = invoices.get(self._desk.read, invoice_id)
        is_other = self._invoice is None or self._invoice.id != invoice_id
        self._invoice = invoice
        locale = practices.get(self._desk.read).locale
        self.header.show_title(_("Invoice {number}").format(number=invoice.number))
        names = (invoice.recipient_name, invoice.matter_title)
        self.header.show_line(dotted(*(shortened(name, _NAME_LENGTH) for name in names)))
        self._show_figures(invoice, summary, locale)
        if is_other:
            self.delivery.show_error("")
            self.delivery.show_today(self._desk.clock.now().day, locale)
        has_pdf = summary.pdf_document_id is not None
        has_mail = self._show_mail_note(invoice)
        for button in (self.mail_button, *self.links.values()):
            button.setEnabled(has_pdf)
        for button in (self.mail_button, self.links["show"], self.links["address"]):
            button.setEnabled(has_pdf and has_mail)
        self._show_pdf(DocumentId(summary.pdf_document_id) if summary.pdf_document_id else None)

    def _show_figures(self, invoice: IssuedInvoice, summary: InvoiceSummary, locale: str) -> None:
        issued = format_date(invoice.issued_on, locale)
        net = format_money(invoice.net_cents, invoice.currency, locale)
        total = format_money(invoice.total_cents, invoice.currency, locale)
        self.total.show_value(
            total, _("{net} net, {currency}").format(net=net, currency=invoice.currency)
        )
        due = format_date(invoice.due_on, locale)
        self.due.show_value(due, _("issued {date}").format(date=issued))
        self.sent.show_value(*_given(summary.delivered_on, summary.delivered_by, locale))
        earlier = invoices.list_deliveries(self._desk.read, invoice.id)[:-1]
        self.earlier.setText(_earlier_words(earlier, locale))
        self.earlier.setVisible(bool(earlier))

    def _show_mail_note(self, invoice: IssuedInvoice) -> bool:
        """Says what a mail draft is, or that there is nobody to mail it to; gives which."""
        contact = clients.find_contact(self._desk.read, invoice.client_id, ContactKind.MAIL)
        has_mail = contact is not None
        words = _("{client} has no mail address yet; a mail draft needs one.")
        self._note.setText(
            _draft_note() if has_mail else words.format(client=invoice.recipient_name)
        )
        set_style_property(self._note, "tone", "" if has_mail else "attention")
        self.client_button.setVisible(not has_mail)
        return has_mail

    def _show_pdf(self, document_id: DocumentId | None) -> None:
        self._show_missing(is_missing=document_id is None)
        if document_id == self._document_id and self.content:
            return
        self._document_id, self.content = document_id, b""
        self.pdf.clear()
        if document_id is not None:
            paper = documents.get(self._desk.read, document_id)
            show = while_alive(self, partial(self._on_opened, document_id))
            open_document(self._desk, paper, show)

    def _show_missing(self, *, is_missing: bool) -> None:
        has_failed = self._invoice is not None and self._drawing.has_failed(self._invoice.id)
        self.again_button.setVisible(is_missing and has_failed)
        self._missing.setVisible(is_missing)
        self._missing.setText(
            _("The PDF could not be drawn; the invoice itself is kept.")
            if has_failed
            else _("The PDF is being drawn.")
        )

    def _on_opened(self, document_id: DocumentId, content: bytes) -> None:
        if document_id == self._document_id:
            self.content = content
            self.pdf.show_pdf(content)

    def _make_links(self) -> dict[str, Button]:
        asked = {
            "bundle": (_("Make bundle"), self._on_bundle_clicked),
            "show": (_("Show file"), lambda: self._with_mail(self._mails.show_file)),
            "text": (_("Copy text"), lambda: self._with_mail(self._mails.copy_text)),
            "address": (_("Copy address"), lambda: self._with_mail(self._mails.copy_address)),
            "save": (_("Save PDF copy…"), self._on_save_clicked),
        }
        links = {}
        for name, (words, run) in asked.items():
            links[name] = Button(words, kind="link")
            links[name].clicked.connect(lambda _checked=False, run=run: run())
        return links

    def _lay_out(self) -> None:
        figures = QHBoxLayout()
        figures.setSpacing(16)
        for figure in (self.total, self.due, self.sent):
            figures.addWidget(figure, 1)
        links = QHBoxLayout()
        links.setSpacing(4)
        links.setContentsMargins(-4, 0, 0, 0)
        for button in self.links.values():
            links.addWidget(button)
        links.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.header)
        layout.addLayout(figures)
        layout.addWidget(self.delivery)
        layout.addWidget(self.earlier)
        layout.addLayout(links)
        layout.addLayout(_line(self._note, self.client_button))
        layout.addLayout(_line(self._missing, self.again_button))
        layout.addWidget(self.pdf, 1)

    def _mail(self) -> Mail | None:
        if self._invoice is None or self._document_id is None:
            return None
        read, vault = self._desk.read, self._desk.documents
        return invoice_mail(read, vault, self._invoice, self._document_id)

    def _with_mail(self, run: object) -> None:
        mail = self._mail()
        if mail is not None and callable(run):
            run(mail)

    def _on_mail_clicked(self) -> None:
        self._with_mail(self._mails.open_draft)

    def _on_bundle_clicked(self) -> None:
        if self._invoice is not None:
            self.open_asked.emit("bundle", self._invoice.matter_id)

    def _on_client_clicked(self) -> None:
        if self._invoice is not None:
            self.open_asked.emit("client", self._invoice.client_id)

    def _on_again_clicked(self) -> None:
        self._drawing.draw_again()
        self._show_missing(is_missing=True)

    def _on_noted(self, day: date, channel: Channel) -> None:
        if self._invoice is None:
            return
        now, invoice_id = self._desk.clock.now(), self._invoice.id
        try:
            self._desk.transact(
                note_delivery, invoice_id, delivered_on=day, channel=Channel(channel), now=now
            )
        except FieldError as error:
            self.delivery.show_error(str(error))

    def _on_save_clicked(self) -> None:
        if self._invoice is None or not self.content:
            return
        content, number = self.content, self._invoice.number
        name = documents.get(self._desk.read, DocumentId(self._document_id or 0)).file_name
        path = self._files.path_to_save(self, _("Save PDF copy"), name)
        if path is None or not confirm(
            self,
            _("Save a plain copy"),
            plain_copy_sentence(_("invoice {number}").format(number=number), path),
            _("Save plain copy"),
        ):
            return
        self._desk.start(
            lambda _report: write_atomic(path, content),
            lambda _done: self._desk.say(_("Saved as {path}, not encrypted.").format(path=path)),
            _("Saving {name}").format(name=path.name),
        )


def _given(day: date | None, channel: Channel | None, locale: str) -> tuple[str, str]:
    if day is None or channel is None:
        return _("not noted"), _("note it below")
    words = _("by {channel}").format(channel=channel_words()[channel])
    return format_date(day, locale), words


def _earlier_words(deliveries: list[InvoiceDelivery], locale: str) -> str:
    """The deliveries before the last one, in the order they were noted."""
    names, words = channel_words(), _("{date} by {channel}")
    told = [
        words.format(date=format_date(each.delivered_on, locale), channel=names[each.channel])
        for each in deliveries
    ]
    return _("Before that: {deliveries}").format(deliveries=", ".join(told))


def _line(label: QLabel, button: Button) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(8)
    line.addWidget(label, 1)
    line.addWidget(button)
    return line


def _draft_note() -> str:
    return _("A mail draft is a plain file; it is deleted when you lock or close LawDesk.")
