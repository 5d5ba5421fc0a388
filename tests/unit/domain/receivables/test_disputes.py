"""Disputes: the part on hold, the protocol's days, and how they end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from lawdesk.domain.billing.billing_policy import DisputeRoute, LateCharge, LateTerms
from lawdesk.domain.invoices import InvoiceId
from lawdesk.domain.receivables.disputes import (
    NO_NOTICE_YET,
    Dispute,
    DisputeId,
    DisputeStep,
    Outcome,
    StepKind,
    check_collection,
    checked_dispute,
    collection_blocked_until,
    disputed_cents,
    hold_of,
    protocol,
    resolved,
    undisputed_cents,
    with_step_done,
)
from lawdesk.domain.receivables.interest import Hold, PrincipalChange, interest_claim
from lawdesk.errors import FieldError, RuleError

RECEIVED = date(2026, 11, 19)  # a Thursday
BAR = DisputeRoute(programme="the bar's fee programme", programme_notice_days=30)
DISPUTE = Dispute(DisputeId(1), InvoiceId(1), RECEIVED, 400_00, " Too long on the phone ")


def days(steps: tuple[DisputeStep, ...]) -> list[tuple[StepKind, date | None, date | None]]:
    return [(step.kind, step.due_on, step.done_on) for step in steps]


def test_of_2150_with_400_disputed_1750_stay_due() -> None:
    assert undisputed_cents(2_150_00, disputed_cents([DISPUTE])) == 1_750_00


def test_what_has_ended_is_not_disputed_any_more() -> None:
    ended = resolved(DISPUTE, Outcome.UPHOLD, date(2026, 12, 1))
    assert disputed_cents([DISPUTE, ended]) == 400_00
    assert disputed_cents([ended]) == 0


def test_a_payment_may_leave_less_open_than_is_disputed() -> None:
    assert undisputed_cents(300_00, 400_00) == 0


@pytest.mark.parametrize(
    ("cents", "open_cents", "before", "is_fine"),
    [
        (400_00, 400_00, 0, True),
        (400_01, 400_00, 0, False),
        (0, 400_00, 0, False),
        (-1, 400_00, 0, False),
        (300_00, 400_00, 100_00, True),
        (300_01, 400_00, 100_00, False),
    ],
)
def test_at_most_what_is_open_and_undisputed_is_disputed(
    cents: int, open_cents: int, before: int, is_fine: bool
) -> None:
    dispute = replace(DISPUTE, disputed_cents=cents)
    if is_fine:
        assert checked_dispute(dispute, open_cents, before).reason == "Too long on the phone"
        return
    with pytest.raises(FieldError) as refused:
        checked_dispute(dispute, open_cents, before)
    assert refused.value.field == "disputed"


@pytest.mark.parametrize("reason", ["  ", "x" * 2001])
def test_a_dispute_has_a_reason(reason: str) -> None:
    with pytest.raises(FieldError):
        checked_dispute(replace(DISPUTE, reason=reason), 2_150_00)


def test_the_protocol_acknowledges_in_two_working_days_and_explains_in_ten() -> None:
    assert days(protocol(DisputeRoute(), RECEIVED)) == [
        (StepKind.RECEIVED, RECEIVED, RECEIVED),
        (StepKind.ACKNOWLEDGE, date(2026, 11, 23), None),
        (StepKind.EXPLAIN, date(2026, 11, 29), None),
        (StepKind.OFFER, None, None),
        (StepKind.RESOLVED, None, None),
    ]


def test_a_programme_adds_its_notice_before_the_end() -> None:
    kinds = [step.kind for step in protocol(BAR, RECEIVED)]
    assert kinds[-2:] == [StepKind.PROGRAMME_NOTICE, StepKind.RESOLVED]


def test_a_step_is_done_once_and_not_before_the_dispute() -> None:
    steps = protocol(DisputeRoute(), RECEIVED)
    done = with_step_done(steps, StepKind.ACKNOWLEDGE, date(2026, 11, 20), " by mail ")
    assert done[1] == DisputeStep(
        StepKind.ACKNOWLEDGE, date(2026, 11, 23), date(2026, 11, 20), "by mail"
    )
    assert (done[0], done[2:]) == (steps[0], steps[2:])
    with pytest.raises(RuleError):
        with_step_done(done, StepKind.ACKNOWLEDGE, date(2026, 11, 21))
    with pytest.raises(RuleError):
        with_step_done(steps, StepKind.PROGRAMME_NOTICE, date(2026, 11, 21))
    with pytest.raises(FieldError):
        with_step_done(steps, StepKind.ACKNOWLEDGE, date(2026, 11, 18))


def test_an_escalation_is_added_when_it_happens() -> None:
    day = date(2026, 12, 1)
    escalated = with_step_done(protocol(BAR, RECEIVED), StepKind.ESCALATED, day)
    assert days(escalated)[-2:] == [
        (StepKind.ESCALATED, None, day),
        (StepKind.RESOLVED, None, None),
    ]
    with pytest.raises(RuleError):
        with_step_done(escalated, StepKind.ESCALATED, day)


def test_collection_waits_30_days_after_the_notice() -> None:
    steps = with_step_done(protocol(BAR, RECEIVED), StepKind.PROGRAMME_NOTICE, date(2026, 12, 1))
    assert collection_blocked_until(BAR, steps) == date(2026, 12, 31)
    with pytest.raises(RuleError, match="2026-12-31"):
        check_collection(BAR, steps, date(2026, 12, 30))
    check_collection(BAR, steps, date(2026, 12, 31))


def test_without_the_notice_there_is_no_collection() -> None:
    steps = protocol(BAR, RECEIVED)
    assert collection_blocked_until(BAR, steps) == NO_NOTICE_YET
    assert collection_blocked_until(BAR, ()) == NO_NOTICE_YET
    with pytest.raises(RuleError, match="fee programme"):
        check_collection(BAR, steps, date(2030, 1, 1))


def test_without_a_programme_nothing_blocks_collection() -> None:
    steps = protocol(DisputeRoute(), RECEIVED)
    assert collection_blocked_until(DisputeRoute(), steps) is None
    check_collection(DisputeRoute(), steps, RECEIVED)


def test_a_dispute_ends_once_and_not_before_it_came() -> None:
    ended = resolved(DISPUTE, Outcome.ADJUST, date(2026, 12, 1), " half of it ")
    assert (ended.outcome, ended.outcome_note, ended.is_open) == (
        Outcome.ADJUST,
        "half of it",
        False,
    )
    with pytest.raises(RuleError):
        resolved(ended, Outcome.UPHOLD, date(2026, 12, 2))
    with pytest.raises(FieldError):
        resolved(DISPUTE, Outcome.UPHOLD, date(2026, 11, 18))


def test_an_open_dispute_is_held_without_an_end() -> None:
    assert hold_of(DISPUTE) == Hold(RECEIVED, None, 400_00)


def interest_days_on_400(outcome: Outcome, changes: tuple[PrincipalChange, ...]) -> list[date]:
    """The days of December on which the disputed 400.00 bear interest; due 30 November."""
    ended = resolved(DISPUTE, outcome, date(2026, 12, 10))
    terms = LateTerms(LateCharge.YEARLY, 120_000)
    claim = interest_claim(
        terms, date(2026, 11, 30), 2_150_00, date(2026, 12, 31), changes, [hold_of(ended)]
    )
    return [segment.first for segment in claim.segments if segment.principal_cents > 1_750_00]


def test_after_an_uphold_interest_runs_from_the_outcome_on() -> None:
    assert interest_days_on_400(Outcome.UPHOLD, ()) == [date(2026, 12, 10)]


@pytest.mark.parametrize("outcome", [Outcome.ADJUST, Outcome.WRITE_OFF])
def test_what_is_credited_or_written_off_bears_no_interest_on_that_day(outcome: Outcome) -> None:
    gone = PrincipalChange(date(2026, 12, 10), -400_00)
    assert interest_days_on_400(outcome, (gone,)) == []
