"""Documents of other kinds: looked at in memory, saved as a copy when asked, put away and back."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from billing_room import Folders, answer, click, click_cell, draw_pdf, issue, make_work, show
from desk_room import DeskRoom
from lawdesk.domain.documents import Document
from lawdesk.domain.matters import MatterId
from lawdesk.errors import ImportRefused, RuleError
from lawdesk.imports.media_type import sniff_media_type
from lawdesk.operations.documents import archive_document, record_document
from lawdesk.store import documents
from lawdesk.ui.pages.documents_part import DocumentsPart
from lawdesk.ui.pages.documents_view import make_readable, read_picture

PNG = QByteArray(b"png")


def picture(kind: str, width: int = 30, height: int = 20) -> bytes:
    """A red picture."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    target = QBuffer()
    target.open(QBuffer.OpenModeFlag.WriteOnly)
    assert image.save(target, kind)  # type: ignore[call-overload]
    return bytes(target.data().data())


def endless_png() -> bytes:
    """A few bytes that claim to be 100,000 by 100,000 pixels."""
    header = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 64)), (b"IEND", b""))
    body = b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body


def open_part(
    qtbot: QtBot, desk_room: DeskRoom, **contents: bytes
) -> tuple[DocumentsPart, MatterId]:
    """The part over a matter with these documents, the first one on top."""
    matter_id = make_work(desk_room.room)
    for name, content in reversed(contents.items()):
        add(desk_room, matter_id, name.replace("_", "."), content)
    part = DocumentsPart(desk_room.desk, files=Folders(desk_room.folder))
    show(qtbot, part)
    part.show_matter(matter_id)
    return part, matter_id


def add(desk_room: DeskRoom, matter_id: MatterId, name: str, content: bytes) -> None:
    """A sealed and recorded document."""
    sealed = desk_room.desk.documents.seal_bytes(content)
    kind, now = sniff_media_type(content), desk_room.clock.now()
    desk_room.room.do(record_document, matter_id, name, kind, sealed, now=now)


def look_at(qtbot: QtBot, part: DocumentsPart, row: int, seen: Callable[[], bool]) -> None:
    """Click a row and wait for what it shows."""
    click_cell(part.table, row, "title")
    qtbot.waitUntil(seen, timeout=20_000)


def papers(desk_room: DeskRoom, matter_id: MatterId) -> list[Document]:
    """The documents that are listed."""
    return documents.list_of_matter(desk_room.desk.read, matter_id)


def test_pictures_and_texts_are_shown_from_memory(qtbot: QtBot, desk_room: DeskRoom) -> None:
    part, _matter = open_part(
        qtbot,
        desk_room,
        photo_jpg=picture("JPEG"),
        scan_png=picture("PNG"),
        note_txt="Grüße <b>nicht fett</b>".encode(),
    )
    view = part.view
    look_at(qtbot, part, 0, view.picture.has_picture)
    look_at(qtbot, part, 2, view.text.isVisible)
    assert view.text.toPlainText() == "Grüße <b>nicht fett</b>"
    assert not view.picture.has_picture()
    look_at(qtbot, part, 1, view.picture.has_picture)
    assert view.picture.isVisible()
    assert view.text.toPlainText() == ""


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (picture("PNG")[:60], "damaged"),
        (endless_png(), "40 megapixels"),
        (b"\x89PNG\r\n\x1a\n" + b"no picture", "damaged"),
        (b"%PDF-1.7 but nothing else", "damaged or has no pages"),
        (b"PK\x03\x04 a word file", "save a copy"),
    ],
    ids=["cut", "endless", "nonsense", "pdf", "zip"],
)
def test_what_cannot_be_shown_is_told_in_its_place(
    qtbot: QtBot, desk_room: DeskRoom, content: bytes, words: str
) -> None:
    part, _matter = open_part(qtbot, desk_room, paper_bin=content)
    look_at(qtbot, part, 0, lambda: words in part.view.words())
    assert part.save_button.isEnabled()


def test_a_large_picture_is_read_no_larger_than_it_is_shown() -> None:
    shown = read_picture(picture("PNG", 5000, 1000), PNG)
    assert (shown.width(), shown.height()) == (2400, 480)


def test_a_jpeg_that_calls_itself_png_is_not_given_to_another_decoder() -> None:
    with pytest.raises(ImportRefused):
        read_picture(picture("JPEG"), PNG)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("Größe".encode("utf-8-sig"), "Größe"),
        ("Größe".encode("utf-16"), "Größe"),
        ("Größe".encode("cp1252"), "Größe"),
    ],
)
def test_texts_of_other_programs_are_read(content: bytes, text: str) -> None:
    assert make_readable("text/plain", content).content == text


def test_a_text_without_end_is_cut_and_says_so() -> None:
    shown = make_readable("text/plain", "ä".encode() * 3_000_000)
    assert shown.content == "ä" * 500_000
    assert "500,000" in shown.note


def test_a_plain_copy_is_saved_only_after_saying_where(qtbot: QtBot, desk_room: DeskRoom) -> None:
    part, _matter = open_part(qtbot, desk_room, note_txt=b"private")
    look_at(qtbot, part, 0, part.view.text.isVisible)
    target = desk_room.folder / "note.txt"
    answer("Go back")
    click(part.save_button)
    qtbot.wait(100)
    assert not target.exists()
    asked = answer("Save plain copy")
    with qtbot.waitSignal(desk_room.desk.said, timeout=20_000) as said:
        click(part.save_button)
    assert said.args is not None
    assert str(target) in said.args[0]
    assert Path(target).read_bytes() == b"private"
    assert asked == [
        f"Saves note.txt as note.txt in {desk_room.folder}. The copy is not encrypted: whoever "
        "can open that folder can read it."
    ]


def test_delete_puts_a_document_away_and_undo_brings_it_back(
    qtbot: QtBot, desk_room: DeskRoom
) -> None:
    part, matter_id = open_part(qtbot, desk_room, note_txt=b"private", other_txt=b"other")
    look_at(qtbot, part, 0, part.view.text.isVisible)
    with qtbot.waitSignal(desk_room.desk.said) as said:
        QTest.keyClick(part.table.view, Qt.Key.Key_Delete)
    assert [paper.title for paper in papers(desk_room, matter_id)] == ["other"]
    assert part.table.model.rowCount() == 1
    assert said.args is not None
    assert said.args[0] == "“note” lies in the archive."
    ((words, undo),) = said.args[1]
    assert words == "Undo"
    undo()
    assert part.table.model.rowCount() == 2


def test_the_pdf_of_an_invoice_cannot_be_put_away(qtbot: QtBot, desk_room: DeskRoom) -> None:
    matter_id = make_work(desk_room.room)
    draw_pdf(qtbot, desk_room.desk, issue(desk_room.room, matter_id))
    (paper,) = papers(desk_room, matter_id)
    with pytest.raises(RuleError, match="PDF of an invoice"):
        desk_room.room.do(archive_document, paper.id, now=desk_room.clock.at)
    part = DocumentsPart(desk_room.desk)
    show(qtbot, part)
    part.show_matter(matter_id)
    look_at(qtbot, part, 0, lambda: part.view.pdf.page_count() == 1)
    assert not part.archive_button.isEnabled()
