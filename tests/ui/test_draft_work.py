"""Lines of a draft reduced, merged and split; discounts, credit and payers, with real keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from billing_room import answer, click, draft_of, make_client, make_work, retype, show
from desk_room import DeskRoom
from lawdesk.domain.billing.discounts import DiscountKind, InvoiceDiscount
from lawdesk.domain.billing.drafts import DraftId, DraftLine
from lawdesk.domain.billing.expenses import ExpenseKind, ExpenseUnit
from lawdesk.domain.billing.fee_agreements import AgreedTerms, Capped
from lawdesk.domain.clients import ClientId
from lawdesk.domain.matters import MatterId
from lawdesk.operations.billing.expenses import add_expense
from lawdesk.operations.billing.fee_agreements import agree_fee
from lawdesk.operations.drafts import choose_line, set_discount, write_down_line
from lawdesk.operations.receivables.payments import record_payment
from lawdesk.operations.time_entries import set_duration
from lawdesk.store import drafts, invoices, matters
from lawdesk.ui.pages.draft_editor import DraftEditor
from practice_room import FRIDAY

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def matter_id(desk_room: DeskRoom) -> MatterId:
    """Four entries: 420.00, 1,020.00, 90.00 and 150.00, together 1,680.00."""
    return make_work(desk_room.room)


@pytest.fixture
def editor(qtbot: QtBot, desk_room: DeskRoom, matter_id: MatterId) -> DraftEditor:
    """The editor over a draft of that matter."""
    return opened(qtbot, desk_room, draft_of(desk_room.room, matter_id))


def opened(qtbot: QtBot, desk_room: DeskRoom, draft_id: DraftId) -> DraftEditor:
    """The editor, shown."""
    page = DraftEditor(desk_room.desk)
    show(qtbot, page)
    page.show_item(draft_id)
    qtbot.waitUntil(page.isActiveWindow)  # keys go to the active window only
    return page


def stored(desk_room: DeskRoom) -> list[DraftLine]:
    """The lines as they are stored."""
    draft = drafts.list_summaries(desk_room.desk.read)[0]
    return drafts.list_lines(desk_room.desk.read, draft.id)


def spend(desk_room: DeskRoom, matter_id: MatterId, cents: int, kind: ExpenseKind) -> None:
    """Money spent for the matter."""
    desk_room.room.do(
        add_expense, matter_id, spent_on=FRIDAY, kind=kind, quantity_thousandths=1000,
        unit=ExpenseUnit.ITEMS, unit_price_cents=cents, wording="Court reporter",
        now=desk_room.clock.now(),
    )  # fmt: skip


def press(editor: DraftEditor, key: Qt.Key, modifier: Qt.KeyboardModifier = ALT) -> None:
    """A key with the table in focus."""
    editor.lines.view.setFocus()
    QTest.keyClick(editor.lines.view, key, modifier)


def type_over(field: QWidget, text: str) -> None:
    """Types over what stands in a field, without leaving it."""
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_A, CTRL)
    QTest.keyClicks(field, text)


def test_a_write_down_shows_in_the_totals_while_it_is_typed_and_needs_a_reason(
    editor: DraftEditor, desk_room: DeskRoom
) -> None:
    first = stored(desk_room)[0]
    editor.lines.select(first.id)
    press(editor, Qt.Key.Key_R)
    field = editor.work_part.panel.off_field()
    assert field.hasFocus()
    type_over(field, "10 %")
    assert editor.totals.texts()["To be paid"] == "1,638.00"
    assert stored(desk_room)[0].write_down_cents == 0
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert stored(desk_room)[0].write_down_cents == 0
    reason = editor.work_part.panel.form._fields["reason"].field.control()
    assert "Say why" in reason.accessibleDescription()
    type_over(reason, "Took too long")
    QTest.keyClick(reason, Qt.Key.Key_Return)
    line = stored(desk_room)[0]
    assert (line.write_down_cents, line.reason) == (42_00, "Took too long")
    row = editor.lines.row(first.id)
    assert (row.amount, row.detail) == ("378.00", "written down by 42.00")


def test_no_more_is_taken_off_than_a_line_comes_to(
    editor: DraftEditor, desk_room: DeskRoom
) -> None:
    first = stored(desk_room)[0]
    editor.lines.select(first.id)
    press(editor, Qt.Key.Key_R)
    field = editor.work_part.panel.off_field()
    type_over(field, "421.00")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert "not further" in field.accessibleDescription()
    assert stored(desk_room)[0].write_down_cents == 0


def test_a_draft_that_cannot_be_worked_out_is_there_to_be_put_right(
    qtbot: QtBot, desk_room: DeskRoom, matter_id: MatterId
) -> None:
    draft_id = draft_of(desk_room.room, matter_id)
    first = stored(desk_room)[0]
    assert first.entry_id is not None
    desk_room.room.do(write_down_line, first.id, 400_00, "Learning the file")
    desk_room.room.do(set_duration, first.entry_id, 3600)
    editor = opened(qtbot, desk_room, draft_id)
    row = editor.lines.row(first.id)
    assert (row.hours, row.detail) == ("1.0", "written down by 400.00")
    assert f"More is taken off “{first.wording}”" in editor.agreement.text()
    assert not editor.issue_button.isEnabled()
    assert editor.totals.texts() == {}
    desk_room.room.do(write_down_line, first.id, 100_00, "Learning the file")
    assert editor.totals.texts()["To be paid"] == "1,460.00"
    assert editor.issue_button.isEnabled()


def test_a_discount_that_became_too_large_can_be_changed(
    qtbot: QtBot, desk_room: DeskRoom, matter_id: MatterId
) -> None:
    draft_id = draft_of(desk_room.room, matter_id)
    off = InvoiceDiscount(DiscountKind.FIXED, 1_600_00)
    desk_room.room.do(set_discount, draft_id, off)
    desk_room.room.do(choose_line, stored(desk_room)[0].id, chosen=False)
    editor = opened(qtbot, desk_room, draft_id)
    assert "larger than what it is taken off" in editor.agreement.text()
    assert not editor.issue_button.isEnabled()
    assert editor.lines.row(stored(desk_room)[1].id).amount == "1,020.00"
    desk_room.room.do(set_discount, draft_id, None)
    assert editor.totals.texts()["To be paid"] == "1,260.00"


def test_marked_lines_become_one_and_are_taken_apart_again(
    editor: DraftEditor, desk_room: DeskRoom
) -> None:
    ids = [line.id for line in stored(desk_room)]
    editor.lines.select(ids[0])
    editor.lines.view.setFocus()
    for _each in range(2):
        QTest.keyClick(editor.lines.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(editor.lines.view, Qt.Key.Key_M, ALT)
    head = editor.lines.row(ids[0])
    assert (head.hours, head.amount) == ("5.1", "1,530.00")
    assert [editor.lines.row(each).amount for each in ids[1:3]] == ["", ""]
    assert editor.lines.row(ids[1]).detail == "told by the line above"
    assert editor.totals.texts()["To be paid"] == "1,680.00"
    editor.lines.select(ids[0])
    press(editor, Qt.Key.Key_M)
    assert [row.amount for row in editor.lines.model.rows] == [
        "420.00", "1,020.00", "90.00", "150.00",
    ]  # fmt: skip


def test_a_line_is_split_by_hours_and_joined(editor: DraftEditor, desk_room: DeskRoom) -> None:
    second = stored(desk_room)[1]
    editor.lines.select(second.id)
    press(editor, Qt.Key.Key_S)
    field = editor.work_part.panel.form._fields["split"].field.control()
    type_over(field, "0.25h")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert "whole units of 6 minutes" in field.accessibleDescription()
    type_over(field, "0.4h")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert [row.hours for row in editor.lines.model.rows] == ["1.4", "3.0", "0.4", "0.3", "0.5"]
    assert editor.totals.texts()["To be paid"] == "1,680.00"
    editor.lines.select(second.id)
    press(editor, Qt.Key.Key_S)
    assert [row.hours for row in editor.lines.model.rows] == ["1.4", "3.4", "0.3", "0.5"]


def test_expenses_are_a_section_and_a_line_moves_within_its_own(
    qtbot: QtBot, desk_room: DeskRoom, matter_id: MatterId
) -> None:
    spend(desk_room, matter_id, 35_50, ExpenseKind.OWN)
    spend(desk_room, matter_id, 380_00, ExpenseKind.PASS_THROUGH)
    editor = opened(qtbot, desk_room, draft_of(desk_room.room, matter_id))
    rows = editor.lines.model.rows
    heads = [(row.wording, row.amount) for row in rows if row.is_head]
    assert heads == [
        ("Work", "1,680.00"), ("Expenses", "35.50"), ("Paid for the client", "380.00"),
    ]  # fmt: skip
    assert editor.totals.texts()["To be paid"] == "2,095.50"
    last = rows[4].id
    editor.lines.select(last)
    press(editor, Qt.Key.Key_Down)
    assert [row.id for row in editor.lines.model.rows] == [row.id for row in rows]
    press(editor, Qt.Key.Key_Up)
    assert editor.lines.model.rows[3].id == last


def test_a_discount_is_taken_off_while_it_is_typed_and_kept_with_enter(
    editor: DraftEditor, desk_room: DeskRoom
) -> None:
    press(editor, Qt.Key.Key_3)
    field = editor.more.discount_field()
    type_over(field, "10 %")
    assert editor.totals.texts() == {
        "Discount": "−168.00", "Net": "1,512.00", "To be paid": "1,512.00",
    }  # fmt: skip
    assert drafts.get(desk_room.desk.read, DraftId(1)).discount is None
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert drafts.get(desk_room.desk.read, DraftId(1)).discount is not None
    type_over(field, "200.00")
    assert editor.totals.texts()["To be paid"] == "1,480.00"
    type_over(field, "2000.00")
    assert editor.totals.texts()["To be paid"] == "1,480.00"


def test_a_discount_that_became_too_large_is_told_and_nothing_is_issued(
    editor: DraftEditor, desk_room: DeskRoom
) -> None:
    field = editor.more.discount_field()
    editor.show_part("more")
    type_over(field, "500.00")
    QTest.keyClick(field, Qt.Key.Key_Return)
    for line in stored(desk_room)[:2]:
        desk_room.desk.transact(choose_line, line.id, chosen=False)
    assert not editor.issue_button.isEnabled()
    assert "discount is larger" in editor.agreement.text()
    desk_room.desk.transact(choose_line, stored(desk_room)[1].id, chosen=True)
    assert editor.issue_button.isEnabled()
    assert editor.agreement.text() == ""


def test_credit_is_shown_and_applied_only_where_wanted(
    editor: DraftEditor, desk_room: DeskRoom, matter_id: MatterId
) -> None:
    client_id = matters.get(desk_room.desk.read, matter_id).client_id
    desk_room.desk.transact(
        record_payment, client_id, 500_00, received_on=FRIDAY, now=desk_room.clock.now()
    )
    assert editor.totals.texts() == {
        "Net": "1,680.00", "Credit applied": "−500.00", "To be paid": "1,180.00",
    }  # fmt: skip
    assert editor.more.credit.text() == "Credit of 500.00 is there; 500.00 will be applied."
    editor.show_part("more")
    click(editor.more.form._fields["applies_credit"].field.control())
    assert editor.totals.texts()["To be paid"] == "1,680.00"
    assert editor.more.credit.text() == "Credit of 500.00 is there; 0.00 will be applied."


def test_three_payers_share_to_the_last_cent(
    qtbot: QtBot, desk_room: DeskRoom, matter_id: MatterId
) -> None:
    others = [make_client(desk_room.room, name) for name in ("Alder AG", "Birch BV")]
    own = matters.get(desk_room.desk.read, matter_id).client_id
    editor = opened(qtbot, desk_room, draft_of(desk_room.room, matter_id))
    lines = stored(desk_room)
    desk_room.desk.transact(choose_line, lines[0].id, chosen=False)
    desk_room.desk.transact(write_down_line, lines[1].id, 25_43, "To the agreed sum")
    assert editor.totals.texts()["Net"] == "1,234.57"
    editor.show_part("payers")
    for other in others:
        editor.payers.finder.chosen.emit(other)
    assert "how the client agreed" in editor.payers.note.text()
    for client_id, share in zip((own, *others), ("50 %", "30 %", "20 %"), strict=True):
        retype(qtbot, editor.payers.table, client_id, "share", share)
        qtbot.wait(100)
        editor.lines.view.setFocus()
    for other in others:
        retype(qtbot, editor.payers.table, other, "consent", "By letter")
        qtbot.wait(100)
        editor.lines.view.setFocus()
    assert editor.payers.note.text() == ""
    rows = {row.id: row.amount for row in editor.payers.table.model.rows}
    assert rows == {own: "617.29", others[0]: "370.37", others[1]: "246.91"}
    _choose_payer(qtbot, editor, others[0], "370.37")
    answer("Issue invoice")
    editor.ask_to_issue()
    totals = [each.total_cents for each in invoices.list_summaries(desk_room.desk.read)]
    assert sorted(totals) == [246_91, 370_37, 617_29]


def _choose_payer(qtbot: QtBot, editor: DraftEditor, client_id: ClientId, words: str) -> None:
    """The preview is the paper of the payer who is chosen above it."""
    editor.payer_box.show_key(client_id)
    editor.payer_box.chosen.emit(client_id)
    qtbot.waitUntil(lambda: words in editor.preview.pdf.text(), timeout=20_000)
    assert "Review of opposing brief" not in editor.preview.pdf.text()


def test_equal_parts_are_thirds(editor: DraftEditor, desk_room: DeskRoom) -> None:
    others = [make_client(desk_room.room, name) for name in ("Alder AG", "Birch BV")]
    editor.show_part("payers")
    for other in others:
        editor.payers.finder.chosen.emit(other)
    for other in others:
        editor.payers._on_edited(other, "consent", "By letter")
    click(editor.payers.equal_button)
    assert [row.amount for row in editor.payers.table.model.rows] == ["560.00"] * 3
    click(editor.payers.alone_button)
    assert drafts.list_payers(desk_room.desk.read, DraftId(1)) == []


def test_a_capped_fee_says_what_will_be_written_down(
    editor: DraftEditor, desk_room: DeskRoom, matter_id: MatterId
) -> None:
    desk_room.desk.transact(
        agree_fee, matter_id, AgreedTerms(Capped(cap_cents=1_500_00)), agreed_on=FRIDAY,
        valid_from=stored(desk_room)[0].worked_on, now=desk_room.clock.now(),
    )  # fmt: skip
    assert editor.agreement.text() == "Capped at 1,500.00: 0 % used; 180.00 will be written down."
    assert editor.totals.texts()["Fee cap"] == "−180.00"


def test_drafts_are_reviewed_one_after_another_with_keys(qtbot: QtBot, desk_room: DeskRoom) -> None:
    names = ("Alder AG", "Birch BV", "Cedar SA")
    ids = [
        draft_of(desk_room.room, make_work(desk_room.room, make_client(desk_room.room, name)))
        for name in names
    ]
    editor = opened(qtbot, desk_room, ids[0])
    editor.review(ids)
    press(editor, Qt.Key.Key_Right)
    assert editor.shown_item() == ids[1]
    press(editor, Qt.Key.Key_Left)
    assert editor.shown_item() == ids[0]
    asked = answer("Issue invoice")
    press(editor, Qt.Key.Key_Return, CTRL)
    assert "to Alder AG" in asked[0]
    assert editor.shown_item() == ids[1]
    read = desk_room.desk.read
    qtbot.waitUntil(lambda: not invoices.list_without_pdf(read), timeout=20_000)
    opened_things: list[str] = []
    editor.open_asked.connect(lambda kind, _id: opened_things.append(kind))
    for _each in range(2):
        editor.activateWindow()  # the dialog that closed was the active one
        qtbot.waitUntil(editor.isActiveWindow)
        answer("Issue invoice")
        press(editor, Qt.Key.Key_Return, CTRL)
    assert opened_things == ["invoice"]
    assert len(invoices.list_summaries(read)) == 3
