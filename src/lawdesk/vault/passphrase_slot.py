"""The passphrase slot: Argon2id makes the key that opens the payload.

What belongs here: what a passphrase is made of before it is used, what work it costs, and the
limits that a key file from elsewhere must keep before any memory is asked for.
"""

import secrets
import unicodedata
from dataclasses import dataclass

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from lawdesk.errors import UnlockError
from lawdesk.translation import _
from lawdesk.vault import strict_json
from lawdesk.vault.keys import KeyPayload
from lawdesk.vault.sealed_slot import SealedSlot, WrongKey

FORMAT = "lawdesk-passphrase-slot"
VERSION = 1
LONGEST_PASSPHRASE = 1024


class WrongPassphrase(UnlockError):
    """The passphrase does not open the practice; the words are always the same."""

    def __init__(self) -> None:
        super().__init__(
            _("This passphrase does not open the practice; nothing was changed."),
            _("Check Caps Lock, the keyboard language and the spaces between the words."),
        )


@dataclass(frozen=True)
class Argon2Cost:
    """The work of one try: memory in KiB, passes over it, and lanes."""

    memory_kib: int
    passes: int
    lanes: int

    def within_limits(self) -> bool:
        """Neither so cheap that guessing pays, nor so dear that it takes the computer down."""
        return (
            LOWEST.memory_kib <= self.memory_kib <= HIGHEST.memory_kib
            and LOWEST.passes <= self.passes <= HIGHEST.passes
            and LOWEST.lanes <= self.lanes <= HIGHEST.lanes
        )


STANDARD = Argon2Cost(memory_kib=256 * 1024, passes=3, lanes=4)
LOWEST = Argon2Cost(memory_kib=64 * 1024, passes=3, lanes=4)
HIGHEST = Argon2Cost(memory_kib=2 * 1024 * 1024, passes=20, lanes=16)


def prepare(passphrase: str) -> bytearray:
    """The bytes that are hashed: NFKC, so that every keyboard's ü is the same; spaces stay."""
    return bytearray(unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass"))


def seal(payload: KeyPayload, passphrase: str, vault_id: str, cost: Argon2Cost) -> bytes:
    """The slot file that opens with `passphrase`. Takes the time of one try."""
    if not cost.within_limits():
        raise ValueError("the cost is outside the limits that are accepted on reading")
    salt = secrets.token_bytes(16)
    header: dict[str, object] = {
        "format": FORMAT,
        "version": VERSION,
        "vault_id": vault_id,
        "kdf": "Argon2id",
        "argon2_version": 19,
        "memory_kib": cost.memory_kib,
        "passes": cost.passes,
        "lanes": cost.lanes,
        "salt": salt.hex(),
    }
    key = _derive(passphrase, salt, cost)
    try:
        return SealedSlot.seal(header, key, payload.to_json()).to_file()
    finally:
        key[:] = bytes(len(key))


def open_slot(data: bytes, passphrase: str, vault_id: str) -> KeyPayload:
    """The payload inside the slot file `data`.

    Raises WrongPassphrase after the full work, and UnlockError before any work when the file is
    damaged, newer, of another practice, or asks for work outside the limits.
    """
    slot, salt, cost = _parse(data, vault_id)
    key = _derive(passphrase, salt, cost)
    try:
        return KeyPayload.from_json(slot.open(key))
    except WrongKey as error:
        raise WrongPassphrase from error
    except ValueError as error:
        raise _damaged() from error
    finally:
        key[:] = bytes(len(key))


def _parse(data: bytes, vault_id: str) -> tuple[SealedSlot, bytes, Argon2Cost]:
    try:
        slot = SealedSlot.from_file(data)
        _check_kind(slot.header)
        salt = strict_json.hex_bytes(slot.header, "salt", 16)
        cost = Argon2Cost(
            *(strict_json.whole(slot.header, n) for n in ("memory_kib", "passes", "lanes"))
        )
        owner = strict_json.text(slot.header, "vault_id")
    except ValueError as error:
        raise _damaged() from error
    if owner != vault_id:
        raise UnlockError(
            _("The passphrase key file belongs to another practice; nothing was changed."),
            _("Put back this practice's own key file from a backup, or use the recovery key."),
        )
    if not cost.within_limits():
        raise UnlockError(
            _("The passphrase key file asks for an unsafe amount of work; nothing was started."),
            _("Put the key file back from a backup, or use the recovery key."),
        )
    return slot, salt, cost


def _check_kind(header: dict[str, object]) -> None:
    if strict_json.text(header, "format") != FORMAT:
        raise ValueError("format")
    if strict_json.whole(header, "version") > VERSION:
        raise UnlockError(
            _("The passphrase key file was made by a newer LawDesk; nothing was changed."),
            _("Install the newest version of LawDesk to open this practice."),
        )
    if strict_json.whole(header, "version") != VERSION:
        raise ValueError("version")
    if header.get("kdf") != "Argon2id" or header.get("argon2_version") != 19:
        raise ValueError("kdf")


def _derive(passphrase: str, salt: bytes, cost: Argon2Cost) -> bytearray:
    secret = prepare(passphrase[:LONGEST_PASSPHRASE])
    key = bytearray(32)
    try:
        Argon2id(
            salt=salt,
            length=32,
            iterations=cost.passes,
            lanes=cost.lanes,
            memory_cost=cost.memory_kib,
        ).derive_into(secret, key)  # type: ignore[arg-type] # any buffer will do
    except MemoryError as error:
        raise UnlockError(
            _("The computer has too little free memory to check a passphrase just now."),
            _("Close other programs and try again."),
        ) from error
    finally:
        secret[:] = bytes(len(secret))
    return key


def _damaged() -> UnlockError:
    return UnlockError(
        _("The passphrase key file is damaged; nothing was changed."),
        _("Open with the recovery key and set a new passphrase, or restore a backup."),
    )
