"""What an issued invoice shows of its life, and what can be recorded from its page."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from billing_room import (
    Folders,
    answer,
    click,
    draft_of,
    issue,
    make_client,
    make_work,
    show,
)
from desk_room import DeskRoom
from lawdesk.domain.billing.drafts import DraftPayer
from lawdesk.domain.clients import ClientId
from lawdesk.domain.invoices import Channel, InvoiceId
from lawdesk.operations.credit_notes import credit_invoice
from lawdesk.operations.draft_payers import set_payers
from lawdesk.operations.invoices import issue_invoice, note_delivery
from lawdesk.operations.receivables.payments import record_payment
from lawdesk.operations.receivables.write_offs import write_off
from lawdesk.store import invoices
from lawdesk.store.receivables import accounts
from lawdesk.ui.invoice_wording import texts_of_draft
from lawdesk.ui.mail_handover import MailHandover
from lawdesk.ui.pages.invoice_part import InvoicesPart
from lawdesk.ui.pages.invoices_page import InvoicesPage
from lawdesk.ui.pages.receivables.payment_form import PaymentForm
from lawdesk.ui.pages.receivables.write_off_form import ClaimAgainForm, WriteOffForm
from practice_room import FRIDAY

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def open_page(
    qtbot: QtBot, desk_room: DeskRoom, folder: Path, invoice_id: int, opened: list[Path]
) -> InvoicesPage:
    """The page at an invoice."""

    def open_path(path: Path) -> bool:
        opened.append(path)
        return True

    mails = MailHandover(desk_room.desk, open_path)
    page = InvoicesPage(desk_room.desk, mails=mails, files=Folders(folder))
    show(qtbot, page)
    page.show_item(invoice_id)
    return page


@pytest.fixture
def invoice(desk_room: DeskRoom) -> InvoiceId:
    """2026-0001 over 1,680.00, due 4 December 2026."""
    return issue(desk_room.room, make_work(desk_room.room))


@pytest.fixture
def page(qtbot: QtBot, desk_room: DeskRoom, tmp_path: Path, invoice: InvoiceId) -> InvoicesPage:
    """The invoices page, showing that invoice."""
    return open_page(qtbot, desk_room, tmp_path, invoice, [])


def pay(desk_room: DeskRoom, invoice: InvoiceId, cents: int) -> None:
    client = invoices.get(desk_room.room.read, invoice).client_id
    desk_room.room.do(record_payment, client, cents, received_on=FRIDAY, now=desk_room.clock.now())


def badge(page: InvoicesPage) -> str:
    """What the list says of its first row."""
    return str(page.list.view.model().index(0, 0).data())


def test_the_status_is_derived_from_the_account(
    page: InvoicesPage, desk_room: DeskRoom, invoice: InvoiceId, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: "not sent" in badge(page), timeout=20_000)
    room, now = desk_room.room, desk_room.clock.now()
    room.do(note_delivery, invoice, delivered_on=FRIDAY, channel=Channel.POST, now=now)
    assert badge(page).endswith(", open")
    pay(desk_room, invoice, 680_00)
    assert badge(page).endswith(", 1,000.00 open")
    assert page.detail.figures.open.accessibleName() == "Open: 1,000.00. of 1,680.00, part paid"
    desk_room.clock.go_on(15 * 86400)
    page.refresh()
    assert badge(page).endswith(", 1,000.00 overdue")
    pay(desk_room, invoice, 1_000_00)
    assert badge(page).endswith(", paid")
    assert not page.detail.acts["pay"].isEnabled()


def test_what_happened_is_told_with_the_open_amount_after_it(
    page: InvoicesPage, desk_room: DeskRoom, invoice: InvoiceId
) -> None:
    room, now = desk_room.room, desk_room.clock.now()
    room.do(note_delivery, invoice, delivered_on=FRIDAY, channel=Channel.MAIL, now=now)
    desk_room.clock.go_on(60)
    pay(desk_room, invoice, 500_00)
    now = desk_room.clock.go_on(60)
    room.do(write_off, invoice, 80_00, "Goodwill", written_off_on=FRIDAY, now=now)
    page.detail.tabs.show_part("history")
    rows = page.detail.history.table.model.rows
    assert [(row.words, row.amount, row.open) for row in rows] == [
        ("Issued", "1,680.00", "1,680.00"),
        ("Given to the client by mail", "", ""),
        ("Paid", "−500.00", "1,180.00"),
        ("Written off", "−80.00", "1,100.00"),
    ]
    assert rows[3].detail == "Goodwill"


def test_a_payment_is_recorded_beside_its_invoice(
    page: InvoicesPage, desk_room: DeskRoom, invoice: InvoiceId
) -> None:
    click(page.detail.acts["pay"])
    form = page.detail.form
    assert isinstance(form, PaymentForm)
    QTest.keyClicks(form.form._fields["amount"].field.control(), "680")
    click(form.button)
    assert page.detail.form is None
    assert accounts.open_cents(desk_room.room.read, invoice) == 1_000_00


def test_an_open_part_is_written_off_and_claimed_again(
    page: InvoicesPage, desk_room: DeskRoom, invoice: InvoiceId
) -> None:
    click(page.detail.acts["write_off"])
    form = page.detail.form
    assert isinstance(form, WriteOffForm)
    assert form.form.values()["amount"] == "1,680.00"
    click(form.button)
    assert "Say why" in form.form._fields["reason"]._below.text()
    QTest.keyClicks(form.form._fields["reason"].field.control(), "Insolvent")
    click(form.button)
    assert accounts.open_cents(desk_room.room.read, invoice) == 0
    assert "written off" in badge(page) or "PDF missing" in badge(page)
    page.detail.tabs.show_part("history")
    page.detail.history.table.select(page.detail.history.table.model.id_at(1))
    QTest.keyClick(page.detail.history.table.view, Qt.Key.Key_Return)
    again = page.detail.form
    assert isinstance(again, ClaimAgainForm)
    QTest.keyClicks(again.form._fields["reason"].field.control(), "Money was found")
    click(again.button)
    assert accounts.open_cents(desk_room.room.read, invoice) == 1_680_00


def test_more_than_is_open_is_not_written_off(
    page: InvoicesPage, desk_room: DeskRoom, invoice: InvoiceId
) -> None:
    click(page.detail.acts["write_off"])
    form = page.detail.form
    assert form is not None
    control = form.form._fields["amount"].field.control()
    control.setFocus()
    QTest.keyClick(control, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(control, "1680.01")
    QTest.keyClicks(form.form._fields["reason"].field.control(), "x")
    click(form.button)
    assert "At most what is open" in form.form._fields["amount"]._below.text()
    assert accounts.open_cents(desk_room.room.read, invoice) == 1_680_00


def test_a_copy_says_so(qtbot: QtBot, page: InvoicesPage, tmp_path: Path) -> None:
    qtbot.waitUntil(lambda: page.detail.pdf.page_count() > 0, timeout=20_000)
    asked = answer("Save plain copy")
    click(page.detail.acts["copy"])
    assert "not encrypted" in asked[0]
    target = tmp_path / "invoice-2026-0001-copy.pdf"
    qtbot.waitUntil(target.exists, timeout=10_000)
    document = pypdfium2.PdfDocument(target.read_bytes())
    text = document[0].get_textpage().get_text_range()
    document.close()
    assert "copy" in text.lower()
    assert "Invoice 2026-0001" in text


def test_a_credit_note_is_mailed_with_its_own_words(
    qtbot: QtBot,
    desk_room: DeskRoom,
    tmp_path: Path,
    invoice: InvoiceId,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LAWDESK_HOME", str(tmp_path / "home"))
    note = desk_room.room.do(credit_invoice, invoice, reason="Error", now=desk_room.clock.now())
    opened: list[Path] = []
    page = open_page(qtbot, desk_room, tmp_path, note, opened)
    qtbot.waitUntil(lambda: page.detail.pdf.page_count() > 0, timeout=20_000)
    assert not page.detail.figures.due.isVisible()
    click(page.detail.mail_button)
    qtbot.waitUntil(lambda: bool(opened), timeout=10_000)
    message = message_from_bytes(opened[0].read_bytes(), policy=SMTP)
    assert message["Subject"] == "Credit note CN-2026-0001 · Alvarez v. Northgate"
    body = message.get_body()
    assert body is not None
    words = body.get_content()
    assert "1,680.00" in words
    assert "−" not in words
    assert "paid by" not in words


def test_split_invoices_name_each_other(qtbot: QtBot, desk_room: DeskRoom, tmp_path: Path) -> None:
    room = desk_room.room
    own = make_client(room)
    other = make_client(room, "Insurer AG")
    draft_id = draft_of(room, make_work(room, own))
    shares: list[tuple[ClientId, int]] = [(own, 600_000), (other, 400_000)]
    payers = [
        DraftPayer(0, draft_id, client, ppm, None, is_rest=False, masks_narrative=False,
                   consent="Letter")
        for client, ppm in shares
    ]  # fmt: skip
    room.do(set_payers, draft_id, payers)
    texts = texts_of_draft(room.read, draft_id, room.clock.now())
    first = room.do(issue_invoice, draft_id, texts, now=room.clock.now())
    page = open_page(qtbot, desk_room, tmp_path, first, [])
    (link,) = page.detail.related.buttons
    assert link.words() == "Split with 2026-0002 (Northgate GmbH)"
    click(link)
    (link,) = page.detail.related.buttons
    assert link.words() == "Split with 2026-0001 (Insurer AG)"


def test_the_list_shows_what_is_open_or_overdue(page: InvoicesPage, desk_room: DeskRoom) -> None:
    second = issue(desk_room.room, make_work(desk_room.room))
    pay(desk_room, second, 1_680_00)
    page.standing.setFocus()
    QTest.keyClick(page.standing, Qt.Key.Key_Down)
    assert [row.number for row in page.list.model.rows] == ["2026-0001"]
    assert page.list._summary.text() == "1 invoice · 1,680.00, 1,680.00 open"
    QTest.keyClick(page.standing, Qt.Key.Key_Down)
    assert page.list.model.rows == []
    desk_room.clock.go_on(15 * 86400)
    page.refresh()
    assert [row.number for row in page.list.model.rows] == ["2026-0001"]
    page.show_item(second)
    assert len(page.list.model.rows) == 2


def test_a_credit_note_says_in_the_lists_what_it_is(
    qtbot: QtBot, page: InvoicesPage, desk_room: DeskRoom, invoice: InvoiceId
) -> None:
    desk_room.room.do(credit_invoice, invoice, reason="Error", now=desk_room.clock.now())
    assert "Credit note CN-2026-0001" in badge(page)
    assert "−1,680.00" in badge(page)
    part = InvoicesPart(desk_room.desk)
    show(qtbot, part)
    part.show_client(invoices.get(desk_room.room.read, invoice).client_id)
    note, original = part.table.model.rows
    assert note.detail == "Credit note · Alvarez v. Northgate · corrects 2026-0001"
    assert (note.open, original.open) == ("", "0.00")
    assert part.table._summary.text() == "2 invoices · 0.00"


def test_numbers_are_told_apart_from_the_list(page: InvoicesPage) -> None:
    click(page.numbers_button)
    assert page._numbers is not None
    assert page._numbers.isVisible()
    page.refresh()
    assert page._numbers.isVisible()
    page.list.select_first()
    assert not page._numbers.isVisible()
    assert page.detail.isVisible()


def test_a_form_has_the_only_primary_button(page: InvoicesPage) -> None:
    click(page.detail.acts["pay"])
    assert not page.detail.mail_button.isVisible()
    form = page.detail.form
    assert form is not None
    click(form.back_button)
    assert page.detail.mail_button.isVisible()
    assert page.detail.tabs.isVisible()
