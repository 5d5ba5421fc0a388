"""Looking at a file in quarantine, in memory: nothing of it is written to disk."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lawdesk.errors import ImportRefused
from lawdesk.progress import Report
from lawdesk.store.replies import RefusedFile, StoredFile
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.pages.documents_view import DocumentView, Readable, make_readable
from lawdesk.ui.tasks import while_alive
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.labels import ElidedLabel
from lawdesk.vault.sealed_documents import SealedDocument, SealedDocuments


def sealed_form_of(file: StoredFile | RefusedFile) -> SealedDocument:
    """What the vault needs to find, check and open a file in quarantine."""
    return SealedDocument(
        file.sealed_name,
        file.plain_sha256,
        file.plain_size,
        file.sealed_sha256,
        file.sealed_size,
    )


class ReplyLook(QWidget):
    """The file, and the way back to the reply. Esc goes back too."""

    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setAccessibleName(_("The file"))
        self._desk = desk
        self._loaded = ""
        self.view = DocumentView()
        self._title = ElidedLabel("", "section")
        self.back_button = Button(_("Back to the reply"), icon="back")
        self.back_button.clicked.connect(lambda _checked=False: self._leave())
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.back_button)
        head.addWidget(self._title, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addWidget(self.view, 1)

    def show_file(self, file: StoredFile) -> None:
        """Unseals the file on a worker and shows it, or says why it cannot be shown."""
        self._title.setText(file.name)
        self._loaded = file.sealed_name
        self.view.say("")
        vault, sealed, kind = self._desk.documents, sealed_form_of(file), file.media_type
        self._desk.start(
            lambda report: _read(vault, sealed, kind, report),
            while_alive(self, partial(self._on_read, file.sealed_name)),
            _("Opening {name}").format(name=file.name),
        )

    def clear(self) -> None:
        """Lets go of what is shown."""
        self._loaded = ""
        self.view.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _leave(self) -> None:
        self.clear()
        self.closed.emit()

    def _on_read(self, name: str, shown: Readable | ImportRefused) -> None:
        if name != self._loaded:
            return
        if isinstance(shown, ImportRefused):
            self.view.say(str(shown))
        else:
            self.view.show_readable(shown)


def _read(
    vault: SealedDocuments, sealed: SealedDocument, media_type: str, report: Report
) -> Readable | ImportRefused:
    try:
        return make_readable(media_type, vault.unseal(sealed, report))
    except ImportRefused as error:
        return error
