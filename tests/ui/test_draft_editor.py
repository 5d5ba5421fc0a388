"""The draft editor, driven by clicks and keys, over a real practice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from billing_room import (
    answer,
    cell_editor,
    click,
    click_cell,
    draft_of,
    draw_pdf,
    leave,
    make_client,
    make_work,
    retype,
    show,
)
from desk_room import DeskRoom
from lawdesk.domain.billing.drafts import DraftId
from lawdesk.domain.clients import ContactKind
from lawdesk.domain.documents import DocumentId
from lawdesk.domain.issued_paper import paper_of
from lawdesk.exports.invoice_pdf import draw_invoice
from lawdesk.operations.clients import set_contacts
from lawdesk.operations.practice import change_practice
from lawdesk.operations.time_entries import add_time_entry
from lawdesk.operations.timers import start_timer, stop_timer
from lawdesk.store import documents, drafts, invoices
from lawdesk.store import practice as practices
from lawdesk.ui.pages.draft_editor import DraftEditor
from lawdesk.ui.sealed_papers import sealed_form


@pytest.fixture
def editor(qtbot: QtBot, desk_room: DeskRoom) -> DraftEditor:
    """The editor over a draft with four lines."""
    draft_id = draft_of(desk_room.room, make_work(desk_room.room))
    return open_draft(qtbot, desk_room, draft_id)


def open_draft(qtbot: QtBot, desk_room: DeskRoom, draft_id: DraftId) -> DraftEditor:
    """The editor, shown, with its preview drawn."""
    page = DraftEditor(desk_room.desk)
    show(qtbot, page)
    page.show_item(draft_id)
    qtbot.waitUntil(lambda: page.preview.pdf.page_count() > 0, timeout=20_000)
    return page


def preview_text(qtbot: QtBot, editor: DraftEditor, words: str) -> str:
    """The preview's text once it says these words."""
    qtbot.waitUntil(lambda: words in editor.preview.pdf.text(), timeout=20_000)
    return editor.preview.pdf.text()


def test_a_fresh_draft_shows_its_lines_totals_and_the_real_pdf(editor: DraftEditor) -> None:
    assert [row.hours for row in editor.lines.model.rows] == ["1.4", "3.4", "0.3", "0.5"]
    assert editor.totals.texts() == {"Net": "1,680.00", "To be paid": "1,680.00"}
    text = editor.preview.pdf.text()
    assert "Draft" in text
    assert "Prepare for and attend deposition" in text
    assert "quoting 2026-0001" in text
    assert "tenths of an hour" in text


def test_the_preview_is_what_draw_invoice_gives_each_time(editor: DraftEditor) -> None:
    composed = editor._composed[0]
    assert editor.preview.content == draw_invoice(paper_of(composed))


def test_unticking_a_line_takes_it_out_of_totals_and_preview(
    qtbot: QtBot, editor: DraftEditor
) -> None:
    click_cell(editor.lines, 2, "chosen")
    assert editor.totals.texts()["To be paid"] == "1,590.00"
    assert "Telephone conference" not in preview_text(qtbot, editor, "1,590.00")
    click_cell(editor.lines, 2, "chosen")
    assert editor.totals.texts()["To be paid"] == "1,680.00"


def test_space_ticks_with_the_keyboard(editor: DraftEditor) -> None:
    view = editor.lines.view
    view.setCurrentIndex(editor.lines.model.index(3, 0))
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert editor.totals.texts()["To be paid"] == "1,530.00"


def test_rewording_changes_the_draft_and_not_the_entry(
    qtbot: QtBot, editor: DraftEditor, desk_room: DeskRoom
) -> None:
    line = drafts.list_lines(desk_room.desk.read, _draft(editor))[0]
    retype(qtbot, editor.lines, line.id, "wording", "Reading the other side's brief")
    assert drafts.get_line(desk_room.desk.read, line.id).wording == "Reading the other side's brief"
    preview_text(qtbot, editor, "Reading the other side's brief")


def test_no_charge_shows_the_work_at_nothing(qtbot: QtBot, editor: DraftEditor) -> None:
    click_cell(editor.lines, 3, "day")
    click(editor.work_part.panel.free_button)
    row = editor.lines.model.rows[3]
    assert (row.rate, row.amount, row.badge) == ("–", "0.00", ("no charge", "quiet"))
    assert editor.totals.texts()["To be paid"] == "1,530.00"
    assert "no charge" in preview_text(qtbot, editor, "1,530.00")
    assert editor.work_part.panel.free_button.words() == "Charge again"
    QTest.keyClick(editor.lines.view, Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    assert editor.totals.texts()["To be paid"] == "1,680.00"


def test_alt_and_arrows_move_a_line_and_keep_it_selected(editor: DraftEditor) -> None:
    last = editor.lines.model.rows[3].id
    editor.lines.view.setFocus()
    editor.lines.select(last)
    for _step in range(2):
        QTest.keyClick(editor.lines.view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [row.id for row in editor.lines.model.rows].index(last) == 1
    assert editor.lines.selected() == last
    QTest.keyClick(editor.lines.view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [row.id for row in editor.lines.model.rows].index(last) == 2


def test_the_period_chooses_the_work_and_a_wrong_one_is_told_under_its_field(
    editor: DraftEditor,
) -> None:
    field = editor.settings.period._fields["work_until"]
    control = field.field.control()
    control.setFocus()
    QTest.keyClick(control, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(control, "11/12/26")
    QTest.keyClick(control, Qt.Key.Key_Return)
    assert len(editor.lines.model.rows) == 2
    QTest.keyClick(control, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(control, "the day after")
    QTest.keyClick(control, Qt.Key.Key_Return)
    assert "the day after" in control.accessibleDescription()
    assert len(editor.lines.model.rows) == 2


def test_grouping_by_rate_puts_a_time_sheet_behind(qtbot: QtBot, editor: DraftEditor) -> None:
    field = editor.settings.period._fields["grouping"]
    box = field.field.control()
    QTest.keyClick(box, Qt.Key.Key_End)
    text = preview_text(qtbot, editor, "Time sheet")
    assert "Legal work" in text


def test_issuing_asks_exactly_and_freezes_a_pdf_that_can_be_drawn_again(
    qtbot: QtBot, editor: DraftEditor, desk_room: DeskRoom
) -> None:
    read = desk_room.desk.read
    asked = answer("Issue invoice")
    with qtbot.waitSignal(editor.open_asked, timeout=20_000) as opened:
        click(editor.issue_button)
    assert asked == [
        "Issues invoice 2026-0001 over 1,680.00 USD to Northgate GmbH. "
        "It cannot be changed afterwards, only credited."
    ]
    assert opened.args is not None
    kind, invoice_id = opened.args
    assert kind == "invoice"
    draw_pdf(qtbot, desk_room.desk, invoice_id)
    paper_id = invoices.get_summary(read, invoice_id).pdf_document_id
    assert paper_id is not None
    paper = documents.get(read, DocumentId(paper_id))
    sealed = desk_room.desk.documents.unseal(sealed_form(paper))
    frozen = paper_of(invoices.get_composed(read, invoice_id))
    assert sealed == draw_invoice(frozen) == draw_invoice(frozen)
    assert frozen.number == "2026-0001"


def test_going_back_issues_nothing(editor: DraftEditor, desk_room: DeskRoom) -> None:
    asked = answer("Go back")
    click(editor.issue_button)
    assert len(asked) == 1
    assert invoices.list_summaries(desk_room.desk.read) == []


def test_nothing_ticked_cannot_be_issued(editor: DraftEditor) -> None:
    for row in range(4):
        click_cell(editor.lines, row, "chosen")
    assert not editor.issue_button.isEnabled()


def test_a_client_without_address_is_named_before_issuing(
    qtbot: QtBot, desk_room: DeskRoom
) -> None:
    client_id = make_client(desk_room.room)
    desk_room.room.do(set_contacts, client_id, ContactKind.ADDRESS, [])
    editor = open_draft(
        qtbot, desk_room, draft_of(desk_room.room, make_work(desk_room.room, client_id))
    )
    assert not editor.issue_button.isEnabled()
    desk_room.desk.transact(
        set_contacts, client_id, ContactKind.ADDRESS, ["Hafen 1\n20457 Hamburg"]
    )
    assert editor.issue_button.isEnabled()


def test_discarding_leaves_the_work_unbilled(
    qtbot: QtBot, editor: DraftEditor, desk_room: DeskRoom
) -> None:
    draft_id = _draft(editor)
    answer("Discard draft")
    with qtbot.waitSignal(editor.open_asked) as opened:
        click(editor.discard_button)
    assert opened.args is not None
    assert opened.args[0] == "matter"
    assert drafts.find(desk_room.desk.read, draft_id) is None
    assert len(drafts.list_summaries(desk_room.desk.read)) == 0


def test_a_second_minimum_soon_after_the_first_is_marked(qtbot: QtBot, desk_room: DeskRoom) -> None:
    room = desk_room.room
    matter_id = room.add_matter()
    for _call in range(2):
        room.do(start_timer, matter_id, now=room.clock.now())
        room.do(stop_timer, now=room.clock.go_on(120))
        room.clock.go_on(60)
    editor = open_draft(qtbot, desk_room, draft_of(room, matter_id))
    badges = [row.badge for row in editor.lines.model.rows]
    assert badges[0] == ("no wording", "overdue")
    for row in editor.lines.model.rows:
        retype(qtbot, editor.lines, row.id, "wording", "Call")
        qtbot.wait(150)  # Enter opens the cell below, a moment later
        editor.lines.view.setFocus()
        qtbot.wait(20)
    qtbot.waitUntil(
        lambda: (
            [row.badge for row in editor.lines.model.rows]
            == [None, ("second minimum within 6 min", "attention")]
        )
    )


def test_german_vat_and_its_payment_code(qtbot: QtBot, desk_room: DeskRoom) -> None:
    room = desk_room.room
    settings = replace(
        practices.get(room.read),
        country="DE", currency="EUR", locale="de_DE", tax_regime="vat_de",
        account_number="DE89370400440532013000", bank_code="COBADEFFXXX",
    )  # fmt: skip
    room.do(change_practice, settings, now=room.clock.at)
    matter_id = room.add_matter()
    room.do(
        add_time_entry, matter_id, worked_on=date(2026, 11, 20), seconds=3600, narrative="Rat",
        now=room.clock.now(),
    )  # fmt: skip
    editor = open_draft(qtbot, desk_room, draft_of(room, matter_id))
    assert editor.totals.texts() == {
        "Net": "300,00", "Tax 19\N{NO-BREAK SPACE}%": "57,00", "To be paid": "357,00",
    }  # fmt: skip
    composed = editor._composed[0]
    code = composed.invoice.payment_qr
    assert code is not None
    assert "EUR357.00" in code
    assert code.endswith("2026-0001")


def test_typing_is_never_overwritten_by_a_change_elsewhere(
    qtbot: QtBot, editor: DraftEditor, desk_room: DeskRoom
) -> None:
    line = editor.lines.model.rows[0]
    typing = cell_editor(editor.lines, line.id, "wording")
    QTest.keyClicks(typing, "Half a sen")
    matter_id = drafts.get(desk_room.desk.read, _draft(editor)).matter_id
    desk_room.desk.transact(
        add_time_entry, matter_id, worked_on=date(2026, 11, 20), seconds=600, narrative="Other",
        now=desk_room.clock.now(),
    )  # fmt: skip
    QTest.keyClicks(typing, "tence")
    leave(qtbot, typing)
    assert drafts.get_line(desk_room.desk.read, line.id).wording == "Half a sentence"


def _draft(editor: DraftEditor) -> DraftId:
    draft_id = editor._draft_id
    assert draft_id is not None
    return draft_id
