"""Stretches of work that follow each other within a unit, and so may be rounded as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lawdesk.domain.time_entries import TimeEntryId


@dataclass(frozen=True, slots=True)
class WorkSpan:
    """First and last clock time of an entry in UTC seconds; `ended_at` is None while it runs."""

    entry_id: TimeEntryId
    started_at: int
    ended_at: int | None
    unit_seconds: int


def close_to(entry_id: TimeEntryId, spans: Sequence[WorkSpan]) -> list[TimeEntryId]:
    """The entries of the group that an entry belongs to, in the order of their start.

    Each begins less than a unit after the one before has ended; an overlap counts as close. Empty
    where the entry has no clock times.
    """
    groups: list[list[WorkSpan]] = []
    end: int | None = None
    for span in sorted(spans, key=lambda each: (each.started_at, each.entry_id)):
        if end is not None and span.started_at - end < span.unit_seconds:
            groups[-1].append(span)
        else:
            groups.append([span])
        last = span.started_at if span.ended_at is None else span.ended_at
        end = last if end is None or len(groups[-1]) == 1 else max(end, last)
    for group in groups:
        ids = [span.entry_id for span in group]
        if entry_id in ids:
            return ids
    return []
