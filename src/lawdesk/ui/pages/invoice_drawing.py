"""The PDFs of issued invoices: drawn from the frozen rows on a worker, sealed, recorded.

The order is database, then file, then receipt: an invoice without its PDF is drawn again, a PDF
without its row is swept.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject

from lawdesk.domain.invoice_composition import paper_of
from lawdesk.domain.invoice_paper import InvoicePaper
from lawdesk.domain.invoices import InvoiceId
from lawdesk.operations.invoices import record_invoice_pdf
from lawdesk.progress import Report
from lawdesk.store import invoices
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.vault.sealed_documents import SealedDocument, SealedDocuments


class InvoiceDrawing(QObject):
    """Draws PDFs that are missing, each once at a time."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._in_work: set[InvoiceId] = set()

    def draw(
        self, invoice_id: InvoiceId, then: Callable[[InvoiceId], object] | None = None
    ) -> None:
        """Draws, seals and records the PDF of an invoice, and calls `then` when it is there."""
        if invoice_id in self._in_work:
            return
        self._in_work.add(invoice_id)
        composed = invoices.get_composed(self._desk.read, invoice_id)
        paper, documents = paper_of(composed), self._desk.documents
        task = self._desk.start(
            lambda report: draw_sealed(paper, documents, report),
            lambda sealed: self._on_sealed(invoice_id, sealed, then),
            _("Drawing invoice {number}").format(number=composed.invoice.number),
        )
        task.ended.connect(lambda: self._in_work.discard(invoice_id))

    def draw_missing(self) -> None:
        """Draws every PDF that is not there, after the program died in between."""
        for invoice_id in invoices.list_without_pdf(self._desk.read):
            self.draw(invoice_id)

    def _on_sealed(
        self,
        invoice_id: InvoiceId,
        sealed: SealedDocument,
        then: Callable[[InvoiceId], object] | None,
    ) -> None:
        now = self._desk.clock.now()
        recorded = self._desk.do(record_invoice_pdf, invoice_id, sealed, now=now)
        if recorded is not None and then is not None:
            then(invoice_id)


def draw_sealed(paper: InvoicePaper, documents: SealedDocuments, report: Report) -> SealedDocument:
    """Draws the PDF and seals it; the sealed file is durable when this returns."""
    from lawdesk.exports.invoice_pdf import draw_invoice  # reportlab is slow to import

    return documents.seal_bytes(draw_invoice(paper), report)
