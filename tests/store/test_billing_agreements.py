"""Fee agreements: what holds on a day, what they charge, each occasion once, and their limits."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from sqlcipher3.dbapi2 import IntegrityError

from claims_room import add_claim
from lawdesk.domain.billing.budgets import Budget, LimitLevel
from lawdesk.domain.billing.contingency import NamedAmount
from lawdesk.domain.billing.expenses import ExpenseKind, ExpenseUnit
from lawdesk.domain.billing.fee_agreements import (
    AgreedTerms,
    Capped,
    Contingency,
    FeeAgreement,
    FeeAgreementId,
    FeeBase,
    FeeTerms,
    FlatFee,
    Hourly,
    Hybrid,
    Milestone,
    Stage,
    Subscription,
)
from lawdesk.domain.matters import MatterId
from lawdesk.errors import FieldError, RuleError
from lawdesk.operations.billing.budgets import set_budget, use_of_budget, use_of_cap
from lawdesk.operations.billing.expenses import add_expense
from lawdesk.operations.billing.fee_agreements import agree_fee, agreement_for, end_agreement
from lawdesk.operations.billing.fixed_charges import (
    charge_subscription,
    charge_success_fee,
    reach_milestone,
    take_back_charge,
    uncharged_days,
    work_out_success_fee,
)
from lawdesk.operations.time_entries import add_time_entry
from lawdesk.store.billing import budgets, fee_agreements, fixed_charges
from practice_room import FRIDAY, PracticeRoom, make_room

FLAT = FlatFee((Milestone("Draft", 400_00), Milestone("Signing", 400_00)))
ONE_THIRD = Contingency((Stage("Suit", Fraction(1, 3)),))
JUNE = date(2026, 6, 1)


@pytest.fixture
def matter(room: PracticeRoom) -> MatterId:
    return room.add_matter()


def agree(
    room: PracticeRoom, matter: MatterId, fee: FeeTerms, first: date = JUNE
) -> FeeAgreementId:
    return room.do(
        agree_fee,
        matter,
        AgreedTerms(fee),
        agreed_on=first,
        valid_from=first,
        now=room.clock.now(),
    )


def work(room: PracticeRoom, matter: MatterId, seconds: int, day: date = FRIDAY) -> None:
    room.do(
        add_time_entry, matter, worked_on=day, seconds=seconds, narrative="", now=room.clock.now()
    )


def test_a_new_agreement_ends_the_one_before(room: PracticeRoom, matter: MatterId) -> None:
    first = agree(room, matter, Hourly())
    second = agree(room, matter, FLAT, date(2026, 9, 1))
    days = [date(2026, 5, 31), JUNE, date(2026, 8, 31), date(2026, 9, 1)]
    held = [agreement_for(room.read, matter, day) for day in days]
    assert [each and each.id for each in held] == [None, first, first, second]
    assert fee_agreements.get(room.read, first).ended_on == date(2026, 9, 1)
    room.do(end_agreement, second, ended_on=date(2026, 10, 1), now=room.clock.now())
    assert agreement_for(room.read, matter, date(2026, 10, 1)) is None
    with pytest.raises(RuleError, match="ended already"):
        room.do(end_agreement, second, ended_on=FRIDAY, now=room.clock.now())


def test_terms_come_back_as_they_were_agreed(room: PracticeRoom, matter: MatterId) -> None:
    fee = Hybrid(150_00, ONE_THIRD, "The claim is won", date(2027, 1, 1))
    stored = fee_agreements.get(room.read, agree(room, matter, fee))
    assert stored.terms == AgreedTerms(fee)


def test_agreed_terms_cannot_be_written_over(room: PracticeRoom, matter: MatterId) -> None:
    agreement = agree(room, matter, FLAT)
    with pytest.raises(IntegrityError, match="fee agreements cannot"):
        room.do(lambda tx: tx.write("UPDATE fee_agreements SET terms = '{}'"))
    with pytest.raises(IntegrityError, match="fee agreements cannot"):
        room.do(lambda tx: tx.write("DELETE FROM fee_agreements WHERE id = ?", agreement))


def test_what_cannot_be_agreed_is_refused(room: PracticeRoom, matter: MatterId) -> None:
    for fee in (Capped(0), FlatFee(()), FlatFee((Milestone("Draft", -1),))):
        with pytest.raises(FieldError):
            agree(room, matter, fee)
    with pytest.raises(FieldError) as refused:
        agree(room, matter, Hourly(), date(2026, 11, 21))
    assert refused.value.field == "agreed_on"
    assert fee_agreements.list_of_matter(room.read, matter) == []


def test_a_milestone_is_earned_once_reached_and_charged_once(
    room: PracticeRoom, matter: MatterId
) -> None:
    agreement = agree(room, matter, FLAT)
    charge = room.do(reach_milestone, agreement, 0, reached_on=FRIDAY, now=room.clock.now())
    (stored,) = fixed_charges.list_of_agreement(room.read, agreement)
    assert (stored.id, stored.earned_on) == (charge, FRIDAY)
    assert (stored.occasion, stored.wording, stored.amount_cents) == (
        "milestone 1",
        "Draft",
        400_00,
    )
    with pytest.raises(RuleError, match="charged already"):
        room.do(reach_milestone, agreement, 0, reached_on=FRIDAY, now=room.clock.now())
    with pytest.raises(RuleError, match="no such milestone"):
        room.do(reach_milestone, agreement, 2, reached_on=FRIDAY, now=room.clock.now())
    with pytest.raises(FieldError) as refused:
        room.do(reach_milestone, agreement, 1, reached_on=date(2026, 11, 21), now=room.clock.now())
    assert refused.value.field == "reached_on"


def test_only_unbilled_charges_are_taken_back(room: PracticeRoom, matter: MatterId) -> None:
    agreement = agree(room, matter, FLAT)
    first, second = (
        room.do(reach_milestone, agreement, n, reached_on=FRIDAY, now=room.clock.now())
        for n in (0, 1)
    )
    room.do(fixed_charges.set_billed, first, add_claim(room, matter, 400_00, FRIDAY))
    with pytest.raises(RuleError, match="on an issued invoice"):
        room.do(take_back_charge, first, now=room.clock.now())
    room.do(take_back_charge, second, now=room.clock.now())
    assert fixed_charges.list_unbilled(room.read, matter, FRIDAY) == []
    room.do(reach_milestone, agreement, 1, reached_on=FRIDAY, now=room.clock.now())
    assert len(fixed_charges.list_unbilled(room.read, matter, FRIDAY)) == 1


def test_a_subscription_charges_each_day_once_while_it_holds(
    room: PracticeRoom, matter: MatterId
) -> None:
    agreement = agree(room, matter, Subscription(500_00, 1, date(2026, 8, 31)))
    assert len(uncharged_days(room.read, _get(room, agreement), FRIDAY)) == 3
    for _again in range(2):
        room.do(
            charge_subscription,
            agreement,
            date(2027, 6, 1),
            now=room.clock.now(),
            wording="Advice",
        )
    charges = fixed_charges.list_of_agreement(room.read, agreement)
    assert [c.earned_on for c in charges] == [
        date(2026, 8, 31),
        date(2026, 9, 30),
        date(2026, 10, 31),
    ]
    assert {c.amount_cents for c in charges} == {500_00}
    room.do(end_agreement, agreement, ended_on=date(2026, 10, 31), now=room.clock.now())
    room.do(take_back_charge, charges[2].id, now=room.clock.now())
    assert uncharged_days(room.read, _get(room, agreement), FRIDAY) == []


def test_a_success_fee_is_what_the_closing_statement_says(
    room: PracticeRoom, matter: MatterId
) -> None:
    net = Contingency((Stage("Suit", Fraction(1, 3)),), FeeBase.NET)
    agreement = agree(room, matter, net)
    costs = [NamedAmount("Experts", 12_000_00)]
    statement = work_out_success_fee(room.read, agreement, 100_000_00, stage="Suit", costs=costs)
    room.do(
        charge_success_fee,
        agreement,
        statement,
        triggered_on=FRIDAY,
        wording="One third",
        now=room.clock.now(),
    )
    (charge,) = fixed_charges.list_of_matter(room.read, matter)
    assert (charge.amount_cents, statement.client_cents) == (29_333_33, 58_666_67)
    with pytest.raises(RuleError, match="charged already"):
        room.do(
            charge_success_fee,
            agreement,
            statement,
            triggered_on=FRIDAY,
            wording="One third",
            now=room.clock.now(),
        )


def test_a_hybrid_success_fee_waits_for_its_day(room: PracticeRoom, matter: MatterId) -> None:
    agreement = agree(room, matter, Hybrid(150_00, ONE_THIRD, "Won", date(2026, 11, 21)))
    statement = work_out_success_fee(room.read, agreement, 9_000_00, stage="Suit")

    def charge() -> None:
        room.do(
            charge_success_fee,
            agreement,
            statement,
            triggered_on=FRIDAY,
            wording="Success",
            now=room.clock.now(),
        )

    with pytest.raises(RuleError, match="not due yet"):
        charge()
    room.clock.go_on(24 * 3600)
    charge()
    assert fixed_charges.list_of_matter(room.read, matter)[0].amount_cents == 3_000_00


def test_a_loss_charges_nothing(room: PracticeRoom, matter: MatterId) -> None:
    agreement = agree(room, matter, ONE_THIRD)
    statement = work_out_success_fee(room.read, agreement, 0, stage="Suit")
    with pytest.raises(RuleError, match="nothing was charged"):
        room.do(
            charge_success_fee,
            agreement,
            statement,
            triggered_on=FRIDAY,
            wording="Fee",
            now=room.clock.now(),
        )
    with pytest.raises(RuleError, match="No success fee"):
        work_out_success_fee(room.read, agree(room, matter, FLAT), 1_00)


def test_a_budget_counts_billed_and_unbilled_work(room: PracticeRoom, matter: MatterId) -> None:
    assert use_of_budget(room.read, matter) is None
    work(room, matter, 8 * 3600)
    room.do(set_budget, matter, Budget(10 * 3600, 10_000_00), now=room.clock.now())
    use = use_of_budget(room.read, matter)
    assert use is not None
    assert use.hours is not None
    assert use.money is not None
    assert (use.hours.used, use.hours.left, use.hours.level) == (28800, 7200, LimitLevel.NEAR)
    assert (use.money.used, use.money.percent, use.money.level) == (
        2_400_00,
        24,
        LimitLevel.BELOW,
    )
    more = use_of_budget(room.read, matter, running_seconds=7200, running_cents=600_00)
    assert more is not None
    assert more.level is LimitLevel.REACHED
    room.do(set_budget, matter, Budget(None, None), now=room.clock.now())
    assert use_of_budget(room.read, matter) is None
    assert budgets.recorded_work(room.read, matter).billed_cents == 0


def test_impossible_budgets_are_refused(room: PracticeRoom, matter: MatterId) -> None:
    for budget in (Budget(0, None), Budget(None, -1), Budget(None, 10**13 + 1)):
        with pytest.raises(FieldError, match="kept") as refused:
            room.do(set_budget, matter, budget, now=room.clock.now())
        assert refused.value.field == "budget"


def test_a_cap_warns_at_80_and_100_percent(room: PracticeRoom, matter: MatterId) -> None:
    """Cap 15,000.00 and 14,250.00 billed: 3,120.00 of new work is more than what is left."""
    agreement = _get(room, agree(room, matter, Capped(15_000_00)))
    steps = [(11_999_99, 0), (1, 0), (2_250_00, 0), (0, 37440)]
    found = []
    for cents, seconds in steps:
        _bill_under_cap(room, matter, cents)
        if seconds:
            work(room, matter, seconds)
        use = use_of_cap(room.read, agreement, FRIDAY)
        assert use is not None
        found.append((use.used, use.percent, use.level))
    assert found == [
        (11_999_99, 79, LimitLevel.BELOW),
        (12_000_00, 80, LimitLevel.NEAR),
        (14_250_00, 95, LimitLevel.NEAR),
        (17_370_00, 115, LimitLevel.REACHED),
    ]


def _bill_under_cap(room: PracticeRoom, matter: MatterId, cents: int) -> None:
    """An issued invoice that fills the cap by so much; issuing has its own tests."""
    claim = add_claim(room, matter, cents, FRIDAY)
    copied = {
        name: name
        for name in room.read.values("SELECT name FROM pragma_table_info('issued_invoices')")
        if name not in ("id", "cap_counted_cents")
    } | {"number": "number || 'b'", "number_in_series": "number_in_series + 1000"}
    sql = (
        f"INSERT INTO issued_invoices (cap_counted_cents, {', '.join(copied)}) "
        f"SELECT ?, {', '.join(copied.values())} FROM issued_invoices WHERE id = ?"
    )
    room.do(lambda tx: tx.write(sql, cents, claim))


@pytest.mark.parametrize(
    ("counts_expenses", "counts_tax", "used"),
    [(False, False, 300_00), (True, False, 400_00), (True, True, 476_00), (False, True, 357_00)],
)
def test_a_cap_counts_what_was_agreed(
    tmp_path: Path, counts_expenses: bool, counts_tax: bool, used: int
) -> None:
    room = make_room(tmp_path, country="DE", currency="EUR", tax_regime="vat_de")
    matter = room.add_matter()
    work(room, matter, 3600)
    room.do(
        add_expense,
        matter,
        spent_on=FRIDAY,
        kind=ExpenseKind.OWN,
        quantity_thousandths=1000,
        unit=ExpenseUnit.ITEMS,
        unit_price_cents=100_00,
        wording="Expert",
        now=room.clock.now(),
    )
    cap = Capped(15_000_00, counts_expenses=counts_expenses, counts_tax=counts_tax)
    use = use_of_cap(room.read, _get(room, agree(room, matter, cap)), FRIDAY)
    assert use is not None
    assert use.used == used
    room.database.close()


def _get(room: PracticeRoom, agreement: FeeAgreementId) -> FeeAgreement:
    return fee_agreements.get(room.read, agreement)
