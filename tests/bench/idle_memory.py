"""Resident memory, in MiB, of an unlocked and idle program over the practice in a folder.

The real program: its lock screen is typed into, the key is derived at full cost, the window is
shown and left alone. Linux only, where the kernel tells the figure.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from bench.bench_passphrase import PASSPHRASE
from lawdesk.app.clock import SystemClock
from lawdesk.app.program import Program, Wishes
from lawdesk.logs import LocalLog, log_folder
from lawdesk.ui import fonts, theme

_PATIENCE_SECONDS = 60
_IDLE_MS = 4000


def main() -> int:
    """Unlock, wait, print the figure."""
    app = QApplication([])
    fonts.load_fonts()
    theme.apply_theme(app)
    clock = SystemClock()
    program = Program(
        Wishes(Path(sys.argv[1])), clock, LocalLog(log_folder(), lambda: clock.now().at)
    )
    program.begin()
    _unlock(program)
    _wait(_IDLE_MS)
    sys.stdout.write(f"{_resident_mib():.1f}")
    sys.stdout.flush()
    program.end()
    return 0


def _unlock(program: Program) -> None:
    front = program.front
    assert front is not None
    _wait(200)
    field = next(f for f in front.findChildren(QLineEdit) if f.accessibleName() == "Passphrase")
    field.setText(PASSPHRASE)
    next(b for b in front.findChildren(QPushButton) if b.text() == "Unlock").click()
    until = time.monotonic() + _PATIENCE_SECONDS
    while program.office is None:
        assert time.monotonic() < until, "the practice did not open"
        _wait(50)


def _wait(milliseconds: int) -> None:
    """Not QtTest's: its library would be measured too, and the program has none of it."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _resident_mib() -> float:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    sys.exit(main())
