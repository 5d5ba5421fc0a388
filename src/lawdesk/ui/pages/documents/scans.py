"""The scan folder: remembered, looked through when asked, and never changed."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from lawdesk.errors import ImportRefused
from lawdesk.imports.folder_walk import FoundFile, open_regular, walk
from lawdesk.operations.documents import choose_scan_folder
from lawdesk.progress import Report
from lawdesk.store import documents
from lawdesk.store import practice as practices
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.pages.documents.scans_dialog import ScansDialog
from lawdesk.ui.questions import FileQuestions
from lawdesk.ui.questions import documents as documents_folder
from lawdesk.ui.tasks import while_alive


class ScanIntake(QObject):
    """Asks for the folder once, finds what is new in it, and lets the lawyer choose."""

    chosen = Signal(object)
    """the paths to take in"""

    def __init__(self, desk: Desk, parent: QWidget, files: FileQuestions) -> None:
        super().__init__(parent)
        self._desk, self._parent, self._files = desk, parent, files

    def begin(self) -> None:
        """Goes through the remembered folder; the first time, asks which one it is."""
        known = documents.find_scan_folder(self._desk.read)
        if known and Path(known).is_dir():
            self._look(Path(known))
        else:
            self._ask()

    def _ask(self) -> None:
        title = _("The folder your scanner writes to")
        folder = self._files.folder(self._parent, title, documents_folder())
        if folder is None:
            return
        self._desk.do(choose_scan_folder, str(folder))
        self._look(folder)

    def _look(self, folder: Path) -> None:
        known = frozenset(documents.list_all_hashes(self._desk.read))
        self._desk.start(
            lambda report: find_new(folder, known, report),
            while_alive(self, lambda found: self._on_found(folder, found)),
            _("Looking through {folder}").format(folder=folder.name),
        )

    def _on_found(self, folder: Path, found: tuple[FoundFile, ...]) -> None:
        locale = practices.get(self._desk.read).locale
        dialog = ScansDialog(self._parent, folder, found, locale)
        took = dialog.exec() == ScansDialog.DialogCode.Accepted
        paths, wants_other = dialog.chosen(), dialog.wants_other
        dialog.deleteLater()
        if wants_other:
            self._ask()
        elif took and paths:
            self.chosen.emit(paths)


def find_new(folder: Path, known: Collection[str], report: Report) -> tuple[FoundFile, ...]:
    """Files of the folder whose bytes never came in. For a worker; raises Cancelled."""
    plan = walk(sorted(folder.iterdir()) if folder.is_dir() else [], report)
    visible = [file for file in plan.files if not file.path.name.startswith((".", "~"))]
    new, seen = list[FoundFile](), set(known)
    for place, file in enumerate(visible):
        report(place, len(visible))
        try:
            with open_regular(file.path) as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
        except (ImportRefused, OSError):
            continue
        if digest not in seen:
            seen.add(digest)
            new.append(file)
    return tuple(new)
