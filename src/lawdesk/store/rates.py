"""Hourly rates with their first day. A rate is never overwritten: the one it replaces stays as a
row that no longer stands, so that what an entry was frozen with can always be found again.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date

from lawdesk.domain.clients import ClientId
from lawdesk.domain.matters import MatterId
from lawdesk.domain.rates import Rate, RateId, RateReach
from lawdesk.domain.time_entries import TimeEntry, TimeEntryId
from lawdesk.store.database import Reader, Transaction

_COLUMNS = "id, matter_id, client_id, activity_code, valid_from, cents_per_hour"
_SELECT = f"SELECT {_COLUMNS} FROM rates"
_ENTRY_COLUMNS = ", ".join(f"e.{field.name}" for field in fields(TimeEntry))


@dataclass(frozen=True, slots=True)
class RateRow:
    """A line of the table of rates, with the names of what it is for."""

    id: RateId
    matter_id: MatterId | None
    client_id: ClientId | None
    activity_code: str | None
    valid_from: date
    cents_per_hour: int
    matter_title: str | None
    client_name: str | None


def get(read: Reader, rate_id: RateId) -> Rate:
    """The rate, whether it stands or not. Raises NotFound."""
    return read.one(Rate, f"{_SELECT} WHERE id = ?", rate_id)


def list_for(read: Reader, matter_id: MatterId, client_id: ClientId) -> list[Rate]:
    """Every rate that could apply to work on the matter."""
    return read.all(
        Rate,
        f"{_SELECT} WHERE (matter_id IS NULL OR matter_id = ?) "
        "AND (client_id IS NULL OR client_id = ?) AND stands",
        matter_id,
        client_id,
    )


def list_all(read: Reader) -> list[Rate]:
    """Every rate there is, of every matter and client."""
    return read.all(Rate, f"{_SELECT} WHERE stands ORDER BY id")


def list_ever(read: Reader) -> list[Rate]:
    """Every rate that ever stood: what entries may have been frozen with."""
    return read.all(Rate, f"{_SELECT} ORDER BY id")


def list_rows(
    read: Reader, *, client_id: ClientId | None = None, matter_id: MatterId | None = None
) -> list[RateRow]:
    """The rates as the lawyer set them: the nearest reach first, in it the latest day first.

    With a client or a matter only those that reach it; without, every one.
    """
    where, values = "r.stands", list[object]()
    if client_id is not None or matter_id is not None:
        where += (
            " AND (r.client_id IS NULL OR r.client_id = coalesce(?, m2.client_id)) "
            "AND (r.matter_id IS NULL OR r.matter_id = ?)"
        )
        values = [matter_id, client_id, matter_id]
    joined = "LEFT JOIN matters m2 ON m2.id = ? " if values else ""
    return read.all(
        RateRow,
        "SELECT r.id, r.matter_id, r.client_id, r.activity_code, r.valid_from, r.cents_per_hour, "
        "m.title AS matter_title, c.name AS client_name FROM rates r "
        "LEFT JOIN matters m ON m.id = r.matter_id LEFT JOIN clients c ON c.id = r.client_id "
        f"{joined}WHERE {where} ORDER BY r.matter_id IS NULL, m.title, r.client_id IS NULL, "
        "c.name, r.activity_code, r.valid_from DESC, r.id DESC",
        *values,
    )


def insert(
    tx: Transaction,
    *,
    matter_id: MatterId | None,
    client_id: ClientId | None,
    activity_code: str | None,
    valid_from: date,
    cents_per_hour: int,
) -> RateId:
    """A rate from a day on."""
    return RateId(
        tx.write(
            "INSERT INTO rates (matter_id, client_id, activity_code, valid_from, cents_per_hour) "
            "VALUES (?, ?, ?, ?, ?)",
            matter_id,
            client_id,
            activity_code,
            valid_from,
            cents_per_hour,
        )
    )


def set_replaced(tx: Transaction, reach: RateReach, valid_from: date) -> None:
    """Let no rate of that reach begin on that day. Entries keep the rate frozen in them."""
    tx.write(
        "UPDATE rates SET stands = 0 WHERE matter_id IS ? AND client_id IS ? "
        "AND activity_code IS ? AND valid_from = ? AND stands",
        reach.matter_id,
        reach.client_id,
        reach.activity_code,
        valid_from,
    )


def find_agreed(read: Reader, matter_id: MatterId, day: date) -> int | None:
    """Cents per hour that a hybrid fee agreement fixes for work on that day, if one holds then.

    The clock asks this for every entry, so the terms are not read whole.
    """
    found = read.values(
        "SELECT CASE json_extract(terms, '$.fee.is') WHEN 'Hybrid' "
        "THEN json_extract(terms, '$.fee.cents_per_hour') END FROM fee_agreements "
        "WHERE matter_id = ? AND valid_from <= ? AND (ended_on IS NULL OR ? < ended_on) "
        "ORDER BY valid_from DESC, id DESC LIMIT 1",
        matter_id,
        day,
        day,
    )
    return found[0] if found else None


def list_agreed(read: Reader, matter_id: MatterId) -> list[int]:
    """Every rate per hour that hybrid agreements of a matter ever fixed."""
    return read.values(
        "SELECT json_extract(terms, '$.fee.cents_per_hour') FROM fee_agreements "
        "WHERE matter_id = ? AND json_extract(terms, '$.fee.is') = 'Hybrid'",
        matter_id,
    )


def set_frozen_rate(
    tx: Transaction, entry_id: TimeEntryId, cents_per_hour: int, amount_cents: int
) -> None:
    """Give an unbilled entry another rate, and what it comes to at that."""
    tx.write(
        "UPDATE time_entries SET rate_cents_per_hour = ?, amount_cents = ? WHERE id = ?",
        cents_per_hour,
        amount_cents,
        entry_id,
    )


def list_unbilled_in(read: Reader, reach: RateReach) -> list[TimeEntry]:
    """Unbilled work that a rate of that reach could be for, running and parked clocks too."""
    return read.all(
        TimeEntry,
        f"SELECT {_ENTRY_COLUMNS} FROM time_entries e JOIN matters m ON m.id = e.matter_id "
        "WHERE e.id IN (SELECT id FROM time_entries WHERE invoice_id IS NULL "
        "AND deleted_at IS NULL AND clock = 'stopped' UNION ALL SELECT id FROM time_entries "
        "WHERE clock = 'running' UNION ALL SELECT id FROM time_entries WHERE clock = 'parked') "
        "AND e.deleted_at IS NULL AND e.matter_id = coalesce(?, e.matter_id) "
        "AND m.client_id = coalesce(?, m.client_id) "
        "AND (? IS NULL OR e.activity_code = ?) ORDER BY e.worked_on, e.id",
        reach.matter_id,
        reach.client_id,
        reach.activity_code,
        reach.activity_code,
    )
