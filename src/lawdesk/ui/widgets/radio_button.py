"""One of several ways: a ring with a dot, painted from our tokens on every system."""

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QWidget

from lawdesk.ui import fonts, palette
from lawdesk.ui.widgets import drawing

_RING, _GAP, _EDGE = 18, 10, 4


class RadioButton(QRadioButton):
    """A way to choose, with its words; an ampersand in them is a character like any other."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words.replace("&", "&&"), parent)
        self.setAccessibleName(words)
        self.setFont(fonts.sized(fonts.BODY, fonts.SEMIBOLD))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self.accessibleName())
        return QSize(_EDGE + _RING + _GAP + words + _EDGE + 2, 28)

    def hitButton(self, pos: object) -> bool:
        """The words count as much as the ring."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = palette.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QPointF(_EDGE + _RING / 2, self.height() / 2)
        chosen = self.isChecked()
        painter.setPen(QPen(tokens.color("accent" if chosen else "edge"), 2 if chosen else 1.4))
        painter.setBrush(tokens.color("raised"))
        painter.drawEllipse(middle, _RING / 2 - 1, _RING / 2 - 1)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.color("accent"))
            painter.drawEllipse(middle, 4.5, 4.5)
        painter.setPen(tokens.color("ink"))
        painter.setFont(self.font())
        left = _EDGE + _RING + _GAP
        place = QRect(left, 0, self.width() - left, self.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self.accessibleName())
        if self.hasFocus():
            drawing.paint_focus_ring(painter, self.rect())
