"""A ban on network connections that holds for the whole process, library code included.

It listens to Python's audit events, which are raised inside the socket module itself, so no way
of importing or wrapping sockets gets past it. Unix sockets and socket pairs stay allowed: they
do not leave the machine.
"""

import contextlib
import sys
from collections.abc import Iterator
from typing import Any

LOOPBACK = ("127.0.0.1", "::1")
_NAME_LOOKUPS = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr")
_TRAFFIC = ("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg")


class NetworkForbidden(BaseException):
    """Not an `Exception`, so that no `except Exception` hides it."""


class _Ban:
    loopback = False
    installed = False

    def __call__(self, event: str, args: tuple[Any, ...]) -> None:
        if event in _NAME_LOOKUPS:
            self._check(event, args[0])
        elif event in _TRAFFIC and isinstance(args[1], tuple):
            self._check(event, args[1][0])

    def _check(self, event: str, host: object) -> None:
        if not (self.loopback and host in LOOPBACK):
            raise NetworkForbidden(f"{event} to {host!r}: LawDesk never uses the network")


_ban = _Ban()


def forbid() -> None:
    """From now on, for the rest of this process, a connection raises `NetworkForbidden`."""
    if not _ban.installed:
        sys.addaudithook(_ban)
        _ban.installed = True


@contextlib.contextmanager
def loopback_allowed(allowed: bool) -> Iterator[None]:
    """While inside, connections to this machine itself pass, when `allowed`."""
    before, _ban.loopback = _ban.loopback, allowed
    try:
        yield
    finally:
        _ban.loopback = before
