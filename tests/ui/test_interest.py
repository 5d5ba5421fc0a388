"""Interest on a late invoice: its segments, and the note that claims it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from billing_room import answer, click
from claims_room import add_claim
from clock_window import texts_of
from desk_room import DeskRoom
from lawdesk.domain.clients import ClientId
from lawdesk.domain.invoices import InvoiceId
from lawdesk.domain.matters import MatterId
from lawdesk.operations.receivables.disputes import open_dispute
from lawdesk.operations.receivables.payments import record_payment
from lawdesk.store import invoices
from lawdesk.store.receivables import ageing
from lawdesk.ui.pages.receivables.interest_part import InterestPart
from receivables_window import Owed, enter, matter, open_receivables, terms, words_on

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

DUE = date(2026, 3, 31)


@pytest.fixture
def owed(qtbot: QtBot, desk_room: DeskRoom, tmp_path: Path) -> Owed:
    """4,800.00 at 12 % a year, due on 31 March; 2,000.00 came on 20 April."""
    room = desk_room.room
    matter_id, policy = matter(desk_room), terms(desk_room)
    invoice_id = add_claim(room, matter_id, 4_800_00, DUE, policy_id=policy)
    room.do(
        record_payment,
        ClientId(1),
        2_000_00,
        received_on=date(2026, 4, 20),
        named=[(invoice_id, 2_000_00)],
        now=room.clock.now(),
    )
    return open_receivables(qtbot, desk_room, tmp_path)


def begin(owed: Owed) -> InterestPart:
    owed.page.show_item(1)
    arrears = owed.page._arrears_shown
    click(arrears.detail.links["interest"])
    assert isinstance(arrears.act, InterestPart)
    return arrears.act


def until(part: InterestPart, text: str) -> None:
    enter(part.form._fields["until"].field.control(), text)


def test_the_segments_are_those_of_the_worked_example(owed: Owed) -> None:
    part = begin(owed)
    until(part, "5/15/26")
    assert texts_of(part.segments) == [
        ["Apr 1 – Apr 20, 20 days, 12% on 4,800.00", "31.56"],
        ["Apr 21 – May 15, 25 days, 12% on 2,800.00", "23.01"],
    ]
    assert part.segments._total.accessibleName() == "Together, 54.57"
    assert "12% a year, simple, by the day; a year has 365 days." in words_on(part)
    assert owed.read.number("SELECT count(*) FROM issued_invoices") == 1


def test_the_note_is_a_document_of_its_own(owed: Owed, qtbot: QtBot) -> None:
    part = begin(owed)
    until(part, "5/15/26")
    asked = answer("Issue interest note")
    with qtbot.waitSignal(owed.page.open_asked) as opened:
        click(part.button)
    assert "over USD 54.57 for invoice T-0001 up to May 15, 2026" in asked[0].replace("\u00a0", " ")
    note = invoices.get(owed.read, InvoiceId(2))
    assert opened.args == ["invoice", 2]
    assert (note.number, note.total_cents, note.kind) == ("IN-2026-0001", 54_57, "interest_note")
    assert note.corrects_number == "T-0001"
    assert "simple" in note.rounding_text
    rows = ageing.list_rows(owed.read)
    assert [(row.number, row.open_cents) for row in rows] == [
        ("T-0001", 2_800_00),
        ("IN-2026-0001", 54_57),
    ]


def test_going_back_uses_no_number(owed: Owed) -> None:
    part = begin(owed)
    answer("Go back")
    click(part.button)
    assert owed.read.number("SELECT count(*) FROM issued_invoices") == 1


def test_a_day_before_it_was_late_bears_nothing(owed: Owed) -> None:
    part = begin(owed)
    until(part, "3/31/26")
    assert texts_of(part.segments) == []
    assert not part.button.isEnabled()
    assert "No interest up to this day." in words_on(part)


def test_a_day_after_today_is_refused_in_words(owed: Owed) -> None:
    part = begin(owed)
    until(part, "12/31/26")
    answer("Issue interest note")
    click(part.button)
    assert "up to today at most" in words_on(part)
    assert owed.read.number("SELECT count(*) FROM issued_invoices") == 1


def test_a_day_that_cannot_be_read_shows_no_interest(owed: Owed) -> None:
    part = begin(owed)
    until(part, "soon")
    assert texts_of(part.segments) == []
    assert not part.button.isEnabled()


def test_what_is_disputed_bears_no_interest_from_its_day(owed: Owed) -> None:
    room = owed.desk_room.room
    room.do(
        open_dispute,
        InvoiceId(1),
        800_00,
        "Too much",
        received_on=date(2026, 5, 1),
        now=room.clock.now(),
    )
    part = begin(owed)
    until(part, "5/15/26")
    assert [texts[0].partition(", ")[2] for texts in texts_of(part.segments)] == [
        "20 days, 12% on 4,800.00",
        "10 days, 12% on 2,800.00",
        "15 days, 12% on 2,000.00",
    ]


def test_an_invoice_that_is_not_late_offers_none(owed: Owed) -> None:
    room = owed.desk_room.room
    later = add_claim(room, MatterId(1), 100_00, date(2026, 12, 24))
    owed.page.show_item(later)
    assert not owed.page._arrears_shown.detail.links["interest"].isEnabled()
