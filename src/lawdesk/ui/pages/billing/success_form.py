"""The end of a case with a success fee: what was recovered, how it is divided, and the charge."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lawdesk.domain.billing.contingency import ClosingStatement, shortfall_sentence
from lawdesk.domain.billing.fee_agreements import Contingency, FeeAgreement, Hybrid
from lawdesk.domain.locale_format import format_date, format_money
from lawdesk.domain.practice import Practice
from lawdesk.domain.typed_values import parse_date
from lawdesk.errors import FieldError, LawDeskError
from lawdesk.operations.billing.fixed_charges import charge_success_fee, work_out_success_fee
from lawdesk.store import matters
from lawdesk.store import practice as practices
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.pages.billing import agreement_lines
from lawdesk.ui.pages.billing.client_wording import words_for_client
from lawdesk.ui.pages.billing.closing_paper import closing_paper, drawn_closing
from lawdesk.ui.pages.billing.paper_view import PaperView
from lawdesk.ui.pages.billing.typed_terms import typed_cents
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.form import Form
from lawdesk.ui.widgets.labels import text_label

_FIELD_OF = {"date": "triggered_on"}


class SuccessForm(QWidget):
    """The division is worked out while it is typed. Esc closes."""

    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setAccessibleName(_("Success fee"))
        self._desk = desk
        self._agreement: FeeAgreement | None = None
        self.form = Form(columns=2)
        recovery = self.form.add_money("recovery", _("Recovered"))
        self._stage = self.form.add_choice("stage", _("It ended in"), [])
        costs = self.form.add_text(
            "costs", _("Costs, one a line"), lines=3, placeholder=_("Experts: 12,000.00")
        )
        liens = self.form.add_text("liens", _("Liens, one a line"), lines=2)
        self.form.add_date("triggered_on", _("It was due on"))
        self.form.add_line("wording", _("What the client reads"))
        self.result = text_label("", "strong", wrap=True)
        self.paper = PaperView(desk, _("The closing statement"))
        self.paper.closed.connect(self.paper.hide)
        self.paper.hide()
        self.keep_button = Button(_("Charge the fee"), icon="check", kind="primary")
        self.keep_button.clicked.connect(lambda _checked=False: self._on_keep_clicked())
        self.paper_button = Button(_("Closing statement (PDF)"), kind="link")
        self.paper_button.clicked.connect(lambda _checked=False: self._on_paper_clicked())
        leave = Button(_("Close"), kind="link")
        leave.clicked.connect(lambda _checked=False: self._on_closed())
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.keep_button)
        line.addWidget(self.paper_button)
        line.addWidget(leave)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 8)
        layout.setSpacing(12)
        layout.addWidget(self.form)
        layout.addWidget(self.result)
        layout.addLayout(line)
        layout.addWidget(self.paper)
        self.form.committed.connect(lambda _name, _value: self._show_result())
        recovery.control().textEdited.connect(lambda _text: self._show_result())
        for field in (costs, liens):
            field.control().textChanged.connect(self._show_result)
        self.hide()

    def open(self, agreement: FeeAgreement) -> None:
        """Opens the form for a contingency or hybrid agreement."""
        self._agreement = agreement
        practice = practices.get(self._desk.read)
        fee = agreement.terms.fee
        terms = fee.success if isinstance(fee, Hybrid) else fee
        stages = terms.stages if isinstance(terms, Contingency) else ()
        self._stage.set_choices([(stage.name, stage.name) for stage in stages])
        self.form.set_visible("stage", visible=bool(stages))
        today = format_date(self._desk.clock.now().day, practice.locale, "short")
        self.form.clear_errors()
        names = ("recovery", "costs", "liens")
        wording = words_for_client(self._desk.read, agreement.matter_id, "line_success_fee")
        self.form.show_values(
            dict.fromkeys(names, "") | {"triggered_on": today, "wording": wording}
        )
        self.paper.hide()
        self.show()
        self._show_result()
        self.form.focus("recovery")

    def statement(self, practice: Practice) -> ClosingStatement:
        """What is typed, worked out. Raises FieldError."""
        if self._agreement is None:
            raise FieldError("recovery", _("There is no agreement to go by."))
        values = self.form.values()
        return work_out_success_fee(
            self._desk.read,
            self._agreement.id,
            typed_cents("recovery", values["recovery"], practice),
            stage=str(values["stage"] or "") or None,
            costs=agreement_lines.amounts("costs", str(values["costs"]), practice),
            liens=agreement_lines.amounts("liens", str(values["liens"]), practice),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the form."""
        if event.key() == Qt.Key.Key_Escape:
            self._on_closed()
        else:
            super().keyPressEvent(event)

    def _show_result(self) -> None:
        if self.isHidden():
            return
        practice = practices.get(self._desk.read)
        try:
            statement = self.statement(practice)
        except FieldError:
            self.result.setText("")
            return
        words = _("Fee {fee} · costs {costs} · liens {liens} · the client gets {client}")
        told = words.format(
            fee=_money(statement.fee_cents, practice),
            costs=_money(statement.costs_charged_cents, practice),
            liens=_money(statement.liens_cents, practice),
            client=_money(statement.client_cents, practice),
        )
        missing = shortfall_sentence(statement, practice.currency, practice.locale)
        self.result.setText(f"{told}\n{missing}" if missing else told)

    def _on_paper_clicked(self) -> None:
        """Draws how the recovery is divided, to look at before the fee is charged or filed."""
        agreement, now = self._agreement, self._desk.clock.now()
        if agreement is None:
            return
        self.form.clear_errors()
        read = self._desk.read
        try:
            statement = self.statement(practices.get(read))
        except FieldError as error:
            self._show_refusal(error)
            return
        paper = closing_paper(read, agreement.matter_id, statement, now)
        client_id = matters.get(read, agreement.matter_id).client_id
        title = _("Closing statement {number}").format(number=paper.matter_number)
        self.paper.show()
        self.paper.draw(partial(drawn_closing, paper), title, client_id, agreement.matter_id)

    def _show_refusal(self, error: FieldError) -> None:
        name = _FIELD_OF.get(error.field, error.field)
        place = name if self.form.has_field(name) else "recovery"
        self.form.show_error(place, str(error))
        self.form.focus(place)

    def _on_keep_clicked(self) -> None:
        agreement = self._agreement
        if agreement is None:
            return
        self.form.clear_errors()
        practice, now = practices.get(self._desk.read), self._desk.clock.now()
        values = self.form.values()
        try:
            statement = self.statement(practice)
            day = _day(str(values["triggered_on"]), now.day, practice)
            self._desk.transact(
                charge_success_fee,
                agreement.id,
                statement,
                triggered_on=day,
                wording=str(values["wording"]),
                now=now,
            )
        except FieldError as error:
            self._show_refusal(error)
        except LawDeskError as error:
            self._desk.failed.emit(error)
        else:
            self._on_closed()

    def _on_closed(self) -> None:
        self.hide()
        self.closed.emit()


def _day(typed: str, today: date, practice: Practice) -> date:
    return parse_date(typed, today, practice.locale)


def _money(cents: int, practice: Practice) -> str:
    return format_money(cents, practice.currency, practice.locale)
