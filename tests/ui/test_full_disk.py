"""A disk that fills up while one works: a sentence, nothing lost, and it goes on afterwards."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from lawdesk.domain.clients import ContactKind
from lawdesk.domain.matters import MatterId
from lawdesk.errors import StorageError
from lawdesk.operations.clients import add_client, set_contacts
from lawdesk.operations.drafts import make_draft
from lawdesk.operations.invoices import issue_invoice
from lawdesk.operations.matters import open_matter
from lawdesk.operations.time_entries import add_time_entry
from lawdesk.operations.timers import start_timer
from lawdesk.store import timers
from lawdesk.ui.desk import Desk
from lawdesk.ui.invoice_wording import texts_of_draft
from practice_room import FRIDAY
from program_room import ProgramRoom, program_room

_HALF_MIB = bytes(1 << 19)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, of 6 MiB."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(place)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("no file system can be mounted here")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


@pytest.fixture
def room(
    tmp_path: Path, disk: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[ProgramRoom]:
    """An unlocked practice on that disk, with one matter that has an entry and a draft."""
    with program_room(tmp_path, qtbot, monkeypatch) as made:
        made.make_practice()
        shutil.move(made.folder, disk / "practice")
        made.begin(disk / "practice")
        made.unlock()
        yield made


def fill(disk: Path) -> Path:
    """Take all the space there is."""
    ballast = disk / "ballast"
    ballast.write_bytes(bytes(shutil.disk_usage(disk).free))
    assert shutil.disk_usage(disk).free == 0
    return ballast


def matter_with_work(room: ProgramRoom) -> MatterId:
    desk, now = room.office.desk, room.clock.now()
    client = desk.transact(add_client, "Maria Alvarez", now=now.at)
    desk.transact(set_contacts, client, ContactKind.ADDRESS, ["1 Court Street\nOakland"])
    matter = desk.transact(open_matter, client, "Alvarez v. Northgate", now=now)
    desk.transact(add_time_entry, matter, worked_on=FRIDAY, seconds=3600, narrative="x", now=now)
    return matter


def start_clock(room: ProgramRoom) -> tuple[Callable[[], object], str]:
    desk, matter = room.office.desk, matter_with_work(room)
    return (
        lambda: desk.transact(start_timer, matter, now=room.clock.now(), narrative="n" * 200),
        "SELECT count(*) FROM time_intervals WHERE ended_at IS NULL",
    )


def issue(room: ProgramRoom) -> tuple[Callable[[], object], str]:
    desk, now = room.office.desk, room.clock.now()
    draft = desk.transact(make_draft, matter_with_work(room), now=now)
    texts = texts_of_draft(desk.read, draft, desk.clock.now())
    return (
        lambda: desk.transact(issue_invoice, draft, texts, now=now),
        "SELECT count(*) FROM issued_invoices",
    )


Prepare = Callable[[ProgramRoom], tuple[Callable[[], object], str]]


@pytest.mark.parametrize("prepare", [start_clock, issue])
def test_a_full_disk_refuses_the_step_and_it_works_once_there_is_space(
    room: ProgramRoom, disk: Path, prepare: Prepare
) -> None:
    act, counted = prepare(room)
    read = room.office.desk.read
    ballast = fill(disk)
    with pytest.raises(StorageError, match="full"):
        act()
    assert read.number(counted) == 0
    assert read.number("SELECT count(*) FROM time_entries") == 1  # the program reads on
    ballast.unlink()
    act()
    assert read.number(counted) == 1
    assert _whole(room.office.desk)


def test_a_full_disk_leaves_no_half_document(room: ProgramRoom, disk: Path) -> None:
    documents = room.office.desk.documents
    ballast = fill(disk)
    with pytest.raises(StorageError, match="full"):
        documents.seal_bytes(_HALF_MIB)
    docs = disk / "practice" / "docs"
    assert not docs.exists() or [p for p in docs.rglob("*") if p.is_file()] == []
    ballast.unlink()
    sealed = documents.seal_bytes(_HALF_MIB)
    assert documents.unseal(sealed) == _HALF_MIB


def test_the_lock_works_on_a_full_disk_and_the_clock_is_kept(room: ProgramRoom, disk: Path) -> None:
    act, _counted = start_clock(room)
    act()
    ballast = fill(disk)
    assert room.program is not None
    room.program.lock()
    assert room.is_locked()
    ballast.unlink()
    assert timers.find_running(room.unlock().desk.read) is not None


def _whole(desk: Desk) -> bool:
    return desk.read.values("PRAGMA integrity_check") == ["ok"] and not desk.read.values(
        "PRAGMA cipher_integrity_check"
    )
