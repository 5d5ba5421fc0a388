"""Durations and times of day as they are typed."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawdesk.domain.locale_format import format_clock
from lawdesk.domain.typed_time import (
    LONGEST_SECONDS,
    parse_clock_time,
    parse_duration,
    parse_stop_time,
)
from lawdesk.errors import FieldError

_BERLIN = ZoneInfo("Europe/Berlin")


def _at(year: int, month: int, *rest: int, fold: int = 0) -> int:
    day, hour, minute = rest
    return int(datetime(year, month, day, hour, minute, tzinfo=_BERLIN, fold=fold).timestamp())


_NOW = _at(2026, 11, 20, 10, 0)


@pytest.mark.parametrize(
    ("typed", "seconds"),
    [
        ("1h20m", 4800), ("1h20", 4800), ("1 H 20 min", 4800), ("1:20", 4800), ("80", 4800),
        ("1:20:30", 4830), ("1.3h", 4680), ("1,3h", 4680), (".5h", 1800), ("0,3333h", 1200),
        ("13u", 4680), ("20m", 1200), ("45s", 45), (" 1h ", 3600), ("24h", 86400),
    ],
)  # fmt: skip
def test_durations(typed: str, seconds: int) -> None:
    assert parse_duration(typed, 360) == seconds


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "h", "0", "0:00", "-5", "1:75", "1.3", "1,5", "25h", "1441", "99999999999", "nan",
        "inf", "1e3", "1h-20m", "٣", "1٣m", "１:20", "1h20m30", "20m1h", "1:2", "1..3h", "1:20h",
    ],
)  # fmt: skip
def test_what_is_not_a_duration_is_refused(typed: str) -> None:
    with pytest.raises(FieldError) as refused:
        parse_duration(typed, 360)
    assert refused.value.field == "duration"


def test_units_need_a_unit() -> None:
    with pytest.raises(FieldError, match="not counted in units"):
        parse_duration("13u")


@settings(deadline=None)
@given(st.integers(1, LONGEST_SECONDS))
def test_what_the_clock_shows_can_be_typed(seconds: int) -> None:
    assert parse_duration(format_clock(seconds)) == seconds


@settings(deadline=None)
@given(st.text(max_size=12))
def test_any_text_is_a_duration_or_refused(typed: str) -> None:
    try:
        seconds = parse_duration(typed, 360)
    except FieldError:
        return
    assert 1 <= seconds <= LONGEST_SECONDS


@pytest.mark.parametrize(
    ("typed", "hour", "minute"),
    [("9:12", 9, 12), ("9.12", 9, 12), ("9h12", 9, 12), ("912", 9, 12), ("0912", 9, 12),
     ("9:12am", 9, 12), ("9 am", 9, 0), ("12am", 0, 0), ("-15", 9, 45), ("−15m", 9, 45)],
)  # fmt: skip
def test_times_of_day(typed: str, hour: int, minute: int) -> None:
    assert parse_clock_time(typed, _NOW, _BERLIN) == _at(2026, 11, 20, hour, minute)


def test_a_time_to_come_is_last_night_only_when_that_is_near() -> None:
    just_after_midnight = _at(2026, 11, 21, 0, 10)
    assert parse_clock_time("23:50", just_after_midnight, _BERLIN) == _at(2026, 11, 20, 23, 50)
    with pytest.raises(FieldError, match="still to come"):
        parse_clock_time("17:00", _NOW, _BERLIN)


def test_clock_changes() -> None:
    autumn = _at(2026, 10, 25, 12, 0)
    assert parse_clock_time("2:30", autumn, _BERLIN) == _at(2026, 10, 25, 2, 30, fold=1)
    between = _at(2026, 10, 25, 2, 40)
    assert parse_clock_time("2:30", between, _BERLIN) == _at(2026, 10, 25, 2, 30, fold=0)
    with pytest.raises(FieldError, match="left out"):
        parse_clock_time("2:30", _at(2026, 3, 29, 12, 0), _BERLIN)


@pytest.mark.parametrize("typed", ["", "24:00", "9:60", "13pm", "0am", "9", "٩:12", "9:1", "99999"])
def test_what_is_not_a_time_is_refused(typed: str) -> None:
    with pytest.raises(FieldError) as refused:
        parse_clock_time(typed, _NOW, _BERLIN)
    assert refused.value.field == "time"


@settings(deadline=None)
@given(typed=st.from_regex(r"[0-2]?[0-9]:[0-5][0-9]( ?(am|pm))?", fullmatch=True))
def test_a_time_is_never_later_than_now(typed: str) -> None:
    try:
        at = parse_clock_time(typed, _NOW, UTC)
    except FieldError:
        return
    assert 0 <= _NOW - at < LONGEST_SECONDS


@pytest.mark.parametrize(
    ("typed", "stopped"),
    [
        ("18:30", (19, 18, 30)), ("17:40", (19, 17, 40)), ("1am", (20, 1, 0)),
        ("0930", (20, 9, 30)), ("-15", (20, 9, 45)),
    ],
)  # fmt: skip
def test_a_forgotten_clock_stopped_at_the_first_such_time(
    typed: str, stopped: tuple[int, int, int]
) -> None:
    since = _at(2026, 11, 19, 17, 40)
    assert parse_stop_time(typed, since, _NOW, _BERLIN) == _at(2026, 11, *stopped)


@pytest.mark.parametrize("typed", ["10:01", "17:39", "-1000", "-999", "noon", ""])
def test_a_clock_cannot_have_stopped_while_it_did_not_run(typed: str) -> None:
    with pytest.raises(FieldError) as refused:
        parse_stop_time(typed, _at(2026, 11, 19, 17, 40), _NOW, _BERLIN)
    assert refused.value.field == "time"
