"""The account of a client: one table with a running balance, and what can be done with money."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from billing_room import Folders, click, make_client, show
from claims_room import add_claim
from desk_room import DeskRoom
from lawdesk.domain.clients import ClientId
from lawdesk.domain.invoices import InvoiceId
from lawdesk.domain.receivables.payments import PaymentId
from lawdesk.operations.receivables.payments import (
    apply_credit,
    record_payment,
    reverse_payment,
)
from lawdesk.operations.receivables.write_offs import write_off
from lawdesk.store.receivables import accounts
from lawdesk.ui.pages.receivables.account_part import AccountPart
from lawdesk.ui.pages.receivables.arrears_act import ActForm
from lawdesk.ui.pages.receivables.credit_forms import (
    ApplyCreditForm,
    BouncedForm,
    RefundForm,
    TakeBackForm,
)
from lawdesk.ui.pages.receivables.payment_form import PaymentForm
from practice_room import FRIDAY

_Form = TypeVar("_Form", bound=ActForm)

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


class Account:
    """The part over a client with two claims: T-0001 over 1,036.90, overdue, T-0002 over 500.00."""

    def __init__(self, qtbot: QtBot, desk_room: DeskRoom, folder: Path) -> None:
        self.room = desk_room.room
        self.client: ClientId = make_client(self.room)
        matter = self.room.add_matter("Alvarez v. Northgate", self.client)
        self.first: InvoiceId = add_claim(self.room, matter, 1_036_90, date(2026, 11, 10))
        self.second: InvoiceId = add_claim(
            self.room, matter, 500_00, date(2026, 12, 1), issued_on=FRIDAY
        )
        self.part = AccountPart(desk_room.desk, files=Folders(folder))
        show(qtbot, self.part)
        self.part.show_client(self.client)

    def pay(
        self, cents: int, named: tuple[tuple[InvoiceId, int], ...] = (), *, spreads: bool = True
    ) -> PaymentId:
        """Money of today."""
        return self.room.do(
            record_payment,
            self.client,
            cents,
            received_on=FRIDAY,
            reference="RF18",
            named=named,
            spreads_rest=spreads,
            now=self.room.clock.now(),
        )

    def rows(self) -> list[tuple[str, str, str]]:
        """What each row says, its amount and the balance after it."""
        return [(row.words, row.amount, row.balance) for row in self.part.table.model.rows]

    def choose(self, words: str) -> None:
        """Selects the first row that says so."""
        found = next(row for row in self.part.table.model.rows if row.words == words)
        self.part.table.select(found.id)

    def form(self, kind: type[_Form]) -> _Form:
        """The form that is open."""
        form = self.part.form
        assert isinstance(form, kind)
        return form

    @property
    def credit(self) -> int:
        """Cents of credit."""
        return accounts.credit_cents(self.room.read, self.client, "USD")


@pytest.fixture
def account(qtbot: QtBot, desk_room: DeskRoom, tmp_path: Path) -> Account:
    """The part, shown."""
    return Account(qtbot, desk_room, tmp_path)


def write(form: ActForm, name: str, text: str) -> None:
    """Types over what stands in a field."""
    control = form.form._fields[name].field.control()
    assert isinstance(control, QLineEdit)
    control.setFocus()
    QTest.keyClick(control, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(control, text)


def test_every_booking_stands_in_one_table_with_its_balance(account: Account) -> None:
    account.pay(1_200_00, ((account.first, 1_036_90),), spreads=False)
    now = account.room.clock.now()
    account.room.do(write_off, account.second, 20_00, "Goodwill", written_off_on=FRIDAY, now=now)
    assert account.rows() == [
        ("Written off: T-0002", "−20.00", "316.90"),
        ("Payment", "−1,200.00", "336.90"),
        ("Invoice T-0002", "500.00", "1,536.90"),
        ("Invoice T-0001", "1,036.90", "1,036.90"),
    ]
    assert account.part.table.model.rows[1].detail == "paid T-0001: 1,036.90 · RF18"
    assert account.part.table._summary.text() == (
        "billed 1,536.90 · paid 1,200.00 · written off 20.00"
    )
    assert account.part.credit.accessibleName() == "Credit: 163.10. not yet used"


def test_the_head_says_what_is_owed_and_late(account: Account) -> None:
    assert account.part.owes.accessibleName() == "Owes: 1,536.90. 2 invoices"
    assert account.part.overdue.accessibleName() == "Overdue: 1,036.90. since Nov 10, 2026"
    account.pay(1_536_90)
    assert account.part.owes.accessibleName() == "Owes: 0.00. nothing is open"
    assert account.part.overdue.accessibleName() == "Overdue: 0.00."


def test_only_what_the_account_allows_can_be_pressed(account: Account) -> None:
    links = account.part.links
    assert not any(links[name].isEnabled() for name in ("apply", "refund", "bounced"))
    account.pay(100_00, spreads=False)
    assert links["apply"].isEnabled()
    assert links["refund"].isEnabled()
    account.choose("Payment")
    assert links["bounced"].isEnabled()
    account.choose("Invoice T-0001")
    assert not links["bounced"].isEnabled()


def test_a_payment_is_recorded_from_the_account(account: Account) -> None:
    click(account.part.pay_button)
    form = account.form(PaymentForm)
    write(form, "amount", "36.90")
    click(form.button)
    assert account.part.form is None
    assert accounts.open_cents(account.room.read, account.first) == 1_000_00
    assert account.rows()[0] == ("Payment", "−36.90", "1,500.00")


def test_credit_is_applied_to_the_oldest_due(account: Account) -> None:
    account.pay(163_10, spreads=False)
    click(account.part.links["apply"])
    form = account.form(ApplyCreditForm)
    assert form.form.values()["amount"] == "163.10"
    click(form.button)
    assert accounts.open_cents(account.room.read, account.first) == 873_80
    assert account.credit == 0
    assert account.part.table.model.rows[-1].detail == "credit used: 163.10"


def test_more_credit_than_there_is_is_refused_under_the_amount(account: Account) -> None:
    account.pay(100_00, spreads=False)
    click(account.part.links["apply"])
    form = account.form(ApplyCreditForm)
    write(form, "amount", "100.01")
    click(form.button)
    assert "no credit of this amount" in form.form._fields["amount"]._below.text()
    assert account.credit == 100_00


def test_a_refund_takes_credit_away(account: Account) -> None:
    account.pay(163_10, spreads=False)
    click(account.part.links["refund"])
    form = account.form(RefundForm)
    assert form.form.values()["amount"] == "163.10"
    click(form.button)
    assert account.credit == 0
    assert account.rows()[0] == ("Refund", "163.10", "1,536.90")


def test_a_refund_in_the_future_is_refused(account: Account) -> None:
    account.pay(163_10, spreads=False)
    click(account.part.links["refund"])
    form = account.form(RefundForm)
    write(form, "paid_on", "2026-11-21")
    click(form.button)
    assert "noted once it was paid" in form.form._fields["paid_on"]._below.text()
    assert account.credit == 163_10


def test_a_bounced_payment_opens_its_invoice_again(account: Account) -> None:
    account.pay(1_036_90)
    account.choose("Payment")
    click(account.part.links["bounced"])
    form = account.form(BouncedForm)
    write(form, "note", "Account closed")
    click(form.button)
    assert accounts.open_cents(account.room.read, account.first) == 1_036_90
    assert account.rows()[0] == ("Payment bounced", "1,036.90", "1,536.90")
    assert account.part.table.model.rows[0].detail == "RF18 · Account closed"
    account.choose("Payment")
    assert not account.part.links["bounced"].isEnabled()


def test_a_payment_that_went_to_several_says_where(account: Account) -> None:
    account.pay(1_100_00)
    assert account.part.table.model.rows[0].detail == (
        "paid T-0001: 1,036.90 · paid T-0002: 63.10 · RF18"
    )


def test_enter_opens_the_invoice(qtbot: QtBot, account: Account) -> None:
    account.choose("Invoice T-0002")
    with qtbot.waitSignal(account.part.open_asked) as asked:
        QTest.keyClick(account.part.table.view, Qt.Key.Key_Return)
    assert asked.args == ["invoice", account.second]


def test_the_statement_is_drawn_and_left(qtbot: QtBot, account: Account) -> None:
    click(account.part.links["statement"])
    statement = account.part.statement
    assert statement is not None
    assert statement.isVisible()
    qtbot.waitUntil(lambda: "1,536.90" in statement.sums.text(), timeout=10_000)
    qtbot.waitUntil(lambda: bool(statement.paper.content), timeout=20_000)
    click(account.part.back_button)
    assert account.part.table.isVisible()


def test_another_client_closes_the_form(account: Account) -> None:
    click(account.part.pay_button)
    other = make_client(account.room, "Chen Foods")
    account.part.show_client(other)
    assert account.part.form is None
    assert account.rows() == []
    assert not account.part.links["statement"].isEnabled()


def test_used_credit_of_a_bounced_payment_comes_off_again(account: Account) -> None:
    payment = account.pay(100_00, spreads=False)
    now = account.room.clock.now()
    account.room.do(apply_credit, account.client, account.first, 100_00, now=now)
    account.room.do(reverse_payment, payment, reversed_on=FRIDAY, now=now)
    assert accounts.open_cents(account.room.read, account.first) == 1_036_90
    assert account.part.table.model.rows[-1].detail == ""


def test_a_payment_needs_no_mouse(qtbot: QtBot, account: Account) -> None:
    account.part.activateWindow()
    account.part.pay_button.setFocus()
    QTest.keyClick(account.part.pay_button, Qt.Key.Key_Space)
    form = account.form(PaymentForm)
    qtbot.waitUntil(lambda: account.part.focusWidget() is not None)
    focused = account.part.focusWidget()
    assert focused is form.form._fields["amount"].field.control()
    QTest.keyClicks(focused, "1036.90")
    reached = []
    for _step in range(30):
        focused = account.part.focusWidget()
        assert focused is not None
        reached.append(focused)
        if focused is form.button:
            break
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert form.table.view in reached
    QTest.keyClick(form.button, Qt.Key.Key_Space)
    assert accounts.open_cents(account.room.read, account.first) == 0
    assert account.part.focusWidget() is account.part.pay_button


def test_money_is_taken_off_an_invoice_and_is_credit_again(account: Account) -> None:
    assert not account.part.links["take_back"].isEnabled()
    account.pay(700_00, ((account.first, 500_00), (account.second, 200_00)))
    account.choose("Invoice T-0002")
    click(account.part.links["take_back"])
    form = account.form(TakeBackForm)
    assert form.form.values()["amount"] == "200.00"
    write(form, "amount", "200.01")
    click(form.button)
    assert "has less on the invoice" in form.form._fields["amount"]._below.text()
    assert account.credit == 0
    write(form, "amount", "150")
    click(form.button)
    assert account.part.form is None
    assert account.credit == 150_00
    assert accounts.open_cents(account.room.read, account.second) == 450_00
    assert accounts.open_cents(account.room.read, account.first) == 536_90
    account.choose("Payment")
    click(account.part.links["take_back"])
    assert account.form(TakeBackForm).form.values()["amount"] == "500.00"
    kept = account.part.typed()
    account.part.close_form()
    account.part.show_typed(kept)
    click(account.form(TakeBackForm).button)
    assert account.credit == 650_00
    assert accounts.open_cents(account.room.read, account.first) == 1_036_90
