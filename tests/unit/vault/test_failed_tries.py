"""The count of wrong tries outlives the program, and never stands in the way."""

from pathlib import Path

import pytest

from lawdesk.vault.failed_tries import FailedTries

ID = "ab" * 16


def test_the_count_is_kept_for_each_practice_and_forgotten_at_zero(tmp_path: Path) -> None:
    tries = FailedTries(tmp_path / "state" / "tries")
    assert tries.count(ID) == 0
    tries.note(ID, 7)
    assert FailedTries(tmp_path / "state" / "tries").count(ID) == 7
    assert tries.count("cd" * 16) == 0
    tries.note(ID, 0)
    assert tries.count(ID) == 0
    assert list((tmp_path / "state" / "tries").iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"-5", b"many", b"\xff\xfe", b"1 000"])
def test_a_damaged_count_is_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / f"{ID}.tries").write_bytes(content)
    assert FailedTries(tmp_path).count(ID) == 0


def test_a_huge_count_is_cut_down(tmp_path: Path) -> None:
    (tmp_path / f"{ID}.tries").write_bytes(b"9" * 5000)
    assert FailedTries(tmp_path).count(ID) == 1_000_000


def test_a_disk_that_refuses_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    FailedTries(tmp_path / "file" / "tries").note(ID, 3)
