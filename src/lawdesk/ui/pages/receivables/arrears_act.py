"""A form that opens beside the list for one act; errors stand under the field that caused them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import ClassVar, TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from lawdesk.domain.typed_values import parse_date, parse_money
from lawdesk.errors import FieldError, LawDeskError
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.pages.receivables.arrears_words import figures_today
from lawdesk.ui.tasks import while_alive
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.form import Form
from lawdesk.ui.widgets.labels import text_label

T = TypeVar("T")


class ActForm(QWidget):
    """Title, a line about it, fields, one button and the way back. A subclass writes `_act`.

    `_names` maps the names operations give to wrong fields to those of the form.
    """

    closed = Signal()

    _names: ClassVar[Mapping[str, str]] = {}

    def __init__(self, desk: Desk, title: str, words: str) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self._desk = desk
        self._figures = figures_today(desk)
        self._line = text_label("", "quiet", wrap=True)
        self._line.hide()
        self._refused = text_label("", "error", wrap=True)
        self._refused.hide()
        self.form = Form(columns=2)
        self.button = Button(words, kind="primary")
        self.button.clicked.connect(lambda _checked=False: self._on_clicked())
        self.back_button = Button(_("Back"), kind="link")
        self.back_button.clicked.connect(lambda _checked=False: self.closed.emit())
        self._place = QVBoxLayout(self)
        self._place.setContentsMargins(0, 0, 0, 0)
        self._place.setSpacing(12)
        self._place.addWidget(text_label(title, "section"))
        self._place.addWidget(self._line)
        self._place.addWidget(self.form)
        self._place.addWidget(self._refused)
        self._place.addLayout(self._foot())
        self._place.addStretch(1)

    def show_line(self, line: str) -> None:
        """A sentence under the title."""
        self._line.setText(line)
        self._line.setVisible(bool(line))

    def show_refusal(self, error: LawDeskError) -> None:
        """Says why it was refused: under the field meant, else above the button."""
        name = error.field if isinstance(error, FieldError) else ""
        place = self._names.get(name, name)
        if place and self.form.has_field(place):
            self.form.show_error(place, str(error))
            self.form.focus(place)
        else:
            self._refused.setText(str(error))
            self._refused.show()

    def typed(self) -> dict[str, str]:
        """What stands in the fields, by their names."""
        return self.form.typed()

    def show_typed(self, typed: Mapping[str, str]) -> None:
        """Puts back what `typed` gave; names the form does not have are left out."""
        self.form.show_typed(typed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _foot(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.button)
        line.addWidget(self.back_button)
        line.addStretch(1)
        return line

    def _insert(self, widget: QWidget) -> None:
        """Puts a widget above the fields."""
        self._place.insertWidget(2, widget)

    def _act(self) -> None:
        """Does what the button says. May raise LawDeskError."""
        raise NotImplementedError

    def _on_clicked(self) -> None:
        self.form.clear_errors()
        self._refused.hide()
        try:
            self._act()
        except LawDeskError as error:
            self.show_refusal(error)

    def _day(self, name: str) -> date:
        """The day typed in a field. Raises FieldError for that field."""
        typed, today = str(self.form.values()[name]), self._desk.clock.now().day
        return _named(name, lambda: parse_date(typed, today, self._figures.practice.locale))

    def _cents(self, name: str, currency: str) -> int:
        """The amount typed in a field. Raises FieldError for that field."""
        typed = str(self.form.values()[name])
        return _named(name, lambda: parse_money(typed, currency, self._figures.practice.locale))

    def _text(self, name: str) -> str:
        return str(self.form.values()[name]).strip()


def reveal(widget: QWidget) -> None:
    """Scrolls to a widget that opened below what is in sight, once it has its place."""
    area = widget.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    if isinstance(area, QScrollArea):
        scroll = while_alive(widget, area.ensureWidgetVisible)
        QTimer.singleShot(0, lambda: scroll(widget))


def _named(name: str, read: Callable[[], T]) -> T:
    try:
        return read()
    except FieldError as error:
        raise FieldError(name, error.text, error.hint) from error
