"""A word on the page that can be changed where it stands."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from lawdesk.ui import palette
from lawdesk.ui.widgets import drawing
from lawdesk.ui.widgets.phrase_completer import PhraseCompleter


class InlineEdit(QLineEdit):
    """Looks like text until touched. Enter or leaving commits, Esc takes back.

    `committed(text)` comes only when the text differs from the value shown last. `show_value`
    never overwrites what is being typed.
    """

    committed = Signal(str)

    def __init__(self, name: str, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setPlaceholderText(placeholder)
        self.setProperty("frameless", "true")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._value = ""
        self._fitting = False
        self._shrinks = False
        self.returnPressed.connect(self.commit)

    def fit_text(self, *, shrinks: bool = False) -> None:
        """Makes the field as wide as its words, for a time or a code among other words."""
        self._fitting, self._shrinks = True, shrinks
        across = QSizePolicy.Policy.Maximum if shrinks else QSizePolicy.Policy.Fixed
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(lambda _text: self.updateGeometry())

    def show_value(self, text: str) -> None:
        """Shows the stored value, unless the lawyer is typing here."""
        if self.hasFocus() and self.text() != self._value:
            return
        self._value = text
        if self.text() != text:
            self.setText(text)
            self.setCursorPosition(0)

    def set_phrases(self, phrases: list[str]) -> None:
        """Texts offered while typing."""
        PhraseCompleter(self, phrases)

    def commit(self) -> None:
        """Tells the new text, if it is new."""
        if self.text() != self._value:
            self._value = self.text()
            self.committed.emit(self._value)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        if not self._fitting:
            return hint
        words = self.text() or self.placeholderText()
        return QSize(self.fontMetrics().horizontalAdvance(words) + 16, hint.height())

    def minimumSizeHint(self) -> QSize:
        fixed = self._fitting and not self._shrinks
        return self.sizeHint() if fixed else QSize(40, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """At rest the words are shortened with dots; a plain line edit would cut them off."""
        resting = not self.hasFocus() and not self.underMouse()
        if self.property("frameless") != "true" or not resting:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        tokens = palette.current()
        quiet = self.property("quiet") == "true" or not self.text()
        painter.setPen(tokens.color("quiet" if quiet else "ink"))
        place = self.rect().adjusted(6, 0, -4, 0)
        words = self.text() or self.placeholderText()
        text = drawing.elided(painter, words, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text() != self._value:
            self.setText(self._value)
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.OtherFocusReason:
            self.end(False)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.commit()
            self.setCursorPosition(0)
