"""Missing PDFs: drawn in one go, a refusal told once, tried again when asked; and deliveries."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from billing_room import Folders, click, issue, make_work, show
from desk_room import DeskRoom
from lawdesk.domain.clients import ContactKind
from lawdesk.domain.invoices import Channel, InvoiceId
from lawdesk.errors import FieldError
from lawdesk.operations.clients import set_contacts
from lawdesk.operations.invoices import note_delivery
from lawdesk.store import invoices
from lawdesk.ui.mail_handover import MailHandover
from lawdesk.ui.pages.invoices_page import InvoicesPage
from practice_room import PracticeRoom

LATER = 600


@dataclass
class Heard:
    """What the message strip would have been told."""

    errors: list[str] = field(default_factory=list)
    works: list[str] = field(default_factory=list)


@pytest.fixture
def heard(desk_room: DeskRoom, monkeypatch: pytest.MonkeyPatch) -> Heard:
    """Everything the desk tells."""
    monkeypatch.setenv("LAWDESK_HOME", str(desk_room.folder / "home"))
    told = Heard()
    desk_room.desk.failed.connect(lambda error: told.errors.append(str(error)))
    desk_room.desk.task_started.connect(lambda _task, words: told.works.append(words))
    return told


def open_page(qtbot: QtBot, desk_room: DeskRoom) -> InvoicesPage:
    """The page over what was issued."""
    mails = MailHandover(desk_room.desk, lambda _path: True)
    page = InvoicesPage(desk_room.desk, mails=mails, files=Folders(desk_room.folder))
    show(qtbot, page)
    return page


def issue_several(room: PracticeRoom, count: int) -> list[InvoiceId]:
    """Invoices without a PDF."""
    return [issue(room, make_work(room)) for _each in range(count)]


def missing(desk_room: DeskRoom) -> list[InvoiceId]:
    """What has no PDF."""
    return invoices.list_without_pdf(desk_room.desk.read)


def test_several_missing_pdfs_are_one_piece_of_work(
    qtbot: QtBot, desk_room: DeskRoom, heard: Heard
) -> None:
    issue_several(desk_room.room, 4)
    commits = list[frozenset[str]]()
    desk_room.desk.changed.connect(commits.append)
    page = open_page(qtbot, desk_room)
    qtbot.waitUntil(lambda: not missing(desk_room), timeout=20_000)
    qtbot.waitUntil(lambda: page.detail.pdf.page_count() > 0, timeout=20_000)
    drawing = [words for words in heard.works if words.startswith("Drawing")]
    assert drawing == ["Drawing 4 invoices"]
    assert sum("invoice_pdfs" in touched for touched in commits) == 1
    assert heard.errors == []


def test_more_than_a_batch_is_drawn_to_the_end(
    qtbot: QtBot, desk_room: DeskRoom, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lawdesk.ui.pages.invoice_drawing._BATCH", 2)
    issue_several(desk_room.room, 5)
    open_page(qtbot, desk_room)
    qtbot.waitUntil(lambda: not missing(desk_room), timeout=20_000)
    assert heard.errors == []


def test_a_disk_that_refuses_is_told_once_and_tried_again_when_asked(
    qtbot: QtBot, desk_room: DeskRoom, heard: Heard
) -> None:
    first, _second = issue_several(desk_room.room, 2)
    sealed = desk_room.folder / "docs"
    _block(sealed)
    page = open_page(qtbot, desk_room)
    page.show_item(first)
    qtbot.waitUntil(page.detail.again_button.isVisible, timeout=20_000)
    for _each in range(3):
        page.refresh()
        qtbot.wait(50)
    assert len(heard.errors) == 1
    assert "could not be drawn" in page.detail._missing.text()
    assert len(missing(desk_room)) == 2
    sealed.unlink()
    click(page.detail.again_button)
    qtbot.waitUntil(lambda: page.detail.pdf.page_count() > 0, timeout=20_000)
    assert missing(desk_room) == []
    assert not page.detail.again_button.isVisible()
    assert not page.detail._missing.isVisible()
    assert len(heard.errors) == 1


def _block(folder: Path) -> None:
    """Nothing can be written into a folder that is a file."""
    assert not folder.exists() or not any(folder.iterdir())
    if folder.exists():
        folder.rmdir()
    folder.write_bytes(b"")


def test_each_delivery_is_told_in_the_list_and_beside_the_invoice(
    qtbot: QtBot, desk_room: DeskRoom, heard: Heard
) -> None:
    (invoice_id,) = issue_several(desk_room.room, 1)
    page = open_page(qtbot, desk_room)
    qtbot.waitUntil(lambda: page.detail.pdf.page_count() > 0, timeout=20_000)
    assert "not sent" in str(page.list.view.model().index(0, 0).data())
    page.detail.delivery.channel.show_key(Channel.MAIL)
    click(page.detail.delivery.button)
    assert not page.detail.earlier.isVisible()
    page.detail.delivery.channel.show_key(Channel.POST)
    click(page.detail.delivery.button)
    assert page.detail.earlier.text() == "Before that: Nov 20, 2026 by mail"
    assert "by post" in page.detail.sent.accessibleName()
    shown = str(page.list.view.model().index(0, 0).data())
    assert shown.endswith("open")
    assert "not sent" not in shown
    assert len(invoices.list_deliveries(desk_room.desk.read, invoice_id)) == 2
    assert heard.errors == []


def test_the_same_delivery_is_not_noted_twice(desk_room: DeskRoom) -> None:
    (invoice_id,) = issue_several(desk_room.room, 1)
    day, now = date(2026, 11, 20), desk_room.clock.now()
    for channel in (Channel.MAIL, Channel.POST):
        desk_room.room.do(note_delivery, invoice_id, delivered_on=day, channel=channel, now=now)
    with pytest.raises(FieldError, match="noted already"):
        desk_room.room.do(
            note_delivery, invoice_id, delivered_on=day, channel=Channel.MAIL, now=now
        )
    assert len(invoices.list_deliveries(desk_room.desk.read, invoice_id)) == 2


def test_without_a_mail_address_the_page_says_so_and_leads_to_the_client(
    qtbot: QtBot, desk_room: DeskRoom, heard: Heard
) -> None:
    (invoice_id,) = issue_several(desk_room.room, 1)
    client_id = invoices.get(desk_room.desk.read, invoice_id).client_id
    page = open_page(qtbot, desk_room)
    qtbot.waitUntil(lambda: page.detail.pdf.page_count() > 0, timeout=20_000)
    assert page.detail.mail_button.isEnabled()
    desk_room.desk.transact(set_contacts, client_id, ContactKind.MAIL, [])
    assert "Northgate GmbH has no mail address yet" in page.detail._note.text()
    for button in (page.detail.mail_button, page.detail.links["address"]):
        assert not button.isEnabled()
    assert page.detail.links["text"].isEnabled()
    with qtbot.waitSignal(page.open_asked) as asked:
        click(page.detail.client_button)
    assert asked.args == ["client", client_id]
    assert heard.errors == []
