"""Old databases are noticed by the head that was kept outside of them."""

import os
import shutil
import time
from pathlib import Path

import pytest

from lawdesk.errors import StorageError
from lawdesk.vault.freshness import Head, HeadFile, Heads, HeadState

ID = "00" * 16


def digest(number: int) -> bytes:
    return number.to_bytes(32, "big")


def heads(tmp_path: Path) -> Heads:
    return Heads(tmp_path / "practice", tmp_path / "state", ID)


def note(tmp_path: Path, *counters: int) -> None:
    with heads(tmp_path) as noted:
        for counter in counters:
            noted.note(counter, digest(counter), 1_000 + counter)


def test_first_use_knows_nothing_and_makes_nothing(tmp_path: Path) -> None:
    assert heads(tmp_path).compare(5, digest(5)).state is HeadState.UNKNOWN
    assert not list(tmp_path.iterdir())


def test_same_and_newer_are_fresh(tmp_path: Path) -> None:
    note(tmp_path, 1, 2, 3)
    for counter in (3, 4, 1000):
        found = heads(tmp_path).compare(counter, digest(counter))
        assert found.state is HeadState.FRESH
        assert not found.needs_consent


def test_a_database_put_back_alone_is_older(tmp_path: Path) -> None:
    note(tmp_path, 1, 2, 3)
    shutil.rmtree(tmp_path / "state")
    found = heads(tmp_path).compare(1, digest(1))
    assert (found.state, found.missing_commits) == (HeadState.OLDER, 2)
    assert found.last_seen == Head(3, digest(3), 1_003)


def test_a_whole_folder_put_back_is_older(tmp_path: Path) -> None:
    note(tmp_path, 1, 2)
    shutil.copytree(tmp_path / "practice", tmp_path / "last week")
    note(tmp_path, 3, 4)
    shutil.rmtree(tmp_path / "practice")
    (tmp_path / "last week").rename(tmp_path / "practice")
    found = heads(tmp_path).compare(2, digest(2))
    assert (found.state, found.missing_commits) == (HeadState.OLDER, 2)
    assert found.needs_consent


def test_as_many_commits_but_others(tmp_path: Path) -> None:
    note(tmp_path, 7)
    assert heads(tmp_path).compare(7, digest(8)).state is HeadState.DIFFERENT


def test_after_consent_the_older_head_counts(tmp_path: Path) -> None:
    note(tmp_path, 1, 2, 3)
    note(tmp_path, 2)
    assert heads(tmp_path).compare(2, digest(2)).state is HeadState.FRESH


def test_a_torn_slot_leaves_the_one_before(tmp_path: Path) -> None:
    path = tmp_path / "head"
    file = HeadFile(path)
    for counter in (1, 2):
        file.note(counter, digest(counter), 0)
    file.close()
    good = path.read_bytes()
    places = [at for at in (0, 4096) if good[at + 23] == 2]
    for offset in range(0, 96, 5):
        torn = bytearray(good)
        torn[places[0] + offset] ^= 0x40
        path.write_bytes(bytes(torn))
        assert HeadFile(path).read() == Head(1, digest(1), 0)
        again = HeadFile(path)
        again.note(3, digest(3), 0)
        again.close()
        assert HeadFile(path).read() == Head(3, digest(3), 0)


def test_any_bytes_are_no_head(tmp_path: Path) -> None:
    path = tmp_path / "head"
    for size in (0, 1, 95, 96, 97, 4096, 5000):
        path.write_bytes(os.urandom(size))
        assert HeadFile(path).read() is None
    path.unlink()
    path.mkdir()
    assert HeadFile(path).read() is None
    with pytest.raises(StorageError):
        HeadFile(path).note(1, digest(1), 0)


def test_the_file_never_grows(tmp_path: Path) -> None:
    note(tmp_path, *range(1, 500))
    sizes = [p.stat().st_size for p in tmp_path.rglob("*.head")]
    assert sizes == [4192, 4192]


def test_a_digest_of_the_wrong_size_is_a_bug(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        heads(tmp_path).note(1, b"short", 0)


def test_open_notes_are_seen_by_others_at_once(tmp_path: Path) -> None:
    open_heads = heads(tmp_path)
    open_heads.note(9, digest(9), int(time.monotonic()))
    assert heads(tmp_path).compare(8, digest(8)).state is HeadState.OLDER
    open_heads.close()
