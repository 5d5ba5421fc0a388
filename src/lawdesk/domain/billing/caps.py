"""Capped fees: what may still be billed, and what is written down because of the cap.

The write-down is recorded and reported. It becomes negative lines on the invoice, one per tax
group, so that the lines, the groups and the total agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from lawdesk.domain.billing.budgets import LimitUse
from lawdesk.domain.billing.fee_agreements import Capped
from lawdesk.domain.billing.shares import split_by_weight
from lawdesk.domain.money import share_of


@dataclass(frozen=True, slots=True)
class NetGroup:
    """Fees and expenses of one tax category and rate, in cents before tax."""

    category: str
    rate_ppm: int
    fees_cents: int
    expenses_cents: int = 0

    @property
    def net_cents(self) -> int:
        """Fees and expenses."""
        return self.fees_cents + self.expenses_cents


class AdjustmentKind(StrEnum):
    """Why an invoice carries a negative line."""

    CAP = "cap"
    DISCOUNT = "discount"


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A line below zero in the tax group it lessens; `cents` is negative."""

    kind: AdjustmentKind
    category: str
    rate_ppm: int
    cents: int


@dataclass(frozen=True, slots=True)
class CappedBill:
    """A bill under a cap. `counted_cents` is what of it fills the cap once it is written down;
    `write_down_cents` is net of tax, and what the lines add up to below zero.
    """

    room_cents: int
    counted_cents: int
    write_down_cents: int
    lines: tuple[Adjustment, ...]


def counted_cents(cap: Capped, groups: Iterable[NetGroup]) -> int:
    """What of a bill fills the cap: fees, and expenses and tax only where they were agreed in."""
    return sum(_with_tax(cap, group, _base_cents(cap, group)) for group in groups)


def cap_use(cap: Capped, billed_cents: int, groups: Iterable[NetGroup]) -> LimitUse:
    """How full the cap is with what was billed (as counted then) and what waits to be billed."""
    return LimitUse(cap.cap_cents, billed_cents + counted_cents(cap, groups))


def capped_bill(cap: Capped, billed_cents: int, groups: Sequence[NetGroup]) -> CappedBill:
    """What the cap leaves of a new bill after `billed_cents` (as counted on earlier bills).

    The write-down is spread over the groups in proportion to what of them fills the cap.
    """
    room = max(0, cap.cap_cents - billed_cents)
    bases = [_base_cents(cap, group) for group in groups]
    kept = _kept_bases(cap, groups, bases, room)
    lines = tuple(
        Adjustment(AdjustmentKind.CAP, group.category, group.rate_ppm, after - before)
        for group, before, after in zip(groups, bases, kept, strict=True)
        if after != before
    )
    counted = _counted(cap, groups, kept)
    return CappedBill(room, counted, sum(bases) - sum(kept), lines)


def groups_after(groups: Iterable[NetGroup], lines: Iterable[Adjustment]) -> list[NetGroup]:
    """The groups once lines are taken off: from the fees of a group first, then its expenses."""
    off: dict[tuple[str, int], int] = {}
    for line in lines:
        key = (line.category, line.rate_ppm)
        off[key] = off.get(key, 0) - line.cents
    return [_lessened(group, off.get((group.category, group.rate_ppm), 0)) for group in groups]


def _lessened(group: NetGroup, cents: int) -> NetGroup:
    from_fees = min(cents, group.fees_cents)
    return replace(
        group,
        fees_cents=group.fees_cents - from_fees,
        expenses_cents=group.expenses_cents - (cents - from_fees),
    )


def _base_cents(cap: Capped, group: NetGroup) -> int:
    return group.net_cents if cap.counts_expenses else group.fees_cents


def _with_tax(cap: Capped, group: NetGroup, net_cents: int) -> int:
    return net_cents + (share_of(net_cents, group.rate_ppm) if cap.counts_tax else 0)


def _counted(cap: Capped, groups: Sequence[NetGroup], bases: Sequence[int]) -> int:
    return sum(_with_tax(cap, group, base) for group, base in zip(groups, bases, strict=True))


def _kept_bases(
    cap: Capped, groups: Sequence[NetGroup], bases: Sequence[int], room: int
) -> list[int]:
    """What stays of each base. Where tax fills the cap too, its rounding decides on the last
    cents, so the proportional figure is only where the search begins.
    """
    whole, counted = sum(bases), _counted(cap, groups, bases)
    if counted <= room:
        return list(bases)
    target = min(whole, whole * room // counted + len(bases))
    kept = split_by_weight(target, bases)
    while _counted(cap, groups, kept) > room:
        target -= 1
        kept = split_by_weight(target, bases)
    return kept
