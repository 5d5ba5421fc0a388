"""What the lawyer saw saved survives SIGKILL at any moment."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NURSERY = ROOT / "tests" / "crash" / "nursery.py"
KILLS = 200


def nursery(folder: Path, *arguments: str) -> dict[str, int]:
    """Run the nursery and read its report; its own sentence is shown where it ends in error."""
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")])
    run = subprocess.run(
        [sys.executable, str(NURSERY), "--folder", str(folder), *arguments],
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    report: dict[str, int] = json.loads(run.stdout)
    return report


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
def test_two_hundred_kills_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    report = nursery(tmp_path, "--kills", str(KILLS), "--seed", "20261121")
    assert report["kills"] == KILLS
    # A run in which the children never got to work would prove nothing.
    assert report["acknowledged"] > 2 * KILLS
    assert report["invoices"] > 20
    assert report["documents"] > 20
    assert report["imported"] > 100
    assert report["died_importing"] >= 70  # with those of bundles and replies two hundred
    assert report["destroyed"] > 5


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
def test_dying_at_each_write_of_an_issue_is_all_or_nothing(tmp_path: Path) -> None:
    assert nursery(tmp_path, "--each-write")["deaths"] >= 8
