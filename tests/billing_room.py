"""What the tests of drafts, invoices and bundles share: work to bill, clicks, dialogs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from lawdesk.domain.billing.drafts import DraftId
from lawdesk.domain.clients import ClientId, ContactKind
from lawdesk.domain.invoices import InvoiceId
from lawdesk.domain.matters import MatterId
from lawdesk.operations.clients import set_contacts
from lawdesk.operations.drafts import make_draft
from lawdesk.operations.invoices import issue_invoice
from lawdesk.operations.time_entries import add_time_entry
from lawdesk.store import invoices
from lawdesk.ui.desk import Desk
from lawdesk.ui.invoice_wording import texts_of_draft
from lawdesk.ui.pages.invoice_drawing import InvoiceDrawing
from lawdesk.ui.questions import ConfirmDialog, FileQuestions
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.row_table import RowTable
from practice_room import PracticeRoom

WORK = (
    (date(2026, 11, 3), 84 * 60, "Review of opposing brief; outline of reply"),
    (date(2026, 11, 12), 200 * 60, "Prepare for and attend deposition"),
    (date(2026, 11, 14), 15 * 60, "Telephone conference with client"),
    (date(2026, 11, 20), 30 * 60, "File organisation"),
)
"""1.4, 3.4, 0.3 and 0.5 hours at 300.00: 420.00, 1,020.00, 90.00 and 150.00."""


@dataclass
class Folders(FileQuestions):
    """Where files go in a test: the answers to what the system's dialogs would ask."""

    place: Path
    added: tuple[Path, ...] = ()

    def files_to_add(self, parent: QWidget) -> list[Path]:
        """The files that were named before."""
        return list(self.added)

    def path_to_save(self, parent: QWidget, title: str, proposed: str) -> Path | None:
        """The proposed name in the test's folder."""
        return self.place / proposed

    def folder(self, parent: QWidget, title: str, proposed: Path) -> Path | None:
        """The test's folder."""
        return self.place


def make_client(room: PracticeRoom, name: str = "Northgate GmbH") -> ClientId:
    """A client with an address and a mail address."""
    client_id = room.add_client(name, "88 Harbor Road\nOakland, CA 94607")
    room.do(set_contacts, client_id, ContactKind.MAIL, ["accounts@northgate.example"])
    return client_id


def make_work(room: PracticeRoom, client_id: ClientId | None = None) -> MatterId:
    """A matter with four unbilled entries."""
    matter_id = room.add_matter("Alvarez v. Northgate", client_id or make_client(room))
    for day, seconds, narrative in WORK:
        room.do(
            add_time_entry,
            matter_id,
            worked_on=day,
            seconds=seconds,
            narrative=narrative,
            now=room.clock.now(),
        )
    return matter_id


def draft_of(room: PracticeRoom, matter_id: MatterId) -> DraftId:
    """A draft with everything that is open in the matter."""
    return room.do(make_draft, matter_id, now=room.clock.now())


def issue(room: PracticeRoom, matter_id: MatterId) -> InvoiceId:
    """An issued invoice over all open work; its PDF is still missing."""
    draft_id = draft_of(room, matter_id)
    texts = texts_of_draft(room.read, draft_id, room.clock.now())
    return room.do(issue_invoice, draft_id, texts, now=room.clock.now())


def draw_pdf(qtbot: QtBot, desk: Desk, invoice_id: InvoiceId) -> None:
    """Draws, seals and records the invoice's PDF."""
    drawing = InvoiceDrawing(desk)
    drawing.draw_missing()
    qtbot.waitUntil(
        lambda: invoices.get_summary(desk.read, invoice_id).pdf_document_id is not None,
        timeout=20_000,
    )


def show(qtbot: QtBot, page: QWidget) -> None:
    """Shows the page as large as it is in the window."""
    qtbot.addWidget(page)
    page.resize(1048, 650)
    page.show()
    qtbot.waitExposed(page)


def click(button: QWidget) -> None:
    """Presses a button with the mouse; it must be there and usable."""
    assert button.isVisible()
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def click_cell(table: RowTable, row: int, column: str) -> None:
    """Clicks into a cell of the table."""
    QTest.mouseClick(
        table.view.viewport(), Qt.MouseButton.LeftButton, pos=_middle(table, row, column)
    )


def cell_editor(table: RowTable, row_id: object, column: str) -> QLineEdit:
    """Opens the editor of a cell and gives it."""
    table.edit(row_id, column)
    editors = table.view.viewport().findChildren(QLineEdit)
    assert editors
    return editors[-1]


def retype(qtbot: QtBot, table: RowTable, row_id: object, column: str, text: str) -> None:
    """Opens the cell's editor, types over what stands there, and leaves it with Enter."""
    editor = cell_editor(table, row_id, column)
    QTest.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(editor, text)
    leave(qtbot, editor)


def leave(qtbot: QtBot, editor: QWidget) -> None:
    """Leaves a cell with Enter; the table hears of it a moment later."""
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.wait(20)


def answer(words: str) -> list[str]:
    """Will press the button with these words in the next dialog; gives what it asked, later."""
    asked: list[str] = []

    def press() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, ConfirmDialog):
            QTimer.singleShot(20, press)
            return
        asked.append(dialog.sentence.text())
        buttons = {button.words(): button for button in dialog.findChildren(Button)}
        QTest.mouseClick(buttons[words], Qt.MouseButton.LeftButton)

    QTimer.singleShot(20, press)
    return asked


def _middle(table: RowTable, row: int, column: str) -> QPoint:
    names = [each.name for each in table.model.columns]
    return table.view.visualRect(table.model.index(row, names.index(column))).center()
