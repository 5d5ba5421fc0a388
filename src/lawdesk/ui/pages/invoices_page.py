"""The invoices: drafts on top, then everything issued, with one of them beside the list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar, cast

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from lawdesk.domain.billing.drafts import DraftSummary
from lawdesk.domain.invoices import ComposedInvoice, InvoiceId, InvoiceSummary
from lawdesk.domain.issued_paper import paper_of
from lawdesk.domain.locale_format import format_money
from lawdesk.domain.matters import MatterId
from lawdesk.domain.receivables.disputes import Dispute
from lawdesk.errors import LawDeskError
from lawdesk.operations.drafts import make_draft
from lawdesk.operations.invoices import preview_invoices
from lawdesk.store import drafts, invoices, matters
from lawdesk.store import practice as practices
from lawdesk.store.invoices import Standing
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.invoice_wording import texts_of_draft
from lawdesk.ui.mail_handover import MailHandover
from lawdesk.ui.page import Page
from lawdesk.ui.pages.draft_preview import DraftPreview
from lawdesk.ui.pages.invoice_detail import InvoiceDetail
from lawdesk.ui.pages.invoice_drawing import InvoiceDrawing
from lawdesk.ui.pages.invoice_rows import (
    Listed,
    ListedKey,
    entries_words,
    key_of,
    record_of,
    summary_words,
)
from lawdesk.ui.pages.receivables.credit_note_form import CreditNoteForm
from lawdesk.ui.questions import FileQuestions
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.choice_box import ChoiceBox
from lawdesk.ui.widgets.empty_state import EmptyState
from lawdesk.ui.widgets.labels import rule
from lawdesk.ui.widgets.page_header import PageHeader
from lawdesk.ui.widgets.reading_order import set_reading_order
from lawdesk.ui.widgets.record_list import RecordList
from lawdesk.ui.widgets.search_box import SearchBox, no_match_words

if TYPE_CHECKING:
    from lawdesk.ui.pages.receivables.gap_report_part import GapReportPart

_PAGE = 200
_LIST_WIDTH = 330
_NARROW_LIST_WIDTH = 290
_NARROW = 900
_OFFERED = 25


class InvoicesPage(Page):
    """List and detail. PDFs that are missing are drawn again whenever the page is shown."""

    tables: ClassVar[frozenset[str]] = frozenset(
        {"issued_invoices", "invoice_pdfs", "invoice_deliveries", "drafts", "draft_lines"}
        | {"time_entries", "practice", "clients", "client_contacts", "account_entries"}
        | {"disputes", "reminders", "reminder_deliveries", "collections"}
    )

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None = None,
        *,
        mails: MailHandover | None = None,
        files: FileQuestions | None = None,
    ) -> None:
        super().__init__(desk, parent)
        self._typed = ""
        self._files = files or FileQuestions()
        self._numbers: GapReportPart | None = None
        self._shown: ListedKey | None = None
        self._drawing = InvoiceDrawing(desk, self)
        self._practice = practices.get(desk.read)
        self.header = PageHeader(_("Invoices"))
        self.new_button = self.header.add_button(
            _("New"), self._on_new_clicked, icon="add", hint="Ctrl N"
        )
        self.numbers_button = Button(_("Numbers"), kind="link")
        self.numbers_button.clicked.connect(lambda _checked=False: self.show_numbers())
        self.month_end_button = Button(_("Month end"), kind="link")
        self.month_end_button.clicked.connect(
            lambda _checked=False: self.open_asked.emit("month_end", 0)
        )
        self.search = SearchBox(_("Filter invoices"))
        self.search.searched.connect(self._on_searched)
        self.standing = ChoiceBox(_("Which invoices"), _standings())
        self.standing.chosen.connect(lambda _key: self._on_standing_chosen())
        self.list = RecordList(
            _("Invoices"), lambda row: record_of(row, self._practice, desk.clock.now().day)
        )
        self.list.chosen.connect(self._on_chosen)
        self.list.opened.connect(self._on_opened)
        self.search.moved_down.connect(self.list.view.setFocus)
        self.detail = InvoiceDetail(
            desk, mails or MailHandover(desk, parent=self), self._files, self._drawing
        )
        self.detail.open_asked.connect(self._on_open_asked)
        self._drawing.ended.connect(self._show_detail)
        self.draft_card = _DraftCard(desk, self._open_draft)
        self._lay_out()

    def show_item(self, item_id: int) -> None:
        """Shows the invoice with this id beside the list."""
        self._is_stale = False
        self.search.clear()
        self._typed = ""
        self.standing.show_key(Standing.ALL)
        self._shown = ListedKey("invoice", item_id)
        self.refresh()

    def shown_item(self) -> int | None:
        """The invoice beside the list; None for a draft."""
        shown = self._shown
        return shown.id if shown is not None and shown.kind == "invoice" else None

    def typed(self) -> dict[str, str]:
        """The form that is open beside the list."""
        return self.detail.typed()

    def show_typed(self, typed: Mapping[str, str]) -> None:
        self.show_item(int(typed["item"]))
        self.detail.begin_form(typed["form"])
        if self.detail.form is not None:
            self.detail.form.show_typed(typed)

    def adjust(self, dispute: Dispute) -> None:
        """Opens the credit note that is to end a dispute of its invoice."""
        self.show_item(dispute.invoice_id)
        self.detail.begin_form("credit")
        if isinstance(self.detail.form, CreditNoteForm):
            self.detail.form.end_dispute(dispute.id)

    def show_numbers(self) -> None:
        """Shows the series of numbers and their gaps beside the list."""
        if self._numbers is None:
            from lawdesk.ui.pages.receivables.gap_report_part import GapReportPart

            self._numbers = GapReportPart(self.desk, files=self._files)
            self._stack.addWidget(self._numbers)
        self._stack.setCurrentWidget(self._numbers)
        self._shown = None
        self.list.select(None)
        set_reading_order(self)

    def refresh(self) -> None:
        """Reads the list and what is shown beside it, and draws what is missing."""
        read = self.desk.read
        self._practice = practices.get(read)
        shown_drafts = self._drafts()
        standing, today = self._standing(), self.desk.clock.now().day
        issued = invoices.list_summaries(
            read, self._typed, standing=standing, today=today, limit=_PAGE
        )
        self.list.set_rows([*shown_drafts, *issued], key_of, self._more_after(issued))
        sums = invoices.list_sums(read, self._typed, standing=standing, today=today)
        has_rows = bool(shown_drafts or issued)
        words = summary_words(shown_drafts, sums, self._practice)
        self.list.set_summary(words if has_rows else "")
        self._show_empty()
        self._show_detail()
        self._drawing.draw_missing()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window gives the invoice more room than the list."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        self._left.setFixedWidth(_NARROW_LIST_WIDTH if narrow else _LIST_WIDTH)

    def _standing(self) -> Standing:
        return Standing(str(self.standing.key()))

    def _drafts(self) -> list[DraftSummary]:
        """The drafts a list of all invoices begins with."""
        if self._standing() is not Standing.ALL:
            return []
        words = self._typed.lower().split()
        return [
            draft
            for draft in drafts.list_summaries(self.desk.read)
            if all(word in f"{draft.client_name} {draft.matter_title}".lower() for word in words)
        ]

    def _more_after(self, page: list[InvoiceSummary]) -> Callable[[], list[Listed]] | None:
        if len(page) < _PAGE:
            return None
        last = [page[-1]]

        def more() -> list[Listed]:
            found = invoices.list_summaries(
                self.desk.read,
                self._typed,
                standing=self._standing(),
                today=self.desk.clock.now().day,
                after=last[0],
                limit=_PAGE,
            )
            last[0] = found[-1] if found else last[0]
            return list(found)

        return more

    def _show_empty(self) -> None:
        if self._typed:
            self.list.set_empty(*no_match_words(), self.search.clear)
        elif self._standing() is not Standing.ALL:
            self.list.set_empty(
                _("No invoice is overdue.")
                if self._standing() is Standing.OVERDUE
                else _("No invoice is open."),
                _("Show all"),
                self._show_all,
            )
        else:
            self.list.set_empty(
                _("No invoices yet. A draft is made from unbilled work."),
                _("Draft an invoice"),
                self._on_new_clicked,
            )

    def _show_all(self) -> None:
        self.standing.show_key(Standing.ALL)
        self.refresh()

    def _show_detail(self) -> None:
        if self._numbers is not None and self._stack.currentWidget() is self._numbers:
            return
        if self._shown is not None:
            self._mark(self._shown)
        elif self.list.selected() is None:
            self.list.select_first()
        shown = self._shown
        if shown is None:
            self._stack.setCurrentWidget(self._nothing)
        elif shown.kind == "invoice":
            self.detail.show_invoice(InvoiceId(shown.id))
            self._stack.setCurrentWidget(self.detail)
        else:
            self._show_draft(shown)

    def _mark(self, shown: ListedKey) -> None:
        """Selects what is shown, silently: it may be further down than the list has loaded."""
        selection = self.list.view.selectionModel()
        before = selection.blockSignals(True)
        self.list.select(shown)
        selection.blockSignals(before)
        self.list.view.viewport().update()

    def _show_draft(self, shown: ListedKey) -> None:
        row = self.list.row(shown)
        if row is None:
            self._shown = None
            self._stack.setCurrentWidget(self._nothing)
            return
        amount = format_money(row.amount_cents, self._practice.currency, self._practice.locale)
        now = self.desk.clock.now()
        texts = texts_of_draft(self.desk.read, row.id, now)
        try:
            composed = preview_invoices(self.desk.read, row.id, texts, now=now)[0]
        except LawDeskError as error:  # a discount that has become too large, for instance
            self.draft_card.show_refusal(row, str(error))
        else:
            self.draft_card.show_draft(row, amount, composed)
        self._stack.setCurrentWidget(self.draft_card)

    def _lay_out(self) -> None:
        self._left = QWidget()
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(12)
        left.addWidget(self.header)
        filters = QHBoxLayout()
        filters.setSpacing(8)
        filters.addWidget(self.search, 1)
        filters.addWidget(self.standing)
        left.addLayout(filters)
        left.addWidget(self.list, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.month_end_button)
        foot.addWidget(self.numbers_button)
        foot.addStretch(1)
        left.addLayout(foot)
        self._nothing = EmptyState(_("Choose an invoice in the list to see it here."))
        self._stack = QStackedWidget()
        for page in (self._nothing, self.draft_card, self.detail):
            self._stack.addWidget(page)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(24)
        layout.addWidget(self._left)
        layout.addWidget(rule(upright=True))
        layout.addWidget(self._stack, 1)

    def _on_searched(self, typed: str) -> None:
        self._typed = typed
        self.refresh()

    def _on_chosen(self, key: object) -> None:
        self._shown = cast(ListedKey | None, key)
        if self._shown is not None and self._stack.currentWidget() is self._numbers:
            self._stack.setCurrentWidget(self._nothing)
        self._show_detail()

    def _on_standing_chosen(self) -> None:
        self._shown = None
        self.list.select(None)
        self.refresh()

    def _on_open_asked(self, kind: str, item_id: int) -> None:
        if kind == "invoice":
            self.show_item(item_id)
        else:
            self.open_asked.emit(kind, item_id)

    def _on_opened(self, key: object) -> None:
        chosen = cast(ListedKey | None, key)
        if chosen is not None and chosen.kind == "draft":
            self.open_asked.emit("draft", chosen.id)

    def _open_draft(self) -> None:
        if self._shown is not None:
            self.open_asked.emit("draft", self._shown.id)

    def _on_new_clicked(self) -> None:
        menu = self.new_menu()
        menu.exec(self.new_button.mapToGlobal(self.new_button.rect().bottomLeft()))
        menu.deleteLater()

    def new_menu(self) -> QMenu:
        """A menu of the matters that have unbilled work, the oldest work first."""
        menu = QMenu(self)
        offered = matters.list_with_unbilled_work(self.desk.read, limit=_OFFERED)
        for matter in offered:
            amount = format_money(
                matter.unbilled_cents, self._practice.currency, self._practice.locale
            )
            act = menu.addAction(f"{matter.title}\t{amount}".replace("&", "&&"))
            act.triggered.connect(
                lambda _checked=False, matter_id=matter.id: self._on_matter_picked(matter_id)
            )
        if not offered:
            menu.addAction(_("No matter has unbilled work.")).setEnabled(False)
        return menu

    def _on_matter_picked(self, matter_id: MatterId) -> None:
        draft_id = self.desk.do(make_draft, matter_id, now=self.desk.clock.now())
        if draft_id is not None:
            self.open_asked.emit("draft", draft_id)


def _standings() -> list[tuple[Standing, str]]:
    return [
        (Standing.ALL, _("all")),
        (Standing.OPEN, _("open")),
        (Standing.OVERDUE, _("overdue")),
    ]


class _DraftCard(QWidget):
    """What a draft in the list comes to, how it would look, and the way into it."""

    def __init__(self, desk: Desk, on_open: Callable[[], object]) -> None:
        super().__init__()
        self.preview = DraftPreview(desk)
        self.header = PageHeader("")
        self.open_button = self.header.add_button(
            _("Edit draft"), on_open, icon="edit", primary=True
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(self.header)
        layout.addWidget(self.preview, 1)

    def show_draft(self, draft: DraftSummary, amount: str, composed: ComposedInvoice) -> None:
        """Shows this draft's figures; `amount` is formatted."""
        self.header.show_title(_("Draft for {matter}").format(matter=draft.matter_title))
        words = _("{client} · {entries} chosen, {amount} net. It has no number yet.")
        self.header.show_line(
            words.format(
                client=draft.client_name, entries=entries_words(draft.lines), amount=amount
            )
        )
        self.preview.show_paper(paper_of(composed))

    def show_refusal(self, draft: DraftSummary, sentence: str) -> None:
        """Says why the draft cannot be worked out as it is; it is mended in the editor."""
        self.header.show_title(_("Draft for {matter}").format(matter=draft.matter_title))
        self.header.show_line(sentence)
        self.preview.clear()
