"""The words of documents, so that a search finds what is written in them."""

from __future__ import annotations

from lawdesk.domain.documents import Document, DocumentId, TextOutcome
from lawdesk.store import documents
from lawdesk.store.database import Reader, Transaction

READABLE = ("application/pdf", "text/plain")
"""The kinds of files whose words are read; anything else stays a closed box."""

_UNREAD = (
    "FROM documents d JOIN document_versions v "
    "ON v.document_id = d.id AND v.number = d.version "
    "LEFT JOIN document_texts t ON t.document_id = d.id AND t.version = d.version "
    "WHERE t.document_id IS NULL AND v.destroyed_at IS NULL AND v.media_type IN (?, ?)"
)


def count_unread(read: Reader) -> int:
    """How many papers wait for their words to be read."""
    return read.number(f"SELECT count(*) {_UNREAD}", *READABLE)


def list_unread(read: Reader, limit: int) -> list[Document]:
    """Papers whose current version was not read yet, the latest first."""
    ids: list[DocumentId] = read.values(
        f"SELECT d.id {_UNREAD} ORDER BY d.id DESC LIMIT ?", *READABLE, limit
    )
    return [documents.get(read, document_id) for document_id in ids]


def find_outcome(read: Reader, document_id: DocumentId) -> TextOutcome | None:
    """How the reading of the paper ended, None while it waits."""
    found = read.values("SELECT outcome FROM document_texts WHERE document_id = ?", document_id)
    return TextOutcome(found[0]) if found else None


def set_text(
    tx: Transaction, document_id: DocumentId, version: int, outcome: TextOutcome, text: str
) -> None:
    """Keep the words of a version in place of those of the one before."""
    changed = tx.write(
        "UPDATE document_texts SET version = ?, outcome = ?, text = ? WHERE document_id = ?",
        version,
        outcome,
        text,
        document_id,
    )
    if not changed:
        tx.write(
            "INSERT INTO document_texts (document_id, version, outcome, text) VALUES (?, ?, ?, ?)",
            document_id,
            version,
            outcome,
            text,
        )
