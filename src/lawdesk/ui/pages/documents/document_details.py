"""What is known of one paper, each field saved when it is left."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from lawdesk.domain.documents import Document, DocumentId, DocumentKind, LinkKind
from lawdesk.domain.locale_format import format_date
from lawdesk.domain.matters import MatterId
from lawdesk.domain.typed_values import parse_date
from lawdesk.operations import documents as acts
from lawdesk.store import document_ties, documents
from lawdesk.store import practice as practices
from lawdesk.store.documents import DocumentFilter
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.document_words import kind_choices
from lawdesk.ui.pages.saving_form import SavingForm
from lawdesk.ui.widgets.fields import ChoiceField, Field
from lawdesk.ui.widgets.labels import text_label
from lawdesk.ui.widgets.scrolling import scrolled


class DocumentDetails(QWidget):
    """The form of the paper that is chosen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._paper: Document | None = None
        self.form = SavingForm(desk)
        self.form.add_line("title", _("Title"), wide=True)
        self._folder = self.form.add_line(
            "folder", _("Folder"), placeholder=_("Court/2026"), wide=True
        )
        self.form.add_choice("kind", _("Kind"), kind_choices())
        self.form.add_date("dated_on", _("Date on it"))
        self._matters = ChoiceField(_("Matter"), [])
        self.form.add_field("matter", _("Matter"), self._matters, wide=True)
        self.form.add_check("may_be_shared", _("May be shared with the client"), wide=True)
        self._invoices = self.form.add_choice("invoice", _("Belongs to invoice"), [])
        self._expenses = self.form.add_choice("expense", _("Belongs to expense"), [])
        self.form.add_text("notes", _("Notes"), lines=4, hint=_("For you only."))
        self._foot = text_label("", "small", wrap=True)
        self.form.add_widget(self._foot)
        for name in ("kind", "matter", "invoice", "expense"):
            _let_shrink(self.form.field_of(name))
        self.form.committed.connect(self._on_committed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(self.form, _("Details of the document")))

    def show_paper(self, paper: Document) -> None:
        """Shows what is stored of a paper."""
        if self._paper is not None and self._paper.id != paper.id:
            self.form.leave()
        self._paper = paper
        is_invoice = paper.kind is DocumentKind.INVOICE
        kinds: list[tuple[object, str]] = [*kind_choices()]
        if is_invoice:
            kinds = [(DocumentKind.INVOICE, _("Invoice"))]
        _choices(self.form, "kind", kinds)
        self._show_choices(paper)
        for name in ("kind", "matter"):
            self.form.field_of(name).setEnabled(not is_invoice)
        self.form.show_stored(paper.id, self._values(paper))
        words = _("{name}, SHA-256 {digest}")
        self._foot.setText(words.format(name=paper.file_name, digest=paper.plain_sha256[:16] + "…"))

    def leave(self) -> None:
        """Lets the field being typed in save."""
        self.form.leave()

    def _show_choices(self, paper: Document) -> None:
        read = self._desk.read
        none: list[tuple[object, str]] = [(None, _("none"))]
        of_client = document_ties.list_matters(read, paper.client_id)
        self._matters.set_choices(none + [(x.id, x.words) for x in of_client])
        invoices = document_ties.list_invoices(read, paper.client_id)
        self._invoices.set_choices(none + [(x.id, x.words) for x in invoices])
        expenses = document_ties.list_expenses(read, paper.matter_id)
        self._expenses.set_choices(none + [(x.id, x.words) for x in expenses])
        known = DocumentFilter(client_id=paper.client_id, with_archived=True)
        self._folder.set_phrases(documents.list_folders(read, known))

    def _values(self, paper: Document) -> dict[str, object]:
        read = self._desk.read
        locale = practices.get(read).locale
        invoice = documents.list_links(read, paper.id, LinkKind.INVOICE)
        expense = documents.list_links(read, paper.id, LinkKind.EXPENSE)
        dated = format_date(paper.dated_on, locale, "short") if paper.dated_on else ""
        return {
            "title": paper.title,
            "folder": paper.folder,
            "kind": paper.kind,
            "dated_on": dated,
            "matter": paper.matter_id,
            "may_be_shared": paper.may_be_shared,
            "invoice": invoice[0] if invoice else None,
            "expense": expense[0] if expense else None,
            "notes": paper.notes,
        }

    def _on_committed(self, name: str, value: object) -> None:
        if self._paper is None:
            return
        act = self._act(self._paper.id, name, value)
        self.form.save(name, act)

    def _act(self, paper: DocumentId, name: str, value: object) -> Callable[[], object]:
        do, now = self._desk.transact, self._desk.clock.now().at
        matter = MatterId(value) if isinstance(value, int) else None
        if name in ("invoice", "expense"):
            return partial(self._save_tie, paper, LinkKind(name), value)
        known: dict[str, Callable[[], object]] = {
            "title": lambda: do(acts.change_title, paper, str(value)),
            "folder": lambda: do(acts.change_folder, paper, str(value)),
            "kind": lambda: do(acts.change_kind, paper, DocumentKind(str(value))),
            "dated_on": lambda: self._save_day(paper, str(value)),
            "matter": lambda: do(acts.change_matter, paper, matter, now=now),
            "may_be_shared": lambda: do(
                acts.change_may_be_shared, paper, may_be_shared=bool(value), now=now
            ),
            "notes": lambda: do(acts.change_notes, paper, str(value)),
        }
        return known[name]

    def _save_day(self, paper: DocumentId, typed: str) -> None:
        locale, today = practices.get(self._desk.read).locale, self._desk.clock.now().day
        day = parse_date(typed, today, locale) if typed.strip() else None
        self._desk.transact(acts.change_dated_on, paper, day)

    def _save_tie(self, paper: DocumentId, kind: LinkKind, subject: object) -> None:
        chosen = subject if isinstance(subject, int) else None
        self._desk.transact(acts.tie_document, paper, kind, chosen)


def _choices(form: SavingForm, name: str, choices: list[tuple[object, str]]) -> None:
    field = form.field_of(name)
    if isinstance(field, ChoiceField):
        field.set_choices(choices)


def _let_shrink(field: Field) -> None:
    """A long title among the choices must not make the form wider than its place."""
    box = field.control()
    if isinstance(box, QComboBox):
        policy = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        box.setSizeAdjustPolicy(policy)
        box.setMinimumContentsLength(8)
