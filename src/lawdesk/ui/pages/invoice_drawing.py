"""The PDFs of issued invoices: drawn from the frozen rows on a worker, sealed, recorded.

The order is database, then file, then receipt: an invoice without its PDF is drawn again, a PDF
without its row is swept.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from lawdesk.domain.invoice_paper import InvoicePaper
from lawdesk.domain.invoices import InvoiceId
from lawdesk.domain.issued_paper import paper_of
from lawdesk.errors import LawDeskError, StorageError
from lawdesk.operations.invoices import record_invoice_pdfs
from lawdesk.progress import Report
from lawdesk.store import invoices
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.vault.atomic_file import LateSync
from lawdesk.vault.sealed_documents import SealedDocument, SealedDocuments

_BATCH = 25


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a worker made: sealed PDFs by invoice, and the first thing that went wrong."""

    sealed: tuple[tuple[InvoiceId, SealedDocument], ...]
    error: LawDeskError | None


class InvoiceDrawing(QObject):
    """Draws PDFs that are missing, several in one piece of work.

    What could not be drawn is told once and tried again only when the lawyer asks for it.
    """

    ended = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._in_work: list[InvoiceId] = []
        self._failed: set[InvoiceId] = set()

    def draw_missing(self) -> None:
        """Draws every PDF that is not there, after issuing or after the program died."""
        if self._in_work:
            return
        missing = self._missing()[:_BATCH]
        if not missing:
            return
        self._in_work = missing
        documents = self._desk.documents
        papers = [
            (invoice_id, paper_of(invoices.get_composed(self._desk.read, invoice_id)))
            for invoice_id in missing
        ]
        task = self._desk.start(
            lambda report: draw_sealed(papers, documents, report),
            self._on_drawn,
            self._work_words(missing),
        )
        task.ended.connect(self._on_ended)

    def draw_again(self) -> None:
        """Tries again what could not be drawn."""
        self._failed.clear()
        self.draw_missing()

    def has_failed(self, invoice_id: InvoiceId) -> bool:
        """Whether the PDF of this invoice could not be drawn."""
        return invoice_id in self._failed

    def _missing(self) -> list[InvoiceId]:
        found = invoices.list_without_pdf(self._desk.read)
        return [invoice_id for invoice_id in found if invoice_id not in self._failed]

    def _work_words(self, missing: list[InvoiceId]) -> str:
        if len(missing) > 1:
            return _("Drawing {count} invoices").format(count=len(missing))
        number = invoices.get(self._desk.read, missing[0]).number
        return _("Drawing invoice {number}").format(number=number)

    def _on_drawn(self, drawn: Drawn) -> None:
        if drawn.sealed:
            self._desk.do(record_invoice_pdfs, drawn.sealed, now=self._desk.clock.now())
        if isinstance(drawn.error, StorageError):
            self._failed.update(self._missing())  # the next ones would meet the same full disk
        if drawn.error is not None:
            self._desk.failed.emit(drawn.error)

    def _on_ended(self) -> None:
        """What this piece of work left without a PDF (cancelled, refused) is not tried again."""
        tried, self._in_work = self._in_work, []
        self._failed.update(set(tried) & set(self._missing()))
        self.ended.emit()
        self.draw_missing()


def draw_sealed(
    papers: Sequence[tuple[InvoiceId, InvoicePaper]],
    documents: SealedDocuments,
    report: Report,
    later: LateSync | None = None,
) -> Drawn:
    """Draws the PDFs and seals them; each sealed file is durable when this returns, or once
    `later` has finished.

    A paper that cannot be drawn is left out; a disk that refuses ends the work. Raises Cancelled.
    """
    from lawdesk.exports.invoice_pdf import draw_invoice  # reportlab is slow to import

    sealed: list[tuple[InvoiceId, SealedDocument]] = []
    first_error: LawDeskError | None = None
    for done, (invoice_id, paper) in enumerate(papers):
        report(done, len(papers))
        try:
            sealed.append((invoice_id, documents.seal_bytes(draw_invoice(paper), later=later)))
        except StorageError as error:
            return Drawn(tuple(sealed), error)
        except LawDeskError as error:
            first_error = first_error or error
    return Drawn(tuple(sealed), first_error)
