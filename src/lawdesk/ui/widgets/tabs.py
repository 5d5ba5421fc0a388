"""Underlined tabs, and a stack of parts that are built when their tab is first shown."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from lawdesk.translation import _
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.labels import rule

_GAP = 8


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

    def fit(self, room: int, more: int) -> list[str]:
        """Shows as many tabs as `room` pixels take, the chosen one among them; gives the names of
        the others. `more` is what the button that offers those needs.
        """
        widths = [self.tabSizeHint(place).width() for place in range(self.count())]
        shown = list(range(self.count()))
        while len(shown) > 1 and sum(widths[place] for place in shown) > room:
            if len(shown) == self.count():
                room -= more
            shown.remove(next(p for p in reversed(shown) if p != self.currentIndex()))
        for place in range(self.count()):
            self.setTabVisible(place, place in shown)
        return [name for place, name in enumerate(self._names) if place not in shown]

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
        self._words: dict[str, str] = {}
        self._parts: dict[str, QWidget] = {}
        self.more_button = Button(_("More"), icon="down", kind="link")
        self.more_button.clicked.connect(lambda _checked=False: self._offer_others())
        self.more_menu = QMenu(self)
        self._others: list[str] = []
        line = QHBoxLayout()
        line.setSpacing(_GAP)
        line.addWidget(self.tabs)
        line.addWidget(self.more_button)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(line)
        layout.addWidget(rule())
        layout.addSpacing(16)
        layout.addWidget(self._stack, 1)
        self.tabs.picked.connect(self._on_tab_picked)

    def add(self, name: str, words: str, factory: Callable[[], QWidget]) -> None:
        """Adds a tab whose part `factory` makes."""
        self._factories[name] = factory
        self._words[name] = words
        self.tabs.add_tab(name, words)
        self._fit()

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tabs that find no room are offered by the button behind the others."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Another text size takes another room."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        self._others = self.tabs.fit(self.width(), self.more_button.sizeHint().width() + _GAP)
        self.more_button.setVisible(bool(self._others))

    def _offer_others(self) -> None:
        self.more_menu.clear()
        for name in self._others:
            self.more_menu.addAction(
                self._words[name].replace("&", "&&"), partial(self.show_part, name)
            )
        self.more_menu.popup(self.more_button.mapToGlobal(QPoint(0, self.more_button.height())))

    def _on_tab_picked(self, name: str) -> None:
        self._fit()
        if name not in self._factories:
            return
        if name not in self._parts:
            self._parts[name] = self._factories[name]()
            self._stack.addWidget(self._parts[name])
        self._stack.setCurrentWidget(self._parts[name])
        self.picked.emit(name)
