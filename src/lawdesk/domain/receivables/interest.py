"""Interest on late money: simple, on the principal only, from the day after the due day.

Each segment is rounded for itself, so that the lines a client reads add up to the total. Interest
is claimed by a document of its own; an issued invoice is never edited. Where a statutory rate
changes, the days before are worked out first and the days after with the new terms and
`charged_until`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from lawdesk.domain.billing.billing_policy import LateCharge, LateTerms
from lawdesk.domain.money import PPM, round_half_up, share_of
from lawdesk.domain.receivables.calendar_days import add_months
from lawdesk.errors import FieldError
from lawdesk.translation import _

_DAY = timedelta(days=1)

Span = tuple[date, date]
"""Days from the first to the last, both included."""


@dataclass(frozen=True, slots=True)
class PrincipalChange:
    """What a payment, a credit (below zero) or a claim put back (above zero) does to the principal.

    The day itself still counts with the old amount. Of a payment that bounced neither it nor its
    reversal is a change: the money never came.
    """

    day: date
    cents: int


@dataclass(frozen=True, slots=True)
class Hold:
    """A disputed part that bears no interest from `first` on; `until` is the first day it does
    again, None while it is held.
    """

    first: date
    until: date | None
    cents: int


@dataclass(frozen=True, slots=True)
class InterestSegment:
    """Days, both included, with one principal. `rate_ppm` is of a year, or of a month where months
    are charged.
    """

    first: date
    last: date
    days: int
    principal_cents: int
    rate_ppm: int
    amount_cents: int


@dataclass(frozen=True, slots=True)
class InterestClaim:
    """What is claimed for lateness. The last segment's `last` is where the next claim begins."""

    segments: tuple[InterestSegment, ...]
    lump_sum_cents: int

    @property
    def total_cents(self) -> int:
        """All segments and the lump sum."""
        return sum(segment.amount_cents for segment in self.segments) + self.lump_sum_cents


@dataclass(frozen=True, slots=True)
class _Principal:
    """What bears interest on each day."""

    cents: int
    changes: tuple[PrincipalChange, ...]
    holds: tuple[Hold, ...]

    def on(self, day: date) -> int:
        changed = sum(change.cents for change in self.changes if change.day < day)
        held = sum(
            hold.cents
            for hold in self.holds
            if hold.first <= day and (hold.until is None or day < hold.until)
        )
        return max(0, self.cents + changed - held)

    def spans(self, first: date, last: date) -> list[tuple[date, date, int]]:
        """First day, last day and principal of each stretch in which it stays the same."""
        if last < first:
            return []
        starts = {first, *(change.day + _DAY for change in self.changes)}
        for hold in self.holds:
            starts |= {hold.first, hold.until or hold.first}
        spans: list[tuple[date, date, int]] = []
        for start in sorted(day for day in starts if first <= day <= last):
            cents = self.on(start)
            if not spans or spans[-1][2] != cents:
                spans.append((start, last, cents))
        ends = [span[0] - _DAY for span in spans[1:]] + [last]
        return [(span[0], end, span[2]) for span, end in zip(spans, ends, strict=True)]


def interest_claim(
    terms: LateTerms,
    due_on: date,
    principal_cents: int,
    until: date,
    changes: Iterable[PrincipalChange] = (),
    holds: Iterable[Hold] = (),
    charged_until: date | None = None,
    *,
    freed: Iterable[Span] = (),
    had_lump_sum: bool | None = None,
) -> InterestClaim:
    """Interest on an invoice's principal up to and with the day `until`.

    `charged_until` is the last day of the last segment charged before, None where none was;
    `freed` are days before it that no note claims any more. The lump sum comes once: with the first
    claim, unless `had_lump_sum` says otherwise. Of a month that is charged whole, full months count
    what stayed open all through it, started months what was open on its first day. Raises
    FieldError where all days up to `until` have been charged.
    """
    free = [(first, min(last, until)) for first, last in freed if first <= until]
    if charged_until is not None and until <= charged_until and not free:
        raise FieldError(
            "until", _("Interest for these days was charged before; nothing was added.")
        )
    if terms.charge is LateCharge.NOTHING:
        return InterestClaim((), 0)
    principal = _Principal(principal_cents, tuple(changes), tuple(holds))
    free = sorted([*free, (max(due_on, charged_until or due_on) + _DAY, until)])
    spans = [span for first, last in free for span in principal.spans(first, last)]
    if terms.charge is LateCharge.YEARLY:
        segments = _daily(terms, spans)
    else:
        segments = _monthly(terms, principal, due_on, free, until)
    is_late = any(cents for _first, _last, cents in spans)
    is_first = charged_until is None if had_lump_sum is None else not had_lump_sum
    return InterestClaim(segments, terms.lump_sum_cents if is_late and is_first else 0)


def without(spans: Iterable[Span], taken: Sequence[Span]) -> list[Span]:
    """The days of `spans` that lie in none of those taken, in order."""
    left = sorted(set(spans))
    for first, last in taken:
        cut: list[Span] = []
        for begin, end in left:
            if end < first or last < begin:
                cut.append((begin, end))
                continue
            if begin < first:
                cut.append((begin, first - _DAY))
            if last < end:
                cut.append((last + _DAY, end))
        left = cut
    return left


def _daily(
    terms: LateTerms, spans: Sequence[tuple[date, date, int]]
) -> tuple[InterestSegment, ...]:
    segments = []
    for first, last, cents in spans:
        days = (last - first).days + 1
        exact = Fraction(cents * terms.rate_ppm * days, PPM * int(terms.day_count))
        if amount := round_half_up(exact):
            segments.append(InterestSegment(first, last, days, cents, terms.rate_ppm, amount))
    return tuple(segments)


def _monthly(
    terms: LateTerms, principal: _Principal, due_on: date, free: Sequence[Span], until: date
) -> tuple[InterestSegment, ...]:
    segments = []
    for begin, end in _months(due_on, until):
        is_full = terms.charge is LateCharge.MONTHLY_FULL
        is_free = any(first <= begin <= last for first, last in free)
        if not is_free or (is_full and end > until):
            continue
        whole = min(cents for _first, _last, cents in principal.spans(begin, end))
        cents = whole if is_full else principal.on(begin)
        if amount := share_of(cents, terms.rate_ppm):
            days = (end - begin).days + 1
            segments.append(InterestSegment(begin, end, days, cents, terms.rate_ppm, amount))
    return tuple(segments)


def _months(due_on: date, until: date) -> Iterable[tuple[date, date]]:
    """The months begun by `until`. Each is counted from the due day, so that a short February
    does not pull the later ones forward.
    """
    count = 0
    while (begin := add_months(due_on, count) + _DAY) <= until:
        count += 1
        yield begin, add_months(due_on, count)
