"""One process per practice; a dead holder is noticed by the system, not by the lock's age."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from lawdesk.errors import StorageError
from lawdesk.vault.practice_lock import LOCK_NAME, PracticeInUse, PracticeLock

CHILD = """
import sys, time
from pathlib import Path
from lawdesk.vault.practice_lock import PracticeLock
lock = PracticeLock.acquire(Path(sys.argv[1]), 1_000_000_000)
print("held", flush=True)
time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path: Path) -> subprocess.Popen[str]:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "TZ": "UTC"}
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, tmp_path], stdout=subprocess.PIPE, text=True, env=environment
    )
    assert child.stdout is not None
    with child.stdout:
        assert child.stdout.readline() == "held\n"
    return child


def test_a_second_process_is_refused_with_holder_and_time(
    tmp_path: Path, holder: subprocess.Popen[str]
) -> None:
    with pytest.raises(PracticeInUse) as caught:
        PracticeLock.acquire(tmp_path, 2_000_000_000)
    assert caught.value.holder is not None
    assert caught.value.holder.pid == holder.pid
    assert caught.value.holder.since == 1_000_000_000
    assert str(holder.pid) in caught.value.text
    assert "2001-09-0" in caught.value.text
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    with PracticeLock.acquire(tmp_path, 1_000_000_001) as lock:
        assert lock.left_behind == caught.value.holder


def test_released_and_taken_again(tmp_path: Path) -> None:
    first = PracticeLock.acquire(tmp_path, 1)
    with pytest.raises(PracticeInUse):
        PracticeLock.acquire(tmp_path, 2)
    first.release()
    first.release()
    with PracticeLock.acquire(tmp_path, 3) as second:
        assert second.left_behind is None


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"pid": "1"}', b"\xff" * 5000])
def test_text_of_a_lock_file_is_never_trusted(tmp_path: Path, content: bytes) -> None:
    (tmp_path / LOCK_NAME).write_bytes(content)
    with PracticeLock.acquire(tmp_path, 1) as lock:
        assert lock.left_behind is None


def test_an_absurd_time_is_shown_as_unknown(tmp_path: Path) -> None:
    with PracticeLock.acquire(tmp_path, 10**30), pytest.raises(PracticeInUse, match=r"since \?"):
        PracticeLock.acquire(tmp_path, 1)


def test_a_folder_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"practice\.lock was not saved"):
        PracticeLock.acquire(tmp_path / "gone", 1)


def test_a_read_only_folder_is_a_sentence() -> None:
    with pytest.raises(StorageError, match=r"practice\.lock was not saved") as caught:
        PracticeLock.acquire(Path("/proc/self"), 1)
    assert caught.value.hint
