"""A box to choose one of several words, and one to find among many by typing."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QWidget

from lawdesk.ui import fonts, icons, palette

Choice = tuple[object, str]

_LIST_WIDTH = 360


class ChoiceBox(QComboBox):
    """Few choices, each a (key, words) pair; `chosen(key)` when the lawyer picks one."""

    chosen = Signal(object)

    def __init__(
        self, name: str, choices: Sequence[Choice] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.view().setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_choices(choices)
        self.activated.connect(lambda _index: self.chosen.emit(self.key()))

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Replaces the choices and keeps the one picked when it is still there."""
        before = self.key()
        self.clear()
        for key, words in choices:
            self.addItem(words, key)
        self.show_key(before)

    def key(self) -> object:
        """The key of the choice shown, None without choices."""
        return self.currentData()

    def show_key(self, key: object) -> None:
        """Shows the choice with that key; the first when there is none."""
        keys = [self.itemData(index) for index in range(self.count())]
        self.setCurrentIndex(keys.index(key) if key in keys else min(0, self.count() - 1))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # scrolling a page must not change what stands in it

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        size = round(14 * fonts.text_scale())
        box = QRect(self.width() - size - 10, (self.height() - size) // 2, size, size)
        icons.paint_icon(painter, box, "down", palette.current().color("quiet"))


class FindBox(QLineEdit):
    """Many choices, found by typing a part of their words; `chosen(key)` when one is picked."""

    chosen = Signal(object)

    def __init__(self, name: str, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self._keys: dict[str, object] = {}
        self.returnPressed.connect(self._on_return_pressed)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Replaces the choices."""
        self._keys = {words: key for key, words in choices}
        completer = QCompleter(list(self._keys), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(10)
        if (offered := completer.popup()) is not None:
            offered.setMinimumWidth(_LIST_WIDTH)  # words may be longer than the box
        completer.activated.connect(self._on_words_picked)
        self.setCompleter(completer)

    def key(self) -> object:
        """The key of the words in the box, or of the only ones that contain them; else None."""
        return self._keys.get(self._words_meant())

    def show_key(self, key: object) -> None:
        """Shows the choice with that key; empties the box for None or an unknown key."""
        words = next((words for words, other in self._keys.items() if other == key), "")
        self.setText(words)
        self.setCursorPosition(0)

    def _words_meant(self) -> str:
        typed = self.text().strip()
        if typed in self._keys:
            return typed
        near = [words for words in self._keys if typed and typed.casefold() in words.casefold()]
        return near[0] if len(near) == 1 else ""

    def _on_words_picked(self, words: str) -> None:
        key = self._keys.get(words)
        if key is not None:
            self.chosen.emit(key)

    def _on_return_pressed(self) -> None:
        words = self._words_meant()
        if words:
            self.setText(words)
            self._on_words_picked(words)
