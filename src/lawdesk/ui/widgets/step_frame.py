"""The frame of a short sequence of steps: which step of how many, title, content, Back and Next."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from lawdesk.translation import _
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.labels import text_label

_WIDTH = 560


class StepFrame(QWidget):
    """Steps in a column in the middle. The owner checks a step before going on."""

    next_asked = Signal(str)  # the name of the step now shown
    back_asked = Signal(str)
    left_out = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._steps: list[tuple[str, str, str]] = []
        self._next_words: dict[str, str] = {}
        self._count = text_label("", "caption")
        self._title = text_label("", "title", wrap=True)
        self._line = text_label("", "quiet", wrap=True)
        self._error = text_label("", "error", wrap=True)
        self._stack = QStackedWidget()
        self._back = Button(_("Back"))
        self._leave = Button(_("Skip"), kind="link")
        self._next = Button(_("Next"), kind="primary")
        self._next.setDefault(True)
        self._back.clicked.connect(lambda _checked=False: self._on_back_clicked())
        self._leave.clicked.connect(lambda _checked=False: self.left_out.emit())
        self._next.clicked.connect(lambda _checked=False: self.next_asked.emit(self.current()))
        self._leave.hide()
        self._lay_out()

    def add_step(
        self, name: str, title: str, line: str, content: QWidget, *, next_words: str = ""
    ) -> None:
        """Adds a step at the end; `next_words` is what its button says instead of Next."""
        self._steps.append((name, title, line))
        self._next_words[name] = next_words or _("Next")
        self._stack.addWidget(content)
        if len(self._steps) == 1:
            self.show_step(name)
        self._show_count()

    def show_step(self, name: str) -> None:
        """Shows that step. Raises ValueError when there is none of that name."""
        place = [step[0] for step in self._steps].index(name)
        self._stack.setCurrentIndex(place)
        self._title.setText(self._steps[place][1])
        self._line.setText(self._steps[place][2])
        self._back.setVisible(place > 0)
        self._next.set_words(self._next_words[name])
        self.show_error("")
        self._show_count()

    def show_next(self) -> bool:
        """Goes one step on; False on the last one."""
        place = self._stack.currentIndex() + 1
        if place >= len(self._steps):
            return False
        self.show_step(self._steps[place][0])
        return True

    def current(self) -> str:
        """The name of the step shown, empty without steps."""
        return self._steps[self._stack.currentIndex()][0] if self._steps else ""

    def show_error(self, text: str) -> None:
        """Why the step cannot be left yet, above the buttons."""
        self._error.setText(text)
        self._error.setVisible(bool(text))

    def set_next_enabled(self, *, enabled: bool) -> None:
        """Opens or closes the button that goes on."""
        self._next.setEnabled(enabled)

    def offer_leaving(self, words: str) -> None:
        """Shows a quiet button that leaves the sequence; no words, no button."""
        self._leave.set_words(words)
        self._leave.setVisible(bool(words))

    def _on_back_clicked(self) -> None:
        self.back_asked.emit(self.current())
        self.show_step(self._steps[self._stack.currentIndex() - 1][0])

    def _show_count(self) -> None:
        place = self._stack.currentIndex() + 1
        self._count.setText(_("Step {n} of {m}").format(n=place, m=len(self._steps)))
        self._count.setVisible(len(self._steps) > 1)

    def _lay_out(self) -> None:
        column = QWidget()
        column.setFixedWidth(_WIDTH)
        inside = QVBoxLayout(column)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(4)
        for label in (self._count, self._title, self._line):
            inside.addWidget(label)
        inside.addSpacing(20)
        inside.addWidget(self._stack)
        inside.addSpacing(12)
        inside.addWidget(self._error)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addWidget(self._back)
        buttons.addWidget(self._leave)
        buttons.addStretch(1)
        buttons.addWidget(self._next)
        inside.addSpacing(8)
        inside.addLayout(buttons)
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        middle = QHBoxLayout()  # an alignment would forget that lines of text may wrap
        middle.addStretch(1)
        middle.addWidget(column)
        middle.addStretch(1)
        layout.addLayout(middle)
        layout.addStretch(3)
