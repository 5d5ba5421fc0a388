"""The list of payments, and the account as a reader sees it."""

from __future__ import annotations

from datetime import date

import pytest

from claims_room import insert_claim
from lawdesk.domain.clients import ClientId
from lawdesk.domain.matters import MatterId
from lawdesk.domain.receivables.payments import PaymentMethod
from lawdesk.operations.receivables.payments import (
    record_payment,
)
from lawdesk.store.receivables import accounts, payments
from lawdesk.store.receivables.payments import PaymentTotal
from practice_room import PracticeRoom

DUE = date(2026, 11, 15)


def client_of(room: PracticeRoom, matter: MatterId) -> ClientId:
    return ClientId(room.read.number("SELECT client_id FROM matters WHERE id = ?", matter))


@pytest.fixture
def matter(room: PracticeRoom) -> MatterId:
    return room.add_matter()


@pytest.fixture
def client(room: PracticeRoom, matter: MatterId) -> ClientId:
    return client_of(room, matter)


def test_the_list_of_payments_is_paged_filtered_and_added_up(room: PracticeRoom) -> None:
    clients = [room.add_client(name) for name in ("Anna Weiss", "Bernard Noir")]
    for number in range(5):
        room.do(
            record_payment,
            clients[number % 2],
            (number + 1) * 10_00,
            received_on=date(2026, 11, 10 + number),
            method=PaymentMethod.CHEQUE,
            reference=f"Cheque {number}",
            payer="Uncle Vernon" if number == 4 else "",
            now=room.clock.now(),
        )
    first = payments.list_rows(room.read, limit=2)
    rest = payments.list_rows(room.read, after=first[-1])
    assert [row.amount_cents for row in first + rest] == [50_00, 40_00, 30_00, 20_00, 10_00]
    assert [row.reference for row in payments.list_rows(room.read, "noir cheque")] == [
        "Cheque 3",
        "Cheque 1",
    ]
    assert payments.totals(room.read, "vernon") == [PaymentTotal("USD", 1, 50_00)]
    assert payments.totals(room.read, client_id=clients[0]) == [PaymentTotal("USD", 3, 90_00)]
    assert len(payments.list_rows(room.read, client_id=clients[1])) == 2


def test_the_account_shows_every_entry_with_its_paper(
    room: PracticeRoom, matter: MatterId, client: ClientId
) -> None:
    room.do(insert_claim, matter, 100_00, date(2026, 11, 1), DUE)
    room.do(
        record_payment,
        client,
        30_00,
        received_on=date(2026, 11, 12),
        reference="TX 9",
        now=room.clock.now(),
    )
    shown = [
        (entry.kind.value, entry.amount_cents, entry.reference)
        for entry in accounts.list_of_client(room.read, client)
    ]
    assert shown == [
        ("invoice", 100_00, "T-0001"),
        ("payment", -30_00, "TX 9"),
        ("allocation", 30_00, "TX 9"),
        ("allocation", -30_00, "T-0001"),
    ]
