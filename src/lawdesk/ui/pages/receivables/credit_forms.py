"""What happens to money that came in: credit is used or paid back, a payment bounces."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from lawdesk.domain.clients import ClientId
from lawdesk.domain.invoices import InvoiceId
from lawdesk.domain.receivables.allocation import PaidPart
from lawdesk.domain.receivables.payments import Payment, PaymentMethod
from lawdesk.errors import FieldError
from lawdesk.operations.receivables.payments import (
    apply_credit,
    refund_credit,
    reverse_payment,
    take_back_allocation,
)
from lawdesk.store import clients
from lawdesk.store.receivables import accounts, claims, payments
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.pages.receivables.arrears_act import ActForm
from lawdesk.ui.pages.receivables.payment_words import method_words


class ApplyCreditForm(ActForm):
    """Uses credit for one open invoice; the oldest due is proposed."""

    def __init__(self, desk: Desk, client_id: ClientId, currency: str) -> None:
        super().__init__(desk, _("Apply credit"), _("Apply credit"))
        self._client_id, self._currency = client_id, currency
        self._credit = accounts.credit_cents(desk.read, client_id, currency)
        self._open = accounts.list_open(desk.read, client_id, currency)
        amount = self._figures.full_money(self._credit, currency)
        self.show_line(_("{amount} of credit is there.").format(amount=amount))
        choices = [(int(each.invoice_id), self._words(each.number, each.open_cents))
                   for each in self._open]  # fmt: skip
        self.form.add_choice("invoice", _("For invoice"), choices)
        self.form.add_money("amount", _("Amount"), unit=currency)
        self.form.committed.connect(self._on_committed)
        self._propose()

    def _words(self, number: str, cents: int) -> str:
        amount = self._figures.plain_money(cents, self._currency)
        return _("{number}, {amount} open").format(number=number, amount=amount)

    def _on_committed(self, name: str, _value: object) -> None:
        if name == "invoice":
            self._propose()

    def _propose(self) -> None:
        chosen = self.form.values()["invoice"]
        found = [each.open_cents for each in self._open if each.invoice_id == chosen]
        cents = min([self._credit, *found])
        self.form.show_values({"amount": self._figures.plain_money(cents, self._currency)})

    def _act(self) -> None:
        chosen = self.form.values()["invoice"]
        if not isinstance(chosen, int):
            raise FieldError("invoice", _("No invoice of this client is open; nothing was moved."))
        cents = self._cents("amount", self._currency)
        self._desk.transact(
            apply_credit, self._client_id, InvoiceId(chosen), cents, now=self._desk.clock.now()
        )
        amount = self._figures.full_money(cents, self._currency)
        number = next(each.number for each in self._open if each.invoice_id == chosen)
        self._desk.say(_("{amount} of credit pays {number}.").format(amount=amount, number=number))
        self.closed.emit()


class TakeBackForm(ActForm):
    """Takes money off an invoice again: it becomes credit, and the invoice is open by as much."""

    def __init__(
        self, desk: Desk, client_id: ClientId, currency: str, chosen: PaidPart | None = None
    ) -> None:
        super().__init__(desk, _("Take back from an invoice"), _("Take back"))
        self._currency = currency
        self._parts = accounts.list_paid_parts(desk.read, client_id, currency)
        self.show_line(_("The money stays the client's: it becomes credit to use or to refund."))
        choices = [(_key(part), self._words(part)) for part in self._parts]
        self.form.add_choice("part", _("What"), choices)
        self.form.add_money("amount", _("Amount"), unit=currency)
        self.form.committed.connect(self._on_committed)
        if chosen in self._parts:
            self.form.show_values({"part": _key(chosen)})
        self._propose()

    def _words(self, part: PaidPart) -> str:
        number = claims.get(self._desk.read, part.invoice_id).number
        amount = self._figures.plain_money(part.cents, self._currency)
        if part.payment_id is None:
            return _("{amount} of credit used for {number}").format(amount=amount, number=number)
        paid = payments.get(self._desk.read, part.payment_id)
        return _("{amount} paid on {day} for {number}").format(
            amount=amount, day=self._figures.day(paid.received_on), number=number
        )

    def _part(self) -> PaidPart | None:
        key = self.form.values()["part"]
        return next((part for part in self._parts if _key(part) == key), None)

    def _on_committed(self, name: str, _value: object) -> None:
        if name == "part":
            self._propose()

    def _propose(self) -> None:
        part = self._part()
        if part is not None:
            amount = self._figures.plain_money(part.cents, self._currency)
            self.form.show_values({"amount": amount})

    def _act(self) -> None:
        part, cents = self._part(), self._cents("amount", self._currency)
        if part is None:
            raise FieldError("part", _("No money stands on an invoice; nothing was moved."))
        now = self._desk.clock.now()
        self._desk.transact(take_back_allocation, part.invoice_id, part.payment_id, cents, now=now)
        amount = self._figures.full_money(cents, self._currency)
        number = claims.get(self._desk.read, part.invoice_id).number
        words = _("{amount} is off {number} again and is credit now.")
        self._desk.say(words.format(amount=amount, number=number))
        self.closed.emit()


def _key(part: PaidPart) -> str:
    return f"{part.invoice_id}.{part.payment_id or 0}"


class RefundForm(ActForm):
    """Notes that credit was paid back."""

    def __init__(self, desk: Desk, client_id: ClientId, currency: str) -> None:
        super().__init__(desk, _("Refund"), _("Note the refund"))
        self._client_id, self._currency = client_id, currency
        credit = accounts.credit_cents(desk.read, client_id, currency)
        words = _(
            "{amount} of credit is there. Note here what you paid back; LawDesk pays nothing."
        )
        self.show_line(words.format(amount=self._figures.full_money(credit, currency)))
        self.form.add_money("amount", _("Amount"), unit=currency)
        self.form.add_date("paid_on", _("Paid on"), placeholder=_("today, fri, 12.3."))
        methods = [(method.value, name) for method, name in method_words().items()]
        self.form.add_choice("method", _("How"), methods)
        self.form.add_line("reference", _("Reference"))
        self.form.show_values(
            {
                "amount": self._figures.plain_money(max(0, credit), currency),
                "paid_on": self._figures.short_day(desk.clock.now().day),
            }
        )

    def _act(self) -> None:
        cents = self._cents("amount", self._currency)
        self._desk.transact(
            refund_credit,
            self._client_id,
            cents,
            paid_on=self._day("paid_on"),
            method=PaymentMethod(str(self.form.values()["method"])),
            reference=self._text("reference"),
            currency=self._currency,
            now=self._desk.clock.now(),
        )
        name = clients.get(self._desk.read, self._client_id).name
        amount = self._figures.full_money(cents, self._currency)
        self._desk.say(_("Noted: {amount} paid back to {name}.").format(amount=amount, name=name))
        self.closed.emit()


class BouncedForm(ActForm):
    """Notes that a payment came back: all it paid is open again, due as before."""

    _names: ClassVar[Mapping[str, str]] = {"reversed_on": "day"}

    def __init__(self, desk: Desk, payment: Payment) -> None:
        super().__init__(desk, _("Bounced payment"), _("Take the payment back"))
        self._payment = payment
        self.payment_id = payment.id
        amount = self._figures.full_money(payment.amount_cents, payment.currency)
        words = _(
            "{amount}, received {day}, came back. What it paid is open again with the old due day."
        )
        self.show_line(words.format(amount=amount, day=self._figures.day(payment.received_on)))
        self.form.add_date("day", _("Came back on"), placeholder=_("today, fri, 12.3."))
        self.form.add_line("note", _("Note"), placeholder=_("what the bank says"))
        self.form.show_values({"day": self._figures.short_day(desk.clock.now().day)})

    def _act(self) -> None:
        self._desk.transact(
            reverse_payment,
            self._payment.id,
            reversed_on=self._day("day"),
            note=self._text("note"),
            now=self._desk.clock.now(),
        )
        amount = self._figures.full_money(self._payment.amount_cents, self._payment.currency)
        self._desk.say(_("The payment of {amount} is taken back.").format(amount=amount))
        self.closed.emit()
