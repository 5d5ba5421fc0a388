"""The kinds of field a form is made of. Each tells `committed(value)` when the lawyer is done.

A field commits on Enter or when the focus leaves it, and only when its value differs from the
one shown last; Esc takes the typing back. `show_value` never overwrites what is being typed.
"""

from collections.abc import Callable, Sequence
from typing import ClassVar

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QCalendarWidget,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QWidget,
    QWidgetAction,
)

from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.check_box import CheckBox
from lawdesk.ui.widgets.choice_box import Choice, ChoiceBox
from lawdesk.ui.widgets.inline_edit import InlineEdit
from lawdesk.ui.widgets.labels import set_style_property, text_label


class Field(QWidget):
    """What every kind of field can do."""

    committed = Signal(object)
    touched = Signal()

    is_plain: ClassVar[bool] = True
    """whether the value can be written down as JSON and shown again"""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)

    def value(self) -> object:
        """What stands in the field now."""
        raise NotImplementedError

    def show_value(self, value: object) -> None:
        """Shows the stored value."""
        raise NotImplementedError

    def control(self) -> QWidget:
        """The widget that takes the keyboard."""
        raise NotImplementedError

    def mark_bad(self, *, bad: bool) -> None:
        """Shows by its edge whether the value was refused."""
        set_style_property(self.control(), "bad", "true" if bad else "false")


class LineField(Field):
    """One line of text; `unit` stands behind it, `right` aligns numbers."""

    def __init__(
        self, name: str, *, placeholder: str = "", unit: str = "", right: bool = False
    ) -> None:
        super().__init__(name)
        self._edit = InlineEdit(name, placeholder)
        self._edit.setProperty("frameless", "false")
        self._edit.setToolTip("")
        if right:
            self._edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._edit.committed.connect(self.committed.emit)
        self._edit.textEdited.connect(lambda _text: self.touched.emit())
        self._layout.addWidget(self._edit, 1)
        if unit:
            self._layout.addWidget(text_label(unit, "quiet"))

    def value(self) -> str:
        return self._edit.text()

    def show_value(self, value: object) -> None:
        self._edit.show_value("" if value is None else str(value))

    def control(self) -> QLineEdit:
        return self._edit

    def set_phrases(self, phrases: list[str]) -> None:
        """Texts offered while typing."""
        self._edit.set_phrases(phrases)


class DateField(LineField):
    """A day as typed ("fri", "12.3."), with a calendar that writes it as 2026-11-20."""

    def __init__(self, name: str, *, placeholder: str = "", words: str = "") -> None:
        super().__init__(name, placeholder=placeholder)
        self._open = Button(words or name, icon="calendar", kind="bare")
        self._open.clicked.connect(lambda _checked=False: self._on_open_clicked())
        self._layout.setSpacing(2)
        self._layout.addWidget(self._open)

    def _on_open_clicked(self) -> None:
        menu = QMenu(self)
        calendar = QCalendarWidget(menu)
        calendar.setAccessibleName(self._name)
        day = QDate.fromString(self.value(), Qt.DateFormat.ISODate)
        calendar.setSelectedDate(day if day.isValid() else QDate.currentDate())
        holder = QWidgetAction(menu)
        holder.setDefaultWidget(calendar)
        menu.addAction(holder)
        calendar.activated.connect(lambda picked: self._on_day_picked(menu, picked))
        calendar.clicked.connect(lambda picked: self._on_day_picked(menu, picked))
        menu.exec(self._open.mapToGlobal(self._open.rect().bottomLeft()))
        menu.deleteLater()

    def _on_day_picked(self, menu: QMenu, day: QDate) -> None:
        menu.close()
        self._edit.setText(day.toString(Qt.DateFormat.ISODate))
        self._edit.commit()


class TextField(Field):
    """Several lines of text; Ctrl+Enter commits, Tab leaves."""

    def __init__(self, name: str, *, lines: int = 4, placeholder: str = "") -> None:
        super().__init__(name)
        self._edit = _TextEdit(self.commit, self._revert)
        self._edit.setAccessibleName(name)
        self._edit.setPlaceholderText(placeholder)
        self._edit.setTabChangesFocus(True)
        self._edit.setFixedHeight(self._edit.fontMetrics().lineSpacing() * lines + 20)
        self._edit.textChanged.connect(self.touched)
        self._value = ""
        self._layout.addWidget(self._edit)

    def value(self) -> str:
        return self._edit.toPlainText()

    def show_value(self, value: object) -> None:
        if self._edit.hasFocus() and self.value() != self._value:
            return
        self._value = "" if value is None else str(value)
        if self.value() != self._value:
            self._revert()

    def control(self) -> QPlainTextEdit:
        return self._edit

    def commit(self) -> None:
        """Tells the new text, if it is new."""
        if self.value() != self._value:
            self._value = self.value()
            self.committed.emit(self._value)

    def _revert(self) -> None:
        self._edit.blockSignals(True)
        self._edit.setPlainText(self._value)
        self._edit.blockSignals(False)


class _TextEdit(QPlainTextEdit):
    """Tells when it is left, and takes Ctrl+Enter and Esc as a line edit takes Enter and Esc."""

    def __init__(self, commit: Callable[[], None], revert: Callable[[], None]) -> None:
        super().__init__()
        self._commit, self._revert = commit, revert

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._commit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ctrl = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and ctrl:
            self._commit()
        elif event.key() == Qt.Key.Key_Escape:
            self._revert()
        else:
            super().keyPressEvent(event)


class ChoiceField(Field):
    """One of several words; commits when one is picked."""

    def __init__(self, name: str, choices: Sequence[Choice]) -> None:
        super().__init__(name)
        self._box = ChoiceBox(name, choices)
        self._box.chosen.connect(self._on_chosen)
        self._layout.addWidget(self._box, 1)

    def value(self) -> object:
        return self._box.key()

    def show_value(self, value: object) -> None:
        self._box.show_key(value)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Replaces the choices."""
        self._box.set_choices(choices)

    def control(self) -> QWidget:
        return self._box

    def _on_chosen(self, key: object) -> None:
        self.touched.emit()
        self.committed.emit(key)


class CheckField(Field):
    """Yes or no, with its words beside it."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._box = CheckBox(name)
        self._box.clicked.connect(self._on_clicked)
        self._layout.addWidget(self._box)
        self._layout.addStretch(1)

    def value(self) -> bool:
        return self._box.isChecked()

    def show_value(self, value: object) -> None:
        self._box.setChecked(bool(value))

    def _on_clicked(self, ticked: bool) -> None:  # noqa: FBT001 - Qt gives it like this
        self.committed.emit(ticked)

    def control(self) -> QWidget:
        return self._box
