"""Bundles that were made for clients. Their words are never stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lawdesk.domain.clients import ClientId
from lawdesk.domain.documents import DocumentId
from lawdesk.domain.matters import MatterId
from lawdesk.store.database import Reader, Transaction


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle as it was written: which client, which file, which hash."""

    id: int
    public_id: str
    client_id: ClientId
    matter_id: MatterId
    number: int
    file_name: str
    sha256: str
    size: int
    letter: str
    made_on: date
    made_at: int


_SELECT = (
    "SELECT id, public_id, client_id, matter_id, number, file_name, sha256, size, letter, "
    "made_on, made_at FROM bundles"
)


def list_of_matter(read: Reader, matter_id: MatterId) -> list[Bundle]:
    """Bundles of a matter, the latest first."""
    return read.all(Bundle, f"{_SELECT} WHERE matter_id = ? ORDER BY id DESC", matter_id)


def find_latest(read: Reader, client_id: ClientId, matter_id: MatterId) -> Bundle | None:
    """The bundle made last for that client in that matter."""
    return read.first(
        Bundle,
        f"{_SELECT} WHERE client_id = ? AND matter_id = ? ORDER BY id DESC LIMIT 1",
        client_id,
        matter_id,
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


def insert(tx: Transaction, bundle: Bundle) -> int:
    """Record a bundle that was written and verified; the id in it is ignored."""
    return tx.write(
        "INSERT INTO bundles (public_id, client_id, matter_id, number, file_name, sha256, size, "
        "letter, made_on, made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        bundle.public_id,
        bundle.client_id,
        bundle.matter_id,
        bundle.number,
        bundle.file_name,
        bundle.sha256,
        bundle.size,
        bundle.letter,
        bundle.made_on,
        bundle.made_at,
    )


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
