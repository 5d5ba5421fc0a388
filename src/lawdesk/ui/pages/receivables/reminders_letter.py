"""The letter of a reminder beside the list: as it will be, or as it was made and handed on."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from lawdesk.domain.documents import DocumentId
from lawdesk.domain.invoices import Channel
from lawdesk.domain.receivables.papers import ReminderPaper
from lawdesk.errors import FieldError
from lawdesk.operations.receivables.papers import preview_reminder, reminder_paper
from lawdesk.operations.receivables.reminders import DueReminder, note_reminder_delivery
from lawdesk.paths import private_runtime
from lawdesk.store import documents
from lawdesk.store.receivables import reminders
from lawdesk.store.receivables.reminders import SentRow
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.document_words import plain_copy_sentence
from lawdesk.ui.mail_handover import MailHandover
from lawdesk.ui.pages.invoice_delivery import DeliveryLine, channel_words
from lawdesk.ui.pages.receivables.arrears_words import Figures
from lawdesk.ui.pages.receivables.statement_words import reminder_mail, texts_for_client
from lawdesk.ui.questions import FileQuestions, confirm
from lawdesk.ui.sealed_papers import open_document
from lawdesk.ui.tasks import while_alive
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.labels import text_label
from lawdesk.ui.widgets.pdf_view import PdfView
from lawdesk.vault.atomic_file import make_private_folder, write_atomic

_CHANNELS = (Channel.MAIL, Channel.POST, Channel.BUNDLE, Channel.IN_PERSON, Channel.OTHER)


class ReminderLetter(QWidget):
    """Shows one letter. A preview can only be looked at; one that was made can be handed on."""

    def __init__(self, desk: Desk, mails: MailHandover, files: FileQuestions) -> None:
        super().__init__()
        self._desk, self._mails, self._files = desk, mails, files
        self._sent: SentRow | None = None
        self._shown: object = None
        self.content = b""
        self.title = text_label("", "section", wrap=True)
        self.line = text_label("", "quiet", wrap=True)
        self.mail_button = self._link(_("Open mail draft"), self._on_mail_clicked)
        self.print_button = self._link(_("Open to print"), self._on_print_clicked)
        self.save_button = self._link(_("Save PDF copy…"), self._on_save_clicked)
        self.delivery = DeliveryLine(_("Sent"), _("Note it"), _CHANNELS)
        self.delivery.noted.connect(self._on_noted)
        self.log = text_label("", "caption", wrap=True)
        self.pdf = PdfView(_("The letter"))
        self._lay_out()
        self.show_nothing()

    def show_nothing(self) -> None:
        """Lets go of the letter."""
        self._sent, self._shown, self.content = None, None, b""
        self.title.setText(_("No reminder is due."))
        self.line.setText(_("What comes next for each invoice stands under “Open invoices”."))
        self.pdf.clear()
        self._show_handing(shown=False)

    def show_due(self, found: DueReminder, figures: Figures) -> None:
        """Draws the letter as it will be made today. Raises LawDeskError where it cannot be."""
        row, due = found.row, found.due
        self._sent = None
        words = _("Reminder {level} of {number}, not made yet")
        self.title.setText(words.format(level=due.level, number=row.number))
        self.line.setText(_due_words(found, figures))
        self._show_handing(shown=False)
        self.content = b""
        read, today = self._desk.read, self._desk.clock.now().day
        texts = texts_for_client(read, row.client_id)
        paper = preview_reminder(read, row.invoice_id, due, texts, made_on=today)
        if self._shown == paper:
            return
        self._shown = paper
        self.pdf.clear()
        self._desk.start(
            lambda _report: _drawn(paper), while_alive(self, partial(self._on_read, paper)), ""
        )

    def show_sent(self, row: SentRow, figures: Figures) -> None:
        """Opens the sealed letter of a reminder that was made."""
        is_other = self._sent is None or self._sent.id != row.id
        self._sent = row
        words = _("Reminder {level} of {number}")
        self.title.setText(words.format(level=row.level, number=row.number))
        asked = figures.full_money(row.asked_cents + row.fee_cents, row.currency)
        said = _("Asks {client} for {asked} by {day}.")
        day = figures.day(row.new_deadline_on)
        self.line.setText(said.format(client=row.client_name, asked=asked, day=day))
        self._show_log(row, figures)
        self._show_handing(shown=True)
        if is_other:
            self.delivery.show_error("")
            self.delivery.show_today(self._desk.clock.now().day, figures.practice.locale)
        if row.document_id is None:
            self._shown, self.content = None, b""
            self.pdf.clear()
        elif self._shown != row.document_id:
            self._open(row.document_id)
        self._enable()

    def _open(self, document_id: DocumentId) -> None:
        self._shown, self.content = document_id, b""
        self.pdf.clear()
        paper = documents.get(self._desk.read, document_id)
        open_document(self._desk, paper, while_alive(self, partial(self._on_read, document_id)))

    def _on_read(self, shown: object, content: bytes) -> None:
        if shown is self._shown or shown == self._shown:
            self.content = content
            self.pdf.show_pdf(content)
            self._enable()

    def _show_log(self, row: SentRow, figures: Figures) -> None:
        names, words = channel_words(), _("{day} by {channel}")
        told = [
            words.format(day=figures.day(each.delivered_on), channel=names[each.channel])
            for each in reminders.list_deliveries(self._desk.read, row.id)
        ]
        self.log.setText(_("Given to the client: {told}").format(told=", ".join(told)))
        self.log.setVisible(bool(told))

    def _show_handing(self, *, shown: bool) -> None:
        for part in (self.mail_button, self.print_button, self.save_button, self.delivery):
            part.setVisible(shown)
        if not shown:
            self.log.hide()

    def _enable(self) -> None:
        for button in (self.mail_button, self.print_button, self.save_button):
            button.setEnabled(bool(self.content))

    def _file_name(self) -> str:
        row = self._sent
        return (
            documents.get(self._desk.read, row.document_id).file_name
            if (row and row.document_id)
            else "reminder.pdf"
        )

    def _on_mail_clicked(self) -> None:
        row, read, content = self._sent, self._desk.read, self.content
        if row is None or not content:
            return
        paper = reminder_paper(read, row.id, texts_for_client(read, row.client_id))
        name = self._file_name()
        mail = reminder_mail(read, row.client_id, paper, name, lambda _report: content)
        self._mails.open_draft(mail)

    def _on_print_clicked(self) -> None:
        """Opens a plain copy in the system's PDF program; it is swept at lock and exit."""
        content, path = self.content, private_runtime() / self._file_name()
        if not content:
            return

        def write(_report: object) -> None:
            make_private_folder(path.parent)
            write_atomic(path, content)

        self._desk.start(
            write,
            while_alive(self, lambda _done: self._mails.show_folder(path)),
            _("Opening {name}").format(name=path.name),
        )

    def _on_save_clicked(self) -> None:
        row, content = self._sent, self.content
        if row is None or not content:
            return
        path = self._files.path_to_save(self, _("Save PDF copy"), self._file_name())
        what = _("the reminder of {number}").format(number=row.number)
        title, words = _("Save a plain copy"), _("Save plain copy")
        if path is None or not confirm(self, title, plain_copy_sentence(what, path), words):
            return
        self._desk.start(
            lambda _report: write_atomic(path, content),
            lambda _done: self._desk.say(_("Saved as {path}, not encrypted.").format(path=path)),
            _("Saving {name}").format(name=path.name),
        )

    def _on_noted(self, day: date, channel: Channel) -> None:
        row, now = self._sent, self._desk.clock.now()
        if row is None:
            return
        try:
            self._desk.transact(
                note_reminder_delivery,
                row.id,
                delivered_on=day,
                channel=Channel(channel),
                now=now,
            )
        except FieldError as error:
            self.delivery.show_error(str(error))

    def _link(self, words: str, run: object) -> Button:
        button = Button(words, kind="link")
        button.clicked.connect(lambda _checked=False: run() if callable(run) else None)
        return button

    def _lay_out(self) -> None:
        links = QGridLayout()
        links.setContentsMargins(-4, 0, 0, 0)
        links.setHorizontalSpacing(4)
        for place, button in enumerate((self.mail_button, self.print_button, self.save_button)):
            links.addWidget(button, 0, place)
        links.setColumnStretch(3, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.title)
        layout.addWidget(self.line)
        layout.addLayout(links)
        layout.addWidget(self.delivery)
        layout.addWidget(self.log)
        layout.addWidget(self.pdf, 1)


def _due_words(found: DueReminder, figures: Figures) -> str:
    row, due = found.row, found.due
    cents = due.undisputed_cents + due.fee_cents
    words = _("Asks for {asked} by {day}.").format(
        asked=figures.full_money(cents, row.currency), day=figures.day(due.deadline)
    )
    if due.fee_cents:
        fee = figures.full_money(due.fee_cents, row.currency)
        words += " " + _("{fee} of it is the fee.").format(fee=fee)
    if row.disputed_cents:
        disputed = figures.full_money(row.disputed_cents, row.currency)
        words += " " + _("{disputed} in dispute is left out.").format(disputed=disputed)
    if due.skipped:
        levels = ", ".join(str(level) for level in due.skipped)
        words += " " + _("Skips {levels}, whose day has passed.").format(levels=levels)
    return words


def _drawn(paper: ReminderPaper) -> bytes:
    from lawdesk.exports.receivables.reminder_pdf import draw_reminder  # reportlab is slow

    return draw_reminder(paper)
