"""What every page works with: read, do, start.

A page reads through `desk.read`, changes things only by naming an operation, and hands long work
to a worker. The Desk holds no business, no widgets and no settings.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QObject, Signal

from lawdesk.domain.clock import Clock
from lawdesk.errors import LawDeskError
from lawdesk.progress import Report
from lawdesk.store.database import Database, Reader, Transaction
from lawdesk.ui.tasks import Task
from lawdesk.vault.sealed_documents import SealedDocuments

P = ParamSpec("P")
T = TypeVar("T")


class Desk(QObject):
    """The open practice, as pages may use it."""

    changed = Signal(object)
    """frozenset of table names, after each commit"""

    failed = Signal(object)
    """a LawDeskError, for the message strip"""

    said = Signal(str, object)
    """a sentence for the message strip and a tuple of (button text, callable) steps"""

    closing = Signal()
    """before the practice is closed: whatever waits for a pause stops waiting"""

    task_started = Signal(object, str)
    """a Task and a few words of what it does, for the message strip"""

    def __init__(self, database: Database, documents: SealedDocuments, clock: Clock) -> None:
        super().__init__()
        self.clock = clock
        self.documents = documents
        self._database = database
        self._tasks: set[Task] = set()
        database.listeners.append(self.changed.emit)

    @property
    def read(self) -> Reader:
        """The connection that cannot write."""
        return self._database.read

    def do(
        self,
        operation: Callable[Concatenate[Transaction, P], T],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T | None:
        """Run an operation in one transaction; None, and `failed`, where it was refused."""
        try:
            return self.transact(operation, *args, **kwargs)
        except LawDeskError as error:
            self.failed.emit(error)
            return None

    def transact(
        self,
        operation: Callable[Concatenate[Transaction, P], T],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Like `do`, but a refusal is raised; for forms that show it under a field."""
        with self._database.transaction() as tx:
            return operation(tx, *args, **kwargs)

    def say(self, sentence: str, *steps: tuple[str, Callable[[], object]]) -> None:
        """Tell what just happened, and offer the next or the opposite step."""
        self.said.emit(sentence, steps)

    def start(self, work: Callable[[Report], T], then: Callable[[T], None], what: str) -> Task:
        """Do `work` on a worker, then call `then` with its result on this thread.

        `what` are a few words for the message strip ("Drawing invoice 2026-0042"); work without
        words, such as a preview while one types, goes on silently.
        """
        task = Task(work, self)
        self._tasks.add(task)
        task.succeeded.connect(then)
        task.failed.connect(self._on_task_failed)
        task.ended.connect(lambda: self._tasks.discard(task))
        if what:
            self.task_started.emit(task, what)
        task.start()
        return task

    def close(self) -> None:
        """Cancel and await long work, and stop listening, before the session is thrown away."""
        self.closing.emit()
        for task in list(self._tasks):
            task.cancel()
            task.wait()
            task.blockSignals(True)  # what it found out must not reach a closed database
        if self.changed.emit in self._database.listeners:
            self._database.listeners.remove(self.changed.emit)

    def _on_task_failed(self, error: Exception) -> None:
        if isinstance(error, LawDeskError):
            self.failed.emit(error)
        else:
            sys.excepthook(type(error), error, error.__traceback__)
