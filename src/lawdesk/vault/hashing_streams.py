"""Streams that count and hash what passes through them, for the sealing and unsealing of files.

Large files pass in blocks, each hashed beside the encryption on a thread of its own: one after the
other, both hashes took as long as the encryption. pyrage wraps whatever a reader or writer raises
in an error of its own, so the true one is kept.
"""

import hashlib
import queue
import threading
from collections.abc import Callable
from types import TracebackType
from typing import BinaryIO, Protocol, Self

from lawdesk.errors import StorageError
from lawdesk.progress import Report
from lawdesk.translation import _

_BLOCK = 1 << 19
_BLOCKS_WAITING = 2


class Digest(Protocol):
    """What a stream tells its bytes to."""

    def update(self, data: bytes, /) -> None:
        """The next bytes."""


class Unhashed:
    """For bytes whose hash nobody asks for."""

    def update(self, data: bytes, /) -> None:
        """Nothing is done with them."""


class SideDigest:
    """A SHA-256 that is worked out beside what goes on; a single block is hashed on the spot.

    Use it as a context, so that its thread ends whatever happens.
    """

    def __init__(self) -> None:
        self._sha256 = hashlib.sha256()
        self._blocks: queue.Queue[bytes | None] = queue.Queue(_BLOCKS_WAITING)
        self._thread: threading.Thread | None = None
        self._is_begun = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._end()

    def update(self, data: bytes, /) -> None:
        """The next bytes; waits while too many are waiting already."""
        if not self._is_begun:
            self._is_begun = True
            self._sha256.update(data)
            return
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="hashing", daemon=True)
            self._thread.start()
        self._blocks.put(data)

    def hexdigest(self) -> str:
        """The hash of everything; nothing may be added afterwards."""
        self._end()
        return self._sha256.hexdigest()

    def _work(self) -> None:
        while (block := self._blocks.get()) is not None:
            self._sha256.update(block)

    def _end(self) -> None:
        if self._thread is not None:
            self._blocks.put(None)
            self._thread.join()
            self._thread = None


class HashingReader:
    """Hands bytes to pyrage, counts and hashes them, and remembers what went wrong."""

    def __init__(self, stream: BinaryIO, total: int, report: Report, digest: Digest) -> None:
        self.size = 0
        self.fault: BaseException | None = None
        self._stream = stream
        self._total = total
        self._report = report
        self._digest = digest
        self._block = b""
        self._given = 0

    def read(self, size: int, /) -> bytes:
        """The next bytes of the stream; what it raises is kept as `fault`."""
        if self._given >= len(self._block):
            self._read_block()
        data = self._block[self._given : self._given + size]
        self._given += len(data)
        return data

    def _read_block(self) -> None:
        try:
            self._block, self._given = self._stream.read(_BLOCK), 0
            self._digest.update(self._block)
            self.size += len(self._block)
            self._report(self.size, self._total)
        except OSError as error:
            self.fault = unreadable(error)
            raise
        except BaseException as fault:
            self.fault = fault
            raise


class HashingWriter:
    """Takes bytes from pyrage, counts and hashes them, and remembers what went wrong.

    They are passed on in blocks; `finish` passes the last one on.
    """

    def __init__(self, write: Callable[[bytes], int], digest: Digest) -> None:
        self.size = 0
        self.fault: BaseException | None = None
        self._write = write
        self._digest = digest
        self._parts: list[bytes] = []
        self._held = 0

    def write(self, data: bytes, /) -> int:
        """Passes the bytes on, now or later; what that raises is kept as `fault`."""
        self._parts.append(data)
        self._held += len(data)
        if self._held >= _BLOCK:
            self.finish()
        return len(data)

    def finish(self) -> None:
        """Pass on what is held; what that raises is kept as `fault`."""
        block = b"".join(self._parts)
        self._parts, self._held = [], 0
        try:
            self._write(block)
        except BaseException as fault:
            self.fault = fault
            raise
        self._digest.update(block)
        self.size += len(block)

    def flush(self) -> None:
        """Nothing is forced out here: `finish` does that."""


def unreadable(error: OSError) -> StorageError:
    """The sentence for a file that cannot be read."""
    return StorageError(
        _("The file cannot be read ({reason}).").format(
            reason=error.strerror or type(error).__name__
        ),
        _("Check the disk it is on; nothing was changed."),
    )
