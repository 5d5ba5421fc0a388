"""Files that are either the old one or the new one, never half of each.

What belongs here: writing beside, syncing, renaming, and the sentences for a disk that refuses.
"""

import contextlib
import errno
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from lawdesk.errors import StorageError
from lawdesk.translation import _

TEMPORARY_SUFFIX = ".tmp"
_AT_ONCE = 8
_FOLDER_SYNC_UNSUPPORTED = {errno.EINVAL, errno.ENOTSUP, errno.EBADF}


class LateSync:
    """New files that are made durable together: one wait for the disk instead of several each.

    For names that nobody knows yet. Until `finish` returns, a crash may leave any of them empty.
    """

    def __init__(self) -> None:
        self._paths: list[Path] = []

    def add(self, path: Path) -> None:
        """A file that was written and has its name."""
        self._paths.append(path)

    def forget(self, path: Path) -> None:
        """A file that was given up again."""
        self._paths = [each for each in self._paths if each != path]

    def finish(self) -> None:
        """Make them durable, with their names. Raises StorageError."""
        from concurrent.futures import ThreadPoolExecutor  # no start of the program needs it

        paths, self._paths = self._paths, []
        folders = sorted({path.parent for path in paths})
        # At once, not one after the other: a disk writes what waits for it in one go.
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            for some, sync in ((paths, _sync_file), (folders, sync_folder)):
                waits = [(path, pool.submit(sync, path)) for path in some]
                for path, wait in waits:
                    try:
                        wait.result()
                    except OSError as error:
                        raise storage_error(error, path) from error


@contextlib.contextmanager
def atomic_file(
    path: Path, mode: int = 0o600, *, later: LateSync | None = None
) -> Iterator[BinaryIO]:
    """Give a binary stream whose content becomes `path` when the block ends well.

    Until then the earlier file stays as it was; after any exception it still is. With `later` it is
    durable once that has finished.
    Raises StorageError when the disk refuses; other exceptions of the block pass through.
    """
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}{TEMPORARY_SUFFIX}")
    try:
        with _create(temporary, mode) as stream:
            yield stream
            stream.flush()
            if later is None:
                os.fsync(stream.fileno())
        os.replace(temporary, path)  # noqa: PTH105 the crash tests count these calls
        if later is None:
            sync_folder(path.parent)
        else:
            later.add(path)
    except OSError as error:
        raise storage_error(error, path) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def write_atomic(
    path: Path, data: bytes, mode: int = 0o600, *, later: LateSync | None = None
) -> None:
    """Make `data` the content of `path`, durably, if need be once `later` has finished.

    Raises StorageError.
    """
    with atomic_file(path, mode, later=later) as stream:
        stream.write(data)


def _sync_file(path: Path) -> None:
    # Windows wants a handle that may write.
    handle = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Make renames and new names in `folder` durable, where the system can do that.

    Windows has no such call, and a few network file systems refuse it; both are passed over.
    """
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _FOLDER_SYNC_UNSUPPORTED:
            raise
    finally:
        os.close(handle)


def make_private_folder(folder: Path) -> None:
    """Make `folder` (and what is missing above it) for this user only. Raises StorageError."""
    try:
        if folder.is_dir():
            return
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
        sync_folder(folder.parent)
    except OSError as error:
        raise storage_error(error, folder) from error


def storage_error(error: OSError, path: Path) -> StorageError:
    """The sentence for a disk that refused to write `path`."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return StorageError(
            _("The disk is full: {name} was not saved, the earlier state was kept.").format(
                name=path.name
            ),
            _("Free some space on the disk and try again."),
        )
    if error.errno == errno.EROFS:
        return StorageError(
            _("{name} was not saved because the disk is read-only; nothing was changed.").format(
                name=path.name
            ),
            _("Make the disk writable, or copy the practice to another one."),
        )
    if error.errno in (errno.EACCES, errno.EPERM):
        return StorageError(
            _("{name} was not saved because LawDesk may not write in {folder}.").format(
                name=path.name, folder=path.parent
            ),
            _("Give your account write permission for that folder."),
        )
    return StorageError(
        _("{name} was not saved ({reason}); the earlier state was kept.").format(
            name=path.name, reason=error.strerror or type(error).__name__
        ),
        _("Check that the disk is still connected and try again."),
    )


def _create(path: Path, mode: int) -> BinaryIO:
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, mode), "w+b")
