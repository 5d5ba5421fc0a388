"""Where things lie on this computer. The only user of platformdirs."""

import os
import sys
from pathlib import Path

import platformdirs

_APP = "LawDesk"


def resources() -> Path:
    """The folder of fonts, style sheet, texts and bundle page, in a checkout or a built program."""
    frozen = getattr(sys, "_MEIPASS", None)
    root = Path(frozen) if frozen else Path(__file__).resolve().parents[2]
    return root / "resources"


def practices() -> Path:
    """The folder in which practices are kept unless the lawyer chooses another one.

    `LAWDESK_HOME` replaces it, for tests and for a throw-away profile.
    """
    home = os.environ.get("LAWDESK_HOME")
    return Path(home) if home else Path(platformdirs.user_data_dir(_APP, appauthor=False))


def state() -> Path:
    """The folder for what this computer remembers about practices (never client data)."""
    home = os.environ.get("LAWDESK_HOME")
    if home:
        return Path(home) / "state"
    return Path(platformdirs.user_state_dir(_APP, appauthor=False))


def private_runtime() -> Path:
    """The per-user folder for plain files that live for one session; swept at lock and start."""
    home = os.environ.get("LAWDESK_HOME")
    if home:
        return Path(home) / "runtime"
    return Path(platformdirs.user_runtime_dir(_APP, appauthor=False))
