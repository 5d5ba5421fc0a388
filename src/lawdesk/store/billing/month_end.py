"""What waits to be billed: every matter with unbilled work, and what its entries say.

The figures come from the indexes of unbilled work alone; the words of the entries are read for
some matters at a time, because reading all of them takes longer than a page may.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lawdesk.domain.billing.drafts import DraftId
from lawdesk.domain.billing.work_warnings import EntryFacts
from lawdesk.domain.clients import ClientId
from lawdesk.domain.documents import Document, DocumentId
from lawdesk.domain.invoices import InvoiceId
from lawdesk.domain.matters import MatterId
from lawdesk.domain.rounding import RoundingMode, RoundingPolicy, RoundingScope
from lawdesk.domain.time_entries import Charge, TimeEntryId
from lawdesk.store import documents
from lawdesk.store.database import Reader
from lawdesk.store.unbilled_work import is_covered

_OPEN = "invoice_id IS NULL AND deleted_at IS NULL"
# Told to use the indexes: SQLite would read rows, and every row read has to be decrypted. Covered
# time is taken off again, because asking each entry of every matter takes longer than all the rest.
_TIME = f"""FROM time_entries w INDEXED BY unbilled_time
    WHERE {_OPEN} AND clock = 'stopped' AND worked_on <= ?1"""
_WORK = f"""
SELECT matter_id, count(*) AS entries, sum(raw_seconds) AS seconds, 0 AS covered,
    sum(amount_cents) AS time, 0 AS spent, 0 AS fixed, 0 AS other,
    min(worked_on) AS oldest {_TIME} GROUP BY matter_id
UNION ALL
SELECT matter_id, 0, 0, sum(raw_seconds), -sum(amount_cents), 0, 0, 0, NULL
    {_TIME} AND {is_covered("w")} GROUP BY matter_id
UNION ALL
SELECT matter_id, 0, 0, 0, 0, sum(CASE charge WHEN 'billable' THEN amount_cents ELSE 0 END), 0,
    count(*), min(spent_on) FROM expenses INDEXED BY unbilled_expenses
    WHERE {_OPEN} AND spent_on <= ?1 GROUP BY matter_id
UNION ALL
SELECT matter_id, 0, 0, 0, 0, 0, sum(amount_cents), count(*), min(earned_on)
    FROM fixed_charges INDEXED BY unbilled_charges
    WHERE {_OPEN} AND earned_on <= ?1 GROUP BY matter_id
"""
_FACTS = """
SELECT e.id, e.matter_id, e.worked_on, e.narrative, e.activity_code, e.charge, e.raw_seconds,
    e.billed_units, e.unit_seconds, e.rounding_unit_seconds, e.rounding_mode, e.minimum_units,
    e.rounding_scope, e.rate_cents_per_hour, e.amount_cents FROM time_entries e
"""
_SPANS = """
SELECT e.id, i.started_at, i.ended_at FROM time_entries e
JOIN time_intervals i ON i.entry_id = e.id
"""
_WORKED = "i.standing = 'worked' AND i.ended_at IS NOT NULL"


@dataclass(frozen=True, slots=True)
class UnbilledMatter:
    """A matter with work that no invoice holds yet: hours, amounts in cents, its oldest day.

    `covered_seconds` of the time cost nothing by themselves: an agreed fee covers them.
    `others` is how many expenses and fixed charges there are.
    """

    matter_id: MatterId
    matter_number: str
    matter_title: str
    client_id: ClientId
    client_name: str
    has_address: bool
    entries: int
    raw_seconds: int
    covered_seconds: int
    time_cents: int
    expense_cents: int
    fixed_cents: int
    others: int
    oldest_on: date
    draft_id: DraftId | None

    @property
    def total_cents(self) -> int:
        """Time, expenses and fixed charges, before anything is taken off."""
        return self.time_cents + self.expense_cents + self.fixed_cents


def list_unbilled_matters(read: Reader, until: date) -> list[UnbilledMatter]:
    """Every matter with unbilled work up to a day, by client and title."""
    return read.all(
        UnbilledMatter,
        "SELECT w.matter_id, m.number AS matter_number, m.title AS matter_title, m.client_id, "
        "c.name AS client_name, EXISTS (SELECT 1 FROM client_contacts a "
        "WHERE a.client_id = c.id AND a.kind = 'address') AS has_address, w.entries, "
        "w.raw_seconds, w.covered_seconds, w.time_cents, w.expense_cents, w.fixed_cents, w.others, "
        "w.oldest_on, d.id AS draft_id "
        "FROM (SELECT matter_id, sum(entries) AS entries, sum(seconds) AS raw_seconds, "
        "sum(covered) AS covered_seconds, "
        "sum(time) AS time_cents, sum(spent) AS expense_cents, sum(fixed) AS fixed_cents, "
        "sum(other) AS others, "
        f"min(oldest) AS oldest_on FROM ({_WORK}) GROUP BY matter_id) w "
        "JOIN matters m ON m.id = w.matter_id JOIN clients c ON c.id = m.client_id "
        "LEFT JOIN drafts d ON d.matter_id = w.matter_id "
        "ORDER BY c.name COLLATE NOCASE, m.title COLLATE NOCASE, m.id",
        until,
    )


def list_facts(read: Reader, matter_id: MatterId, until: date) -> list[EntryFacts]:
    """What the warnings look at, for every unbilled entry of a matter up to a day."""
    where = (
        "e.matter_id = ? AND e.worked_on <= ? AND e.invoice_id IS NULL AND e.deleted_at IS NULL "
        "AND e.clock = 'stopped'"
    )
    return _facts(read, where, matter_id, until)


def list_facts_around(read: Reader, draft_id: DraftId) -> list[EntryFacts]:
    """The same for a draft's entries and for what else was worked on their days, in any matter."""
    where = (
        "e.deleted_at IS NULL AND e.clock = 'stopped' AND e.worked_on IN "
        "(SELECT t.worked_on FROM draft_lines l JOIN time_entries t ON t.id = l.entry_id "
        "WHERE l.draft_id = ?)"
    )
    return _facts(read, where, draft_id)


def list_drafts_in_order(read: Reader) -> list[DraftId]:
    """Every draft, by client and title as the month end lists them."""
    return [
        DraftId(number)
        for number in read.values(
            "SELECT d.id FROM drafts d JOIN matters m ON m.id = d.matter_id "
            "JOIN clients c ON c.id = m.client_id "
            "ORDER BY c.name COLLATE NOCASE, m.title COLLATE NOCASE, m.id"
        )
    ]


def list_capped_matters(read: Reader) -> list[MatterId]:
    """Matters with an agreement that caps the fee, ended ones too."""
    return [
        MatterId(number)
        for number in read.values(
            "SELECT DISTINCT matter_id FROM fee_agreements "
            "WHERE json_extract(terms, '$.fee.is') = 'Capped' ORDER BY matter_id"
        )
    ]


def list_issued_on(read: Reader, day: date) -> list[InvoiceId]:
    """The invoices issued on a day, in the order of their numbers."""
    return [
        InvoiceId(number)
        for number in read.values(
            "SELECT id FROM issued_invoices WHERE issued_on = ? AND kind = 'invoice' ORDER BY id",
            day,
        )
    ]


def list_papers(read: Reader, invoice_ids: Sequence[InvoiceId]) -> list[Document]:
    """The sealed PDFs of these invoices, in the order of the invoices; those that are there."""
    found = [
        document_id
        for invoice_id in invoice_ids
        for document_id in read.values(
            "SELECT document_id FROM invoice_pdfs WHERE invoice_id = ?", invoice_id
        )
    ]
    return [documents.get(read, DocumentId(document_id)) for document_id in found]


def _facts(read: Reader, where: str, *values: object) -> list[EntryFacts]:
    spans: dict[int, list[tuple[int, int]]] = {}
    for entry_id, start, end in read.tuples(
        f"{_SPANS} WHERE {where} AND {_WORKED} ORDER BY i.started_at, i.id", *values
    ):
        spans.setdefault(entry_id, []).append((start, end))
    policies: dict[tuple[int, str, int, str], RoundingPolicy] = {}
    rows = read.tuples(f"{_FACTS} WHERE {where} ORDER BY e.worked_on, e.id", *values)
    return [_fact(row, tuple(spans.get(row[0], ())), policies) for row in rows]


def _fact(
    row: tuple[Any, ...],
    spans: tuple[tuple[int, int], ...],
    policies: dict[tuple[int, str, int, str], RoundingPolicy],
) -> EntryFacts:
    """One entry; equal policies are one object, because there are thousands of entries."""
    number, matter, day, words, code, charge, seconds, units, unit, *rounding, rate, cents = row
    length, mode, least, scope = key = tuple(rounding)
    if key not in policies:
        policies[key] = RoundingPolicy(length, RoundingMode(mode), least, RoundingScope(scope))
    return EntryFacts(
        TimeEntryId(number),
        MatterId(matter),
        date.fromisoformat(day),
        words,
        code,
        Charge(charge),
        seconds,
        units,
        unit,
        policies[key],
        rate,
        cents,
        spans,
    )
