"""A practice on disk: made, found, opened, and its slots changed.

What belongs here: the order of steps. A change writes new slot files under new names, opens them
again as a test, replaces `vault.json`, and only then removes the old ones; so whatever moment the
program dies at, the practice opens. Opening reads only.

Callers hold the practice lock while they change slots.
"""

import contextlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from lawdesk.errors import FieldError, RuleError, StorageError, UnlockError
from lawdesk.translation import _
from lawdesk.vault import keyring_slot, passphrase_slot, practice_file, recovery
from lawdesk.vault.atomic_file import make_private_folder, write_atomic
from lawdesk.vault.keyring_slot import FindKeychain, system_keychain
from lawdesk.vault.keys import KeyPayload
from lawdesk.vault.passphrase_slot import STANDARD, Argon2Cost
from lawdesk.vault.practice_file import PracticeFile, Slot, SlotKind
from lawdesk.vault.recovery import RecoveryIdentity
from lawdesk.vault.sealed_slot import MAX_SLOT_BYTES

DATABASE_NAME = "vault.db"
DOCUMENTS_NAME = "docs"


@dataclass(frozen=True)
class OpenKeys:
    """A practice that is open: who it is, its secrets, and which kind of slot gave them."""

    vault_id: str
    label: str
    payload: KeyPayload
    opened_by: SlotKind

    def wipe(self) -> None:
        """Overwrite what can be overwritten; call it when the practice is locked."""
        self.payload.wipe()


@dataclass(frozen=True)
class _NewSlot:
    kind: SlotKind
    data: bytes
    reopen: Callable[[bytes], KeyPayload | None]
    recipient: str | None = None


def create_practice(
    folder: Path, passphrase: str, label: str, cost: Argon2Cost = STANDARD
) -> tuple[OpenKeys, RecoveryIdentity]:
    """Make a practice with fresh keys in `folder`. Takes the time of two passphrase tries.

    Raises FieldError for an empty label or passphrase, RuleError when the folder holds a practice
    already, StorageError when the disk refuses.
    """
    label = _checked_label(label)
    _refuse_existing(folder)
    make_private_folder(folder)
    vault_id = secrets.token_hex(16)
    payload = KeyPayload.generate()
    identity = RecoveryIdentity.generate()
    new_slots = (
        _passphrase_slot(payload, passphrase, vault_id, cost),
        _recovery_slot(payload, identity),
    )
    _write_slots(folder, PracticeFile(vault_id, label, 0, ()), payload, new_slots)
    return OpenKeys(vault_id, label, payload, "passphrase"), identity


def open_with_passphrase(folder: Path, passphrase: str) -> OpenKeys:
    """The keys behind the passphrase. Takes about a second: call it on a worker.

    Raises WrongPassphrase, or UnlockError with the reason; changes nothing on disk.
    """
    practice = practice_file.read_practice_file(folder)
    data = _read_slot(folder, practice, "passphrase")
    payload = passphrase_slot.open_slot(data, passphrase, practice.vault_id)
    return OpenKeys(practice.vault_id, practice.label, payload, "passphrase")


def open_with_recovery(folder: Path, typed: str) -> OpenKeys:
    """The keys behind the recovery key as typed from paper. Raises UnlockError naming the fault."""
    identity = RecoveryIdentity.from_typed(typed)
    practice = practice_file.read_practice_file(folder)
    data = _read_slot(folder, practice, "recovery")
    slot = practice.slot("recovery")
    if slot is not None and slot.recipient != identity.recipient:
        raise recovery.wrong_practice()
    payload = recovery.open_slot(data, identity)
    return OpenKeys(practice.vault_id, practice.label, payload, "recovery")


def open_with_keyring(folder: Path, find: FindKeychain = system_keychain) -> OpenKeys | None:
    """The keys behind the system's keychain, or None: then the passphrase is asked for.

    Never waits longer than `keyring_slot.PATIENCE_SECONDS` for the keychain. Raises UnlockError
    only when `vault.json` itself is unusable.
    """
    practice = practice_file.read_practice_file(folder)
    if practice.slot("keyring") is None:
        return None
    try:
        data = _read_slot(folder, practice, "keyring")
    except UnlockError:
        return None
    key = keyring_slot.fetch_key(find, practice.vault_id)
    payload = keyring_slot.open_slot(data, key, practice.vault_id) if key else None
    return OpenKeys(practice.vault_id, practice.label, payload, "keyring") if payload else None


def change_passphrase(folder: Path, keys: OpenKeys, new: str, cost: Argon2Cost = STANDARD) -> None:
    """Make `new` the passphrase; the old one stops working. Raises FieldError, StorageError."""
    slot = _passphrase_slot(keys.payload, new, keys.vault_id, cost)
    _write_slots(folder, _same_practice(folder, keys), keys.payload, (slot,))


def rename_practice(folder: Path, keys: OpenKeys, label: str) -> None:
    """Change the words on the lock screen; no key changes. Raises FieldError, StorageError."""
    practice = _same_practice(folder, keys)
    practice_file.write_practice_file(folder, replace(practice, label=_checked_label(label)))


def renew_recovery(
    folder: Path, keys: OpenKeys, tested: RecoveryIdentity | None = None
) -> RecoveryIdentity:
    """A new recovery key; the old sheet stops working. Raises StorageError.

    `tested` is a key whose sheet was printed and read back already; without it a fresh one is made.
    """
    identity = tested or RecoveryIdentity.generate()
    slot = _recovery_slot(keys.payload, identity)
    _write_slots(folder, _same_practice(folder, keys), keys.payload, (slot,))
    return identity


def enable_keyring(folder: Path, keys: OpenKeys, find: FindKeychain = system_keychain) -> bool:
    """Let the system's keychain open the practice; False when no trusted keychain keeps a key."""
    practice = _same_practice(folder, keys)
    slot = _keyring_slot(keys.payload, keys.vault_id, find)
    if slot is None:
        return False
    _write_slots(folder, practice, keys.payload, (slot,))
    return True


def disable_keyring(folder: Path, keys: OpenKeys, find: FindKeychain = system_keychain) -> None:
    """Take the keychain slot away, and its key out of the keychain. Raises StorageError."""
    practice = _same_practice(folder, keys)
    if practice.slot("keyring") is not None:
        _write_slots(folder, practice, keys.payload, (), dropped=("keyring",))
    keyring_slot.forget_key(find, keys.vault_id)


def replace_payload(
    folder: Path,
    keys: OpenKeys,
    payload: KeyPayload,
    passphrase: str,
    *,
    cost: Argon2Cost = STANDARD,
    find: FindKeychain = system_keychain,
) -> OpenKeys:
    """Put a newer payload behind every slot at once; passphrase and recovery key stay the same.

    Raises WrongPassphrase when `passphrase` is not the one in force, ValueError when `payload` is
    not newer. A keychain slot is dropped when the keychain does not answer.
    """
    if payload.generation <= keys.payload.generation:
        raise ValueError("a new payload has a higher generation")
    practice = _same_practice(folder, keys)
    open_with_passphrase(folder, passphrase).wipe()
    old_recovery = practice.slot("recovery")
    old_keyring = practice.slot("keyring")
    slots = [_passphrase_slot(payload, passphrase, keys.vault_id, cost)]
    if old_recovery is not None:
        recipient = _vouched_recipient(old_recovery, keys)
        slots.append(_recovery_slot_unopened(payload, recipient))
    keyring = _keyring_slot(payload, keys.vault_id, find) if old_keyring else None
    if keyring is not None:
        slots.append(keyring)
    dropped: tuple[SlotKind, ...] = ("keyring",) if old_keyring and not keyring else ()
    _write_slots(folder, practice, payload, tuple(slots), dropped)
    return OpenKeys(keys.vault_id, keys.label, payload, keys.opened_by)


def remove_superseded_slots(folder: Path) -> None:
    """Delete slot files that `vault.json` no longer names, as left behind by a crash.

    Call it after an unlock, with the practice lock held. Does nothing when the disk refuses.
    """
    with contextlib.suppress(UnlockError, OSError):
        named = {slot.file for slot in practice_file.read_practice_file(folder).slots}
        for path in folder.iterdir():
            if practice_file.SLOT_NAME.fullmatch(path.name) and path.name not in named:
                path.unlink(missing_ok=True)


def _checked_label(label: str) -> str:
    plain = " ".join(label.split())
    if not plain or len(plain) > practice_file.LONGEST_LABEL or not plain.isprintable():
        raise FieldError("label", _("Give the practice a name of 1 to 200 characters."))
    return plain


def _refuse_existing(folder: Path) -> None:
    for name in (practice_file.FILE_NAME, DATABASE_NAME, DOCUMENTS_NAME):
        if (folder / name).exists():
            raise RuleError(
                _("{folder} already holds a practice; it was left as it is.").format(folder=folder),
                _("Choose another folder."),
            )


def _same_practice(folder: Path, keys: OpenKeys) -> PracticeFile:
    practice = practice_file.read_practice_file(folder)
    if practice.vault_id != keys.vault_id:
        raise StorageError(
            _("Another practice lies in {folder} now; nothing was changed.").format(folder=folder),
            _("Lock this practice and look at the folder."),
        )
    return practice


def _read_slot(folder: Path, practice: PracticeFile, kind: SlotKind) -> bytes:
    slot = practice.slot(kind)
    if slot is None:
        raise UnlockError(
            _("This practice has no such way to be opened; nothing was changed."),
            _("Open it with the passphrase or with the recovery key."),
        )
    return practice_file.read_member(folder / slot.file, MAX_SLOT_BYTES)


def _passphrase_slot(
    payload: KeyPayload, passphrase: str, vault_id: str, cost: Argon2Cost
) -> _NewSlot:
    if not passphrase.strip() or len(passphrase) > passphrase_slot.LONGEST_PASSPHRASE:
        raise FieldError("passphrase", _("A passphrase has 1 to 1,024 characters."))
    data = passphrase_slot.seal(payload, passphrase, vault_id, cost)
    return _NewSlot(
        "passphrase", data, lambda kept: passphrase_slot.open_slot(kept, passphrase, vault_id)
    )


def _recovery_slot(payload: KeyPayload, identity: RecoveryIdentity) -> _NewSlot:
    data = recovery.seal(payload, identity.recipient)
    return _NewSlot(
        "recovery", data, lambda kept: recovery.open_slot(kept, identity), identity.recipient
    )


def _recovery_slot_unopened(payload: KeyPayload, recipient: str) -> _NewSlot:
    """The recovery slot made while the recovery key is on paper only: compared byte by byte."""
    data = recovery.seal(payload, recipient)
    return _NewSlot("recovery", data, lambda kept: payload if kept == data else None, recipient)


def _recipient_mac(payload: KeyPayload, recipient: str) -> str:
    return hmac.digest(payload.subkey("recovery-recipient"), recipient.encode(), "sha256").hex()


def _vouched_recipient(slot: Slot, keys: OpenKeys) -> str:
    """The recipient in `vault.json`, unless a stranger put it there to be sent the next keys."""
    recipient = slot.recipient or ""
    if not hmac.compare_digest(slot.recipient_mac or "", _recipient_mac(keys.payload, recipient)):
        raise StorageError(
            _("The recovery entry of this practice was altered; the keys were not changed."),
            _("Make a new recovery sheet first, then try again."),
        )
    return recipient


def _keyring_slot(payload: KeyPayload, vault_id: str, find: FindKeychain) -> _NewSlot | None:
    key = keyring_slot.store_new_key(find, vault_id)
    if key is None:
        return None
    data = keyring_slot.seal(payload, key, vault_id)
    return _NewSlot("keyring", data, lambda kept: keyring_slot.open_slot(kept, key, vault_id))


def _write_slots(
    folder: Path,
    practice: PracticeFile,
    payload: KeyPayload,
    new_slots: tuple[_NewSlot, ...],
    dropped: tuple[SlotKind, ...] = (),
) -> None:
    revision = practice.revision + 1
    replaced = {new.kind for new in new_slots} | set(dropped)
    slots = [slot for slot in practice.slots if slot.kind not in replaced]
    try:
        for new in new_slots:
            name = practice_file.slot_file_name(new.kind, revision)
            _write_and_reopen(folder / name, new, payload)
            mac = _recipient_mac(payload, new.recipient) if new.recipient else None
            slots.append(Slot(new.kind, name, new.recipient, mac))
        changed = PracticeFile(practice.vault_id, practice.label, revision, tuple(slots))
        practice_file.write_practice_file(folder, changed)
    finally:
        remove_superseded_slots(folder)


def _write_and_reopen(path: Path, new: _NewSlot, payload: KeyPayload) -> None:
    write_atomic(path, new.data)
    reopened = new.reopen(practice_file.read_member(path, MAX_SLOT_BYTES))
    if reopened is None or reopened.to_json() != payload.to_json():
        raise StorageError(
            _("A new key file did not open when it was tested; the old keys stay in force."),
            _("Check the disk for errors and try again."),
        )
