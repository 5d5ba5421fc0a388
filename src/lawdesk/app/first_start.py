"""From the last step of the first run to an open practice, with the sample beside it if wanted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from lawdesk.app.session import make_database, make_sample_practice, move_practice
from lawdesk.domain.clock import Clock
from lawdesk.errors import LawDeskError
from lawdesk.ui.pages.first_run import FirstRun, NewPractice
from lawdesk.ui.tasks import Task
from lawdesk.vault.practice_folder import OpenKeys

_SAMPLE_FOLDER = "sample-practice"
_STAGING = ".being-made"

Open = Callable[[Path, OpenKeys], None]
"""opens a practice folder with these keys; raises LawDeskError"""


class FirstStart(QObject):
    """Lives as long as its `page`; the practice is made in a staging folder and moved at the end.

    `tell` shows an error after the practice was opened.
    """

    def __init__(
        self, target: Path, clock: Clock, open_practice: Open, tell: Callable[[Exception], None]
    ) -> None:
        self.page = FirstRun(target.parent / _STAGING / "practice", clock)
        super().__init__(self.page)
        self._target = target
        self._clock = clock
        self._open_practice = open_practice
        self._tell = tell
        self.page.finished.connect(self._on_finished)

    def _on_finished(self, made: NewPractice) -> None:
        try:
            if not (made.staged / "vault.db").exists():
                make_database(
                    made.staged,
                    made.keys,
                    made.practice,
                    cents_per_hour=made.cents_per_hour,
                    policy=made.policy,
                )
            move_practice(made.staged, self._target)
        except LawDeskError as error:
            self.page.show_failure(error)
            return
        if made.wants_sample:
            self._make_sample(made)
        else:
            self._open(self._target, made.keys)

    def _make_sample(self, made: NewPractice) -> None:
        folder, moment = self._target.parent / _SAMPLE_FOLDER, self._clock.now()
        task = Task(
            lambda _report: make_sample_practice(folder, made.passphrase, moment), self.page
        )
        task.succeeded.connect(lambda keys: self._open(folder, keys))
        task.failed.connect(lambda error: self._open_without_sample(made, error))
        task.start()

    def _open_without_sample(self, made: NewPractice, error: Exception) -> None:
        if not isinstance(error, LawDeskError):
            raise error
        self._open(self._target, made.keys)
        self._tell(error)

    def _open(self, folder: Path, keys: OpenKeys) -> None:
        try:
            self._open_practice(folder, keys)
        except LawDeskError as error:
            self.page.show_failure(error)
