"""The day as a strip: what was worked when, what runs, and what belongs to nobody yet."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from lawdesk.translation import _
from lawdesk.ui import fonts, palette
from lawdesk.ui.palette import Tokens
from lawdesk.ui.widgets import drawing

_BAND = QRect(0, 6, 0, 32)
_HOURS_TOP = 44


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the day in minutes since midnight; kind is entry, running, gap or undecided."""

    id: object
    start_minute: int
    end_minute: int
    words: str = ""
    kind: str = "entry"
    tooltip: str = ""


class DayStrip(QWidget):
    """Pieces on a line of hours; `clicked(id)`. Left and right arrow choose, Enter clicks."""

    clicked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("The day"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self._first, self._last = 7 * 60, 18 * 60
        self._pieces: list[Piece] = []
        self._now: int | None = None
        self._at = -1

    def show_day(
        self,
        pieces: Sequence[Piece],
        *,
        first_minute: int = 7 * 60,
        last_minute: int = 18 * 60,
        now_minute: int | None = None,
    ) -> None:
        """Shows these pieces; the hours shown grow when a piece lies outside them."""
        self._pieces = sorted(pieces, key=lambda piece: piece.start_minute)
        starts = [piece.start_minute for piece in self._pieces]
        ends = [piece.end_minute for piece in self._pieces]
        self._first = min([first_minute, *starts]) // 60 * 60
        self._last = -(-max([last_minute, *ends]) // 60) * 60
        self._now = now_minute
        self._at = min(self._at, len(self._pieces) - 1)
        self.setAccessibleDescription("; ".join(self._spoken(piece) for piece in self._pieces))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(400, round(64 * fonts.text_scale()))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = palette.current()
        self._paint_hours(painter, tokens)
        for place, piece in enumerate(self._pieces):
            self._paint_piece(painter, tokens, piece)
            if self.hasFocus() and place == self._at:
                drawing.paint_focus_ring(painter, self._area(piece).adjusted(-3, -3, 3, 3))
        if self._now is not None and self._first <= self._now <= self._last:
            painter.fillRect(self._x(self._now), 0, 2, _HOURS_TOP, tokens.color("overdue"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        piece = self._piece_at(event.position().toPoint())
        if piece is not None and event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit(piece.id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._piece_at(event.position().toPoint()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        key = Qt.Key(event.key())
        if key in steps and self._pieces:
            self._at = max(0, min(len(self._pieces) - 1, self._at + steps[key]))
            self.setAccessibleName(_("The day: {piece}").format(piece=self._spoken(self._here())))
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._at >= 0:
            self.clicked.emit(self._here().id)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            piece = self._piece_at(event.pos())
            words = (piece.tooltip or self._spoken(piece)) if piece else ""
            escaped = words.replace("&", "&amp;").replace("<", "&lt;")
            QToolTip.showText(event.globalPos(), f"<span>{escaped}</span>" if words else "", self)
            return True
        return super().event(event)

    def _here(self) -> Piece:
        return self._pieces[self._at]

    def _spoken(self, piece: Piece) -> str:
        kinds = {"running": _("running"), "gap": _("not recorded"), "undecided": _("undecided")}
        start, end = _clock(piece.start_minute), _clock(piece.end_minute)
        words = " ".join(part for part in (piece.words, kinds.get(piece.kind, "")) if part)
        return f"{start}–{end} {words}"

    def _x(self, minute: int) -> int:
        return (minute - self._first) * (self.width() - 48) // max(1, self._last - self._first)

    def _area(self, piece: Piece) -> QRect:
        left, right = self._x(piece.start_minute), self._x(piece.end_minute)
        return QRect(left, _BAND.top(), max(4, right - left - 1), _BAND.height())

    def _piece_at(self, place: QPoint) -> Piece | None:
        for piece in self._pieces:
            if self._area(piece).adjusted(-2, -4, 2, 4).contains(place):
                return piece
        return None

    def _paint_hours(self, painter: QPainter, tokens: Tokens) -> None:
        painter.setFont(fonts.sized(fonts.SMALL))
        hours = range(self._first // 60, self._last // 60 + 1)
        wide = self._x(self._first + 60) - self._x(self._first)
        every = 1 if wide >= 44 else 2
        for hour in hours:
            x = self._x(hour * 60)
            painter.fillRect(x, 0, 1, _HOURS_TOP, tokens.color("line"))
            if (hour - self._first // 60) % every == 0:
                painter.setPen(tokens.color("quiet"))
                place = QRect(x + 4, _HOURS_TOP + 2, 60, self.height() - _HOURS_TOP - 2)
                painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, _clock(hour * 60))

    def _paint_piece(self, painter: QPainter, tokens: Tokens, piece: Piece) -> None:
        area = self._area(piece)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if piece.kind in {"gap", "undecided"}:
            _paint_open(painter, tokens, area, hatched=piece.kind == "undecided")
        else:
            runs = piece.kind == "running"
            fill = tokens.color("running_tint" if runs else "accent_tint")
            edge = tokens.color("running") if runs else None
            drawing.rounded(painter, area, fill=fill, edge=edge, radius=4, width=1.5)
        names = {"running": "running", "entry": "accent"}
        painter.setPen(tokens.color(names.get(piece.kind, "attention")))
        painter.setFont(fonts.sized(fonts.SMALL, fonts.SEMIBOLD))
        inner = area.adjusted(8, 0, -4, 0)
        text = drawing.elided(painter, piece.words, inner.width())
        if text == piece.words or len(text) > 4:
            if piece.kind == "undecided":
                wide = painter.fontMetrics().horizontalAdvance(text) + 8
                plate = QRect(inner.left() - 4, inner.center().y() - 9, wide, 18)
                painter.fillRect(plate, tokens.color("attention_tint"))
            painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()


def _paint_open(painter: QPainter, tokens: Tokens, area: QRect, *, hatched: bool) -> None:
    """A stretch that waits for a decision: dashed edge, hatched when it was a clock's."""
    if hatched:
        drawing.rounded(painter, area, fill=tokens.color("attention_tint"), radius=4)
    brush = QBrush(tokens.color("attention"), Qt.BrushStyle.BDiagPattern)
    painter.setBrush(brush if hatched else Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(tokens.color("attention"), 1, Qt.PenStyle.DashLine))
    painter.drawRoundedRect(area, 4, 4)


def _clock(minute: int) -> str:
    return f"{minute // 60 % 24}:{minute % 60:02d}"
