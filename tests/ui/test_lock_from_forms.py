"""What is typed in a form about money is there again after a lock."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from bills_room import TEXTS
from lawdesk.domain.clients import ContactKind
from lawdesk.operations.clients import add_client, set_contacts
from lawdesk.operations.drafts import make_draft
from lawdesk.operations.invoices import issue_invoice
from lawdesk.operations.matters import open_matter
from lawdesk.operations.time_entries import add_time_entry
from lawdesk.ui.message_strip import MessageStrip
from practice_room import FRIDAY
from program_room import ProgramRoom, program_room

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def room(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[ProgramRoom]:
    """An unlocked practice with one open invoice, which has the id 1."""
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


def lock_and_unlock(room: ProgramRoom) -> None:
    QTest.keySequence(QApplication.focusWidget() or room.front, "Ctrl+L")
    room.wait(room.is_locked)
    room.unlock()
    QApplication.processEvents()


@pytest.mark.parametrize(
    ("kind", "act", "field"),
    [
        ("invoice", "Record payment…", "Reference"),
        ("invoice", "Credit…", "Why (the client reads it)"),
        ("invoice", "Write off…", "Why"),
        ("receivables", "Note a dispute", "What the client says"),
    ],
)
def test_a_form_is_open_again_with_what_was_typed(
    room: ProgramRoom, kind: str, act: str, field: str
) -> None:
    room.office.open_thing(kind, 1)
    QApplication.processEvents()
    room.click(act)
    edit = room.find(QWidget, field)
    QTest.keyClicks(edit, "Half a word")
    lock_and_unlock(room)
    again = room.find(QWidget, field)
    assert isinstance(again, QLineEdit | QPlainTextEdit)
    text = again.text() if isinstance(again, QLineEdit) else again.toPlainText()
    assert text == "Half a word"


class _Work(QObject):
    progressed = Signal(int, int)
    succeeded = Signal(object)
    failed = Signal(object)

    def cancel(self) -> None:
        """Nothing to stop."""


@pytest.mark.usefixtures("qtbot")
def test_work_that_ends_after_its_window_says_nothing() -> None:
    work, strip = _Work(), MessageStrip()
    strip.show_task(work, "Drawing", then_say="Drawn.")
    delete(strip)
    work.progressed.emit(1, 2)  # an error in a slot fails the test
    work.succeeded.emit(None)
