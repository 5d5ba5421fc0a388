"""An interrupted change beside the database: rolled back only where it belongs to it.

What belongs here: looking before SQLite does. It rolls a journal back at the first read, without
asking whose it is; a journal of an older state undoes later work and passes every check of its own.
So the outcome is tried on a copy first, and the copy of before is kept.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

from lawdesk.errors import LawDeskError, StorageError, UnlockError
from lawdesk.translation import _
from lawdesk.vault.atomic_file import make_private_folder, sync_folder, write_atomic

KEPT_NAME = "kept-before-rollback"
_KEPT_FILES = 4
_TRIAL = "trial"

Check = Callable[[Path], object]
"""Opens the database file it is given and raises LawDeskError where that is not the newest state"""


class ForeignJournal(UnlockError):
    """The journal belongs to another state of the database, which is whole without it."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "An interrupted change from another time lies beside the database; applied, it "
                "would undo later work. The database is whole without it."
            ),
            _("Nothing was changed. Open it without that change?"),
        )


def settle_hot_journal(database: Path, now: int, check: Check, *, consented: bool) -> None:
    """Keep copies of both files, and set a journal aside that does not belong to `database`.

    Raises ForeignJournal, or what the check found in both states, unless `consented`; StorageError
    when the disk refuses. A journal that belongs to the database is left to SQLite.
    """
    journal = database.with_name(f"{database.name}-journal")
    if not journal.exists() or journal.stat().st_size == 0:
        return
    kept = database.parent / KEPT_NAME
    try:
        _keep((database, journal), kept, now)
        fault = _fault((database, journal), kept, check)
        if fault is None:
            return
        whole_without = _fault((database,), kept, check) is None
        if not consented:
            raise ForeignJournal if whole_without else fault
        if not whole_without:
            return
        journal.unlink()
        sync_folder(database.parent)
    except OSError as error:
        raise StorageError(
            _("An interrupted change could not be set aside; the practice was not opened."),
            _("Free some space on the disk and try again."),
        ) from error


def _keep(files: tuple[Path, ...], kept: Path, now: int) -> None:
    make_private_folder(kept)
    copies = {f"{now}-{file.name}": file for file in files}
    for old in sorted(p for p in kept.iterdir() if p.is_file())[: -_KEPT_FILES + len(copies)]:
        if old.name not in copies:
            old.unlink()
    for name, file in copies.items():
        write_atomic(kept / name, file.read_bytes())


def _fault(files: tuple[Path, ...], kept: Path, check: Check) -> LawDeskError | None:
    """Why a copy of these files is not the newest state; None where it is."""
    trial = kept / _TRIAL
    shutil.rmtree(trial, ignore_errors=True)
    try:
        make_private_folder(trial)
        for file in files:
            shutil.copyfile(file, trial / file.name)
        check(trial / files[0].name)
    except LawDeskError as error:
        return error
    finally:
        shutil.rmtree(trial, ignore_errors=True)
    return None
