"""The one place that reads the computer's time."""

import time
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from PySide6.QtCore import QTimeZone

from lawdesk.domain.clock import Moment


class SystemClock:
    """The computer's own time."""

    def now(self) -> Moment:
        """The present, in the zone the computer is set to now."""
        return Moment(int(time.time()), _zone())

    def uptime(self) -> float:
        """Seconds since the computer was started, sleep included where the system counts it."""
        boot = getattr(time, "CLOCK_BOOTTIME", None)
        return time.clock_gettime(boot) if boot is not None else time.monotonic()


def _zone() -> tzinfo:
    """The zone the computer is set to; its present offset where the zone's rules are missing."""
    try:
        return ZoneInfo(bytes(QTimeZone.systemTimeZoneId().data()).decode())
    except (ZoneInfoNotFoundError, ValueError):
        return datetime.now().astimezone().tzinfo or UTC
