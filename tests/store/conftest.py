"""A fresh practice for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from practice_room import PracticeRoom, make_room


@pytest.fixture
def room(tmp_path: Path) -> Iterator[PracticeRoom]:
    """An empty practice with a fixed clock: Friday 20 November 2026, nine o'clock in Berlin."""
    room = make_room(tmp_path)
    yield room
    room.database.close()
