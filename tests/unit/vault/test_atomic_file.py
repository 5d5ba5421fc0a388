"""Files are replaced whole or not at all, and a disk that refuses gets its own sentence."""

import errno
import os
import stat
from pathlib import Path

import pytest

from lawdesk.errors import StorageError
from lawdesk.vault.atomic_file import atomic_file, make_private_folder, storage_error, write_atomic


def test_content_and_mode(tmp_path: Path) -> None:
    write_atomic(tmp_path / "a", b"one")
    write_atomic(tmp_path / "a", b"two")
    assert (tmp_path / "a").read_bytes() == b"two"
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o600
    assert [p.name for p in tmp_path.iterdir()] == ["a"]


def test_nothing_is_seen_before_the_end(tmp_path: Path) -> None:
    write_atomic(tmp_path / "a", b"old")
    with atomic_file(tmp_path / "a") as stream:
        stream.write(b"new")
        stream.flush()
        assert (tmp_path / "a").read_bytes() == b"old"
    assert (tmp_path / "a").read_bytes() == b"new"


def fault_after(data: bytes, fault: type[BaseException]) -> bytes:
    raise fault(data)


@pytest.mark.parametrize("fault", [ValueError, KeyboardInterrupt])
def test_an_exception_leaves_the_old_file_and_nothing_beside(
    tmp_path: Path, fault: type[BaseException]
) -> None:
    write_atomic(tmp_path / "a", b"old")
    with pytest.raises(fault), atomic_file(tmp_path / "a") as stream:
        stream.write(fault_after(b"half", fault))
    assert [p.name for p in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a").read_bytes() == b"old"


def test_full_disk_is_a_sentence(tmp_path: Path) -> None:
    write_atomic(tmp_path / "a", b"old")
    with pytest.raises(StorageError, match="disk is full"), atomic_file(tmp_path / "a"):
        Path("/dev/full").write_bytes(b"x")
    assert (tmp_path / "a").read_bytes() == b"old"


def test_missing_folder_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="was not saved"):
        write_atomic(tmp_path / "gone" / "a", b"")


def test_each_refusal_has_its_own_sentence() -> None:
    codes = (errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO)
    errors = [storage_error(OSError(code, os.strerror(code)), Path("f/keys")) for code in codes]
    assert len({error.text for error in errors}) == 4
    assert all("keys" in error.text and error.hint for error in errors)


def test_private_folder(tmp_path: Path) -> None:
    make_private_folder(tmp_path / "one" / "two")
    make_private_folder(tmp_path / "one" / "two")
    assert stat.S_IMODE((tmp_path / "one" / "two").stat().st_mode) == 0o700
