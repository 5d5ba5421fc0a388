"""The row under the timer bar about a clock that has run for very many hours."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from lawdesk.translation import _
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.labels import ElidedLabel

_FIELD_WIDTH = 96


class LongRunQuestion(QWidget):
    """Forgotten or right: `stop_asked(time as typed, or "" for now)`, `start_asked`, `kept`."""

    stop_asked = Signal(str)
    start_asked = Signal()
    kept = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("stretch_question")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Question about a clock that runs long"))
        self.setMinimumHeight(44)
        self._words = ElidedLabel()
        self._time = QLineEdit()
        self._time.setAccessibleName(_("Stopped at; 18:30, 1830 or -90"))
        self._time.setPlaceholderText(_("Stop at…"))
        self._time.setFixedWidth(_FIELD_WIDTH)
        self._time.returnPressed.connect(self._on_time_returned)
        self._stop = Button(_("Stop now"))
        self._stop.clicked.connect(lambda _checked=False: self._tell_stop())
        self._time.textChanged.connect(self._word_button)
        start, keep = Button(_("Edit start")), Button(_("It is right"))
        start.clicked.connect(lambda _checked=False: self.start_asked.emit())
        keep.clicked.connect(lambda _checked=False: self.kept.emit())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(24, 4, 24, 5)
        layout.setSpacing(8)
        layout.addWidget(self._words)
        layout.addStretch(1)
        for part in (self._time, self._stop, start, keep):
            layout.addWidget(part)
        self.hide()

    def show_words(self, words: str) -> None:
        """Asks; without words the row is gone."""
        if words != self._words.text():
            self._words.setText(words)
        if not words:
            self._time.clear()
        self.setVisible(bool(words))

    def words(self) -> str:
        """What is asked now."""
        return self._words.text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._time.text():
            self._time.clear()
        else:
            super().keyPressEvent(event)

    def _word_button(self, typed: str) -> None:
        words = _("Stop at {time}").format(time=typed.strip()[:5])
        self._stop.set_words(words if typed.strip() else _("Stop now"))

    def _on_time_returned(self) -> None:
        if self._time.text().strip():
            self._tell_stop()

    def _tell_stop(self) -> None:
        self.stop_asked.emit(self._time.text().strip())
