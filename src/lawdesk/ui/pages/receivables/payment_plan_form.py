"""A plan in the making: whose invoices, how many instalments, on which days, over how much each."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import ClassVar

from PySide6.QtCore import Signal

from lawdesk.domain.clients import ClientId
from lawdesk.domain.receivables.calendar_days import add_months
from lawdesk.domain.receivables.payment_plans import (
    MOST_INSTALMENTS,
    equal_instalments,
    monthly_days,
)
from lawdesk.domain.typed_values import parse_date, parse_money
from lawdesk.errors import FieldError, LawDeskError
from lawdesk.operations.receivables.payment_plans import agree_plan
from lawdesk.store import clients
from lawdesk.store.receivables import ageing, payment_plans
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.pages.client_choices import client_choices
from lawdesk.ui.pages.find_field import FindField
from lawdesk.ui.pages.receivables.arrears_act import ActForm
from lawdesk.ui.pages.receivables.payment_plan_rows import (
    ChosenClaim,
    DraftInstalment,
    agreed,
    claim_columns,
    drafted,
    instalment_columns,
    sum_words,
)
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.labels import set_style_property, text_label
from lawdesk.ui.widgets.row_table import RowTable

_USUAL_COUNT = 3
_TICKED, _ROWS = "ticked invoices", "instalments"


class PaymentPlanForm(ActForm):
    """Number and first day propose equal instalments; each can be typed over afterwards."""

    agreed = Signal(int)  # the id of the plan

    _names: ClassVar[Mapping[str, str]] = {"due_on": "first", "instalments": "count"}

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("New payment plan"), _("Agree the plan"))
        self._claims: list[ChosenClaim] = []
        self._instalments: list[DraftInstalment] = []
        self.client = FindField(_("Client"), _("Type a part of the name"))
        self.client.set_choices(client_choices(clients.list_names(desk.read)))
        self.client.committed.connect(lambda _key: self._on_client_chosen())
        self.claims = RowTable(_("Open invoices"), claim_columns(lambda: self._figures), fit_rows=5)
        self.claims.set_empty(_("Choose a client with open invoices."))
        self.claims.edited.connect(self._on_ticked)
        self.instalments = RowTable(
            _("Instalments"),
            instalment_columns(lambda: self._figures, self.currency),
            fit_rows=8,
        )
        self.instalments.set_empty(_("Tick an invoice to see the instalments."))
        self.instalments.edited.connect(self._on_typed)
        self.instalments.delete_asked.connect(self._on_delete_asked)
        self.add_button = Button(_("Add an instalment"), icon="add", kind="link")
        self.add_button.clicked.connect(lambda _checked=False: self._on_add_clicked())
        self.sum = text_label("", wrap=True)
        self._add_fields()

    def typed(self) -> dict[str, str]:
        """The fields, what is ticked, and the instalments as they were typed over."""
        ticked = [int(each.row.invoice_id) for each in self._claims if each.is_chosen]
        rows = [(x.key, x.due_on.isoformat(), x.amount_cents) for x in self._instalments]
        return {**super().typed(), _TICKED: json.dumps(ticked), _ROWS: json.dumps(rows)}

    def show_typed(self, typed: Mapping[str, str]) -> None:
        super().show_typed(typed)
        self._on_client_chosen()
        ticked = set(json.loads(typed[_TICKED]))
        self._claims = [replace(x, is_chosen=x.row.invoice_id in ticked) for x in self._claims]
        self._show_claims()
        self._instalments = [
            DraftInstalment(key, date.fromisoformat(due_on), amount)
            for key, due_on, amount in json.loads(typed[_ROWS])
        ]
        self._show_instalments()

    def currency(self) -> str:
        """The currency of the invoices ticked, else the practice's."""
        chosen = [each.row.currency for each in self._claims if each.is_chosen]
        return chosen[0] if chosen else self._figures.practice.currency

    def open_cents(self) -> int:
        """What the invoices ticked come to."""
        return sum(each.row.open_cents for each in self._claims if each.is_chosen)

    def choose(self, client_id: ClientId, invoice_id: int | None = None) -> None:
        """Chooses a client and one of its invoices, or all of them."""
        self.client.show_value(client_id)
        self._read_claims(client_id, invoice_id)

    def _add_fields(self) -> None:
        form, today = self.form, self._desk.clock.now().day
        form.add_field("client", _("Client"), self.client, wide=True)
        form.add_widget(self.claims)
        count = form.add_line("count", _("Instalments"))
        first = form.add_date("first", _("First one by"), placeholder=_("today, fri, 12.3."))
        count.show_value(str(_USUAL_COUNT))
        first.show_value(self._figures.short_day(add_months(today, 1)))
        for field in (count, first):
            field.control().textEdited.connect(lambda _text: self._propose())
        first.committed.connect(lambda _value: self._propose())
        form.add_widget(self.instalments)
        form.add_widget(self.add_button)
        form.add_widget(self.sum)
        form.add_date("agreed_on", _("Agreed on"), placeholder=_("today, fri, 12.3."))
        form.add_line("grace", _("Days of grace"), hint=_("Later than that, all is due. Or empty."))
        form.add_line("note", _("Terms in your words"), wide=True)
        form.show_values({"agreed_on": self._figures.short_day(today)})

    def _on_client_chosen(self) -> None:
        key = self.client.value()
        if isinstance(key, int):
            self._read_claims(ClientId(key), None)

    def _read_claims(self, client_id: ClientId, invoice_id: int | None) -> None:
        """Reads what a plan may be about; all of one currency are ticked unless one was named."""
        read = self._desk.read
        free = [
            row
            for row in ageing.list_rows(read, client_id=client_id, limit=-1)
            if payment_plans.find_running(read, row.invoice_id) is None
        ]
        named = next((row for row in free if row.invoice_id == invoice_id), None)
        currency = named.currency if named else (free[0].currency if free else "")
        self._claims = [
            ChosenClaim(row, row is named or (named is None and row.currency == currency))
            for row in free
        ]
        if not free:
            self.claims.set_empty(_("Nothing is open for this client outside a plan."))
        self._show_claims()
        self._propose()

    def _show_claims(self) -> None:
        self.claims.set_rows(self._claims, lambda each: each.row.invoice_id)

    def _on_ticked(self, invoice_id: object, _column: str, text: str) -> None:
        self._claims = [
            replace(each, is_chosen=bool(text)) if each.row.invoice_id == invoice_id else each
            for each in self._claims
        ]
        self._show_claims()
        self._propose()

    def _propose(self) -> None:
        """Equal instalments a month apart, of what is ticked."""
        self.form.clear_errors()
        self._instalments = []
        if self.open_cents() > 0:
            try:
                days = monthly_days(self._day("first"), self._count())
                self._instalments = drafted(equal_instalments(self.open_cents(), days))
            except FieldError as error:
                self.form.show_error(self._names.get(error.field, error.field), str(error))
        self._show_instalments()

    def _count(self) -> int:
        typed = self._text("count")
        if not typed.isdecimal() or not 1 <= int(typed) <= MOST_INSTALMENTS:
            raise FieldError(
                "count", _("A plan has 1 to {most} instalments.").format(most=MOST_INSTALMENTS)
            )
        return int(typed)

    def _show_instalments(self) -> None:
        self.instalments.set_rows(self._instalments, lambda each: each.key)
        total, open_cents = sum(each.amount_cents for each in self._instalments), self.open_cents()
        self.sum.setText(
            sum_words(total, open_cents, self.currency(), self._figures) if open_cents else ""
        )
        fits = total == open_cents
        set_style_property(self.sum, "tone", "" if fits else "attention")
        self.add_button.setVisible(bool(self._instalments))
        self.button.setEnabled(bool(self._instalments) and fits)

    def _on_typed(self, key: object, column: str, text: str) -> None:
        locale = self._figures.practice.locale
        self._refused.hide()
        try:
            if column == "due_on":
                self._change(key, due_on=parse_date(text, self._desk.clock.now().day, locale))
            else:
                self._change(key, amount_cents=parse_money(text, self.currency(), locale))
        except LawDeskError as error:
            self._refused.setText(str(error))
            self._refused.show()
        self._show_instalments()

    def _change(
        self, key: object, *, due_on: date | None = None, amount_cents: int | None = None
    ) -> None:
        self._instalments = [
            each
            if each.key != key
            else replace(
                each,
                due_on=due_on or each.due_on,
                amount_cents=each.amount_cents if amount_cents is None else amount_cents,
            )
            for each in self._instalments
        ]

    def _on_add_clicked(self) -> None:
        """One more, a month after the last, over what is missing."""
        last = max(self._instalments, key=lambda each: each.due_on)
        total = sum(each.amount_cents for each in self._instalments)
        key = max(each.key for each in self._instalments) + 1
        missing = max(0, self.open_cents() - total)
        self._instalments.append(DraftInstalment(key, add_months(last.due_on, 1), missing))
        self._show_instalments()
        self.instalments.edit(key, "amount")

    def _on_delete_asked(self, key: object) -> None:
        self._instalments = [each for each in self._instalments if each.key != key]
        self._show_instalments()

    def _grace(self) -> int | None:
        typed = self._text("grace")
        if not typed:
            return None
        if not typed.isdecimal() or int(typed) > 365:
            raise FieldError("grace", _("Days of grace are 0 to 365, or empty."))
        return int(typed)

    def _act(self) -> None:
        key = self.client.value()
        if not isinstance(key, int):
            raise FieldError("client", _("Choose a client; no plan was made."))
        plan_id = self._desk.transact(
            agree_plan,
            ClientId(key),
            [each.row.invoice_id for each in self._claims if each.is_chosen],
            agreed(self._instalments),
            agreed_on=self._day("agreed_on"),
            note=self._text("note"),
            grace_days=self._grace(),
            now=self._desk.clock.now(),
        )
        self._desk.say(_("The plan is agreed; reminders rest while it is kept."))
        self.agreed.emit(plan_id)
