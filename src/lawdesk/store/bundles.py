"""Bundles that were made for clients. Words made for one bundle are never stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date

from lawdesk.domain.bundles import BundleFormat, WordsKind
from lawdesk.domain.clients import ClientId
from lawdesk.domain.documents import DocumentId
from lawdesk.domain.matters import MatterId
from lawdesk.store.database import Reader, Transaction


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle as it was written: which client, which file, which hash.

    `contents` is its manifest as JSON. `reply_key` (32 bytes, a P-256 scalar) and `reply_token`
    open and prove the client's answer; None where no answer can be written.
    """

    id: int
    public_id: str
    client_id: ClientId
    number: int
    format: BundleFormat
    file_name: str
    sha256: str
    size: int
    letter: str
    contents: str
    words_kind: WordsKind
    reply_key: bytes | None
    reply_token: bytes | None
    made_on: date
    made_at: int
    opened_on: date | None
    opened_how: str | None


_SELECT = f"SELECT {', '.join('b.' + field.name for field in fields(Bundle))} FROM bundles b"
_OF_MATTER = f"{_SELECT} JOIN bundle_matters m ON m.bundle_id = b.id WHERE m.matter_id = ?"


def list_of_matter(read: Reader, matter_id: MatterId) -> list[Bundle]:
    """Bundles of a matter, the latest first."""
    return read.all(Bundle, f"{_OF_MATTER} ORDER BY b.id DESC", matter_id)


def find_latest(read: Reader, client_id: ClientId, matter_id: MatterId) -> Bundle | None:
    """The bundle made last for that client in that matter."""
    return read.first(
        Bundle,
        f"{_OF_MATTER} AND b.client_id = ? AND b.number > 0 ORDER BY b.id DESC LIMIT 1",
        matter_id,
        client_id,
    )


def has_public_id(read: Reader, public_id: str) -> bool:
    """Whether a bundle bears that public id."""
    return read.number("SELECT count(*) FROM bundles WHERE public_id = ?", public_id) > 0


def next_number(read: Reader, client_id: ClientId) -> int:
    """The number of the next bundle in the client's series."""
    latest = read.number("SELECT max(number) FROM bundles WHERE client_id = ?", client_id)
    return latest + 1


def list_given_documents(read: Reader, client_id: ClientId) -> set[int]:
    """Ids of the documents that the client got in some bundle."""
    return set(
        read.values(
            "SELECT d.document_id FROM bundle_documents d JOIN bundles b ON b.id = d.bundle_id "
            "WHERE b.client_id = ?",
            client_id,
        )
    )


def insert(tx: Transaction, bundle: Bundle, matter_ids: Sequence[MatterId]) -> int:
    """Record a bundle that was written and verified; the id in it is ignored."""
    names = [field.name for field in fields(Bundle) if field.name != "id"]
    bundle_id = tx.write(
        f"INSERT INTO bundles ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})",
        *(getattr(bundle, name) for name in names),
    )
    for matter_id in matter_ids:
        tx.write(
            "INSERT INTO bundle_matters (bundle_id, matter_id) VALUES (?, ?)", bundle_id, matter_id
        )
    return bundle_id


def insert_document(
    tx: Transaction,
    bundle_id: int,
    position: int,
    document_id: DocumentId,
    name: str,
    sha256: str,
    size: int,
) -> None:
    """Record one paper of a bundle."""
    tx.write(
        "INSERT INTO bundle_documents (bundle_id, position, document_id, name, sha256, size) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        bundle_id,
        position,
        document_id,
        name,
        sha256,
        size,
    )


def insert_delivery(
    tx: Transaction, bundle_id: int, delivered_on: date, channel: str, note: str, recorded_at: int
) -> int:
    """Note that a bundle reached the client."""
    return tx.write(
        "INSERT INTO bundle_deliveries (bundle_id, delivered_on, channel, note, recorded_at) "
        "VALUES (?, ?, ?, ?, ?)",
        bundle_id,
        delivered_on,
        channel,
        note,
        recorded_at,
    )
