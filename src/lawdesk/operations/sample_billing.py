"""The billing life of the sample practice: terms, agreements, expenses, money that came and did
not come, a credit note, a dispute, a plan.

Read from the same plan as the rest of the sample, and done by the operations a lawyer uses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any, Protocol

from lawdesk.domain.billing.billing_policy import (
    BillingPolicy,
    DisputeRoute,
    ExpenseTerms,
    LateCharge,
    LateTerms,
)
from lawdesk.domain.billing.budgets import Budget
from lawdesk.domain.billing.credit_notes import Credited
from lawdesk.domain.billing.expenses import parse_expense
from lawdesk.domain.billing.fee_agreements import (
    AgreedTerms,
    Capped,
    Contingency,
    Evergreen,
    FeeTerms,
    FlatFee,
    Hourly,
    Milestone,
    ProBono,
    Stage,
    Subscription,
)
from lawdesk.domain.clients import ClientId
from lawdesk.domain.clock import Moment
from lawdesk.domain.invoices import InvoiceId, InvoiceKind
from lawdesk.domain.matters import MatterId
from lawdesk.domain.receivables.disputes import Outcome, StepKind
from lawdesk.domain.receivables.payment_plans import equal_instalments, monthly_days
from lawdesk.domain.receivables.payments import PaymentMethod
from lawdesk.operations.billing.budgets import set_budget
from lawdesk.operations.billing.expenses import add_typed_expense
from lawdesk.operations.billing.fee_agreements import agree_fee, agreement_for
from lawdesk.operations.billing.fixed_charges import charge_subscription, reach_milestone
from lawdesk.operations.billing.policies import accept_policy, policy_for, set_policy
from lawdesk.operations.credit_notes import credit_invoice
from lawdesk.operations.receivables.disputes import do_step, end_dispute, open_dispute
from lawdesk.operations.receivables.interest_notes import InterestTexts, issue_interest_note
from lawdesk.operations.receivables.payment_plans import agree_plan
from lawdesk.operations.receivables.payments import record_payment, refund_credit
from lawdesk.operations.receivables.reminders import make_reminder
from lawdesk.operations.receivables.write_offs import write_off
from lawdesk.store import invoices, matters, practice
from lawdesk.store.billing import policies
from lawdesk.store.database import Transaction
from lawdesk.store.receivables import accounts, disputes

Happening = tuple[Moment, Callable[[], object]]


class Names(Protocol):
    """Clients, matters and moments by the plan's own words."""

    def client(self, key: str) -> ClientId:
        """The client of a key."""

    def matter(self, key: str) -> MatterId:
        """The matter of a key."""

    def morning(self, weekdays_back: int) -> Moment:
        """A moment in the morning of a day."""

    def evening(self, weekdays_back: int) -> Moment:
        """A moment after the day's invoices."""


def sample_policy(terms: Mapping[str, Any], proposed: BillingPolicy) -> BillingPolicy:
    """The country's proposal with what the plan says of prices, interest, disputes and papers."""
    return replace(
        proposed,
        payment_days=terms.get("payment_days", proposed.payment_days),
        late=LateTerms(LateCharge.YEARLY, terms["interest_ppm"]),
        expenses=ExpenseTerms(terms["copy_cents"], terms["kilometre_cents"], terms["expenses"]),
        dispute=DisputeRoute(
            programme=terms["programme"],
            programme_notice_days=terms["programme_days"],
            contact=terms["contact"],
        ),
        retention=terms["retention"],
    )


class SampleBilling:
    """What happens to bills in the sample, as moments and what is done then."""

    def __init__(self, tx: Transaction, names: Names) -> None:
        self._tx, self._names = tx, names

    def happenings(self, plan: Mapping[str, Any]) -> Iterator[Happening]:
        """Everything in the plan's billing part, in no order."""
        yield from self._each(plan["policies"], self._set_policy, early=True)
        yield from self._each(plan["agreements"], self._agree, early=True)
        yield from self._each(plan["milestones"], self._reach, early=True)
        yield from self._each(plan["budgets"], self._set_budget, early=True)
        yield from self._each(plan["expenses"], self._spend, early=True)
        yield from self._each(plan["subscriptions"], self._charge_subscription)
        yield from self._each(plan["payments"], self._pay)
        yield from self._each(plan["credits"], self._credit)
        yield from self._each(plan["disputes"], self._dispute)
        yield from self._each(plan["dispute_steps"], self._do_step)
        yield from self._each(plan["ended_disputes"], self._end_dispute)
        yield from self._each(plan["write_offs"], self._write_off)
        yield from self._each(plan["refunds"], self._refund)
        yield from self._each(plan["interest"], self._charge_interest)
        yield from self._each(plan["plans"], self._agree_plan)
        yield from self._each(plan["reminders"], self._remind)

    def _each(
        self,
        rows: list[Mapping[str, Any]],
        act: Callable[[Mapping[str, Any], Moment], object],
        *,
        early: bool = False,
    ) -> Iterator[Happening]:
        for row in rows:
            moment = (self._names.morning if early else self._names.evening)(row["back"])

            def happen(row: Mapping[str, Any] = row, moment: Moment = moment) -> object:
                return act(row, moment)

            yield moment, happen

    def _set_policy(self, row: Mapping[str, Any], now: Moment) -> None:
        client_id = self._names.client(row["client"])
        base = policies.list_versions(self._tx)[0].terms
        policy_id = set_policy(
            self._tx,
            replace(base, payment_days=row["payment_days"]),
            valid_from=now.day,
            client_id=client_id,
            now=now,
        )
        accept_policy(
            self._tx, policy_id, client_id, accepted_on=now.day, how=row["accepted"], now=now
        )

    def _agree(self, row: Mapping[str, Any], now: Moment) -> None:
        evergreen = row.get("evergreen_cents")
        terms = AgreedTerms(_fee(row, now), Evergreen(*evergreen) if evergreen else None)
        agree_fee(
            self._tx,
            self._names.matter(row["matter"]),
            terms,
            agreed_on=now.day,
            valid_from=now.day,
            document_id=None,
            note=row.get("note", ""),
            now=now,
        )

    def _reach(self, row: Mapping[str, Any], now: Moment) -> None:
        agreement = agreement_for(self._tx, self._names.matter(row["matter"]), now.day)
        if agreement is not None:
            reach_milestone(self._tx, agreement.id, row["position"], reached_on=now.day, now=now)

    def _charge_subscription(self, row: Mapping[str, Any], now: Moment) -> None:
        agreement = agreement_for(self._tx, self._names.matter(row["matter"]), now.day)
        if agreement is not None:
            charge_subscription(self._tx, agreement.id, now.day, now=now, wording=row["wording"])

    def _set_budget(self, row: Mapping[str, Any], now: Moment) -> None:
        seconds = row["hours"] * 3600 if "hours" in row else None
        matter_id = self._names.matter(row["matter"])
        set_budget(self._tx, matter_id, Budget(seconds, row.get("cents")), now=now)

    def _spend(self, row: Mapping[str, Any], now: Moment) -> None:
        settings = practice.get(self._tx)
        matter_id = self._names.matter(row["matter"])
        terms = policy_for(self._tx, matter_id, now.day).terms.expenses
        typed = parse_expense(row["typed"], terms, settings.currency, settings.locale)
        add_typed_expense(self._tx, matter_id, typed, spent_on=now.day, now=now)

    def _pay(self, row: Mapping[str, Any], now: Moment) -> None:
        matter_id = self._names.matter(row["matter"])
        is_advance = "advance_cents" in row
        cents = row["advance_cents"] if is_advance else self._part_of(row, matter_id)
        record_payment(
            self._tx,
            matters.get(self._tx, matter_id).client_id,
            cents,
            received_on=now.day,
            method=PaymentMethod(row.get("method", "transfer")),
            reference=row.get("reference", ""),
            matter_id=matter_id if is_advance else None,
            now=now,
        )

    def _part_of(self, row: Mapping[str, Any], matter_id: MatterId) -> int:
        """A share of what is open on the matter's invoice, and perhaps some cents more."""
        open_cents = accounts.open_cents(self._tx, self._invoice(matter_id))
        return int(open_cents * Fraction(row.get("share", "1"))) + int(row.get("more_cents", 0))

    def _credit(self, row: Mapping[str, Any], now: Moment) -> None:
        invoice_id = self._invoice(self._names.matter(row["matter"]))
        wanted = [Credited(row["line"], units=row["units"])]
        credit_invoice(
            self._tx,
            invoice_id,
            reason=row["reason"],
            wanted=wanted,
            releases_work=False,
            now=now,
        )

    def _dispute(self, row: Mapping[str, Any], now: Moment) -> None:
        invoice_id = self._invoice(self._names.matter(row["matter"]))
        open_dispute(
            self._tx, invoice_id, row["cents"], row["reason"], received_on=now.day, now=now
        )

    def _do_step(self, row: Mapping[str, Any], now: Moment) -> None:
        invoice_id = self._invoice(self._names.matter(row["matter"]))
        dispute = disputes.list_of_invoice(self._tx, invoice_id)[-1]
        do_step(
            self._tx,
            dispute.id,
            StepKind(row["step"]),
            done_on=now.day,
            note=row["note"],
            now=now,
        )

    def _end_dispute(self, row: Mapping[str, Any], now: Moment) -> None:
        invoice_id = self._invoice(self._names.matter(row["matter"]))
        dispute = disputes.list_of_invoice(self._tx, invoice_id)[-1]
        outcome = Outcome(row["outcome"])
        end_dispute(self._tx, dispute.id, outcome, ended_on=now.day, note=row["note"], now=now)

    def _write_off(self, row: Mapping[str, Any], now: Moment) -> None:
        write_off(
            self._tx,
            self._invoice(self._names.matter(row["matter"])),
            row["cents"],
            row["reason"],
            written_off_on=now.day,
            now=now,
        )

    def _refund(self, row: Mapping[str, Any], now: Moment) -> None:
        refund_credit(
            self._tx,
            matters.get(self._tx, self._names.matter(row["matter"])).client_id,
            row["cents"],
            paid_on=now.day,
            reference=row["reference"],
            now=now,
        )

    def _charge_interest(self, row: Mapping[str, Any], now: Moment) -> None:
        texts = InterestTexts(**row["texts"])
        invoice_id = self._invoice(self._names.matter(row["matter"]))
        issue_interest_note(self._tx, invoice_id, now.day, texts, now=now)

    def _agree_plan(self, row: Mapping[str, Any], now: Moment) -> None:
        matter_id = self._names.matter(row["matter"])
        invoice_id = self._invoice(matter_id)
        days = monthly_days(self._names.morning(row["first_back"]).day, row["months"])
        agree_plan(
            self._tx,
            matters.get(self._tx, matter_id).client_id,
            [invoice_id],
            equal_instalments(accounts.open_cents(self._tx, invoice_id), days),
            agreed_on=now.day,
            note=row["note"],
            now=now,
        )

    def _remind(self, row: Mapping[str, Any], now: Moment) -> None:
        make_reminder(self._tx, self._invoice(self._names.matter(row["matter"])), now=now)

    def _invoice(self, matter_id: MatterId) -> InvoiceId:
        """The latest invoice of a matter."""
        listed = invoices.list_summaries(self._tx, matter_id=matter_id)
        return next(row.id for row in listed if row.kind is InvoiceKind.INVOICE)


def _fee(row: Mapping[str, Any], now: Moment) -> FeeTerms:
    if "flat" in row:
        return FlatFee(tuple(Milestone(*each) for each in row["flat"]), prints_hours=True)
    if "subscription_cents" in row:
        return Subscription(row["subscription_cents"], row["every_months"], now.day)
    if "cap_cents" in row:
        return Capped(row["cap_cents"])
    if "stages" in row:
        stages = tuple(Stage(name, Fraction(share)) for name, share in row["stages"])
        return Contingency(stages)
    return ProBono() if row.get("pro_bono") else Hourly()
