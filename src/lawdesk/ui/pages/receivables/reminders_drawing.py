"""The letters of reminders: drawn from their rows on a worker, sealed, recorded.

A reminder without its letter is drawn again whenever the list is shown; a sealed file without its
row is swept.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from lawdesk.domain.receivables.papers import ReminderPaper
from lawdesk.errors import LawDeskError
from lawdesk.operations.receivables.papers import reminder_paper
from lawdesk.operations.receivables.reminders import record_reminder_pdfs
from lawdesk.progress import Report
from lawdesk.store.receivables import claims, reminders
from lawdesk.store.receivables.reminders import Reminder, ReminderId
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.pages.receivables.statement_words import texts_for_client
from lawdesk.ui.tasks import while_alive
from lawdesk.vault.sealed_documents import SealedDocument, SealedDocuments

_BATCH = 25

Letter = tuple[ReminderId, ReminderPaper]
Sealed = tuple[ReminderId, SealedDocument]


class ReminderDrawing(QObject):
    """Draws the letters that are missing, several in one piece of work. What failed is told once
    and tried again when the page is made anew.
    """

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._is_drawing = False
        self._tried: set[ReminderId] = set()

    def draw_missing(self) -> None:
        """Draws every letter that is not there."""
        found = reminders.list_without_document(self._desk.read, _BATCH + len(self._tried))
        missing = [each for each in found if each.id not in self._tried][:_BATCH]
        if self._is_drawing or not missing:
            return
        self._tried |= {each.id for each in missing}
        letters, documents = self._letters(missing), self._desk.documents
        words = _("Drawing 1 reminder") if len(letters) == 1 else _("Drawing {count} reminders")
        self._is_drawing = True
        task = self._desk.start(
            lambda report: draw_sealed(letters, documents, report),
            while_alive(self, self._on_drawn),
            words.format(count=len(letters)),
        )
        task.ended.connect(self._on_ended)

    def _letters(self, missing: Sequence[Reminder]) -> list[Letter]:
        read, letters = self._desk.read, []
        for each in missing:
            client_id = claims.get(read, each.invoice_id).client_id
            try:
                paper = reminder_paper(read, each.id, texts_for_client(read, client_id))
            except LawDeskError as error:
                self._desk.failed.emit(error)
            else:
                letters.append((each.id, paper))
        return letters

    def _on_drawn(self, sealed: Sequence[Sealed]) -> None:
        self._desk.do(record_reminder_pdfs, sealed, now=self._desk.clock.now())

    def _on_ended(self) -> None:
        self._is_drawing = False
        self.draw_missing()


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
