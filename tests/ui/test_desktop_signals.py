"""The desktop's own signals reach the program: a real message bus, a real signal."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from judges import judge
from source_tree import ROOT

_LISTENER = """
import sys
from PySide6.QtCore import QCoreApplication, QTimer
from lawdesk.app.clock import SystemClock
from lawdesk.ui.clock_watch import ClockWatch
from lawdesk.ui.idle_watch import IdleWatch
app = QCoreApplication([])
clock = SystemClock()
watch = ClockWatch(clock)
idle = IdleWatch(clock, watch, None)
idle.lock_asked.connect(lambda reason: (print(reason, flush=True), app.quit()))
idle.listen_to_desktop()
print("listening", flush=True)
QTimer.singleShot(20_000, lambda: app.exit(1))
sys.exit(app.exec())
"""


@pytest.fixture
def bus() -> Iterator[dict[str, str]]:
    """A message bus of our own that plays the session's and the system's; gives its variables."""
    daemon = judge("dbus-daemon")
    command = [str(daemon), "--session", "--nofork", "--nopidfile", "--print-address=1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as running:
        assert running.stdout is not None
        address = running.stdout.readline().decode().strip()
        yield {"DBUS_SESSION_BUS_ADDRESS": address, "DBUS_SYSTEM_BUS_ADDRESS": address}
        running.terminate()


@pytest.mark.parametrize(
    ("path", "signal", "reason"),
    [
        ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver.ActiveChanged", "the screen was locked"),
        (
            "/org/freedesktop/ScreenSaver",
            "org.freedesktop.ScreenSaver.ActiveChanged",
            "the screen was locked",
        ),
        (
            "/org/freedesktop/login1",
            "org.freedesktop.login1.Manager.PrepareForSleep",
            "the computer went to sleep",
        ),
    ],
)
def test_locking_the_screen_and_going_to_sleep_ask_for_the_lock(
    bus: dict[str, str], path: str, signal: str, reason: str
) -> None:
    environment = os.environ | bus | {"PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-c", _LISTENER]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as listener:
        assert listener.stdout is not None
        assert listener.stdout.readline() == "listening\n"
        _send(bus, path, signal)
        assert listener.stdout.readline() == f"{reason}\n"
        assert listener.wait(timeout=30) == 0


def _send(bus: dict[str, str], path: str, signal: str) -> None:
    """Speak for the service, as its owner: only its own signals are listened to."""
    service = signal.rsplit(".", 2)[0] if ".login1" in signal else signal.rsplit(".", 1)[0]
    code = (
        "import sys\n"
        "from PySide6.QtCore import QCoreApplication\n"
        "from PySide6.QtDBus import QDBusConnection, QDBusMessage\n"
        "app = QCoreApplication([])\n"
        "bus = QDBusConnection.sessionBus()\n"
        "service, path, interface, member = sys.argv[1:]\n"
        "assert bus.registerService(service)\n"
        "message = QDBusMessage.createSignal(path, interface, member)\n"
        "message.setArguments([True])\n"
        "assert bus.send(message)\n"
        "bus.unregisterService(service)\n"
    )
    interface, member = signal.rsplit(".", 1)
    command = [sys.executable, "-c", code, service, path, interface, member]
    subprocess.run(command, env=os.environ | bus, check=True, timeout=30)
