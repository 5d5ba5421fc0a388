"""Everything the lawyer can do with a key or a menu, registered once.

Menu, palette, tray and shortcut sheet read the same list, so none of them can miss an action.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class Registered:
    """One action with its place: `group` is a heading of menu and shortcut sheet."""

    name: str
    group: str
    action: QAction


class ActionRegistry(QObject):
    """All actions of one window, in the order they were added."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._registered: dict[str, Registered] = {}

    def add(
        self,
        name: str,
        words: str,
        run: Callable[[], object],
        *,
        shortcut: str = "",
        group: str = "",
    ) -> QAction:
        """Registers an action under `name`; the same name again replaces the former one."""
        self.remove(name)
        action = QAction(words.replace("&", "&&"), self._window)
        action.setObjectName(name)
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        if shortcut:
            action.setShortcut(QKeySequence(shortcut))
        action.triggered.connect(lambda _checked=False: run())
        self._window.addAction(action)
        self._registered[name] = Registered(name, group, action)
        return action

    def remove(self, name: str) -> None:
        """Takes an action out again; nothing happens when there is none of that name."""
        gone = self._registered.pop(name, None)
        if gone is not None:
            self._window.removeAction(gone.action)
            gone.action.deleteLater()

    def get(self, name: str) -> QAction:
        """The action of that name. Raises KeyError."""
        return self._registered[name].action

    def listed(self) -> list[Registered]:
        """Every action that can be used now."""
        return [entry for entry in self._registered.values() if entry.action.isEnabled()]

    def groups(self) -> dict[str, list[Registered]]:
        """The usable actions under their headings, in order."""
        found: dict[str, list[Registered]] = {}
        for entry in self.listed():
            found.setdefault(entry.group, []).append(entry)
        return found


def words_of(action: QAction) -> str:
    """What the action says, without mnemonics."""
    return action.text().replace("&&", "&")


def keys_of(action: QAction) -> str:
    """The shortcut in words as key caps show it ("Ctrl K"), or an empty text."""
    return in_words(action.shortcut())


def in_words(keys: QKeySequence | str) -> str:
    """A shortcut the way key caps show it: blanks instead of plus signs."""
    sequence = QKeySequence(keys) if isinstance(keys, str) else keys
    native = sequence.toString(QKeySequence.SequenceFormat.NativeText)
    return native.replace("++", "+Plus").replace("+", " ").replace("Plus", "+")
