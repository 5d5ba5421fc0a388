"""The left side of a list with detail: title, New, filter, the list and its archive."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from lawdesk.translation import _
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.columns import Row
from lawdesk.ui.widgets.labels import rule
from lawdesk.ui.widgets.page_header import PageHeader
from lawdesk.ui.widgets.record_list import Record, RecordList
from lawdesk.ui.widgets.search_box import SearchBox, no_match_words

PAGE = 60
_WIDTH = 330
_NARROW_WIDTH = 290
_NARROW = 900
_SMALLEST_LIST = 56  # one row


class ListColumn(QWidget):
    """Rows with an id. The page reads them; this tells what is typed, chosen and asked for."""

    filter_changed = Signal()
    new_asked = Signal()
    chosen = Signal(int)
    opened = Signal()

    def __init__(self, title: str, record: Callable[[Row], Record], new_part: QWidget) -> None:
        """`new_part` stands between head and filter while something new is made."""
        super().__init__()
        self.typed = ""
        self.with_archived = False
        self.header = PageHeader(title)
        self.new_button = self.header.add_button(
            _("New"), self.new_asked.emit, icon="add", hint="Ctrl N"
        )
        self.new_part = new_part
        self.new_part.hide()
        self.search = SearchBox(title)
        self.list = RecordList(title, record)
        # The list gives way: what is typed above it needs its full height.
        self.list.view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.list.view.setMinimumHeight(_SMALLEST_LIST)
        self.archive_button = Button("", icon="archive", kind="link")
        self._lay_out()
        self._connect()

    def show_rows(self, rows: Sequence[Row], page: Callable[[Row], Sequence[Row]]) -> None:
        """Shows the first page of rows; `page(last)` gives those after a row."""
        last = [rows[-1]] if rows else []

        def more() -> Sequence[Row]:
            found = page(last[0])
            last[:] = found[-1:] or last
            return found

        self.list.set_rows(rows, lambda row: row.id, more if len(rows) >= PAGE else None)

    def show_archive(self, archived: int) -> None:
        """Offers the archive, when something lies in it."""
        hidden = _("Show archived ({count})").format(count=archived)
        self.archive_button.set_words(_("Hide archived") if self.with_archived else hidden)
        self.archive_button.setVisible(archived > 0 or self.with_archived)

    def show_empty(self, sentence: str, words: str) -> None:
        """What stands here without rows; while a filter is typed, the filter is the reason."""
        if self.typed:
            self.list.set_empty(*no_match_words(), self.clear_filter)
        else:
            self.list.set_empty(sentence, words, self.new_asked.emit)

    def clear_filter(self) -> None:
        """Shows all rows again."""
        self.search.clear()
        self._on_searched("")

    def reveal(self, row_id: int) -> None:
        """Selects a row that may lie many pages further down, or outside the filter."""
        if self.typed and not self.list.select(row_id):
            self.clear_filter()
        while not self.list.select(row_id) and self.list.model.canFetchMore():
            self.list.model.fetchMore()

    def show_new(self, *, shown: bool) -> None:
        """Opens or closes the place where something new is made."""
        self.new_part.setVisible(shown)
        self.new_button.setEnabled(not shown)

    def fit(self, page_width: int) -> None:
        """A narrow window gives the detail more room than the list."""
        self.setFixedWidth(_NARROW_WIDTH if page_width < _NARROW else _WIDTH)

    def beside(self, page: QWidget, detail: QWidget) -> None:
        """Lays the page out: this column, a hairline, the detail."""
        layout = QHBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(24)
        layout.addWidget(self)
        layout.addWidget(rule(upright=True))
        layout.addWidget(detail, 1)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        for part in (self.header, self.new_part, self.search):
            layout.addWidget(part)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.archive_button, 0, Qt.AlignmentFlag.AlignLeft)

    def _connect(self) -> None:
        self.search.searched.connect(self._on_searched)
        self.search.moved_down.connect(self._on_moved_down)
        self.list.chosen.connect(self._on_chosen)
        self.list.opened.connect(lambda _row_id: self.opened.emit())
        self.archive_button.clicked.connect(lambda _checked=False: self._on_archive_clicked())

    def _on_searched(self, typed: str) -> None:
        if typed != self.typed:
            self.typed = typed
            self.filter_changed.emit()

    def _on_moved_down(self) -> None:
        self.list.select_first()
        self.list.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_chosen(self, row_id: object) -> None:
        if isinstance(row_id, int):
            self.chosen.emit(row_id)

    def _on_archive_clicked(self) -> None:
        self.with_archived = not self.with_archived
        self.filter_changed.emit()
