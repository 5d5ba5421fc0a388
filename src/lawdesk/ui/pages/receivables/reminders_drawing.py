"""The letters of reminders: drawn from their rows on a worker, sealed, recorded.

A reminder without its letter is drawn again whenever the list is shown; a sealed file without its
row is swept.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from lawdesk.domain.receivables.papers import ReminderPaper
from lawdesk.errors import LawDeskError
from lawdesk.operations.receivables.papers import reminder_paper
from lawdesk.operations.receivables.reminders import record_reminder_pdf
from lawdesk.progress import Report
from lawdesk.store.receivables.reminders import ReminderId, SentRow
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.pages.receivables.statement_words import texts_for_client
from lawdesk.ui.tasks import while_alive
from lawdesk.vault.sealed_documents import SealedDocument, SealedDocuments

Letter = tuple[ReminderId, ReminderPaper]
Sealed = tuple[ReminderId, SealedDocument]


class ReminderDrawing(QObject):
    """Draws the letters that are missing, all in one piece of work. What failed is told once."""

    ended = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tried: set[ReminderId] = set()

    def draw_missing(self, rows: Sequence[SentRow]) -> None:
        """Draws the letter of every row that has none."""
        missing = [row for row in rows if row.document_id is None and row.id not in self._tried]
        if not missing:
            return
        self._tried |= {row.id for row in missing}
        letters, documents = self._letters(missing), self._desk.documents
        words = _("Drawing {count} reminders").format(count=len(letters))
        if len(letters) == 1:
            words = _("Drawing the reminder of {number}").format(number=missing[0].number)
        if letters:
            task = self._desk.start(
                lambda report: draw_sealed(letters, documents, report),
                while_alive(self, self._on_drawn),
                words,
            )
            task.ended.connect(self.ended)

    def _letters(self, rows: Sequence[SentRow]) -> list[Letter]:
        read, letters = self._desk.read, []
        for row in rows:
            try:
                paper = reminder_paper(read, row.id, texts_for_client(read, row.client_id))
            except LawDeskError as error:
                self._desk.failed.emit(error)
            else:
                letters.append((row.id, paper))
        return letters

    def _on_drawn(self, sealed: Sequence[Sealed]) -> None:
        for reminder_id, document in sealed:
            now = self._desk.clock.now()
            self._desk.do(record_reminder_pdf, reminder_id, document, now=now)


def draw_sealed(
    letters: Sequence[Letter], documents: SealedDocuments, report: Report
) -> tuple[Sealed, ...]:
    """Draws and seals each letter. Raises LawDeskError, Cancelled; what was sealed by then has no
    row and is swept.
    """
    from lawdesk.exports.receivables.reminder_pdf import draw_reminder  # reportlab is slow

    sealed = []
    for done, (reminder_id, paper) in enumerate(letters):
        report(done, len(letters))
        sealed.append((reminder_id, documents.seal_bytes(draw_reminder(paper))))
    return tuple(sealed)
