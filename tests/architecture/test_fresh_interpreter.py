"""What importing the product does, seen from an interpreter that has done nothing else."""

import json
import subprocess
import sys

import pytest

from source_tree import ROOT, modules

LOWER_FLOORS = ("domain", "store", "vault", "imports", "exports", "operations")


def run(code: str) -> str:
    """What a new interpreter prints, with the product and the tests' modules on its path."""
    paths = [str(ROOT / "src"), str(ROOT / "tests")]
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", f"import sys; sys.path[:0] = {paths!r}\n{code}"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def named(*floors: str) -> list[str]:
    return [m.name for m in modules() if m.floor in floors]


def test_operations_and_store_load_no_qt() -> None:
    names = named("operations", "store")
    loaded = json.loads(
        run(
            f"import importlib, json\nfor name in {names!r}: importlib.import_module(name)\n"
            "print(json.dumps(sorted(sys.modules)))"
        )
    )
    assert [name for name in loaded if name.startswith(("PySide6", "shiboken"))] == []
    assert set(names) <= set(loaded)


def test_every_module_loads_without_the_network() -> None:
    names = [m.name for m in modules() if not m.name.endswith("__main__")]
    run(
        "import os; os.environ['QT_QPA_PLATFORM'] = 'offscreen'\n"
        "import importlib, no_network\nno_network.forbid()\n"
        f"for name in {names!r}: importlib.import_module(name)"
    )


@pytest.mark.parametrize(
    "call",
    [
        "socket.create_connection(('192.0.2.1', 80))",
        "socket.getaddrinfo('lawdesk.example', 80)",
        "urllib.request.urlopen('http://127.0.0.1:9/')",
        "socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 53))",
    ],
)
def test_the_ban_on_connections_bites(call: str) -> None:
    out = run(
        "import socket, urllib.request, warnings, no_network\nno_network.forbid()\n"
        "warnings.simplefilter('ignore', ResourceWarning)\n"
        f"try: {call}\nexcept no_network.NetworkForbidden: print('refused')"
    )
    assert out == "refused\n"


def test_the_ban_holds_in_this_very_process() -> None:
    import socket

    import no_network

    with socket.socket() as door, pytest.raises(no_network.NetworkForbidden):
        door.connect(("127.0.0.1", 9))


@pytest.mark.parametrize("floor", LOWER_FLOORS)
def test_each_floor_loads_alone(floor: str) -> None:
    """No floor leans on another having been imported first."""
    run(f"import importlib\nfor name in {named(floor)!r}: importlib.import_module(name)")
