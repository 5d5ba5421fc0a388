"""Disputes: the list, and one of them with its protocol, its steps and its end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, cast

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from lawdesk.domain.receivables.disputes import DisputeId
from lawdesk.store.receivables import disputes
from lawdesk.store.receivables.disputes import DisputeRow
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.page import Page
from lawdesk.ui.pages.receivables.arrears_story import outcome_words
from lawdesk.ui.pages.receivables.arrears_words import figures_today
from lawdesk.ui.pages.receivables.dispute_detail import DisputeDetail
from lawdesk.ui.plain_words import dotted, shortened
from lawdesk.ui.questions import FileQuestions
from lawdesk.ui.widgets.check_box import CheckBox
from lawdesk.ui.widgets.empty_state import EmptyState
from lawdesk.ui.widgets.labels import rule
from lawdesk.ui.widgets.record_list import Record, RecordList
from lawdesk.ui.widgets.scrolling import scrolled

_LIST_WIDTH = 330
_NARROW_LIST_WIDTH = 280
_NARROW = 940


class DisputesPart(Page):
    """List and detail. It asks for "adjust" to credit a bill, "receivables" to see the claim."""

    tables: ClassVar[frozenset[str]] = frozenset(
        {"disputes", "dispute_steps", "account_entries", "issued_invoices", "practice", "clients"}
        | {"collections"}
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, files: FileQuestions) -> None:
        super().__init__(desk, parent)
        self._figures = figures_today(desk)
        self._shown: DisputeId | None = None
        self.with_ended = CheckBox(_("Show ended ones"))
        self.with_ended.toggled.connect(lambda _checked: self.refresh())
        self.list = RecordList(_("Disputes"), self._record)
        self.list.set_empty(
            _("No dispute. Note one at the invoice it is about, under “Open invoices”.")
        )
        self.list.chosen.connect(self._on_chosen)
        self.detail = DisputeDetail(desk, files)
        self.detail.open_asked.connect(self.open_asked)
        self._lay_out()

    def refresh(self) -> None:
        """Reads the list and what is shown beside it."""
        self._figures = figures_today(self.desk)
        rows = disputes.list_rows(self.desk.read, with_ended=self.with_ended.isChecked())
        self.list.set_rows(rows, lambda row: row.id)
        words = _("1 dispute") if len(rows) == 1 else _("{count} disputes")
        sums: dict[str, int] = {}
        for row in rows:
            if row.ended_on is None:
                sums[row.currency] = sums.get(row.currency, 0) + row.disputed_cents
        told = ", ".join(self._figures.money(c, each) for each, c in sorted(sums.items()))
        said = dotted(words.format(count=len(rows)), _("{sums} held").format(sums=told or "0"))
        self.list.set_summary(said if rows else "")
        if self._shown is None and rows:
            self._shown = rows[0].id
            self.list.select(self._shown)
        self._show_detail()

    def show_item(self, item_id: int) -> None:
        """Shows a dispute, ended or not."""
        self._shown = DisputeId(item_id)
        self._is_stale = False
        self.with_ended.setChecked(not disputes.get(self.desk.read, self._shown).is_open)
        self.refresh()
        self.list.select(self._shown)

    def shown_item(self) -> int | None:
        """The dispute shown."""
        return self._shown

    def typed(self) -> dict[str, str]:
        """The step or the end that is being noted, and what stands in its fields."""
        form = self.detail.form
        if form is None or self._shown is None:
            return {}
        return {"act": form.act, "item": str(self._shown), **form.typed()}

    def show_typed(self, typed: Mapping[str, str]) -> None:
        self.show_item(int(typed["item"]))
        self.detail.begin_act(typed["act"])
        if self.detail.form is not None:
            self.detail.form.show_typed(typed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window gives the dispute more room than the list."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        self._left.setFixedWidth(_NARROW_LIST_WIDTH if narrow else _LIST_WIDTH)

    def _record(self, row: DisputeRow) -> Record:
        amount = self._figures.money(row.disputed_cents, row.currency)
        line = dotted(row.number, shortened(row.reason, 50))
        return Record(row.client_name, amount, line, self._state(row))

    def _state(self, row: DisputeRow) -> tuple[str, str]:
        if row.outcome is not None:
            return outcome_words()[row.outcome].partition(":")[0], "quiet"
        if row.next_due_on is None:
            return _("open"), "quiet"
        day = self._figures.day(row.next_due_on)
        if row.next_due_on < self.desk.clock.now().day:
            return _("overdue"), "overdue"
        return _("step by {day}").format(day=day), "attention"

    def _on_chosen(self, dispute_id: object) -> None:
        self._shown = cast(DisputeId | None, dispute_id)
        self._show_detail()

    def _show_detail(self) -> None:
        if self._shown is None or self.list.row(self._shown) is None:
            self._shown = None
            self._stack.setCurrentIndex(0)
            return
        self.detail.show_dispute(self._shown, self._figures)
        self._stack.setCurrentIndex(1)

    def _lay_out(self) -> None:
        self._left = QWidget()
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(12)
        left.addWidget(self.list, 1)
        left.addWidget(self.with_ended)
        self._stack = QStackedWidget()
        self._stack.addWidget(EmptyState(_("Choose a dispute in the list to see it here.")))
        self._stack.addWidget(scrolled(self.detail, _("The dispute")))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(20)
        layout.addWidget(self._left)
        layout.addWidget(rule(upright=True))
        layout.addWidget(self._stack, 1)
