"""The table of LawDesk: rows of any kind, loaded page by page, changed in place.

Reading and sorting are the store's work: the table asks for them by callback and signal.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lawdesk.ui import fonts, theme
from lawdesk.ui.widgets.column_widths import column_widths, first_widths
from lawdesk.ui.widgets.columns import Column, Row
from lawdesk.ui.widgets.empty_state import EmptyState
from lawdesk.ui.widgets.labels import text_label
from lawdesk.ui.widgets.row_model import More, RowModel
from lawdesk.ui.widgets.row_view import HEADER_HEIGHT, RowView
from lawdesk.ui.widgets.total_line import TotalLine

_CELL_PADDING = 20


@dataclass(frozen=True, slots=True)
class _Pending:
    """Rows that wait until the cell being edited is closed."""

    rows: Sequence[Row]
    key: Callable[[Row], object]
    more: More | None


class RowTable(QWidget):
    """A table with its total, its summary line and its empty state."""

    chosen = Signal(object)  # the id of the row now selected, or None
    opened = Signal(object)  # Enter or double click on a row that is not edited there
    edited = Signal(object, str, str)  # id, column name, text as typed ("1" or "" for a check)
    link_clicked = Signal(object, str)  # id, name of the link
    delete_asked = Signal(object)
    sort_asked = Signal(str, bool)  # column name, descending

    def __init__(
        self,
        name: str,
        columns: Sequence[Column],
        *,
        fit_rows: int = 0,
        header: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """`name` is read by screen readers; `fit_rows` > 0 makes the table as high as its rows,
        up to that many, instead of filling its space."""
        super().__init__(parent)
        self._columns = list(columns)
        self._fit_rows = fit_rows
        self._pending: _Pending | None = None
        self._sort = ("", False)
        self._totals: dict[str, str] = {}
        self._wanted = first_widths(self._columns)
        self._needed: dict[str, int] = {}
        self.model = RowModel(self._columns, self)
        self.model.on_edited = self.edited.emit
        self.view = RowView(name, self.model)
        self.view.horizontalHeader().setVisible(header)
        self._total = TotalLine(self.view.horizontalHeader(), self._columns)
        self._summary = text_label("", "caption")
        self._summary.hide()
        self._empty = EmptyState()
        self._lay_out()
        self._connect()
        self._size_columns()

    def set_rows(
        self,
        rows: Sequence[Row],
        key: Callable[[Row], object],
        more: More | None = None,
        *,
        anew: bool = False,
    ) -> None:
        """Shows these rows; `more()` gives the next ones when scrolled to, an empty list at the
        end. Selection and scroll stay with their ids; while a cell is edited, nothing moves.
        `anew` is for another list (a changed filter): it is shown from its top, and nothing is
        read on in search of rows that are not in it."""
        if self.view.is_editing():
            self._pending = _Pending(rows, key, more)
            return
        before = self.selected()
        selected, top = (None, None) if anew else (before, self.view.top_id())
        column = self.view.currentIndex().column()
        loaded = self.model.rowCount()
        silent = self.view.selectionModel().blockSignals(True)
        self.model.set_rows(rows, key, more)
        self._needed = {}
        self._widen_for(rows)
        self._load_until({selected, top} - {None}, loaded)
        found = self.view.select_id(selected, column)
        self.view.selectionModel().blockSignals(silent)
        if anew:
            self.view.scrollToTop()
        else:
            self.view.scroll_to_top(top)
        self._show_size()
        if before is not None and not found:
            self.chosen.emit(None)

    def selected(self) -> object:
        """The id of the selected row, or None."""
        return self.view.selected_id()

    def select(self, row_id: object) -> bool:
        """Selects the row with that id and scrolls to it; False when it is not loaded."""
        found = self.view.select_id(row_id)
        if found:
            self.view.scrollTo(self.view.currentIndex())
        return found

    def edit(self, row_id: object, column: str) -> None:
        """Opens the editor of one cell."""
        place = self.model.place_of(row_id)
        if place >= 0:
            index = self.model.index(place, self._column(column))
            self.view.setCurrentIndex(index)
            self.view.edit(index)

    def row(self, row_id: object) -> Row:
        """The row with that id, or None when it is not loaded."""
        place = self.model.place_of(row_id)
        return self.model.rows[place] if place >= 0 else None

    def set_total(self, texts: Mapping[str, str]) -> None:
        """The bold line under the rows: text by column name. An empty mapping takes it away."""
        self._totals = dict(texts)
        self._total.show_texts(self._totals)
        self._widen_for([])

    def set_summary(self, text: str) -> None:
        """The quiet line under the table: how many rows, and what they add up to."""
        self._summary.setText(text)
        self._summary.setVisible(bool(text))

    def set_empty(
        self, sentence: str, words: str = "", on_click: Callable[[], object] | None = None
    ) -> None:
        """What stands here when there are no rows."""
        self._empty.show_state(sentence, words, on_click)

    def show_sort(self, column: str, *, descending: bool = False) -> None:
        """Marks the column the rows are sorted by."""
        self._sort = (column, descending)
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.view.horizontalHeader().setSortIndicatorShown(bool(column))
        if column:
            self.view.horizontalHeader().setSortIndicator(self._column(column), order)

    def widths(self) -> dict[str, int]:
        """The widths of the columns that have one, to be remembered."""
        return dict(self._wanted)

    def set_widths(self, widths: Mapping[str, int]) -> None:
        """Gives columns the remembered widths; unknown names are left out."""
        self._wanted.update({name: width for name, width in widths.items() if name in self._wanted})
        self._size_columns()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.view, 1000)
        layout.addWidget(self._total)
        layout.addWidget(self._empty, 1000)
        layout.addWidget(self._summary)
        if not self._fit_rows:
            layout.addStretch(1)
        self._summary.setContentsMargins(0, 8, 0, 0)
        self._show_size()

    def _connect(self) -> None:
        self.view.selectionModel().currentRowChanged.connect(
            lambda now, _before: self.chosen.emit(self.model.id_at(now.row()))
        )
        self.view.resized.connect(self._size_columns)
        self.view.opened.connect(self.opened)
        self.view.delete_asked.connect(self.delete_asked)
        self.view.link_clicked.connect(self.link_clicked)
        self.view.editing_ended.connect(self._on_editing_ended)
        header = self.view.horizontalHeader()
        header.sectionClicked.connect(self._on_section_clicked)
        header.sectionResized.connect(self._on_section_resized)
        self.model.rowsInserted.connect(self._on_rows_inserted)

    def _on_editing_ended(self) -> None:
        pending, self._pending = self._pending, None
        if pending is not None:
            self.set_rows(pending.rows, pending.key, pending.more)

    def _on_section_clicked(self, place: int) -> None:
        column = self._columns[place]
        if column.sortable:
            before, descending = self._sort
            self.sort_asked.emit(column.name, column.name == before and not descending)

    def _load_until(self, wanted: set[object], loaded: int) -> None:
        """Fetches pages until the wanted rows are there, but no more than were there before."""
        while (
            any(self.model.place_of(row_id) < 0 for row_id in wanted)
            and self.model.rowCount() < loaded
            and self.model.canFetchMore()
        ):
            self.model.fetchMore()

    def _show_size(self) -> None:
        """A short table ends after its last row, so that the total stands under it."""
        rows = self.model.rowCount()
        self.view.setVisible(rows > 0)
        self._empty.setVisible(rows == 0)
        self._total.show_beside(rows=rows > 0)
        header = HEADER_HEIGHT if not self.view.horizontalHeader().isHidden() else 0
        if self._fit_rows:
            shown = min(rows, self._fit_rows)
            self.view.setFixedHeight(header + shown * theme.row_height() + 2)
        else:
            self.view.setMaximumHeight(header + rows * theme.row_height() + 2)

    def _on_rows_inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        self._widen_for(self.model.rows[first : last + 1])
        self._show_size()

    def _widen_for(self, rows: Sequence[Row]) -> None:
        """A large amount gets the room it needs: a figure that is cut off is a wrong figure."""
        before = dict(self._needed)
        metrics = QFontMetrics(fonts.sized(fonts.TABLE, fonts.SEMIBOLD))
        for place, column in enumerate(self._columns):
            if column.width and (column.right or column.badge is not None):
                total = self._totals.get(column.name, "") if column.right else ""
                needed = (
                    self.view.needed_width(place, rows),
                    metrics.horizontalAdvance(total) + _CELL_PADDING,
                    self._needed.get(column.name, 0),
                )
                self._needed[column.name] = max(needed)
        if self._needed != before:
            self._size_columns()

    def _size_columns(self) -> None:
        """Shares the width out; what does not fit is decided in `column_widths`."""
        least = {name: max(self._needed.get(name, 0), w) for name, w in self._wanted.items()}
        shared = column_widths(self._columns, least, self.view.viewport().width())
        header = self.view.horizontalHeader()
        header.blockSignals(True)
        for place, width in enumerate(shared):
            header.setSectionHidden(place, width == 0)
            if width:
                header.resizeSection(place, width)
        header.blockSignals(False)
        self.view.viewport().update()
        self._total.update()

    def _on_section_resized(self, place: int, _before: int, now: int) -> None:
        if self._columns[place].width:
            self._wanted[self._columns[place].name] = now
            self._size_columns()

    def _column(self, name: str) -> int:
        names = [column.name for column in self._columns]
        return names.index(name)
