"""The clock: which entry runs, which are parked, and the intervals they were clocked in."""

from __future__ import annotations

from dataclasses import dataclass, fields

from lawdesk.domain.life_signs import Doubt
from lawdesk.domain.time_entries import IntervalId, Standing, TimeEntry, TimeEntryId, TimeInterval
from lawdesk.domain.timers import ParkedClock, RunningClock
from lawdesk.store.database import Reader, Transaction

_ENTRY = f"SELECT {', '.join(field.name for field in fields(TimeEntry))} FROM time_entries"
_INTERVAL = "SELECT id, entry_id, started_at, ended_at, standing, doubt FROM time_intervals"


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """When LawDesk was last known to be alive while a clock ran, and how far from UTC it was."""

    beat_at: int
    utc_offset_seconds: int


def find_running(read: Reader) -> TimeEntry | None:
    """The entry whose clock runs."""
    return read.first(TimeEntry, f"{_ENTRY} WHERE clock = 'running'")


def list_parked(read: Reader) -> list[TimeEntry]:
    """Entries whose clock is paused, the one paused last first."""
    return read.all(
        TimeEntry,
        f"{_ENTRY} WHERE clock = 'parked' AND deleted_at IS NULL ORDER BY "
        "(SELECT max(ended_at) FROM time_intervals WHERE entry_id = time_entries.id) DESC, id DESC",
    )


def find_open_interval(read: Reader, entry_id: TimeEntryId) -> TimeInterval | None:
    """The interval in which the clock runs for that entry."""
    return read.first(
        TimeInterval, f"{_INTERVAL} WHERE entry_id = ? AND ended_at IS NULL", entry_id
    )


def get_interval(read: Reader, interval_id: IntervalId) -> TimeInterval:
    """The interval. Raises NotFound."""
    return read.one(TimeInterval, f"{_INTERVAL} WHERE id = ?", interval_id)


def list_intervals(read: Reader, entry_id: TimeEntryId) -> list[TimeInterval]:
    """Every interval of an entry in order."""
    return read.all(
        TimeInterval, f"{_INTERVAL} WHERE entry_id = ? ORDER BY started_at, id", entry_id
    )


def list_undecided(read: Reader) -> list[TimeInterval]:
    """Every stretch that waits for the lawyer's decision, the oldest first."""
    return read.all(
        TimeInterval,
        f"{_INTERVAL} WHERE standing = 'undecided' AND entry_id IN "
        "(SELECT id FROM time_entries WHERE deleted_at IS NULL) ORDER BY started_at, id",
    )


def worked_seconds(read: Reader, entry_id: TimeEntryId) -> int:
    """Seconds of the closed intervals that count as worked."""
    return read.number(
        "SELECT sum(ended_at - started_at) FROM time_intervals "
        "WHERE entry_id = ? AND standing = 'worked' AND ended_at IS NOT NULL",
        entry_id,
    )


def last_end(read: Reader, before: int) -> int | None:
    """When the last clocked interval up to an instant ended."""
    ends = read.values(
        "SELECT max(i.ended_at) FROM time_intervals i JOIN time_entries e ON e.id = i.entry_id "
        "WHERE i.ended_at <= ? AND e.deleted_at IS NULL AND i.standing = 'worked'",
        before,
    )
    return ends[0] if ends else None


def insert_interval(
    tx: Transaction,
    entry_id: TimeEntryId,
    started_at: int,
    ended_at: int | None,
    standing: Standing = Standing.WORKED,
    doubt: Doubt | None = None,
) -> IntervalId:
    """A stretch of clock time; open while `ended_at` is None."""
    return IntervalId(
        tx.write(
            "INSERT INTO time_intervals (entry_id, started_at, ended_at, standing, doubt) "
            "VALUES (?, ?, ?, ?, ?)",
            entry_id,
            started_at,
            ended_at,
            standing,
            doubt,
        )
    )


def set_interval_end(tx: Transaction, interval_id: IntervalId, ended_at: int | None) -> None:
    """Close an interval, or open it again."""
    tx.write("UPDATE time_intervals SET ended_at = ? WHERE id = ?", ended_at, interval_id)


def set_interval_start(tx: Transaction, interval_id: IntervalId, started_at: int) -> None:
    """Move the start of an interval."""
    tx.write("UPDATE time_intervals SET started_at = ? WHERE id = ?", started_at, interval_id)


def set_standing(tx: Transaction, interval_id: IntervalId, standing: Standing) -> None:
    """Write down what the lawyer decided about a stretch."""
    tx.write("UPDATE time_intervals SET standing = ? WHERE id = ?", standing, interval_id)


def set_interval_entry(
    tx: Transaction, interval_id: IntervalId, entry_id: TimeEntryId, standing: Standing
) -> None:
    """Give a stretch to another entry."""
    tx.write(
        "UPDATE time_intervals SET entry_id = ?, standing = ? WHERE id = ?",
        entry_id,
        standing,
        interval_id,
    )


def delete_interval(tx: Transaction, interval_id: IntervalId) -> None:
    """Take an interval away (a midnight cut that is undone, an undecided piece that merges)."""
    tx.write("DELETE FROM time_intervals WHERE id = ?", interval_id)


def find_heartbeat(read: Reader) -> Heartbeat | None:
    """The last sign of life."""
    return read.first(Heartbeat, "SELECT beat_at, utc_offset_seconds FROM heartbeats WHERE id = 1")


def set_heartbeat(tx: Transaction, beat_at: int, utc_offset_seconds: int) -> None:
    """Note that LawDesk is alive."""
    known = tx.write(
        "UPDATE heartbeats SET beat_at = ?, utc_offset_seconds = ? WHERE id = 1",
        beat_at,
        utc_offset_seconds,
    )
    if not known:
        tx.write(
            "INSERT INTO heartbeats (id, beat_at, utc_offset_seconds) VALUES (1, ?, ?)",
            beat_at,
            utc_offset_seconds,
        )


def find_running_clock(read: Reader) -> RunningClock | None:
    """What the timer bar shows of the running clock."""
    return read.first(
        RunningClock,
        "SELECT e.id AS entry_id, e.matter_id, m.number AS matter_number, "
        "m.title AS matter_title, c.name AS client_name, e.narrative, e.activity_code, "
        "i.started_at AS open_since, coalesce((SELECT sum(w.ended_at - w.started_at) "
        "FROM time_intervals w WHERE w.entry_id = e.id AND w.standing = 'worked' "
        "AND w.ended_at IS NOT NULL), 0) AS worked_before_seconds, e.rate_cents_per_hour, "
        "e.task_code "
        "FROM time_entries e JOIN matters m ON m.id = e.matter_id "
        "JOIN clients c ON c.id = m.client_id "
        "JOIN time_intervals i ON i.entry_id = e.id AND i.ended_at IS NULL "
        "WHERE e.clock = 'running'",
    )


def list_parked_clocks(read: Reader) -> list[ParkedClock]:
    """What the timer bar shows of the parked clocks, the one parked last first."""
    return read.all(
        ParkedClock,
        "SELECT e.id AS entry_id, e.matter_id, m.title AS matter_title, e.narrative, e.worked_on, "
        "e.raw_seconds AS worked_seconds FROM time_entries e JOIN matters m ON m.id = e.matter_id "
        "WHERE e.clock = 'parked' AND e.deleted_at IS NULL ORDER BY "
        "(SELECT max(i.ended_at) FROM time_intervals i WHERE i.entry_id = e.id) DESC, e.id DESC",
    )
