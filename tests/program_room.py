"""The real program in a throw-away profile: found by names, driven by clicks and keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.exceptions import TimeoutError as WaitedTooLong
from pytestqt.qtbot import QtBot

from lawdesk.app.program import Program, Wishes
from lawdesk.app.session import make_database
from lawdesk.logs import LocalLog
from lawdesk.ui import fonts, theme
from lawdesk.ui.clock_watch import ClockWatch
from lawdesk.ui.office import Office
from lawdesk.ui.pages.lock_page import LockPage
from lawdesk.vault.practice_folder import OpenKeys
from lawdesk.vault.recovery import RecoveryIdentity
from practice_folders import PASSPHRASE, copy_practice
from practice_room import POLICY, PRACTICE, FixedClock

W = TypeVar("W", bound=QWidget)
SLOW = 20_000


@dataclass
class ProgramRoom:
    """A profile folder, a clock, and the program when it was begun."""

    home: Path
    qtbot: QtBot
    clock: FixedClock = field(default_factory=FixedClock)
    crashes: list[str] = field(default_factory=list)
    program: Program | None = None

    @property
    def folder(self) -> Path:
        """Where the practice lies."""
        return self.home / "practice"

    @property
    def front(self) -> QWidget:
        """The window that is shown."""
        assert self.program is not None
        assert self.program.front is not None
        return self.program.front

    @property
    def office(self) -> Office:
        """The unlocked office."""
        assert self.program is not None
        assert self.program.office is not None
        return self.program.office

    def make_practice(self, name: str = "practice") -> tuple[OpenKeys, RecoveryIdentity]:
        """A practice with an empty database; opens with PASSPHRASE."""
        keys, identity = copy_practice(self.home / name)
        practice = replace(PRACTICE, vault_id=keys.vault_id)
        make_database(self.home / name, keys, practice, cents_per_hour=300_00, policy=POLICY)
        return keys, identity

    def begin(self, practice: Path | None = None) -> Program:
        """Start the program."""
        self.program = Program(
            Wishes(practice), self.clock, LocalLog(self.home / "logs", lambda: self.clock.at)
        )
        self.program.crashed.connect(self.crashes.append)
        self.program.begin()
        return self.program

    def end(self) -> None:
        """Close everything; a crash fails the test."""
        if self.program is not None:
            self.program.end()
        assert self.crashes == []

    def unlock(self, passphrase: str = PASSPHRASE) -> Office:
        """Type the passphrase and wait for the office."""
        self.try_passphrase(passphrase)
        self.wait(lambda: self.program is not None and self.program.office is not None)
        return self.office

    def try_passphrase(self, passphrase: str) -> None:
        """Type a passphrase and press Enter."""
        edit = self.find(QLineEdit, "Passphrase")
        edit.clear()
        QTest.keyClicks(edit, "x")
        edit.setText(passphrase)  # keyClicks knows no umlauts
        QTest.keyClick(edit, Qt.Key.Key_Return)

    def refusal(self) -> str:
        """What the lock screen says after a try that did not open; waits for it."""
        self.wait(lambda: bool(self.errors()))
        return self.errors()

    def errors(self) -> str:
        """Every sentence that the front shows as error or message."""
        kinds = ("error",)
        shown = [label.text() for label in self.front.findChildren(QLabel) if label.isVisible()]
        marked = [
            label.text()
            for label in self.front.findChildren(QLabel)
            if label.isVisible() and label.property("kind") in kinds
        ]
        return " ".join(marked) or " ".join(text for text in shown if "nothing was" in text)

    def texts(self) -> str:
        """All words on the front."""
        labels = self.front.findChildren(QLabel)
        return "\n".join(label.text() for label in labels if label.isVisible())

    def find(self, kind: type[W], name: str) -> W:
        """The visible widget of that accessible name, or that begins with it."""
        found = [w for w in self.front.findChildren(kind) if w.isVisible()]
        exact = [w for w in found if w.accessibleName() == name]
        begun = [w for w in found if w.accessibleName().startswith(name)]
        assert exact or begun, f"{name} is not among {[w.accessibleName() for w in found]}"
        return (exact or begun)[0]

    def click(self, words: str) -> None:
        """Click the button that says so."""
        button = self.find(QPushButton, words)
        assert button.isEnabled(), words
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def wait(self, condition: Callable[[], bool]) -> None:
        """Wait for something slow."""
        try:
            self.qtbot.waitUntil(condition, timeout=SLOW)
        except WaitedTooLong as error:
            raise AssertionError(f"the front says:\n{self.texts()}") from error

    def pass_time(self, seconds: int) -> None:
        """Let time pass while the program is awake: it sees every minute of it."""
        assert self.program is not None
        watch = self.program.findChild(ClockWatch)
        assert isinstance(watch, ClockWatch)
        for _minute in range(seconds // 60):
            self.clock.go_on(60)
            watch.tick()
        self.clock.go_on(seconds % 60)
        watch.tick()
        QApplication.processEvents()

    def is_locked(self) -> bool:
        """Whether the lock screen is in front."""
        return isinstance(self.front, LockPage)


@contextmanager
def program_room(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[ProgramRoom]:
    """A profile in `tmp_path`; the program is ended afterwards, whatever happened."""
    monkeypatch.setenv("LAWDESK_HOME", str(tmp_path))
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    quits = app.quitOnLastWindowClosed()
    app.setQuitOnLastWindowClosed(False)
    fonts.load_fonts()
    theme.apply_theme(app, "light")
    room = ProgramRoom(tmp_path, qtbot)
    try:
        yield room
    finally:
        room.end()
        app.setQuitOnLastWindowClosed(quits)
