"""A lock comes in the middle of work: the same page, row and words are there afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from lawdesk.domain.matters import MatterId
from lawdesk.operations.clients import add_client
from lawdesk.operations.matters import open_matter
from lawdesk.operations.time_entries import add_time_entry
from lawdesk.store import time_entries, unsaved_edits
from lawdesk.ui.office import Office
from lawdesk.ui.page import Page
from lawdesk.ui.pages.time_page import TimePage
from lawdesk.ui.widgets.row_table import RowTable
from lawdesk.ui.widgets.search_box import SearchBox
from lawdesk.ui.widgets.shortcut_sheet import KeyCap
from program_room import ProgramRoom, program_room

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def room(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[ProgramRoom]:
    with program_room(tmp_path, qtbot, monkeypatch) as made:
        made.make_practice()
        made.begin()
        made.unlock()
        fill(made)
        yield made


def fill(room: ProgramRoom) -> list[MatterId]:
    """Three clients with a matter and an entry each."""
    desk, now = room.office.desk, room.clock.now()
    made = []
    for name in ("Alvarez", "Brandt", "Chen"):
        client = desk.transact(add_client, name, now=now.at)
        made.append(desk.transact(open_matter, client, f"{name} lease", now=now))
        desk.transact(
            add_time_entry, made[-1], worked_on=now.day, seconds=600, narrative=name, now=now
        )
    return made


def press(room: ProgramRoom, keys: str) -> None:
    QTest.keySequence(QApplication.focusWidget() or room.front, keys)
    QApplication.processEvents()


def lock_and_unlock(room: ProgramRoom) -> Office:
    press(room, "Ctrl+L")
    room.wait(room.is_locked)
    return room.unlock()


def page_of(office: Office) -> Page:
    page = office.window.page(office.window.current_page())
    assert isinstance(page, Page)
    return page


def type_into(room: ProgramRoom, name: str, text: str, *, leave: str = "") -> None:
    line = room.find(QLineEdit, name)
    line.setFocus()
    QTest.keyClicks(line, text)
    if leave:
        QTest.keySequence(line, leave)


@pytest.mark.parametrize(
    ("keys", "name"), [("Ctrl+2", "clients"), ("Ctrl+3", "matters"), ("Ctrl+4", "time")]
)
def test_arrow_keys_work_at_once_and_the_row_is_selected_after_a_lock(
    room: ProgramRoom, keys: str, name: str
) -> None:
    press(room, keys)
    room.wait(lambda: isinstance(QApplication.focusWidget(), QAbstractItemView))
    for _step in range(3):
        press(room, "Down")
    before = page_of(room.office).shown_item()
    assert before is not None
    office = lock_and_unlock(room)
    assert office.window.current_page() == name
    assert page_of(office).shown_item() == before
    listed = [one for one in page_of(office).findChildren(QAbstractItemView) if one.isVisible()]
    assert listed[0].currentIndex().isValid()


def test_an_entry_on_today_stays_selected(room: ProgramRoom) -> None:
    press(room, "Ctrl+1")
    table = page_of(room.office).findChild(RowTable)
    assert isinstance(table, RowTable)
    table.view.setFocus()
    press(room, "Down")
    press(room, "Down")
    before = page_of(room.office).shown_item()
    assert before is not None
    assert page_of(lock_and_unlock(room)).shown_item() == before


def test_words_in_an_open_cell_are_saved(room: ProgramRoom) -> None:
    press(room, "Ctrl+4")
    page = page_of(room.office)
    assert isinstance(page, TimePage)
    table = page.findChild(RowTable)
    assert isinstance(table, RowTable)
    entry = next(iter(row.id for row in table.model.rows if hasattr(row, "id")))
    table.edit(entry, "narrative")
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    QTest.keyClicks(editor, "half a sentence")
    office = lock_and_unlock(room)
    assert time_entries.get(office.desk.read, entry).narrative == "half a sentence"


def test_a_new_client_half_typed_is_still_there(room: ProgramRoom) -> None:
    press(room, "Ctrl+2")
    press(room, "Ctrl+N")
    type_into(room, "Name of the new client", "Delta & So")
    office = lock_and_unlock(room)
    assert room.find(QLineEdit, "Name of the new client").text() == "Delta & So"
    assert unsaved_edits.find(office.desk.read, "page.clients") is None


def test_a_new_matter_half_typed_is_still_there(room: ProgramRoom) -> None:
    press(room, "Ctrl+3")
    press(room, "Ctrl+N")
    type_into(room, "Client", "Epsilon", leave="Return")
    type_into(room, "Title of the new matter", "Epsilon v. Z")
    lock_and_unlock(room)
    assert room.find(QLineEdit, "Client").text() == "Epsilon"
    assert room.find(QLineEdit, "Title of the new matter").text() == "Epsilon v. Z"
    assert "is added as a new client" in room.texts()


def test_time_by_hand_half_typed_is_still_there_and_can_be_added(room: ProgramRoom) -> None:
    press(room, "Ctrl+4")
    press(room, "Ctrl+N")
    type_into(room, "Matter", "Brandt", leave="Return")
    type_into(room, "Duration", "1:20")
    type_into(room, "What was done", "Read the lea")
    office = lock_and_unlock(room)
    type_into(room, "What was done", "se", leave="Return")
    latest = time_entries.find_latest(office.desk.read)
    assert latest is not None
    found = time_entries.get(office.desk.read, latest)
    assert (found.narrative, found.raw_seconds) == ("Read the lease", 4800)


def test_ctrl_f_leads_into_the_filter_or_the_search_and_is_on_the_sheet(room: ProgramRoom) -> None:
    press(room, "Ctrl+3")
    press(room, "Ctrl+F")
    assert isinstance(QApplication.focusWidget(), SearchBox)
    press(room, "Ctrl+1")
    press(room, "Ctrl+F")
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName().startswith("Search clients")
    press(room, "Escape")
    room.office.window.actions_registry.get("keys").trigger()
    caps = [cap.accessibleName() for cap in room.front.findChildren(KeyCap)]
    assert "Ctrl F" in caps


class _Windows(QObject):
    """Notes every window that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_window = isinstance(watched, QWidget) and watched.isWindow()
        if is_window and event.type() == QEvent.Type.Show:
            self.shown.append(type(watched).__name__)
        return False


def test_no_page_flashes_a_window_of_its_own_while_it_is_made(room: ProgramRoom) -> None:
    windows = _Windows()
    app = QApplication.instance()
    assert app is not None
    app.installEventFilter(windows)
    for number in range(1, 6):
        press(room, f"Ctrl+{number}")
        QTest.qWait(20)
    app.removeEventFilter(windows)
    assert windows.shown == []
