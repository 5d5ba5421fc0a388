"""The client bundle as a ZIP archive under AES-256: write it, prove it, then keep it.

What belongs here: the archive. It holds one sheet of ours, with everything the lawyer has to say
and a list of the papers, and each paper byte for byte. Contents are sealed; names, sizes and their
number are not, in any such archive. So the sheet's name says nothing of the matter, and the
papers' names need not either.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, BinaryIO

from lawdesk.domain.bundles import (
    BundleFile,
    BundlePlan,
    BundleReceipt,
    check_plan,
    clean_file_name,
    distinct_file_names,
)
from lawdesk.errors import ExportError
from lawdesk.exports.bundle_pages.frame import frame_of
from lawdesk.exports.bundle_pages.front import ListedPaper, draw_front
from lawdesk.exports.bundle_seal import Unseal
from lawdesk.exports.planned_paper import PlannedPaper
from lawdesk.exports.typed_words import typed_words
from lawdesk.progress import Report
from lawdesk.translation import _
from lawdesk.vault.atomic_file import atomic_file

if TYPE_CHECKING:
    from pyzipper import AESZipFile

LONGEST_ZIP_WORDS = 99
"""Bytes; 7-Zip takes no longer password for an archive of this kind."""
_PIECE = 1 << 20
_FILE_MODE = 0o100600 << 16


def write_bundle_zip(
    plan: BundlePlan,
    target: Path,
    words: str,
    unseal: Unseal,
    report: Report,
    *,
    neutral_names: bool,
) -> BundleReceipt:
    """Write the archive to `target`, open it again from disk and compare, and only then keep it.

    With `neutral_names` the papers are called 01.pdf, 02.jpg and so on; the sealed sheet says what
    each is. The password is the words as they stand on the card, one space between two. `report`
    counts every paper byte twice. Raises `RuleError`, `ExportError`, `StorageError`; in every case,
    and when `report` raises `Cancelled`, nothing is left at `target` but what was there before.
    """
    check_plan(plan)
    password = typed_words(words, LONGEST_ZIP_WORDS).encode()
    sheet, names = _sheet_and_names(plan, neutral_names=neutral_names)
    sheet_name, *paper_names = names
    total = 2 * plan.size
    with atomic_file(target) as stream:
        write_zip(
            stream,
            plan,
            (sheet_name, sheet),
            paper_names,
            password,
            unseal,
            _counting(report, 0, total),
        )
        os.fsync(stream.fileno())
        sums = [hashlib.sha256(sheet).hexdigest(), *(file.sha256 for file in plan.files)]
        by_name = dict(zip(names, sums, strict=True))
        _prove(stream, by_name, len(sheet), password, plan, report)
        checksum, size = _checksum(stream)
    return BundleReceipt(target, plan.public_id, checksum, size, plan.files)


def write_zip(
    stream: BinaryIO,
    plan: BundlePlan,
    sheet: tuple[str, bytes],
    names: Sequence[str],
    password: bytes,
    unseal: Unseal,
    report: Report,
) -> None:
    """Write the whole archive into an open file and flush; without the proof, so not for the
    client yet.
    """
    with _archive(stream, "w", password) as archive:
        with _member(archive, sheet[0], len(sheet[1]), plan) as member:
            member.write(sheet[1])
        done = 0
        for file, name in zip(plan.files, names, strict=True):
            with _member(archive, name, file.size, plan) as member:
                _write_paper(member, file, unseal, _counting(report, done, plan.size))
            done += file.size
    stream.flush()


def _write_paper(member: BinaryIO, file: BundleFile, unseal: Unseal, report: Report) -> None:
    sink = PlannedPaper(file, member.write, report)
    unseal(file, sink)
    sink.close()


def _sheet_and_names(plan: BundlePlan, *, neutral_names: bool) -> tuple[bytes, tuple[str, ...]]:
    """The sheet as a PDF, and all names in the archive, the sheet's first."""
    frame = frame_of(plan)
    first = "00.pdf" if neutral_names else f"00 {frame.words['overview_name']}.pdf"
    papers = [
        _neutral_name(number, file.name) if neutral_names else clean_file_name(file.name)
        for number, file in enumerate(plan.files, 1)
    ]
    names = distinct_file_names([first, *papers])
    listed = [
        ListedPaper(
            title=file.title or file.name,
            pages=0,
            size=file.size,
            file_name=name,
            is_new=file.is_new,
        )
        for file, name in zip(plan.files, names[1:], strict=True)
    ]
    return draw_front(frame, listed, in_archive=True).pdf, names


def _neutral_name(number: int, name: str) -> str:
    ending = PurePath(name).suffix.lower()
    return f"{number:02d}{ending if ending.isascii() and len(ending) <= 6 else ''}"


@contextmanager
def _archive(stream: BinaryIO, mode: str, password: bytes | None) -> Iterator[AESZipFile]:
    import pyzipper

    with pyzipper.AESZipFile(
        stream, mode, compression=pyzipper.ZIP_STORED, encryption=pyzipper.WZ_AES, allowZip64=False
    ) as archive:
        if password is not None:
            archive.setpassword(password)
        # Version 2 of the format leaves out the checksum of the plain bytes, by which somebody who
        # guesses at a paper could find out that it is the one.
        archive.setencryption(pyzipper.WZ_AES, nbits=256, force_wz_aes_version=2)
        yield archive


@contextmanager
def _member(archive: AESZipFile, name: str, size: int, plan: BundlePlan) -> Iterator[BinaryIO]:
    """A member that says no more of itself than the day of the bundle."""
    day = max(plan.on.year, 1980), plan.on.month, plan.on.day
    info = archive.zipinfo_cls(name, (*day, 0, 0, 0))
    info.file_size = size
    info.external_attr = _FILE_MODE
    with archive.open(info, "w") as member:
        yield member


def _prove(
    stream: BinaryIO,
    sums: dict[str, str],
    sheet_size: int,
    password: bytes,
    plan: BundlePlan,
    report: Report,
) -> None:
    """Every member opens with the words, the first not without, and holds what was planned."""
    import zlib

    from pyzipper import BadZipFile

    try:
        with _archive(stream, "r", None) as archive:
            if archive.namelist() != list(sums) or _opens_without_words(archive):
                raise _unproved()
            archive.setpassword(password)
            done = -sheet_size
            for name, expected in sums.items():
                checksum = hashlib.sha256()
                with archive.open(name) as member:
                    while piece := member.read(_PIECE):
                        checksum.update(piece)
                        done += len(piece)
                        report(plan.size + max(0, done), 2 * plan.size)
                if checksum.hexdigest() != expected:
                    raise _unproved()
    except (BadZipFile, RuntimeError, ValueError, EOFError, zlib.error) as error:
        raise _unproved() from error


def _opens_without_words(archive: AESZipFile) -> bool:
    try:
        for name in archive.namelist():
            with archive.open(name) as member:
                member.read(1)
                return True
    except RuntimeError:
        return False
    return False


def _counting(report: Report, before: int, total: int) -> Report:
    return lambda done, _total: report(before + done, total)


def _checksum(stream: BinaryIO) -> tuple[str, int]:
    checksum = hashlib.sha256()
    stream.seek(0)
    while piece := stream.read(_PIECE):
        checksum.update(piece)
    return checksum.hexdigest(), stream.tell()


def _unproved() -> ExportError:
    return ExportError(
        _("The bundle did not read back as it was written, so it was not kept."),
        _("Check the disk and write the bundle again."),
    )
