"""The form for an expense: new ones in a row, or one that is corrected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from lawdesk.domain.billing.expenses import (
    ONE,
    Expense,
    ExpenseId,
    ExpenseKind,
    ExpenseUnit,
    expense_amount,
    parse_quantity,
)
from lawdesk.domain.billing.utbms import EXPENSES
from lawdesk.domain.locale_format import format_date, format_money
from lawdesk.domain.matters import MatterId
from lawdesk.domain.practice import Practice
from lawdesk.domain.time_entries import Charge
from lawdesk.domain.typed_values import parse_date
from lawdesk.errors import FieldError, LawDeskError
from lawdesk.operations.billing.expenses import add_expense, change_expense, get_open
from lawdesk.operations.billing.policies import policy_for
from lawdesk.store import practice as practices
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.pages.billing.expense_words import kind_choices, quantity_words, unit_choices
from lawdesk.ui.pages.billing.typed_terms import typed_cents
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.choice_box import Choice
from lawdesk.ui.widgets.fields import CheckField, ChoiceField
from lawdesk.ui.widgets.form import Form
from lawdesk.ui.widgets.labels import rule, text_label

_FIELD_OF = {"date": "spent_on", "expense_code": "code", "amount": "price"}
"""fields as operations and parsers name them, where the form has another name"""


class ExpenseForm(QWidget):
    """Fields and one button. After a new expense it stays open for the next one."""

    saved = Signal(int)
    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setAccessibleName(_("Expense"))
        self._desk = desk
        self._matter_id: MatterId | None = None
        self._changed: ExpenseId | None = None
        self.form = Form(columns=4)
        self._tax = ChoiceField(_("Tax"), [])
        self.no_charge = CheckField(_("No charge"))
        self._add_fields()
        self._sum = text_label("", "quiet")
        self.keep_button = Button(_("Add expense"), icon="check", hint=_("Enter"))
        self.keep_button.clicked.connect(lambda _checked=False: self._on_keep_clicked())
        leave = Button(_("Close"), kind="link")
        leave.clicked.connect(lambda _checked=False: self._on_closed())
        line = QHBoxLayout()
        line.setSpacing(12)
        for widget in (self.keep_button, leave, self.no_charge, self._sum):
            line.addWidget(widget)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 8)
        layout.setSpacing(12)
        layout.addWidget(self.form)
        layout.addLayout(line)
        layout.addWidget(rule())
        self.hide()

    def open_new(self, matter_id: MatterId) -> None:
        """Opens the form for a new expense of today."""
        practice = practices.get(self._desk.read)
        self._matter_id, self._changed = matter_id, None
        self._show_taxes(practice)
        today = format_date(self._desk.clock.now().day, practice.locale, "short")
        self.form.show_values(_EMPTY | {"spent_on": today})
        self.no_charge.show_value(value=False)
        self._open(_("Add expense"))

    def open_change(self, expense_id: ExpenseId) -> None:
        """Opens the form with an expense that is on no invoice yet. Raises RuleError."""
        expense = get_open(self._desk.read, expense_id)
        practice = practices.get(self._desk.read)
        self._matter_id, self._changed = expense.matter_id, expense_id
        self._show_taxes(practice)
        self.form.show_values(_shown(expense, practice))
        self.no_charge.show_value(expense.charge is Charge.NO_CHARGE)
        self._open(_("Keep changes"))

    def typed(self) -> dict[str, str]:
        """The fields, and which expense is corrected; nothing while the form is closed."""
        if self.isHidden():
            return {}
        free = "1" if self.no_charge.value() else ""
        return {**self.form.typed(), "changed": str(self._changed or ""), "free": free}

    def show_typed(self, typed: Mapping[str, str]) -> None:
        """Puts the fields back into the form, which is open again for the same expense."""
        self.form.show_typed(typed)
        self.no_charge.show_value(bool(typed["free"]))
        self.form.set_visible("tax_category", visible=self._is_taxed())
        self._show_sum()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the form."""
        if event.key() == Qt.Key.Key_Escape:
            self._on_closed()
        else:
            super().keyPressEvent(event)

    def _add_fields(self) -> None:
        form = self.form
        day = form.add_date("spent_on", _("Day"))
        quantity = form.add_line("quantity", _("Quantity"))
        unit = form.add_choice("unit", _("Unit"), unit_choices())
        price = form.add_money("price", _("Price of one"))
        wording = form.add_line("wording", _("What it was for"), wide=True)
        kind = form.add_choice("kind", _("Kind"), kind_choices())
        codes: list[Choice] = [("", _("None")), *((c.code, c.words) for c in EXPENSES)]
        code = form.add_choice("code", _("UTBMS code"), codes)
        form.add_field("tax_category", _("Tax"), self._tax)
        for chosen in (unit, kind, self._tax, code):
            _keep_narrow(chosen)
        form.committed.connect(self._on_committed)
        for field in (day, quantity, price, wording):
            field.control().returnPressed.connect(self._on_keep_clicked)
        for field in (quantity, price):
            field.control().textEdited.connect(lambda _text: self._show_sum())

    def _open(self, words: str) -> None:
        self.keep_button.set_words(words)
        self.form.clear_errors()
        self.show()
        self._show_sum()
        self.form.focus("wording")

    def _show_taxes(self, practice: Practice) -> None:
        regime = practice.regime
        choices: list[Choice] = [("", _("As my work"))]
        choices += [(category.code, category.name) for category in regime.categories]
        self._tax.set_choices(choices)
        self.form.set_visible("tax_category", visible=len(regime.categories) > 1)

    def _on_committed(self, name: str, value: object) -> None:
        """A unit brings the price that the billing policy names."""
        if name == "unit" and self._matter_id is not None:
            practice = practices.get(self._desk.read)
            day = self._desk.clock.now().day
            terms = policy_for(self._desk.read, self._matter_id, day).terms.expenses
            prices = {"pages": terms.copy_cents, "km": terms.kilometre_cents}
            if prices.get(str(value)):
                money = format_money(prices[str(value)], practice.currency, practice.locale)
                self.form.show_values({"price": money})
        self.form.set_visible("tax_category", visible=self._is_taxed())
        self._show_sum()

    def _is_taxed(self) -> bool:
        regime = practices.get(self._desk.read).regime
        own = self.form.values()["kind"] == ExpenseKind.OWN.value
        return own and len(regime.categories) > 1

    def _show_sum(self) -> None:
        """What quantity and price come to, while they are typed."""
        practice, values = practices.get(self._desk.read), self.form.values()
        try:
            quantity = parse_quantity(str(values["quantity"]), practice.locale)
            cents = expense_amount(quantity, typed_cents("price", values["price"], practice))
        except FieldError:
            self._sum.setText("")
        else:
            money = format_money(cents, practice.currency, practice.locale)
            self._sum.setText(_("comes to {amount}").format(amount=money))

    def _on_keep_clicked(self) -> None:
        self.form.clear_errors()
        try:
            expense_id = self._keep()
        except FieldError as error:
            name = _FIELD_OF.get(error.field, error.field)
            self.form.show_error(name if self.form.has_field(name) else "wording", str(error))
            self.form.focus(name if self.form.has_field(name) else "wording")
        except LawDeskError as error:
            self._desk.failed.emit(error)
        else:
            is_new = self._changed is None
            self.saved.emit(expense_id)
            if is_new and self._matter_id is not None:
                self.open_new(self._matter_id)
            else:
                self._on_closed()

    def _keep(self) -> ExpenseId:
        practice, now = practices.get(self._desk.read), self._desk.clock.now()
        typed = _typed(self.form.values(), practice, self._desk)
        typed["charge"] = Charge.NO_CHARGE if self.no_charge.value() else Charge.BILLABLE
        if self._changed is not None:
            before = get_open(self._desk.read, self._changed)
            self._desk.transact(change_expense, replace(before, **typed), now=now)
            return self._changed
        if self._matter_id is None:
            raise FieldError("wording", _("Choose the matter first."))
        return self._desk.transact(add_expense, self._matter_id, **typed, now=now)

    def _on_closed(self) -> None:
        self.hide()
        self.closed.emit()


_EMPTY: dict[str, object] = {
    "quantity": "1",
    "unit": ExpenseUnit.ITEMS.value,
    "price": "",
    "wording": "",
    "kind": ExpenseKind.OWN.value,
    "tax_category": "",
    "code": "",
}


def _typed(values: Mapping[str, Any], practice: Practice, desk: Desk) -> dict[str, Any]:
    return {
        "spent_on": parse_date(str(values["spent_on"]), desk.clock.now().day, practice.locale),
        "kind": ExpenseKind(values["kind"]),
        "quantity_thousandths": parse_quantity(str(values["quantity"]), practice.locale),
        "unit": ExpenseUnit(values["unit"]),
        "unit_price_cents": typed_cents("price", values["price"], practice),
        "wording": str(values["wording"]),
        "code": str(values["code"] or "") or None,
        "tax_category": str(values["tax_category"] or ""),
    }


def _shown(expense: Expense, practice: Practice) -> dict[str, object]:
    thousandths = expense.quantity_thousandths or ONE
    return {
        "spent_on": format_date(expense.spent_on, practice.locale, "short"),
        "quantity": quantity_words(thousandths, practice.locale),
        "unit": expense.unit.value,
        "price": format_money(expense.unit_price_cents, practice.currency, practice.locale),
        "wording": expense.wording,
        "kind": expense.kind.value,
        "tax_category": expense.tax_category if expense.kind is ExpenseKind.OWN else "",
        "code": expense.code or "",
    }


def _keep_narrow(field: ChoiceField) -> None:
    """A choice's longest words would squeeze the other fields."""
    box = field.control()
    if isinstance(box, QComboBox):
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(8)
