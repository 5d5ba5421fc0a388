"""Words in the making: kept, replaced, forgotten."""

from __future__ import annotations

import pytest

from lawdesk.errors import FieldError
from lawdesk.operations.unsaved_edits import forget_edit, keep_edit
from lawdesk.store import unsaved_edits
from practice_room import PracticeRoom

PLACE = "bundle-letter.7"


def keep(room: PracticeRoom, wording: str, place: str = PLACE) -> None:
    """Keep a wording as the room's clock stands."""
    room.do(keep_edit, place, wording, now=room.clock.now())


def kept(room: PracticeRoom, place: str = PLACE) -> str | None:
    """What is kept there."""
    found = unsaved_edits.find(room.read, place)
    return found.wording if found else None


def test_the_last_wording_stays_with_its_place(room: PracticeRoom) -> None:
    assert kept(room) is None
    keep(room, "Dear")
    keep(room, "other", "bundle-letter.8")
    keep(room, "Dear Mrs Okafor,\n\nthe court has")
    assert kept(room) == "Dear Mrs Okafor,\n\nthe court has"
    assert kept(room, "bundle-letter.8") == "other"
    found = unsaved_edits.find(room.read, PLACE)
    assert found is not None
    assert found.kept_at == room.clock.at


def test_forgotten_or_emptied_is_gone(room: PracticeRoom) -> None:
    keep(room, "Dear")
    keep(room, " \n ")
    assert kept(room) is None
    keep(room, "Dear")
    room.do(forget_edit, PLACE)
    room.do(forget_edit, PLACE)
    assert kept(room) is None


def test_an_endless_text_is_refused_and_the_kept_one_stays(room: PracticeRoom) -> None:
    keep(room, "Dear")
    with pytest.raises(FieldError):
        keep(room, "x" * 200_001)
    assert kept(room) == "Dear"
