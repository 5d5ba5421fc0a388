"""The lawyer's own wordings, for completion while typing."""

from __future__ import annotations

from lawdesk.store.database import Reader, Transaction


def note(tx: Transaction, wording: str, now: int) -> None:
    """Count one more use of a wording."""
    known = tx.write(
        "UPDATE phrases SET used_count = used_count + 1, last_used_at = ? WHERE wording = ?",
        now,
        wording,
    )
    if not known:
        tx.write(
            "INSERT INTO phrases (wording, used_count, last_used_at) VALUES (?, 1, ?)", wording, now
        )


def list_all(read: Reader, limit: int = 2000) -> list[str]:
    """The wordings used most, of equals the one used last first."""
    return read.values(
        "SELECT wording FROM phrases ORDER BY used_count DESC, last_used_at DESC, id DESC LIMIT ?",
        limit,
    )
