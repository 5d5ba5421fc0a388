"""A form whose fields save by themselves: label above, error below, a quiet tick when saved."""

import json
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from lawdesk.translation import _
from lawdesk.ui.widgets.choice_box import Choice
from lawdesk.ui.widgets.fields import (
    CheckField,
    ChoiceField,
    DateField,
    Field,
    LineField,
    TextField,
)
from lawdesk.ui.widgets.labels import set_style_property, text_label
from lawdesk.ui.widgets.repeated_field import RepeatedField

_SAVED_MS = 2500


class AutoSaveField(QWidget):
    """A field with its label, its hint or error, and the word that it was saved."""

    def __init__(self, label: str, field: Field, hint: str = "") -> None:
        super().__init__()
        self.field = field
        self._hint = hint
        self._saved = text_label("", "saved")
        self._below = text_label("", "small", wrap=True)
        head = QHBoxLayout()
        head.setSpacing(8)
        above: QWidget = field
        if not isinstance(field, CheckField):
            above = words = text_label(label, "caption")
            words.setBuddy(field.control())
        head.addWidget(above)
        head.addStretch(1)
        head.addWidget(self._saved)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(head)
        if above is not field:
            layout.addWidget(field)
        layout.addWidget(self._below)
        layout.addStretch(1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SAVED_MS)
        self._timer.timeout.connect(lambda: self._saved.setText(""))
        field.touched.connect(lambda: self.show_error(""))
        self.show_error("")

    def show_error(self, text: str) -> None:
        """The reason a value was refused, under the field; an empty text takes it away."""
        self.field.mark_bad(bad=bool(text))
        set_style_property(self._below, "kind", "error" if text else "small")
        self._below.setText(text or self._hint)
        self._below.setVisible(bool(text or self._hint))
        self.field.control().setAccessibleDescription(text or self._hint)
        if text:
            self._saved.setText("")

    def show_saved(self) -> None:
        """Says for a moment that the value is kept."""
        self.show_error("")
        self._saved.setText(_("saved"))
        self._timer.start()


class Form(QWidget):
    """Fields in one or more columns; `committed(name, value)` when one is done."""

    committed = Signal(str, object)

    def __init__(self, *, columns: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = columns
        self._place = 0
        self._fields: dict[str, AutoSaveField] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(12)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)

    def add_line(
        self,
        name: str,
        label: str,
        *,
        placeholder: str = "",
        hint: str = "",
        unit: str = "",
        wide: bool = False,
    ) -> LineField:
        """One line of text; `unit` stands behind it, `wide` takes all columns."""
        field = LineField(label, placeholder=placeholder, unit=unit)
        self.add_field(name, label, field, hint=hint, wide=wide)
        return field

    def add_money(self, name: str, label: str, *, unit: str = "", hint: str = "") -> LineField:
        """An amount as typed; `unit` is the currency or "EUR/h"."""
        field = LineField(label, unit=unit, right=True)
        self.add_field(name, label, field, hint=hint)
        return field

    def add_date(
        self, name: str, label: str, *, placeholder: str = "", hint: str = ""
    ) -> DateField:
        """A day as typed; the calendar writes it as 2026-11-20."""
        words = _("Choose from the calendar: {field}").format(field=label)
        field = DateField(label, placeholder=placeholder, words=words)
        self.add_field(name, label, field, hint=hint)
        return field

    def add_text(
        self, name: str, label: str, *, lines: int = 4, hint: str = "", placeholder: str = ""
    ) -> TextField:
        """Several lines of text over all columns."""
        field = TextField(label, lines=lines, placeholder=placeholder)
        self.add_field(name, label, field, hint=hint, wide=True)
        return field

    def add_choice(
        self, name: str, label: str, choices: Sequence[Choice], *, hint: str = ""
    ) -> ChoiceField:
        """One of a few (key, words)."""
        field = ChoiceField(label, choices)
        self.add_field(name, label, field, hint=hint)
        return field

    def add_check(self, name: str, label: str, *, hint: str = "", wide: bool = False) -> CheckField:
        """Yes or no."""
        field = CheckField(label)
        self.add_field(name, label, field, hint=hint, wide=wide)
        return field

    def add_repeated(
        self,
        name: str,
        label: str,
        *,
        kinds: Sequence[Choice] = (),
        placeholder: str = "",
        hint: str = "",
    ) -> RepeatedField:
        """Several (kind, text) pairs; over all columns."""
        field = RepeatedField(label, kinds, placeholder=placeholder)
        self.add_field(name, label, field, hint=hint, wide=True)
        return field

    def add_section(self, title: str) -> None:
        """A heading over the fields that follow."""
        label = text_label(title, "section")
        label.setContentsMargins(0, 12 if self._fields else 0, 0, 0)
        self._put(label, wide=True)

    def add_widget(self, widget: QWidget) -> None:
        """Any other widget between the fields, over all columns."""
        self._put(widget, wide=True)

    def add_field(
        self, name: str, label: str, field: Field, *, hint: str = "", wide: bool = False
    ) -> None:
        """Adds a field of any kind under that name."""
        framed = AutoSaveField(label, field, hint)
        field.committed.connect(lambda value: self.committed.emit(name, value))
        self._fields[name] = framed
        self._put(framed, wide=wide)

    def show_values(self, values: Mapping[str, object]) -> None:
        """Shows stored values; a field being typed in is left alone, unknown names too."""
        for name, value in values.items():
            if name in self._fields:
                self._fields[name].field.show_value(value)

    def values(self) -> dict[str, object]:
        """What stands in all fields now, by name."""
        return {name: framed.field.value() for name, framed in self._fields.items()}

    def typed(self) -> dict[str, str]:
        """What stands in the fields of text, choices and ticks, each as JSON, over a lock."""
        kept = {name: each.field for name, each in self._fields.items() if each.field.is_plain}
        return {name: json.dumps(field.value()) for name, field in kept.items()}

    def show_typed(self, typed: Mapping[str, str]) -> None:
        """Puts back what `typed` gave; names that are not fields are left out."""
        known = {name: text for name, text in typed.items() if name in self._fields}
        self.show_values({name: json.loads(text) for name, text in known.items()})

    def show_error(self, name: str, text: str) -> None:
        """Puts an error under the field of that name. Raises KeyError."""
        self._fields[name].show_error(text)

    def has_field(self, name: str) -> bool:
        """Whether there is a field of that name, to decide where an error goes."""
        return name in self._fields

    def field_of(self, name: str) -> Field:
        """The field of that name, to change what it offers. Raises KeyError."""
        return self._fields[name].field

    def show_saved(self, name: str) -> None:
        """Says quietly that this field is kept."""
        self._fields[name].show_saved()

    def clear_errors(self) -> None:
        """Takes all errors away."""
        for framed in self._fields.values():
            framed.show_error("")

    def focus(self, name: str) -> None:
        """Puts the cursor into the field."""
        self._fields[name].field.control().setFocus(Qt.FocusReason.OtherFocusReason)

    def set_visible(self, name: str, *, visible: bool) -> None:
        """Shows or hides one field with its label."""
        self._fields[name].setVisible(visible)

    def _put(self, widget: QWidget, *, wide: bool) -> None:
        column = self._place % self._columns
        if wide and column:
            self._place += self._columns - column
            column = 0
        span = self._columns if wide else 1
        self._grid.addWidget(widget, self._place // self._columns, column, 1, span)
        self._place += span
