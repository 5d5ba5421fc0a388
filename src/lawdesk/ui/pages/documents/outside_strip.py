"""Which documents other programs have open, and what to do with one that was changed there."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.outside_files import OutsideFile, OutsideFiles
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.labels import text_label
from lawdesk.ui.widgets.layout_items import clear
from lawdesk.vault.open_copies import files_beside


class OutsideStrip(QWidget):
    """One line per file; takes no room while nothing is out."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setAccessibleName(_("Documents open in other programs"))
        self._outside = OutsideFiles.of(desk)
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(4)
        self._outside.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Shows what is out now."""
        clear(self._lines)
        files = self._outside.files()
        for file in files:
            self._lines.addWidget(self._line(file))
        self.setVisible(bool(files))

    def _line(self, file: OutsideFile) -> QWidget:
        folder = file.copy.folder
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(
            text_label(_words(file), "strong" if file.is_changed else "quiet", wrap=True), 1
        )
        if file.is_changed:
            keep = Button(_("Keep as version {number}").format(number=file.next_version))
            keep.clicked.connect(lambda _checked=False: self._outside.keep(folder))
            row.addWidget(keep)
            row.addWidget(self._close_button(_("Discard"), folder))
        else:
            row.addWidget(self._close_button(_("Delete the copy"), folder))
        return line

    def _close_button(self, words: str, folder: Path) -> Button:
        button = Button(words, kind="link")
        button.clicked.connect(lambda _checked=False: self._outside.discard(folder))
        return button


def _words(file: OutsideFile) -> str:
    if file.is_changed:
        return _("{name} was changed in another program.").format(name=file.title)
    words = _("{name} is open in another program, as a plain copy until LawDesk locks.")
    beside = len(files_beside(file.copy))
    if beside:
        words = _(
            "{name} is open in another program, with {count} files of it beside the plain copy; "
            "all are deleted when LawDesk locks."
        )
    return words.format(name=file.title, count=beside)
