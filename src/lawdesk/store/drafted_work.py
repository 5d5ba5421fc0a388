"""What drafts hold of work, as far as the work itself has to know: without reading any draft, so
that a clock at rest loads nothing of billing.
"""

from __future__ import annotations

from lawdesk.domain.time_entries import TimeEntryId
from lawdesk.store.database import Reader, Transaction


def count_drafts(read: Reader) -> int:
    """How many invoices are in the making."""
    return read.number("SELECT count(*) FROM drafts")


def set_wording_if_same(tx: Transaction, entry_id: TimeEntryId, before: str, after: str) -> None:
    """Follow a changed narrative where the draft had not reworded it."""
    tx.write(
        "UPDATE draft_lines SET wording = ? WHERE entry_id = ? AND wording = ?",
        after,
        entry_id,
        before,
    )


def delete_line(tx: Transaction, line_id: int) -> None:
    """Take a line out of its draft; lines it told stand for themselves again."""
    tx.write("UPDATE draft_lines SET merged_into_id = NULL WHERE merged_into_id = ?", line_id)
    tx.write("DELETE FROM draft_lines WHERE id = ?", line_id)


def delete_line_of(tx: Transaction, entry_id: TimeEntryId) -> None:
    """Take an entry, with all its parts, out of whatever draft it is in."""
    for line_id in tx.values("SELECT id FROM draft_lines WHERE entry_id = ?", entry_id):
        delete_line(tx, line_id)
