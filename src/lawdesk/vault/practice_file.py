"""`vault.json`: what a practice is called and which slot files open it.

What belongs here: reading and writing that one file. It holds no secret. Because it names the slot
files, replacing it is the single step by which a new set of slots takes effect.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from lawdesk.errors import UnlockError
from lawdesk.translation import _
from lawdesk.vault import strict_json
from lawdesk.vault.atomic_file import write_atomic

FILE_NAME = "vault.json"
FORMAT = "lawdesk-practice"
VERSION = 1
MAX_BYTES = 64 * 1024
LONGEST_LABEL = 200

SlotKind = Literal["passphrase", "recovery", "keyring"]
_SUFFIXES: dict[SlotKind, str] = {
    "passphrase": "pass",
    "recovery": "recovery.age",
    "keyring": "keyring",
}
SLOT_NAME = re.compile(r"keys(\.[1-9][0-9]{0,8})?\.(pass|recovery\.age|keyring)", re.ASCII)


@dataclass(frozen=True)
class Slot:
    """One slot: its kind, its file, and for recovery the age recipient it is sealed to.

    `recipient_mac` shows to whoever has the keys that the recipient was not put in by a stranger.
    """

    kind: SlotKind
    file: str
    recipient: str | None = None
    recipient_mac: str | None = None


@dataclass(frozen=True)
class PracticeFile:
    """The content of `vault.json`. `revision` counts the sets of slots there have been."""

    vault_id: str
    label: str
    revision: int
    slots: tuple[Slot, ...]

    def slot(self, kind: SlotKind) -> Slot | None:
        """The slot of that kind, if there is one."""
        return next((slot for slot in self.slots if slot.kind == kind), None)


def slot_file_name(kind: SlotKind, revision: int) -> str:
    """A name that no earlier set of slots has used."""
    number = "" if revision == 1 else f".{revision}"
    return f"keys{number}.{_SUFFIXES[kind]}"


def read_practice_file(folder: Path) -> PracticeFile:
    """What `vault.json` in `folder` says. Raises UnlockError, one sentence for each fault."""
    if not folder.is_dir():
        raise UnlockError(
            _("There is no practice in {folder}; the folder is missing.").format(folder=folder),
            _("Connect the disk it is on, or choose another practice."),
        )
    return parse_practice_file(read_member(folder / FILE_NAME, MAX_BYTES))


def write_practice_file(folder: Path, practice: PracticeFile) -> None:
    """Replace `vault.json` in one step. Raises StorageError."""
    slots = [
        {"kind": slot.kind, "file": slot.file}
        | ({"recipient": slot.recipient} if slot.recipient else {})
        | ({"recipient_mac": slot.recipient_mac} if slot.recipient_mac else {})
        for slot in practice.slots
    ]
    members: dict[str, object] = {
        "format": FORMAT,
        "version": VERSION,
        "vault_id": practice.vault_id,
        "label": practice.label,
        "revision": practice.revision,
        "slots": slots,
    }
    write_atomic(folder / FILE_NAME, strict_json.with_checksum(members))


def parse_practice_file(data: bytes) -> PracticeFile:
    """The parsed bytes of a `vault.json`. Raises UnlockError."""
    try:
        _refuse_newer(strict_json.parse_object(data))
        members = strict_json.parse_checked(data)
        practice = PracticeFile(
            strict_json.hex_bytes(members, "vault_id", 16).hex(),
            strict_json.text(members, "label", LONGEST_LABEL),
            strict_json.whole(members, "revision"),
            _slots(members.get("slots")),
        )
    except ValueError as error:
        raise damaged(FILE_NAME) from error
    return practice


def read_member(path: Path, limit: int) -> bytes:
    """The bytes of a small file of the practice folder. Raises UnlockError with the reason."""
    try:
        return strict_json.read_small_file(path, limit)
    except FileNotFoundError as error:
        raise UnlockError(
            _("{name} is missing from the practice folder; nothing was changed.").format(
                name=path.name
            ),
            _("Use another way to open the practice, or restore the file from a backup."),
        ) from error
    except ValueError as error:
        raise damaged(path.name) from error
    except OSError as error:
        raise UnlockError(
            _("{name} cannot be read ({reason}); nothing was changed.").format(
                name=path.name, reason=error.strerror or type(error).__name__
            ),
            _("Check the disk and the permissions of the practice folder."),
        ) from error


def damaged(name: str) -> UnlockError:
    """The sentence for a file whose content cannot be right."""
    return UnlockError(
        _("{name} is damaged; nothing was changed.").format(name=name),
        _("Restore this file from a backup of the practice folder."),
    )


def _refuse_newer(members: dict[str, object]) -> None:
    if members.get("format") != FORMAT:
        raise ValueError("format")
    if strict_json.whole(members, "version") > VERSION:
        raise UnlockError(
            _("This practice was made by a newer LawDesk; nothing was changed."),
            _("Install the newest version of LawDesk to open it."),
        )
    if strict_json.whole(members, "version") != VERSION:
        raise ValueError("version")


def _slots(listed: object) -> tuple[Slot, ...]:
    if not isinstance(listed, list) or not 1 <= len(listed) <= len(_SUFFIXES):
        raise ValueError("slots")
    slots = tuple(_slot(entry) for entry in listed)
    if len({slot.kind for slot in slots}) != len(slots):
        raise ValueError("two slots of one kind")
    return slots


def _slot(entry: object) -> Slot:
    if not isinstance(entry, dict):
        raise ValueError("slot")  # noqa: TRY004 callers catch one class
    file = strict_json.text(entry, "file")
    kind = next((k for k in _SUFFIXES if k == entry.get("kind")), None)
    if kind is None or not SLOT_NAME.fullmatch(file) or not file.endswith("." + _SUFFIXES[kind]):
        raise ValueError("slot")
    if kind != "recovery":
        return Slot(kind, file)
    mac = strict_json.hex_bytes(entry, "recipient_mac", 32).hex()
    return Slot(kind, file, strict_json.text(entry, "recipient"), mac)
