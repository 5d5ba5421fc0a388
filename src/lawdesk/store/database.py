"""The encrypted database: reading, transactions, and what each commit leaves behind.

The only module that talks to the driver. SQLCipher 4 with its own defaults, so that any SQLCipher 4
tool opens the file with the raw key; the passphrase work is done by the vault, not here.
"""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from lawdesk.errors import NotFound, StorageError, UnlockError
from lawdesk.store.driver import driver
from lawdesk.store.rows import RowReader, plain_value
from lawdesk.store.storage_errors import as_storage_error, storage_errors
from lawdesk.translation import _

T = TypeVar("T")
Listener = Callable[[frozenset[str]], None]
HeadListener = Callable[[int, bytes], None]

_TARGET = re.compile(r"\s*(INSERT INTO|UPDATE|DELETE FROM)\s+([a-z_]+)", re.IGNORECASE)
_OLDEST_SQLITE = (3, 51, 3)  # older ones have a race that could lose a commit
_SETTINGS = (
    "PRAGMA cipher_memory_security = ON",
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA journal_mode = DELETE",
    "PRAGMA synchronous = EXTRA",
    "PRAGMA busy_timeout = 2000",
)
_READING_CACHE_KB = (
    1000  # with 8 times as much, pages were 10 ms faster at most, and 3 MB stayed held
)
_MOST_ROWS_AT_ONCE = 32
_UNCOUNTED = frozenset({"row_counts", "commits", "heartbeats"})


class Reader:
    """Reads rows into frozen dataclasses. Every answer is read to its end at once."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._rows = RowReader()

    def all(self, row_type: type[T], sql: str, *params: object) -> list[T]:
        """Every row of the query; its columns are the fields of `row_type`, in that order."""
        with storage_errors():
            cursor = self._connection.execute(sql, [plain_value(p) for p in params])
            return self._rows.read_all(row_type, sql, cursor)

    def first(self, row_type: type[T], sql: str, *params: object) -> T | None:
        """The first row, or None."""
        rows = self.all(row_type, sql, *params)
        return rows[0] if rows else None

    def one(self, row_type: type[T], sql: str, *params: object) -> T:
        """The row. Raises NotFound where there is none."""
        row = self.first(row_type, sql, *params)
        if row is None:
            raise NotFound(_("This was deleted or moved meanwhile; nothing was changed."))
        return row

    def number(self, sql: str, *params: object) -> int:
        """The single integer a query gives; 0 for no row or NULL."""
        values = self.values(sql, *params)
        return int(values[0] or 0) if values else 0

    def values(self, sql: str, *params: object) -> list[Any]:
        """The first column of every row."""
        with storage_errors():
            cursor = self._connection.execute(sql, [plain_value(p) for p in params])
            return [row[0] for row in cursor.fetchall()]

    def tuples(self, sql: str, *params: object) -> list[tuple[Any, ...]]:
        """Every row as it is: for sums over so many that making objects would take longest."""
        with storage_errors():
            cursor = self._connection.execute(sql, [plain_value(p) for p in params])
            return list(cursor.fetchall())


class ReadOnce(Reader):
    """Asks each question once and gives the same answer again: for a time without any write."""

    def __init__(self, read: Reader) -> None:
        super().__init__(read._connection)
        self._answers: dict[tuple[object, ...], list[Any]] = {}

    def all(self, row_type: type[T], sql: str, *params: object) -> list[T]:
        """Every row, as it was when this was asked first."""
        question = (row_type, sql, *params)
        if question not in self._answers:
            self._answers[question] = super().all(row_type, sql, *params)
        return list(self._answers[question])


class Transaction(Reader):
    """A reader that may also write, until its transaction ends."""

    def __init__(self, connection: Any) -> None:
        super().__init__(connection)
        self.touched: set[str] = set()
        self.row_changes: dict[str, int] = {}
        self.digest = hashlib.sha256()

    def write(self, sql: str, *params: object) -> int:
        """Run one INSERT, UPDATE or DELETE; gives the new row's id, or how many rows changed."""
        target = _TARGET.match(sql)
        if target is None or "ON CONFLICT" in sql.upper():
            raise ValueError(f"not a plain INSERT, UPDATE or DELETE: {sql}")
        verb, table = target[1].upper(), target[2]
        values = [plain_value(p) for p in params]
        with storage_errors():
            cursor = self._connection.execute(sql, values)
        self.digest.update(repr((sql, values)).encode())
        self.touched.add(table)
        if verb != "UPDATE":
            grown = cursor.rowcount if verb == "INSERT INTO" else -cursor.rowcount
            self.row_changes[table] = self.row_changes.get(table, 0) + grown
        return int(cursor.lastrowid) if verb == "INSERT INTO" else int(cursor.rowcount)

    def insert_rows(self, table: str, columns: str, rows: Sequence[Sequence[object]]) -> None:
        """Insert rows into the named columns ("id, name"), many by one statement.

        What a statement sets up before its first row takes longer than a row. Only lengths that are
        powers of two are used, so that a few prepared statements serve every number of rows.
        """
        marks = ", ".join("?" * len(columns.split(", ")))
        begun = 0
        while begun < len(rows):
            some = rows[begun : begun + _rows_at_once(len(rows) - begun)]
            values = ", ".join([f"({marks})"] * len(some))
            sql = f"INSERT INTO {table} ({columns}) VALUES {values}"
            self.write(sql, *itertools.chain.from_iterable(some))
            begun += len(some)


class Database:
    """An open practice database: one connection that writes, one that cannot.

    `key` is the raw 256-bit key and `salt` the 16-byte salt of the file. Raises UnlockError where
    the file is not this practice's, StorageError where the disk refuses.
    """

    transaction_type: type[Transaction] = Transaction

    def __init__(self, path: Path, key: bytes | bytearray, salt: bytes | bytearray) -> None:
        self.path = path
        _refuse_foreign_file(path)
        self._writing = _connect(path, key, salt)
        try:
            self._reading = _connect(path, key, salt)
            self._reading.execute("PRAGMA query_only = ON")
            self._reading.execute(f"PRAGMA cache_size = -{_READING_CACHE_KB}")
        except BaseException:
            self._writing.close()
            raise
        self.read = Reader(self._reading)
        self.listeners: list[Listener] = []
        self.head_listeners: list[HeadListener] = []

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """One transaction: committed when the block ends, rolled back on any exception.

        After the commit the listeners hear which tables were touched.
        """
        with storage_errors():
            self._writing.execute("BEGIN IMMEDIATE")
        tx = self.transaction_type(self._writing)
        try:
            yield tx
            head = _stamp(tx) if tx.touched else None
            with storage_errors():
                self._writing.execute("COMMIT")
        except BaseException:
            with suppress(driver.Error):
                self._writing.execute("ROLLBACK")
            raise
        if head:
            for head_listener in self.head_listeners:
                head_listener(*head)
            for listener in self.listeners:
                listener(frozenset(tx.touched))

    def run_script(self, script: str, version: int) -> None:
        """Run one migration script in one transaction, together with its version number.

        A table that gets another shape is made anew, filled and renamed; while that happens its
        foreign keys are off, as SQLite's own procedure for it asks (lang_altertable, section 7).
        """
        with storage_errors():
            self._writing.execute("PRAGMA foreign_keys = OFF")
            try:
                self._writing.executescript(
                    f"BEGIN IMMEDIATE;\n{script}\nPRAGMA user_version = {int(version)};\nCOMMIT;"
                )
            except BaseException:
                with suppress(driver.Error):
                    self._writing.execute("ROLLBACK")
                raise
            finally:
                self._writing.execute("PRAGMA foreign_keys = ON")

    def copy_to(self, target: Path) -> None:
        """Write a consistent encrypted copy under the same key. Raises StorageError."""
        with storage_errors():
            self._writing.execute("VACUUM INTO ?", [str(target)])

    def close(self) -> None:
        """Close both connections; the object is of no use afterwards."""
        self._reading.close()
        self._writing.close()


def create_database_file(path: Path, key: bytes | bytearray, salt: bytes | bytearray) -> None:
    """Make a new, empty encrypted database. Raises StorageError where one exists already."""
    if path.exists():
        raise StorageError(_("There is a practice database in this folder already; it was kept."))
    with storage_errors():
        connection = driver.connect(str(path), isolation_level=None)
        try:
            _unlock(connection, key, salt)
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("PRAGMA synchronous = EXTRA")
            connection.execute("CREATE TABLE made (at INTEGER)")
            connection.execute("DROP TABLE made")
        finally:
            connection.close()
    path.chmod(0o600)


def _rows_at_once(left: int) -> int:
    return min(_MOST_ROWS_AT_ONCE, 1 << (left.bit_length() - 1))


def _refuse_foreign_file(path: Path) -> None:
    # SQLCipher makes a new empty database out of a missing or zero-byte file without a word.
    try:
        with path.open("rb") as file:
            start = file.read(16)
    except FileNotFoundError:
        raise UnlockError(
            _("The database of this practice is missing; nothing was changed."),
            _("Restore vault.db from a backup into the practice folder."),
        ) from None
    except OSError as error:
        raise as_storage_error(error) from error
    if not start:
        raise UnlockError(
            _("The database of this practice is empty (0 bytes); nothing was changed."),
            _("Restore vault.db from a backup."),
        )
    if start.startswith(b"SQLite format 3"):
        raise UnlockError(
            _("The database was replaced by an unencrypted file; it was not opened."),
            _("Restore vault.db from a backup."),
        )


def _connect(path: Path, key: bytes | bytearray, salt: bytes | bytearray) -> Any:
    if driver.sqlite_version_info < _OLDEST_SQLITE:
        raise StorageError(_("The database library is too old to be trusted; nothing was opened."))
    with storage_errors():
        connection = driver.connect(str(path), isolation_level=None, cached_statements=256)
    try:
        _unlock(connection, key, salt)
        with storage_errors():
            for setting in _SETTINGS:
                connection.execute(setting)
    except BaseException:
        connection.close()
        raise
    return connection


def _unlock(connection: Any, key: bytes | bytearray, salt: bytes | bytearray) -> None:
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}{salt.hex()}'\"")
    if not connection.execute("PRAGMA cipher_version").fetchone():
        raise StorageError(_("The database library cannot encrypt; nothing was opened."))
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except driver.DatabaseError as error:
        if "not a database" in str(error):
            raise UnlockError(
                _("The database is damaged or belongs to another practice; nothing was changed."),
                _("Restore vault.db from a backup of this practice."),
            ) from error
        raise as_storage_error(error) from error


def _stamp(tx: Transaction) -> tuple[int, bytes] | None:
    """Count the commit and its rows inside the same transaction.

    A copy of the file that lost its journal, or mixes two states, then contradicts itself.
    """
    if not tx.values("SELECT 1 FROM sqlite_master WHERE name = 'commits'"):
        return None
    touched = set(tx.touched)
    changes = {t: n for t, n in tx.row_changes.items() if n and t not in _UNCOUNTED}
    count = tx.number("SELECT commit_count FROM commits") + 1
    before: bytes = tx.values("SELECT digest FROM commits")[0]
    digest = hashlib.sha256(before + tx.digest.digest()).digest()
    for table, grown in changes.items():
        if not tx.write(
            "UPDATE row_counts SET row_count = row_count + ? WHERE table_name = ?", grown, table
        ):
            tx.write("INSERT INTO row_counts (table_name, row_count) VALUES (?, ?)", table, grown)
    tx.write("UPDATE commits SET commit_count = ?, digest = ?", count, digest)
    tx.touched = touched
    return count, digest
