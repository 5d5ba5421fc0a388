"""Watches over honest time: ticks each second and notices sleep, a set clock, another zone.

It knows no practice, so it can outlive a lock: the gaps it found meanwhile wait for the next one
who asks.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from lawdesk.domain.clock import Clock
from lawdesk.domain.life_signs import Gap, LifeSign, gap_between

_TICK_MS = 1000


class ClockWatch(QObject):
    """Ticks while the program lives. `ticked` each second; `gap_found` when gaps wait."""

    ticked = Signal()
    gap_found = Signal()

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._last = self._sign()
        self.started_at = self._last.moment.at
        self._gaps: list[Gap] = []
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.tick)
        self._timer.start()

    def tick(self) -> None:
        """Compares this moment with the one before; the timer calls it each second."""
        sign = self._sign()
        gap = gap_between(self._last, sign)
        self._last = sign
        if gap is not None:
            self._gaps.append(gap)
            self.gap_found.emit()
        self.ticked.emit()

    def take_gaps(self) -> list[Gap]:
        """The gaps found since they were last asked for, oldest first."""
        gaps, self._gaps = self._gaps, []
        return gaps

    def _sign(self) -> LifeSign:
        return LifeSign(self._clock.now(), self._clock.uptime())
