"""How many MiB writing and proving a bundle of 100 MB adds to what the process held before.

In a process of its own, from a sealed file on disk as the program does it. Linux only, where the
kernel tells the highest figure and lets it be set back.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from pyrage import x25519

from lawdesk.domain.bundles import BundleFile, BundlePlan, Sender
from lawdesk.exports.bundle_html import write_bundle_html
from lawdesk.progress import silent
from lawdesk.vault.sealed_documents import SealedDocument, SealedDocuments

_BYTES = 100_000_000
_WORDS = "harvest-oblong-tidy-cactus-flint-mural"


def main() -> int:
    """Seal, settle, write, print the figure."""
    folder = Path(sys.argv[1])
    vault = SealedDocuments(folder / "documents", (str(x25519.Identity.generate()),))
    small, large = _sealed(vault, folder, 1000), _sealed(vault, folder, _BYTES)
    _write(vault, small, folder)  # so that every module is there before anything is measured
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    idle = mib("VmHWM")
    _write(vault, large, folder)
    sys.stdout.write(f"{mib('VmHWM') - idle:.1f}")
    sys.stdout.flush()
    return 0


def _sealed(vault: SealedDocuments, folder: Path, size: int) -> SealedDocument:
    plain = folder / "plain"
    with plain.open("wb") as file:
        file.truncate(size)
    return vault.seal_file(plain)


def _write(vault: SealedDocuments, document: SealedDocument, folder: Path) -> None:
    size, checksum = document.plain_size, document.plain_sha256
    paper = BundleFile("paper.bin", "Paper", "application/octet-stream", size, checksum, "1")
    plan = BundlePlan(
        public_id="7K3F",
        number=1,
        on=date(2026, 11, 20),
        language="en",
        locale="en-US",
        sender=Sender("Helen Marsh", "", "", ""),
        client_name="Maria Alvarez",
        matter_title="Alvarez v. Northgate",
        files=(paper,),
    )
    target = folder / plan.file_name
    write_bundle_html(
        plan, target, _WORDS, lambda _file, sink: vault.unseal_to(document, sink), silent
    )


def mib(name: str) -> float:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith(name))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    sys.exit(main())
