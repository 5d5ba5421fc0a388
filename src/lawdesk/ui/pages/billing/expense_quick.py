"""An expense typed in a hurry, under the timer bar: "12 copies", "34.5 km", "court fee 120"."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lawdesk.domain.billing.expenses import ExpenseId, parse_expense
from lawdesk.domain.locale_format import format_money
from lawdesk.domain.matters import MatterId
from lawdesk.errors import LawDeskError
from lawdesk.operations.billing.expenses import add_typed_expense, delete_expense
from lawdesk.operations.billing.policies import policy_for
from lawdesk.store import matters
from lawdesk.store import practice as practices
from lawdesk.store.billing import expenses
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.plain_words import isolated, shortened
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.labels import ElidedLabel, set_style_property, text_label

_FIELD_WIDTH = 300
_TITLE_LENGTH = 60


class ExpenseQuick(QWidget):
    """One line: Enter records it for the matter that is named beside it, Esc closes."""

    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setAccessibleName(_("Quick expense"))
        self.setObjectName("timer_bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self._matter_id: MatterId | None = None
        self.edit = QLineEdit()
        self.edit.setAccessibleName(_("Expense"))
        self.edit.setPlaceholderText(_("12 copies, 34.5 km, court fee 120"))
        self.edit.setFixedWidth(_FIELD_WIDTH)
        self.edit.returnPressed.connect(self._on_entered)
        self.edit.textEdited.connect(lambda _text: self._say(""))
        self._for = ElidedLabel("", "quiet")
        self.words = text_label("", "error", wrap=True)
        self.words.hide()
        close = Button(_("Close the expense line"), icon="close", kind="bare")
        close.clicked.connect(lambda _checked=False: self._on_closed())
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(text_label(_("Expense"), "strong"))
        line.addWidget(self.edit)
        line.addWidget(self._for, 1)
        line.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 6, 24, 6)
        layout.setSpacing(4)
        layout.addLayout(line)
        layout.addWidget(self.words)
        self.hide()

    def open(self, matter_id: MatterId) -> None:
        """Shows the line for a matter, with the cursor in it."""
        if matter_id != self._matter_id:
            self.edit.clear()
        self._matter_id = matter_id
        title = matters.get(self._desk.read, matter_id).title
        self._for.setText(_("for {matter}").format(matter=isolated(title)))
        self._say("")
        self.show()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the line; what was typed stays in it."""
        if event.key() == Qt.Key.Key_Escape:
            self._on_closed()
        else:
            super().keyPressEvent(event)

    def _on_entered(self) -> None:
        if self._matter_id is None or not self.edit.text().strip():
            return
        try:
            expense_id = self._record(self._matter_id)
        except LawDeskError as error:
            self._say(str(error), bad=True)
            return
        self.edit.clear()
        self._on_closed()
        self._tell(expense_id)

    def _record(self, matter_id: MatterId) -> ExpenseId:
        read, now = self._desk.read, self._desk.clock.now()
        practice = practices.get(read)
        prices = policy_for(read, matter_id, now.day).terms.expenses
        typed = parse_expense(self.edit.text(), prices, practice.currency, practice.locale)
        return self._desk.transact(add_typed_expense, matter_id, typed, spent_on=now.day, now=now)

    def _tell(self, expense_id: ExpenseId) -> None:
        desk = self._desk
        expense, practice = expenses.get(desk.read, expense_id), practices.get(desk.read)
        amount = format_money(expense.amount_cents, practice.currency, practice.locale)
        title = shortened(matters.get(desk.read, expense.matter_id).title, _TITLE_LENGTH)
        words = _("{amount} for {wording} on {matter}.")
        desk.say(
            words.format(amount=amount, wording=isolated(expense.wording), matter=title),
            (_("Undo"), lambda: desk.do(delete_expense, expense_id, now=desk.clock.now())),
        )

    def _say(self, sentence: str, *, bad: bool = False) -> None:
        set_style_property(self.edit, "bad", "true" if bad else "false")
        self.words.setText(sentence)
        self.words.setVisible(bad)
        self.edit.setAccessibleDescription(sentence)

    def _on_closed(self) -> None:
        self.hide()
        self.closed.emit()
