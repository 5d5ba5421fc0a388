"""The table as a lawyer uses it: keys, typing, and what is on the screen afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from lawdesk.ui import fonts, theme
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.column_widths import column_widths, first_widths
from lawdesk.ui.widgets.columns import Column, Editor
from lawdesk.ui.widgets.record_list import Record, RecordList
from lawdesk.ui.widgets.row_table import RowTable

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen has less


@dataclass(frozen=True, slots=True)
class Line:
    id: int
    words: str
    hours: str = "1:00"
    chosen: bool = False


COLUMNS = [
    Column("chosen", "", lambda row: "1" if row.chosen else "", width=36, editor=Editor.CHECK),
    Column("day", "Day", lambda row: f"day {row.id}", width=80, sortable=True),
    Column("words", "Words", lambda row: row.words, editor=Editor.TEXT),
    Column("hours", "Hours", lambda row: row.hours, width=70, right=True, editor=Editor.DURATION),
    Column("go", "", lambda _row: "", width=90, right=True, links=lambda _row: [("open", "Open")]),
]


def lines(first: int, count: int) -> list[Line]:
    return [Line(number, f"work {number}") for number in range(first, first + count)]


@pytest.fixture
def table(qtbot: QtBot, qapp: QApplication) -> RowTable:
    fonts.load_fonts()
    theme.apply_theme(qapp, "light")
    made = RowTable("Work", COLUMNS)
    qtbot.addWidget(made)
    made.resize(700, 300)
    made.set_rows(lines(1, 5), key=lambda row: row.id)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    made.view.setFocus()
    return made


def editor_of(table: RowTable) -> QLineEdit:
    found = [edit for edit in table.view.findChildren(QLineEdit) if edit.isVisible()]
    assert len(found) == 1
    return found[0]


def heard(table: RowTable) -> list[tuple[object, str, str]]:
    told: list[tuple[object, str, str]] = []
    table.edited.connect(lambda row_id, column, text: told.append((row_id, column, text)))
    return told


def test_words_that_may_be_cut_are_told_whole_as_words(table: RowTable) -> None:
    table.set_rows([Line(1, "Müller & <b>Söhne</b>"), Line(2, "short")], key=lambda row: row.id)
    column = [each.name for each in COLUMNS].index("words")

    def tooltip(row: int, place: int) -> str:
        return str(table.model.index(row, place).data(Qt.ItemDataRole.ToolTipRole))

    assert tooltip(0, column) == "<span>Müller &amp; &lt;b&gt;Söhne&lt;/b&gt;</span>"
    assert tooltip(1, column) == ""
    assert tooltip(0, column + 1) == ""  # columns of a fixed width show their figures whole


def test_selection_stays_with_its_id(table: RowTable) -> None:
    table.select(4)
    table.set_rows([*lines(90, 3), *lines(3, 3)], key=lambda row: row.id)
    assert table.selected() == 4
    assert table.view.currentIndex().row() == 4


def test_a_selected_row_that_is_gone_is_told(table: RowTable) -> None:
    table.select(4)
    told: list[object] = []
    table.chosen.connect(told.append)
    table.set_rows(lines(1, 2), key=lambda row: row.id)
    assert told == [None]
    assert table.selected() is None


def test_reloading_does_not_tell_a_choice_nobody_made(table: RowTable) -> None:
    table.select(2)
    told: list[object] = []
    table.chosen.connect(told.append)
    table.set_rows(lines(1, 5), key=lambda row: row.id)
    assert told == []


def test_a_hundred_thousand_rows_are_not_loaded_whole(table: RowTable) -> None:
    asked: list[int] = []

    def more() -> Sequence[Line]:
        start = 200 * (len(asked) + 1)
        asked.append(start)
        return lines(start, 200) if start < 100_000 else []

    table.set_rows(lines(0, 200), key=lambda row: row.id, more=more)
    QApplication.processEvents()
    assert len(asked) <= 1
    table.view.scrollToBottom()
    QApplication.processEvents()
    assert table.model.rowCount() < 1000


def test_more_ends_when_there_is_no_more(table: RowTable) -> None:
    pages = [lines(10, 3), []]
    table.set_rows(lines(1, 2), key=lambda row: row.id, more=lambda: pages.pop(0))
    while table.model.canFetchMore():
        table.model.fetchMore()
    assert table.model.rowCount() == 5
    assert table.row(12) == Line(12, "work 12")


def test_reloading_fetches_again_until_the_selected_row_is_there(table: RowTable) -> None:
    def load() -> None:
        pages = [lines(4, 3), lines(7, 3), lines(10, 3)]
        table.set_rows(
            lines(1, 3), key=lambda row: row.id, more=lambda: pages.pop(0) if pages else []
        )

    load()
    while table.model.canFetchMore():
        table.model.fetchMore()
    table.select(8)
    load()
    assert table.selected() == 8


def test_another_list_starts_at_its_top_and_reads_no_further(table: RowTable) -> None:
    table.set_rows(lines(0, 300), key=lambda row: row.id)
    table.select(250)
    chosen: list[object] = []
    table.chosen.connect(chosen.append)
    asked: list[int] = []

    def more() -> Sequence[Line]:
        asked.append(table.model.rowCount())
        return lines(1000 + 60 * len(asked), 60)

    table.set_rows(lines(1000, 60), key=lambda row: row.id, more=more, anew=True)
    assert asked == []
    assert table.view.verticalScrollBar().value() == 0
    assert table.selected() is None
    assert chosen == [None]


def test_typing_edits_and_tab_goes_to_the_next_cell(qtbot: QtBot, table: RowTable) -> None:
    told = heard(table)
    table.edit(2, "words")
    QTest.keyClicks(editor_of(table), "new words")
    QTest.keyClick(editor_of(table), Qt.Key.Key_Tab)
    assert told == [(2, "words", "new words")]
    qtbot.waitUntil(lambda: editor_of(table).accessibleName() == "Hours")
    QTest.keyClicks(editor_of(table), "2:30")
    QTest.keyClick(editor_of(table), Qt.Key.Key_Tab)
    assert told[-1] == (2, "hours", "2:30")
    qtbot.waitUntil(lambda: table.selected() == 3 and table.view.is_editing())
    assert editor_of(table).accessibleName() == "Words"


def test_enter_goes_to_the_next_row(qtbot: QtBot, table: RowTable) -> None:
    told = heard(table)
    table.edit(2, "words")
    QTest.keyClicks(editor_of(table), "x")
    QTest.keyClick(editor_of(table), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: table.selected() == 3 and table.view.is_editing())
    assert told == [(2, "words", "x")]


def test_escape_takes_the_typing_back(table: RowTable) -> None:
    told = heard(table)
    table.edit(2, "words")
    QTest.keyClicks(editor_of(table), "never mind")
    QTest.keyClick(editor_of(table), Qt.Key.Key_Escape)
    assert told == []
    assert not table.view.is_editing()


def test_unchanged_text_is_not_told(table: RowTable) -> None:
    told = heard(table)
    table.edit(2, "words")
    QTest.keyClick(editor_of(table), Qt.Key.Key_Return)
    assert told == []


def test_rows_do_not_move_while_one_is_edited(table: RowTable) -> None:
    table.edit(2, "words")
    QTest.keyClicks(editor_of(table), "half a wo")
    table.set_rows(list(reversed(lines(1, 5))), key=lambda row: row.id)
    assert editor_of(table).text() == "half a wo"
    assert table.model.id_at(1) == 2
    QTest.keyClick(editor_of(table), Qt.Key.Key_Escape)
    assert table.model.id_at(3) == 2
    assert table.selected() == 2


def test_saving_reorders_and_the_next_cell_is_on_the_same_row(
    qtbot: QtBot, table: RowTable
) -> None:
    def save(row_id: object, _column: str, text: str) -> None:
        changed = [replace(row, words=text) if row.id == row_id else row for row in lines(1, 5)]
        table.set_rows(list(reversed(changed)), key=lambda row: row.id)

    table.edited.connect(save)
    table.edit(2, "words")
    QTest.keyClicks(editor_of(table), "saved")
    QTest.keyClick(editor_of(table), Qt.Key.Key_Tab)
    qtbot.waitUntil(table.view.is_editing)
    assert table.selected() == 2
    assert editor_of(table).accessibleName() == "Hours"
    assert table.row(2).words == "saved"


def test_space_ticks_a_check_cell(table: RowTable) -> None:
    told = heard(table)
    table.view.setCurrentIndex(table.model.index(0, 0))
    QTest.keyClick(table.view, Qt.Key.Key_Space)
    assert told == [(1, "chosen", "1")]


def test_enter_opens_and_delete_asks(table: RowTable) -> None:
    told: list[tuple[str, object]] = []
    table.opened.connect(lambda row_id: told.append(("open", row_id)))
    table.delete_asked.connect(lambda row_id: told.append(("delete", row_id)))
    table.select(3)
    QTest.keyClick(table.view, Qt.Key.Key_Return)
    QTest.keyClick(table.view, Qt.Key.Key_Delete)
    assert told == [("open", 3), ("delete", 3)]


def test_a_link_is_clicked_and_stands_in_the_row_menu(table: RowTable) -> None:
    told: list[tuple[object, str]] = []
    table.link_clicked.connect(lambda row_id, link: told.append((row_id, link)))
    area = table.view.visualRect(table.model.index(1, 4))
    place = QPoint(area.right() - 20, area.center().y())
    QTest.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told == [(2, "open")]
    table.select(5)
    menu = table.view.row_menu()
    assert [act.text() for act in menu.actions()] == ["Open"]
    menu.actions()[0].trigger()
    assert told[-1] == (5, "open")


def test_sorting_is_asked_for_and_turned(table: RowTable) -> None:
    told: list[tuple[str, bool]] = []
    table.sort_asked.connect(lambda column, descending: told.append((column, descending)))
    header = table.view.horizontalHeader()
    header.sectionClicked.emit(1)
    table.show_sort("day")
    header.sectionClicked.emit(1)
    header.sectionClicked.emit(2)
    assert told == [("day", False), ("day", True)]


def test_an_empty_table_says_so(table: RowTable) -> None:
    pressed: list[bool] = []
    table.set_empty("No time yet.", "Time by hand", lambda: pressed.append(True))
    table.set_rows([], key=lambda row: row.id)
    assert not table.view.isVisible()
    button = table.findChild(Button)
    assert button is not None
    assert button.isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert pressed == [True]


def test_narrow_tables_hide_optional_columns_first() -> None:
    columns = [
        Column("a", "A", str, width=200),
        Column("b", "B", str),
        Column("c", "C", str, width=80, right=True, optional=True),
        Column("d", "D", str, width=80, right=True),
    ]
    wanted = first_widths(columns)
    assert column_widths(columns, wanted, 600) == [200, 240, 80, 80]
    assert column_widths(columns, wanted, 420) == [200, 140, 0, 80]
    narrow = column_widths(columns, wanted, 300)
    assert narrow[2:] == [0, 80]
    assert sum(narrow) <= 300


def test_a_record_list_keeps_its_choice(qtbot: QtBot) -> None:
    records = RecordList("Matters", lambda row: Record(row.words, row.hours))
    qtbot.addWidget(records)
    told: list[object] = []
    records.chosen.connect(told.append)
    records.set_rows(lines(1, 4), key=lambda row: row.id)
    records.select_first()
    records.select(3)
    assert told == [1, 3]
    records.set_rows(lines(2, 4), key=lambda row: row.id)
    assert records.selected() == 3
    assert told == [1, 3]
    records.set_rows([], key=lambda row: row.id)
    assert told == [1, 3, None]


def narrow_table(qtbot: QtBot, qapp: QApplication, columns: list[Column]) -> RowTable:
    fonts.load_fonts()
    theme.apply_theme(qapp, "light")
    made = RowTable("Work", columns)
    qtbot.addWidget(made)
    made.resize(420, 200)
    made.show()
    made.activateWindow()
    QTest.qWaitForWindowActive(made)
    return made


def test_links_behind_a_long_text_lie_whole_inside_their_cell(
    qtbot: QtBot, qapp: QApplication
) -> None:
    links = [("add", "Add to Brandt estate and inheritance"), ("leave", "Leave")]
    words = Column("words", "Words", lambda row: row.words, links=lambda _row: links)
    table = narrow_table(qtbot, qapp, [words, COLUMNS[3]])
    for text in ("", "short", "a narrative that alone is wider than its column in this window"):
        table.set_rows([Line(1, text)], key=lambda row: row.id)
        cell = table.view.visualRect(table.model.index(0, 0))
        told: list[str] = []
        table.link_clicked.connect(lambda _id, link, told=told: told.append(link))
        for across in range(cell.left(), cell.right(), 4):
            place = QPoint(across, cell.center().y())
            QTest.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        table.link_clicked.disconnect()
        assert set(told) == {"add", "leave"}, text
        assert told.count("leave") >= 8, text  # as wide as its word


def test_a_badge_and_a_large_figure_get_the_width_they_need(
    qtbot: QtBot, qapp: QApplication
) -> None:
    state = Column(
        "state", "State", lambda _row: "", 60, right=True, badge=lambda row: (row.words, "quiet")
    )
    table = narrow_table(qtbot, qapp, [COLUMNS[2], COLUMNS[3], state])
    table.set_rows([Line(1, "open")], key=lambda row: row.id)
    before = [table.view.columnWidth(place) for place in (1, 2)]
    table.set_rows([Line(1, "PDF missing, drawing", "123,456,789.00")], key=lambda row: row.id)
    after = [table.view.columnWidth(place) for place in (1, 2)]
    assert before == [70, 60]
    metrics = table.view.fontMetrics()
    assert after[0] >= metrics.horizontalAdvance("123,456,789.00") + 16
    assert after[1] >= metrics.horizontalAdvance("PDF missing, drawing") + 16


@pytest.fixture
def worded(qtbot: QtBot, qapp: QApplication) -> RowTable:
    """A table whose words are offered from the lawyer's own."""
    offered = ["Telephone call with client", "Drafting of brief"]
    words = Column(
        "words", "Words", lambda row: row.words, editor=Editor.TEXT, phrases=lambda: offered
    )
    made = narrow_table(qtbot, qapp, [words])
    made.set_rows(lines(1, 1), key=lambda row: row.id)
    return made


def offered_phrases(table: RowTable, typed: str) -> QAbstractItemView:
    """The list under the cell's editor after typing."""
    table.edit(1, "words")
    QTest.keyClicks(editor_of(table), typed)
    completer = editor_of(table).completer()
    assert completer is not None
    popup = completer.popup()
    assert popup is not None
    assert popup.isVisible()
    return popup


def test_enter_saves_a_cell_although_phrases_are_offered(worded: RowTable, qtbot: QtBot) -> None:
    told = heard(worded)
    QTest.keyClick(offered_phrases(worded, "call"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: told == [(1, "words", "call")])


def test_an_own_phrase_is_taken_into_a_cell(worded: RowTable, qtbot: QtBot) -> None:
    told = heard(worded)
    popup = offered_phrases(worded, "call")
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert editor_of(worded).text() == "Telephone call with client"
    QTest.keyClick(editor_of(worded), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: told == [(1, "words", "Telephone call with client")])
