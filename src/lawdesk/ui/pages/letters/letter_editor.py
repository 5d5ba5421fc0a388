"""A letter to one client: started from a template, changed, seen as the PDF it becomes, filed."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from lawdesk.domain.clients import ClientId
from lawdesk.domain.documents import DocumentId
from lawdesk.domain.invoices import InvoiceId, InvoiceKind
from lawdesk.domain.letters.letters import (
    LetterDraft,
    LetterDraftId,
    LetterKind,
    LetterPaper,
    LetterTemplate,
    check_finished,
)
from lawdesk.domain.locale_format import format_date, format_money
from lawdesk.domain.matters import MatterId
from lawdesk.domain.typed_values import parse_date
from lawdesk.errors import FieldError, LawDeskError, NotFound
from lawdesk.operations.letters import (
    begin_letter,
    change_letter,
    discard_letter,
    fill_from_template,
    letter_paper,
    letter_values,
    put_back_letter,
    record_letter,
)
from lawdesk.progress import Report
from lawdesk.store import clients, invoices, letter_drafts, letter_templates, matters
from lawdesk.store import practice as practices
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.kept_field import KeptField
from lawdesk.ui.mail_handover import MailHandover
from lawdesk.ui.page import Page
from lawdesk.ui.pages.letters.letter_filed import LetterFiled
from lawdesk.ui.pages.letters.letter_form import WORDS, LetterForm, gap_or_value
from lawdesk.ui.pages.letters.letter_preview import LetterPreview, drawn_letter
from lawdesk.ui.plain_words import dotted, shortened
from lawdesk.ui.tasks import while_alive
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.choice_box import Choice
from lawdesk.ui.widgets.page_header import PageHeader
from lawdesk.ui.widgets.scrolling import scrolled
from lawdesk.vault.sealed_documents import SealedDocument

_LEFT, _RIGHT = 11, 9


class LetterEditor(Page):
    """What is typed is saved by itself; the letter is done when it is filed."""

    tables: ClassVar[frozenset[str]] = frozenset(
        {"letter_drafts", "letter_templates", "letterheads", "practice", "clients", "matters"}
    )

    def __init__(
        self, desk: Desk, parent: QWidget | None = None, *, mails: MailHandover | None = None
    ) -> None:
        super().__init__(desk, parent)
        self._item: int | None = None
        self._draft: LetterDraft | None = None
        self._is_filing = self._is_saving = False
        self.header = PageHeader("")
        self.discard_button = Button(_("Discard letter"), icon="trash", kind="link")
        self.place_button = Button("", icon="left", kind="link")
        self.file_button = self.header.add_button(
            _("File letter"), self._on_file_clicked, icon="check", primary=True
        )
        self.form = LetterForm(desk)
        self.preview = LetterPreview(desk, _("Preview of the letter"))
        self._kept = {name: KeptField(desk, edit) for name, edit in self.form.edits.items()}
        self.filed = LetterFiled(desk, mails or MailHandover(desk, parent=self))
        self._connect()
        self._lay_out()

    def show_item(self, item_id: int) -> None:
        """Goes on with the letter for the matter with this id, or begins one; for a client without
        a matter the id is negative.
        """
        self._is_stale = False
        if item_id == self._item and self._stack.currentWidget() is self.filed:
            return
        if item_id == self._item and self._draft is not None:
            self.refresh()
            return
        self._leave()
        self._item = item_id
        self._begin()

    def shown_item(self) -> int | None:
        """The matter, or the client as a negative id."""
        return self._item

    def refresh(self) -> None:
        """Reads the letter again; what is being typed stays."""
        if self._draft is None or self._is_saving:
            return
        try:
            self._draft = letter_drafts.get(self.desk.read, self._draft.id)
        except NotFound:
            self._draft = None
            return
        self._show()

    def _connect(self) -> None:
        form = self.form
        form.typed.connect(self._on_typed)
        form.committed.connect(self._on_committed)
        form.template_picked.connect(self._on_template_picked)
        form.templates_asked.connect(lambda: self.open_asked.emit("templates", 0))
        form.placeholders.picked.connect(self._on_placeholder_picked)
        self.discard_button.clicked.connect(lambda _checked=False: self._on_discard_clicked())
        self.place_button.clicked.connect(lambda _checked=False: self._open_place())
        self.filed.place_asked.connect(self._open_place)
        self.filed.new_asked.connect(self._begin)

    def _lay_out(self) -> None:
        links = QHBoxLayout()
        links.setSpacing(16)
        links.addWidget(self.place_button)
        links.addStretch(1)
        links.addWidget(self.discard_button)
        left = scrolled(self.form, _("The letter"))
        body = QHBoxLayout()
        body.setSpacing(24)
        body.addWidget(left, _LEFT)
        body.addWidget(self.preview, _RIGHT)
        writing = QWidget()
        column = QVBoxLayout(writing)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.header)
        column.addLayout(links)
        column.addLayout(body, 1)
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(writing)
        self._stack.addWidget(self.filed)

    def _begin(self) -> None:
        """The letter in the making of this place, or a new one; words a crash cut off are back."""
        from lawdesk.exports.client_texts import client_texts

        if self._item is None:
            return
        self.filed.forget()
        self.preview.clear()
        self._stack.setCurrentIndex(0)
        read, now = self.desk.read, self.desk.clock.now()
        matter_id = MatterId(self._item) if self._item > 0 else None
        client_id = matters.get(read, matter_id).client_id if matter_id else ClientId(-self._item)
        closing = client_texts("letter", clients.get(read, client_id).language)["closing"]
        draft_id = self.desk.do(begin_letter, client_id, matter_id, closing, now=now)
        if draft_id is None:
            return
        self._draft = letter_drafts.get(read, draft_id)
        self._show()
        for name in WORDS:
            kept = self._kept[name].begin(_place(draft_id, name))
            if kept and kept != getattr(self._draft, name):
                self._on_committed(name, kept)
        self.form.template_button.setFocus()

    def _show(self) -> None:
        draft, read = self._draft, self.desk.read
        if draft is None:
            return
        practice, client = practices.get(read), clients.get(read, draft.client_id)
        name = shortened(client.name, 50)
        self.header.show_title(_("Letter to {client}").format(client=name))
        matter = matters.get(read, draft.matter_id) if draft.matter_id is not None else None
        about = dotted(matter.number, shortened(matter.title)) if matter else ""
        self.header.show_line(about or _("About no matter in particular"))
        self.place_button.set_words(_("Open matter") if matter else _("Open client"))
        self.form.show_templates(letter_templates.list_for(read, client.language))
        self.form.show_invoices(self._invoice_choices(draft))
        self.form.show_letter(draft, format_date(draft.dated_on, practice.locale, "short"))
        self._show_paper()

    def _show_paper(self) -> None:
        self.file_button.setEnabled(self._draft is not None and not self._is_filing)
        draft = self._draft
        if draft is not None:
            self.preview.show_soon(lambda: self._paper(draft))

    def _paper(self, draft: LetterDraft) -> LetterPaper:
        """The letter with what stands in the fields now."""
        typed = self.form.words()
        shown = replace(
            draft,
            recipient=typed["recipient"],
            subject=typed["subject"],
            text=typed["text"],
            closing=typed["closing"],
        )
        return letter_paper(self.desk.read, shown)

    def _invoice_choices(self, draft: LetterDraft) -> list[Choice]:
        read, locale = self.desk.read, practices.get(self.desk.read).locale
        found = invoices.list_summaries(
            read, client_id=draft.client_id, matter_id=draft.matter_id, limit=50
        )
        return [
            (
                each.id,
                dotted(
                    each.number,
                    format_date(each.issued_on, locale),
                    format_money(each.total_cents, each.currency, locale, with_currency=True),
                ),
            )
            for each in found
            if each.kind is InvoiceKind.INVOICE
        ]

    def _on_typed(self) -> None:
        self.form.show_gaps()
        self._show_paper()

    def _on_committed(self, name: str, value: object) -> None:
        if self._save(name, value):
            self.refresh()

    def _save(self, name: str, value: object) -> bool:
        draft, transact, now = self._draft, self.desk.transact, self.desk.clock.now()
        if draft is None:
            return False

        def save() -> None:
            transact(change_letter, draft.id, name, self._read_value(name, value), now=now)

        is_saved = self.form.form.save(name, save)
        if is_saved and name in self._kept:
            self._kept[name].forget(_place(draft.id, name))
        return is_saved

    def _read_value(self, name: str, value: object) -> object:
        """A field's value as the letter keeps it. Raises FieldError for a day that is none."""
        if name == "dated_on":
            today, locale = self.desk.clock.now().day, practices.get(self.desk.read).locale
            return parse_date(str(value), today, locale)
        if name == "kind":
            return LetterKind(str(value))
        if name == "invoice_id":
            return value if value is None else InvoiceId(int(str(value)))
        return str(value)

    def _on_template_picked(self, template: object) -> None:
        draft, desk = self._draft, self.desk
        if draft is None or not isinstance(template, LetterTemplate):
            return
        self._save_typed()
        before = desk.do(fill_from_template, draft.id, template.id, now=desk.clock.now())
        if before is None:
            return
        self._forget_typed(draft.id)
        self.refresh()
        self.form.form.focus("text")
        self.form.next_gap()
        if before.text.strip():
            words = _("The text was replaced by “{title}”.")
            desk.say(
                words.format(title=shortened(template.title, 40)),
                (_("Undo"), lambda: desk.do(put_back_letter, before)),
            )

    def _on_placeholder_picked(self, name: str) -> None:
        draft = self._draft
        if draft is not None:
            values = letter_values(
                self.desk.read, draft.client_id, draft.matter_id, draft.invoice_id, draft.dated_on
            )
            self.form.put_in(gap_or_value(name, values))

    def _on_discard_clicked(self) -> None:
        draft, desk = self._draft, self.desk
        if draft is None:
            return
        self._save_typed()
        gone = desk.do(discard_letter, draft.id)
        if gone is not None:
            self._draft = None
            self._forget_typed(draft.id)
            desk.say(_("The letter is discarded."), (_("Undo"), lambda: self._put_back(gone)))
            self._open_place()

    def _put_back(self, gone: LetterDraft) -> None:
        self.desk.do(put_back_letter, gone)
        self.open_asked.emit("letter", self._item or 0)

    def _on_file_clicked(self) -> None:
        self._save_typed()
        draft, vault = self._draft, self.desk.documents
        if draft is None or self._is_filing or not self._is_saved(draft):
            return
        try:
            check_finished(draft)
        except FieldError as error:
            self.form.form.show_error(error.field, str(error))
            self.form.form.focus(error.field)
            return
        except LawDeskError as error:
            self.desk.failed.emit(error)
            self.form.next_gap()
            return
        paper = letter_paper(self.desk.read, draft)
        self._is_filing = True
        self.file_button.setEnabled(False)

        def seal(report: Report) -> tuple[bytes, SealedDocument]:
            content = drawn_letter(paper)
            return content, vault.seal_bytes(content, report)

        task = self.desk.start(
            seal,
            while_alive(self, lambda made: self._on_sealed(draft, *made)),
            _("Sealing the letter"),
        )
        task.ended.connect(self._on_filing_ended)

    def _on_sealed(self, draft: LetterDraft, content: bytes, sealed: SealedDocument) -> None:
        now = self.desk.clock.now()
        is_shown = self._draft is not None and self._draft.id == draft.id
        document_id = self.desk.do(record_letter, draft, sealed, now=now)
        if document_id is None:
            return
        self._forget_typed(draft.id)
        if is_shown:
            self._show_filed(draft, document_id, content)
        else:  # the lawyer has gone on to another letter
            self.desk.say(_("The letter is sealed and filed."))

    def _show_filed(self, draft: LetterDraft, document_id: DocumentId, content: bytes) -> None:
        self._draft = None
        self.preview.clear()
        self.filed.show_letter(document_id, draft.subject, content)
        self._stack.setCurrentWidget(self.filed)

    def _on_filing_ended(self) -> None:
        self._is_filing = False
        self._show_paper()

    def _open_place(self) -> None:
        if self._item is not None:
            kind = "matter" if self._item > 0 else "client"
            self.open_asked.emit(kind, abs(self._item))

    def _save_typed(self) -> None:
        """Keeps what stands in the fields, wherever the cursor is."""
        self.form.form.leave()
        self._is_saving = True  # no field may be shown anew before all of them are kept
        for name, text in self.form.words().items():
            if self._draft is not None and text != getattr(self._draft, name):
                self._save(name, text)
        self._is_saving = False
        self.refresh()

    def _is_saved(self, draft: LetterDraft) -> bool:
        """Whether the fields hold what is kept; what was refused says so below its field."""
        return all(text == getattr(draft, name) for name, text in self.form.words().items())

    def _leave(self) -> None:
        self._save_typed()
        for kept in self._kept.values():
            kept.keep()
        self._draft = None

    def _forget_typed(self, draft_id: LetterDraftId) -> None:
        for name in WORDS:
            self._kept[name].forget(_place(draft_id, name))


def _place(draft_id: LetterDraftId, name: str) -> str:
    return f"letter.{draft_id}.{name}"
