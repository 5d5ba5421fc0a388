"""A clock that runs for very many hours was probably forgotten: it is asked about, once.

The time is honest, so it stays on the clock; but nobody may find it on an invoice unseen.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from lawdesk.domain.timers import RunningClock
from lawdesk.store import practice
from lawdesk.translation import _
from lawdesk.ui.clock_words import span_words, wall_time_seen
from lawdesk.ui.desk import Desk
from lawdesk.ui.widgets.timer_bar import TimerBarView

LONG_SECONDS = 10 * 3600


class LongRun(QObject):
    """Asks under the timer bar, until the lawyer said that it is right, or stopped the clock."""

    def __init__(self, desk: Desk, view: TimerBarView, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._view = desk, view
        self._running: RunningClock | None = None
        self._right_since: int | None = None
        view.long_run_kept.connect(self._on_kept)

    def refresh(self, running: RunningClock | None) -> None:
        """Ask about this clock, if it has run so long in one stretch and nobody said it may."""
        self._running = running
        self._view.ask_long_run(self._in_words(running) if self._is_doubtful(running) else "")

    def _is_doubtful(self, running: RunningClock | None) -> bool:
        if running is None or running.open_since == self._right_since:
            return False
        return self._desk.clock.now().at - running.open_since >= LONG_SECONDS

    def _in_words(self, running: RunningClock | None) -> str:
        if running is None:
            return ""
        now, locale = self._desk.clock.now(), practice.get(self._desk.read).locale
        return _("Running since {start} ({length}). Was it forgotten?").format(
            start=wall_time_seen(running.open_since, now, locale),
            length=span_words(now.at - running.open_since),
        )

    def _on_kept(self) -> None:
        if self._running is not None:
            self._right_since = self._running.open_since
        self.refresh(self._running)
