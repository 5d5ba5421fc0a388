"""Success fees: the closing statement of a case, line by line.

Every line is rounded as it is printed and the sums add the printed lines up, so a client who
checks with a pocket calculator finds the same figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from lawdesk.domain.billing.fee_agreements import (
    Contingency,
    FeeBase,
    Hybrid,
    LostCosts,
    Stage,
    Tier,
    checked_cents,
)
from lawdesk.domain.locale_format import format_money
from lawdesk.domain.money import round_half_up
from lawdesk.errors import FieldError
from lawdesk.translation import _

PROPOSED_STAGES = (
    Stage("Before suit", Fraction(1, 4)),
    Stage("Suit", Fraction(1, 3)),
    Stage("Trial", Fraction(2, 5)),
    Stage("Appeal", Fraction(9, 20)),
)
"""A stage table to start from; every figure is the lawyer's to change."""


@dataclass(frozen=True, slots=True)
class NamedAmount:
    """A cost or a lien with its wording."""

    wording: str
    cents: int


@dataclass(frozen=True, slots=True)
class FeeLine:
    """A line of the fee's working: `share` of `of_cents` is `cents`. In tiers it is the part of
    the recovery up to `up_to_cents`; None for a fee without tiers and for the open last tier.
    """

    share: Fraction
    of_cents: int
    cents: int
    up_to_cents: int | None


@dataclass(frozen=True, slots=True)
class ClosingStatement:
    """Where the recovered money goes. `costs_charged_cents` is 0 where lost costs are waived.

    Recovery = fee + costs charged + liens + client's share; the share may be below zero.
    """

    recovery_cents: int
    stage: str
    fee_on: FeeBase
    fee_lines: tuple[FeeLine, ...]
    fee_cents: int
    costs: tuple[NamedAmount, ...]
    costs_cents: int
    costs_charged_cents: int
    liens: tuple[NamedAmount, ...]
    liens_cents: int
    client_cents: int

    @property
    def base_cents(self) -> int:
        """What the fee is a share of."""
        return sum(line.of_cents for line in self.fee_lines)


def closing_statement(
    terms: Contingency,
    recovery_cents: int,
    *,
    stage: str | None = None,
    costs: Sequence[NamedAmount] = (),
    liens: Sequence[NamedAmount] = (),
) -> ClosingStatement:
    """How a recovery is divided; `stage` names the one it ended in, where the terms have stages.

    A recovery of 0 is a loss: no fee, and costs as agreed. Liens come off the client's share.
    Raises FieldError for amounts below zero or too large, and for an unknown stage.
    """
    checked_cents("recovery", recovery_cents, least=0)
    costs_cents, liens_cents = _sum_of("costs", costs), _sum_of("liens", liens)
    waived = recovery_cents == 0 and terms.costs_if_lost is LostCosts.WAIVED
    charged = 0 if waived else costs_cents
    before = costs_cents if terms.fee_on is FeeBase.NET else 0
    fee_lines = _fee_lines(terms, max(0, recovery_cents - before), stage)
    fee = sum(line.cents for line in fee_lines)
    return ClosingStatement(
        recovery_cents=recovery_cents,
        stage=stage or "",
        fee_on=terms.fee_on,
        fee_lines=fee_lines,
        fee_cents=fee,
        costs=tuple(costs),
        costs_cents=costs_cents,
        costs_charged_cents=charged,
        liens=tuple(liens),
        liens_cents=liens_cents,
        client_cents=recovery_cents - fee - charged - liens_cents,
    )


def shortfall_sentence(statement: ClosingStatement, currency: str, locale: str) -> str:
    """What the lawyer is told where the client's share is below zero; "" where it is not."""
    if statement.client_cents >= 0:
        return ""
    missing = format_money(-statement.client_cents, currency, locale, with_currency=True)
    words = _("Fee, costs and liens are {missing} more than was recovered: the client owes it.")
    return words.format(missing=missing)


def is_success_fee_due(terms: Hybrid, triggered_on: date | None, day: date) -> bool:
    """Whether the success fee may be asked for on a day: its trigger met, its first day come."""
    if triggered_on is None or day < triggered_on:
        return False
    return terms.success_from is None or day >= terms.success_from


def _sum_of(field: str, amounts: Sequence[NamedAmount]) -> int:
    return sum(checked_cents(field, amount.cents, least=0) for amount in amounts)


def _fee_lines(terms: Contingency, base_cents: int, stage: str | None) -> tuple[FeeLine, ...]:
    share = _stage_share(terms.stages, stage) if terms.stages else None
    if base_cents == 0:
        return ()
    if share is not None:
        return (_fee_line(share, base_cents, None),)
    return tuple(_tier_lines(terms.tiers, base_cents))


def _stage_share(stages: Sequence[Stage], name: str | None) -> Fraction:
    for stage in stages:
        if stage.name == name:
            return stage.share
    raise FieldError(
        "stage",
        _("The agreement has no stage “{name}”; nothing was worked out.").format(name=name or ""),
        _("Choose the stage in which the case ended."),
    )


def _tier_lines(tiers: Sequence[Tier], base_cents: int) -> Iterator[FeeLine]:
    floor = 0
    for tier in tiers:
        top = base_cents if tier.up_to_cents is None else min(base_cents, tier.up_to_cents)
        if top > floor:
            yield _fee_line(tier.share, top - floor, tier.up_to_cents)
            floor = top


def _fee_line(share: Fraction, of_cents: int, up_to_cents: int | None) -> FeeLine:
    return FeeLine(share, of_cents, round_half_up(of_cents * share), up_to_cents)
