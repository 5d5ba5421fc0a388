"""Clock stretches that follow within a unit are charged as one, where the policy says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from lawdesk.domain.billing.billing_policy import BillingPolicy
from lawdesk.domain.close_work import WorkSpan, close_to
from lawdesk.domain.rounding import RoundingMode, RoundingPolicy
from lawdesk.domain.time_entries import TimeEntryId
from lawdesk.operations.charging import estimate_running
from lawdesk.operations.time_entries import delete_entry, set_activity
from lawdesk.operations.timers import start_timer, stop_timer
from lawdesk.store import time_entries
from practice_room import PracticeRoom, make_room

MERGING = BillingPolicy(
    rounding=RoundingPolicy(360, RoundingMode.UP, 1), merges_close_intervals=True
)


def clocked(room: PracticeRoom, matter: int, gap: int, seconds: int) -> TimeEntryId:
    room.clock.go_on(gap)
    entry = room.do(start_timer, matter, now=room.clock.now())  # type: ignore[arg-type]
    room.clock.go_on(seconds)
    guess = estimate_running(room.read, time_entries.get(room.read, entry), seconds)
    room.do(stop_timer, now=room.clock.now())
    found = time_entries.get(room.read, entry)
    assert (found.billed_units, found.amount_cents) == guess
    return entry


def units(room: PracticeRoom) -> int:
    return time_entries.total(room.read).billed_seconds // 360


@pytest.mark.parametrize(("gap", "charged"), [(10, 1), (359, 1), (360, 2), (3600, 2)])
def test_two_calls_within_a_unit_are_one_charge(tmp_path: Path, gap: int, charged: int) -> None:
    room = make_room(tmp_path, policy=MERGING)
    matter = room.add_matter()
    clocked(room, matter, 0, 100)
    clocked(room, matter, gap, 100)
    assert units(room) == charged
    room.database.close()


def test_another_activity_is_charged_apart_and_a_deleted_one_no_more(tmp_path: Path) -> None:
    room = make_room(tmp_path, policy=MERGING)
    matter = room.add_matter()
    first = clocked(room, matter, 0, 100)
    second = clocked(room, matter, 10, 100)
    third = clocked(room, matter, 10, 300)
    assert units(room) == 2
    room.do(set_activity, second, "A103")
    assert units(room) == 3
    room.do(set_activity, second, None)
    assert units(room) == 2
    room.do(delete_entry, second, now=room.clock.now())
    assert [time_entries.get(room.read, each).billed_units for each in (first, third)] == [1, 1]
    room.database.close()


def test_without_the_policy_each_is_charged(tmp_path: Path) -> None:
    room = make_room(tmp_path)
    matter = room.add_matter()
    clocked(room, matter, 0, 100)
    clocked(room, matter, 10, 100)
    assert units(room) == 2
    room.database.close()


def test_a_long_stretch_holds_what_lies_inside_it() -> None:
    spans = [
        WorkSpan(TimeEntryId(1), 0, 5000, 360),
        WorkSpan(TimeEntryId(2), 100, 200, 360),
        WorkSpan(TimeEntryId(3), 5100, 5200, 360),
        WorkSpan(TimeEntryId(4), 9000, None, 360),
    ]
    assert close_to(TimeEntryId(3), spans) == [1, 2, 3]
    assert close_to(TimeEntryId(4), spans) == [4]
    assert close_to(TimeEntryId(9), spans) == []
