"""The clock as the lawyer sees it, and when a stretch of it is in doubt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lawdesk.domain.matters import MatterId
from lawdesk.domain.time_entries import Doubt, TimeEntryId

HEARTBEAT_SECONDS = 60
"""While a clock runs, LawDesk notes once a minute that it is alive."""

SILENCE_SECONDS = 180
"""Longer without a sign of life, and the stretch is asked about."""

DRIFT_SECONDS = 120
"""Wall clock and uptime may part by this much before somebody must have set the clock."""


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


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch of clock time in which nobody can say what happened."""

    since: int
    until: int
    doubt: Doubt


@dataclass(frozen=True, slots=True)
class LifeSign:
    """Wall clock, uptime (suspended time included) and distance from UTC at one instant."""

    at: int
    uptime: float
    utc_offset_seconds: int


def gap_between(before: LifeSign, after: LifeSign) -> Gap | None:
    """The stretch between two signs of life of one running program, if it is in doubt.

    Wall clock and uptime that part: the clock was set. Both far apart: the computer slept. Another
    distance from UTC: the zone changed.
    """
    wall = after.at - before.at
    drift = wall - int(after.uptime - before.uptime)
    if abs(drift) > DRIFT_SECONDS:
        return Gap(before.at, after.at, Doubt.CLOCK_SET)
    if wall > SILENCE_SECONDS:
        return Gap(before.at, after.at, Doubt.SLEEP)
    if after.utc_offset_seconds != before.utc_offset_seconds:
        return Gap(before.at, after.at, Doubt.TIME_ZONE)
    return None


def gap_after_restart(beat_at: int, beat_offset: int, now: int, offset: int) -> Gap | None:
    """The stretch between the last noted sign of life and a fresh start, if it is in doubt."""
    if now < beat_at - DRIFT_SECONDS:
        return Gap(beat_at, now, Doubt.CLOCK_SET)
    if now - beat_at > SILENCE_SECONDS:
        return Gap(beat_at, now, Doubt.CRASH)
    if offset != beat_offset:
        return Gap(beat_at, now, Doubt.TIME_ZONE)
    return None
