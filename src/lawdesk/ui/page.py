"""A page: reads what it shows, reloads when its tables change, at once or when next shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from lawdesk.ui.desk import Desk


class Page(QWidget):
    """Base of every page. A subclass names its `tables` and writes `refresh`.

    Pages do not know each other: to go elsewhere they emit `open_asked` with the kind of thing
    ("matter", "client", "draft", "invoice", "bundle", "time"; `things` knows them all) and its id.
    """

    open_asked = Signal(str, int)

    tables: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._is_stale = True
        desk.changed.connect(self._on_changed)

    def refresh(self) -> None:
        """Read and show everything again."""
        raise NotImplementedError

    def show_item(self, item_id: int) -> None:
        """Show one thing of this page, by its id; pages without single things ignore it."""

    def shown_item(self) -> int | None:
        """The thing that is open or selected here, for `show_item` after a lock; None without."""
        return None

    def typed(self) -> dict[str, str]:
        """What stands in a form that only a button saves, by field; nothing when none is open."""
        return {}

    def show_typed(self, typed: Mapping[str, str]) -> None:
        """Open that form again with what `typed` gave before a lock."""

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while the page was hidden."""
        super().showEvent(event)
        if self._is_stale:
            self._reload()

    def _on_changed(self, touched: frozenset[str]) -> None:
        if not self.tables & touched:
            return
        if self.isVisible():
            self._reload()
        else:
            self._is_stale = True

    def _reload(self) -> None:
        self._is_stale = False
        self.refresh()
