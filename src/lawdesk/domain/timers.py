"""The clock as the lawyer sees it, and when a stretch of it is in doubt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lawdesk.domain.clock import Moment
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
    """A moment, and the uptime at it (suspended time included)."""

    moment: Moment
    uptime: float


def gap_between(before: LifeSign, after: LifeSign) -> Gap | None:
    """The stretch between two signs of life of one running program, if it is in doubt.

    Wall clock and uptime that part: the clock was set. Both far apart: the computer slept. Another
    zone: the lawyer travelled, or somebody set it.
    """
    since, until = before.moment.at, after.moment.at
    drift = until - since - int(after.uptime - before.uptime)
    if abs(drift) > DRIFT_SECONDS:
        return Gap(since, until, Doubt.CLOCK_SET)
    if until - since > SILENCE_SECONDS:
        return Gap(since, until, Doubt.SLEEP)
    if _is_elsewhere(since, before.moment.utc_offset_seconds, after.moment):
        return Gap(since, until, Doubt.TIME_ZONE)
    return None


def gap_after_restart(beat_at: int, beat_offset: int, now: Moment) -> Gap | None:
    """The stretch between the last noted sign of life and a fresh start, if it is in doubt."""
    if now.at < beat_at - DRIFT_SECONDS:
        return Gap(beat_at, now.at, Doubt.CLOCK_SET)
    if now.at - beat_at > SILENCE_SECONDS:
        return Gap(beat_at, now.at, Doubt.CRASH)
    if _is_elsewhere(beat_at, beat_offset, now):
        return Gap(beat_at, now.at, Doubt.TIME_ZONE)
    return None


def _is_elsewhere(at: int, offset: int, now: Moment) -> bool:
    """Whether today's zone had another distance from UTC at that instant.

    Compared at the same instant, so that summer time beginning or ending is no journey.
    """
    return Moment(at, now.zone).utc_offset_seconds != offset
