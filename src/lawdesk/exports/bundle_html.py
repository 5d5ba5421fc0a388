"""The client bundle as one self-decrypting HTML file: write it, prove it, then keep it.

What belongs here: the order of the steps. The cipher is in `bundle_seal` and `bundle_open`, the
page in `bundle_page`, the written format in docs/formats/bundle.md.
"""

import hashlib
import os
from pathlib import Path
from typing import BinaryIO

from lawdesk.domain.bundles import BundlePlan, BundleReceipt, check_plan, manifest
from lawdesk.errors import ExportError
from lawdesk.exports.bundle_open import BundleRefused, OpenedBundle
from lawdesk.exports.bundle_page import page_end, page_start
from lawdesk.exports.bundle_seal import BundleSealer, BundleSecrets, Unseal
from lawdesk.progress import Report
from lawdesk.translation import _
from lawdesk.vault.atomic_file import atomic_file


def write_bundle_html(
    plan: BundlePlan, target: Path, words: str, unseal: Unseal, report: Report
) -> BundleReceipt:
    """Write the bundle to `target`, open it again from disk and compare, and only then keep it.

    `unseal` writes a planned paper's bytes to a sink. `report` counts every paper byte twice:
    written and proved. Raises `RuleError` for a plan that must not go out, `ExportError` when a
    paper or the written page is not what was planned, `StorageError` when the disk refuses; in
    every case, and when `report` raises `Cancelled`, nothing is left at `target` but what was
    there before.
    """
    check_plan(plan)
    total = 2 * plan.size
    with atomic_file(target) as page:
        sealer = BundleSealer(plan, words, BundleSecrets())
        write_page(page, plan, sealer, unseal, lambda done, _half: report(done, total))
        page.flush()
        os.fsync(page.fileno())
        _prove(page, plan, words, lambda done, _half: report(plan.size + done, total))
        checksum, size = _checksum(page)
    return BundleReceipt(target, plan.public_id, checksum, size, plan.files)


def write_page(
    page: BinaryIO, plan: BundlePlan, sealer: BundleSealer, unseal: Unseal, report: Report
) -> None:
    """Write the whole page into an open file; without the proof, so not for the client yet."""
    page.write(page_start(plan.language, sealer.head_lines()).encode())
    sealer.write_blocks(page, unseal, report)
    page.write(page_end().encode())


def verify_bundle_html(path: Path, words: str, plan: BundlePlan) -> None:
    """Open a bundle on disk and compare every text, size and hash with the plan.

    Raises `ExportError` at the first difference, `OSError` if the file cannot be read.
    """
    with path.open("rb") as page:
        _prove(page, plan, words, lambda _done, _total: None)


def _prove(page: BinaryIO, plan: BundlePlan, words: str, report: Report) -> None:
    try:
        bundle = OpenedBundle(page, words)
        if bundle.manifest != manifest(plan):
            raise _unproved()
        if _checksums(bundle, plan, report) != [file.sha256 for file in plan.files]:
            raise _unproved()
    except BundleRefused as refused:
        raise _unproved() from refused


def _checksums(bundle: OpenedBundle, plan: BundlePlan, report: Report) -> list[str]:
    sums = [hashlib.sha256() for _file in plan.files]
    done = 0
    for place, piece in bundle.papers():
        sums[place].update(piece)
        done += len(piece)
        report(done, plan.size)
    return [checksum.hexdigest() for checksum in sums]


def _checksum(page: BinaryIO) -> tuple[str, int]:
    checksum = hashlib.sha256()
    page.seek(0)
    while piece := page.read(1 << 20):
        checksum.update(piece)
    return checksum.hexdigest(), page.tell()


def _unproved() -> ExportError:
    return ExportError(
        _("The bundle did not read back as it was written, so it was not kept."),
        _("Check the disk and write the bundle again."),
    )
