"""Who a bundle is for, about what, which way it goes; the last look; and what a lock leaves."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from billing_room import Folders, click, draw_pdf, issue, make_work, show
from bundle_room import (
    add_paper,
    content_rows_of,
    manifest_in,
    open_editor,
    opened_papers,
    press_write,
    tick,
    write,
)
from desk_room import DeskRoom
from lawdesk.domain.bundle_handover import FileChannel
from lawdesk.domain.bundles import RequestWants, WordsKind
from lawdesk.domain.clients import ClientId
from lawdesk.domain.documents import DocumentKind
from lawdesk.domain.matters import MatterId, Sensitivity
from lawdesk.domain.updates import UpdateParts
from lawdesk.exports.invoice_pdf import draw_invoice
from lawdesk.operations.bundles.standing_words import agree_standing_words
from lawdesk.operations.client_requests import ask
from lawdesk.operations.matters import set_sensitivity
from lawdesk.operations.updates import begin_update
from lawdesk.store import bundle_contents, bundles, documents, matters, messages, updates
from lawdesk.ui.pages.bundles.bundle_editor import BundleEditor
from lawdesk.ui.pages.bundles.paper_look import PaperLook
from practice_room import FRIDAY
from sample_papers import german_paper

SIX = "anchor bottle candle dragon engine falcon"


@pytest.fixture
def matter(qtbot: QtBot, desk_room: DeskRoom, monkeypatch: pytest.MonkeyPatch) -> MatterId:
    """A matter with an invoice, a paper, an update and a request."""
    monkeypatch.setenv("LAWDESK_HOME", str(desk_room.folder / "home"))
    matter_id = make_work(desk_room.room)
    draw_pdf(qtbot, desk_room.desk, issue(desk_room.room, matter_id))
    add_paper(desk_room, matter_id, "Transcript.pdf", draw_invoice(german_paper()))
    now = desk_room.clock.now()
    parts = UpdateParts("The witness was heard.", "We wait.", "Your payslips.")
    desk_room.desk.transact(begin_update, matter_id, parts, now=now)
    desk_room.desk.transact(
        ask, matter_id, wants=RequestWants.PAPERS, title="Payslips", due_on=None, now=now
    )
    return matter_id


def client_of(desk_room: DeskRoom, matter_id: MatterId) -> ClientId:
    return matters.get(desk_room.desk.read, matter_id).client_id


def test_everything_ticked_is_in_the_file_and_on_record(
    qtbot: QtBot, desk_room: DeskRoom, matter: MatterId
) -> None:
    page = open_editor(qtbot, desk_room, matter)
    tick(page, "Statement of account")
    path = write(qtbot, page)
    words = page.result.words.words()
    said = manifest_in(path, words)
    assert [each["happened"] for each in said["updates"]] == ["The witness was heard."]
    assert [each["title"] for each in said["requests"]] == ["Payslips"]
    assert [each["what"] for each in said["account"]] == ["Invoice 2026-0001"]
    assert [each["standing"] for each in said["invoices"]] == ["open"]
    assert said["reply"] is not None
    titles = [file["title"] for file in said["files"]]
    assert titles[:2] == ["Invoice 2026-0001", "Transcript"]
    assert titles[2].startswith("How I bill")
    assert titles[3].startswith("Statement of account, November 20, 2026")
    read = desk_room.desk.read
    (bundle,) = bundles.list_of_matter(read, matter)
    assert bundle.reply_token is not None
    assert len(bundle_contents.list_policies(read, bundle.id)) == 1
    recorded = {paper.name: paper.sha256 for paper in bundle_contents.list_papers(read, bundle.id)}
    assert recorded == opened_papers(path, words)
    assert bundle.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_last_look_names_client_matters_and_papers_and_can_be_left(
    qtbot: QtBot, desk_room: DeskRoom, matter: MatterId
) -> None:
    page = open_editor(qtbot, desk_room, matter)
    QTest.keyClicks(page.letter, "Dear Mr Northgate")
    (seen,) = press_write(page, "Go back")
    assert seen.client == "Northgate GmbH"
    assert "Alvarez v. Northgate · 2026-0001" in seen.texts
    assert "Letter: Dear Mr Northgate" in seen.texts
    assert any(text.startswith("Transcript") for text in seen.texts)
    assert "Payslips (papers)" in seen.texts
    assert page.letter.toPlainText() == "Dear Mr Northgate"
    assert not page.letter.isReadOnly()
    assert page.result.isHidden()
    assert bundles.list_of_matter(desk_room.desk.read, matter) == []
    assert list(desk_room.folder.glob("secure-*")) == []


def test_a_second_matter_brings_its_own_papers(
    qtbot: QtBot, desk_room: DeskRoom, matter: MatterId
) -> None:
    client = client_of(desk_room, matter)
    lease = desk_room.room.add_matter("The lease", client)
    add_paper(desk_room, lease, "Lease.pdf", draw_invoice(german_paper()))
    page = open_editor(qtbot, desk_room, matter)
    assert "Lease" not in [row.title for row in content_rows_of(page)]
    place = [row.id for row in page.form.matters.model.rows].index(lease)
    page.form.matters.view.setCurrentIndex(page.form.matters.model.index(place, 0))
    QTest.keyClick(page.form.matters.view, Qt.Key.Key_Space)
    rows = {row.title: row for row in content_rows_of(page)}
    assert rows["Lease"].chosen
    assert rows["Lease"].detail == "The lease"
    path = write(qtbot, page)
    said = manifest_in(path, page.result.words.words())
    assert said["matter"] == "Alvarez v. Northgate · The lease"
    assert [each.id for each in bundles.list_of_matter(desk_room.desk.read, lease)] == [1]


def test_a_client_is_found_by_typing_and_brings_all_open_matters(
    qtbot: QtBot, desk_room: DeskRoom, matter: MatterId
) -> None:
    page = BundleEditor(desk_room.desk, files=Folders(desk_room.folder))
    show(qtbot, page)
    assert not page.write_button.isEnabled()
    QTest.keyClicks(page.form.client.box, "northgate")
    QTest.keyClick(page.form.client.box, Qt.Key.Key_Return)
    assert page.shown_item() == -client_of(desk_room, matter)
    assert "Transcript" in [row.title for row in content_rows_of(page)]
    assert page.write_button.isEnabled()


def test_a_secret_matter_offers_no_mail(
    qtbot: QtBot, desk_room: DeskRoom, matter: MatterId
) -> None:
    desk_room.desk.transact(
        set_sensitivity, matter, Sensitivity.SECRET, now=desk_room.clock.now().at
    )
    page = open_editor(qtbot, desk_room, matter)
    offered = [page.send.channel.itemText(i) for i in range(page.send.channel.count())]
    assert offered == ["In person, on a stick", "By post, on a stick", "Another way"]
    assert "This matter is secret" in page.send.channel_advice.text()
    write(qtbot, page)
    assert not page.result.mail_button.isEnabled()
    assert "secret" in page.result.no_mail.text()


def test_the_same_mailbox_is_refused_with_a_sentence(
    qtbot: QtBot, desk_room: DeskRoom, matter: MatterId
) -> None:
    page = open_editor(qtbot, desk_room, matter)
    write(qtbot, page)
    form = page.result.handover.form
    form.show_values({"words_channel": "mail"})
    click(page.result.handover.button)
    texts = [label.text() for label in form.findChildren(type(page.result.given))]
    assert any("The words never go by mail" in text for text in texts)
    assert desk_room.desk.read.number("SELECT count(*) FROM bundle_deliveries") == 0
    (draft,) = updates.list_of_matter(desk_room.desk.read, matter)
    assert draft.given_on is None


def test_an_update_with_gaps_goes_in_only_with_a_warning(
    qtbot: QtBot, desk_room: DeskRoom, matter: MatterId
) -> None:
    parts = UpdateParts("The court has set a hearing for [date, time].", "", "")
    desk_room.desk.transact(begin_update, matter, parts, now=desk_room.desk.clock.now())
    page = open_editor(qtbot, desk_room, matter)
    rows = {row.title: row for row in content_rows_of(page)}
    row = rows["The court has set a hearing for [date, time]."]
    assert not row.chosen
    assert row.badge == ("gaps left", "attention")
    tick(page, row.title)
    (last_look,) = press_write(page, "Go back")
    assert "An update still has gaps, and the client would read them: [date, time]." in (
        last_look.texts
    )


def test_a_program_goes_in_only_with_a_warning(
    qtbot: QtBot, desk_room: DeskRoom, matter: MatterId
) -> None:
    add_paper(desk_room, matter, "Bank statement.scr", b"MZ")
    page = open_editor(qtbot, desk_room, matter)
    (row,) = [row for row in content_rows_of(page) if row.title.startswith("Bank")]
    assert (row.chosen, row.badge) == (False, ("take care", "attention"))
    tick(page, row.title)
    (last_look,) = press_write(page, "Go back")
    words = "A paper is a program, runs one, or hides what it is: Bank statement."
    assert words in last_look.texts


def test_handing_over_gives_the_update_and_logs_it(
    qtbot: QtBot, desk_room: DeskRoom, matter: MatterId
) -> None:
    page = open_editor(qtbot, desk_room, matter)
    write(qtbot, page)
    click(page.result.handover.button)
    (told,) = updates.list_of_matter(desk_room.desk.read, matter)
    assert told.given_on == FRIDAY
    (message,) = messages.list_of_matter(desk_room.desk.read, matter)
    assert message.person == "Northgate GmbH"
    click(page.result.done_button)
    rows = {row.title: row for row in content_rows_of(page)}
    assert "The witness was heard." not in rows
    assert rows["Transcript"].badge == ("given 11/20/26", "quiet")


def test_standing_words_open_the_bundle_and_are_not_new(
    qtbot: QtBot, desk_room: DeskRoom, matter: MatterId
) -> None:
    desk_room.desk.transact(
        agree_standing_words,
        client_of(desk_room, matter),
        SIX,
        agreed_on=FRIDAY - timedelta(days=400),
        agreed_how="in person",
        now=desk_room.clock.now(),
    )
    page = open_editor(qtbot, desk_room, matter)
    assert page.send.words_kind.value == "fresh"
    page.send.words.setFocus()
    QTest.keyClick(page.send.words, Qt.Key.Key_Down)
    page.send.words.activated.emit(page.send.words.currentIndex())
    assert page.send.words_kind.value == "standing"
    assert "more than a year ago" in page.send.words_advice.text()
    path = write(qtbot, page)
    assert page.result.words.words() == SIX
    assert manifest_in(path, SIX)["number"] == 1
    (bundle,) = bundles.list_of_matter(desk_room.desk.read, matter)
    assert bundle.words_kind is WordsKind.STANDING


def test_a_paper_can_be_looked_at_before_it_goes(
    qtbot: QtBot, desk_room: DeskRoom, matter: MatterId
) -> None:
    page = open_editor(qtbot, desk_room, matter)
    titles = [row.title for row in page.table.model.rows]
    page.table.link_clicked.emit(page.table.model.rows[titles.index("Transcript")].id, "look")
    (look,) = page.findChildren(PaperLook)
    qtbot.waitUntil(look.view.pdf.isVisible, timeout=10_000)
    QTest.keyClick(look, Qt.Key.Key_Escape)
    assert look.isHidden()


def test_ticks_and_matters_survive_a_lock(
    qtbot: QtBot, desk_room: DeskRoom, matter: MatterId
) -> None:
    client = client_of(desk_room, matter)
    lease = desk_room.room.add_matter("The lease", client)
    page = open_editor(qtbot, desk_room, matter)
    tick(page, "Transcript")
    page.form.matters.edited.emit(lease, "chosen", "1")
    page.send.channel.show_key(FileChannel.IN_PERSON)
    kept = page.typed()
    again = BundleEditor(desk_room.desk, files=Folders(desk_room.folder))
    again.show_typed(kept)
    show(qtbot, again)
    rows = {row.title: row for row in content_rows_of(again)}
    assert not rows["Transcript"].chosen
    assert rows["Payslips"].chosen
    assert again.send.chosen_channel is FileChannel.IN_PERSON
    said = [row.id for row in again.form.matters.model.rows if again.typed() and row.id == lease]
    assert said == [lease]
    assert str(lease) in again.typed()["matters"]


def test_papers_drawn_for_a_bundle_are_filed_once(
    qtbot: QtBot, desk_room: DeskRoom, matter: MatterId
) -> None:
    page = open_editor(qtbot, desk_room, matter)
    tick(page, "Statement of account")
    write(qtbot, page)
    count = desk_room.desk.read.number("SELECT count(*) FROM documents")
    click(page.result.done_button)
    tick(page, "Statement of account")
    write(qtbot, page)
    assert desk_room.desk.read.number("SELECT count(*) FROM documents") == count
    titles = [paper.title for paper in documents.list_of_matter(desk_room.desk.read, matter)]
    assert not any(title.startswith("Statement") for title in titles)  # it belongs to the client
    QApplication.processEvents()


def test_a_file_whose_record_is_refused_is_not_left_behind(
    qtbot: QtBot, desk_room: DeskRoom, matter: MatterId
) -> None:
    first = open_editor(qtbot, desk_room, matter)
    second = open_editor(qtbot, desk_room, matter)
    press_write(first)
    with qtbot.waitSignal(desk_room.desk.failed, timeout=60_000) as failed:
        press_write(second)
    assert failed.args is not None
    assert "took the number 1" in str(failed.args[0])
    qtbot.waitUntil(lambda: bool(first.result.words.words() or second.result.words.words()))
    assert len(list(desk_room.folder.glob("secure-*"))) == 1
    assert len(bundles.list_of_matter(desk_room.desk.read, matter)) == 1


def test_the_box_of_a_heading_stands_for_everything_under_it(
    qtbot: QtBot, desk_room: DeskRoom, matter: MatterId
) -> None:
    add_paper(desk_room, matter, "notes.txt", b"notes")
    page = open_editor(qtbot, desk_room, matter)
    tick(page, "Papers")
    rows = {row.title: row.chosen for row in content_rows_of(page)}
    assert not rows["Transcript"]
    assert not rows["notes"]
    assert rows["Payslips"]
    tick(page, "notes")
    heads = {row.title: row for row in page.table.model.rows if row.is_group}
    assert (heads["Papers"].chosen, heads["Papers"].detail) == (False, "1 of 2")
    tick(page, "Papers")
    assert all(row.chosen for row in content_rows_of(page) if row.title in ("Transcript", "notes"))


def test_more_papers_than_a_bundle_holds_are_told_before_it_is_written(
    qtbot: QtBot, desk_room: DeskRoom
) -> None:
    matter = desk_room.room.add_matter()
    sealed = desk_room.desk.documents.seal_bytes(b"page")
    now = desk_room.clock.now().at
    with desk_room.room.database.transaction() as tx:
        for number in range(501):
            form = replace(sealed, name=f"{number:032x}", plain_sha256=f"{number:064x}")
            documents.insert(
                tx,
                client_id=client_of(desk_room, matter),
                matter_id=matter,
                kind=DocumentKind.DOCUMENT,
                title=f"Page {number}",
                file_name=f"page-{number}.txt",
                media_type="text/plain",
                sealed=form,
                added_at=now,
            )
    page = open_editor(qtbot, desk_room, matter)
    assert "A bundle holds 500 papers at most" in page.advice.text()
    assert not page.write_button.isEnabled()
    tick(page, "Papers")
    assert page.write_button.isEnabled()
