"""Taking documents in. Sealing comes first, on a worker; this records what was sealed."""

from __future__ import annotations

from pathlib import PurePath

from lawdesk.domain.clients import ClientId
from lawdesk.domain.clock import Moment
from lawdesk.domain.documents import DocumentId, DocumentKind, SealedFile
from lawdesk.domain.matters import MatterId
from lawdesk.errors import RuleError
from lawdesk.store import audit, documents, matters
from lawdesk.store.database import Transaction
from lawdesk.translation import _


def record_document(
    tx: Transaction,
    matter_id: MatterId,
    file_name: str,
    media_type: str,
    sealed: SealedFile,
    *,
    now: Moment,
) -> DocumentId:
    """Record a sealed paper of a matter. The same bytes twice stay one document."""
    same = documents.find_same(tx, matter_id, sealed.plain_sha256)
    if same:
        return same.id
    document_id = documents.insert(
        tx,
        client_id=matters.get(tx, matter_id).client_id,
        matter_id=matter_id,
        kind=DocumentKind.DOCUMENT,
        title=PurePath(file_name).stem[:300] or file_name,
        file_name=file_name,
        media_type=media_type,
        sealed=sealed,
        added_at=now.at,
    )
    audit.insert(tx, now.at, "add", "document", document_id, "")
    return document_id


def archive_document(tx: Transaction, document_id: DocumentId, *, now: int) -> None:
    """Put a paper away; its sealed file is kept. Raises RuleError for an invoice's own PDF."""
    paper = documents.get(tx, document_id)
    if paper.kind is DocumentKind.INVOICE:
        raise RuleError(_("This paper is the PDF of an invoice; it stays with its matter."))
    documents.set_archived(tx, document_id, now)
    audit.insert(tx, now, "archive", "document", document_id, "")


def restore_document(tx: Transaction, document_id: DocumentId, *, now: int) -> None:
    """Take a paper out of the archive again."""
    documents.get(tx, document_id)
    documents.set_archived(tx, document_id, None)
    audit.insert(tx, now, "restore", "document", document_id, "")


def record_client_paper(
    tx: Transaction,
    client_id: ClientId,
    matter_id: MatterId | None,
    title: str,
    file_name: str,
    sealed: SealedFile,
    *,
    now: Moment,
) -> DocumentId:
    """Record a sealed PDF that LawDesk drew for a client, with or without a matter."""
    document_id = documents.insert(
        tx,
        client_id=client_id,
        matter_id=matter_id,
        kind=DocumentKind.DOCUMENT,
        title=title[:300],
        file_name=file_name,
        media_type="application/pdf",
        sealed=sealed,
        added_at=now.at,
    )
    audit.insert(tx, now.at, "add", "document", document_id, "")
    return document_id
