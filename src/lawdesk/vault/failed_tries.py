"""How many wrong passphrases were typed since a practice last opened on this computer.

What belongs here: a number for each practice, so that closing the program does not end the waiting.
It slows down somebody at this keyboard. Whoever copies the practice folder is slowed by the work of
each try alone, so a file that cannot be read or written is passed over.
"""

import contextlib
from pathlib import Path

from lawdesk.errors import StorageError
from lawdesk.vault.atomic_file import make_private_folder, write_atomic

_MOST = 1_000_000
_DIGITS = len(str(_MOST))


class FailedTries:
    """The counters in `folder`, a file for each practice id."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def count(self, vault_id: str | None) -> int:
        """Wrong tries so far; 0 where nothing is known."""
        try:
            text = self._path(vault_id).read_bytes()[: _DIGITS + 1].decode("ascii")
        except (OSError, ValueError):
            return 0
        return min(int(text), _MOST) if text.isdecimal() else 0

    def note(self, vault_id: str | None, count: int) -> None:
        """Remember the count; 0 forgets it."""
        path = self._path(vault_id)
        with contextlib.suppress(StorageError, OSError):
            if count == 0:
                path.unlink(missing_ok=True)
                return
            make_private_folder(self._folder)
            write_atomic(path, str(min(count, _MOST)).encode())

    def _path(self, vault_id: str | None) -> Path:
        return self._folder / f"{vault_id or 'unknown'}.tries"
