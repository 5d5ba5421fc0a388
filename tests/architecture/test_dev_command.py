"""dev.py: what it installs fits the tests, and a second start does nothing."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import dev
import pytest

from judges import DEBIAN_PACKAGES
from source_tree import ROOT


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder that dev.py takes for one whose environment is complete."""
    for name in ("dev.py", "requirements.lock"):
        shutil.copy(ROOT / name, tmp_path)
    python = tmp_path / dev.PYTHON.relative_to(ROOT)
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    return tmp_path


def prepare(checkout: Path) -> subprocess.CompletedProcess[str]:
    """What `prepare` prints, and whether it loaded anything it needs for work."""
    code = (
        "import sys, dev; dev.prepare(dev.PRODUCT_LOCK); "
        "print({'subprocess', 'venv', 'pip'} & set(sys.modules))"
    )
    return subprocess.run(
        [sys.executable, "-S", "-c", code],
        cwd=checkout,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(checkout)},
    )


def stamp(checkout: Path, place: Path) -> None:
    digest = hashlib.sha256((checkout / "requirements.lock").read_bytes()).hexdigest()
    made = checkout / ".venv" / "installed-requirements.lock.txt"
    made.write_text(f"{digest} {place}\n", encoding="utf-8")


def test_a_second_start_does_no_work(checkout: Path) -> None:
    stamp(checkout, checkout.resolve())
    assert prepare(checkout).stdout == "set()\n"


def test_a_changed_lock_is_installed(checkout: Path) -> None:
    stamp(checkout, checkout.resolve())
    (checkout / "requirements.lock").write_text("no such line\n", encoding="utf-8")
    done = prepare(checkout)
    assert "Installing the packages of requirements.lock" in done.stdout
    assert "could not be installed" in done.stderr
    assert done.returncode == 1


def test_ci_installs_every_judge_the_tests_ask_for() -> None:
    assert set(DEBIAN_PACKAGES.values()) == set(dev.JUDGES.values())
