"""What a draft comes to: net, tax by group, and what is to be paid until when."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from lawdesk.domain.invoices import ComposedInvoice, IssuedInvoice, IssuedTax
from lawdesk.domain.locale_format import format_date, format_money, format_percent
from lawdesk.domain.practice import Practice
from lawdesk.translation import _
from lawdesk.ui.plain_words import shortened
from lawdesk.ui.widgets.labels import rule, text_label
from lawdesk.ui.widgets.layout_items import clear

_NAME_LENGTH = 26


@dataclass(frozen=True, slots=True)
class TotalRow:
    """One row: label, quiet words behind it, amount."""

    label: str
    detail: str
    amount: str
    strong: bool = False


class DraftTotals(QWidget):
    """Rows with a hairline between them, the amounts in one column at the right."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: list[TotalRow] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(8, 0, 8, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self.setAccessibleName(_("Totals"))

    def show_rows(self, rows: list[TotalRow]) -> None:
        """Replaces the rows, when they are others."""
        if rows == self._shown:
            return
        self._shown = rows
        clear(self._grid)
        for place, row in enumerate(rows):
            if place:
                self._grid.addWidget(rule(), 2 * place - 1, 0, 1, 3)
            self._add(2 * place, row)
        self.setAccessibleDescription("; ".join(f"{row.label} {row.amount}" for row in rows))

    def texts(self) -> dict[str, str]:
        """The amounts by their labels."""
        return {row.label: row.amount for row in self._shown}

    def _add(self, line: int, row: TotalRow) -> None:
        kind = "total" if row.strong else "body"
        amount = text_label(row.amount, kind)
        amount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(text_label(row.label, kind), line, 0)
        self._grid.addWidget(text_label(row.detail, "caption"), line, 1)
        self._grid.addWidget(amount, line, 2)


def total_rows(composed: Sequence[ComposedInvoice], practice: Practice) -> list[TotalRow]:
    """The rows for a draft as it would be issued now, in the practice's way of writing.

    What is taken off stands above the net; several payers are told one by one above their sum.
    """
    first = composed[0].invoice
    rows = _lowered_rows(composed[0], practice)
    rows.append(TotalRow(_("Net"), "", _money(_sum(composed, "net_cents"), practice)))
    if len(composed) == 1:
        rows += [_tax_row(tax, practice) for tax in composed[0].taxes]
    elif _sum(composed, "tax_cents"):
        rows.append(TotalRow(_("Tax"), "", _money(_sum(composed, "tax_cents"), practice)))
    total, paid = _sum(composed, "total_cents"), _sum(composed, "paid_cents")
    if len(composed) > 1:
        rows += [_payer_row(each.invoice, practice) for each in composed]
    if paid:
        if len(composed) == 1 and composed[0].taxes:
            rows.append(TotalRow(_("Total"), "", _money(total, practice)))
        rows.append(TotalRow(_("Credit applied"), "", _money(-paid, practice)))
    due = _("by {date}").format(date=format_date(first.due_on, practice.locale))
    rows.append(TotalRow(_("To be paid"), due, _money(total - paid, practice), strong=True))
    return rows


def _lowered_rows(composed: ComposedInvoice, practice: Practice) -> list[TotalRow]:
    """The fee cap and the discounts, each summed over its tax groups."""
    sums: dict[tuple[str, str], int] = {}
    for line in composed.lines:
        if line.part == "invoice" and line.kind in {"cap", "discount"}:
            key = (line.kind, line.wording)
            sums[key] = sums.get(key, 0) + line.amount_cents
    return [
        TotalRow(_("Fee cap") if kind == "cap" else _("Discount"), "", _money(cents, practice))
        for (kind, _wording), cents in sums.items()
    ]


def _payer_row(invoice: IssuedInvoice, practice: Practice) -> TotalRow:
    name = shortened(invoice.recipient_name, _NAME_LENGTH)
    return TotalRow(name, "", _money(invoice.total_cents, practice))


def _sum(composed: Sequence[ComposedInvoice], figure: str) -> int:
    return sum(getattr(each.invoice, figure) for each in composed)


def _tax_row(tax: IssuedTax, practice: Practice) -> TotalRow:
    rate = format_percent(tax.rate_ppm, practice.locale)
    on = _("on {net}").format(net=_money(tax.net_cents, practice))
    label = _("Tax {rate}").format(rate=rate) if tax.rate_ppm else _("No tax")
    return TotalRow(label, on, _money(tax.tax_cents, practice))


def _money(cents: int, practice: Practice) -> str:
    return format_money(cents, practice.currency, practice.locale)
