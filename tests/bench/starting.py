"""How long until the lock screen is painted, and how much memory an unlocked program holds."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from bench.figures import Figure, median
from lawdesk.vault.practice_folder import create_practice

_RUNS = 11


def lock_screen_figure(folder: Path) -> Figure:
    """Lock screen painted, against a bare window, in turns."""
    practice = folder / "practice"
    create_practice(practice, "a sample passphrase of a bench", "Bench")
    bare, ours = [], []
    for module, *arguments in (("bench.bare_window",), ("bench.lock_screen", str(practice))):
        _seconds(folder, module, *arguments)
    for _ in range(_RUNS):
        bare.append(_seconds(folder, "bench.bare_window"))
        ours.append(_seconds(folder, "bench.lock_screen", str(practice)))
    ratio = median(sorted(ours)) / median(sorted(bare))
    return Figure("lock screen painted, against a bare window", ratio, 2.0, "×")


def idle_memory_figure(folder: Path) -> Figure:
    """Resident memory of an unlocked, idle program over the full practice in `folder`."""
    _idle_mib(folder)
    return Figure("unlocked, idle, 100,000 entries", _idle_mib(folder), 120, "MiB")


def _idle_mib(folder: Path) -> float:
    run = subprocess.run(
        [sys.executable, "-m", "bench.idle_memory", str(folder)],
        env=_environment(folder.parent),
        capture_output=True,
        text=True,
        check=True,
    )
    return float(run.stdout)


def _seconds(folder: Path, module: str, *arguments: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", module, *arguments], env=_environment(folder), check=True)
    return time.perf_counter() - start


def _environment(folder: Path) -> dict[str, str]:
    """As an installed program runs: with its bytecode at hand after the first, unmeasured start."""
    return {
        **os.environ,
        "LAWDESK_HOME": str(folder),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
    }
