"""Reading the words of new papers for the search: in the background, a few at a time.

A paper is unsealed in memory on a worker, its words come back and are kept in the practice. What
was not read when the program ends is read after the next unlock.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QTimer

from lawdesk.domain.documents import Document, DocumentId, TextOutcome
from lawdesk.errors import NotFound, StorageError
from lawdesk.operations.documents import record_texts
from lawdesk.progress import Report
from lawdesk.store import document_texts
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.sealed_papers import sealed_form
from lawdesk.ui.tasks import while_alive
from lawdesk.vault.sealed_documents import SealedDocuments

_AT_ONCE = 12
_MANY = 24
_PAUSE_MS = 400
_WATCHED = frozenset({"document_versions", "documents"})

Read = tuple[DocumentId, int, TextOutcome, str]


class DocumentReading(QObject):
    """Lives as long as the practice is open."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._is_reading = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._go_on)
        desk.changed.connect(self._on_changed)
        desk.closing.connect(self._pause.stop)

    def start(self) -> None:
        """Begins with whatever was left over."""
        self._pause.start()

    def _on_changed(self, touched: frozenset[str]) -> None:
        if touched & _WATCHED and not self._is_reading:
            self._pause.start()

    def _go_on(self) -> None:
        if self._is_reading:
            return
        waiting = document_texts.list_unread(self._desk.read, _AT_ONCE)
        if not waiting:
            return
        self._is_reading = True
        left = document_texts.count_unread(self._desk.read)
        words = _("Reading {count} documents for the search").format(count=left)
        vault, chosen = self._desk.documents, tuple(waiting)
        task = self._desk.start(
            partial(read_words, chosen, vault),
            while_alive(self, self._on_read),
            words if left >= _MANY else "",
        )
        task.ended.connect(self._on_ended)

    def _on_read(self, found: Sequence[Read]) -> None:
        done = self._desk.do(record_texts, tuple(found))
        self._is_reading = False
        if done is not None:  # where the disk refuses, asking again at once helps nobody
            self._pause.start(1)

    def _on_ended(self) -> None:
        self._is_reading = False


def read_words(
    papers: Sequence[Document], vault: SealedDocuments, report: Report
) -> tuple[Read, ...]:
    """The words of these papers. For a worker; raises Cancelled."""
    found = []
    for place, paper in enumerate(papers):
        report(place, len(papers))
        outcome, text = _words_of(paper, vault, report, place, len(papers))
        found.append((paper.id, paper.version, outcome, text))
    return tuple(found)


def _words_of(
    paper: Document, vault: SealedDocuments, report: Report, place: int, count: int
) -> tuple[TextOutcome, str]:
    from lawdesk.imports.document_text import LARGEST_READ, read_document_text  # for papers only

    if paper.plain_size > LARGEST_READ:
        return TextOutcome.TOO_LARGE, ""

    def still(_done: int, _total: int) -> None:
        report(place, count)

    try:
        content = vault.unseal(sealed_form(paper), still)
    except (StorageError, NotFound):
        return TextOutcome.UNREADABLE, ""
    return read_document_text(paper.media_type, content, still)
