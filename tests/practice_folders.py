"""Practice folders for tests: one is made, the others are copies, as Argon2 is slow by design."""

import functools
import hashlib
import shutil
import tempfile
from pathlib import Path

from lawdesk.vault.passphrase_slot import LOWEST
from lawdesk.vault.practice_folder import OpenKeys, create_practice
from lawdesk.vault.recovery import RecoveryIdentity

PASSPHRASE = "  grüne Tür  am Fluss "
LABEL = "Kanzlei Ülker & Söhne"


@functools.cache
def _original() -> tuple[Path, OpenKeys, RecoveryIdentity]:
    folder = Path(tempfile.mkdtemp(prefix="lawdesk-test-")) / "practice"
    keys, identity = create_practice(folder, PASSPHRASE, LABEL, LOWEST)
    return folder, keys, identity


def copy_practice(target: Path) -> tuple[OpenKeys, RecoveryIdentity]:
    """Put a practice into `target`; gives its keys and its recovery key."""
    folder, keys, identity = _original()
    shutil.copytree(folder, target)
    return keys, identity


def snapshot(folder: Path) -> dict[str, str]:
    """Name, size, time and hash of everything in a folder, to show that nothing changed."""
    return {
        str(path.relative_to(folder)): f"{path.stat().st_mtime_ns} {_digest(path)}"
        for path in sorted(folder.rglob("*"))
    }


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "folder"
