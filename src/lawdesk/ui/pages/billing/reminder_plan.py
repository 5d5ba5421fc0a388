"""The reminder plan as a small grid: when each reminder is due, its new term and its fee."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from lawdesk.domain.billing.billing_policy import ReminderLevel
from lawdesk.domain.practice import Practice
from lawdesk.translation import _
from lawdesk.ui.pages.billing import typed_terms
from lawdesk.ui.widgets.fields import Field
from lawdesk.ui.widgets.labels import set_style_property, text_label

_MOST_LEVELS = 6


class ReminderPlanField(Field):
    """Six rows; one without days is no reminder. The value is a tuple of levels."""

    is_plain: ClassVar[bool] = False

    def __init__(self, practice: Practice) -> None:
        super().__init__(_("Reminder plan"))
        self._practice = practice
        self._rows = [_row(number + 1) for number in range(_MOST_LEVELS)]
        grid = QWidget()
        layout = QGridLayout(grid)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(12)
        layout.setVerticalSpacing(8)
        heads = (_("Reminder"), _("Days after the due day"), _("New term in days"), _("Fee"))
        for column, words in enumerate(heads):
            layout.addWidget(text_label(words, "caption"), 0, column)
        for number, edits in enumerate(self._rows, start=1):
            layout.addWidget(text_label(str(number), "quiet"), number, 0)
            for column, edit in enumerate(edits, start=1):
                edit.textEdited.connect(lambda _text: self.touched.emit())
                layout.addWidget(edit, number, column)
        for column in (1, 2, 3):
            layout.setColumnStretch(column, 1)
        holder = QVBoxLayout()
        holder.addWidget(grid)
        self._layout.addLayout(holder, 1)

    def value(self) -> tuple[ReminderLevel, ...]:
        """The levels as typed. Raises FieldError("reminders")."""
        return tuple(self._level(edits) for edits in self._rows if edits[0].text().strip())

    def show_value(self, value: object) -> None:
        levels = value if isinstance(value, tuple) else ()
        for place, edits in enumerate(self._rows):
            level = levels[place] if place < len(levels) else None
            for edit, words in zip(edits, self._words(level), strict=True):
                edit.setText(words)

    def typed(self) -> list[list[str]]:
        """What stands in the cells, row by row, whether it can hold or not."""
        return [[edit.text() for edit in edits] for edits in self._rows]

    def show_typed(self, rows: Sequence[Sequence[str]]) -> None:
        """Puts back what `typed` gave."""
        for edits, texts in zip(self._rows, rows, strict=True):
            for edit, text in zip(edits, texts, strict=True):
                edit.setText(text)

    def control(self) -> QLineEdit:
        return self._rows[0][0]

    def mark_bad(self, *, bad: bool) -> None:
        for edits in self._rows:
            set_style_property(edits[0], "bad", "true" if bad else "false")

    def _level(self, edits: Sequence[QLineEdit]) -> ReminderLevel:
        days, term, fee = (edit.text() for edit in edits)
        return ReminderLevel(
            typed_terms.whole("reminders", days, -60, 720),
            typed_terms.whole("reminders", term, 0, 90),
            typed_terms.cents("reminders", fee, self._practice),
        )

    def _words(self, level: ReminderLevel | None) -> tuple[str, str, str]:
        if level is None:
            return "", "", ""
        fee = typed_terms.cents_words(level.fee_cents, self._practice)
        return str(level.days_after_due), str(level.new_term_days), fee


def _row(number: int) -> tuple[QLineEdit, QLineEdit, QLineEdit]:
    names = (
        _("Reminder {number}: days after the due day, negative before it"),
        _("Reminder {number}: new term in days"),
        _("Reminder {number}: fee"),
    )
    days, term, fee = QLineEdit(), QLineEdit(), QLineEdit()
    for edit, name in zip((days, term, fee), names, strict=True):
        edit.setAccessibleName(name.format(number=number))
    return days, term, fee
