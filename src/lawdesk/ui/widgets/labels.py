"""Text on the page. Always plain text: a name that contains markup is shown as it is."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget


def text_label(
    text: str, kind: str = "body", *, wrap: bool = False, parent: QWidget | None = None
) -> QLabel:
    """A label of one kind of text: title, section, strong, quiet, caption, small, error, clock."""
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    label.setWordWrap(wrap)
    label.setProperty("kind", kind)
    return label


def set_style_property(widget: QWidget, name: str, value: object) -> None:
    """Sets a property the style sheet looks at, and dresses the widget anew when it changed."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def rule(*, upright: bool = False) -> QFrame:
    """A hairline, lying unless `upright`."""
    line = QFrame()
    line.setProperty("rule", "upright" if upright else "true")
    return line


class ElidedLabel(QLabel):
    """One line of plain text that is shortened to its space; the whole stands in its tooltip."""

    def __init__(self, text: str = "", kind: str = "body", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", kind)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(self.fontMetrics().horizontalAdvance(self._line()) + 2, hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        shown = self.fontMetrics().elidedText(
            self._line(), Qt.TextElideMode.ElideRight, self.contentsRect().width()
        )
        self.setToolTip("" if shown == self._line() else _as_plain_tooltip(self.text()))
        self.style().drawItemText(
            painter,
            self.contentsRect(),
            int(self.alignment() | Qt.AlignmentFlag.AlignVCenter),
            self.palette(),
            self.isEnabled(),
            shown,
            self.foregroundRole(),
        )

    def _line(self) -> str:
        return " ".join(self.text().split())


def _as_plain_tooltip(text: str) -> str:
    """Qt guesses markup in tooltips, so what looks like markup is escaped."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<span>{escaped}</span>"
