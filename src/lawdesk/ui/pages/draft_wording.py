"""The field for a wording that is too long for its cell: as many lines as it takes."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit

from lawdesk.domain.billing.drafts import DraftLine, DraftLineId
from lawdesk.translation import _

FITS_A_CELL = 60
"""Characters; a longer wording is changed in the field below the table."""

_LINES = 3


def is_long(wording: str) -> bool:
    """Whether a cell is too small to change this wording in."""
    return len(wording) > FITS_A_CELL or "\n" in wording


class WordingField(QPlainTextEdit):
    """Enter or leaving saves, Shift and Enter begins a line, Esc takes back.

    `committed(line id, text)` comes only when the text differs from what was shown last.
    """

    committed = Signal(object, str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._line_id: DraftLineId | None = None
        self._value = ""
        self.setAccessibleName(_("Wording of the line"))
        self.setToolTip(_("Enter saves, Shift and Enter begins a new line, Esc takes back"))
        self.setPlaceholderText(_("What the invoice says about this work"))
        self.setTabChangesFocus(True)
        height = self.fontMetrics().lineSpacing() * _LINES
        self.setFixedHeight(height + 2 * int(self.document().documentMargin()) + 12)
        self.hide()

    def show_line(self, line: DraftLine | None) -> None:
        """Shows the wording of a line; hides where there is none. Typing is never overwritten."""
        if line is None:
            self.commit()
            self._line_id = None
            self.hide()
            return
        is_typing = self.hasFocus() and self.toPlainText() != self._value
        if line.id == self._line_id and is_typing:
            return
        self.commit()
        self._line_id = line.id
        if self._value != line.wording or self.toPlainText() != line.wording:
            self._value = line.wording
            self.setPlainText(line.wording)
        self.show()

    def commit(self) -> None:
        """Tells the new wording, if it is new."""
        text = self.toPlainText()
        if self._line_id is not None and text != self._value:
            self._value = text
            self.committed.emit(self._line_id, text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter ends, as in a cell; lines are begun with Shift."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.insertPlainText("\n")  # not the line separator that Qt would put there
        elif is_enter:
            self.commit()
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.setPlainText(self._value)
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.commit()
