"""Expenses on the matter's page: written down, corrected, with a sealed receipt, taken away."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

import billing_forms as on
from billing_room import Folders
from claims_room import add_claim
from desk_room import DeskRoom
from lawdesk.domain.billing.billing_policy import ExpenseTerms
from lawdesk.domain.billing.expenses import ExpenseKind, ExpenseUnit, parse_expense
from lawdesk.domain.matters import MatterId
from lawdesk.domain.time_entries import Charge
from lawdesk.operations.billing.expenses import add_typed_expense
from lawdesk.store import documents
from lawdesk.store.billing import expenses
from lawdesk.ui.pages.billing.expenses_part import ExpensesPart
from practice_room import FRIDAY

RECEIPT = b"%PDF-1.4\nreceipt\n%%EOF\n"


def make(
    desk_room: DeskRoom, qtbot: QtBot, typed: str = "", added: tuple[Path, ...] = ()
) -> tuple[ExpensesPart, MatterId]:
    room = desk_room.room
    matter = room.add_matter()
    if typed:
        meant = parse_expense(typed, ExpenseTerms(50, 42), "USD", "en_US")
        room.do(add_typed_expense, matter, meant, spent_on=FRIDAY, now=room.clock.now())
    part = ExpensesPart(desk_room.desk, files=Folders(desk_room.folder, added))
    on.show(qtbot, part)
    part.show_matter(matter)
    return part, matter


def test_an_expense_is_written_down_by_keyboard(desk_room: DeskRoom, qtbot: QtBot) -> None:
    part, matter = make(desk_room, qtbot)
    on.click(part, "New expense")
    on.fill(part, "Day", "11/3/26")
    on.fill(part, "Quantity", "34.5")
    on.choose(part, "Unit", "km")
    on.fill(part, "Price of one", "0.42")
    assert "comes to 14.49" in on.words(part)
    on.choose(part, "UTBMS code", "E109 Local travel")
    QTest.keyClick(on.fill(part, "What it was for", "To the court"), Qt.Key.Key_Return)
    (row,) = expenses.list_rows(desk_room.desk.read, matter)
    assert (row.spent_on, row.quantity_thousandths, row.unit) == (
        date(2026, 11, 3),
        34_500,
        ExpenseUnit.KILOMETRES,
    )
    assert (row.amount_cents, row.code, row.kind) == (14_49, "E109", ExpenseKind.OWN)
    assert part.form.isVisible()  # open for the next one
    assert part.table.model.rowCount() == 1


def test_refusals_stand_under_their_fields(desk_room: DeskRoom, qtbot: QtBot) -> None:
    part, matter = make(desk_room, qtbot)
    part.begin_new()
    on.fill(part, "Price of one", "1")
    on.fill(part, "What it was for", "Copies")
    for name, bad, good, sentence in (
        ("Day", "12/24/26", "11/3/26", "cannot be spent in the future"),
        ("Quantity", "0", "1", "has to be above zero"),
        ("Price of one", "x", "1", "“x”"),
        ("What it was for", "", "Copies", "Say what it was for"),
    ):
        on.fill(part, name, bad)
        on.click(part, "Add expense")
        assert sentence in on.errors(part)
        on.fill(part, name, good)
    assert expenses.total(desk_room.desk.read, matter).expenses == 0


def test_an_expense_is_corrected_and_given_away(desk_room: DeskRoom, qtbot: QtBot) -> None:
    part, matter = make(desk_room, qtbot, "12 copies")
    (row,) = expenses.list_rows(desk_room.desk.read, matter)
    part.table.select(row.id)
    QTest.keyClick(part.table.view, Qt.Key.Key_Return)
    on.fill(part, "Quantity", "14")
    part.form.no_charge.control().setFocus()
    QTest.keyClick(part.form.no_charge.control(), Qt.Key.Key_Space)
    on.click(part, "Keep changes")
    (changed,) = expenses.list_rows(desk_room.desk.read, matter)
    assert (changed.amount_cents, changed.charge) == (7_00, Charge.NO_CHARGE)
    assert expenses.total(desk_room.desk.read, matter).amount_cents == 0
    assert not part.form.isVisible()


def test_a_receipt_is_sealed_beside_it(desk_room: DeskRoom, qtbot: QtBot, tmp_path: Path) -> None:
    scan = tmp_path / "taxi.pdf"
    scan.write_bytes(RECEIPT)
    part, matter = make(desk_room, qtbot, "taxi 23.50", (scan,))
    read = desk_room.desk.read
    (row,) = expenses.list_rows(read, matter)
    part.table.link_clicked.emit(row.id, "attach")
    qtbot.waitUntil(
        lambda: expenses.list_rows(read, matter)[0].receipt_title == "taxi", timeout=20_000
    )
    paper = documents.list_of_matter(read, matter)[0]
    assert b"receipt" not in desk_room.desk.documents.path(paper.sealed_name).read_bytes()


def test_a_deleted_one_comes_back_and_a_billed_one_stays(desk_room: DeskRoom, qtbot: QtBot) -> None:
    part, matter = make(desk_room, qtbot, "court fee 120")
    desk, read = desk_room.desk, desk_room.desk.read
    steps: list[tuple[str, object]] = []
    failed: list[str] = []
    desk.said.connect(lambda _sentence, offered: steps.extend(offered))
    desk.failed.connect(lambda error: failed.append(str(error)))
    (row,) = expenses.list_rows(read, matter)
    part.table.select(row.id)
    QTest.keyClick(part.table.view, Qt.Key.Key_Delete)
    assert expenses.list_rows(read, matter) == []
    undo = dict(steps)["Undo"]
    assert callable(undo)
    undo()
    assert expenses.list_rows(read, matter) == [row]
    invoice = add_claim(desk_room.room, matter, 120_00, FRIDAY)
    desk_room.room.do(expenses.set_billed, row.id, invoice)
    part.table.select(row.id)
    QTest.keyClick(part.table.view, Qt.Key.Key_Delete)
    QTest.keyClick(part.table.view, Qt.Key.Key_Return)
    assert [x.id for x in expenses.list_rows(read, matter)] == [row.id]
    assert failed == ["This expense is on an issued invoice; it was not changed."] * 2
