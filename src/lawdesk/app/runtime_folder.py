"""Plain files that live for one session: swept at start, at each lock and at the end."""

import contextlib
import shutil
from pathlib import Path

from lawdesk.vault import open_copies
from lawdesk.vault.open_copies import SweptCopy


def sweep_runtime(folder: Path) -> tuple[SweptCopy, ...]:
    """Delete plain files that were opened outside; whatever resists is tried again next time.

    Copies that another program changed stay until the lawyer decided about them. Gives the copies
    of documents that were deleted.
    """
    if not folder.is_dir() or folder.is_symlink():
        return ()
    swept = open_copies.sweep(folder)
    for child in folder.iterdir():
        if child.name == open_copies.FOLDER_NAME and child.is_dir() and not child.is_symlink():
            with contextlib.suppress(OSError):
                child.rmdir()  # unless something in it waits for a decision
        elif child.is_dir() and not child.is_symlink():
            shutil.rmtree(child, ignore_errors=True)
        else:
            with contextlib.suppress(OSError):
                child.unlink()
    return swept
