"""The palette behind Ctrl+K: every action and everything the search finds, by a few letters."""

from collections.abc import Callable
from dataclasses import dataclass
from heapq import nsmallest

from PySide6.QtCore import QAbstractListModel, QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from lawdesk.translation import _
from lawdesk.ui import fonts, icons, palette
from lawdesk.ui.actions import ActionRegistry, keys_of, words_of
from lawdesk.ui.widgets import drawing, fuzzy
from lawdesk.ui.widgets.row_model import Index

_WIDTH, _ROW, _SHOWN, _MOST, _REMEMBERED = 620, 40, 9, 60, 20
_ITEM = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class PaletteItem:
    """One thing to go to or to do; `key` is stable, so that recent ones come first."""

    key: str
    words: str
    run: Callable[[], object]
    detail: str = ""
    icon: str = ""
    hint: str = ""


Search = Callable[[str], list[PaletteItem]]


def rank(typed: str, items: list[PaletteItem], recent: list[str]) -> list[PaletteItem]:
    """The items that fit, best first; recent ones before others that fit as well."""
    folded = fuzzy.fold(typed.strip())
    lately = {key: len(recent) - place for place, key in enumerate(recent)}
    fits = []
    for place, item in enumerate(items):
        found = fuzzy.score(folded, fuzzy.fold(f"{item.words} {item.detail}"))
        if found:
            fits.append((-found - lately.get(item.key, 0), place, item))
    best = nsmallest(_MOST, fits, key=lambda fit: fit[:2])
    return [item for _fit, _place, item in best]


class CommandPalette(QFrame):
    """A pane over the window. Esc or a click elsewhere closes it and focus goes back."""

    closed = Signal()

    def __init__(self, window: QWidget, registry: ActionRegistry, search: Search) -> None:
        super().__init__(window)
        self._window = window
        self.setObjectName("pane")
        self.setAccessibleName(_("Search and commands"))
        self._registry, self._search = registry, search
        self._recent: list[str] = []
        self._before: QWidget | None = None
        self._line = QLineEdit()
        self._line.setProperty("big", "true")
        self._line.setAccessibleName(_("Search clients, matters, invoices and commands"))
        self._line.setPlaceholderText(_("Go to a client, matter or invoice, or do something"))
        self._items = _Items(self)
        self._list = QListView()
        self._list.setObjectName("palette_list")
        self._list.setAccessibleName(_("Found"))
        self._list.setModel(self._items)
        self._list.setItemDelegate(_ItemDelegate(self))
        self._list.setUniformItemSizes(True)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(self._line)
        layout.addWidget(self._list)
        self._line.textChanged.connect(self._show_found)
        self._line.installEventFilter(self)
        self._list.clicked.connect(lambda _index: self._run_current())
        registry.add(
            "palette", _("Search"), self.open_palette, shortcut="Ctrl+K", group=_("Program")
        )
        self.hide()

    def open_palette(self) -> None:
        """Opens over the window; what had the keyboard gets it back on closing."""
        self._before = QApplication.focusWidget()
        self._line.clear()
        self._show_found("")
        self._place()
        self.show()
        self.raise_()
        self._line.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_palette(self) -> None:
        """Closes and gives the keyboard back."""
        self.hide()
        before, self._before = self._before, None
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()

    def recent(self) -> list[str]:
        """Keys of what was chosen, latest first, to be remembered."""
        return list(self._recent)

    def found(self) -> list[PaletteItem]:
        """What the list shows now."""
        return list(self._items.items)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._take_key(event)
        if event.type() == QEvent.Type.FocusOut and self.isVisible():
            self.hide()
        return False

    def _take_key(self, event: QKeyEvent) -> bool:
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: _SHOWN,
            Qt.Key.Key_PageUp: -_SHOWN,
        }
        key = Qt.Key(event.key())
        if key in steps:
            self._move(steps[key])
        elif key == Qt.Key.Key_Escape:
            self.close_palette()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run_current()
        else:
            return False
        return True

    def _move(self, step: int) -> None:
        last = len(self._items.items) - 1
        place = max(0, min(last, self._list.currentIndex().row() + step))
        self._list.setCurrentIndex(self._items.index(place, 0))
        self._say_current()

    def _run_current(self) -> None:
        place = self._list.currentIndex().row()
        if not 0 <= place < len(self._items.items):
            return
        item = self._items.items[place]
        self._recent = [item.key, *(key for key in self._recent if key != item.key)]
        del self._recent[_REMEMBERED:]
        self.close_palette()
        item.run()

    def _show_found(self, typed: str) -> None:
        everything = self._search(typed) + self._commands()
        self._items.show_items(rank(typed, everything, self._recent))
        self._list.setCurrentIndex(self._items.index(0, 0))
        self._place()
        self._say_current()

    def _say_current(self) -> None:
        place = self._list.currentIndex().row()
        here = self._items.items[place].words if place >= 0 else _("Nothing found")
        self._line.setAccessibleDescription(here)

    def _commands(self) -> list[PaletteItem]:
        return [
            PaletteItem(
                f"action.{entry.name}",
                words_of(entry.action),
                entry.action.trigger,
                detail=entry.group,
                hint=keys_of(entry.action),
            )
            for entry in self._registry.listed()
            if entry.name != "palette"
        ]

    def _place(self) -> None:
        rows = max(1, min(_SHOWN, len(self._items.items)))
        self._list.setFixedHeight(rows * round(_ROW * fonts.text_scale()) + 8)
        width = min(_WIDTH, self._window.width() - 48)
        self.resize(width, self.sizeHint().height())
        self.move((self._window.width() - width) // 2, 88)


class _Items(QAbstractListModel):
    """The items shown."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.items: list[PaletteItem] = []

    def show_items(self, items: list[PaletteItem]) -> None:
        self.beginResetModel()
        self.items = items
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return len(self.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        item = self.items[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return ", ".join(part for part in (item.words, item.detail, item.hint) if part)
        return item if role == _ITEM else None


class _ItemDelegate(QStyledItemDelegate):
    """Paints one item: icon, words, quiet detail, shortcut."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, round(_ROW * fonts.text_scale()))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens = palette.current()
        rect: QRect = option.rect
        item = index.data(_ITEM)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            drawing.rounded(painter, rect, fill=tokens.color("accent_tint"))
        size = round(18 * fonts.text_scale())
        box = QRect(rect.left() + 12, rect.center().y() - size // 2 + 1, size, size)
        icons.paint_icon(painter, box, item.icon or "right", tokens.color("quiet"))
        right = rect.right() - 11
        if item.hint:
            drawing.paint_key_cap(painter, QPoint(right, rect.center().y() + 1), item.hint)
            right -= drawing.key_cap_width(item.hint) + 12
        _paint_words(
            painter, QRect(QPoint(box.right() + 13, rect.top()), QPoint(right, rect.bottom())), item
        )
        painter.restore()


def _paint_words(painter: QPainter, rect: QRect, item: PaletteItem) -> None:
    tokens = palette.current()
    middle = Qt.AlignmentFlag.AlignVCenter
    painter.setFont(fonts.sized(fonts.BODY))
    painter.setPen(tokens.color("ink"))
    text = drawing.elided(painter, item.words, rect.width())
    painter.drawText(rect, middle, text)
    rect.setLeft(rect.left() + painter.fontMetrics().horizontalAdvance(text) + 10)
    if item.detail and rect.width() > 40:
        painter.setFont(fonts.sized(fonts.SMALL))
        painter.setPen(tokens.color("quiet"))
        painter.drawText(rect, middle, drawing.elided(painter, item.detail, rect.width()))
