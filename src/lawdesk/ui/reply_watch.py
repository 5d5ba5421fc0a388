"""Looks into one folder for replies now and then, and takes each in once it stopped growing.

The files stay where they are. What was taken in or refused before is known by its bytes, so a
folder may keep old replies for ever.
"""

from __future__ import annotations

import contextlib
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from lawdesk.domain.replies import REPLY_ENDING
from lawdesk.progress import Report
from lawdesk.store import replies
from lawdesk.ui.desk import Desk
from lawdesk.ui.tasks import while_alive

if TYPE_CHECKING:
    from lawdesk.ui.reply_intake import ReplyIntake

_PAUSE_MS = 5000
_MOST_FILES = 1000

Sight = tuple[int, int]
"""size and time of change of a file"""


class ReplyWatch(QObject):
    """Watches the folder the practice names; without one it is at rest. `looks` counts them."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._folder = ""
        self._seen: dict[Path, Sight] = {}
        self._done: dict[Path, Sight] = {}
        self.looks = 0
        self._intake: ReplyIntake | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self.look)
        desk.changed.connect(self._on_changed)
        desk.closing.connect(self._timer.stop)
        self._begin()

    @property
    def is_watching(self) -> bool:
        """Whether there is a folder to look into."""
        return self._timer.isActive()

    @property
    def intake(self) -> ReplyIntake:
        """What takes replies in; made for the first one, since most practices watch no folder."""
        if self._intake is None:
            from lawdesk.ui.reply_intake import ReplyIntake

            self._intake = ReplyIntake(self._desk, self, is_quiet=True)
        return self._intake

    def look(self) -> None:
        """Looks once; what is there as it was at the look before is taken in."""
        if not self._folder or self._is_busy():
            return
        folder = Path(self._folder)
        self._desk.start(
            partial(_sights, folder), while_alive(self, partial(self._on_seen, folder)), ""
        )

    def _is_busy(self) -> bool:
        return self._intake is not None and self._intake.is_busy

    def _begin(self) -> None:
        self._folder = replies.reply_folder(self._desk.read)
        self._seen, self._done = {}, {}
        if self._folder:
            self._timer.start()
        else:
            self._timer.stop()

    def _on_changed(self, touched: frozenset[str]) -> None:
        if "practice" in touched and replies.reply_folder(self._desk.read) != self._folder:
            self._begin()

    def _on_seen(self, folder: Path, found: dict[Path, Sight]) -> None:
        self.looks += 1
        if str(folder) != self._folder or self._is_busy():
            return
        still = {path: sight for path, sight in found.items() if self._seen.get(path) == sight}
        ready = [path for path, sight in still.items() if self._done.get(path) != sight]
        self._seen = found
        self._done = still
        if ready:
            self.intake.add(ready)


def _sights(folder: Path, _report: Report) -> dict[Path, Sight]:
    """The replies in a folder as they are now; a folder that is gone has none."""
    found: dict[Path, Sight] = {}
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            if path.suffix.casefold() != REPLY_ENDING or len(found) >= _MOST_FILES:
                continue
            with contextlib.suppress(OSError):
                about = path.stat()
                found[path] = (about.st_size, about.st_mtime_ns)
    return found
