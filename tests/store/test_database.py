"""The encrypted database: what it refuses, what it rolls back, what it counts."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver

from lawdesk.errors import NotFound, StorageError, UnlockError
from lawdesk.operations.clients import add_client
from lawdesk.store import clients, consistency
from lawdesk.store.database import Database, ReadOnce, Transaction, create_database_file
from lawdesk.store.migrate import migrate, migration_scripts, schema_text, schema_version
from practice_room import PracticeRoom

KEY, SALT = b"k" * 32, b"s" * 16


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "vault.db"
    create_database_file(path, KEY, SALT)
    return path


def opened(path: Path) -> Database:
    database = Database(path, KEY, SALT)
    migrate(database)
    return database


def test_the_file_is_encrypted_from_its_first_byte(path: Path) -> None:
    database = opened(path)
    with database.transaction() as tx:
        tx.write(
            "INSERT INTO unsaved_edits (place, wording, kept_at) VALUES ('x', 'MARKER-7731', 1)"
        )
    database.close()
    data = path.read_bytes()
    assert not data.startswith(b"SQLite format 3")
    assert b"MARKER-7731" not in data
    assert path.stat().st_mode & 0o077 == 0


def test_settings_that_keep_a_commit_through_a_power_cut(path: Path) -> None:
    database = opened(path)
    assert database.read.values("PRAGMA journal_mode") == ["delete"]
    assert database.read.number("PRAGMA synchronous") == 3
    assert database.read.number("PRAGMA foreign_keys") == 1
    database.close()


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\x00" + b"\x00" * 4080, b"x" * 8192])
def test_what_is_not_our_database_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "vault.db"
    path.write_bytes(content)
    with pytest.raises(UnlockError):
        Database(path, KEY, SALT)
    assert path.read_bytes() == content
    assert [each.name for each in tmp_path.iterdir()] == ["vault.db"]


def test_a_missing_database_is_not_made_anew(tmp_path: Path) -> None:
    with pytest.raises(UnlockError):
        Database(tmp_path / "vault.db", KEY, SALT)
    assert list(tmp_path.iterdir()) == []


def test_another_practices_key_does_not_open_it(path: Path) -> None:
    opened(path).close()
    before = path.read_bytes()
    with pytest.raises(UnlockError):
        Database(path, secrets.token_bytes(32), SALT)
    assert path.read_bytes() == before


def test_a_newer_database_is_refused_unchanged(path: Path) -> None:
    database = opened(path)
    newest = migration_scripts()[-1][0]
    database.run_script("SELECT 1;", newest + 1)
    with pytest.raises(UnlockError, match="newer"):
        migrate(database)
    database.close()


def test_an_upgrade_keeps_an_encrypted_copy_of_before(path: Path) -> None:
    database = opened(path)
    scripts = [*migration_scripts(), (9999, "CREATE TABLE later (id INTEGER) STRICT;")]
    copy = migrate(database, scripts)
    assert copy is not None
    assert schema_version(database) == 9999
    database.close()
    before = Database(copy, KEY, SALT)
    assert schema_version(before) == migration_scripts()[-1][0]
    before.close()


def test_a_failing_upgrade_leaves_the_version_before(path: Path) -> None:
    database = opened(path)
    version = schema_version(database)
    scripts = [*migration_scripts(), (9999, "CREATE TABLE later (id INTEGER); SELECT nonsense;")]
    with pytest.raises(driver.Error):
        migrate(database, scripts)
    database.close()
    again = Database(path, KEY, SALT)
    assert schema_version(again) == version
    assert again.read.values("SELECT 1 FROM sqlite_master WHERE name = 'later'") == []
    again.close()


def test_the_schema_is_the_one_written_down(room: PracticeRoom) -> None:
    written = Path(consistency.__file__).with_name("schema.sql").read_text(encoding="utf-8")
    assert schema_text(room.database) == written


def test_errors_roll_back_everything(room: PracticeRoom) -> None:
    before = consistency.commits(room.read)

    def fail(tx: Transaction) -> None:
        add_client(tx, "Gone", now=1)
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 - any error at all
        room.do(fail)
    assert clients.count(room.read) == 0
    assert consistency.commits(room.read) == before


def test_the_reading_connection_cannot_write(room: PracticeRoom) -> None:
    with pytest.raises(StorageError):
        room.read.values("DELETE FROM clients")


def test_listeners_hear_which_tables_were_touched_after_the_commit(room: PracticeRoom) -> None:
    heard: list[frozenset[str]] = []
    room.database.listeners.append(heard.append)
    room.do(add_client, "Maria", now=1)
    assert heard == [frozenset({"clients", "audit_records"})]


def test_every_commit_is_counted_and_sealed_by_a_digest(room: PracticeRoom) -> None:
    heads: list[tuple[int, bytes]] = []
    room.database.head_listeners.append(lambda count, digest: heads.append((count, digest)))
    before = consistency.commits(room.read)
    room.do(add_client, "Maria", now=1)
    room.do(add_client, "Maria", now=1)
    after = consistency.commits(room.read)
    assert after.commit_count == before.commit_count + 2
    assert heads[-1] == (after.commit_count, after.digest)
    assert len({before.digest, heads[0][1], heads[1][1]}) == 3


def test_a_copy_that_mixes_two_states_contradicts_itself(room: PracticeRoom) -> None:
    room.add_client()
    consistency.require_counted_rows(room.read)
    writing = room.database._writing
    writing.execute("DELETE FROM client_contacts")
    with pytest.raises(StorageError, match="mixture"):
        consistency.require_counted_rows(room.read)


def test_rows_and_queries_must_agree(room: PracticeRoom) -> None:
    @dataclass(frozen=True)
    class Pair:
        a: int
        b: int

    with pytest.raises(TypeError):
        room.read.all(Pair, "SELECT 1 AS b, 2 AS a")
    with pytest.raises(NotFound):
        room.read.one(Pair, "SELECT 1 AS a, 2 AS b WHERE 0")


@dataclass(frozen=True)
class Audited:
    """One row of the audit trail."""

    subject_id: int
    detail: str


def test_many_rows_go_in_whole_in_their_order_and_are_counted(room: PracticeRoom) -> None:
    columns = "at, act, subject, subject_id, detail"
    rows = [(1, "note", "many", number, f"row {number}") for number in range(75)]
    counted = "SELECT row_count FROM row_counts WHERE table_name = 'audit_records'"
    before = room.read.number(counted)
    with room.database.transaction() as tx:
        tx.insert_rows("audit_records", columns, [])
        assert tx.touched == set()
        tx.insert_rows("audit_records", columns, rows)
    asked = "SELECT subject_id, detail FROM audit_records WHERE subject = 'many' ORDER BY id"
    assert room.read.all(Audited, asked) == [Audited(row[3], row[4]) for row in rows]
    assert room.read.number(counted) == before + 75


def test_a_question_asked_again_is_answered_as_before(room: PracticeRoom) -> None:
    asked = "SELECT subject_id, detail FROM audit_records WHERE subject = ? ORDER BY id"
    columns = "at, act, subject, subject_id, detail"
    with room.database.transaction() as tx:
        read = ReadOnce(tx)
        assert read.all(Audited, asked, "once") == []
        tx.insert_rows("audit_records", columns, [(1, "a", "once", 7, "")])
        assert read.all(Audited, asked, "once") == []
        assert read.all(Audited, asked, "twice") == []
        assert tx.all(Audited, asked, "once") == [Audited(7, "")]


def test_only_plain_writes_are_let_through(room: PracticeRoom) -> None:
    def upsert(tx: Transaction) -> None:
        tx.write("INSERT INTO phrases (wording) VALUES ('x') ON CONFLICT DO NOTHING")

    with pytest.raises(ValueError, match="plain"):
        room.do(upsert)


def test_one_flipped_bit_is_an_error_and_never_wrong_data(path: Path) -> None:
    database = opened(path)
    with database.transaction() as tx:
        for n in range(200):
            tx.write(
                "INSERT INTO unsaved_edits (place, wording, kept_at) VALUES (?, ?, 1)",
                str(n),
                "word " * 50,
            )
    database.close()
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with pytest.raises((StorageError, UnlockError)):  # noqa: PT012 - open or read may notice
        damaged = Database(path, KEY, SALT)
        try:
            damaged.read.values("PRAGMA integrity_check")
            damaged.read.values("SELECT wording FROM unsaved_edits")
            for table in damaged.read.values("SELECT name FROM sqlite_master WHERE type='table'"):
                damaged.read.values(f"SELECT count(*) FROM {table}")
        finally:
            damaged.close()


def test_a_full_disk_is_a_sentence_and_keeps_what_was_saved(path: Path) -> None:
    database = opened(path)
    database._writing.execute(
        f"PRAGMA max_page_count = {database.read.number('PRAGMA page_count') + 4}"
    )
    kept = 0
    with pytest.raises(StorageError, match="full"):  # noqa: PT012
        for n in range(10_000):
            with database.transaction() as tx:
                tx.write(
                    "INSERT INTO unsaved_edits (place, wording, kept_at) VALUES (?, ?, 1)",
                    str(n),
                    "word " * 200,
                )
            kept += 1
    assert kept == database.read.number("SELECT count(*) FROM unsaved_edits")
    consistency.require_counted_rows(database.read)
    database.close()
