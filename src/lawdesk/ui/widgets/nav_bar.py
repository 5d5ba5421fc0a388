"""The side bar: the pages of the program, Settings and Lock."""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from lawdesk.translation import _
from lawdesk.ui import fonts, icons, palette
from lawdesk.ui.actions import in_words
from lawdesk.ui.widgets import drawing
from lawdesk.ui.widgets.labels import text_label

WIDTH = 184


@dataclass(slots=True)
class _Shown:
    """What one item shows beside its words."""

    count: int = 0
    hint: str = ""


class NavItem(QAbstractButton):
    """One line of the side bar: icon, words, a count or a shortcut."""

    def __init__(self, icon: str, words: str, hint: str = "") -> None:
        super().__init__()
        self._icon, self._words = icon, words
        self._shown = _Shown(hint=hint)
        self.setText(words.replace("&", "&&"))
        self.setAccessibleName(words)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_count(self, count: int) -> None:
        """How many things wait on that page; 0 shows nothing."""
        self._shown.count = count
        self.setAccessibleName(f"{self._words}, {count}" if count else self._words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(WIDTH - 25, round(36 * fonts.text_scale()))

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = palette.current()
        painter = QPainter(self)
        here = self.isChecked()
        if here:
            edge = tokens.color("line")
            drawing.rounded(painter, self.rect(), fill=tokens.color("raised"), edge=edge)
        elif self.underMouse():
            drawing.rounded(painter, self.rect(), fill=tokens.color("line"))
        color = tokens.color("ink" if here else "quiet")
        size = round(18 * fonts.text_scale())
        box = QRect(12, (self.height() - size) // 2, size, size)
        icons.paint_icon(painter, box, self._icon, color)
        self._paint_words(painter, box.right() + 13)
        if self.hasFocus():
            drawing.paint_focus_ring(painter, self.rect())

    def _paint_words(self, painter: QPainter, left: int) -> None:
        tokens = palette.current()
        here = self.isChecked()
        side = str(self._shown.count) if self._shown.count else self._shown.hint
        right = self.width() - 12
        painter.setFont(fonts.sized(fonts.SMALL))
        painter.setPen(tokens.color("quiet"))
        middle = Qt.AlignmentFlag.AlignVCenter
        place = QRect(QPoint(left, 0), QPoint(right - 1, self.height() - 1))
        painter.drawText(place, middle | Qt.AlignmentFlag.AlignRight, side)
        right -= painter.fontMetrics().horizontalAdvance(side) + 8
        painter.setFont(fonts.sized(fonts.BODY, fonts.SEMIBOLD if here else fonts.REGULAR))
        painter.setPen(tokens.color("ink" if here else "quiet"))
        place.setRight(right)
        painter.drawText(place, middle, drawing.elided(painter, self._words, place.width()))


class NavBar(QWidget):
    """Pages from top to bottom, Settings and Lock at the foot."""

    page_chosen = Signal(str)
    lock_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("nav_bar")
        self.setProperty("surface", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Pages"))
        self.setFixedWidth(round(WIDTH * max(1.0, fonts.text_scale())))
        self._items: dict[str, NavItem] = {}
        self._upper, self._lower = QVBoxLayout(), QVBoxLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 20, 13, 16)
        layout.setSpacing(0)
        brand = text_label("LawDesk", "brand")
        brand.setContentsMargins(12, 0, 0, 19)
        layout.addWidget(brand)
        for part in (self._upper, self._lower):
            part.setSpacing(0)
        layout.addLayout(self._upper)
        layout.addStretch(1)
        layout.addLayout(self._lower)
        lock = NavItem("lock", _("Lock"), in_words("Ctrl+L"))
        lock.clicked.connect(lambda _checked=False: self.lock_clicked.emit())
        self._lower.addWidget(lock)

    def add(self, name: str, icon: str, words: str, *, at_foot: bool = False) -> NavItem:
        """Adds a page; `at_foot` puts it above Lock."""
        item = NavItem(icon, words)
        item.setCheckable(True)
        item.clicked.connect(lambda _checked=False: self._on_item_clicked(name))
        if at_foot:
            self._lower.insertWidget(self._lower.count() - 1, item)
        else:
            self._upper.addWidget(item)
        self._items[name] = item
        return item

    def mark(self, name: str) -> None:
        """Shows which page is open; a name that is not in the bar marks none."""
        for other, item in self._items.items():
            item.setChecked(other == name)

    def show_count(self, name: str, count: int) -> None:
        """How many things wait on that page; 0 shows nothing."""
        self._items[name].show_count(count)

    def _on_item_clicked(self, name: str) -> None:
        self._items[name].setChecked(True)
        self.page_chosen.emit(name)
