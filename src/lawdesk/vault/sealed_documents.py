"""Documents as sealed files: each written once, under a random name, and never changed.

What belongs here: sealing, unsealing and the sweeping of files that no row names. age proves that a
file was not altered, but not who wrote it; so the database keeps size and SHA-256 of the plain and
of the sealed bytes, and both are checked here. Objects of this module are used from any thread.
"""

import hashlib
import io
import os
import re
import secrets
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol

from lawdesk.errors import NotFound, StorageError
from lawdesk.progress import Report, silent
from lawdesk.translation import _
from lawdesk.vault.age_header import UnsafeHeader, check_age_header
from lawdesk.vault.atomic_file import (
    TEMPORARY_SUFFIX,
    atomic_file,
    make_private_folder,
    storage_error,
    sync_folder,
)

if TYPE_CHECKING:
    from pyrage import x25519

TRASH_NAME = "trash"
ORPHAN_AGE_SECONDS = 7 * 24 * 3600
LARGEST_IN_MEMORY = 1 << 30
_NAME = re.compile(r"[0-9a-f]{32}", re.ASCII)
_CHUNK = 1 << 20


@dataclass(frozen=True)
class SealedDocument:
    """What the database keeps of a sealed file: its name, and size and SHA-256 (hex) of both."""

    name: str
    plain_sha256: str
    plain_size: int
    sealed_sha256: str
    sealed_size: int


class PlainSink(Protocol):
    """Where plain bytes go."""

    def write(self, data: bytes, /) -> int: ...


class SealedDocuments:
    """The sealed files in one folder, for the identities of an open practice (newest first)."""

    def __init__(self, folder: Path, identities: tuple[str, ...]) -> None:
        self._folder = folder
        self._identities = identities

    def path(self, name: str) -> Path:
        """Where the file of that name lies. ValueError unless it is 32 lower-case hex digits."""
        if not _NAME.fullmatch(name):
            raise ValueError("a sealed document is named by 32 hex digits")
        return self._folder / name[:2] / f"{name}.age"

    def seal_bytes(self, data: bytes, report: Report = silent) -> SealedDocument:
        """Seal `data`; the file is durable when this returns. Raises StorageError, Cancelled."""
        return self._seal(io.BytesIO(data), len(data), report)

    def seal_file(self, source: Path, report: Report = silent) -> SealedDocument:
        """Seal the file at `source`, which stays as it is. Raises StorageError, Cancelled."""
        with _source(source) as stream:
            return self._seal(stream, os.fstat(stream.fileno()).st_size, report)

    def unseal(self, document: SealedDocument, report: Report = silent) -> bytes:
        """The plain bytes. Raises NotFound or StorageError; nothing unverified is given out."""
        if document.plain_size > LARGEST_IN_MEMORY:
            raise StorageError(
                _("This document is too large to be opened in memory."),
                _("Save a copy of it instead."),
            )
        plain = io.BytesIO()
        self.unseal_to(document, plain, report)
        return plain.getvalue()

    def unseal_to(
        self, document: SealedDocument, target: PlainSink, report: Report = silent
    ) -> None:
        """Write the plain bytes to `target`, which is worthless unless this returns.

        The sealed bytes are compared with the database's hash before anything is decrypted.
        Raises NotFound, StorageError, Cancelled; what `target` raises passes through.
        """
        with self._open(document) as stream:
            _check_sealed(stream, document)
            self._decrypt(stream, document, target, report)

    def sweep_orphans(self, known_names: Collection[str], now: int) -> tuple[str, ...]:
        """Move files that no row names, and left-over temporary ones, to the trash folder.

        Only files older than seven days, because a younger one may be waiting for its row. `now`
        is the UTC second. Gives the file names moved. Raises StorageError.
        """
        known = frozenset(known_names)
        stale = [p for p in self._files() if p.stem not in known and _is_old(p, now)]
        if stale:
            make_private_folder(self._folder / TRASH_NAME)
        for path in stale:
            self._discard(path)
        return tuple(sorted(path.name for path in stale))

    def _seal(self, source: BinaryIO, size: int, report: Report) -> SealedDocument:
        import pyrage

        name = secrets.token_hex(16)
        make_private_folder(self._folder)
        make_private_folder(self.path(name).parent)
        recipient = self._keys()[0].to_public()
        reader = _HashingReader(source, size, report)
        with atomic_file(self.path(name)) as stream:
            writer = _HashingWriter(stream.write)
            try:
                pyrage.encrypt_io(reader, writer, [recipient])
            except (pyrage.EncryptError, OSError) as error:
                raise reader.fault or writer.fault or error from error
        return SealedDocument(
            name, reader.digest.hexdigest(), reader.size, writer.digest.hexdigest(), writer.size
        )

    def _open(self, document: SealedDocument) -> io.BufferedReader:
        path = self.path(document.name)
        try:
            return path.open("rb")
        except FileNotFoundError as error:
            raise NotFound(
                _("The sealed file of this document is missing."),
                _("Restore {name} from a backup.").format(name=path.name),
            ) from error
        except OSError as error:
            raise _unreadable(error) from error

    def _decrypt(
        self, stream: BinaryIO, document: SealedDocument, target: PlainSink, report: Report
    ) -> None:
        import pyrage

        reader = _HashingReader(stream, document.sealed_size, report)
        writer = _HashingWriter(target.write)
        try:
            pyrage.decrypt_io(reader, writer, self._keys())
        except (pyrage.DecryptError, OSError) as error:
            raise reader.fault or writer.fault or _altered() from error
        plain = (writer.size, writer.digest.hexdigest())
        if plain != (document.plain_size, document.plain_sha256):
            raise _altered()

    def _keys(self) -> "list[x25519.Identity]":
        from pyrage import x25519

        return [x25519.Identity.from_str(text) for text in self._identities]

    def _files(self) -> list[Path]:
        folders = [f for f in self._folder.glob("??") if f.is_dir()]
        return [p for f in folders for p in f.iterdir() if p.suffix in (".age", TEMPORARY_SUFFIX)]

    def _discard(self, path: Path) -> None:
        try:
            path.replace(self._folder / TRASH_NAME / path.name)
            sync_folder(path.parent)
        except OSError as error:
            raise storage_error(error, path) from error


class _HashingReader:
    """Hands bytes to pyrage, counts and hashes them, and remembers what went wrong.

    pyrage wraps whatever a reader raises in an error of its own, so the true one is kept.
    """

    def __init__(self, stream: BinaryIO, total: int, report: Report) -> None:
        self.digest = hashlib.sha256()
        self.size = 0
        self.fault: BaseException | None = None
        self._stream = stream
        self._total = total
        self._report = report
        self._reported = 0

    def read(self, size: int, /) -> bytes:
        try:
            data = self._stream.read(size)
            self.digest.update(data)
            self.size += len(data)
            self._tell()
        except OSError as error:
            self.fault = _unreadable(error)
            raise
        except BaseException as fault:
            self.fault = fault
            raise
        return data

    def _tell(self) -> None:
        if self.size - self._reported >= _CHUNK or self.size >= self._total:
            self._reported = self.size
            self._report(self.size, self._total)


class _HashingWriter:
    """Takes bytes from pyrage, counts and hashes them, and remembers what went wrong."""

    def __init__(self, write: Callable[[bytes], int]) -> None:
        self.digest = hashlib.sha256()
        self.size = 0
        self.fault: BaseException | None = None
        self._write = write

    def write(self, data: bytes, /) -> int:
        try:
            self._write(data)
        except BaseException as fault:
            self.fault = fault
            raise
        self.digest.update(data)
        self.size += len(data)
        return len(data)

    def flush(self) -> None:
        """Nothing is held back here."""


def _source(path: Path) -> io.BufferedReader:
    try:
        return path.open("rb")
    except OSError as error:
        raise _unreadable(error) from error


def _check_sealed(stream: io.BufferedReader, document: SealedDocument) -> None:
    try:
        if os.fstat(stream.fileno()).st_size != document.sealed_size:
            raise _altered()
        check_age_header(stream)
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        stream.seek(0)
    except UnsafeHeader as error:
        raise _altered() from error
    except OSError as error:
        raise _unreadable(error) from error
    if digest != document.sealed_sha256:
        raise _altered()


def _is_old(path: Path, now: int) -> bool:
    return path.stat().st_mtime <= now - ORPHAN_AGE_SECONDS


def _altered() -> StorageError:
    return StorageError(
        _("The sealed file of this document was altered or damaged; it was not opened."),
        _("Restore it from a backup. Other documents are not affected."),
    )


def _unreadable(error: OSError) -> StorageError:
    return StorageError(
        _("The file cannot be read ({reason}).").format(
            reason=error.strerror or type(error).__name__
        ),
        _("Check the disk it is on; nothing was changed."),
    )
