"""How a nursery kills a child: SIGKILL some lines after its start, and what it said until then."""

from __future__ import annotations

import os
import select
import signal
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn


@dataclass(frozen=True, slots=True)
class Moment:
    """When the kill comes: after the `lines`-th line with `mark` in it, and `seconds` later.

    Counted in lines and not in seconds, so that a slow machine tests as much as a fast one.
    """

    mark: bytes
    lines: int
    seconds: float


def killed_at(moment: Moment, work: Callable[[int], NoReturn]) -> list[str]:
    """Let a child work with a pipe to write to, kill it, and give the whole lines it said."""
    child, reading = _started(work)
    said = _listen(reading, child, moment)
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status):
        raise SystemExit(f"a child ended by itself with {status}")
    return _whole_lines(said)


def ended_by_itself(work: Callable[[int], NoReturn]) -> tuple[int, list[str]]:
    """Let a child work until it ends or dies by itself; gives its exit code and what it said."""
    child, reading = _started(work)
    said = _rest_of(reading)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), _whole_lines(said)


def _started(work: Callable[[int], NoReturn]) -> tuple[int, int]:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            work(writing)
        finally:
            traceback.print_exc()
            os._exit(3)
    os.close(writing)
    return child, reading


def _whole_lines(said: bytes) -> list[str]:
    return [line for line in said.decode().splitlines(keepends=True) if line.endswith("\n")]


def _rest_of(reading: int) -> bytes:
    said = b""
    while part := os.read(reading, 65_536):
        said += part
    os.close(reading)
    return said


def _listen(reading: int, child: int, moment: Moment) -> bytes:
    said = b""
    while said.count(moment.mark) < moment.lines and (part := os.read(reading, 65_536)):
        said += part
    until = time.monotonic() + moment.seconds
    while (left := until - time.monotonic()) > 0:
        if select.select([reading], [], [], left)[0]:
            said += os.read(reading, 65_536)
    os.kill(child, signal.SIGKILL)
    return said + _rest_of(reading)
