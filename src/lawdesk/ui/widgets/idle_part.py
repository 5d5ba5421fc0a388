"""The timer bar while no clock runs: for which matter to start one, and from when."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lawdesk.translation import _
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.choice_box import FindBox
from lawdesk.ui.widgets.labels import text_label


class IdlePart(QWidget):
    """Says that nothing runs and lets the lawyer say for which matter to start."""

    start_asked = Signal(object)  # the matter's key, or None
    since_asked = Signal(object)  # the same, from the end of the last entry

    def __init__(self) -> None:
        super().__init__()
        self.matter = FindBox(_("Matter to start a clock for"), _("For which matter?"))
        self.matter.setMaximumWidth(240)
        self.matter.setMinimumWidth(120)
        self.matter.returnPressed.connect(lambda: self.start_asked.emit(self.matter.key()))
        self.since = Button("", kind="link")
        self._end = ""
        self.since.clicked.connect(lambda _checked=False: self.since_asked.emit(self.matter.key()))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(text_label(_("Nothing is running"), "strong"))
        layout.addWidget(self.matter, 1)
        layout.addWidget(self.since)
        layout.addStretch(0)

    def show_since(self, end: str) -> None:
        """Offers the end of the last entry as a start; an empty text takes the offer away."""
        self._end = end
        self.since.setVisible(bool(end))
        self.since.setToolTip(_("Start from the end of the last entry"))
        self._fit_words()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shortens the offer where there is little room."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._fit_words)  # a layout at work does not lay out anew

    def _fit_words(self) -> None:
        """The long wording where there is room for it."""
        whole = _("since {time} (end of last entry)").format(time=self._end)
        short = _("since {time}").format(time=self._end)
        words = whole if self.width() > 500 else short
        if words != self.since.words():
            self.since.set_words(words)
            self.since.setMinimumWidth(self.since.sizeHint().width())  # the finder gives way
        self.since.setAccessibleName(whole)
