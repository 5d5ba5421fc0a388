"""The page about money owed over a real practice, and what its tests share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from billing_room import Folders, click_cell, show
from claims_room import add_claim
from desk_room import DeskRoom
from lawdesk.domain.billing.billing_policy import (
    BillingPolicy,
    DisputeRoute,
    LateCharge,
    LateTerms,
    PolicyId,
)
from lawdesk.domain.clients import ClientId, ContactKind
from lawdesk.domain.invoices import InvoiceId
from lawdesk.domain.matters import MatterId
from lawdesk.errors import LawDeskError
from lawdesk.operations.billing.policies import set_policy
from lawdesk.operations.clients import set_contacts
from lawdesk.store.database import Reader
from lawdesk.ui import fonts, theme
from lawdesk.ui.mail_handover import MailHandover
from lawdesk.ui.pages.receivables.receivables_page import ReceivablesPage
from lawdesk.ui.widgets.row_table import RowTable

PROGRAMME = "the county bar's fee arbitration"
TERMS = BillingPolicy(
    payment_days=14,
    late=LateTerms(LateCharge.YEARLY, 120_000),
    dispute=DisputeRoute(programme=PROGRAMME, programme_notice_days=30),
)
"""12 % a year, and a fee programme whose notice runs 30 days."""


@dataclass
class Owed:
    """The page, its practice, and what it told: sentences, errors, opened paths."""

    page: ReceivablesPage
    desk_room: DeskRoom
    folder: Path
    qtbot: QtBot
    said: list[str] = field(default_factory=list)
    errors: list[LawDeskError] = field(default_factory=list)
    opened: list[Path] = field(default_factory=list)

    @property
    def read(self) -> Reader:
        """The practice's rows."""
        return self.desk_room.desk.read

    def wait(self, done: Callable[[], object]) -> None:
        """Lets workers go on until something is true."""
        self.qtbot.waitUntil(lambda: bool(done()), timeout=20_000)


def open_receivables(qtbot: QtBot, desk_room: DeskRoom, folder: Path) -> Owed:
    """The page, shown as in a window of 1280 by 800."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    fonts.load_fonts()
    theme.apply_theme(app, "light")
    opened: list[Path] = []

    def open_path(path: Path) -> bool:
        opened.append(path)
        return True

    mails = MailHandover(desk_room.desk, open_path)
    page = ReceivablesPage(desk_room.desk, mails=mails, files=Folders(folder))
    owed = Owed(page, desk_room, folder, qtbot, opened=opened)
    desk_room.desk.said.connect(lambda sentence, _steps: owed.said.append(sentence))
    desk_room.desk.failed.connect(owed.errors.append)
    show(qtbot, page)
    return owed


def client(desk_room: DeskRoom, name: str = "Northgate GmbH", mail: str = "") -> ClientId:
    """A client with an address, and a mail address where one is named."""
    client_id = desk_room.room.add_client(name)
    if mail:
        desk_room.room.do(set_contacts, client_id, ContactKind.MAIL, [mail])
    return client_id


def matter(desk_room: DeskRoom, name: str = "Northgate GmbH", title: str = "Reply") -> MatterId:
    """A matter of a new client of that name."""
    return desk_room.room.add_matter(title, client(desk_room, name, "pay@northgate.example"))


def terms(desk_room: DeskRoom, policy: BillingPolicy = TERMS) -> PolicyId:
    """A version of the practice's terms."""
    now = desk_room.clock.now()
    return desk_room.room.do(set_policy, policy, valid_from=date(2026, 1, 1), now=now)


def claim(desk_room: DeskRoom, matter_id: MatterId, cents: int, due_on: date) -> InvoiceId:
    """An open invoice."""
    return add_claim(desk_room.room, matter_id, cents, due_on)


def tick(table: RowTable, row_id: object, column: str) -> None:
    """Clicks the box of a row."""
    click_cell(table, table.model.place_of(row_id), column)


def enter(widget: QWidget, text: str) -> None:
    """Types over what stands in a field and leaves it with Tab."""
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(widget, Qt.Key.Key_Delete)
    QTest.keyClicks(widget, text)
    QTest.keyClick(widget, Qt.Key.Key_Tab)


def words_on(widget: QWidget) -> str:
    """Every visible label, as one text."""
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())
