"""Long work on a worker thread, with progress and cancel.

Work functions are plain Python: they get frozen data and a `report` callable, never a widget and
never the open database.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QThread, Signal, Slot
from shiboken6 import isValid

from lawdesk.errors import Cancelled
from lawdesk.progress import Report

T = TypeVar("T")

_STACK_BYTES = 16 * 1024 * 1024
_MOST_TOLD = 2**31 - 1


def while_alive(owner: QObject, then: Callable[[T], object]) -> Callable[[T], None]:
    """`then`, but silent once `owner` was deleted: work may end after the page that began it."""

    def run(result: T) -> None:
        if isValid(owner):
            then(result)

    return run


class Task(QObject):
    """One piece of long work. Its signals arrive on the GUI thread."""

    progressed = Signal(int, int)
    succeeded = Signal(object)
    failed = Signal(object)
    ended = Signal()

    def __init__(self, work: Callable[[Report], Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cancelled = threading.Event()
        self._thread = _WorkThread(work, self._report)
        self._thread.finished.connect(self._on_thread_finished)

    @property
    def is_running(self) -> bool:
        """Whether the worker is still at it."""
        return self._thread.isRunning()

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    @Slot()
    def cancel(self) -> None:
        """Ask the work to stop at its next report; it then ends as Cancelled."""
        self._cancelled.set()

    def wait(self, milliseconds: int = 60_000) -> bool:
        """Block until the worker has ended, before a session is thrown away."""
        return self._thread.wait(milliseconds)

    def _report(self, done: int, total: int) -> None:
        if self._cancelled.is_set():
            raise Cancelled
        while total > _MOST_TOLD:  # a signal carries 32 bits; five gigabytes of bytes do not fit
            done, total = done >> 10, total >> 10
        self.progressed.emit(min(done, _MOST_TOLD), total)

    @Slot()
    def _on_thread_finished(self) -> None:
        error, result = self._thread.error, self._thread.result
        if error is None:
            self.succeeded.emit(result)
        elif not isinstance(error, Cancelled):
            self.failed.emit(error)
        self.ended.emit()


class _WorkThread(QThread):
    def __init__(self, work: Callable[[Report], Any], report: Report) -> None:
        super().__init__()
        self.setStackSize(_STACK_BYTES)
        self._work = work
        self._report = report
        self.result: Any = None
        self.error: Exception | None = None

    def run(self) -> None:
        """Do the work; whatever it raises is carried over to the GUI thread."""
        try:
            self.result = self._work(self._report)
        except Exception as error:  # noqa: BLE001 - the one border where any error may cross threads
            self.error = error
