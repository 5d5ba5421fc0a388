"""What was done, in an order nobody can change."""

from __future__ import annotations

from dataclasses import dataclass

from lawdesk.store.database import Reader, Transaction


@dataclass(frozen=True, slots=True)
class AuditRecord:
    """One act on one thing. `detail` never holds secrets."""

    id: int
    at: int
    act: str
    subject: str
    subject_id: int
    detail: str


def insert(tx: Transaction, at: int, act: str, subject: str, subject_id: int, detail: str) -> None:
    """Note an act."""
    tx.write(
        "INSERT INTO audit_records (at, act, subject, subject_id, detail) VALUES (?, ?, ?, ?, ?)",
        at,
        act,
        subject,
        subject_id,
        detail,
    )


def list_latest(read: Reader, limit: int = 100) -> list[AuditRecord]:
    """The latest acts, newest first."""
    return read.all(
        AuditRecord,
        "SELECT id, at, act, subject, subject_id, detail FROM audit_records "
        "ORDER BY id DESC LIMIT ?",
        limit,
    )
