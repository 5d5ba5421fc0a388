"""The form for money that came in: what it proposes, what can be named, what it refuses."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from billing_room import click, click_cell, make_client, retype, show
from claims_room import add_claim, set_day
from desk_room import DeskRoom
from lawdesk.domain.clients import ClientId
from lawdesk.domain.invoices import InvoiceId
from lawdesk.domain.matters import MatterId
from lawdesk.domain.receivables.payments import PaymentMethod
from lawdesk.store.receivables import accounts, payments
from lawdesk.ui.pages.receivables.payment_form import PaymentForm

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


class Paying:
    """The form over a client with T-0001 (1,036.90, due first) and T-0002 (500.00)."""

    def __init__(self, qtbot: QtBot, desk_room: DeskRoom, *, names_second: bool = False) -> None:
        self.room = desk_room.room
        self.client: ClientId = make_client(self.room)
        self.matter: MatterId = self.room.add_matter("Alvarez v. Northgate", self.client)
        self.first: InvoiceId = add_claim(self.room, self.matter, 1_036_90, date(2026, 11, 10))
        self.second: InvoiceId = add_claim(self.room, self.matter, 500_00, date(2026, 11, 15))
        first = self.second if names_second else None
        self.form = PaymentForm(desk_room.desk, self.client, first)
        show(qtbot, self.form)

    def write(self, name: str, text: str) -> None:
        """Types over what stands in a field."""
        control = self.form.form._fields[name].field.control()
        assert isinstance(control, QLineEdit)
        control.setFocus()
        QTest.keyClick(control, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(control, Qt.Key.Key_Delete)
        QTest.keyClicks(control, text)

    def pays(self) -> list[str]:
        """What each open invoice would get."""
        return [row.pays for row in self.form.table.model.rows]

    def error(self, name: str) -> str:
        """What stands under a field."""
        return self.form.form._fields[name]._below.text()

    def open(self) -> tuple[int, int]:
        """What is open on the two invoices."""
        read = self.room.read
        return accounts.open_cents(read, self.first), accounts.open_cents(read, self.second)

    def credit(self) -> int:
        """Cents of credit."""
        return accounts.credit_cents(self.room.read, self.client, "USD")


@pytest.fixture
def paying(qtbot: QtBot, desk_room: DeskRoom) -> Paying:
    """The form, shown."""
    return Paying(qtbot, desk_room)


def test_the_oldest_due_is_proposed_while_one_types(paying: Paying) -> None:
    assert paying.pays() == ["", ""]
    paying.write("amount", "1,200.00")
    assert paying.pays() == ["1,036.90", "163.10"]
    click(paying.form.button)
    assert paying.open() == (0, 336_90)


def test_what_the_table_shows_is_what_is_recorded(paying: Paying) -> None:
    paying.write("amount", "600")
    click_cell(paying.form.table, 0, "tick")
    assert paying.pays() == ["", "500.00"]
    assert "100.00 stays as credit" in paying.form.rest.text()
    click(paying.form.button)
    assert paying.open() == (1_036_90, 0)
    assert paying.credit() == 100_00


def test_an_amount_is_typed_for_an_invoice(qtbot: QtBot, paying: Paying) -> None:
    paying.write("amount", "600")
    retype(qtbot, paying.form.table, paying.second, "pays", "250.50")
    assert paying.pays() == ["349.50", "250.50"]
    click(paying.form.button)
    assert paying.open() == (687_40, 249_50)


def test_an_overpayment_says_what_becomes_credit(paying: Paying) -> None:
    paying.write("amount", "1,700.00")
    assert paying.form.rest.text() == (
        "USD\N{NO-BREAK SPACE}163.10 stays as credit. Is it an advance for future work? "
        "Then choose the matter."
    )
    click(paying.form.button)
    assert paying.credit() == 163_10


def test_the_rest_may_be_an_advance_for_a_matter(paying: Paying) -> None:
    paying.write("amount", "1,700.00")
    box = paying.form.form._fields["matter"].field.control()
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert "is an advance for the matter chosen" in paying.form.rest.text()
    click(paying.form.button)
    (row,) = payments.list_rows(paying.room.read, client_id=paying.client)
    assert (row.matter_id, row.allocated_cents) == (paying.matter, 1_536_90)


def test_the_invoice_one_came_from_is_paid_first(qtbot: QtBot, desk_room: DeskRoom) -> None:
    paying = Paying(qtbot, desk_room, names_second=True)
    paying.write("amount", "600")
    assert paying.pays() == ["100.00", "500.00"]


def test_facts_of_the_payment_are_kept(paying: Paying) -> None:
    paying.write("amount", "10")
    paying.write("received_on", "11/18/2026")
    paying.write("value_on", "11/19/2026")
    paying.write("reference", " Inv 1 ")
    paying.write("payer", "Insurer AG")
    box = paying.form.form._fields["method"].field.control()
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    click(paying.form.button)
    (row,) = payments.list_rows(paying.room.read, client_id=paying.client)
    assert (row.received_on, row.value_on) == (date(2026, 11, 18), date(2026, 11, 19))
    assert (row.reference, row.payer) == ("Inv 1", "Insurer AG")
    assert row.method is PaymentMethod.CHEQUE


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("amount", "", ""),
        ("amount", "0", "nothing was recorded"),
        ("amount", "-5", ""),
        ("amount", "1,2,3", ""),
        ("amount", "99999999999999", ""),
        ("received_on", "2026-11-21", "cannot be received after today"),
        ("received_on", "someday", ""),
    ],
)
def test_what_cannot_be_is_refused_under_its_field(
    paying: Paying, field: str, text: str, sentence: str
) -> None:
    paying.write("amount", "10")
    paying.write(field, text)
    click(paying.form.button)
    told = paying.error(field)
    assert told.endswith(".") or ". " in told
    assert sentence in told
    assert payments.list_rows(paying.room.read, client_id=paying.client) == []


def test_more_than_is_open_is_not_put_on_an_invoice(qtbot: QtBot, paying: Paying) -> None:
    paying.write("amount", "2,000.00")
    retype(qtbot, paying.form.table, paying.second, "pays", "500.01")
    assert "T-0002 has less open" in paying.form.rest.text()
    click(paying.form.button)
    assert "T-0002 has less open" in paying.form._refused.text()
    assert paying.open() == (1_036_90, 500_00)


def test_more_than_came_is_not_named(qtbot: QtBot, paying: Paying) -> None:
    paying.write("amount", "100")
    retype(qtbot, paying.form.table, paying.second, "pays", "200")
    assert "More is allocated than was received" in paying.form.rest.text()
    click(paying.form.button)
    assert payments.list_rows(paying.room.read, client_id=paying.client) == []


def test_money_that_came_before_an_invoice_counts_from_its_day(paying: Paying) -> None:
    set_day(paying.room, date(2026, 11, 20))
    paying.write("amount", "1,036.90")
    paying.write("received_on", "10/1/2026")
    click(paying.form.button)
    days = [
        entry.booked_on
        for entry in accounts.list_of_invoice(paying.room.read, paying.first)
        if entry.kind.value == "allocation"
    ]
    assert days == [date(2026, 10, 27)]


def test_a_client_who_owes_nothing_pays_in_advance(qtbot: QtBot, desk_room: DeskRoom) -> None:
    client = make_client(desk_room.room, "Chen Foods")
    form = PaymentForm(desk_room.desk, client)
    show(qtbot, form)
    assert form.table.model.rows == []
    control = form.form._fields["amount"].field.control()
    QTest.keyClicks(control, "250")
    click(form.button)
    assert accounts.credit_cents(desk_room.room.read, client, "USD") == 250_00


def test_an_amount_that_can_be_read_in_two_ways_is_asked_about(paying: Paying) -> None:
    paying.write("amount", "1,200")
    assert paying.pays() == ["", ""]
    paying.form.button.setFocus()
    assert "1,200" in paying.error("amount")
    assert paying.credit() == 0
