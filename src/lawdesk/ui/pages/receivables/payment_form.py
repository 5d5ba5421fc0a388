"""Recording money that came in: how much, from whom, and what it pays.

What the table shows is what is recorded: the oldest due is proposed, and every proposal can be
ticked away or typed over.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from lawdesk.domain.clients import ClientId
from lawdesk.domain.invoices import InvoiceId
from lawdesk.domain.matters import MatterId
from lawdesk.domain.receivables.accounts import OpenInvoice
from lawdesk.domain.receivables.allocation import Spread, allocate
from lawdesk.domain.receivables.payments import PaymentMethod
from lawdesk.domain.typed_values import parse_money
from lawdesk.errors import FieldError
from lawdesk.operations.receivables.payments import record_payment
from lawdesk.store import clients, matters
from lawdesk.store.receivables import accounts
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.pages.receivables.arrears_act import ActForm
from lawdesk.ui.pages.receivables.payment_words import currencies_of, method_words
from lawdesk.ui.plain_words import shortened
from lawdesk.ui.widgets.columns import Column, Editor
from lawdesk.ui.widgets.labels import text_label
from lawdesk.ui.widgets.row_table import RowTable

_ROWS = 6
_NAMED = "named by hand"
_MOST_MATTERS = 200


@dataclass(frozen=True, slots=True)
class OpenRow:
    """An open invoice and what the payment puts on it."""

    id: InvoiceId
    number: str
    due: str
    is_late: bool
    open: str
    disputed: str
    pays: str


class PaymentForm(ActForm):
    """One payment of one client. `first` is an invoice that is paid before all others."""

    def __init__(self, desk: Desk, client_id: ClientId, first: InvoiceId | None = None) -> None:
        super().__init__(desk, _("Record payment"), _("Record payment"))
        self._client_id, self._first = client_id, first
        self._named: dict[InvoiceId, int] = {}
        self._open: list[OpenInvoice] = []
        self._spread: Spread | None = None
        self._add_fields()
        self.table = RowTable(_("What it pays"), _columns(), fit_rows=_ROWS)
        self.table.set_empty(_("No invoice of this client is open; the amount becomes credit."))
        self.table.edited.connect(self._on_edited)
        self.rest = text_label("", "strong", wrap=True)
        self._place.insertWidget(3, text_label(_("What it pays"), "section"))
        self._place.insertWidget(4, self.table)
        self._place.insertWidget(5, self.rest)
        self.form.committed.connect(self._on_committed)
        self._read_open()
        self._show_line()
        self._propose()

    def typed(self) -> dict[str, str]:
        """The fields, and what was named by hand: invoice and cents."""
        named = json.dumps([[int(key), cents] for key, cents in self._named.items()])
        return {**super().typed(), _NAMED: named}

    def show_typed(self, typed: Mapping[str, str]) -> None:
        super().show_typed(typed)
        self._named = {InvoiceId(key): cents for key, cents in json.loads(typed[_NAMED])}
        self._read_open()
        self._show_line()
        self._propose()

    def _add_fields(self) -> None:
        read, form = self._desk.read, self.form
        moneys = currencies_of(read, self._client_id)
        unit = moneys[0] if len(moneys) == 1 else ""
        form.add_money("amount", _("Amount"), unit=unit).touched.connect(self._propose)
        if len(moneys) > 1:
            form.add_choice("currency", _("Currency"), [(code, code) for code in moneys])
        form.add_date("received_on", _("Received on"), placeholder=_("today, fri, 12.3."))
        form.add_date("value_on", _("Value date"), placeholder=_("the day it was received"))
        methods = [(method.value, words) for method, words in method_words().items()]
        form.add_choice("method", _("How"), methods)
        form.add_line("reference", _("Reference"), placeholder=_("as the bank statement has it"))
        name = clients.get(read, self._client_id).name
        form.add_line("payer", _("Paid by"), placeholder=shortened(name, 40))
        found = matters.list_summaries(read, client_id=self._client_id, limit=_MOST_MATTERS)
        choices = [(0, _("No, credit of the client"))]
        choices += [(int(each.id), shortened(each.title, 40)) for each in found]
        form.add_choice("matter", _("Is the rest an advance?"), choices)
        form.show_values({"received_on": self._figures.short_day(self._desk.clock.now().day)})

    def _show_line(self) -> None:
        client = clients.get(self._desk.read, self._client_id)
        due = sum(each.open_cents for each in self._open)
        amount = self._figures.full_money(due, self._currency())
        words = _("{name} owes {amount}.") if due else _("{name} owes nothing.")
        self.show_line(words.format(name=client.name, amount=amount))

    def _currency(self) -> str:
        own = self._figures.practice.currency
        return str(self.form.values().get("currency", own))

    def _read_open(self) -> None:
        self._open = accounts.list_open(self._desk.read, self._client_id, self._currency())

    def _on_committed(self, name: str, _value: object) -> None:
        if name == "currency":
            self._named = {}
            self._read_open()
            self._show_line()
        if name in {"currency", "matter"}:
            self._propose()
        if name == "amount":
            self._check_amount()

    def _check_amount(self) -> None:
        """An amount that can be read in two ways is asked about as soon as it stands there."""
        try:
            self._cents("amount", self._currency())
        except FieldError as error:
            self.form.show_error("amount", str(error))

    def _propose(self) -> None:
        """Spreads what is typed: what was named by hand first, then the oldest due."""
        self.form.clear_errors()
        self._spread = None
        try:
            cents = self._cents("amount", self._currency())
        except FieldError:
            self.rest.setText("")
        else:
            self._spread_over(cents)
        self.rest.setVisible(bool(self.rest.text()))
        self._show_rows()

    def _spread_over(self, cents: int) -> None:
        try:
            self._spread = self._allocated(cents)
        except FieldError as error:
            self.rest.setText(str(error))
        else:
            self.rest.setText(self._rest_words(self._spread.rest_cents))

    def _allocated(self, cents: int) -> Spread:
        """Where the amount goes. Raises FieldError for "amount" or "allocation"."""
        offered = [each for each in self._open if self._named.get(each.invoice_id) != 0]
        named = {key: paid for key, paid in self._named.items() if paid}
        target = next((x for x in offered if x.invoice_id == self._first), None)
        if target is not None and target.invoice_id not in named:
            left = cents - sum(named.values())
            named[target.invoice_id] = min(target.undisputed_cents, left)
        return allocate(cents, offered, [(key, paid) for key, paid in named.items() if paid > 0])

    def _rest_words(self, rest_cents: int) -> str:
        if not rest_cents:
            return ""
        amount = self._figures.full_money(rest_cents, self._currency())
        if self._matter() is None:
            words = _(
                "{amount} stays as credit. Is it an advance for future work? "
                "Then choose the matter."
            )
        else:
            words = _(
                "{amount} is an advance for the matter chosen; its next draft offers to use it."
            )
        return words.format(amount=amount)

    def _paid(self) -> Mapping[InvoiceId, int]:
        parts = self._spread.allocations if self._spread is not None else ()
        return {part.invoice_id: part.cents for part in parts}

    def _matter(self) -> MatterId | None:
        key = self.form.values()["matter"]
        return MatterId(key) if isinstance(key, int) and key else None

    def _show_rows(self) -> None:
        paid, currency = self._paid(), self._currency()
        today = self._desk.clock.now().day
        rows = [
            OpenRow(
                each.invoice_id,
                each.number,
                self._figures.day(each.due_on),
                today > each.due_on,
                self._figures.plain_money(each.open_cents, currency),
                self._disputed(each, currency),
                self._figures.plain_money(paid[each.invoice_id], currency)
                if each.invoice_id in paid
                else "",
            )
            for each in self._open
        ]
        self.table.set_rows(rows, key=lambda row: row.id)

    def _disputed(self, invoice: OpenInvoice, currency: str) -> str:
        if not invoice.disputed_cents:
            return ""
        amount = self._figures.plain_money(invoice.disputed_cents, currency)
        return _("{amount} disputed").format(amount=amount)

    def _on_edited(self, key: object, column: str, text: str) -> None:
        invoice = next(each for each in self._open if each.invoice_id == key)
        try:
            self._named[invoice.invoice_id] = self._typed(invoice, column, text)
        except FieldError as error:
            self.rest.setText(str(error))
            return
        self._propose()

    def _typed(self, invoice: OpenInvoice, column: str, text: str) -> int:
        """What is named for an invoice by a tick or an amount; 0 leaves it out."""
        if column == "pays":
            locale = self._figures.practice.locale
            return parse_money(text, self._currency(), locale) if text.strip() else 0
        if not text:
            return 0
        others = sum(paid for key, paid in self._named.items() if key != invoice.invoice_id)
        left = self._cents("amount", self._currency()) - others
        return max(1, min(invoice.open_cents, left))

    def _act(self) -> None:
        currency = self._currency()
        cents = self._cents("amount", currency)
        received = self._day("received_on")
        self._spread = self._allocated(cents)
        self._desk.transact(
            record_payment,
            self._client_id,
            cents,
            received_on=received,
            value_on=self._day("value_on") if self._text("value_on") else received,
            method=PaymentMethod(str(self.form.values()["method"])),
            reference=self._text("reference"),
            payer=self._text("payer"),
            named=tuple(self._paid().items()),
            spreads_rest=False,
            matter_id=self._matter(),
            currency=currency,
            now=self._desk.clock.now(),
        )
        self._desk.say(self._said(cents))
        self.closed.emit()

    def _said(self, cents: int) -> str:
        amount = self._figures.full_money(cents, self._currency())
        paid = self._paid()
        numbers = ", ".join(each.number for each in self._open if each.invoice_id in paid)
        if numbers:
            return _("{amount} is recorded; it pays {numbers}.").format(
                amount=amount, numbers=shortened(numbers, 80)
            )
        return _("{amount} is recorded as credit.").format(amount=amount)


def _columns() -> list[Column]:
    return [
        Column(
            "tick", _("Pays"), lambda row: "1" if row.pays else "", 48, editor=Editor.CHECK
        ),
        Column(
            "number", _("Invoice"), lambda row: row.number, bold=lambda _row: True,
            detail=lambda row: row.disputed,
        ),
        Column(
            "due", _("Due"), lambda row: row.due, 108,
            tone=lambda row: "overdue" if row.is_late else "quiet",
        ),
        Column("open", _("Open"), lambda row: row.open, 92, right=True),
        Column("pays", _("Of it"), lambda row: row.pays, 92, right=True, editor=Editor.MONEY),
    ]  # fmt: skip
