"""The border where SQLite's result codes become sentences.

A full, read-only, damaged or busy disk is the world's fault and gets a StorageError. A broken
constraint or wrong SQL is ours and passes through unchanged.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from lawdesk.errors import StorageError
from lawdesk.store.driver import driver
from lawdesk.translation import _

_SENTENCES = (
    (
        ("disk is full", "No space left"),
        _("The disk is full; the last change was not saved, everything before it is kept."),
        _("Free some space and do it again."),
    ),
    (
        ("readonly", "Read-only", "Permission denied", "not permitted"),
        _("The practice folder cannot be written; the last change was not saved."),
        _("Make the folder writable and do it again."),
    ),
    (
        ("locked", "busy"),
        _("Another program holds the practice database; the last change was not saved."),
        _("Close the other program and do it again."),
    ),
    (
        ("unable to open",),
        _("The practice database cannot be opened; nothing was changed."),
        _("Look whether its folder or drive is still connected."),
    ),
    (
        ("malformed", "not a database", "HMAC"),
        _("The practice database is damaged; nothing more is written to it."),
        _("Restore the latest backup."),
    ),
    (
        ("disk I/O error", "Input/output", "File too large"),
        _("The disk failed while saving; the last change was not saved."),
        _("Look at the disk and do it again."),
    ),
)


@contextmanager
def storage_errors() -> Iterator[None]:
    """Turn what the disk refuses into StorageError; let our own bugs through."""
    try:
        yield
    except (driver.OperationalError, driver.DatabaseError, OSError) as error:
        sentence = _sentence(error)
        if sentence is None:
            raise
        raise StorageError(*sentence) from error


def as_storage_error(error: Exception) -> StorageError:
    """The sentence for an error of the disk; a general one where the cause is not known."""
    sentence = _sentence(error)
    return (
        StorageError(*sentence)
        if sentence
        else StorageError(_("The disk refused: {reason}.").format(reason=error))
    )


def _sentence(error: Exception) -> tuple[str, str] | None:
    message = str(error)
    for signs, text, hint in _SENTENCES:
        if any(sign in message for sign in signs):
            return text, hint
    return None
