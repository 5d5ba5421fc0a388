"""The view of a row table: keyboard, mouse and in-place editing."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QTableView,
    QWidget,
)

from lawdesk.ui import theme
from lawdesk.ui.widgets.cells import CellDelegate, toggle_check
from lawdesk.ui.widgets.columns import Editor, Row
from lawdesk.ui.widgets.row_model import RowModel

HEADER_HEIGHT = 30
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_Hint = QAbstractItemDelegate.EndEditHint


class RowView(QTableView):
    """A table without grid; type to edit, Tab to the next cell, Enter to the next row."""

    opened = Signal(object)
    delete_asked = Signal(object)
    link_clicked = Signal(object, str)
    editing_ended = Signal()
    resized = Signal()

    def __init__(self, name: str, model: RowModel) -> None:
        super().__init__()
        self._rows = model
        self.setAccessibleName(name)
        self.setModel(model)
        self._cells = CellDelegate(model.columns, self)
        self.setItemDelegate(self._cells)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.SelectedClicked
        )
        self._dress_headers()

    def needed_width(self, place: int, rows: Sequence[Row]) -> int:
        """How wide that column must be to cut no figure and no badge of these rows."""
        column = self._rows.columns[place]
        return max((self._cells.needed_width(column, row) for row in rows), default=0)

    def is_editing(self) -> bool:
        """Whether a cell is open for typing."""
        return self.state() == QAbstractItemView.State.EditingState

    def selected_id(self) -> object:
        """The id of the selected row, or None."""
        return self._rows.id_at(self.currentIndex().row())

    def select_id(self, row_id: object, column: int = -1) -> bool:
        """Selects the row with that id, in that column or the one the keyboard is in; False when
        the row is not there."""
        place = self._rows.place_of(row_id)
        if place < 0:
            self.setCurrentIndex(QModelIndex())
            return False
        column = max(0, column if column >= 0 else self.currentIndex().column())
        self.setCurrentIndex(self._rows.index(place, column))
        return True

    def top_id(self) -> object:
        """The id of the first row in sight."""
        return self._rows.id_at(self.rowAt(1))

    def scroll_to_top(self, row_id: object) -> None:
        """Scrolls so that this row is the first in sight again."""
        place = self._rows.place_of(row_id)
        if place > 0:
            hint = QAbstractItemView.ScrollHint.PositionAtTop
            self.scrollTo(self._rows.index(place, 0), hint)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if self.is_editing() or not index.isValid():
            super().keyPressEvent(event)
        elif event.key() in _ENTER:
            self.opened.emit(self.selected_id())
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_asked.emit(self.selected_id())
        elif event.key() == Qt.Key.Key_Space and self._is_check(index):
            toggle_check(self._rows, index)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        link = self._link_under(event.position().toPoint())
        triggers = self.editTriggers()
        if link:  # or the cell would open for typing a moment after the click
            self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        super().mouseReleaseEvent(event)
        self.setEditTriggers(triggers)
        if link and event.button() == Qt.MouseButton.LeftButton:
            index = self.indexAt(event.position().toPoint())
            self.link_clicked.emit(self._rows.id_at(index.row()), link)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        super().mouseDoubleClickEvent(event)
        if index.isValid() and not index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.opened.emit(self._rows.id_at(index.row()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        over = bool(self._link_under(event.position().toPoint()))
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The row's links, for the keyboard's menu key and the right mouse button."""
        row_id = self.selected_id()
        menu = self.row_menu()
        if row_id is None or menu.isEmpty():
            return
        at = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            at = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)  # not waited for: a lock may take the window away meanwhile

    def row_menu(self) -> QMenu:
        """A menu with every link of the selected row."""
        menu, place = QMenu(self), self.currentIndex().row()
        if place < 0:
            return menu
        row_id = self._rows.id_at(place)
        for column in self._rows.columns:
            for name, words in column.links_of(self._rows.rows[place]):
                act = menu.addAction(words.replace("&", "&&"))
                act.triggered.connect(
                    lambda _checked=False, link=name: self.link_clicked.emit(row_id, link)
                )
        return menu

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        index = self.currentIndex()
        row_id, column = self._rows.id_at(index.row()), index.column()
        super().closeEditor(editor, _Hint.NoHint)
        self.editing_ended.emit()
        if hint in {_Hint.EditNextItem, _Hint.EditPreviousItem}:
            step = 1 if hint == _Hint.EditNextItem else -1
            self._edit_beside(row_id, column, step)
        elif hint == _Hint.SubmitModelCache:
            self._edit_below(row_id, column)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.PaletteChange}:
            self.verticalHeader().setDefaultSectionSize(theme.row_height())
            self.viewport().update()

    def _edit_beside(self, row_id: object, column: int, step: int) -> None:
        """Opens the next cell that can be typed into, on this row or the one after it."""
        columns = self._rows.columnCount()
        place = self._rows.place_of(row_id)
        if place < 0:
            return
        at = place * columns + column + step
        while 0 <= at < self._rows.rowCount() * columns:
            index = self._rows.index(at // columns, at % columns)
            if index.flags() & Qt.ItemFlag.ItemIsEditable:
                self._open(index)
                return
            at += step

    def _edit_below(self, row_id: object, column: int) -> None:
        place = self._rows.place_of(row_id) + 1
        if 0 < place < self._rows.rowCount():
            index = self._rows.index(place, column)
            self.setCurrentIndex(index)
            if index.flags() & Qt.ItemFlag.ItemIsEditable:
                self._open(index)

    def _open(self, index: QModelIndex) -> None:
        self.setCurrentIndex(index)
        wanted = (self._rows.id_at(index.row()), index.column())
        QTimer.singleShot(0, self, lambda: self._edit_if_still_at(wanted))

    def _edit_if_still_at(self, place: tuple[object, int]) -> None:
        """Somebody may have clicked elsewhere meanwhile; what is there is not to be opened."""
        if place == (self.selected_id(), self.currentIndex().column()):
            self.edit(self.currentIndex())

    def _link_under(self, place: QPoint) -> str:
        index = self.indexAt(place)
        if not index.isValid():
            return ""
        column, row = self._rows.columns[index.column()], self._rows.rows[index.row()]
        return self._cells.link_at(self.visualRect(index), column, row, place)

    def _is_check(self, index: QModelIndex) -> bool:
        return self._rows.columns[index.column()].editor is Editor.CHECK

    def _dress_headers(self) -> None:
        upright = self.verticalHeader()
        upright.hide()
        upright.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        upright.setDefaultSectionSize(theme.row_height())
        header = self.horizontalHeader()
        header.setFixedHeight(HEADER_HEIGHT)
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setMinimumSectionSize(24)
