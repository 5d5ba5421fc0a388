"""Documents: what the practice keeps of papers, sealed one by one beside the database."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType, Protocol

from lawdesk.domain.bundles import clean_file_name
from lawdesk.domain.clients import ClientId
from lawdesk.domain.matters import MatterId
from lawdesk.errors import FieldError
from lawdesk.translation import _

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


class FileWarning(StrEnum):
    """What was noticed in a file without ever running it."""

    JAVASCRIPT = "javascript"
    OPEN_ACTION = "open_action"  # something happens when it is opened
    LAUNCH = "launch"  # starts a program
    EMBEDDED_FILES = "embedded_files"
    XFA = "xfa"
    REMOTE_LINK = "remote_link"  # leads to another file or into the network
    ENCRYPTED = "encrypted"  # needs a password
    RESTRICTED = "restricted"  # opens without one, but its owner forbids things
    DAMAGED = "damaged"
    NO_PAGES = "no_pages"
    SWELLS = "swells"  # small on disk, gigabytes when opened
    PROGRAM = "program"
    MACROS = "macros"
    MAY_HOLD_MACROS = "may_hold_macros"
    SCRIPT = "script"  # a web page or drawing with a script
    DISGUISED = "disguised"  # the name says one thing, the bytes another
    ODD_NAMES = "odd_names"  # an archive whose names lead out of its folder
    NOT_CHECKED = "not_checked"  # too large to be looked through


class LinkKind(StrEnum):
    """What a paper can be tied to."""

    INVOICE = "invoice"
    EXPENSE = "expense"
    DEADLINE = "deadline"


class TextOutcome(StrEnum):
    """How the reading of a paper's words ended."""

    READ = "read"
    EMPTY = "empty"
    UNREADABLE = "unreadable"
    TOO_LARGE = "too_large"


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
    destroyed_at: int | None

    @property
    def found(self) -> tuple[FileWarning, ...]:
        """What was noticed in the file of the current version."""
        return read_warnings(self.warnings)


@dataclass(frozen=True, slots=True)
class DocumentVersion:
    """One sealed file of a paper. A destroyed one keeps its row and has no file any more."""

    document_id: DocumentId
    number: int
    origin: DocumentOrigin
    file_name: str
    media_type: str
    warnings: str
    plain_sha256: str
    plain_size: int
    sealed_name: str
    sealed_sha256: str
    sealed_size: int
    added_at: int
    destroyed_at: int | None


@dataclass(frozen=True, slots=True)
class DocumentPlace:
    """Where a paper belongs: to a client, and to one of their matters or to none."""

    client_id: ClientId
    matter_id: MatterId | None = None


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file that was sealed and waits for its row. `folder` is where it lies among the papers."""

    name: str
    media_type: str
    sealed: SealedFile
    folder: str = ""
    warnings: tuple[FileWarning, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A paper of a client whose bytes are known, by its hash."""

    plain_sha256: str
    document_id: DocumentId
    matter_id: MatterId | None
    title: str
    archived_at: int | None


def write_warnings(found: Iterable[FileWarning]) -> str:
    """Warnings as the database keeps them, each once, in their own order."""
    kept = set(found)
    return json.dumps([warning.value for warning in FileWarning if warning in kept])


def read_warnings(text: str) -> tuple[FileWarning, ...]:
    """Warnings out of the database; words of a later version are left out."""
    known = {warning.value: warning for warning in FileWarning}
    return tuple(known[word] for word in json.loads(text) if word in known)


def clean_folder(typed: str) -> str:
    """A folder as it is kept, "Pleadings/2026": no empty, hidden or upward parts.

    Raises FieldError for "folder" where it is longer than 300 characters.
    """
    parts = [part.strip() for part in re.split(r"[/\\]+", typed)]
    kept = [clean_file_name(part) for part in parts if part.strip(" .")]
    folder = "/".join(kept)
    if len(folder) > 300:
        raise FieldError("folder", _("A folder's name has at most 300 characters."))
    return folder


_PROGRAMS = """
appimage application bat bin cmd com command cpl deb desktop dll dmg exe gadget hta inf
jar js jse jnlp ksh lnk mjs msc msi msix msp pif pl ps1 psm1 py pyw rb reg rpm run scf
scr settingcontent-ms sh svg url vb vbe vbs webloc workflow ws wsc wsf wsh xbap xhtml
htm html mht mhtml iso img vhd vhdx chm appref-ms docm dotm xlsm xltm xlam pptm potm
ppam sldm
"""
_PROGRAM_TYPES = frozenset(
    {
        "application/vnd.microsoft.portable-executable",
        "application/x-executable",
        "text/x-script",
        "text/html",
        "image/svg+xml",
    }
)


def is_never_opened(file_name: str, media_type: str, found: Iterable[FileWarning]) -> bool:
    """Whether a file is never handed to another program: programs, scripts, and what runs them."""
    ending = file_name.rpartition(".")[2].lower().strip()
    if ending in _PROGRAMS.split() or media_type in _PROGRAM_TYPES:
        return True
    return not {FileWarning.PROGRAM, FileWarning.MACROS, FileWarning.DISGUISED}.isdisjoint(found)
