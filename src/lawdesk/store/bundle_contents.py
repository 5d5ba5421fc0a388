"""What went into bundles, and which papers of a client could go into the next one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lawdesk.domain.billing.billing_policy import PolicyId
from lawdesk.domain.clients import ClientId
from lawdesk.domain.documents import DocumentId, DocumentKind
from lawdesk.domain.invoices import InvoiceId
from lawdesk.domain.matters import MatterId
from lawdesk.store.database import Reader, Transaction


@dataclass(frozen=True, slots=True)
class BundledPaper:
    """One paper of a bundle, as it was on that day."""

    position: int
    document_id: DocumentId
    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class OfferedPaper:
    """A paper of the client that may go out, in its current version.

    `number` is the bundle its current version went into last, None where there was none;
    `delivered_on` the first day that version was handed over; `was_other` whether the client has
    an older version; `from_client` whether the client sent it. `invoice_id` where it is the PDF of
    an invoice.
    """

    id: DocumentId
    matter_id: MatterId | None
    kind: DocumentKind
    title: str
    dated_on: date | None
    added_at: int
    file_name: str
    media_type: str
    warnings: str
    size: int
    number: int | None
    delivered_on: date | None
    was_other: bool
    from_client: bool
    invoice_id: InvoiceId | None


_OFFERED = """
SELECT d.id, d.matter_id, d.kind, d.title, d.dated_on, d.added_at, v.file_name, v.media_type,
    v.warnings, v.plain_size AS size,
    (SELECT max(b.number) FROM bundle_documents x JOIN bundles b ON b.id = x.bundle_id
        WHERE x.document_id = d.id AND x.sha256 = v.plain_sha256 AND b.client_id = d.client_id
        AND b.number > 0) AS number,
    (SELECT min(y.delivered_on) FROM bundle_documents x JOIN bundles b ON b.id = x.bundle_id
        JOIN bundle_deliveries y ON y.bundle_id = b.id
        WHERE x.document_id = d.id AND x.sha256 = v.plain_sha256 AND b.client_id = d.client_id
        AND b.number > 0) AS delivered_on,
    EXISTS (SELECT 1 FROM bundle_documents x JOIN bundles b ON b.id = x.bundle_id
        WHERE x.document_id = d.id AND x.sha256 <> v.plain_sha256
        AND b.client_id = d.client_id AND b.number > 0) AS was_other,
    v.origin = 'reply' AS from_client,
    p.invoice_id
FROM documents d
JOIN document_versions v ON v.document_id = d.id AND v.number = d.version
LEFT JOIN invoice_pdfs p ON p.document_id = d.id
WHERE d.client_id = ?1 AND d.archived_at IS NULL AND v.destroyed_at IS NULL
    AND (d.matter_id IS NULL OR d.matter_id IN (SELECT value FROM json_each(?2)))
"""


def list_offered_papers(
    read: Reader, client_id: ClientId, matter_ids: Sequence[MatterId]
) -> list[OfferedPaper]:
    """Papers of a client and of these matters that may be shared, the latest first."""
    return read.all(
        OfferedPaper,
        f"{_OFFERED} AND d.may_be_shared = 1 ORDER BY d.added_at DESC, d.id DESC",
        client_id,
        json.dumps(list(matter_ids)),
    )


def count_kept_back(read: Reader, client_id: ClientId, matter_ids: Sequence[MatterId]) -> int:
    """How many papers of a client and of these matters are not to be shared."""
    return read.number(
        "SELECT count(*) FROM documents d WHERE d.client_id = ?1 AND d.archived_at IS NULL "
        "AND d.may_be_shared = 0 AND (d.matter_id IS NULL "
        "OR d.matter_id IN (SELECT value FROM json_each(?2)))",
        client_id,
        json.dumps(list(matter_ids)),
    )


def list_given_documents(read: Reader, client_id: ClientId) -> set[tuple[int, str]]:
    """Document and content (SHA-256) of every paper that went into a bundle of the client."""
    return {
        (int(document_id), str(sha256))
        for document_id, sha256 in read.tuples(
            "SELECT d.document_id, d.sha256 FROM bundle_documents d "
            "JOIN bundles b ON b.id = d.bundle_id WHERE b.client_id = ? AND b.number > 0",
            client_id,
        )
    }


def list_told_policies(read: Reader, client_id: ClientId) -> set[PolicyId]:
    """The versions of "How I bill" that went into a bundle of the client."""
    return set(
        read.values(
            "SELECT t.policy_id FROM bundle_terms t JOIN bundles b ON b.id = t.bundle_id "
            "WHERE b.client_id = ?",
            client_id,
        )
    )


def list_papers(read: Reader, bundle_id: int) -> list[BundledPaper]:
    """The papers of a bundle in their order."""
    return read.all(
        BundledPaper,
        "SELECT position, document_id, name, sha256, size FROM bundle_documents "
        "WHERE bundle_id = ? ORDER BY position",
        bundle_id,
    )


def list_invoices(read: Reader, bundle_id: int) -> list[InvoiceId]:
    """The invoices a bundle tells of."""
    return _ids(read, "SELECT invoice_id FROM bundle_invoices WHERE bundle_id = ?", bundle_id)


def list_requests(read: Reader, bundle_id: int) -> list[int]:
    """The requests a bundle asks."""
    return _ids(read, "SELECT request_id FROM bundle_requests WHERE bundle_id = ?", bundle_id)


def list_policies(read: Reader, bundle_id: int) -> list[PolicyId]:
    """The versions of "How I bill" in a bundle."""
    return _ids(read, "SELECT policy_id FROM bundle_terms WHERE bundle_id = ?", bundle_id)


def list_updates(read: Reader, bundle_id: int) -> list[int]:
    """The updates in a bundle, in the order in which it tells them."""
    return _ids(
        read,
        "SELECT update_id FROM bundle_updates WHERE bundle_id = ? ORDER BY position",
        bundle_id,
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


def insert_told(
    tx: Transaction,
    bundle_id: int,
    *,
    invoice_ids: Iterable[InvoiceId],
    request_ids: Iterable[int],
    update_ids: Iterable[int],
    policy_ids: Iterable[PolicyId],
) -> None:
    """Record which invoices, requests, updates and billing terms a bundle tells of."""
    for invoice_id in invoice_ids:
        tx.write(
            "INSERT INTO bundle_invoices (bundle_id, invoice_id) VALUES (?, ?)",
            bundle_id,
            invoice_id,
        )
    for request_id in request_ids:
        tx.write(
            "INSERT INTO bundle_requests (bundle_id, request_id) VALUES (?, ?)",
            bundle_id,
            request_id,
        )
    for position, update_id in enumerate(update_ids):
        tx.write(
            "INSERT INTO bundle_updates (bundle_id, update_id, position) VALUES (?, ?, ?)",
            bundle_id,
            update_id,
            position,
        )
    for policy_id in policy_ids:
        tx.write(
            "INSERT INTO bundle_terms (bundle_id, policy_id) VALUES (?, ?)", bundle_id, policy_id
        )


def _ids(read: Reader, sql: str, bundle_id: int) -> list[Any]:
    return read.values(sql, bundle_id)
