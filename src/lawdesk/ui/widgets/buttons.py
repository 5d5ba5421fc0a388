"""Buttons, painted by one class so that icon, words and shortcut follow the theme."""

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from lawdesk.ui import fonts, icons, palette
from lawdesk.ui.palette import Tokens
from lawdesk.ui.widgets import drawing

_HEIGHT = 34
_PADDING = 14
_ICON = 18
_GAP = 10
_KEYBOARD = {
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
    Qt.FocusReason.OtherFocusReason,
}


class Button(QPushButton):
    """A push button; `kind` is primary, secondary, running, danger, link, pill, bare, or
    field (looks like an empty box, for what opens a search).

    `hint` is a shortcut in words, shown as a key cap. With `icon` and no visible words
    (`kind="bare"`) the words become tooltip and accessible name.
    """

    def __init__(
        self,
        words: str,
        *,
        icon: str = "",
        kind: str = "secondary",
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words, self._icon, self._kind, self._hint = words, icon, kind, hint
        self._ring, self._shows_hint = False, True
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(
            Qt.CursorShape.PointingHandCursor if kind == "link" else Qt.CursorShape.ArrowCursor
        )
        self.setAutoDefault(False)
        self.set_words(words)

    def words(self) -> str:
        """What the button says."""
        return self._words

    def hint(self) -> str:
        """The shortcut shown on the button, in words."""
        return self._hint

    def set_words(self, words: str) -> None:
        """Changes what the button says; an ampersand is a character like any other."""
        self._words = words
        self.setText(words.replace("&", "&&"))
        self.setAccessibleName(words)
        if self._kind == "bare":
            self.setToolTip(f"{words} ({self._hint})" if self._hint else words)
        self.updateGeometry()
        self.update()

    def show_hint(self, *, shown: bool) -> None:
        """Shows the shortcut's key cap, or saves its room where there is little."""
        if shown != self._shows_hint:
            self._shows_hint = shown
            self.updateGeometry()
            self.update()

    def set_kind(self, kind: str, icon: str = "") -> None:
        """Changes rank and icon of the button."""
        self._kind, self._icon = kind, icon
        self.updateGeometry()
        self.update()

    def _cap(self) -> str:
        return self._hint if self._shows_hint else ""

    def sizeHint(self) -> QSize:
        scale = fonts.text_scale()
        if self._kind == "bare":
            return QSize(round(_HEIGHT * scale), round(_HEIGHT * scale))
        width = QFontMetrics(self._font()).horizontalAdvance(self._words) + 3
        width += 2 * self._padding()
        width += self._icon_size() + (_GAP if self._kind != "pill" else 4) if self._icon else 0
        width += drawing.key_cap_width(self._hint) + _GAP if self._cap() else 0
        return QSize(width, round(self._height() * scale))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = event.reason() in _KEYBOARD
        super().focusInEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = palette.current()
        painter = QPainter(self)
        self._paint_box(painter, tokens)
        color = self._color(tokens)
        inner = self.rect().adjusted(self._padding(), 0, -self._padding(), 0)
        if self._kind == "bare":
            inner = self.rect()
        self._paint_content(painter, inner, color)
        if self.hasFocus() and self._ring:
            self._paint_ring(painter)

    def _paint_content(self, painter: QPainter, inner: QRect, color: QColor) -> None:
        if self._kind == "bare":
            size = self._icon_size()
            box = QRect(0, 0, size, size)
            box.moveCenter(inner.center())
            icons.paint_icon(painter, box, self._icon, color)
            return
        if self._cap():
            cap = QPoint(inner.right() + 1, self.rect().center().y() + 1)
            drawing.paint_key_cap(
                painter, cap, self._hint, color if self._kind == "primary" else None
            )
            inner.setRight(cap.x() - drawing.key_cap_width(self._hint) - _GAP)
        painter.setFont(self._font())
        painter.setPen(color)
        left = self._paint_icon(painter, inner, color)
        text = drawing.elided(painter, self._words, inner.right() - left + 1)
        place = QRect(left, 0, inner.right() - left + 1, self.height())
        painter.drawText(place, self._alignment(), text)

    def _paint_icon(self, painter: QPainter, inner: QRect, color: QColor) -> int:
        """Draws the icon, if any; gives where the words begin."""
        if not self._icon:
            return inner.left()
        size = self._icon_size()
        icons.paint_icon(
            painter,
            QRect(inner.left(), (self.height() - size) // 2, size, size),
            self._icon,
            color,
        )
        return inner.left() + size + (_GAP if self._kind != "pill" else 4)

    def _alignment(self) -> Qt.AlignmentFlag:
        if self._icon or self._hint or self._kind == "link":
            return Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        return Qt.AlignmentFlag.AlignCenter

    def _paint_box(self, painter: QPainter, tokens: Tokens) -> None:
        busy = self.isEnabled() and (self.isDown() or self.underMouse())
        if self._kind == "primary" and self.isEnabled():
            fill = tokens.color("accent_strong" if busy else "accent")
            drawing.rounded(painter, self.rect(), fill=fill)
        elif self._kind in {"link", "bare"}:
            if busy and self._kind == "bare":
                drawing.rounded(painter, self.rect(), fill=tokens.color("neutral_tint"))
        else:
            fill = tokens.color("accent_tint" if busy else "raised")
            edge = tokens.color("running" if self._kind == "running" else "line")
            radius = self.height() / 2 if self._kind == "pill" else 6
            drawing.rounded(painter, self.rect(), fill=fill, edge=edge, radius=radius)

    def _paint_ring(self, painter: QPainter) -> None:
        if self._kind == "primary":
            ring = self.rect().adjusted(2, 2, -2, -2)
            drawing.rounded(painter, ring, edge=palette.current().color("on_accent"), width=2)
        else:
            drawing.paint_focus_ring(painter, self.rect())

    def _color(self, tokens: Tokens) -> QColor:
        if not self.isEnabled():
            return tokens.color("quiet")
        names = {
            "primary": "on_accent",
            "link": "accent",
            "running": "running",
            "danger": "overdue",
            "pill": "quiet",
            "bare": "quiet",
            "field": "quiet",
        }
        if self._kind == "link" and self.underMouse():
            return tokens.color("accent_strong")
        return tokens.color(names.get(self._kind, "ink"))

    def _font(self) -> QFont:
        if self._kind in {"pill", "field"}:
            return fonts.sized(fonts.SMALL if self._kind == "pill" else fonts.BODY)
        return fonts.sized(fonts.BODY, fonts.SEMIBOLD)

    def _height(self) -> int:
        return {"pill": 26, "link": 24}.get(self._kind, _HEIGHT)

    def _padding(self) -> int:
        return {"pill": 11, "link": 4}.get(self._kind, _PADDING)

    def _icon_size(self) -> int:
        return round((14 if self._kind == "pill" else _ICON) * fonts.text_scale())
