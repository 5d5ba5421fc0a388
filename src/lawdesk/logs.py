"""The local log: what went wrong, where in the program, and never about whom.

What belongs here: one small file that turns over, and what an error may say in it. Messages of
exceptions are left out, because they can hold a client's name; class names and places in the
program are enough to find a fault. Nothing is ever sent.
"""

import faulthandler
import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TextIO

from lawdesk import paths

_LARGEST = 256 * 1024
_SHOWN_LINES = 200
_MOST_CAUSES = 8


class LocalLog:
    """The log file in `folder`; `now` gives the UTC second. A disk that refuses is passed over."""

    def __init__(self, folder: Path, now: Callable[[], int]) -> None:
        self.path = folder / "lawdesk.log"
        self._now = now
        self._faults: TextIO | None = None
        self._door = threading.Lock()

    def note(self, text: str) -> None:
        """Add a line. The text is fixed words of the program, never a client's."""
        with self._door, suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._turn_over()
            descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            with os.fdopen(descriptor, "a", encoding="utf-8") as stream:
                stream.write(f"{self._now()} {text}\n")

    def note_error(self, error: BaseException) -> str:
        """Add what may be said of an error; gives the same text for the crash dialog."""
        text = describe(error)
        self.note(text)
        return text

    def tail(self) -> str:
        """The last lines, for a report that the lawyer saves."""
        try:
            lines = self.path.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return ""
        return "\n".join(lines[-_SHOWN_LINES:])

    def watch_faults(self) -> None:
        """Let Python write down where it was when the process itself dies."""
        with suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._faults = (self.path.parent / "faults.log").open("a", encoding="utf-8")
            faulthandler.enable(self._faults)

    def stop_watching(self) -> None:
        """Let go of the file for faults."""
        if self._faults is not None:
            faulthandler.disable()
            self._faults.close()
            self._faults = None

    def _turn_over(self) -> None:
        if self.path.exists() and self.path.stat().st_size > _LARGEST:
            self.path.replace(self.path.with_suffix(".1.log"))


def log_folder() -> Path:
    """Where the log lies on this computer."""
    return paths.state() / "logs"


def catch_everything(log: LocalLog, show: Callable[[str], None]) -> None:
    """Send what nobody caught, on any thread, into the log and to `show`.

    `show` may be called on any thread.
    """

    def on_error(
        _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        if isinstance(error, KeyboardInterrupt):
            raise SystemExit(130)
        show(log.note_error(error))

    def on_thread_error(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            show(log.note_error(args.exc_value))

    sys.excepthook = on_error
    threading.excepthook = on_thread_error


def describe(error: BaseException) -> str:
    """Class and places of an error and of what caused it; no messages, no values."""
    parts: list[str] = []
    seen: BaseException | None = error
    while seen is not None and len(parts) < _MOST_CAUSES:
        parts.append("\n".join([_kind(seen), *_places(seen.__traceback__)]))
        seen = seen.__cause__ or seen.__context__
    return "\ncaused by ".join(parts)


def _kind(error: BaseException) -> str:
    kind = type(error)
    return f"{kind.__module__}.{kind.__qualname__}"


def _places(trace: TracebackType | None) -> list[str]:
    places = []
    while trace is not None:
        code = trace.tb_frame.f_code
        file = Path(code.co_filename)
        places.append(f"  {file.parent.name}/{file.name}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return places
