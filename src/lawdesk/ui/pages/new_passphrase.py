"""After the recovery sheet has opened a practice: a new passphrase instead of the lost one."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lawdesk.errors import LawDeskError
from lawdesk.translation import _
from lawdesk.ui.pages.passphrase_choice import PassphraseChoice
from lawdesk.ui.tasks import Task
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.labels import text_label
from lawdesk.vault.practice_folder import OpenKeys, change_passphrase


class NewPassphrase(QWidget):
    """`done` when the new passphrase is in force; the old one has stopped working then."""

    done = Signal()

    def __init__(self, folder: Path, keys: OpenKeys) -> None:
        super().__init__()
        self._folder, self._keys = folder, keys
        self._choice = PassphraseChoice()
        self._choice.offer_words()
        self._error = text_label("", "error", wrap=True)
        self._error.hide()
        self._set = Button(_("Set this passphrase"), kind="primary")
        self._set.clicked.connect(lambda _checked=False: self._on_set_clicked())
        self._choice.returned.connect(self._on_set_clicked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(text_label(_("The sheet fits. Choose a new passphrase."), "section"))
        layout.addWidget(self._choice)
        layout.addWidget(self._error)
        layout.addWidget(self._set, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self._choice)

    def _on_set_clicked(self) -> None:
        passphrase = self._choice.passphrase()
        if passphrase is None or not self._set.isEnabled():
            return
        self._set.setEnabled(False)
        self._error.hide()
        task = Task(lambda _report: change_passphrase(self._folder, self._keys, passphrase), self)
        task.succeeded.connect(lambda _nothing: self._on_changed())
        task.failed.connect(self._on_failed)
        task.start()

    def _on_changed(self) -> None:
        self._choice.clear()
        self.done.emit()

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, LawDeskError):
            raise error
        self._set.setEnabled(True)
        self._error.setText(str(error))
        self._error.show()
