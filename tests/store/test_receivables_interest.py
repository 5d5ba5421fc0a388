"""Interest notes through the database: the worked figures, and what is claimed only once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import sqlcipher3.dbapi2 as driver

from claims_room import add_claim, book_credit, set_day
from lawdesk.domain.billing.billing_policy import (
    DayCount,
    LateCharge,
    LateTerms,
    PolicyId,
    ReminderLevel,
)
from lawdesk.domain.billing.credit_notes import Credited
from lawdesk.domain.clients import ClientId
from lawdesk.domain.invoice_paper import check_sums
from lawdesk.domain.invoices import InvoiceId, InvoiceKind
from lawdesk.domain.issued_paper import paper_of
from lawdesk.domain.matters import MatterId
from lawdesk.domain.receivables.accounts import EntryKind
from lawdesk.domain.receivables.disputes import Outcome
from lawdesk.errors import FieldError, RuleError
from lawdesk.operations.billing.policies import set_policy
from lawdesk.operations.credit_notes import credit_invoice
from lawdesk.operations.issued_numbers import next_number
from lawdesk.operations.receivables.disputes import end_dispute, open_dispute
from lawdesk.operations.receivables.interest_notes import (
    InterestTexts,
    issue_interest_note,
    preview_interest,
)
from lawdesk.operations.receivables.payments import record_payment, reverse_payment
from lawdesk.operations.receivables.reminders import make_reminder
from lawdesk.operations.receivables.write_offs import write_off
from lawdesk.store import invoices
from lawdesk.store.database import Transaction
from lawdesk.store.receivables import accounts, interest_charges
from practice_room import FRIDAY, POLICY, PracticeRoom

TEXTS = InterestTexts(rule="By the day.", payment="Pay {number}.")
DUE = date(2026, 3, 31)
TWELVE_PERCENT = LateTerms(LateCharge.YEARLY, 120_000)


@pytest.fixture
def matter(room: PracticeRoom) -> MatterId:
    return room.add_matter()


def policy(room: PracticeRoom, late: LateTerms, fee: int = 0) -> PolicyId:
    terms = replace(POLICY, late=late, reminders=(ReminderLevel(7, 14, fee),))
    return room.do(set_policy, terms, valid_from=date(2026, 1, 1), now=room.clock.now())


def late_claim(
    room: PracticeRoom, matter: MatterId, late: LateTerms, cents: int = 4_800_00, due: date = DUE
) -> InvoiceId:
    return add_claim(room, matter, cents, due, policy_id=policy(room, late))


def pay(room: PracticeRoom, invoice: InvoiceId, cents: int, day: date) -> None:
    client = ClientId(
        room.read.number("SELECT client_id FROM issued_invoices WHERE id = ?", invoice)
    )
    room.do(
        record_payment,
        client,
        cents,
        received_on=day,
        named=((invoice, cents),),
        now=room.clock.now(),
    )


def note(room: PracticeRoom, invoice: InvoiceId, until: date) -> InvoiceId:
    return room.do(issue_interest_note, invoice, until, TEXTS, now=room.clock.now())


def test_twelve_percent_in_two_segments(room: PracticeRoom, matter: MatterId) -> None:
    invoice = late_claim(room, matter, TWELVE_PERCENT)
    pay(room, invoice, 2_000_00, date(2026, 4, 20))
    pay(room, invoice, 2_800_00, date(2026, 5, 15))
    claim = preview_interest(room.read, invoice, FRIDAY).interest
    assert [(s.days, s.principal_cents, s.amount_cents) for s in claim.segments] == [
        (20, 4_800_00, 31_56),
        (25, 2_800_00, 23_01),
    ]
    assert claim.total_cents == 54_57


def test_a_note_is_frozen_numbered_and_owed(room: PracticeRoom, matter: MatterId) -> None:
    invoice = late_claim(room, matter, TWELVE_PERCENT)
    pay(room, invoice, 2_000_00, date(2026, 4, 20))
    pay(room, invoice, 2_800_00, date(2026, 5, 15))
    before = invoices.get_composed(room.read, invoice)
    note_id = note(room, invoice, FRIDAY)
    issued = invoices.get_composed(room.read, note_id)
    head = issued.invoice
    assert (head.kind, head.number, head.total_cents) == (
        InvoiceKind.INTEREST_NOTE,
        "IN-2026-0001",
        54_57,
    )
    assert (head.corrects_id, head.corrects_number) == (None, "T-0001")
    assert head.due_on == date(2026, 12, 4)
    assert head.payment_text == "Pay IN-2026-0001."
    paper = paper_of(issued)
    check_sums(paper)
    assert paper.document == "interest_note"
    assert paper.refers_to is not None
    assert [line.segment.days for line in paper.lines if line.segment] == [20, 25]
    assert accounts.open_cents(room.read, note_id) == 54_57
    [entry] = accounts.list_of_invoice(room.read, note_id)
    assert (entry.kind, entry.reference) == (EntryKind.INTEREST, "IN-2026-0001")
    assert invoices.get_composed(room.read, invoice) == before
    assert accounts.balance_cents(room.read, head.client_id, "USD") == 54_57


def test_days_are_claimed_once(room: PracticeRoom, matter: MatterId) -> None:
    invoice = late_claim(room, matter, replace(TWELVE_PERCENT, lump_sum_cents=40_00))
    first = invoices.get(room.read, note(room, invoice, date(2026, 4, 20)))
    assert first.total_cents == 31_56 + 40_00
    [charge] = interest_charges.list_of_invoice(room.read, invoice)
    assert (charge.charged_until, charge.lump_sum_cents) == (date(2026, 4, 20), 40_00)
    for until in (date(2026, 4, 1), date(2026, 4, 20)):
        with pytest.raises(FieldError) as refused:
            note(room, invoice, until)
        assert refused.value.field == "until"
    second = preview_interest(room.read, invoice, date(2026, 4, 30)).interest
    assert [(s.first, s.days) for s in second.segments] == [(date(2026, 4, 21), 10)]
    assert second.lump_sum_cents == 0
    assert next_number(room.read, InvoiceKind.INTEREST_NOTE, FRIDAY) == "IN-2026-0002"


@pytest.mark.parametrize(
    ("late", "expected"),
    [
        (LateTerms(LateCharge.MONTHLY_FULL, 15_000), 72_00),
        (LateTerms(LateCharge.MONTHLY_STARTED, 15_000), 144_00),
        (LateTerms(LateCharge.YEARLY, 180_000), 106_52),
    ],
)
def test_forty_five_days_by_the_month_and_by_the_day(
    room: PracticeRoom, matter: MatterId, late: LateTerms, expected: int
) -> None:
    invoice = late_claim(room, matter, late)
    claim = preview_interest(room.read, invoice, date(2026, 5, 15))
    assert claim.total_cents == expected
    issued = invoices.get_composed(room.read, note(room, invoice, date(2026, 5, 15)))
    check_sums(paper_of(issued))
    assert issued.invoice.total_cents == expected


def test_the_lump_sum_comes_once_with_the_statutory_rate(
    room: PracticeRoom, matter: MatterId
) -> None:
    late = LateTerms(LateCharge.YEARLY, 122_500, lump_sum_cents=40_00)
    invoice = late_claim(room, matter, late, 5_000_00)
    claim = preview_interest(room.read, invoice, date(2026, 4, 30)).interest
    assert [s.amount_cents for s in claim.segments] == [50_34]
    assert claim.total_cents == 90_34


def test_a_lump_sum_alone_is_not_claimed_again(room: PracticeRoom, matter: MatterId) -> None:
    late = LateTerms(LateCharge.MONTHLY_FULL, 15_000, lump_sum_cents=40_00)
    invoice = late_claim(room, matter, late)
    assert invoices.get(room.read, note(room, invoice, date(2026, 4, 10))).total_cents == 40_00
    later = preview_interest(room.read, invoice, date(2026, 4, 30))
    assert later.total_cents == 72_00


def test_the_year_may_have_360_days(room: PracticeRoom, matter: MatterId) -> None:
    late = LateTerms(LateCharge.YEARLY, 120_000, DayCount.ACTUAL_360)
    invoice = late_claim(room, matter, late)
    assert preview_interest(room.read, invoice, date(2026, 4, 20)).total_cents == 32_00


def test_a_disputed_part_bears_no_interest_until_it_is_upheld(
    room: PracticeRoom, matter: MatterId
) -> None:
    invoice = late_claim(room, matter, TWELVE_PERCENT)
    day = date(2026, 4, 11)
    each = room.do(open_dispute, invoice, 800_00, "Why", received_on=day, now=room.clock.now())

    def principals() -> list[tuple[date, int]]:
        claim = preview_interest(room.read, invoice, date(2026, 4, 30)).interest
        return [(s.first, s.principal_cents) for s in claim.segments]

    assert principals() == [(date(2026, 4, 1), 4_800_00), (day, 4_000_00)]
    ended = date(2026, 4, 21)
    room.do(end_dispute, each, Outcome.UPHOLD, ended_on=ended, now=room.clock.now())
    assert principals() == [
        (date(2026, 4, 1), 4_800_00),
        (day, 4_000_00),
        (ended, 4_800_00),
    ]


def test_credits_and_write_offs_lower_what_bears_interest(
    room: PracticeRoom, matter: MatterId
) -> None:
    invoice = late_claim(room, matter, TWELVE_PERCENT)
    book_credit(room, invoice, 800_00, date(2026, 4, 10))
    day = date(2026, 4, 20)
    room.do(write_off, invoice, 1_000_00, "Small", written_off_on=day, now=room.clock.now())
    claim = preview_interest(room.read, invoice, date(2026, 4, 30)).interest
    assert [s.principal_cents for s in claim.segments] == [4_800_00, 4_000_00, 3_000_00]


def test_money_that_bounced_never_stopped_interest(room: PracticeRoom, matter: MatterId) -> None:
    invoice = late_claim(room, matter, TWELVE_PERCENT)
    pay(room, invoice, 2_000_00, date(2026, 4, 10))
    payment = room.read.values("SELECT id FROM payments")[0]
    day = date(2026, 4, 15)
    room.do(reverse_payment, payment, reversed_on=day, now=room.clock.now())
    claim = preview_interest(room.read, invoice, date(2026, 4, 20)).interest
    assert [(s.days, s.principal_cents) for s in claim.segments] == [(20, 4_800_00)]


def test_reminder_fees_join_the_next_note_once(room: PracticeRoom, matter: MatterId) -> None:
    invoice = add_claim(room, matter, 4_800_00, DUE, policy_id=policy(room, TWELVE_PERCENT, 5_00))
    set_day(room, date(2026, 4, 7))
    room.do(make_reminder, invoice, now=room.clock.now())
    set_day(room, FRIDAY)
    issued = invoices.get_composed(room.read, note(room, invoice, date(2026, 4, 20)))
    assert [(line.kind, line.amount_cents) for line in issued.lines] == [
        ("interest", 31_56),
        ("fee", 5_00),
    ]
    check_sums(paper_of(issued))
    assert preview_interest(room.read, invoice, date(2026, 4, 30)).fee_cents == 0


def test_fees_alone_do_not_use_up_days(room: PracticeRoom, matter: MatterId) -> None:
    terms = policy(room, LateTerms(), 5_00)
    invoice = add_claim(room, matter, 4_800_00, DUE, policy_id=terms)
    set_day(room, date(2026, 4, 7))
    room.do(make_reminder, invoice, now=room.clock.now())
    assert invoices.get(room.read, note(room, invoice, date(2026, 4, 7))).total_cents == 5_00
    [charge] = interest_charges.list_of_invoice(room.read, invoice)
    assert charge.charged_until is None
    with pytest.raises(RuleError, match="bears no interest"):
        note(room, invoice, date(2026, 4, 7))


def test_no_interest_on_interest_and_no_number_for_nothing(
    room: PracticeRoom, matter: MatterId
) -> None:
    invoice = late_claim(room, matter, TWELVE_PERCENT)
    note_id = note(room, invoice, FRIDAY)
    with pytest.raises(RuleError, match="invoices only; nothing was claimed"):
        preview_interest(room.read, note_id, FRIDAY)
    free = late_claim(room, matter, LateTerms())
    early = late_claim(room, matter, TWELVE_PERCENT, due=FRIDAY)
    for each in (free, early):
        with pytest.raises(RuleError, match="bears no interest"):
            note(room, each, FRIDAY)
    with pytest.raises(FieldError, match="up to today"):
        note(room, early, date(2026, 11, 21))
    assert next_number(room.read, InvoiceKind.INTEREST_NOTE, FRIDAY) == "IN-2026-0002"


def test_a_note_can_be_waived_by_a_credit_note(room: PracticeRoom, matter: MatterId) -> None:
    invoice = late_claim(room, matter, TWELVE_PERCENT)
    note_id = note(room, invoice, FRIDAY)
    credit = room.do(credit_invoice, note_id, reason="Goodwill", now=room.clock.now())
    assert accounts.open_cents(room.read, note_id) == 0
    check_sums(paper_of(invoices.get_composed(room.read, credit)))


@pytest.mark.parametrize(
    "sql",
    ["UPDATE interest_charges SET interest_cents = 0", "DELETE FROM interest_charges"],
)
def test_what_was_charged_cannot_change(room: PracticeRoom, matter: MatterId, sql: str) -> None:
    invoice = late_claim(room, matter, TWELVE_PERCENT)
    note(room, invoice, FRIDAY)

    def meddle(tx: Transaction) -> None:
        tx.write(sql)

    with pytest.raises(driver.IntegrityError, match="cannot"):
        room.do(meddle)


def credit(room: PracticeRoom, note_id: InvoiceId, wanted: list[Credited] | None = None) -> None:
    room.do(credit_invoice, note_id, reason="Dropped", now=room.clock.now(), wanted=wanted)


def spans(room: PracticeRoom, invoice: InvoiceId, until: date) -> list[tuple[date, date]]:
    claim = preview_interest(room.read, invoice, until).interest
    return [(each.first, each.last) for each in claim.segments]


def test_a_note_credited_whole_frees_its_days_its_lump_sum_and_its_fees(
    room: PracticeRoom, matter: MatterId
) -> None:
    late = replace(TWELVE_PERCENT, lump_sum_cents=40_00)
    invoice = add_claim(room, matter, 4_800_00, DUE, policy_id=policy(room, late, fee=5_00))
    room.do(make_reminder, invoice, now=room.clock.now())
    until = date(2026, 4, 20)
    claimed = preview_interest(room.read, invoice, until)
    assert (claimed.fee_cents, claimed.interest.total_cents) == (5_00, 31_56 + 40_00)
    first = note(room, invoice, until)
    kept = interest_charges.list_of_invoice(room.read, invoice)
    with pytest.raises(FieldError):
        preview_interest(room.read, invoice, until)
    credit(room, first, [Credited(1, cents=10_00)])  # a part of it: the note stands
    with pytest.raises(FieldError):
        preview_interest(room.read, invoice, until)
    credit(room, first)
    assert preview_interest(room.read, invoice, until) == claimed
    second = note(room, invoice, until)
    assert invoices.get(room.read, second).total_cents == 76_56
    assert [e.stands for e in interest_charges.list_of_invoice(room.read, invoice)] == [False, True]
    assert [replace(kept[0], stands=False)] == interest_charges.list_of_invoice(room.read, invoice)[
        :1
    ]  # the history is what it was
    with pytest.raises(FieldError):
        preview_interest(room.read, invoice, until)


def test_days_freed_before_a_note_that_stands_are_claimed_with_the_next_ones(
    room: PracticeRoom, matter: MatterId
) -> None:
    invoice = late_claim(room, matter, replace(TWELVE_PERCENT, lump_sum_cents=40_00))
    first = note(room, invoice, date(2026, 4, 10))
    note(room, invoice, date(2026, 4, 20))
    credit(room, first)
    april = date(2026, 4, 1)
    assert spans(room, invoice, date(2026, 4, 5)) == [(april, date(2026, 4, 5))]
    assert spans(room, invoice, date(2026, 4, 30)) == [
        (april, date(2026, 4, 10)),
        (date(2026, 4, 21), date(2026, 4, 30)),
    ]
    third = note(room, invoice, date(2026, 4, 5))
    assert invoices.get(room.read, third).total_cents == 7_89 + 40_00
    assert spans(room, invoice, date(2026, 4, 30)) == [
        (date(2026, 4, 6), date(2026, 4, 10)),
        (date(2026, 4, 21), date(2026, 4, 30)),
    ]
    note(room, invoice, date(2026, 4, 30))
    with pytest.raises(FieldError):
        preview_interest(room.read, invoice, date(2026, 4, 30))
    charges = interest_charges.list_of_invoice(room.read, invoice)
    assert sum(each.interest_cents for each in charges if each.stands) in range(4734, 4738)
    assert sum(each.lump_sum_cents for each in charges if each.stands) == 40_00


@pytest.mark.parametrize("charge", [LateCharge.MONTHLY_FULL, LateCharge.MONTHLY_STARTED])
def test_a_month_is_freed_with_its_note(
    room: PracticeRoom, matter: MatterId, charge: LateCharge
) -> None:
    invoice = late_claim(room, matter, LateTerms(charge, 15_000))
    first = note(room, invoice, date(2026, 4, 30))
    note(room, invoice, date(2026, 5, 31))
    credit(room, first)
    assert spans(room, invoice, date(2026, 5, 31)) == [(date(2026, 4, 1), date(2026, 4, 30))]
    note(room, invoice, date(2026, 5, 31))
    with pytest.raises(FieldError):
        preview_interest(room.read, invoice, date(2026, 5, 31))
