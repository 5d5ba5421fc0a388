"""The few questions that stop the lawyer: before what cannot be undone, and where a file goes.

What belongs here: asking, and nothing of what happens afterwards.
"""

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from lawdesk.translation import _
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.labels import text_label

_WIDTH = 460


class ConfirmDialog(QDialog):
    """One exact sentence, and two buttons that say what they do. Esc goes back."""

    def __init__(
        self, parent: QWidget, title: str, sentence: str, words: str, *, kind: str = "primary"
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setFixedWidth(_WIDTH)
        self.sentence = text_label(sentence, wrap=True)
        self.go_back = Button(_("Go back"))
        self.go_on = Button(words, kind=kind)
        self.go_back.clicked.connect(self.reject)
        self.go_on.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addStretch(1)
        buttons.addWidget(self.go_back)
        buttons.addWidget(self.go_on)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(16)
        layout.addWidget(text_label(title, "title"))
        layout.addWidget(self.sentence)
        layout.addSpacing(8)
        layout.addLayout(buttons)
        self.go_back.setFocus()


def confirm(
    parent: QWidget, title: str, sentence: str, words: str, *, kind: str = "primary"
) -> bool:
    """Whether the lawyer chose the button that says `words`."""
    dialog = ConfirmDialog(parent, title, sentence, words, kind=kind)
    answer = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return answer


class FileQuestions:
    """Where files come from and go to; the system's own dialogs answer."""

    def files_to_add(self, parent: QWidget) -> list[Path]:
        """Files to take in; empty where the lawyer went back."""
        names, _kind = QFileDialog.getOpenFileNames(parent, _("Add documents"), str(documents()))
        return [Path(name) for name in names]

    def replies_to_take_in(self, parent: QWidget) -> list[Path]:
        """Replies of clients to take in; empty where the lawyer went back."""
        title, kinds = _("Take in a reply"), _("Replies (*.lawdesk);;All files (*)")
        names, _kind = QFileDialog.getOpenFileNames(parent, title, str(documents()), kinds)
        return [Path(name) for name in names]

    def picture(self, parent: QWidget) -> Path | None:
        """A picture file; None where the lawyer went back."""
        kinds = _("Pictures (*.png *.jpg *.jpeg)")
        name, _kind = QFileDialog.getOpenFileName(
            parent, _("Choose a picture"), str(documents()), kinds
        )
        return Path(name) if name else None

    def path_to_save(self, parent: QWidget, title: str, proposed: str) -> Path | None:
        """Where a file is to be saved; None where the lawyer went back."""
        name, _kind = QFileDialog.getSaveFileName(parent, title, str(documents() / proposed))
        return Path(name) if name else None

    def folder(self, parent: QWidget, title: str, proposed: Path) -> Path | None:
        """A folder to write to; None where the lawyer went back."""
        name = QFileDialog.getExistingDirectory(parent, title, str(proposed))
        return Path(name) if name else None


def documents() -> Path:
    """The folder this system keeps its user's documents in."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(place))
