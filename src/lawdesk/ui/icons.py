"""Icons by LawDesk's own names, painted as glyphs of the icon font in any colour.

A widget that paints itself calls `paint_icon`; menus and trays that want a QIcon call `icon`.
"""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPixmap

from lawdesk.ui import fonts, palette

GLYPHS = {
    "add": 0xF27F,
    "archive": 0xF008,
    "back": 0xF03B,
    "bank": 0xF073,
    "bundle": 0xF15A,
    "calendar": 0xF0AC,
    "check": 0xF0E7,
    "clients": 0xF351,
    "client": 0xF346,
    "close": 0xF36D,
    "copy": 0xF114,
    "documents": 0xF16E,
    "down": 0xF0C2,
    "download": 0xF14C,
    "edit": 0xF266,
    "filter": 0xF196,
    "folder": 0xF186,
    "help": 0xF293,
    "hide": 0xF15E,
    "info": 0xF1E0,
    "invoices": 0xF29A,
    "keyboard": 0xF1E5,
    "left": 0xF0C3,
    "lock": 0xF1FF,
    "mail": 0xF154,
    "matters": 0xF0A0,
    "message": 0xF0E6,
    "money": 0xF21C,
    "more": 0xF145,
    "note": 0xF22A,
    "paperclip": 0xF258,
    "pause": 0xF25E,
    "pdf": 0xF16C,
    "phone": 0xF26E,
    "play": 0xF27C,
    "print": 0xF288,
    "remove": 0xF21A,
    "reports": 0xF0D2,
    "right": 0xF0C4,
    "search": 0xF20A,
    "settings": 0xF19B,
    "shield": 0xF2B8,
    "show": 0xF15B,
    "stop": 0xF2F7,
    "tag": 0xF305,
    "time": 0xF0F9,
    "today": 0xF2FE,
    "trash": 0xF334,
    "trust": 0xF2AA,
    "undo": 0xF066,
    "unlock": 0xF204,
    "up": 0xF0C5,
    "upload": 0xF345,
    "warning": 0xF35C,
}

_SIZES = (16, 20, 24, 32, 48)


def paint_icon(painter: QPainter, rect: QRect, name: str, color: QColor) -> None:
    """Draws the icon in the middle of the rectangle, as large as its shorter side."""
    font = QFont(fonts.ICON_FAMILY)
    font.setPixelSize(min(rect.width(), rect.height()))
    painter.save()
    painter.setFont(font)
    painter.setPen(color)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, chr(GLYPHS[name]))
    painter.restore()


def pixmap(name: str, size: int, color: QColor, ratio: float = 1.0) -> QPixmap:
    """The icon as a transparent picture of `size` logical pixels at that device ratio."""
    picture = QPixmap(QSize(size, size) * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_icon(painter, QRect(0, 0, size, size), name, color)
    painter.end()
    return picture


def icon(name: str, tone: str = "ink") -> QIcon:
    """The icon in a colour of the theme shown now, in the sizes menus and trays ask for."""
    made = QIcon()
    color = palette.current().color(tone)
    for size in _SIZES:
        made.addPixmap(pixmap(name, size, color))
        made.addPixmap(pixmap(name, size, color, 2.0))
    return made
