"""A tinted word that tells a state, and a number with its caption."""

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from lawdesk.ui import fonts
from lawdesk.ui.widgets import drawing
from lawdesk.ui.widgets.labels import ElidedLabel, set_style_property, text_label


class Badge(QWidget):
    """One or two words in the colour of a state: running, attention, overdue, accent, quiet."""

    def __init__(self, text: str, tone: str = "quiet", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_state(text, tone)

    def show_state(self, text: str, tone: str = "quiet") -> None:
        """Changes word and colour."""
        self._text, self._tone = text, tone
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        height = round(drawing.BADGE_HEIGHT * fonts.text_scale())
        return QSize(drawing.badge_width(self._text), height)

    def paintEvent(self, event: QPaintEvent) -> None:
        drawing.paint_badge(QPainter(self), QPoint(0, self.height() // 2), self._text, self._tone)


class Figure(QWidget):
    """A number to be read at once: caption above, a line about it below."""

    def __init__(
        self,
        caption: str,
        value: str = "",
        note: str = "",
        *,
        tone: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._caption = text_label(caption, "caption")
        self._value = ElidedLabel("", "figure")
        self._note = ElidedLabel("", "caption")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for label in (self._caption, self._value, self._note):
            label.setAlignment(Qt.AlignmentFlag.AlignLeft)
            layout.addWidget(label)
        self.show_value(value, note, tone=tone)

    def show_value(self, value: str, note: str = "", *, tone: str = "") -> None:
        """Changes the number; `tone` (attention, overdue, running) colours the line below."""
        self._value.setText(value)
        self._note.setText(note)
        set_style_property(self._note, "tone", tone)
        self.setAccessibleName(f"{self._caption.text()}: {value}. {note}".strip())
