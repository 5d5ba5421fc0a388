"""What the Today page shows, as rows: entries, gaps and undecided stretches in the day's order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lawdesk.domain.clock import Moment
from lawdesk.domain.life_signs import Doubt
from lawdesk.domain.matters import MatterId
from lawdesk.domain.practice import Practice
from lawdesk.domain.recorded_day import Stretch, find_gaps
from lawdesk.domain.time_entries import ClockState, EntryRow, Standing, TimeInterval
from lawdesk.operations.charging import estimate_running
from lawdesk.store import time_entries, timers
from lawdesk.store.database import Reader
from lawdesk.translation import _
from lawdesk.ui.clock_words import decimal_hours, span_words, wall_time


@dataclass(frozen=True, slots=True)
class DayLine:
    """One row of the day. Kind is entry, gap or undecided; `key` is what a click names.

    `matter` of a gap is the one it would be added to. Times are UTC seconds, None for work by hand.
    """

    key: str
    kind: str
    entry_id: int
    matter_id: MatterId
    matter: str
    narrative: str
    start: int | None
    end: int | None
    seconds: int
    units: int
    unit_seconds: int
    cents: int
    is_free: bool
    clock: ClockState
    can_edit: bool
    interval_id: int = 0
    doubt: Doubt | None = None


@dataclass(frozen=True, slots=True)
class DayPicture:
    """The lines of a day, and every stretch of its clock with the line it belongs to."""

    lines: tuple[DayLine, ...]
    pieces: tuple[tuple[Stretch, DayLine], ...]

    def of_kind(self, kind: str) -> list[DayLine]:
        """The lines of one kind."""
        return [line for line in self.lines if line.kind == kind]


def picture_of(read: Reader, now: Moment, left: Iterable[Stretch] = ()) -> DayPicture:
    """Today as it stands at `now`; the gaps in `left` are not shown."""
    rows = _rows(read, now)
    intervals = {row.id: timers.list_intervals(read, row.id) for row in rows}
    entries = {row.id: _entry_line(read, row, intervals[row.id], now) for row in rows}
    pieces: list[tuple[Stretch, DayLine]] = []
    undecided: list[DayLine] = []
    for row in rows:
        for interval in intervals[row.id]:
            stretch = Stretch(interval.started_at, _end(interval, now))
            if interval.standing is Standing.UNDECIDED:
                undecided.append(_undecided_line(row, interval, stretch))
                pieces.append((stretch, undecided[-1]))
            elif interval.standing is Standing.WORKED:
                pieces.append((stretch, entries[row.id]))
    recorded = [Stretch(i.started_at, _end(i, now)) for some in intervals.values() for i in some]
    hidden = set(left)
    gaps = [
        _gap_line(gap, _before(gap, pieces)) for gap in find_gaps(recorded) if gap not in hidden
    ]
    pieces += [(Stretch(line.start or 0, line.end or 0), line) for line in gaps]
    lines = sorted([*entries.values(), *undecided, *gaps], key=_order)
    return DayPicture(tuple(lines), tuple(pieces))


def _rows(read: Reader, now: Moment) -> list[EntryRow]:
    """Today's entries, and the running one also when it began before midnight."""
    rows = time_entries.list_rows_of_day(read, now.day)
    running = timers.find_running(read)
    if running is not None and running.id not in {row.id for row in rows}:
        rows.append(time_entries.get_row(read, running.id))
    return rows


def _entry_line(read: Reader, row: EntryRow, intervals: list[TimeInterval], now: Moment) -> DayLine:
    seconds, units, cents = row.raw_seconds, row.billed_units, row.amount_cents
    if row.clock is ClockState.RUNNING:
        worked = [i for i in intervals if i.standing is Standing.WORKED]
        seconds = sum(max(0, _end(i, now) - i.started_at) for i in worked)
        units, cents = estimate_running(read, time_entries.get(read, row.id), seconds)
    return DayLine(
        key=f"entry-{row.id}",
        kind="entry",
        entry_id=row.id,
        matter_id=row.matter_id,
        matter=row.matter_title,
        narrative=row.narrative,
        start=row.started_at,
        end=None if row.clock is ClockState.RUNNING else row.ended_at,
        seconds=seconds,
        units=units,
        unit_seconds=row.unit_seconds,
        cents=cents,
        is_free=row.charge != "billable",
        clock=row.clock,
        can_edit=row.invoice_number is None,
    )


def _undecided_line(row: EntryRow, interval: TimeInterval, stretch: Stretch) -> DayLine:
    return _open_line(
        f"undecided-{interval.id}",
        "undecided",
        stretch,
        row.matter_id,
        row.matter_title,
        interval.id,
        interval.doubt,
    )


def _gap_line(gap: Stretch, before: DayLine) -> DayLine:
    return _open_line(f"gap-{gap.start}", "gap", gap, before.matter_id, before.matter)


def _open_line(
    key: str,
    kind: str,
    stretch: Stretch,
    matter_id: MatterId,
    matter: str,
    interval_id: int = 0,
    doubt: Doubt | None = None,
) -> DayLine:
    """A stretch that counts for nothing yet."""
    return DayLine(
        key=key,
        kind=kind,
        entry_id=0,
        matter_id=matter_id,
        matter=matter,
        narrative="",
        start=stretch.start,
        end=stretch.end,
        seconds=stretch.seconds,
        units=0,
        unit_seconds=360,
        cents=0,
        is_free=False,
        clock=ClockState.STOPPED,
        can_edit=False,
        interval_id=interval_id,
        doubt=doubt,
    )


def _before(gap: Stretch, pieces: list[tuple[Stretch, DayLine]]) -> DayLine:
    """What was worked on when the gap began; else what came after it."""
    earlier = [(piece.end, line) for piece, line in pieces if piece.end <= gap.start]
    later = [(-piece.start, line) for piece, line in pieces if piece.start >= gap.end]
    return max(earlier or later, key=lambda found: found[0])[1]


def _end(interval: TimeInterval, now: Moment) -> int:
    return max(now.at, interval.started_at) if interval.ended_at is None else interval.ended_at


def _order(line: DayLine) -> tuple[bool, int, str]:
    """By the clock; work by hand after it."""
    return line.start is None, line.start or 0, line.key


def day_sentence(picture: DayPicture, settings: Practice, now: Moment) -> str:
    """The sentence under the title: how much is recorded, and what is odd about the day."""
    worked = decimal_hours(sum(line.seconds for line in picture.of_kind("entry")), settings.locale)
    if settings.day_goal_seconds:
        goal = decimal_hours(settings.day_goal_seconds, settings.locale)
        words = _("{worked} of {goal} hours recorded.").format(worked=worked, goal=goal)
    else:
        words = _("{worked} hours recorded.").format(worked=worked)
    return " ".join([words, *_odd(picture, now)])


def _odd(picture: DayPicture, now: Moment) -> list[str]:
    sentences = []
    gaps, undecided = picture.of_kind("gap"), picture.of_kind("undecided")
    length = span_words(sum(line.seconds for line in gaps))
    if len(gaps) == 1:
        start = wall_time(gaps[0].start or 0, now.zone)
        sentences.append(
            _("{length} from {time} belong to nobody yet.").format(length=length, time=start)
        )
    elif gaps:
        sentences.append(
            _("{length} in {count} gaps belong to nobody yet.").format(
                length=length, count=len(gaps)
            )
        )
    if undecided:
        length = span_words(sum(line.seconds for line in undecided))
        sentences.append(_("{length} wait for your decision.").format(length=length))
    return sentences
