"""A client's account: everything ever billed, paid, credited, given up, and what is still owed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from lawdesk.domain.clients import ClientId
from lawdesk.domain.receivables.accounts import AccountEntry, EntryKind, by_currency
from lawdesk.domain.receivables.allocation import PaidPart
from lawdesk.domain.receivables.payments import Payment, PaymentId
from lawdesk.store import invoices
from lawdesk.store.receivables import accounts, payments
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.mail_handover import MailHandover
from lawdesk.ui.page import Page
from lawdesk.ui.pages.receivables.account_rows import (
    AccountRow,
    account_columns,
    account_rows,
    sums_words,
)
from lawdesk.ui.pages.receivables.account_statement import AccountStatement
from lawdesk.ui.pages.receivables.arrears_act import ActForm
from lawdesk.ui.pages.receivables.arrears_words import figures_of
from lawdesk.ui.pages.receivables.credit_forms import (
    ApplyCreditForm,
    BouncedForm,
    RefundForm,
    TakeBackForm,
)
from lawdesk.ui.pages.receivables.payment_form import PaymentForm
from lawdesk.ui.pages.receivables.payment_words import currencies_of
from lawdesk.ui.questions import FileQuestions
from lawdesk.ui.widgets.badge import Figure
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.choice_box import ChoiceBox
from lawdesk.ui.widgets.reading_order import set_reading_order
from lawdesk.ui.widgets.row_table import RowTable
from lawdesk.ui.widgets.scrolling import scrolled

_NARROW = 600
_SECOND_LINE = ("refund", "bounced")
"""the links that stand below the others on a narrow page"""


class AccountPart(Page):
    """Figures, buttons and one table. A form takes the table's place while it is filled in."""

    tables: ClassVar[frozenset[str]] = frozenset(
        {"account_entries", "payments", "issued_invoices", "write_offs", "disputes", "practice"}
        | {"clients"}
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
        self._mails, self._files = mails, files
        self._client_id: ClientId | None = None
        self.form: ActForm | None = None
        self._act = ""
        self._begins = {
            "pay": self.record_payment,
            "apply": self._on_apply_clicked,
            "take_back": self._on_take_back_clicked,
            "refund": self._on_refund_clicked,
        }
        self.statement: AccountStatement | None = None
        self.owes = Figure(_("Owes"), "", "")
        self.overdue = Figure(_("Overdue"), "", "")
        self.credit = Figure(_("Credit"), "", "")
        self.currency = ChoiceBox(_("Currency of the account"))
        self.currency.chosen.connect(lambda _key: self.refresh())
        self.pay_button = Button(_("Record payment"), kind="primary")
        self.pay_button.clicked.connect(lambda _checked=False: self.record_payment())
        self.links = self._make_links()
        self.table = RowTable(_("Account"), account_columns())
        self.table.set_empty(_("Nothing was billed or paid yet."))
        self.table.opened.connect(self._on_opened)
        self.table.chosen.connect(lambda _key: self._show_links())
        self._lay_out()

    def show_client(self, client_id: int) -> None:
        """Shows the account of a client."""
        if self._client_id != client_id:
            self.close_form()
        self._client_id = ClientId(client_id)
        self._reload()

    def refresh(self) -> None:
        """Reads the account anew."""
        if self._client_id is None:
            return
        read, figures = self.desk.read, figures_of(self.desk.read)
        moneys = currencies_of(read, self._client_id)
        self.currency.set_choices([(code, code) for code in moneys])
        self.currency.setVisible(len(moneys) > 1)
        currency = self._currency()
        entries = self._entries()
        rows = account_rows(entries, figures)
        self.table.set_rows(rows, key=lambda row: row.id)
        self.table.set_summary(sums_words(entries, figures, currency))
        self._show_figures(currency)
        self._show_links()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow page has the links below the button."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        for line in (self._acts_line, self._links_line):
            line.setDirection(down if narrow else across)

    def record_payment(self) -> None:
        """Opens the form for money that came in."""
        if self._client_id is not None:
            self._open_form("pay", PaymentForm(self.desk, self._client_id))

    def typed(self) -> dict[str, str]:
        """The form that is open, and what stands in it."""
        if self.form is None:
            return {}
        payment = str(self.form.payment_id) if isinstance(self.form, BouncedForm) else ""
        kept = {"act": self._act, "payment": payment, "money": self._currency()}
        return {**kept, **self.form.typed()}

    def show_typed(self, typed: Mapping[str, str]) -> None:
        self.currency.show_key(typed["money"])
        if typed["payment"]:
            self._begin_bounced(payments.get(self.desk.read, PaymentId(int(typed["payment"]))))
        else:
            self._begins[typed["act"]]()
        if self.form is not None:
            self.form.show_typed(typed)

    def close_form(self) -> None:
        """Goes back from a form or the statement to the account."""
        form, self.form = self.form, None
        self._stack.setCurrentIndex(0)
        self.back_button.hide()
        self._show_around(is_form=False)
        holder = self._stack.widget(1)
        if form is not None and holder is not None:
            self._stack.removeWidget(holder)
            holder.deleteLater()

    def _show_around(self, *, is_form: bool) -> None:
        """A form has the space and the one primary button to itself."""
        for part in (self._figures, self._acts):
            part.setVisible(not is_form)

    def _currency(self) -> str:
        return str(self.currency.key() or "")

    def _entries(self) -> list[AccountEntry]:
        if self._client_id is None:
            return []
        found = accounts.list_of_client(self.desk.read, self._client_id)
        return by_currency(found).get(self._currency(), [])

    def _show_figures(self, currency: str) -> None:
        if self._client_id is None:
            return
        read, today = self.desk.read, self.desk.clock.now().day
        figures = figures_of(read)
        claims = accounts.list_open(read, self._client_id, currency)
        late = [each for each in claims if today > each.due_on]
        open_cents = sum(each.open_cents for each in claims)
        late_cents = sum(each.open_cents for each in late)
        credit_cents = accounts.credit_cents(read, self._client_id, currency)
        self.owes.show_value(figures.money(open_cents, currency), _claims(len(claims)))
        self.overdue.show_value(
            figures.money(late_cents, currency),
            _("since {day}").format(day=figures.day(late[0].due_on)) if late else "",
            tone="overdue" if late else "",
        )
        words = _("not yet used") if credit_cents > 0 else ""
        self.credit.show_value(figures.money(credit_cents, currency), words)

    def _show_links(self) -> None:
        """Only what the account allows can be pressed."""
        if self._client_id is None:
            return
        currency = self._currency()
        credit = accounts.credit_cents(self.desk.read, self._client_id, currency)
        is_open = bool(accounts.list_open(self.desk.read, self._client_id, currency))
        self.links["apply"].setEnabled(credit > 0 and is_open)
        self.links["refund"].setEnabled(credit > 0)
        stands = accounts.list_paid_parts(self.desk.read, self._client_id, currency)
        self.links["take_back"].setEnabled(bool(stands))
        self.links["bounced"].setEnabled(self._chosen_payment() is not None)
        self.links["statement"].setEnabled(bool(self.table.model.rowCount()))

    def _make_links(self) -> dict[str, Button]:
        asked = {
            "statement": (_("Statement…"), self._on_statement_clicked),
            "apply": (_("Apply credit…"), self._on_apply_clicked),
            "take_back": (_("Take back…"), self._on_take_back_clicked),
            "refund": (_("Refund…"), self._on_refund_clicked),
            "bounced": (_("Payment bounced…"), self._on_bounced_clicked),
        }
        links = {}
        for name, (words, run) in asked.items():
            links[name] = Button(words, kind="link")
            links[name].clicked.connect(lambda _checked=False, run=run: run())
        links["take_back"].setAccessibleDescription(_("Money off an invoice, back to the credit."))
        links["bounced"].setAccessibleDescription(_("Choose the payment in the table first."))
        return links

    def _lay_out(self) -> None:
        self._figures = QWidget()
        figures = QHBoxLayout(self._figures)
        figures.setContentsMargins(0, 0, 0, 0)
        figures.setSpacing(16)
        for figure in (self.owes, self.overdue, self.credit):
            figures.addWidget(figure, 1)
        self.back_button = Button(_("Back to the account"), kind="link")
        self.back_button.clicked.connect(lambda _checked=False: self.close_form())
        self.back_button.hide()
        first, second = QHBoxLayout(), QHBoxLayout()
        for name, button in self.links.items():
            (second if name in _SECOND_LINE else first).addWidget(button)
        first.addStretch(1)
        second.addStretch(1)
        second.addWidget(self.currency)
        self._links_line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._links_line.setSpacing(4)
        self._links_line.addLayout(first)
        self._links_line.addLayout(second, 1)
        self._acts = QWidget()
        self._acts_line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._acts)
        self._acts_line.setContentsMargins(0, 0, 0, 0)
        self._acts_line.setSpacing(8)
        self._acts_line.addWidget(self.pay_button)
        self._acts_line.addLayout(self._links_line, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(self._figures)
        layout.addWidget(self._acts)
        layout.addWidget(self.back_button)
        layout.addWidget(self._stack, 1)

    def _open_form(self, act: str, form: ActForm) -> None:
        self.close_form()
        self._act = act
        form.closed.connect(self._on_form_closed)
        self.form = form
        self._stack.insertWidget(1, scrolled(form, form.accessibleName()))
        self._stack.setCurrentIndex(1)
        self._show_around(is_form=True)
        set_reading_order(self)
        form.form.focus(next(iter(form.form.values())))

    def _on_form_closed(self) -> None:
        self.close_form()
        self.pay_button.setFocus()

    def _on_statement_clicked(self) -> None:
        if self._client_id is None:
            return
        self.close_form()
        if self.statement is None:
            mails = self._mails or MailHandover(self.desk, parent=self)
            files = self._files or FileQuestions()
            self.statement = AccountStatement(self.desk, mails=mails, files=files)
            self._stack.addWidget(self.statement)
        self.statement.show_item(self._client_id)
        self._stack.setCurrentWidget(self.statement)
        self.back_button.show()
        self._show_around(is_form=True)
        set_reading_order(self)

    def _on_apply_clicked(self) -> None:
        if self._client_id is not None:
            self._open_form("apply", ApplyCreditForm(self.desk, self._client_id, self._currency()))

    def _on_take_back_clicked(self) -> None:
        """Proposes what the chosen row paid, or was paid with."""
        if self._client_id is None:
            return
        row, currency = self.table.row(self.table.selected()), self._currency()
        parts = accounts.list_paid_parts(self.desk.read, self._client_id, currency)
        chosen = next((part for part in parts if _is_about(row, part)), None)
        form = TakeBackForm(self.desk, self._client_id, currency, chosen)
        self._open_form("take_back", form)

    def _on_refund_clicked(self) -> None:
        if self._client_id is not None:
            self._open_form("refund", RefundForm(self.desk, self._client_id, self._currency()))

    def _on_bounced_clicked(self) -> None:
        payment = self._chosen_payment()
        if payment is not None:
            self._begin_bounced(payment)

    def _begin_bounced(self, payment: Payment) -> None:
        self._open_form("bounced", BouncedForm(self.desk, payment))

    def _chosen_payment(self) -> Payment | None:
        """The payment selected in the table, None for anything else or where it bounced."""
        row = self.table.row(self.table.selected())
        if not isinstance(row, AccountRow) or row.payment_id is None:
            return None
        payment = payments.get(self.desk.read, row.payment_id)
        return payment if payment.reversed_on is None else None

    def _on_opened(self, key: object) -> None:
        row = self.table.row(key)
        if not isinstance(row, AccountRow) or row.invoice_id is None:
            return
        opened = row.invoice_id
        if row.kind is EntryKind.CREDIT_NOTE:
            notes = invoices.list_corrections(self.desk.read, row.invoice_id)
            opened = next((n.id for n in notes if n.number == row.reference), opened)
        self.open_asked.emit("invoice", int(opened))


def _is_about(row: object, part: PaidPart) -> bool:
    """Whether a booking is the payment that was allocated, or the invoice it went to."""
    if not isinstance(row, AccountRow):
        return False
    if row.payment_id is not None:
        return row.payment_id == part.payment_id
    return row.kind is EntryKind.INVOICE and row.invoice_id == part.invoice_id


def _claims(count: int) -> str:
    if not count:
        return _("nothing is open")
    return _("1 invoice") if count == 1 else _("{count} invoices").format(count=count)
