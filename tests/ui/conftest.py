"""A real desk over a real practice, for tests that click."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pyrage import x25519

from lawdesk.ui.desk import Desk
from lawdesk.vault.sealed_documents import SealedDocuments
from practice_room import FixedClock, PracticeRoom, make_room


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


@pytest.fixture
def desk_room(tmp_path: Path, qapp: object) -> Iterator[DeskRoom]:
    """An empty practice, open on a desk; Qt is running."""
    assert qapp
    room = make_room(tmp_path)
    identity = str(x25519.Identity.generate())
    documents = SealedDocuments(tmp_path / "docs", (identity,))
    desk = Desk(room.database, documents, room.clock)
    yield DeskRoom(desk, room, tmp_path)
    desk.close()
    room.database.close()
