"""The icon beside the system's clock, where the desktop has one. No client's name in it."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from lawdesk.translation import _
from lawdesk.ui import icons


class Tray(QObject):
    """Time in the tooltip; start or stop, open, lock and quit in the menu."""

    clock_asked = Signal()
    window_asked = Signal()
    lock_asked = Signal()
    quit_asked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._menu = QMenu()
        self._clock = self._menu.addAction(_("Start or stop the clock"), self.clock_asked.emit)
        self._menu.addAction(_("Show LawDesk"), self.window_asked.emit)
        self._menu.addSeparator()
        self._lock = self._menu.addAction(_("Lock"), self.lock_asked.emit)
        self._menu.addAction(_("Quit"), self.quit_asked.emit)
        self._icon = QSystemTrayIcon(icons.icon("time"), self)
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(lambda _reason: self.window_asked.emit())
        self._icon.show()

    def show_state(self, clock: str, *, locked: bool) -> None:
        """The running time ("0:47", empty for none), and whether the practice is locked."""
        self._icon.setIcon(icons.icon("stop" if clock else "time"))
        self._icon.setToolTip(f"LawDesk · {clock}" if clock else "LawDesk")
        self._clock.setVisible(bool(clock) or not locked)
        self._lock.setVisible(not locked)
