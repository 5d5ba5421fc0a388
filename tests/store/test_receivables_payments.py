"""Payments through the database: where the money goes, and how it comes back."""

from __future__ import annotations

from datetime import date

from claims_room import add_claim, book_credit
from lawdesk.operations.receivables.payments import release_surplus_of
from lawdesk.store.receivables import accounts
from practice_room import PracticeRoom


def test_an_invoice_without_payments_has_no_surplus(room: PracticeRoom) -> None:
    invoice = add_claim(room, room.add_matter(), 1_190_00, date(2026, 11, 15))
    assert room.do(release_surplus_of, invoice, now=room.clock.now()) == 0
    book_credit(room, invoice, 1_190_00, date(2026, 11, 20))
    assert room.do(release_surplus_of, invoice, now=room.clock.now()) == 0
    assert accounts.open_cents(room.read, invoice) == 0
