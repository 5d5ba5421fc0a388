"""Replies in a real practice: taken in once, refused without a trace, filed part by part."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from claims_room import add_claim
from lawdesk.domain.client_requests import RequestOutcome, request_name
from lawdesk.domain.clients import ContactKind
from lawdesk.domain.documents import DocumentId, DocumentKind
from lawdesk.domain.messages import MessageKind
from lawdesk.domain.replies import (
    MAX_REPLY_BYTES,
    FiledAs,
    ItemState,
    ReplyId,
    ReplyRefusal,
)
from lawdesk.errors import FieldError, ImportRefused, RuleError
from lawdesk.operations.replies import delete_refused, watch_folder
from lawdesk.operations.reply_filing import (
    file_answer,
    file_paper,
    file_question,
    note_item,
    reject_item,
    reject_rest,
    take_over_contact,
)
from lawdesk.store import (
    bundles,
    client_requests,
    clients,
    consistency,
    documents,
    messages,
    replies,
)
from lawdesk.store.receivables import accounts, disputes
from lawdesk.ui.reply_sealing import KnownReply, RefusedReply
from lawdesk.ui.sealed_papers import sealed_form
from lawdesk.vault.sealed_documents import SealedDocument
from practice_room import FRIDAY, PracticeRoom
from reply_room import PDF, ReplyRoom, make_reply_room
from reply_sealer import SEQUENCE, PageKeys, Words, reply_file


@pytest.fixture
def case(room: PracticeRoom, tmp_path: Path) -> ReplyRoom:
    return make_reply_room(room, tmp_path)


def counts(case: ReplyRoom) -> dict[str, int]:
    """How many rows each table has."""
    read = case.room.read
    tables = read.values("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    return {name: read.number(f"SELECT count(*) FROM {name}") for name in tables}


def stored(case: ReplyRoom) -> tuple[int, bytes]:
    """The head of the database: it moves with every commit."""
    head = consistency.commits(case.room.read)
    return head.commit_count, head.digest


def test_a_reply_is_taken_in_whole_and_waits(case: ReplyRoom) -> None:
    reply_id = case.take_in()
    row = replies.get_row(case.room.read, reply_id)
    assert (row.client_name, row.bundle, row.parts, row.waiting) == ("Maria Alvarez", "7K3F", 7, 7)
    assert row.written_at == 1_795_161_600
    items = case.items(reply_id)
    assert list(items) == [
        "message",
        "answer",
        "invoice",
        "contact",
        "tenancy.pdf",
        "note.txt",
        "setup.exe",
    ]
    assert items["answer"].request_id == case.answer
    assert items["invoice"].invoice_id == case.invoice_id
    assert items["tenancy.pdf"].request_id == case.papers
    assert items["note.txt"].request_id is None
    files = replies.list_files(case.room.read, reply_id)
    contents = {f.name: case.vault.unseal(sealed_form_of(f)) for f in files.values()}
    assert contents == {"tenancy.pdf": PDF, "note.txt": b"hello", "setup.exe": b"MZ\x90\x00"}
    assert json.loads(files[items["setup.exe"].id].warnings) == ["program"]


def sealed_form_of(file: replies.StoredFile | replies.RefusedFile) -> SealedDocument:
    return SealedDocument(
        file.sealed_name,
        file.plain_sha256,
        file.plain_size,
        file.sealed_sha256,
        file.sealed_size,
    )


def test_it_stands_in_the_log_and_the_bundle_counts_as_opened(case: ReplyRoom) -> None:
    reply_id = case.take_in()
    (line,) = messages.list_of_matter(case.room.read, case.matter_id)
    assert (line.kind, line.reply_id, line.bundle_id) == (
        MessageKind.REPLY,
        reply_id,
        case.bundle_id,
    )
    assert line.text == "Dear Ms Marsh,\nthe keys are here. <b>Bold</b>"
    bundle = bundles.get(case.room.read, case.bundle_id)
    assert (bundle.opened_on, bundle.opened_how) == (FRIDAY, "reply")
    case.take_in()  # a second one finds it opened
    assert replies.count_open(case.room.read) == 2


def test_a_reply_without_a_message_is_told_in_the_log_by_what_it_holds(case: ReplyRoom) -> None:
    case.take_in(case.words(message="", contact=None))
    (line,) = messages.list_of_matter(case.room.read, case.matter_id)
    assert line.text == "Reply to bundle 7K3F: 1 answer, a word on 1 invoice, 3 files"


def test_nothing_else_changes_by_itself(case: ReplyRoom) -> None:
    before = counts(case)
    case.take_in()
    after = counts(case)
    grown = {name: after[name] - before[name] for name in after if after[name] != before[name]}
    assert grown.pop("row_counts") > 0  # tables that had no rows before
    assert grown == {
        "replies": 1,
        "reply_items": 7,
        "reply_files": 3,
        "messages": 1,
        "audit_records": 1,
    }
    request = client_requests.get(case.room.read, case.papers)
    assert request.closed_on is None
    assert accounts.open_cents(case.room.read, case.invoice_id) == 500_00
    contact = clients.find_contact(case.room.read, case.client_id, ContactKind.MAIL)
    assert contact is not None
    assert contact.value == "maria@old.example"


def test_the_same_file_twice_is_known_by_its_bytes(case: ReplyRoom) -> None:
    path = case.file()
    first = case.record(case.look_at(path))
    head = stored(case)
    again = case.look_at(path)
    assert again == KnownReply("reply-7K3F.lawdesk", case.room.clock.at)
    assert case.record(again) is None
    assert stored(case) == head
    assert first is not None


def test_two_that_were_looked_at_together_are_recorded_once(case: ReplyRoom) -> None:
    path = case.file()
    one, two = case.look_at(path), case.look_at(path)
    case.record(one)
    before = counts(case)
    with pytest.raises(RuleError, match="already taken in on Nov 20, 2026"):
        case.record(two)
    assert counts(case) == before


def test_another_reply_of_the_same_sequence_is_kept_aside(case: ReplyRoom) -> None:
    case.take_in(case.words(sequence=SEQUENCE))
    other = case.look_at(case.file("other.lawdesk", case.words(sequence=SEQUENCE, message="New")))
    assert isinstance(other, RefusedReply)
    assert other.cause is ReplyRefusal.SAME_SEQUENCE


def _other_bundle(case: ReplyRoom) -> bytes:
    return reply_file(PageKeys("9QRS", bytes([9]) * 32), case.words())


def _other_key(case: ReplyRoom) -> bytes:
    return reply_file(PageKeys("7K3F", bytes([9]) * 32), case.words())


REFUSED: dict[str, tuple[Callable[[ReplyRoom], bytes], ReplyRefusal]] = {
    "random bytes": (lambda _case: os.urandom(5000), ReplyRefusal.NOT_A_REPLY),
    "empty": (lambda _case: b"", ReplyRefusal.NOT_A_REPLY),
    "an unknown bundle": (_other_bundle, ReplyRefusal.UNKNOWN_BUNDLE),
    "another key": (_other_key, ReplyRefusal.CANNOT_BE_OPENED),
    "a newer version": (
        lambda case: b"LDREPLY\n\x07" + reply_file(case.keys)[9:],
        ReplyRefusal.NEWER_VERSION,
    ),
    "no token": (
        lambda case: reply_file(case.keys, Words(without=["token"])),
        ReplyRefusal.NO_TOKEN,
    ),
    "another token": (
        lambda case: reply_file(PageKeys(token=bytes(32)), case.words()),
        ReplyRefusal.WRONG_TOKEN,
    ),
    "a lie about a file": (
        lambda case: reply_file(case.keys, case.words(files=[])),
        ReplyRefusal.TRAILING_BYTES,
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_refused_file_changes_nothing_but_is_kept_byte_for_byte(
    case: ReplyRoom, name: str
) -> None:
    make, cause = REFUSED[name]
    data = make(case)
    path = case.put("strange.lawdesk", data)
    before, head = counts(case), stored(case)
    outcome = case.look_at(path)
    assert stored(case) == head
    assert isinstance(outcome, RefusedReply)
    assert outcome.cause is cause
    case.record(outcome)
    after = counts(case)
    after["row_counts"] = before["row_counts"]
    assert after == before | {
        "refused_files": 1,
        "audit_records": before["audit_records"] + 1,
    }
    (kept,) = replies.list_refused(case.room.read)
    assert (kept.file_name, kept.reason) == ("strange.lawdesk", cause)
    assert case.vault.unseal(sealed_form_of(kept)) == data
    assert path.read_bytes() == data
    again = case.look_at(path)
    assert again == RefusedReply("strange.lawdesk", cause, None, is_known=True)


def test_five_gigabytes_are_refused_by_their_size(case: ReplyRoom) -> None:
    path = case.put("huge.lawdesk", b"LDREPLY\n")
    os.truncate(path, 5_000_000_000)
    before = counts(case)
    outcome = case.look_at(path)
    assert outcome == RefusedReply("huge.lawdesk", ReplyRefusal.TOO_LARGE, None)
    case.record(outcome)
    assert counts(case) == before
    path.unlink()


def test_fifty_megabytes_are_read_and_one_byte_more_is_not(case: ReplyRoom) -> None:
    path = case.put("large.lawdesk", b"x")
    os.truncate(path, MAX_REPLY_BYTES + 1)
    assert case.look_at(path) == RefusedReply("large.lawdesk", ReplyRefusal.TOO_LARGE, None)


def test_a_folder_and_a_missing_file_are_told(case: ReplyRoom) -> None:
    with pytest.raises(ImportRefused, match="is not a file"):
        case.look_at(case.folder)
    with pytest.raises(ImportRefused, match="cannot be read"):
        case.look_at(case.folder / "gone.lawdesk")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_a_pipe_is_not_waited_for(case: ReplyRoom) -> None:
    os.mkfifo(case.folder / "pipe.lawdesk")
    with pytest.raises(ImportRefused, match="is not a file"):
        case.look_at(case.folder / "pipe.lawdesk")


def test_a_refused_file_goes_when_the_lawyer_says_so(case: ReplyRoom) -> None:
    case.record(case.look_at(case.put("strange.lawdesk", b"nothing")))
    (kept,) = replies.list_refused(case.room.read)
    assert replies.list_sealed_names(case.room.read) == [kept.sealed_name]
    name = case.room.do(delete_refused, kept.id, now=case.room.clock.now())
    assert name == kept.sealed_name
    assert replies.list_refused(case.room.read) == []
    assert replies.list_sealed_names(case.room.read) == []


def file_it(case: ReplyRoom, reply_id: ReplyId, name: str, **choices: Any) -> DocumentId:
    honest = {"matter_id": case.matter_id, "kind": DocumentKind.EVIDENCE}
    wanted: dict[str, Any] = honest | choices
    item = case.item(reply_id, name)
    return case.room.do(file_paper, item, now=case.room.clock.now(), **wanted)


def test_a_file_becomes_a_document_and_ticks_its_request_off(case: ReplyRoom) -> None:
    reply_id = case.take_in()
    document_id = file_it(
        case,
        reply_id,
        "tenancy.pdf",
        title="Tenancy agreement",
        folder="Client/Papers",
        closes_request=True,
    )
    paper = documents.get(case.room.read, document_id)
    assert (paper.title, paper.folder, paper.kind, paper.client_id) == (
        "Tenancy agreement",
        "Client/Papers",
        DocumentKind.EVIDENCE,
        case.client_id,
    )
    assert case.vault.unseal(sealed_form(paper)) == PDF
    request = client_requests.get(case.room.read, case.papers)
    assert (request.outcome, request.closed_on) == (RequestOutcome.DONE, FRIDAY)
    assert [p.document_id for p in client_requests.list_papers(case.room.read, case.papers)] == [
        document_id
    ]
    item = case.items(reply_id)["tenancy.pdf"]
    assert (item.state, item.filed_as, item.filed_id) == (
        ItemState.FILED,
        FiledAs.DOCUMENT,
        document_id,
    )
    assert paper.sealed_name not in replies.list_sealed_names(case.room.read)
    assert paper.sealed_name in documents.list_sealed_names(case.room.read)


def test_a_file_can_belong_to_the_client_alone_and_leave_its_request_open(
    case: ReplyRoom,
) -> None:
    reply_id = case.take_in()
    document_id = file_it(case, reply_id, "tenancy.pdf", matter_id=None)
    assert documents.get(case.room.read, document_id).matter_id is None
    assert client_requests.get(case.room.read, case.papers).closed_on is None
    assert len(client_requests.list_papers(case.room.read, case.papers)) == 1


def test_bytes_the_matter_has_already_stay_one_document(case: ReplyRoom) -> None:
    first, second = case.take_in(), case.take_in()
    one = file_it(case, first, "note.txt")
    two = file_it(case, second, "note.txt", title="Another name")
    assert one == two
    assert documents.get(case.room.read, one).title == "note"


def test_a_file_cannot_be_filed_with_another_client(case: ReplyRoom) -> None:
    reply_id = case.take_in()
    foreign = case.room.add_matter("Other", case.room.add_client("Other"))
    before = counts(case)
    with pytest.raises(FieldError, match="another client"):
        file_it(case, reply_id, "note.txt", matter_id=foreign)
    assert counts(case) == before
    assert case.items(reply_id)["note.txt"].state is ItemState.WAITING


def test_an_answer_ticks_its_request_off(case: ReplyRoom) -> None:
    reply_id = case.take_in()
    case.room.do(file_answer, case.item(reply_id, "answer"), now=case.room.clock.now())
    request = client_requests.get(case.room.read, case.answer)
    assert (request.answer, request.outcome) == ("Since March 2019.", RequestOutcome.DONE)


def test_a_second_answer_does_not_write_over_the_first(case: ReplyRoom) -> None:
    first, second = case.take_in(), case.take_in()
    case.room.do(file_answer, case.item(first, "answer"), now=case.room.clock.now())
    with pytest.raises(RuleError, match="has an answer already"):
        case.room.do(file_answer, case.item(second, "answer"), now=case.room.clock.now())
    case.room.do(note_item, case.item(second, "answer"), now=case.room.clock.now())
    assert client_requests.get(case.room.read, case.answer).answer == "Since March 2019."


def test_an_answer_to_what_was_never_asked_can_only_be_noted(case: ReplyRoom) -> None:
    for strange in ("999", "1; DROP TABLE", "", request_name(case.answer) + " "):
        answers = [{"request": strange, "text": "x"}]
        reply_id = case.take_in(case.words(answers=answers))
        item = case.items(reply_id)["answer"]
        if strange.strip() == request_name(case.answer):
            assert item.request_id == case.answer
            continue
        assert item.request_id is None
        with pytest.raises(RuleError, match="nothing that was asked"):
            case.room.do(file_answer, item.id, now=case.room.clock.now())


def test_a_question_becomes_a_dispute_only_when_asked_to(case: ReplyRoom) -> None:
    reply_id = case.take_in()
    item = case.item(reply_id, "invoice")
    assert disputes.disputed_cents(case.room.read, case.invoice_id) == 0
    with pytest.raises(FieldError):
        case.room.do(
            file_question, item, 900_00, "Too much", received_on=FRIDAY, now=case.room.clock.now()
        )
    assert case.items(reply_id)["invoice"].state is ItemState.WAITING
    dispute_id = case.room.do(
        file_question, item, 120_00, "Two hours?", received_on=FRIDAY, now=case.room.clock.now()
    )
    assert disputes.disputed_cents(case.room.read, case.invoice_id) == 120_00
    decided = case.items(reply_id)["invoice"]
    assert (decided.filed_as, decided.filed_id) == (FiledAs.DISPUTE, dispute_id)


def test_nobody_can_speak_of_another_clients_invoice(case: ReplyRoom) -> None:
    other = case.room.add_matter("Other", case.room.add_client("Other"))
    add_claim(case.room, other, 100_00, date(2026, 11, 30))
    words = [{"number": "T-0002", "verdict": "question", "amount": "", "reason": "x"}]
    reply_id = case.take_in(case.words(invoices=words))
    item = case.items(reply_id)["invoice"]
    assert item.invoice_id is None
    with pytest.raises(RuleError, match="no invoice of that number"):
        case.room.do(
            file_question, item.id, 1_00, "x", received_on=FRIDAY, now=case.room.clock.now()
        )


def test_contact_data_are_taken_over_field_by_field(case: ReplyRoom) -> None:
    reply_id = case.take_in()
    item = case.item(reply_id, "contact")
    case.room.do(take_over_contact, item, [ContactKind.MAIL], now=case.room.clock.now())
    found = clients.list_contacts(case.room.read, case.client_id)
    by_kind = {kind: [c.value for c in found if c.kind is kind] for kind in ContactKind}
    assert by_kind[ContactKind.MAIL] == ["maria@new.example", "work@old.example"]
    assert by_kind[ContactKind.ADDRESS] == ["1 Main Street\n10115 Berlin"]
    assert by_kind[ContactKind.PHONE] == []


def test_a_mail_address_that_is_none_is_refused(case: ReplyRoom) -> None:
    contact = {
        "confirmed": False,
        "address": "",
        "mail": "a@b.example\nBcc: x@y.example",
        "phone": "",
    }
    reply_id = case.take_in(case.words(contact=contact))
    item = case.item(reply_id, "contact")
    with pytest.raises(FieldError, match="not a mail address"):
        case.room.do(
            take_over_contact,
            item,
            [ContactKind.PHONE, ContactKind.MAIL],
            now=case.room.clock.now(),
        )
    contact_now = clients.find_contact(case.room.read, case.client_id, ContactKind.MAIL)
    assert contact_now is not None
    assert contact_now.value == "maria@old.example"
    assert case.items(reply_id)["contact"].state is ItemState.WAITING


def test_a_rejected_message_leaves_the_log_and_a_rejected_file_the_vault(
    case: ReplyRoom,
) -> None:
    reply_id = case.take_in()
    now = case.room.clock.now()
    assert case.room.do(reject_item, case.item(reply_id, "message"), now=now) == []
    assert messages.list_of_matter(case.room.read, case.matter_id) == []
    item = case.item(reply_id, "setup.exe")
    file = replies.get_file(case.room.read, item)
    assert case.room.do(reject_item, item, now=now) == [file.sealed_name]
    assert file.sealed_name not in replies.list_sealed_names(case.room.read)


def test_a_part_is_decided_once(case: ReplyRoom) -> None:
    reply_id = case.take_in()
    item = case.item(reply_id, "message")
    case.room.do(note_item, item, now=case.room.clock.now())
    for again in (note_item, reject_item):
        with pytest.raises(RuleError, match="decided already"):
            case.room.do(again, item, now=case.room.clock.now())
    with pytest.raises(RuleError, match="filed or rejected"):
        case.room.do(note_item, case.item(reply_id, "note.txt"), now=case.room.clock.now())


def test_a_reply_closes_with_its_last_part(case: ReplyRoom) -> None:
    reply_id = case.take_in()
    now = case.room.clock.now()
    case.room.do(note_item, case.item(reply_id, "message"), now=now)
    assert replies.get(case.room.read, reply_id).closed_at is None
    gone = case.room.do(reject_rest, reply_id, now=now)
    assert len(gone) == 3
    assert replies.get(case.room.read, reply_id).closed_at == now.at
    assert replies.count_open(case.room.read) == 0
    assert [row.id for row in replies.list_closed(case.room.read)] == [reply_id]


def test_a_reply_that_says_nothing_is_closed_at_once(case: ReplyRoom) -> None:
    reply_id = case.take_in(Words(changes={"sequence": 1}))
    assert replies.get(case.room.read, reply_id).closed_at == case.room.clock.at
    assert bundles.get(case.room.read, case.bundle_id).opened_how == "reply"


def test_contact_that_is_confirmed_is_noted(case: ReplyRoom) -> None:
    contact = {"confirmed": True, "address": "", "mail": "", "phone": ""}
    reply_id = case.take_in(case.words(contact=contact))
    before = clients.list_contacts(case.room.read, case.client_id)
    case.room.do(note_item, case.item(reply_id, "contact"), now=case.room.clock.now())
    assert clients.list_contacts(case.room.read, case.client_id) == before


def test_the_watched_folder_is_remembered(case: ReplyRoom) -> None:
    assert replies.reply_folder(case.room.read) == ""
    case.room.do(watch_folder, "/home/helen/Downloads")
    assert replies.reply_folder(case.room.read) == "/home/helen/Downloads"
    with pytest.raises(FieldError):
        case.room.do(watch_folder, "x" * 5000)


@pytest.mark.parametrize("member", ["message", "sequence"])
def test_the_database_itself_guards_what_was_decided(case: ReplyRoom, member: str) -> None:
    reply_id = case.take_in()
    case.room.do(note_item, case.item(reply_id, "message"), now=case.room.clock.now())
    queries = {
        "message": "UPDATE reply_items SET state = 'waiting', decided_at = NULL "
        "WHERE kind = 'message'",
        "sequence": "UPDATE replies SET sequence = 5",
    }
    with pytest.raises(Exception, match="cannot change"):
        case.room.do(lambda tx: tx.write(queries[member]))
