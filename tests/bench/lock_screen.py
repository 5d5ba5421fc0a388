"""LawDesk up to its painted lock screen, as `python -m lawdesk` gets there."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from bench.first_paint import end_at_first_paint
from lawdesk.app import start
from lawdesk.app.program import Wishes


class _Watched(QApplication):
    """The application, ended by its first painted window."""

    def __init__(self, arguments: list[str]) -> None:
        super().__init__(arguments)
        end_at_first_paint(self)


if __name__ == "__main__":
    setattr(start, "QApplication", _Watched)  # noqa: B010 - a class in place of a class
    sys.exit(start.run(Wishes(Path(sys.argv[1]))))
