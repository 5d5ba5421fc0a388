"""The form for a new version of a billing policy: every term, and the day from which it holds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lawdesk.domain.billing.billing_policy import (
    BillingPolicy,
    DayCount,
    DisputeRoute,
    ExpenseTerms,
    LateCharge,
    LateTerms,
    checked_policy,
)
from lawdesk.domain.locale_format import format_date
from lawdesk.domain.practice import Practice
from lawdesk.domain.rounding import UNIT_MINUTES, RoundingMode, RoundingPolicy, RoundingScope
from lawdesk.domain.typed_values import parse_date
from lawdesk.errors import FieldError
from lawdesk.translation import _
from lawdesk.ui.pages.billing.reminder_plan import ReminderPlanField
from lawdesk.ui.pages.billing.typed_terms import (
    cents,
    cents_words,
    percent_ppm,
    percent_words,
    whole,
)
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.choice_box import Choice
from lawdesk.ui.widgets.form import Form

_PLAN = "reminder plan"
_LARGEST_PRICE = 1_000_00


class PolicyEditor(QWidget):
    """A form with one button. What is refused stands under its field and nothing is lost."""

    kept = Signal(object, object)  # BillingPolicy, date
    closed = Signal()

    def __init__(self, practice: Practice, today: date) -> None:
        super().__init__()
        self.setAccessibleName(_("New billing terms"))
        self._practice, self._today = practice, today
        self.form = Form(columns=2)
        self._add_fields()
        self.keep_button = Button(_("Keep as a new version"), icon="check", kind="primary")
        self.keep_button.clicked.connect(lambda _checked=False: self._on_keep_clicked())
        leave = Button(_("Close"), kind="link")
        leave.clicked.connect(lambda _checked=False: self.closed.emit())
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addWidget(self.keep_button)
        buttons.addWidget(leave)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(self.form)
        layout.addLayout(buttons)

    def show_terms(self, terms: BillingPolicy) -> None:
        """Fills the form with the terms to start from; they hold from today on."""
        self.form.clear_errors()
        self.form.show_values(_shown(terms, self._practice))
        day = format_date(self._today, self._practice.locale, "short")
        self.form.show_values({"valid_from": day})

    def typed(self) -> dict[str, str]:
        """What stands in the form, whether it can hold or not."""
        return {**self.form.typed(), _PLAN: json.dumps(self._plan.typed())}

    def show_typed(self, typed: Mapping[str, str]) -> None:
        """Puts back what `typed` gave."""
        self.form.show_typed(typed)
        self._plan.show_typed(json.loads(typed[_PLAN]))

    def terms(self) -> tuple[BillingPolicy, date]:
        """What is typed, checked. Raises FieldError for the field that cannot hold."""
        values = self.form.values()
        day = parse_date(str(values["valid_from"]), self._today, self._practice.locale)
        return checked_policy(_typed(values, self._practice)), day

    def show_error(self, error: FieldError) -> None:
        """Puts a refusal under the field it is about, and the cursor into it."""
        name = {"date": "valid_from"}.get(error.field, error.field)
        place = name if self.form.has_field(name) else "valid_from"
        self.form.show_error(place, str(error))
        self.form.focus(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the form."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _on_keep_clicked(self) -> None:
        self.form.clear_errors()
        try:
            terms, day = self.terms()
        except FieldError as error:
            self.show_error(error)
        else:
            self.kept.emit(terms, day)

    def _add_fields(self) -> None:
        self._add_time()
        self._add_payment()
        self._add_disputes()
        self._add_rest()

    def _add_time(self) -> None:
        form = self.form
        form.add_section(_("Time"))
        form.add_choice("unit", _("Time is counted in"), _units())
        form.add_choice("mode", _("A part of a unit is"), _modes())
        form.add_line("minimum", _("Smallest charge"), unit=_("units"))
        form.add_choice("scope", _("Rounded as one"), _scopes())
        form.add_check("merges", _("Join stretches whose gap is shorter than a unit"), wide=True)
        form.add_check("warns", _("Warn where two smallest charges fall into one unit"), wide=True)

    def _add_payment(self) -> None:
        form, currency = self.form, self._practice.currency
        form.add_section(_("Payment and late payment"))
        form.add_line("payment_days", _("Days to pay"), unit=_("days"))
        form.add_choice("late_charge", _("On late money"), _late_charges())
        form.add_line("late_rate", _("Rate"), unit="%")
        form.add_choice("day_count", _("Days of a year"), _day_counts())
        form.add_money("lump_sum", _("Lump sum, once"), unit=currency)
        form.add_section(_("Reminders"))
        hint = _("−3 is three days before the due day. A row without days is no reminder.")
        self._plan = ReminderPlanField(self._practice)
        form.add_field("reminders", _("Reminder plan"), self._plan, hint=hint, wide=True)

    def _add_disputes(self) -> None:
        form = self.form
        form.add_section(_("When a client disputes a bill"))
        form.add_line("acknowledge", _("I answer within"), unit=_("working days"))
        form.add_line("explain", _("I explain within"), unit=_("days"))
        form.add_line(
            "programme", _("Fee-dispute programme"), hint=_("Of the bar; empty for none.")
        )
        form.add_line("programme_days", _("Notice of it before collection"), unit=_("days"))
        form.add_line("dispute", _("Whom to write to"), wide=True)

    def _add_rest(self) -> None:
        form, currency = self.form, self._practice.currency
        form.add_section(_("Expenses, tax, papers"))
        form.add_money("copy", _("A copied page"), unit=currency)
        form.add_money("kilometre", _("A kilometre"), unit=currency)
        form.add_text("expenses", _("What else is charged"), lines=2)
        regime = self._practice.regime
        usual = _("Usual: {name}").format(name=regime.categories[0].name)
        taxes: list[Choice] = [("", usual)]
        taxes += [(category.code, category.name) for category in regime.categories]
        form.add_choice("tax_category", _("Tax on my work"), taxes)
        form.add_date("valid_from", _("These terms hold from"))
        form.add_text("retention", _("How long papers are kept"), lines=2)


def _typed(values: Mapping[str, Any], practice: Practice) -> BillingPolicy:
    return BillingPolicy(
        rounding=RoundingPolicy(
            int(values["unit"]),
            RoundingMode(values["mode"]),
            whole("minimum", values["minimum"], 0, 100),
            RoundingScope(values["scope"]),
        ),
        merges_close_intervals=bool(values["merges"]),
        warns_double_minimum=bool(values["warns"]),
        payment_days=whole("payment_days", values["payment_days"], 0, 365),
        late=_typed_late(values, practice),
        reminders=values["reminders"],
        dispute=DisputeRoute(
            whole("acknowledge", values["acknowledge"], 0, 365),
            whole("explain", values["explain"], 0, 365),
            str(values["programme"]).strip(),
            whole("programme_days", values["programme_days"], 0, 365),
            str(values["dispute"]).strip(),
        ),
        expenses=ExpenseTerms(
            _price("copy", values["copy"], practice),
            _price("kilometre", values["kilometre"], practice),
            str(values["expenses"]).strip(),
        ),
        tax_category=str(values["tax_category"] or ""),
        retention=str(values["retention"]),
    )


def _typed_late(values: Mapping[str, Any], practice: Practice) -> LateTerms:
    charge = LateCharge(values["late_charge"])
    rate = percent_ppm("late_rate", values["late_rate"])
    if charge is not LateCharge.NOTHING and rate == 0:
        raise FieldError("late_rate", _("Interest needs a rate above zero; nothing was kept."))
    return LateTerms(
        charge,
        rate,
        DayCount(values["day_count"]),
        cents("lump_sum", values["lump_sum"], practice),
    )


def _price(field: str, value: object, practice: Practice) -> int:
    price = cents(field, value, practice)
    if price > _LARGEST_PRICE:
        raise FieldError(field, _("This price is out of range; the old one was kept."))
    return price


def _shown(terms: BillingPolicy, practice: Practice) -> dict[str, object]:
    rounding, late, dispute = terms.rounding, terms.late, terms.dispute
    return {
        "unit": rounding.unit_seconds,
        "mode": rounding.mode.value,
        "minimum": str(rounding.minimum_units),
        "scope": rounding.scope.value,
        "merges": terms.merges_close_intervals,
        "warns": terms.warns_double_minimum,
        "payment_days": str(terms.payment_days),
        "late_charge": late.charge.value,
        "late_rate": percent_words(late.rate_ppm, practice),
        "day_count": late.day_count.value,
        "lump_sum": cents_words(late.lump_sum_cents, practice),
        "reminders": terms.reminders,
        "acknowledge": str(dispute.acknowledge_working_days),
        "explain": str(dispute.explain_days),
        "programme": dispute.programme,
        "programme_days": str(dispute.programme_notice_days),
        "dispute": dispute.contact,
        "copy": cents_words(terms.expenses.copy_cents, practice),
        "kilometre": cents_words(terms.expenses.kilometre_cents, practice),
        "expenses": terms.expenses.wording,
        "tax_category": terms.tax_category,
        "retention": terms.retention,
    }


def _units() -> list[Choice]:
    words = _("{count} minutes")
    names = [(m * 60, words.format(count=m) if m > 1 else _("1 minute")) for m in UNIT_MINUTES]
    return list[Choice](names)


def _modes() -> list[Choice]:
    return [
        (RoundingMode.UP.value, _("rounded up")),
        (RoundingMode.NEAREST.value, _("rounded to the nearest unit")),
        (RoundingMode.DOWN.value, _("left out")),
        (RoundingMode.EXACT.value, _("billed to the second")),
    ]


def _scopes() -> list[Choice]:
    return [
        (RoundingScope.ENTRY.value, _("each entry")),
        (RoundingScope.DAY.value, _("the matter's day")),
        (RoundingScope.INVOICE.value, _("the whole invoice")),
    ]


def _late_charges() -> list[Choice]:
    return [
        (LateCharge.NOTHING.value, _("nothing is charged")),
        (LateCharge.YEARLY.value, _("interest by the year, per day")),
        (LateCharge.MONTHLY_STARTED.value, _("a rate per month begun")),
        (LateCharge.MONTHLY_FULL.value, _("a rate per full month")),
    ]


def _day_counts() -> list[Choice]:
    return [(count.value, count.value) for count in DayCount]
