"""Disputes through the database: what they hold, their steps, their end, and collection."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver

from bills_room import draft, issue, rate, work
from claims_room import add_claim, set_day
from lawdesk.domain.billing.billing_policy import DisputeRoute
from lawdesk.domain.billing.discounts import DiscountKind, InvoiceDiscount
from lawdesk.domain.invoices import InvoiceId
from lawdesk.domain.matters import MatterId
from lawdesk.domain.receivables.disputes import NO_NOTICE_YET, DisputeId, Outcome, StepKind
from lawdesk.domain.receivables.interest import Hold
from lawdesk.errors import FieldError, RuleError
from lawdesk.operations.billing.policies import set_policy
from lawdesk.operations.drafts import set_discount
from lawdesk.operations.receivables.disputes import (
    add_note,
    blocked_until,
    do_step,
    end_dispute,
    hand_to_collection,
    holds_of,
    open_dispute,
    suggest_disputed,
)
from lawdesk.store.database import Transaction
from lawdesk.store.receivables import accounts, disputes
from practice_room import FRIDAY, POLICY, PracticeRoom, make_room

DUE = date(2026, 11, 10)
RECEIVED = date(2026, 11, 12)


@pytest.fixture
def matter(room: PracticeRoom) -> MatterId:
    return room.add_matter()


@pytest.fixture
def invoice(room: PracticeRoom, matter: MatterId) -> InvoiceId:
    return add_claim(room, matter, 2_150_00, DUE)


def dispute(
    room: PracticeRoom, invoice: InvoiceId, cents: int = 400_00, day: date = RECEIVED
) -> DisputeId:
    return room.do(
        open_dispute, invoice, cents, "Too many hours", received_on=day, now=room.clock.now()
    )


def steps(room: PracticeRoom, each: DisputeId) -> list[tuple[StepKind, date | None, date | None]]:
    return [(s.kind, s.due_on, s.done_on) for s in disputes.list_steps(room.read, each)]


def claim(room: PracticeRoom, invoice: InvoiceId) -> tuple[int, int, date]:
    client = room.read.number("SELECT client_id FROM issued_invoices WHERE id = ?", invoice)
    [row] = accounts.list_open(room.read, client, "USD")  # type: ignore[arg-type]
    return row.open_cents, row.undisputed_cents, row.due_on


def test_the_undisputed_part_stays_due_on_the_old_day(
    room: PracticeRoom, invoice: InvoiceId
) -> None:
    dispute(room, invoice)
    assert claim(room, invoice) == (2_150_00, 1_750_00, DUE)
    assert holds_of(room.read, invoice) == [Hold(RECEIVED, None, 400_00)]


def test_the_protocol_keeps_its_days(room: PracticeRoom, invoice: InvoiceId) -> None:
    each = dispute(room, invoice)
    assert steps(room, each) == [
        (StepKind.RECEIVED, RECEIVED, RECEIVED),
        (StepKind.ACKNOWLEDGE, date(2026, 11, 16), None),
        (StepKind.EXPLAIN, date(2026, 11, 22), None),
        (StepKind.OFFER, None, None),
        (StepKind.RESOLVED, None, None),
    ]
    now = room.clock.now()
    room.do(do_step, each, StepKind.ACKNOWLEDGE, done_on=date(2026, 11, 13), now=now)
    room.do(add_note, each, " Called her ", done_on=date(2026, 11, 14), now=now)
    room.do(do_step, each, StepKind.ESCALATED, done_on=FRIDAY, now=now)
    assert [(kind, done) for kind, _due, done in steps(room, each)] == [
        (StepKind.RECEIVED, RECEIVED),
        (StepKind.ACKNOWLEDGE, date(2026, 11, 13)),
        (StepKind.EXPLAIN, None),
        (StepKind.OFFER, None),
        (StepKind.NOTE, date(2026, 11, 14)),
        (StepKind.ESCALATED, FRIDAY),
        (StepKind.RESOLVED, None),
    ]
    notes = [step.note for step in disputes.list_steps(room.read, each)]
    assert "Called her" in notes
    [row] = disputes.list_rows(room.read)
    assert (row.next_due_on, row.number) == (date(2026, 11, 22), "T-0001")


@pytest.mark.parametrize(
    ("kind", "day"),
    [
        (StepKind.RECEIVED, FRIDAY),
        (StepKind.NOTE, FRIDAY),
        (StepKind.RESOLVED, FRIDAY),
        (StepKind.PROGRAMME_NOTICE, FRIDAY),
        (StepKind.EXPLAIN, date(2026, 11, 21)),
        (StepKind.EXPLAIN, date(2026, 11, 11)),
    ],
)
def test_steps_that_cannot_be_done(
    room: PracticeRoom, invoice: InvoiceId, kind: StepKind, day: date
) -> None:
    each = dispute(room, invoice)
    with pytest.raises(RuleError):
        room.do(do_step, each, kind, done_on=day, now=room.clock.now())
    assert len(disputes.list_steps(room.read, each)) == 5


@pytest.mark.parametrize("cents", [2_150_01, 0, -1, 10**20])
def test_no_more_is_disputed_than_is_open(
    room: PracticeRoom, invoice: InvoiceId, cents: int
) -> None:
    with pytest.raises(FieldError) as refused:
        dispute(room, invoice, cents)
    assert refused.value.field == "disputed"
    dispute(room, invoice, 400_00)
    with pytest.raises(FieldError):
        dispute(room, invoice, 1_750_01)
    dispute(room, invoice, 1_750_00)
    assert claim(room, invoice)[1] == 0


@pytest.mark.parametrize("day", [date(2026, 10, 26), date(2026, 11, 21)])
def test_a_dispute_comes_after_the_invoice_and_not_tomorrow(
    room: PracticeRoom, invoice: InvoiceId, day: date
) -> None:
    with pytest.raises(FieldError) as refused:
        dispute(room, invoice, day=day)
    assert refused.value.field == "received_on"


def test_lines_give_what_they_were_billed_with(tmp_path: Path) -> None:
    """Two hours and one, 10 % off, 19 % tax: the second line costs 45.00 and 8.55."""
    room = make_room(tmp_path, country="DE", currency="EUR", locale="de_DE", tax_regime="vat_de")
    matter = room.add_matter()
    rate(room, matter, 50_00)
    work(room, matter, 2 * 3600)
    work(room, matter, 3600, "Call")
    draft_id = draft(room, matter)
    room.do(set_discount, draft_id, InvoiceDiscount(DiscountKind.PERCENT, 100_000))
    issued = issue(room, draft_id)
    invoice = issued.invoice.id
    assert issued.invoice.total_cents == 160_65
    assert suggest_disputed(room.read, invoice, [2]) == 53_55
    assert suggest_disputed(room.read, invoice, [1, 2]) == 160_65
    assert suggest_disputed(room.read, invoice, [9]) == 0
    now = room.clock.now()
    with pytest.raises(FieldError) as refused:
        room.do(open_dispute, invoice, 1, "No", received_on=FRIDAY, line_positions=[9], now=now)
    assert refused.value.field == "lines"
    each = room.do(
        open_dispute, invoice, 53_55, "No", received_on=FRIDAY, line_positions=[2, 1], now=now
    )
    assert disputes.get(room.read, each).line_positions == (1, 2)
    assert suggest_disputed(room.read, invoice, [1, 2]) == 160_65 - 53_55
    room.database.close()


def test_an_uphold_lets_interest_run_again(room: PracticeRoom, invoice: InvoiceId) -> None:
    each = dispute(room, invoice)
    now = room.clock.now()
    room.do(end_dispute, each, Outcome.UPHOLD, ended_on=FRIDAY, note="It was agreed", now=now)
    assert holds_of(room.read, invoice) == [Hold(RECEIVED, FRIDAY, 400_00)]
    assert claim(room, invoice) == (2_150_00, 2_150_00, DUE)
    assert steps(room, each)[-1] == (StepKind.RESOLVED, None, FRIDAY)
    with pytest.raises(RuleError, match="has ended"):
        room.do(end_dispute, each, Outcome.WRITE_OFF, ended_on=FRIDAY, now=now)
    with pytest.raises(RuleError):
        room.do(do_step, each, StepKind.OFFER, done_on=FRIDAY, now=now)
    assert disputes.list_rows(room.read) == []
    assert disputes.list_rows(room.read, with_ended=True)[0].outcome is Outcome.UPHOLD


def test_a_write_off_ends_a_dispute_and_the_claim_for_it(
    room: PracticeRoom, invoice: InvoiceId
) -> None:
    each = dispute(room, invoice)
    now = room.clock.now()
    room.do(end_dispute, each, Outcome.WRITE_OFF, ended_on=FRIDAY, now=now)
    assert claim(room, invoice) == (1_750_00, 1_750_00, DUE)


@pytest.mark.parametrize("day", [date(2026, 11, 11), date(2026, 11, 21)])
def test_a_dispute_ends_after_it_came(room: PracticeRoom, invoice: InvoiceId, day: date) -> None:
    each = dispute(room, invoice)
    with pytest.raises(FieldError) as refused:
        room.do(end_dispute, each, Outcome.WRITE_OFF, ended_on=day, now=room.clock.now())
    assert refused.value.field == "ended_on"
    assert claim(room, invoice)[0] == 2_150_00


def test_only_the_undisputed_part_is_handed_to_collection(
    room: PracticeRoom, invoice: InvoiceId
) -> None:
    dispute(room, invoice)
    now = room.clock.now()
    with pytest.raises(FieldError):
        room.do(hand_to_collection, invoice, " ", now=now)
    assert room.do(hand_to_collection, invoice, "Inkasso Nord", now=now) == 1_750_00
    [handed] = disputes.list_collections(room.read, invoice)
    assert (handed.collector, handed.amount_cents) == ("Inkasso Nord", 1_750_00)


def test_what_is_not_late_or_all_disputed_is_not_collected(
    room: PracticeRoom, matter: MatterId, invoice: InvoiceId
) -> None:
    early = add_claim(room, matter, 100_00, FRIDAY)
    dispute(room, invoice, 2_150_00)
    for each in (early, invoice):
        with pytest.raises(RuleError, match="Nothing undisputed"):
            room.do(hand_to_collection, each, "Inkasso Nord", now=room.clock.now())


def test_a_programme_wants_thirty_days_of_notice(room: PracticeRoom, matter: MatterId) -> None:
    route = DisputeRoute(programme="Fee Dispute Programme", programme_notice_days=30)
    terms = replace(POLICY, dispute=route)
    policy = room.do(set_policy, terms, valid_from=FRIDAY, now=room.clock.now())
    invoice = add_claim(room, matter, 2_150_00, DUE, policy_id=policy)
    assert blocked_until(room.read, invoice) is None
    each = dispute(room, invoice)
    assert blocked_until(room.read, invoice) == NO_NOTICE_YET
    with pytest.raises(RuleError, match="was not told of Fee Dispute Programme"):
        room.do(hand_to_collection, invoice, "Court", now=room.clock.now())
    room.do(do_step, each, StepKind.PROGRAMME_NOTICE, done_on=FRIDAY, now=room.clock.now())
    assert blocked_until(room.read, invoice) == date(2026, 12, 20)
    set_day(room, date(2026, 12, 19))
    with pytest.raises(RuleError, match="still runs; nothing was collected"):
        room.do(hand_to_collection, invoice, "Court", now=room.clock.now())
    set_day(room, date(2026, 12, 20))
    assert room.do(hand_to_collection, invoice, "Court", now=room.clock.now()) == 1_750_00


def test_the_notice_is_wanted_after_an_uphold_too(room: PracticeRoom, matter: MatterId) -> None:
    route = DisputeRoute(programme="Fee Dispute Programme", programme_notice_days=0)
    policy = room.do(
        set_policy, replace(POLICY, dispute=route), valid_from=FRIDAY, now=room.clock.now()
    )
    invoice = add_claim(room, matter, 2_150_00, DUE, policy_id=policy)
    each = dispute(room, invoice)
    now = room.clock.now()
    room.do(end_dispute, each, Outcome.UPHOLD, ended_on=FRIDAY, now=now)
    with pytest.raises(RuleError, match="was not told"):
        room.do(hand_to_collection, invoice, "Court", now=now)
    room.do(do_step, each, StepKind.PROGRAMME_NOTICE, done_on=FRIDAY, now=now)
    assert room.do(hand_to_collection, invoice, "Court", now=now) == 2_150_00


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE disputes SET disputed_cents = 1",
        "DELETE FROM disputes",
        "UPDATE dispute_steps SET note = 'x' WHERE kind = 'received'",
        "DELETE FROM dispute_steps",
        "UPDATE collections SET amount_cents = 1",
        "DELETE FROM collections",
    ],
)
def test_what_was_noted_cannot_change(room: PracticeRoom, invoice: InvoiceId, sql: str) -> None:
    dispute(room, invoice)
    room.do(hand_to_collection, invoice, "Inkasso", now=room.clock.now())

    def meddle(tx: Transaction) -> None:
        tx.write(sql)

    with pytest.raises(driver.IntegrityError, match="cannot"):
        room.do(meddle)
