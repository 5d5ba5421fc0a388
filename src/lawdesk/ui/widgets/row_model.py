"""The model behind tables and lists: rows in memory, more of them fetched when scrolled to."""

from collections.abc import Callable, Sequence
from html import escape
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from lawdesk.ui.widgets.columns import NO_BOX, Column, Editor, Row

Index = QModelIndex | QPersistentModelIndex
More = Callable[[], Sequence[Row]]

ROW_ROLE = Qt.ItemDataRole.UserRole + 1
_LONG, _MOST_TOLD = 12, 600
"""letters from which a cell's words have a tooltip, and the most that one shows"""
_NOWHERE = QModelIndex()


class RowModel(QAbstractTableModel):
    """Rows and columns. What is edited is not kept here: it is told and comes back as new rows."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = list(columns)
        self.rows: list[Row] = []
        self._key: Callable[[Row], object] = id
        self._more: More | None = None
        self._places: dict[object, int] = {}
        self.on_edited: Callable[[object, str, str], None] = _ignore

    def set_rows(
        self, rows: Sequence[Row], key: Callable[[Row], object], more: More | None = None
    ) -> None:
        """Replaces all rows. `more` gives the next ones, and none at the end."""
        self.beginResetModel()
        self.rows = list(rows)
        self._key, self._more = key, more
        self._places = {key(row): place for place, row in enumerate(self.rows)}
        self.endResetModel()

    def id_at(self, place: int) -> object:
        """The id of the row at that place, None outside."""
        return self._key(self.rows[place]) if 0 <= place < len(self.rows) else None

    def place_of(self, row_id: object) -> int:
        """Where the row with that id is, -1 when it is not loaded."""
        return self._places.get(row_id, -1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def canFetchMore(self, parent: Index = _NOWHERE) -> bool:
        return not parent.isValid() and self._more is not None

    def fetchMore(self, parent: Index = _NOWHERE) -> None:
        if self._more is None:
            return
        fetched = list(self._more())
        if not fetched:
            self._more = None
            return
        first = len(self.rows)
        self.beginInsertRows(QModelIndex(), first, first + len(fetched) - 1)
        self.rows.extend(fetched)
        self._places.update((self._key(row), first + offset) for offset, row in enumerate(fetched))
        self.endInsertRows()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], self.columns[index.column()]
        readers: dict[int, Callable[[], Any]] = {
            Qt.ItemDataRole.DisplayRole: lambda: column.text(row),
            Qt.ItemDataRole.EditRole: lambda: (column.edit_text or column.text)(row),
            Qt.ItemDataRole.AccessibleTextRole: lambda: column.spoken(row),
            Qt.ItemDataRole.CheckStateRole: lambda: _check_state(column, row),
            Qt.ItemDataRole.ToolTipRole: lambda: _tooltip(column, row),
            ROW_ROLE: lambda: row,
        }
        return readers[role]() if role in readers else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        column, row_id = self.columns[index.column()], self.id_at(index.row())
        if role == Qt.ItemDataRole.CheckStateRole:
            ticked = Qt.CheckState(value) is Qt.CheckState.Checked
            self.on_edited(row_id, column.name, "1" if ticked else "")
            return True
        if role == Qt.ItemDataRole.EditRole and value != self.data(index, role):
            self.on_edited(row_id, column.name, str(value))
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if not index.isValid():
            return flags
        column, row = self.columns[index.column()], self.rows[index.row()]
        if column.can_edit(row):
            flags |= Qt.ItemFlag.ItemIsEditable
        if column.editor is Editor.CHECK and (column.editable is None or column.editable(row)):
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None


def _tooltip(column: Column, row: Row) -> str:
    """All of a cell whose words may be cut in a small window; as words, whatever they hold."""
    detail = column.detail(row) if column.detail is not None else ""
    words = "\n".join(part for part in (column.text(row), detail) if part)
    if column.width or len(words) < _LONG:
        return ""
    return "<span>" + escape(words[:_MOST_TOLD]).replace("\n", "<br>") + "</span>"


def _check_state(column: Column, row: Row) -> Qt.CheckState | None:
    if column.editor is not Editor.CHECK or column.text(row) == NO_BOX:
        return None
    return Qt.CheckState.Checked if column.text(row) else Qt.CheckState.Unchecked


def _ignore(_row_id: object, _column: str, _text: str) -> None:
    """Nobody listens yet."""
