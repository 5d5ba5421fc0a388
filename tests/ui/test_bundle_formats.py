"""The three formats from the editor to a foreign reader: same papers, same words."""

from __future__ import annotations

import hashlib
import io
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path

import pikepdf
import pytest
import pyzipper
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from billing_room import click, draw_pdf, issue, make_work
from bundle_room import add_paper, choose, open_editor, opened_papers, press_write, tick, write
from desk_room import DeskRoom
from lawdesk.domain.bundles import BundleFormat
from lawdesk.domain.matters import MatterId, Sensitivity
from lawdesk.exports.invoice_pdf import draw_invoice
from lawdesk.operations.matters import set_sensitivity
from lawdesk.store import bundle_contents, bundles
from lawdesk.ui.pages.bundles.bundle_editor import BundleEditor
from sample_papers import german_paper


@pytest.fixture
def matter(qtbot: QtBot, desk_room: DeskRoom, monkeypatch: pytest.MonkeyPatch) -> MatterId:
    """A matter with an invoice, a PDF and a text."""
    monkeypatch.setenv("LAWDESK_HOME", str(desk_room.folder / "home"))
    matter_id = make_work(desk_room.room)
    draw_pdf(qtbot, desk_room.desk, issue(desk_room.room, matter_id))
    add_paper(desk_room, matter_id, "Transcript.pdf", draw_invoice(german_paper()))
    add_paper(desk_room, matter_id, "notes.txt", b"notes of the hearing")
    return matter_id


def recorded(desk_room: DeskRoom, matter: MatterId) -> dict[str, str]:
    """Names and hashes of the latest bundle, as the log has them."""
    read = desk_room.desk.read
    latest = bundles.list_of_matter(read, matter)[0]
    return {paper.name: paper.sha256 for paper in bundle_contents.list_papers(read, latest.id)}


def test_a_pdf_opens_with_the_words_and_not_without(
    qtbot: QtBot, desk_room: DeskRoom, matter: MatterId
) -> None:
    page = open_editor(qtbot, desk_room, matter)
    QTest.keyClicks(page.letter, "The hearing went well.")
    choose(page, BundleFormat.PDF)
    assert "phone" in page.send.format_advice.text()
    path = write(qtbot, page)
    words = page.result.words.words()
    assert path.suffix == ".pdf"
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(path)
    with pikepdf.open(path, password=words) as opened:
        assert opened.encryption.R == 6
        assert len(opened.pages) >= 3
    kept = bundles.list_of_matter(desk_room.desk.read, matter)[0]
    assert kept.format is BundleFormat.PDF
    assert kept.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert kept.reply_key is None  # nobody can answer inside a PDF


def test_a_zip_holds_the_papers_byte_for_byte(
    qtbot: QtBot, desk_room: DeskRoom, matter: MatterId
) -> None:
    page = open_editor(qtbot, desk_room, matter)
    choose(page, BundleFormat.ZIP)
    assert page.send.neutral.isVisible()
    page.send.neutral.setChecked(False)
    path = write(qtbot, page)
    words = page.result.words.words().encode()
    with pyzipper.AESZipFile(path) as archive:
        archive.setpassword(words)
        found = {hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist()}
        names = archive.namelist()
    assert set(recorded(desk_room, matter).values()) <= found
    assert any("Transcript" in name for name in names)


def test_a_sensitive_matter_forces_neutral_names_in_a_zip(
    qtbot: QtBot, desk_room: DeskRoom, matter: MatterId
) -> None:
    desk_room.desk.transact(
        set_sensitivity, matter, Sensitivity.SENSITIVE, now=desk_room.clock.now().at
    )
    page = open_editor(qtbot, desk_room, matter)
    choose(page, BundleFormat.ZIP)
    assert not page.send.neutral.isEnabled()
    assert "sensitive" in page.send.channel_advice.text()
    path = write(qtbot, page)
    with pyzipper.AESZipFile(path) as archive:
        listed = " ".join(archive.namelist())
    assert "Transcript" not in listed
    assert "2026-0001" not in listed


def chosen_format(page: BundleEditor) -> str:
    return page.send.chosen_format.value


def test_the_format_follows_what_is_ticked_until_it_is_chosen(
    qtbot: QtBot, desk_room: DeskRoom, matter: MatterId
) -> None:
    page = open_editor(qtbot, desk_room, matter)
    assert chosen_format(page) == "html"
    for title in ("Papers", "How I bill"):
        tick(page, title)
    assert chosen_format(page) == "pdf"
    choose(page, BundleFormat.ZIP)
    tick(page, "Papers")
    assert chosen_format(page) == "zip"


@pytest.mark.parametrize(
    ("wanted", "media_type"),
    [(BundleFormat.PDF, "application/pdf"), (BundleFormat.ZIP, "application/zip")],
)
def test_the_mail_names_the_type_of_the_file(
    qtbot: QtBot,
    desk_room: DeskRoom,
    matter: MatterId,
    wanted: BundleFormat,
    media_type: str,
) -> None:
    opened: list[Path] = []
    page = open_editor(qtbot, desk_room, matter, opened)
    choose(page, wanted)
    path = write(qtbot, page)
    click(page.result.mail_button)
    qtbot.waitUntil(lambda: bool(opened), timeout=10_000)
    message = message_from_bytes(opened[0].read_bytes(), policy=SMTP)
    (attached,) = list(message.iter_attachments())
    assert attached.get_content_type() == media_type
    assert attached.get_payload(decode=True) == path.read_bytes()


def test_a_pdf_with_a_request_warns_that_nobody_can_answer_in_it(
    qtbot: QtBot, desk_room: DeskRoom, matter: MatterId
) -> None:
    from lawdesk.domain.bundles import RequestWants
    from lawdesk.operations.client_requests import ask

    desk_room.desk.transact(
        ask, matter, wants=RequestWants.ANSWER, title="When?", now=desk_room.clock.now()
    )
    page = open_editor(qtbot, desk_room, matter)
    choose(page, BundleFormat.PDF)
    (seen,) = press_write(page, "Go back")
    assert any("cannot answer inside this format" in text for text in seen.texts)


def test_html_stays_what_it_was(qtbot: QtBot, desk_room: DeskRoom, matter: MatterId) -> None:
    page = open_editor(qtbot, desk_room, matter)
    choose(page, BundleFormat.HTML)
    path = write(qtbot, page)
    assert opened_papers(path, page.result.words.words()) == recorded(desk_room, matter)
    assert io.BytesIO(path.read_bytes()).readline().startswith(b"<!")
