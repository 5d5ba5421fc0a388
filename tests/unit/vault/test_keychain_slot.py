"""The keychain slot: a trusted keychain opens the practice, any other trouble asks quietly.

The keychain is outside of LawDesk and is replaced here; the slot files are real.
"""

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as FailingKeyring

from lawdesk.vault import keyring_slot
from lawdesk.vault.keyring_slot import is_trusted, patiently, system_keychain
from lawdesk.vault.practice_folder import (
    OpenKeys,
    disable_keyring,
    enable_keyring,
    open_with_keyring,
    open_with_passphrase,
)
from lawdesk.vault.practice_list import list_practices
from practice_folders import PASSPHRASE, copy_practice, snapshot


class DrawerKeychain:
    """A keychain of the outside world, in memory."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


class ForgetfulKeychain(DrawerKeychain):
    def set_password(self, service: str, username: str, password: str) -> None:
        """Says nothing and keeps nothing."""


class PlaintextKeyring(KeyringBackend):
    """What keyrings.alt offers: a plain file."""

    priority = 99

    def get_password(self, service: str, username: str) -> str | None:
        return None

    def set_password(self, service: str, username: str, password: str) -> None:
        """Would write it to a plain file."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "practice"


@pytest.fixture
def keys(folder: Path) -> OpenKeys:
    return copy_practice(folder)[0]


def test_on_open_off(folder: Path, keys: OpenKeys) -> None:
    chain = DrawerKeychain()
    assert enable_keyring(folder, keys, lambda: chain)
    assert list(chain.kept) == [("LawDesk", keys.vault_id)]
    assert chain.kept["LawDesk", keys.vault_id].encode() not in b"".join(
        path.read_bytes() for path in folder.iterdir()
    )
    assert list_practices(folder.parent)[0].has_keyring_slot
    opened = open_with_keyring(folder, lambda: chain)
    assert opened is not None
    assert opened.payload == keys.payload
    assert opened.opened_by == "keyring"
    disable_keyring(folder, keys, lambda: chain)
    assert not chain.kept
    assert not list(folder.glob("*.keyring"))
    assert open_with_keyring(folder, lambda: chain) is None
    assert open_with_passphrase(folder, PASSPHRASE).payload == keys.payload


def trouble_missing() -> None:
    return None


def trouble_locked() -> DrawerKeychain:
    raise RuntimeError("the keychain is locked")


def trouble_hanging() -> DrawerKeychain:
    threading.Event().wait(60)
    return DrawerKeychain()


class AnsweringKeychain(DrawerKeychain):
    """Gives the same answer whatever it is asked for."""

    def __init__(self, answer: str) -> None:
        super().__init__()
        self._answer = answer

    def get_password(self, service: str, username: str) -> str | None:
        return self._answer


def trouble_empty() -> DrawerKeychain:
    return AnsweringKeychain("")


def trouble_replaced() -> DrawerKeychain:
    return AnsweringKeychain("ab" * 32)


def trouble_nonsense() -> DrawerKeychain:
    return AnsweringKeychain("not hex")


@pytest.mark.parametrize(
    "trouble",
    [
        trouble_missing,
        trouble_locked,
        trouble_hanging,
        trouble_empty,
        trouble_replaced,
        trouble_nonsense,
    ],
)
def test_trouble_means_asking_soon(
    folder: Path, keys: OpenKeys, trouble: keyring_slot.FindKeychain
) -> None:
    chain = DrawerKeychain()
    enable_keyring(folder, keys, lambda: chain)
    before = snapshot(folder)
    started = time.monotonic()
    assert open_with_keyring(folder, trouble) is None
    assert time.monotonic() - started < 4
    assert snapshot(folder) == before


@pytest.mark.parametrize("content", [b"", b"{}", b"[" * 9000, b"x" * 2_000_000])
def test_a_damaged_slot_file_means_asking(folder: Path, keys: OpenKeys, content: bytes) -> None:
    chain = DrawerKeychain()
    enable_keyring(folder, keys, lambda: chain)
    next(folder.glob("*.keyring")).write_bytes(content)
    assert open_with_keyring(folder, lambda: chain) is None


@pytest.mark.parametrize("find", [trouble_missing, trouble_locked, ForgetfulKeychain])
def test_a_keychain_that_keeps_nothing_makes_no_slot(
    folder: Path, keys: OpenKeys, find: keyring_slot.FindKeychain
) -> None:
    before = snapshot(folder)
    assert not enable_keyring(folder, keys, find)
    assert snapshot(folder) == before


def test_plain_text_and_unknown_keychains_are_not_trusted() -> None:
    PlaintextKeyring.__module__ = "keyrings.alt.file"
    for untrusted in (PlaintextKeyring, FailingKeyring):
        assert not is_trusted(untrusted())
    assert not is_trusted(DrawerKeychain())


def test_a_planted_configuration_is_never_followed(tmp_path: Path) -> None:
    config = tmp_path / "python_keyring"
    config.mkdir()
    (config / "keyringrc.cfg").write_text(
        "[backend]\ndefault-keyring=planted.Plain\n", encoding="ascii"
    )
    (tmp_path / "planted.py").write_text("raise SystemExit('the planted back end was loaded')")
    code = "from lawdesk.vault.keyring_slot import *; print(patiently(system_keychain))"
    environment = {
        "PYTHONPATH": f"{tmp_path}:{':'.join(sys.path)}",
        "XDG_CONFIG_HOME": str(tmp_path),
        "PYTHON_KEYRING_BACKEND": "planted.Plain",
    }
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "None"


def test_what_this_computer_offers_is_trusted_or_nothing() -> None:
    found = patiently(system_keychain)
    assert found is None or is_trusted(found)
