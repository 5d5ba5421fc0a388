"""Payments through the database: where the money goes, and how it comes back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver

from claims_room import add_claim, set_day
from lawdesk.domain.clients import ClientId
from lawdesk.domain.invoices import InvoiceId
from lawdesk.domain.matters import MatterId
from lawdesk.domain.receivables.accounts import InvoiceStatus, figures_of, invoice_status
from lawdesk.domain.receivables.ageing import AgeBucket, bucket_of
from lawdesk.domain.receivables.payments import MOST_CENTS, PaymentId
from lawdesk.errors import FieldError, NotFound
from lawdesk.operations.receivables.payments import (
    apply_credit,
    record_payment,
    refund_credit,
    reverse_payment,
    take_back_allocation,
)
from lawdesk.operations.receivables.write_offs import write_off
from lawdesk.store import audit
from lawdesk.store.database import Transaction
from lawdesk.store.receivables import accounts, payments
from lawdesk.store.receivables.payments import PaymentKind, PaymentPart, PaymentTotal
from practice_room import FRIDAY, PracticeRoom, make_room

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


def test_an_overpayment_stays_as_credit(
    room: PracticeRoom, matter: MatterId, client: ClientId
) -> None:
    invoice = add_claim(room, matter, 1_036_90, DUE)
    payment = pay(room, client, 1_200_00)
    assert open_of(room, invoice) == 0
    assert credit_of(room, client) == 163_10
    assert accounts.balance_cents(room.read, client, "USD") == -163_10
    assert status_of(room, invoice) is InvoiceStatus.PAID
    issued = date(2026, 11, 1)
    part = PaymentPart(invoice, "T-0001", issued, 1_036_90)
    assert payments.list_parts(room.read, payment) == [part]
    row = payments.get_row(room.read, payment)
    assert (row.amount_cents, row.allocated_cents, row.kind) == (
        1_200_00,
        1_036_90,
        PaymentKind.PAYMENT,
    )


def test_money_goes_to_the_oldest_due_first_whatever_was_issued_first(
    room: PracticeRoom, matter: MatterId, client: ClientId
) -> None:
    later = add_claim(room, matter, 100_00, date(2026, 11, 18), date(2026, 10, 1))
    older = add_claim(room, matter, 100_00, date(2026, 11, 10), date(2026, 11, 3))
    pay(room, client, 150_00)
    assert (open_of(room, older), open_of(room, later)) == (0, 50_00)
    assert status_of(room, later, date(2026, 11, 15)) is InvoiceStatus.PART_PAID


def test_named_invoices_get_theirs_and_the_rest_is_spread_or_kept(
    room: PracticeRoom, matter: MatterId, client: ClientId
) -> None:
    first = add_claim(room, matter, 100_00, date(2026, 11, 10))
    second = add_claim(room, matter, 100_00, date(2026, 11, 18))
    pay(room, client, 80_00, named=((second, 60_00),))
    assert (open_of(room, first), open_of(room, second)) == (80_00, 40_00)
    pay(room, client, 50_00, named=((second, 40_00),), spreads_rest=False)
    assert (open_of(room, first), open_of(room, second)) == (80_00, 0)
    assert credit_of(room, client) == 10_00


@pytest.mark.parametrize("cents", [0, -1, -(10**15), MOST_CENTS + 1, 10**30])
def test_an_amount_that_cannot_have_come_is_refused(
    room: PracticeRoom, client: ClientId, cents: int
) -> None:
    with pytest.raises(FieldError, match="cannot have been received") as refused:
        pay(room, client, cents)
    assert refused.value.field == "amount"
    assert payments.totals(room.read) == []


def test_the_largest_amounts_add_up(room: PracticeRoom, matter: MatterId, client: ClientId) -> None:
    invoice = add_claim(room, matter, 3 * MOST_CENTS, DUE)
    for _ in range(3):
        pay(room, client, MOST_CENTS)
    assert open_of(room, invoice) == 0
    assert payments.totals(room.read) == [PaymentTotal("USD", 3, 3 * MOST_CENTS)]


def test_money_before_the_invoice_counts_from_its_day(
    room: PracticeRoom, matter: MatterId, client: ClientId
) -> None:
    invoice = add_claim(room, matter, 100_00, date(2026, 11, 30), date(2026, 11, 16))
    pay(room, client, 100_00, date(2026, 11, 2))
    booked = {entry.booked_on for entry in accounts.list_of_invoice(room.read, invoice)}
    assert booked == {date(2026, 11, 16)}
    days = [
        (entry.booked_on, entry.amount_cents)
        for entry in accounts.list_of_client(room.read, client)
        if entry.invoice_id is None
    ]
    assert days == [(date(2026, 11, 2), -100_00), (date(2026, 11, 16), 100_00)]


def test_a_payment_cannot_be_received_tomorrow(room: PracticeRoom, client: ClientId) -> None:
    with pytest.raises(FieldError) as refused:
        pay(room, client, 1_00, date(2026, 11, 21))
    assert refused.value.field == "received_on"


@pytest.mark.parametrize("cents", [100_01, 0, -5])
def test_an_allocation_over_what_is_open_records_nothing(
    room: PracticeRoom, matter: MatterId, client: ClientId, cents: int
) -> None:
    invoice = add_claim(room, matter, 100_00, DUE)
    with pytest.raises(FieldError) as refused:
        pay(room, client, 500_00, named=((invoice, cents),))
    assert refused.value.field == "allocation"
    assert credit_of(room, client) == 0
    assert payments.list_rows(room.read) == []
    assert open_of(room, invoice) == 100_00


def test_more_cannot_be_named_than_came(
    room: PracticeRoom, matter: MatterId, client: ClientId
) -> None:
    invoice = add_claim(room, matter, 100_00, DUE)
    with pytest.raises(FieldError, match="More is allocated than was received"):
        pay(room, client, 50_00, named=((invoice, 60_00),))


def test_money_does_not_reach_another_clients_invoice(room: PracticeRoom, client: ClientId) -> None:
    other = room.add_client("Somebody Else")
    theirs = add_claim(room, room.add_matter("Theirs", other), 100_00, DUE)
    with pytest.raises(FieldError):
        pay(room, client, 50_00, named=((theirs, 50_00),))
    pay(room, client, 50_00)
    with pytest.raises(FieldError) as refused:
        room.do(apply_credit, client, theirs, 10_00, now=room.clock.now())
    assert refused.value.field == "invoice"
    assert open_of(room, theirs) == 100_00


def test_an_advance_for_a_matter_waits_as_credit(
    room: PracticeRoom, matter: MatterId, client: ClientId
) -> None:
    invoice = add_claim(room, matter, 100_00, DUE)
    now = room.clock.now()
    payment = room.do(record_payment, client, 500_00, received_on=FRIDAY, matter_id=matter, now=now)
    assert (open_of(room, invoice), credit_of(room, client)) == (100_00, 500_00)
    assert payments.get_row(room.read, payment).matter_id == matter
    other = room.add_matter("Other", room.add_client("Other"))
    with pytest.raises(FieldError):
        room.do(record_payment, client, 5_00, received_on=FRIDAY, matter_id=other, now=now)


def test_a_bounced_payment_reopens_the_claim_with_its_old_due_day(
    room: PracticeRoom, matter: MatterId, client: ClientId
) -> None:
    due = date(2026, 8, 31)
    invoice = add_claim(room, matter, 300_00, due)
    payment = pay(room, client, 350_00, date(2026, 9, 10))
    day = date(2026, 11, 21)
    set_day(room, day)
    back = room.do(reverse_payment, payment, reversed_on=date(2026, 11, 12), now=room.clock.now())
    assert (open_of(room, invoice), credit_of(room, client)) == (300_00, 0)
    [claim] = accounts.list_open(room.read, client, "USD")
    assert bucket_of(claim.due_on, day) is AgeBucket.UP_TO_90
    assert (day - claim.due_on).days == 82
    row = payments.get_row(room.read, back)
    assert (row.kind, row.amount_cents, row.reverses_id) == (
        PaymentKind.REVERSAL,
        -350_00,
        payment,
    )
    assert payments.get(room.read, payment).reversed_on == date(2026, 11, 12)
    assert payments.list_parts(room.read, payment) == []
    assert payments.totals(room.read) == [PaymentTotal("USD", 2, 0)]


def test_a_payment_bounces_once(room: PracticeRoom, client: ClientId) -> None:
    payment = pay(room, client, 100_00)
    back = room.do(reverse_payment, payment, reversed_on=FRIDAY, now=room.clock.now())
    with pytest.raises(FieldError, match="reversed before"):
        room.do(reverse_payment, payment, reversed_on=FRIDAY, now=room.clock.now())
    with pytest.raises(NotFound):
        room.do(reverse_payment, back, reversed_on=FRIDAY, now=room.clock.now())
    assert credit_of(room, client) == 0


def test_a_payment_bounces_between_its_day_and_today(room: PracticeRoom, client: ClientId) -> None:
    payment = pay(room, client, 100_00, date(2026, 11, 10))
    for day in (date(2026, 11, 9), date(2026, 11, 21)):
        with pytest.raises(FieldError) as refused:
            room.do(reverse_payment, payment, reversed_on=day, now=room.clock.now())
        assert refused.value.field == "reversed_on"
    assert credit_of(room, client) == 100_00


def test_a_bounce_takes_back_what_its_credit_was_used_for(
    room: PracticeRoom, matter: MatterId, client: ClientId
) -> None:
    first = add_claim(room, matter, 100_00, date(2026, 11, 10))
    payment = pay(room, client, 250_00, date(2026, 11, 12))
    second = add_claim(room, matter, 120_00, date(2026, 11, 30))
    room.do(apply_credit, client, second, 120_00, now=room.clock.now())
    assert credit_of(room, client) == 30_00
    room.do(reverse_payment, payment, reversed_on=FRIDAY, now=room.clock.now())
    assert (open_of(room, first), open_of(room, second)) == (100_00, 120_00)
    assert credit_of(room, client) == 0


def test_a_bounce_after_a_refund_is_owed_by_the_client(
    room: PracticeRoom, client: ClientId
) -> None:
    payment = pay(room, client, 100_00)
    room.do(refund_credit, client, 100_00, paid_on=FRIDAY, now=room.clock.now())
    room.do(reverse_payment, payment, reversed_on=FRIDAY, now=room.clock.now())
    assert accounts.balance_cents(room.read, client, "USD") == 100_00


def test_credit_is_applied_taken_back_and_refunded(
    room: PracticeRoom, matter: MatterId, client: ClientId
) -> None:
    pay(room, client, 100_00)
    invoice = add_claim(room, matter, 60_00, date(2026, 12, 1))
    now = room.clock.now()
    room.do(apply_credit, client, invoice, 50_00, now=now)
    assert (open_of(room, invoice), credit_of(room, client)) == (10_00, 50_00)
    for cents in (0, -1, 10_01, 50_01):
        with pytest.raises(FieldError):
            room.do(apply_credit, client, invoice, cents, now=now)
    room.do(take_back_allocation, invoice, None, 20_00, now=now)
    assert (open_of(room, invoice), credit_of(room, client)) == (30_00, 70_00)
    for cents in (0, 30_01):
        with pytest.raises(FieldError):
            room.do(take_back_allocation, invoice, None, cents, now=now)
    refund = room.do(refund_credit, client, 70_00, paid_on=FRIDAY, now=now)
    assert credit_of(room, client) == 0
    assert payments.get_row(room.read, refund).kind is PaymentKind.REFUND
    assert accounts.balance_cents(room.read, client, "USD") == 30_00


@pytest.mark.parametrize("cents", [100_01, 0, -1])
def test_a_refund_over_the_credit_is_refused(
    room: PracticeRoom, client: ClientId, cents: int
) -> None:
    pay(room, client, 100_00)
    with pytest.raises(FieldError, match="no credit of this amount") as refused:
        room.do(refund_credit, client, cents, paid_on=FRIDAY, now=room.clock.now())
    assert refused.value.field == "amount"
    assert credit_of(room, client) == 100_00


def test_a_refund_cannot_lie_in_the_future(room: PracticeRoom, client: ClientId) -> None:
    pay(room, client, 100_00)
    with pytest.raises(FieldError) as refused:
        room.do(refund_credit, client, 1_00, paid_on=date(2026, 11, 21), now=room.clock.now())
    assert refused.value.field == "paid_on"


@pytest.mark.parametrize("currency", ["JPY", "BHD"])
def test_currencies_with_other_minor_units_are_kept_apart(tmp_path: Path, currency: str) -> None:
    room = make_room(tmp_path, currency=currency)
    matter = room.add_matter()
    client = client_of(room, matter)
    invoice = add_claim(room, matter, 1_234_567, DUE)
    pay(room, client, 1_234_560)
    assert open_of(room, invoice) == 7
    now = room.clock.now()
    room.do(record_payment, client, 500, received_on=FRIDAY, currency="USD", now=now)
    assert open_of(room, invoice) == 7
    assert credit_of(room, client) == 500
    assert accounts.credit_cents(room.read, client, currency) == 0
    with pytest.raises(FieldError):
        room.do(apply_credit, client, invoice, 7, now=now)
    assert [total.currency for total in payments.totals(room.read)] == sorted([currency, "USD"])
    room.database.close()


def test_texts_are_trimmed_and_the_act_is_noted(room: PracticeRoom, client: ClientId) -> None:
    payment = room.do(
        record_payment,
        client,
        1_00,
        received_on=FRIDAY,
        value_on=date(2026, 11, 23),
        reference="  RE 7 ",
        now=room.clock.now(),
    )
    row = payments.get_row(room.read, payment)
    assert (row.reference, row.value_on) == ("RE 7", date(2026, 11, 23))
    noted = audit.list_latest(room.read, 1)[0]
    assert (noted.act, noted.subject, noted.detail) == ("record", "payment", "100 USD")


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE payments SET amount_cents = 1",
        "DELETE FROM payments",
        "UPDATE account_entries SET amount_cents = 1",
        "DELETE FROM account_entries",
        "UPDATE write_offs SET amount_cents = 1",
        "DELETE FROM write_offs",
    ],
)
def test_what_was_booked_cannot_change(
    room: PracticeRoom, matter: MatterId, client: ClientId, sql: str
) -> None:
    invoice = add_claim(room, matter, 100_00, DUE)
    pay(room, client, 10_00)
    room.do(write_off, invoice, 1, "Rest", written_off_on=FRIDAY, now=room.clock.now())

    def meddle(tx: Transaction) -> None:
        tx.write(sql)

    with pytest.raises(driver.IntegrityError, match="cannot"):
        room.do(meddle)
