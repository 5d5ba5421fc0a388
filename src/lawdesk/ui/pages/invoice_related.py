"""The papers that belong to an issued one: what it corrects, what corrects it, who shares it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lawdesk.domain.invoices import InvoiceId, InvoiceKind, IssuedInvoice
from lawdesk.store import invoices
from lawdesk.store.database import Reader
from lawdesk.translation import _
from lawdesk.ui.pages.invoice_status import paper_words
from lawdesk.ui.plain_words import shortened
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.labels import text_label
from lawdesk.ui.widgets.layout_items import clear
from lawdesk.ui.widgets.reading_order import set_reading_order

_MOST = 6
_NAME = 24


class RelatedPapers(QWidget):
    """Links in one line; hidden where nothing belongs to the paper."""

    asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.buttons: list[Button] = []
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(4)
        self._line.addStretch(1)

    def show_invoice(self, read: Reader, invoice: IssuedInvoice) -> None:
        """Shows the papers of this one. What is there already is left alone."""
        wanted = related_to(read, invoice)
        if [button.words() for button in self.buttons] != [words for _id, words in wanted]:
            self._build(wanted)
        self.setVisible(bool(wanted))

    def _build(self, wanted: list[tuple[InvoiceId, str]]) -> None:
        clear(self._line)
        self.buttons = []
        for invoice_id, words in wanted[:_MOST]:
            button = Button(words, kind="link")
            button.clicked.connect(lambda _checked=False, at=invoice_id: self.asked.emit(at))
            self.buttons.append(button)
            self._line.addWidget(button)
            button.show()  # the layout would show it a moment later: too late for the Tab key
        if len(wanted) > _MOST:
            more = _("and {count} more").format(count=len(wanted) - _MOST)
            self._line.addWidget(text_label(more, "caption"))
        self._line.addStretch(1)
        set_reading_order(self)


def related_to(read: Reader, invoice: IssuedInvoice) -> list[tuple[InvoiceId, str]]:
    """The papers and how each is named, the corrected one first."""
    found = []
    if invoice.corrects_id is not None:
        words = _("Corrects invoice {number}").format(number=invoice.corrects_number)
        found.append((invoice.corrects_id, words))
    found += [
        (note.id, paper_words(InvoiceKind.CREDIT_NOTE, note.number))
        for note in invoices.list_corrections(read, invoice.id)
    ]
    if invoice.kind is not InvoiceKind.INVOICE:
        return found
    for other_id in invoices.list_split(read, invoice.id):
        if other_id != invoice.id:
            other = invoices.get(read, other_id)
            words = _("Split with {number} ({name})")
            name = shortened(other.recipient_name, _NAME)
            found.append((other_id, words.format(number=other.number, name=name)))
    return found
