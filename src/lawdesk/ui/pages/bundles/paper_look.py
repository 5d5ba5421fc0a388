"""A look at one paper before it goes into a bundle; its bytes stay in memory."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from lawdesk.domain.documents import Document
from lawdesk.errors import ImportRefused
from lawdesk.progress import Report
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.pages.documents_view import DocumentView, Readable, can_show, make_readable
from lawdesk.ui.sealed_papers import sealed_form
from lawdesk.ui.tasks import while_alive
from lawdesk.ui.widgets.labels import ElidedLabel
from lawdesk.vault.sealed_documents import SealedDocument, SealedDocuments

_WIDTH, _HEIGHT = 760, 640


class PaperLook(QDialog):
    """One paper in a window of its own. Esc closes it."""

    def __init__(self, desk: Desk, paper: Document, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Look at a paper"))
        self.resize(_WIDTH, _HEIGHT)
        self.view = DocumentView()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 20)
        layout.setSpacing(12)
        layout.addWidget(ElidedLabel(paper.title, "title"))
        layout.addWidget(self.view, 1)
        if not can_show(paper):
            words = _("{name} cannot be shown here; it goes into the bundle as it is.")
            self.view.say(words.format(name=paper.file_name))
            return
        self.view.say("")
        vault, sealed, kind = desk.documents, sealed_form(paper), paper.media_type
        desk.start(
            lambda report: _read(vault, sealed, kind, report),
            while_alive(self, self._on_read),
            _("Opening {name}").format(name=paper.title),
        )

    def _on_read(self, shown: Readable | ImportRefused) -> None:
        if isinstance(shown, ImportRefused):
            self.view.say(str(shown))
        else:
            self.view.show_readable(shown)


def _read(
    vault: SealedDocuments, sealed: SealedDocument, media_type: str, report: Report
) -> Readable | ImportRefused:
    """The paper ready to be looked at, or why it cannot be: that is told in its place."""
    try:
        return make_readable(media_type, vault.unseal(sealed, report))
    except ImportRefused as error:
        return error
