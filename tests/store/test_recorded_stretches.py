"""Time no clock ran in, the running estimate, and what a drop-and-stop may touch."""

from __future__ import annotations

import pytest

from lawdesk.domain.billing.billing_policy import BillingPolicy
from lawdesk.domain.life_signs import Doubt, Gap
from lawdesk.domain.rounding import RoundingPolicy, RoundingScope
from lawdesk.errors import FieldError
from lawdesk.operations.charging import estimate_running
from lawdesk.operations.doubts import drop_stretch_and_stop, note_gap
from lawdesk.operations.timers import record_stretch, start_timer, stop_timer
from lawdesk.store import matters, time_entries, timers
from practice_room import NINE_O_CLOCK, PracticeRoom, make_room


def test_a_stretch_becomes_a_finished_entry_with_its_clock_times(room: PracticeRoom) -> None:
    matter = room.add_matter()
    room.clock.go_on(3600)
    start, end = NINE_O_CLOCK + 600, NINE_O_CLOCK + 1500
    entry_id = room.do(record_stretch, matter, start, end, now=room.clock.now())
    row = time_entries.get_row(room.read, entry_id)
    assert (row.started_at, row.ended_at, row.raw_seconds) == (start, end, 900)
    assert (row.billed_units, row.amount_cents) == (3, 90_00)


@pytest.mark.parametrize(("start", "end"), [(600, 600), (900, 600), (0, 7200)])
def test_a_stretch_must_have_passed(room: PracticeRoom, start: int, end: int) -> None:
    matter = room.add_matter()
    room.clock.go_on(3600)
    with pytest.raises(FieldError):
        room.do(
            record_stretch,
            matter,
            NINE_O_CLOCK + start,
            NINE_O_CLOCK + end,
            now=room.clock.now(),
        )
    assert time_entries.list_rows(room.read) == []


def test_drop_and_stop_leaves_a_clock_started_since_alone(room: PracticeRoom) -> None:
    first, second = room.add_matter(), room.add_matter("Brandt estate")
    room.do(start_timer, first, now=room.clock.now())
    asleep = room.clock.go_on(600).at
    room.clock.go_on(2400)
    room.do(note_gap, Gap(asleep, room.clock.at, Doubt.SLEEP), now=room.clock.now())
    room.do(stop_timer, now=room.clock.now())
    running = room.do(start_timer, second, now=room.clock.now())
    room.clock.go_on(300)
    stretch = timers.list_undecided(room.read)[0]
    room.do(drop_stretch_and_stop, stretch.id, now=room.clock.now())
    clock = timers.find_running_clock(room.read)
    assert clock is not None
    assert (clock.entry_id, clock.seconds_at(room.clock.at)) == (running, 300)


def test_the_estimate_is_what_stopping_then_charges(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    for scope in RoundingScope:
        room = make_room(
            tmp_path_factory.mktemp(scope.value),
            policy=BillingPolicy(rounding=RoundingPolicy(scope=scope)),
        )
        matter = room.add_matter()
        for seconds in (125, 361, 1320):
            room.do(start_timer, matter, now=room.clock.now())
            room.clock.go_on(seconds)
            room.do(stop_timer, now=room.clock.now())
        running = room.do(start_timer, matter, now=room.clock.now())
        room.clock.go_on(2830)
        guess = estimate_running(room.read, time_entries.get(room.read, running), 2830)
        room.do(stop_timer, now=room.clock.now())
        entry = time_entries.get(room.read, running)
        assert guess == (entry.billed_units, entry.amount_cents)
        room.database.close()


def test_unbilled_work_is_added_up_over_all_matters(room: PracticeRoom) -> None:
    empty = matters.unbilled_total(room.read)
    assert (empty.matters, empty.cents, empty.oldest_on) == (0, 0, None)
    for title in ("Brandt estate", "Alvarez v. Northgate"):
        room.do(start_timer, room.add_matter(title), now=room.clock.now())
        room.clock.go_on(360)
        room.do(stop_timer, now=room.clock.now())
    total = matters.unbilled_total(room.read)
    assert (total.matters, total.cents, total.oldest_on) == (2, 60_00, room.clock.now().day)
    assert [choice.title for choice in matters.list_choices(room.read)] == [
        "Alvarez v. Northgate",
        "Brandt estate",
    ]
