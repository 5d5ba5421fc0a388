"""The PDF beside a draft of an invoice."""

from lawdesk.domain.invoice_paper import InvoicePaper
from lawdesk.domain.invoices import ComposedInvoice
from lawdesk.domain.issued_paper import paper_of
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.pages.pdf_preview import PdfPreview


class DraftPreview(PdfPreview[InvoicePaper]):
    """The invoice as it would be issued now."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Preview of the invoice"), _draw)

    def show_paper(self, paper: InvoicePaper) -> None:
        """Draws this paper soon, unless it is what is shown already."""
        if paper != self._wanted:
            self._wanted = paper
            self._pause.start()

    def show_invoice(self, composed: ComposedInvoice) -> None:
        """Draws the paper of this invoice soon; while one types, not even the paper is made."""
        self.show_soon(lambda: paper_of(composed))


def _draw(paper: InvoicePaper) -> bytes:
    from lawdesk.exports.invoice_pdf import draw_invoice  # reportlab is slow to import

    return draw_invoice(paper)
