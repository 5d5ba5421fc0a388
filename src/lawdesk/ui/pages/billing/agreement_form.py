"""The form for a new fee agreement: its kind, the fields of that kind, and when it was agreed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lawdesk.domain.billing.contingency import PROPOSED_STAGES
from lawdesk.domain.billing.fee_agreements import (
    AgreedTerms,
    Capped,
    Contingency,
    Evergreen,
    FeeBase,
    FeeTerms,
    FlatFee,
    Hourly,
    Hybrid,
    LostCosts,
    ProBono,
    Subscription,
    checked_terms,
)
from lawdesk.domain.documents import Document, DocumentId
from lawdesk.domain.locale_format import format_date
from lawdesk.domain.practice import Practice
from lawdesk.domain.typed_values import parse_date
from lawdesk.errors import FieldError
from lawdesk.translation import _
from lawdesk.ui.pages.billing import agreement_lines
from lawdesk.ui.pages.billing.agreement_words import kind_choices
from lawdesk.ui.pages.billing.typed_terms import typed_cents, whole
from lawdesk.ui.plain_words import shortened
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.choice_box import Choice
from lawdesk.ui.widgets.form import Form

_KIND_FIELDS = {
    "flat": ("milestones", "prints_hours"),
    "capped": ("cap", "counts_expenses", "counts_tax"),
    "contingency": ("share_by", "stages", "tiers", "fee_on", "costs_if_lost"),
    "hybrid": (
        *("rate", "success_from", "trigger"),
        *("share_by", "stages", "tiers", "fee_on", "costs_if_lost"),
    ),
    "subscription": ("amount", "every_months", "first_on", "last_on", "rolls_over"),
}
_FIELD_OF = {"date": "agreed_on", "share": "stages", "document": "paper"}


@dataclass(frozen=True, slots=True)
class TypedAgreement:
    """What the form holds, checked."""

    terms: AgreedTerms
    agreed_on: date
    valid_from: date
    document_id: DocumentId | None
    note: str


class AgreementForm(QWidget):
    """Only the fields of the chosen kind are shown. One button; Esc closes."""

    agreed = Signal(object)  # TypedAgreement
    closed = Signal()

    def __init__(self, practice: Practice, today: date, papers: Sequence[Document]) -> None:
        super().__init__()
        self.setAccessibleName(_("New fee agreement"))
        self._practice, self._today = practice, today
        self.form = Form(columns=2)
        self._add_kinds()
        self._add_shares()
        self._add_common(papers)
        self.keep_button = Button(_("Record the agreement"), icon="check", kind="primary")
        self.keep_button.clicked.connect(lambda _checked=False: self._on_keep_clicked())
        leave = Button(_("Close"), kind="link")
        leave.clicked.connect(lambda _checked=False: self.closed.emit())
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.keep_button)
        line.addWidget(leave)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 8)
        layout.setSpacing(16)
        layout.addWidget(self.form)
        layout.addLayout(line)
        self._show_first_values()
        self.form.committed.connect(self._on_committed)
        self._show_fields()

    def typed(self) -> TypedAgreement:
        """What is typed, checked. Raises FieldError for the field that cannot hold."""
        values = self.form.values()
        fee = checked_terms(AgreedTerms(_fee(values, self._practice, self._today))).fee
        terms = self._with_retainer(fee, values)
        paper = values["paper"]
        return TypedAgreement(
            terms,
            self._day("agreed_on", values),
            self._day("valid_from", values),
            DocumentId(paper) if isinstance(paper, int) else None,
            str(values["note"]),
        )

    def show_typed(self, typed: Mapping[str, str]) -> None:
        """Puts back what the fields held before a lock, as `form.typed` gave it."""
        self.form.show_typed(typed)
        self._show_fields()

    def show_error(self, error: FieldError) -> None:
        """Puts a refusal under the field it is about, and the cursor into it."""
        name = _FIELD_OF.get(error.field, error.field)
        place = name if self.form.has_field(name) else "kind"
        self.form.show_error(place, str(error))
        self.form.focus(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the form."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _add_kinds(self) -> None:
        form, currency = self.form, self._practice.currency
        form.add_choice("kind", _("Kind of fee"), kind_choices())
        form.add_date("valid_from", _("For work from"))
        form.add_text(
            "milestones",
            _("Milestones, one a line"),
            lines=4,
            placeholder=_("Draft: 400.00"),
            hint=_("Each is earned, and billed, once it is reached."),
        )
        form.add_check("prints_hours", _("Print the hours at no charge"), wide=True)
        form.add_money("cap", _("Cap"), unit=currency)
        form.add_check("counts_expenses", _("Expenses fill the cap too"), wide=True)
        form.add_check("counts_tax", _("Tax fills the cap too"), wide=True)
        form.add_money("amount", _("Each time"), unit=currency)
        form.add_line("every_months", _("Every"), unit=_("months"))
        form.add_date("first_on", _("First on"))
        form.add_date("last_on", _("Last on"), hint=_("Empty where no end is agreed."))
        form.add_check("rolls_over", _("Unused value is kept for later"), wide=True)
        form.add_money("rate", _("Reduced rate"), unit=f"{currency}/h")
        form.add_date("success_from", _("Success fee from"), hint=_("Empty for no earlier day."))
        form.add_text("trigger", _("The success fee is due when"), lines=2)

    def _add_shares(self) -> None:
        form = self.form
        ways: list[Choice] = [
            ("stages", _("by the stage it ends in")),
            ("tiers", _("in tiers")),
        ]
        form.add_choice("share_by", _("Share of the recovery"), ways)
        bases: list[Choice] = [
            (FeeBase.GROSS.value, _("before costs come off")),
            (FeeBase.NET.value, _("after costs came off")),
        ]
        form.add_choice("fee_on", _("The share is taken"), bases)
        form.add_text("stages", _("Stages, one a line"), lines=5, hint=_("1/3 stays a third."))
        form.add_text(
            "tiers",
            _("Tiers, one a line"),
            lines=4,
            placeholder=_("250,000.00: 33.33 %"),
            hint=_("The last line names no limit: “above: 20 %”."),
        )
        lost: list[Choice] = [
            (LostCosts.OWED.value, _("the client owes them")),
            (LostCosts.WAIVED.value, _("they are waived")),
        ]
        form.add_choice("costs_if_lost", _("Costs if nothing is recovered"), lost)

    def _add_common(self, papers: Sequence[Document]) -> None:
        form, currency = self.form, self._practice.currency
        form.add_section(_("Retainer, if one is agreed"))
        form.add_money("target", _("Filled up to"), unit=currency)
        form.add_money("trigger_at", _("When it falls below"), unit=currency)
        form.add_money("stop", _("Work stops below"), unit=currency)
        form.add_section(_("The agreement itself"))
        form.add_date("agreed_on", _("Agreed on"))
        found: list[Choice] = [(None, _("None yet"))]
        found += [(paper.id, shortened(paper.title, 48)) for paper in papers]
        form.add_choice("paper", _("Its paper among the documents"), found)
        form.add_text("note", _("Note"), lines=2, hint=_("For you alone."))

    def _show_first_values(self) -> None:
        today = format_date(self._today, self._practice.locale, "short")
        proposed = Contingency(PROPOSED_STAGES)
        self.form.show_values(
            {
                "kind": "hourly",
                "agreed_on": today,
                "valid_from": today,
                "first_on": today,
                "every_months": "1",
                "stages": agreement_lines.stage_text(proposed, self._practice),
            }
        )

    def _on_committed(self, name: str, _value: object) -> None:
        if name in ("kind", "share_by"):
            self._show_fields()

    def _show_fields(self) -> None:
        values = self.form.values()
        shown = set(_KIND_FIELDS.get(str(values["kind"]), ()))
        shown.discard("tiers" if values["share_by"] == "stages" else "stages")
        for name in {name for names in _KIND_FIELDS.values() for name in names}:
            self.form.set_visible(name, visible=name in shown)

    def _with_retainer(self, fee: FeeTerms, values: Mapping[str, Any]) -> AgreedTerms:
        """The retainer has a trigger too; its refusal belongs under its own field."""
        try:
            return checked_terms(AgreedTerms(fee, self._evergreen(values)))
        except FieldError as error:
            name = "trigger_at" if error.field == "trigger" else error.field
            raise FieldError(name, error.text, error.hint) from error

    def _evergreen(self, values: Mapping[str, Any]) -> Evergreen | None:
        names = ("target", "trigger_at", "stop")
        if not any(str(values[name]).strip() for name in names):
            return None
        stop = str(values["stop"]).strip()
        return Evergreen(
            typed_cents("target", values["target"], self._practice),
            typed_cents("trigger_at", values["trigger_at"], self._practice),
            typed_cents("stop", stop, self._practice) if stop else None,
        )

    def _day(self, name: str, values: Mapping[str, Any]) -> date:
        return _day(name, values, self._practice, self._today)

    def _on_keep_clicked(self) -> None:
        self.form.clear_errors()
        try:
            typed = self.typed()
        except FieldError as error:
            self.show_error(error)
        else:
            self.agreed.emit(typed)


def _fee(values: Mapping[str, Any], practice: Practice, today: date) -> FeeTerms:
    kind = str(values["kind"])
    if kind == "flat":
        steps = agreement_lines.milestones(str(values["milestones"]), practice)
        return FlatFee(steps, bool(values["prints_hours"]))
    if kind == "capped":
        cap = typed_cents("cap", values["cap"], practice)
        return Capped(cap, bool(values["counts_expenses"]), bool(values["counts_tax"]))
    if kind == "contingency":
        return _shares(values, practice)
    if kind == "hybrid":
        return Hybrid(
            typed_cents("rate", values["rate"], practice),
            _shares(values, practice),
            str(values["trigger"]),
            _day_or_none("success_from", values, practice, today),
        )
    if kind == "subscription":
        return Subscription(
            typed_cents("amount", values["amount"], practice),
            whole("every_months", values["every_months"], 1, 120),
            _day("first_on", values, practice, today),
            _day_or_none("last_on", values, practice, today),
            bool(values["rolls_over"]),
        )
    return ProBono() if kind == "pro_bono" else Hourly()


def _shares(values: Mapping[str, Any], practice: Practice) -> Contingency:
    base, lost = FeeBase(values["fee_on"]), LostCosts(values["costs_if_lost"])
    if values["share_by"] == "tiers":
        tiers = agreement_lines.tiers(str(values["tiers"]), practice)
        return Contingency((), base, tiers, lost)
    return Contingency(agreement_lines.stages(str(values["stages"])), base, (), lost)


def _day_or_none(
    name: str, values: Mapping[str, Any], practice: Practice, today: date
) -> date | None:
    return _day(name, values, practice, today) if str(values[name]).strip() else None


def _day(name: str, values: Mapping[str, Any], practice: Practice, today: date) -> date:
    try:
        return parse_date(str(values[name]), today, practice.locale)
    except FieldError as error:
        raise FieldError(name, error.text, error.hint) from error
