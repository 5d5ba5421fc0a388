"""Documents: what the practice keeps of papers, sealed one by one beside the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType, Protocol

from lawdesk.domain.clients import ClientId
from lawdesk.domain.matters import MatterId

DocumentId = NewType("DocumentId", int)


class DocumentKind(StrEnum):
    """What a paper is. `INVOICE` is only for the PDFs that LawDesk draws of its own invoices."""

    INVOICE = "invoice"
    DOCUMENT = "document"
    LETTER = "letter"
    AGREEMENT = "agreement"
    FILING = "filing"
    EVIDENCE = "evidence"
    CORRESPONDENCE = "correspondence"
    RECEIPT = "receipt"


class DocumentOrigin(StrEnum):
    """How a version of a document came in."""

    ADDED = "added"
    SCAN = "scan"
    PASTED = "pasted"
    MADE = "made"
    EDITED = "edited"
    REPLY = "reply"


class SealedFile(Protocol):
    """What sealing a file tells: its random name, and size and SHA-256 (hex) of both forms."""

    @property
    def name(self) -> str:
        """The random name under which the sealed form lies."""

    @property
    def plain_sha256(self) -> str:
        """Hash of the content."""

    @property
    def plain_size(self) -> int:
        """Bytes of the content."""

    @property
    def sealed_sha256(self) -> str:
        """Hash of the sealed form."""

    @property
    def sealed_size(self) -> int:
        """Bytes of the sealed form."""


@dataclass(frozen=True, slots=True)
class Document:
    """A paper of a client, perhaps of one matter, with the file of its current version.

    `folder` is a path such as "Pleadings/2026", empty for none. `dated_on` is the day written on
    the paper. `warnings` is a JSON list of what was noticed in the file, such as "javascript".
    """

    id: DocumentId
    client_id: ClientId
    matter_id: MatterId | None
    kind: DocumentKind
    title: str
    folder: str
    dated_on: date | None
    notes: str
    may_be_shared: bool
    version: int
    added_at: int
    archived_at: int | None
    file_name: str
    media_type: str
    warnings: str
    plain_sha256: str
    plain_size: int
    sealed_name: str
    sealed_sha256: str
    sealed_size: int
