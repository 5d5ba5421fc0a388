"""The keys of the draft editor: in the window's registry for as long as the page is seen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtWidgets import QWidget

from lawdesk.translation import _
from lawdesk.ui.actions import ActionRegistry

_Action = tuple[str, str, Callable[[], object]]


class Editing(Protocol):
    """What the keys ask of the editor."""

    def window(self) -> QWidget:
        """The window the page is in, or the page itself."""

    def step(self, steps: int) -> None:
        """To another draft."""

    def ask_to_issue(self) -> None:
        """Issue this one."""

    def show_part(self, name: str) -> None:
        """A tab."""


class LineWork(Protocol):
    """What the keys ask of the lines."""

    def move_line(self, steps: int) -> None:
        """Up or down."""

    def let_free(self) -> None:
        """No charge."""

    def open_wording(self) -> None:
        """The large field."""

    def open_reduction(self) -> None:
        """What is taken off."""

    def merge(self) -> None:
        """Lines to one."""

    def split(self) -> None:
        """One line to two."""


class DraftKeys:
    """Registers the actions when the page appears, and takes them away when it goes."""

    def __init__(self, editor: Editing, lines: LineWork) -> None:
        self._editor, self._lines = editor, lines
        self._registry: ActionRegistry | None = None

    def begin(self) -> None:
        """Adds the actions to the window's registry; a page that is its own window gets one."""
        if self._registry is not None:
            return
        window = self._editor.window()
        found = getattr(window, "actions_registry", None)
        self._registry = found if isinstance(found, ActionRegistry) else ActionRegistry(window)
        for shortcut, words, run in self._actions():
            self._registry.add(f"draft {shortcut}", words, run, shortcut=shortcut, group=_("Draft"))

    def end(self) -> None:
        """Takes the actions away, because other pages may want the same keys."""
        if self._registry is None:
            return
        for shortcut, _words, _run in self._actions():
            self._registry.remove(f"draft {shortcut}")
        self._registry = None

    def _actions(self) -> list[_Action]:
        editor, lines = self._editor, self._lines
        return [
            ("Alt+Right", _("Next draft"), lambda: editor.step(1)),
            ("Alt+Left", _("Previous draft"), lambda: editor.step(-1)),
            ("Ctrl+Return", _("Issue this draft"), editor.ask_to_issue),
            ("Alt+Up", _("Move the line up"), lambda: lines.move_line(-1)),
            ("Alt+Down", _("Move the line down"), lambda: lines.move_line(1)),
            ("Alt+N", _("No charge for the line"), lines.let_free),
            ("Alt+R", _("Write the line down"), lines.open_reduction),
            ("Alt+M", _("Merge the lines, or take them apart"), lines.merge),
            ("Alt+S", _("Split the line, or join its parts"), lines.split),
            ("Alt+W", _("Word the line in the large field"), lines.open_wording),
            ("Alt+1", _("Work of the draft"), lambda: editor.show_part("work")),
            ("Alt+2", _("Payers of the draft"), lambda: editor.show_part("payers")),
            ("Alt+3", _("More about the draft"), lambda: editor.show_part("more")),
        ]
