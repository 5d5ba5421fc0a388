"""A paper that LawDesk draws for a client: shown, filed sealed, or saved as a plain copy."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lawdesk.domain.clients import ClientId
from lawdesk.domain.matters import MatterId
from lawdesk.errors import ImportRefused
from lawdesk.operations.documents import record_client_paper
from lawdesk.progress import Report
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.document_words import plain_copy_sentence
from lawdesk.ui.questions import FileQuestions, confirm
from lawdesk.ui.tasks import while_alive
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.pdf_view import PdfView
from lawdesk.vault.atomic_file import write_atomic
from lawdesk.vault.sealed_documents import SealedDocument

_PAPER_HEIGHT = 620


class PaperView(QWidget):
    """The drawn paper with what can be done with it; `name` is read by screen readers."""

    closed = Signal()
    drawn = Signal()

    def __init__(self, desk: Desk, name: str, files: FileQuestions | None = None) -> None:
        super().__init__()
        self._desk, self._files = desk, files or FileQuestions()
        self._client_id: ClientId | None = None
        self._matter_id: MatterId | None = None
        self._title = ""
        self.content = b""
        self.pdf = PdfView(name)
        self.pdf.setFixedHeight(_PAPER_HEIGHT)
        self.file_button = self._button(_("File it"), self._on_file_clicked)
        self.save_button = self._button(_("Save PDF copy…"), self._on_save_clicked)
        self.close_button = self._button(_("Close the paper"), self.closed.emit)
        links = QHBoxLayout()
        links.setSpacing(16)
        for button in (self.file_button, self.save_button, self.close_button):
            links.addWidget(button)
        links.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(links)
        layout.addWidget(self.pdf)

    def draw(
        self,
        draw: Callable[[], bytes],
        title: str,
        client_id: ClientId | None,
        matter_id: MatterId | None,
    ) -> None:
        """Draws the paper on a worker and shows it; it is filed only where the lawyer says so."""
        self._client_id, self._matter_id, self._title = client_id, matter_id, title
        self.content = b""
        self.pdf.clear()
        self.file_button.setVisible(client_id is not None)
        self._enable()
        self._desk.start(
            lambda _report: draw(),
            while_alive(self, self._on_drawn),
            _("Drawing {title}").format(title=title),
        )

    def _button(self, words: str, run: object) -> Button:
        button = Button(words, kind="link")
        button.clicked.connect(lambda _checked=False: run() if callable(run) else None)
        return button

    def _enable(self) -> None:
        for button in (self.file_button, self.save_button):
            button.setEnabled(bool(self.content))

    def _on_drawn(self, content: bytes) -> None:
        self.content = content
        self._enable()
        self.drawn.emit()
        try:
            self.pdf.show_pdf(content)
        except ImportRefused as error:
            self._desk.failed.emit(error)

    def _on_file_clicked(self) -> None:
        content, vault, client_id = self.content, self._desk.documents, self._client_id
        if client_id is None or not content:
            return
        matter_id, title = self._matter_id, self._title
        self.file_button.setEnabled(False)

        def seal(report: Report) -> SealedDocument:
            return vault.seal_bytes(content, report)

        def record(sealed: SealedDocument) -> None:
            self._desk.do(
                record_client_paper,
                client_id,
                matter_id,
                title,
                f"{title}.pdf",
                sealed,
                now=self._desk.clock.now(),
            )
            self._desk.say(_("“{title}” is sealed and filed.").format(title=title))

        self._desk.start(seal, record, _("Sealing {name}").format(name=title))

    def _on_save_clicked(self) -> None:
        content, title = self.content, self._title
        path = self._files.path_to_save(self, _("Save PDF copy"), f"{title}.pdf")
        if path is None or not confirm(
            self,
            _("Save a plain copy"),
            plain_copy_sentence(title, path),
            _("Save plain copy"),
        ):
            return
        self._desk.start(
            lambda _report: write_atomic(path, content),
            lambda _done: self._desk.say(_("Saved as {path}, not encrypted.").format(path=path)),
            _("Saving {name}").format(name=path.name),
        )
