"""Streams that count and hash what passes through them, for the sealing and unsealing of files.

pyrage wraps whatever a reader or writer raises in an error of its own, so the true one is kept.
"""

import hashlib
from collections.abc import Callable
from typing import BinaryIO, Protocol

from lawdesk.errors import StorageError
from lawdesk.progress import Report
from lawdesk.translation import _

_CHUNK = 1 << 20


class Digest(Protocol):
    """What a stream tells its bytes to."""

    def update(self, data: bytes, /) -> None:
        """The next bytes."""


class Unhashed:
    """For bytes whose hash nobody asks for."""

    def update(self, data: bytes, /) -> None:
        """Nothing is done with them."""


class HashingReader:
    """Hands bytes to pyrage, counts and hashes them, and remembers what went wrong."""

    def __init__(self, stream: BinaryIO, total: int, report: Report, digest: Digest) -> None:
        self.digest = digest
        self.size = 0
        self.fault: BaseException | None = None
        self._stream = stream
        self._total = total
        self._report = report
        self._reported = 0

    def read(self, size: int, /) -> bytes:
        """The next bytes of the stream; what it raises is kept as `fault`."""
        try:
            data = self._stream.read(size)
            self.digest.update(data)
            self.size += len(data)
            self._tell()
        except OSError as error:
            self.fault = unreadable(error)
            raise
        except BaseException as fault:
            self.fault = fault
            raise
        return data

    def _tell(self) -> None:
        if self.size - self._reported >= _CHUNK or self.size >= self._total:
            self._reported = self.size
            self._report(self.size, self._total)


class HashingWriter:
    """Takes bytes from pyrage, counts and hashes them, and remembers what went wrong."""

    def __init__(self, write: Callable[[bytes], int]) -> None:
        self.digest = hashlib.sha256()
        self.size = 0
        self.fault: BaseException | None = None
        self._write = write

    def write(self, data: bytes, /) -> int:
        """Passes the bytes on; what that raises is kept as `fault`."""
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


def unreadable(error: OSError) -> StorageError:
    """The sentence for a file that cannot be read."""
    return StorageError(
        _("The file cannot be read ({reason}).").format(
            reason=error.strerror or type(error).__name__
        ),
        _("Check the disk it is on; nothing was changed."),
    )
