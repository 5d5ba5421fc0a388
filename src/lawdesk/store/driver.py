"""The database driver, loaded with more room for what SQLite needs for a moment only.

`cipher_memory_security` has every allocation locked into memory and wiped when it is freed: two
calls of the system, and more than a thousand of them for one invoice. SQLite takes short-lived
values from a pool of each connection instead ("lookaside", https://sqlite.org/malloc.html#lookaside)
for as long as that has room. Its usual 48 KB are soon full, since statements that are kept prepared
take theirs from it too. The pool as a whole is locked, and wiped when its connection closes.
"""

import ctypes
from importlib.machinery import PathFinder
from importlib.util import find_spec

_LOOKASIDE = 13  # SQLITE_CONFIG_LOOKASIDE
_BYTES_OF_A_PLACE = 800
_PLACES = 1000


def _give_room() -> None:
    """Sizes the pool, which is possible before the first use only.

    A library that keeps this call to itself, as on Windows, goes on with the usual pool: the same
    answers, more slowly.
    """
    package = find_spec("sqlcipher3")
    folders = package.submodule_search_locations if package else None
    library = PathFinder.find_spec("_sqlite3", folders)  # importing it would be its first use
    if library is None or library.origin is None:
        return
    try:
        configure = ctypes.CDLL(library.origin).sqlite3_config
    except (OSError, AttributeError):
        return
    configure.argtypes = [ctypes.c_int]  # those after it are variable, which some systems must know
    configure(_LOOKASIDE, ctypes.c_int(_BYTES_OF_A_PLACE), ctypes.c_int(_PLACES))


_give_room()

import sqlcipher3.dbapi2 as driver  # noqa: E402 after the room was given

__all__ = ["driver"]
