"""Files on their way into the vault, on a worker: found, hashed, looked at, sealed.

What belongs here: everything between a path and a sealed file that waits for its row. Recording is
the caller's, in short transactions; the file is always durable before it is handed over.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import BinaryIO

from lawdesk.domain.bundles import clean_file_name
from lawdesk.domain.documents import DocumentPlace, NewFile
from lawdesk.errors import ImportRefused
from lawdesk.imports.file_look import look_at
from lawdesk.imports.folder_walk import FolderPlan, FoundFile, Refused, open_regular, walk
from lawdesk.imports.media_type import HEAD_BYTES, sniff_media_type
from lawdesk.progress import Report
from lawdesk.translation import _
from lawdesk.vault.sealed_documents import SealedDocument, SealedDocuments

_BATCH_FILES = 20
_BATCH_BYTES = 64 << 20
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class TakingPlan:
    """What is to come in and what is there already: titles by hash, in the same place and among
    the client's other papers.
    """

    paths: tuple[Path, ...]
    place: DocumentPlace
    here: Mapping[str, str]
    elsewhere: Mapping[str, str]
    folder: str = ""


@dataclass(frozen=True, slots=True)
class KnownAlready:
    """A file whose bytes are in the practice, and the paper that holds them."""

    name: str
    title: str


@dataclass(slots=True)
class TakingReport:
    """What became of the files. `sealed` of them were handed over to be recorded."""

    sealed: int = 0
    first_name: str = ""
    known: list[KnownAlready] = field(default_factory=list)
    elsewhere: list[KnownAlready] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    warned: list[str] = field(default_factory=list)
    left_out: int = 0


HandOver = Callable[[tuple[NewFile, ...]], None]


def take_in_files(
    plan: TakingPlan, vault: SealedDocuments, hand_over: HandOver, report: Report
) -> TakingReport:
    """Seals what is new, in small groups that are handed over as they are ready.

    A file that cannot be read is told in the report and the others go on. Raises StorageError where
    the vault's disk refuses, and Cancelled; what was sealed by then is handed over before.
    """
    work = _Taking(plan, vault, hand_over, report)
    try:
        work.run()
    finally:
        work.flush()
    return work.result


class _Taking:
    def __init__(
        self, plan: TakingPlan, vault: SealedDocuments, hand_over: HandOver, report: Report
    ) -> None:
        self.result = TakingReport()
        self._plan, self._vault = plan, vault
        self._hand_over, self._report = hand_over, report
        self._here = dict(plan.here)
        self._waiting: list[NewFile] = []
        self._done = self._total = 0

    def run(self) -> None:
        found: FolderPlan = walk(self._plan.paths, self._report)
        self.result.refused += found.refused
        self.result.left_out = found.left_out
        self._total = 2 * found.size  # each file is read twice: to know it, and to seal it
        for file in found.files:
            before = self._done
            try:
                with open_regular(file.path) as stream:
                    self._take(file, stream)
            except ImportRefused as error:
                self.result.refused.append(Refused(file.name, str(error)))
            except OSError as error:
                reason = error.strerror or type(error).__name__
                self.result.refused.append(Refused(file.name, reason))
            self._done = before + 2 * file.size
            self._report(self._done, self._total)

    def flush(self) -> None:
        """Hands over what waits."""
        if self._waiting:
            ready, self._waiting = tuple(self._waiting), []
            self._hand_over(ready)

    def _take(self, file: FoundFile, stream: BinaryIO) -> None:
        digest = self._hash(stream)
        if digest in self._here:
            self.result.known.append(KnownAlready(file.name, self._here[digest]))
            return
        seen = look_at(stream, file.size, file.name)
        sealed = self._vault.seal_stream(stream, self._report_from(self._done))
        folder = "/".join(part for part in (self._plan.folder, file.folder) if part)[:300]
        new = NewFile(file.name, seen.media_type, sealed, folder, seen.warnings)
        self._here[sealed.plain_sha256] = Path(file.name).stem
        if digest in self._plan.elsewhere:
            title = self._plan.elsewhere[digest]
            self.result.elsewhere.append(KnownAlready(file.name, title))
        if seen.warnings:
            self.result.warned.append(file.name)
        self.result.sealed += 1
        self.result.first_name = self.result.first_name or file.name
        self._waiting.append(new)
        size = sum(each.sealed.plain_size for each in self._waiting)
        if len(self._waiting) >= _BATCH_FILES or size >= _BATCH_BYTES:
            self.flush()

    def _hash(self, stream: BinaryIO) -> str:
        digest, begun, read = hashlib.sha256(), self._done, 0
        while piece := stream.read(_PIECE):
            digest.update(piece)
            read += len(piece)
            self._report(begun + read, self._total)
        self._done = begun + read
        stream.seek(0)
        return digest.hexdigest()

    def _report_from(self, before: int) -> Report:
        return lambda done, _size: self._report(before + done, self._total)


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A file that was sealed, with what its first bytes say it is."""

    name: str
    media_type: str
    sealed: SealedDocument


def take_in(paths: Sequence[Path], vault: SealedDocuments, report: Report) -> tuple[TakenIn, ...]:
    """Seals each file as it is, or none: for a receipt, a letter, one paper that is asked for.

    Raises ImportRefused, StorageError, Cancelled; what was sealed by then has no row and is swept
    later.
    """
    heads = [_head_and_size(path) for path in paths]
    total, before = sum(size for _head, size in heads), 0
    taken: list[TakenIn] = []
    for path, (head, size) in zip(paths, heads, strict=True):
        sealed = vault.seal_file(path, partial(_report_from, report, before, total))
        taken.append(TakenIn(clean_file_name(path.name), sniff_media_type(head), sealed))
        before += size
    return tuple(taken)


def seal_one(path: Path, vault: SealedDocuments, report: Report) -> NewFile:
    """Seals one file with a full look at it, as the next version of a paper.

    Raises ImportRefused, StorageError, Cancelled.
    """
    try:
        with open_regular(path) as stream:
            name = clean_file_name(path.name)
            seen = look_at(stream, path.stat().st_size, name)
            return NewFile(
                name, seen.media_type, vault.seal_stream(stream, report), "", seen.warnings
            )
    except (OSError, ImportRefused) as error:
        raise _unreadable(path) from error


def _report_from(report: Report, before: int, total: int, done: int, _size: int) -> None:
    report(before + done, total)


def _head_and_size(path: Path) -> tuple[bytes, int]:
    try:
        with path.open("rb") as stream:
            return stream.read(HEAD_BYTES), path.stat().st_size
    except OSError as error:
        raise _unreadable(path) from error


def _unreadable(path: Path) -> ImportRefused:
    return ImportRefused(
        _("{name} cannot be read; no document was added.").format(name=path.name),
        _("Look whether the file is still there and may be opened."),
    )
