"""Children that write PDF and ZIP bundles and are killed; whatever stands under a bundle's own name
afterwards must be whole.

Run by the crash tests as a program of its own, because it forks and must not carry Qt or pytest
with it.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pikepdf
import pyzipper

from lawdesk.exports.bundle_pdf import write_bundle_pdf
from lawdesk.exports.bundle_zip import write_bundle_zip
from lawdesk.progress import silent
from lawdesk.vault.atomic_file import TEMPORARY_SUFFIX
from sample_bundle_papers import WORDS, Paper, planned, scan_pdf

_MARKER = b"a secret marker of a paper "
_PAPERS = (
    Paper("scan.pdf", scan_pdf(3, 60_000)),
    Paper("data.bin", _MARKER * 20_000, "application/octet-stream"),
)


def main() -> int:
    """Kill as often as asked; print what was found."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--kills", type=int, required=True)
    parser.add_argument("--seed", type=int, required=True)
    chosen = parser.parse_args()
    chance = random.Random(chosen.seed)
    warm = chosen.folder / "warm"
    warm.mkdir()
    list(_write_both(warm, "0"))  # so that no child spends its life loading modules
    began = time.monotonic()
    list(_write_both(warm, "1"))
    both = min(0.4, time.monotonic() - began)
    report = {"kills": 0, "acknowledged": 0, "whole": 0, "left over": 0}
    for turn in range(chosen.kills):
        folder = chosen.folder / str(turn)
        folder.mkdir()
        acknowledged = _killed_after(chance.uniform(0.1, 3) * both, folder)
        report["kills"] += 1
        report["acknowledged"] += len(acknowledged)
        _look(folder, acknowledged, report)
    sys.stdout.write(json.dumps(report))
    return 0


def _killed_after(seconds: float, folder: Path) -> list[str]:
    """The names a child said are kept, until it was killed."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        _work(folder, writing)
    os.close(writing)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as said:
        return said.read().decode("ascii").split()


def _work(folder: Path, saying: int) -> NoReturn:
    for turn in range(10_000):
        for name in _write_both(folder, str(turn)):
            os.write(saying, f"{name}\n".encode("ascii"))
    os._exit(1)


def _write_both(folder: Path, stem: str) -> Iterator[str]:
    """Write one bundle of each kind; gives each name once it is kept."""
    plan, unseal = planned(_PAPERS)
    pdf, archive = folder / f"{stem}.pdf", folder / f"{stem}.zip"
    write_bundle_pdf(plan, pdf, WORDS, unseal, silent)
    yield pdf.name
    write_bundle_zip(plan, archive, WORDS, unseal, silent, neutral_names=True)
    yield archive.name


def _look(folder: Path, acknowledged: list[str], report: dict[str, int]) -> None:
    names = {path.name for path in folder.iterdir()}
    missing = set(acknowledged) - names
    assert not missing, f"acknowledged, but gone: {missing}"
    for path in folder.iterdir():
        assert _MARKER not in path.read_bytes(), f"{path.name} holds a paper in clear"
        if path.name.endswith(TEMPORARY_SUFFIX):
            report["left over"] += 1
        else:
            _check_whole(path)
            report["whole"] += 1


def _check_whole(path: Path) -> None:
    expected = _PAPERS[1].content
    if path.suffix == ".pdf":
        with pikepdf.open(path, password=WORDS) as pdf:
            (spec,) = pdf.attachments.values()
            assert spec.get_file().read_bytes() == expected, path.name
            assert not pdf.check_pdf_syntax(), path.name
    else:
        with pyzipper.AESZipFile(path) as archive:
            assert archive.read("02.bin", pwd=WORDS.encode()) == expected, path.name


if __name__ == "__main__":
    sys.exit(main())
