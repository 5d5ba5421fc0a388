"""Writing PDF and ZIP bundles, against the bare libraries on the same papers; their memory."""

from __future__ import annotations

import io
import os
import secrets
import subprocess
import sys
from functools import partial
from pathlib import Path

import pikepdf
import pyzipper

from bench.figures import Figure, median, milliseconds
from lawdesk.domain.bundles import BundlePlan
from lawdesk.exports.bundle_pdf import write_bundle_pdf, write_pdf
from lawdesk.exports.bundle_seal import Unseal
from lawdesk.exports.bundle_zip import write_bundle_zip, write_zip
from lawdesk.progress import silent
from sample_bundle_papers import WORDS, Paper, planned, scan_pdf

_LEAST_SHARE = 0.7
_RUNS = 5
_MEMORY_BOUND = 200
_MIXES = {"pdf": ("many scans", "scan", "file"), "zip": ("file",)}


def sealed_bundle_figures(folder: Path) -> list[Figure]:
    """Time of writing 25 MB against bare pikepdf and pyzipper (the issue wants 0.7 of their speed),
    and of the whole job with its proof, which has no bound there; memory over idle for 100 MB.
    """
    papers = _papers()
    plan, unseal = planned(papers)
    figures = [*_pdf_figures(papers, plan, unseal, folder)]
    figures += _zip_figures(papers, plan, unseal, folder)
    for ending, mixes in _MIXES.items():
        figures += [_memory_figure(folder, ending, mix) for mix in mixes]
    return figures


def _papers() -> list[Paper]:
    """Scans on pages, and one file to be attached."""
    scans = [Paper(f"{at}.pdf", scan_pdf(8, 500_000, at.to_bytes(2, "big"))) for at in range(5)]
    return [*scans, Paper("data.bin", secrets.token_bytes(5_000_000), "application/octet-stream")]


def _pdf_figures(
    papers: list[Paper], plan: BundlePlan, unseal: Unseal, folder: Path
) -> list[Figure]:
    target = folder / "bundle.pdf"
    bare = _median(partial(_bare_pdf, papers, folder / "bare.pdf"))
    written = _median(partial(_written_pdf, plan, unseal, target))
    whole = _median(lambda: write_bundle_pdf(plan, target, WORDS, unseal, silent))
    name = "PDF bundle of 25 MB"
    return [
        Figure(f"{name}: writing, against bare pikepdf", written / bare, 1 / _LEAST_SHARE, "×"),
        Figure(f"{name}: written and proved, against bare", whole / bare, 3.0, "×"),
    ]


def _zip_figures(
    papers: list[Paper], plan: BundlePlan, unseal: Unseal, folder: Path
) -> list[Figure]:
    target = folder / "bundle.zip"
    bare = _median(partial(_bare_zip, papers, folder / "bare.zip"))
    written = _median(partial(_written_zip, plan, unseal, target))
    whole = _median(
        lambda: write_bundle_zip(plan, target, WORDS, unseal, silent, neutral_names=True)
    )
    name = "ZIP bundle of 25 MB"
    return [
        Figure(f"{name}: writing, against bare pyzipper", written / bare, 1 / _LEAST_SHARE, "×"),
        Figure(f"{name}: written and proved, against bare", whole / bare, 3.0, "×"),
    ]


def _memory_figure(folder: Path, ending: str, mix: str) -> Figure:
    run = subprocess.run(
        [sys.executable, "-m", "bench.sealed_memory", str(folder), ending, mix],
        capture_output=True,
        text=True,
        check=True,
    )
    name = f"{ending.upper()} bundle of 100 MB ({mix}), peak over idle"
    return Figure(name, float(run.stdout), _MEMORY_BOUND, "MiB")


def _bare_pdf(papers: list[Paper], target: Path) -> None:
    whole = pikepdf.Pdf.new()
    for paper in papers:
        if paper.media_type == "application/pdf":
            with pikepdf.open(io.BytesIO(paper.content)) as pdf:
                whole.pages.extend(pdf.pages)
        else:
            whole.attachments[paper.name] = pikepdf.AttachedFileSpec(
                whole,
                paper.content,
                description="",
                filename=paper.name,
                mime_type=paper.media_type,
                creation_date="",
                mod_date="",
            )
    with target.open("wb") as file:
        seal = pikepdf.Encryption(user=WORDS, owner=secrets.token_urlsafe(30), R=6)
        whole.save(file, encryption=seal, compress_streams=False)
        os.fsync(file.fileno())


def _written_pdf(plan: BundlePlan, unseal: Unseal, target: Path) -> None:
    with target.open("w+b") as file:
        write_pdf(file, plan, WORDS, unseal, silent)
        os.fsync(file.fileno())


def _bare_zip(papers: list[Paper], target: Path) -> None:
    with target.open("wb") as file:
        with pyzipper.AESZipFile(file, "w", encryption=pyzipper.WZ_AES) as archive:
            archive.setpassword(WORDS.encode())
            for paper in papers:
                archive.writestr(paper.name, paper.content)
        file.flush()
        os.fsync(file.fileno())


def _written_zip(plan: BundlePlan, unseal: Unseal, target: Path) -> None:
    names = [file.name for file in plan.files]
    with target.open("w+b") as file:
        write_zip(file, plan, ("00.pdf", b""), names, WORDS.encode(), unseal, silent)
        os.fsync(file.fileno())


def _median(act: object) -> float:
    assert callable(act)
    return median(milliseconds(act, _RUNS))
