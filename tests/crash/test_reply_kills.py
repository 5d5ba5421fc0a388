"""Replies that were taken in or filed survive SIGKILL at any moment, whole."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NURSERY = ROOT / "tests" / "crash" / "reply_nursery.py"
KILLS = 70
"""with those of documents and bundles well over two hundred"""

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")


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


def test_kills_lose_nothing_of_a_reply_that_was_acknowledged(tmp_path: Path) -> None:
    report = nursery(tmp_path, "--kills", str(KILLS), "--seed", "20261122")
    assert report["kills"] == KILLS
    # A run in which the children never got to work would prove nothing.
    assert report["acknowledged"] > 2 * KILLS
    assert report["reply"] > KILLS // 3
    assert report["item"] > KILLS
    assert report["refused"] > KILLS // 4


def test_dying_at_each_write_of_a_reply_is_all_or_nothing(tmp_path: Path) -> None:
    deaths = nursery(tmp_path, "--each-write")
    assert deaths["take in"] >= 9
    assert all(count >= 2 for count in deaths.values())
    assert len(deaths) == 5
