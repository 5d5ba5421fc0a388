"""Plain files that live for one session: swept at start, at each lock and at the end."""

import contextlib
import shutil
from pathlib import Path


def sweep_runtime(folder: Path) -> None:
    """Delete plain files that were opened outside; whatever resists is tried again next time."""
    if folder.is_dir() and not folder.is_symlink():
        for child in folder.iterdir():
            if child.is_dir() and not child.is_symlink():
                shutil.rmtree(child, ignore_errors=True)
            else:
                with contextlib.suppress(OSError):
                    child.unlink()
