"""A report's chart on the screen: bars or lines with their figures on them."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from lawdesk.domain.reports.chart_layout import chart_height, lay_out
from lawdesk.domain.reports.chart_marks import Area, Label, Line, Mark, Room
from lawdesk.domain.reports.report import Chart
from lawdesk.ui import fonts, palette

_TALLEST = 250
_LOWEST = 130
_WIDEST = 1_000
_STROKE = 2
_REACH = 4
_PLAIN = frozenset({"line", "edge", "quiet", "ink"})


class ReportChart(QWidget):
    """Shows one chart; pointing at a bar or a point tells its figure."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._chart: Chart | None = None
        self._currency = self._locale = ""
        self._most = _TALLEST
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_chart(self, chart: Chart | None, currency: str, locale: str) -> None:
        """Shows this chart; nothing where there is nothing to draw."""
        self._chart = None if chart is None or chart.is_empty else chart
        self._currency, self._locale = currency, locale
        self.setAccessibleName(self._name if self._chart is None else self._chart.title)
        areas = (mark for mark in self._marks(_WIDEST) if isinstance(mark, Area) and mark.words)
        self.setAccessibleDescription(", ".join(area.words for area in areas))
        self.setVisible(self._chart is not None)
        self.updateGeometry()
        self.update()

    def set_most(self, height: int) -> None:
        """The chart gets no higher than this, and no lower than can be read."""
        self._most = max(_LOWEST, min(height, _TALLEST))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(400, round(self._tall()))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(fonts.sized(fonts.SMALL))
        for mark in self._marks(self.width()):
            _paint(painter, mark)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.words_at(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def words_at(self, place: QPointF) -> str:
        """What the bar or point at a place stands for; empty beside them."""
        for mark in reversed(self._marks(self.width())):
            if isinstance(mark, Area) and mark.words and _box(mark, _REACH).contains(place):
                return mark.words
        return ""

    def _marks(self, width: float) -> tuple[Mark, ...]:
        if self._chart is None:
            return ()
        metrics = QFontMetricsF(fonts.sized(fonts.SMALL))
        room = Room(min(width, _WIDEST), self._tall(), metrics.height(), metrics.horizontalAdvance)
        return lay_out(self._chart, room, self._currency, self._locale)

    def _tall(self) -> float:
        if self._chart is None:
            return 0
        line = QFontMetricsF(fonts.sized(fonts.SMALL)).height()
        return min(chart_height(self._chart, line), self._most * fonts.text_scale())


def _box(area: Area, reach: float = 0) -> QRectF:
    box = QRectF(area.x, area.y, area.width, area.height)
    return box.adjusted(-reach, -reach, reach, reach)


def _paint(painter: QPainter, mark: Mark) -> None:
    if isinstance(mark, Label):
        _paint_label(painter, mark)
        return
    color = palette.current().color("edge" if mark.tone == "quiet" else mark.tone)
    if isinstance(mark, Line):
        painter.setPen(QPen(color, _STROKE))
        painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in mark.points]))
        return
    if mark.tone not in _PLAIN:
        color.setAlphaF(0.88)
    painter.fillRect(_crisp(mark), color)


def _crisp(area: Area) -> QRectF:
    """Hairlines lie on whole pixels, or they would be blurred over two."""
    if area.height != 1:
        return _box(area)
    return QRectF(area.x, round(area.y), area.width, 1)


def _paint_label(painter: QPainter, label: Label) -> None:
    painter.setPen(palette.current().color(label.tone))
    wide = painter.fontMetrics().horizontalAdvance(label.text)
    left = label.x - {"left": 0.0, "right": float(wide), "centre": wide / 2}[label.align]
    painter.drawText(QPointF(left, label.y), label.text)
