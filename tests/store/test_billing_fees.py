"""What a fee agreement and a retainer make of recorded work, down to the issued invoice."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest

from bills_room import (
    HOUR,
    agree,
    client_of,
    credit,
    draft,
    issue,
    pay,
    rate,
    spend,
    work,
)
from lawdesk.domain.billing.credit_notes import Credited
from lawdesk.domain.billing.fee_agreements import (
    Capped,
    Contingency,
    Evergreen,
    FlatFee,
    Hourly,
    Hybrid,
    Milestone,
    ProBono,
    Stage,
    Subscription,
    parse_share,
)
from lawdesk.domain.clients import Grouping
from lawdesk.errors import RuleError
from lawdesk.operations import drafts as drafting
from lawdesk.operations.billing.fixed_charges import (
    charge_subscription,
    charge_success_fee,
    reach_milestone,
    take_back_charge,
    work_out_success_fee,
)
from lawdesk.store import invoices, time_entries
from lawdesk.store.billing import fixed_charges, retainers
from lawdesk.store.receivables import accounts
from practice_room import FRIDAY, PracticeRoom

TIER = parse_share("1/3")
ONE_THIRD = Contingency(stages=(Stage("Suit", TIER),))


# Fee agreements


def test_a_cap_leaves_750_and_writes_2370_down(room: PracticeRoom) -> None:
    matter = room.add_matter()
    agree(room, matter, Capped(15_000_00))
    work(room, matter, 24 * HOUR)
    work(room, matter, 47 * HOUR // 2)
    assert issue(room, draft(room, matter)).invoice.total_cents == 14_250_00
    work(room, matter, 104 * HOUR // 10)
    issued = issue(room, draft(room, matter))
    assert [(x.kind, x.amount_cents) for x in issued.lines] == [
        ("time", 3_120_00),
        ("cap", -2_370_00),
    ]
    assert issued.invoice.total_cents == 750_00
    work(room, matter)
    last = issue(room, draft(room, matter))
    assert [x.amount_cents for x in last.lines] == [300_00, -300_00]
    assert last.invoice.total_cents == 0


def test_a_credited_invoice_gives_its_room_under_the_cap_back(room: PracticeRoom) -> None:
    matter = room.add_matter()
    agree(room, matter, Capped(1_000_00))
    rate(room, matter, 1_000_00)
    work(room, matter)
    first = issue(room, draft(room, matter))
    position = first.lines[0].position
    credit(room, first.invoice.id, [Credited(position, units=3)], releases_work=False)
    assert invoices.cap_used_cents(room.read, matter, date(2026, 1, 1)) == 700_00
    credit(room, first.invoice.id, releases_work=False)
    assert invoices.cap_used_cents(room.read, matter, date(2026, 1, 1)) == 0


def test_a_cap_agreed_after_the_work_is_given_back_too(room: PracticeRoom) -> None:
    """The cap holds at the end of the billed period, though the last work lies before it."""
    matter = room.add_matter()
    agree(room, matter, Capped(1_000_00), day=FRIDAY)
    work(room, matter, day=FRIDAY - timedelta(days=3))
    issued = issue(room, draft(room, matter))
    assert issued.invoice.cap_counted_cents == 300_00
    credit(room, issued.invoice.id)
    assert invoices.cap_used_cents(room.read, matter, date(2026, 1, 1)) == 0


def test_a_flat_fee_bills_milestones_and_shows_hours_at_nothing(room: PracticeRoom) -> None:
    matter = room.add_matter()
    fee = FlatFee((Milestone("Draft", 400_00), Milestone("Signing", 400_00)), prints_hours=True)
    agreement = agree(room, matter, fee)
    issued = []
    for position, seconds in ((0, 2 * HOUR), (1, 19 * HOUR // 10)):
        work(room, matter, seconds)
        room.do(reach_milestone, agreement, position, reached_on=FRIDAY, now=room.clock.now())
        issued.append(issue(room, draft(room, matter)))
    assert [each.invoice.total_cents for each in issued] == [400_00, 400_00]
    hours = [line for each in issued for line in each.lines if line.kind == "time"]
    assert [(x.units, x.amount_cents, x.is_covered) for x in hours] == [
        (20, 0, True),
        (19, 0, True),
    ]
    assert sum(x.recorded_cents for x in hours) == 1_170_00


def test_hours_that_a_flat_fee_covers_are_billed_without_being_told(room: PracticeRoom) -> None:
    matter = room.add_matter()
    agreement = agree(room, matter, FlatFee((Milestone("All of it", 800_00),)))
    entry = work(room, matter)
    room.do(reach_milestone, agreement, 0, reached_on=FRIDAY, now=room.clock.now())
    issued = issue(room, draft(room, matter))
    assert [x.kind for x in issued.lines] == ["fixed"]
    places = {"fixed" if x.charge_id else "time": x.position for x in issued.work}
    assert places == {"fixed": issued.lines[0].position, "time": 0}  # no line tells the time
    assert time_entries.get(room.read, entry).invoice_id == issued.invoice.id
    credit(room, issued.invoice.id)
    assert time_entries.get(room.read, entry).invoice_id is None


def test_a_charge_taken_back_leaves_its_draft(room: PracticeRoom) -> None:
    matter = room.add_matter()
    agreement = agree(room, matter, FlatFee((Milestone("All of it", 800_00),)))
    charge = room.do(reach_milestone, agreement, 0, reached_on=FRIDAY, now=room.clock.now())
    spend(room, matter, 10_00)
    draft_id = draft(room, matter)
    room.do(take_back_charge, charge, now=room.clock.now())
    assert issue(room, draft_id).invoice.total_cents == 10_00
    assert fixed_charges.get(room.read, charge).invoice_id is None


def test_pro_bono_shows_its_value_and_costs_nothing(room: PracticeRoom) -> None:
    matter = room.add_matter()
    agree(room, matter, ProBono())
    work(room, matter, 2 * HOUR)
    spend(room, matter, 20_00)
    issued = issue(room, draft(room, matter))
    assert [(x.kind, x.amount_cents) for x in issued.lines] == [
        ("time", 600_00),
        ("expense", 20_00),
        ("discount", -600_00),
    ]


@pytest.mark.parametrize("grouping", list(Grouping))
@pytest.mark.parametrize("cents", [333_33, 333_35, 333_36])
def test_a_courtesy_of_everything_leaves_nothing_however_lines_are_grouped(
    room: PracticeRoom, grouping: Grouping, cents: int
) -> None:
    """Lines that are summed before rounding come to another cent than each of them."""
    matter = room.add_matter()
    agree(room, matter, ProBono())
    rate(room, matter, cents)
    for _each in range(3):
        work(room, matter, 360)
    draft_id = draft(room, matter)
    room.do(drafting.set_grouping, draft_id, grouping)
    assert issue(room, draft_id).invoice.total_cents == 0


@pytest.mark.parametrize("grouping", list(Grouping))
def test_a_cap_holds_to_the_cent_however_lines_are_grouped(
    room: PracticeRoom, grouping: Grouping
) -> None:
    matter = room.add_matter()
    agree(room, matter, Capped(50_00))
    rate(room, matter, 333_36)
    for _each in range(3):
        work(room, matter, 360)
    draft_id = draft(room, matter)
    room.do(drafting.set_grouping, draft_id, grouping)
    issued = issue(room, draft_id)
    assert (issued.invoice.total_cents, issued.invoice.cap_counted_cents) == (50_00, 50_00)


def test_hybrid_work_has_its_own_rate_and_the_fee_comes_with_success(room: PracticeRoom) -> None:
    matter = room.add_matter()
    terms = Hybrid(150_00, ONE_THIRD, "The claim is paid")
    agreement = agree(room, matter, terms)
    work(room, matter, 2 * HOUR)
    statement = work_out_success_fee(room.read, agreement, 100_000_00, stage="Suit")
    room.do(
        charge_success_fee,
        agreement,
        statement,
        triggered_on=FRIDAY,
        wording="Success fee",
        now=room.clock.now(),
    )
    issued = issue(room, draft(room, matter))
    assert [(x.kind, x.amount_cents) for x in issued.lines] == [
        ("time", 300_00),
        ("fixed", 33_333_33),
    ]


def test_a_subscription_bills_its_days_and_covers_the_hours(room: PracticeRoom) -> None:
    matter = room.add_matter()
    agreement = agree(room, matter, Subscription(250_00, 1, date(2026, 9, 30)))
    work(room, matter)
    room.do(charge_subscription, agreement, FRIDAY, now=room.clock.now(), wording="Monthly counsel")
    issued = issue(room, draft(room, matter))
    assert [(x.worked_on, x.amount_cents) for x in issued.lines] == [
        (date(2026, 9, 30), 250_00),
        (date(2026, 10, 30), 250_00),
    ]


# Retainers


@pytest.mark.parametrize(("balance", "asked"), [(4_200_00, 2_950_00), (4_750_00, 0)])
def test_a_low_retainer_is_asked_for_on_the_invoice(
    room: PracticeRoom, balance: int, asked: int
) -> None:
    matter = room.add_matter()
    agree(room, matter, Hourly(), Evergreen(5_000_00, 2_500_00))
    rate(room, matter, 500_00)
    pay(room, client_of(room, matter), balance)
    work(room, matter, 43 * HOUR // 10)
    issued = issue(room, draft(room, matter))
    assert issued.invoice.total_cents == 2_150_00
    retainer = issued.invoice.retainer
    assert (retainer.amount_cents if retainer else 0) == asked
    tracked = [each.amount_cents for each in retainers.list_open(room.read)]
    assert tracked == ([asked] if asked else [])
    assert accounts.open_cents(room.read, issued.invoice.id) == 0


def test_time_that_a_success_fee_covers_is_not_issued_alone(room: PracticeRoom) -> None:
    matter = room.add_matter()
    agree(room, matter, Contingency((Stage("Suit", Fraction(1, 3)),)))
    work(room, matter)
    draft_id = draft(room, matter)
    with pytest.raises(RuleError, match="covers all chosen work"):
        issue(room, draft_id)
    assert room.read.number("SELECT count(*) FROM issued_invoices") == 0
