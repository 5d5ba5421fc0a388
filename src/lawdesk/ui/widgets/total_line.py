"""The bold line under a table whose texts stand under their columns."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QSizePolicy, QWidget

from lawdesk.ui import fonts, palette, theme
from lawdesk.ui.widgets.columns import Column


class TotalLine(QWidget):
    """Texts by column name, aligned with the columns above."""

    def __init__(self, header: QHeaderView, columns: Sequence[Column]) -> None:
        super().__init__()
        self._header, self._columns = header, columns
        self._texts: dict[str, str] = {}
        self._beside_rows = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_texts(self, texts: dict[str, str]) -> None:
        """Replaces the texts; without any the line takes no space."""
        self._texts = texts
        self.setAccessibleName(", ".join(text for text in texts.values() if text))
        self.setVisible(bool(texts) and self._beside_rows)
        self.update()

    def show_beside(self, *, rows: bool) -> None:
        """Without rows there is nothing to add up."""
        self._beside_rows = rows
        self.setVisible(bool(self._texts) and rows)

    def sizeHint(self) -> QSize:
        return QSize(100, theme.row_height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(fonts.sized(fonts.TABLE, fonts.SEMIBOLD))
        painter.setPen(palette.current().color("ink"))
        for place, column in enumerate(self._columns):
            text = self._texts.get(column.name, "")
            if text and not self._header.isSectionHidden(place):
                self._paint_text(painter, place, text, right=column.right)

    def _paint_text(self, painter: QPainter, place: int, text: str, *, right: bool) -> None:
        """A text may be wider than its column: it then runs over the empty side."""
        left = self._header.sectionViewportPosition(place)
        cell = QRect(left + 8, 0, self._header.sectionSize(place) - 16, self.height())
        wide = QFontMetrics(painter.font()).horizontalAdvance(text) + 2
        if wide > cell.width() and right:
            cell.setLeft(max(0, cell.right() - wide))
        elif wide > cell.width():
            cell.setWidth(wide)
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(cell, side | Qt.AlignmentFlag.AlignVCenter, text)
