"""Days, midnights and daylight saving."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from lawdesk.domain.clock import Moment, day_of, split_at_midnights, start_of_day
from lawdesk.domain.life_signs import Doubt, LifeSign, gap_after_restart, gap_between

BERLIN = ZoneInfo("Europe/Berlin")


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=BERLIN).timestamp())


def test_a_night_is_cut_at_midnight() -> None:
    start, end = at("2026-11-20T23:00"), at("2026-11-21T01:30")
    pieces = split_at_midnights(start, end, BERLIN)
    assert [stop - begin for begin, stop in pieces] == [3600, 5400]
    assert [day_of(begin, BERLIN) for begin, _ in pieces] == [
        date(2026, 11, 20),
        date(2026, 11, 21),
    ]


def test_the_spring_night_has_one_hour_between_half_past_one_and_half_past_three() -> None:
    assert at("2026-03-29T03:30") - at("2026-03-29T01:30") == 3600


def test_ending_at_midnight_is_one_day() -> None:
    start, end = at("2026-11-20T23:00"), start_of_day(date(2026, 11, 21), BERLIN)
    assert split_at_midnights(start, end, BERLIN) == [(start, end)]


def test_a_moment_knows_its_day_and_distance_from_utc() -> None:
    moment = Moment(int(datetime(2026, 7, 1, 23, 30, tzinfo=UTC).timestamp()), BERLIN)
    assert moment.day == date(2026, 7, 2)
    assert moment.utc_offset_seconds == 7200


@given(
    st.integers(1_500_000_000, 2_200_000_000),
    st.integers(0, 5 * 86400),
    st.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe"]),
)
def test_pieces_add_up_and_each_lies_in_one_day(start: int, length: int, name: str) -> None:
    zone = ZoneInfo(name)
    pieces = split_at_midnights(start, start + length, zone)
    assert pieces[0][0] == start
    assert pieces[-1][1] == start + length
    assert sum(stop - begin for begin, stop in pieces) == length
    for begin, stop in pieces:
        assert day_of(begin, zone) == day_of(max(begin, stop - 1), zone)


def sign(wall: int, uptime: int, zone: ZoneInfo = BERLIN) -> LifeSign:
    return LifeSign(Moment(wall, zone), float(uptime))


NEW_YORK = ZoneInfo("America/New_York")


def test_gaps_are_told_apart() -> None:
    before = sign(10_000, 500)
    assert gap_between(before, sign(10_060, 560)) is None
    slept = gap_between(before, sign(42_400, 32_900))
    assert slept is not None
    assert slept.doubt is Doubt.SLEEP
    assert (slept.since, slept.until) == (10_000, 42_400)
    for wall in (10_060 + 7200, 10_060 - 7200):
        moved = gap_between(before, sign(wall, 560))
        assert moved is not None
        assert moved.doubt is Doubt.CLOCK_SET
    flown = gap_between(before, sign(10_060, 560, NEW_YORK))
    assert flown is not None
    assert flown.doubt is Doubt.TIME_ZONE


def test_summer_time_is_no_journey() -> None:
    begins = at("2026-03-29T03:00")
    assert gap_between(sign(begins - 30, 500), sign(begins + 30, 560)) is None
    assert gap_after_restart(begins - 30, 3600, Moment(begins + 30, BERLIN)) is None


def test_silence_after_a_restart() -> None:
    assert gap_after_restart(10_000, 3600, Moment(10_100, BERLIN)) is None
    crash = gap_after_restart(10_000, 3600, Moment(20_000, BERLIN))
    assert crash is not None
    assert crash.doubt is Doubt.CRASH
    back = gap_after_restart(10_000, 3600, Moment(5_000, BERLIN))
    assert back is not None
    assert back.doubt is Doubt.CLOCK_SET
    flown = gap_after_restart(10_000, 3600, Moment(10_100, NEW_YORK))
    assert flown is not None
    assert flown.doubt is Doubt.TIME_ZONE
