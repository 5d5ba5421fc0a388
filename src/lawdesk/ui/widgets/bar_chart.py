"""Bars to be read in one look, each with its number on it; no legend."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from lawdesk.ui import fonts, palette
from lawdesk.ui.palette import Tokens
from lawdesk.ui.widgets import drawing

_LABEL = 20
_WIDEST = 38
_GAP = 24


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label below, how high (any unit, not money in floats), its number above."""

    label: str
    height: int
    words: str
    tone: str = "accent"


class BarChart(QWidget):
    """Bars in one colour; `target` is a dashed line with its own words at the right."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._bars: list[Bar] = []
        self._target, self._target_words = 0, ""

    def show_bars(self, bars: Sequence[Bar], *, target: int = 0, target_words: str = "") -> None:
        """Shows these bars; the highest of bars and target fills the height."""
        self._bars = list(bars)
        self._target, self._target_words = target, target_words
        self.setAccessibleDescription(", ".join(f"{bar.label} {bar.words}" for bar in bars))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(330, round(116 * fonts.text_scale()))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(fonts.sized(fonts.SMALL))
        tokens = palette.current()
        if self._target:
            self._paint_target(painter, tokens)
        for place, bar in enumerate(self._bars):
            self._paint_bar(painter, tokens, self._area(place), bar)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            over = [
                bar
                for place, bar in enumerate(self._bars)
                if self._area(place).left() <= event.pos().x() <= self._area(place).right()
            ]
            words = f"{over[0].label}: {over[0].words}" if over else ""
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def _floor(self) -> int:
        return self.height() - _LABEL

    def _y(self, height: int) -> int:
        highest = max([self._target, *(bar.height for bar in self._bars), 1])
        return self._floor() - height * (self._floor() - _LABEL) // highest

    def _area(self, place: int) -> QRect:
        count = max(1, len(self._bars))
        room = self.width() - (self._target_width() + 8 if self._target else 0)
        pitch = min(_WIDEST + _GAP, room // count)
        width = max(3, min(_WIDEST, pitch * 5 // 8))
        top = self._y(self._bars[place].height)
        return QRect(place * pitch, top, width, self._floor() - top + 1)

    def _target_width(self) -> int:
        return self.fontMetrics().horizontalAdvance(self._target_words)

    def _paint_bar(self, painter: QPainter, tokens: Tokens, area: QRect, bar: Bar) -> None:
        fill = tokens.color(bar.tone)
        if bar.tone == "accent":
            fill.setAlphaF(0.85)
        drawing.rounded(painter, area, fill=fill, radius=2)
        wide = QRect(area.left() - 12, area.top() - _LABEL, area.width() + 24, _LABEL - 2)
        painter.setPen(tokens.color("ink"))
        below = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom
        painter.drawText(wide, below, bar.words)
        painter.setPen(tokens.color("quiet"))
        foot = QRect(wide.left(), self._floor() + 3, wide.width(), _LABEL - 3)
        painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, bar.label)

    def _paint_target(self, painter: QPainter, tokens: Tokens) -> None:
        y = self._y(self._target)
        end = self._area(len(self._bars) - 1).right() + 4 if self._bars else self.width() - 40
        painter.setPen(QPen(tokens.color("line"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(0, y, end, y)
        painter.setPen(tokens.color("quiet"))
        place = QRect(end + 6, y - 10, self._target_width() + 8, 20)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self._target_words)
