"""What is owed: ages to filter by, the open claims, and one of them with all that can be done."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from lawdesk.domain.invoices import InvoiceId
from lawdesk.domain.receivables.ageing import AgeBucket
from lawdesk.store.receivables import ageing
from lawdesk.store.receivables.ageing import ArrearsRow
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.page import Page
from lawdesk.ui.pages.receivables.arrears_act import ActForm
from lawdesk.ui.pages.receivables.arrears_acts import CollectForm, PauseForm
from lawdesk.ui.pages.receivables.arrears_ages import Age, AgeBar
from lawdesk.ui.pages.receivables.arrears_detail import ArrearsDetail
from lawdesk.ui.pages.receivables.arrears_list import (
    ArrearsLine,
    ClaimLine,
    columns,
    invoice_of,
    key_of,
    lines_of,
    matching,
    sums_words,
)
from lawdesk.ui.pages.receivables.arrears_steps import NextSteps
from lawdesk.ui.pages.receivables.arrears_words import claims_words, figures_today
from lawdesk.ui.pages.receivables.dispute_form import DisputeForm
from lawdesk.ui.pages.receivables.interest_part import InterestPart
from lawdesk.ui.pages.receivables.interest_words import interest_words
from lawdesk.ui.widgets.check_box import CheckBox
from lawdesk.ui.widgets.empty_state import EmptyState
from lawdesk.ui.widgets.labels import rule
from lawdesk.ui.widgets.reading_order import set_reading_order
from lawdesk.ui.widgets.row_table import RowTable
from lawdesk.ui.widgets.scrolling import scrolled
from lawdesk.ui.widgets.search_box import SearchBox, no_match_words

_PAGE = 100
_DETAIL_WIDTH = 348
_NARROW_DETAIL_WIDTH = 320
_NARROW = 940


class ArrearsPart(Page):
    """List and detail. To act elsewhere it asks for "reminder", "plan", "statement", "dispute" or
    "invoice" with the id of the invoice (of the dispute, of the client for a statement).
    """

    tables: ClassVar[frozenset[str]] = frozenset(
        {"account_entries", "issued_invoices", "reminders", "reminder_deliveries", "disputes"}
        | {"dispute_steps", "payment_plans", "collections", "reminder_pauses", "practice"}
        | {"clients", "invoice_deliveries"}
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._typed = ""
        self._bucket: AgeBucket | None = None
        self._rows: list[ArrearsRow] = []
        self._figures = figures_today(desk)
        self._shown: InvoiceId | None = None
        self.act: ActForm | None = None
        self._act_name = ""
        self.ages = AgeBar()
        self.ages.picked.connect(self._on_picked)
        self.search = SearchBox(_("Filter by client, number or matter"))
        self.search.searched.connect(self._on_searched)
        self.by_client = CheckBox(_("By client"))
        self.by_client.toggled.connect(lambda _checked: self._show_rows(anew=True))
        self.table = RowTable(_("Open invoices"), columns(lambda: self._figures))
        self.search.moved_down.connect(self.table.view.setFocus)
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(lambda _key: self._on_act_asked("invoice"))
        self.detail = ArrearsDetail(desk)
        self.detail.act_asked.connect(self._on_act_asked)
        self._lay_out()

    def refresh(self) -> None:
        """Reads everything open again."""
        self._figures = figures_today(self.desk)
        self._rows = ageing.list_rows(self.desk.read, limit=-1)
        self._show_ages()
        self._show_rows()

    def show_item(self, item_id: int) -> None:
        """Shows the invoice with this id, whatever filter hid it."""
        self._close_act()
        self.search.clear()
        self._typed, self._bucket = "", None
        self.ages.clear()
        self._shown = InvoiceId(item_id)
        self._is_stale = False
        self.refresh()
        self._select_shown()

    def shown_item(self) -> int | None:
        """The invoice beside the list."""
        return self._shown

    def typed(self) -> dict[str, str]:
        """The act that is open, the invoice it is about, and what stands in its fields."""
        if self.act is None or self._shown is None:
            return {}
        return {"act": self._act_name, "item": str(self._shown), **self.act.typed()}

    def show_typed(self, typed: Mapping[str, str]) -> None:
        self.show_item(int(typed["item"]))
        self.begin_act(typed["act"])
        if self.act is not None:
            self.act.show_typed(typed)

    def begin_act(self, name: str) -> None:
        """Opens the form of an act on the invoice shown: dispute, interest, pause or collect."""
        line = self._line_shown()
        makers: dict[str, Callable[[ArrearsRow], ActForm]] = {
            "dispute": self._dispute_form,
            "interest": self._interest_part,
            "pause": lambda row: PauseForm(self.desk, row),
            "collect": lambda row: CollectForm(self.desk, row),
        }
        if line is None or name not in makers:
            return
        self._close_act()
        self._act_name = name
        self.act = makers[name](line.row)
        self.act.closed.connect(self._close_act)
        self._act_place.addWidget(self.act)
        self.act.show()
        self._stack.setCurrentIndex(2)
        set_reading_order(self)
        self.act.form.focus(next(iter(self.act.form.values())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window gives the list what it needs."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        self._stack.setFixedWidth(_NARROW_DETAIL_WIDTH if narrow else _DETAIL_WIDTH)

    def _show_ages(self) -> None:
        currency = self._figures.practice.currency
        today = self.desk.clock.now().day
        found = {s.bucket: s for s in ageing.sums(self.desk.read, today) if s.currency == currency}
        self.ages.show_ages(
            [
                Age(
                    bucket,
                    self._figures.money(found[bucket].cents if bucket in found else 0, currency),
                    found[bucket].cents if bucket in found else 0,
                    found[bucket].count if bucket in found else 0,
                )
                for bucket in AgeBucket
            ]
        )

    def _show_rows(self, *, anew: bool = False) -> None:
        today = self.desk.clock.now().day
        rows = matching(self._rows, self._typed, self._bucket, today)
        grouped = self.by_client.isChecked()
        steps = NextSteps(self.desk.read, today)
        first = rows if grouped else rows[:_PAGE]
        lines = lines_of(first, steps, today, self._figures, by_client=grouped)
        self.table.set_rows(
            lines, key_of, None if grouped else self._more(rows[_PAGE:], steps), anew=anew
        )
        self._show_sums(rows)
        self._show_empty()
        if self._shown is None and lines:
            self._select_first(lines)
        self._show_detail()

    def _more(
        self, rest: Sequence[ArrearsRow], steps: NextSteps
    ) -> Callable[[], list[ArrearsLine]] | None:
        if not rest:
            return None
        left, today = list(rest), self.desk.clock.now().day

        def more() -> list[ArrearsLine]:
            page, left[:] = left[:_PAGE], left[_PAGE:]
            return lines_of(page, steps, today, self._figures, by_client=False)

        return more

    def _show_sums(self, rows: Sequence[ArrearsRow]) -> None:
        words = f"{claims_words(len(rows))} · {sums_words(rows, self._figures)}"
        currencies = {row.currency for row in rows}
        disputed = sum(row.disputed_cents for row in rows)
        self.table.set_summary(words if len(currencies) > 1 else "")
        if len(currencies) != 1:
            self.table.set_total({})
            return
        currency = currencies.pop()
        money = self._figures.money
        self.table.set_total(
            {
                "client": claims_words(len(rows)),
                "open": money(sum(row.open_cents for row in rows), currency),
                "disputed": money(disputed, currency) if disputed else "",
            }
        )

    def _show_empty(self) -> None:
        if self._typed:
            self.table.set_empty(*no_match_words(), self.search.clear)
        elif self._bucket is not None:
            self.table.set_empty(
                _("Nothing is open in this span."), _("Show all"), self._show_all_ages
            )
        else:
            self.table.set_empty(_("Nobody owes you anything."))

    def _show_all_ages(self) -> None:
        self.ages.clear()
        self._on_picked(None)

    def _select_first(self, lines: Sequence[ArrearsLine]) -> None:
        first = next((line for line in lines if isinstance(line, ClaimLine)), None)
        if first is not None:
            self._shown = first.row.invoice_id
            self._select_shown()

    def _select_shown(self) -> None:
        """Selects silently; the row may be pages down."""
        selection = self.table.view.selectionModel()
        before = selection.blockSignals(True)
        while not self.table.select(self._shown) and self.table.model.canFetchMore():
            self.table.model.fetchMore()
        selection.blockSignals(before)
        self.table.view.viewport().update()
        self._show_detail()

    def _line_shown(self) -> ClaimLine | None:
        line = self.table.row(self._shown)
        return line if isinstance(line, ClaimLine) else None

    def _show_detail(self) -> None:
        line = self._line_shown()
        if line is None:
            self._close_act()
            self._stack.setCurrentIndex(0)
            return
        self.detail.show_claim(line, self._figures)
        if self.act is None:
            self._stack.setCurrentIndex(1)

    def _on_picked(self, bucket: object) -> None:
        self._bucket = bucket if isinstance(bucket, AgeBucket) else None
        self._shown = None
        self._show_rows(anew=True)

    def _on_searched(self, typed: str) -> None:
        self._typed, self._shown = typed, None
        self._show_rows(anew=True)

    def _on_chosen(self, key: object) -> None:
        self._close_act()
        self._shown = invoice_of(key)
        self._show_detail()

    def _on_act_asked(self, name: str) -> None:
        line = self._line_shown()
        if line is None:
            return
        elsewhere = {
            "remind": ("reminder", line.row.invoice_id),
            "plan": ("plan", line.row.invoice_id),
            "statement": ("statement", line.row.client_id),
            "invoice": ("invoice", line.row.invoice_id),
            "client": ("client", line.row.client_id),
        }
        if name in elsewhere:
            self.open_asked.emit(*elsewhere[name])
        else:
            self.begin_act(name)

    def _dispute_form(self, row: ArrearsRow) -> ActForm:
        form = DisputeForm(self.desk, row)
        form.opened.connect(lambda dispute_id: self.open_asked.emit("dispute", dispute_id))
        form.opened.connect(lambda _dispute_id: self._close_act())
        return form

    def _interest_part(self, row: ArrearsRow) -> ActForm:
        read = self.desk.read

        def on_issued(note_id: InvoiceId) -> None:
            self._close_act()
            self.open_asked.emit("invoice", note_id)

        return InterestPart(self.desk, row, lambda found: interest_words(read, found), on_issued)

    def _close_act(self) -> None:
        if self.act is None:
            return
        self.act.hide()
        self.act.deleteLater()
        self.act = None
        self._stack.setCurrentIndex(1)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.search, 1)
        line.addWidget(self.by_client)
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self.ages)
        left.addLayout(line)
        left.addWidget(self.table, 1)
        act = QWidget()
        self._act_place = QVBoxLayout(act)
        self._act_place.setContentsMargins(0, 0, 0, 0)
        self._stack = QStackedWidget()
        self._stack.addWidget(EmptyState(_("Choose an invoice in the list to see it here.")))
        self._stack.addWidget(scrolled(self.detail, _("The claim")))
        self._stack.addWidget(scrolled(act, _("What is done about it")))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(20)
        layout.addLayout(left, 1)
        layout.addWidget(rule(upright=True))
        layout.addWidget(self._stack)
