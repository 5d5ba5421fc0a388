"""Billing in the timer bar: an expense in one line, and the budget while the clock runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from lawdesk.domain.billing.billing_policy import ExpenseTerms
from lawdesk.domain.billing.budgets import Budget
from lawdesk.domain.billing.fee_agreements import AgreedTerms, Evergreen, Hourly
from lawdesk.domain.matters import MatterId
from lawdesk.operations.billing.budgets import set_budget
from lawdesk.operations.billing.fee_agreements import agree_fee
from lawdesk.operations.billing.policies import policy_for_client, set_policy
from lawdesk.operations.clients import add_client
from lawdesk.operations.matters import open_matter
from lawdesk.operations.practice import change_practice
from lawdesk.operations.receivables.payments import record_payment
from lawdesk.operations.timers import start_timer
from lawdesk.store import matters, practice
from lawdesk.store.billing import expenses
from lawdesk.ui.things import Place
from practice_room import FRIDAY
from program_room import ProgramRoom, program_room


@pytest.fixture
def room(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[ProgramRoom]:
    with program_room(tmp_path, qtbot, monkeypatch) as made:
        made.make_practice()
        made.begin()
        made.unlock().show_place(Place("today"))
        yield made


def run_clock(room: ProgramRoom) -> MatterId:
    desk, now = room.office.desk, room.clock.now()
    client = desk.transact(add_client, "Maria Alvarez", now=now.at)
    matter = desk.transact(open_matter, client, "Alvarez v. Northgate", now=now)
    usual = policy_for_client(desk.read, None, FRIDAY).terms
    priced = replace(usual, expenses=ExpenseTerms(50, 42))
    desk.transact(set_policy, priced, valid_from=FRIDAY, now=now)
    desk.transact(start_timer, matter, now=now)
    return matter


def line(room: ProgramRoom) -> QLineEdit:
    return room.find(QLineEdit, "Expense")


def test_ctrl_e_records_an_expense_of_the_running_matter(room: ProgramRoom) -> None:
    matter, read = run_clock(room), room.office.desk.read
    QTest.keyClick(room.office.window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    room.wait(lambda: line(room).hasFocus())
    assert "for Alvarez v. Northgate" in room.texts().replace("\u2068", "").replace("\u2069", "")
    QTest.keyClicks(line(room), "12 elephants")
    QTest.keyClick(line(room), Qt.Key.Key_Return)
    assert "is not an expense; nothing was recorded" in room.errors()
    line(room).selectAll()
    QTest.keyClicks(line(room), "12 copies")
    QTest.keyClick(line(room), Qt.Key.Key_Return)
    (row,) = expenses.list_rows(read, matter)
    assert (row.amount_cents, row.code, row.spent_on) == (6_00, "E101", FRIDAY)
    assert "6.00 for" in room.office.window.messages.text()
    room.click("Undo")
    assert expenses.list_rows(read, matter) == []


def test_the_line_closes_and_keeps_what_was_typed(room: ProgramRoom) -> None:
    run_clock(room)
    room.click("Expense in one line")
    QTest.keyClicks(line(room), "court fee")
    QTest.keyClick(line(room), Qt.Key.Key_Escape)
    assert "Expense" not in [
        x.accessibleName() for x in room.front.findChildren(QLineEdit) if x.isVisible()
    ]
    room.click("Expense in one line")
    assert line(room).text() == "court fee"


def test_without_any_matter_it_says_what_to_do(room: ProgramRoom) -> None:
    room.click("Expense in one line")
    assert "no matter yet to record an expense for" in room.errors()


def test_the_budget_is_told_while_the_clock_runs(room: ProgramRoom) -> None:
    """Each six minutes begun cost 30.00: one, four and five of them out of 150.00."""
    matter, desk = run_clock(room), room.office.desk
    settings = replace(practice.get(desk.read), idle_lock_minutes=120)
    desk.transact(change_practice, settings, now=room.clock.now().at)
    told = []
    desk.transact(set_budget, matter, Budget(None, 150_00), now=room.clock.now())
    for seconds in (60, 18 * 60, 6 * 60):
        room.pass_time(seconds)
        shown = [
            label
            for label in room.office.window.timer_bar.findChildren(QLabel)
            if label.isVisible() and "% of" in label.text()
        ]
        assert len(shown) == 1
        told.append((shown[0].text(), shown[0].property("tone")))
    assert told == [
        ("20 % of 150.00", "quiet"),
        ("80 % of 150.00", "attention"),
        ("100 % of 150.00", "overdue"),
    ]


def test_work_stops_is_told_while_the_clock_runs(room: ProgramRoom) -> None:
    """240.00 were advanced; work stops below 200.00: the second six minutes for 30.00 pass it."""
    matter, desk = run_clock(room), room.office.desk
    now = room.clock.now()
    evergreen = AgreedTerms(Hourly(), Evergreen(1_000_00, 500_00, 200_00))
    desk.transact(agree_fee, matter, evergreen, agreed_on=FRIDAY, valid_from=FRIDAY, now=now)
    client = matters.get(desk.read, matter).client_id
    desk.transact(record_payment, client, 240_00, received_on=FRIDAY, matter_id=matter, now=now)

    def stop() -> list[QLabel]:
        labels = room.office.window.timer_bar.findChildren(QLabel)
        return [each for each in labels if each.isVisible() and "retainer" in each.text()]

    room.pass_time(60)
    assert stop() == []
    room.pass_time(6 * 60)
    (label,) = stop()
    assert (label.text(), label.property("tone")) == ("retainer: stop", "overdue")
    assert "240.00 is there, 180.00 once unbilled work" in label.toolTip()
    assert "below 200.00. Ask for 820.00" in label.accessibleName()
