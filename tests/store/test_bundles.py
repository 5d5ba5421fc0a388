"""Proposing, planning, recording and handing over bundles, on a real practice."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver
from pyrage import x25519

from lawdesk.domain.bundle_contents import BundleChoice, BundleOffer
from lawdesk.domain.bundle_handover import FileChannel, OpenedHow, WordsChannel
from lawdesk.domain.bundles import (
    BillStanding,
    BundleFile,
    BundlePlan,
    BundleReceipt,
    RequestWants,
    WordsKind,
    manifest,
)
from lawdesk.domain.clients import ClientId
from lawdesk.domain.documents import DocumentId, DocumentOrigin, DocumentPlace, NewFile
from lawdesk.domain.invoices import InvoiceId, InvoiceTexts
from lawdesk.domain.issued_paper import paper_of
from lawdesk.domain.matters import MatterId, Sensitivity
from lawdesk.domain.updates import UpdateId, UpdateParts
from lawdesk.errors import FieldError, RuleError
from lawdesk.exports.invoice_pdf import draw_invoice
from lawdesk.exports.reply_keys import make_reply_key
from lawdesk.operations.bundles.contents import propose_contents
from lawdesk.operations.bundles.plan import plan_bundle
from lawdesk.operations.bundles.record import (
    note_bundle_delivery,
    note_bundle_opened,
    record_bundle,
)
from lawdesk.operations.bundles.sample import SampleTexts, plan_test_bundle
from lawdesk.operations.bundles.standing_words import agree_standing_words, end_standing_words
from lawdesk.operations.bundles.words import BundleWords
from lawdesk.operations.client_requests import ask
from lawdesk.operations.documents import record_document, record_files
from lawdesk.operations.drafts import make_draft
from lawdesk.operations.invoices import issue_invoice, record_invoice_pdf
from lawdesk.operations.matters import set_sensitivity
from lawdesk.operations.time_entries import add_time_entry
from lawdesk.operations.updates import begin_update, set_update_parts
from lawdesk.store import (
    bundle_contents,
    bundles,
    consistency,
    invoices,
    matters,
    messages,
    standing_words,
    updates,
)
from lawdesk.vault.sealed_documents import SealedDocuments
from practice_room import FRIDAY, PracticeRoom

SIX = "anchor bottle candle dragon engine falcon"


@pytest.fixture
def sealed(tmp_path: Path) -> SealedDocuments:
    return SealedDocuments(tmp_path / "docs", (str(x25519.Identity.generate()),))


def add_paper(
    room: PracticeRoom, sealed: SealedDocuments, matter: MatterId, name: str, content: bytes
) -> DocumentId:
    return room.do(
        record_document,
        matter,
        name,
        "application/pdf",
        sealed.seal_bytes(content),
        now=room.clock.now(),
    )


def add_from_client(
    room: PracticeRoom, sealed: SealedDocuments, matter: MatterId, name: str, content: bytes
) -> DocumentId:
    place = DocumentPlace(client_of(room, matter), matter)
    file = NewFile(name, "text/plain", sealed.seal_bytes(content))
    now = room.clock.now()
    return room.do(record_files, place, [file], now=now, origin=DocumentOrigin.REPLY).added[0]


def add_update(room: PracticeRoom, matter: MatterId, happened: str) -> UpdateId:
    parts = UpdateParts(happened, "We wait for the court.", "")
    return room.do(begin_update, matter, parts, now=room.clock.now())


def issued(room: PracticeRoom, sealed: SealedDocuments, matter: MatterId) -> InvoiceId:
    now = room.clock.now()
    room.do(add_time_entry, matter, worked_on=FRIDAY, seconds=5400, narrative="Brief", now=now)
    draft = room.do(make_draft, matter, now=now)
    invoice_id = room.do(issue_invoice, draft, InvoiceTexts(), now=now)
    pdf = draw_invoice(paper_of(invoices.get_composed(room.read, invoice_id)))
    room.do(record_invoice_pdf, invoice_id, sealed.seal_bytes(pdf), now=now)
    return invoice_id


def client_of(room: PracticeRoom, matter: MatterId) -> ClientId:
    return matters.get(room.read, matter).client_id


def offer(room: PracticeRoom, *about: MatterId) -> BundleOffer:
    return propose_contents(room.read, client_of(room, about[0]), list(about), now=room.clock.now())


def proposed(found: BundleOffer) -> BundleChoice:
    """The choice a lawyer makes who ticks nothing and unticks nothing."""
    pdfs = [bill.document_id for bill in found.invoices if bill.proposed and bill.document_id]
    papers = [paper.id for paper in found.documents if paper.proposed]
    return BundleChoice(
        found.client_id,
        tuple(matter.id for matter in found.matters),
        update_ids=tuple(each.id for each in found.updates),
        invoice_ids=tuple(bill.id for bill in found.invoices if bill.proposed),
        document_ids=(*pdfs, *papers),
        request_ids=tuple(each.id for each in found.requests),
    )


def written(room: PracticeRoom, folder: Path, choice: BundleChoice) -> tuple[int, BundlePlan]:
    """Plans and records a bundle as if it had been written."""
    key = make_reply_key()
    plan = plan_bundle(room.read, choice, BundleWords(), reply=key.address, now=room.clock.now())
    receipt = BundleReceipt(folder / plan.file_name, plan.public_id, "0" * 64, 10, plan.files)
    now = room.clock.now()
    return room.do(record_bundle, choice, plan, receipt, reply_key=key.private, now=now), plan


def hand_over(
    room: PracticeRoom,
    bundle_id: int,
    channel: FileChannel = FileChannel.MAIL,
    words: WordsChannel = WordsChannel.PHONE,
) -> None:
    now = room.clock.now()
    room.do(
        note_bundle_delivery,
        bundle_id,
        delivered_on=now.day,
        channel=channel,
        person="Maria Alvarez",
        words_channel=words,
        now=now,
    )


def test_everything_new_is_proposed_and_once_written_no_more(
    room: PracticeRoom, sealed: SealedDocuments, tmp_path: Path
) -> None:
    matter = room.add_matter()
    client = client_of(room, matter)
    bill = issued(room, sealed, matter)
    paper = add_paper(room, sealed, matter, "brief.pdf", b"content")
    update = add_update(room, matter, "The witness was heard.")
    asked = room.do(
        ask,
        matter,
        wants=RequestWants.PAPERS,
        title="Payslips",
        detail="",
        due_on=None,
        now=room.clock.now(),
    )
    found = offer(room, matter)
    assert (found.number, found.since) == (1, None)
    assert [each.id for each in found.updates if each.proposed] == [update]
    assert [(each.id, each.standing) for each in found.invoices] == [(bill, BillStanding.OPEN)]
    assert [each.id for each in found.documents if each.proposed] == [paper]
    assert [each.id for each in found.requests] == [asked]
    assert [each.proposed for each in found.terms] == [True]
    assert found.currencies == ("USD",)
    written(room, tmp_path, proposed(found))
    room.clock.go_on(3 * 86400)
    later = offer(room, matter)
    assert (later.number, later.since) == (2, FRIDAY)
    assert [each.proposed for each in later.documents] == [False]
    assert later.documents[0].given.number == 1
    assert later.documents[0].given.on is None
    # Still open, so the client is told again; the draft was not handed over, so it is still one.
    assert [each.proposed for each in later.invoices] == [True]
    assert [each.id for each in later.updates] == [update]
    assert bundles.list_of_client(room.read, client)[0].number == 1


def test_a_new_version_of_a_given_paper_is_new_again(
    room: PracticeRoom, sealed: SealedDocuments, tmp_path: Path
) -> None:
    matter = room.add_matter()
    paper = add_paper(room, sealed, matter, "brief.pdf", b"content")
    written(room, tmp_path, proposed(offer(room, matter)))
    again = sealed.seal_bytes(b"content, corrected")
    with room.database.transaction() as tx:
        tx.write(
            "INSERT INTO document_versions (document_id, number, origin, file_name, media_type, "
            "warnings, plain_sha256, plain_size, sealed_name, sealed_sha256, sealed_size, "
            "added_at) VALUES (?, 2, 'edited', 'brief.pdf', 'application/pdf', '[]', ?, ?, ?, ?, "
            "?, 0)",
            paper,
            again.plain_sha256,
            again.plain_size,
            again.name,
            again.sealed_sha256,
            again.sealed_size,
        )
        tx.write("UPDATE documents SET version = 2 WHERE id = ?", paper)
    (found,) = offer(room, matter).documents
    assert found.proposed
    assert found.given.number is None
    assert found.given.was_other
    plan = plan_bundle(
        room.read, proposed(offer(room, matter)), BundleWords(), now=room.clock.now()
    )
    assert plan.files[0].is_new
    assert plan.files[0].sha256 == again.plain_sha256


def test_a_paper_not_to_be_shared_is_neither_offered_nor_planned(
    room: PracticeRoom, sealed: SealedDocuments
) -> None:
    matter = room.add_matter()
    paper = add_paper(room, sealed, matter, "strategy.pdf", b"content")
    with room.database.transaction() as tx:
        tx.write("UPDATE documents SET may_be_shared = 0 WHERE id = ?", paper)
    found = offer(room, matter)
    assert found.documents == ()
    assert found.kept_back == 1
    choice = BundleChoice(client_of(room, matter), (matter,), document_ids=(paper,))
    with pytest.raises(RuleError, match="may not be shared"):
        plan_bundle(room.read, choice, BundleWords(), now=room.clock.now())


def test_nothing_of_another_client_gets_into_a_plan(
    room: PracticeRoom, sealed: SealedDocuments
) -> None:
    mine, other = room.add_matter(), room.add_matter("Meier ./. Kunz", room.add_client("Ida Meier"))
    client = client_of(room, mine)
    foreign = (
        BundleChoice(client, (mine, other)),
        BundleChoice(
            client, (mine,), document_ids=(add_paper(room, sealed, other, "x.pdf", b"x"),)
        ),
        BundleChoice(client, (mine,), invoice_ids=(issued(room, sealed, other),)),
        BundleChoice(client, (mine,), update_ids=(add_update(room, other, "Not yours"),)),
    )
    for choice in foreign:
        with pytest.raises(RuleError, match="another client"):
            plan_bundle(room.read, choice, BundleWords(), now=room.clock.now())
    with pytest.raises(RuleError, match="another client"):
        propose_contents(room.read, client, [mine, other], now=room.clock.now())


def test_the_plan_says_how_bills_stand_and_what_the_account_holds(
    room: PracticeRoom, sealed: SealedDocuments
) -> None:
    matter = room.add_matter()
    bill = issued(room, sealed, matter)
    room.clock.go_on(40 * 86400)
    choice = BundleChoice(
        client_of(room, matter), (matter,), invoice_ids=(bill,), with_account=True, letter=" Hello "
    )
    plan = plan_bundle(room.read, choice, BundleWords(), now=room.clock.now())
    (told,) = plan.invoices
    assert (told.number, told.standing) == ("2026-0001", BillStanding.OVERDUE)
    assert told.total == told.open == "USD\u00a0450.00"
    assert told.due_on == FRIDAY + timedelta(days=14)
    assert told.file is None
    assert [(row.amount, row.balance) for row in plan.account] == [
        ("USD\u00a0450.00", "USD\u00a0450.00")
    ]
    assert {detail.label: detail.value for detail in plan.pay_by}["Quoting"] == "2026-0001"
    assert plan.letter == "Hello"
    assert plan.contact is None


def test_an_answer_has_a_key_that_only_the_office_holds(
    room: PracticeRoom, sealed: SealedDocuments, tmp_path: Path
) -> None:
    matter = room.add_matter()
    add_paper(room, sealed, matter, "brief.pdf", b"content")
    bundle_id, plan = written(room, tmp_path, proposed(offer(room, matter)))
    kept = bundles.find_by_public_id(room.read, plan.public_id)
    assert kept is not None
    assert kept.id == bundle_id
    assert plan.reply is not None
    assert kept.reply_token == plan.reply.token
    assert kept.reply_key is not None
    assert len(kept.reply_key) == 32
    assert kept.reply_key.hex() not in kept.contents
    assert json.loads(kept.contents) == manifest(plan)
    assert plan.contact is not None
    assert plan.contact.address == "1 Main Street\n10115 Berlin"


def test_a_program_is_offered_but_not_proposed(room: PracticeRoom, sealed: SealedDocuments) -> None:
    matter = room.add_matter()
    brief = add_paper(room, sealed, matter, "brief.pdf", b"content")
    program = add_paper(room, sealed, matter, "statement.exe", b"MZ")
    found = {each.id: each for each in offer(room, matter).documents}
    assert (found[brief].takes_care, found[brief].proposed) == (False, True)
    assert (found[program].takes_care, found[program].proposed) == (True, False)


def test_an_update_with_gaps_is_offered_but_not_proposed(room: PracticeRoom) -> None:
    matter = room.add_matter()
    whole = add_update(room, matter, "The witness was heard [see Exhibit 4 (b)](a).")
    with_gaps = add_update(room, matter, "The hearing is on [date]. Bring [papers]. On [date]!")
    found = {each.id: each for each in offer(room, matter).updates}
    assert found[with_gaps].gaps == ("[date]", "[papers]")
    assert not found[with_gaps].proposed
    assert found[whole].proposed is (not found[whole].gaps)


def test_handing_over_gives_the_updates_and_stands_in_the_log(
    room: PracticeRoom, tmp_path: Path
) -> None:
    first = room.add_matter()
    client = client_of(room, first)
    second = room.add_matter("The lease", client)
    told = add_update(room, first, "The witness was heard.")
    changed = add_update(room, second, "The landlord wrote.")
    bundle_id, _plan = written(room, tmp_path, proposed(offer(room, first, second)))
    room.do(set_update_parts, changed, UpdateParts("The landlord wrote twice."))
    hand_over(room, bundle_id)
    assert updates.get(room.read, told).bundle_id == bundle_id
    assert updates.get(room.read, changed).given_on is None
    (delivery,) = bundles.list_deliveries(room.read, bundle_id)
    assert (delivery.channel, delivery.words_channel) == ("mail", "phone")
    assert delivery.person == "Maria Alvarez"
    logged = [
        *messages.list_of_matter(room.read, first),
        *messages.list_of_matter(room.read, second),
    ]
    assert [each.bundle_id for each in logged] == [bundle_id, bundle_id]
    (latest,) = bundles.list_latest(room.read, [client])
    assert (latest.delivered_on, latest.opened_on) == (FRIDAY, None)
    consistency.require_counted_rows(room.read)


@pytest.mark.parametrize(
    ("channel", "words", "field"),
    [
        (FileChannel.MAIL, WordsChannel.MAIL, "words_channel"),
        (FileChannel.IN_PERSON, WordsChannel.MAIL, "words_channel"),
        (FileChannel.POST, WordsChannel.POST, "words_channel"),
        (FileChannel.MAIL, WordsChannel.KNOWN, "words_channel"),
    ],
)
def test_words_and_file_never_go_the_same_way(
    room: PracticeRoom, tmp_path: Path, channel: FileChannel, words: WordsChannel, field: str
) -> None:
    matter = room.add_matter()
    add_update(room, matter, "The witness was heard.")
    bundle_id, _plan = written(room, tmp_path, proposed(offer(room, matter)))
    with pytest.raises(FieldError) as refused:
        hand_over(room, bundle_id, channel, words)
    assert refused.value.field == field
    assert bundles.list_deliveries(room.read, bundle_id) == []


def test_a_secret_matter_never_goes_by_mail(room: PracticeRoom, tmp_path: Path) -> None:
    first = room.add_matter()
    second = room.add_matter("The lease", client_of(room, first))
    add_update(room, first, "The witness was heard.")
    room.do(set_sensitivity, second, Sensitivity.SECRET, now=room.clock.at)
    found = offer(room, first, second)
    assert found.sensitivity is Sensitivity.SECRET
    bundle_id, _plan = written(room, tmp_path, proposed(found))
    for channel in (FileChannel.MAIL, FileChannel.SHARE):
        with pytest.raises(FieldError, match="secret"):
            hand_over(room, bundle_id, channel)
    hand_over(room, bundle_id, FileChannel.IN_PERSON)
    assert len(bundles.list_deliveries(room.read, bundle_id)) == 1


def test_a_bundle_is_not_handed_over_before_it_was_written_or_tomorrow(
    room: PracticeRoom, tmp_path: Path
) -> None:
    matter = room.add_matter()
    add_update(room, matter, "The witness was heard.")
    bundle_id, _plan = written(room, tmp_path, proposed(offer(room, matter)))
    for day in (FRIDAY - timedelta(days=1), FRIDAY + timedelta(days=1)):
        with pytest.raises(FieldError) as refused:
            room.do(
                note_bundle_delivery,
                bundle_id,
                delivered_on=day,
                channel=FileChannel.MAIL,
                words_channel=WordsChannel.PHONE,
                now=room.clock.now(),
            )
        assert refused.value.field == "delivered_on"


def test_opening_is_noted_once(room: PracticeRoom, tmp_path: Path) -> None:
    matter = room.add_matter()
    add_update(room, matter, "The witness was heard.")
    bundle_id, _plan = written(room, tmp_path, proposed(offer(room, matter)))
    now = room.clock.now()
    assert room.do(note_bundle_opened, bundle_id, opened_on=FRIDAY, how=OpenedHow.TOLD, now=now)
    assert not room.do(
        note_bundle_opened, bundle_id, opened_on=FRIDAY, how=OpenedHow.REPLY, now=now
    )
    kept = bundles.get(room.read, bundle_id)
    assert (kept.opened_on, kept.opened_how) == (FRIDAY, "told")


def test_numbers_count_per_client_and_are_never_given_twice(
    room: PracticeRoom, tmp_path: Path
) -> None:
    matter, other = room.add_matter(), room.add_matter("X", room.add_client("Ida Meier"))
    for each in (matter, matter, other):
        add_update(room, each, "News.")
        written(room, tmp_path, proposed(offer(room, each)))
    numbers = [each.number for each in bundles.list_of_matter(room.read, matter)]
    assert numbers == [2, 1]
    assert [each.number for each in bundles.list_of_matter(room.read, other)] == [1]
    late = BundleChoice(client_of(room, matter), (matter,), letter="Hello")
    plan = plan_bundle(room.read, late, BundleWords(), now=room.clock.now())
    written(room, tmp_path, late)
    receipt = BundleReceipt(tmp_path / "x.html", plan.public_id, "0" * 64, 10, ())
    with pytest.raises(RuleError, match="took the number 3"):
        room.do(record_bundle, late, plan, receipt, now=room.clock.now())


def test_recorded_bundles_and_their_contents_cannot_change(
    room: PracticeRoom, sealed: SealedDocuments, tmp_path: Path
) -> None:
    matter = room.add_matter()
    add_paper(room, sealed, matter, "brief.pdf", b"content")
    issued(room, sealed, matter)
    add_update(room, matter, "News.")
    bundle_id, _plan = written(room, tmp_path, proposed(offer(room, matter)))
    now = room.clock.now()
    room.do(note_bundle_opened, bundle_id, opened_on=FRIDAY, how=OpenedHow.TOLD, now=now)
    for sql in (
        "UPDATE bundles SET size = 1",
        "UPDATE bundles SET reply_token = NULL",
        "UPDATE bundles SET opened_on = '2026-01-01'",
        "UPDATE bundle_documents SET sha256 = name",
        "UPDATE bundle_invoices SET invoice_id = 7",
        "UPDATE bundle_updates SET position = 7",
        "DELETE FROM bundles",
    ):
        with pytest.raises(driver.IntegrityError), room.database.transaction() as tx:
            tx.write(sql)
    assert bundle_contents.list_papers(room.read, bundle_id)[0].name == "invoice-2026-0001.pdf"


def test_a_test_bundle_counts_in_no_series_and_gives_nothing(
    room: PracticeRoom, sealed: SealedDocuments, tmp_path: Path
) -> None:
    matter = room.add_matter()
    client = client_of(room, matter)
    add_paper(room, sealed, matter, "brief.pdf", b"content")
    key, now = make_reply_key(), room.clock.now()
    paper = BundleFile("test.pdf", "Test", "application/pdf", 4, "a" * 64, "test")
    texts = SampleTexts("A test", "Only a test from {name}.", "Did it open?", "")
    plan = plan_test_bundle(room.read, client, texts, paper, reply=key.address, now=now)
    assert (plan.number, plan.is_test, plan.requests[0].id) == (0, True, "r0")
    assert plan.letter == "Only a test from Helen Marsh."
    receipt = BundleReceipt(tmp_path / plan.file_name, plan.public_id, "0" * 64, 10, plan.files)
    choice = BundleChoice(client, ())
    bundle_id = room.do(
        record_bundle,
        choice,
        plan,
        receipt,
        words_kind=WordsKind.TEST,
        reply_key=key.private,
        now=now,
    )
    found = offer(room, matter)
    assert (found.number, found.since) == (1, None)
    assert [each.proposed for each in found.documents] == [True]
    assert bundles.list_latest(room.read, [client]) == []
    hand_over(room, bundle_id, words=WordsChannel.KNOWN)
    assert bundles.list_deliveries(room.read, bundle_id)[0].words_channel == "known"


def test_standing_words_are_agreed_replaced_and_ended(room: PracticeRoom) -> None:
    client = room.add_client()
    now = room.clock.now()
    first = room.do(
        agree_standing_words, client, SIX, agreed_on=FRIDAY, agreed_how="in person", now=now
    )
    room.do(
        agree_standing_words,
        client,
        "other " + SIX,
        agreed_on=FRIDAY,
        agreed_how="by phone",
        now=now,
    )
    held = standing_words.find(room.read, client)
    assert held is not None
    assert held.words == f"other {SIX}"
    before = standing_words.list_of_client(room.read, client)[-1]
    assert (before.id, before.ended_on, before.words) == (first, FRIDAY, SIX)
    room.do(end_standing_words, client, now=now)
    assert standing_words.find(room.read, client) is None
    with pytest.raises(RuleError):
        room.do(end_standing_words, client, now=now)
    for sql in ("UPDATE standing_words SET words = 'x'", "DELETE FROM standing_words"):
        with pytest.raises(driver.IntegrityError), room.database.transaction() as tx:
            tx.write(sql)


@pytest.mark.parametrize(
    ("words", "on", "how", "field"),
    [
        ("short", FRIDAY, "in person", "words"),
        ("longer " * 12, FRIDAY, "in person", "words"),
        (SIX, FRIDAY, " ", "agreed_how"),
        (SIX, date(2027, 1, 1), "in person", "agreed_on"),
    ],
)
def test_standing_words_that_cannot_be_used_are_refused(
    room: PracticeRoom, words: str, on: date, how: str, field: str
) -> None:
    client = room.add_client()
    with pytest.raises(FieldError) as refused:
        room.do(
            agree_standing_words,
            client,
            words,
            agreed_on=on,
            agreed_how=how,
            now=room.clock.now(),
        )
    assert refused.value.field == field
    assert standing_words.find(room.read, client) is None


def test_what_came_from_the_client_is_offered_and_not_proposed(
    room: PracticeRoom, sealed: SealedDocuments
) -> None:
    matter = room.add_matter()
    own = add_paper(room, sealed, matter, "brief.pdf", b"brief")
    sent = add_from_client(room, sealed, matter, "delivery note.txt", b"40 pallets")
    found = {paper.id: paper for paper in offer(room, matter).documents}
    assert (found[own].given.from_client, found[own].proposed) == (False, True)
    assert (found[sent].given.from_client, found[sent].proposed) == (True, False)
