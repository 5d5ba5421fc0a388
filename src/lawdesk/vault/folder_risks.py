"""Is the practice folder a place where other programs change files behind our back?

What belongs here: telling by names alone, quickly and without a question to any network. Programs
that copy folders elsewhere mix files of two moments; what they leave behind is named, never read.
"""

import contextlib
import re
from pathlib import Path

from lawdesk.translation import _
from lawdesk.vault import practice_file
from lawdesk.vault.atomic_file import TEMPORARY_SUFFIX

_SYNC_FOLDERS = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "iclouddrive": "iCloud",
    "icloud drive": "iCloud",
    "mobile documents": "iCloud",
    "com~apple~clouddocs": "iCloud",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "pclouddrive": "pCloud",
    "pcloud drive": "pCloud",
    "seafile": "Seafile",
    "syncthing": "Syncthing",
}
_SEVERAL = re.compile(r"(onedrive|dropbox|googledrive|nextcloud|owncloud|box)\s?[-(].*")
_OURS = re.compile(
    r"vault\.(json|db|head)|vault\.db-journal|practice\.lock|" + practice_file.SLOT_NAME.pattern
)
_LIKE_OURS = re.compile(r"(vault|keys|practice|before-upgrade)\b.+")
_SAFETY_COPY = re.compile(r"before-upgrade-\d{4}\.db")


def sync_program(folder: Path) -> str | None:
    """The program that seems to copy this folder elsewhere, told by the names above it."""
    for part in reversed(folder.absolute().parts):
        name = part.casefold()
        if name in _SYNC_FOLDERS:
            return _SYNC_FOLDERS[name]
        several = _SEVERAL.fullmatch(name)
        if several:
            return _SYNC_FOLDERS.get(several[1], several[1].title())
        if name == "cloudstorage":
            return "CloudStorage"
    return None


def conflicted_copies(folder: Path) -> tuple[str, ...]:
    """Names of files that look like members of the practice and are none, sorted."""
    with contextlib.suppress(OSError):
        names = [path.name for path in folder.iterdir()]
        return tuple(sorted(name for name in names if _is_strange(name)))
    return ()


def risk_words(folder: Path) -> str:
    """What the lawyer is told about the place; empty where nothing is wrong."""
    words = []
    program = sync_program(folder)
    if program:
        words.append(
            _(
                "The practice lies in a folder that {program} copies elsewhere. That can mix old "
                "and new files; close LawDesk and move the practice out of it."
            ).format(program=program)
        )
    strange = conflicted_copies(folder)
    if strange:
        words.append(
            _("Copies that LawDesk did not make lie beside the practice: {names}.").format(
                names=", ".join(strange)
            )
        )
    return " ".join(words)


def _is_strange(name: str) -> bool:
    if _OURS.fullmatch(name) or _SAFETY_COPY.fullmatch(name) or name.endswith(TEMPORARY_SUFFIX):
        return False
    return _LIKE_OURS.fullmatch(name) is not None
