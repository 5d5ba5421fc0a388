"""Reminders: those due now, to be looked at and made together, and the log of those made."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lawdesk.domain.invoices import InvoiceId
from lawdesk.errors import LawDeskError
from lawdesk.operations.receivables.reminders import (
    list_due_reminders,
    make_reminders,
)
from lawdesk.store.receivables import reminders
from lawdesk.store.receivables.reminders import SentRow
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.mail_handover import MailHandover
from lawdesk.ui.page import Page
from lawdesk.ui.pages.receivables.arrears_words import figures_today
from lawdesk.ui.pages.receivables.reminders_drawing import ReminderDrawing
from lawdesk.ui.pages.receivables.reminders_letter import ReminderLetter
from lawdesk.ui.pages.receivables.reminders_rows import (
    DueLine,
    asked_cents,
    due_columns,
    sent_columns,
)
from lawdesk.ui.questions import FileQuestions
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.labels import rule, text_label
from lawdesk.ui.widgets.row_table import RowTable

_PAGE = 100
_LETTER_WIDTH = 400
_NARROW_LETTER_WIDTH = 392
_NARROW = 940
_MOST_DUE = 9


class RemindersPart(Page):
    """What is due above, the log below, the letter of the one chosen at the right."""

    tables: ClassVar[frozenset[str]] = frozenset(
        {"account_entries", "issued_invoices", "reminders", "reminder_deliveries", "disputes"}
        | {"payment_plans", "collections", "reminder_pauses", "practice", "clients"}
        | {"billing_policies"}
    )

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None = None,
        *,
        mails: MailHandover,
        files: FileQuestions,
    ) -> None:
        super().__init__(desk, parent)
        self._figures = figures_today(desk)
        self._lines: list[DueLine] = []
        self._unticked: set[int] = set()
        self._drawing = ReminderDrawing(desk, self)
        self.due = RowTable(_("Due now"), due_columns(lambda: self._figures), fit_rows=_MOST_DUE)
        self.due.set_empty(_("No reminder is due today."))
        self.due.edited.connect(self._on_ticked)
        self.due.chosen.connect(self._on_due_chosen)
        self.make_button = Button(_("Make reminders"), icon="mail", kind="primary")
        self.make_button.clicked.connect(lambda _checked=False: self.make())
        self.sent = RowTable(_("Reminders made"), sent_columns(lambda: self._figures))
        self.sent.set_empty(_("No reminder was made yet."))
        self.sent.chosen.connect(self._on_sent_chosen)
        self.letter = ReminderLetter(desk, mails, files)
        self._lay_out()

    def refresh(self) -> None:
        """Reads what is due and what was made, and draws letters that are missing."""
        read, today = self.desk.read, self.desk.clock.now().day
        self._figures = figures_today(self.desk)
        self._lines = [
            DueLine(found, found.row.invoice_id not in self._unticked)
            for found in list_due_reminders(read, today)
        ]
        made = reminders.list_sent(read, limit=_PAGE)
        last = made[-1:]

        def more() -> list[SentRow]:
            found = reminders.list_sent(read, after=last[0], limit=_PAGE)
            last[:] = found[-1:] or last
            return found

        self._show_due()
        self.sent.set_rows(made, lambda row: row.id, more if len(made) == _PAGE else None)
        self._show_chosen()
        self._drawing.draw_missing()

    def show_item(self, item_id: int) -> None:
        """Marks the reminder due for an invoice, ticks it alone and shows its letter."""
        self._is_stale = False
        self.refresh()
        if not any(line.key == item_id for line in self._lines):
            return
        self._unticked = {line.key for line in self._lines if line.key != item_id}
        self._lines = [replace(line, is_ticked=line.key == item_id) for line in self._lines]
        self._show_due()
        self.due.select(item_id)
        self._on_due_chosen(item_id)

    def make(self) -> None:
        """Makes the reminders that are ticked; their letters are drawn by the refresh."""
        ticked = [line for line in self._lines if line.is_ticked]
        chosen = [InvoiceId(line.key) for line in ticked]
        made = self.desk.do(make_reminders, chosen, now=self.desk.clock.now())
        if not made:
            return
        if not self.isVisible():
            self.refresh()
        self.sent.select(made[-1])
        self._on_sent_chosen(made[-1])
        row = self.sent.row(made[-1])
        words = _("{count} reminders are made; none was sent.")
        if len(made) == 1:
            words = _("The reminder of {number} is made; it was not sent.")
        number = row.number if isinstance(row, SentRow) else ""
        self.desk.say(words.format(count=len(made), number=number))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window leaves the lists what they need."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        self.letter.setFixedWidth(_NARROW_LETTER_WIDTH if narrow else _LETTER_WIDTH)

    def _show_due(self) -> None:
        self.due.set_rows(self._lines, lambda line: line.key)
        ticked = [line for line in self._lines if line.is_ticked]
        words = _("Make {count} reminders").format(count=len(ticked))
        self.make_button.set_words(_("Make 1 reminder") if len(ticked) == 1 else words)
        self.make_button.setEnabled(bool(ticked))
        self.make_button.setVisible(bool(self._lines))
        sums: dict[str, int] = {}
        for line in ticked:
            currency = line.found.row.currency
            sums[currency] = sums.get(currency, 0) + asked_cents(line.found)
        told = ", ".join(self._figures.money(c, each) for each, c in sorted(sums.items()))
        said = _("{ticked} of {count} ticked · {sums}")
        self.due.set_summary(
            said.format(ticked=len(ticked), count=len(self._lines), sums=told or "0")
            if self._lines
            else ""
        )

    def _show_chosen(self) -> None:
        """Keeps the letter in step with its row; without one, shows the first that is due."""
        chosen = self.sent.selected()
        if chosen is not None:
            self._on_sent_chosen(chosen)
        elif self.due.selected() is not None:
            self._on_due_chosen(self.due.selected())
        elif self._lines:
            self.due.select(self._lines[0].key)
        else:
            self.letter.show_nothing()

    def _on_ticked(self, invoice_id: object, _column: str, text: str) -> None:
        if not isinstance(invoice_id, int):
            return
        self._unticked = (self._unticked - {invoice_id}) if text else self._unticked | {invoice_id}
        self._lines = [
            replace(line, is_ticked=line.key not in self._unticked) for line in self._lines
        ]
        self._show_due()

    def _on_due_chosen(self, invoice_id: object) -> None:
        line = self.due.row(invoice_id)
        if not isinstance(line, DueLine):
            return
        self.sent.view.clearSelection()
        self.sent.view.setCurrentIndex(self.sent.model.index(-1, -1))
        try:
            self.letter.show_due(line.found, self._figures)
        except LawDeskError as error:
            self.desk.failed.emit(error)

    def _on_sent_chosen(self, reminder_id: object) -> None:
        row = self.sent.row(reminder_id)
        if not isinstance(row, SentRow):
            return
        self.due.view.clearSelection()
        self.due.view.setCurrentIndex(self.due.model.index(-1, -1))
        self.letter.show_sent(row, self._figures)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(text_label(_("Due now"), "section"))
        head.addStretch(1)
        head.addWidget(self.make_button)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addLayout(head)
        left.addWidget(self.due)
        left.addSpacing(12)
        left.addWidget(text_label(_("Made"), "section"))
        left.addWidget(self.sent, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(20)
        layout.addLayout(left, 1)
        layout.addWidget(rule(upright=True))
        layout.addWidget(self.letter)
