"""The rows of the Time page: entries page by page, each day begun by a line that adds it up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lawdesk.domain.time_entries import DayTotal, EntryRow
from lawdesk.store import time_entries
from lawdesk.store.database import Reader

TimeRow = DayTotal | EntryRow


@dataclass(frozen=True, slots=True)
class TimeFilter:
    """Which entries are wanted."""

    typed: str = ""
    unbilled_only: bool = False


class TimeRows:
    """One list, read page by page; `next_page` gives an empty list at the end."""

    def __init__(self, read: Reader, wanted: TimeFilter) -> None:
        self._read, self._wanted = read, wanted
        self._last: EntryRow | None = None
        self._day: date | None = None

    def next_page(self) -> list[TimeRow]:
        """The next entries with the lines of their days."""
        entries = time_entries.list_rows(
            self._read,
            self._wanted.typed,
            unbilled_only=self._wanted.unbilled_only,
            after=self._last,
        )
        if not entries:
            return []
        totals = self._totals(entries)
        rows: list[TimeRow] = []
        for entry in entries:
            if entry.worked_on != self._day:
                self._day = entry.worked_on
                rows.append(totals[entry.worked_on])
            rows.append(entry)
        self._last = entries[-1]
        return rows

    def _totals(self, entries: Sequence[EntryRow]) -> dict[date, DayTotal]:
        """Whole days, also where the page ends in the middle of one."""
        found = time_entries.list_day_totals(
            self._read,
            entries[-1].worked_on,
            entries[0].worked_on,
            self._wanted.typed,
            unbilled_only=self._wanted.unbilled_only,
        )
        return {total.worked_on: total for total in found}


def row_key(row: TimeRow) -> object:
    """The entry's id; a day's line goes by its date."""
    return row.id if isinstance(row, EntryRow) else row.worked_on
