"""Replies in quarantine: what came, part by part, what became of each, and what was refused."""

from __future__ import annotations

from dataclasses import dataclass

from lawdesk.domain.client_requests import ClientRequestId
from lawdesk.domain.clients import ClientId
from lawdesk.domain.documents import SealedFile
from lawdesk.domain.invoices import InvoiceId
from lawdesk.domain.messages import MessageId
from lawdesk.domain.replies import (
    FiledAs,
    ItemKind,
    ItemState,
    KnownReplies,
    OpenedReply,
    RefusedFileId,
    ReplyFile,
    ReplyId,
    ReplyItemId,
    ReplyKey,
    ReplyRefusal,
)
from lawdesk.store.database import Reader, Transaction


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply that was taken in; `written_at` is by the client's clock, in UTC seconds."""

    id: ReplyId
    bundle_id: int
    client_id: ClientId
    sequence: int
    written_at: int
    received_at: int
    file_sha256: str
    file_size: int
    closed_at: int | None


@dataclass(frozen=True, slots=True)
class ReplyRow:
    """A line of the list of replies."""

    id: ReplyId
    client_id: ClientId
    client_name: str
    bundle_id: int
    bundle: str
    bundle_number: int
    written_at: int
    received_at: int
    closed_at: int | None
    parts: int
    waiting: int


@dataclass(frozen=True, slots=True)
class ReplyItem:
    """One part of a reply; `content` is JSON, its members depend on the kind."""

    id: ReplyItemId
    reply_id: ReplyId
    position: int
    kind: ItemKind
    content: str
    request_id: ClientRequestId | None
    invoice_id: InvoiceId | None
    state: ItemState
    decided_at: int | None
    filed_as: FiledAs
    filed_id: int | None


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file of a reply and where its sealed form lies; `warnings` is a JSON list."""

    item_id: ReplyItemId
    name: str
    media_type: str
    warnings: str
    plain_sha256: str
    plain_size: int
    sealed_name: str
    sealed_sha256: str
    sealed_size: int


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file that was not taken in, kept byte for byte."""

    id: RefusedFileId
    received_at: int
    file_name: str
    reason: ReplyRefusal
    plain_sha256: str
    plain_size: int
    sealed_name: str
    sealed_sha256: str
    sealed_size: int


_SELECT = (
    "SELECT id, bundle_id, client_id, sequence, written_at, received_at, file_sha256, file_size, "
    "closed_at FROM replies"
)
_ROWS = """
SELECT r.id, r.client_id, c.name AS client_name, r.bundle_id, b.public_id AS bundle,
    b.number AS bundle_number, r.written_at, r.received_at, r.closed_at,
    (SELECT count(*) FROM reply_items i WHERE i.reply_id = r.id) AS parts,
    (SELECT count(*) FROM reply_items i WHERE i.reply_id = r.id AND i.state = 'waiting') AS waiting
FROM replies r JOIN clients c ON c.id = r.client_id JOIN bundles b ON b.id = r.bundle_id
"""
_ITEM = (
    "SELECT id, reply_id, position, kind, content, request_id, invoice_id, state, decided_at, "
    "filed_as, filed_id FROM reply_items"
)
_SEALED = "plain_sha256, plain_size, sealed_name, sealed_sha256, sealed_size"
_FILE = f"SELECT item_id, name, media_type, warnings, {_SEALED} FROM reply_files"
_REFUSED = f"SELECT id, received_at, file_name, reason, {_SEALED} FROM refused_files"


def get(read: Reader, reply_id: ReplyId) -> Reply:
    """The reply. Raises NotFound."""
    return read.one(Reply, f"{_SELECT} WHERE id = ?", reply_id)


def get_row(read: Reader, reply_id: ReplyId) -> ReplyRow:
    """The reply as a list shows it. Raises NotFound."""
    return read.one(ReplyRow, f"{_ROWS} WHERE r.id = ?", reply_id)


def find_taken(read: Reader, bundle_id: int, sequence: int, file_sha256: str) -> Reply | None:
    """A reply that is this file, or has the same sequence in the same bundle."""
    return read.first(
        Reply,
        f"{_SELECT} WHERE file_sha256 = ? OR (bundle_id = ? AND sequence = ?) ORDER BY id LIMIT 1",
        file_sha256,
        bundle_id,
        sequence,
    )


def list_open(read: Reader) -> list[ReplyRow]:
    """Replies with parts that wait, the oldest first."""
    return read.all(ReplyRow, f"{_ROWS} WHERE r.closed_at IS NULL ORDER BY r.received_at, r.id")


def list_closed(read: Reader, limit: int = 200) -> list[ReplyRow]:
    """Replies whose parts are all decided, the latest first."""
    return read.all(
        ReplyRow,
        f"{_ROWS} WHERE r.closed_at IS NOT NULL ORDER BY r.closed_at DESC, r.id DESC LIMIT ?",
        limit,
    )


def count_open(read: Reader) -> int:
    """How many replies wait to be filed."""
    return read.number("SELECT count(*) FROM replies WHERE closed_at IS NULL")


def count_refused(read: Reader) -> int:
    """How many refused files are kept aside."""
    return read.number("SELECT count(*) FROM refused_files")


def get_item(read: Reader, item_id: ReplyItemId) -> ReplyItem:
    """One part. Raises NotFound."""
    return read.one(ReplyItem, f"{_ITEM} WHERE id = ?", item_id)


def list_items(read: Reader, reply_id: ReplyId) -> list[ReplyItem]:
    """The parts of a reply in their order."""
    return read.all(ReplyItem, f"{_ITEM} WHERE reply_id = ? ORDER BY position", reply_id)


def get_file(read: Reader, item_id: ReplyItemId) -> StoredFile:
    """The file of a part. Raises NotFound."""
    return read.one(StoredFile, f"{_FILE} WHERE item_id = ?", item_id)


def list_files(read: Reader, reply_id: ReplyId) -> dict[ReplyItemId, StoredFile]:
    """The files of a reply by their part."""
    rows = read.all(
        StoredFile,
        f"{_FILE} WHERE item_id IN (SELECT id FROM reply_items WHERE reply_id = ?)",
        reply_id,
    )
    return {row.item_id: row for row in rows}


def find_message(read: Reader, reply_id: ReplyId) -> MessageId | None:
    """The line of the communication log that tells of the reply."""
    found = read.values("SELECT id FROM messages WHERE reply_id = ? ORDER BY id LIMIT 1", reply_id)
    return MessageId(found[0]) if found else None


def find_invoice(read: Reader, client_id: ClientId, number: str) -> InvoiceId | None:
    """An invoice of that client by its number: nobody can speak of another's."""
    found = read.values(
        "SELECT id FROM issued_invoices WHERE client_id = ? AND number = ?", client_id, number
    )
    return InvoiceId(found[0]) if found else None


def list_refused(read: Reader) -> list[RefusedFile]:
    """What is kept aside, the latest first."""
    return read.all(RefusedFile, f"{_REFUSED} ORDER BY received_at DESC, id DESC")


def get_refused(read: Reader, refused_id: RefusedFileId) -> RefusedFile:
    """A file kept aside. Raises NotFound."""
    return read.one(RefusedFile, f"{_REFUSED} WHERE id = ?", refused_id)


def list_sealed_names(read: Reader) -> list[str]:
    """The name of every sealed file that quarantine needs: undecided files, and refused ones."""
    return read.values(
        "SELECT f.sealed_name FROM reply_files f JOIN reply_items i ON i.id = f.item_id "
        "WHERE i.state = 'waiting' UNION ALL SELECT sealed_name FROM refused_files"
    )


def known_replies(read: Reader) -> KnownReplies:
    """Everything a worker must know to take a file in."""
    bundles = read.tuples("SELECT public_id, reply_key, reply_token FROM bundles")
    taken = read.tuples(
        "SELECT b.public_id, r.sequence, r.file_sha256, r.received_at FROM replies r "
        "JOIN bundles b ON b.id = r.bundle_id"
    )
    return KnownReplies(
        keys={name: ReplyKey(scalar, token) for name, scalar, token in bundles},
        taken={sha256: at for _name, _sequence, sha256, at in taken},
        sequences={(name, sequence): at for name, sequence, _sha256, at in taken},
        refused=frozenset(read.values("SELECT plain_sha256 FROM refused_files")),
    )


def reply_folder(read: Reader) -> str:
    """The folder that is watched for replies; empty for none."""
    found = read.values("SELECT reply_folder FROM practice WHERE id = 1")
    return str(found[0]) if found else ""


def set_reply_folder(tx: Transaction, folder: str) -> None:
    """Watch that folder from now on; none with an empty text."""
    tx.write("UPDATE practice SET reply_folder = ? WHERE id = 1", folder)


def insert(
    tx: Transaction,
    bundle_id: int,
    client_id: ClientId,
    opened: OpenedReply,
    file_sha256: str,
    file_size: int,
    *,
    received_at: int,
) -> ReplyId:
    """A reply, before its parts."""
    return ReplyId(
        tx.write(
            "INSERT INTO replies (bundle_id, client_id, sequence, written_at, received_at, "
            "file_sha256, file_size, closed_at) VALUES (?, ?, ?, ?, ?, ?, ?, NULL)",
            bundle_id,
            client_id,
            opened.sequence,
            opened.written_at,
            received_at,
            file_sha256,
            file_size,
        )
    )


def insert_item(
    tx: Transaction,
    reply_id: ReplyId,
    position: int,
    kind: ItemKind,
    content: str,
    *,
    request_id: ClientRequestId | None = None,
    invoice_id: InvoiceId | None = None,
) -> ReplyItemId:
    """One part, waiting."""
    return ReplyItemId(
        tx.write(
            "INSERT INTO reply_items (reply_id, position, kind, content, request_id, invoice_id, "
            "state, decided_at, filed_as, filed_id) "
            "VALUES (?, ?, ?, ?, ?, ?, 'waiting', NULL, '', NULL)",
            reply_id,
            position,
            kind,
            content,
            request_id,
            invoice_id,
        )
    )


def insert_file(
    tx: Transaction, item_id: ReplyItemId, file: ReplyFile, warnings: str, sealed: SealedFile
) -> None:
    """The file of a part, which was sealed and synced before."""
    tx.write(
        f"INSERT INTO reply_files (item_id, name, media_type, warnings, {_SEALED}) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        item_id,
        file.name,
        file.media_type,
        warnings,
        *_sealed_values(sealed),
    )


def set_decided(
    tx: Transaction,
    item_id: ReplyItemId,
    state: ItemState,
    decided_at: int,
    filed_as: FiledAs,
    filed_id: int | None,
) -> None:
    """What became of a part; it cannot change afterwards."""
    tx.write(
        "UPDATE reply_items SET state = ?, decided_at = ?, filed_as = ?, filed_id = ? WHERE id = ?",
        state,
        decided_at,
        filed_as,
        filed_id,
        item_id,
    )


def set_closed(tx: Transaction, reply_id: ReplyId, closed_at: int) -> None:
    """Every part is decided."""
    tx.write("UPDATE replies SET closed_at = ? WHERE id = ?", closed_at, reply_id)


def insert_refused(
    tx: Transaction, file_name: str, reason: ReplyRefusal, sealed: SealedFile, received_at: int
) -> RefusedFileId:
    """Keep a refused file aside, which was sealed and synced before."""
    return RefusedFileId(
        tx.write(
            f"INSERT INTO refused_files (received_at, file_name, reason, {_SEALED}) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            received_at,
            file_name,
            reason,
            *_sealed_values(sealed),
        )
    )


def delete_refused(tx: Transaction, refused_id: RefusedFileId) -> None:
    """Keep it no longer."""
    tx.write("DELETE FROM refused_files WHERE id = ?", refused_id)


def _sealed_values(sealed: SealedFile) -> tuple[str, int, str, str, int]:
    return (
        sealed.plain_sha256,
        sealed.plain_size,
        sealed.name,
        sealed.sealed_sha256,
        sealed.sealed_size,
    )
