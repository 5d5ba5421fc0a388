"""Long wordings and opening sentences of a draft: typed in comfort, and never lost."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from billing_room import click_cell, draft_of, make_work, show
from desk_room import DeskRoom
from lawdesk.domain.billing.drafts import DraftId, DraftLine
from lawdesk.operations.drafts import set_line_wording
from lawdesk.operations.rates import set_rate
from lawdesk.operations.time_entries import add_time_entry
from lawdesk.operations.unsaved_edits import keep_edit
from lawdesk.store import drafts, unsaved_edits
from lawdesk.ui.pages.draft_editor import DraftEditor
from lawdesk.ui.pages.draft_lines import DraftRow

LONG = "Review of the expert's opinion on the radar recordings and of the crew's statements"


@pytest.fixture
def draft_id(desk_room: DeskRoom) -> DraftId:
    """A draft of four lines; the second has a long wording."""
    made = draft_of(desk_room.room, make_work(desk_room.room))
    second = drafts.list_lines(desk_room.desk.read, made)[1]
    desk_room.desk.transact(set_line_wording, second.id, LONG)
    return made


def open_draft(qtbot: QtBot, desk_room: DeskRoom, draft_id: DraftId) -> DraftEditor:
    """The editor at the draft, as large as in the window."""
    editor = DraftEditor(desk_room.desk)
    show(qtbot, editor)
    editor.show_item(draft_id)
    qtbot.waitUntil(lambda: editor.preview.pdf.page_count() > 0, timeout=20_000)
    return editor


def line(desk_room: DeskRoom, draft_id: DraftId, place: int) -> DraftLine:
    """A line as it is stored."""
    return drafts.list_lines(desk_room.desk.read, draft_id)[place]


def test_enter_on_a_long_line_opens_the_large_field_and_enter_saves(
    qtbot: QtBot, desk_room: DeskRoom, draft_id: DraftId
) -> None:
    editor = open_draft(qtbot, desk_room, draft_id)
    assert not editor.wording.isVisible()
    click_cell(editor.lines, 1, "day")
    assert editor.wording.isVisible()
    QTest.keyClick(editor.lines.view, Qt.Key.Key_Return)
    assert editor.wording.hasFocus()
    QTest.keyClicks(editor.wording, ";")
    QTest.keyClick(editor.wording, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(editor.wording, "outline")
    QTest.keyClick(editor.wording, Qt.Key.Key_Return)
    assert line(desk_room, draft_id, 1).wording == f"{LONG};\noutline"
    assert editor.lines.view.hasFocus()
    shown = editor.lines.row(line(desk_room, draft_id, 1).id)
    assert isinstance(shown, DraftRow)
    assert "\n" not in str(editor.lines.model.index(1, 2).data())


def test_esc_takes_back(qtbot: QtBot, desk_room: DeskRoom, draft_id: DraftId) -> None:
    editor = open_draft(qtbot, desk_room, draft_id)
    click_cell(editor.lines, 1, "day")
    editor.wording.setFocus()
    QTest.keyClicks(editor.wording, "not this")
    QTest.keyClick(editor.wording, Qt.Key.Key_Escape)
    assert line(desk_room, draft_id, 1).wording == LONG
    assert editor.wording.toPlainText() == LONG


def test_leaving_saves_to_the_line_that_was_shown(
    qtbot: QtBot, desk_room: DeskRoom, draft_id: DraftId
) -> None:
    editor = open_draft(qtbot, desk_room, draft_id)
    before = line(desk_room, draft_id, 0).wording
    click_cell(editor.lines, 1, "day")
    editor.wording.setFocus()
    QTest.keyClicks(editor.wording, "X")
    click_cell(editor.lines, 0, "day")
    assert line(desk_room, draft_id, 1).wording == f"X{LONG}"
    assert line(desk_room, draft_id, 0).wording == before
    assert not editor.wording.isVisible()


def test_a_short_line_is_changed_in_its_cell_and_alt_w_gives_it_room(
    qtbot: QtBot, desk_room: DeskRoom, draft_id: DraftId
) -> None:
    editor = open_draft(qtbot, desk_room, draft_id)
    click_cell(editor.lines, 0, "day")
    QTest.keyClick(editor.lines.view, Qt.Key.Key_Return)
    cell = editor.lines.view.viewport().findChild(QLineEdit)
    assert cell is not None
    QTest.keyClick(cell, Qt.Key.Key_Escape)
    QTest.keyClick(editor.lines.view, Qt.Key.Key_W, Qt.KeyboardModifier.AltModifier)
    assert editor.wording.hasFocus()
    QTest.keyClicks(editor.wording, ", once more")
    QTest.keyClick(editor.wording, Qt.Key.Key_Return)
    assert line(desk_room, draft_id, 0).wording.endswith(", once more")
    assert not editor.wording.isVisible()


def test_after_a_crash_typed_words_are_in_the_draft(
    qtbot: QtBot, desk_room: DeskRoom, draft_id: DraftId
) -> None:
    desk, second = desk_room.desk, line(desk_room, draft_id, 1)
    intro_place, line_place = f"draft-intro.{draft_id}", f"draft-line.{second.id}"
    for place, words in ((intro_place, "For our"), (line_place, f"{LONG}, typed")):
        desk.transact(keep_edit, place, words, now=desk.clock.now())
    editor = open_draft(qtbot, desk_room, draft_id)
    assert editor.settings.intro.text() == "For our"
    assert drafts.get(desk.read, draft_id).intro == "For our"
    click_cell(editor.lines, 1, "day")
    assert editor.wording.toPlainText() == f"{LONG}, typed"
    assert line(desk_room, draft_id, 1).wording == f"{LONG}, typed"
    assert unsaved_edits.find(desk.read, intro_place) is None
    assert unsaved_edits.find(desk.read, line_place) is None


def test_an_opening_sentence_is_kept_while_it_is_typed_and_forgotten_when_saved(
    qtbot: QtBot, desk_room: DeskRoom, draft_id: DraftId
) -> None:
    read, place = desk_room.desk.read, f"draft-intro.{draft_id}"
    editor = open_draft(qtbot, desk_room, draft_id)
    editor.settings.intro.setFocus()
    QTest.keyClicks(editor.settings.intro, "For our work")
    qtbot.waitUntil(lambda: unsaved_edits.find(read, place) is not None, timeout=20_000)
    assert drafts.get(read, draft_id).intro == ""
    editor.lines.view.setFocus()
    assert drafts.get(read, draft_id).intro == "For our work"
    assert unsaved_edits.find(read, place) is None


def test_large_amounts_stand_whole(qtbot: QtBot, desk_room: DeskRoom) -> None:
    room, now = desk_room.room, desk_room.clock.now()
    matter_id = room.add_matter()
    room.do(set_rate, 99_999_99, valid_from=date(2026, 1, 1), matter_id=matter_id)
    day = date(2026, 11, 3)
    room.do(add_time_entry, matter_id, worked_on=day, seconds=86_000, narrative="Reading", now=now)
    editor = open_draft(qtbot, desk_room, draft_of(room, matter_id))
    metrics = editor.lines.view.fontMetrics()
    header = editor.lines.view.horizontalHeader()
    (row,) = editor.lines.model.rows
    assert row.amount == "2,389,999.76"
    assert metrics.horizontalAdvance(row.amount) + 16 <= header.sectionSize(5)
    assert metrics.horizontalAdvance(row.rate) + 16 <= header.sectionSize(4)
