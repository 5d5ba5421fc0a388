"""What the tests of bundles share: papers, the editor, the last look, writing and opening."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from billing_room import Folders, click, click_cell, show
from desk_room import DeskRoom
from lawdesk.domain.bundles import BundleFormat
from lawdesk.domain.matters import MatterId
from lawdesk.exports.bundle_open import OpenedBundle
from lawdesk.operations.documents import record_document
from lawdesk.ui.mail_handover import MailHandover
from lawdesk.ui.pages.bundles.bundle_editor import BundleEditor
from lawdesk.ui.pages.bundles.bundle_summary import SummaryDialog
from lawdesk.ui.pages.bundles.contents_rows import ContentRow


@dataclass(frozen=True, slots=True)
class SummaryShown:
    """What the last look said: the client, and every text in it."""

    client: str
    texts: list[str]


def add_paper(desk_room: DeskRoom, matter_id: MatterId, name: str, content: bytes) -> None:
    """A sealed and recorded document."""
    sealed = desk_room.desk.documents.seal_bytes(content)
    kind = "application/pdf" if content.startswith(b"%PDF") else "text/plain"
    desk_room.desk.transact(
        record_document, matter_id, name, kind, sealed, now=desk_room.clock.now()
    )


def open_editor(
    qtbot: QtBot, desk_room: DeskRoom, item_id: int, opened: list[Path] | None = None
) -> BundleEditor:
    """The editor for a matter (or a client, negative), writing into the test's folder."""
    paths = opened if opened is not None else []

    def take(path: Path) -> bool:
        paths.append(path)
        return True

    mails = MailHandover(desk_room.desk, take)
    page = BundleEditor(desk_room.desk, mails=mails, files=Folders(desk_room.folder))
    show(qtbot, page)
    page.show_item(item_id)
    click(page.folder_button)
    return page


def content_rows_of(page: BundleEditor) -> list[ContentRow]:
    """The rows that can be ticked, without the headings of the groups."""
    return [row for row in page.table.model.rows if not row.is_group]


def tick(page: BundleEditor, title: str) -> None:
    """Clicks the box of the row with that title."""
    titles = [row.title for row in page.table.model.rows]
    click_cell(page.table, titles.index(title), "chosen")


def choose(page: BundleEditor, wanted: BundleFormat) -> None:
    """Walks the list of formats by keys."""
    box = page.send.format
    box.setFocus()
    for _step in BundleFormat:
        if page.send.chosen_format is wanted:
            break
        QTest.keyClick(box, Qt.Key.Key_Down)
        if box.currentIndex() == box.count() - 1 and page.send.chosen_format is not wanted:
            box.setCurrentIndex(0)
    box.activated.emit(box.currentIndex())
    assert page.send.chosen_format is wanted


def press_write(page: BundleEditor, words: str = "Write it") -> list[SummaryShown]:
    """Presses Write, and then the button with these words in the last look; gives what it said."""
    seen: list[SummaryShown] = []

    def press() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, SummaryDialog):
            QTimer.singleShot(20, press)
            return
        texts = [label.text() for label in dialog.findChildren(QLabel)]
        seen.append(SummaryShown(dialog.client.text(), texts))
        button = dialog.go_on if words == dialog.go_on.words() else dialog.go_back
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    QTimer.singleShot(20, press)
    click(page.write_button)
    return seen


def write(qtbot: QtBot, page: BundleEditor) -> Path:
    """Presses Write, confirms, and waits for the words; gives the file."""
    press_write(page)
    qtbot.waitUntil(lambda: bool(page.result.words.words()), timeout=60_000)
    return Path(page.result.file.text())


def opened_papers(path: Path, words: str) -> dict[str, str]:
    """Name and SHA-256 of every paper, as the independent reader finds them."""
    with path.open("rb") as stream:
        bundle = OpenedBundle(stream, words)
        sums = [hashlib.sha256() for _paper in bundle.manifest["files"]]
        for place, piece in bundle.papers():
            sums[place].update(piece)
    names = [paper["name"] for paper in bundle.manifest["files"]]
    return dict(zip(names, [found.hexdigest() for found in sums], strict=True))


def manifest_in(path: Path, words: str) -> dict[str, Any]:
    """Everything the bundle says."""
    with path.open("rb") as stream:
        found: dict[str, Any] = OpenedBundle(stream, words).manifest
    return found
