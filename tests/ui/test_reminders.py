"""Reminders that are due: looked at, made once, sealed, handed on, noted."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from billing_room import answer, click
from claims_room import set_day
from clock_window import texts_of
from desk_room import DeskRoom
from lawdesk.domain.clients import ClientId
from lawdesk.domain.documents import DocumentId
from lawdesk.domain.invoices import Channel, InvoiceId
from lawdesk.operations.receivables.disputes import open_dispute
from lawdesk.operations.receivables.payments import record_payment
from lawdesk.operations.receivables.reminders import make_reminder
from lawdesk.store import documents
from lawdesk.store.receivables import reminders
from lawdesk.ui.pages.receivables.reminders_part import RemindersPart
from receivables_window import Owed, claim, enter, matter, open_receivables, tick, words_on

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def owed(
    qtbot: QtBot, desk_room: DeskRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Owed:
    """Northgate's 2,150.00 is 81 days late, Brandt's 75.50 is 19 days late."""
    monkeypatch.setenv("LAWDESK_HOME", str(tmp_path / "home"))
    claim(desk_room, matter(desk_room), 2_150_00, date(2026, 8, 31))
    brandt = matter(desk_room, "Estate of Walter Brandt", "Brandt estate")
    claim(desk_room, brandt, 75_50, date(2026, 11, 1))
    return open_receivables(qtbot, desk_room, tmp_path)


def part_of(owed: Owed) -> RemindersPart:
    owed.page.show_reminders()
    part = owed.page.parts._parts["reminders"]
    assert isinstance(part, RemindersPart)
    return part


def made(owed: Owed) -> list[tuple[int, int, bool]]:
    return [
        (each.invoice_id, each.level, each.is_skipped)
        for invoice_id in (1, 2)
        for each in reminders.list_of_invoice(owed.read, InvoiceId(invoice_id))
    ]


def all_sealed(owed: Owed) -> bool:
    return all(row.document_id for row in reminders.list_sent(owed.read))


def test_what_is_due_is_listed_with_level_amount_and_skipped_levels(owed: Owed) -> None:
    part = part_of(owed)
    assert texts_of(part.due) == [
        ["", "Northgate GmbH", "T-0001", "4, skips 1, 2, 3", "2,150.00", "Dec 4"],
        ["", "Estate of Walter Brandt", "T-0002", "2, skips 1", "75.50", "Dec 4"],
    ]
    assert "2 of 2 ticked · 2,225.50" in words_on(part)
    assert part.make_button.words() == "Make 2 reminders"


def test_the_letter_is_looked_at_before_it_is_made(owed: Owed) -> None:
    part = part_of(owed)
    owed.wait(lambda: part.letter.pdf.page_count() == 1)
    assert "Final reminder" in part.letter.pdf.text()
    assert "Reminder 4 of T-0001, not made yet" in words_on(part.letter)
    part.due.select(2)
    owed.wait(lambda: "Payment reminder" in part.letter.pdf.text())
    assert not part.letter.mail_button.isVisible()
    assert made(owed) == []
    assert owed.read.number("SELECT count(*) FROM documents") == 0


def test_ticked_reminders_are_made_with_their_sealed_letters(owed: Owed) -> None:
    part = part_of(owed)
    click(part.make_button)
    owed.wait(lambda: reminders.list_sent(owed.read) and all_sealed(owed))
    assert made(owed) == [
        (1, 1, True), (1, 2, True), (1, 3, True), (1, 4, False), (2, 1, True), (2, 2, False),
    ]  # fmt: skip
    assert texts_of(part.due) == []
    assert owed.said == ["2 reminders are made; none was sent."]
    files = [documents.get(owed.read, DocumentId(each)).file_name for each in (1, 2)]
    assert sorted(files) == ["reminder-T-0001-4.pdf", "reminder-T-0002-2.pdf"]
    log = [texts[1:] for texts in texts_of(part.sent)]
    assert ["Northgate GmbH", "T-0001", "4", "2,150.00", "not noted"] in log
    assert owed.errors == []


def test_what_is_not_ticked_is_not_made(owed: Owed) -> None:
    part = part_of(owed)
    tick(part.due, 1, "ticked")
    assert part.make_button.words() == "Make 1 reminder"
    assert "1 of 2 ticked · 75.50" in words_on(part)
    click(part.make_button)
    owed.wait(lambda: all_sealed(owed))
    assert made(owed) == [(2, 1, True), (2, 2, False)]
    assert [texts[2] for texts in texts_of(part.due)] == ["T-0001"]
    tick(part.due, 1, "ticked")
    tick(part.due, 1, "ticked")
    assert not part.make_button.isEnabled()


def test_a_level_is_made_once_whoever_makes_it(owed: Owed) -> None:
    part = part_of(owed)
    room = owed.desk_room.room
    lines = part._lines
    room.do(make_reminder, InvoiceId(2), now=room.clock.now())
    part._lines = lines  # as they stood when the lawyer pressed
    part.make()
    owed.wait(lambda: all_sealed(owed))
    levels = [(level, skipped) for invoice_id, level, skipped in made(owed) if invoice_id == 2]
    assert levels == [(1, True), (2, False)]


def test_the_disputed_part_is_left_out_of_list_and_letter(owed: Owed) -> None:
    room = owed.desk_room.room
    room.do(
        open_dispute,
        InvoiceId(1),
        400_00,
        "Too long",
        received_on=date(2026, 11, 20),
        now=room.clock.now(),
    )
    part = part_of(owed)
    assert texts_of(part.due)[0][4] == "1,750.00"
    owed.wait(lambda: part.letter.pdf.page_count() == 1)
    text = part.letter.pdf.text()
    assert "1,750.00" in text
    assert "−400.00" in text
    assert "USD 400.00 in dispute is left out." in words_on(part.letter).replace("\u00a0", " ")


def test_paid_claims_need_no_reminder(owed: Owed) -> None:
    part = part_of(owed)
    room = owed.desk_room.room
    room.do(
        record_payment, ClientId(1), 2_150_00, received_on=date(2026, 11, 20), now=room.clock.now()
    )
    assert [texts[2] for texts in texts_of(part.due)] == ["T-0002"]


def test_the_mail_draft_carries_the_sealed_letter_in_its_tone(owed: Owed) -> None:
    part = part_of(owed)
    tick(part.due, 2, "ticked")
    click(part.make_button)
    owed.wait(lambda: part.letter.content != b"")
    click(part.letter.mail_button)
    owed.wait(lambda: owed.opened != [])
    draft = owed.opened[0].read_bytes()
    assert owed.opened[0].name == "reminder-T-0001-4.eml"
    assert b"Subject: Final reminder: invoice T-0001" in draft
    assert b"To: Northgate GmbH <pay@northgate.example>" in draft
    assert b'filename="reminder-T-0001-4.pdf"' in draft


def test_the_letter_is_opened_to_print_and_saved(owed: Owed) -> None:
    part = part_of(owed)
    tick(part.due, 2, "ticked")
    click(part.make_button)
    owed.wait(lambda: part.letter.content != b"")
    click(part.letter.print_button)
    owed.wait(lambda: owed.opened != [])
    assert owed.opened[0].read_bytes() == part.letter.content
    assert owed.opened[0].stat().st_mode & 0o077 == 0
    answer("Save plain copy")
    click(part.letter.save_button)
    saved = owed.folder / "reminder-T-0001-4.pdf"
    owed.wait(saved.exists)
    assert saved.read_bytes().startswith(b"%PDF")


def test_how_it_went_out_is_noted_once(owed: Owed) -> None:
    part = part_of(owed)
    tick(part.due, 2, "ticked")
    click(part.make_button)
    owed.wait(lambda: part.letter.content != b"")
    part.letter.delivery.channel.show_key(Channel.POST)
    click(part.letter.delivery.button)
    assert texts_of(part.sent)[0][5] == "Nov 20 by post"
    assert "Given to the client: Nov 20, 2026 by post" in words_on(part.letter)
    click(part.letter.delivery.button)
    assert "This day and way are noted already." in words_on(part.letter)
    enter(part.letter.delivery.day.control(), "11/19/26")
    click(part.letter.delivery.button)
    assert "before the reminder" in words_on(part.letter)


def test_a_letter_that_is_missing_is_drawn_when_the_list_is_shown(owed: Owed) -> None:
    room = owed.desk_room.room
    room.do(make_reminder, InvoiceId(1), now=room.clock.now())
    assert not all_sealed(owed)
    part = part_of(owed)
    owed.wait(lambda: all_sealed(owed))
    part.sent.select(reminders.list_sent(owed.read)[0].id)
    owed.wait(lambda: "Final reminder" in part.letter.pdf.text())


def test_the_next_level_comes_after_the_new_term(owed: Owed) -> None:
    room = owed.desk_room.room
    room.do(make_reminder, InvoiceId(2), now=room.clock.now())
    part = part_of(owed)
    assert [texts[2] for texts in texts_of(part.due)] == ["T-0001"]
    set_day(room, date(2026, 12, 6))
    part.refresh()
    assert [texts[2:4] for texts in texts_of(part.due)] == [
        ["T-0001", "4, skips 1, 2, 3"],
        ["T-0002", "4, skips 3"],
    ]


def test_the_claim_leads_to_its_reminder_and_ticks_it_alone(owed: Owed) -> None:
    arrears = owed.page._arrears_shown
    owed.page.show_item(2)
    click(arrears.detail.remind_button)
    part = owed.page.parts._parts["reminders"]
    assert isinstance(part, RemindersPart)
    assert part.due.selected() == 2
    assert part.make_button.words() == "Make 1 reminder"
    QTest.keyClick(part.make_button, Qt.Key.Key_Space)
    owed.wait(lambda: all_sealed(owed))
    assert made(owed) == [(2, 1, True), (2, 2, False)]
