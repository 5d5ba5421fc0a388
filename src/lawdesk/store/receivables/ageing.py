"""Open claims by how late they are, for one client or all; sums read covering indexes alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from lawdesk.domain.billing.billing_policy import PolicyId
from lawdesk.domain.clients import ClientId
from lawdesk.domain.invoices import InvoiceId
from lawdesk.domain.matters import MatterId
from lawdesk.domain.receivables.ageing import AgeBucket, bucket_of, days_late
from lawdesk.store.database import Reader

# One pass over the ledger's covering index finds what is open; only then are invoices looked at.
_OPEN = """
WITH open AS MATERIALIZED (
    SELECT a.invoice_id, sum(a.amount_cents) AS cents, min(a.currency) AS currency
    FROM account_entries a INDEXED BY account_entries_by_invoice
    WHERE a.invoice_id IS NOT NULL GROUP BY a.invoice_id HAVING sum(a.amount_cents) > 0)
"""
_DISPUTED = """coalesce((SELECT sum(d.disputed_cents) FROM disputes d
    WHERE d.invoice_id = v.id AND d.ended_on IS NULL), 0)"""


@dataclass(frozen=True, slots=True)
class ArrearsRow:
    """An open claim. What is disputed is never more than what is open."""

    invoice_id: InvoiceId
    kind: str
    number: str
    client_id: ClientId
    client_name: str
    matter_id: MatterId
    matter_title: str
    issued_on: date
    due_on: date
    currency: str
    total_cents: int
    open_cents: int
    disputed_cents: int
    policy_id: PolicyId | None

    @property
    def undisputed_cents(self) -> int:
        """What is asked for."""
        return self.open_cents - self.disputed_cents

    def days_late(self, day: date) -> int:
        """Days after the due day; 0 before it."""
        return days_late(self.due_on, day)

    def bucket(self, day: date) -> AgeBucket:
        """The span it falls in on a day."""
        return bucket_of(self.due_on, day)


@dataclass(frozen=True, slots=True)
class AgeSum:
    """What is open in a currency, in one span of lateness."""

    currency: str
    bucket: AgeBucket
    count: int
    cents: int


_BY_DUE_DAY = (
    "open o JOIN issued_invoices i INDEXED BY issued_invoices_by_due_day ON i.id = o.invoice_id"
)


def list_rows(
    read: Reader,
    *,
    client_id: ClientId | None = None,
    after: ArrearsRow | None = None,
    limit: int = 200,
) -> list[ArrearsRow]:
    """A page of open claims, the oldest due first; a limit of -1 gives all."""
    where, values = "1 = 1", list[object]()
    if client_id is not None:
        where += " AND i.client_id = ?"
        values.append(client_id)
    if after:
        where += " AND (i.due_on, i.id) > (?, ?)"
        values += [after.due_on, after.invoice_id]
    return read.all(
        ArrearsRow,
        f"""{_OPEN}
        SELECT v.id AS invoice_id, v.kind, v.number, v.client_id, c.name AS client_name,
            v.matter_id, v.matter_title, v.issued_on, v.due_on, v.currency, v.total_cents,
            p.cents AS open_cents, min(p.cents, {_DISPUTED}) AS disputed_cents, v.policy_id
        FROM (SELECT i.id, i.due_on, o.cents FROM {_BY_DUE_DAY}
            WHERE {where} ORDER BY i.due_on, i.id LIMIT ?) p
        JOIN issued_invoices v ON v.id = p.id JOIN clients c ON c.id = v.client_id
        ORDER BY p.due_on, p.id
        """,
        *values,
        limit,
    )


def sums(read: Reader, day: date, *, client_id: ClientId | None = None) -> list[AgeSum]:
    """What is open by currency and span on a day; spans without anything are left out."""
    return read.all(
        AgeSum,
        f"""{_OPEN}
        SELECT o.currency, CASE WHEN i.due_on >= ?1 THEN 'current' WHEN i.due_on >= ?2 THEN '1-30'
            WHEN i.due_on >= ?3 THEN '31-60' WHEN i.due_on >= ?4 THEN '61-90'
            ELSE 'over_90' END AS bucket, count(*) AS count, sum(o.cents) AS cents
        FROM {_BY_DUE_DAY} WHERE ?5 IS NULL OR i.client_id = ?5
        GROUP BY o.currency, bucket ORDER BY o.currency, max(i.due_on) DESC
        """,
        *_first_due_days(day),
        client_id,
    )


def _first_due_days(day: date) -> list[date]:
    """The first due day of each span but the oldest, as seen from a day."""
    return [day - timedelta(days=late) for late in (0, 30, 60, 90)]
