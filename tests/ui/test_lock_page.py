"""The lock screen: what opens, what does not, and that nothing is changed by trying."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from lawdesk.operations.clients import add_client
from lawdesk.store import clients
from lawdesk.store.database import Database
from lawdesk.ui.pages.lock_page import LockPage
from lawdesk.ui.pages.settings_page import SettingsPage
from lawdesk.ui.things import Place
from lawdesk.vault import strict_json
from lawdesk.vault.failed_tries import FailedTries
from lawdesk.vault.practice_file import read_practice_file
from practice_folders import PASSPHRASE, snapshot
from program_room import ProgramRoom, program_room

Break = Callable[[Path], None]


@pytest.fixture
def room(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[ProgramRoom]:
    with program_room(tmp_path, qtbot, monkeypatch) as made:
        yield made


def kept(folder: Path) -> dict[str, str]:
    """Everything in the folder but the lock file, which says who looked last."""
    return {name: mark for name, mark in snapshot(folder).items() if name != "practice.lock"}


def test_the_lock_screen_shows_the_label_and_takes_the_keyboard(room: ProgramRoom) -> None:
    room.make_practice()
    room.begin()
    assert "Kanzlei Ülker & Söhne" in room.texts()
    room.qtbot.waitUntil(lambda: room.find(QLineEdit, "Passphrase").hasFocus())
    assert room.find(QLineEdit, "Passphrase").echoMode() is QLineEdit.EchoMode.Password


def test_a_wrong_passphrase_gets_the_same_words_and_a_growing_delay(room: ProgramRoom) -> None:
    room.make_practice()
    before = kept(room.folder)
    room.begin()
    said = set()
    for tries in range(1, 4):
        room.try_passphrase(f"wrong {tries}")
        said.add(room.refusal())
        assert "wrong" not in room.texts()
    assert len(said) == 1
    assert "does not open the practice; nothing was changed" in said.pop()
    waiting = room.find(QPushButton, "Try again in")
    assert not waiting.isEnabled()
    room.wait(waiting.isEnabled)
    assert kept(room.folder) == before
    office = room.unlock()
    acts = office.desk.read.values("SELECT detail FROM audit_records WHERE act = 'failed unlock'")
    assert acts == ["3"]


def test_nothing_typed_is_no_try(room: ProgramRoom) -> None:
    room.make_practice()
    room.begin()
    room.click("Unlock")
    assert "Type the passphrase." in room.errors()


def test_caps_lock_is_noticed(room: ProgramRoom) -> None:
    room.make_practice()
    room.begin()
    edit = room.find(QLineEdit, "Passphrase")
    QTest.sendKeyEvent(
        QTest.KeyAction.Click, edit, Qt.Key.Key_A, "A", Qt.KeyboardModifier.NoModifier
    )
    assert "Caps Lock is on" in room.texts()


def zero_bytes(folder: Path) -> None:
    (folder / "vault.db").write_bytes(b"")


def no_database(folder: Path) -> None:
    (folder / "vault.db").unlink()


def plain_sqlite(folder: Path) -> None:
    (folder / "vault.db").unlink()
    with sqlite3.connect(folder / "vault.db") as plain:
        plain.execute("CREATE TABLE clients (name TEXT)")
    plain.close()


def anothers_database(folder: Path) -> None:
    key, salt = bytes(range(32)), bytes(range(16))
    from lawdesk.store.database import create_database_file

    (folder / "vault.db").unlink()
    create_database_file(folder / "vault.db", key, salt)


def no_key_file(folder: Path) -> None:
    (folder / "keys.pass").unlink()


def damaged_key_file(folder: Path) -> None:
    path = folder / "keys.pass"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))


def no_vault_json(folder: Path) -> None:
    (folder / "vault.json").write_bytes(b"{}")


def hostile_argon2(folder: Path) -> None:
    """A key file that asks for 64 GiB; its checksum is right."""
    path = folder / "keys.pass"
    members = strict_json.parse_checked(path.read_bytes())
    assert "memory_kib" in members
    members["memory_kib"] = 64 * 1024 * 1024
    path.write_bytes(strict_json.with_checksum(members))


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (zero_bytes, "empty (0 bytes)"),
        (no_database, "is missing"),
        (plain_sqlite, "unencrypted file"),
        (anothers_database, "belongs to another practice"),
        (no_key_file, "keys.pass is missing"),
        (damaged_key_file, "key file is damaged"),
        (no_vault_json, "vault.json is damaged"),
        (hostile_argon2, "unsafe amount of work"),
    ],
)
def test_a_bad_practice_gets_a_sentence_and_stays_as_it_is(
    room: ProgramRoom, damage: Break, words: str
) -> None:
    room.make_practice()
    damage(room.folder)
    before = kept(room.folder)
    room.begin()
    room.try_passphrase(PASSPHRASE)
    room.wait(lambda: words in room.texts())
    assert room.is_locked()
    assert kept(room.folder) == before
    assert room.find(QLineEdit, "Passphrase").isEnabled()


def test_a_newer_database_is_refused(room: ProgramRoom) -> None:
    keys, _identity = room.make_practice()
    payload = keys.payload
    path = room.folder / "vault.db"
    database = Database(path, payload.database_key, payload.database_salt)
    database.run_script("", 9999)
    database.close()
    before = kept(room.folder)
    room.begin()
    room.try_passphrase(PASSPHRASE)
    room.wait(lambda: "newer LawDesk" in room.texts())
    assert kept(room.folder) == before


def test_a_practice_open_elsewhere_names_who_has_it(room: ProgramRoom) -> None:
    room.make_practice()
    code = (
        "import sys, pathlib; from lawdesk.vault.practice_lock import PracticeLock\n"
        "lock = PracticeLock.acquire(pathlib.Path(sys.argv[1]), 1_800_000_000)\n"
        "print('held', flush=True); sys.stdin.read()"
    )
    paths = {"PYTHONPATH": ":".join(sys.path)}
    other = subprocess.Popen(
        [sys.executable, "-c", code, room.folder],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=paths,
    )
    assert other.stdout is not None
    assert other.stdin is not None
    with other:
        assert other.stdout.readline() == b"held\n"
        room.begin()
        room.try_passphrase(PASSPHRASE)
        room.wait(lambda: f"process {other.pid}" in room.texts())
        assert room.is_locked()
        other.stdin.close()
        other.wait(timeout=10)
    room.unlock()


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own that can be filled and made read-only."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", place],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("no file system can be mounted here")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


def test_a_read_only_disk_is_told_and_left_alone(room: ProgramRoom, disk: Path) -> None:
    room.make_practice()
    shutil.move(room.folder, disk / "practice")
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    before = snapshot(disk / "practice")
    room.begin(disk / "practice")
    room.try_passphrase(PASSPHRASE)
    room.wait(lambda: "read-only" in room.texts())
    assert room.is_locked()
    assert snapshot(disk / "practice") == before


def test_a_full_disk_is_told_and_nothing_is_lost(room: ProgramRoom, disk: Path) -> None:
    room.make_practice()
    shutil.move(room.folder, disk / "practice")
    free = shutil.disk_usage(disk).free
    (disk / "ballast").write_bytes(bytes(free))
    assert shutil.disk_usage(disk).free == 0
    before = kept(disk / "practice")
    room.begin(disk / "practice")
    room.try_passphrase(PASSPHRASE)
    room.wait(lambda: "full" in room.texts())
    assert room.is_locked()
    assert kept(disk / "practice") == before
    (disk / "ballast").unlink()
    room.unlock()


def test_the_recovery_sheet_opens_and_sets_a_new_passphrase(room: ProgramRoom) -> None:
    _keys, identity = room.make_practice()
    room.begin()
    room.click("Use the recovery sheet")
    typed = room.find(QPlainTextEdit, "Recovery key")
    slip = identity.groups()[0][::-1].lower()
    typed.setPlainText(" ".join((slip, *identity.groups()[1:])))
    room.click("Open with the sheet")
    room.wait(lambda: "group" in room.errors().lower())
    typed.setPlainText("\n".join(identity.groups()).lower())
    room.click("Open with the sheet")
    room.wait(lambda: "Choose a new passphrase" in room.texts())
    words = room.find(QLabel, "The six words").text()
    assert len(words.split()) == 6
    QTest.keyClicks(room.find(QLineEdit, "Type it once more"), words)
    room.click("Set this passphrase")
    room.wait(lambda: room.program is not None and room.program.office is not None)
    assert room.program is not None
    room.program.lock()
    room.try_passphrase(PASSPHRASE)
    assert "does not open" in room.refusal()
    room.unlock(words)


def test_one_of_several_practices_is_chosen(room: ProgramRoom) -> None:
    room.make_practice("practice")
    room.make_practice("second")
    room.begin()
    page = room.front
    assert isinstance(page, LockPage)
    chooser = room.find(QComboBox, "Practice")
    first = page.folder()
    QTest.keyClick(chooser, Qt.Key.Key_Down)
    assert page.folder() != first
    office = room.unlock()
    assert office.window.isVisible()


def test_an_older_database_is_opened_with_consent(room: ProgramRoom) -> None:
    room.make_practice()
    room.begin()
    room.unlock()
    assert room.program is not None
    old = room.home / "old.db"
    room.program.lock()
    shutil.copy(room.folder / "vault.db", old)
    office = room.unlock()
    office.desk.do(add_client, "Maria Alvarez", now=1)
    room.program.lock()
    shutil.copy(old, room.folder / "vault.db")
    room.try_passphrase(PASSPHRASE)
    room.wait(lambda: "older than the one last seen" in room.texts())
    assert room.is_locked()
    room.click("Open it all the same")
    assert not room.is_locked()


def test_the_delay_outlives_the_program_and_no_other_way_shortens_it(room: ProgramRoom) -> None:
    room.make_practice()
    vault_id = read_practice_file(room.folder).vault_id
    FailedTries(room.home / "state" / "tries").note(vault_id, 5)
    room.begin()
    waiting = room.find(QPushButton, "Try again in")
    assert not waiting.isEnabled()
    room.click("Use the recovery sheet")
    room.find(QPlainTextEdit, "Recovery key").setPlainText("nonsense")
    room.click("Open with the sheet")
    room.wait(lambda: bool(room.errors()))
    assert not waiting.isEnabled()
    room.click("Use the passphrase")
    room.wait(waiting.isEnabled)
    office = room.unlock()
    acts = office.desk.read.values("SELECT detail FROM audit_records WHERE act = 'failed unlock'")
    assert acts == ["5"]
    assert not list((room.home / "state" / "tries").iterdir())


def test_a_practice_in_a_sync_folder_is_warned_of(room: ProgramRoom) -> None:
    room.make_practice()
    synced = room.home / "Dropbox"
    synced.mkdir()
    shutil.move(room.folder, synced / "practice")
    (synced / "practice" / "vault (conflicted copy).db").touch()
    room.begin(synced / "practice")
    assert "a folder that Dropbox copies elsewhere" in room.texts()
    assert "vault (conflicted copy).db" in room.texts()
    room.unlock().show_place(Place("settings"))
    page = room.office.window.page("settings")
    assert isinstance(page, SettingsPage)
    page.show_part("security")
    assert "a folder that Dropbox copies elsewhere" in room.texts()


def test_an_old_journal_is_set_aside_with_consent(room: ProgramRoom) -> None:
    keys, _identity = room.make_practice()
    payload = keys.payload
    database = Database(room.folder / "vault.db", payload.database_key, payload.database_salt)
    with suppress(KeyboardInterrupt), database.transaction() as tx:
        tx.values("PRAGMA cache_size = 2")
        for number in range(200):
            add_client(tx, f"{number} {'x' * 250}", now=1)
        journal = (room.folder / "vault.db-journal").read_bytes()
        raise KeyboardInterrupt
    with database.transaction() as tx:
        add_client(tx, "Maria Alvarez", now=2)
    database.close()
    (room.folder / "vault.db-journal").write_bytes(journal)
    room.begin()
    room.try_passphrase(PASSPHRASE)
    room.wait(lambda: "An interrupted change from another time" in room.texts())
    room.click("Open it all the same")
    assert clients.count(room.office.desk.read) == 1
