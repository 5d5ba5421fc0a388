"""The program dies at every step of a slot change; the practice opens all the same.

A forked child dies without cleaning up at the n-th file step (open, sync, rename, unlink), for
every n until the change is through. The key files are derived once, since Argon2 is slow by design;
what is then in force is told by comparing bytes with files that were shown to open.
"""

import dataclasses
import os
import sys
from pathlib import Path

import pytest

from lawdesk.errors import UnlockError
from lawdesk.vault import practice_folder
from lawdesk.vault.keys import KeyPayload
from lawdesk.vault.passphrase_slot import LOWEST
from lawdesk.vault.practice_file import read_practice_file
from lawdesk.vault.practice_folder import (
    OpenKeys,
    create_practice,
    open_with_passphrase,
    open_with_recovery,
    remove_superseded_slots,
)
from lawdesk.vault.recovery import RecoveryIdentity
from practice_folders import PASSPHRASE, copy_practice

DEATH = 77


class Executioner:
    """Ends the process at the n-th step that touches the folder."""

    def __init__(self, folder: Path, steps: int) -> None:
        self._folder = str(folder)
        self._left = steps
        self._sync = os.fsync

    def watch(self) -> None:
        sys.addaudithook(self._on_event)
        os.fsync = self._on_sync  # type: ignore[assignment]

    def _on_event(self, event: str, arguments: tuple[object, ...]) -> None:
        if event in ("open", "os.rename", "os.remove") and self._folder in str(arguments[0]):
            self._step()

    def _on_sync(self, handle: int) -> None:
        self._step()
        self._sync(handle)
        self._step()

    def _step(self) -> None:
        self._left -= 1
        if self._left < 0:
            os._exit(DEATH)


@dataclasses.dataclass(frozen=True)
class Change:
    """A slot change with its key files ready, and what opens before and after it."""

    folder: Path
    keys: OpenKeys
    slots: tuple[practice_folder._NewSlot, ...]
    payload: KeyPayload

    def run(self) -> None:
        practice = practice_folder._same_practice(self.folder, self.keys)
        practice_folder._write_slots(self.folder, practice, self.payload, self.slots)

    def dies_after(self, steps: int) -> bool:
        child = os.fork()
        if child == 0:
            try:
                Executioner(self.folder, steps).watch()
                self.run()
            except BaseException:  # noqa: BLE001 a child never goes on in the test's code
                os._exit(1)
            os._exit(0)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        assert code in (0, DEATH)
        return code == DEATH


def bytewise(slot: practice_folder._NewSlot, payload: object) -> practice_folder._NewSlot:
    """The same slot, tested after writing by its bytes: it was opened in the test's beginning."""
    opened = slot.reopen(slot.data)
    assert opened == payload
    return dataclasses.replace(slot, reopen=lambda kept: opened if kept == slot.data else None)


def new_slots(
    kinds: str, keys: OpenKeys, payload: KeyPayload, identity: RecoveryIdentity
) -> tuple[practice_folder._NewSlot, ...]:
    made = []
    if "p" in kinds:
        made.append(practice_folder._passphrase_slot(payload, "new", keys.vault_id, LOWEST))
    if "r" in kinds:
        made.append(practice_folder._recovery_slot(payload, identity))
    return tuple(bytewise(slot, payload) for slot in made)


def named_contents(folder: Path) -> set[bytes]:
    return {(folder / slot.file).read_bytes() for slot in read_practice_file(folder).slots}


@pytest.mark.parametrize(("kinds", "generation"), [("p", 1), ("r", 1), ("pr", 2)])
def test_dying_at_every_step(tmp_path: Path, kinds: str, generation: int) -> None:
    keys, _identity = copy_practice(tmp_path / "original")
    before = named_contents(tmp_path / "original")
    payload = dataclasses.replace(keys.payload, generation=generation)
    slots = new_slots(kinds, keys, payload, RecoveryIdentity.generate())
    copy_practice(tmp_path / "whole")
    Change(tmp_path / "whole", keys, slots, payload).run()
    after = named_contents(tmp_path / "whole")
    assert before != after
    states, died, steps = [], True, 0
    while died:
        folder = tmp_path / f"practice-{steps}"
        copy_practice(folder)
        died = Change(folder, keys, slots, payload).dies_after(steps)
        found = named_contents(folder)
        assert found in (before, after)
        states.append(found == after)
        remove_superseded_slots(folder)
        assert named_contents(folder) == found
        assert {path.read_bytes() for path in folder.glob("keys*")} == found
        steps += 1
    assert states == sorted(states), "once in force, always in force"
    assert states.count(False) > 6
    assert states.count(True) > 2


def test_the_program_dies_in_the_middle_and_both_ways_open(tmp_path: Path) -> None:
    keys, identity = copy_practice(tmp_path / "p")
    slots = new_slots("p", keys, keys.payload, identity)
    assert Change(tmp_path / "p", keys, slots, keys.payload).dies_after(5)
    assert open_with_passphrase(tmp_path / "p", PASSPHRASE).payload == keys.payload
    assert open_with_recovery(tmp_path / "p", identity.text).payload == keys.payload
    with pytest.raises(UnlockError):
        open_with_passphrase(tmp_path / "p", "new")
    practice_folder.change_passphrase(tmp_path / "p", keys, "after", LOWEST)
    assert open_with_passphrase(tmp_path / "p", "after").payload == keys.payload


def test_a_practice_half_made_can_be_made_again(tmp_path: Path) -> None:
    (tmp_path / "keys.pass").write_bytes(b"left behind by a crash before vault.json was there")
    keys, _identity = create_practice(tmp_path, "x", "Office", LOWEST)
    assert open_with_passphrase(tmp_path, "x").payload == keys.payload
