"""The convenience slot: a key kept by the system's keychain opens the payload on this computer.

What belongs here: which keychains are trusted, and never waiting for one. Every trouble with a
keychain means "ask for the passphrase"; nothing else depends on it. It is never the only slot.
"""

import importlib
import secrets
import threading
from collections.abc import Callable
from typing import Protocol, TypeVar

from lawdesk.vault import strict_json
from lawdesk.vault.keys import KeyPayload
from lawdesk.vault.sealed_slot import SealedSlot, WrongKey

FORMAT = "lawdesk-keychain-slot"
VERSION = 1
SERVICE = "LawDesk"
PATIENCE_SECONDS = 3.0

# Only stores that the system itself encrypts. Anything that a configuration file or a plug-in
# brings along, plain-text files above all, is not in this list and is never even imported.
TRUSTED = (
    ("keyring.backends.Windows", "WinVaultKeyring"),
    ("keyring.backends.macOS", "Keyring"),
    ("keyring.backends.SecretService", "Keyring"),
    ("keyring.backends.kwallet", "DBusKeyring"),
    ("keyring.backends.kwallet", "DBusKeyringKWallet4"),
)

Answer = TypeVar("Answer")


class Keychain(Protocol):
    """What LawDesk needs of a keychain."""

    def get_password(self, service: str, username: str) -> str | None:
        """The secret kept under these names, if any."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a secret under these names."""

    def delete_password(self, service: str, username: str) -> None:
        """Forget the secret under these names."""


FindKeychain = Callable[[], Keychain | None]


def system_keychain() -> Keychain | None:
    """The first trusted keychain that works on this computer, if any. May hang: see `patiently`."""
    for module, name in TRUSTED:
        backend = getattr(importlib.import_module(module), name)
        if backend.viable:
            found: Keychain = backend()
            return found
    return None


def is_trusted(keychain: object) -> bool:
    """Whether the keychain is of exactly one of the trusted kinds."""
    kind = type(keychain)
    return (kind.__module__, kind.__qualname__) in TRUSTED


def patiently(ask: Callable[[], Answer], seconds: float = PATIENCE_SECONDS) -> Answer | None:
    """What `ask` gives, or None when it fails or has not answered after `seconds`.

    A keychain may wait for a dialog that nobody sees. Its thread is left behind then; it does not
    keep the program from ending.
    """
    answers: list[Answer] = []

    def run() -> None:
        try:
            answers.append(ask())
        except Exception:  # noqa: BLE001 keychains raise whatever their system raises
            return

    thread = threading.Thread(target=run, name="keychain", daemon=True)
    thread.start()
    thread.join(seconds)
    return answers[0] if answers else None


def store_new_key(find: FindKeychain, vault_id: str) -> bytes | None:
    """Put a fresh key into the keychain; None when it was not kept there for certain."""
    key = secrets.token_bytes(32)

    def store() -> bool:
        keychain = find()
        if keychain is None:
            return False
        keychain.set_password(SERVICE, vault_id, key.hex())
        return keychain.get_password(SERVICE, vault_id) == key.hex()

    return key if patiently(store) else None


def fetch_key(find: FindKeychain, vault_id: str) -> bytes | None:
    """The key that the keychain holds for this practice, or None, within `PATIENCE_SECONDS`."""

    def fetch() -> bytes | None:
        keychain = find()
        kept = keychain.get_password(SERVICE, vault_id) if keychain else None
        return bytes.fromhex(kept) if kept else None

    key = patiently(fetch)
    return key if key is not None and len(key) == 32 else None


def forget_key(find: FindKeychain, vault_id: str) -> None:
    """Take the key out of the keychain, as far as it lets us."""

    def forget() -> None:
        keychain = find()
        if keychain is not None:
            keychain.delete_password(SERVICE, vault_id)

    patiently(forget)


def seal(payload: KeyPayload, key: bytes, vault_id: str) -> bytes:
    """The slot file that opens with the keychain's key."""
    header: dict[str, object] = {"format": FORMAT, "version": VERSION, "vault_id": vault_id}
    return SealedSlot.seal(header, key, payload.to_json()).to_file()


def open_slot(data: bytes, key: bytes, vault_id: str) -> KeyPayload | None:
    """The payload, or None when file and key do not fit: the passphrase is asked for then."""
    try:
        slot = SealedSlot.from_file(data)
        if strict_json.text(slot.header, "format") != FORMAT:
            return None
        if strict_json.text(slot.header, "vault_id") != vault_id:
            return None
        return KeyPayload.from_json(slot.open(key))
    except (ValueError, WrongKey):
        return None
