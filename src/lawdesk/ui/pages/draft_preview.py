"""The PDF beside a draft: the real one, drawn on a worker when the lawyer pauses."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lawdesk.domain.invoice_paper import InvoicePaper
from lawdesk.domain.invoices import ComposedInvoice
from lawdesk.domain.issued_paper import paper_of
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.tasks import while_alive
from lawdesk.ui.widgets.labels import text_label
from lawdesk.ui.widgets.pdf_view import PdfView

_PAUSE_MS = 150


class DraftPreview(QWidget):
    """Draws the paper it was shown last; papers that came in between are never drawn."""

    redrawn = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._composed: ComposedInvoice | None = None
        self._wanted: InvoicePaper | None = None
        self._drawn: InvoicePaper | None = None
        self._is_drawing = False
        self.content = b""
        self.pdf = PdfView(_("Preview of the invoice"))
        self.pages_label = text_label("", "caption")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._start)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pdf)

    def show_paper(self, paper: InvoicePaper) -> None:
        """Draws this paper soon, unless it is what is shown already."""
        if paper != self._wanted:
            self._wanted = paper
            self._pause.start()

    def show_invoice(self, composed: ComposedInvoice) -> None:
        """Draws the paper of this invoice soon; while one types, not even the paper is made."""
        self._composed = composed
        self._pause.start()

    def clear(self) -> None:
        """Shows nothing and lets go of the paper."""
        self._pause.stop()
        self._composed = self._wanted = self._drawn = None
        self.content = b""
        self.pdf.clear()
        self.pages_label.setText("")

    def _start(self) -> None:
        if self._composed is not None:
            self._wanted, self._composed = paper_of(self._composed), None
        paper = self._wanted
        if paper is None or self._is_drawing or paper == self._drawn:
            return
        self._is_drawing = True
        task = self._desk.start(
            lambda _report: _draw(paper),
            while_alive(self, lambda content: self._show(paper, content)),
            "",
        )
        task.ended.connect(self._on_ended)

    def _show(self, paper: InvoicePaper, content: bytes) -> None:
        if self._wanted is None:
            return
        self._drawn, self.content = paper, content
        place = self.pdf.verticalScrollBar().value()
        self.pdf.show_pdf(content)
        self.pdf.verticalScrollBar().setValue(place)
        count = self.pdf.page_count()
        words = _("1 page") if count == 1 else _("{count} pages").format(count=count)
        self.pages_label.setText(_("Preview, {pages}").format(pages=words))
        self.redrawn.emit()

    def _on_ended(self) -> None:
        self._is_drawing = False
        if self._wanted != self._drawn:
            self._pause.start()


def _draw(paper: InvoicePaper) -> bytes:
    from lawdesk.exports.invoice_pdf import draw_invoice  # reportlab is slow to import

    return draw_invoice(paper)
