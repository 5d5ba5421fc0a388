"""A bundle for a client survives SIGKILL at any moment: it is whole and known, or it is no file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NURSERY = ROOT / "tests" / "crash" / "bundle_writing_nursery.py"
KILLS = 60
"""with those of imports and replies well over two hundred"""

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


def test_kills_leave_no_half_bundle_and_lose_none_that_was_recorded(tmp_path: Path) -> None:
    report = nursery(tmp_path, "--kills", str(KILLS), "--seed", "20261123")
    assert report["kills"] == KILLS
    # A run in which the children never got to work would prove nothing: some died in the file,
    # some between the file and its row, some after both.
    assert report["torn"] > KILLS // 4
    assert report["unrecorded"] > KILLS // 10
    assert report["recorded"] > KILLS // 6
    assert report["given"] > KILLS // 12
    assert min(report[each] for each in ("html", "pdf", "zip")) > 1


def test_dying_at_each_report_and_each_write_of_a_bundle_is_all_or_nothing(
    tmp_path: Path,
) -> None:
    deaths = nursery(tmp_path, "--each")
    assert all(deaths[each] >= 4 for each in ("html", "pdf", "zip"))
    assert deaths["record"] >= 7  # the row, its matter, two papers, what it told and asked, the log
    assert deaths["hand over"] >= 3
