"""Instants, days and where midnight falls.

Instants are UTC seconds; a day is a date in the zone the lawyer sits in. Nothing here reads the
computer's clock: the program hands a `Clock` down, tests and the demo hand down their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import pairwise
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant (UTC seconds) together with the zone in which the lawyer lives it."""

    at: int
    zone: tzinfo

    @property
    def day(self) -> date:
        """The local calendar day."""
        return day_of(self.at, self.zone)

    @property
    def utc_offset_seconds(self) -> int:
        """Seconds by which local time is ahead of UTC at this instant."""
        offset = datetime.fromtimestamp(self.at, self.zone).utcoffset()
        return int(offset.total_seconds()) if offset else 0


class Clock(Protocol):
    """What tells the time: the computer's, or a fixed one for tests and the demo."""

    def now(self) -> Moment:
        """The present moment."""

    def uptime(self) -> float:
        """Seconds that passed since some fixed point, suspended time included."""


def day_of(at: int, zone: tzinfo) -> date:
    """The local day of an instant."""
    return datetime.fromtimestamp(at, zone).date()


def local_time(at: int, zone: tzinfo) -> time:
    """The local wall time of an instant."""
    return datetime.fromtimestamp(at, zone).time()


def start_of_day(day: date, zone: tzinfo) -> int:
    """The instant at which a local day begins."""
    return int(datetime.combine(day, time.min, tzinfo=zone).timestamp())


def at_local_time(day: date, wall: time, zone: tzinfo) -> int:
    """The instant of a wall time on a local day."""
    return int(datetime.combine(day, wall, tzinfo=zone).timestamp())


def split_at_midnights(start: int, end: int, zone: tzinfo) -> list[tuple[int, int]]:
    """The stretch cut at each local midnight in it, in order; the pieces add up to the whole."""
    cuts = [start]
    midnight = start_of_day(day_of(start, zone) + timedelta(days=1), zone)
    while midnight < end:
        cuts.append(midnight)
        midnight = start_of_day(day_of(midnight, zone) + timedelta(days=1), zone)
    cuts.append(end)
    return list(pairwise(cuts))
