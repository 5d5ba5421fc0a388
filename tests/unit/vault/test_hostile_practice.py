"""Damaged and hostile practice folders: a sentence each, at once, and nothing changed on disk."""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from lawdesk.errors import UnlockError
from lawdesk.vault import strict_json
from lawdesk.vault.passphrase_slot import WrongPassphrase
from lawdesk.vault.practice_folder import open_with_passphrase, open_with_recovery
from practice_folders import PASSPHRASE, copy_practice, snapshot

Change = Callable[[dict[str, object]], object]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy_practice(tmp_path / "practice")
    return tmp_path / "practice"


def refused(folder: Path) -> UnlockError:
    before = snapshot(folder) if folder.is_dir() else {}
    started = time.monotonic()
    with pytest.raises(UnlockError) as caught:
        open_with_passphrase(folder, PASSPHRASE)
    assert not isinstance(caught.value, WrongPassphrase)
    assert time.monotonic() - started < 2
    assert (snapshot(folder) if folder.is_dir() else {}) == before
    return caught.value


def rewrite(path: Path, change: Change) -> None:
    """Change members of a file the way an attacker would: with a right checksum."""
    members = strict_json.parse_checked(path.read_bytes())
    change(members)
    path.write_bytes(strict_json.with_checksum(members))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("memory_kib", 64 * 1024 * 1024),
        ("memory_kib", 2**70),
        ("memory_kib", 1024),
        ("memory_kib", -1),
        ("passes", 2**31),
        ("passes", 1),
        ("passes", 0),
        ("lanes", 17),
        ("lanes", 1),
    ],
)
def test_absurd_work_is_refused_before_it_begins(folder: Path, name: str, value: int) -> None:
    rewrite(folder / "keys.pass", lambda members: members.update({name: value}))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert "unsafe amount of work" in refused(folder).text
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - peak < 16 * 1024


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("memory_kib", "65536"),
        ("memory_kib", 65536.5),
        ("memory_kib", True),
        ("passes", None),
        ("salt", "00"),
        ("salt", 7),
        ("nonce", ""),
        ("sealed", [1]),
        ("sealed", "zz"),
        ("kdf", "scrypt"),
        ("cipher", "none"),
        ("format", "something"),
        ("version", 0),
        ("vault_id", {}),
    ],
)
def test_wrong_members_of_the_passphrase_slot(folder: Path, name: str, value: object) -> None:
    rewrite(folder / "keys.pass", lambda members: members.update({name: value}))
    assert "passphrase key file is damaged" in refused(folder).text


def test_newer_formats_say_so(folder: Path) -> None:
    rewrite(folder / "keys.pass", lambda members: members.update(version=2))
    assert "newer LawDesk" in refused(folder).text
    newer = {"format": "lawdesk-practice", "version": 2, "anything": "else"}
    (folder / "vault.json").write_text(json.dumps(newer))
    assert "made by a newer LawDesk" in refused(folder).text


def test_every_flipped_bit_is_told_from_a_wrong_passphrase(folder: Path) -> None:
    for name in ("keys.pass", "vault.json"):
        path = folder / name
        good = path.read_bytes()
        for at in range(0, len(good), 7):
            path.write_bytes(good[:at] + bytes([good[at] ^ (1 << at % 8)]) + good[at + 1 :])
            if path.read_bytes().strip() != good.strip():
                refused(folder)
        path.write_bytes(good)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"null",
        b"\xff\xfe",
        b"[" * 60_000,
        b'{"a":' * 10_000,
        b'{"version": ' + b"9" * 50_000 + b"}",
        b'{"version": 1, "version": 1}',
        b'{"version": NaN}',
        b"x" * 100_000_000,
    ],
    ids=lambda content: f"{content[:12]!r}x{len(content)}",
)
@pytest.mark.parametrize("name", ["vault.json", "keys.pass"])
def test_content_that_is_no_such_file(folder: Path, name: str, content: bytes) -> None:
    (folder / name).write_bytes(content)
    assert "damaged" in refused(folder).text


@pytest.mark.parametrize(
    "slots",
    [
        [],
        "keys.pass",
        [{"kind": "passphrase", "file": "../../etc/passwd"}],
        [{"kind": "passphrase", "file": "/etc/passwd"}],
        [{"kind": "passphrase", "file": "keys.recovery.age"}],
        [{"kind": "passphrase", "file": "keys.pass\n"}],
        [{"kind": "magic", "file": "keys.pass"}],
        [{"kind": [], "file": "keys.pass"}],
        [{"kind": "recovery", "file": "keys.recovery.age"}],
        [{"kind": "passphrase", "file": "keys.pass"}] * 2,
        [7],
    ],
)
def test_slot_lists_that_cannot_be(folder: Path, slots: object) -> None:
    rewrite(folder / "vault.json", lambda members: members.update(slots=slots))
    assert "vault.json is damaged" in refused(folder).text


def test_missing_things_are_named(folder: Path, tmp_path: Path) -> None:
    assert "the folder is missing" in refused(tmp_path / "gone").text
    (folder / "keys.pass").rename(tmp_path / "aside")
    assert "keys.pass is missing" in refused(folder).text
    (folder / "vault.json").unlink()
    assert "vault.json is missing" in refused(folder).text


def test_a_pipe_or_a_folder_in_place_of_a_file_does_not_hang(folder: Path) -> None:
    (folder / "keys.pass").unlink()
    os.mkfifo(folder / "keys.pass")
    assert "damaged" in refusal_text(folder)
    (folder / "keys.pass").unlink()
    (folder / "keys.pass").mkdir()
    assert "damaged" in refusal_text(folder)


def refusal_text(folder: Path) -> str:
    with pytest.raises(UnlockError) as caught:
        open_with_passphrase(folder, PASSPHRASE)
    return caught.value.text


def test_damaged_recovery_slot_leaves_the_passphrase_working(tmp_path: Path) -> None:
    keys, identity = copy_practice(tmp_path / "p")
    path = tmp_path / "p" / "keys.recovery.age"
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(bytes(data))
    with pytest.raises(UnlockError, match="recovery key file is damaged"):
        open_with_recovery(tmp_path / "p", identity.text)
    assert open_with_passphrase(tmp_path / "p", PASSPHRASE).payload == keys.payload


def test_a_computer_without_memory_says_so(folder: Path) -> None:
    code = (
        "import resource, sys, pathlib\n"
        "from lawdesk.vault.practice_folder import open_with_passphrase\n"
        "from lawdesk.errors import UnlockError\n"
        "used = int(open('/proc/self/statm').read().split()[0]) * resource.getpagesize()\n"
        "resource.setrlimit(resource.RLIMIT_AS, (used + (32 << 20), used + (32 << 20)))\n"
        "try:\n    open_with_passphrase(pathlib.Path(sys.argv[1]), 'x')\n"
        "except UnlockError as error:\n    print(error.text)\n"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", code, folder],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    assert "too little free memory" in done.stdout, done.stderr
