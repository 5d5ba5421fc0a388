"""Ctrl+L locks wherever the keyboard is, also in the middle of a word."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desk_room import DeskRoom
from lawdesk.operations.clients import add_client
from lawdesk.operations.matters import open_matter
from lawdesk.operations.timers import start_timer
from lawdesk.store import timers
from lawdesk.ui.kept_field import KeptField
from program_room import ProgramRoom, program_room

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def room(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[ProgramRoom]:
    """An unlocked practice in which a clock runs."""
    with program_room(tmp_path, qtbot, monkeypatch) as made:
        made.make_practice()
        made.begin()
        desk, now = made.unlock().desk, made.clock.now()
        client = desk.transact(add_client, "Maria Alvarez", now=now.at)
        matter = desk.transact(open_matter, client, "Alvarez v. Northgate", now=now)
        desk.transact(start_timer, matter, now=now)
        QApplication.processEvents()
        yield made


@pytest.mark.parametrize(
    ("control", "typed"),
    [
        ("Started at", "-5"),
        ("What is being done", "Reply brief"),
        ("Activity code", "A103"),
        ("Search", ""),
    ],
)
def test_ctrl_l_locks_from_there(room: ProgramRoom, control: str, typed: str) -> None:
    started = timers.find_running_clock(room.office.desk.read)
    assert started is not None
    QTest.mouseClick(room.find(QWidget, control), Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keySequence(focused, "Ctrl+A")
    QTest.keyClicks(focused, typed)
    QTest.keySequence(QApplication.focusWidget() or focused, "Ctrl+L")
    room.wait(room.is_locked)
    desk = room.unlock().desk
    running = timers.find_running_clock(desk.read)
    assert running is not None
    expected = {
        "Started at": running.open_since == started.open_since - 300,
        "What is being done": running.narrative == "Reply brief",
        "Activity code": running.activity_code == "A103",
    }
    assert expected.get(control, True)


def test_nothing_that_waits_for_a_pause_writes_after_the_practice_is_closed(
    desk_room: DeskRoom, qtbot: QtBot
) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    kept = KeptField(desk_room.desk, field)
    kept.begin("a place")
    QTest.keyClicks(field, "words")
    assert kept._pause.isActive()
    desk_room.desk.close()
    assert not kept._pause.isActive()
