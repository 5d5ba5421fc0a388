"""Letters from templates in a real practice: filled, changed, filed; and letterheads that stay."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import sqlcipher3
from pyrage import x25519

from bills_room import draft, issue, work
from lawdesk.domain.clients import ContactKind
from lawdesk.domain.documents import DocumentKind, DocumentOrigin
from lawdesk.domain.issued_paper import paper_of
from lawdesk.domain.letterhead import Letterhead
from lawdesk.domain.letters.letters import LetterDraft, LetterKind, TemplateWords
from lawdesk.domain.letters.placeholders import NAMES
from lawdesk.domain.matters import MatterId
from lawdesk.errors import FieldError, RuleError
from lawdesk.exports.client_texts import client_texts
from lawdesk.exports.invoice_pdf import draw_invoice
from lawdesk.exports.letter_from_template_pdf import draw_letter
from lawdesk.exports.starter_letters import starter_letters
from lawdesk.operations.clients import change_client, set_contacts
from lawdesk.operations.letter_templates import (
    add_starter_templates,
    add_template,
    archive_template,
    change_template,
    restore_template,
)
from lawdesk.operations.letterhead import set_letterhead
from lawdesk.operations.letters import (
    begin_letter,
    change_letter,
    discard_letter,
    fill_from_template,
    letter_paper,
    letter_values,
    put_back_letter,
    record_letter,
)
from lawdesk.store import documents, invoices, letter_drafts, letter_templates, matters
from lawdesk.store import letterhead as letterheads
from lawdesk.vault.sealed_documents import SealedDocument, SealedDocuments
from practice_room import FRIDAY, PracticeRoom, make_room

CLOSING = client_texts("letter", "en")["closing"]
HEAD = Letterhead(lines="Family law", footer="First River Bank")


def letter_about(room: PracticeRoom, matter_id: MatterId) -> LetterDraft:
    """The letter in the making for a matter."""
    client_id = matters.get(room.read, matter_id).client_id
    draft_id = room.do(begin_letter, client_id, matter_id, CLOSING, now=room.clock.now())
    return letter_drafts.get(room.read, draft_id)


def matter_with_work(room: PracticeRoom, hours: int = 1) -> MatterId:
    """A matter with unbilled hours."""
    matter_id = room.add_matter()
    work(room, matter_id, hours * 3600)
    return matter_id


def template(subject: str, text: str, kind: LetterKind = LetterKind.LETTER) -> TemplateWords:
    """A template in English."""
    return TemplateWords(kind, "en", f"Template {subject}", subject, text)


def fill(room: PracticeRoom, letter: LetterDraft, words: TemplateWords) -> LetterDraft:
    """The letter filled from a new template."""
    template_id = room.do(add_template, words, now=room.clock.at)
    room.do(fill_from_template, letter.id, template_id, now=room.clock.now())
    return letter_drafts.get(room.read, letter.id)


def change(room: PracticeRoom, letter: LetterDraft, name: str, value: object) -> LetterDraft:
    """The letter after one field was changed."""
    room.do(change_letter, letter.id, name, value, now=room.clock.now())
    return letter_drafts.get(room.read, letter.id)


def seal(folder: Path, content: bytes) -> SealedDocument:
    """Bytes sealed beside the database."""
    vault = SealedDocuments(folder / "docs", (str(x25519.Identity.generate()),))
    return vault.seal_bytes(content)


def test_a_letter_is_filled_with_what_the_practice_knows(room: PracticeRoom) -> None:
    matter_id = room.add_matter()
    client_id = matters.get(room.read, matter_id).client_id
    room.do(set_contacts, client_id, ContactKind.MAIL, ["maria@alvarez.example"])
    letter = letter_about(room, matter_id)
    assert letter.recipient == "Maria Alvarez\n1 Main Street\n10115 Berlin"
    assert letter.closing == "Kind regards,\nHelen Marsh\nAttorney at Law"
    words = template("{{matter.title}}", "{{client.name}}, {{client.mail}}, {{today}}, {{x}}")
    letter = fill(room, letter, words)
    assert letter.subject == "Alvarez v. Northgate"
    assert letter.text == "Maria Alvarez, maria@alvarez.example, November 20, 2026, {{x}}"
    assert letter.gaps == "{{x}}"


def test_every_name_on_the_list_has_a_value_where_everything_is_known(room: PracticeRoom) -> None:
    matter_id = matter_with_work(room)
    matter = matters.get(room.read, matter_id)
    invoice_id = issue(room, draft(room, matter_id)).invoice.id
    for kind, value in ((ContactKind.MAIL, "a@b.example"), (ContactKind.PHONE, "1")):
        room.do(set_contacts, matter.client_id, kind, [value])
    room.do(change_client, matter.client_id, "reference", "PO 77")
    room.do(change_client, matter.client_id, "contact_person", "Ms B")
    values = letter_values(room.read, matter.client_id, matter_id, invoice_id, FRIDAY)
    empty = {name for name in NAMES if not values.get(name)}
    assert empty == {"matter.reference"}
    assert set(values) <= set(NAMES)


def test_money_and_days_are_in_the_locale_of_the_client(tmp_path: Path) -> None:
    room = make_room(tmp_path, country="DE", locale="de_DE", language="de", currency="EUR")
    matter_id = matter_with_work(room, 5)
    matter = matters.get(room.read, matter_id)
    invoice_id = issue(room, draft(room, matter_id)).invoice.id
    for language, total, day in (
        ("de", "1.500,00\xa0EUR", "20. November 2026"),
        ("en", "EUR\xa01,500.00", "20 November 2026"),
        ("fr", "1\u202f500,00\xa0EUR", "20 novembre 2026"),
    ):
        room.do(change_client, matter.client_id, "language", language)
        values = letter_values(room.read, matter.client_id, matter_id, invoice_id, FRIDAY)
        assert values["invoice.total"].split() == total.split()
        assert values["today"] == day
    room.database.close()


def test_a_gap_is_filled_as_soon_as_its_value_is_there(room: PracticeRoom) -> None:
    matter_id = matter_with_work(room)
    letter = fill(room, letter_about(room, matter_id), template("Bill", "{{invoice.number}}"))
    assert letter.gaps == "{{invoice.number}}"
    invoice_id = issue(room, draft(room, matter_id)).invoice.id
    assert change(room, letter, "invoice_id", invoice_id).text == "2026-0001"


def test_a_hostile_client_name_stays_a_name(room: PracticeRoom) -> None:
    hostile = "{{client.mail}} {{7*7}} # x <para>"
    matter_id = room.add_matter(client=room.add_client(hostile))
    client_id = matters.get(room.read, matter_id).client_id
    room.do(set_contacts, client_id, ContactKind.MAIL, ["secret@mail.example"])
    letter = fill(room, letter_about(room, matter_id), template("S", "{{client.name}}"))
    letter = change(room, letter, "text", letter.text)
    assert letter.gaps == ""
    assert "secret" not in f"{letter.recipient}{letter.text}"
    assert letter.text.replace("\N{WORD JOINER}", "") == hostile


def test_one_letter_at_a_time_goes_on_where_it_was(room: PracticeRoom) -> None:
    matter_id = room.add_matter()
    client_id = matters.get(room.read, matter_id).client_id
    first = letter_about(room, matter_id)
    room.clock.go_on(3 * 86400)
    untouched = letter_about(room, matter_id)
    assert untouched.dated_on == date(2026, 11, 23)
    written = change(room, untouched, "text", "Something")
    room.clock.go_on(86400)
    assert letter_about(room, matter_id) == written
    own = room.do(begin_letter, client_id, None, CLOSING, now=room.clock.now())
    assert own not in {first.id, written.id}
    gone = room.do(discard_letter, written.id)
    assert letter_drafts.find(room.read, client_id, matter_id) is None
    room.do(put_back_letter, gone)
    assert letter_about(room, matter_id).text == "Something"


def test_a_text_without_end_is_refused(room: PracticeRoom) -> None:
    letter = letter_about(room, room.add_matter())
    for name, size in (("subject", 301), ("text", 200_001), ("closing", 2001)):
        with pytest.raises(FieldError) as refused:
            change(room, letter, name, "x" * size)
        assert refused.value.field == name
    assert letter_drafts.get(room.read, letter.id) == letter


def test_a_finished_letter_is_filed_and_the_draft_is_gone(
    room: PracticeRoom, tmp_path: Path
) -> None:
    matter_id = room.add_matter()
    words = template("Fee/agreement: {{matter.title}}", "Text", LetterKind.AGREEMENT)
    letter = fill(room, letter_about(room, matter_id), words)
    sealed = seal(tmp_path, draw_letter(letter_paper(room.read, letter)))
    document_id = room.do(record_letter, letter, sealed, now=room.clock.now())
    paper = documents.get(room.read, document_id)
    assert paper.kind is DocumentKind.AGREEMENT
    assert paper.matter_id == matter_id
    assert paper.dated_on == FRIDAY
    assert paper.title == "2026-11-20 Fee/agreement: Alvarez v. Northgate"
    assert paper.file_name == "2026-11-20 Fee_agreement_ Alvarez v. Northgate.pdf"
    (version,) = documents.list_versions(room.read, document_id)
    assert version.origin is DocumentOrigin.MADE
    assert letter_drafts.find(room.read, letter.client_id, matter_id) is None


def test_what_was_typed_while_the_letter_was_sealed_stays(
    room: PracticeRoom, tmp_path: Path
) -> None:
    letter = fill(room, letter_about(room, room.add_matter()), template("S", "Text"))
    sealed = seal(tmp_path, b"drawn")
    later = change(room, letter, "text", "More text")
    room.do(record_letter, letter, sealed, now=room.clock.now())
    assert letter_drafts.get(room.read, letter.id) == later


@pytest.mark.parametrize(
    ("subject", "text"), [("S", "{{client.phone}}"), ("{{7*7}}", "T"), ("", "T"), ("S", " ")]
)
def test_a_letter_with_gaps_is_not_filed(
    room: PracticeRoom, tmp_path: Path, subject: str, text: str
) -> None:
    letter = letter_about(room, room.add_matter())
    letter = change(room, change(room, letter, "subject", subject), "text", text)
    with pytest.raises(RuleError):
        room.do(record_letter, letter, seal(tmp_path, b"drawn"), now=room.clock.now())
    assert letter_drafts.get(room.read, letter.id) == letter
    assert room.read.number("SELECT count(*) FROM documents") == 0


def test_templates_are_kept_changed_and_put_away(room: PracticeRoom) -> None:
    added = room.do(add_starter_templates, starter_letters(("en", "de")), now=1)
    assert added == 10
    assert room.do(add_starter_templates, starter_letters(("en", "de")), now=2) == 0
    first = letter_templates.list_for(room.read, "en")[0]
    room.do(change_template, first.id, template("New", "Text"), now=3)
    room.do(archive_template, first.id, now=4)
    assert len(letter_templates.list_for(room.read, "en")) == 4
    assert len(letter_templates.list_all(room.read, with_archived=True)) == 10
    room.do(restore_template, first.id)
    assert letter_templates.get(room.read, first.id).title == "Template New"
    for field, words in (
        ("title", replace(template("S", "T"), title=" ")),
        ("subject", replace(template("S", "T"), subject="x" * 301)),
        ("text", template("S", "  ")),
    ):
        with pytest.raises(FieldError) as refused:
            room.do(add_template, words, now=5)
        assert refused.value.field == field


def test_an_issued_invoice_keeps_the_letterhead_it_was_issued_with(room: PracticeRoom) -> None:
    def drawn(matter_id: MatterId) -> bytes:
        return draw_invoice(paper_of(issue(room, draft(room, matter_id))))

    def redrawn(number: str) -> bytes:
        found = invoices.list_summaries(room.read, number)[0]
        return draw_invoice(paper_of(invoices.get_composed(room.read, found.id)))

    work_a, work_b, work_c = (matter_with_work(room) for _each in range(3))
    drawn(work_a)
    bare = redrawn("2026-0001")
    room.do(set_letterhead, HEAD, now=1)
    drawn(work_b)
    with_head = redrawn("2026-0002")
    assert redrawn("2026-0001") == bare
    changed = Letterhead(lines="Criminal defence")
    room.do(set_letterhead, changed, now=2)
    room.do(set_letterhead, replace(changed, footer="Other bank"), now=3)
    drawn(work_c)
    assert redrawn("2026-0001") == bare
    assert redrawn("2026-0002") == with_head
    assert redrawn("2026-0003") != with_head
    assert room.read.number("SELECT count(*) FROM letterheads") == 2
    assert letterheads.find(room.read) == replace(changed, footer="Other bank")


def test_a_letterhead_in_force_is_not_set_again_and_never_changed(room: PracticeRoom) -> None:
    assert room.do(set_letterhead, Letterhead(), now=1) is None
    first = room.do(set_letterhead, HEAD, now=1)
    assert first is not None
    assert room.do(set_letterhead, HEAD, now=2) is None
    with pytest.raises(sqlcipher3.dbapi2.IntegrityError):
        room.do(lambda tx: tx.write("UPDATE letterheads SET lines = 'x' WHERE id = ?", first))
    room.do(set_letterhead, Letterhead(), now=3)
    assert letterheads.find(room.read) is None


def test_a_letter_shows_the_letterhead_in_force(room: PracticeRoom) -> None:
    letter = fill(room, letter_about(room, room.add_matter()), template("S", "Text"))
    bare = draw_letter(letter_paper(room.read, letter))
    room.do(set_letterhead, HEAD, now=1)
    assert letter_paper(room.read, letter).sender.letterhead == HEAD
    assert draw_letter(letter_paper(room.read, letter)) != bare
