"""Documents: what the practice keeps of papers, sealed one by one beside the database."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType, Protocol

from lawdesk.domain.clients import ClientId
from lawdesk.domain.matters import MatterId

DocumentId = NewType("DocumentId", int)


class DocumentKind(StrEnum):
    """Papers that LawDesk made for an invoice, and everything else."""

    INVOICE = "invoice"
    DOCUMENT = "document"


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
    """A paper of a client, perhaps of one matter."""

    id: DocumentId
    client_id: ClientId
    matter_id: MatterId | None
    kind: DocumentKind
    title: str
    file_name: str
    media_type: str
    plain_sha256: str
    plain_size: int
    sealed_name: str
    sealed_sha256: str
    sealed_size: int
    added_at: int
    archived_at: int | None
