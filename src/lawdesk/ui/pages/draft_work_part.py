"""The lines of a draft in a table, and everything that can be done to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout, QWidget

from lawdesk.domain.billing.drafts import DraftLine, DraftLineId
from lawdesk.domain.clients import ClientId
from lawdesk.operations.draft_lines import join_parts, merge_lines, unmerge_line
from lawdesk.operations.drafts import (
    choose_line,
    move_line,
    set_line_no_charge,
    set_line_wording,
)
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.kept_field import KeptField
from lawdesk.ui.pages.draft_line_panel import DraftLinePanel
from lawdesk.ui.pages.draft_lines import ShownLines, draft_columns, figure_widths, total_texts
from lawdesk.ui.pages.draft_wording import WordingField, is_long
from lawdesk.ui.pages.draft_working import DraftWork
from lawdesk.ui.widgets.row_table import RowTable


class DraftWorkPart(QWidget):
    """Table, buttons for the chosen line, and the large field for long wordings."""

    typed = Signal(object)
    """a DraftLine as it would be with what is being typed"""

    def __init__(self, desk: Desk, above: Sequence[QWidget]) -> None:
        super().__init__()
        self._desk = desk
        self._work: DraftWork | None = None
        self._lines: dict[DraftLineId, DraftLine] = {}
        self._sentences: Mapping[DraftLineId, Sequence[str]] = {}
        self.table = self._make_table()
        self.panel = DraftLinePanel(desk)
        self.wording = WordingField()
        self._kept_wording = KeptField(desk, self.wording, saves_itself=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in above:
            column.addWidget(part)
        column.addWidget(self.table, 1)
        column.addWidget(self.panel)
        column.addWidget(self.wording)
        self._connect()

    def show_work(self, work: DraftWork, shown: ShownLines) -> None:
        """Shows the lines; what is being typed stays."""
        self._work = work
        self._lines = {line.id: line for line in work.lines}
        self._sentences = shown.sentences
        self.table.set_widths(figure_widths(self.table, shown.rows))
        self.table.set_rows(shown.rows, key=lambda row: row.id)
        self.table.set_total(total_texts(work) if work.lines else {})
        self._show_line()

    def _connect(self) -> None:
        panel = self.panel
        panel.refused.connect(self._desk.failed)
        panel.typed.connect(self.typed)
        panel.free_button.clicked.connect(lambda _checked=False: self.let_free())
        panel.reduce_button.clicked.connect(lambda _checked=False: self.open_reduction())
        panel.merge_button.clicked.connect(lambda _checked=False: self.merge())
        panel.split_button.clicked.connect(lambda _checked=False: self.split())
        panel.up_button.clicked.connect(lambda _checked=False: self.move_line(-1))
        panel.down_button.clicked.connect(lambda _checked=False: self.move_line(1))
        self.wording.committed.connect(
            lambda line_id, text: self._desk.do(set_line_wording, line_id, text)
        )
        self.wording.left.connect(self._on_wording_left)

    def _make_table(self) -> RowTable:
        table = RowTable(_("Lines of the draft"), draft_columns())
        table.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.set_empty(_("There is no unbilled work in this period."))
        table.edited.connect(self._on_edited)
        table.opened.connect(self._on_opened)
        table.chosen.connect(lambda _line_id: self._show_line())
        return table

    def _on_opened(self, line_id: object) -> None:
        line = self._lines.get(cast(DraftLineId, line_id))
        if line is not None and is_long(line.wording):
            self.open_wording()
        else:
            self.table.edit(line_id, "wording")

    def open_wording(self) -> None:
        """Any wording can be changed in the large field, also one that is to become long."""
        line = self._selected_line()
        if line is not None:
            self._show_wording(line)
            self.wording.setFocus()
            self.wording.moveCursor(QTextCursor.MoveOperation.End)

    def _on_edited(self, line_id: object, column: str, text: str) -> None:
        line = cast(DraftLineId, line_id)
        if column == "chosen":
            self._desk.do(choose_line, line, chosen=bool(text))
        elif column == "wording":
            self._desk.do(set_line_wording, line, text)

    def let_free(self) -> None:
        """No charge for the chosen line, or charged again; the reason can follow."""
        line = self._selected_line()
        if line is not None:
            self._desk.do(set_line_no_charge, line.id, no_charge=not line.no_charge)

    def move_line(self, steps: int) -> None:
        """Moves the chosen line past its neighbours of the same section."""
        line = self._selected_line()
        if line is None or self._work is None:
            return
        order = [each.id for each in self._work.lines]
        section = [each.id for each in self._work.lines if each.kind == line.kind]
        place = section.index(line.id) + steps
        if 0 <= place < len(section):
            self._desk.do(move_line, line.id, order.index(section[place]) - order.index(line.id))

    def merge(self) -> None:
        """The marked lines become one; a single line joins the one above it, or is taken apart."""
        marked = self._marked_lines()
        if len(marked) > 1:
            self._desk.do(merge_lines, [line.id for line in marked])
            return
        line = self._selected_line()
        if line is None:
            return
        if line.merged_into_id is not None or self._tells_others(line):
            self._desk.do(unmerge_line, line.merged_into_id or line.id)
            return
        heads = [x for x in self._lines.values() if x.kind == line.kind and not x.merged_into_id]
        place = [each.id for each in heads].index(line.id)
        if place:
            self._desk.do(merge_lines, [heads[place - 1].id, line.id])

    def open_reduction(self) -> None:
        """The fields for what is taken off the chosen line."""
        self.panel.open_fields("off")

    def split(self) -> None:
        """Asks for the units of the new part, or joins the parts of an entry again."""
        line = self._selected_line()
        if line is None:
            return
        if line.part_units is not None:
            self._desk.do(join_parts, line.id)
        else:
            self.panel.open_fields("split")

    def _selected_line(self) -> DraftLine | None:
        return self._lines.get(cast(DraftLineId, self.table.selected()))

    def _marked_lines(self) -> list[DraftLine]:
        """The lines that are marked, in the order of the table."""
        places = sorted(index.row() for index in self.table.view.selectionModel().selectedRows())
        found = [self._lines.get(self.table.model.id_at(place)) for place in places]  # type: ignore[call-overload]
        return [line for line in found if line is not None]

    def _tells_others(self, line: DraftLine) -> bool:
        return any(each.merged_into_id == line.id for each in self._lines.values())

    def _on_wording_left(self) -> None:
        self.table.view.setFocus()
        self._show_line()

    def _show_line(self) -> None:
        line = self._selected_line()
        work = self._work
        if work is not None:
            payers = [(x.client_id, self._name_of(x.client_id)) for x in work.billing.payers]
            told = self._sentences.get(line.id, ()) if line is not None else ()
            is_merged = line is not None and (
                line.merged_into_id is not None or self._tells_others(line)
            )
            self.panel.merge_button.set_words(_("Take apart") if is_merged else _("Merge"))
            self.panel.show_line(line, told, payers, work.practice)
        if self.wording.hasFocus():
            self.wording.show_line(line)
        elif line is not None and is_long(line.wording):
            self._show_wording(line)
        else:
            self.wording.show_line(None)

    def _name_of(self, client_id: ClientId) -> str:
        work = self._work
        return work.billing.recipients[client_id].client.name if work is not None else ""

    def _show_wording(self, line: DraftLine) -> None:
        """A crash may have left words that were being typed: they become the line's wording."""
        place = f"draft-line.{line.id}"
        words = self._kept_wording.begin(place)
        if words:
            self._kept_wording.forget(place)
            self._desk.do(set_line_wording, line.id, words)
        self.wording.show_line(self._selected_line())
