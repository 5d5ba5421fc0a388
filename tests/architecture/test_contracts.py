"""The import contracts of pyproject.toml hold, and each breaks when it is violated."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from source_tree import ROOT

# The contract that must break, the module that gets one bad line, and the line.
VIOLATIONS = [
    ("floors", "store/planted.py", "import lawdesk.ui"),
    ("floors", "ui/planted.py", "import lawdesk.app"),
    ("floors", "exports/planted.py", "import lawdesk.operations"),
    ("floors", "newcomer.py", ""),
    ("circles", "domain/planted.py", "import lawdesk.domain.planted_too"),
    ("operations-pure", "operations/planted.py", "import lawdesk.vault"),
    ("domain-pure", "domain/planted.py", "import lawdesk.progress"),
    ("vault-apart", "vault/planted.py", "import lawdesk.domain"),
    ("store-told", "store/planted.py", "import lawdesk.paths"),
    ("exports-no-database", "exports/planted.py", "import lawdesk.store"),
    ("imports-apart", "imports/planted.py", "import lawdesk.vault"),
    ("qt", "operations/planted.py", "def late():\n    import PySide6.QtCore"),
    ("sqlcipher", "vault/planted.py", "import sqlcipher3.dbapi2"),
    ("sqlite", "store/planted.py", "import sqlite3"),
    ("keyring", "ui/planted.py", "import keyring"),
    ("platformdirs", "vault/planted.py", "import platformdirs"),
    ("network", "exports/planted.py", "def late():\n    from http import client"),
]


def contract_names() -> dict[str, str]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {c["id"]: c["name"] for c in settings["tool"]["importlinter"]["contracts"]}


def verdicts(checkout: Path) -> dict[str, str]:
    """KEPT or BROKEN for each contract's name, as lint-imports sees this checkout."""
    program = Path(sys.executable).with_name("lint-imports")
    place = f"import sys; sys.path.insert(0, {str(checkout / 'src')!r}); "
    run = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    assert program.exists()
    done = subprocess.run(
        [sys.executable, "-P", "-c", place + run, "--no-cache"],
        cwd=checkout,
        capture_output=True,
        text=True,
        check=False,
        env={"COLUMNS": "200", "PATH": "", "PYTHONIOENCODING": "utf-8"},
    )
    found = re.findall(r"^(.+) (KEPT|BROKEN)\b", done.stdout, re.MULTILINE)
    assert found, done.stdout + done.stderr
    return dict(found)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def test_every_contract_is_kept() -> None:
    names = contract_names()
    assert verdicts(ROOT) == dict.fromkeys(names.values(), "KEPT")


def test_every_contract_is_tried() -> None:
    assert {contract for contract, _, _ in VIOLATIONS} == set(contract_names())


@pytest.mark.parametrize(("contract", "module", "line"), VIOLATIONS)
def test_a_violation_breaks_its_contract(
    checkout: Path, contract: str, module: str, line: str
) -> None:
    package = checkout / "src" / "lawdesk"
    if contract == "circles":
        (package / "domain" / "planted_too.py").write_text("import lawdesk.domain.planted\n")
    if line == "import lawdesk.app":
        (package / "app.py").touch()
    (package / module).write_text(f'"""Planted."""\n{line}\n', encoding="utf-8")
    assert verdicts(checkout)[contract_names()[contract]] == "BROKEN"
