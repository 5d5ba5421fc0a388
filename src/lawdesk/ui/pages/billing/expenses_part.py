"""The expenses of one matter: a table, the form for one, and the receipt sealed beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lawdesk.domain.billing.expenses import ExpenseId, ExpenseKind
from lawdesk.domain.locale_format import format_day, format_money
from lawdesk.domain.matters import MatterId
from lawdesk.domain.practice import Practice
from lawdesk.domain.time_entries import Charge
from lawdesk.errors import LawDeskError
from lawdesk.operations.billing.expenses import attach_receipt, delete_expense, restore_expense
from lawdesk.operations.documents import record_document
from lawdesk.store import practice as practices
from lawdesk.store.billing import expenses
from lawdesk.store.billing.expenses import ExpenseRow
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.page import Page
from lawdesk.ui.pages.billing.expense_form import ExpenseForm
from lawdesk.ui.pages.billing.expense_words import calculation_words
from lawdesk.ui.pages.billing.section_head import SectionHead
from lawdesk.ui.plain_words import isolated
from lawdesk.ui.questions import FileQuestions
from lawdesk.ui.taking_in import TakenIn, take_in
from lawdesk.ui.widgets.columns import Column
from lawdesk.ui.widgets.row_table import RowTable

_PAGE = 60
_LOW = 440


class ExpensesPart(Page):
    """Enter corrects what is on no invoice yet, Del takes it away, a link attaches a receipt."""

    tables: ClassVar[frozenset[str]] = frozenset(
        {"expenses", "documents", "issued_invoices", "practice"}
    )

    def __init__(
        self, desk: Desk, parent: QWidget | None = None, *, files: FileQuestions | None = None
    ) -> None:
        super().__init__(desk, parent)
        self._files = files or FileQuestions()
        self._matter_id: MatterId | None = None
        self._practice: Practice = practices.get(desk.read)
        self.head = SectionHead(_("Expenses"))
        self.add_button = self.head.add_link(_("New expense"), self.begin_new)
        self.form = ExpenseForm(desk)
        self.form.closed.connect(self._on_form_closed)
        self.form.saved.connect(self._on_saved)
        self.table = RowTable(_("Expenses of this matter"), self._columns())
        self.table.set_empty(
            _("No expenses yet. Type one into the timer bar, or write it down here."),
            _("New expense"),
            self.begin_new,
        )
        self.table.opened.connect(self._on_opened)
        self.table.link_clicked.connect(self._on_link_clicked)
        self.table.delete_asked.connect(self._on_delete_asked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.head)
        layout.addWidget(self.form)
        layout.addWidget(self.table, 1)

    def show_matter(self, matter_id: int) -> None:
        """Shows the expenses of a matter."""
        if matter_id != self._matter_id:
            self.form.hide()
            self._share_room()
        self._matter_id = MatterId(matter_id)
        self._reload()

    def refresh(self) -> None:
        """Reads the rows again."""
        matter_id, read = self._matter_id, self.desk.read
        self._practice = practices.get(read)
        if matter_id is None:
            self.table.set_rows([], key=lambda row: row.id)
            return
        first = expenses.list_rows(read, matter_id, limit=_PAGE)
        last = first[-1:]

        def more() -> Sequence[ExpenseRow]:
            found = expenses.list_rows(read, matter_id, after=last[0], limit=_PAGE)
            last[:] = found[-1:] or last
            return found

        self.table.set_rows(first, lambda row: row.id, more if len(first) == _PAGE else None)
        total = expenses.total(read, matter_id)
        count = _("1 expense") if total.expenses == 1 else _("{count} expenses")
        texts = {
            "day": count.format(count=total.expenses),
            "amount": self._money(total.amount_cents),
        }
        self.table.set_total(texts if total.expenses else {})
        unbilled = _("{amount} unbilled").format(amount=self._money(total.unbilled_cents))
        self.table.set_summary(unbilled if total.unbilled_cents else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the table gives way to the form."""
        super().resizeEvent(event)
        self._share_room()

    def begin_new(self) -> None:
        """Opens the form for a new expense."""
        if self._matter_id is not None:
            self.form.open_new(self._matter_id)
            self._share_room()

    def typed(self) -> dict[str, str]:
        """What stands in the form, when it is open."""
        return self.form.typed()

    def show_typed(self, typed: Mapping[str, str]) -> None:
        if typed["changed"]:
            self.form.open_change(ExpenseId(int(typed["changed"])))
        else:
            self.begin_new()
        self._share_room()
        self.form.show_typed(typed)

    def attach(self, expense_id: ExpenseId) -> None:
        """Asks for a file, seals it and puts it beside the expense as its receipt."""
        matter_id, vault = self._matter_id, self.desk.documents
        chosen = tuple(self._files.files_to_add(self))[:1]
        if matter_id is None or not chosen:
            return
        self.desk.start(
            lambda report: take_in(chosen, vault, report),
            lambda taken: self._on_taken_in(matter_id, expense_id, taken),
            _("Sealing {name}").format(name=chosen[0].name),
        )

    def _on_taken_in(
        self, matter_id: MatterId, expense_id: ExpenseId, taken: Sequence[TakenIn]
    ) -> None:
        file, now = taken[0], self.desk.clock.now()
        document_id = self.desk.do(
            record_document, matter_id, file.name, file.media_type, file.sealed, now=now
        )
        if document_id is not None:
            self.desk.do(attach_receipt, expense_id, document_id)
            self.desk.say(_("{name} is sealed and filed as the receipt.").format(name=file.name))

    def _share_room(self) -> None:
        self.table.setVisible(self.form.isHidden() or self.height() >= _LOW)

    def _on_form_closed(self) -> None:
        self._share_room()
        self.add_button.setFocus()

    def _on_saved(self, expense_id: int) -> None:
        self.table.select(expense_id)

    def _on_opened(self, expense_id: object) -> None:
        if not isinstance(expense_id, int):
            return
        try:
            self.form.open_change(ExpenseId(expense_id))
        except LawDeskError as error:
            self.desk.failed.emit(error)
        self._share_room()

    def _on_link_clicked(self, expense_id: object, link: str) -> None:
        if not isinstance(expense_id, int):
            return
        if link == "attach":
            self.attach(ExpenseId(expense_id))
        else:
            self._on_opened(expense_id)

    def _on_delete_asked(self, expense_id: object) -> None:
        if not isinstance(expense_id, int) or self._matter_id is None:
            return
        desk, chosen = self.desk, ExpenseId(expense_id)
        before = expenses.total(desk.read, self._matter_id).expenses
        desk.do(delete_expense, chosen, now=desk.clock.now())
        if expenses.total(desk.read, self._matter_id).expenses < before:
            desk.say(
                _("The expense was taken away."),
                (_("Undo"), lambda: desk.do(restore_expense, chosen)),
            )

    def _money(self, cents: int) -> str:
        return format_money(cents, self._practice.currency, self._practice.locale)

    def _day(self, row: ExpenseRow) -> str:
        this_year = self.desk.clock.now().day.year
        return format_day(
            row.spent_on, self._practice.locale, with_year=row.spent_on.year != this_year
        )

    def _calculation(self, row: ExpenseRow) -> str:
        return calculation_words(
            row.quantity_thousandths, row.unit, row.unit_price_cents, self._practice
        )

    def _columns(self) -> list[Column]:
        return [
            Column("day", _("Day"), self._day, 84, tone=lambda _row: "quiet"),
            Column(
                "wording",
                _("What it was for"),
                lambda row: isolated(row.wording),
                badge=_badge,
                detail=lambda row: f" · {row.code}" if row.code else "",
            ),
            Column("sum", _("Quantity × price"), self._calculation, 128, right=True, optional=True),
            Column(
                "amount", _("Amount"), lambda row: self._money(row.amount_cents), 84, right=True
            ),
            Column("receipt", _("Receipt"), _receipt, 108, tone=_quiet, links=_attach),
            Column("invoice", _("Invoice"), _invoice, 84, tone=_quiet, links=_edit, optional=True),
        ]


def _quiet(_row: object) -> str:
    return "quiet"


def _badge(row: ExpenseRow) -> tuple[str, str] | None:
    if row.charge is Charge.NO_CHARGE:
        return _("no charge"), "quiet"
    return (_("advanced"), "accent") if row.kind is ExpenseKind.PASS_THROUGH else None


def _receipt(row: ExpenseRow) -> str:
    return isolated(row.receipt_title) if row.receipt_title else ""


def _attach(row: ExpenseRow) -> list[tuple[str, str]]:
    return [] if row.receipt_title or row.invoice_number else [("attach", _("Attach…"))]


def _invoice(row: ExpenseRow) -> str:
    return row.invoice_number or ""


def _edit(row: ExpenseRow) -> list[tuple[str, str]]:
    return [] if row.invoice_number else [("edit", _("Edit"))]
