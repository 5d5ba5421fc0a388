"""The driver has room for short-lived values, where its library lets itself be told so."""

import json
import subprocess
import sys

import pytest

LARGEST_ALLOCATION = """
import ctypes, json
from importlib import import_module
from lawdesk.store.driver import driver
library = ctypes.CDLL(import_module("sqlcipher3._sqlite3").__file__)
connection = driver.connect(":memory:")
now, most = ctypes.c_int(), ctypes.c_int()
library.sqlite3_status(5, ctypes.byref(now), ctypes.byref(most), 0)  # SQLITE_STATUS_MALLOC_SIZE
print(json.dumps(most.value))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the library shows none of its calls")
def test_a_connection_sets_a_large_pool_aside() -> None:
    """Asked in a program of its own: the room is given before the first use of the library."""
    run = subprocess.run(
        [sys.executable, "-c", LARGEST_ALLOCATION], capture_output=True, text=True, check=True
    )
    assert json.loads(run.stdout) >= 700_000
