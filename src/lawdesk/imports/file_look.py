"""One look at a file that comes in: what it is, and what there is to warn of. Nothing is run."""

import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO

from lawdesk.domain.documents import FileWarning
from lawdesk.imports import media_type as kinds
from lawdesk.imports.archive import look_into_zip
from lawdesk.imports.media_type import HEAD_BYTES, sniff_media_type
from lawdesk.imports.pdf_warnings import LARGEST_CHECKED, find_pdf_warnings

_ACTIVE = re.compile(rb"<\s*script|javascript:|\son[a-z]+\s*=", re.IGNORECASE)
_LONGEST_TEXT = 4 << 20
_PROGRAM_ENDINGS = frozenset(
    {"exe", "com", "scr", "pif", "bat", "cmd", "ps1", "vbs", "vbe", "js", "jse", "wsf", "hta"}
    | {"lnk", "msi", "jar", "sh", "desktop", "appimage", "reg", "cpl", "url", "command"}
)
_SAFE_LOOKING = frozenset(
    {"pdf", "doc", "docx", "xls", "xlsx", "txt", "png", "jpg", "jpeg", "odt", "eml", "csv", "rtf"}
)
_MACRO_ENDINGS = frozenset({"docm", "dotm", "xlsm", "xltm", "xlam", "pptm", "potm", "ppam"})


@dataclass(frozen=True, slots=True)
class FileLook:
    """What a file is by its bytes, and what was noticed."""

    media_type: str
    warnings: tuple[FileWarning, ...]


def look_at(stream: BinaryIO, size: int, name: str) -> FileLook:
    """Looks at an open file of `size` bytes that is called `name`, and goes back to its start."""
    head = stream.read(HEAD_BYTES)
    media_type = sniff_media_type(head)
    found = set(_warnings_of_name(name, media_type))
    stream.seek(0)
    if media_type == kinds.PDF:
        is_small = size <= LARGEST_CHECKED
        found |= find_pdf_warnings(stream.read()) if is_small else {FileWarning.NOT_CHECKED}
    elif media_type == kinds.ZIP:
        media_type, warnings = look_into_zip(stream)
        found |= warnings
    elif media_type == kinds.OLD_OFFICE:
        found.add(FileWarning.MAY_HOLD_MACROS)
    elif media_type in (kinds.HTML, kinds.SVG) and _ACTIVE.search(stream.read(_LONGEST_TEXT)):
        found.add(FileWarning.SCRIPT)
    stream.seek(0)
    return FileLook(media_type, tuple(x for x in FileWarning if x in found))


def _warnings_of_name(name: str, media_type: str) -> set[FileWarning]:
    endings = [ending[1:].lower().strip() for ending in PurePath(name).suffixes]
    last = endings[-1] if endings else ""
    is_program = media_type in (kinds.PROGRAM, kinds.WINDOWS_PROGRAM, kinds.SCRIPT)
    found = set[FileWarning]()
    if is_program or last in _PROGRAM_ENDINGS:
        found.add(FileWarning.PROGRAM)
        if _SAFE_LOOKING & set(endings):
            found.add(FileWarning.DISGUISED)
    if last in _MACRO_ENDINGS:
        found.add(FileWarning.MACROS)
    return found
