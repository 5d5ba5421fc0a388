"""The budget and the cap of one matter: how much is used, and the form to set a budget."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from lawdesk.domain.billing.budgets import Budget
from lawdesk.domain.matters import MatterId
from lawdesk.domain.practice import Practice
from lawdesk.errors import FieldError, LawDeskError
from lawdesk.operations.billing.budgets import set_budget
from lawdesk.store import practice as practices
from lawdesk.store.billing import budgets
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.page import Page
from lawdesk.ui.pages.billing.budget_line import LimitWords, limits_of
from lawdesk.ui.pages.billing.section_head import SectionHead
from lawdesk.ui.pages.billing.typed_terms import cents, cents_words, whole
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.form import Form
from lawdesk.ui.widgets.labels import set_style_property, text_label

_MOST_HOURS = 100_000


class BudgetPart(Page):
    """One line for each limit, the fullest first; attention from 80 %, overdue from 100 %."""

    tables: ClassVar[frozenset[str]] = frozenset(
        {"matter_budgets", "fee_agreements", "time_entries", "expenses", "issued_invoices"}
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._matter_id: MatterId | None = None
        self.head = SectionHead(_("Budget"))
        self.set_button = self.head.add_link(_("Set a budget"), self.open)
        self.form = Form(columns=2)
        hours = self.form.add_line("hours", _("Hours"), unit=_("h"), hint=_("Empty for no limit."))
        money = self.form.add_money("budget", _("Money"), hint=_("Fees, before tax."))
        for field in (hours, money):
            field.control().returnPressed.connect(self._on_keep_clicked)
        self.keep_button = Button(_("Set the budget"), icon="check")
        self.keep_button.clicked.connect(lambda _checked=False: self._on_keep_clicked())
        leave = Button(_("Close"), kind="link")
        leave.clicked.connect(lambda _checked=False: self._close_form())
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addWidget(self.keep_button)
        buttons.addWidget(leave)
        buttons.addStretch(1)
        self._fields = QWidget()
        fields = QVBoxLayout(self._fields)
        fields.setContentsMargins(0, 0, 0, 8)
        fields.addWidget(self.form)
        fields.addLayout(buttons)
        self._fields.hide()
        self._lines = [text_label("", wrap=True) for _each in range(3)]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for widget in (self.head, *self._lines, self._fields):
            layout.addWidget(widget)

    def show_matter(self, matter_id: MatterId) -> None:
        """Shows the limits of a matter."""
        if matter_id != self._matter_id:
            self._fields.hide()
        self._matter_id = matter_id
        self._reload()

    def refresh(self) -> None:
        """Reads what is used again."""
        if self._matter_id is None:
            return
        found = limits_of(self.desk.read, self._matter_id, self.desk.clock.now())
        self.head.show_line("" if found else _("No budget is set and no cap is agreed."))
        for place, line in enumerate(self._lines):
            _show_limit(line, found[place] if place < len(found) else None)

    def typed(self) -> dict[str, str]:
        """What stands in the form for a budget, when it is open."""
        return {} if self._fields.isHidden() else self.form.typed()

    def show_typed(self, typed: Mapping[str, str]) -> None:
        self.open()
        self.form.show_typed(typed)

    def words(self) -> list[str]:
        """What the lines say."""
        return [line.text() for line in self._lines if line.text()]

    def open(self) -> None:
        """Opens the form with the budget that is set now."""
        if self._matter_id is None:
            return
        practice = practices.get(self.desk.read)
        budget = budgets.find(self.desk.read, self._matter_id) or Budget(None, None)
        hours = str(budget.seconds // 3600) if budget.seconds else ""
        self.form.clear_errors()
        self.form.show_values({"hours": hours, "budget": cents_words(budget.cents or 0, practice)})
        self._fields.show()
        self.form.focus("hours")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the form."""
        if event.key() == Qt.Key.Key_Escape and self._fields.isVisible():
            self._close_form()
        else:
            super().keyPressEvent(event)

    def _typed(self, practice: Practice) -> Budget:
        values = self.form.values()
        hours = whole("hours", values["hours"], 0, _MOST_HOURS)
        money = cents("budget", values["budget"], practice)
        return Budget(hours * 3600 or None, money or None)

    def _on_keep_clicked(self) -> None:
        if self._matter_id is None:
            return
        self.form.clear_errors()
        try:
            budget = self._typed(practices.get(self.desk.read))
            self.desk.transact(set_budget, self._matter_id, budget, now=self.desk.clock.now())
        except FieldError as error:
            self.form.show_error(error.field, str(error))
            self.form.focus(error.field)
        except LawDeskError as error:
            self.desk.failed.emit(error)
        else:
            self._close_form()

    def _close_form(self) -> None:
        self._fields.hide()
        self.set_button.setFocus()


def _show_limit(line: QLabel, limit: LimitWords | None) -> None:
    line.setVisible(limit is not None)
    line.setText(limit.whole if limit else "")
    tone = limit.tone if limit else ""
    set_style_property(line, "tone", "" if tone == "quiet" else tone)
