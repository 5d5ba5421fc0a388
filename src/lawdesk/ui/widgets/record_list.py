"""The list on the left of a list with detail: two lines a row."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from lawdesk.ui import fonts, palette
from lawdesk.ui.widgets import drawing
from lawdesk.ui.widgets.columns import Column, Row
from lawdesk.ui.widgets.empty_state import EmptyState
from lawdesk.ui.widgets.labels import text_label
from lawdesk.ui.widgets.row_model import ROW_ROLE, Index, More, RowModel

_ROW = 56


@dataclass(frozen=True, slots=True)
class Record:
    """What one row shows: title and amount above, a quiet line and a badge (words, tone) below."""

    title: str
    amount: str = ""
    line: str = ""
    badge: tuple[str, str] | None = None

    def spoken(self) -> str:
        """The row as one text for a screen reader."""
        badge = self.badge[0] if self.badge else ""
        return ", ".join(part for part in (self.title, self.line, self.amount, badge) if part)


class RecordList(QWidget):
    """Rows in two lines, loaded page by page, with a summary line and an empty state."""

    chosen = Signal(object)  # the id of the row now selected, or None
    opened = Signal(object)  # Enter or double click

    def __init__(
        self, name: str, record: Callable[[Row], Record], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        column = Column("record", name, lambda row: record(row).spoken())
        self.model = RowModel([column], self)
        self.view = _View(name, self.model, record)
        self._summary = text_label("", "caption", wrap=True)
        self._summary.hide()
        self._empty = EmptyState()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.view, 1000)
        layout.addWidget(self._empty, 1000)
        layout.addWidget(self._summary)
        layout.addStretch(1)
        self.view.selectionModel().currentChanged.connect(
            lambda now, _before: self.chosen.emit(self.model.id_at(now.row()))
        )
        self.view.opened.connect(lambda: self.opened.emit(self.selected()))
        self.view.doubleClicked.connect(lambda _index: self.opened.emit(self.selected()))
        self.model.rowsInserted.connect(lambda *_: self._show_size())
        self._show_size()

    def set_rows(
        self, rows: Sequence[Row], key: Callable[[Row], object], more: More | None = None
    ) -> None:
        """Shows these rows; selection and scroll stay with their ids. See `RowTable.set_rows`."""
        selected, top = self.selected(), self._top_id()
        loaded = self.model.rowCount()
        silent = self.view.selectionModel().blockSignals(True)
        self.model.set_rows(rows, key, more)
        wanted = {selected, top} - {None}
        while (
            any(self.model.place_of(row_id) < 0 for row_id in wanted)
            and self.model.rowCount() < loaded
            and self.model.canFetchMore()
        ):
            self.model.fetchMore()
        found = self.select(selected)
        self.view.selectionModel().blockSignals(silent)
        self._scroll_to_top(top)
        self._show_size()
        if selected is not None and not found:
            self.chosen.emit(None)

    def selected(self) -> object:
        """The id of the selected row, or None."""
        return self.model.id_at(self.view.currentIndex().row())

    def select(self, row_id: object) -> bool:
        """Selects the row with that id; False when it is not loaded."""
        place = self.model.place_of(row_id)
        self.view.setCurrentIndex(self.model.index(place, 0) if place >= 0 else QModelIndex())
        return place >= 0

    def select_first(self) -> None:
        """Selects the first row, when there is one and none is selected."""
        if self.selected() is None and self.model.rowCount():
            self.view.setCurrentIndex(self.model.index(0, 0))

    def row(self, row_id: object) -> Row:
        """The row with that id, or None when it is not loaded."""
        place = self.model.place_of(row_id)
        return self.model.rows[place] if place >= 0 else None

    def set_summary(self, text: str) -> None:
        """The quiet line under the list: how many rows, and what they add up to."""
        self._summary.setText(text)
        self._summary.setVisible(bool(text))

    def set_empty(
        self, sentence: str, words: str = "", on_click: Callable[[], object] | None = None
    ) -> None:
        """What stands here when there are no rows."""
        self._empty.show_state(sentence, words, on_click)

    def _show_size(self) -> None:
        """A short list ends after its last row, so that the summary stands under it."""
        rows = self.model.rowCount()
        self.view.setVisible(rows > 0)
        self._empty.setVisible(rows == 0)
        self.view.setMaximumHeight(rows * round(_ROW * fonts.text_scale()) + 2)

    def _top_id(self) -> object:
        return self.model.id_at(self.view.indexAt(QPoint(4, 2)).row())

    def _scroll_to_top(self, row_id: object) -> None:
        place = self.model.place_of(row_id)
        if place > 0:
            hint = QAbstractItemView.ScrollHint.PositionAtTop
            self.view.scrollTo(self.model.index(place, 0), hint)


class _View(QListView):
    """The list itself."""

    opened = Signal()

    def __init__(self, name: str, model: RowModel, record: Callable[[Row], Record]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setModel(model)
        self.setItemDelegate(_RecordDelegate(record, self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)


class _RecordDelegate(QStyledItemDelegate):
    """Paints one record."""

    def __init__(self, record: Callable[[Row], Record], parent: QObject) -> None:
        super().__init__(parent)
        self._record = record

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, round(_ROW * fonts.text_scale()))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens = palette.current()
        rect: QRect = option.rect
        state: Any = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, tokens.color("accent_tint"))
        painter.setPen(tokens.color("hairline"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        record = self._record(index.data(ROW_ROLE))
        half = rect.height() // 2 - 7
        above = QRect(rect.left() + 8, rect.top() + 7, rect.width() - 16, half)
        _paint_above(painter, above, record, tokens.color("ink"))
        _paint_below(painter, above.translated(0, half), record, tokens.color("quiet"))
        view = self.parent()
        focused = isinstance(view, QWidget) and view.hasFocus()
        if focused and state & QStyle.StateFlag.State_HasFocus:
            drawing.paint_focus_ring(painter, rect.adjusted(0, 0, 0, -1))
        painter.restore()


def _paint_above(painter: QPainter, rect: QRect, record: Record, ink: QColor) -> None:
    painter.setPen(ink)
    painter.setFont(fonts.sized(fonts.BODY))
    middle = Qt.AlignmentFlag.AlignVCenter
    painter.drawText(rect, middle | Qt.AlignmentFlag.AlignRight, record.amount)
    taken = painter.fontMetrics().horizontalAdvance(record.amount)
    painter.setFont(fonts.sized(fonts.BODY, fonts.SEMIBOLD))
    left = rect.adjusted(0, 0, -taken - 8, 0)
    painter.drawText(left, middle, drawing.elided(painter, record.title, left.width()))


def _paint_below(painter: QPainter, rect: QRect, record: Record, quiet: QColor) -> None:
    taken = 0
    if record.badge is not None:
        taken = drawing.badge_width(record.badge[0])
        place = QPoint(rect.right() + 1 - taken, rect.center().y() + 1)
        drawing.paint_badge(painter, place, *record.badge)
    painter.setPen(quiet)
    painter.setFont(fonts.sized(fonts.SMALL))
    left = rect.adjusted(0, 0, -taken - 8, 0)
    middle = Qt.AlignmentFlag.AlignVCenter
    painter.drawText(left, middle, drawing.elided(painter, record.line, left.width()))
