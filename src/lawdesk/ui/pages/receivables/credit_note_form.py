"""A credit note before it is issued: the whole invoice, lines or hours of it, and its preview."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from lawdesk.domain.billing.credit_notes import Credited, parse_units, remaining
from lawdesk.domain.invoices import (
    ComposedInvoice,
    InvoiceId,
    InvoiceKind,
    InvoiceSummary,
    IssuedLine,
)
from lawdesk.domain.issued_paper import paper_of
from lawdesk.domain.locale_format import format_hours
from lawdesk.domain.receivables.disputes import DisputeId
from lawdesk.domain.typed_values import parse_money
from lawdesk.errors import FieldError, LawDeskError
from lawdesk.operations.credit_notes import credit_and_redraft, credit_invoice, preview_credit
from lawdesk.operations.dispute_credits import adjust_and_redraft, adjust_by_credit_note
from lawdesk.operations.issued_numbers import next_number
from lawdesk.store import invoices
from lawdesk.store.database import Transaction
from lawdesk.store.receivables import disputes
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.pages.draft_preview import DraftPreview
from lawdesk.ui.pages.receivables.arrears_act import ActForm
from lawdesk.ui.questions import confirm
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.choice_box import Choice
from lawdesk.ui.widgets.columns import Column, Editor
from lawdesk.ui.widgets.labels import text_label
from lawdesk.ui.widgets.row_table import RowTable

WHOLE, PARTS = "whole", "parts"
RELEASE, KEEP = "release", "keep"
_STAYS_OPEN = 0  # no dispute has this id
_ROWS = 5
_TICKED = "ticked lines"


@dataclass(frozen=True, slots=True)
class CreditRow:
    """A line of the invoice, what is left of it, and what the note takes back."""

    position: int
    words: str
    left: str
    credit: str
    is_ticked: bool


class CreditNoteForm(ActForm):
    """Every change draws the note anew; it is issued after one question.

    `issued(id)` names the credit note, `redrafted(id)` the draft with the work of the invoice.
    """

    issued = Signal(int)
    redrafted = Signal(int)

    def __init__(self, desk: Desk, summary: InvoiceSummary) -> None:
        title = _("Credit {number}").format(number=summary.number)
        super().__init__(desk, title, _("Issue credit note"))
        self._summary = summary
        self._original = invoices.get_composed(desk.read, summary.id)
        before = invoices.list_credited_lines(desk.read, summary.id)
        self._left = {
            place: rest
            for place, rest in remaining(self._original, before).items()
            if rest.units or rest.cents
        }
        self._wanted: dict[int, Credited] = {}
        self._disputes = [
            each for each in disputes.list_of_invoice(desk.read, summary.id) if each.is_open
        ]
        self._add_fields()
        self.table = RowTable(_("Lines of the invoice"), self._columns(), fit_rows=_ROWS)
        self.table.edited.connect(self._on_edited)
        self.table.hide()
        self.total = text_label("", "strong", wrap=True)
        self.preview = DraftPreview(desk)
        self._place.insertWidget(3, self.table)
        self._place.insertWidget(5, self.total)
        self._place.takeAt(self._place.count() - 1)
        self._place.addWidget(self.preview, 1)
        self.form.committed.connect(lambda _name, _value: self._on_changed())
        self._show_rows()
        self._on_changed()

    def typed(self) -> dict[str, str]:
        """The fields, and what is ticked: position, units and cents."""
        ticked = [(part.position, part.units, part.cents) for part in self._wanted.values()]
        return {**super().typed(), _TICKED: json.dumps(ticked)}

    def show_typed(self, typed: Mapping[str, str]) -> None:
        super().show_typed(typed)
        self._wanted = {
            place: Credited(place, *rest) for place, *rest in json.loads(typed[_TICKED])
        }
        self._show_rows()
        self._on_changed()

    def end_dispute(self, dispute_id: DisputeId) -> None:
        """Proposes that the note ends this dispute of the invoice."""
        self.form.show_values({"dispute": int(dispute_id)})
        self._on_changed()

    def wanted(self) -> tuple[Credited, ...] | None:
        """What is to be credited; None for all that is left."""
        if self.form.values()["what"] == WHOLE:
            return None
        return tuple(self._wanted[place] for place in sorted(self._wanted))

    def _add_fields(self) -> None:
        whole = [(WHOLE, _("All that is left")), (PARTS, _("Lines or hours that I tick"))]
        work = [(RELEASE, _("Bill it again later")), (KEEP, _("Keep it written down"))]
        self.form.add_choice("what", _("Credit"), whole)
        self.form.add_choice("work", _("The work behind it"), work)
        self.form.add_line(
            "reason",
            _("Why (the client reads it)"),
            placeholder=_("Agreed by telephone"),
            wide=True,
        )
        if self._disputes:
            self.form.add_choice("dispute", _("The dispute"), self._dispute_choices())
        if self._summary.kind is not InvoiceKind.INVOICE:
            self.form.set_visible("work", visible=False)
            self.again_button.hide()

    def _dispute_choices(self) -> list[Choice]:
        words = _("Ends with this note: {amount}, received {day}")
        figures, currency = self._figures, self._summary.currency
        return [
            (_STAYS_OPEN, _("Stays open")),
            *(
                (
                    int(each.id),
                    words.format(
                        amount=figures.money(each.disputed_cents, currency),
                        day=figures.day(each.received_on),
                    ),
                )
                for each in self._disputes
            ),
        ]

    def _ended_dispute(self) -> DisputeId | None:
        chosen = self.form.values().get("dispute", _STAYS_OPEN)
        return DisputeId(chosen) if isinstance(chosen, int) and chosen != _STAYS_OPEN else None

    def _foot(self) -> QHBoxLayout:
        line = super()._foot()
        self.again_button = Button(_("Credit and draft again"))
        self.again_button.clicked.connect(lambda _checked=False: self._on_again_clicked())
        line.insertWidget(1, self.again_button)
        return line

    def _act(self) -> None:
        note = self._composed()
        reason = self._required_reason()
        if not confirm(self, _("Issue credit note"), self._sentence(note), _("Issue credit note")):
            return
        note_id = self._desk.transact(self._credit, reason)
        self._say_issued(note_id)
        self.issued.emit(int(note_id))

    def _credit(self, tx: Transaction, reason: str) -> InvoiceId:
        now, wanted = self._desk.clock.now(), self.wanted()
        releases, dispute_id = self.form.values()["work"] == RELEASE, self._ended_dispute()
        if dispute_id is not None:
            return adjust_by_credit_note(
                tx, dispute_id, reason=reason, now=now, wanted=wanted, releases_work=releases
            )
        return credit_invoice(
            tx, self._summary.id, reason=reason, now=now, wanted=wanted, releases_work=releases
        )

    def _on_again_clicked(self) -> None:
        self.form.clear_errors()
        try:
            self._redraft()
        except LawDeskError as error:
            self.show_refusal(error)

    def _redraft(self) -> None:
        reason = self._required_reason()
        sentence = _(
            "Credits all that is left of {number}, and of the invoices that share its work, and "
            "puts the work on a draft. Issued credit notes cannot be taken back."
        ).format(number=self._summary.number)
        words = _("Credit and draft again")
        if not confirm(self, words, sentence, words):
            return
        now, dispute_id = self._desk.clock.now(), self._ended_dispute()
        if dispute_id is not None:
            draft_id = self._desk.transact(adjust_and_redraft, dispute_id, reason=reason, now=now)
        else:
            draft_id = self._desk.transact(
                credit_and_redraft, self._summary.id, reason=reason, now=now
            )
        self._desk.say(_("{number} is credited.").format(number=self._summary.number))
        self.redrafted.emit(int(draft_id))

    def _say_issued(self, note_id: InvoiceId) -> None:
        note = invoices.get(self._desk.read, note_id)
        amount = self._figures.full_money(note.total_cents, note.currency)
        words = _("Credit note {number} over {amount} is issued.")
        self._desk.say(words.format(number=note.number, amount=amount))

    def _required_reason(self) -> str:
        reason = self._text("reason")
        if not reason:
            raise FieldError("reason", _("Say why; it stands on the note. Nothing was credited."))
        return reason

    def _composed(self) -> ComposedInvoice:
        return preview_credit(
            self._desk.read,
            self._summary.id,
            reason=self._text("reason"),
            now=self._desk.clock.now(),
            wanted=self.wanted(),
        )

    def _sentence(self, note: ComposedInvoice) -> str:
        number = next_number(self._desk.read, InvoiceKind.CREDIT_NOTE, self._desk.clock.now().day)
        words = _(
            "Issues credit note {number} over {amount} to {name}. It cannot be changed afterwards."
        )
        amount = self._figures.full_money(note.invoice.total_cents, note.invoice.currency)
        told = words.format(number=number, amount=amount, name=note.invoice.recipient_name)
        if self._ended_dispute() is not None:
            told += " " + _("It ends the dispute.")
        return told

    def _on_changed(self) -> None:
        is_whole = self.form.values()["what"] == WHOLE
        self.table.setVisible(not is_whole)
        self.again_button.setEnabled(is_whole)
        self._refused.hide()
        try:
            note = self._composed()
        except LawDeskError as error:
            self.total.setText("")
            self.preview.clear()
            if is_whole or self._wanted:
                self.show_refusal(error)
            return
        self.total.setText(self._sentence(note))
        self.preview.show_paper(paper_of(note))

    def _show_rows(self) -> None:
        lines = [x for x in self._original.lines if x.position in self._left]
        self.table.set_rows([self._row(x) for x in lines], key=lambda row: row.position)

    def _row(self, line: IssuedLine) -> CreditRow:
        wanted = self._wanted.get(line.position)
        return CreditRow(
            line.position,
            line.wording,
            self._amount(line, self._left[line.position]),
            self._amount(line, wanted) if wanted else "",
            wanted is not None,
        )

    def _amount(self, line: IssuedLine, part: Credited) -> str:
        if part.units:
            hours = format_hours(part.units, line.unit_seconds, self._figures.practice.locale)
            return _("{hours} h").format(hours=hours)
        return self._figures.plain_money(part.cents, self._summary.currency)

    def _on_edited(self, position: int, column: str, text: str) -> None:
        self.form.clear_errors()
        rest = self._left[position]
        try:
            wanted = self._typed(position, text) if column == "credit" else None
        except FieldError as error:
            self.show_refusal(error)
            return
        if column == "tick":
            wanted = Credited(position, rest.units, 0 if rest.units else rest.cents)
            wanted = wanted if text else None
        self._wanted.pop(position, None)
        if wanted is not None:
            self._wanted[position] = wanted
        self._show_rows()
        self._on_changed()

    def _typed(self, position: int, text: str) -> Credited | None:
        """What was typed for a line: hours for time, an amount for anything else."""
        typed = text.strip().removesuffix("h").strip()
        if not typed:
            return None
        if self._left[position].units:
            line = next(x for x in self._original.lines if x.position == position)
            return Credited(position, units=parse_units(typed, line.unit_seconds))
        locale = self._figures.practice.locale
        return Credited(position, cents=parse_money(typed, self._summary.currency, locale))

    def _columns(self) -> list[Column]:
        return [
            Column(
                "tick", _("Credit"), lambda row: "1" if row.is_ticked else "", 56,
                editor=Editor.CHECK,
            ),
            Column("words", _("Line"), lambda row: row.words),
            Column("left", _("Left"), lambda row: row.left, 88, right=True),
            Column(
                "credit", _("Of it"), lambda row: row.credit, 88, right=True, editor=Editor.MONEY
            ),
        ]  # fmt: skip
