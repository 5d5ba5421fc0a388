"""The clock as the lawyer sees it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lawdesk.domain.matters import MatterId
from lawdesk.domain.time_entries import TimeEntryId

HEARTBEAT_SECONDS = 60
"""While a clock runs, LawDesk notes once a minute that it is alive."""


@dataclass(frozen=True, slots=True)
class RunningClock:
    """The running clock: what it is for, since when it runs, and what was clocked before."""

    entry_id: TimeEntryId
    matter_id: MatterId
    matter_number: str
    matter_title: str
    client_name: str
    narrative: str
    activity_code: str | None
    open_since: int
    worked_before_seconds: int
    rate_cents_per_hour: int
    task_code: str | None = None

    def seconds_at(self, at: int) -> int:
        """Seconds on the clock at an instant; never negative."""
        return self.worked_before_seconds + max(0, at - self.open_since)


@dataclass(frozen=True, slots=True)
class ParkedClock:
    """A paused clock."""

    entry_id: TimeEntryId
    matter_id: MatterId
    matter_title: str
    narrative: str
    worked_on: date
    worked_seconds: int
