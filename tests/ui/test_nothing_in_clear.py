"""A word typed everywhere in the real program stands in no file it leaves behind."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from lawdesk.domain.matters import MatterId
from lawdesk.errors import StorageError
from lawdesk.logs import LocalLog, catch_everything
from lawdesk.operations.clients import add_client
from lawdesk.operations.documents import record_document
from lawdesk.operations.drafts import make_draft
from lawdesk.operations.matters import open_matter
from lawdesk.operations.time_entries import add_time_entry
from lawdesk.operations.timers import start_timer
from lawdesk.ui.things import Place
from practice_folders import PASSPHRASE
from practice_room import FRIDAY
from program_room import ProgramRoom, program_room
from source_tree import ROOT

MARK = "Zwetschgenkuchen"
PAGES = ("today", "time", "clients", "matters", "invoices", "settings")


@pytest.fixture
def room(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[ProgramRoom]:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    with program_room(tmp_path, qtbot, monkeypatch) as made:
        made.make_practice()
        yield made


def fill_practice(room: ProgramRoom) -> MatterId:
    """The mark as client, matter, narrative, file name and document."""
    desk, now = room.office.desk, room.clock.now()
    client = desk.transact(add_client, MARK, now=now.at)
    matter = desk.transact(open_matter, client, MARK, now=now)
    sealed = desk.documents.seal_bytes(MARK.encode() * 5000)
    name = f"{MARK}.txt"
    desk.transact(record_document, matter, name, "text/plain", sealed, now=now)
    desk.transact(add_time_entry, matter, worked_on=FRIDAY, seconds=3600, narrative=MARK, now=now)
    desk.transact(make_draft, matter, now=now)
    desk.transact(start_timer, matter, now=now, narrative=MARK)
    return matter


def type_everywhere(room: ProgramRoom, place: Place) -> int:
    """Type the mark into each text field of a page and leave the field; gives how many."""
    office = room.office
    office.show_place(place)
    QCoreApplication.processEvents()
    typed = 0
    edits: list[QLineEdit | QPlainTextEdit] = list(room.front.findChildren(QLineEdit))
    edits += room.front.findChildren(QPlainTextEdit)
    for edit in edits:
        if not edit.isVisible() or edit.isReadOnly() or not edit.isEnabled():
            continue
        edit.setFocus()
        QTest.keyClicks(edit, MARK)
        edit.clearFocus()
        typed += 1
    return typed


def files_with_mark(folder: Path) -> list[str]:
    """Files below `folder` in which the mark stands, in the two encodings Qt and Python write."""
    forms = [
        form
        for word in (MARK, MARK.lower(), MARK.upper())
        for form in (word.encode(), word.encode("utf-16-le"))
    ]
    return [
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file()
        and (MARK in path.name or any(form in path.read_bytes() for form in forms))
    ]


def fail_with_mark() -> None:
    """An error nobody expects, with the mark in its message, its cause and a local variable."""
    cause = StorageError(MARK, MARK)
    raise KeyError(MARK, cause.text) from cause


def test_the_search_finds_what_lies_in_clear(tmp_path: Path) -> None:
    (tmp_path / "sealed").write_bytes(bytes(1000))
    (tmp_path / "plain").write_bytes(b"x" * 500 + MARK.encode("utf-16-le") + b"x" * 500)
    assert files_with_mark(tmp_path) == ["plain"]


def test_what_is_typed_stands_in_no_file_in_clear(
    room: ProgramRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = LocalLog(room.home / "logs", lambda: 1)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    room.begin()
    room.unlock()
    matter = fill_practice(room)
    typed = {page: type_everywhere(room, Place(page)) for page in PAGES}
    typed["matter"] = type_everywhere(room, Place("matters", matter))
    assert min(typed.values()) >= 1, typed
    assert sum(typed.values()) > 25, typed
    program = room.program
    assert program is not None
    program.lock()
    assert room.is_locked()
    assert files_with_mark(room.home) == []
    room.try_passphrase(MARK)
    room.refusal()
    room.unlock(PASSPHRASE)
    assert room.office.desk.read.number("SELECT count(*) FROM clients WHERE name = ?", MARK)
    catch_everything(log, lambda _report: None)
    with pytest.raises(KeyError) as caught:
        fail_with_mark()
    sys.excepthook(caught.type, caught.value, caught.tb)
    assert "StorageError" in log.path.read_text(encoding="utf-8")
    room.end()
    room.program = None
    assert files_with_mark(room.home) == []
    assert len([path for path in room.home.rglob("*") if path.is_file()]) > 6


def test_file_dialogs_remember_visited_folders_only_where_it_is_swept(tmp_path: Path) -> None:
    code = (
        "from PySide6.QtCore import QTimer\n"
        "from PySide6.QtWidgets import QApplication, QFileDialog\n"
        "from lawdesk.app.start import keep_to_ourselves\n"
        "keep_to_ourselves()\n"
        "app = QApplication([])\n"
        f"dialog = QFileDialog(None, '', {str(tmp_path)!r})\n"
        "dialog.setOption(QFileDialog.Option.DontUseNativeDialog)\n"
        "dialog.show()\n"
        "QTimer.singleShot(200, app.quit)\n"
        "app.exec()\n"
        "del dialog\n"
    )
    home, config = tmp_path / "home", tmp_path / "config"
    environment = os.environ | {
        "PYTHONPATH": str(ROOT / "src"),
        "LAWDESK_HOME": str(home),
        "XDG_CONFIG_HOME": str(config),
        "QT_QPA_PLATFORM": "offscreen",
    }
    subprocess.run([sys.executable, "-c", code], env=environment, check=True, timeout=60)
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert written
    assert all(path.is_relative_to(home / "runtime") for path in written), written
