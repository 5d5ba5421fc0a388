"""What lies in the files and folders somebody dropped: which files can come in, and where from.

Links are never followed, so no folder leads out of itself; devices, hidden files and what systems
leave behind (".DS_Store") stay outside.
"""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lawdesk.domain.bundles import clean_file_name
from lawdesk.domain.documents import clean_folder
from lawdesk.errors import FieldError, ImportRefused
from lawdesk.progress import Report, silent
from lawdesk.translation import _

MOST_FILES = 100_000
_MOST_DEPTH = 40
_LITTER = {".ds_store", "thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r"}
_LOCKS = ("~$", ".~lock.", "~wrl")
_HIDDEN, _REPARSE = 0x2, 0x400  # file attributes of Windows


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file that can come in: where it lies, and what it is to be called."""

    path: Path
    name: str
    folder: str
    size: int


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that stays outside, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class FolderPlan:
    """What was found. `left_out` counts hidden files, links and leftovers, which nobody misses."""

    files: tuple[FoundFile, ...]
    refused: tuple[Refused, ...]
    left_out: int

    @property
    def size(self) -> int:
        """Bytes of all files together."""
        return sum(file.size for file in self.files)


def walk(paths: Sequence[Path], report: Report = silent) -> FolderPlan:
    """The files among `paths` and everything in the folders among them. Safe on a worker.

    `report` is called per folder with the files found so far, of an unknown total.
    """
    found = _Found(report)
    for path in paths:
        try:
            about = path.lstat()
        except OSError as error:
            found.refuse(path.name, error)
            continue
        if stat.S_ISDIR(about.st_mode) and not _is_reparse(about):
            found.walk_folder(path, [path.name], 0)
        else:
            found.take(path, about, [], asked_for=True)
    return FolderPlan(tuple(found.files), tuple(found.refused), found.left_out)


def open_regular(path: Path) -> io.BufferedReader:
    """The file, opened for reading. Raises ImportRefused where it is not there any more, may not
    be read, or became a link or a device meanwhile.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        stream = os.fdopen(os.open(path, flags | getattr(os, "O_BINARY", 0)), "rb")
    except OSError as error:
        raise ImportRefused(_reason(error)) from error
    if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
        stream.close()
        raise ImportRefused(_("it is no ordinary file"))
    return stream


class _Found:
    def __init__(self, report: Report) -> None:
        self.files: list[FoundFile] = []
        self.refused: list[Refused] = []
        self.left_out = 0
        self._report = report

    def walk_folder(self, folder: Path, parts: list[str], depth: int) -> None:
        """Takes what lies in the folder, by name, and then in the folders under it."""
        self._report(len(self.files), 0)
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            self.refuse("/".join(parts), error)
            return
        for path, about in self._stats(entries):
            if not stat.S_ISDIR(about.st_mode):
                self.take(path, about, parts)
            elif _is_reparse(about) or _is_left_out(path.name, about):
                self.left_out += 1
            elif depth >= _MOST_DEPTH:
                reason = _("its folders are more than {count} deep").format(count=_MOST_DEPTH)
                self.refused.append(Refused(clean_file_name(path.name), reason))
            else:
                self.walk_folder(path, [*parts, path.name], depth + 1)

    def take(
        self, path: Path, about: os.stat_result, parts: list[str], *, asked_for: bool = False
    ) -> None:
        """A file comes in, is refused, or is left out without a word."""
        name = clean_file_name(path.name)
        is_link = stat.S_ISLNK(about.st_mode) or _is_reparse(about)
        if asked_for and is_link:
            self.refused.append(Refused(name, _("it is a link; choose the file it leads to")))
        elif is_link or (not asked_for and _is_left_out(path.name, about)):
            self.left_out += 1
        elif not stat.S_ISREG(about.st_mode):
            self.refused.append(Refused(name, _("it is no ordinary file")))
        elif len(self.files) >= MOST_FILES:
            reason = _("there are more than {count} files").format(count=MOST_FILES)
            self.refused.append(Refused(name, reason))
        else:
            self.files.append(FoundFile(path, name, _folder(parts), about.st_size))

    def refuse(self, name: str, error: OSError) -> None:
        """Notes why something could not be looked at."""
        self.refused.append(Refused(clean_file_name(name), _reason(error)))

    def _stats(self, entries: Sequence[os.DirEntry[str]]) -> Iterator[tuple[Path, os.stat_result]]:
        for entry in entries:
            try:
                yield Path(entry.path), entry.stat(follow_symlinks=False)
            except OSError as error:
                self.refuse(entry.name, error)


def _folder(parts: list[str]) -> str:
    """The folder's name among the papers; the ends of one that is too long fall away."""
    for count in range(len(parts), 0, -1):
        try:
            return clean_folder("/".join(clean_file_name(part) for part in parts[:count]))
        except FieldError:
            continue
    return ""


def _is_left_out(name: str, about: os.stat_result) -> bool:
    lower = name.lower()
    is_hidden = bool(getattr(about, "st_file_attributes", 0) & _HIDDEN) or name.startswith(".")
    return is_hidden or lower in _LITTER or lower.startswith(_LOCKS)


def _is_reparse(about: os.stat_result) -> bool:
    return bool(getattr(about, "st_file_attributes", 0) & _REPARSE)


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__
