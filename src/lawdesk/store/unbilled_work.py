"""What no invoice holds yet: time, expenses and fixed charges, as pieces of SQL for lists.

Every piece is told which index to use: SQLite would read rows, and every row read has to be
decrypted. Only expenses are read themselves, to leave out those at no charge.

Time that the agreement of its day covers with a fixed or a success fee costs nothing by itself, as
on a draft: it waits with its hours alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from lawdesk.domain.matters import MatterId
from lawdesk.store.database import Reader

COVERING = "('FlatFee', 'Subscription', 'Contingency')"
"""the kinds of agreed fee that cover time, as they are written in agreements"""

_OPEN = "w.invoice_id IS NULL AND w.deleted_at IS NULL"


def is_covered(time: str) -> str:
    """Whether the agreement of its day covers the time entry `time` of the query around it.

    Few matters have such a fee: the agreement of a day is looked for in those alone. A query that
    asks for covered time only reads no other matter.
    """
    return (
        f"({time}.matter_id IN (SELECT matter_id FROM fee_agreements "
        f"WHERE terms ->> '$.fee.is' IN {COVERING}) AND "
        "(SELECT f.terms ->> '$.fee.is' FROM fee_agreements f "
        f"WHERE f.matter_id = {time}.matter_id AND f.valid_from <= {time}.worked_on "
        f"AND (f.ended_on IS NULL OR {time}.worked_on < f.ended_on) "
        f"ORDER BY f.valid_from DESC, f.id DESC LIMIT 1) IN {COVERING})"
    )


def time_cents(time: str) -> str:
    """What the time entry `time` costs by itself."""
    return f"iif({is_covered(time)}, 0, {time}.amount_cents)"


@dataclass(frozen=True, slots=True)
class CoveredTime:
    """Unbilled time that an agreed fee covers, and what it would cost at its rates."""

    seconds: int
    cents: int


def covered_time(read: Reader, matter_id: MatterId) -> CoveredTime:
    """What of a matter's unbilled time costs nothing by itself."""
    return read.one(
        CoveredTime,
        "SELECT coalesce(sum(w.raw_seconds), 0) AS seconds, "
        "coalesce(sum(w.amount_cents), 0) AS cents "
        "FROM time_entries w INDEXED BY unbilled_time "
        f"WHERE {_OPEN} AND w.clock = 'stopped' AND w.matter_id = ? AND {is_covered('w')}",
        matter_id,
    )


def _sums(where: str, group: str = "") -> str:
    time = f"FROM time_entries w INDEXED BY unbilled_time WHERE {_OPEN} AND w.clock = 'stopped'"
    return (
        f"SELECT w.matter_id, sum(w.amount_cents) AS cents, min(w.worked_on) AS oldest "
        f"{time} {where} {group} "
        # Taken off again: asking each entry of every matter takes longer than all the rest.
        f"UNION ALL SELECT w.matter_id, -sum(w.amount_cents), NULL "
        f"{time} AND {is_covered('w')} {where} {group} "
        "UNION ALL SELECT w.matter_id, "
        "sum(CASE w.charge WHEN 'billable' THEN w.amount_cents ELSE 0 END), min(w.spent_on) "
        f"FROM expenses w INDEXED BY unbilled_expenses WHERE {_OPEN} {where} {group} "
        "UNION ALL SELECT w.matter_id, sum(w.amount_cents), min(w.earned_on) "
        f"FROM fixed_charges w INDEXED BY unbilled_charges WHERE {_OPEN} {where} {group}"
    )


_OF_MATTER = _sums("AND w.matter_id = m.id")
BY_MATTER = _sums("", "GROUP BY w.matter_id")
"""up to four rows a matter: matter_id, cents, oldest"""
CENTS = f"coalesce((SELECT sum(cents) FROM ({_OF_MATTER})), 0)"
"""the cents of the matter `m` of the query around it"""
OLDEST = f"(SELECT min(oldest) FROM ({_OF_MATTER}))"
"""the oldest day of the matter `m` of the query around it, NULL where nothing waits"""


def cents_of(chosen: str) -> str:
    """A query for the cents of the matters whose ids the query `chosen` gives."""
    sums = _sums("AND w.matter_id IN (SELECT id FROM chosen)")
    return f"WITH chosen AS MATERIALIZED ({chosen}) SELECT sum(cents) FROM ({sums})"
