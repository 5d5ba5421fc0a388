"""Rules about the product's source that no linter knows."""

import ast
import sys
from collections.abc import Iterator

import pytest

from source_tree import Module, imported, modules

# What each floor may use from outside LawDesk and the standard library.
LIBRARIES = {
    "domain": {"babel", "stdnum"},  # stdnum: check digits of tax numbers
    "store": {"sqlcipher3"},
    "vault": {"cryptography", "pyrage", "keyring", "zxcvbn", "xkcdpass"},
    # cryptography opens the seal of a client's reply, pikepdf and pypdfium2 read strangers' PDFs
    "imports": {"lxml", "cryptography", "pikepdf", "pypdfium2"},
    "exports": {
        *("reportlab", "pikepdf", "segno", "lxml", "cryptography", "font_source_sans_pro"),
        "pyzipper",  # ZIP bundles
        "PIL",  # photographs in PDF bundles
    },
    "operations": set[str](),
    "ui": {"PySide6", "shiboken6", "pypdfium2", "babel"},
    "app": {"PySide6"},
    "__main__": {"PySide6", "sqlcipher3"},  # the self-test looks at the cipher
    "paths": {"platformdirs"},
}

# Standard-library modules that are fine in part only, and the part that is not.
HALF_FORBIDDEN = ("urllib.request", "urllib.error", "logging.handlers", "multiprocessing.managers")

# Words that make a module one about money: there every number is whole.
MONEY_WORDS = ("cents", "ppm", "cents_per_hour")

MOST_LINES = 70

# Where every error ends, and why.
BORDERS = {
    "lawdesk.ui.tasks",  # a worker's error goes to the window
    "lawdesk.vault.keyring_slot",  # keychains raise whatever their system raises
}


def test_each_floor_keeps_to_its_libraries() -> None:
    strangers = [
        f"{module.at(node)} {name}"
        for module in modules()
        for name, node in imported(module.tree)
        if _is_third_party(name) and name.split(".")[0] not in LIBRARIES.get(module.floor, set())
    ]
    assert strangers == []


def test_qt_network_is_for_the_second_start_only() -> None:
    """A second start tells the first one over a local socket; nothing else may use QtNetwork."""
    users = {
        module.floor
        for module in modules()
        for name, _ in imported(module.tree)
        if "QtNetwork" in name or "QtWebEngine" in name
    }
    assert users <= {"app"}


def test_no_part_of_the_standard_library_that_calls_out() -> None:
    found = [
        f"{module.at(node)} {name}"
        for module in modules()
        for name, node in imported(module.tree)
        if name.startswith(HALF_FORBIDDEN)
    ]
    assert found == []


def test_money_is_whole_numbers() -> None:
    about_money = [m for m in modules() if m.floor == "domain" and _speaks_of_money(m)]
    assert {"lawdesk.domain.money", "lawdesk.domain.rates"} <= {m.name for m in about_money}
    assert [place for module in about_money for place in _floats(module)] == []


@pytest.mark.parametrize("code", ["x = 0.5", "x = 1e6", "x = a / b", "x = float(a)", "round(a)"])
def test_what_is_inexact_is_seen(code: str) -> None:
    assert list(_inexact(ast.parse(code)))


@pytest.mark.parametrize(
    ("code", "seen"),
    [
        ("except:\n  pass", True),
        ("except Exception:\n  pass", True),
        ("except (OSError, BaseException) as e:\n  log(e)", True),
        ("except BaseException:\n  close()\n  raise", False),
        ("except OSError:\n  pass", False),
    ],
)
def test_what_catches_everything_is_seen(code: str, seen: bool) -> None:
    tried = ast.parse(f"try:\n  pass\n{code}").body[0]
    assert isinstance(tried, ast.Try)
    assert _catches_everything(tried.handlers[0]) is seen


def test_nobody_looks_at_the_clock() -> None:
    """`now` is an argument everywhere below `app`; only the clock itself reads the time."""
    readers = [
        module.at(node)
        for module in modules()
        if module.floor not in ("app", "__main__")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and _dotted(node.func).endswith(_CLOCKS)
    ]
    assert readers == []


def test_everything_is_caught_at_the_borders_only() -> None:
    catchers = {
        module.name
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ExceptHandler) and _catches_everything(node)
    }
    assert catchers <= BORDERS


def test_functions_stay_short() -> None:
    long = [
        f"{module.at(node)} {node.name}: {_lines(node)} lines"
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef) and _lines(node) > MOST_LINES
    ]
    assert long == []


def test_every_module_says_what_belongs_in_it() -> None:
    assert [m.name for m in modules() if ast.get_docstring(m.tree) is None] == []


_CLOCKS = ("datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time")


def _is_third_party(name: str) -> bool:
    top = name.split(".", maxsplit=1)[0]
    return top not in sys.stdlib_module_names and top != "lawdesk"


def _speaks_of_money(module: Module) -> bool:
    names = {n.arg for n in ast.walk(module.tree) if isinstance(n, ast.arg)}
    names |= {n.id for n in ast.walk(module.tree) if isinstance(n, ast.Name)}
    names |= {n.attr for n in ast.walk(module.tree) if isinstance(n, ast.Attribute)}
    return any(name.endswith(MONEY_WORDS) for name in names)


def _floats(module: Module) -> Iterator[str]:
    return (module.at(node) for node in _inexact(module.tree))


def _inexact(tree: ast.AST) -> Iterator[ast.AST]:
    """Float literals, `float(…)`, `round(…)` and every `/`: exact code writes Fraction or //."""
    for node in ast.walk(tree):
        literal = isinstance(node, ast.Constant) and isinstance(node.value, float)
        made = isinstance(node, ast.Call) and _dotted(node.func) in ("float", "round")
        divided = isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div)
        if literal or made or divided:
            yield node


def _catches_everything(handler: ast.ExceptHandler) -> bool:
    """Whether it ends every error; one that cleans up and raises again is none of these."""
    if any(isinstance(last, ast.Raise) and last.exc is None for last in handler.body[-1:]):
        return False
    if handler.type is None:
        return True
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(_dotted(kind) in ("Exception", "BaseException") for kind in kinds)


def _dotted(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def _lines(node: ast.FunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1
