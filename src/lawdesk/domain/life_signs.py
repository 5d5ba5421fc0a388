"""Signs of life, and the stretches between them in which nobody can say what happened.

Imported before the lock screen is painted, so it knows nothing of entries and matters.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lawdesk.domain.clock import Moment

SILENCE_SECONDS = 180
"""Longer without a sign of life, and the stretch is asked about."""

DRIFT_SECONDS = 120
"""Wall clock and uptime may part by this much before somebody must have set the clock."""


class Doubt(StrEnum):
    """Why a stretch of clock time is in doubt."""

    CRASH = "crash"
    SLEEP = "sleep"
    CLOCK_SET = "clock_set"
    TIME_ZONE = "time_zone"


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
