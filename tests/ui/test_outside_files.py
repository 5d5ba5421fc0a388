"""Documents in other programs: handed out, watched, taken back, swept."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import hostile_files as hostile
from billing_room import Folders, click, make_work, show
from desk_room import DeskRoom
from lawdesk.app.runtime_folder import sweep_runtime
from lawdesk.domain.documents import DocumentId, DocumentPlace
from lawdesk.domain.matters import MatterId
from lawdesk.operations.documents import record_files
from lawdesk.progress import silent
from lawdesk.store import audit, documents
from lawdesk.ui.outside_files import OutsideFiles
from lawdesk.ui.pages.documents_part import DocumentsPart
from lawdesk.ui.taking_in import seal_one
from lawdesk.ui.widgets.buttons import Button
from lawdesk.vault import open_copies
from lawdesk.vault.open_copies import SweptCopy


@dataclass
class Room:
    """A paper in a matter, and a program that opens whatever it is given."""

    desk_room: DeskRoom
    part: DocumentsPart
    outside: OutsideFiles
    paper: DocumentId
    runtime: Path
    opened: list[Path]

    def version(self) -> int:
        """The number of the current version."""
        return documents.get(self.desk_room.desk.read, self.paper).version

    def content(self) -> bytes:
        """What the current version holds."""
        from lawdesk.ui.sealed_papers import sealed_form

        paper = documents.get(self.desk_room.desk.read, self.paper)
        return self.desk_room.desk.documents.unseal(sealed_form(paper))


def make(qtbot: QtBot, desk_room: DeskRoom, name: str, content: bytes) -> Room:
    """The part over one matter with this paper chosen."""
    matter_id = make_work(desk_room.room)
    paper = add(desk_room, matter_id, name, content)
    outside, runtime = OutsideFiles.of(desk_room.desk), desk_room.folder / "runtime"
    opened: list[Path] = []
    outside.runtime = lambda: runtime

    def open_path(path: Path) -> bool:
        opened.append(path)
        return True

    outside.open_path = open_path
    part = DocumentsPart(desk_room.desk, files=Folders(desk_room.folder))
    show(qtbot, part)
    part.show_matter(matter_id)
    part.table.select(paper)
    return Room(desk_room, part, outside, paper, runtime, opened)


def add(desk_room: DeskRoom, matter_id: MatterId, name: str, content: bytes) -> DocumentId:
    """A sealed and recorded paper."""
    source = desk_room.folder / name
    source.write_bytes(content)
    file = seal_one(source, desk_room.desk.documents, silent)
    client = desk_room.room.read.number("SELECT client_id FROM matters WHERE id = ?", matter_id)
    place = DocumentPlace(client, matter_id)  # type: ignore[arg-type]
    return desk_room.room.do(record_files, place, [file], now=desk_room.clock.now()).added[0]


@pytest.fixture
def out(qtbot: QtBot, desk_room: DeskRoom) -> Room:
    """A contract that Word has open."""
    room = make(qtbot, desk_room, "Contract.docx", hostile.word_file())
    click(room.part.pane.open_button)
    qtbot.waitUntil(lambda: bool(room.opened), timeout=20_000)
    return room


def buttons(room: Room) -> dict[str, Button]:
    """What can be done about files that are out."""
    return {x.words(): x for x in room.part.outside.findChildren(Button) if x.isVisible()}


def test_a_copy_lies_in_a_private_folder_and_is_on_record(out: Room) -> None:
    (path,) = out.opened
    assert path.read_bytes() == hostile.word_file()
    assert path.name == "Contract.docx"
    assert path.is_relative_to(out.runtime / "open")
    for folder in (path.parent, path.parent.parent, out.runtime):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    note = audit.list_latest(out.desk_room.desk.read, 1)[0]
    assert (note.act, note.subject_id) == ("open_outside", out.paper)
    assert "Delete the copy" in buttons(out)


def test_a_change_is_offered_and_kept_as_a_version(qtbot: QtBot, out: Room) -> None:
    out.opened[0].write_bytes(hostile.word_file("word/new.xml"))
    qtbot.waitUntil(lambda: "Keep as version 2" in buttons(out), timeout=20_000)
    click(buttons(out)["Keep as version 2"])
    qtbot.waitUntil(lambda: out.version() == 2, timeout=20_000)
    assert out.content() == hostile.word_file("word/new.xml")
    qtbot.waitUntil(lambda: "Delete the copy" in buttons(out), timeout=20_000)
    versions = documents.list_versions(out.desk_room.desk.read, out.paper)
    assert [version.origin for version in versions] == ["edited", "added"]


def test_programs_that_replace_the_file_are_noticed(qtbot: QtBot, out: Room) -> None:
    fresh = out.opened[0].with_name("~WRD0001.tmp")
    fresh.write_bytes(b"saved by replacing")
    fresh.replace(out.opened[0])
    qtbot.waitUntil(lambda: "Discard" in buttons(out), timeout=20_000)
    click(buttons(out)["Discard"])
    assert out.version() == 1
    assert not out.opened[0].exists()
    assert not out.part.outside.isVisible()


def test_a_lock_keeps_what_was_changed_and_leaves_no_plain_byte(qtbot: QtBot, out: Room) -> None:
    out.opened[0].write_bytes(b"edited a moment ago")
    out.opened[0].with_name(".~lock.Contract.docx#").write_text("me")
    out.outside.take_back_all()
    assert out.version() == 2
    assert out.content() == b"edited a moment ago"
    assert list((out.runtime / "open").iterdir()) == []
    with qtbot.waitSignal(out.desk_room.desk.said) as said:
        out.outside.adopt(())
    assert said.args is not None
    assert said.args[0] == (
        "“Contract” had been changed in another program and was kept as version 2."
    )


def test_an_unchanged_copy_makes_no_version_at_a_lock(out: Room) -> None:
    out.outside.take_back_all()
    assert out.version() == 1
    assert list((out.runtime / "open").iterdir()) == []


def test_after_a_crash_the_copy_is_swept_and_told(qtbot: QtBot, out: Room) -> None:
    out.opened[0].with_name("~$ntract.docx").write_text("lock of Word")
    swept = sweep_runtime(out.runtime)
    assert swept == (SweptCopy("0" * 32, out.paper, 1),)
    assert list(out.runtime.rglob("*")) == []
    fresh = OutsideFiles(out.desk_room.desk)
    fresh.runtime = out.outside.runtime
    with qtbot.waitSignal(out.desk_room.desk.said) as said:
        fresh.adopt(swept)
    assert said.args is not None
    assert "with 1 files of other programs beside them: Contract." in said.args[0]


def test_after_a_crash_a_change_waits_for_a_decision(qtbot: QtBot, out: Room) -> None:
    out.opened[0].write_bytes(b"not saved anywhere else")
    out.opened[0].with_name("~$ntract.docx").write_text("lock of Word")
    (out.runtime / "draft.eml").write_text("a mail")
    assert sweep_runtime(out.runtime) == ()
    left = [path.name for path in out.runtime.rglob("*") if path.is_file()]
    assert sorted(left) == ["Contract.docx", "about.json"]
    out.outside.deleteLater()
    fresh = OutsideFiles(out.desk_room.desk)
    fresh.runtime = out.outside.runtime
    with qtbot.waitSignal(out.desk_room.desk.said) as said:
        fresh.adopt(())
    assert said.args is not None
    assert "keep or discard it" in said.args[0]
    (waiting,) = fresh.files()
    assert waiting.is_changed
    fresh.keep(waiting.copy.folder)
    qtbot.waitUntil(lambda: out.version() == 2, timeout=20_000)
    assert out.content() == b"not saved anywhere else"


def test_a_disk_that_refuses_at_a_lock_leaves_the_change_where_it_is(out: Room) -> None:
    out.opened[0].write_bytes(b"edited")
    docs = out.desk_room.folder / "docs"
    docs.rename(out.desk_room.folder / "away")
    docs.write_text("no folder")
    out.outside.take_back_all()
    assert out.opened[0].read_bytes() == b"edited"
    assert sweep_runtime(out.runtime) == ()
    assert out.opened[0].exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("invoice.pdf.exe", b"MZ\x90"),
        ("invoice.pdf", b"MZ\x90"),
        ("run.sh", b"echo hello"),
        ("page.html", b"<html><script>1</script>"),
        ("letter.docm", hostile.word_file("word/vbaProject.bin")),
    ],
)
def test_programs_and_scripts_are_never_opened(
    qtbot: QtBot, desk_room: DeskRoom, name: str, content: bytes
) -> None:
    room = make(qtbot, desk_room, name, content)
    assert not room.part.pane.open_button.isEnabled()
    (version,) = documents.list_versions(desk_room.desk.read, room.paper)
    with qtbot.waitSignal(desk_room.desk.failed) as failed:
        room.outside.open(version)
    assert failed.args is not None
    assert "never opens such files" in str(failed.args[0])
    assert room.opened == []
    assert not room.runtime.exists()


@pytest.mark.parametrize(
    "note",
    [
        b"",
        b"[]",
        b'{"vault_id": 1}',
        b'{"vault_id":"0","document_id":1,"version":1,"name":"../../x","sha256":"0"}',
        b'{"vault_id":"0","document_id":1,"version":1,"name":"","sha256":"0"}',
        b'{"vault_id":"0","document_id":"1","version":1,"name":"x","sha256":"0"}',
        b"x" * 10_000,
    ],
    ids=range(7),
)
def test_folders_with_a_note_that_makes_no_sense_are_swept(tmp_path: Path, note: bytes) -> None:
    folder = tmp_path / "open" / "0123"
    (folder / "paper").mkdir(parents=True)
    (folder / "about.json").write_bytes(note)
    (folder / "paper" / "x").write_text("plain")
    (tmp_path / "x").write_text("outside")
    assert open_copies.list_copies(tmp_path) == []
    assert sweep_runtime(tmp_path) == ()
    assert list(tmp_path.iterdir()) == []
