"""The clock, from the first click to an entry with its amount."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlcipher3.dbapi2 as driver

from lawdesk.domain.life_signs import Doubt, Gap
from lawdesk.domain.rounding import RoundingMode
from lawdesk.domain.time_entries import ClockState, Standing, TimeEntryId
from lawdesk.errors import FieldError, RuleError
from lawdesk.operations import doubts
from lawdesk.operations.time_entries import delete_entry, set_duration, take_back
from lawdesk.operations.timers import (
    continue_last,
    park_timer,
    resume_timer,
    set_running_narrative,
    set_running_start,
    start_timer,
    stop_timer,
)
from lawdesk.store import time_entries, timers, undo_steps
from practice_room import PracticeRoom


def start(room: PracticeRoom, matter_id: int | None = None) -> TimeEntryId:
    chosen = room.add_matter() if matter_id is None else matter_id
    return room.do(start_timer, chosen, now=room.clock.now())  # type: ignore[arg-type]


def stop(room: PracticeRoom, after: int) -> TimeEntryId:
    entry_id = room.do(stop_timer, now=room.clock.go_on(after))
    assert entry_id is not None
    return entry_id


def test_start_stop_freezes_time_units_rate_and_amount(room: PracticeRoom) -> None:
    entry_id = start(room)
    assert timers.find_running(room.read) is not None
    stop(room, 2830)
    entry = time_entries.get(room.read, entry_id)
    assert (entry.raw_seconds, entry.billed_units, entry.amount_cents) == (2830, 8, 240_00)
    assert (entry.rounding_mode, entry.unit_seconds) == (RoundingMode.UP, 360)
    assert entry.clock is ClockState.STOPPED
    assert timers.find_running(room.read) is None


def test_stopping_within_the_same_second_is_allowed(room: PracticeRoom) -> None:
    start(room)
    entry = time_entries.get(room.read, stop(room, 0))
    assert (entry.raw_seconds, entry.amount_cents) == (0, 0)


def test_starting_another_matter_parks_the_first(room: PracticeRoom) -> None:
    client = room.add_client()
    first = start(room, room.add_matter("One", client))
    room.clock.go_on(600)
    second = start(room, room.add_matter("Two", client))
    assert [clock.entry_id for clock in timers.list_parked_clocks(room.read)] == [first]
    running = timers.find_running_clock(room.read)
    assert running is not None
    assert running.entry_id == second


def test_parked_clocks_resume_onto_the_same_entry(room: PracticeRoom) -> None:
    entry_id = start(room)
    room.do(park_timer, now=room.clock.go_on(600))
    room.clock.go_on(1000)
    assert room.do(resume_timer, entry_id, now=room.clock.now()) == entry_id
    stop(room, 300)
    assert time_entries.get(room.read, entry_id).raw_seconds == 900
    assert len(timers.list_intervals(room.read, entry_id)) == 2


def test_yesterdays_clock_goes_on_as_a_new_entry(room: PracticeRoom) -> None:
    entry_id = start(room)
    room.do(set_running_narrative, "Reply brief")
    room.do(park_timer, now=room.clock.go_on(600))
    room.clock.go_on(86400)
    resumed = room.do(resume_timer, entry_id, now=room.clock.now())
    assert resumed != entry_id
    assert time_entries.get(room.read, entry_id).clock is ClockState.STOPPED
    assert time_entries.get(room.read, resumed).narrative == "Reply brief"


def test_only_one_clock_runs_whatever_the_code_does(room: PracticeRoom) -> None:
    start(room)
    first = timers.find_running(room.read)
    assert first is not None
    with pytest.raises(driver.IntegrityError):
        room.do(time_entries.insert, first)


def test_a_stop_is_taken_back_as_if_it_had_never_happened(room: PracticeRoom) -> None:
    entry_id = start(room)
    before = timers.list_intervals(room.read, entry_id)
    stop(room, 600)
    room.do(take_back, now=room.clock.go_on(120))
    assert timers.list_intervals(room.read, entry_id) == before
    assert stop(room, 60) == entry_id
    assert time_entries.get(room.read, entry_id).raw_seconds == 780


def test_a_stop_after_midnight_is_taken_back_too(room: PracticeRoom) -> None:
    room.clock.at += 13 * 3600  # 22:00
    entry_id = start(room)
    last = stop(room, 4 * 3600)
    assert last != entry_id
    room.do(take_back, now=room.clock.now())
    running = timers.find_running(room.read)
    assert running is not None
    assert running.id == entry_id
    last = stop(room, 60)
    days = [e.worked_on for e in time_entries.list_chain(room.read, running) if not e.deleted_at]
    assert days == [date(2026, 11, 20), date(2026, 11, 21)]


def test_nothing_to_take_back_says_so(room: PracticeRoom) -> None:
    with pytest.raises(RuleError):
        room.do(take_back, now=room.clock.now())


def test_crossing_midnight_makes_two_entries_rounded_as_one(room: PracticeRoom) -> None:
    room.clock.at += 14 * 3600 + 3400  # 23:56:40
    entry_id = start(room)
    stop(room, 361)
    parts = time_entries.list_chain(room.read, time_entries.get(room.read, entry_id))
    assert [part.worked_on for part in parts] == [date(2026, 11, 20), date(2026, 11, 21)]
    assert [part.raw_seconds for part in parts] == [200, 161]
    assert [part.billed_units for part in parts] == [1, 1]
    assert sum(part.amount_cents for part in parts) == 60_00


def test_three_midnights_make_four_entries(room: PracticeRoom) -> None:
    entry_id = start(room)
    stop(room, 3 * 86400)
    parts = time_entries.list_chain(room.read, time_entries.get(room.read, entry_id))
    assert len(parts) == 4
    assert sum(part.raw_seconds for part in parts) == 3 * 86400


def test_the_running_start_can_be_moved_but_not_into_the_future(room: PracticeRoom) -> None:
    entry_id = start(room)
    nine = room.clock.at
    room.clock.go_on(600)
    room.do(set_running_start, nine - 900, now=room.clock.now())
    with pytest.raises(FieldError):
        room.do(set_running_start, room.clock.at + 1, now=room.clock.now())
    stop(room, 0)
    assert time_entries.get(room.read, entry_id).raw_seconds == 1500


def test_start_since_the_end_of_the_last_entry(room: PracticeRoom) -> None:
    matter = room.add_matter()
    start(room, matter)
    stop(room, 600)
    ended = room.clock.at
    room.clock.go_on(1200)
    assert timers.last_end(room.read, room.clock.at) == ended
    room.do(start_timer, matter, now=room.clock.now(), started_at=ended)
    entry = time_entries.get(room.read, stop(room, 300))
    assert entry.raw_seconds == 1500


def test_continue_last_prefers_the_clock_parked_last(room: PracticeRoom) -> None:
    assert room.do(continue_last, now=room.clock.now()) is None
    client = room.add_client()
    first = start(room, room.add_matter("One", client))
    room.do(park_timer, now=room.clock.go_on(60))
    start(room, room.add_matter("Two", client))
    stop(room, 60)
    assert room.do(continue_last, now=room.clock.now()) == first


def test_a_crash_leaves_the_silence_undecided_and_unbilled(room: PracticeRoom) -> None:
    entry_id = start(room)
    room.clock.go_on(3600)
    room.do(doubts.look_for_silence, now=room.clock.now())
    stretch = timers.list_undecided(room.read)[0]
    assert (stretch.doubt, stretch.ended_at) == (Doubt.CRASH, room.clock.at)
    stop(room, 600)
    assert time_entries.get(room.read, entry_id).raw_seconds == 600
    room.do(doubts.keep_stretch, stretch.id)
    assert time_entries.get(room.read, entry_id).raw_seconds == 4200


def test_a_short_silence_is_not_asked_about(room: PracticeRoom) -> None:
    start(room)
    room.clock.go_on(90)
    room.do(doubts.look_for_silence, now=room.clock.now())
    assert timers.list_undecided(room.read) == []


def asleep(room: PracticeRoom, seconds: int = 3600) -> Gap:
    since = room.clock.at
    room.clock.go_on(seconds)
    return Gap(since, room.clock.at, Doubt.SLEEP)


def test_drop_and_go_on_keeps_the_clock_running(room: PracticeRoom) -> None:
    entry_id = start(room)
    room.clock.go_on(600)
    room.do(doubts.note_gap, asleep(room), now=room.clock.now())
    room.do(doubts.drop_stretch, timers.list_undecided(room.read)[0].id)
    stop(room, 300)
    assert time_entries.get(room.read, entry_id).raw_seconds == 900


def test_drop_and_stop_ends_where_the_silence_began(room: PracticeRoom) -> None:
    entry_id = start(room)
    room.clock.go_on(600)
    room.do(doubts.note_gap, asleep(room), now=room.clock.now())
    stretch = timers.list_undecided(room.read)[0]
    room.clock.go_on(120)
    room.do(doubts.drop_stretch_and_stop, stretch.id, now=room.clock.now())
    assert timers.find_running(room.read) is None
    assert time_entries.get(room.read, entry_id).raw_seconds == 600


def test_a_stretch_can_be_booked_to_another_matter(room: PracticeRoom) -> None:
    client = room.add_client()
    entry_id = start(room, room.add_matter("One", client))
    other = room.add_matter("Two", client)
    room.do(doubts.note_gap, asleep(room), now=room.clock.now())
    stretch = timers.list_undecided(room.read)[0]
    booked = room.do(
        doubts.book_stretch, stretch.id, other, narrative="Hearing", now=room.clock.now()
    )
    assert time_entries.get(room.read, booked).raw_seconds == 3600
    assert time_entries.get(room.read, booked).matter_id == other
    stop(room, 60)
    assert time_entries.get(room.read, entry_id).raw_seconds == 60


def test_gaps_that_touch_become_one_question(room: PracticeRoom) -> None:
    start(room)
    room.do(doubts.note_gap, asleep(room), now=room.clock.now())
    room.do(doubts.note_gap, asleep(room), now=room.clock.now())
    stretches = timers.list_undecided(room.read)
    assert [(s.ended_at or 0) - s.started_at for s in stretches] == [7200]


def test_a_gap_never_touches_a_clock_that_started_later(room: PracticeRoom) -> None:
    gap = Gap(room.clock.at - 7200, room.clock.at - 3600, Doubt.SLEEP)
    start(room)
    room.do(doubts.note_gap, gap, now=room.clock.now())
    assert timers.list_undecided(room.read) == []


def test_without_a_clock_nothing_is_asked(room: PracticeRoom) -> None:
    start(room)
    stopped = stop(room, 600)
    room.do(doubts.note_gap, asleep(room), now=room.clock.now())
    room.do(doubts.look_for_silence, now=room.clock.now())
    assert timers.list_undecided(room.read) == []
    assert time_entries.get(room.read, stopped).raw_seconds == 600


def test_a_decision_is_asked_once(room: PracticeRoom) -> None:
    start(room)
    room.do(doubts.note_gap, asleep(room), now=room.clock.now())
    stretch = timers.list_undecided(room.read)[0]
    room.do(doubts.drop_stretch, stretch.id)
    with pytest.raises(RuleError):
        room.do(doubts.keep_stretch, stretch.id)


def test_the_clock_set_back_never_gives_negative_time(room: PracticeRoom) -> None:
    entry_id = start(room)
    room.clock.go_on(1800)
    beat = room.clock.at
    room.clock.at -= 7200
    room.do(doubts.note_gap, Gap(beat, room.clock.at, Doubt.CLOCK_SET), now=room.clock.now())
    stop(room, 600)
    entry = time_entries.get(room.read, entry_id)
    assert entry.raw_seconds == 2400
    assert timers.list_undecided(room.read)[0].standing is Standing.UNDECIDED


def test_a_sleep_over_midnight_is_asked_about_day_by_day(room: PracticeRoom) -> None:
    room.clock.at += 13 * 3600  # 22:00
    entry_id = start(room)
    room.clock.go_on(600)
    room.do(doubts.note_gap, asleep(room, 9 * 3600), now=room.clock.now())
    running = timers.find_running(room.read)
    assert running is not None
    assert running.worked_on == date(2026, 11, 21)
    stretches = timers.list_undecided(room.read)
    assert sum((s.ended_at or 0) - s.started_at for s in stretches) == 9 * 3600
    assert time_entries.get(room.read, entry_id).raw_seconds == 600


def test_a_clock_over_the_spring_night_counts_real_hours(room: PracticeRoom) -> None:
    room.clock.zone = ZoneInfo("Europe/Berlin")
    room.clock.at = int(datetime(2026, 3, 29, 0, 30, tzinfo=UTC).timestamp())  # 01:30
    entry_id = start(room)
    stop(room, 3600)
    local = datetime.fromtimestamp(room.clock.at, room.clock.zone)
    assert local.hour * 60 + local.minute == 3 * 60 + 30
    assert time_entries.get(room.read, entry_id).raw_seconds == 3600


def test_undo_steps_survive_a_restart_in_order(room: PracticeRoom) -> None:
    matter = room.add_matter()
    start(room, matter)
    stopped = stop(room, 600)
    room.do(delete_entry, stopped, now=room.clock.now())
    latest = undo_steps.find_latest(room.read)
    assert latest is not None
    assert latest.kind == "delete_entry"
    assert room.do(take_back, now=room.clock.now()) == "delete_entry"
    assert room.do(take_back, now=room.clock.now()) == "stop"


def test_a_stop_that_was_edited_meanwhile_is_not_taken_back(room: PracticeRoom) -> None:
    start(room)
    entry_id = stop(room, 600)
    room.do(set_duration, entry_id, 1200)
    with pytest.raises(RuleError):
        room.do(take_back, now=room.clock.now())
    assert time_entries.get(room.read, entry_id).raw_seconds == 1200


def test_a_clock_cannot_start_more_than_a_week_ago(room: PracticeRoom) -> None:
    matter = room.add_matter()
    long_ago = room.clock.at - int(timedelta(days=8).total_seconds())
    with pytest.raises(FieldError):
        room.do(start_timer, matter, now=room.clock.now(), started_at=long_ago)
