"""One process per practice.

What belongs here: a lock that the operating system holds for a living process and lets go when it
dies. Whether a lock is stale is therefore never guessed from its age. The file's text only says
who holds it, for the message.
"""

import contextlib
import json
import os
import platform
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from lawdesk.errors import StorageError
from lawdesk.translation import _
from lawdesk.vault import strict_json
from lawdesk.vault.atomic_file import storage_error

LOCK_NAME = "practice.lock"
_MAX_BYTES = 4096


@dataclass(frozen=True)
class LockHolder:
    """Who holds a practice: process id, computer, and since which UTC second."""

    pid: int
    host: str
    since: int


class PracticeInUse(StorageError):
    """Another LawDesk has the practice open; `holder` is None when its note is unreadable."""

    def __init__(self, holder: LockHolder | None) -> None:
        super().__init__(_in_use(holder), _("Close it there, or go on working in that window."))
        self.holder = holder


class PracticeLock:
    """The lock while it is held. Let go with `release`, or by leaving a `with` block."""

    def __init__(self, handle: int, left_behind: LockHolder | None) -> None:
        self._handle: int | None = handle
        self.left_behind = left_behind
        """Who did not close the practice properly before: a crash, or a share without locks."""

    @classmethod
    def acquire(cls, folder: Path, now: int) -> Self:
        """Lock the practice in `folder`; `now` (UTC second) is noted as the beginning.

        Raises PracticeInUse, or StorageError when the folder cannot be written to.
        """
        path = folder / LOCK_NAME
        try:
            handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        except OSError as error:
            raise storage_error(error, path) from error
        try:
            if not _try_lock(handle):
                raise PracticeInUse(_read_holder(handle))
            left_behind = _read_holder(handle)
            _write_holder(handle, LockHolder(os.getpid(), platform.node(), now))
        except OSError as error:
            os.close(handle)
            raise storage_error(error, path) from error
        except StorageError:
            os.close(handle)
            raise
        return cls(handle, left_behind)

    def release(self) -> None:
        """Let go; a second call does nothing. The file stays: deleting it would invite a race."""
        if self._handle is None:
            return
        with contextlib.suppress(OSError):
            os.ftruncate(self._handle, 0)
        os.close(self._handle)
        self._handle = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.release()


if sys.platform == "win32":
    import msvcrt

    def _try_lock(handle: int) -> bool:
        # Far behind the text: Windows locks also forbid reading the locked bytes.
        os.lseek(handle, 1 << 30, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def _read_holder(handle: int) -> LockHolder | None:
    try:
        os.lseek(handle, 0, os.SEEK_SET)
        members = strict_json.parse_object(os.read(handle, _MAX_BYTES))
        return LockHolder(
            strict_json.whole(members, "pid"),
            strict_json.text(members, "host", 255),
            strict_json.whole(members, "since"),
        )
    except (OSError, ValueError):
        return None


def _write_holder(handle: int, holder: LockHolder) -> None:
    members = {"pid": holder.pid, "host": holder.host, "since": holder.since}
    os.ftruncate(handle, 0)
    os.lseek(handle, 0, os.SEEK_SET)
    os.write(handle, json.dumps(members).encode())


def _in_use(holder: LockHolder | None) -> str:
    if holder is None:
        return _("This practice is already open in another LawDesk.")
    return _("This practice is already open on {host} (process {pid}) since {since}.").format(
        host=holder.host, pid=holder.pid, since=_local_time(holder.since)
    )


def _local_time(second: int) -> str:
    try:
        return datetime.fromtimestamp(second, UTC).astimezone().strftime("%Y-%m-%d %H:%M")
    except (OverflowError, ValueError, OSError):
        return "?"
