"""The demo's folder: what may be in it, and what may be taken away for the next demo."""

from __future__ import annotations

import shutil
from fnmatch import fnmatch
from pathlib import Path

from lawdesk.errors import StorageError

_OWN = (
    "practice",
    ".being-made",
    "screenshots",
    "papers",
    "passphrase.txt",
    "recovery-sheet.pdf",
    "invoice-*.pdf",
    "invoice-*.eml",
    "bundle-*.html",
    "bundle.pdf",
    "bundle.zip",
    "bundle-*-passphrase.txt",
    "reply-*.lawdesk",
    "secure-*.*",
    "bundle-passphrase.txt",
    "summary.json",
)


def clear_for_demo(target: Path) -> None:
    """Make the folder empty if it is new or holds an earlier demo. Raises StorageError otherwise.

    A practice without the demo's pictures beside it is somebody's; it is left alone.
    """
    entries = sorted(target.iterdir()) if target.is_dir() else []
    strange = [entry.name for entry in entries if not any(fnmatch(entry.name, p) for p in _OWN)]
    if target.exists() and not target.is_dir():
        strange = [target.name]
    is_practice = (target / "practice").exists()
    if is_practice and not (target / "screenshots").exists():
        strange.append("practice")
    if strange:
        raise StorageError(
            f"{target} holds {', '.join(strange)}, which no demo made; nothing was changed.",
            "Choose another folder.",
        )
    for entry in entries:
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()
    target.mkdir(parents=True, exist_ok=True)
