"""Pictures of every page and dialog: light and dark, 1280x800 and 1024x700, scale 1 and 2.

`python -m demo.screenshots --out DIR` draws the sample practice into DIR/sample, and the same pages
with the longest names and the largest numbers into DIR/longest. Qt takes its scale when a program
starts, so each scale and practice is a process of its own; both scales are drawn at once.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import no_network
from demo.camera import Camera
from demo.rooms import make_longest, make_sample
from demo.stage import hush_offscreen
from demo.tour import tour_first_run, tour_longest, tour_sample

_ROOMS: dict[str, Callable[[Path], None]] = {"sample": make_sample, "longest": make_longest}
_TOURS: dict[str, Callable[[Path, Camera], None]] = {
    "sample": tour_sample,
    "longest": tour_longest,
    "first-run": tour_first_run,
}
_SCALES = ("1", "2")


def main(arguments: list[str] | None = None) -> int:
    """Draw everything, or with --tour one part of it; gives the exit status."""
    parser = argparse.ArgumentParser(prog="demo.screenshots", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    parser.add_argument("--tour", choices=_TOURS, help="only this part, at the scale Qt has now")
    parser.add_argument("--practice", type=Path, help="the practice to draw it from")
    options = parser.parse_args(arguments)
    no_network.forbid()
    hush_offscreen()
    target = options.out.absolute()
    if options.tour:
        scale = os.environ.get("QT_SCALE_FACTOR", "1")
        _TOURS[options.tour](options.practice, Camera(target / options.tour, f"{scale}x"))
        return 0
    return draw_all(target)


def draw_all(target: Path) -> int:
    """Every tour at every scale. Pictures of an earlier run are replaced."""
    for name in _TOURS:
        shutil.rmtree(target / name, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix="lawdesk-shots-") as made:
        for name, make in _ROOMS.items():
            make(Path(made) / name)
        for name in _TOURS:
            drawing = [_draw_apart(name, Path(made), scale, target) for scale in _SCALES]
            statuses = [process.wait() for process in drawing]  # wait for all before leaving
            if any(statuses):
                return 1
    return 0


def _draw_apart(tour: str, rooms: Path, scale: str, target: Path) -> subprocess.Popen[bytes]:
    """Begin one tour in a process of its own, on a copy of its practice."""
    practice = rooms / f"{tour}-{scale}x" / "practice"
    if (rooms / tour).exists():
        shutil.copytree(rooms / tour, practice)
    command = [sys.executable, "-m", "demo.screenshots", "--out", str(target), "--tour", tour]
    environment = {**os.environ, "QT_SCALE_FACTOR": scale}
    return subprocess.Popen([*command, "--practice", str(practice)], env=environment)


if __name__ == "__main__":
    raise SystemExit(main())
