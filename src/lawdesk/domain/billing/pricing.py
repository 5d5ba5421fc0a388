"""What each chosen line of a draft comes to: units, recorded value, what is billed, and its tax.

The order is that of an invoice: rounding of the whole invoice first, then what is free or covered
by a fixed fee, then write-downs; merged lines are priced as one, rounded once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import shorten

from lawdesk.domain.billing.drafts import DraftLine, DraftLineId
from lawdesk.domain.billing.fee_agreements import COVERING, FeeTerms, FlatFee
from lawdesk.domain.billing.shares import split_by_weight
from lawdesk.domain.clients import ClientId
from lawdesk.domain.invoices import BilledWork, IssuedLine
from lawdesk.domain.money import amount_of_time
from lawdesk.domain.rounding import RoundingPolicy, RoundingScope, shared_units
from lawdesk.domain.tax import TaxCategory, TaxRegime
from lawdesk.errors import FieldError
from lawdesk.translation import _

FeeOn = Callable[[date], FeeTerms | None]
"""The fee that was agreed for work of a day; None for time at the rates in force."""

_NAMED = 50


@dataclass(frozen=True, slots=True)
class PricedLine:
    """A line as it would be issued, at its place among those that are told, and the work behind it.

    `is_told` is false for work that a fixed fee covers and the invoice does not mention. A line
    that sums work up has the single entries in `sheet`, for the time sheet behind the invoice.
    """

    issued: IssuedLine
    work: tuple[BilledWork, ...]
    payer_id: ClientId | None = None
    is_told: bool = True
    sheet: tuple[IssuedLine, ...] = ()


def price_lines(
    chosen: Sequence[DraftLine],
    fee_on: FeeOn,
    regime: TaxRegime,
    tax_category: str,
    *,
    shows_reductions: bool,
) -> list[PricedLine]:
    """The chosen lines, priced, in their order; merged ones at the place of the line that tells
    them, unless they have come to be charged in another way since. Raises FieldError for
    "write_down" where more is taken off than a line comes to.
    """
    units = _units(chosen)
    ways = {
        line.id: (
            line.rate_cents_per_hour,
            line.unit_seconds,
            line.is_free,
            isinstance(fee_on(line.worked_on), COVERING),
            _category(line, regime, tax_category).rate_on(line.worked_on),
        )
        for line in chosen
    }
    members: dict[DraftLineId, list[DraftLine]] = {line.id: [] for line in chosen}
    for line in chosen:
        head = line.merged_into_id
        is_told_there = head is not None and ways.get(head) == ways[line.id]
        members[head if head is not None and is_told_there else line.id].append(line)
    priced: list[PricedLine] = []
    place = 1
    for line in chosen:
        if line in members[line.id]:
            parts = sorted(members[line.id], key=lambda part: part.id != line.id)
            category = _category(line, regime, tax_category)
            fee = fee_on(line.worked_on)
            priced.append(
                _priced(place, parts, units, fee, category, shows_reductions=shows_reductions)
            )
            place += priced[-1].is_told
    return priced


def _units(chosen: Sequence[DraftLine]) -> Mapping[DraftLineId, int]:
    """Billed units by line; work whose policy rounds a whole invoice is rounded as one here."""
    units = {line.id: line.units for line in chosen}
    together: dict[RoundingPolicy, list[DraftLine]] = {}
    for line in chosen:
        if line.is_time and line.rounding_scope is RoundingScope.INVOICE and not line.is_free:
            together.setdefault(line.policy, []).append(line)
    for policy, lines in together.items():
        whole = [line for line in lines if line.part_units is None]
        shares = shared_units([line.raw_seconds for line in whole], policy)
        units.update({line.id: share for line, share in zip(whole, shares, strict=True)})
    return units


def _priced(
    place: int,
    parts: Sequence[DraftLine],
    units: Mapping[DraftLineId, int],
    fee: FeeTerms | None,
    category: TaxCategory,
    *,
    shows_reductions: bool,
) -> PricedLine:
    head = parts[0]
    recorded = [_recorded(part, units[part.id]) for part in parts]
    counted = sum(units[part.id] for part in parts) if head.is_time else 0
    whole = (
        amount_of_time(counted, head.unit_seconds, head.rate_cents_per_hour)
        if head.is_time
        else sum(recorded)
    )
    is_covered = head.is_time and isinstance(fee, COVERING)
    amount = 0 if head.is_free or is_covered else whole - _taken_off(parts, whole)
    is_told = not is_covered or (isinstance(fee, FlatFee) and fee.prints_hours)
    position = place if is_told else 0  # what no line tells stands at none
    issued = IssuedLine(
        position=position,
        part="invoice",
        kind=head.kind,
        worked_on=min(part.worked_on for part in parts),
        wording=head.wording,
        units=counted,
        unit_seconds=head.unit_seconds,
        rate_cents_per_hour=head.rate_cents_per_hour,
        amount_cents=amount,
        no_charge=head.is_free and not is_covered,
        tax_category=category.code,
        tax_rate_ppm=category.rate_on(head.worked_on),
        quantity_thousandths=head.quantity_thousandths,
        quantity_unit=head.quantity_unit,
        unit_price_cents=head.unit_price_cents,
        recorded_cents=whole,
        is_covered=is_covered,
        shows_reduction=shows_reductions,
        reason="; ".join(dict.fromkeys(part.reason for part in parts if part.reason)),
    )
    return PricedLine(issued, _work(position, parts, recorded, amount), head.payer_id, is_told)


def _recorded(part: DraftLine, units: int) -> int:
    if part.is_time:
        return amount_of_time(units, part.unit_seconds, part.rate_cents_per_hour)
    return part.amount_cents


def _taken_off(parts: Sequence[DraftLine], whole: int) -> int:
    cents = sum(part.write_down_cents for part in parts)
    if cents > whole:
        raise FieldError(
            "write_down",
            _("More is taken off “{line}” than it comes to now; nothing was worked out.").format(
                line=shorten(parts[0].wording, _NAMED, placeholder="…")
            ),
            _("Write less of it down."),
        )
    return cents


def _work(
    position: int, parts: Sequence[DraftLine], recorded: Sequence[int], amount: int
) -> tuple[BilledWork, ...]:
    weights = recorded if any(recorded) else [1] * len(parts)
    billed = split_by_weight(amount, weights) if len(parts) > 1 else [amount]
    return tuple(
        BilledWork(position, part.entry_id, part.expense_id, part.charge_id, was, is_billed)
        for part, was, is_billed in zip(parts, recorded, billed, strict=True)
    )


def _category(line: DraftLine, regime: TaxRegime, tax_category: str) -> TaxCategory:
    """Work and own expenses follow the draft's category; what passes through stays outside."""
    if line.kind == "pass_through":
        return regime.pass_through
    return regime.category(line.tax_category or tax_category)
