"""What is told above a draft and asked before it is issued."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from lawdesk.domain.billing.drafts import DraftLine
from lawdesk.domain.invoices import ComposedInvoice
from lawdesk.domain.locale_format import format_money
from lawdesk.domain.practice import Practice
from lawdesk.translation import _
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.labels import text_label


class AddressNotice(QWidget):
    """Says that somebody who is billed has no address, and leads there."""

    def __init__(self, on_click: object) -> None:
        super().__init__()
        self._text = text_label("", "body", wrap=True)
        self._text.setProperty("tone", "attention")
        button = Button(_("Open client"), kind="link")
        button.clicked.connect(on_click)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._text, 1)
        layout.addWidget(button)

    def show_for(self, client_name: str) -> None:
        """Names the client without address; nobody hides the line."""
        words = _("{client} has no address yet; an invoice needs one.")
        self._text.setText(words.format(client=client_name))
        self.setVisible(bool(client_name))


def chosen_words(lines: Sequence[DraftLine]) -> str:
    """How many lines are chosen, and that there is no number yet."""
    chosen = sum(line.chosen for line in lines)
    if not chosen:
        return _("Nothing is chosen yet; tick a line to bill it.")
    words = _("{chosen} of {all} entries chosen. No number yet; it is given when you issue.")
    if any(not line.is_time for line in lines):
        words = _("{chosen} of {all} lines chosen. No number yet; it is given when you issue.")
    if len(lines) == 1:
        words = _("The only entry is chosen. No number yet; it is given when you issue.")
    return words.format(chosen=chosen, all=len(lines))


def issue_sentence(composed: Sequence[ComposedInvoice], number: str, practice: Practice) -> str:
    """What issuing will do, to be read before it is done."""
    first = composed[0].invoice
    names = [each.invoice.recipient_name for each in composed]
    cents = sum(each.invoice.total_cents for each in composed)
    amount = format_money(cents, first.currency, practice.locale)
    words = _(
        "Issues invoice {number} over {amount} {currency} to {client}. It cannot be changed "
        "afterwards, only credited."
    )
    if len(composed) > 1:
        words = _(
            "Issues {count} invoices from {number} on, over {amount} {currency} together, to "
            "{client}. They cannot be changed afterwards, only credited."
        )
    return words.format(
        number=number,
        amount=amount,
        currency=first.currency,
        client=", ".join(names),
        count=len(composed),
    )
