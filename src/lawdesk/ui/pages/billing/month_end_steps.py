"""Long work that writes: done on this thread, a little at a time, so that the window stays alive.

The database is written by one thread only. Each step is short; between two of them the event loop
runs, which is also when a cancel is heard.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QObject, QTimer, Signal

from lawdesk.domain.billing.work_warnings import EntryFacts
from lawdesk.domain.matters import MatterId
from lawdesk.errors import LawDeskError
from lawdesk.operations.month_end import RefusedDraft, make_drafts
from lawdesk.store.billing import month_end
from lawdesk.ui.desk import Desk

_DRAFTS_AT_ONCE = 4
_MATTERS_AT_ONCE = 8


class SteppedWork(QObject):
    """Base: a subclass does one short piece in `step` and says whether there is more.

    It has the signals of a Task, so that the message strip shows it with progress and cancel.
    """

    progressed = Signal(int, int)
    succeeded = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._is_cancelled = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(0)
        self._pause.timeout.connect(self._on_timeout)
        desk.closing.connect(self._pause.stop)

    def start(self, words: str = "") -> None:
        """Begin; `words` say in the message strip what is going on."""
        if words:
            self._desk.task_started.emit(self, words)
        self.go_on()

    def cancel(self) -> None:
        """Stop before the next step; what is done stays done."""
        self._is_cancelled = True
        self.go_on()

    def go_on(self) -> None:
        """Take the next step when the event loop is idle."""
        if not self._pause.isActive():
            self._pause.start()

    def step(self) -> bool:
        """Do one piece; whether there is more."""
        raise NotImplementedError

    def _on_timeout(self) -> None:
        try:
            more = self.step()
        except Exception as error:
            self.failed.emit(error)  # whoever waits must hear that nothing more will come
            if isinstance(error, LawDeskError):
                return
            raise
        if more:
            self.go_on()


class DraftMaking(SteppedWork):
    """Drafts for many matters, a few in each transaction; succeeds with the refused ones."""

    def __init__(
        self, desk: Desk, matter_ids: Sequence[MatterId], until: date, parent: QObject
    ) -> None:
        super().__init__(desk, parent)
        self._waiting = list(matter_ids)
        self._all, self._until = len(self._waiting), until
        self._refused: list[RefusedDraft] = []

    def step(self) -> bool:
        """A few drafts more."""
        if self._is_cancelled or not self._waiting:
            self.succeeded.emit(tuple(self._refused))
            return False
        some, self._waiting = self._waiting[:_DRAFTS_AT_ONCE], self._waiting[_DRAFTS_AT_ONCE:]
        now = self._desk.clock.now()
        self._refused += self._desk.transact(make_drafts, some, until=self._until, now=now)
        self.progressed.emit(self._all - len(self._waiting), self._all)
        return True


class FactReading(SteppedWork):
    """What the unbilled entries of many matters say; succeeds with all of it, silently."""

    def __init__(
        self, desk: Desk, matter_ids: Sequence[MatterId], until: date, parent: QObject
    ) -> None:
        super().__init__(desk, parent)
        self._waiting = list(matter_ids)
        self._until = until
        self._facts: list[EntryFacts] = []

    def step(self) -> bool:
        """The entries of a few matters more."""
        if self._is_cancelled:
            return False
        if not self._waiting:
            self.succeeded.emit(tuple(self._facts))
            return False
        some, self._waiting = self._waiting[:_MATTERS_AT_ONCE], self._waiting[_MATTERS_AT_ONCE:]
        for matter_id in some:
            self._facts += month_end.list_facts(self._desk.read, matter_id, self._until)
        return True
