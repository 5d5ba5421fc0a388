"""Invoices in the making."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

from lawdesk.domain.billing.drafts import (
    Draft,
    DraftId,
    DraftLine,
    DraftLineId,
    DraftPayer,
    DraftSummary,
    OfferedWork,
)
from lawdesk.domain.double_rounding import EntrySpan
from lawdesk.domain.matters import MatterId
from lawdesk.domain.rounding import RoundingPolicy
from lawdesk.domain.time_entries import TimeEntryId
from lawdesk.store.database import Reader, Transaction

_DRAFT_COLUMNS = [field.name for field in fields(Draft)]
_SELECT = (
    "SELECT id, matter_id, work_from, work_until, grouping, intro, tax_category, payment_days, "
    "created_at, discount, applies_credit, shows_reductions, cover_letter, payment_note FROM drafts"
)
_LINE = """
SELECT l.id, l.draft_id, CASE WHEN l.entry_id IS NOT NULL THEN 'time'
        WHEN l.charge_id IS NOT NULL THEN 'fixed' WHEN x.kind = 'own' THEN 'expense'
        ELSE 'pass_through' END AS kind,
    l.entry_id, l.expense_id, l.charge_id, l.part,
    CASE WHEN l.part > 1 THEN l.part_units ELSE (SELECT e.billed_units - sum(o.part_units)
        FROM draft_lines o WHERE o.entry_id = l.entry_id AND o.part > 1) END AS part_units,
    l.position, l.chosen, l.no_charge,
    l.write_down_cents, l.reason, l.wording, l.merged_into_id, l.payer_id,
    coalesce(e.worked_on, x.spent_on, f.earned_on) AS worked_on, e.activity_code,
    coalesce(e.charge, x.charge, 'billable') AS charge, coalesce(e.raw_seconds, 0) AS raw_seconds,
    coalesce(e.billed_units, 0) AS billed_units, coalesce(e.unit_seconds, 1) AS unit_seconds,
    coalesce(e.rate_cents_per_hour, 0) AS rate_cents_per_hour,
    coalesce(e.rounding_unit_seconds, 360) AS rounding_unit_seconds,
    coalesce(e.rounding_mode, 'none') AS rounding_mode,
    coalesce(e.minimum_units, 0) AS minimum_units,
    coalesce(e.rounding_scope, 'entry') AS rounding_scope,
    coalesce(x.quantity_thousandths, 0) AS quantity_thousandths,
    coalesce(x.unit, '') AS quantity_unit, coalesce(x.unit_price_cents, 0) AS unit_price_cents,
    coalesce(e.amount_cents, x.amount_cents, f.amount_cents) AS whole_cents,
    coalesce(x.tax_category, '') AS tax_category
FROM draft_lines l
LEFT JOIN time_entries e ON e.id = l.entry_id
LEFT JOIN expenses x ON x.id = l.expense_id
LEFT JOIN fixed_charges f ON f.id = l.charge_id
"""


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
        "coalesce((SELECT sum(coalesce(e.amount_cents, x.amount_cents, f.amount_cents) "
        "- l.write_down_cents) FROM draft_lines l LEFT JOIN time_entries e ON e.id = l.entry_id "
        "LEFT JOIN expenses x ON x.id = l.expense_id AND x.charge = 'billable' "
        "LEFT JOIN fixed_charges f ON f.id = l.charge_id "
        "WHERE l.draft_id = d.id AND l.chosen AND NOT l.no_charge AND l.part = 1), 0) "
        "AS amount_cents, d.created_at FROM drafts d JOIN matters m ON m.id = d.matter_id "
        "JOIN clients c ON c.id = m.client_id ORDER BY d.id DESC",
    )


def insert(tx: Transaction, draft: Draft) -> DraftId:
    """A new draft; the id in `draft` is ignored."""
    names = [name for name in _DRAFT_COLUMNS if name != "id"]
    marks = ", ".join("?" * len(names))
    values = [getattr(draft, name) for name in names]
    return DraftId(tx.write(f"INSERT INTO drafts ({', '.join(names)}) VALUES ({marks})", *values))


def set_draft(tx: Transaction, draft: Draft) -> None:
    """Replace the draft's fields by those given."""
    names = [name for name in _DRAFT_COLUMNS if name != "id"]
    changes = ", ".join(f"{name} = ?" for name in names)
    values = [getattr(draft, name) for name in names]
    tx.write(f"UPDATE drafts SET {changes} WHERE id = ?", *values, draft.id)


def insert_part(
    tx: Transaction,
    draft_id: DraftId,
    position: int,
    wording: str,
    *,
    entry_id: TimeEntryId | None,
    part: int,
    part_units: int,
) -> DraftLineId:
    """Offer a later part of an entry to a draft, chosen."""
    return DraftLineId(
        tx.write(
            "INSERT INTO draft_lines (draft_id, entry_id, part, part_units, position, chosen, "
            "no_charge, wording) VALUES (?, ?, ?, ?, ?, 1, 0, ?)",
            draft_id,
            entry_id,
            part,
            part_units,
            position,
            wording,
        )
    )


def insert_lines(
    tx: Transaction, draft_id: DraftId, position: int, work: Sequence[OfferedWork]
) -> None:
    """Offer work to a draft, chosen, one line each, from that position on."""
    tx.insert_rows(
        "draft_lines",
        "draft_id, entry_id, expense_id, charge_id, position, chosen, no_charge, wording",
        [
            (draft_id, each.entry_id, each.expense_id, each.charge_id, place, 1, 0, each.wording)
            for place, each in enumerate(work, start=position)
        ],
    )


def set_line(tx: Transaction, line: DraftLine) -> None:
    """Replace what the draft says about a line; the work behind it stays as it is."""
    tx.write(
        "UPDATE draft_lines SET position = ?, chosen = ?, no_charge = ?, wording = ?, "
        "write_down_cents = ?, reason = ?, merged_into_id = ?, payer_id = ? WHERE id = ?",
        line.position,
        line.chosen,
        line.no_charge,
        line.wording,
        line.write_down_cents,
        line.reason,
        line.merged_into_id,
        line.payer_id,
        line.id,
    )


def list_payers(read: Reader, draft_id: DraftId) -> list[DraftPayer]:
    """Who pays the invoice, where it is not the matter's client alone."""
    return read.all(
        DraftPayer,
        "SELECT id, draft_id, client_id, share_ppm, fixed_cents, is_rest, masks_narrative, consent "
        "FROM draft_payers WHERE draft_id = ? ORDER BY id",
        draft_id,
    )


def insert_payer(tx: Transaction, payer: DraftPayer) -> int:
    """One more payer; the id in `payer` is ignored."""
    return tx.write(
        "INSERT INTO draft_payers (draft_id, client_id, share_ppm, fixed_cents, is_rest, "
        "masks_narrative, consent) VALUES (?, ?, ?, ?, ?, ?, ?)",
        payer.draft_id,
        payer.client_id,
        payer.share_ppm,
        payer.fixed_cents,
        payer.is_rest,
        payer.masks_narrative,
        payer.consent,
    )


def delete_payers(tx: Transaction, draft_id: DraftId) -> None:
    """Let the matter's client pay alone again."""
    tx.write("DELETE FROM draft_payers WHERE draft_id = ?", draft_id)
    tx.write("UPDATE draft_lines SET payer_id = NULL WHERE draft_id = ?", draft_id)


def delete(tx: Transaction, draft_id: DraftId) -> None:
    """Discard a draft. Its work stays unbilled."""
    tx.write(
        "UPDATE draft_lines SET merged_into_id = NULL "
        "WHERE draft_id = ? AND merged_into_id IS NOT NULL",
        draft_id,
    )
    tx.write("DELETE FROM draft_lines WHERE draft_id = ?", draft_id)
    tx.write("DELETE FROM draft_payers WHERE draft_id = ?", draft_id)
    tx.write("DELETE FROM drafts WHERE id = ?", draft_id)
