"""A letter in the making: it outlives a lock and a crash, and ends with the bundle."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from billing_room import Folders, click, draw_pdf, issue, make_work, show
from bundle_room import press_write, tick
from desk_room import DeskRoom
from lawdesk.domain.clients import ContactKind
from lawdesk.domain.matters import MatterId
from lawdesk.operations.clients import add_client, set_contacts
from lawdesk.operations.matters import open_matter
from lawdesk.store import matters, unsaved_edits
from lawdesk.ui.pages.bundles.bundle_editor import BundleEditor
from lawdesk.ui.things import Place
from program_room import ProgramRoom, program_room

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

LETTER = "Mr Northgate was questioned."


@pytest.fixture
def program(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[ProgramRoom]:
    """The real program, unlocked."""
    with program_room(tmp_path, qtbot, monkeypatch) as made:
        made.make_practice()
        made.begin()
        made.unlock()
        yield made


def open_bundle(program: ProgramRoom, title: str) -> MatterId:
    """A new matter with the bundle editor open."""
    office, now = program.office, program.clock.now()
    client_id = office.desk.transact(add_client, f"Client of {title}", now=now.at)
    address = ["1 Main Street\n10115 Berlin"]
    office.desk.transact(set_contacts, client_id, ContactKind.ADDRESS, address)
    matter_id = office.desk.transact(open_matter, client_id, title, now=now)
    office.open_thing("bundle", matter_id)
    return matter_id


def letter_of(program: ProgramRoom) -> QPlainTextEdit:
    """The field as it is on the screen."""
    return program.find(QPlainTextEdit, "Letter to the client")


def type_letter(program: ProgramRoom, words: str) -> None:
    """Click into the letter and type."""
    letter = letter_of(program)
    letter.setFocus()
    QTest.mouseClick(letter.viewport(), Qt.MouseButton.LeftButton)
    QTest.keyClicks(letter, words)


def kept(desk_read: object, matter_id: MatterId) -> str | None:
    """What the database keeps of the letter."""
    found = unsaved_edits.find(desk_read, f"bundle-letter.{matter_id}")  # type: ignore[arg-type]
    return found.wording if found else None


def test_a_lock_in_the_middle_of_a_word_loses_nothing(program: ProgramRoom) -> None:
    open_bundle(program, "Alvarez v. Northgate")
    type_letter(program, LETTER)
    QTest.keyClick(program.front, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    program.wait(program.is_locked)
    program.unlock()
    assert letter_of(program).toPlainText() == LETTER


def test_after_a_short_pause_a_crash_loses_nothing(program: ProgramRoom) -> None:
    matter_id = open_bundle(program, "Alvarez v. Northgate")
    type_letter(program, LETTER)
    read = program.office.desk.read
    program.wait(lambda: kept(read, matter_id) == LETTER)


def test_each_matter_has_its_own_letter(program: ProgramRoom) -> None:
    first = open_bundle(program, "Alvarez v. Northgate")
    type_letter(program, LETTER)
    open_bundle(program, "Brandt estate")
    assert letter_of(program).toPlainText() == ""
    type_letter(program, "Another")
    program.office.open_thing("bundle", first)
    assert letter_of(program).toPlainText() == LETTER
    QApplication.processEvents()


def test_the_written_bundle_ends_it(
    qtbot: QtBot, desk_room: DeskRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAWDESK_HOME", str(desk_room.folder / "home"))
    matter_id = make_work(desk_room.room)
    draw_pdf(qtbot, desk_room.desk, issue(desk_room.room, matter_id))
    page = BundleEditor(desk_room.desk, files=Folders(desk_room.folder))
    page.use_folder(desk_room.folder)
    page.show_item(matter_id)
    show(qtbot, page)
    QTest.keyClicks(page.letter, LETTER)
    qtbot.waitUntil(lambda: kept(desk_room.desk.read, matter_id) == LETTER, timeout=20_000)
    press_write(page)
    assert page.letter.isReadOnly()
    qtbot.waitUntil(page.result.isVisible, timeout=20_000)
    assert not page.letter.isReadOnly()
    # Not the button that forgets the words.
    assert page.window().focusWidget() is page.result.words.copy_button
    qtbot.wait(1000)
    assert kept(desk_room.desk.read, matter_id) is None
    click(page.result.done_button)
    page.show_item(matter_id)
    assert page.letter.toPlainText() == ""


def test_the_number_of_papers_is_told_as_one_says_it(qtbot: QtBot, desk_room: DeskRoom) -> None:
    matter_id = make_work(desk_room.room)
    draw_pdf(qtbot, desk_room.desk, issue(desk_room.room, matter_id))
    page = BundleEditor(desk_room.desk, files=Folders(desk_room.folder))
    page.show_item(matter_id)
    show(qtbot, page)
    tick(page, "How I bill")
    assert page.advice.text().startswith("1 paper, ")


def test_a_client_without_mail_address_is_told_before_the_button_is_pressed(
    qtbot: QtBot, desk_room: DeskRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAWDESK_HOME", str(desk_room.folder / "home"))
    matter_id = desk_room.room.add_matter()
    page = BundleEditor(desk_room.desk, files=Folders(desk_room.folder))
    page.use_folder(desk_room.folder)
    page.show_item(matter_id)
    show(qtbot, page)
    QTest.keyClicks(page.letter, LETTER)
    press_write(page)
    qtbot.waitUntil(page.result.isVisible, timeout=20_000)
    assert not page.result.mail_button.isEnabled()
    assert "no mail address of Maria Alvarez" in page.result.no_mail.text()


def test_the_palette_begins_a_bundle_for_what_is_open(program: ProgramRoom) -> None:
    matter_id = open_bundle(program, "Alvarez v. Northgate")
    office = program.office
    office.open_thing("matter", matter_id)
    office.window.actions_registry.get("bundle").trigger()
    assert office.place() == Place("bundle", matter_id)
    client_id = matters.get(office.desk.read, matter_id).client_id
    office.open_thing("client", client_id)
    office.window.actions_registry.get("bundle").trigger()
    assert office.place() == Place("bundle", -client_id)
    program.wait(lambda: letter_of(program).toPlainText() == "")
