"""The box that narrows a list while the lawyer types."""

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from lawdesk.translation import _
from lawdesk.ui import fonts, icons, palette
from lawdesk.ui.actions import in_words
from lawdesk.ui.widgets import drawing

_WAIT_MS = 80


class SearchBox(QLineEdit):
    """A filter box: `searched(text)` comes when typing pauses; Esc empties it.

    The window's Ctrl+F leads here, which is why the box shows it.
    """

    searched = Signal(str)
    moved_down = Signal()

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(placeholder)
        self.setPlaceholderText(placeholder)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._hint = in_words("Ctrl+F")
        right = drawing.key_cap_width(self._hint) + 4
        self.setTextMargins(round(24 * fonts.text_scale()), 0, right, 0)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_WAIT_MS)
        self._pause.timeout.connect(self._tell)
        self._told = ""
        self.textChanged.connect(lambda _text: self._pause.start())

    def show_placeholder(self, placeholder: str) -> None:
        """Changes the words in the empty box ("Filter 52 matters")."""
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._tell()
            self.moved_down.emit()
        elif event.key() == Qt.Key.Key_Down:
            self.moved_down.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        size = round(16 * fonts.text_scale())
        box = QRect(12, (self.height() - size) // 2, size, size)
        icons.paint_icon(painter, box, "search", palette.current().color("quiet"))
        if not self.hasFocus():
            place = QPoint(self.width() - 10, self.rect().center().y() + 1)
            drawing.paint_key_cap(painter, place, self._hint)

    def enter(self) -> None:
        """Puts the cursor here, so that typing replaces what stands in the box."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def _tell(self) -> None:
        self._pause.stop()
        if self.text() != self._told:
            self._told = self.text()
            self.searched.emit(self._told)


def no_match_words() -> tuple[str, str]:
    """Sentence and button of a list whose filter leaves nothing."""
    return _("Nothing matches the filter."), _("Clear filter")
