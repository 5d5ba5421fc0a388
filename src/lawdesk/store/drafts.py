"""Invoices in the making."""

from __future__ import annotations

from dataclasses import astuple

from lawdesk.domain.double_rounding import EntrySpan
from lawdesk.domain.invoices import Draft, DraftId, DraftLine, DraftLineId, DraftSummary
from lawdesk.domain.matters import MatterId
from lawdesk.domain.rounding import RoundingPolicy
from lawdesk.domain.time_entries import TimeEntryId
from lawdesk.store.database import Reader, Transaction

_SELECT = (
    "SELECT id, matter_id, work_from, work_until, grouping, intro, tax_category, payment_days, "
    "created_at FROM drafts"
)
_LINE = (
    "SELECT l.id, l.draft_id, l.entry_id, l.position, l.chosen, l.no_charge, l.wording, "
    "e.worked_on, e.activity_code, e.charge, e.raw_seconds, e.billed_units AS units, "
    "e.unit_seconds, e.rate_cents_per_hour, e.amount_cents "
    "FROM draft_lines l JOIN time_entries e ON e.id = l.entry_id"
)


def get(read: Reader, draft_id: DraftId) -> Draft:
    """The draft. Raises NotFound."""
    return read.one(Draft, f"{_SELECT} WHERE id = ?", draft_id)


def find(read: Reader, draft_id: DraftId) -> Draft | None:
    """The draft, or None where it was issued or discarded."""
    return read.first(Draft, f"{_SELECT} WHERE id = ?", draft_id)


def find_for_matter(read: Reader, matter_id: MatterId) -> Draft | None:
    """The draft of a matter; there is at most one."""
    return read.first(Draft, f"{_SELECT} WHERE matter_id = ?", matter_id)


def get_line(read: Reader, line_id: DraftLineId) -> DraftLine:
    """One line. Raises NotFound."""
    return read.one(DraftLine, f"{_LINE} WHERE l.id = ?", line_id)


def list_lines(read: Reader, draft_id: DraftId) -> list[DraftLine]:
    """Every line of a draft in its order."""
    return read.all(DraftLine, f"{_LINE} WHERE l.draft_id = ? ORDER BY l.position, l.id", draft_id)


def list_policies(read: Reader, draft_id: DraftId) -> list[RoundingPolicy]:
    """The rounding policies of the chosen entries, each once, the earliest work's first."""
    return read.all(
        RoundingPolicy,
        "SELECT e.rounding_unit_seconds AS unit_seconds, e.rounding_mode AS mode, "
        "e.minimum_units, e.rounding_scope AS scope FROM draft_lines l "
        "JOIN time_entries e ON e.id = l.entry_id WHERE l.draft_id = ? AND l.chosen "
        "GROUP BY 1, 2, 3, 4 ORDER BY min(e.worked_on), 1, 2, 3, 4",
        draft_id,
    )


def list_spans(read: Reader, draft_id: DraftId) -> list[EntrySpan]:
    """When the clocked entries of a draft were worked, by their first and last clock time."""
    return read.all(
        EntrySpan,
        "SELECT e.id AS entry_id, min(i.started_at) AS started_at, max(i.ended_at) AS ended_at, "
        "e.rounding_unit_seconds AS unit_seconds, e.rounding_mode AS mode, e.minimum_units, "
        "e.rounding_scope AS scope FROM draft_lines l JOIN time_entries e ON e.id = l.entry_id "
        "JOIN time_intervals i ON i.entry_id = e.id AND i.standing = 'worked' "
        "WHERE l.draft_id = ? AND i.ended_at IS NOT NULL GROUP BY e.id ORDER BY started_at, e.id",
        draft_id,
    )


def list_summaries(read: Reader) -> list[DraftSummary]:
    """Every draft, the latest first."""
    return read.all(
        DraftSummary,
        "SELECT d.id, d.matter_id, m.number AS matter_number, m.title AS matter_title, "
        "c.name AS client_name, "
        "(SELECT count(*) FROM draft_lines l WHERE l.draft_id = d.id AND l.chosen) AS lines, "
        "coalesce((SELECT sum(e.amount_cents) FROM draft_lines l JOIN time_entries e "
        "ON e.id = l.entry_id WHERE l.draft_id = d.id AND l.chosen AND NOT l.no_charge), 0) "
        "AS amount_cents, d.created_at FROM drafts d JOIN matters m ON m.id = d.matter_id "
        "JOIN clients c ON c.id = m.client_id ORDER BY d.id DESC",
    )


def insert(tx: Transaction, draft: Draft) -> DraftId:
    """A new draft; the id in `draft` is ignored."""
    _, *values = astuple(draft)
    return DraftId(
        tx.write(
            "INSERT INTO drafts (matter_id, work_from, work_until, grouping, intro, tax_category, "
            "payment_days, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            *values,
        )
    )


def set_draft(tx: Transaction, draft: Draft) -> None:
    """Replace the draft's fields by those given."""
    draft_id, *values = astuple(draft)
    tx.write(
        "UPDATE drafts SET matter_id = ?, work_from = ?, work_until = ?, grouping = ?, intro = ?, "
        "tax_category = ?, payment_days = ?, created_at = ? WHERE id = ?",
        *values,
        draft_id,
    )


def insert_line(
    tx: Transaction,
    draft_id: DraftId,
    entry_id: TimeEntryId,
    position: int,
    wording: str,
    *,
    chosen: bool,
) -> DraftLineId:
    """Offer an entry to a draft."""
    return DraftLineId(
        tx.write(
            "INSERT INTO draft_lines (draft_id, entry_id, position, chosen, no_charge, wording) "
            "VALUES (?, ?, ?, ?, 0, ?)",
            draft_id,
            entry_id,
            position,
            chosen,
            wording,
        )
    )


def set_line(
    tx: Transaction,
    line_id: DraftLineId,
    *,
    position: int,
    chosen: bool,
    no_charge: bool,
    wording: str,
) -> None:
    """Replace what the draft says about a line."""
    tx.write(
        "UPDATE draft_lines SET position = ?, chosen = ?, no_charge = ?, wording = ? WHERE id = ?",
        position,
        chosen,
        no_charge,
        wording,
        line_id,
    )


def set_wording_if_same(tx: Transaction, entry_id: TimeEntryId, before: str, after: str) -> None:
    """Follow a changed narrative where the draft had not reworded it."""
    tx.write(
        "UPDATE draft_lines SET wording = ? WHERE entry_id = ? AND wording = ?",
        after,
        entry_id,
        before,
    )


def delete_line_of(tx: Transaction, entry_id: TimeEntryId) -> None:
    """Take an entry out of whatever draft it is in."""
    tx.write("DELETE FROM draft_lines WHERE entry_id = ?", entry_id)


def delete(tx: Transaction, draft_id: DraftId) -> None:
    """Discard a draft. Its entries stay unbilled."""
    tx.write("DELETE FROM draft_lines WHERE draft_id = ?", draft_id)
    tx.write("DELETE FROM drafts WHERE id = ?", draft_id)
