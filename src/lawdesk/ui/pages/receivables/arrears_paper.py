"""A letter that was just drawn: shown, saved as a plain copy, or sealed among the papers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

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

_LEAST_HEIGHT = 320


@dataclass(frozen=True, slots=True)
class Filed:
    """Under whose name a letter is filed, and how it is called."""

    client_id: ClientId
    matter_id: MatterId | None
    title: str
    file_name: str


class PaperView(QWidget):
    """One PDF with its links. `drawn` when it is shown; it is kept only by a click."""

    drawn = Signal()

    def __init__(self, desk: Desk, files: FileQuestions, name: str) -> None:
        super().__init__()
        self._desk, self._files = desk, files
        self._filed: Filed | None = None
        self._round = 0
        self.content = b""
        self.pdf = PdfView(name)
        self.pdf.setMinimumHeight(_LEAST_HEIGHT)
        self._links = QHBoxLayout()
        self._links.setSpacing(12)
        self._links.addStretch(1)
        self.file_button = self.add_link(_("File with the papers"), self._on_file_clicked)
        self.save_button = self.add_link(_("Save PDF copy…"), self._on_save_clicked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._links)
        layout.addWidget(self.pdf, 1)
        self._enable()

    def add_link(self, words: str, run: Callable[[], object]) -> Button:
        """Adds a link at the end of the row above the PDF."""
        button = Button(words, kind="link")
        button.clicked.connect(lambda _checked=False: run())
        self._links.insertWidget(self._links.count() - 1, button)
        return button

    def draw(self, work: Callable[[Report], bytes], filed: Filed) -> None:
        """Draws on a worker and shows what it made, unless another was asked for since."""
        self.clear()
        self._filed = filed
        shown = while_alive(self, partial(self._on_drawn, self._round))
        self._desk.start(work, shown, _("Drawing {name}").format(name=filed.title))

    def clear(self) -> None:
        """Shows nothing; what is still being drawn is not shown either."""
        self._round += 1
        self.content = b""
        self.pdf.clear()
        self._enable()

    def _enable(self) -> None:
        for button in (self.file_button, self.save_button):
            button.setEnabled(bool(self.content))

    def _on_drawn(self, asked: int, content: bytes) -> None:
        if asked != self._round:
            return
        self.content = content
        self._enable()
        try:
            self.pdf.show_pdf(content)
        except ImportRefused as error:
            self._desk.failed.emit(error)
        self.drawn.emit()

    def _on_file_clicked(self) -> None:
        content, filed, vault = self.content, self._filed, self._desk.documents
        if filed is None or not content:
            return
        self.file_button.setEnabled(False)

        def record(sealed: SealedDocument) -> None:
            self._desk.do(
                record_client_paper,
                filed.client_id,
                filed.matter_id,
                filed.title,
                filed.file_name,
                sealed,
                now=self._desk.clock.now(),
            )
            self._desk.say(_("“{title}” is sealed and filed.").format(title=filed.title))

        words = _("Sealing {name}").format(name=filed.title)
        self._desk.start(lambda report: vault.seal_bytes(content, report), record, words)

    def _on_save_clicked(self) -> None:
        content, filed = self.content, self._filed
        if filed is None:
            return
        path = self._files.path_to_save(self, _("Save PDF copy"), filed.file_name)
        if path is None or not confirm(
            self,
            _("Save a plain copy"),
            plain_copy_sentence(filed.title, path),
            _("Save plain copy"),
        ):
            return
        self._desk.start(
            lambda _report: write_atomic(path, content),
            lambda _done: self._desk.say(_("Saved as {path}, not encrypted.").format(path=path)),
            _("Saving {name}").format(name=path.name),
        )
