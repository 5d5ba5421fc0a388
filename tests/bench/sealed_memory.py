"""How many MiB writing and proving a PDF or ZIP bundle of 100 MB adds to what was held before.

In a process of its own, from sealed files on disk as the program does it. Linux only, where the
kernel tells the highest figure and lets it be set back.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from pyrage import x25519

from bench.bundle_memory import mib
from formats.bundle import make_vectors
from lawdesk.domain.bundles import BundleFile, BundlePlan
from lawdesk.exports.bundle_pdf import write_bundle_pdf
from lawdesk.exports.bundle_zip import write_bundle_zip
from lawdesk.progress import silent
from lawdesk.vault.sealed_documents import PlainSink, SealedDocument, SealedDocuments
from sample_bundle_papers import WORDS, Paper, scan_pdf

_SCAN = 1_000_000


def main() -> int:
    """Seal, settle, write, print the figure."""
    folder, ending, mix = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    writing = _Writing(folder, ending)
    writing.write(_small())  # so that every module is there before anything is measured
    plan = writing.planned(_papers(mix))
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    idle = mib("VmRSS")
    writing.write_planned(plan)
    sys.stdout.write(f"{mib('VmHWM') - idle:.1f}")
    sys.stdout.flush()
    return 0


def _small() -> Iterator[Paper]:
    yield Paper("a.pdf", scan_pdf(1, 1000))
    yield Paper("a.bin", b"x", "application/octet-stream")


def _papers(mix: str) -> Iterator[Paper]:
    """One after the other, so that no more than one is in memory."""
    if mix == "file":
        yield Paper("film.bin", bytes(99_000_000), "application/octet-stream")
        return
    count, pages = (1, 96) if mix == "scan" else (12, 8)
    for at in range(count):
        yield Paper(f"{at}.pdf", scan_pdf(pages, _SCAN, at.to_bytes(2, "big")))


class _Writing:
    """Bundles out of a vault, as the program writes them."""

    def __init__(self, folder: Path, ending: str) -> None:
        self._folder, self._ending = folder, ending
        identity = str(x25519.Identity.generate())
        self._vault = SealedDocuments(folder / "documents", (identity,))
        self._sealed: dict[str, SealedDocument] = {}

    def write(self, papers: Iterable[Paper]) -> None:
        """Seal the papers and write them."""
        self.write_planned(self.planned(papers))

    def planned(self, papers: Iterable[Paper]) -> BundlePlan:
        """A plan over the papers, sealed."""
        files = []
        for at, paper in enumerate(papers):
            file = paper.file(at)
            self._sealed[file.sha256] = self._vault.seal_bytes(paper.content)
            files.append(file)
        return replace(make_vectors.plan(), files=tuple(files))

    def write_planned(self, plan: BundlePlan) -> None:
        """Write and prove."""
        target = self._folder / f"bundle.{self._ending}"
        if self._ending == "pdf":
            write_bundle_pdf(plan, target, WORDS, self._unseal, silent)
        else:
            write_bundle_zip(plan, target, WORDS, self._unseal, silent, neutral_names=True)

    def _unseal(self, file: BundleFile, sink: PlainSink) -> None:
        self._vault.unseal_to(self._sealed[file.sha256], sink)


if __name__ == "__main__":
    sys.exit(main())
