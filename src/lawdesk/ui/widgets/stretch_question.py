"""The row under the timer bar that asks about time nobody can vouch for."""

from dataclasses import dataclass
from gettext import gettext as _

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.labels import ElidedLabel


@dataclass(frozen=True, slots=True)
class Stretch:
    """A doubtful stretch in words: "10:12", "10:52", "40 min"; `why` is "away" or another word."""

    start: str
    end: str
    length: str
    why: str = ""


class StretchQuestion(QWidget):
    """Keep it, drop it, or book it to another matter: `answered(word)`."""

    answered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("stretch_question")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Question about time away"))
        self.setMinimumHeight(44)
        self._words = ElidedLabel()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(24, 4, 24, 5)
        layout.setSpacing(8)
        layout.addWidget(self._words)
        layout.addStretch(1)
        for answer, words in (
            ("keep", _("Keep")),
            ("go_on", _("Drop and go on")),
            ("stop", _("Drop and stop")),
            ("book", _("Book to another matter")),
        ):
            layout.addWidget(self._button(answer, words))

    def show_stretch(self, stretch: Stretch) -> None:
        """Asks about this stretch."""
        self._words.setText(
            _("{why} {start}–{end} ({length})").format(
                why=stretch.why or _("Away"),
                start=stretch.start,
                end=stretch.end,
                length=stretch.length,
            )
        )

    def _button(self, answer: str, words: str) -> Button:
        button = Button(words)
        button.clicked.connect(lambda _checked=False: self.answered.emit(answer))
        return button
