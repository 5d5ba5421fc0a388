"""Steps of a practice's life before a bill: work, terms and rates."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from lawdesk.domain.billing.billing_policy import BillingPolicy, PolicyId
from lawdesk.domain.billing.expenses import ExpenseKind, ExpenseUnit
from lawdesk.domain.billing.fee_agreements import (
    AgreedTerms,
    Capped,
    Evergreen,
    FeeAgreementId,
    FeeTerms,
    FlatFee,
    Hourly,
    Milestone,
    ProBono,
    Subscription,
)
from lawdesk.domain.rates import AppliesTo, RateReach
from lawdesk.domain.rounding import RoundingMode, RoundingPolicy, RoundingScope
from lawdesk.domain.time_entries import Charge, TimeEntryId
from lawdesk.operations import time_entries as entries
from lawdesk.operations import timers
from lawdesk.operations.billing import expenses, fee_agreements, fixed_charges, policies
from lawdesk.operations.rates import change_rate
from life_stage import DAYS_BACK, NTH, LifeStage

FEES: tuple[FeeTerms, ...] = (
    Hourly(),
    Capped(500_00),
    Capped(400_00, counts_expenses=True, counts_tax=True),
    FlatFee((Milestone("Draft", 400_00), Milestone("Signing", 400_01)), prints_hours=True),
    FlatFee((Milestone("All of it", 333_33),)),
    Subscription(99_99, 1, date(2026, 9, 30)),
    ProBono(),
)
SECONDS = st.sampled_from([3_600, 361, 0, 1, 125, 8_280, 24_000, 89_999, 90_000])
CENTS = st.sampled_from([33_33, 10_00, 0, 1, 10_13, 120_00, 1_234_57])


class WorkSteps(LifeStage):
    """Work is recorded and corrected, and terms change."""

    @rule(nth=NTH, seconds=SECONDS, back=DAYS_BACK, free=st.booleans(), code=st.booleans())
    def record(self, nth: int, seconds: int, back: int, *, free: bool, code: bool) -> None:
        self.attempt(
            entries.add_time_entry,
            self.matter(nth),
            worked_on=self.today - timedelta(days=back),
            seconds=seconds,
            narrative="Work",
            activity_code="A102" if code else None,
            charge=Charge.NO_CHARGE if free else Charge.BILLABLE,
            now=self.clock.now(),
        )

    @rule(nth=NTH, seconds=st.sampled_from([200, 3_601, 50_000]))
    def clock_work(self, nth: int, seconds: int) -> None:
        self.attempt(timers.start_timer, self.matter(nth), now=self.clock.now())
        self.clock.go_on(seconds)
        self.attempt(timers.stop_timer, now=self.clock.now())

    @rule(nth=NTH, what=st.integers(0, 5), seconds=SECONDS)
    def correct_an_entry(self, nth: int, what: int, seconds: int) -> None:
        found = self.pick(nth, "SELECT id FROM time_entries")
        if found is None:
            return
        entry = TimeEntryId(found)
        is_billed = bool(
            self.ids(f"SELECT 1 FROM time_entries WHERE id = {entry} AND invoice_id IS NOT NULL")
        )
        steps: Sequence[tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]] = (
            (entries.set_duration, (seconds,), {}),
            (entries.set_charge, (Charge.NO_CHARGE,), {}),
            (entries.move_entry, (self.matter(what + nth + 1),), {}),
            (entries.delete_entry, (), {"now": self.clock.now()}),
            (entries.set_entry_rate, (123_45,), {}),
            (entries.set_worked_on, (self.today - timedelta(days=9),), {"today": self.today}),
        )
        operation, args, kwargs = steps[what]
        if is_billed:
            self.must_fail(operation, entry, *args, **kwargs)
        else:
            self.attempt(operation, entry, *args, **kwargs)

    @rule(
        nth=NTH, cents=CENTS, kind=st.sampled_from(ExpenseKind), back=DAYS_BACK, free=st.booleans()
    )
    def spend(self, nth: int, cents: int, kind: ExpenseKind, back: int, *, free: bool) -> None:
        self.attempt(
            expenses.add_expense,
            self.matter(nth),
            spent_on=self.today - timedelta(days=back),
            kind=kind,
            quantity_thousandths=1_500 if back else 1_000,
            unit=ExpenseUnit.ITEMS,
            unit_price_cents=cents,
            wording="Copies",
            charge=Charge.NO_CHARGE if free else Charge.BILLABLE,
            now=self.clock.now(),
        )

    # Terms

    @rule(
        nth=NTH,
        fee=st.sampled_from(FEES),
        evergreen=st.booleans(),
        back=DAYS_BACK,
        earns=st.booleans(),
    )
    def agree(self, nth: int, fee: FeeTerms, *, evergreen: bool, back: int, earns: bool) -> None:
        retainer = Evergreen(1_000_00, 500_00) if evergreen else None
        day = self.today - timedelta(days=back)
        self.attempt(
            fee_agreements.agree_fee,
            self.matter(nth),
            AgreedTerms(fee, retainer),
            agreed_on=day,
            valid_from=day,
            now=self.clock.now(),
        )
        if earns:
            self.earn(nth=0, position=0, takes_back=False)

    @precondition(lambda self: bool(self.ids("SELECT 1 FROM fee_agreements LIMIT 1")))
    @rule(nth=NTH, position=st.integers(0, 2), takes_back=st.booleans())
    def earn(self, nth: int, position: int, *, takes_back: bool) -> None:
        now, found = self.clock.now(), self.pick(nth, "SELECT id FROM fixed_charges")
        if takes_back and found:
            self.attempt(fixed_charges.take_back_charge, found, now=now)
            return
        agreement = FeeAgreementId(self.pick(nth, "SELECT id FROM fee_agreements") or 0)
        if not self.attempt(
            fixed_charges.reach_milestone, agreement, position, reached_on=self.today, now=now
        ):
            self.attempt(
                fixed_charges.charge_subscription, agreement, self.today, now=now, wording="Month"
            )

    @rule(nth=NTH, cents=st.sampled_from([333_33, 0, 245_00]), how=st.sampled_from(AppliesTo))
    def change_rates(self, nth: int, cents: int, how: AppliesTo) -> None:
        reaches = (RateReach(), RateReach(matter_id=self.matter(nth)), RateReach(self.client(nth)))
        day = self.today - timedelta(days=nth * 3)
        now = self.clock.now()
        reach = reaches[nth % 3]
        self.attempt(change_rate, reach, cents, valid_from=day, applies_to=how, now=now)

    @rule(
        nth=NTH,
        mode=st.sampled_from(RoundingMode),
        scope=st.sampled_from(RoundingScope),
        merges=st.booleans(),
        minimum=st.sampled_from([0, 2]),
    )
    def write_terms(
        self, nth: int, mode: RoundingMode, scope: RoundingScope, *, merges: bool, minimum: int
    ) -> None:
        terms = BillingPolicy(RoundingPolicy(360, mode, minimum, scope), merges, payment_days=nth)
        reaches: tuple[dict[str, Any], ...] = (
            {},
            {"client_id": self.client(nth)},
            {"matter_id": 1},
        )
        day = self.today - timedelta(days=nth)
        self.attempt(
            policies.set_policy, terms, valid_from=day, now=self.clock.now(), **reaches[nth % 3]
        )

    @rule(nth=NTH)
    def end_terms(self, nth: int) -> None:
        policy = PolicyId(self.pick(nth, "SELECT id FROM billing_policies") or 0)
        self.attempt(policies.end_policy, policy, now=self.clock.now())
