"""How priced lines are listed: each entry, one line per day, or one per rate with a time sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lawdesk.domain.billing.pricing import PricedLine
from lawdesk.domain.billing.shares import split_by_weight
from lawdesk.domain.clients import Grouping
from lawdesk.domain.invoices import BilledWork, IssuedLine
from lawdesk.domain.money import amount_of_time


@dataclass(frozen=True, slots=True)
class GroupedLines:
    """Numbered lines, those of the time sheet last, and the work behind them by position."""

    lines: tuple[IssuedLine, ...]
    work: tuple[BilledWork, ...]


def group_lines(
    priced: Sequence[PricedLine],
    more: Sequence[IssuedLine],
    grouping: Grouping,
    rate_line: str,
) -> GroupedLines:
    """The lines of one invoice in their order: work, expenses, then `more` (what is taken off)."""
    time = [line for line in priced if line.issued.kind == "time"]
    rest = [line for line in priced if line.issued.kind != "time"]
    sheet: list[IssuedLine] = []
    if grouping is Grouping.ENTRY:
        listed = list(priced)
    elif grouping is Grouping.DAY:
        listed = [*_summed(time, by_day=True, rate_line=""), *rest]
    else:
        listed = [*_summed(time, by_day=False, rate_line=rate_line), *rest]
        sheet = [replace(line.issued, part="time_sheet") for line in time]
    lines = [line.issued for line in listed] + list(more) + sheet
    numbered = [replace(line, position=place) for place, line in enumerate(lines, start=1)]
    work = [
        replace(work, position=place)
        for place, line in enumerate(listed, start=1)
        for work in line.work
    ]
    return GroupedLines(tuple(numbered), tuple(work))


def _summed(lines: Sequence[PricedLine], *, by_day: bool, rate_line: str) -> list[PricedLine]:
    """One line per rate, and per day if asked. Its amount is its own hours times its rate,
    rounded once, so that a client who multiplies finds the same figure.
    """
    groups: dict[tuple[object, ...], list[PricedLine]] = {}
    for line in lines:
        issued = line.issued
        key = (
            issued.worked_on if by_day else None,
            issued.rate_cents_per_hour,
            issued.no_charge,
            issued.is_covered,
            issued.unit_seconds,
            issued.tax_category,
            issued.tax_rate_ppm,
        )
        groups.setdefault(key, []).append(line)
    return [_sum_of(group, by_day=by_day, rate_line=rate_line) for group in groups.values()]


def _sum_of(group: list[PricedLine], *, by_day: bool, rate_line: str) -> PricedLine:
    first = group[0].issued
    units = sum(line.issued.units for line in group)
    whole = amount_of_time(units, first.unit_seconds, first.rate_cents_per_hour)
    off = sum(
        line.issued.recorded_cents - line.issued.amount_cents
        for line in group
        if not (line.issued.no_charge or line.issued.is_covered)
    )
    is_free = first.no_charge or first.is_covered
    amount = 0 if is_free else max(0, whole - off)
    wordings = dict.fromkeys(line.issued.wording for line in group if line.issued.wording)
    reasons = dict.fromkeys(line.issued.reason for line in group if line.issued.reason)
    issued = replace(
        first,
        worked_on=first.worked_on if by_day else None,
        wording="; ".join(wordings) if by_day else rate_line,
        units=units,
        recorded_cents=whole,
        amount_cents=amount,
        reason="; ".join(reasons),
    )
    work = [each for line in group for each in line.work]
    weights = [each.recorded_cents for each in work]
    billed = split_by_weight(amount, weights if any(weights) else [1] * len(work))
    shared = tuple(replace(each, billed_cents=b) for each, b in zip(work, billed, strict=True))
    return replace(group[0], issued=issued, work=shared)
