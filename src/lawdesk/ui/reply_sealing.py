"""A file on its way in: looked at, opened with its bundle's key, sealed part by part.

What belongs here: the work done on a worker, without the database and without a window. A file
that is refused is sealed as it is, to be kept aside.
"""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from lawdesk.domain.bundles import clean_file_name
from lawdesk.domain.replies import (
    MAX_REPLY_BYTES,
    KnownReplies,
    OpenedReply,
    ReplyKey,
    ReplyRefusal,
    ReplyRefused,
)
from lawdesk.errors import ImportRefused
from lawdesk.imports.replies import HEAD_SIZE, open_reply, read_envelope
from lawdesk.progress import Report
from lawdesk.translation import _
from lawdesk.vault.sealed_documents import SealedDocument, SealedDocuments


@dataclass(frozen=True, slots=True)
class SealedReply:
    """A reply that may be recorded: what it says, and its files, sealed in their order."""

    file_name: str
    opened: OpenedReply
    sealed: tuple[SealedDocument, ...]
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class KnownReply:
    """A file that was taken in before, at that UTC second."""

    file_name: str
    received_at: int


@dataclass(frozen=True, slots=True)
class RefusedReply:
    """A file that was refused. `sealed` is None where it is not kept: too large, or kept already
    (`is_known`).
    """

    file_name: str
    cause: ReplyRefusal
    sealed: SealedDocument | None
    is_known: bool = False


Outcome = SealedReply | KnownReply | RefusedReply


def take_in(path: Path, known: KnownReplies, vault: SealedDocuments, report: Report) -> Outcome:
    """What became of the file at `path`, which stays as it is.

    Raises ImportRefused where it cannot be read, StorageError, Cancelled; what was sealed by then
    has no row and is swept later.
    """
    name = clean_file_name(path.name)
    data = _read(path)
    if data is None:
        return RefusedReply(name, ReplyRefusal.TOO_LARGE, None)
    sha256 = hashlib.sha256(data).hexdigest()
    if sha256 in known.taken:
        return KnownReply(name, known.taken[sha256])
    try:
        opened = _opened(data, known)
    except ReplyRefused as refused:
        if sha256 in known.refused:
            return RefusedReply(name, refused.cause, None, is_known=True)
        return RefusedReply(name, refused.cause, vault.seal_bytes(data, report))
    size = len(data)
    del data  # the opened content is as large, and one of them is enough
    sealed = _sealed(opened, vault, report)
    return SealedReply(name, replace(opened, content=b""), sealed, sha256, size)


def _read(path: Path) -> bytes | None:
    """The bytes of a regular file; None, without reading it, where it is too large."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe would block for ever
            raise ImportRefused(
                _("{name} is not a file; nothing was taken in.").format(name=path.name)
            )
        with path.open("rb") as stream:
            if os.fstat(stream.fileno()).st_size > MAX_REPLY_BYTES:
                return None
            data = stream.read(MAX_REPLY_BYTES + 1)
    except OSError as error:
        raise ImportRefused(
            _("{name} cannot be read; nothing was taken in.").format(name=path.name),
            _("Look whether the file is still there and may be opened."),
        ) from error
    return data if len(data) <= MAX_REPLY_BYTES else None


def _opened(data: bytes, known: KnownReplies) -> OpenedReply:
    envelope = read_envelope(data[:HEAD_SIZE], len(data))
    key: ReplyKey | None = known.keys.get(envelope.bundle)
    if key is None:
        raise ReplyRefused(ReplyRefusal.UNKNOWN_BUNDLE)
    opened = open_reply(data, envelope.bundle, key)
    if (opened.bundle, opened.sequence) in known.sequences:
        raise ReplyRefused(ReplyRefusal.SAME_SEQUENCE)
    return opened


def _sealed(
    opened: OpenedReply, vault: SealedDocuments, report: Report
) -> tuple[SealedDocument, ...]:
    total, before = sum(file.size for file in opened.files), 0
    sealed = []
    for file in opened.files:
        told = partial(_report_from, report, before, total)
        sealed.append(vault.seal_bytes(opened.bytes_of(file), told))
        before += file.size
    return tuple(sealed)


def _report_from(report: Report, before: int, total: int, done: int, _size: int) -> None:
    report(before + done, total)
