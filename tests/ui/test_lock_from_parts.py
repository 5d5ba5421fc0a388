"""What is typed in the forms under a client's or matter's tabs is there again after a lock."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from bills_room import TEXTS
from lawdesk.domain.clients import ContactKind
from lawdesk.operations.clients import add_client, set_contacts
from lawdesk.operations.drafts import make_draft
from lawdesk.operations.invoices import issue_invoice
from lawdesk.operations.matters import open_matter
from lawdesk.operations.time_entries import add_time_entry
from lawdesk.ui.pages.receivables.payment_plan_form import PaymentPlanForm
from lawdesk.ui.pages.receivables.receivables_page import ReceivablesPage
from lawdesk.ui.things import Place
from lawdesk.ui.widgets.check_box import CheckBox
from lawdesk.ui.widgets.radio_button import RadioButton
from lawdesk.ui.widgets.row_table import RowTable
from practice_room import FRIDAY
from program_room import ProgramRoom, program_room

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def room(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[ProgramRoom]:
    """An unlocked practice: one client with one matter and one open invoice over 300.00."""
    with program_room(tmp_path, qtbot, monkeypatch) as made:
        made.make_practice()
        made.begin()
        desk, now = made.unlock().desk, made.clock.now()
        client = desk.transact(add_client, "Maria Alvarez", now=now.at)
        desk.transact(set_contacts, client, ContactKind.ADDRESS, ["1 Main Street\n10115 Berlin"])
        matter = desk.transact(open_matter, client, "Alvarez v. Northgate", now=now)
        desk.transact(
            add_time_entry, matter, worked_on=FRIDAY, seconds=3600, narrative="Reply", now=now
        )
        draft = desk.transact(make_draft, matter, now=now)
        desk.transact(issue_invoice, draft, TEXTS, now=now)
        yield made


def begin(room: ProgramRoom, kind: str, tab: str, act: str) -> None:
    """Open the form behind a button under a tab of the client or the matter."""
    room.office.open_thing(kind, 1)
    pick(room, f"Parts of the {kind}", tab)
    room.click(act)


def pick(room: ProgramRoom, bar_name: str, tab: str) -> None:
    bar = room.find(QTabBar, bar_name)
    bar.setCurrentIndex([bar.tabText(place) for place in range(bar.count())].index(tab))
    QApplication.processEvents()


def put(room: ProgramRoom, field: str, words: str) -> None:
    edit = room.find(QWidget, field)
    edit.setFocus()
    QTest.keySequence(edit, "Ctrl+A")
    QTest.keyClicks(edit, words)


def text(room: ProgramRoom, field: str) -> str:
    edit = room.find(QWidget, field)
    assert isinstance(edit, QLineEdit | QPlainTextEdit)
    return edit.text() if isinstance(edit, QLineEdit) else edit.toPlainText()


def table(room: ProgramRoom) -> RowTable:
    """The one table that is shown: that of the form."""
    (shown,) = (each for each in room.front.findChildren(RowTable) if each.isVisible())
    return shown


def choose(room: ProgramRoom, field: str, words: str) -> None:
    box = room.find(QComboBox, field)
    box.setCurrentIndex(box.findText(words))
    box.activated.emit(box.currentIndex())


def lock_and_unlock(room: ProgramRoom) -> None:
    QTest.keySequence(QApplication.focusWidget() or room.front, "Ctrl+L")
    room.wait(room.is_locked)
    room.unlock()
    QApplication.processEvents()


def test_a_payment_keeps_its_amount_and_what_it_pays(room: ProgramRoom) -> None:
    begin(room, "client", "Account", "Record payment")
    put(room, "Amount", "200")
    put(room, "Reference", "Transfer 17")
    table(room).edited.emit(1, "pays", "120")
    assert "stays as credit" in room.texts()
    lock_and_unlock(room)
    assert (text(room, "Amount"), text(room, "Reference")) == ("200", "Transfer 17")
    rows = table(room).model.rows
    assert [row.pays for row in rows] == ["120.00"]
    assert "80.00" in room.texts()


def test_a_credit_note_keeps_its_ticked_hours(room: ProgramRoom) -> None:
    room.office.open_thing("invoice", 1)
    QApplication.processEvents()
    room.click("Credit…")
    choose(room, "Credit", "Lines or hours that I tick")
    table(room).edited.emit(1, "credit", "0.5")
    lock_and_unlock(room)
    rows = table(room).model.rows
    assert [(row.is_ticked, row.credit) for row in rows] == [(True, "0.5 h")]


def test_an_expense_keeps_its_fields(room: ProgramRoom) -> None:
    begin(room, "matter", "Expenses", "New expense")
    put(room, "What it was for", "Courier to court")
    put(room, "Price of one", "12.")
    room.find(CheckBox, "No charge").setChecked(True)
    lock_and_unlock(room)
    assert (text(room, "What it was for"), text(room, "Price of one")) == (
        "Courier to court",
        "12.",
    )
    assert room.find(CheckBox, "No charge").isChecked()


def test_an_agreement_and_new_terms_are_both_there_again(room: ProgramRoom) -> None:
    begin(room, "matter", "Billing", "New agreement")
    choose(room, "Kind of fee", "Flat fee with milestones")
    put(room, "Milestones, one a line", "Draft: 400")
    room.click("Change terms")
    put(room, "Days to pay", "2x")
    put(room, "Reminder 1: fee", "5,")
    lock_and_unlock(room)
    assert text(room, "Milestones, one a line") == "Draft: 400"
    assert (text(room, "Days to pay"), text(room, "Reminder 1: fee")) == ("2x", "5,")


def test_terms_of_the_practice_are_there_again(room: ProgramRoom) -> None:
    room.office.show_place(Place("settings"))
    pick(room, "Settings", "How I bill")
    room.click("Change terms")
    put(room, "Days to pay", "45")
    lock_and_unlock(room)
    assert text(room, "Days to pay") == "45"


def test_a_payment_plan_keeps_its_ticks_and_what_was_typed_over(room: ProgramRoom) -> None:
    room.office.show_place(Place("receivables"))
    page = room.office.window.page("receivables")
    assert isinstance(page, ReceivablesPage)
    page.show_plan_of(1)
    QApplication.processEvents()
    put(room, "First one by", "2.1.")
    put(room, "Terms in your words", "As agreed by telephone")
    plan_form(room).instalments.edited.emit(1, "amount", "200")
    before = list(plan_form(room).instalments.model.rows)
    assert [x.amount_cents for x in before] == [100_00, 200_00, 100_00]
    lock_and_unlock(room)
    assert plan_form(room).instalments.model.rows == before
    assert [x.is_chosen for x in plan_form(room).claims.model.rows] == [True]
    assert not plan_form(room).button.isEnabled()  # 400.00 of 300.00
    assert text(room, "First one by") == "2.1."
    assert text(room, "Terms in your words") == "As agreed by telephone"
    assert text(room, "Client") == "Maria Alvarez"


def plan_form(room: ProgramRoom) -> PaymentPlanForm:
    return next(f for f in room.front.findChildren(PaymentPlanForm) if f.isVisible())


def test_a_budget_and_a_rate_are_both_there_again(room: ProgramRoom) -> None:
    begin(room, "matter", "Billing", "Set a budget")
    put(room, "Hours", "12")
    room.click("Set a rate")
    choose(room, "For", "The client: Maria Alvarez")
    put(room, "Per hour", "312.5")
    put(room, "For work from", "1.12.")
    older_work(room).setChecked(True)
    lock_and_unlock(room)
    assert text(room, "Hours") == "12"
    assert (text(room, "Per hour"), text(room, "For work from")) == ("312.5", "1.12.")
    assert room.find(QComboBox, "For").currentData() == "client"
    assert older_work(room).isChecked()


def test_a_rate_of_the_practice_and_its_terms_are_there_again(room: ProgramRoom) -> None:
    room.office.show_place(Place("settings"))
    pick(room, "Settings", "How I bill")
    room.click("Change terms")
    put(room, "Days to pay", "45")
    pick(room, "Settings", "Rates")
    room.click("Set a rate")
    put(room, "Per hour", "99")
    lock_and_unlock(room)
    assert text(room, "Per hour") == "99"
    pick(room, "Settings", "How I bill")
    assert text(room, "Days to pay") == "45"


def older_work(room: ProgramRoom) -> RadioButton:
    """The choice that lets older unbilled work take the rate over."""
    buttons = room.front.findChildren(RadioButton)
    return next(b for b in buttons if "older" in b.text() and b.isVisible())


def test_an_open_update_and_a_contact_being_noted_are_there_again(room: ProgramRoom) -> None:
    begin(room, "matter", "Updates", "New update")
    put(room, "What happened", "We filed the cl")
    pick(room, "Parts of the matter", "Messages")
    room.click("Note a contact")
    put(room, "What it was about", "Asked about the hear")
    lock_and_unlock(room)
    assert text(room, "What it was about") == "Asked about the hear"
    pick(room, "Parts of the matter", "Updates")
    assert text(room, "What happened") == "We filed the cl"


def test_a_text_of_the_settings_is_there_again(room: ProgramRoom) -> None:
    room.office.show_place(Place("settings"))
    pick(room, "Settings", "Snippets")
    room.click("New text")
    put(room, "Name of the text", "My own")
    put(room, "Text", "Dear cli")
    lock_and_unlock(room)
    assert (text(room, "Name of the text"), text(room, "Text")) == ("My own", "Dear cli")
