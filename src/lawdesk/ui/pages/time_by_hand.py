"""The form for work that no clock ran for: open on the page, keyboard only, errors under fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lawdesk.domain.activity_codes import ACTIVITIES
from lawdesk.domain.matters import MatterId
from lawdesk.domain.time_entries import Charge, TimeEntryId
from lawdesk.domain.typed_time import parse_duration
from lawdesk.domain.typed_values import parse_date
from lawdesk.errors import FieldError, LawDeskError
from lawdesk.operations.billing.policies import policy_for
from lawdesk.operations.time_entries import add_time_entry, delete_entry, take_back
from lawdesk.store import matters, phrases, practice, time_entries
from lawdesk.translation import _
from lawdesk.ui.clock_face import short_clock
from lawdesk.ui.desk import Desk
from lawdesk.ui.pages.time_columns import task_choices
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.choice_box import Choice, FindBox
from lawdesk.ui.widgets.fields import CheckField, Field
from lawdesk.ui.widgets.form import Form
from lawdesk.ui.widgets.labels import rule

_FIELD_OF = {"date": "worked_on"}
"""fields as operations and parsers name them, where the form has another name"""


class TimeByHand(QWidget):
    """A few fields and one button. After an entry it stays open for the next one."""

    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Time by hand"))
        self._desk = desk
        self._is_made = False
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 8)
        self._layout.setSpacing(12)
        self.hide()

    def open(self) -> None:
        """Show the form with the cursor in the first field that has to be filled."""
        self._make()
        read = self._desk.read
        choices = [(choice.id, choice.words) for choice in matters.list_choices(read)]
        self._matter.set_choices(choices)
        self._narrative.set_phrases(phrases.list_all(read))
        if not self._form.values()["worked_on"]:
            self._form.show_values({"worked_on": self._desk.clock.now().day.isoformat()})
        self.show()
        self._form.focus("duration" if self._matter.value() else "matter")

    def typed(self) -> dict[str, str]:
        """What stands in the fields, by their names, while an entry is unfinished."""
        if not self._is_made:
            return {}
        values = self._form.values()
        lines = {name: str(values[name]) for name in ("worked_on", "duration", "narrative")}
        lines["matter"] = self._matter.control().text()
        telling = (
            ("duration", "narrative") if self.isHidden() else ("duration", "narrative", "matter")
        )
        if not any(lines[name].strip() for name in telling):
            return {}
        charge = "1" if self._no_charge.value() else ""
        codes = {name: str(values[name]) for name in ("activity", "task")}
        return {**lines, **codes, "no_charge": charge}

    def show_typed(self, typed: Mapping[str, str]) -> None:
        """Opens the form with what `typed` gave."""
        self.open()
        names = ("worked_on", "duration", "narrative", "activity", "task")
        self._form.show_values({name: typed[name] for name in names})
        self._matter.control().setText(typed["matter"])
        self._no_charge.show_value(value=bool(typed["no_charge"]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes; what was typed is still there when the form is opened again."""
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)

    def _make(self) -> None:
        """The fields, when they are first asked for: on most days the clock is used alone."""
        if self._is_made:
            return
        self._is_made = True
        self._matter = MatterField(_("Matter"))
        self._form = Form(columns=5)
        self._no_charge = CheckField(_("No charge"))
        self._add_fields()
        self._layout.addWidget(self._form)
        self._layout.addLayout(self._buttons())
        self._layout.addWidget(rule())

    def _add_fields(self) -> None:
        form = self._form
        day = form.add_date("worked_on", _("Day"), placeholder=_("today, fri, 12.3."))
        form.add_field("matter", _("Matter"), self._matter)
        length = form.add_line("duration", _("Duration"), placeholder=_("1:20, 80, 1.3h, 13u"))
        choices = [("", _("None")), *((one.code, one.words) for one in ACTIVITIES)]
        for listed in (
            form.add_choice("activity", _("Activity"), choices),
            form.add_choice("task", _("Task"), [*task_choices()]),
        ):
            _narrow(listed.control())
        self._narrative = form.add_line("narrative", _("What was done"), wide=True)
        for field in (day, length, self._narrative):
            field.control().returnPressed.connect(self._save)

    def _buttons(self) -> QHBoxLayout:
        add = Button(_("Add entry"), icon="check", hint=_("Enter"))
        add.clicked.connect(lambda _checked=False: self._save())
        close = Button(_("Close"), kind="link")
        close.clicked.connect(lambda _checked=False: self._close())
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(add)
        line.addWidget(close)
        line.addSpacing(12)
        line.addWidget(self._no_charge)
        line.addStretch(1)
        return line

    def _close(self) -> None:
        self.hide()
        self.closed.emit()

    def _save(self) -> None:
        self._form.clear_errors()
        try:
            entry_id = self._add_entry()
        except FieldError as error:
            name = _FIELD_OF.get(error.field, error.field)
            self._form.show_error(name, str(error))
            self._form.focus(name)
        except LawDeskError as error:
            self._desk.failed.emit(error)
        else:
            self._ready_for_next(entry_id)

    def _add_entry(self) -> TimeEntryId:
        values, now = self._form.values(), self._desk.clock.now()
        settings = practice.get(self._desk.read)
        day = parse_date(str(values["worked_on"]), now.day, settings.locale)
        matter_id = values["matter"]
        if not isinstance(matter_id, int):
            raise FieldError("matter", _("Choose the matter this work was for."))
        policy = policy_for(self._desk.read, MatterId(matter_id), day)
        unit = policy.terms.rounding.billing_unit_seconds
        return self._desk.transact(
            add_time_entry,
            MatterId(matter_id),
            worked_on=day,
            seconds=parse_duration(str(values["duration"]), unit),
            narrative=str(values["narrative"]),
            activity_code=str(values["activity"]) or None,
            task_code=str(values["task"]) or None,
            charge=Charge.NO_CHARGE if self._no_charge.value() else Charge.BILLABLE,
            now=now,
        )

    def _ready_for_next(self, entry_id: TimeEntryId) -> None:
        entry = time_entries.get_row(self._desk.read, entry_id)
        for name in ("duration", "narrative"):
            self._form.show_values({name: ""})
        self._no_charge.show_value(value=False)
        self._form.focus("duration")
        words = _("Added {worked} to {matter}.").format(
            worked=short_clock(entry.raw_seconds), matter=entry.matter_title
        )
        self._desk.say(words, (_("Undo"), lambda: self._take_away(entry_id)))

    def _take_away(self, entry_id: TimeEntryId) -> None:
        now = self._desk.clock.now()
        step = self._desk.do(delete_entry, entry_id, now=now)
        if step is not None:
            again = (_("Put it back"), lambda: self._desk.do(take_back, step, now=now))
            self._desk.say(_("The entry was taken away again."), again)


def _narrow(box: QWidget) -> None:
    """The longest words of a list would squeeze the other fields."""
    if isinstance(box, QComboBox):
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(8)


class MatterField(Field):
    """A matter, found by typing a part of its title, client or number."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._box = FindBox(name, _("Title, client or number"))
        self._box.chosen.connect(self._on_chosen)
        self._box.textEdited.connect(lambda _text: self.touched.emit())
        self._layout.addWidget(self._box, 1)

    def value(self) -> object:
        return self._box.key()

    def show_value(self, value: object) -> None:
        self._box.show_key(value)

    def control(self) -> QLineEdit:
        return self._box

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Replaces the matters to choose from; what stands in the field stays."""
        self._box.set_choices(choices)

    def _on_chosen(self, key: object) -> None:
        self.touched.emit()
        self.committed.emit(key)
