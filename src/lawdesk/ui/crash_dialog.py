"""The dialog for a fault of the program itself: says so, offers to save a report, sends nothing."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from lawdesk.translation import _
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.labels import text_label

ChooseFile = Callable[[QWidget], str]


class CrashDialog(QDialog):
    """Shows the report in full before it is saved. The practice stays open behind it."""

    def __init__(
        self, report: str, parent: QWidget | None = None, choose_file: ChooseFile | None = None
    ) -> None:
        super().__init__(parent)
        self._report = report
        self._choose_file = choose_file or _ask_for_file
        self.setWindowTitle(_("Something went wrong in LawDesk"))
        self.setMinimumSize(560, 380)
        shown = QPlainTextEdit(report)
        shown.setReadOnly(True)
        shown.setAccessibleName(_("Report"))
        self._line = text_label("", "quiet", wrap=True)
        self._save = Button(_("Save report…"))
        self._save.clicked.connect(lambda _checked=False: self._on_save_clicked())
        close = Button(_("Close"), kind="primary")
        close.clicked.connect(lambda _checked=False: self.accept())
        buttons = QHBoxLayout()
        buttons.addWidget(self._save)
        buttons.addStretch(1)
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(text_label(_("Something went wrong in LawDesk"), "section"))
        layout.addWidget(text_label(_words(), wrap=True))
        layout.addWidget(shown, 1)
        layout.addWidget(self._line)
        layout.addLayout(buttons)

    def _on_save_clicked(self) -> None:
        chosen = self._choose_file(self)
        if not chosen:
            return
        try:
            Path(chosen).write_text(self._report, encoding="utf-8")
        except OSError:
            self._line.setText(_("The report could not be written there. Choose another folder."))
            return
        self._line.setText(_("Saved as {file}.").format(file=chosen))


def _words() -> str:
    return _(
        "The last step may not have been done; everything saved before it is kept. The report "
        "below holds places in the program, no names and no texts of yours. LawDesk sends it "
        "to nobody; save it if you want to give it to somebody yourself."
    )


def _ask_for_file(parent: QWidget) -> str:
    chosen, _filter = QFileDialog.getSaveFileName(parent, _("Save report"), "lawdesk-report.txt")
    return chosen
