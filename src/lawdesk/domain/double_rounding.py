"""Where a client would pay twice for one pause: two entries rounded apart that follow closely.

A warning only. Whether the entries are merged, charged or written down is the lawyer's decision.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lawdesk.domain.invoices import DraftLine, DraftLineId
from lawdesk.domain.rounding import RoundingMode, RoundingPolicy, RoundingScope, billed_units
from lawdesk.domain.time_entries import TimeEntryId


@dataclass(frozen=True, slots=True)
class EntrySpan:
    """First and last clock time of an entry in UTC seconds, and its rounding policy."""

    entry_id: TimeEntryId
    started_at: int
    ended_at: int
    unit_seconds: int
    mode: RoundingMode
    minimum_units: int
    scope: RoundingScope

    @property
    def policy(self) -> RoundingPolicy:
        """The policy frozen in the entry."""
        return RoundingPolicy(self.unit_seconds, self.mode, self.minimum_units, self.scope)


def double_minimums(
    lines: Sequence[DraftLine], spans: Mapping[TimeEntryId, EntrySpan]
) -> dict[DraftLineId, int]:
    """Lines that begin less than a unit after the one before and cost more than both together.

    Gives the length of that unit in seconds by line. Lines that are left out or cost nothing, and
    work without clock times, are not looked at.
    """
    paid = [x for x in lines if x.chosen and not x.is_free and x.entry_id in spans]
    paid.sort(key=lambda line: (spans[line.entry_id].started_at, line.id))
    return {
        later.id: spans[later.entry_id].unit_seconds
        for before, later in pairwise(paid)
        if _is_doubled(before, later, spans[before.entry_id], spans[later.entry_id])
    }


def _is_doubled(before: DraftLine, later: DraftLine, first: EntrySpan, second: EntrySpan) -> bool:
    is_one_kind = (before.worked_on, before.activity_code, first.policy) == (
        later.worked_on,
        later.activity_code,
        second.policy,
    )
    gap = second.started_at - first.ended_at
    if not is_one_kind or not 0 <= gap < second.unit_seconds:
        return False
    together = billed_units(before.raw_seconds + later.raw_seconds, second.policy)
    return before.units + later.units > together
