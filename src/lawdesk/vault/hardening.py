"""Keep the keys out of crash dumps, as far as the system lets us.

What belongs here: best efforts that only the program itself asks for, never a test or a tool.
Against an administrator or malware on the unlocked computer nothing here helps.
"""

import contextlib
import ctypes
import sys

_PR_SET_DUMPABLE = 4
_WER_FAULT_REPORTING_NO_HEAP = 1


def forbid_memory_dumps() -> None:
    """No core file after a crash; on Linux, other programs of the user cannot attach either."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        if sys.platform == "win32":
            ctypes.windll.kernel32.WerSetFlags(_WER_FAULT_REPORTING_NO_HEAP)
        else:
            _forbid_core_files()
            _forbid_attaching()


def _forbid_core_files() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _forbid_attaching() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
