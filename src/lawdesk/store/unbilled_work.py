"""What no invoice holds yet: time, expenses and fixed charges, as pieces of SQL for lists.

Every piece is told which index to use: SQLite would read rows, and every row read has to be
decrypted. Only expenses are read themselves, to leave out those at no charge.
"""

from __future__ import annotations

_OPEN = "w.invoice_id IS NULL AND w.deleted_at IS NULL"


def _sums(where: str, group: str = "") -> str:
    return (
        f"SELECT w.matter_id, sum(w.amount_cents) AS cents, min(w.worked_on) AS oldest "
        f"FROM time_entries w INDEXED BY unbilled_time "
        f"WHERE {_OPEN} AND w.clock = 'stopped' {where} {group} "
        "UNION ALL SELECT w.matter_id, "
        "sum(CASE w.charge WHEN 'billable' THEN w.amount_cents ELSE 0 END), min(w.spent_on) "
        f"FROM expenses w INDEXED BY unbilled_expenses WHERE {_OPEN} {where} {group} "
        "UNION ALL SELECT w.matter_id, sum(w.amount_cents), min(w.earned_on) "
        f"FROM fixed_charges w INDEXED BY unbilled_charges WHERE {_OPEN} {where} {group}"
    )


_OF_MATTER = _sums("AND w.matter_id = m.id")
BY_MATTER = _sums("", "GROUP BY w.matter_id")
"""up to three rows a matter: matter_id, cents, oldest"""
CENTS = f"coalesce((SELECT sum(cents) FROM ({_OF_MATTER})), 0)"
"""the cents of the matter `m` of the query around it"""
OLDEST = f"(SELECT min(oldest) FROM ({_OF_MATTER}))"
"""the oldest day of the matter `m` of the query around it, NULL where nothing waits"""


def cents_of(chosen: str) -> str:
    """A query for the cents of the matters whose ids the query `chosen` gives."""
    sums = _sums("AND w.matter_id IN (SELECT id FROM chosen)")
    return f"WITH chosen AS MATERIALIZED ({chosen}) SELECT sum(cents) FROM ({sums})"
