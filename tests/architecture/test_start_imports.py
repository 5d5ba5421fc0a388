"""What is loaded when the lock screen has been painted, seen from a fresh interpreter."""

import json
import os
import subprocess
import sys
from pathlib import Path

from practice_folders import copy_practice
from source_tree import ROOT

# Costly, or of no use to somebody who has only a passphrase field before them.
NOT_YET = {
    "asyncio",
    "babel",
    "cryptography",
    "email",
    "keyring",
    "lxml",
    "pikepdf",
    "PIL",
    "pypdfium2",
    "pyrage",
    "reportlab",
    "segno",
    "stdnum",
    "sqlite3",
    "ssl",
    "xkcdpass",
    "zxcvbn",
}

_START = """
import json, sys
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
from lawdesk.ui.pages.lock_page import LockPage

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and isinstance(watched, LockPage):
            QTimer.singleShot(0, self.tell)
        return False
    def tell(self):
        QApplication.instance().removeEventFilter(self)
        print(json.dumps(sorted({name.split('.')[0] for name in sys.modules})), flush=True)
        QApplication.quit()

import lawdesk.app.start as start
watch = Watch()
plain = start.Program.begin
def begin(program):
    QApplication.instance().installEventFilter(watch)
    plain(program)
start.Program.begin = begin
from lawdesk.__main__ import main
sys.exit(main(['--practice', sys.argv[1]]))
"""


def test_the_painted_lock_screen_has_loaded_nothing_it_does_not_need(tmp_path: Path) -> None:
    copy_practice(tmp_path / "practice")
    environment = os.environ | {
        "PYTHONPATH": str(ROOT / "src"),
        "QT_QPA_PLATFORM": "offscreen",
        "LAWDESK_HOME": str(tmp_path),
    }
    done = subprocess.run(
        [sys.executable, "-c", _START, str(tmp_path / "practice")],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    loaded = set(json.loads(done.stdout.splitlines()[0]))
    assert "PySide6" in loaded
    assert loaded & NOT_YET == set()
