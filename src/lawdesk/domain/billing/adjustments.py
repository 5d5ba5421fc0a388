"""The negative lines of an invoice, in their order: fee cap, courtesy discount, discount."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from lawdesk.domain.billing.caps import (
    Adjustment,
    AdjustmentKind,
    NetGroup,
    capped_bill,
    counted_cents,
    groups_after,
)
from lawdesk.domain.billing.discounts import (
    DiscountBase,
    DiscountKind,
    InvoiceDiscount,
    discount_lines,
)
from lawdesk.domain.billing.fee_agreements import Capped, FeeTerms, ProBono
from lawdesk.domain.billing.shares import split_by_weight
from lawdesk.domain.invoices import InvoiceTexts, IssuedLine
from lawdesk.domain.money import PPM

FEE_KINDS = frozenset({"time", "fixed"})


@dataclass(frozen=True, slots=True)
class Adjusted:
    """The negative lines, and what of the bill fills the cap of the agreement."""

    lines: tuple[IssuedLine, ...]
    cap_counted_cents: int


def adjust(
    lines: Sequence[IssuedLine],
    fee: FeeTerms | None,
    cap_used_cents: int,
    discount: InvoiceDiscount | None,
    texts: InvoiceTexts,
) -> Adjusted:
    """What the agreement and the discount take off the lines, as lines per tax group.

    Raises FieldError for "discount" where it is larger than what it is taken off.
    """
    groups = net_groups(lines)
    made: list[IssuedLine] = []
    counted = 0
    if isinstance(fee, Capped):
        capped = capped_bill(fee, cap_used_cents, groups)
        base = DiscountBase.ALL if fee.counts_expenses else DiscountBase.FEES
        made += [_line("cap", texts.cap, each, base) for each in capped.lines]
        groups = groups_after(groups, capped.lines)
        counted = capped.counted_cents
    discounts = [(_COURTESY, texts.courtesy)] if isinstance(fee, ProBono) else []
    if discount is not None:
        discounts.append((discount, discount.wording or texts.discount))
    for each, wording in discounts:
        off = discount_lines(each, groups)
        made += [_line("discount", wording, line, each.base) for line in off]
        groups = groups_after(groups, off)
    return Adjusted(tuple(made), counted)


def counted_for_cap(fee: FeeTerms | None, lines: Sequence[IssuedLine]) -> int:
    """What of issued lines fills the cap, cap lines included; 0 without a capped agreement."""
    if not isinstance(fee, Capped):
        return 0
    cut = [line for line in lines if line.kind == "cap"]
    lowered = [_lowering(line) for line in cut]
    return counted_cents(fee, groups_after(net_groups(lines), lowered))


def shared_adjustments(
    adjustments: Iterable[IssuedLine], bundles: Sequence[Sequence[IssuedLine]]
) -> list[list[IssuedLine]]:
    """What is taken off all lines, told apart for bundles of them: each bears its part in
    proportion to what it was taken off, so that none falls below zero.
    """
    groups = [net_groups(lines) for lines in bundles]
    shared: list[list[IssuedLine]] = [[] for _lines in bundles]
    for line in adjustments:
        parts = split_by_weight(line.amount_cents, [_base_cents(line, each) for each in groups])
        for place, cents in enumerate(parts):
            if cents:
                part = replace(line, amount_cents=cents)
                shared[place].append(part)
                groups[place] = groups_after(groups[place], [_lowering(part)])
    return shared


def net_groups(lines: Iterable[IssuedLine]) -> list[NetGroup]:
    """Fees and expenses by tax category and rate, in order of first appearance; what is taken off
    by other lines is left out.
    """
    sums: dict[tuple[str, int], list[int]] = {}
    for line in lines:
        if line.kind in FEE_KINDS or line.kind in {"expense", "pass_through"}:
            pair = sums.setdefault((line.tax_category, line.tax_rate_ppm), [0, 0])
            pair[0 if line.kind in FEE_KINDS else 1] += line.amount_cents
    return [NetGroup(code, rate, fees, rest) for (code, rate), (fees, rest) in sums.items()]


def _base_cents(adjustment: IssuedLine, groups: Iterable[NetGroup]) -> int:
    return sum(
        group.net_cents if adjustment.base == "all" else group.fees_cents
        for group in groups
        if (group.category, group.rate_ppm) == (adjustment.tax_category, adjustment.tax_rate_ppm)
    )


def _lowering(line: IssuedLine) -> Adjustment:
    return Adjustment(
        AdjustmentKind(line.kind), line.tax_category, line.tax_rate_ppm, line.amount_cents
    )


def _line(kind: str, wording: str, adjustment: Adjustment, base: DiscountBase) -> IssuedLine:
    return IssuedLine(
        position=0,
        part="invoice",
        kind=kind,
        worked_on=None,
        wording=wording,
        units=0,
        unit_seconds=1,
        rate_cents_per_hour=0,
        amount_cents=adjustment.cents,
        no_charge=False,
        tax_category=adjustment.category,
        tax_rate_ppm=adjustment.rate_ppm,
        base="all" if base is DiscountBase.ALL else "fees",
    )


_COURTESY = InvoiceDiscount(DiscountKind.PERCENT, PPM, DiscountBase.FEES)
