"""Documents: what the database knows of each sealed file."""

from __future__ import annotations

from dataclasses import dataclass

from lawdesk.domain.clients import ClientId
from lawdesk.domain.documents import (
    Document,
    DocumentId,
    DocumentKind,
    DocumentOrigin,
    DocumentPlace,
    DocumentVersion,
    KnownFile,
    LinkKind,
    SealedFile,
)
from lawdesk.domain.matters import MatterId
from lawdesk.store.database import Reader, Transaction
from lawdesk.store.words import prefix_words, text_query

_SELECT = (
    "SELECT d.id, d.client_id, d.matter_id, d.kind, d.title, d.folder, d.dated_on, d.notes, "
    "d.may_be_shared, d.version, d.added_at, d.archived_at, v.file_name, v.media_type, v.warnings, "
    "v.plain_sha256, v.plain_size, v.sealed_name, v.sealed_sha256, v.sealed_size, v.destroyed_at "
    "FROM documents d "
    "JOIN document_versions v ON v.document_id = d.id AND v.number = d.version"
)

_VERSIONS = (
    "SELECT document_id, number, origin, file_name, media_type, warnings, plain_sha256, "
    "plain_size, sealed_name, sealed_sha256, sealed_size, added_at, destroyed_at "
    "FROM document_versions"
)


@dataclass(frozen=True, slots=True)
class DocumentFilter:
    """Which papers a list shows. A client's are those of all their matters too; `folder` None is
    any, "" is none; `typed` words are searched in title, notes and the text of the paper.
    """

    client_id: ClientId | None = None
    matter_id: MatterId | None = None
    folder: str | None = None
    kind: DocumentKind | None = None
    typed: str = ""
    with_archived: bool = False


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


def list_page(
    read: Reader, wanted: DocumentFilter, *, after: Document | None = None, limit: int = 60
) -> list[Document]:
    """One page of papers, the latest first; `after` is the last of the page before."""
    where, values = _filter(wanted)
    if after is not None:
        where += " AND (d.added_at, d.id) < (?, ?)"
        values += [after.added_at, after.id]
    sql = f"{_SELECT} WHERE {where} ORDER BY d.added_at DESC, d.id DESC LIMIT ?"
    return read.all(Document, sql, *values, limit)


def count(read: Reader, wanted: DocumentFilter) -> int:
    """How many papers such a list has in all."""
    where, values = _filter(wanted)
    return read.number(f"SELECT count(*) FROM documents d WHERE {where}", *values)


def total_size(read: Reader, wanted: DocumentFilter) -> int:
    """The bytes of all papers of such a list together."""
    where, values = _filter(wanted)
    return read.number(
        "SELECT sum(v.plain_size) FROM documents d JOIN document_versions v "
        f"ON v.document_id = d.id AND v.number = d.version WHERE {where}",
        *values,
    )


def list_folders(read: Reader, wanted: DocumentFilter) -> list[str]:
    """The folders in use by the client or matter, in order; papers without one do not count."""
    where, values = _filter(
        DocumentFilter(wanted.client_id, wanted.matter_id, with_archived=wanted.with_archived)
    )
    return read.values(
        f"SELECT DISTINCT d.folder FROM documents d WHERE {where} AND d.folder <> '' "
        "ORDER BY d.folder COLLATE NOCASE",
        *values,
    )


def _filter(wanted: DocumentFilter) -> tuple[str, list[object]]:
    where, values = ["1 = 1"], list[object]()
    for column, value in (
        ("d.client_id", wanted.client_id),
        ("d.matter_id", wanted.matter_id),
        ("d.kind", wanted.kind),
    ):
        if value is not None:
            where.append(f"{column} = ?")
            values.append(value)
    if wanted.folder is not None:
        inside = wanted.folder.replace("!", "!!").replace("%", "!%").replace("_", "!_")
        where.append("(d.folder = ? OR (? <> '' AND d.folder LIKE ? || '/%' ESCAPE '!'))")
        values += [wanted.folder, wanted.folder, inside]
    if not wanted.with_archived:
        where.append("d.archived_at IS NULL")
    for word in prefix_words(wanted.typed):
        where.append(
            "d.id IN (SELECT rowid FROM document_words WHERE document_words MATCH ? UNION ALL "
            "SELECT rowid FROM document_text_words WHERE document_text_words MATCH ?)"
        )
        values += [word, text_query(word)]
    return " AND ".join(where), values


def list_known_files(read: Reader, client_id: ClientId) -> list[KnownFile]:
    """Every content of a client's papers that is in the practice, archived papers too."""
    return read.all(
        KnownFile,
        "SELECT v.plain_sha256, d.id AS document_id, d.matter_id, d.title, d.archived_at "
        "FROM documents d JOIN document_versions v ON v.document_id = d.id "
        "WHERE d.client_id = ? AND v.destroyed_at IS NULL ORDER BY d.id, v.number",
        client_id,
    )


def list_all_hashes(read: Reader) -> list[str]:
    """The content of every file that ever came in, destroyed ones too, for the scan folder."""
    return read.values("SELECT DISTINCT plain_sha256 FROM document_versions")


def list_versions(read: Reader, document_id: DocumentId) -> list[DocumentVersion]:
    """Every version of a paper, the newest first."""
    return read.all(
        DocumentVersion, f"{_VERSIONS} WHERE document_id = ? ORDER BY number DESC", document_id
    )


def list_links(read: Reader, document_id: DocumentId, kind: LinkKind) -> list[int]:
    """What the paper is tied to, of one kind."""
    return read.values(
        "SELECT subject_id FROM document_links WHERE document_id = ? AND kind = ? ORDER BY 1",
        document_id,
        kind,
    )


def find_in_place(read: Reader, place: DocumentPlace, plain_sha256: str) -> Document | None:
    """A paper of the matter, or of the client without a matter, that has or had these bytes."""
    return read.first(
        Document,
        f"{_SELECT} WHERE d.client_id = ? AND d.matter_id IS ? AND d.id IN (SELECT document_id "
        "FROM document_versions WHERE plain_sha256 = ? AND destroyed_at IS NULL) ORDER BY d.id",
        place.client_id,
        place.matter_id,
        plain_sha256,
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


def list_destroyed_names(read: Reader) -> list[str]:
    """The name of every sealed file that was destroyed, to finish what a crash broke off."""
    return read.values("SELECT sealed_name FROM document_versions WHERE destroyed_at IS NOT NULL")


def find_scan_folder(read: Reader) -> str:
    """The folder scans come from, "" where none was chosen."""
    paths: list[str] = read.values("SELECT path FROM scan_folders")
    return paths[0] if paths else ""


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
    insert_version(
        tx, document_id, 1, origin, file_name, media_type, warnings, sealed, added_at=added_at
    )
    return document_id


def insert_version(
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
    """Record a file that was sealed and synced before, as one version of a document."""
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


def set_document(tx: Transaction, paper: Document) -> None:
    """Store what the lawyer says of a paper; its files are left alone."""
    tx.write(
        "UPDATE documents SET matter_id = ?, kind = ?, title = ?, folder = ?, dated_on = ?, "
        "notes = ?, may_be_shared = ? WHERE id = ?",
        paper.matter_id,
        paper.kind,
        paper.title,
        paper.folder,
        paper.dated_on,
        paper.notes,
        paper.may_be_shared,
        paper.id,
    )


def set_version(tx: Transaction, document_id: DocumentId, number: int) -> None:
    """Make a version the current one."""
    tx.write("UPDATE documents SET version = ? WHERE id = ?", number, document_id)


def set_destroyed(tx: Transaction, document_id: DocumentId, destroyed_at: int) -> None:
    """Mark every file of the paper as destroyed, and forget its words."""
    tx.write(
        "UPDATE document_versions SET destroyed_at = ? WHERE document_id = ? "
        "AND destroyed_at IS NULL",
        destroyed_at,
        document_id,
    )
    tx.write("DELETE FROM document_texts WHERE document_id = ?", document_id)


def insert_link(tx: Transaction, document_id: DocumentId, kind: LinkKind, subject_id: int) -> None:
    """Tie the paper to something."""
    tx.write(
        "INSERT INTO document_links (document_id, kind, subject_id) VALUES (?, ?, ?)",
        document_id,
        kind,
        subject_id,
    )


def delete_link(tx: Transaction, document_id: DocumentId, kind: LinkKind, subject_id: int) -> None:
    """Untie it again."""
    tx.write(
        "DELETE FROM document_links WHERE document_id = ? AND kind = ? AND subject_id = ?",
        document_id,
        kind,
        subject_id,
    )


def set_scan_folder(tx: Transaction, path: str) -> None:
    """Remember the folder scans come from; "" forgets it."""
    tx.write("DELETE FROM scan_folders WHERE id = 1")
    if path:
        tx.write("INSERT INTO scan_folders (id, path) VALUES (1, ?)", path)
