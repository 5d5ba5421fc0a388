"""Checks of a practice database at each open, beyond what SQLite itself notices."""

from __future__ import annotations

from dataclasses import dataclass

from lawdesk.errors import StorageError
from lawdesk.store.database import Reader
from lawdesk.translation import _


@dataclass(frozen=True, slots=True)
class Commits:
    """How often this database was committed, and a running digest over all of it."""

    id: int
    commit_count: int
    digest: bytes


def commits(read: Reader) -> Commits:
    """The commit counter and its digest."""
    return read.one(Commits, "SELECT id, commit_count, digest FROM commits")


def require_counted_rows(read: Reader) -> None:
    """Compare each table's rows with the count kept in the same transactions.

    A copy made in mid-write, or a journal that belongs to another state, passes every check of
    SQLite and SQLCipher and is caught here. Raises StorageError.
    """
    for table, expected in _counted(read):
        if read.number(f"SELECT count(*) FROM {table}") != expected:
            raise StorageError(
                _(
                    "The database holds a mixture of two states (an interrupted copy or sync); "
                    "it was not changed."
                ),
                _("Restore the latest backup, and keep the practice folder out of sync programs."),
            )
    read.values("PRAGMA shrink_memory")  # the count has filled the page cache with every index


def _counted(read: Reader) -> list[tuple[str, int]]:
    names: list[str] = read.values(
        "SELECT table_name FROM row_counts JOIN sqlite_master ON name = table_name "
        "ORDER BY table_name"
    )
    return [
        (name, read.number("SELECT row_count FROM row_counts WHERE table_name = ?", name))
        for name in names
    ]
