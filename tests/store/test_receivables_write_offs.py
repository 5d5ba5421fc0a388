"""Write-offs and overpaid claims through the database."""

from __future__ import annotations

from datetime import date

import pytest

from claims_room import add_claim, book_credit
from lawdesk.domain.clients import ClientId
from lawdesk.domain.invoices import InvoiceId
from lawdesk.domain.matters import MatterId
from lawdesk.domain.receivables.accounts import InvoiceStatus, figures_of, invoice_status
from lawdesk.domain.receivables.payments import PaymentId
from lawdesk.errors import FieldError, RuleError
from lawdesk.operations.receivables.payments import (
    record_payment,
    refund_credit,
    release_surplus_of,
)
from lawdesk.operations.receivables.write_offs import take_back_write_off, write_off
from lawdesk.store.receivables import accounts, payments, write_offs
from practice_room import FRIDAY, PracticeRoom

DUE = date(2026, 11, 15)


def client_of(room: PracticeRoom, matter: MatterId) -> ClientId:
    return ClientId(room.read.number("SELECT client_id FROM matters WHERE id = ?", matter))


def pay(
    room: PracticeRoom,
    client: ClientId,
    cents: int,
    day: date = FRIDAY,
    named: tuple[tuple[InvoiceId, int], ...] = (),
    *,
    spreads_rest: bool = True,
) -> PaymentId:
    return room.do(
        record_payment,
        client,
        cents,
        received_on=day,
        named=named,
        spreads_rest=spreads_rest,
        now=room.clock.now(),
    )


def open_of(room: PracticeRoom, invoice: InvoiceId) -> int:
    return accounts.open_cents(room.read, invoice)


def credit_of(room: PracticeRoom, client: ClientId) -> int:
    return accounts.credit_cents(room.read, client, "USD")


def status_of(room: PracticeRoom, invoice: InvoiceId, day: date = FRIDAY) -> InvoiceStatus:
    return invoice_status(figures_of(accounts.list_of_invoice(room.read, invoice)), DUE, day)


@pytest.fixture
def matter(room: PracticeRoom) -> MatterId:
    return room.add_matter()


@pytest.fixture
def client(room: PracticeRoom, matter: MatterId) -> ClientId:
    return client_of(room, matter)


def test_paid_and_fully_credited_leaves_credit(
    room: PracticeRoom, matter: MatterId, client: ClientId
) -> None:
    invoice = add_claim(room, matter, 1_190_00, DUE)
    pay(room, client, 500_00)
    book_credit(room, invoice, 1_190_00, FRIDAY)
    assert room.do(release_surplus_of, invoice, now=room.clock.now()) == 500_00
    assert (open_of(room, invoice), credit_of(room, client)) == (0, 500_00)
    assert status_of(room, invoice) is InvoiceStatus.CREDITED
    room.do(refund_credit, client, 500_00, paid_on=FRIDAY, now=room.clock.now())
    assert accounts.balance_cents(room.read, client, "USD") == 0


def test_a_part_credit_releases_the_latest_payment_first(
    room: PracticeRoom, matter: MatterId, client: ClientId
) -> None:
    invoice = add_claim(room, matter, 100_00, DUE)
    first, second = pay(room, client, 40_00), pay(room, client, 60_00)
    book_credit(room, invoice, 70_00, FRIDAY)
    assert room.do(release_surplus_of, invoice, now=room.clock.now()) == 70_00
    assert [part.cents for part in payments.list_parts(room.read, first)] == [30_00]
    assert payments.list_parts(room.read, second) == []
    assert room.do(release_surplus_of, invoice, now=room.clock.now()) == 0


def test_an_invoice_without_payments_has_no_surplus(room: PracticeRoom, matter: MatterId) -> None:
    invoice = add_claim(room, matter, 1_190_00, DUE)
    assert room.do(release_surplus_of, invoice, now=room.clock.now()) == 0
    book_credit(room, invoice, 1_190_00, FRIDAY)
    assert room.do(release_surplus_of, invoice, now=room.clock.now()) == 0
    assert open_of(room, invoice) == 0


def test_a_credit_over_what_a_write_off_left_is_refused(
    room: PracticeRoom, matter: MatterId
) -> None:
    invoice = add_claim(room, matter, 100_00, DUE)
    now = room.clock.now()
    room.do(write_off, invoice, 30_00, "Too small to sue", written_off_on=FRIDAY, now=now)
    book_credit(room, invoice, 80_00, FRIDAY)
    with pytest.raises(RuleError, match="More would be credited"):
        room.do(release_surplus_of, invoice, now=now)


def test_a_write_off_closes_a_claim_and_can_be_taken_back(
    room: PracticeRoom, matter: MatterId, client: ClientId
) -> None:
    invoice = add_claim(room, matter, 100_00, DUE)
    pay(room, client, 60_00)
    now = room.clock.now()
    room.do(write_off, invoice, 40_00, " Insolvent ", written_off_on=FRIDAY, now=now)
    assert status_of(room, invoice) is InvoiceStatus.WRITTEN_OFF
    assert accounts.balance_cents(room.read, client, "USD") == 0
    with pytest.raises(FieldError):
        room.do(take_back_write_off, invoice, 40_01, "Paid", taken_back_on=FRIDAY, now=now)
    room.do(take_back_write_off, invoice, 40_00, "Found", taken_back_on=FRIDAY, now=now)
    assert open_of(room, invoice) == 40_00
    assert status_of(room, invoice) is InvoiceStatus.OVERDUE
    reasons = [(w.amount_cents, w.reason) for w in write_offs.list_of_invoice(room.read, invoice)]
    assert reasons == [(40_00, "Insolvent"), (-40_00, "Found")]


@pytest.mark.parametrize(
    ("cents", "reason", "day", "field"),
    [
        (100_01, "Why", FRIDAY, "amount"),
        (0, "Why", FRIDAY, "amount"),
        (-1, "Why", FRIDAY, "amount"),
        (10**20, "Why", FRIDAY, "amount"),
        (1, "  ", FRIDAY, "reason"),
        (1, "x" * 501, FRIDAY, "reason"),
        (1, "Why", date(2026, 11, 21), "written_off_on"),
        (1, "Why", date(2026, 10, 31), "written_off_on"),
    ],
)
def test_a_write_off_that_cannot_be(
    room: PracticeRoom, matter: MatterId, cents: int, reason: str, day: date, field: str
) -> None:
    invoice = add_claim(room, matter, 100_00, DUE)
    with pytest.raises(FieldError) as refused:
        room.do(write_off, invoice, cents, reason, written_off_on=day, now=room.clock.now())
    assert refused.value.field == field
    assert open_of(room, invoice) == 100_00
