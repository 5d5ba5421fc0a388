"""Documents: what the database knows of each sealed file."""

from __future__ import annotations

from dataclasses import fields

from lawdesk.domain.clients import ClientId
from lawdesk.domain.documents import Document, DocumentId, DocumentKind, SealedFile
from lawdesk.domain.matters import MatterId
from lawdesk.store.database import Reader, Transaction

_SELECT = f"SELECT {', '.join(field.name for field in fields(Document))} FROM documents"


def get(read: Reader, document_id: DocumentId) -> Document:
    """The document. Raises NotFound."""
    return read.one(Document, f"{_SELECT} WHERE id = ?", document_id)


def list_of_matter(read: Reader, matter_id: MatterId) -> list[Document]:
    """Documents of a matter, the latest first."""
    return read.all(
        Document,
        f"{_SELECT} WHERE matter_id = ? AND archived_at IS NULL ORDER BY added_at DESC, id DESC",
        matter_id,
    )


def find_same(read: Reader, matter_id: MatterId, plain_sha256: str) -> Document | None:
    """A document of the matter with exactly these bytes."""
    return read.first(
        Document,
        f"{_SELECT} WHERE matter_id = ? AND plain_sha256 = ? AND archived_at IS NULL",
        matter_id,
        plain_sha256,
    )


def list_sealed_names(read: Reader) -> list[str]:
    """The name of every sealed file that some row needs."""
    return read.values("SELECT sealed_name FROM documents ORDER BY sealed_name")


def insert(
    tx: Transaction,
    *,
    client_id: ClientId,
    matter_id: MatterId | None,
    kind: DocumentKind,
    title: str,
    file_name: str,
    media_type: str,
    sealed: SealedFile,
    added_at: int,
) -> DocumentId:
    """Record a file that was sealed and synced before."""
    return DocumentId(
        tx.write(
            "INSERT INTO documents (client_id, matter_id, kind, title, file_name, media_type, "
            "plain_sha256, plain_size, sealed_name, sealed_sha256, sealed_size, added_at, "
            "archived_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)",
            client_id,
            matter_id,
            kind,
            title,
            file_name,
            media_type,
            sealed.plain_sha256,
            sealed.plain_size,
            sealed.name,
            sealed.sealed_sha256,
            sealed.sealed_size,
            added_at,
        )
    )


def set_archived(tx: Transaction, document_id: DocumentId, archived_at: int | None) -> None:
    """Put a document away, or take it out again with None; its sealed file stays."""
    tx.write("UPDATE documents SET archived_at = ? WHERE id = ?", archived_at, document_id)
