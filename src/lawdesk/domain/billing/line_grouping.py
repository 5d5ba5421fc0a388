"""How priced lines are listed: each entry, one line per day, or one per rate with a time sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from lawdesk.domain.billing.pricing import PricedLine
from lawdesk.domain.billing.shares import split_by_weight
from lawdesk.domain.clients import Grouping
from lawdesk.domain.invoices import BilledWork, IssuedLine
from lawdesk.domain.money import amount_of_time

Numbered = TypeVar("Numbered", IssuedLine, BilledWork)


@dataclass(frozen=True, slots=True)
class GroupedLines:
    """Numbered lines, those of the time sheet last, and the work behind them by position."""

    lines: tuple[IssuedLine, ...]
    work: tuple[BilledWork, ...]


def listed_lines(priced: Sequence[PricedLine], grouping: Grouping) -> list[PricedLine]:
    """The lines that an invoice lists: what is taken off and shared is worked out on these, since
    sums of hours are rounded once. Work of one payer alone is summed apart.
    """
    if grouping is Grouping.ENTRY:
        return list(priced)
    time = [line for line in priced if line.issued.kind == "time"]
    rest = [line for line in priced if line.issued.kind != "time"]
    return [*_summed(time, by_day=grouping is Grouping.DAY), *rest]


def number_lines(
    listed: Sequence[PricedLine],
    more: Sequence[IssuedLine],
    grouping: Grouping,
    rate_line: str,
) -> GroupedLines:
    """The lines of one invoice in their order: work, expenses, then `more` (what is taken off)."""
    if grouping is not Grouping.ENTRY:
        listed = sorted(listed, key=lambda line: line.issued.kind != "time")
    lines = [
        replace(line.issued, wording=rate_line) if line.sheet else line.issued for line in listed
    ]
    sheet = [replace(each, part="time_sheet") for line in listed for each in line.sheet]
    lines += [*more, *sheet]
    numbered = [_placed(line, place) for place, line in enumerate(lines, start=1)]
    work = [
        _placed(work, place) for place, line in enumerate(listed, start=1) for work in line.work
    ]
    return GroupedLines(tuple(numbered), tuple(work))


def _placed(part: Numbered, place: int) -> Numbered:
    """At that place; most are there already, and a draft is composed at every keystroke."""
    return part if part.position == place else replace(part, position=place)


def _summed(lines: Sequence[PricedLine], *, by_day: bool) -> list[PricedLine]:
    """One line per rate, and per day if asked. Its amount is its own hours times its rate,
    rounded once, so that a client who multiplies finds the same figure.
    """
    groups: dict[tuple[object, ...], list[PricedLine]] = {}
    for line in lines:
        issued = line.issued
        key = (
            line.payer_id,
            issued.worked_on if by_day else None,
            issued.rate_cents_per_hour,
            issued.no_charge,
            issued.is_covered,
            issued.unit_seconds,
            issued.tax_category,
            issued.tax_rate_ppm,
        )
        groups.setdefault(key, []).append(line)
    return [_sum_of(group, by_day=by_day) for group in groups.values()]


def _sum_of(group: list[PricedLine], *, by_day: bool) -> PricedLine:
    first = group[0].issued
    units = sum(line.issued.units for line in group)
    whole = amount_of_time(units, first.unit_seconds, first.rate_cents_per_hour)
    off = sum(
        line.issued.recorded_cents - line.issued.amount_cents
        for line in group
        if not (line.issued.no_charge or line.issued.is_covered)
    )
    # What was written down to nothing line by line costs nothing, though the sum rounds higher.
    is_free = not any(line.issued.amount_cents for line in group)
    amount = 0 if is_free else max(0, whole - off)
    wordings = dict.fromkeys(line.issued.wording for line in group if line.issued.wording)
    reasons = dict.fromkeys(line.issued.reason for line in group if line.issued.reason)
    issued = replace(
        first,
        worked_on=first.worked_on if by_day else None,
        wording="; ".join(wordings) if by_day else "",
        units=units,
        recorded_cents=whole,
        amount_cents=amount,
        reason="; ".join(reasons),
    )
    work = [each for line in group for each in line.work]
    weights = [each.recorded_cents for each in work]
    billed = split_by_weight(amount, weights if any(weights) else [1] * len(work))
    shared = tuple(replace(each, billed_cents=b) for each, b in zip(work, billed, strict=True))
    sheet = () if by_day else tuple(line.issued for line in group)
    return replace(group[0], issued=issued, work=shared, sheet=sheet)
