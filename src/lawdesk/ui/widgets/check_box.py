"""A box to tick, painted like the one in tables."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from lawdesk.ui import fonts, palette
from lawdesk.ui.widgets import drawing


class CheckBox(QCheckBox):
    """A tick with its words; an ampersand in them is a character like any other."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words.replace("&", "&&"), parent)
        self._words = words
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        wide = self.fontMetrics().horizontalAdvance(self._words)
        return QSize(wide + drawing.check_size() + 20, round(28 * fonts.text_scale()))

    def minimumSizeHint(self) -> QSize:
        return QSize(drawing.check_size() + 40, self.sizeHint().height())

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        inner = self.rect().adjusted(4, 0, -4, 0)
        drawing.paint_check(painter, inner, ticked=self.isChecked())
        painter.setFont(fonts.sized(fonts.BODY))
        painter.setPen(palette.current().color("ink" if self.isEnabled() else "quiet"))
        words = QRect(inner)
        words.setLeft(inner.left() + drawing.check_size() + 8)
        text = drawing.elided(painter, self._words, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, text)
        if self.hasFocus():
            drawing.paint_focus_ring(painter, self.rect())
