"""The list of the lawyer's own phrases that opens under a line while it is typed into."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QCompleter, QLineEdit

_LIST_WIDTH = 320
_LEAVING = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab}


class PhraseCompleter(QCompleter):
    """Offers phrases that contain what is typed. Keys that leave the line are the line's.

    Qt lets Enter and Tab only close an open list, so that a finished line would need them twice.
    """

    def __init__(self, line: QLineEdit, phrases: Sequence[str]) -> None:
        super().__init__(list(phrases), line)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        if (popup := self.popup()) is not None:
            popup.setMinimumWidth(_LIST_WIDTH)  # the line itself may be a code's width
        line.setCompleter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and watched is self.popup()
            and self._leaves_line(event)
        ):
            return True
        return super().eventFilter(watched, event)

    def _leaves_line(self, event: QKeyEvent) -> bool:
        """Gives the key to the line, unless a phrase is chosen in the list; tells whether."""
        popup, line = self.popup(), self.widget()
        if event.key() not in _LEAVING or popup is None or popup.currentIndex().isValid():
            return False
        popup.hide()
        again = QKeyEvent(event.type(), event.key(), event.modifiers(), event.text())
        QApplication.sendEvent(line, again)
        return True
