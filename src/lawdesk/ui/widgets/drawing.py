"""The few shapes several widgets paint by hand: rounded boxes, badges, key caps, focus rings."""

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from lawdesk.ui import fonts, icons, palette

BADGE_HEIGHT = 20


def rounded(
    painter: QPainter,
    rect: QRect,
    *,
    fill: QColor | None = None,
    edge: QColor | None = None,
    radius: float = 6,
    width: float = 1,
) -> None:
    """A box with round corners whose edge lies inside the rectangle, so that it stays crisp."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(edge, width) if edge is not None else Qt.PenStyle.NoPen)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    inset = width / 2 if edge is not None else 0
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), radius, radius)
    painter.restore()


def badge_width(text: str) -> int:
    """How wide `paint_badge` will be, in pixels."""
    return QFontMetrics(fonts.sized(fonts.SMALL, fonts.SEMIBOLD)).horizontalAdvance(text) + 14


def paint_badge(painter: QPainter, left_middle: QPoint, text: str, tone: str) -> int:
    """A tinted word, its left edge at the point and centred on it; gives its width."""
    ink, tint = palette.current().tone(tone)
    width = badge_width(text)
    height = round(BADGE_HEIGHT * fonts.text_scale())
    rect = QRect(left_middle.x(), left_middle.y() - height // 2, width, height)
    rounded(painter, rect, fill=tint, radius=4)
    painter.save()
    painter.setFont(fonts.sized(fonts.SMALL, fonts.SEMIBOLD))
    painter.setPen(ink)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()
    return width


def key_cap_width(words: str) -> int:
    """How wide `paint_key_cap` will be, in pixels."""
    return QFontMetrics(fonts.sized(fonts.SMALL)).horizontalAdvance(words) + 10


def paint_key_cap(
    painter: QPainter, right_middle: QPoint, words: str, color: QColor | None = None
) -> None:
    """A shortcut in a small frame, its right edge at the point; quiet unless a colour is given."""
    tokens = palette.current()
    width = key_cap_width(words)
    height = round(18 * fonts.text_scale())
    rect = QRect(right_middle.x() - width, right_middle.y() - height // 2, width, height)
    rounded(painter, rect, edge=color or tokens.color("line"), radius=4)
    painter.save()
    painter.setFont(fonts.sized(fonts.SMALL))
    painter.setPen(color or tokens.color("quiet"))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)
    painter.restore()


def paint_focus_ring(painter: QPainter, rect: QRect) -> None:
    """The 2-pixel ring that says where the keyboard is."""
    rounded(painter, rect, edge=palette.current().color("accent"), width=2)


def check_size() -> int:
    """The side of a tick box, in pixels."""
    return round(16 * fonts.text_scale())


def paint_check(painter: QPainter, inner: QRect, *, ticked: bool) -> None:
    """A tick box at the left of the rectangle, centred up and down."""
    tokens = palette.current()
    size = check_size()
    box = QRect(inner.left(), inner.center().y() - size // 2 + 1, size, size)
    if ticked:
        rounded(painter, box, fill=tokens.color("accent"), radius=3)
        icons.paint_icon(painter, box.adjusted(2, 2, -2, -2), "check", tokens.color("on_accent"))
    else:
        rounded(painter, box, fill=tokens.color("raised"), edge=tokens.color("edge"), radius=3)


def elided(painter: QPainter, text: str, width: int) -> str:
    """The text on one line, shortened with a dash of dots to fit the width."""
    return painter.fontMetrics().elidedText(
        " ".join(text.split()), Qt.TextElideMode.ElideRight, width
    )
