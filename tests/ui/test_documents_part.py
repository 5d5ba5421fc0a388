"""The documents of a matter: sealed on the way in, looked at from memory."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, QSize, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

import hostile_files as hostile
from billing_room import Folders, answer, click, make_work, show
from desk_room import DeskRoom
from lawdesk.domain.matters import MatterId, Sensitivity
from lawdesk.exports.invoice_pdf import draw_invoice
from lawdesk.operations.matters import set_sensitivity
from lawdesk.store import document_texts, documents, search
from lawdesk.ui.document_reading import DocumentReading
from lawdesk.ui.pages.documents.scans_dialog import ScansDialog
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


def open_with_paper(
    qtbot: QtBot, desk_room: DeskRoom, files: tuple[Path, ...], size: QSize
) -> DocumentsPart:
    """The part in that size, its only paper chosen."""
    part, _matter = open_part(qtbot, desk_room, files[:1])
    part.resize(size)
    click(part.add_button)
    wait_rows(qtbot, part, 1)
    part.table.select(part.table.model.rows[0].id)
    return part


def test_a_paper_is_read_large_and_esc_leads_back_to_its_row(
    qtbot: QtBot, desk_room: DeskRoom, files: tuple[Path, ...]
) -> None:
    part = open_with_paper(qtbot, desk_room, files, QSize(700, 560))
    qtbot.waitUntil(lambda: part.view.pdf.page_count() == 1, timeout=10_000)
    before = part.view.height()
    click(part.pane.read_button)
    qtbot.waitUntil(lambda: part.view.height() > 1.5 * before)
    assert not part.table.isVisible()
    reading = QApplication.focusWidget()
    assert reading is not None
    assert part.view.isAncestorOf(reading)
    QTest.keyClick(reading, Qt.Key.Key_Escape)
    assert part.table.isVisible()
    assert QApplication.focusWidget() is part.table.view
    QTest.keyClick(part.table.view, Qt.Key.Key_Return)
    assert not part.table.isVisible()


def test_without_height_for_a_paper_below_it_the_list_stands_alone(
    qtbot: QtBot, desk_room: DeskRoom, files: tuple[Path, ...]
) -> None:
    part = open_with_paper(qtbot, desk_room, files, QSize(460, 340))
    assert not part.view.isVisible()
    assert part.table.isVisible()
    click(part.pane.read_button)
    assert part.view.isVisible()


def drop(part: DocumentsPart, *paths: Path) -> None:
    """Drops files and folders on the part, as a file manager does."""
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDragEnterEvent(
        part.rect().center(),
        Qt.DropAction.CopyAction,
        dropped,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    part.dragEnterEvent(event)
    assert event.isAccepted()
    part.dropEvent(
        QDropEvent(
            QPointF(20, 20),
            Qt.DropAction.CopyAction,
            dropped,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )


def said_by(qtbot: QtBot, desk_room: DeskRoom, act: Callable[[], object]) -> str:
    """What the strip says once the act is through."""
    with qtbot.waitSignal(desk_room.desk.said, timeout=20_000) as said:
        act()
    assert said.args is not None
    return str(said.args[0])


def test_dropped_files_are_taken_in_and_the_same_bytes_once(
    qtbot: QtBot, desk_room: DeskRoom, files: tuple[Path, ...]
) -> None:
    part, _matter = open_part(qtbot, desk_room, ())
    first = said_by(qtbot, desk_room, lambda: drop(part, *files))
    assert first == "2 documents are sealed and filed."
    again = said_by(qtbot, desk_room, lambda: drop(part, files[0]))
    assert again == "Transcript.pdf is here already, as “Transcript”."
    assert part.table.model.rowCount() == 2


def test_a_dropped_folder_keeps_its_sub_folders_and_can_be_filtered(
    qtbot: QtBot, desk_room: DeskRoom
) -> None:
    part, _matter = open_part(qtbot, desk_room, ())
    case = desk_room.folder / "Case"
    (case / "Court").mkdir(parents=True)
    (case / "a.txt").write_text("one")
    (case / "Court" / "b.txt").write_text("two")
    (case / ".DS_Store").write_text("litter")
    said_by(qtbot, desk_room, lambda: drop(part, case))
    wait_rows(qtbot, part, 2)
    part.filter.folders.show_key(("in", "Case/Court"))
    part.filter.folders.chosen.emit(part.filter.folders.key())
    assert [row.title for row in part.table.model.rows] == ["b"]
    part.filter.clear()
    assert part.table.model.rowCount() == 2


def test_the_same_bytes_in_another_matter_are_told(qtbot: QtBot, desk_room: DeskRoom) -> None:
    part, matter_id = open_part(qtbot, desk_room, ())
    (desk_room.folder / "Lease.txt").write_text("the lease")
    said_by(qtbot, desk_room, lambda: drop(part, desk_room.folder / "Lease.txt"))
    client = documents.list_of_matter(desk_room.desk.read, matter_id)[0].client_id
    part.show_matter(desk_room.room.add_matter("Second", client))
    (desk_room.folder / "Lease copy.txt").write_text("the lease")
    words = said_by(qtbot, desk_room, lambda: drop(part, desk_room.folder / "Lease copy.txt"))
    assert "also lies in another place of this client, as “Lease”" in words
    part.show_client(client)
    assert part.table.model.rowCount() == 2


def test_files_and_pictures_are_pasted(
    qtbot: QtBot, desk_room: DeskRoom, files: tuple[Path, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAWDESK_HOME", str(desk_room.folder / "home"))
    part, matter_id = open_part(qtbot, desk_room, ())
    copied = QMimeData()
    copied.setUrls([QUrl.fromLocalFile(str(files[1]))])
    QGuiApplication.clipboard().setMimeData(copied)
    part.table.view.setFocus()
    said_by(qtbot, desk_room, part.paste)
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    QGuiApplication.clipboard().setImage(image)
    said_by(qtbot, desk_room, part.paste)
    wait_rows(qtbot, part, 2)
    newest = documents.list_of_matter(desk_room.desk.read, matter_id)[0]
    assert newest.media_type == "image/png"
    assert newest.title.startswith("Pasted 2026-11-20 09.00")
    assert list((desk_room.folder / "home").rglob("*.png")) == []
    QGuiApplication.clipboard().setText("only words")
    assert "no file and no picture" in said_by(qtbot, desk_room, part.paste)


def test_a_file_that_is_gone_is_told_and_the_others_come_in(
    qtbot: QtBot, desk_room: DeskRoom, files: tuple[Path, ...]
) -> None:
    part, matter_id = open_part(qtbot, desk_room, (files[0], desk_room.folder / "gone.pdf"))
    words = said_by(qtbot, desk_room, lambda: click(part.add_button))
    assert words == (
        "Transcript.pdf is sealed and filed. gone.pdf was refused: No such file or directory."
    )
    assert len(documents.list_of_matter(desk_room.desk.read, matter_id)) == 1


def test_scans_are_chosen_one_by_one_and_stay_where_they_are(
    qtbot: QtBot, desk_room: DeskRoom
) -> None:
    part, matter_id = open_part(qtbot, desk_room, ())
    scans = desk_room.folder / "scans"
    scans.mkdir()
    for name in ("one.txt", "two.txt"):
        (scans / name).write_text(name)
    part._files.place = scans  # type: ignore[attr-defined]
    seen: list[list[str]] = []

    def choose() -> None:
        dialogs = [x for x in QApplication.topLevelWidgets() if isinstance(x, ScansDialog)]
        if not dialogs or not dialogs[0].isVisible():
            QTimer.singleShot(50, choose)
            return
        dialog = dialogs[0]
        seen.append([box.accessibleName() for box, _path in dialog.boxes])
        if len(dialog.boxes) > 1:
            dialog.boxes[1][0].setChecked(False)
        click(dialog.take if dialog.take.isEnabled() else dialog.go_back)

    QTimer.singleShot(50, choose)
    said_by(qtbot, desk_room, lambda: click(part.scan_button))
    (paper,) = documents.list_of_matter(desk_room.desk.read, matter_id)
    assert paper.title == "one"
    assert documents.list_versions(desk_room.desk.read, paper.id)[0].origin == "scan"
    assert sorted(path.name for path in scans.iterdir()) == ["one.txt", "two.txt"]
    QTimer.singleShot(50, choose)
    said_by(qtbot, desk_room, lambda: click(part.scan_button))
    assert seen == [["one.txt · 7 B", "two.txt · 7 B"], ["two.txt · 7 B"]]


def test_words_in_documents_are_read_and_found(
    qtbot: QtBot, desk_room: DeskRoom, files: tuple[Path, ...]
) -> None:
    part, _matter = open_part(qtbot, desk_room, files)
    reading = DocumentReading(desk_room.desk)
    reading.start()
    click(part.add_button)
    wait_rows(qtbot, part, 2)
    read = desk_room.desk.read
    qtbot.waitUntil(lambda: document_texts.count_unread(read) == 0, timeout=20_000)
    part.filter.search.setText("Rechnung 2026-0042")
    wait_rows(qtbot, part, 1)
    assert part.table.model.rows[0].title == "Transcript"
    assert [found.kind for found in search.find(read, "rechnung 0042")] == ["document"]
    part.filter.search.setText("nowhere to be found")
    wait_rows(qtbot, part, 0)


def test_the_details_are_saved_as_they_are_left(
    qtbot: QtBot, desk_room: DeskRoom, files: tuple[Path, ...]
) -> None:
    part, matter_id = open_part(qtbot, desk_room, files[1:])
    click(part.add_button)
    wait_rows(qtbot, part, 1)
    part.table.select(part.table.model.rows[0].id)
    part.pane.tabs.show_part("details")
    form = part.pane.details.form
    for name, text in (("title", "Lease"), ("folder", "Court/2026"), ("dated_on", "4/1/2019")):
        edit = form.field_of(name).control()
        assert isinstance(edit, QLineEdit)
        edit.setFocus()
        edit.selectAll()
        QTest.keyClicks(edit, text)
        QTest.keyClick(edit, Qt.Key.Key_Return)
    shared = form.field_of("may_be_shared").control()
    QTest.keyClick(shared, Qt.Key.Key_Space)
    (paper,) = documents.list_of_matter(desk_room.desk.read, matter_id)
    assert (paper.title, paper.folder, str(paper.dated_on)) == ("Lease", "Court/2026", "2019-04-01")
    assert paper.may_be_shared is False
    assert part.table.model.rows[0].title == "Lease"


def test_versions_are_added_looked_at_and_made_current_again(
    qtbot: QtBot, desk_room: DeskRoom
) -> None:
    first, second = desk_room.folder / "Note.txt", desk_room.folder / "Note 2.txt"
    first.write_text("first words")
    second.write_text("second words")
    part, matter_id = open_part(qtbot, desk_room, (first,))
    click(part.add_button)
    wait_rows(qtbot, part, 1)
    part.table.select(part.table.model.rows[0].id)
    part._files.added = (second,)  # type: ignore[attr-defined]
    words = said_by(qtbot, desk_room, lambda: click(part.pane.version_button))
    assert words == "Note 2.txt is version 2 of “Note”."
    qtbot.waitUntil(lambda: part.view.text.toPlainText() == "second words", timeout=10_000)
    versions = part.pane.versions.table
    part.pane.tabs.show_part("versions")
    assert versions.model.rowCount() == 2
    versions.link_clicked.emit(1, "look")
    qtbot.waitUntil(lambda: part.view.text.toPlainText() == "first words", timeout=10_000)
    versions.link_clicked.emit(1, "current")
    assert documents.list_of_matter(desk_room.desk.read, matter_id)[0].version == 1
    desk_room.desk.failed.connect(lambda error: refused.append(str(error)))
    refused: list[str] = []
    part._files.added = (first,)  # type: ignore[attr-defined]
    click(part.pane.version_button)
    qtbot.waitUntil(lambda: bool(refused), timeout=10_000)
    assert "exactly version 1" in refused[0]


def test_a_destroyed_paper_is_asked_about_and_gone(
    qtbot: QtBot, desk_room: DeskRoom, files: tuple[Path, ...]
) -> None:
    part, matter_id = open_part(qtbot, desk_room, files[1:])
    click(part.add_button)
    wait_rows(qtbot, part, 1)
    paper = documents.list_of_matter(desk_room.desk.read, matter_id)[0]
    part.table.select(paper.id)
    answer("Go back")
    click(part.pane.destroy_button)
    assert desk_room.desk.documents.has_files(paper.sealed_name)
    asked = answer("Destroy for good")
    said_by(qtbot, desk_room, lambda: click(part.pane.destroy_button))
    assert "for good" in asked[0]
    assert not desk_room.desk.documents.has_files(paper.sealed_name)
    assert part.table.model.rowCount() == 0
    click(part.filter.archive)
    wait_rows(qtbot, part, 1)
    part.table.select(paper.id)
    assert "was destroyed" in part.view.words()
    assert not part.save_button.isEnabled()


def test_a_file_that_would_do_something_is_marked(qtbot: QtBot, desk_room: DeskRoom) -> None:
    bad = desk_room.folder / "offer.pdf"
    bad.write_bytes(hostile.pdf_with(hostile.launch))
    part, _matter = open_part(qtbot, desk_room, (bad,))
    assert "1 file has a warning" in said_by(qtbot, desk_room, lambda: click(part.add_button))
    wait_rows(qtbot, part, 1)
    row = part.table.model.rows[0]
    assert row.badge == ("take care", "attention")
    part.table.select(row.id)
    assert "wants to start a program" in part.pane._warning.text()


def test_secret_matters_give_no_plain_copy(
    qtbot: QtBot, desk_room: DeskRoom, files: tuple[Path, ...]
) -> None:
    part, matter_id = open_part(qtbot, desk_room, files[1:])
    click(part.add_button)
    wait_rows(qtbot, part, 1)
    part.table.select(part.table.model.rows[0].id)
    desk_room.room.do(set_sensitivity, matter_id, Sensitivity.SECRET, now=5)
    for button in (part.save_button, part.pane.open_button):
        with qtbot.waitSignal(desk_room.desk.failed, timeout=10_000) as failed:
            click(button)
        assert failed.args is not None
        assert "marked secret" in str(failed.args[0])
