"""The figures above an issued paper: what is open of it, when it is due, when it was given."""

from __future__ import annotations

from datetime import date

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lawdesk.domain.invoices import Channel, InvoiceKind, InvoiceSummary
from lawdesk.domain.receivables.accounts import InvoiceStatus
from lawdesk.translation import _
from lawdesk.ui.pages.invoice_delivery import channel_words
from lawdesk.ui.pages.invoice_status import standing_words, status_of, status_tone, status_words
from lawdesk.ui.pages.receivables.arrears_words import Figures
from lawdesk.ui.widgets.badge import Figure

_WIDE = 560


class InvoiceFigures(QWidget):
    """Open, total, due and given in one row. A credit note asks nothing: it has no due day."""

    def __init__(self) -> None:
        super().__init__()
        self._asks = True
        self.open = Figure(_("Open"), "", "")
        self.total = Figure(_("Total"), "", "")
        self.due = Figure(_("To be paid by"), "", "")
        self.sent = Figure(_("Given to the client"), "", "")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        for figure in (self.open, self.total, self.due, self.sent):
            layout.addWidget(figure, 1)

    def show_invoice(
        self, summary: InvoiceSummary, net_cents: int, today: date, words: Figures
    ) -> None:
        """Shows the figures of an issued paper; `net_cents` is its sum without tax."""
        currency = summary.currency
        status = status_of(summary, today)
        if status is not None:
            amount = words.money(summary.open_cents, currency)
            told = _status_note(summary, status, words)
            self.open.show_value(amount, told, tone=_note_tone(status_tone(status)))
        net = words.plain_money(net_cents, currency)
        self.total.show_value(
            words.plain_money(summary.total_cents, currency),
            _("{net} net, {currency}").format(net=net, currency=currency),
        )
        issued = _("issued {date}").format(date=words.day(summary.issued_on))
        self.due.show_value(words.day(summary.due_on), issued)
        self.sent.show_value(*_given(summary.delivered_on, summary.delivered_by, words))
        self._asks = summary.kind is not InvoiceKind.CREDIT_NOTE
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window leaves the total out, so that no day is cut off."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.open.setVisible(self._asks)
        self.due.setVisible(self._asks)
        self.total.setVisible(not self._asks or self.width() >= _WIDE)


def _status_note(summary: InvoiceSummary, status: InvoiceStatus, words: Figures) -> str:
    """How the claim stands, and of how much the open amount is a part."""
    if status is InvoiceStatus.DISPUTED:
        return standing_words(summary, status, words.practice)
    told = status_words(status)
    if summary.open_cents in {0, summary.total_cents}:
        return told
    total = words.plain_money(summary.total_cents, summary.currency)
    return _("of {total}, {status}").format(total=total, status=told)


def _note_tone(tone: str) -> str:
    return tone if tone in {"attention", "overdue", "running"} else ""


def _given(day: date | None, channel: Channel | None, words: Figures) -> tuple[str, str]:
    if day is None or channel is None:
        return _("not noted"), _("note it below")
    return words.day(day), _("by {channel}").format(channel=channel_words()[channel])
