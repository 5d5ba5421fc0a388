"""Where a client would pay twice for one pause: two entries rounded apart that follow closely.

A warning only. Whether the entries are merged, charged or written down is the lawyer's decision.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Protocol

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


class ChargedWork(Protocol):
    """Work that is charged: a draft's line, or an entry that waits for one."""

    @property
    def id(self) -> int:
        """By what the caller knows it."""

    @property
    def entry_id(self) -> TimeEntryId | None:
        """The entry behind it."""

    @property
    def chosen(self) -> bool:
        """Whether it is billed."""

    @property
    def is_free(self) -> bool:
        """Whether it costs nothing."""

    @property
    def worked_on(self) -> date:
        """The day of the work."""

    @property
    def activity_code(self) -> str | None:
        """The kind of work."""

    @property
    def raw_seconds(self) -> int:
        """What was worked."""

    @property
    def units(self) -> int:
        """What is charged."""


def double_minimums(
    lines: Sequence[ChargedWork], spans: Mapping[TimeEntryId, EntrySpan]
) -> dict[int, int]:
    """Lines that begin less than a unit after the one before and cost more than both together.

    Gives the length of that unit in seconds by line. Lines that are left out or cost nothing, and
    work without clock times, are not looked at.
    """
    paid = [
        (spans[line.entry_id], line)
        for line in lines
        if line.chosen and not line.is_free and line.entry_id is not None and line.entry_id in spans
    ]
    paid.sort(key=lambda pair: (pair[0].started_at, pair[1].id))
    return {
        later.id: second.unit_seconds
        for (first, before), (second, later) in pairwise(paid)
        if _is_doubled(before, later, first, second)
    }


def _is_doubled(
    before: ChargedWork, later: ChargedWork, first: EntrySpan, second: EntrySpan
) -> bool:
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
