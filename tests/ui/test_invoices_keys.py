"""The invoices page by keys alone, in the real program."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from lawdesk.operations.clients import add_client
from lawdesk.operations.matters import open_matter
from lawdesk.operations.time_entries import add_time_entry
from lawdesk.ui.pages.billing.month_end_page import MonthEndPage
from lawdesk.ui.pages.draft_editor import DraftEditor
from lawdesk.ui.pages.invoices_page import InvoicesPage
from lawdesk.ui.things import Place
from program_room import ProgramRoom, program_room

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def program(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[ProgramRoom]:
    """The real program, unlocked, with one entry to bill."""
    with program_room(tmp_path, qtbot, monkeypatch) as made:
        made.make_practice()
        made.begin()
        desk, now = made.unlock().desk, made.clock.now()
        client_id = desk.transact(add_client, "Maria Alvarez", now=now.at)
        matter_id = desk.transact(open_matter, client_id, "Alvarez v. Northgate", now=now)
        desk.transact(
            add_time_entry,
            matter_id,
            worked_on=date(2026, 11, 3),
            seconds=3600,
            narrative="Reading",
            now=now,
        )
        yield made


def test_ctrl_n_offers_matters_and_enter_makes_the_draft(program: ProgramRoom) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(program.front, Qt.Key.Key_5, control)

    def pick() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        QTest.keyClick(menu, Qt.Key.Key_Down)
        QTest.keyClick(menu, Qt.Key.Key_Return)

    QTimer.singleShot(300, pick)
    QTest.keyClick(program.front, Qt.Key.Key_N, control)
    assert program.office.window.current_page() == "draft"
    page = program.office.window.page("draft")
    assert isinstance(page, DraftEditor)
    assert "The only entry is chosen." in program.texts()


def test_month_end_hands_its_drafts_over_for_review(program: ProgramRoom, qtbot: QtBot) -> None:
    office = program.office
    office.show_place(Place("invoices"))
    listed = office.window.page("invoices")
    assert isinstance(listed, InvoicesPage)
    QTest.mouseClick(listed.month_end_button, Qt.MouseButton.LeftButton)
    page = office.window.page("month_end")
    assert isinstance(page, MonthEndPage)
    qtbot.waitUntil(lambda: page._checked_facts is not None and page._work is None, timeout=20_000)
    page.period.committed.emit("until", "11/12/26")
    qtbot.waitUntil(lambda: page._checked_facts is not None and page._work is None, timeout=20_000)
    QTest.mouseClick(page.draft_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.review_button.isEnabled, timeout=20_000)
    QTest.mouseClick(page.review_button, Qt.MouseButton.LeftButton)
    assert office.window.current_page() == "draft"
    editor = office.window.page("draft")
    assert isinstance(editor, DraftEditor)
    assert editor._review == [editor.shown_item()]
