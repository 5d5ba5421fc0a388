"""Starting the program: from the command line's wishes to the last window."""

import os
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication

from lawdesk import paths
from lawdesk.app.clock import SystemClock
from lawdesk.app.instance_name import instance_name, somebody_may_answer
from lawdesk.app.program import Program, Wishes
from lawdesk.logs import LocalLog, catch_everything, log_folder
from lawdesk.translation import _
from lawdesk.ui import fonts, theme
from lawdesk.vault.hardening import forbid_memory_dumps

_AFTER_PAINTING_MS = 50
_FOREIGN_PLUGINS = ("QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH")


def run(wishes: Wishes) -> int:
    """Run until the last window closes, or hand the wishes to the program that runs already."""
    forbid_memory_dumps()
    keep_to_ourselves()
    QApplication.setApplicationName("LawDesk")
    QApplication.setDesktopFileName("lawdesk")
    app = QApplication(sys.argv[:1])
    practice = str(wishes.practice.absolute()) if wishes.practice else None
    call = {"toggle_timer": wishes.toggle_timer, "practice": practice}
    if somebody_may_answer(instance_name()) and _call_first(call):
        return 0
    fonts.load_fonts()
    theme.apply_theme(app)
    theme.follow_system(app)
    clock = SystemClock()
    log = LocalLog(log_folder(), lambda: clock.now().at)
    program = Program(Wishes(Path(practice) if practice else None), clock, log)
    catch_everything(log, program.crashed.emit)
    log.watch_faults()
    program.begin()
    QTimer.singleShot(_AFTER_PAINTING_MS, app, lambda: _settle(app, program, call))
    status = app.exec()
    program.end()
    log.stop_watching()
    return status


def _call_first(call: dict[str, Any]) -> bool:
    from lawdesk.app.instance import Instance

    return Instance(instance_name()).call_first(call)


def _settle(app: QApplication, program: Program, call: dict[str, Any]) -> None:
    """What the lock screen did not have to wait for: answering later starts, and the tray.

    Of two programs that began in the same moment the quicker one goes on.
    """
    from lawdesk.app.instance import Instance

    instance = Instance(instance_name(), program)
    if instance.call_first(call):
        app.quit()
        return
    instance.become_first()
    instance.called.connect(program.answer)
    app.aboutToQuit.connect(instance.close)
    add_tray(program)


def keep_to_ourselves() -> None:
    """Load Qt's plugins from Qt alone, and let its file dialogs remember nothing for long.

    Those dialogs keep the folders that were visited, which can be named after a client; they are
    kept where they are swept at each lock.
    """
    for name in _FOREIGN_PLUGINS:
        os.environ.pop(name, None)
    swept = str(paths.private_runtime() / "qt")
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, swept)


def add_tray(program: Program) -> None:
    """The icon beside the system's clock, where there is a place for one."""
    from PySide6.QtWidgets import QSystemTrayIcon

    if not QSystemTrayIcon.isSystemTrayAvailable():
        return
    from lawdesk.ui.tray import Tray

    tray = Tray(program)
    tray.clock_asked.connect(program.toggle_clock)
    tray.window_asked.connect(program.come_forward)
    tray.lock_asked.connect(lambda: program.lock(_("you locked it")))
    tray.quit_asked.connect(QApplication.quit)
