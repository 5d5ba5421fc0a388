"""The client bundle as one PDF under AES-256 (R6): write it, prove it, then keep it.

What belongs here: the order of the steps. The pages are in `bundle_pages`; what the file is, and
what it protects, in docs/formats/bundle-pdf-zip.md. Nothing is ever on disk in clear.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from lawdesk.domain.bundle_handover import LONGEST_PDF_WORDS
from lawdesk.domain.bundles import BundleFile, BundlePlan, BundleReceipt, check_plan
from lawdesk.errors import ExportError
from lawdesk.exports.bundle_pages.attaching import (
    append_files,
    attached_specs,
    read_file,
    sealed_file,
)
from lawdesk.exports.bundle_pages.frame import BundleFrame, frame_of
from lawdesk.exports.bundle_pages.front import draw_front
from lawdesk.exports.bundle_pages.merging import front_prints, merged
from lawdesk.exports.bundle_pages.page_proof import page_fingerprints
from lawdesk.exports.bundle_pages.papers import BundledPaper, close_papers, gather_papers
from lawdesk.exports.bundle_seal import Unseal
from lawdesk.exports.typed_words import typed_words
from lawdesk.progress import Report
from lawdesk.translation import _
from lawdesk.vault.atomic_file import atomic_file

if TYPE_CHECKING:
    from pikepdf import Pdf

_OWNER_BYTES = 30  # 40 characters in base64
_STEPS = 100


@dataclass(frozen=True, slots=True)
class WrittenPdf:
    """What must be found in the file: a fingerprint for each page, and the attached files."""

    pages: list[bytes]
    attached: tuple[BundleFile, ...]


def write_bundle_pdf(
    plan: BundlePlan, target: Path, words: str, unseal: Unseal, report: Report
) -> BundleReceipt:
    """Write the bundle to `target`, open it again from disk and compare, and only then keep it.

    The password is the words as they stand on the card, one space between two. `unseal` writes a
    planned paper's bytes to a sink; one that cannot be shown is unsealed a second time. Raises
    `RuleError` for a plan or words that must not go out, `ExportError` when a paper or the written
    file is not what was planned, `StorageError` when the disk refuses; in every case, and when
    `report` raises `Cancelled`, nothing is left at `target` but what was there before.
    """
    check_plan(plan)
    password = typed_words(words, LONGEST_PDF_WORDS)
    progress = _Progress(plan, report)
    with atomic_file(target) as stream:
        written = write_pdf(stream, plan, password, unseal, progress.writing)
        os.fsync(stream.fileno())
        _prove(stream, written, password, progress.proving)
        checksum, size = _checksum(stream)
    report(2 * plan.size, 2 * plan.size)
    return BundleReceipt(target, plan.public_id, checksum, size, plan.files)


def write_pdf(
    stream: BinaryIO, plan: BundlePlan, password: str, unseal: Unseal, report: Report
) -> WrittenPdf:
    """Write the whole file into an open one and flush; without the proof, so not for the client
    yet. `report` counts hundredths.
    """
    frame = frame_of(plan)
    papers = gather_papers(plan.files, frame, unseal, _part_of(report, 0, 40))
    attached = tuple(paper.file for paper in papers if paper.is_attached)
    try:
        pages = _write_pages(stream, frame, papers, password, report)
    finally:
        close_papers(papers)
    if attached:
        with _opened(stream, password) as pdf:
            sealed = sealed_file(pdf)
        append_files(stream, sealed, attached, unseal, _part_of(report, 80, 100, attached))
    stream.flush()
    return WrittenPdf(pages, attached)


def _write_pages(
    stream: BinaryIO,
    frame: BundleFrame,
    papers: list[BundledPaper],
    password: str,
    report: Report,
) -> list[bytes]:
    from pikepdf import Encryption, ObjectStreamMode

    front = draw_front(frame, [paper.listed for paper in papers])
    prints = [*front_prints(front), *(each for paper in papers for each in paper.prints)]
    with merged(front, papers, frame, _part_of(report, 40, 55)) as whole:
        step = _part_of(report, 55, 80)
        whole.save(
            stream,
            encryption=Encryption(
                user=password,
                owner=secrets.token_urlsafe(_OWNER_BYTES),
                R=6,
                aes=True,
                metadata=True,
            ),
            compress_streams=False,  # what is packed stays so, byte for byte
            object_stream_mode=ObjectStreamMode.generate,
            progress=lambda percent: step(percent, _STEPS),
        )
        stream.flush()
    return prints


def _prove(stream: BinaryIO, written: WrittenPdf, password: str, report: Report) -> None:
    """The file opens with the words and not without, shows every page and holds every file."""
    from pikepdf import PdfError

    try:
        if _opens_without_words(stream):
            raise _unproved()
        with _opened(stream, password) as pdf:
            if not pdf.user_password_matched or pdf.encryption.R != 6:
                raise _unproved()
            if page_fingerprints(pdf, _part_of(report, 0, 50)) != written.pages:
                raise _unproved()
            _prove_files(stream, pdf, written.attached, _part_of(report, 50, 100))
    except (PdfError, ValueError, KeyError, TypeError, RuntimeError) as error:
        raise _unproved() from error


def _prove_files(stream: BinaryIO, pdf: Pdf, files: tuple[BundleFile, ...], report: Report) -> None:
    found = list(attached_specs(pdf))
    if [name for name, _spec in found] != [file.name for file in files]:
        raise _unproved()
    key = bytes(pdf.encryption.encryption_key)
    table = pdf.get_xref_table()
    total = sum(file.size for file in files)
    done = 0
    for (_name, spec), file in zip(found, files, strict=True):
        offset = table[spec["/EF"]["/F"].objgen].offset
        checksum = hashlib.sha256()
        for piece in read_file(stream, offset, file.size, key):
            checksum.update(piece)
            done += len(piece)
            report(done, total)
        if checksum.hexdigest() != file.sha256:
            raise _unproved()


def _opens_without_words(stream: BinaryIO) -> bool:
    from pikepdf import PasswordError, Pdf

    stream.seek(0)
    try:
        Pdf.open(stream).close()
    except PasswordError:
        return False
    return True


def _opened(stream: BinaryIO, password: str) -> Pdf:
    from pikepdf import Pdf

    stream.seek(0)
    return Pdf.open(stream, password=password)


def _checksum(stream: BinaryIO) -> tuple[str, int]:
    checksum = hashlib.sha256()
    stream.seek(0)
    while piece := stream.read(1 << 20):
        checksum.update(piece)
    return checksum.hexdigest(), stream.tell()


class _Progress:
    """Hundredths of writing and of proving, as the bytes of papers a caller expects: each twice."""

    def __init__(self, plan: BundlePlan, report: Report) -> None:
        self._size, self._report = plan.size, report

    def writing(self, done: int, total: int) -> None:
        """The first half."""
        self._report(self._size * done // max(total, 1), 2 * self._size)

    def proving(self, done: int, total: int) -> None:
        """The second half."""
        self._report(self._size + self._size * done // max(total, 1), 2 * self._size)


def _part_of(
    report: Report, first: int, last: int, files: tuple[BundleFile, ...] | None = None
) -> Report:
    """A report of one step that takes the hundredths from `first` to `last`. With `files` the step
    counts their bytes.
    """
    whole = sum(file.size for file in files) if files is not None else 0

    def step(done: int, total: int) -> None:
        share = min(1.0, done / max(whole or total, 1))
        report(first + int((last - first) * share), _STEPS)

    return step


def _unproved() -> ExportError:
    return ExportError(
        _("The bundle did not read back as it was written, so it was not kept."),
        _("Check the disk and write the bundle again."),
    )
