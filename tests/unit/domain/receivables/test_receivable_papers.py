"""The last guard before a client reads what is owed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from lawdesk.domain.billing.billing_policy import BillingPolicy, ReminderLevel
from lawdesk.domain.receivables.ageing import AgeBucket
from lawdesk.domain.receivables.papers import (
    PaymentPlanPaper,
    ReminderPaper,
    ReminderTone,
    StatementPaper,
    check_payment_plan,
    check_reminder,
    check_statement,
    tone_of,
)
from lawdesk.errors import RuleError
from sample_receivables import (
    disputed_claim,
    firm_paper,
    long_statement,
    payment,
    plan_paper,
    reminder_paper,
    statement_paper,
)


def test_the_samples_add_up() -> None:
    check_statement(statement_paper())
    check_statement(long_statement(100))
    check_reminder(reminder_paper())
    check_reminder(firm_paper())
    check_payment_plan(plan_paper())


def test_2150_with_400_in_dispute_asks_for_1750() -> None:
    paper = reminder_paper()
    assert (paper.open_cents, paper.disputed_cents, paper.asked_cents) == (215000, 40000, 175000)
    assert firm_paper().asked_cents == 175000 + 53690 + 500


def test_82_days_late_is_in_the_third_span() -> None:
    late_on = date(2026, 11, 21)
    paper = replace(statement_paper(), claims=(disputed_claim(),), last_day=late_on)
    assert disputed_claim().days_late(late_on) == 82
    assert paper.ageing[AgeBucket.UP_TO_90] == 215000
    assert sum(paper.ageing.values()) == 215000


def test_a_statement_with_money_left_over_asks_for_nothing() -> None:
    paper = statement_paper()
    over = replace(paper, opening_cents=0, rows=(), claims=(), closing_cents=-16310)
    over = replace(over, opening_cents=-16310, credit_cents=16310, payment=None)
    check_statement(over)
    assert over.asked_cents == 0


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda x: replace(x, opening_cents=47999), "the account adds up"),
        (lambda x: replace(x, credit_cents=1), "what is open adds up"),
        (lambda x: replace(x, first_day=date(2026, 9, 2)), "outside its period"),
        (lambda x: replace(x, payment=payment(236690)), "another amount"),
    ],
)
def test_a_statement_that_cannot_hold_is_refused(
    change: Callable[[StatementPaper], StatementPaper], message: str
) -> None:
    with pytest.raises(RuleError, match=message):
        check_statement(change(statement_paper()))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            lambda x: replace(x, claims=(replace(disputed_claim(), disputed_cents=215000),)),
            "nothing undisputed",
        ),
        (
            lambda x: replace(x, claims=(replace(disputed_claim(), disputed_cents=215001),)),
            "more of invoice 2026-0042 is disputed",
        ),
        (lambda x: replace(x, fee_cents=-1), "fee or its new term"),
        (lambda x: replace(x, deadline=date(2026, 9, 6)), "fee or its new term"),
        (lambda x: replace(x, payment=payment(215000)), "another amount"),
    ],
)
def test_a_reminder_that_cannot_hold_is_refused(
    change: Callable[[ReminderPaper], ReminderPaper], message: str
) -> None:
    with pytest.raises(RuleError, match=message):
        check_reminder(change(reminder_paper()))


def _without_first(paper: PaymentPlanPaper) -> PaymentPlanPaper:
    return replace(paper, instalments=paper.instalments[1:])


def _turned(paper: PaymentPlanPaper) -> PaymentPlanPaper:
    return replace(paper, instalments=paper.instalments[::-1])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (_without_first, "the agreement adds up"),
        (_turned, "not in order"),
        (lambda x: replace(x, payment=payment(228690)), "another amount"),
    ],
)
def test_an_agreement_that_cannot_hold_is_refused(
    change: Callable[[PaymentPlanPaper], PaymentPlanPaper], message: str
) -> None:
    with pytest.raises(RuleError, match=message):
        check_payment_plan(change(plan_paper()))


def test_the_usual_plan_grows_firmer() -> None:
    levels = BillingPolicy().reminders
    assert [tone_of(levels, level) for level in (1, 2, 3, 4)] == list(ReminderTone)


def test_a_plan_of_one_late_reminder_stays_friendly() -> None:
    assert tone_of((ReminderLevel(7),), 1) is ReminderTone.FRIENDLY
    assert tone_of((ReminderLevel(7), ReminderLevel(21)), 2) is ReminderTone.FIRM
