"""The documents of a matter: sealed on the way in, looked at from memory."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from billing_room import Folders, click, make_work, show
from desk_room import DeskRoom
from lawdesk.domain.matters import MatterId
from lawdesk.errors import LawDeskError
from lawdesk.exports.invoice_pdf import draw_invoice
from lawdesk.store import documents
from lawdesk.ui.pages.documents_part import DocumentsPart
from lawdesk.ui.sealed_papers import sealed_form
from sample_papers import german_paper


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, ...]:
    """A real PDF, and a text whose name lies about it."""
    paper, lie = tmp_path / "Transcript.pdf", tmp_path / "picture.png"
    paper.write_bytes(draw_invoice(german_paper()))
    lie.write_text("not a picture")
    return paper, lie


def open_part(
    qtbot: QtBot, desk_room: DeskRoom, files: tuple[Path, ...]
) -> tuple[DocumentsPart, MatterId]:
    """The part over an empty matter; its dialog will name these files."""
    matter_id = make_work(desk_room.room)
    part = DocumentsPart(desk_room.desk, files=Folders(desk_room.folder, files))
    show(qtbot, part)
    part.show_matter(matter_id)
    return part, matter_id


def wait_rows(qtbot: QtBot, part: DocumentsPart, count: int) -> None:
    """Until that many documents are listed."""
    qtbot.waitUntil(lambda: part.table.model.rowCount() == count, timeout=10_000)


def test_added_files_are_sealed_named_and_told_by_their_bytes(
    qtbot: QtBot, desk_room: DeskRoom, files: tuple[Path, ...]
) -> None:
    part, matter_id = open_part(qtbot, desk_room, files)
    click(part.add_button)
    wait_rows(qtbot, part, 2)
    papers = {x.file_name: x for x in documents.list_of_matter(desk_room.desk.read, matter_id)}
    assert {name: paper.media_type for name, paper in papers.items()} == {
        "Transcript.pdf": "application/pdf",
        "picture.png": "text/plain",
    }
    for file in files:
        sealed = sealed_form(papers[file.name])
        assert desk_room.desk.documents.unseal(sealed) == file.read_bytes()
        assert file.read_bytes()[:40] not in desk_room.desk.documents.path(sealed.name).read_bytes()


def test_a_pdf_is_shown_from_memory(
    qtbot: QtBot, desk_room: DeskRoom, files: tuple[Path, ...]
) -> None:
    part, _matter = open_part(qtbot, desk_room, files[:1])
    click(part.add_button)
    wait_rows(qtbot, part, 1)
    part.table.select(part.table.model.rows[0].id)
    qtbot.waitUntil(lambda: part.view.pdf.page_count() == 1, timeout=10_000)
    assert "Rechnung 2026-0042" in part.view.pdf.text()


def test_dropped_files_are_taken_in_and_the_same_bytes_once(
    qtbot: QtBot, desk_room: DeskRoom, files: tuple[Path, ...]
) -> None:
    part, _matter = open_part(qtbot, desk_room, ())
    for _time in range(2):
        dropped = QMimeData()
        dropped.setUrls([QUrl.fromLocalFile(str(path)) for path in (*files, desk_room.folder)])
        part.dropEvent(
            QDropEvent(
                QPointF(20, 20),
                Qt.DropAction.CopyAction,
                dropped,
                Qt.MouseButton.LeftButton,
                Qt.KeyboardModifier.NoModifier,
            )
        )
        wait_rows(qtbot, part, 2)
        qtbot.wait(200)
    assert part.table.model.rowCount() == 2


def test_a_file_that_is_gone_is_told_and_nothing_is_added(
    qtbot: QtBot, desk_room: DeskRoom, files: tuple[Path, ...]
) -> None:
    part, matter_id = open_part(qtbot, desk_room, (files[0], desk_room.folder / "gone.pdf"))
    with qtbot.waitSignal(desk_room.desk.failed, timeout=10_000) as failed:
        click(part.add_button)
    assert failed.args is not None
    assert isinstance(failed.args[0], LawDeskError)
    assert "gone.pdf cannot be read" in str(failed.args[0])
    assert documents.list_of_matter(desk_room.desk.read, matter_id) == []
