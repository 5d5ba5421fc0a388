"""One issued paper: its facts, its sealed PDF, what happened to it, and what can be done now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from lawdesk.domain.clients import ContactKind
from lawdesk.domain.documents import DocumentId
from lawdesk.domain.invoices import (
    Channel,
    InvoiceDelivery,
    InvoiceId,
    InvoiceKind,
    InvoiceSummary,
    IssuedInvoice,
)
from lawdesk.errors import FieldError
from lawdesk.operations.credit_notes import is_creditable
from lawdesk.operations.invoices import note_delivery
from lawdesk.store import clients, documents, invoices
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.invoice_mail import invoice_mail
from lawdesk.ui.mail_handover import Mail, MailHandover
from lawdesk.ui.pages.invoice_copy import copy_name, draw_copy, save_plain
from lawdesk.ui.pages.invoice_delivery import DeliveryLine, channel_words
from lawdesk.ui.pages.invoice_drawing import InvoiceDrawing
from lawdesk.ui.pages.invoice_figures import InvoiceFigures
from lawdesk.ui.pages.invoice_history import InvoiceHistory
from lawdesk.ui.pages.invoice_related import RelatedPapers
from lawdesk.ui.pages.invoice_status import paper_words
from lawdesk.ui.pages.receivables.arrears_act import ActForm
from lawdesk.ui.pages.receivables.arrears_words import Figures, figures_of
from lawdesk.ui.pages.receivables.credit_note_form import CreditNoteForm
from lawdesk.ui.pages.receivables.payment_form import PaymentForm
from lawdesk.ui.pages.receivables.write_off_form import ClaimAgainForm, WriteOffForm
from lawdesk.ui.plain_words import dotted, shortened
from lawdesk.ui.questions import FileQuestions
from lawdesk.ui.sealed_papers import open_document
from lawdesk.ui.tasks import while_alive
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.labels import set_style_property, text_label
from lawdesk.ui.widgets.page_header import PageHeader
from lawdesk.ui.widgets.pdf_view import PdfView
from lawdesk.ui.widgets.reading_order import set_reading_order
from lawdesk.ui.widgets.scrolling import scrolled
from lawdesk.ui.widgets.tabs import TabPages

_CHANNELS = (Channel.MAIL, Channel.POST, Channel.BUNDLE, Channel.IN_PERSON, Channel.OTHER)

_NAME_LENGTH = 44


class InvoiceDetail(QWidget):
    """Shows an invoice, credit note or interest note. Nothing in it can be changed: what happens
    to it is recorded beside it, in a form that takes the place of its paper for a while.
    """

    open_asked = Signal(str, int)  # "bundle" with the matter's id, "client", "draft", "invoice"

    def __init__(
        self, desk: Desk, mails: MailHandover, files: FileQuestions, drawing: InvoiceDrawing
    ) -> None:
        super().__init__()
        self._desk, self._mails, self._files = desk, mails, files
        self._drawing = drawing
        self._invoice: IssuedInvoice | None = None
        self._summary: InvoiceSummary | None = None
        self._document_id: DocumentId | None = None
        self.content = b""
        self.form: ActForm | None = None
        self._form_name = ""
        self.header = PageHeader("")
        self.mail_button = self.header.add_button(
            _("Open mail draft"), self._on_mail_clicked, icon="mail", primary=True
        )
        self.figures = InvoiceFigures()
        self.total, self.due, self.sent = (
            self.figures.total,
            self.figures.due,
            self.figures.sent,
        )
        self.related = RelatedPapers()
        self.related.asked.connect(lambda at: self.open_asked.emit("invoice", at))
        self.acts = self._make_acts()
        self.links = self._make_links()
        self.delivery = DeliveryLine(_("Sent on"), _("Note it"), _CHANNELS)
        self.delivery.noted.connect(self._on_noted)
        self.earlier = text_label("", "caption", wrap=True)
        self._note = text_label("", "caption", wrap=True)
        self._missing = text_label("", "caption", wrap=True)
        self.client_button = _link(_("Open client"), self._on_client_clicked)
        self.again_button = _link(_("Draw again"), self._on_again_clicked)
        self.pdf = PdfView(_("The invoice"))
        self.history = InvoiceHistory(self)  # it may never be shown: then nobody else keeps it
        self.history.hide()
        self.history.invoice_asked.connect(lambda at: self.open_asked.emit("invoice", at))
        self.history.claim_asked.connect(lambda: self.begin_form("claim_again"))
        self._lay_out()

    def show_invoice(self, invoice_id: InvoiceId) -> None:
        """Reads and shows the invoice. Raises NotFound."""
        summary = invoices.get_summary(self._desk.read, invoice_id)
        invoice = invoices.get(self._desk.read, invoice_id)
        is_other = self._invoice is None or self._invoice.id != invoice_id
        self._invoice, self._summary = invoice, summary
        words, today = figures_of(self._desk.read), self._desk.clock.now().day
        self.header.show_title(paper_words(invoice.kind, invoice.number))
        names = (invoice.recipient_name, invoice.matter_title)
        self.header.show_line(dotted(*(shortened(name, _NAME_LENGTH) for name in names)))
        self.figures.show_invoice(summary, invoice.net_cents, today, words)
        self.related.show_invoice(self._desk.read, invoice)
        self._show_deliveries(invoice, words)
        self.history.show_invoice(self._desk.read, invoice, words)
        if is_other:
            self.close_form()
            self.delivery.show_error("")
            self.delivery.show_today(today, words.practice.locale)
        self._show_acts(summary)
        self._show_paper(summary, invoice)

    def typed(self) -> dict[str, str]:
        """The form that is open, the invoice it is about, and what stands in its fields."""
        if self.form is None or self._invoice is None:
            return {}
        return {"form": self._form_name, "item": str(self._invoice.id), **self.form.typed()}

    def begin_form(self, name: str) -> None:
        """Opens the form of what happens to the invoice: pay, credit, write_off or claim_again."""
        makers: dict[str, Callable[[Desk, InvoiceSummary], ActForm]] = {
            "pay": lambda desk, paid: PaymentForm(desk, paid.client_id, paid.id),
            "credit": CreditNoteForm,
            "write_off": WriteOffForm,
            "claim_again": ClaimAgainForm,
        }
        if name in makers:
            self._open_form(makers[name])
            self._form_name = name

    def close_form(self) -> None:
        """Goes back from a form to the paper."""
        form, self.form = self.form, None
        holder = self._stack.widget(1)
        if form is not None and holder is not None:
            self._stack.setCurrentWidget(self.tabs)
            self._stack.removeWidget(holder)
            holder.deleteLater()
            self._show_around(is_form=False)

    def _show_around(self, *, is_form: bool) -> None:
        """A form has the space and the one primary button to itself."""
        self.mail_button.setVisible(not is_form)
        self._around.setVisible(not is_form)

    def _show_deliveries(self, invoice: IssuedInvoice, words: Figures) -> None:
        earlier = invoices.list_deliveries(self._desk.read, invoice.id)[:-1]
        self.earlier.setText(_earlier_words(earlier, words))
        self.earlier.setVisible(bool(earlier))

    def _show_acts(self, summary: InvoiceSummary) -> None:
        """Only what can be done to this paper now can be pressed."""
        is_claim = summary.kind is not InvoiceKind.CREDIT_NOTE
        for name in ("pay", "credit", "write_off"):
            self.acts[name].setVisible(is_claim)
        is_open = summary.open_cents > 0
        self.acts["pay"].setEnabled(is_open)
        self.acts["write_off"].setEnabled(is_open)
        self.acts["credit"].setEnabled(is_claim and is_creditable(self._desk.read, summary.id))

    def _show_paper(self, summary: InvoiceSummary, invoice: IssuedInvoice) -> None:
        has_pdf = summary.pdf_document_id is not None
        has_mail = self._show_mail_note(invoice)
        for button in (self.mail_button, *self.links.values()):
            button.setEnabled(has_pdf)
        for button in (self.mail_button, self.links["show"], self.links["address"]):
            button.setEnabled(has_pdf and has_mail)
        self._show_pdf(DocumentId(summary.pdf_document_id) if summary.pdf_document_id else None)

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

    def _make_acts(self) -> dict[str, Button]:
        return {
            "pay": _link(_("Record payment…"), lambda: self.begin_form("pay")),
            "credit": _link(_("Credit…"), lambda: self.begin_form("credit")),
            "write_off": _link(_("Write off…"), lambda: self.begin_form("write_off")),
            "copy": _link(_("Copy as PDF…"), self._on_copy_clicked),
        }

    def _make_links(self) -> dict[str, Button]:
        return {
            "bundle": _link(_("Make bundle"), self._on_bundle_clicked),
            "show": _link(_("Show file"), lambda: self._with_mail(self._mails.show_file)),
            "text": _link(_("Copy text"), lambda: self._with_mail(self._mails.copy_text)),
            "address": _link(_("Copy address"), lambda: self._with_mail(self._mails.copy_address)),
            "save": _link(_("Save PDF copy…"), self._on_save_clicked),
        }

    def _lay_out(self) -> None:
        paper = QWidget()
        inside = QVBoxLayout(paper)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(12)
        inside.addWidget(self.delivery)
        inside.addWidget(self.earlier)
        inside.addLayout(_links_line(self.links))
        inside.addLayout(_line(self._note, self.client_button))
        inside.addLayout(_line(self._missing, self.again_button))
        inside.addWidget(self.pdf, 1)
        self._around = QWidget()
        around = QVBoxLayout(self._around)
        around.setContentsMargins(0, 0, 0, 0)
        around.setSpacing(8)
        around.addWidget(self.figures)
        around.addWidget(self.related)
        around.addLayout(_links_line(self.acts))
        self.tabs = TabPages(_("Parts of the invoice"))
        self.tabs.add("paper", _("Paper"), lambda: paper)
        self.tabs.add("history", _("What happened"), lambda: self.history)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.tabs)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.header)
        layout.addWidget(self._around)
        layout.addWidget(self._stack, 1)

    def _open_form(self, make: Callable[[Desk, InvoiceSummary], ActForm]) -> None:
        if self._summary is None:
            return
        self.close_form()
        form = make(self._desk, self._summary)
        form.closed.connect(self._on_form_closed)
        if isinstance(form, CreditNoteForm):
            form.issued.connect(self._on_credited)
            form.redrafted.connect(self._on_redrafted)
        self.form = form
        self._stack.addWidget(scrolled(form, form.accessibleName()))
        self._stack.setCurrentIndex(1)
        self._show_around(is_form=True)
        set_reading_order(self)
        form.form.focus(next(iter(form.form.values())))

    def _on_form_closed(self) -> None:
        self.close_form()
        self.tabs.tabs.setFocus()

    def _on_credited(self, note_id: int) -> None:
        self.close_form()
        self.open_asked.emit("invoice", note_id)

    def _on_redrafted(self, draft_id: int) -> None:
        self.close_form()
        self.open_asked.emit("draft", draft_id)

    def _mail(self) -> Mail | None:
        if self._invoice is None or self._document_id is None:
            return None
        read, vault = self._desk.read, self._desk.documents
        return invoice_mail(read, vault, self._invoice, self._document_id)

    def _with_mail(self, run: Callable[[Mail], object]) -> None:
        mail = self._mail()
        if mail is not None:
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
        content = self.content
        self._save(_("Save PDF copy"), lambda name: name, self._invoice, lambda: content)

    def _on_copy_clicked(self) -> None:
        if self._invoice is None:
            return
        composed = invoices.get_composed(self._desk.read, self._invoice.id)
        self._save(_("Copy as PDF"), copy_name, self._invoice, lambda: draw_copy(composed))

    def _save(
        self,
        title: str,
        name_of: Callable[[str], str],
        invoice: IssuedInvoice,
        content: Callable[[], bytes],
    ) -> None:
        """Saves the paper, drawn before or drawn now, as a plain file."""
        kept = self._document_id
        file_name = (
            documents.get(self._desk.read, kept).file_name
            if kept is not None
            else f"{invoice.number.replace('/', '-')}.pdf"
        )
        what = paper_words(invoice.kind, invoice.number)
        what = what[:1].lower() + what[1:]
        save_plain(self, self._desk, self._files, title, name_of(file_name), what, content)


def _earlier_words(deliveries: list[InvoiceDelivery], words: Figures) -> str:
    """The deliveries before the last one, in the order they were noted."""
    names, sentence = channel_words(), _("{date} by {channel}")
    told = [
        sentence.format(date=words.day(each.delivered_on), channel=names[each.channel])
        for each in deliveries
    ]
    return _("Before that: {deliveries}").format(deliveries=", ".join(told))


def _link(words: str, run: Callable[[], object]) -> Button:
    button = Button(words, kind="link")
    button.clicked.connect(lambda _checked=False: run())
    return button


def _links_line(links: dict[str, Button]) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(4)
    line.setContentsMargins(-4, 0, 0, 0)
    for button in links.values():
        line.addWidget(button)
    line.addStretch(1)
    return line


def _line(label: QLabel, button: Button) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(8)
    line.addWidget(label, 1)
    line.addWidget(button)
    return line


def _draft_note() -> str:
    return _("A mail draft is a plain file; it is deleted when you lock or close LawDesk.")
