"""Many reminders at once: which are held back, made in one go, and still without a letter."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from claims_room import add_claim
from lawdesk.domain.clients import ClientId
from lawdesk.domain.documents import DocumentId
from lawdesk.domain.receivables.payment_plans import Instalment
from lawdesk.operations.receivables.disputes import hand_to_collection
from lawdesk.operations.receivables.payment_plans import agree_plan
from lawdesk.operations.receivables.payments import record_payment
from lawdesk.operations.receivables.reminders import (
    list_due_reminders,
    list_held,
    make_reminders,
    pause_reminders,
    record_reminder_pdfs,
)
from lawdesk.store.receivables import reminders
from lawdesk.vault.sealed_documents import SealedDocument
from practice_room import PracticeRoom, make_room

TODAY = date(2026, 11, 20)


@pytest.fixture
def room(tmp_path: Path) -> PracticeRoom:
    made = make_room(tmp_path)
    matter = made.add_matter()
    for _each in range(5):
        add_claim(made, matter, 100_00, date(2026, 11, 1))
    return made


def sealed(name: str) -> SealedDocument:
    return SealedDocument(name, "a" * 64, 10, "b" * 64, 20)


def test_paused_collected_and_instalments_are_held_back(room: PracticeRoom) -> None:
    paused, collected, split, _free, _last = (
        each.row.invoice_id for each in list_due_reminders(room.read, TODAY)
    )
    now = room.clock.now()
    room.do(pause_reminders, paused, date(2026, 12, 1), "asked for time", now=now)
    room.do(hand_to_collection, collected, "River Collections", now=now)
    plan = [Instalment(date(2026, 12, 1), 100_00)]
    room.do(agree_plan, ClientId(1), [split], plan, agreed_on=TODAY, now=now)
    assert list_held(room.read, TODAY) == {paused, collected, split}
    assert [x.row.invoice_id for x in list_due_reminders(room.read, TODAY)] == [_free, _last]
    # A pause that ran out or was lifted holds nothing, nor does a plan that is not kept.
    assert list_held(room.read, date(2026, 12, 2)) == {collected}
    room.do(pause_reminders, paused, TODAY, "", now=now)
    assert list_held(room.read, TODAY) == {collected, split}


def test_what_was_paid_since_is_left_out_of_the_many(room: PracticeRoom) -> None:
    due = [each.row.invoice_id for each in list_due_reminders(room.read, TODAY)]
    now = room.clock.now()
    room.do(
        record_payment, ClientId(1), 100_00, received_on=TODAY, named=[(due[1], 100_00)], now=now
    )
    made = room.do(make_reminders, due, now=now)
    assert [reminders.get(room.read, each).invoice_id for each in made] == [
        due[0],
        *due[2:],
    ]
    assert room.do(make_reminders, due, now=now) == made
    assert len(reminders.list_sent(room.read)) == 4


def test_letters_that_are_missing_are_found_and_recorded_once(room: PracticeRoom) -> None:
    due = [each.row.invoice_id for each in list_due_reminders(room.read, TODAY)]
    now = room.clock.now()
    made = room.do(make_reminders, due[:3], now=now)
    missing = reminders.list_without_document(room.read, 2)
    assert [each.id for each in missing] == made[:2]
    room.do(record_reminder_pdfs, [(made[0], sealed("one")), (made[1], sealed("two"))], now=now)
    assert [each.id for each in reminders.list_without_document(room.read, 9)] == [made[2]]
    room.do(record_reminder_pdfs, [(made[0], sealed("three"))], now=now)
    assert reminders.get(room.read, made[0]).document_id == DocumentId(1)
    assert room.read.number("SELECT count(*) FROM documents") == 2
