"""When nobody is there: idle time, sleep, and the locking of the whole screen.

What belongs here: noticing. What is done about it is decided by the program. System idle time is
asked for where a plain call exists (X11, Windows, macOS); elsewhere only keys and clicks inside
LawDesk count, and the settings page says which of the two is used.
"""

import contextlib
import ctypes
import sys
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import SLOT, QCoreApplication, QEvent, QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication

from lawdesk.domain.clock import Clock
from lawdesk.domain.life_signs import Doubt, LifeSign, gap_between
from lawdesk.translation import _
from lawdesk.ui.clock_watch import ClockWatch

IdleSeconds = Callable[[], int | None]

_ACTIVITY = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
}
_LOCK_SIGNALS = (
    ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"),
    ("org.freedesktop.ScreenSaver", "/ScreenSaver"),
    ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"),
    ("org.cinnamon.ScreenSaver", "/org/cinnamon/ScreenSaver"),
    ("org.mate.ScreenSaver", "/org/mate/ScreenSaver"),
    ("org.xfce.ScreenSaver", "/org/xfce/ScreenSaver"),
)


class IdleWatch(QObject):
    """Watches while the program runs, locked or not; it looks whenever `watch` ticks.

    `lock_asked(reason)` gives a few words for the lock screen.
    """

    lock_asked = Signal(str)

    def __init__(self, clock: Clock, watch: ClockWatch, system_idle: IdleSeconds | None) -> None:
        super().__init__()
        self._clock = clock
        self._system_idle = system_idle
        self._idle_limit: int | None = None
        self._active_at = clock.uptime()
        self._last = self._life_sign()
        watch.ticked.connect(self.look)
        application = QCoreApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def set_idle_limit(self, minutes: int | None) -> None:
        """Ask to lock after that many minutes; None while nothing is open."""
        self._idle_limit = None if minutes is None else minutes * 60
        self._active_at = self._clock.uptime()

    @Slot()
    def look(self) -> None:
        """Was there a sleep? Is somebody still there?"""
        before, self._last = self._last, self._life_sign()
        if self._idle_limit is None:
            return
        gap = gap_between(before, self._last)
        if gap is not None and gap.doubt is Doubt.SLEEP:
            self.lock_asked.emit(_("the computer was asleep"))
        elif self._idle() >= self._idle_limit:
            minutes = self._idle_limit // 60
            self.lock_asked.emit(_("nothing happened for {count} min").format(count=minutes))

    def listen_to_desktop(self) -> None:
        """On Linux: lock when the desktop locks its screen or is about to suspend."""
        if not sys.platform.startswith("linux"):
            return
        from PySide6.QtDBus import QDBusConnection

        session, system = QDBusConnection.sessionBus(), QDBusConnection.systemBus()
        # Qt's own type hints ask for bytes here; the call itself takes text only.
        on_lock: Any = SLOT("on_screen_locked(bool)")
        on_sleep: Any = SLOT("on_suspending(bool)")
        if session.isConnected():
            for name, path in _LOCK_SIGNALS:
                session.connect(name, path, name, "ActiveChanged", self, on_lock)
        if system.isConnected():
            manager = "org.freedesktop.login1"
            path, interface = "/org/freedesktop/login1", "org.freedesktop.login1.Manager"
            system.connect(manager, path, interface, "PrepareForSleep", self, on_sleep)

    @Slot(bool)
    def on_screen_locked(self, active: bool) -> None:  # noqa: FBT001 the signal's own shape
        """The desktop's screen was locked or opened."""
        if active:
            self.lock_asked.emit(_("the screen was locked"))

    @Slot(bool)
    def on_suspending(self, begins: bool) -> None:  # noqa: FBT001 the signal's own shape
        """The computer is about to sleep, or woke up."""
        if begins:
            self.lock_asked.emit(_("the computer went to sleep"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Remember when somebody last did something here."""
        if event.type() in _ACTIVITY:
            self._active_at = self._clock.uptime()
        return False

    def source_words(self) -> str:
        """The sentence of the settings page about what counts as being idle."""
        if self._system_idle is not None:
            return _("Counted: no key and no mouse anywhere on this computer.")
        return _("Counted: no key and no mouse inside LawDesk; this desktop tells nothing else.")

    def _idle(self) -> int:
        inside = int(self._clock.uptime() - self._active_at)
        outside = self._system_idle() if self._system_idle else None
        return inside if outside is None else min(inside, outside)

    def _life_sign(self) -> LifeSign:
        return LifeSign(self._clock.now(), self._clock.uptime())


def find_system_idle() -> IdleSeconds | None:
    """How to ask this system for its idle seconds, or None where it cannot be asked."""
    with contextlib.suppress(OSError, AttributeError):
        if sys.platform == "win32":
            return _windows_idle
        if sys.platform == "darwin":
            return _mac_idle()
        if QGuiApplication.platformName() == "xcb":
            return _x11_idle()
    return None


def _windows_idle() -> int | None:
    class LastInput(ctypes.Structure):
        _fields_ = [("size", ctypes.c_uint), ("tick", ctypes.c_uint)]

    last = LastInput(ctypes.sizeof(LastInput), 0)
    windows: object = getattr(ctypes, "windll", None)
    user, kernel = getattr(windows, "user32", None), getattr(windows, "kernel32", None)
    if user is None or kernel is None or not user.GetLastInputInfo(ctypes.byref(last)):
        return None
    passed: int = (kernel.GetTickCount() - last.tick) & 0xFFFFFFFF
    return passed // 1000


def _mac_idle() -> IdleSeconds:
    import ctypes.util  # brings what starts other programs, which nobody else needs

    services = ctypes.CDLL(ctypes.util.find_library("ApplicationServices"))
    ask = services.CGEventSourceSecondsSinceLastEventType
    ask.restype = ctypes.c_double
    ask.argtypes = [ctypes.c_int32, ctypes.c_uint32]
    return lambda: int(ask(0, 0xFFFFFFFF))


class _ScreenSaverInfo(ctypes.Structure):
    """What the X11 screensaver extension tells."""

    _fields_ = (
        ("window", ctypes.c_ulong),
        ("state", ctypes.c_int),
        ("kind", ctypes.c_int),
        ("since", ctypes.c_ulong),
        ("idle", ctypes.c_ulong),
        ("event_mask", ctypes.c_ulong),
    )


def _x11_idle() -> IdleSeconds | None:
    x11 = ctypes.CDLL("libX11.so.6")  # by name: a search would start compilers from the PATH
    saver = ctypes.CDLL("libXss.so.1")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XDefaultRootWindow.restype = ctypes.c_ulong
    x11.XDefaultRootWindow.argtypes = [ctypes.c_void_p]
    saver.XScreenSaverAllocInfo.restype = ctypes.POINTER(_ScreenSaverInfo)
    query = saver.XScreenSaverQueryInfo
    query.argtypes = [ctypes.c_void_p, ctypes.c_ulong, ctypes.POINTER(_ScreenSaverInfo)]
    display = x11.XOpenDisplay(None)
    if not display:
        return None
    root, info = x11.XDefaultRootWindow(display), saver.XScreenSaverAllocInfo()

    def ask() -> int | None:
        return int(info.contents.idle) // 1000 if query(display, root, info) else None

    return ask
