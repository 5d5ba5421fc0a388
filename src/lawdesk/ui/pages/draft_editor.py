"""The draft editor: choose and word the work on the left, see the invoice on the right."""

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from lawdesk.domain.billing.discounts import InvoiceDiscount
from lawdesk.domain.billing.drafts import Draft, DraftId, DraftLine
from lawdesk.domain.clients import ClientId
from lawdesk.domain.invoices import ComposedInvoice
from lawdesk.errors import LawDeskError
from lawdesk.operations.drafts import discard_draft
from lawdesk.operations.invoices import issue_invoice
from lawdesk.store import drafts, invoices
from lawdesk.store.billing import month_end
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.invoice_wording import texts_of_draft
from lawdesk.ui.page import Page
from lawdesk.ui.pages.draft_agreement import agreement_words
from lawdesk.ui.pages.draft_head import AddressNotice, chosen_words, issue_sentence
from lawdesk.ui.pages.draft_keys import DraftKeys
from lawdesk.ui.pages.draft_lines import shown_lines
from lawdesk.ui.pages.draft_more import DraftMore
from lawdesk.ui.pages.draft_payers_part import DraftPayers
from lawdesk.ui.pages.draft_preview import DraftPreview
from lawdesk.ui.pages.draft_settings import DraftSettings
from lawdesk.ui.pages.draft_totals import DraftTotals, total_rows
from lawdesk.ui.pages.draft_wording import WordingField
from lawdesk.ui.pages.draft_work_part import DraftWorkPart
from lawdesk.ui.pages.draft_working import DraftWork, read_draft
from lawdesk.ui.pages.invoice_drawing import InvoiceDrawing
from lawdesk.ui.questions import confirm
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.choice_box import ChoiceBox
from lawdesk.ui.widgets.empty_state import EmptyState
from lawdesk.ui.widgets.labels import set_style_property, text_label
from lawdesk.ui.widgets.page_header import PageHeader
from lawdesk.ui.widgets.row_table import RowTable
from lawdesk.ui.widgets.tabs import TabPages

_NARROW = 960


class DraftEditor(Page):
    """One draft. Every change is saved when it is made; the number is drawn at issue only."""

    tables: ClassVar[frozenset[str]] = frozenset(
        {"drafts", "draft_lines", "draft_payers", "time_entries", "expenses", "fixed_charges"}
        | {"practice", "clients", "client_contacts", "matters", "number_series"}
        | {"fee_agreements", "account_entries", "billing_policies"}
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._draft_id: DraftId | None = None
        self._work: DraftWork | None = None
        self._composed: tuple[ComposedInvoice, ...] = ()
        self._review: list[DraftId] = []
        self._missing: ClientId | None = None
        self._is_narrow = False
        self.header = PageHeader(_("Draft"))
        self.before_button = self.header.add_button(_("Previous"), lambda: self.step(-1))
        self.next_button = self.header.add_button(_("Next"), lambda: self.step(1))
        self.issue_button = self.header.add_button(
            _("Issue invoice…"), self._on_issue_clicked, primary=True
        )
        self.settings = DraftSettings(desk, self)
        self.work_part = DraftWorkPart(desk, (self.settings.period, self.settings.intro))
        self.payers = DraftPayers(desk)
        self.more = DraftMore(desk, self.settings.terms)
        self.totals = DraftTotals()
        self.agreement = text_label("", "caption", wrap=True)
        self.payer_box = ChoiceBox(_("Invoice of"))
        self.payer_box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.preview = DraftPreview(desk)
        self._drawing = InvoiceDrawing(desk, self)
        self._notice = AddressNotice(lambda: self._open("client"))
        self.discard_button = Button(_("Discard draft…"), kind="danger")
        self.parts = TabPages(_("Parts of the draft"))
        self._keys = DraftKeys(self, self.work_part)
        self._lay_out()
        self._connect()

    @property
    def lines(self) -> RowTable:
        """The table of lines."""
        return self.work_part.table

    @property
    def wording(self) -> WordingField:
        """The field for long wordings."""
        return self.work_part.wording

    def show_part(self, name: str) -> None:
        """Shows one of the tabs."""
        self.parts.show_part(name)

    def show_item(self, item_id: int) -> None:
        """Shows the draft with this id."""
        if item_id != self._draft_id:
            self.preview.clear()
            if drafts.find(self.desk.read, DraftId(item_id)):
                self.settings.restore_intro(DraftId(item_id))
        self._draft_id = DraftId(item_id)
        self._is_stale = False
        self.refresh()

    def shown_item(self) -> int | None:
        """The draft that is open, which may be another than the one that was asked for."""
        return self._draft_id

    def review(self, draft_ids: Sequence[DraftId]) -> None:
        """Lets these drafts follow one another; issuing one goes on to the next."""
        self._review = list(draft_ids)
        self._show_place()

    def step(self, steps: int) -> None:
        """Shows a draft before or after this one."""
        ids = self._ids()
        if self._draft_id in ids:
            self._review = ids
            place = ids.index(self._draft_id) + steps
            if 0 <= place < len(ids):
                self.show_item(ids[place])

    def refresh(self) -> None:
        """Reads the draft again; a draft that is gone leaves a sentence."""
        found = drafts.find(self.desk.read, self._draft_id) if self._draft_id else None
        self._stack.setCurrentIndex(0 if found else 1)
        if found is None:
            self._work = None
            self.preview.clear()
            return
        self._work = read_draft(self.desk.read, found.id, self.desk.clock.now())
        self._show(self._work)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shortens what stands in the table where there is little room across."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        if narrow is not self._is_narrow:
            self._is_narrow = narrow
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """The keys are the page's for as long as it is seen."""
        super().showEvent(event)
        self._keys.begin()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._keys.end()

    def _show(self, work: DraftWork) -> None:
        composed: tuple[ComposedInvoice, ...] = ()
        refusal = None
        try:
            composed = work.composed()
        except LawDeskError as error:
            refusal = error  # told below: what is wrong must be there to be put right
        shown = shown_lines(work, narrow=self._is_narrow)
        texts = work.billing.recipients[work.client.id].texts
        self.header.show_title(_("Draft for {matter}").format(matter=work.matter.title))
        self._show_place()
        self.settings.show_draft(work.draft, work.practice, texts.intro)
        self.work_part.show_work(work, shown)
        self.more.show_draft(work.draft, work.practice, texts.discount)
        self._show_composed(composed)
        self._show_payers(work, composed)
        missing = [each for each in composed if "\n" not in each.invoice.recipient]
        self._missing = missing[0].invoice.client_id if missing else None
        self._notice.show_for(missing[0].invoice.recipient_name if missing else "")
        self.issue_button.setEnabled(not missing and any(line.chosen for line in work.lines))
        if refusal is not None:
            self._show_refusal(refusal)

    def _show_composed(self, composed: tuple[ComposedInvoice, ...]) -> None:
        """Totals, agreement and preview of these invoices, stored or only typed."""
        work = self._work
        self._composed = composed
        if work is None or not composed:
            return
        self.totals.show_rows(total_rows(composed, work.practice))
        words = agreement_words(work.billing, composed)
        self.agreement.setText(words)
        set_style_property(self.agreement, "tone", "")
        own = work.billing.recipients[work.client.id].credit_cents
        self.more.show_credit(own, sum(x.invoice.paid_cents for x in composed), work.practice)
        chosen = self.payer_box.key()
        shown = next((x for x in composed if x.invoice.client_id == chosen), composed[0])
        self.preview.show_invoice(shown)

    def _show_payers(self, work: DraftWork, composed: Sequence[ComposedInvoice]) -> None:
        names = [(x.invoice.client_id, x.invoice.recipient_name) for x in composed]
        self.payer_box.set_choices(names)
        self.payer_box.setVisible(len(names) > 1)
        nets = {x.invoice.client_id: x.invoice.net_cents for x in composed}
        self.payers.show_payers(work.draft, work.client.id, work.billing.payers, nets)

    def _show_refusal(self, error: LawDeskError) -> None:
        """The draft cannot be worked out as it is: it says why, and cannot be issued."""
        self.issue_button.setEnabled(False)
        self.totals.show_rows([])
        self.preview.clear()
        self.agreement.setText(str(error))
        set_style_property(self.agreement, "tone", "overdue")

    def _show_place(self) -> None:
        """Which of how many drafts this is, and what is chosen in it."""
        ids = self._ids()
        place = ids.index(self._draft_id) if self._draft_id in ids else 0
        for button, is_there in (
            (self.before_button, place > 0),
            (self.next_button, place + 1 < len(ids)),
        ):
            button.setVisible(len(ids) > 1)
            button.setEnabled(is_there)
        line = chosen_words(self._work.lines if self._work else ())
        if len(ids) > 1:
            words = _("{place} of {count} drafts.").format(place=place + 1, count=len(ids))
            line = f"{words} {line}"
        self.header.show_line(line)

    def _ids(self) -> list[DraftId]:
        """The drafts to step through: those under review that are still there, or all."""
        ids = month_end.list_drafts_in_order(self.desk.read)
        kept = [draft_id for draft_id in self._review if draft_id in set(ids)]
        return kept if self._draft_id in kept else ids

    def _connect(self) -> None:
        for part in (self.settings, self.payers, self.more):
            part.refused.connect(self.desk.failed)
        self.work_part.typed.connect(self._on_line_typed)
        self.more.typed.connect(self._on_discount_typed)
        self.payer_box.chosen.connect(lambda _key: self._show_composed(self._composed))
        self.discard_button.clicked.connect(lambda _checked=False: self._on_discard_clicked())

    def _lay_out(self) -> None:
        self.parts.add("work", _("Work"), lambda: self.work_part)
        self.parts.add("payers", _("Payers"), lambda: self.payers)
        self.parts.add("more", _("More"), lambda: self.more)
        self.parts.show_part("work")
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self._notice)
        left.addWidget(self.parts, 1)
        left.addLayout(self._foot())
        body = QHBoxLayout()
        body.setSpacing(28)
        body.addLayout(left, 3)
        body.addLayout(self._right(), 2)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.header)
        column.addLayout(body, 1)
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(content)
        self._stack.addWidget(EmptyState(_("This draft was issued or discarded.")))

    def _right(self) -> QVBoxLayout:
        foot = QHBoxLayout()
        foot.addWidget(self.preview.pages_label)
        foot.addStretch(1)
        foot.addWidget(self.discard_button)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.payer_box)
        right.addWidget(self.preview, 1)
        right.addLayout(foot)
        return right

    def _foot(self) -> QHBoxLayout:
        self.totals.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        foot = QHBoxLayout()
        foot.setSpacing(24)
        foot.addWidget(self.agreement, 2, Qt.AlignmentFlag.AlignTop)
        foot.addStretch(0)
        foot.addWidget(self.totals, 3, Qt.AlignmentFlag.AlignTop)
        return foot

    def _on_line_typed(self, line: DraftLine) -> None:
        if self._work is not None:
            self._try(lines=self._work.with_line(line))

    def _on_discount_typed(self, discount: InvoiceDiscount | None) -> None:
        if self._work is not None:
            self._try(draft=replace(self._work.draft, discount=discount))

    def _try(self, *, draft: Draft | None = None, lines: Sequence[DraftLine] | None = None) -> None:
        """Shows what it would come to; what cannot be is told when the field is left."""
        if self._work is None:
            return
        try:
            composed = self._work.composed(draft, lines)
        except LawDeskError:
            return
        self._show_composed(composed)

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

    def ask_to_issue(self) -> None:
        """The key for the button; what is being typed is kept first."""
        focused = QApplication.focusWidget()
        if focused is not None:
            focused.clearFocus()
        if self.issue_button.isEnabled():
            self._on_issue_clicked()

    def _on_issue_clicked(self) -> None:
        work = self._work
        if work is None or self._draft_id is None or not self._composed:
            return
        draft_id, now = self._draft_id, self.desk.clock.now()
        sentence = issue_sentence(self._composed, work.number, work.practice)
        if not confirm(self, _("Issue invoice"), sentence, _("Issue invoice")):
            return
        following = self._following()
        texts = texts_of_draft(self.desk.read, draft_id, now)
        invoice_id = self.desk.do(issue_invoice, draft_id, texts, now=self.desk.clock.now())
        if invoice_id is None:
            return
        issued = invoices.get(self.desk.read, invoice_id)
        said = _("Invoice {number} issued.").format(number=issued.number)
        if following is None:
            self.desk.say(said)
            self.open_asked.emit("invoice", invoice_id)  # which draws the PDF
            return
        self.desk.say(said, (_("Show it"), lambda: self.open_asked.emit("invoice", invoice_id)))
        self._drawing.draw_missing()
        self.show_item(following)

    def _following(self) -> DraftId | None:
        """The next draft under review; None where the lawyer came for this one alone."""
        if self._draft_id not in self._review:
            return None
        ids = self._ids()
        left = ids[ids.index(self._draft_id) + 1 :]
        return left[0] if left else None

    def _open(self, kind: str) -> None:
        if self._missing is not None:
            self.open_asked.emit(kind, self._missing)
