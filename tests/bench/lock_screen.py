"""LawDesk up to its painted lock screen, as `python -m lawdesk` gets there."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

import lawdesk.app
from bench.first_paint import end_at_first_paint


class _Watched(QApplication):
    """The application, ended by its first painted window."""

    def __init__(self, arguments: list[str]) -> None:
        super().__init__(arguments)
        end_at_first_paint(self)


if __name__ == "__main__":
    lawdesk.app.QApplication = _Watched  # type: ignore[misc]
    sys.exit(lawdesk.app.run(lawdesk.app.Wishes(Path(sys.argv[1]))))
