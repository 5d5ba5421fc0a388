"""The last stops and deletions, kept so that they can be taken back even after a restart."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from lawdesk.store.database import Reader, Transaction


@dataclass(frozen=True, slots=True)
class UndoStep:
    """Something that can be taken back; `payload` is JSON of the ids it touched."""

    id: int
    kind: str
    done_at: int
    payload: str

    @property
    def facts(self) -> dict[str, Any]:
        """The payload, read."""
        facts: dict[str, Any] = json.loads(self.payload)
        return facts


def insert(tx: Transaction, kind: str, done_at: int, facts: dict[str, Any]) -> int:
    """Remember a step."""
    return tx.write(
        "INSERT INTO undo_steps (kind, done_at, payload, taken_back_at) VALUES (?, ?, ?, NULL)",
        kind,
        done_at,
        json.dumps(facts, sort_keys=True),
    )


def find_latest(read: Reader) -> UndoStep | None:
    """The latest step that was not taken back."""
    return read.first(
        UndoStep,
        "SELECT id, kind, done_at, payload FROM undo_steps WHERE taken_back_at IS NULL "
        "ORDER BY id DESC LIMIT 1",
    )


def set_taken_back(tx: Transaction, step_id: int, now: int) -> None:
    """Mark a step as taken back."""
    tx.write("UPDATE undo_steps SET taken_back_at = ? WHERE id = ?", now, step_id)
