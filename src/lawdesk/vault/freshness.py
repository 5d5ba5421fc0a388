"""Is this database older than the one that was open here last?

What belongs here: the head (commit counter, running hash, time), kept outside the database after
each commit, and its comparison with the head inside. A restored or mispaired database passes every
check of its own; only something that it did not bring along can tell. The head outside may lag by
any number of commits, because it is written without waiting for the disk.
"""

import contextlib
import enum
import hashlib
import os
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Self

from lawdesk.vault.atomic_file import make_private_folder, storage_error

HEAD_NAME = "vault.head"
DIGEST_SIZE = 32
_MAGIC = b"LDHEAD1\n"
_FIELDS = struct.Struct(">8sQQq32s")
_SLOT_SIZE = _FIELDS.size + 32
_SLOT_PLACES = (0, 4096)  # in different sectors, so that one torn write cannot reach both


class HeadState(enum.Enum):
    """How the database stands to the newest head known outside of it."""

    UNKNOWN = "no head is known: first use on this computer"
    FRESH = "the database is the one last seen, or newer"
    OLDER = "the database lacks commits that were seen here"
    DIFFERENT = "as many commits as last seen, but not the same ones"


@dataclass(frozen=True)
class Head:
    """The state after a commit: its number, the running hash (32 bytes), the UTC second."""

    counter: int
    digest: bytes
    noted_at: int


@dataclass(frozen=True)
class Freshness:
    """The outcome: state, the database's counter, and the head it was held against."""

    state: HeadState
    database_counter: int
    last_seen: Head | None

    @property
    def needs_consent(self) -> bool:
        """Whether the lawyer is asked before this database is worked in."""
        return self.state in (HeadState.OLDER, HeadState.DIFFERENT)

    @property
    def missing_commits(self) -> int:
        """How many commits were seen here that the database lacks."""
        seen = self.last_seen.counter if self.last_seen else 0
        return max(0, seen - self.database_counter)


class HeadFile:
    """One file with two slots that are overwritten in turn; the newer whole one counts.

    It is made at the first note; reading never makes or changes it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stream: BinaryIO | None = None
        self._sequence = 0

    def read(self) -> Head | None:
        """The newest head in the file; None when there is none, or none that is whole."""
        slots = self._read_slots()
        return max(slots)[1] if slots else None

    def note(self, counter: int, digest: bytes, now: int) -> None:
        """Write the head after a commit; it is not waited for. `now` is the UTC second.

        Raises StorageError when the disk refuses.
        """
        try:
            self._write(counter, digest, now)
        except OSError as error:
            raise storage_error(error, self._path) from error

    def close(self) -> None:
        """Sync and let go of the file."""
        if self._stream is not None:
            with self._stream as stream, contextlib.suppress(OSError):
                os.fsync(stream.fileno())
            self._stream = None

    def _write(self, counter: int, digest: bytes, now: int) -> None:
        if len(digest) != DIGEST_SIZE:
            raise ValueError("a running hash has 32 bytes")
        if self._stream is None:
            self._sequence = max((s for s, _head in self._read_slots()), default=0)
            self._stream = self._open()
        self._sequence += 1
        fields = _FIELDS.pack(_MAGIC, self._sequence, counter, now, digest)
        self._stream.seek(_SLOT_PLACES[self._sequence % 2])
        self._stream.write(fields + hashlib.sha256(fields).digest())

    def _open(self) -> BinaryIO:
        make_private_folder(self._path.parent)
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)
        return os.fdopen(os.open(self._path, flags, 0o600), "r+b", buffering=0)

    def _read_slots(self) -> list[tuple[int, Head]]:
        try:
            with self._path.open("rb") as stream:
                data = stream.read(_SLOT_PLACES[1] + _SLOT_SIZE)
        except OSError:
            return []
        parsed = (_parse_slot(data[at : at + _SLOT_SIZE]) for at in _SLOT_PLACES)
        return [slot for slot in parsed if slot]


class Heads:
    """The heads of one practice: beside its database, and in this computer's state folder.

    The one beside it notices a database put back alone; the other one a whole folder put back.
    """

    def __init__(self, practice_folder: Path, state_folder: Path, vault_id: str) -> None:
        beside = practice_folder / HEAD_NAME
        self._files = (HeadFile(beside), HeadFile(state_folder / "seen" / f"{vault_id}.head"))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def compare(self, counter: int, digest: bytes) -> Freshness:
        """How the database's own head stands to what was noted. Changes nothing."""
        return judge(counter, digest, (file.read() for file in self._files))

    def note(self, counter: int, digest: bytes, now: int) -> None:
        """Write the head after a commit, or after consent to an older database.

        Raises StorageError when a disk refuses; the commit itself is safe then.
        """
        for file in self._files:
            file.note(counter, digest, now)

    def close(self) -> None:
        """Sync both files."""
        for file in self._files:
            file.close()


def judge(counter: int, digest: bytes, heads: Iterable[Head | None]) -> Freshness:
    """Hold the database's counter and running hash against the newest of `heads`."""
    known = [head for head in heads if head is not None]
    if not known:
        return Freshness(HeadState.UNKNOWN, counter, None)
    newest = max(known, key=lambda head: head.counter)
    same_count = [head for head in known if head.counter == counter]
    if counter < newest.counter:
        return Freshness(HeadState.OLDER, counter, newest)
    if any(head.digest != digest for head in same_count):
        return Freshness(HeadState.DIFFERENT, counter, newest)
    return Freshness(HeadState.FRESH, counter, newest)


def _parse_slot(data: bytes) -> tuple[int, Head] | None:
    fields, checksum = data[: _FIELDS.size], data[_FIELDS.size :]
    if len(data) != _SLOT_SIZE or hashlib.sha256(fields).digest() != checksum:
        return None
    magic, sequence, counter, noted_at, digest = _FIELDS.unpack(fields)
    return (sequence, Head(counter, digest, noted_at)) if magic == _MAGIC else None
