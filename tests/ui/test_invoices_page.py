"""The invoices page, its mail drafts and its parts, driven over a real practice."""

from __future__ import annotations

import stat
import sys
from dataclasses import dataclass, field
from datetime import date
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from billing_room import (
    WORK,
    Folders,
    answer,
    click,
    draft_of,
    draw_pdf,
    issue,
    make_client,
    make_work,
    show,
)
from desk_room import DeskRoom
from lawdesk.domain.billing.discounts import DiscountKind, InvoiceDiscount
from lawdesk.domain.invoices import Channel
from lawdesk.errors import LawDeskError
from lawdesk.operations.drafts import choose_line, make_draft, set_discount
from lawdesk.operations.time_entries import add_time_entry
from lawdesk.paths import private_runtime
from lawdesk.store import drafts, invoices, matters
from lawdesk.ui.mail_handover import MailHandover
from lawdesk.ui.pages.invoice_part import InvoicesPart
from lawdesk.ui.pages.invoice_rows import ListedKey
from lawdesk.ui.pages.invoices_page import InvoicesPage


@dataclass
class Opened:
    """Stands for the desktop: takes what is to be opened, and says whether something did."""

    paths: list[Path] = field(default_factory=list)
    answers: bool = True

    def __call__(self, path: Path) -> bool:
        self.paths.append(path)
        return self.answers


@dataclass
class Billing:
    """The page with what it was given, over one issued invoice."""

    page: InvoicesPage
    opened: Opened
    folder: Path
    errors: list[LawDeskError]


@pytest.fixture
def billing(
    qtbot: QtBot, desk_room: DeskRoom, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Billing:
    """The page, showing invoice 2026-0001, whose PDF it had to draw itself."""
    monkeypatch.setenv("LAWDESK_HOME", str(tmp_path / "home"))
    invoice_id = issue(desk_room.room, make_work(desk_room.room))
    return open_page(qtbot, desk_room, tmp_path, invoice_id)


def open_page(qtbot: QtBot, desk_room: DeskRoom, folder: Path, invoice_id: int) -> Billing:
    """The page at an invoice, once its PDF is shown."""
    opened, errors = Opened(), list[LawDeskError]()
    desk_room.desk.failed.connect(errors.append)
    mails = MailHandover(desk_room.desk, opened)
    page = InvoicesPage(desk_room.desk, mails=mails, files=Folders(folder))
    show(qtbot, page)
    page.show_item(invoice_id)
    qtbot.waitUntil(lambda: page.detail.pdf.page_count() > 0, timeout=20_000)
    return Billing(page, opened, folder, errors)


def test_a_missing_pdf_is_drawn_when_the_page_shows(billing: Billing) -> None:
    text = billing.page.detail.pdf.text()
    assert "Invoice 2026-0001" in text
    assert "1,680.00" in text
    assert billing.page.list.selected() == ListedKey("invoice", 1)
    assert invoices.list_without_pdf(billing.page.desk.read) == []


def test_a_missing_pdf_is_told_before_it_is_there(qtbot: QtBot, desk_room: DeskRoom) -> None:
    invoice_id = issue(desk_room.room, make_work(desk_room.room))
    page = InvoicesPage(desk_room.desk)
    qtbot.addWidget(page)
    page.show_item(invoice_id)
    row = page.list.row(ListedKey("invoice", invoice_id))
    assert row.pdf_document_id is None
    assert not page.detail.mail_button.isEnabled()
    qtbot.waitUntil(lambda: not invoices.list_without_pdf(desk_room.desk.read), timeout=20_000)


def test_an_invoice_further_down_than_the_list_has_loaded_is_shown(
    qtbot: QtBot, billing: Billing, desk_room: DeskRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lawdesk.ui.pages.invoices_page._PAGE", 1)
    client_id = make_client(desk_room.room)
    for _more in range(14):
        latest = issue(desk_room.room, make_work(desk_room.room, client_id))
    billing.page.show_item(latest)
    billing.page.show_item(1)
    assert billing.page.list.row(ListedKey("invoice", 1)) is None
    qtbot.waitUntil(lambda: "2026-0001" in billing.page.detail.pdf.text(), timeout=10_000)


def test_drafts_stand_above_invoices_and_open_from_the_list(
    qtbot: QtBot, billing: Billing, desk_room: DeskRoom
) -> None:
    draft_id = draft_of(desk_room.room, make_work(desk_room.room))
    billing.page.refresh()
    keys = [billing.page.list.model.id_at(place) for place in range(2)]
    assert keys == [ListedKey("draft", draft_id), ListedKey("invoice", 1)]
    billing.page.list.select(keys[0])
    with qtbot.waitSignal(billing.page.open_asked) as asked:
        click(billing.page.draft_card.open_button)
    assert asked.args == ["draft", draft_id]
    with qtbot.waitSignal(billing.page.open_asked) as asked:
        QTest.keyClick(billing.page.list.view, Qt.Key.Key_Return)
    assert asked.args == ["draft", draft_id]


def test_a_draft_that_cannot_be_worked_out_says_why(qtbot: QtBot, desk_room: DeskRoom) -> None:
    room = desk_room.room
    draft_id = room.do(make_draft, make_work(room), now=room.clock.now())
    first = drafts.list_lines(room.read, draft_id)[0]
    room.do(set_discount, draft_id, InvoiceDiscount(DiscountKind.FIXED, first.amount_cents + 1))
    for line in drafts.list_lines(room.read, draft_id)[1:]:
        room.do(choose_line, line.id, chosen=False)
    page = InvoicesPage(desk_room.desk)
    show(qtbot, page)
    page.list.select(ListedKey("draft", draft_id))
    told = [label.text() for label in page.draft_card.header.findChildren(QLabel)]
    assert any("larger than what it is taken off" in text for text in told)


def test_the_filter_narrows_list_and_total(
    qtbot: QtBot, billing: Billing, desk_room: DeskRoom
) -> None:
    other = desk_room.room.add_matter("Chen lease", make_client(desk_room.room, "Chen Foods"))
    desk_room.room.do(
        add_time_entry, other, worked_on=WORK[0][0], seconds=3600, narrative="Lease",
        now=desk_room.clock.now(),
    )  # fmt: skip
    issue(desk_room.room, other)
    billing.page.refresh()
    assert billing.page.list.model.rowCount() == 2
    QTest.keyClicks(billing.page.search, "chen")
    qtbot.waitUntil(lambda: billing.page.list.model.rowCount() == 1)
    assert billing.page.list._summary.text() == "1 invoice · 300.00, 300.00 open"
    QTest.keyClick(billing.page.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: billing.page.list.model.rowCount() == 2)


def test_the_mail_draft_holds_the_sealed_pdf_byte_for_byte(qtbot: QtBot, billing: Billing) -> None:
    click(billing.page.detail.mail_button)
    qtbot.waitUntil(lambda: bool(billing.opened.paths), timeout=10_000)
    path = billing.opened.paths[0]
    assert path == private_runtime() / "invoice-2026-0001.eml"
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    raw = path.read_bytes()
    assert raw.count(b"\n") == raw.count(b"\r\n")
    message = message_from_bytes(raw, policy=SMTP)
    assert message["X-Unsent"] == "1"
    assert message["To"] == "Northgate GmbH <accounts@northgate.example>"
    assert message["Subject"] == "Invoice 2026-0001 · Alvarez v. Northgate"
    assert {"From", "Date", "Message-ID"} & set(message.keys()) == set()
    (attached,) = list(message.iter_attachments())
    assert attached.get_filename() == "invoice-2026-0001.pdf"
    assert attached.get_payload(decode=True) == billing.page.detail.content


def test_show_file_opens_the_folder_and_the_clipboard_gets_text_and_address(
    qtbot: QtBot, billing: Billing
) -> None:
    links = billing.page.detail.links
    click(links["show"])
    qtbot.waitUntil(lambda: bool(billing.opened.paths), timeout=10_000)
    assert billing.opened.paths == [private_runtime()]
    click(links["text"])
    assert "invoice 2026-0001" in QApplication.clipboard().text()
    click(links["address"])
    assert QApplication.clipboard().text() == "accounts@northgate.example"


def test_a_desktop_that_opens_nothing_is_told_with_the_folder(
    qtbot: QtBot, billing: Billing
) -> None:
    billing.opened.answers = False
    click(billing.page.detail.mail_button)
    qtbot.waitUntil(lambda: bool(billing.errors), timeout=10_000)
    assert str(private_runtime()) in str(billing.errors[0])


def test_sending_is_noted_by_the_lawyer_only(
    qtbot: QtBot, billing: Billing, desk_room: DeskRoom
) -> None:
    read = desk_room.desk.read
    click(billing.page.detail.mail_button)
    qtbot.waitUntil(lambda: bool(billing.opened.paths), timeout=10_000)
    (row,) = invoices.list_summaries(read)
    assert row.delivered_on is None
    billing.page.detail.delivery.channel.show_key(Channel.POST)
    click(billing.page.detail.delivery.button)
    (row,) = invoices.list_summaries(read)
    assert (row.delivered_on, row.delivered_by) == (date(2026, 11, 20), Channel.POST)
    assert "Nov 20, 2026" in billing.page.detail.sent.accessibleName()


def test_a_day_before_the_invoice_is_refused_beside_its_field(
    billing: Billing, desk_room: DeskRoom
) -> None:
    control = billing.page.detail.delivery.day.control()
    control.setFocus()
    QTest.keyClick(control, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(control, "11/1/26")
    click(billing.page.detail.delivery.button)
    assert "before the invoice" in billing.page.detail.delivery._error.text()
    assert invoices.list_summaries(desk_room.desk.read)[0].delivered_on is None


def test_a_plain_copy_is_saved_only_after_saying_where(qtbot: QtBot, billing: Billing) -> None:
    target = billing.folder / "invoice-2026-0001.pdf"
    answer("Go back")
    click(billing.page.detail.links["save"])
    assert not target.exists()
    asked = answer("Save plain copy")
    click(billing.page.detail.links["save"])
    assert str(billing.folder) in asked[0]
    assert "not encrypted" in asked[0]
    qtbot.waitUntil(target.exists)
    assert target.read_bytes() == billing.page.detail.content


def test_new_offers_matters_with_unbilled_work(
    qtbot: QtBot, billing: Billing, desk_room: DeskRoom
) -> None:
    matter_id = make_work(desk_room.room)
    menu = billing.page.new_menu()
    titles = [act.text() for act in menu.actions()]
    assert titles == ["Alvarez v. Northgate\t1,680.00"]
    with qtbot.waitSignal(billing.page.open_asked) as asked:
        menu.actions()[0].trigger()
    draft = drafts.find_for_matter(desk_room.desk.read, matter_id)
    assert draft is not None
    assert asked.args == ["draft", draft.id]


def test_the_page_leads_to_the_bundle_of_the_matter(
    qtbot: QtBot, billing: Billing, desk_room: DeskRoom
) -> None:
    (matter,) = matters.list_summaries(desk_room.desk.read)
    with qtbot.waitSignal(billing.page.open_asked) as asked:
        click(billing.page.detail.links["bundle"])
    assert asked.args == ["bundle", matter.id]


def test_an_empty_practice_says_what_to_do(qtbot: QtBot, desk_room: DeskRoom) -> None:
    page = InvoicesPage(desk_room.desk)
    show(qtbot, page)
    assert page.list.model.rowCount() == 0
    assert [act.text() for act in page.new_menu().actions()] == ["No matter has unbilled work."]


def test_the_part_shows_invoices_of_one_matter_or_one_client(
    qtbot: QtBot, desk_room: DeskRoom
) -> None:
    room = desk_room.room
    client_id = make_client(room)
    first, second = make_work(room, client_id), make_work(room, client_id)
    invoice_id = issue(room, first)
    draft_id = draft_of(room, second)
    draft_of(room, make_work(room))
    draw_pdf(qtbot, desk_room.desk, invoice_id)
    part = InvoicesPart(desk_room.desk)
    show(qtbot, part)
    part.show_matter(first)
    assert [row.key for row in part.table.model.rows] == [ListedKey("invoice", invoice_id)]
    part.show_client(client_id)
    assert [row.key for row in part.table.model.rows] == [
        ListedKey("draft", draft_id),
        ListedKey("invoice", invoice_id),
    ]
    part.table.select(ListedKey("invoice", invoice_id))
    with qtbot.waitSignal(part.open_asked) as asked:
        QTest.keyClick(part.table.view, Qt.Key.Key_Return)
    assert asked.args == ["invoice", invoice_id]
