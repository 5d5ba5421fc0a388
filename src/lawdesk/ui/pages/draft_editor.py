"""The draft editor: choose and word the work on the left, see the invoice on the right."""

from typing import ClassVar, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from lawdesk.domain.billing.drafts import Draft, DraftId, DraftLine, DraftLineId
from lawdesk.domain.clients import Client
from lawdesk.domain.invoices import ComposedInvoice, InvoiceKind
from lawdesk.domain.issued_paper import paper_of
from lawdesk.domain.locale_format import format_money
from lawdesk.domain.matters import Matter
from lawdesk.domain.practice import Practice
from lawdesk.operations.drafts import (
    choose_line,
    discard_draft,
    move_line,
    set_line_no_charge,
    set_line_wording,
)
from lawdesk.operations.invoices import issue_invoice, preview_invoices
from lawdesk.operations.issued_numbers import next_number
from lawdesk.store import clients, drafts, invoices, matters
from lawdesk.store import practice as practices
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.invoice_wording import texts_of_draft
from lawdesk.ui.kept_field import KeptField
from lawdesk.ui.page import Page
from lawdesk.ui.pages.draft_lines import (
    DraftRow,
    draft_columns,
    draft_rows,
    figure_widths,
    total_texts,
)
from lawdesk.ui.pages.draft_preview import DraftPreview
from lawdesk.ui.pages.draft_settings import DraftSettings
from lawdesk.ui.pages.draft_totals import DraftTotals, total_rows
from lawdesk.ui.pages.draft_wording import WordingField, is_long
from lawdesk.ui.questions import confirm
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.empty_state import EmptyState
from lawdesk.ui.widgets.labels import text_label
from lawdesk.ui.widgets.page_header import PageHeader
from lawdesk.ui.widgets.row_table import RowTable

_TERMS_WIDTH = 180
_NARROW = 960


class DraftEditor(Page):
    """One draft. Every change is saved when it is made; the number is drawn at issue only."""

    tables: ClassVar[frozenset[str]] = frozenset(
        {"drafts", "draft_lines", "time_entries", "practice", "clients", "client_contacts"}
        | {"matters", "number_series"}
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._draft_id: DraftId | None = None
        self._lines: dict[DraftLineId, DraftLine] = {}
        self._composed: ComposedInvoice | None = None
        self._is_narrow = False
        self.header = PageHeader(_("Draft"))
        self.issue_button = self.header.add_button(
            _("Issue invoice…"), self._on_issue_clicked, primary=True
        )
        self.settings = DraftSettings(desk, self)
        self.settings.refused.connect(desk.failed)
        self.lines = self._make_table()
        self.wording = WordingField()
        self._kept_wording = KeptField(desk, self.wording, saves_itself=True)
        self.totals = DraftTotals()
        self.preview = DraftPreview(desk)
        self._notice = _Notice(lambda: self._open("client"))
        self.free_button = Button(_("No charge"), kind="link")
        self.free_button.setToolTip("Alt+N")
        self.up_button = Button(_("Move up"), icon="up", kind="bare", hint="Alt Up")
        self.down_button = Button(_("Move down"), icon="down", kind="bare", hint="Alt Down")
        self.discard_button = Button(_("Discard draft…"), kind="danger")
        self._lay_out()
        self._connect()

    def show_item(self, item_id: int) -> None:
        """Shows the draft with this id."""
        if item_id != self._draft_id:
            self.preview.clear()
            if drafts.find(self.desk.read, DraftId(item_id)):
                self.settings.restore_intro(DraftId(item_id))
        self._draft_id = DraftId(item_id)
        self._is_stale = False
        self.refresh()

    def refresh(self) -> None:
        """Reads the draft again; a draft that is gone leaves a sentence."""
        draft = drafts.find(self.desk.read, self._draft_id) if self._draft_id else None
        self._stack.setCurrentIndex(0 if draft else 1)
        if draft is None:
            self.preview.clear()
            return
        matter = matters.get(self.desk.read, draft.matter_id)
        client = clients.get(self.desk.read, matter.client_id)
        self._show(draft, matter, client, practices.get(self.desk.read))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shortens what stands in the table where there is little room across."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        if narrow is not self._is_narrow:
            self._is_narrow = narrow
            self.refresh()

    def _show(self, draft: Draft, matter: Matter, client: Client, practice: Practice) -> None:
        read, now = self.desk.read, self.desk.clock.now()
        texts = texts_of_draft(read, draft.id, now)
        composed = preview_invoices(read, draft.id, texts, now=now)[0]
        lines = drafts.list_lines(read, draft.id)
        spans = drafts.list_spans(read, draft.id)
        rows = draft_rows(lines, spans, practice, now.day, narrow=self._is_narrow)
        self._composed, self._lines = composed, {line.id: line for line in lines}
        self.header.show_title(_("Draft for {matter}").format(matter=matter.title))
        self.header.show_line(_chosen_words(lines))
        self.settings.show_draft(draft, practice, texts[client.id].intro)
        self.lines.set_widths(figure_widths(self.lines, rows))
        self.lines.set_rows(rows, key=lambda row: row.id)
        self.lines.set_total(total_texts(lines, practice) if lines else {})
        self.totals.show_rows(total_rows(composed, practice))
        has_address = "\n" in composed.invoice.recipient
        self._notice.show_for("" if has_address else client.name)
        self.issue_button.setEnabled(has_address and any(line.chosen for line in lines))
        self.preview.show_paper(paper_of(composed))
        self._show_line()

    def _make_table(self) -> RowTable:
        table = RowTable(_("Lines of the draft"), draft_columns())
        table.set_empty(_("There is no unbilled work in this period."))
        table.edited.connect(self._on_edited)
        table.opened.connect(self._on_opened)
        table.chosen.connect(lambda _line_id: self._show_line())
        return table

    def _connect(self) -> None:
        self.free_button.clicked.connect(lambda _checked=False: self._on_free_asked())
        self.up_button.clicked.connect(lambda _checked=False: self._on_move_asked(-1))
        self.down_button.clicked.connect(lambda _checked=False: self._on_move_asked(1))
        self.wording.committed.connect(
            lambda line_id, text: self.desk.do(set_line_wording, line_id, text)
        )
        self.wording.left.connect(self._on_wording_left)
        self.discard_button.clicked.connect(lambda _checked=False: self._on_discard_clicked())
        keys = {
            "Alt+Up": lambda: self._on_move_asked(-1),
            "Alt+Down": lambda: self._on_move_asked(1),
            "Alt+N": self._on_free_asked,
            "Alt+W": self._open_wording,
        }
        for words, run in keys.items():
            shortcut = QShortcut(QKeySequence(words), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(run)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self.settings.period)
        left.addWidget(self._notice)
        left.addLayout(self._line_tools())
        left.addWidget(self.lines, 1)
        left.addWidget(self.wording)
        left.addLayout(self._foot())
        body = QHBoxLayout()
        body.setSpacing(28)
        body.addLayout(left, 3)
        body.addLayout(self._right(), 2)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.header)
        column.addLayout(body, 1)
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(content)
        self._stack.addWidget(EmptyState(_("This draft was issued or discarded.")))

    def _line_tools(self) -> QHBoxLayout:
        tools = QHBoxLayout()
        tools.setSpacing(4)
        tools.addWidget(self.settings.intro, 1)
        for button in (self.free_button, self.up_button, self.down_button):
            tools.addWidget(button)
        return tools

    def _right(self) -> QVBoxLayout:
        foot = QHBoxLayout()
        foot.addWidget(self.preview.pages_label)
        foot.addStretch(1)
        foot.addWidget(self.discard_button)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.preview, 1)
        right.addLayout(foot)
        return right

    def _foot(self) -> QHBoxLayout:
        self.settings.terms.setFixedWidth(_TERMS_WIDTH)
        self.totals.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        foot = QHBoxLayout()
        foot.setSpacing(24)
        foot.addWidget(self.settings.terms)
        foot.addWidget(self.totals, 1, Qt.AlignmentFlag.AlignTop)
        return foot

    def _on_opened(self, line_id: object) -> None:
        line = self._lines.get(cast(DraftLineId, line_id))
        if line is not None and is_long(line.wording):
            self._open_wording()
        else:
            self.lines.edit(line_id, "wording")

    def _open_wording(self) -> None:
        """Any wording can be changed in the large field, also one that is to become long."""
        line = self._selected_line()
        if line is not None:
            self._show_wording(line)
            self.wording.setFocus()
            self.wording.moveCursor(QTextCursor.MoveOperation.End)

    def _on_edited(self, line_id: object, column: str, text: str) -> None:
        line = cast(DraftLineId, line_id)
        if column == "chosen":
            self.desk.do(choose_line, line, chosen=bool(text))
        elif column == "wording":
            self.desk.do(set_line_wording, line, text)

    def _on_free_asked(self) -> None:
        line = self._selected_line()
        if line is not None:
            self.desk.do(set_line_no_charge, line.id, no_charge=not line.no_charge)

    def _on_move_asked(self, steps: int) -> None:
        line = self._selected_line()
        if line is not None:
            self.desk.do(move_line, line.id, steps)

    def _on_discard_clicked(self) -> None:
        sentence = _(
            "Discards this draft with its wording. The work in it stays unbilled, and no invoice "
            "number is used."
        )
        words = _("Discard draft")
        if self._draft_id and confirm(self, _("Discard draft"), sentence, words, kind="danger"):
            matter_id = drafts.get(self.desk.read, self._draft_id).matter_id
            self.desk.do(discard_draft, self._draft_id)
            self.desk.say(_("Draft discarded; its work stays unbilled."))
            self.open_asked.emit("matter", matter_id)

    def _on_issue_clicked(self) -> None:
        if self._draft_id is None or self._composed is None:
            return
        draft_id, now = self._draft_id, self.desk.clock.now()
        number = next_number(self.desk.read, InvoiceKind.INVOICE, now.day)
        sentence = _issue_sentence(self._composed, number, practices.get(self.desk.read))
        if not confirm(self, _("Issue invoice"), sentence, _("Issue invoice")):
            return
        texts = texts_of_draft(self.desk.read, draft_id, now)
        invoice_id = self.desk.do(issue_invoice, draft_id, texts, now=self.desk.clock.now())
        if invoice_id is None:
            return
        issued = invoices.get(self.desk.read, invoice_id)
        self.desk.say(_("Invoice {number} issued.").format(number=issued.number))
        self.open_asked.emit("invoice", invoice_id)  # which draws the PDF, being the one place

    def _open(self, kind: str) -> None:
        if self._composed is not None:
            self.open_asked.emit(kind, self._composed.invoice.client_id)

    def _selected_line(self) -> DraftLine | None:
        return self._lines.get(cast(DraftLineId, self.lines.selected()))

    def _on_wording_left(self) -> None:
        self.lines.view.setFocus()
        self._show_line()

    def _show_line(self) -> None:
        self._show_line_buttons()
        line = self._selected_line()
        if self.wording.hasFocus():
            self.wording.show_line(line)
        elif line is not None and is_long(line.wording):
            self._show_wording(line)
        else:
            self.wording.show_line(None)

    def _show_wording(self, line: DraftLine) -> None:
        """A crash may have left words that were being typed: they become the line's wording."""
        place = f"draft-line.{line.id}"
        words = self._kept_wording.begin(place)
        if words:
            self._kept_wording.forget(place)
            self.desk.do(set_line_wording, line.id, words)
        self.wording.show_line(self._selected_line())

    def _show_line_buttons(self) -> None:
        row: DraftRow | None = self.lines.row(self.lines.selected())
        for button in (self.free_button, self.up_button, self.down_button):
            button.setEnabled(row is not None)
        line = self._selected_line()
        is_free = line is not None and line.no_charge
        self.free_button.set_words(_("Charge again") if is_free else _("No charge"))


class _Notice(QWidget):
    """Says that the client has no address, and leads there."""

    def __init__(self, on_click: object) -> None:
        super().__init__()
        self._text = text_label("", "body", wrap=True)
        self._text.setProperty("tone", "attention")
        button = Button(_("Open client"), kind="link")
        button.clicked.connect(on_click)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._text, 1)
        layout.addWidget(button)

    def show_for(self, client_name: str) -> None:
        """Names the client without address; nobody hides the line."""
        words = _("{client} has no address yet; an invoice needs one.")
        self._text.setText(words.format(client=client_name))
        self.setVisible(bool(client_name))


def _chosen_words(lines: list[DraftLine]) -> str:
    chosen = sum(line.chosen for line in lines)
    if not chosen:
        return _("Nothing is chosen yet; tick a line to bill it.")
    words = _("{chosen} of {all} entries chosen. No number yet; it is given when you issue.")
    if len(lines) == 1:
        words = _("The only entry is chosen. No number yet; it is given when you issue.")
    return words.format(chosen=chosen, all=len(lines))


def _issue_sentence(composed: ComposedInvoice, number: str, practice: Practice) -> str:
    invoice = composed.invoice
    amount = format_money(invoice.total_cents, invoice.currency, practice.locale)
    return _(
        "Issues invoice {number} over {amount} {currency} to {client}. It cannot be changed "
        "afterwards, only credited."
    ).format(number=number, amount=amount, currency=invoice.currency, client=invoice.recipient_name)
