"""New files of the scan folder, ticked one by one before they come in. The originals stay."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from lawdesk.imports.folder_walk import FoundFile
from lawdesk.translation import _
from lawdesk.ui.document_words import size_words
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.check_box import CheckBox
from lawdesk.ui.widgets.labels import text_label
from lawdesk.ui.widgets.scrolling import scrolled

_SIZE = (520, 420)


class ScansDialog(QDialog):
    """All are ticked at first. "Other folder…" ends with `wants_other`."""

    def __init__(
        self, parent: QWidget, folder: Path, found: Sequence[FoundFile], locale: str
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Take in scans"))
        self.resize(*_SIZE)
        self.wants_other = False
        self.boxes = [(CheckBox(_line(file, locale)), file.path) for file in found]
        self.other = Button(_("Other folder…"), kind="link")
        self.go_back = Button(_("Go back"))
        self.take = Button(_("Take in"), kind="primary")
        self.take.setEnabled(bool(found))
        self.other.clicked.connect(lambda _checked=False: self._on_other())
        self.go_back.clicked.connect(self.reject)
        self.take.clicked.connect(self.accept)
        self._lay_out(folder)

    def chosen(self) -> tuple[Path, ...]:
        """The files that are ticked."""
        return tuple(path for box, path in self.boxes if box.isChecked())

    def _lay_out(self, folder: Path) -> None:
        words = _("New files in {folder}. They are copied; the originals stay where they are.")
        if not self.boxes:
            words = _("Nothing new in {folder}.")
        listed = QWidget()
        lines = QVBoxLayout(listed)
        lines.setSpacing(0)
        for box, _path in self.boxes:
            box.setChecked(True)
            lines.addWidget(box)
        lines.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addWidget(self.other)
        buttons.addStretch(1)
        buttons.addWidget(self.go_back)
        buttons.addWidget(self.take)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(text_label(_("Take in scans"), "title"))
        layout.addWidget(text_label(words.format(folder=folder), wrap=True))
        layout.addWidget(scrolled(listed, _("New files")), 1)
        layout.addLayout(buttons)

    def _on_other(self) -> None:
        self.wants_other = True
        self.reject()


def _line(file: FoundFile, locale: str) -> str:
    name = f"{file.folder}/{file.name}" if file.folder else file.name
    return f"{name} · {size_words(file.size, locale)}"
