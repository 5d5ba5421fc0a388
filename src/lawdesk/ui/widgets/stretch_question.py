"""The row under the timer bar that asks about time nobody can vouch for."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from lawdesk.translation import _
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.choice_box import Choice, FindBox
from lawdesk.ui.widgets.fields import LineField
from lawdesk.ui.widgets.labels import ElidedLabel


@dataclass(frozen=True, slots=True)
class Stretch:
    """A doubtful stretch in words: "10:12", "10:52", "40 min"; `why` is "away" or another word.

    `matter` is whose clock ran then, `place` something like "1 of 3". `runs`: that clock still
    runs, so it can go on or be stopped.
    """

    start: str
    end: str
    length: str
    why: str = ""
    matter: str = ""
    place: str = ""
    runs: bool = True


class StretchQuestion(QWidget):
    """Keep it, drop it, or book it to another matter: `answered(word)`, `booked(key, text)`."""

    answered = Signal(str)
    booked = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("stretch_question")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Question about time away"))
        self.setMinimumHeight(44)
        self._words = ElidedLabel()
        self._buttons: dict[str, Button] = {}
        self._answers = self._make_answers()
        self._booking = _Booking()
        self._booking.booked.connect(self.booked)
        self._booking.left.connect(self.show_answers)
        self._parts = QStackedWidget()
        self._parts.addWidget(self._answers)
        self._parts.addWidget(self._booking)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 4, 24, 5)
        layout.addWidget(self._parts)

    def show_stretch(self, stretch: Stretch) -> None:
        """Asks about this stretch."""
        words = _("{why} {start}–{end} ({length})").format(
            why=stretch.why or _("Away"),
            start=stretch.start,
            end=stretch.end,
            length=stretch.length,
        )
        asked = " · ".join(part for part in (stretch.place, words, stretch.matter) if part)
        if asked != self._words.text():
            self.show_answers()
        self._words.setText(asked)
        self._buttons["stop"].setVisible(stretch.runs)
        self._buttons["go_on"].set_words(_("Drop and go on") if stretch.runs else _("Drop"))

    def show_answers(self) -> None:
        """Shows the four answers."""
        self._parts.setCurrentWidget(self._answers)

    def show_booking(self) -> None:
        """Asks for the matter the stretch belongs to."""
        self._parts.setCurrentWidget(self._booking)
        self._booking.begin()

    def set_matters(self, matters: Sequence[Choice]) -> None:
        """The matters a stretch can be booked to."""
        self._booking.matter.set_choices(matters)

    def set_phrases(self, phrases: list[str]) -> None:
        """Texts offered while the work is described."""
        self._booking.narrative.set_phrases(phrases)

    def _make_answers(self) -> QWidget:
        part = QWidget()
        layout = QHBoxLayout(part)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._words)
        layout.addStretch(1)
        for answer, words in (
            ("keep", _("Keep")),
            ("go_on", _("Drop and go on")),
            ("stop", _("Drop and stop")),
            ("book", _("Book to another matter")),
        ):
            self._buttons[answer] = self._button(answer, words)
            layout.addWidget(self._buttons[answer])
        return part

    def _button(self, answer: str, words: str) -> Button:
        button = Button(words)
        button.clicked.connect(lambda _checked=False: self.answered.emit(answer))
        return button


class _Booking(QWidget):
    """For which matter, and what was done."""

    booked = Signal(object, str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.matter = FindBox(_("Matter the stretch belongs to"), _("To which matter?"))
        self.narrative = LineField(_("What was done"), placeholder=_("What was done"))
        self.matter.chosen.connect(lambda _key: self.narrative.control().setFocus())
        self.narrative.control().returnPressed.connect(self._tell)
        book, back = Button(_("Book the stretch")), Button(_("Back"), kind="link")
        book.clicked.connect(lambda _checked=False: self._tell())
        back.clicked.connect(lambda _checked=False: self.left.emit())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.matter, 2)
        layout.addWidget(self.narrative, 3)
        layout.addWidget(book)
        layout.addWidget(back)

    def begin(self) -> None:
        """Starts anew, with the cursor in the chooser."""
        self.matter.clear()
        self.narrative.show_value("")
        self.matter.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _tell(self) -> None:
        self.booked.emit(self.matter.key(), str(self.narrative.value()))
