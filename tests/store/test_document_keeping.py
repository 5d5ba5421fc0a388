"""Papers with versions, folders, ties and an end; and search in their words."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from lawdesk.domain.documents import (
    DocumentId,
    DocumentKind,
    DocumentOrigin,
    DocumentPlace,
    FileWarning,
    LinkKind,
    NewFile,
    TextOutcome,
)
from lawdesk.domain.matters import MatterId, Sensitivity
from lawdesk.errors import FieldError, RuleError
from lawdesk.operations import documents as acts
from lawdesk.operations.matters import set_sensitivity
from lawdesk.store import audit, document_texts, documents, search
from lawdesk.store.documents import DocumentFilter
from practice_room import PracticeRoom


@dataclass(frozen=True)
class Sealed:
    """What sealing would tell of some content."""

    name: str
    plain_sha256: str
    plain_size: int
    sealed_sha256: str = "0" * 64
    sealed_size: int = 200


def file(name: str, content: bytes = b"", *, folder: str = "", kind: str = "text/plain") -> NewFile:
    """A sealed file; different names have different bytes unless told otherwise."""
    content = content or name.encode()
    sealed = Sealed(secrets.token_hex(16), hashlib.sha256(content).hexdigest(), len(content))
    return NewFile(name, kind, sealed, folder)


def place_of(room: PracticeRoom, matter_id: MatterId) -> DocumentPlace:
    """Where papers of a matter lie."""
    client = room.read.number("SELECT client_id FROM matters WHERE id = ?", matter_id)
    return DocumentPlace(client, matter_id)  # type: ignore[arg-type]


def take_in(room: PracticeRoom, place: DocumentPlace, *files: NewFile) -> acts.Recorded:
    """Records files, a minute after the ones before."""
    room.clock.go_on(60)
    return room.do(acts.record_files, place, files, now=room.clock.now())


def one(room: PracticeRoom, name: str = "Contract.pdf") -> DocumentId:
    """One paper in a matter of its own."""
    return take_in(room, place_of(room, room.add_matter()), file(name)).added[0]


def test_the_same_bytes_are_one_paper_in_a_matter_and_two_in_two(room: PracticeRoom) -> None:
    client = room.add_client()
    first, second = (place_of(room, room.add_matter(name, client)) for name in ("A", "B"))
    made = take_in(room, first, file("a.txt", b"same"), file("copy of a.txt", b"same"))
    assert (len(made.added), len(made.known)) == (1, 1)
    assert take_in(room, first, file("again.txt", b"same")).known == made.added
    assert len(take_in(room, second, file("a.txt", b"same")).added) == 1
    assert len(take_in(room, DocumentPlace(client), file("a.txt", b"same")).added) == 1
    known = documents.list_known_files(room.read, client)
    assert [x.matter_id for x in known] == [first.matter_id, second.matter_id, None]
    assert len({x.plain_sha256 for x in known}) == 1


def test_a_client_shows_all_and_a_matter_its_own(room: PracticeRoom) -> None:
    client = room.add_client()
    place = place_of(room, room.add_matter("A", client))
    take_in(room, place, file("in the matter.txt"))
    take_in(room, DocumentPlace(client), file("of the client.txt"))
    one(room, "of somebody else.txt")

    def titles(wanted: DocumentFilter) -> list[str]:
        return [paper.title for paper in documents.list_page(room.read, wanted)]

    assert titles(DocumentFilter(client_id=client)) == ["of the client", "in the matter"]
    assert titles(DocumentFilter(matter_id=place.matter_id)) == ["in the matter"]
    of_client = DocumentFilter(client_id=client)
    assert documents.count(room.read, of_client) == 2
    assert documents.total_size(room.read, of_client) == len("in the matter.txt") * 2


def test_pages_follow_one_another_without_gap(room: PracticeRoom) -> None:
    place = place_of(room, room.add_matter())
    for start in range(0, 30, 10):
        take_in(room, place, *[file(f"{n:02}.txt") for n in range(start, start + 10)])
    wanted, seen = DocumentFilter(matter_id=place.matter_id), list[str]()
    page = documents.list_page(room.read, wanted, limit=7)
    while page:
        seen += [paper.title for paper in page]
        page = documents.list_page(room.read, wanted, after=page[-1], limit=7)
    assert seen == [f"{n:02}" for n in range(29, -1, -1)]


def test_folders_hold_what_lies_under_them(room: PracticeRoom) -> None:
    place = place_of(room, room.add_matter())
    for name, folder in (("a", "Court"), ("b", "Court/2026"), ("c", "Court_x"), ("d", "")):
        take_in(room, place, file(name, folder=folder))
    base = DocumentFilter(matter_id=place.matter_id)
    assert documents.list_folders(room.read, base) == ["Court", "Court/2026", "Court_x"]
    for folder, titles in (("Court", ["b", "a"]), ("", ["d"]), ("Court_x", ["c"])):
        wanted = DocumentFilter(matter_id=place.matter_id, folder=folder)
        assert [x.title for x in documents.list_page(room.read, wanted)] == titles


def test_a_new_version_becomes_current_and_the_old_one_stays(room: PracticeRoom) -> None:
    paper = one(room)
    add = acts.record_version
    edited, now = DocumentOrigin.EDITED, room.clock.now()
    assert room.do(add, paper, file("Contract 2.pdf"), origin=edited, now=now) == 2
    shown = documents.get(room.read, paper)
    assert (shown.version, shown.file_name, shown.title) == (2, "Contract 2.pdf", "Contract")
    with pytest.raises(RuleError, match="exactly version 2"):
        room.do(add, paper, file("x", b"Contract 2.pdf"), origin=edited, now=now)
    room.do(acts.choose_version, paper, 1, now=now.at)
    assert documents.get(room.read, paper).file_name == "Contract.pdf"
    assert room.do(add, paper, file("Contract 3.pdf"), origin=edited, now=now) == 3
    numbers = [version.number for version in documents.list_versions(room.read, paper)]
    assert numbers == [3, 2, 1]
    with pytest.raises(RuleError, match="no such version"):
        room.do(acts.choose_version, paper, 4, now=now.at)


def test_what_is_said_of_a_paper_can_be_changed(room: PracticeRoom) -> None:
    paper = one(room)
    room.do(acts.change_title, paper, "  Lease \n of 2019 ")
    room.do(acts.change_kind, paper, DocumentKind.AGREEMENT)
    room.do(acts.change_folder, paper, " Leases // .. /2019\\signed ")
    room.do(acts.change_dated_on, paper, date(2019, 4, 1))
    room.do(acts.change_notes, paper, "Original in the safe\n")
    room.do(acts.change_may_be_shared, paper, may_be_shared=False, now=5)
    shown = documents.get(room.read, paper)
    assert (shown.title, shown.kind, shown.folder) == (
        "Lease of 2019",
        DocumentKind.AGREEMENT,
        "Leases/2019/signed",
    )
    assert (shown.dated_on, shown.notes) == (date(2019, 4, 1), "Original in the safe")
    assert shown.may_be_shared is False
    assert audit.list_latest(room.read, 1)[0].act == "may_not_be_shared"


def test_what_cannot_be_said_of_a_paper(room: PracticeRoom) -> None:
    paper, other = one(room), room.add_matter()
    with pytest.raises(FieldError, match="needs a title"):
        room.do(acts.change_title, paper, " ")
    with pytest.raises(FieldError, match="300"):
        room.do(acts.change_folder, paper, "/".join(["folder"] * 60))
    with pytest.raises(FieldError, match="Only a PDF that LawDesk drew"):
        room.do(acts.change_kind, paper, DocumentKind.INVOICE)
    with pytest.raises(FieldError, match="another client's"):
        room.do(acts.change_matter, paper, other, now=5)


def test_a_paper_moves_between_the_matters_of_its_client(room: PracticeRoom) -> None:
    client = room.add_client()
    place, target = place_of(room, room.add_matter("A", client)), room.add_matter("B", client)
    paper = take_in(room, place, file("a.txt")).added[0]
    room.do(acts.change_matter, paper, target, now=5)
    assert documents.get(room.read, paper).matter_id == target
    room.do(acts.change_matter, paper, None, now=5)
    assert documents.get(room.read, paper).matter_id is None


def test_ties_are_kept_once(room: PracticeRoom) -> None:
    paper = one(room)
    for _time in range(2):
        room.do(acts.link_document, paper, LinkKind.EXPENSE, 7)
    assert documents.list_links(room.read, paper, LinkKind.EXPENSE) == [7]
    room.do(acts.unlink_document, paper, LinkKind.EXPENSE, 7)
    assert documents.list_links(room.read, paper, LinkKind.EXPENSE) == []


def test_a_destroyed_paper_keeps_its_row_and_loses_files_and_words(room: PracticeRoom) -> None:
    paper = one(room)
    now = room.clock.now()
    room.do(acts.record_version, paper, file("2"), origin=DocumentOrigin.ADDED, now=now)
    room.do(acts.record_texts, [(paper, 2, TextOutcome.READ, "the secret word")])
    names = {version.sealed_name for version in documents.list_versions(room.read, paper)}
    assert set(room.do(acts.destroy_document, paper, now=now.at)) == names
    assert set(documents.list_destroyed_names(room.read)) == names
    assert names.isdisjoint(documents.list_sealed_names(room.read))
    assert document_texts.find_outcome(room.read, paper) is None
    assert search.find(room.read, "secret") == []
    assert documents.get(room.read, paper).destroyed_at == now.at
    with pytest.raises(RuleError, match="was destroyed"):
        room.do(acts.restore_document, paper, now=now.at)
    room.do(acts.record_texts, [(paper, 2, TextOutcome.READ, "read meanwhile")])
    assert search.find(room.read, "meanwhile") == []
    assert audit.list_latest(room.read, 1)[0].act == "destroy"


def test_secret_matters_give_no_plain_copy(room: PracticeRoom) -> None:
    paper = one(room)
    room.do(acts.record_plain_copy, paper, Path("/copies/x.pdf"), now=9, version=1)
    note = audit.list_latest(room.read, 1)[0]
    assert (note.act, note.detail) == ("save_plain", "1: /copies/x.pdf")
    matter_id = documents.get(room.read, paper).matter_id
    assert matter_id is not None
    room.do(set_sensitivity, matter_id, Sensitivity.SECRET, now=9)
    with pytest.raises(RuleError, match="marked secret"):
        room.do(acts.record_opened_outside, paper, now=9, version=1)
    with pytest.raises(RuleError, match="marked secret"):
        room.do(acts.record_plain_copy, paper, Path("/copies/y.pdf"), now=9, version=1)


def test_words_are_read_once_and_again_for_a_new_version(room: PracticeRoom) -> None:
    paper, picture = one(room), one(room, "Photo.jpg")
    place = place_of(room, room.add_matter())
    closed = take_in(room, place, file("x.docx", kind="application/zip")).added[0]
    waiting = {x.id for x in document_texts.list_unread(room.read, 10)}
    assert waiting == {paper, picture}, f"{closed} is a closed box"
    room.do(acts.record_texts, [(paper, 1, TextOutcome.READ, "Kündigung der Wohnung")])
    assert document_texts.count_unread(room.read) == 1
    now = room.clock.now()
    room.do(acts.record_version, paper, file("2"), origin=DocumentOrigin.ADDED, now=now)
    assert document_texts.count_unread(room.read) == 2
    assert [x.id for x in search.find(room.read, "kundigung")] == [paper], "until it is read anew"
    room.do(acts.record_texts, [(paper, 2, TextOutcome.READ, "Räumung")])
    assert search.find(room.read, "Kündigung") == []
    assert [x.kind for x in search.find(room.read, "raumung")] == ["document"]


def test_a_list_is_searched_word_by_word_in_title_notes_and_text(room: PracticeRoom) -> None:
    place = place_of(room, room.add_matter())
    lease, brief = take_in(room, place, file("Lease.txt"), file("Brief.txt")).added
    room.do(acts.change_notes, lease, "from the landlord")
    room.do(acts.record_texts, [(lease, 1, TextOutcome.READ, "the rent is due")])
    room.do(acts.record_texts, [(brief, 1, TextOutcome.READ, "the landlord's rent")])

    def found(typed: str) -> set[DocumentId]:
        wanted = DocumentFilter(matter_id=place.matter_id, typed=typed)
        return {paper.id for paper in documents.list_page(room.read, wanted)}

    assert found("rent") == {lease, brief}
    assert found("lease rent") == {lease}
    assert found("landl ren") == {lease, brief}
    assert found('"; DROP TABLE documents') == set()
    assert found("r") == set(), "one letter is too little for the text"
    assert found("l") == {lease}
    assert search.find(room.read, "r") == []


def test_warnings_are_kept_as_words(room: PracticeRoom) -> None:
    place = place_of(room, room.add_matter())
    found = (FileWarning.LAUNCH, FileWarning.JAVASCRIPT, FileWarning.LAUNCH)
    sealed = file("bad.pdf").sealed
    paper = take_in(room, place, NewFile("bad.pdf", "application/pdf", sealed, "", found)).added[0]
    assert documents.get(room.read, paper).warnings == '["javascript", "launch"]'
    assert documents.get(room.read, paper).found == (FileWarning.JAVASCRIPT, FileWarning.LAUNCH)


def test_the_scan_folder_is_remembered(room: PracticeRoom) -> None:
    assert documents.find_scan_folder(room.read) == ""
    for folder in ("/scans", "/other"):
        room.do(acts.choose_scan_folder, folder)
        assert documents.find_scan_folder(room.read) == folder
    room.do(acts.choose_scan_folder, "")
    assert documents.find_scan_folder(room.read) == ""
