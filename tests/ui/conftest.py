"""A real desk over a real practice, for tests that click."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyrage import x25519
from PySide6.QtCore import QCoreApplication, QEvent

from desk_room import DeskRoom
from lawdesk.ui.desk import Desk
from lawdesk.vault.sealed_documents import SealedDocuments
from practice_room import make_room


@pytest.fixture
def desk_room(tmp_path: Path, qapp: object) -> Iterator[DeskRoom]:
    """An empty practice, open on a desk; Qt is running."""
    assert qapp
    room = make_room(tmp_path)
    identity = str(x25519.Identity.generate())
    documents = SealedDocuments(tmp_path / "docs", (identity,))
    desk = Desk(room.database, documents, room.clock)
    yield DeskRoom(desk, room, tmp_path)
    # Closed windows are deleted by the next event loop only; till then their lists read on.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    desk.close()
    room.database.close()
