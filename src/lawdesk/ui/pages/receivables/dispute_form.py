"""The form that notes a dispute: the lines it is about, the amount, the reason, the day it came."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from PySide6.QtCore import Signal

from lawdesk.domain.invoices import IssuedLine
from lawdesk.domain.receivables.disputes import DisputeId
from lawdesk.operations.receivables.disputes import open_dispute, suggest_disputed
from lawdesk.store import invoices
from lawdesk.store.receivables.ageing import ArrearsRow
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.pages.receivables.arrears_act import ActForm
from lawdesk.ui.plain_words import shortened
from lawdesk.ui.widgets.columns import Column, Editor
from lawdesk.ui.widgets.row_table import RowTable

_WORDING_LENGTH = 90


@dataclass(frozen=True, slots=True)
class DisputedLine:
    """A line of the invoice, and whether the client questions it."""

    position: int
    words: str
    amount: str
    is_disputed: bool = False


class DisputeForm(ActForm):
    """Ticked lines propose the amount; another amount may be typed."""

    opened = Signal(int)  # the id of the dispute

    _names: ClassVar[Mapping[str, str]] = {"lines": "disputed", "amount": "disputed"}

    def __init__(self, desk: Desk, row: ArrearsRow) -> None:
        super().__init__(desk, _("Note a dispute"), _("Note the dispute"))
        self._row = row
        free = self._figures.full_money(row.undisputed_cents, row.currency)
        self.show_line(
            _(
                "Tick the lines the client questions, or leave all unticked for the whole. "
                "At most {amount} can be disputed; the rest stays due."
            ).format(amount=free)
        )
        self.lines = RowTable(_("Lines of the invoice"), self._columns(), fit_rows=6)
        self.lines.set_empty(_("The invoice has no lines to choose from."))
        self._rows = self._read_lines()
        self.lines.edited.connect(self._on_ticked)
        self._insert(self.lines)
        self._add_fields()
        self._show_lines()

    def _add_fields(self) -> None:
        row = self._row
        self.form.add_money("disputed", _("Disputed"), unit=row.currency)
        self.form.add_date("received_on", _("Received"), placeholder=_("today, fri, 12.3."))
        self.form.add_text("reason", _("What the client says"), lines=3)
        proposed = self._figures.plain_money(row.undisputed_cents, row.currency)
        today = self._figures.short_day(self._desk.clock.now().day)
        self.form.show_values({"disputed": proposed, "received_on": today})

    def _columns(self) -> list[Column]:
        return [
            Column(
                "disputed",
                "",
                lambda line: "1" if line.is_disputed else "",
                width=34,
                editor=Editor.CHECK,
            ),
            Column("words", _("Line"), lambda line: line.words),
            Column("amount", _("Amount"), lambda line: line.amount, width=84, right=True),
        ]

    def _read_lines(self) -> list[DisputedLine]:
        composed = invoices.get_composed(self._desk.read, self._row.invoice_id)
        return [self._disputed_line(line) for line in composed.lines if line.part == "invoice"]

    def _disputed_line(self, line: IssuedLine) -> DisputedLine:
        amount = self._figures.money(line.amount_cents, self._row.currency)
        day = self._figures.day(line.worked_on) + ": " if line.worked_on else ""
        return DisputedLine(line.position, day + shortened(line.wording, _WORDING_LENGTH), amount)

    def _show_lines(self) -> None:
        self.lines.set_rows(self._rows, lambda line: line.position)

    def _positions(self) -> list[int]:
        return [line.position for line in self._rows if line.is_disputed]

    def _on_ticked(self, position: object, _column: str, text: str) -> None:
        self._rows = [
            replace(line, is_disputed=bool(text)) if line.position == position else line
            for line in self._rows
        ]
        self._show_lines()
        chosen, row = self._positions(), self._row
        cents = suggest_disputed(self._desk.read, row.invoice_id, chosen)
        proposed = cents if chosen else row.undisputed_cents
        self.form.show_values({"disputed": self._figures.plain_money(proposed, row.currency)})

    def _act(self) -> None:
        row = self._row
        cents = self._cents("disputed", row.currency)
        dispute_id = self._open(cents)
        words = _(
            "{amount} of {number} is in dispute. Interest, reminders and collection rest for it."
        )
        if cents < row.undisputed_cents:
            words += " " + _("{rest} stays due on {day}.")
        self._desk.say(
            words.format(
                amount=self._figures.full_money(cents, row.currency),
                number=row.number,
                rest=self._figures.full_money(row.undisputed_cents - cents, row.currency),
                day=self._figures.day(row.due_on),
            )
        )
        self.opened.emit(dispute_id)

    def _open(self, cents: int) -> DisputeId:
        """Notes the dispute over so many cents of the invoice."""
        return self._desk.transact(
            open_dispute,
            self._row.invoice_id,
            cents,
            self._text("reason"),
            received_on=self._day("received_on"),
            line_positions=self._positions(),
            now=self._desk.clock.now(),
        )
