"""The button that puts a placeholder where the cursor is, by mouse or keyboard."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from lawdesk.domain.letters.placeholders import NAMES, placeholder_words
from lawdesk.translation import _
from lawdesk.ui.widgets.buttons import Button

ASK = "ask"


class PlaceholderMenu(QWidget):
    """Offers every placeholder by its words; `picked` tells its name, or "ask" for a gap."""

    picked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.button = Button(_("Put in a placeholder"), icon="add", kind="link")
        self.menu = QMenu(self)
        self.menu.setAccessibleName(self.button.words())
        for name in NAMES:
            self._offer(f"{placeholder_words()[name]}   {{{{{name}}}}}", name)
        self.menu.addSeparator()
        self._offer(_("A gap to fill by hand") + "   {{ask.…}}", ASK)
        self.button.clicked.connect(lambda _checked=False: self._open())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.button)

    def _offer(self, words: str, name: str) -> None:
        action = self.menu.addAction(words)
        action.setData(name)
        action.triggered.connect(lambda _checked=False, name=name: self.picked.emit(name))

    def _open(self) -> None:
        self.menu.popup(self.button.mapToGlobal(QPoint(0, self.button.height())))
