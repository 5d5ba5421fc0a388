"""Links in a row that goes on in the next line where there is little room."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QWidget

_GAP = 2


class LinkRow(QWidget):
    """Lays its buttons out from the left, line by line."""

    def __init__(self) -> None:
        super().__init__()
        self._buttons: list[QPushButton] = []
        self._height = 0

    def add(self, button: QPushButton) -> None:
        """Adds a button at the end."""
        button.setParent(self)
        self._buttons.append(button)
        self._lay_out()

    def sizeHint(self) -> QSize:
        widths = [button.sizeHint().width() + _GAP for button in self._shown()]
        return QSize(sum(widths), self._height)

    def minimumSizeHint(self) -> QSize:
        widths = [button.sizeHint().width() for button in self._shown()]
        return QSize(max(widths, default=0), self._height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def refresh(self) -> None:
        """Lays out again after a button was shown, hidden or renamed."""
        self._lay_out()

    def _shown(self) -> list[QPushButton]:
        return [button for button in self._buttons if not button.isHidden()]

    def _lay_out(self) -> None:
        left = top = line = 0
        for button in self._shown():
            size = button.sizeHint()
            if left and left + size.width() > self.width():
                left, top, line = 0, top + line, 0
            button.setGeometry(left, top, size.width(), size.height())
            left, line = left + size.width() + _GAP, max(line, size.height())
        if top + line != self._height:
            self._height = top + line
            self.setFixedHeight(self._height)
            self.updateGeometry()
