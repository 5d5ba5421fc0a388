"""What waits to be billed: figures by matter, the entries behind them, drafts for many at once."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from lawdesk.domain.billing.expenses import ExpenseKind, ExpenseUnit
from lawdesk.domain.billing.fee_agreements import (
    COVERING,
    AgreedTerms,
    Capped,
    Contingency,
    FeeTerms,
    FlatFee,
    Milestone,
    Stage,
)
from lawdesk.domain.invoices import InvoiceTexts
from lawdesk.domain.matters import MatterId
from lawdesk.domain.reports.periods import Period
from lawdesk.domain.reports.report_names import ReportName
from lawdesk.operations.billing.expenses import add_expense
from lawdesk.operations.billing.fee_agreements import agree_fee
from lawdesk.operations.drafts import make_draft
from lawdesk.operations.invoices import preview_invoices
from lawdesk.operations.month_end import make_drafts, matters_to_bill
from lawdesk.operations.time_entries import add_time_entry
from lawdesk.operations.timers import start_timer, stop_timer
from lawdesk.store import clients, drafts, matters, unbilled_work
from lawdesk.store import practice as practices
from lawdesk.store.billing import month_end
from lawdesk.store.reports.reports import read_report
from lawdesk.store.unbilled_work import CoveredTime, covered_time
from practice_room import FRIDAY, PracticeRoom

OCTOBER = date(2026, 10, 31)


def work(room: PracticeRoom, matter: MatterId, day: date, hours: int = 1) -> None:
    """Whole hours at 300.00."""
    room.do(
        add_time_entry, matter, worked_on=day, seconds=hours * 3600, narrative="Call",
        now=room.clock.now(),
    )  # fmt: skip


def spend(room: PracticeRoom, matter: MatterId, cents: int) -> None:
    """An expense of today."""
    room.do(
        add_expense, matter, spent_on=FRIDAY, kind=ExpenseKind.OWN, quantity_thousandths=1000,
        unit=ExpenseUnit.ITEMS, unit_price_cents=cents, wording="Copies", now=room.clock.now(),
    )  # fmt: skip


def test_each_matter_is_added_up_to_the_day(room: PracticeRoom) -> None:
    first, second = room.add_matter("Second by title"), room.add_matter("First by title")
    work(room, first, OCTOBER)
    work(room, first, FRIDAY, 2)
    spend(room, second, 35_50)
    found = month_end.list_unbilled_matters(room.read, FRIDAY)
    assert [
        (
            x.matter_id,
            x.entries,
            x.raw_seconds,
            x.time_cents,
            x.expense_cents,
            x.others,
            x.oldest_on,
        )
        for x in found
    ] == [(second, 0, 0, 0, 35_50, 1, FRIDAY), (first, 2, 10_800, 900_00, 0, 0, OCTOBER)]
    assert found[1].total_cents == 900_00
    assert found[0].has_address
    until_october = month_end.list_unbilled_matters(room.read, OCTOBER)
    assert [(x.matter_id, x.time_cents) for x in until_october] == [(first, 300_00)]


def test_what_is_billed_or_running_does_not_wait(room: PracticeRoom) -> None:
    matter = room.add_matter()
    room.do(start_timer, matter, now=room.clock.now())
    assert month_end.list_unbilled_matters(room.read, FRIDAY) == []
    room.do(stop_timer, now=room.clock.go_on(600))
    assert len(month_end.list_unbilled_matters(room.read, FRIDAY)) == 1


def test_facts_carry_the_stretches_of_the_clock(room: PracticeRoom) -> None:
    matter = room.add_matter()
    begun = room.clock.at
    room.do(start_timer, matter, now=room.clock.now())
    room.do(stop_timer, now=room.clock.go_on(600))
    work(room, matter, FRIDAY)
    clocked, typed = month_end.list_facts(room.read, matter, FRIDAY)
    assert clocked.intervals == ((begun, begun + 600),)
    assert (typed.intervals, typed.raw_seconds, typed.amount_cents) == ((), 3600, 300_00)
    assert clocked.policy is typed.policy


def test_a_draft_sees_other_work_of_its_days(room: PracticeRoom) -> None:
    mine, other = room.add_matter("Mine"), room.add_matter("Other")
    work(room, mine, FRIDAY)
    work(room, other, FRIDAY)
    work(room, other, OCTOBER)
    draft = room.do(make_draft, mine, now=room.clock.now())
    facts = month_end.list_facts_around(room.read, draft)
    assert [(fact.matter_id, fact.worked_on) for fact in facts] == [(mine, FRIDAY), (other, FRIDAY)]


def test_many_drafts_are_made_and_a_refused_one_is_told(room: PracticeRoom) -> None:
    worked, idle = room.add_matter("Worked"), room.add_matter("Idle")
    work(room, worked, FRIDAY)
    refused = room.do(make_drafts, [idle, worked], until=FRIDAY, now=room.clock.now())
    assert [(each.matter_id, each.reason) for each in refused] == [
        (idle, "This matter has no unbilled work; no draft was made.")
    ]
    assert [each.matter_id for each in drafts.list_summaries(room.read)] == [worked]
    assert month_end.list_drafts_in_order(room.read) == [drafts.list_summaries(room.read)[0].id]


def test_a_cap_is_as_full_as_the_bill_would_make_it(room: PracticeRoom) -> None:
    matter = room.add_matter()
    room.do(
        agree_fee, matter, AgreedTerms(Capped(cap_cents=1_000_00)), agreed_on=OCTOBER,
        valid_from=OCTOBER, now=room.clock.now(),
    )  # fmt: skip
    work(room, matter, FRIDAY, 4)
    spend(room, matter, 500_00)
    cap = matters_to_bill(room.read, FRIDAY)[0].cap
    assert cap is not None
    assert (cap.limit, cap.used, cap.left) == (1_000_00, 1_200_00, -200_00)


def agree(room: PracticeRoom, matter: MatterId, fee: FeeTerms, first: date) -> None:
    room.do(
        agree_fee, matter, AgreedTerms(fee), agreed_on=date(2026, 1, 1), valid_from=first,
        now=room.clock.now(),
    )  # fmt: skip


def unbilled(room: PracticeRoom, matter: MatterId) -> set[int]:
    """What each place says that is unbilled of a matter; one figure where all say the same."""
    read, practice = room.read, practices.get(room.read)
    whole = Period(date(2020, 1, 1), FRIDAY, whole=True)
    report = read_report(read, ReportName.WORK_IN_PROGRESS, whole, practice, FRIDAY)
    waiting = [x for x in month_end.list_unbilled_matters(read, FRIDAY) if x.matter_id == matter]
    client = matters.get(read, matter).client_id
    return {
        matters.get_summary(read, matter).unbilled_cents,
        matters.count_and_unbilled(read, client_id=client)[1],
        clients.count_and_unbilled(read)[1],
        clients.list_summaries(read)[0].unbilled_cents,
        matters.unbilled_total(read).cents,
        waiting[0].total_cents,
        sum(row[-2] for row in report.rows if isinstance(row[-2], int)),
    }


def test_time_that_an_agreed_fee_covers_costs_nothing_anywhere(room: PracticeRoom) -> None:
    matter = room.add_matter()
    work(room, matter, OCTOBER, 2)
    work(room, matter, FRIDAY, 3)
    spend(room, matter, 35_50)
    assert unbilled(room, matter) == {1_535_50}
    flat = FlatFee((Milestone("Reply", 800_00),))
    agree(room, matter, flat, date(2026, 11, 1))
    assert unbilled(room, matter) == {635_50}  # October was worked before the agreement
    (row,) = month_end.list_unbilled_matters(room.read, FRIDAY)
    assert (row.raw_seconds, row.covered_seconds, row.time_cents) == (18_000, 10_800, 600_00)
    assert covered_time(room.read, matter) == CoveredTime(10_800, 900_00)
    won = Contingency((Stage("Won", Fraction(1, 3)),))
    agree(room, matter, won, date(2026, 1, 1))  # dated back: it covers October too
    assert unbilled(room, matter) == {35_50}
    agree(room, matter, Capped(10_000_00), date(2026, 11, 10))
    assert unbilled(room, matter) == {935_50}
    draft = room.do(make_draft, matter, now=room.clock.now())
    texts = preview_invoices(room.read, draft, InvoiceTexts(), now=room.clock.now())
    assert texts[0].invoice.net_cents == 935_50  # and that is what a draft bills


def test_every_kind_of_fee_that_covers_time_is_known_to_the_lists() -> None:
    assert f"({', '.join(repr(each.__name__) for each in COVERING)})" == unbilled_work.COVERING
