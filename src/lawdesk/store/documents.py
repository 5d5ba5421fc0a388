"""Documents: what the database knows of each sealed file."""

from __future__ import annotations

from lawdesk.domain.clients import ClientId
from lawdesk.domain.documents import (
    Document,
    DocumentId,
    DocumentKind,
    DocumentOrigin,
    SealedFile,
)
from lawdesk.domain.matters import MatterId
from lawdesk.store.database import Reader, Transaction

_SELECT = (
    "SELECT d.id, d.client_id, d.matter_id, d.kind, d.title, d.folder, d.dated_on, d.notes, "
    "d.may_be_shared, d.version, d.added_at, d.archived_at, v.file_name, v.media_type, v.warnings, "
    "v.plain_sha256, v.plain_size, v.sealed_name, v.sealed_sha256, v.sealed_size FROM documents d "
    "JOIN document_versions v ON v.document_id = d.id AND v.number = d.version"
)


def get(read: Reader, document_id: DocumentId) -> Document:
    """The document. Raises NotFound."""
    return read.one(Document, f"{_SELECT} WHERE d.id = ?", document_id)


def list_of_matter(read: Reader, matter_id: MatterId) -> list[Document]:
    """Documents of a matter, the latest first."""
    return read.all(
        Document,
        f"{_SELECT} WHERE d.matter_id = ? AND d.archived_at IS NULL "
        "ORDER BY d.added_at DESC, d.id DESC",
        matter_id,
    )


def find_same(read: Reader, matter_id: MatterId, plain_sha256: str) -> Document | None:
    """A document of the matter with exactly these bytes."""
    return read.first(
        Document,
        f"{_SELECT} WHERE d.matter_id = ? AND v.plain_sha256 = ? AND d.archived_at IS NULL",
        matter_id,
        plain_sha256,
    )


def list_sealed_names(read: Reader) -> list[str]:
    """The name of every sealed file that some row needs."""
    return read.values(
        "SELECT sealed_name FROM document_versions WHERE destroyed_at IS NULL ORDER BY sealed_name"
    )


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
    origin: DocumentOrigin = DocumentOrigin.ADDED,
    folder: str = "",
    warnings: str = "[]",
) -> DocumentId:
    """Record a file that was sealed and synced before, as version 1 of a new document."""
    document_id = DocumentId(
        tx.write(
            "INSERT INTO documents (client_id, matter_id, kind, title, folder, dated_on, notes, "
            "may_be_shared, version, added_at, archived_at) "
            "VALUES (?, ?, ?, ?, ?, NULL, '', 1, 1, ?, NULL)",
            client_id,
            matter_id,
            kind,
            title,
            folder,
            added_at,
        )
    )
    _insert_version(
        tx, document_id, 1, origin, file_name, media_type, warnings, sealed, added_at=added_at
    )
    return document_id


def _insert_version(
    tx: Transaction,
    document_id: DocumentId,
    number: int,
    origin: DocumentOrigin,
    file_name: str,
    media_type: str,
    warnings: str,
    sealed: SealedFile,
    *,
    added_at: int,
) -> None:
    tx.write(
        "INSERT INTO document_versions (document_id, number, origin, file_name, media_type, "
        "warnings, plain_sha256, plain_size, sealed_name, sealed_sha256, sealed_size, added_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        document_id,
        number,
        origin,
        file_name,
        media_type,
        warnings,
        sealed.plain_sha256,
        sealed.plain_size,
        sealed.name,
        sealed.sealed_sha256,
        sealed.sealed_size,
        added_at,
    )


def set_archived(tx: Transaction, document_id: DocumentId, archived_at: int | None) -> None:
    """Put a document away, or take it out again with None; its sealed file stays."""
    tx.write("UPDATE documents SET archived_at = ? WHERE id = ?", archived_at, document_id)
