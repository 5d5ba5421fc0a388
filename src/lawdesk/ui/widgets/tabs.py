"""Underlined tabs, and a stack of parts that are built when their tab is first shown."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from lawdesk.ui.widgets.labels import rule


class UnderlinedTabs(QTabBar):
    """Tabs as words on a hairline; `picked(name)` tells the one chosen."""

    picked = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setUsesScrollButtons(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._names: list[str] = []
        self.currentChanged.connect(self._on_current_changed)

    def add_tab(self, name: str, words: str) -> None:
        """Adds a tab at the end."""
        self._names.append(name)
        self.addTab(words.replace("&", "&&"))

    def pick(self, name: str) -> None:
        """Chooses the tab of that name. Raises ValueError when there is none."""
        self.setCurrentIndex(self._names.index(name))

    def _on_current_changed(self, index: int) -> None:
        if 0 <= index < len(self._names):
            self.picked.emit(self._names[index])


class TabPages(QWidget):
    """Tabs with a part of the page under each; a part is made when it is first shown."""

    picked = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tabs = UnderlinedTabs(name)
        self._stack = QStackedWidget()
        self._factories: dict[str, Callable[[], QWidget]] = {}
        self._parts: dict[str, QWidget] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.tabs)
        layout.addWidget(rule())
        layout.addSpacing(16)
        layout.addWidget(self._stack, 1)
        self.tabs.picked.connect(self._on_tab_picked)

    def add(self, name: str, words: str, factory: Callable[[], QWidget]) -> None:
        """Adds a tab whose part `factory` makes."""
        self._factories[name] = factory
        self.tabs.add_tab(name, words)

    def show_part(self, name: str) -> QWidget:
        """Shows that tab and gives its part."""
        self.tabs.pick(name)
        self._on_tab_picked(name)
        return self._parts[name]

    def has_part(self, name: str) -> bool:
        """Whether there is a tab of that name."""
        return name in self._factories

    def made_parts(self) -> dict[str, QWidget]:
        """The parts that were shown, the one shown now last."""
        now = self._stack.currentWidget()
        return dict(sorted(self._parts.items(), key=lambda named: named[1] is now))

    def _on_tab_picked(self, name: str) -> None:
        if name not in self._factories:
            return
        if name not in self._parts:
            self._parts[name] = self._factories[name]()
            self._stack.addWidget(self._parts[name])
        self._stack.setCurrentWidget(self._parts[name])
        self.picked.emit(name)
