"""Whose turn it is, over all open matters at once."""

from __future__ import annotations

from datetime import date

from lawdesk.domain.matters import MatterId
from lawdesk.domain.turns import OwingMatter, SilentMatter
from lawdesk.store.database import Reader

# The last day on which something reached the client of matter m. Each part is one seek in an
# index, so that three thousand matters are read in one go.
_LAST = """max(
    coalesce((SELECT max(u.given_on) FROM updates u
        WHERE u.matter_id = m.id AND u.given_on IS NOT NULL), ''),
    coalesce((SELECT max(s.happened_on) FROM messages s
        WHERE s.matter_id = m.id AND s.direction <> 'in' AND s.deleted_at IS NULL), ''),
    coalesce((SELECT max(d.delivered_on) FROM bundle_matters b
        JOIN bundle_deliveries d ON d.bundle_id = b.bundle_id WHERE b.matter_id = m.id), ''),
    coalesce((SELECT max(d.delivered_on) FROM issued_invoices i
        JOIN invoice_deliveries d ON d.invoice_id = i.id WHERE i.matter_id = m.id), ''))"""

# MATERIALIZED: SQLite would look up the last contact again wherever it is named.
_SILENT = f"""
WITH heard AS MATERIALIZED (
    SELECT m.id, m.title, m.client_id, m.opened_on, m.update_interval_days, {_LAST} AS last_on
    FROM matters m
    WHERE m.archived_at IS NULL AND m.status <> 'closed' AND m.update_interval_days > 0
)
SELECT h.id AS matter_id, h.title, h.client_id, c.name AS client_name,
    h.update_interval_days AS interval_days, nullif(h.last_on, '') AS last_on,
    CAST(julianday(?) - julianday(coalesce(nullif(h.last_on, ''), h.opened_on)) AS INTEGER)
        AS silent_days
FROM heard h JOIN clients c ON c.id = h.client_id
WHERE silent_days > h.update_interval_days
ORDER BY silent_days - h.update_interval_days DESC, h.id
"""


def list_silent(read: Reader, today: date) -> list[SilentMatter]:
    """Open matters whose client heard nothing for longer than agreed, the longest over first."""
    return read.all(SilentMatter, _SILENT, today)


def list_owing(read: Reader, today: date) -> list[OwingMatter]:
    """Matters with requests past due, the one due longest first."""
    return read.all(
        OwingMatter,
        "SELECT m.id AS matter_id, m.title, m.client_id, c.name AS client_name, "
        "count(*) AS requests, min(r.due_on) AS oldest_due_on "
        "FROM client_requests r INDEXED BY open_client_requests "
        "JOIN matters m ON m.id = r.matter_id JOIN clients c ON c.id = m.client_id "
        "WHERE r.closed_on IS NULL AND r.due_on < ? AND m.archived_at IS NULL "
        "GROUP BY m.id ORDER BY oldest_due_on, m.id",
        today,
    )


def last_contact_on(read: Reader, matter_id: MatterId) -> date | None:
    """The last day on which something of the matter reached the client."""
    found = read.values(f"SELECT {_LAST} FROM matters m WHERE m.id = ?", matter_id)
    return date.fromisoformat(found[0]) if found and found[0] else None


def oldest_due_on(read: Reader, matter_id: MatterId) -> date | None:
    """The due day of the matter's open request that is due first."""
    found = read.values(
        "SELECT min(due_on) FROM client_requests WHERE matter_id = ? AND closed_on IS NULL",
        matter_id,
    )[0]
    return date.fromisoformat(found) if found else None
