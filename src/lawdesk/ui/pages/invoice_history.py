"""What happened to an issued paper, day by day, with what was open after each booking."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lawdesk.domain.invoices import InvoiceId, IssuedInvoice
from lawdesk.domain.receivables.accounts import EntryKind
from lawdesk.store import invoices
from lawdesk.store.database import Reader
from lawdesk.store.receivables import accounts
from lawdesk.translation import _
from lawdesk.ui.pages.receivables.arrears_story import StoryLine, story_of
from lawdesk.ui.pages.receivables.arrears_words import Figures
from lawdesk.ui.widgets.columns import Column
from lawdesk.ui.widgets.row_table import RowTable


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One line of the history. `open` is empty where nothing was booked."""

    key: str
    day: str
    words: str
    detail: str
    amount: str
    open: str
    tone: str
    link: tuple[str, str] | None = None


class InvoiceHistory(QWidget):
    """A table. Links, and Enter on their rows, show a credit note or claim a write-off again."""

    invoice_asked = Signal(int)
    claim_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._links: dict[str, int] = {}
        self.table = RowTable(_("What happened to it"), _columns())
        self.table.set_empty(_("Nothing has happened to it since it was issued."))
        self.table.link_clicked.connect(lambda key, _link: self._on_opened(key))
        self.table.opened.connect(self._on_opened)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table)

    def show_invoice(self, read: Reader, invoice: IssuedInvoice, figures: Figures) -> None:
        """Reads and shows everything about this invoice."""
        notes = {each.number: each.id for each in invoices.list_corrections(read, invoice.id)}
        rows = history_of(read, invoice, figures, notes)
        self._links = {
            row.key: int(row.link[0].removeprefix("invoice-"))
            for row in rows
            if row.link is not None and row.link[0].startswith("invoice-")
        }
        self.table.set_rows(rows, key=lambda row: row.key)

    def _on_opened(self, key: object) -> None:
        row = self.table.row(key)
        if str(key) in self._links:
            self.invoice_asked.emit(self._links[str(key)])
        elif isinstance(row, HistoryRow) and row.link is not None:
            self.claim_asked.emit()


def history_of(
    read: Reader, invoice: IssuedInvoice, figures: Figures, notes: dict[str, InvoiceId]
) -> list[HistoryRow]:
    """The lines in the order of their days; `notes` are its credit notes by number."""
    entries = {f"entry-{e.id}": e for e in accounts.list_of_invoice(read, invoice.id)}
    is_given_up = any(e.kind is EntryKind.WRITE_OFF for e in entries.values()) and (
        sum(e.amount_cents for e in entries.values() if e.kind is EntryKind.WRITE_OFF) < 0
    )
    open_cents, rows = 0, []
    for line in story_of(read, invoice.id, invoice.currency, figures):
        entry = entries.get(line.key)
        link = None
        if entry is not None:
            open_cents += entry.amount_cents
            if entry.kind is EntryKind.CREDIT_NOTE and entry.reference in notes:
                link = (f"invoice-{notes[entry.reference]}", _("Open"))
            elif entry.kind is EntryKind.WRITE_OFF and is_given_up and entry.amount_cents < 0:
                link = ("claim", _("Claim again…"))
        after = figures.money(open_cents, invoice.currency) if entry is not None else ""
        rows.append(_row(line, after, figures, link))
    return rows


def _row(line: StoryLine, after: str, figures: Figures, link: tuple[str, str] | None) -> HistoryRow:
    return HistoryRow(
        line.key,
        figures.day(line.day),
        line.words,
        line.detail,
        line.amount,
        after,
        line.tone,
        link,
    )


def _columns() -> list[Column]:
    return [
        Column("day", _("Day"), lambda row: row.day, 92, tone=lambda _row: "quiet"),
        Column(
            "words",
            _("What happened"),
            lambda row: row.words,
            tone=lambda row: row.tone,
            detail=lambda row: row.detail,
        ),
        Column(
            "link", "", lambda _row: "", 88, right=True, optional=True,
            links=lambda row: [row.link] if row.link else [],
        ),
        Column("amount", _("Amount"), lambda row: row.amount, 92, right=True),
        Column("open", _("Open after"), lambda row: row.open, 92, right=True),
    ]  # fmt: skip
