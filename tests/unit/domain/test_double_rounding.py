"""When two entries that follow closely cost more than they would as one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from drafted import time_line
from lawdesk.domain.billing.drafts import DraftLine
from lawdesk.domain.double_rounding import EntrySpan, double_minimums
from lawdesk.domain.rounding import RoundingMode, RoundingScope, billed_units
from lawdesk.domain.time_entries import TimeEntryId

DAY = date(2026, 11, 20)


def line(
    number: int, seconds: int, *, chosen: bool = True, activity: str | None = None
) -> DraftLine:
    """A line over that many seconds, billed in tenths rounded up."""
    units = billed_units(seconds, span(number, 0, 0).policy)
    made = time_line(number, DAY, units, raw_seconds=seconds, wording="Call")
    return replace(made, chosen=chosen, activity_code=activity)


def span(
    number: int, start: int, end: int, scope: RoundingScope = RoundingScope.ENTRY
) -> EntrySpan:
    """An entry clocked from `start` to `end`."""
    return EntrySpan(TimeEntryId(number), start, end, 360, RoundingMode.UP, 1, scope)


@pytest.mark.parametrize(("gap", "warned"), [(0, True), (359, True), (360, False), (3600, False)])
def test_only_a_pause_shorter_than_a_unit_is_told(gap: int, warned: bool) -> None:
    lines = [line(1, 120), line(2, 120)]
    spans = {TimeEntryId(1): span(1, 0, 120), TimeEntryId(2): span(2, 120 + gap, 240 + gap)}
    assert double_minimums(lines, spans) == ({2: 360} if warned else {})


def test_nothing_is_told_where_one_entry_would_cost_the_same() -> None:
    lines = [line(1, 360), line(2, 360)]
    spans = {TimeEntryId(1): span(1, 0, 360), TimeEntryId(2): span(2, 400, 760)}
    assert double_minimums(lines, spans) == {}


def test_lines_left_out_typed_or_of_another_kind_are_not_told() -> None:
    spans = {TimeEntryId(1): span(1, 0, 120), TimeEntryId(2): span(2, 200, 320)}
    assert double_minimums([line(1, 120), line(2, 120, chosen=False)], spans) == {}
    assert double_minimums([line(1, 120), line(2, 120, activity="A106")], spans) == {}
    assert double_minimums([line(1, 120), line(2, 120)], {}) == {}
