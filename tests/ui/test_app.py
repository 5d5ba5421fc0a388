"""The program as a whole: lock and unlock, the clock behind the lock, a second start."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot
from sqlcipher3.dbapi2 import ProgrammingError

from lawdesk.app.instance import Instance
from lawdesk.domain.matters import MatterId
from lawdesk.logs import LocalLog, describe
from lawdesk.operations.clients import add_client
from lawdesk.operations.matters import open_matter
from lawdesk.operations.timers import start_timer
from lawdesk.store import practice, timers
from lawdesk.ui.crash_dialog import CrashDialog
from lawdesk.ui.office import Office
from lawdesk.ui.things import Place
from practice_folders import PASSPHRASE
from program_room import ProgramRoom, program_room
from source_tree import ROOT


@pytest.fixture
def room(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[ProgramRoom]:
    with program_room(tmp_path, qtbot, monkeypatch) as made:
        made.make_practice()
        yield made


def start_clock(room: ProgramRoom, office: Office) -> MatterId:
    """A clock on a matter of Maria Alvarez."""
    now = room.clock.now()
    client = office.desk.transact(add_client, "Maria Alvarez", now=now.at)
    matter = office.desk.transact(open_matter, client, "Alvarez v. Northgate", now=now)
    office.desk.transact(start_timer, matter, now=now, narrative="Reply brief")
    return matter


def lock(room: ProgramRoom) -> None:
    QTest.keyClick(room.front, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    room.wait(room.is_locked)


def test_ctrl_l_locks_and_unlock_comes_back_to_the_same_page_and_thing(room: ProgramRoom) -> None:
    room.begin()
    office = room.unlock()
    matter = start_clock(room, office)
    office.open_thing("matter", matter)
    lock(room)
    assert "Locked" in room.texts() or "locked because you locked it at 09:00" in room.texts()
    assert "Alvarez" not in room.texts()
    assert "Alvarez" not in room.front.windowTitle()
    office = room.unlock()
    assert office.place() == Place("matters", matter)


def test_locking_gives_keys_and_database_away(room: ProgramRoom) -> None:
    room.begin()
    office = room.unlock()
    keys, desk = office._keys, office.desk
    lock(room)
    assert bytes(keys.payload.database_key) == bytes(32)
    with pytest.raises(ProgrammingError, match="closed"):
        desk.read.number("SELECT 1")


def test_what_is_being_typed_is_saved_by_the_lock(room: ProgramRoom) -> None:
    room.begin()
    office = room.unlock()
    office.show_place(Place("settings"))
    title = room.find(QLineEdit, "Title")
    title.setFocus()
    title.selectAll()
    QTest.keyClicks(title, "Solicitor")
    lock(room)
    assert practice.get(room.unlock().desk.read).title == "Solicitor"


def test_the_clock_runs_on_behind_the_lock(room: ProgramRoom) -> None:
    room.begin()
    office = room.unlock()
    start_clock(room, office)
    lock(room)
    room.pass_time(2830)
    assert "0:47:10" in room.texts()
    assert "the clock is running" in room.texts()
    office = room.unlock()
    running = timers.find_running_clock(office.desk.read)
    assert running is not None
    assert running.seconds_at(room.clock.at) == 2830


def test_stop_while_locked_is_a_moment_and_applies_after_the_unlock(room: ProgramRoom) -> None:
    room.begin()
    office = room.unlock()
    start_clock(room, office)
    lock(room)
    room.pass_time(60)
    assert "0:01:00" in room.texts()
    room.click("Stop")
    note = room.folder / "clock.stop"
    assert json.loads(note.read_bytes()) == {"stopped_at": room.clock.at}
    room.click("Undo")
    assert not note.exists()
    room.clock.go_on(60)
    room.click("Stop")
    room.clock.go_on(100)
    office = room.unlock()
    assert timers.find_running(office.desk.read) is None
    assert office.desk.read.number("SELECT sum(raw_seconds) FROM time_entries") == 120
    assert not note.exists()


def test_real_sleep_behind_the_lock_is_doubted_and_the_lock_itself_is_not(
    room: ProgramRoom,
) -> None:
    room.begin()
    office = room.unlock()
    start_clock(room, office)
    lock(room)
    room.pass_time(600)
    slept_at = room.clock.at
    room.clock.go_on(3600)
    room.pass_time(60)
    office = room.unlock()
    undecided = timers.list_undecided(office.desk.read)
    assert [(stretch.started_at, stretch.ended_at) for stretch in undecided] == [
        (slept_at, slept_at + 3660)
    ]


def test_idle_time_locks_and_says_so(room: ProgramRoom) -> None:
    room.begin()
    room.unlock()
    room.pass_time(540)
    QTest.keyClick(room.front, Qt.Key.Key_Shift)
    room.pass_time(540)
    assert not room.is_locked()
    room.pass_time(60)
    room.wait(room.is_locked)
    assert "nothing happened for 10 min" in room.texts()


def test_sleep_locks(room: ProgramRoom) -> None:
    room.begin()
    room.unlock()
    room.clock.go_on(3600)
    room.wait(room.is_locked)
    assert "the computer was asleep" in room.texts()


def test_plain_files_of_the_session_are_swept(room: ProgramRoom) -> None:
    plain = room.home / "runtime" / "opened" / "letter.pdf"
    plain.parent.mkdir(parents=True)
    plain.write_bytes(b"%PDF")
    room.begin()
    room.wait(lambda: not plain.exists())


def test_palette_finds_a_matter_and_goes_there(room: ProgramRoom) -> None:
    room.begin()
    office = room.unlock()
    matter = start_clock(room, office)
    QTest.keyClick(room.front, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    line = room.find(QLineEdit, "Search clients, matters, invoices and commands")
    QTest.keyClicks(line, "northg")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert office.place() == Place("matters", matter)


def test_ctrl_space_stops_and_ctrl_z_takes_it_back(room: ProgramRoom) -> None:
    room.begin()
    office = room.unlock()
    start_clock(room, office)
    room.pass_time(90)
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(room.front, Qt.Key.Key_Space, control)
    assert timers.find_running(office.desk.read) is None
    office.window.nav.setFocus()
    QTest.keyClick(room.front, Qt.Key.Key_Z, control)
    assert timers.find_running(office.desk.read) is not None
    assert "runs on as if it had not been stopped" in office.window.messages.text()


def test_f1_and_question_mark_explain(room: ProgramRoom) -> None:
    room.begin()
    office = room.unlock()
    office.show_place(Place("invoices"))
    office.window.actions_registry.get("help").trigger()
    assert "Issuing draws the next number" in room.texts()
    office.window.actions_registry.get("keys").trigger()
    assert "Shortcuts" in room.texts()


def test_a_second_start_calls_the_first(qtbot: QtBot) -> None:
    first, second = Instance(f"lawdesk-test-{os.getpid()}"), Instance(f"lawdesk-test-{os.getpid()}")
    assert not second.call_first({"toggle_timer": True})
    assert first.become_first()
    with qtbot.waitSignal(first.called) as heard:
        assert second.call_first({"toggle_timer": True, "practice": None})
    assert heard.args == [{"toggle_timer": True, "practice": None}]
    first.close()


def test_toggle_timer_of_a_second_process_stops_the_clock(room: ProgramRoom) -> None:
    from lawdesk.app.instance_name import instance_name

    program = room.begin()
    office = room.unlock()
    start_clock(room, office)
    first = Instance(instance_name())
    first.called.connect(program.answer)
    assert first.become_first()
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-m", "lawdesk", "--toggle-timer"]
    with subprocess.Popen(command, env=environment) as second:
        room.wait(lambda: timers.find_running(office.desk.read) is None)
        assert second.wait(timeout=20) == 0
    first.close()


def test_of_two_starts_in_the_same_moment_one_goes_on(tmp_path: Path) -> None:
    environment = os.environ | {
        "PYTHONPATH": str(ROOT / "src"),
        "LAWDESK_HOME": str(tmp_path),
        "QT_QPA_PLATFORM": "offscreen",
    }
    command = [sys.executable, "-m", "lawdesk"]
    started = [subprocess.Popen(command, env=environment) for _turn in range(2)]
    until = time.monotonic() + 20
    while all(run.poll() is None for run in started) and time.monotonic() < until:
        time.sleep(0.05)
    ended = [run.poll() for run in started]
    for run in started:
        run.kill()
        run.wait()
    assert sorted(ended, key=str) == [0, None]


def test_toggle_while_locked_notes_a_stop(room: ProgramRoom) -> None:
    program = room.begin()
    start_clock(room, room.unlock())
    lock(room)
    room.clock.go_on(30)
    program.answer({"toggle_timer": True})
    assert (room.folder / "clock.stop").exists()
    assert timers.find_running(room.unlock().desk.read) is None


@pytest.mark.parametrize("option", ["--version", "--self-test"])
def test_questions_that_need_no_window(option: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "lawdesk", option],
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "LawDesk 0.1.0" in done.stdout
    assert "FAILED" not in done.stdout


def _fail_twice() -> None:
    try:
        int("Maria Alvarez owes 1,036.90")
    except ValueError as error:
        raise KeyError("six secret words") from error


def test_the_log_holds_places_and_no_words(tmp_path: Path) -> None:
    log = LocalLog(tmp_path, lambda: 1)
    with pytest.raises(KeyError) as caught:
        _fail_twice()
    assert log.note_error(caught.value) == describe(caught.value)
    written = (tmp_path / "lawdesk.log").read_text(encoding="utf-8")
    assert "builtins.KeyError" in written
    assert "builtins.ValueError" in written
    assert "test_app.py" in written
    for secret in ("Alvarez", "1,036.90", "secret"):
        assert secret not in written
    for _line in range(3000):
        log.note("x" * 100)
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) < 600_000


def test_the_crash_dialog_saves_where_it_is_told(tmp_path: Path, qtbot: QtBot) -> None:
    target = tmp_path / "report.txt"
    dialog = CrashDialog("builtins.ValueError", choose_file=lambda _parent: str(target))
    qtbot.addWidget(dialog)
    dialog.show()
    dialog._on_save_clicked()
    assert target.read_text(encoding="utf-8") == "builtins.ValueError"


def test_passphrase_is_the_rooms(room: ProgramRoom) -> None:
    assert PASSPHRASE.strip() != PASSPHRASE  # inner and outer spaces count
    room.begin()
    room.try_passphrase(PASSPHRASE.strip())
    assert "does not open" in room.refusal()
