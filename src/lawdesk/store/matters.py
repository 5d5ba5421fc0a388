"""Matters."""

from __future__ import annotations

from dataclasses import astuple
from datetime import date

from lawdesk.domain.clients import ClientId
from lawdesk.domain.matters import (
    Matter,
    MatterChoice,
    MatterId,
    MatterSummary,
    UnbilledTotal,
)
from lawdesk.store.database import Reader, Transaction
from lawdesk.store.unbilled_work import BY_MATTER, CENTS, OLDEST, cents_of
from lawdesk.store.words import prefix_words

_SELECT = (
    "SELECT id, number, title, client_id, area, status, opened_on, closed_on, reference, "
    "description, archived_at, created_at, update_interval_days, sensitivity FROM matters"
)
_PAGE = "SELECT m.* FROM matters m"


def _unbilled_time(figure: str) -> str:
    # Told to use the index: SQLite would read rows, and every row read has to be decrypted.
    return (
        f"(SELECT {figure} FROM time_entries e INDEXED BY unbilled_time WHERE e.matter_id = m.id "
        "AND e.invoice_id IS NULL AND e.deleted_at IS NULL AND e.clock = 'stopped')"
    )


_SUMMARY = f"""
SELECT m.id, m.number, m.title, m.client_id, c.name AS client_name, m.status,
    {CENTS} AS unbilled_cents,
    coalesce({_unbilled_time("sum(e.raw_seconds)")}, 0) AS unbilled_seconds,
    {_unbilled_time("count(*)")} AS unbilled_entries,
    {OLDEST} AS oldest_unbilled_on, m.archived_at
"""


def _summaries_of(page: str, order: str) -> str:
    """The lines of a page of matters: chosen first, added up afterwards, for those rows only."""
    return f"{_SUMMARY} FROM ({page}) m JOIN clients c ON c.id = m.client_id ORDER BY {order}"


def get(read: Reader, matter_id: MatterId) -> Matter:
    """The matter. Raises NotFound."""
    return read.one(Matter, f"{_SELECT} WHERE id = ?", matter_id)


def get_summary(read: Reader, matter_id: MatterId) -> MatterSummary:
    """The matter's line in the list. Raises NotFound."""
    return read.one(MatterSummary, _summaries_of(f"{_PAGE} WHERE m.id = ?", "m.id"), matter_id)


def list_summaries(
    read: Reader,
    typed: str = "",
    *,
    with_archived: bool = False,
    client_id: ClientId | None = None,
    after: MatterSummary | None = None,
    limit: int = 200,
) -> list[MatterSummary]:
    """A page of matters by title. Each typed word must start a word of matter or client."""
    where, values = _filter(typed, with_archived=with_archived, client_id=client_id)
    if after:
        where += " AND (m.title COLLATE NOCASE, m.id) > (?, ?)"
        values += [after.title, after.id]
    order = "m.title COLLATE NOCASE, m.id"
    page = f"{_PAGE} WHERE {where} ORDER BY {order} LIMIT ?"
    return read.all(MatterSummary, _summaries_of(page, order), *values, limit)


def list_choices(read: Reader) -> list[MatterChoice]:
    """Every matter that is not archived, by title, as a chooser shows it."""
    return read.all(
        MatterChoice,
        "SELECT m.id, m.number, m.title, c.name AS client_name FROM matters m "
        "JOIN clients c ON c.id = m.client_id WHERE m.archived_at IS NULL "
        "ORDER BY m.title COLLATE NOCASE, m.id",
    )


def unbilled_total(read: Reader) -> UnbilledTotal:
    """Finished, unbilled work of all matters together, with expenses and fixed charges."""
    return read.one(
        UnbilledTotal,
        "SELECT count(DISTINCT matter_id) AS matters, coalesce(sum(cents), 0) AS cents, "
        f"min(oldest) AS oldest_on FROM ({BY_MATTER})",
    )


def list_with_unbilled_work(read: Reader, limit: int = 1000) -> list[MatterSummary]:
    """Matters with unbilled time, expenses or fixed charges, the oldest first."""
    page = (
        "SELECT m.*, work.oldest FROM (SELECT matter_id, min(oldest) AS oldest "
        f"FROM ({BY_MATTER}) GROUP BY matter_id ORDER BY 2, 1 LIMIT ?) work "
        "JOIN matters m ON m.id = work.matter_id"
    )
    return read.all(MatterSummary, _summaries_of(page, "m.oldest, m.id"), limit)


def count(
    read: Reader,
    typed: str = "",
    *,
    with_archived: bool = False,
    client_id: ClientId | None = None,
) -> int:
    """How many matters a list with that filter has in all."""
    where, values = _filter(typed, with_archived=with_archived, client_id=client_id)
    return read.number(f"SELECT count(*) FROM matters m WHERE {where}", *values)


def count_and_unbilled(
    read: Reader,
    typed: str = "",
    *,
    with_archived: bool = False,
    client_id: ClientId | None = None,
) -> tuple[int, int]:
    """How many matters a list with that filter has, and the cents of their unbilled work."""
    where, values = _filter(typed, with_archived=with_archived, client_id=client_id)
    cents = read.number(cents_of(f"SELECT m.id FROM matters m WHERE {where}"), *values)
    found = count(read, typed, with_archived=with_archived, client_id=client_id)
    return found, cents


def has_number(read: Reader, number: str) -> bool:
    """Whether a matter bears that number already."""
    return read.number("SELECT count(*) FROM matters WHERE number = ?", number) > 0


def insert(
    tx: Transaction,
    *,
    number: str,
    title: str,
    client_id: ClientId,
    area: str,
    opened_on: date,
    created_at: int,
) -> MatterId:
    """A new open matter."""
    return MatterId(
        tx.write(
            "INSERT INTO matters (number, title, client_id, area, status, opened_on, closed_on, "
            "reference, description, archived_at, created_at) "
            "VALUES (?, ?, ?, ?, 'open', ?, NULL, '', '', NULL, ?)",
            number,
            title,
            client_id,
            area,
            opened_on,
            created_at,
        )
    )


def set_matter(tx: Transaction, matter: Matter) -> None:
    """Replace the matter's fields by those given."""
    matter_id, *values = astuple(matter)
    tx.write(
        "UPDATE matters SET number = ?, title = ?, client_id = ?, area = ?, status = ?, "
        "opened_on = ?, closed_on = ?, reference = ?, description = ?, archived_at = ?, "
        "created_at = ?, update_interval_days = ?, sensitivity = ? WHERE id = ?",
        *values,
        matter_id,
    )


def _filter(
    typed: str, *, with_archived: bool, client_id: ClientId | None
) -> tuple[str, list[object]]:
    parts = ["1 = 1" if with_archived else "m.archived_at IS NULL"]
    values: list[object] = []
    if client_id is not None:
        parts.append("m.client_id = ?")
        values.append(client_id)
    for word in prefix_words(typed):
        parts.append(
            "(m.id IN (SELECT rowid FROM matter_words WHERE matter_words MATCH ?) "
            "OR m.client_id IN (SELECT rowid FROM client_words WHERE client_words MATCH ?))"
        )
        values += [word, word]
    return " AND ".join(parts), values
