"""F1 on every page: what it says there, that it fits a small screen, and that Esc closes it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from lawdesk.ui.help_sheet import HelpSheet, help_paragraphs
from lawdesk.ui.main_window import MainWindow
from program_room import ProgramRoom, program_room

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

SMALLEST_SCREEN = 700
"""Pixels of height that a small laptop leaves a dialog."""


@pytest.fixture
def room(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[ProgramRoom]:
    with program_room(tmp_path, qtbot, monkeypatch) as made:
        made.make_practice()
        made.begin()
        yield made


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch, room: ProgramRoom) -> list[str]:
    """The pages that the program itself adds to its window, which is open then."""
    added: list[str] = []
    add_page = MainWindow.add_page

    def noting(self: MainWindow, name: str, *rest: object, **how: object) -> None:
        added.append(name)
        add_page(self, name, *rest, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(MainWindow, "add_page", noting)
    room.unlock()
    return added


def open_help(room: ProgramRoom, page: str) -> HelpSheet:
    window = room.office.window
    window.show_page(page)
    QTest.keySequence(window, "F1")
    room.wait(lambda: bool(window.findChildren(HelpSheet)))
    return window.findChildren(HelpSheet)[-1]


def speaks_plainly(paragraph: str) -> bool:
    return "!" not in paragraph and paragraph == " ".join(paragraph.split()).rstrip(".") + "."


def test_every_page_has_help_of_its_own(room: ProgramRoom, names: list[str]) -> None:
    everywhere = help_paragraphs("no such page")
    assert len(everywhere) == 1
    assert {"receivables", "reports", "month_end", "draft", "settings"} <= set(names)
    for name in names:
        sheet = open_help(room, name)
        shown = [label.text() for label in sheet.findChildren(QLabel)]
        told = help_paragraphs(name)
        assert len(told) > 1, name
        assert told[-1:] == everywhere
        assert all(speaks_plainly(paragraph) for paragraph in told), name
        assert shown == [room.office.window.page_title(name), *told]
        assert sheet.height() < SMALLEST_SCREEN, name
        QTest.keyClick(sheet, Qt.Key.Key_Escape)
        assert not sheet.isVisible()
        sheet.deleteLater()
        QApplication.sendPostedEvents(sheet)
