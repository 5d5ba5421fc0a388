"""Opening and closing a practice, without a window: order, refusals, and what a stop note does."""

from __future__ import annotations

import contextlib
import json
import shutil
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from lawdesk.app import session as sessions
from lawdesk.app.hot_journal import ForeignJournal
from lawdesk.app.session import OlderDatabase, Session, catch_up, open_session
from lawdesk.domain.life_signs import Doubt, Gap
from lawdesk.domain.time_entries import Standing
from lawdesk.errors import StorageError, UnlockError
from lawdesk.operations.clients import add_client
from lawdesk.operations.matters import open_matter
from lawdesk.operations.timers import start_timer
from lawdesk.store import audit, clients, drafts, invoices, matters, practice, timers
from lawdesk.vault.passphrase_slot import LOWEST
from lawdesk.vault.practice_folder import open_with_passphrase
from lawdesk.vault.practice_list import list_practices
from lawdesk.vault.practice_lock import PracticeInUse
from practice_folders import PASSPHRASE, copy_practice, snapshot
from practice_room import POLICY, PRACTICE, FixedClock


@dataclass
class Safe:
    """A practice on disk with a database, closed."""

    home: Path
    clock: FixedClock = field(default_factory=FixedClock)

    @property
    def folder(self) -> Path:
        return self.home / "practice"

    @property
    def state(self) -> Path:
        return self.home / "state"

    def make(self) -> None:
        keys, _identity = copy_practice(self.folder)
        settings = replace(PRACTICE, vault_id=keys.vault_id)
        sessions.make_database(self.folder, keys, settings, cents_per_hour=300_00, policy=POLICY)

    def open(self, *, consented: bool = False) -> Session:
        keys = open_with_passphrase(self.folder, PASSPHRASE)
        return open_session(self.folder, keys, self.state, self.clock, consented=consented)

    def start_clock(self) -> None:
        session = self.open()
        with session.database.transaction() as tx:
            client = add_client(tx, "Maria Alvarez", now=self.clock.at)
            matter = open_matter(tx, client, "Alvarez v. Northgate", now=self.clock.now())
            start_timer(tx, matter, now=self.clock.now())
        session.close()

    def add_client(self, name: str) -> None:
        session = self.open()
        with session.database.transaction() as tx:
            add_client(tx, name, now=self.clock.at)
        session.close()


@pytest.fixture
def safe(tmp_path: Path) -> Safe:
    made = Safe(tmp_path)
    made.make()
    return made


def test_a_closed_session_gives_the_practice_free_and_its_keys_away(safe: Safe) -> None:
    session = safe.open()
    assert practice.get(session.database.read).name == "Helen Marsh"
    session.close()
    assert bytes(session.keys.payload.database_key) == bytes(32)
    safe.open().close()


def test_a_second_session_is_refused_and_the_first_works_on(safe: Safe) -> None:
    first = safe.open()
    with pytest.raises(PracticeInUse) as caught:
        safe.open()
    assert "already open" in caught.value.text
    with first.database.transaction() as tx:
        add_client(tx, "Maria Alvarez", now=1)
    first.close()


def test_an_older_copy_is_opened_with_consent_only(safe: Safe) -> None:
    old = safe.home / "old.db"
    shutil.copy(safe.folder / "vault.db", old)
    safe.add_client("Maria Alvarez")
    safe.add_client("Daniel Okafor")
    shutil.copy(old, safe.folder / "vault.db")
    before = snapshot(safe.folder)
    with pytest.raises(OlderDatabase) as caught:
        safe.open()
    assert "2 later changes" in caught.value.text
    assert _data(snapshot(safe.folder)) == _data(before)
    session = safe.open(consented=True)
    assert clients.count(session.database.read) == 0
    session.close()
    safe.open().close()  # asked once, not each morning


def interrupted(safe: Safe, name: str) -> tuple[bytes, bytes]:
    """Database and journal as they lie on the disk in the middle of a change, which then fails."""
    session = safe.open()
    path = safe.folder / "vault.db"
    with contextlib.suppress(KeyboardInterrupt), session.database.transaction() as tx:
        tx.values("PRAGMA cache_size = 2")
        for number in range(200):
            add_client(tx, f"{name} {number} {'x' * 250}", now=safe.clock.at)
        taken = path.read_bytes(), path.with_name("vault.db-journal").read_bytes()
        raise KeyboardInterrupt
    session.close()
    assert len(taken[1]) > 8192
    return taken


def test_an_interrupted_change_is_rolled_back_without_a_question(safe: Safe) -> None:
    safe.add_client("Maria Alvarez")
    database, journal = interrupted(safe, "Half")
    (safe.folder / "vault.db").write_bytes(database)
    (safe.folder / "vault.db-journal").write_bytes(journal)
    session = safe.open()
    assert clients.count(session.database.read) == 1
    session.close()
    kept = safe.folder / "kept-before-rollback"
    assert (kept / f"{safe.clock.at}-vault.db").read_bytes() == database
    assert (kept / f"{safe.clock.at}-vault.db-journal").read_bytes() == journal
    assert not (kept / "trial").exists()


def test_an_old_journal_beside_a_newer_database_is_applied_to_nothing(safe: Safe) -> None:
    safe.add_client("Maria Alvarez")
    _database, old = interrupted(safe, "Half")
    for name in ("Daniel Okafor", "Ines Brandt"):
        safe.add_client(name)
    (safe.folder / "vault.db-journal").write_bytes(old)
    before = snapshot(safe.folder)
    with pytest.raises(ForeignJournal, match="another time"):
        safe.open()
    after = snapshot(safe.folder)
    assert {name: after[name] for name in ("vault.db", "vault.db-journal")} == {
        name: before[name] for name in ("vault.db", "vault.db-journal")
    }
    session = safe.open(consented=True)
    assert clients.count(session.database.read) == 3
    session.close()
    assert not (safe.folder / "vault.db-journal").exists()
    kept = safe.folder / "kept-before-rollback" / f"{safe.clock.at}-vault.db-journal"
    assert kept.read_bytes() == old


def test_a_copy_put_back_is_noticed_even_where_nothing_was_changed_since(safe: Safe) -> None:
    old = safe.home / "old.db"
    shutil.copy(safe.folder / "vault.db", old)
    safe.add_client("Maria Alvarez")
    for place in (safe.folder / "vault.head", *(safe.state / "seen").iterdir()):
        place.unlink()
    safe.open().close()  # looked at only, as on a second computer
    shutil.copy(old, safe.folder / "vault.db")
    with pytest.raises(OlderDatabase):
        safe.open()


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\x00" + bytes(8176), b"\x07" * 100])
def test_a_database_that_is_none_is_refused_untouched(safe: Safe, content: bytes) -> None:
    path = safe.folder / "vault.db"
    path.write_bytes(content)
    with pytest.raises(UnlockError):
        safe.open()
    assert path.read_bytes() == content


def test_a_newer_database_is_refused(safe: Safe) -> None:
    session = safe.open()
    session.database.run_script("", 9999)
    session.close()
    with pytest.raises(UnlockError, match="newer LawDesk"):
        safe.open()


def test_a_stop_while_locked_counts_from_its_own_moment(safe: Safe) -> None:
    safe.start_clock()
    stopped = safe.clock.go_on(1800).at
    sessions.note_stop(safe.folder, stopped)
    safe.clock.go_on(7200)
    session = safe.open()
    catch_up(session, (), 0, safe.clock.now())
    read = session.database.read
    assert timers.find_running(read) is None
    assert read.number("SELECT sum(raw_seconds) FROM time_entries") == 1800
    assert sessions.read_stop(safe.folder) is None
    session.close()


def test_sleep_before_a_stop_stays_undecided(safe: Safe) -> None:
    safe.start_clock()
    start = safe.clock.at
    sessions.note_stop(safe.folder, start + 7200)
    safe.clock.go_on(9000)
    session = safe.open()
    gaps = (
        Gap(start + 600, start + 4200, Doubt.SLEEP),
        Gap(start + 8000, start + 8500, Doubt.SLEEP),
    )
    catch_up(session, gaps, 0, safe.clock.now())
    undecided = timers.list_undecided(session.database.read)
    assert [(s.started_at, s.ended_at, s.standing) for s in undecided] == [
        (start + 600, start + 4200, Standing.UNDECIDED)
    ]
    assert session.database.read.number("SELECT sum(raw_seconds) FROM time_entries") == 3600
    session.close()


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{}",
        "[1]",
        "nonsense",
        '{"stopped_at": "soon"}',
        '{"stopped_at": -5}',
        '{"stopped_at": true}',
    ],
)
def test_a_stop_note_that_makes_no_sense_is_ignored(safe: Safe, content: str) -> None:
    safe.start_clock()
    (safe.folder / sessions.STOP_NAME).write_text(content, encoding="utf-8")
    session = safe.open()
    catch_up(session, (), 0, safe.clock.now())
    assert timers.find_running(session.database.read) is not None
    session.close()


@pytest.mark.parametrize("shift", [-3600, 1_000_000])
def test_a_stop_before_the_start_or_in_the_future_changes_nothing(safe: Safe, shift: int) -> None:
    safe.start_clock()
    sessions.note_stop(safe.folder, safe.clock.at + shift)
    session = safe.open()
    catch_up(session, (), 0, safe.clock.now())
    assert timers.find_running(session.database.read) is not None
    session.close()


def test_a_stop_note_says_nothing_but_a_moment(safe: Safe) -> None:
    sessions.note_stop(safe.folder, 1_800_000_000)
    content = json.loads((safe.folder / sessions.STOP_NAME).read_bytes())
    assert content == {"stopped_at": 1_800_000_000}


def test_failed_tries_are_noted_after_the_unlock(safe: Safe) -> None:
    session = safe.open()
    catch_up(session, (), 3, safe.clock.now())
    latest = audit.list_latest(session.database.read)[0]
    assert (latest.act, latest.detail) == ("failed unlock", "3")
    session.close()


def test_a_new_practice_takes_its_place_at_the_end_only(tmp_path: Path) -> None:
    staged = tmp_path / ".being-made" / "practice"
    copy_practice(staged)
    (tmp_path / "taken" / "something").mkdir(parents=True)
    with pytest.raises(StorageError):
        sessions.move_practice(staged, tmp_path / "taken")
    assert staged.is_dir()
    sessions.move_practice(staged, tmp_path / "practice")
    assert (tmp_path / "practice" / "vault.json").exists()
    assert not staged.parent.exists()


def test_the_sample_practice_is_a_practice_like_any_other(tmp_path: Path) -> None:
    clock = FixedClock()
    keys = sessions.make_sample_practice(tmp_path / "sample", "six words", clock.now(), LOWEST)
    session = open_session(tmp_path / "sample", keys, tmp_path / "state", clock)
    read = session.database.read
    assert practice.get(read).is_sample
    assert clients.count(read) == 9
    assert matters.count(read) == 13
    # eight invoices, a credit note, a note of interest
    assert [each.count for each in invoices.list_sums(read)] == [10]
    assert len(drafts.list_summaries(read)) == 1
    assert len(timers.list_parked(read)) == 2
    assert timers.find_running(read) is None
    worked = read.values("SELECT DISTINCT worked_on FROM time_entries ORDER BY worked_on")
    assert len(worked) > 40
    assert worked[-1] == "2026-11-20"
    assert read.number("SELECT count(*) FROM time_entries WHERE worked_on > '2026-11-20'") == 0
    session.close()


def test_a_sample_that_finds_its_place_taken_leaves_no_half_practice(tmp_path: Path) -> None:
    (tmp_path / "sample" / "something").mkdir(parents=True)
    with pytest.raises(StorageError):
        sessions.make_sample_practice(tmp_path / "sample", "six words", FixedClock().now(), LOWEST)
    assert [path.name for path in (tmp_path / "sample").iterdir()] == ["something"]
    assert list_practices(tmp_path) == ()


def _data(listed: dict[str, str]) -> dict[str, str]:
    """Without the lock file, which says who looked."""
    return {name: mark for name, mark in listed.items() if name != "practice.lock"}
