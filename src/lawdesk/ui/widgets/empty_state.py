"""What a list says when it has nothing to show: one sentence and one button."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.labels import text_label


class EmptyState(QWidget):
    """One sentence and, when there is something to do about it, one button."""

    def __init__(
        self,
        sentence: str = "",
        words: str = "",
        on_click: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._sentence = text_label("", "quiet", wrap=True)
        self._button = Button("")
        self._run: Callable[[], object] | None = None
        self._button.clicked.connect(self._on_button_clicked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 24, 8, 24)
        layout.setSpacing(12)
        layout.addWidget(self._sentence)
        layout.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)
        self.show_state(sentence, words, on_click)

    def show_state(
        self, sentence: str, words: str = "", on_click: Callable[[], object] | None = None
    ) -> None:
        """Changes sentence and button; no words, no button."""
        self._sentence.setText(sentence)
        self._button.set_words(words)
        self._button.setVisible(bool(words))
        self._run = on_click

    def _on_button_clicked(self) -> None:
        if self._run is not None:
            self._run()
