"""What is open by how late it is: five amounts in a row, each a filter for the list below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from lawdesk.domain.receivables.ageing import AgeBucket
from lawdesk.translation import _
from lawdesk.ui import fonts, palette
from lawdesk.ui.pages.receivables.arrears_words import age_tone, age_words, claims_words
from lawdesk.ui.widgets import drawing

_HEIGHT = 68
_BAR = 6
_PADDING = 8
_SMALLEST = 7


@dataclass(frozen=True, slots=True)
class Age:
    """One span: its amount in words and in cents, and how many invoices are in it."""

    bucket: AgeBucket
    words: str
    cents: int
    count: int


class AgeBar(QWidget):
    """Picks one span, or none; `picked(AgeBucket | None)`."""

    picked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Open by days late"))
        self._buttons: dict[AgeBucket, AgeButton] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for bucket in AgeBucket:
            button = AgeButton(bucket)
            button.clicked.connect(lambda checked, bucket=bucket: self._on_clicked(bucket, checked))
            self._buttons[bucket] = button
            layout.addWidget(button, 1)

    def show_ages(self, ages: Sequence[Age]) -> None:
        """Shows the amounts; the bars are drawn against their sum."""
        found: Mapping[AgeBucket, Age] = {age.bucket: age for age in ages}
        whole = max(1, sum(age.cents for age in ages))
        for bucket, button in self._buttons.items():
            button.show_age(found[bucket], whole)

    def chosen(self) -> AgeBucket | None:
        """The span that is picked."""
        return next((b for b, button in self._buttons.items() if button.isChecked()), None)

    def clear(self) -> None:
        """Picks none, without telling."""
        for button in self._buttons.values():
            button.setChecked(False)

    def button(self, bucket: AgeBucket) -> AgeButton:
        """The button of a span."""
        return self._buttons[bucket]

    def _on_clicked(self, bucket: AgeBucket, checked: bool) -> None:  # noqa: FBT001 - Qt's own order
        for other, button in self._buttons.items():
            button.setChecked(checked and other is bucket)
        self.picked.emit(bucket if checked else None)


class AgeButton(QAbstractButton):
    """One span: caption, amount, and a bar as long as its share of the whole."""

    def __init__(self, bucket: AgeBucket) -> None:
        super().__init__()
        self._bucket = bucket
        self._age = Age(bucket, "", 0, 0)
        self._whole = 1
        self._ring = False
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_age(self, age: Age, whole_cents: int) -> None:
        """Shows an amount as a part of the whole."""
        self._age, self._whole = age, whole_cents
        spoken = f"{self._caption()}: {age.words}, {claims_words(age.count)}"
        self.setAccessibleName(spoken)
        self.setToolTip(f"{age.words}, {claims_words(age.count)}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(72, round(_HEIGHT * fonts.text_scale()))

    def minimumSizeHint(self) -> QSize:
        return QSize(72, self.sizeHint().height())

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = event.reason() != Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        tokens, painter = palette.current(), QPainter(self)
        busy = self.isChecked() or self.underMouse()
        drawing.rounded(
            painter,
            self.rect(),
            fill=tokens.color("accent_tint" if busy else "raised"),
            edge=tokens.color("accent" if self.isChecked() else "line"),
        )
        inner = self.rect().adjusted(_PADDING, 8, -_PADDING, -9)
        self._paint_words(painter, inner)
        self._paint_share(painter, inner)
        if self.hasFocus() and self._ring:
            drawing.paint_focus_ring(painter, self.rect())

    def _paint_words(self, painter: QPainter, inner: QRect) -> None:
        tokens = palette.current()
        top = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        painter.setFont(fonts.sized(fonts.SMALL))
        painter.setPen(tokens.color("quiet"))
        painter.drawText(inner, top, drawing.elided(painter, self._caption(), inner.width()))
        below = inner.adjusted(0, painter.fontMetrics().height() + 1, 0, 0)
        painter.setFont(_fitting(self._age.words, below.width()))
        painter.setPen(tokens.color("ink" if self._age.cents else "quiet"))
        painter.drawText(below, top, self._age.words)

    def _paint_share(self, painter: QPainter, inner: QRect) -> None:
        tokens = palette.current()
        track = QRect(inner.left(), inner.bottom() - _BAR + 3, inner.width(), _BAR)
        drawing.rounded(painter, track, fill=tokens.color("neutral_tint"), radius=_BAR // 2)
        if self._age.cents <= 0:
            return
        share = QRect(track)
        share.setWidth(max(_BAR, track.width() * self._age.cents // self._whole))
        tone = "accent" if self._bucket is AgeBucket.CURRENT else age_tone(self._bucket)
        drawing.rounded(painter, share, fill=tokens.color(tone), radius=_BAR // 2)

    def _caption(self) -> str:
        words = age_words(self._bucket)
        if self._bucket is AgeBucket.CURRENT:
            return words[:1].upper() + words[1:]
        return _("{span} days").format(span=words[:1].upper() + words[1:])


def _fitting(words: str, width: int) -> QFont:
    """The font in which an amount fits: one that is cut off is a wrong amount."""
    for size in range(fonts.BODY, _SMALLEST, -1):
        font = fonts.sized(size, fonts.SEMIBOLD)
        if QFontMetrics(font).horizontalAdvance(words) <= width:
            return font
    return fonts.sized(_SMALLEST, fonts.SEMIBOLD)
