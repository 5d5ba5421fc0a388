"""A real desk over a real practice; the fixture `desk_room` of the UI tests gives one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lawdesk.ui.desk import Desk
from practice_room import FixedClock, PracticeRoom


@dataclass
class DeskRoom:
    """A desk with the practice behind it."""

    desk: Desk
    room: PracticeRoom
    folder: Path

    @property
    def clock(self) -> FixedClock:
        """The clock the desk goes by."""
        return self.room.clock
