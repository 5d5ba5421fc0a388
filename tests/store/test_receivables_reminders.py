"""Reminders and payment plans through the database: one letter per level, none while it is held."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver
from pyrage import x25519

from claims_room import add_claim, set_day
from lawdesk.domain.billing.billing_policy import ReminderLevel
from lawdesk.domain.clients import ClientId
from lawdesk.domain.invoices import Channel, InvoiceId
from lawdesk.domain.matters import MatterId
from lawdesk.domain.receivables.payment_plans import (
    Instalment,
    InstalmentStatus,
    equal_instalments,
)
from lawdesk.errors import FieldError, RuleError
from lawdesk.operations.billing.policies import set_policy
from lawdesk.operations.receivables.disputes import hand_to_collection, open_dispute
from lawdesk.operations.receivables.payment_plans import agree_plan, end_plan, state_of
from lawdesk.operations.receivables.payments import record_payment, reverse_payment
from lawdesk.operations.receivables.reminders import (
    find_due,
    list_due_reminders,
    make_reminder,
    note_reminder_delivery,
    pause_reminders,
    record_reminder_pdf,
)
from lawdesk.store.database import Transaction
from lawdesk.store.receivables import accounts, payment_plans, reminders
from lawdesk.store.receivables.payment_plans import PaymentPlanId
from lawdesk.store.receivables.reminders import ReminderId
from lawdesk.vault.sealed_documents import SealedDocuments
from practice_room import FRIDAY, POLICY, PracticeRoom

DUE = date(2026, 11, 10)


@pytest.fixture
def matter(room: PracticeRoom) -> MatterId:
    return room.add_matter()


@pytest.fixture
def client(room: PracticeRoom, matter: MatterId) -> ClientId:
    return ClientId(room.read.number("SELECT client_id FROM matters WHERE id = ?", matter))


@pytest.fixture
def invoice(room: PracticeRoom, matter: MatterId) -> InvoiceId:
    return add_claim(room, matter, 2_150_00, DUE)


def make(room: PracticeRoom, invoice: InvoiceId) -> ReminderId:
    return room.do(make_reminder, invoice, now=room.clock.now())


def due_level(room: PracticeRoom, invoice: InvoiceId, day: date) -> int | None:
    due = find_due(room.read, invoice, day)
    listed = [x.due for x in list_due_reminders(room.read, day) if x.row.invoice_id == invoice]
    assert listed == ([due] if due else [])
    return due.level if due else None


def pay(room: PracticeRoom, client: ClientId, cents: int) -> None:
    day = room.clock.now().day
    room.do(record_payment, client, cents, received_on=day, now=room.clock.now())


def test_the_plan_of_minus_3_7_21_35_days(room: PracticeRoom, invoice: InvoiceId) -> None:
    made = []
    for days in range(-5, 60):
        day = DUE + timedelta(days=days)
        set_day(room, day)
        if due_level(room, invoice, day) is not None:
            make(room, invoice)
            made.append(days)
    assert made == [-3, 7, 21, 35]
    rows = reminders.list_of_invoice(room.read, invoice)
    assert [(r.level, r.is_skipped, r.asked_cents) for r in rows] == [
        (level, False, 2_150_00) for level in (1, 2, 3, 4)
    ]
    assert rows[0].new_deadline_on == DUE
    assert rows[1].new_deadline_on == DUE + timedelta(days=21)


def test_a_level_is_made_once_however_often_it_is_asked_for(
    room: PracticeRoom, invoice: InvoiceId
) -> None:
    set_day(room, DUE + timedelta(days=7))
    first = make(room, invoice)
    assert [make(room, invoice) for _ in range(3)] == [first] * 3
    assert due_level(room, invoice, DUE + timedelta(days=7)) is None
    set_day(room, DUE + timedelta(days=8))
    with pytest.raises(RuleError, match="No reminder"):
        make(room, invoice)
    rows = reminders.list_of_invoice(room.read, invoice)
    assert [(r.level, r.is_skipped) for r in rows] == [(1, True), (2, False)]


def test_levels_that_passed_are_noted_as_skipped(room: PracticeRoom, invoice: InvoiceId) -> None:
    set_day(room, DUE + timedelta(days=40))
    make(room, invoice)
    rows = reminders.list_of_invoice(room.read, invoice)
    assert [(r.level, r.is_skipped) for r in rows] == [
        (1, True),
        (2, True),
        (3, True),
        (4, False),
    ]
    assert [row.level for row in reminders.list_sent(room.read)] == [4]
    assert due_level(room, invoice, DUE + timedelta(days=400)) is None


def test_only_the_undisputed_part_is_asked_for(room: PracticeRoom, invoice: InvoiceId) -> None:
    now = room.clock.now()
    room.do(open_dispute, invoice, 400_00, "Too much", received_on=FRIDAY, now=now)
    row = reminders.get(room.read, make(room, invoice))
    assert (row.asked_cents, row.disputed_cents) == (1_750_00, 400_00)


def test_nothing_is_asked_while_all_is_disputed(room: PracticeRoom, invoice: InvoiceId) -> None:
    now = room.clock.now()
    room.do(open_dispute, invoice, 2_150_00, "All of it", received_on=FRIDAY, now=now)
    assert due_level(room, invoice, FRIDAY) is None
    with pytest.raises(RuleError, match="No reminder"):
        make(room, invoice)


def test_a_payment_stops_reminders_and_a_bounce_starts_them_again(
    room: PracticeRoom, invoice: InvoiceId, client: ClientId
) -> None:
    assert due_level(room, invoice, FRIDAY) == 2
    pay(room, client, 2_150_00)
    assert due_level(room, invoice, FRIDAY) is None
    payment = room.read.values("SELECT id FROM payments")[0]
    room.do(reverse_payment, payment, reversed_on=FRIDAY, now=room.clock.now())
    assert due_level(room, invoice, FRIDAY) == 2


def test_a_pause_holds_until_its_day_and_can_be_lifted(
    room: PracticeRoom, invoice: InvoiceId
) -> None:
    now = room.clock.now()
    room.do(pause_reminders, invoice, date(2026, 11, 25), "On holiday", now=now)
    assert due_level(room, invoice, date(2026, 11, 24)) is None
    assert due_level(room, invoice, date(2026, 11, 25)) == 2
    room.do(pause_reminders, invoice, FRIDAY, "", now=now)
    assert due_level(room, invoice, FRIDAY) == 2


def test_what_was_handed_to_collection_is_not_reminded(
    room: PracticeRoom, invoice: InvoiceId
) -> None:
    room.do(hand_to_collection, invoice, "Inkasso", now=room.clock.now())
    assert due_level(room, invoice, FRIDAY) is None


def test_the_plan_frozen_on_the_invoice_counts(
    room: PracticeRoom, matter: MatterId, invoice: InvoiceId
) -> None:
    now = room.clock.now()
    strict = replace(POLICY, reminders=(ReminderLevel(1, 5, 2_50),))
    policy = room.do(set_policy, strict, valid_from=date(2026, 11, 1), now=now)
    late = add_claim(room, matter, 10_00, date(2026, 11, 19), policy_id=policy)
    due = find_due(room.read, late, FRIDAY)
    assert due is not None
    assert (due.level, due.fee_cents, due.deadline) == (1, 2_50, date(2026, 11, 25))
    none = replace(POLICY, reminders=())
    room.do(set_policy, none, valid_from=date(2026, 11, 1), now=now)
    assert due_level(room, late, FRIDAY) == 1
    assert due_level(room, invoice, FRIDAY) == 2


@pytest.fixture
def sealed(tmp_path: Path) -> SealedDocuments:
    return SealedDocuments(tmp_path / "docs", (str(x25519.Identity.generate()),))


def test_the_pdf_is_kept_once_and_the_delivery_noted(
    room: PracticeRoom, invoice: InvoiceId, sealed: SealedDocuments
) -> None:
    reminder = make(room, invoice)
    now = room.clock.now()
    first = room.do(record_reminder_pdf, reminder, sealed.seal_bytes(b"%PDF a"), now=now)
    assert room.do(record_reminder_pdf, reminder, sealed.seal_bytes(b"%PDF b"), now=now) == first
    room.do(
        note_reminder_delivery,
        reminder,
        delivered_on=FRIDAY,
        channel=Channel.MAIL,
        note=" sent ",
        now=now,
    )
    for day in (FRIDAY, date(2026, 11, 19), date(2026, 11, 21)):
        with pytest.raises(FieldError) as refused:
            room.do(
                note_reminder_delivery, reminder, delivered_on=day, channel=Channel.MAIL, now=now
            )
        assert refused.value.field == "delivered_on"
    [sent] = reminders.list_sent(room.read)
    assert (sent.document_id, sent.delivered_on, sent.channel) == (first, FRIDAY, Channel.MAIL)
    assert [d.note for d in reminders.list_deliveries(room.read, reminder)] == ["sent"]
    assert reminders.get(room.read, reminder).document_id == first


def test_the_log_is_paged(room: PracticeRoom, matter: MatterId, client: ClientId) -> None:
    made = [make(room, add_claim(room, matter, 10_00, DUE)) for _ in range(3)]
    first = reminders.list_sent(room.read, limit=2)
    rest = reminders.list_sent(room.read, client_id=client, after=first[-1])
    assert [row.id for row in first + rest] == made[::-1]


def agree(
    room: PracticeRoom,
    client: ClientId,
    invoice_ids: list[InvoiceId],
    instalments: tuple[Instalment, ...],
) -> PaymentPlanId:
    return room.do(
        agree_plan, client, invoice_ids, instalments, agreed_on=FRIDAY, now=room.clock.now()
    )


DAYS = (date(2026, 12, 1), date(2027, 1, 1), date(2027, 2, 1))


def test_a_kept_plan_holds_reminders_and_a_broken_one_does_not(
    room: PracticeRoom, invoice: InvoiceId, client: ClientId
) -> None:
    parts = equal_instalments(2_150_00, DAYS)
    assert [part.amount_cents for part in parts] == [716_66, 716_66, 716_68]
    plan = agree(room, client, [invoice], parts)
    assert due_level(room, invoice, date(2026, 12, 1)) is None
    assert due_level(room, invoice, date(2026, 12, 2)) == 3
    pay(room, client, 716_66)
    assert due_level(room, invoice, date(2026, 12, 2)) is None
    state = state_of(room.read, plan, date(2027, 1, 2))
    assert [each.status for each in state.instalments] == [
        InstalmentStatus.MET,
        InstalmentStatus.OVERDUE,
        InstalmentStatus.OPEN,
    ]
    assert state.overdue_cents == 716_66


def test_money_from_before_the_agreement_does_not_count_for_it(
    room: PracticeRoom, invoice: InvoiceId, client: ClientId
) -> None:
    pay(room, client, 150_00)
    plan = agree(room, client, [invoice], equal_instalments(2_000_00, DAYS[:2]))
    assert state_of(room.read, plan, FRIDAY).instalments[0].paid_cents == 0
    pay(room, client, 400_00)
    assert state_of(room.read, plan, FRIDAY).instalments[0].paid_cents == 400_00
    payment = room.read.values("SELECT max(id) FROM payments")[0]
    room.do(reverse_payment, payment, reversed_on=FRIDAY, now=room.clock.now())
    assert state_of(room.read, plan, FRIDAY).instalments[0].paid_cents == 0


def test_a_plan_ends_once_and_reminders_go_on(
    room: PracticeRoom, invoice: InvoiceId, client: ClientId
) -> None:
    plan = agree(room, client, [invoice], equal_instalments(2_150_00, DAYS))
    assert [each.id for each in payment_plans.list_running(room.read)] == [plan]
    room.do(end_plan, plan, now=room.clock.now())
    assert due_level(room, invoice, FRIDAY) == 2
    with pytest.raises(RuleError, match="has ended"):
        room.do(end_plan, plan, now=room.clock.now())
    again = agree(room, client, [invoice], equal_instalments(2_150_00, DAYS))
    assert [each.id for each in payment_plans.list_of_client(room.read, client)] == [again, plan]


def test_plans_that_cannot_be(
    room: PracticeRoom, matter: MatterId, invoice: InvoiceId, client: ClientId
) -> None:
    paid = add_claim(room, matter, 10_00, date(2026, 11, 1))
    pay(room, client, 10_00)
    other = add_claim(room, room.add_matter("X", room.add_client("X")), 10_00, DUE)
    right = equal_instalments(2_150_00, DAYS)
    for chosen in ([], [paid], [other], [invoice, other]):
        with pytest.raises(FieldError) as refused:
            agree(room, client, chosen, right)
        assert refused.value.field == "invoices"
    with pytest.raises(FieldError, match="do not add up"):
        agree(room, client, [invoice], equal_instalments(2_149_99, DAYS))
    agree(room, client, [invoice], right)
    with pytest.raises(FieldError, match="in a plan already"):
        agree(room, client, [invoice], right)
    assert accounts.open_cents(room.read, invoice) == 2_150_00


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE reminders SET asked_cents = 1",
        "DELETE FROM reminders",
        "UPDATE payment_plans SET note = 'x'",
        "DELETE FROM payment_plans",
        "UPDATE instalments SET amount_cents = 1",
        "DELETE FROM instalments",
    ],
)
def test_what_was_agreed_or_sent_cannot_change(
    room: PracticeRoom, invoice: InvoiceId, client: ClientId, sql: str
) -> None:
    make(room, invoice)
    agree(room, client, [invoice], equal_instalments(2_150_00, DAYS))

    def meddle(tx: Transaction) -> None:
        tx.write(sql)

    with pytest.raises(driver.IntegrityError, match="cannot"):
        room.do(meddle)
