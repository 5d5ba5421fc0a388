"""Documents as sealed files: each written once, under a random name, and never changed.

What belongs here: sealing, unsealing, destroying, and the sweeping of files that no row names. Each
document is sealed to a key of its own, which lies beside it (`own_keys`). age proves that a file
was not altered, but not who wrote it; so the database keeps size and SHA-256 of the plain and of
the sealed bytes, and both are checked here. Objects of this module are used from any thread.
"""

import contextlib
import hashlib
import io
import os
import re
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol

from lawdesk.errors import NotFound, StorageError
from lawdesk.progress import Report, silent
from lawdesk.translation import _
from lawdesk.vault.age_header import UnsafeHeader, check_age_header
from lawdesk.vault.atomic_file import (
    TEMPORARY_SUFFIX,
    LateSync,
    atomic_file,
    make_private_folder,
    storage_error,
    sync_folder,
)
from lawdesk.vault.hashing_streams import (
    HashingReader,
    HashingWriter,
    SideDigest,
    Unhashed,
    unreadable,
)
from lawdesk.vault.own_keys import KEY_ENDING, make_own_key, read_own_key

if TYPE_CHECKING:
    from pyrage import x25519

TRASH_NAME = "trash"
ORPHAN_AGE_SECONDS = 7 * 24 * 3600
LARGEST_IN_MEMORY = 1 << 30
_NAME = re.compile(r"[0-9a-f]{32}", re.ASCII)


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

    def key_path(self, name: str) -> Path:
        """Where the own key of that file lies; files of before there were such keys have none."""
        return self.path(name).with_suffix(KEY_ENDING)

    def seal_bytes(
        self, data: bytes, report: Report = silent, *, later: LateSync | None = None
    ) -> SealedDocument:
        """Seal `data`; the file is durable when this returns, or once `later` has finished.

        Raises StorageError, Cancelled.
        """
        return self._seal(io.BytesIO(data), len(data), report, later)

    def seal_file(self, source: Path, report: Report = silent) -> SealedDocument:
        """Seal the file at `source`, which stays as it is. Raises StorageError, Cancelled."""
        with _source(source) as stream:
            return self.seal_stream(stream, report)

    def seal_stream(self, stream: BinaryIO, report: Report = silent) -> SealedDocument:
        """Seal an open file from where it stands. Raises StorageError, Cancelled."""
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

    def destroy(self, name: str) -> None:
        """Delete the own key and the sealed file of that name, the key first: from then on nobody
        opens it. What is gone already is passed over. Raises StorageError.
        """
        for path in (self.key_path(name), self.path(name)):
            try:
                path.unlink(missing_ok=True)
                if path.parent.is_dir():
                    sync_folder(path.parent)
            except OSError as error:
                raise storage_error(error, path) from error

    def has_files(self, name: str) -> bool:
        """Whether anything of that name is there still."""
        return self.path(name).exists() or self.key_path(name).exists()

    def sweep_orphans(self, known_names: Collection[str], now: int) -> tuple[str, ...]:
        """Move files that no row names, their keys, and left-over temporary ones, to the trash
        folder. `known_names` is every name of every list of sealed files there is.

        Only files older than seven days, because a younger one may be waiting for its row. `now`
        is the UTC second. Gives the file names moved. Raises StorageError.
        """
        known = frozenset(known_names)
        stale = [p for p in self._files() if _name_of(p) not in known and _is_old(p, now)]
        if stale:
            make_private_folder(self._folder / TRASH_NAME)
        for path in stale:
            self._discard(path)
        return tuple(sorted(path.name for path in stale))

    def _seal(
        self, source: BinaryIO, size: int, report: Report, later: LateSync | None = None
    ) -> SealedDocument:
        import pyrage

        name = secrets.token_hex(16)
        make_private_folder(self._folder)
        make_private_folder(self.path(name).parent)
        own = make_own_key(self.key_path(name), self._keys()[0], later=later)
        try:
            with (
                SideDigest() as plain,
                SideDigest() as sealed,
                atomic_file(self.path(name), later=later) as stream,
            ):
                reader = HashingReader(source, size, report, plain)
                writer = HashingWriter(stream.write, sealed)
                try:
                    pyrage.encrypt_io(reader, writer, [own.to_public()])
                    writer.finish()
                except (pyrage.EncryptError, OSError) as error:
                    raise reader.fault or writer.fault or error from error
        except BaseException:
            with contextlib.suppress(OSError):  # a key without its file is swept one day
                self.key_path(name).unlink(missing_ok=True)
            if later is not None:
                later.forget(self.key_path(name))
            raise
        return SealedDocument(name, plain.hexdigest(), reader.size, sealed.hexdigest(), writer.size)

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
            raise unreadable(error) from error

    def _decrypt(
        self, stream: BinaryIO, document: SealedDocument, target: PlainSink, report: Report
    ) -> None:
        import pyrage

        practice = self._keys()
        own = read_own_key(self.key_path(document.name), practice)
        reader = HashingReader(stream, document.sealed_size, report, Unhashed())
        with SideDigest() as digest:
            writer = HashingWriter(target.write, digest)
            try:
                pyrage.decrypt_io(reader, writer, [own] if own else practice)
                writer.finish()
            except (pyrage.DecryptError, OSError) as error:
                wrong = _altered() if own else _keyless(self.key_path(document.name))
                raise reader.fault or writer.fault or wrong from error
            plain = (writer.size, digest.hexdigest())
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


def _source(path: Path) -> io.BufferedReader:
    try:
        return path.open("rb")
    except OSError as error:
        raise unreadable(error) from error


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
        raise unreadable(error) from error
    if digest != document.sealed_sha256:
        raise _altered()


def _name_of(path: Path) -> str:
    """The name a file in the folder belongs to, key or document; "" for a temporary one."""
    ending = next((x for x in (KEY_ENDING, ".age") if path.name.endswith(x)), "")
    return path.name.removesuffix(ending) if ending else ""


def _is_old(path: Path, now: int) -> bool:
    return path.stat().st_mtime <= now - ORPHAN_AGE_SECONDS


def _altered() -> StorageError:
    return StorageError(
        _("The sealed file of this document was altered or damaged; it was not opened."),
        _("Restore it from a backup. Other documents are not affected."),
    )


def _keyless(key: Path) -> StorageError:
    return StorageError(
        _("The key file of this document is missing; it was not opened."),
        _("Restore {name} from a backup. Other documents are not affected.").format(name=key.name),
    )
