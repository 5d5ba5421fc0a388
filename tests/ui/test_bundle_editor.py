"""The bundle editor: from ticks and a letter to a file that opens with the shown words."""

from __future__ import annotations

import hashlib
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from billing_room import answer, click, draw_pdf, issue, make_work
from bundle_room import (
    add_paper,
    choose,
    content_rows_of,
    open_editor,
    opened_papers,
    press_write,
    tick,
    write,
)
from desk_room import DeskRoom
from lawdesk.domain.bundles import BundleFormat
from lawdesk.domain.clients import ContactKind
from lawdesk.domain.matters import MatterId
from lawdesk.exports.bundle_open import BundleRefused, OpenedBundle
from lawdesk.exports.invoice_pdf import draw_invoice
from lawdesk.operations.clients import change_client, set_contacts
from lawdesk.store import bundles, documents, matters
from lawdesk.ui.pages.bundles.bundle_words import WordsPanel
from lawdesk.ui.sealed_papers import sealed_form
from sample_papers import german_paper

LETTER = "Mr Northgate was questioned on 12 November.\n\nWe wait for the court."


@pytest.fixture
def matter(qtbot: QtBot, desk_room: DeskRoom, monkeypatch: pytest.MonkeyPatch) -> MatterId:
    """A matter with one invoice and two documents."""
    monkeypatch.setenv("LAWDESK_HOME", str(desk_room.folder / "home"))
    matter_id = make_work(desk_room.room)
    draw_pdf(qtbot, desk_room.desk, issue(desk_room.room, matter_id))
    add_paper(desk_room, matter_id, "Transcript.pdf", draw_invoice(german_paper()))
    add_paper(desk_room, matter_id, "notes.txt", b"notes")
    return matter_id


def test_what_is_new_is_ticked_in_its_groups_and_the_size_is_told(
    qtbot: QtBot, desk_room: DeskRoom, matter: MatterId
) -> None:
    page = open_editor(qtbot, desk_room, matter)
    groups = [(row.title, row.detail) for row in page.table.model.rows if row.is_group]
    assert groups == [("Invoices", "1 of 1"), ("Papers", "2 of 2"), ("Account and terms", "1 of 2")]
    rows = {row.title: row for row in content_rows_of(page)}
    assert next(iter(rows)) == "Invoice 2026-0001"
    assert rows["Invoice 2026-0001"].badge == ("open", "accent")
    assert rows["Transcript"].badge == rows["notes"].badge == ("new", "running")
    assert rows["How I bill"].chosen
    assert not rows["Statement of account"].chosen
    assert page.advice.text().startswith("4 papers, ")
    assert page.advice.text().endswith("and what is still to be drawn. Fits into a mail.")


def test_the_written_bundle_opens_with_the_shown_words_and_holds_what_was_ticked(
    qtbot: QtBot, desk_room: DeskRoom, matter: MatterId
) -> None:
    page = open_editor(qtbot, desk_room, matter)
    for place, line in enumerate(LETTER.splitlines()):
        if place:
            QTest.keyClick(page.letter, Qt.Key.Key_Return)
        QTest.keyClicks(page.letter, line)
    tick(page, "notes")
    tick(page, "How I bill")
    path = write(qtbot, page)
    words = page.result.words.words()
    assert path.parent == desk_room.folder
    assert len(words.split()) == 6
    found = opened_papers(path, words)
    papers = documents.list_of_matter(desk_room.desk.read, matter)
    expected = {x.file_name: x.plain_sha256 for x in papers if x.title != "notes"}
    assert found == expected
    with path.open("rb") as stream:
        manifest = OpenedBundle(stream, words).manifest
    assert manifest["letter"] == LETTER
    (bill,) = manifest["invoices"]
    assert (bill["number"], bill["standing"], bill["file"]) == ("2026-0001", "open", 0)
    assert {detail["label"]: detail["value"] for detail in manifest["pay_by"]}["Quoting"] == (
        "2026-0001"
    )
    (bundle,) = bundles.list_of_matter(desk_room.desk.read, matter)
    assert bundle.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    with path.open("rb") as stream, pytest.raises(BundleRefused):
        OpenedBundle(stream, "six other words than those shown")


def test_the_words_are_shown_once_and_stored_nowhere(
    qtbot: QtBot, desk_room: DeskRoom, matter: MatterId
) -> None:
    page = open_editor(qtbot, desk_room, matter)
    write(qtbot, page)
    words = page.result.words.words()
    page.show_item(matter)
    assert page.result.words.words() == words
    click(page.result.done_button)
    assert page.result.words.words() == ""
    assert page.result.isHidden()
    rows = {row.title: row for row in content_rows_of(page)}
    assert rows["Transcript"].badge == ("in no. 1, not given", "attention")
    # The open invoice is told again, everything else was in the last bundle.
    assert [row.title for row in rows.values() if row.chosen] == ["Invoice 2026-0001"]


def test_the_mail_carries_the_bundle_and_never_the_words(
    qtbot: QtBot, desk_room: DeskRoom, matter: MatterId
) -> None:
    opened: list[Path] = []
    page = open_editor(qtbot, desk_room, matter, opened)
    path = write(qtbot, page)
    click(page.result.mail_button)
    qtbot.waitUntil(lambda: bool(opened), timeout=10_000)
    raw = opened[0].read_bytes()
    message = message_from_bytes(raw, policy=SMTP)
    (attached,) = list(message.iter_attachments())
    assert attached.get_filename() == path.name
    assert attached.get_payload(decode=True) == path.read_bytes()
    body = message.get_body(("plain",))
    assert body is not None
    text = f"{message['Subject']} {body.get_content()}"
    assert "Alvarez" not in text
    assert not set(page.result.words.words().split()) & set(text.lower().split())


def test_the_card_is_saved_only_after_asking(
    qtbot: QtBot, desk_room: DeskRoom, matter: MatterId
) -> None:
    page = open_editor(qtbot, desk_room, matter)
    path = write(qtbot, page)
    card = desk_room.folder / f"words-{path.stem.rpartition('-')[2]}.pdf"
    asked = answer("Save card")
    click(page.result.words.card_button)
    assert "not encrypted" in asked[0]
    qtbot.waitUntil(card.exists, timeout=10_000)
    assert card.read_bytes().startswith(b"%PDF-")


def test_the_guide_is_saved_in_the_clients_language(
    qtbot: QtBot, desk_room: DeskRoom, matter: MatterId
) -> None:
    client_id = matters.get(desk_room.desk.read, matter).client_id
    desk_room.desk.transact(change_client, client_id, "language", "fr")
    page = open_editor(qtbot, desk_room, matter)
    write(qtbot, page)
    guide = desk_room.folder / "how-to-open-fr.pdf"
    click(page.result.guide_button)
    qtbot.waitUntil(guide.exists, timeout=10_000)
    assert guide.read_bytes().startswith(b"%PDF-")


def test_giving_is_noted_and_the_phone_number_is_at_hand(
    qtbot: QtBot, desk_room: DeskRoom, matter: MatterId
) -> None:
    client_id = matters.get(desk_room.desk.read, matter).client_id
    desk_room.desk.transact(set_contacts, client_id, ContactKind.PHONE, ["+49 30 5550142"])
    page = open_editor(qtbot, desk_room, matter)
    write(qtbot, page)
    assert page.result.phone.text() == "Call Northgate GmbH: +49 30 5550142"
    click(page.result.handover.button)
    assert page.result.given.text() == (
        "Noted: handed over on Nov 20, 2026, by mail; the words by phone."
    )
    (bundle,) = bundles.list_of_matter(desk_room.desk.read, matter)
    (noted,) = bundles.list_deliveries(desk_room.desk.read, bundle.id)
    assert (noted.channel, noted.person, noted.words_channel) == ("mail", "Northgate GmbH", "phone")


def test_a_letter_alone_can_go_but_not_nothing(
    qtbot: QtBot, desk_room: DeskRoom, matter: MatterId
) -> None:
    other = make_work(desk_room.room)
    assert other != matter
    page = open_editor(qtbot, desk_room, other)
    tick(page, "How I bill")
    assert not page.write_button.isEnabled()
    QTest.keyClicks(page.letter, "Hello")
    choose(page, BundleFormat.HTML)  # what is proposed for less than two papers is a PDF
    path = write(qtbot, page)
    assert opened_papers(path, page.result.words.words()) == {}


def test_a_damaged_paper_stops_the_bundle_and_leaves_nothing(
    qtbot: QtBot, desk_room: DeskRoom, matter: MatterId
) -> None:
    paper = documents.list_of_matter(desk_room.desk.read, matter)[0]
    file = desk_room.desk.documents.path(sealed_form(paper).name)
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(bytes(content))
    page = open_editor(qtbot, desk_room, matter)
    with qtbot.waitSignal(desk_room.desk.failed, timeout=20_000) as failed:
        press_write(page)
    assert failed.args is not None
    assert "altered or damaged" in str(failed.args[0])
    assert list(desk_room.folder.glob("secure-*")) == []
    assert bundles.list_of_matter(desk_room.desk.read, matter) == []
    qtbot.waitUntil(page.write_button.isEnabled)


def test_cancelling_leaves_no_file_and_no_record(
    qtbot: QtBot, desk_room: DeskRoom, matter: MatterId
) -> None:
    add_paper(desk_room, matter, "exhibits.bin", bytes(6_000_000))
    page = open_editor(qtbot, desk_room, matter)
    desk_room.desk.task_started.connect(lambda task, _words: task.cancel())
    press_write(page)
    assert not page.write_button.isEnabled()
    qtbot.waitUntil(page.write_button.isEnabled, timeout=20_000)
    assert page.result.words.words() == ""
    assert list(desk_room.folder.glob("*secure-*")) == []
    assert bundles.list_of_matter(desk_room.desk.read, matter) == []


def test_copied_words_leave_the_clipboard_unless_something_else_is_there(qtbot: QtBot) -> None:
    panel = WordsPanel(kept_ms=150)
    qtbot.addWidget(panel)
    panel.show_words("one two three four five six")
    panel.show()
    click(panel.copy_button)
    assert QApplication.clipboard().text() == "one two three four five six"
    qtbot.waitUntil(lambda: not QApplication.clipboard().text(), timeout=2_000)
    click(panel.copy_button)
    QApplication.clipboard().setText("something else")
    qtbot.wait(300)
    assert QApplication.clipboard().text() == "something else"
