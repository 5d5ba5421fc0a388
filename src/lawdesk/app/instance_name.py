"""Under which name one program finds the other; known without loading what connects them."""

import hashlib
import os
import sys
from pathlib import Path

from PySide6.QtCore import QDir

from lawdesk import paths


def instance_name() -> str:
    """The local socket's name: one for each user and profile."""
    user = os.environ.get("USERNAME", "") if sys.platform == "win32" else str(os.getuid())
    whose = f"{user} {paths.practices().absolute()}"
    return f"lawdesk-{hashlib.sha256(whose.encode()).hexdigest()[:16]}"


def somebody_may_answer(name: str) -> bool:
    """Whether it is worth calling; only where sockets are files can that be ruled out at once."""
    return sys.platform == "win32" or (Path(QDir.tempPath()) / name).exists()
