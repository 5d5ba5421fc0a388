"""Words that were being typed and belong to nothing that is saved yet.

A `place` names the field, such as "bundle-letter.7"; it keeps one wording at a time.
"""

from __future__ import annotations

from dataclasses import dataclass

from lawdesk.store.database import Reader, Transaction


@dataclass(frozen=True, slots=True)
class UnsavedEdit:
    """What stood in a field. `kept_at` is in UTC seconds."""

    place: str
    wording: str
    kept_at: int


def find(read: Reader, place: str) -> UnsavedEdit | None:
    """What was being typed there, if anything was kept."""
    return read.first(
        UnsavedEdit, "SELECT place, wording, kept_at FROM unsaved_edits WHERE place = ?", place
    )


def set_edit(tx: Transaction, place: str, wording: str, kept_at: int) -> None:
    """Keep this wording instead of the one kept there before."""
    update = "UPDATE unsaved_edits SET wording = ?, kept_at = ? WHERE place = ?"
    if not tx.write(update, wording, kept_at, place):
        insert = "INSERT INTO unsaved_edits (place, wording, kept_at) VALUES (?, ?, ?)"
        tx.write(insert, place, wording, kept_at)


def delete(tx: Transaction, place: str) -> None:
    """Forget what was kept there."""
    tx.write("DELETE FROM unsaved_edits WHERE place = ?", place)
