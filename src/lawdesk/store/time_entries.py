"""Time entries: reading lists, writing single entries. The clock's intervals are in timers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import astuple, fields
from datetime import date

from lawdesk.domain.close_work import WorkSpan
from lawdesk.domain.matters import MatterId
from lawdesk.domain.time_entries import DayTotal, EntryRow, TimeEntry, TimeEntryId
from lawdesk.store.database import Reader, Transaction
from lawdesk.store.words import prefix_words

_COLUMNS = ", ".join(field.name for field in fields(TimeEntry))
_SELECT = f"SELECT {_COLUMNS} FROM time_entries"
_ROW = """
SELECT e.id, e.matter_id, m.number AS matter_number, m.title AS matter_title,
    c.name AS client_name, e.worked_on, e.narrative, e.activity_code, e.task_code, e.charge,
    e.clock,
    (SELECT min(i.started_at) FROM time_intervals i WHERE i.entry_id = e.id) AS started_at,
    (SELECT max(i.ended_at) FROM time_intervals i WHERE i.entry_id = e.id) AS ended_at,
    e.raw_seconds, e.billed_units, e.unit_seconds, e.rate_cents_per_hour, e.amount_cents,
    coalesce((SELECT sum(i.ended_at - i.started_at) FROM time_intervals i
        WHERE i.entry_id = e.id AND i.standing = 'undecided'), 0) AS undecided_seconds,
    v.number AS invoice_number
FROM time_entries e
JOIN matters m ON m.id = e.matter_id
JOIN clients c ON c.id = m.client_id
LEFT JOIN issued_invoices v ON v.id = e.invoice_id
"""


def get(read: Reader, entry_id: TimeEntryId) -> TimeEntry:
    """The entry, deleted or not. Raises NotFound."""
    return read.one(TimeEntry, f"{_SELECT} WHERE id = ?", entry_id)


def get_row(read: Reader, entry_id: TimeEntryId) -> EntryRow:
    """The entry as a line of a list. Raises NotFound where it is gone or deleted."""
    return read.one(EntryRow, f"{_ROW} WHERE e.id = ? AND e.deleted_at IS NULL", entry_id)


_SINCE = "AND rowid >= 0"
"""Where a search in the words of entries begins; `_near` moves it up."""

_NEAR_ENTRIES = 4000


def list_rows(
    read: Reader,
    typed: str = "",
    *,
    matter_id: MatterId | None = None,
    unbilled_only: bool = False,
    after: EntryRow | None = None,
    limit: int = 200,
) -> list[EntryRow]:
    """A page of entries, the latest day first. Each typed word must start some word of the
    narrative, the matter or the client.
    """
    where, values = _filter(typed, matter_id=matter_id, unbilled_only=unbilled_only)
    if after:
        where += " AND (e.worked_on, e.id) < (?, ?)"
        values += [after.worked_on, after.id]
    recent = _recent_day(read, after) if typed else None
    if recent:
        near, near_values = _near(read, where, values, recent)
        rows = _page(read, matter_id, near, near_values, limit)
        if len(rows) == limit:
            return rows
    return _page(read, matter_id, where, values, limit)


def list_rows_of_day(read: Reader, day: date) -> list[EntryRow]:
    """Every entry of one day in the order it was begun."""
    return read.all(
        EntryRow,
        f"{_ROW} WHERE e.worked_on = ? AND e.deleted_at IS NULL "
        "ORDER BY started_at IS NULL, started_at, e.id",
        day,
    )


def total(
    read: Reader, typed: str = "", *, matter_id: MatterId | None = None, unbilled_only: bool = False
) -> DayTotal:
    """What a list with that filter adds up to; `worked_on` is its latest day."""
    where, values = _filter(typed, matter_id=matter_id, unbilled_only=unbilled_only)
    return read.one(
        DayTotal,
        "SELECT coalesce(max(e.worked_on), '1970-01-01') AS worked_on, count(*) AS entries, "
        "coalesce(sum(e.raw_seconds), 0) AS raw_seconds, "
        "coalesce(sum(e.billed_units * e.unit_seconds), 0) AS billed_seconds, "
        "coalesce(sum(e.amount_cents), 0) AS amount_cents "
        f"FROM {_by_day(matter_id)} WHERE {where}",
        *values,
    )


def list_day_totals(
    read: Reader, first: date, last: date, typed: str = "", *, unbilled_only: bool = False
) -> list[DayTotal]:
    """What each day with such entries adds up to, from `first` to `last`."""
    where, values = _filter(typed, matter_id=None, unbilled_only=unbilled_only)
    where, values = _near(read, where, values, first)
    return read.all(
        DayTotal,
        "SELECT e.worked_on, count(*) AS entries, sum(e.raw_seconds) AS raw_seconds, "
        "sum(e.billed_units * e.unit_seconds) AS billed_seconds, "
        f"sum(e.amount_cents) AS amount_cents FROM {_by_day(None)} "
        f"WHERE {where} AND e.worked_on <= ? GROUP BY e.worked_on ORDER BY e.worked_on",
        *values,
        last,
    )


def list_unbilled(read: Reader, matter_id: MatterId, until: date) -> list[TimeEntry]:
    """Finished, unbilled entries of a matter up to a day, in the order of work."""
    return read.all(
        TimeEntry,
        f"{_SELECT} WHERE matter_id = ? AND worked_on <= ? AND invoice_id IS NULL "
        "AND deleted_at IS NULL AND clock = 'stopped' ORDER BY worked_on, id",
        matter_id,
        until,
    )


def list_rounded_together(read: Reader, entry: TimeEntry) -> list[TimeEntry]:
    """The open entries that are rounded as one with this one, in order, itself included.

    With scope "day" those of its matter and day, else the chain that a midnight cut apart.
    """
    if entry.rounding_scope == "day":
        return read.all(
            TimeEntry,
            f"{_SELECT} WHERE matter_id = ? AND worked_on = ? AND deleted_at IS NULL "
            "AND invoice_id IS NULL AND clock <> 'running' AND rounding_scope = 'day' "
            "ORDER BY created_at, id",
            entry.matter_id,
            entry.worked_on,
        )
    return [part for part in list_chain(read, entry) if part.deleted_at is None]


def list_close_spans(read: Reader, entry: TimeEntry) -> list[WorkSpan]:
    """Clock times of the open entries that could be merged with this one: those of its matter,
    day, activity, task and policy, itself included, by their start.
    """
    return read.all(
        WorkSpan,
        "SELECT e.id AS entry_id, min(i.started_at) AS started_at, "
        "CASE WHEN count(i.ended_at) = count(*) THEN max(i.ended_at) END AS ended_at, "
        "e.rounding_unit_seconds AS unit_seconds "
        "FROM time_entries e JOIN time_intervals i ON i.entry_id = e.id AND i.standing = 'worked' "
        "WHERE e.matter_id = ? AND e.worked_on = ? AND e.deleted_at IS NULL "
        "AND e.invoice_id IS NULL AND e.merges_close AND e.activity_code IS ? AND e.task_code IS ? "
        "AND e.measured = 'clock' AND e.rounding_unit_seconds = ? AND e.rounding_mode = ? "
        "AND e.minimum_units = ? AND e.charge = ? AND e.rate_cents_per_hour = ? "
        "GROUP BY e.id ORDER BY started_at, e.id",
        entry.matter_id,
        entry.worked_on,
        entry.activity_code,
        entry.task_code,
        entry.rounding_unit_seconds,
        entry.rounding_mode,
        entry.minimum_units,
        entry.charge,
        entry.rate_cents_per_hour,
    )


def find_latest(read: Reader) -> TimeEntryId | None:
    """The entry begun last that may still be changed."""
    ids = read.values(
        "SELECT id FROM time_entries WHERE deleted_at IS NULL AND invoice_id IS NULL "
        "ORDER BY id DESC LIMIT 1"
    )
    return TimeEntryId(ids[0]) if ids else None


def insert(tx: Transaction, entry: TimeEntry) -> TimeEntryId:
    """A new entry; the id in `entry` is ignored."""
    _, *values = astuple(entry)
    marks = ", ".join("?" * len(values))
    columns = _COLUMNS.removeprefix("id, ")
    return TimeEntryId(tx.write(f"INSERT INTO time_entries ({columns}) VALUES ({marks})", *values))


def set_entry(tx: Transaction, entry: TimeEntry) -> None:
    """Replace the entry's fields by those given."""
    entry_id, *values = astuple(entry)
    changes = ", ".join(f"{name} = ?" for name in _COLUMNS.removeprefix("id, ").split(", "))
    tx.write(f"UPDATE time_entries SET {changes} WHERE id = ?", *values, entry_id)


def set_billed(tx: Transaction, entry_id: TimeEntryId, invoice_id: int | None) -> None:
    """Mark the entry as held by an issued invoice, which keeps it from any change, or as released
    by a credit note.
    """
    tx.write("UPDATE time_entries SET invoice_id = ? WHERE id = ?", invoice_id, entry_id)


def set_all_billed(tx: Transaction, entry_ids: Sequence[int], invoice_id: int) -> None:
    """Mark entries as held by an issued invoice, all by one statement."""
    tx.write(
        "UPDATE time_entries SET invoice_id = ? WHERE id IN (SELECT value FROM json_each(?))",
        invoice_id,
        json.dumps(list(entry_ids)),
    )


def list_chain(read: Reader, entry: TimeEntry) -> list[TimeEntry]:
    """The entries that midnights cut out of one run of the clock, in order, deleted ones too."""
    return read.all(
        TimeEntry,
        "WITH RECURSIVE up (id, continues) AS ("
        "SELECT id, continues_entry_id FROM time_entries WHERE id = ? UNION "
        "SELECT e.id, e.continues_entry_id FROM time_entries e JOIN up ON e.id = up.continues), "
        "chain (id) AS (SELECT id FROM up UNION "
        "SELECT e.id FROM time_entries e JOIN chain ON e.continues_entry_id = chain.id) "
        f"{_SELECT} WHERE id IN (SELECT id FROM chain) ORDER BY worked_on, id",
        entry.id,
    )


def _by_day(matter_id: MatterId | None) -> str:
    """The table as lists read it: told to use the index that holds all they add up.

    Left alone, SQLite reads the rows of the index by matter, a hundred times slower.
    """
    return "time_entries e" if matter_id else "time_entries e INDEXED BY time_entries_by_day"


def _filter(
    typed: str, *, matter_id: MatterId | None, unbilled_only: bool
) -> tuple[str, list[object]]:
    parts = ["e.deleted_at IS NULL"]
    values: list[object] = []
    if unbilled_only:
        parts.append("e.invoice_id IS NULL AND e.clock = 'stopped'")
    if matter_id is not None:
        parts.append("e.matter_id = ?")
        values.append(matter_id)
    for word in prefix_words(typed):
        parts.append(
            "(e.id IN (SELECT rowid FROM time_entry_words WHERE time_entry_words MATCH ? "
            f"{_SINCE}) OR e.matter_id IN (SELECT id FROM matters WHERE id IN "
            "(SELECT rowid FROM matter_words WHERE matter_words MATCH ?) OR client_id IN "
            "(SELECT rowid FROM client_words WHERE client_words MATCH ?)))"
        )
        values += [word, word, word]
    return " AND ".join(parts), values


def _page(
    read: Reader, matter_id: MatterId | None, where: str, values: list[object], limit: int
) -> list[EntryRow]:
    return read.all(
        EntryRow,
        f"{_ROW} WHERE e.id IN (SELECT e.id FROM {_by_day(matter_id)} WHERE {where} "
        "ORDER BY e.worked_on DESC, e.id DESC LIMIT ?) ORDER BY e.worked_on DESC, e.id DESC",
        *values,
        limit,
    )


def _recent_day(read: Reader, after: EntryRow | None) -> date | None:
    """The day that some thousand entries of the list lie on or after; None in a short list."""
    days = read.values(
        f"SELECT e.worked_on FROM {_by_day(None)} WHERE e.deleted_at IS NULL "
        "AND e.worked_on <= ? ORDER BY e.worked_on DESC LIMIT 1 OFFSET ?",
        after.worked_on if after else date.max,
        _NEAR_ENTRIES,
    )
    return date.fromisoformat(days[0]) if days else None


def _near(read: Reader, where: str, values: list[object], first: date) -> tuple[str, list[object]]:
    """The filter narrowed to entries from a day on.

    A common word has tens of thousands of matches; the word index is asked only for those whose
    ids can lie in the stretch, which is what makes typing feel immediate.
    """
    lowest = read.number(
        f"SELECT min(e.id) FROM {_by_day(None)} WHERE e.deleted_at IS NULL AND e.worked_on >= ?",
        first,
    )
    narrowed = where.replace(_SINCE, f"AND rowid >= {lowest}")
    return f"{narrowed} AND e.worked_on >= ?", [*values, first]
