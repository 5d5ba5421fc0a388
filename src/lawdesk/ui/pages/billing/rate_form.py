"""The form for a rate: for what, how much, from when, and what unbilled work takes it over.

The effect on unbilled work stands beside each choice before anything is changed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from lawdesk.domain.activity_codes import ACTIVITIES
from lawdesk.domain.clients import ClientId
from lawdesk.domain.locale_format import format_date, format_money
from lawdesk.domain.matters import MatterId
from lawdesk.domain.practice import Practice
from lawdesk.domain.rates import AppliesTo, RateEffect, RateReach
from lawdesk.domain.typed_values import parse_date
from lawdesk.errors import FieldError, LawDeskError
from lawdesk.operations.rates import change_rate, preview_rate_change
from lawdesk.store import clients, matters
from lawdesk.store import practice as practices
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.pages.billing.typed_terms import typed_cents
from lawdesk.ui.plain_words import isolated, shortened
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.choice_box import Choice
from lawdesk.ui.widgets.form import Form
from lawdesk.ui.widgets.labels import rule, text_label
from lawdesk.ui.widgets.radio_button import RadioButton

_PAUSE_MS = 120
_APPLIES, _ABOUT = "unbilled work", "client and matter"
_PRACTICE, _CLIENT, _MATTER = "practice", "client", "matter"


class RateForm(QWidget):
    """Fields, three choices with their effect, and one button. Esc closes."""

    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setAccessibleName(_("Set a rate"))
        self._desk = desk
        self._client_id: ClientId | None = None
        self._matter_id: MatterId | None = None
        self.form = Form(columns=2)
        self._reach = self.form.add_choice("reach", _("For"), [])
        self._add_fields()
        self.choices = {each: RadioButton("") for each in AppliesTo}
        self._group = QButtonGroup(self)
        self._pause = QTimer(self)  # a thousand entries are not gone through at each keystroke
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.refresh)
        desk.closing.connect(self._pause.stop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 8)
        layout.setSpacing(8)
        layout.addWidget(self.form)
        layout.addWidget(text_label(_("Unbilled work"), "caption"))
        for choice in self.choices.values():
            self._group.addButton(choice)
            layout.addWidget(choice)
        self.keep_button = Button(_("Set the rate"), icon="check", kind="primary")
        self.keep_button.clicked.connect(lambda _checked=False: self._on_keep_clicked())
        leave = Button(_("Close"), kind="link")
        leave.clicked.connect(lambda _checked=False: self.close_form())
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.keep_button)
        line.addWidget(leave)
        line.addStretch(1)
        layout.addSpacing(4)
        layout.addLayout(line)
        layout.addWidget(rule())
        self.hide()

    def open(
        self,
        client_id: ClientId | None,
        matter_id: MatterId | None,
        activity_code: str | None = None,
        cents_per_hour: int | None = None,
    ) -> None:
        """Opens the form for the nearest reach given, from today on."""
        read = self._desk.read
        practice = practices.get(read)
        if matter_id is not None:
            client_id = matters.get(read, matter_id).client_id
        self._client_id, self._matter_id = client_id, matter_id
        self._reach.set_choices(self._reaches())
        nearest = _MATTER if matter_id else _CLIENT if client_id else _PRACTICE
        if cents_per_hour is not None and matter_id is None and client_id is None:
            nearest = _PRACTICE
        money = "" if cents_per_hour is None else _money(cents_per_hour, practice)
        today = format_date(self._desk.clock.now().day, practice.locale, "short")
        self.form.clear_errors()
        self.form.show_values(
            {
                "reach": nearest,
                "activity": activity_code or "",
                "rate": money,
                "valid_from": today,
            }
        )
        self.choices[AppliesTo.NEW].setChecked(True)
        self.show()
        self.refresh()
        self.form.focus("rate")

    def typed(self) -> dict[str, str]:
        """The fields and what unbilled work is to take the rate; nothing when it is closed."""
        if self.isHidden():
            return {}
        chosen = next(each for each, button in self.choices.items() if button.isChecked())
        ids = json.dumps([self._client_id, self._matter_id])
        return {**self.form.typed(), _APPLIES: chosen.value, _ABOUT: ids}

    def show_typed(self, typed: Mapping[str, str]) -> None:
        """Opens the form again with what `typed` gave."""
        client_id, matter_id = json.loads(typed[_ABOUT])
        self.open(client_id, matter_id)
        self.form.show_typed(typed)
        self.choices[AppliesTo(typed[_APPLIES])].setChecked(True)
        self.refresh()

    def refresh(self) -> None:
        """Says beside each choice what it would do now."""
        if self.isHidden():
            return
        practice = practices.get(self._desk.read)
        try:
            reach, cents, day = self._typed(practice)
        except FieldError:
            reach, cents, day = RateReach(), -1, self._desk.clock.now().day
        first = format_date(day, practice.locale)
        words = {
            AppliesTo.NEW: _("New work only; unbilled entries keep their rate"),
            AppliesTo.FROM_DATE: _("Unbilled work from {date} on").format(date=first),
            AppliesTo.ALL_UNBILLED: _("All unbilled work, older too"),
        }
        for choice, button in self.choices.items():
            told = words[choice]
            if cents >= 0 and choice is not AppliesTo.NEW:
                told = f"{told} · {self._effect(reach, cents, day, choice, practice)}"
            button.setAccessibleName(told)
            button.setText(told)
            button.updateGeometry()

    def close_form(self) -> None:
        """Hides the form; nothing is changed."""
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the form."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_form()
        else:
            super().keyPressEvent(event)

    def _add_fields(self) -> None:
        form = self.form
        activities: list[Choice] = [("", _("Any activity"))]
        activities += [(one.code, one.words) for one in ACTIVITIES]
        form.add_choice("activity", _("Activity"), activities)
        rate = form.add_money("rate", _("Per hour"))
        day = form.add_date("valid_from", _("For work from"))
        form.committed.connect(lambda _name, _value: self.refresh())
        for field in (rate, day):
            field.control().textEdited.connect(lambda _text: self._pause.start())
            field.control().returnPressed.connect(self._on_keep_clicked)

    def _reaches(self) -> list[Choice]:
        read = self._desk.read
        found: list[Choice] = []
        if self._matter_id is not None:
            title = shortened(matters.get(read, self._matter_id).title, 40)
            found.append((_MATTER, _("This matter: {name}").format(name=isolated(title))))
        if self._client_id is not None:
            name = shortened(clients.get(read, self._client_id).name, 40)
            found.append((_CLIENT, _("The client: {name}").format(name=isolated(name))))
        return [*found, (_PRACTICE, _("All my work"))]

    def _typed(self, practice: Practice) -> tuple[RateReach, int, date]:
        values = self.form.values()
        key, code = values["reach"], str(values["activity"] or "") or None
        reach = RateReach(
            self._client_id if key == _CLIENT else None,
            self._matter_id if key == _MATTER else None,
            code,
        )
        cents = typed_cents("rate", values["rate"], practice)
        today = self._desk.clock.now().day
        return reach, cents, parse_date(str(values["valid_from"]), today, practice.locale)

    def _effect(
        self, reach: RateReach, cents: int, day: date, choice: AppliesTo, practice: Practice
    ) -> str:
        try:
            effect = preview_rate_change(self._desk.read, reach, cents, day, choice)
        except FieldError:
            return "–"
        return _effect_words(effect, practice)

    def _on_keep_clicked(self) -> None:
        self.form.clear_errors()
        practice = practices.get(self._desk.read)
        applies_to = next(each for each, button in self.choices.items() if button.isChecked())
        try:
            reach, cents, day = self._typed(practice)
            effect = self._desk.transact(
                change_rate,
                reach,
                cents,
                valid_from=day,
                applies_to=applies_to,
                now=self._desk.clock.now(),
            )
        except FieldError as error:
            name = {"date": "valid_from"}.get(error.field, error.field)
            self.form.show_error(name, str(error))
            self.form.focus(name)
        except LawDeskError as error:
            self._desk.failed.emit(error)
        else:
            self.close_form()
            told = _("{amount} per hour from {date} on.").format(
                amount=_money(cents, practice), date=format_date(day, practice.locale)
            )
            if effect.entries:
                told = f"{told} {_effect_words(effect, practice)}."
            self._desk.say(told)


def _effect_words(effect: RateEffect, practice: Practice) -> str:
    if effect.entries == 0:
        return _("no unbilled entry changes")
    words = _("1 unbilled entry") if effect.entries == 1 else _("{count} unbilled entries")
    count = words.format(count=effect.entries)
    before, after = (
        _money(effect.before_cents, practice),
        _money(effect.after_cents, practice),
    )
    return f"{count}, {before} → {after}"


def _money(cents: int, practice: Practice) -> str:
    return format_money(cents, practice.currency, practice.locale)
