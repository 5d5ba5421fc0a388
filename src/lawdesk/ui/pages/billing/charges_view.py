"""What an agreement earns beside time: its milestones, days and success fee, as one table."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lawdesk.domain.billing.fee_agreements import FeeAgreement, FlatFee
from lawdesk.domain.billing.fixed_charges import FixedCharge, milestone_occasion
from lawdesk.domain.locale_format import format_date, format_money
from lawdesk.domain.practice import Practice
from lawdesk.store import invoices
from lawdesk.store.billing import fixed_charges
from lawdesk.store.database import Reader
from lawdesk.translation import _
from lawdesk.ui.plain_words import isolated
from lawdesk.ui.widgets.columns import Column
from lawdesk.ui.widgets.row_table import RowTable

_ROWS = 8


@dataclass(frozen=True, slots=True)
class ChargeRow:
    """A milestone or a charge; `charge_id` is None before it is earned."""

    key: str
    wording: str
    earned: str
    amount: str
    invoice: str
    position: int | None
    charge_id: int | None
    is_billed: bool


class ChargesView(QWidget):
    """A table; its links reach a milestone or take a charge back."""

    reached = Signal(int)  # a milestone's position
    taken_back = Signal(int)  # a charge's id

    def __init__(self) -> None:
        super().__init__()
        self.table = RowTable(_("What the agreement earns"), _columns(), fit_rows=_ROWS)
        self.table.link_clicked.connect(self._on_link_clicked)
        self.table.opened.connect(self._on_opened)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table)

    def show_agreement(self, read: Reader, agreement: FeeAgreement, practice: Practice) -> None:
        """Shows what the agreement earned and, for a flat fee, what it may still earn."""
        charges = fixed_charges.list_of_agreement(read, agreement.id)
        rows = _rows(read, agreement, charges, practice)
        self.table.set_rows(rows, key=lambda row: row.key)
        earned = sum(charge.amount_cents for charge in charges)
        unbilled = sum(c.amount_cents for c in charges if c.invoice_id is None)
        words = _("{earned} earned, {unbilled} of it on no invoice yet")
        told = words.format(earned=_money(earned, practice), unbilled=_money(unbilled, practice))
        self.table.set_summary(told if charges else "")
        self.setVisible(bool(rows))

    def _on_link_clicked(self, key: object, link: str) -> None:
        row = self.table.row(key)
        if row is None:
            return
        if link == "reach" and row.position is not None:
            self.reached.emit(row.position)
        elif link == "back" and row.charge_id is not None:
            self.taken_back.emit(row.charge_id)

    def _on_opened(self, key: object) -> None:
        """Enter does what the row's link says."""
        row = self.table.row(key)
        links = _links(row) if row is not None else []
        if links:
            self._on_link_clicked(key, links[0][0])


def _rows(
    read: Reader, agreement: FeeAgreement, charges: list[FixedCharge], practice: Practice
) -> list[ChargeRow]:
    fee = agreement.terms.fee
    if not isinstance(fee, FlatFee):
        return [_charge_row(read, charge, practice, None) for charge in charges]
    by_occasion = {charge.occasion: charge for charge in charges}
    rows = []
    for position, milestone in enumerate(fee.milestones):
        charge = by_occasion.get(milestone_occasion(position))
        if charge is not None:
            rows.append(_charge_row(read, charge, practice, position))
        else:
            amount = _money(milestone.cents, practice)
            key = milestone_occasion(position)
            rows.append(ChargeRow(key, milestone.title, "", amount, "", position, None, False))
    return rows


def _charge_row(
    read: Reader, charge: FixedCharge, practice: Practice, position: int | None
) -> ChargeRow:
    number = invoices.get(read, charge.invoice_id).number if charge.invoice_id else ""
    return ChargeRow(
        charge.occasion,
        charge.wording,
        format_date(charge.earned_on, practice.locale),
        _money(charge.amount_cents, practice),
        number,
        position,
        charge.id,
        charge.invoice_id is not None,
    )


def _links(row: ChargeRow) -> list[tuple[str, str]]:
    if row.charge_id is None:
        return [("reach", _("Reached today"))]
    return [] if row.is_billed else [("back", _("Take back"))]


def _badge(row: ChargeRow) -> tuple[str, str] | None:
    if row.charge_id is None:
        return None
    return (_("billed"), "quiet") if row.is_billed else (_("to be billed"), "accent")


def _columns() -> list[Column]:
    return [
        Column("wording", _("Earned by"), lambda row: isolated(row.wording), badge=_badge),
        Column("earned", _("On"), lambda row: row.earned, 104, tone=lambda _row: "quiet"),
        Column("amount", _("Amount"), lambda row: row.amount, 92, right=True),
        Column("invoice", _("Invoice"), lambda row: row.invoice, 104, links=_links),
    ]


def _money(cents: int, practice: Practice) -> str:
    return format_money(cents, practice.currency, practice.locale)
