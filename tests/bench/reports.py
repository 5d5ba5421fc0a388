"""Every report over 400,000 entries and 40,000 invoices: read, reckoned, and put into words."""

from __future__ import annotations

from pathlib import Path

from bench.billed_practice import billed_practice
from bench.figures import Figure, median, milliseconds
from lawdesk.domain.reports.periods import PeriodChoice, period_of
from lawdesk.domain.reports.report_names import ReportName, title_of
from lawdesk.store import practice as practices
from lawdesk.store.database import Database
from lawdesk.store.reports.reports import oldest_day, read_report
from practice_room import FRIDAY, PracticeRoom

_RUNS = 5
_BOUND_MS = 300


def report_figures(folder: Path) -> list[Figure]:
    """The median of each report over everything there is, each run with its page cache cold."""
    room = billed_practice(folder)
    room.database.close()
    return [_figure(room, name) for name in ReportName]


def _figure(room: PracticeRoom, name: ReportName) -> Figure:
    taken = sorted(_cold(room, name) for _run in range(_RUNS))
    return Figure(f"report, {title_of(name).lower()}", median(taken), _BOUND_MS, "ms")


def _cold(room: PracticeRoom, name: ReportName) -> float:
    """Milliseconds of one report on a connection that has read no more than its period needs."""
    database = Database(room.database.path, room.key, room.salt)
    read = database.read
    practice = practices.get(read)
    period = period_of(PeriodChoice.ALL, FRIDAY, oldest_day(read))
    taken = milliseconds(lambda: read_report(read, name, period, practice, FRIDAY), 1)[0]
    database.close()
    return taken
