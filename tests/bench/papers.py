"""Drawing invoices and writing bundles."""

from __future__ import annotations

import base64
import os
import secrets
from datetime import date
from functools import partial
from hashlib import pbkdf2_hmac, sha256
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bench.figures import Figure, median, milliseconds
from lawdesk.domain.bundles import BundleFile, BundlePlan, Sender
from lawdesk.exports.bundle_format import ITERATIONS
from lawdesk.exports.bundle_html import write_bundle_html, write_page
from lawdesk.exports.bundle_seal import BundleSealer, BundleSecrets, Unseal
from lawdesk.exports.invoice_pdf import draw_invoice
from lawdesk.progress import silent
from lawdesk.vault.sealed_documents import PlainSink
from sample_papers import long_paper

_BUNDLE_BYTES = 25_000_000
_CHUNK = 1024 * 1024
_PIECE = 64 * 1024
_WORDS = "harvest-oblong-tidy-cactus-flint-mural"


def invoice_figures() -> list[Figure]:
    """A warm drawing of 20 and of 500 lines, median."""
    figures = []
    for lines, bound in ((20, 30), (500, 150)):
        paper = long_paper(lines)
        draw_invoice(paper)
        taken = median(milliseconds(partial(draw_invoice, paper), 9))
        figures.append(Figure(f"warm invoice PDF, {lines} lines", taken, bound, "ms"))
    return figures


def bundle_figures(folder: Path) -> list[Figure]:
    """Writing a bundle of 25 MB, against bare AES-GCM and base64 to a synced file.

    The second figure is the whole job: two derivations of the words (a fixed cost that slows a
    guesser down) and reading everything back to prove it. It has no bound in the issue; it is held
    against the bare work plus those two derivations.
    """
    content = secrets.token_bytes(_BUNDLE_BYTES)
    plan = _plan(content)
    bare = median(milliseconds(lambda: _bare(content, folder / "bare"), 7))
    derive = median(milliseconds(_derive, 3))
    written = median(milliseconds(lambda: _written(plan, content, folder / "page"), 7))
    whole = median(milliseconds(lambda: _whole(plan, content, folder), 5))
    name = "bundle of 25 MB"
    return [
        Figure(f"{name}: writing, against bare", (written - derive) / bare, 2.0, "×"),
        Figure(f"{name}: written and proved, against bare", (whole - 2 * derive) / bare, 4.0, "×"),
    ]


def bundle_of(size: int, folder: Path) -> tuple[Path, str]:
    """A bundle with one paper of so many bytes, and its words."""
    content = secrets.token_bytes(size)
    plan = _plan(content)
    _whole(plan, content, folder)
    return folder / plan.file_name, _WORDS


def _plan(content: bytes) -> BundlePlan:
    file = BundleFile(
        name="paper.bin",
        title="Paper",
        media_type="application/octet-stream",
        size=len(content),
        sha256=sha256(content).hexdigest(),
        source="1",
    )
    return BundlePlan(
        public_id="7K3F",
        number=1,
        on=date(2026, 11, 20),
        language="en",
        locale="en-US",
        sender=Sender("Helen Marsh", "", "", ""),
        client_name="Maria Alvarez",
        matter_title="Alvarez v. Northgate",
        files=(file,),
    )


def _derive() -> None:
    pbkdf2_hmac("sha256", b"six words", b"0" * 16, ITERATIONS)


def _bare(content: bytes, target: Path) -> None:
    cipher = AESGCM(secrets.token_bytes(32))
    with target.open("wb") as file:
        for count, place in enumerate(range(0, len(content), _CHUNK)):
            sealed = cipher.encrypt(count.to_bytes(12, "big"), content[place : place + _CHUNK], b"")
            file.write(base64.b64encode(sealed))
        file.flush()
        os.fsync(file.fileno())


def _written(plan: BundlePlan, content: bytes, target: Path) -> None:
    with target.open("wb") as page:
        sealer = BundleSealer(plan, _WORDS, BundleSecrets())
        write_page(page, plan, sealer, _unsealing(content), silent)
        page.flush()
        os.fsync(page.fileno())


def _whole(plan: BundlePlan, content: bytes, folder: Path) -> None:
    write_bundle_html(plan, folder / plan.file_name, _WORDS, _unsealing(content), silent)


def _unsealing(content: bytes) -> Unseal:
    """What `SealedDocuments.unseal_to` does: 64 KiB at a time."""

    def unseal(_file: BundleFile, sink: PlainSink) -> None:
        for place in range(0, len(content), _PIECE):
            sink.write(content[place : place + _PIECE])

    return unseal
