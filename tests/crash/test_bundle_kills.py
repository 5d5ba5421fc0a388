"""A bundle is under its name whole or not at all, whatever kills its writing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NURSERY = ROOT / "tests" / "crash" / "bundle_nursery.py"
KILLS = 60
"""with those of documents and replies over two hundred"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
def test_killed_writing_leaves_no_half_bundle_and_nothing_in_clear(tmp_path: Path) -> None:
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")])
    run = subprocess.run(
        [
            *(sys.executable, str(NURSERY), "--folder", str(tmp_path)),
            *("--kills", str(KILLS), "--seed", "20261130"),
        ],
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    report: dict[str, int] = json.loads(run.stdout)
    assert report["kills"] == KILLS
    # A run in which nothing was written, or nothing cut off, would prove nothing.
    assert report["acknowledged"] > KILLS // 6
    assert report["left over"] > KILLS // 6
    assert report["whole"] >= report["acknowledged"]
