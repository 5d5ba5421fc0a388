"""Closing statements: the worked figures, and that every line and sum agrees."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawdesk.domain.billing.contingency import (
    PROPOSED_STAGES,
    NamedAmount,
    closing_statement,
    is_success_fee_due,
    shortfall_sentence,
)
from lawdesk.domain.billing.fee_agreements import (
    AgreedTerms,
    Contingency,
    FeeBase,
    Hybrid,
    LostCosts,
    Stage,
    Tier,
    checked_terms,
)
from lawdesk.domain.money import round_half_up
from lawdesk.errors import FieldError

SETTLED = 100_000_00
COSTS = (NamedAmount("Expert", 9_000_00), NamedAmount("Court", 3_000_00))
LIEN = (NamedAmount("Hospital", 8_000_00),)
THIRD = (Stage("Suit", Fraction(1, 3)),)
TIERS = (
    Tier(250_000_00, Fraction(3333, 10_000)),
    Tier(500_000_00, Fraction(1, 4)),
    Tier(None, Fraction(1, 5)),
)


@pytest.mark.parametrize(
    ("fee_on", "fee", "client"),
    [(FeeBase.GROSS, 33_333_33, 54_666_67), (FeeBase.NET, 29_333_33, 58_666_67)],
)
def test_a_third_before_and_after_costs(fee_on: FeeBase, fee: int, client: int) -> None:
    terms = Contingency(THIRD, fee_on)
    statement = closing_statement(terms, SETTLED, stage="Suit", costs=COSTS)
    assert (statement.fee_cents, statement.costs_charged_cents) == (fee, 12_000_00)
    assert statement.client_cents == client
    assert statement.base_cents == (SETTLED if fee_on is FeeBase.GROSS else 88_000_00)
    with_lien = closing_statement(terms, SETTLED, stage="Suit", costs=COSTS, liens=LIEN)
    assert (with_lien.fee_cents, with_lien.liens_cents) == (fee, 8_000_00)
    assert with_lien.client_cents == client - 8_000_00


def test_after_costs_the_client_keeps_a_third_of_them_more() -> None:
    gross = closing_statement(Contingency(THIRD), SETTLED, stage="Suit", costs=COSTS)
    net = closing_statement(Contingency(THIRD, FeeBase.NET), SETTLED, stage="Suit", costs=COSTS)
    assert net.client_cents - gross.client_cents == 4_000_00


def test_tiers_of_a_large_recovery() -> None:
    statement = closing_statement(Contingency(tiers=TIERS), 600_000_00)
    assert [line.cents for line in statement.fee_lines] == [83_325_00, 62_500_00, 20_000_00]
    assert [line.of_cents for line in statement.fee_lines] == [250_000_00, 250_000_00, 100_000_00]
    assert [line.up_to_cents for line in statement.fee_lines] == [250_000_00, 500_000_00, None]
    assert statement.fee_cents == 165_825_00


def test_tiers_that_are_not_reached_are_not_printed() -> None:
    at_the_limit = closing_statement(Contingency(tiers=TIERS), 250_000_00)
    assert [line.cents for line in at_the_limit.fee_lines] == [83_325_00]


@pytest.mark.parametrize(
    ("stage", "fee"),
    [
        ("Before suit", 25_000_00),
        ("Suit", 33_333_33),
        ("Trial", 40_000_00),
        ("Appeal", 45_000_00),
    ],
)
def test_the_stage_decides(stage: str, fee: int) -> None:
    terms = Contingency(PROPOSED_STAGES)
    checked_terms(AgreedTerms(terms))
    statement = closing_statement(terms, SETTLED, stage=stage)
    assert (statement.fee_cents, statement.stage) == (fee, stage)


def test_a_third_is_not_33_33_percent() -> None:
    rounded = Contingency((Stage("Suit", Fraction(3333, 10_000)),))
    assert closing_statement(rounded, SETTLED, stage="Suit").fee_cents == 33_330_00
    assert closing_statement(Contingency(THIRD), SETTLED, stage="Suit").fee_cents == 33_333_33


@pytest.mark.parametrize(
    ("lost", "charged", "client"),
    [(LostCosts.OWED, 12_000_00, -12_000_00), (LostCosts.WAIVED, 0, 0)],
)
def test_a_lost_case_costs_no_fee(lost: LostCosts, charged: int, client: int) -> None:
    terms = Contingency(THIRD, costs_if_lost=lost)
    statement = closing_statement(terms, 0, stage="Suit", costs=COSTS)
    assert (statement.fee_cents, statement.fee_lines) == (0, ())
    assert (statement.costs_cents, statement.costs_charged_cents) == (12_000_00, charged)
    assert statement.client_cents == client


def test_costs_are_waived_in_a_lost_case_only() -> None:
    terms = Contingency(THIRD, costs_if_lost=LostCosts.WAIVED)
    won = closing_statement(terms, SETTLED, stage="Suit", costs=COSTS)
    assert (won.costs_charged_cents, won.client_cents) == (12_000_00, 54_666_67)


def test_a_share_below_zero_is_said() -> None:
    short = closing_statement(Contingency(THIRD), 10_000_00, stage="Suit", costs=COSTS)
    assert short.client_cents == -5_333_33
    assert "EUR 5,333.33 more" in shortfall_sentence(short, "EUR", "en_IE").replace("\xa0", " ")
    even = closing_statement(Contingency(THIRD), SETTLED, stage="Suit")
    assert shortfall_sentence(even, "EUR", "en_IE") == ""


def test_costs_above_the_recovery_leave_no_base_for_a_fee_on_net() -> None:
    terms = Contingency(THIRD, FeeBase.NET)
    short = closing_statement(terms, 10_000_00, stage="Suit", costs=COSTS)
    assert (short.fee_cents, short.client_cents) == (0, -2_000_00)


def test_yen_have_no_cents() -> None:
    assert closing_statement(Contingency(THIRD), 1_000_000, stage="Suit").fee_cents == 333_333


@pytest.mark.parametrize(
    ("recovery", "cost", "stage", "field"),
    [
        (-1, 1, "Suit", "recovery"),
        (10**13 + 1, 1, "Suit", "recovery"),
        (SETTLED, -1, "Suit", "costs"),
        (SETTLED, 1, "Appeal", "stage"),
        (0, 1, None, "stage"),
    ],
)
def test_bad_input_is_refused(recovery: int, cost: int, stage: str | None, field: str) -> None:
    costs = (NamedAmount("Expert", cost),)
    with pytest.raises(FieldError) as refused:
        closing_statement(Contingency(THIRD), recovery, stage=stage, costs=costs)
    assert refused.value.field == field


def test_a_hybrid_asks_for_its_success_fee_after_the_trigger_and_the_agreed_day() -> None:
    assert closing_statement(Contingency(THIRD), 30_000_00, stage="Suit").fee_cents == 10_000_00
    met, agreed = date(2026, 11, 3), date(2027, 1, 1)
    open_terms = Hybrid(150_00, Contingency(THIRD), "Granted")
    dated = Hybrid(150_00, Contingency(THIRD), "Granted", agreed)
    for terms, triggered, day, is_due in [
        (open_terms, None, met, False),
        (open_terms, met, date(2026, 11, 2), False),
        (open_terms, met, met, True),
        (dated, met, date(2026, 12, 31), False),
        (dated, met, agreed, True),
    ]:
        assert is_success_fee_due(terms, triggered, day) is is_due


shares = st.fractions(min_value=Fraction(1, 100), max_value=1, max_denominator=997)
amounts = st.integers(0, 10**11)


@st.composite
def terms_with_tiers(draw: st.DrawFn) -> Contingency:
    limits: list[int | None] = [*sorted(draw(st.sets(st.integers(1, 10**10), max_size=4))), None]
    tiers = tuple(Tier(limit, draw(shares)) for limit in limits)
    return Contingency(fee_on=draw(st.sampled_from(FeeBase)), tiers=tiers)


@given(terms_with_tiers(), amounts, st.lists(amounts, max_size=3), st.lists(amounts, max_size=3))
def test_every_printed_line_adds_up(
    terms: Contingency, recovery: int, costs: list[int], liens: list[int]
) -> None:
    statement = closing_statement(
        terms,
        recovery,
        costs=[NamedAmount("c", cents) for cents in costs],
        liens=[NamedAmount("l", cents) for cents in liens],
    )
    before = sum(costs) if terms.fee_on is FeeBase.NET else 0
    assert statement.base_cents == max(0, recovery - before)
    assert all(x.cents == round_half_up(x.of_cents * x.share) for x in statement.fee_lines)
    parts = statement.fee_cents + statement.costs_charged_cents + statement.liens_cents
    assert parts + statement.client_cents == recovery
    assert 0 <= statement.fee_cents <= statement.base_cents + len(statement.fee_lines)
