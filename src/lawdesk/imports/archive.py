"""What a ZIP file holds, by its table of contents alone: nothing in it is unpacked.

Word processors and spreadsheets write ZIP files; their table of contents tells which and whether
there are macros.
"""

import struct
import zipfile
from typing import BinaryIO

from lawdesk.domain.documents import FileWarning
from lawdesk.imports.media_type import ZIP

LARGEST_TABLE = 8 << 20
MOST_ENTRIES = 20_000
_MOST_RATIO = 200
_LEAST_SWOLLEN = 100 << 20
_TAIL = 66_000
_OPEN_XML = "application/vnd.openxmlformats-officedocument."
_OFFICE = (
    ("word/", f"{_OPEN_XML}wordprocessingml.document"),
    ("xl/", f"{_OPEN_XML}spreadsheetml.sheet"),
    ("ppt/", f"{_OPEN_XML}presentationml.presentation"),
)
_PROGRAM_ENDINGS = (".exe", ".dll", ".scr", ".js", ".vbs", ".bat", ".cmd", ".ps1", ".lnk", ".jar")


def look_into_zip(stream: BinaryIO) -> tuple[str, frozenset[FileWarning]]:
    """The media type and what there is to warn of."""
    if not _has_modest_table(stream):
        return ZIP, frozenset({FileWarning.SWELLS})
    try:
        with zipfile.ZipFile(stream) as archive:
            entries = archive.infolist()
            kind = _kind(archive, {entry.filename for entry in entries})
    except (zipfile.BadZipFile, ValueError, OSError, struct.error, NotImplementedError):
        return ZIP, frozenset({FileWarning.DAMAGED})
    return kind, frozenset(_warnings(entries))


def _has_modest_table(stream: BinaryIO) -> bool:
    """Whether the table of contents may be read: Python reads it whole, however large it is."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _TAIL))
    tail = stream.read(_TAIL)
    stream.seek(0)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        return True  # no end of a table: damaged, which its reader finds at once
    entries, table = struct.unpack("<HI", tail[at + 10 : at + 16])
    return bool(table <= LARGEST_TABLE and entries <= MOST_ENTRIES)


def _kind(archive: zipfile.ZipFile, names: set[str]) -> str:
    if "[Content_Types].xml" in names:
        for start, media_type in _OFFICE:
            if any(name.startswith(start) for name in names):
                return media_type
    if "mimetype" in names and archive.getinfo("mimetype").file_size <= 200:
        with archive.open("mimetype") as written:
            said = written.read(200)
        if said.startswith(b"application/vnd.oasis.opendocument.") and said.isascii():
            return said.decode("ascii").strip()
    return ZIP


def _warnings(entries: list[zipfile.ZipInfo]) -> set[FileWarning]:
    found = set[FileWarning]()
    names = [entry.filename.lower() for entry in entries]
    if any(name.endswith("vbaproject.bin") or name.startswith("basic/") for name in names):
        found.add(FileWarning.MACROS)
    if any(name.endswith(_PROGRAM_ENDINGS) for name in names):
        found.add(FileWarning.PROGRAM)
    if any(_leads_out(entry.filename) or _is_link(entry) for entry in entries):
        found.add(FileWarning.ODD_NAMES)
    if any(entry.flag_bits & 1 for entry in entries):
        found.add(FileWarning.ENCRYPTED)
    packed = sum(entry.compress_size for entry in entries)
    plain = sum(entry.file_size for entry in entries)
    if plain > _LEAST_SWOLLEN and plain > _MOST_RATIO * max(1, packed):
        found.add(FileWarning.SWELLS)
    return found


def _leads_out(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return name.startswith(("/", "\\")) or ".." in parts or ":" in name or "\0" in name


def _is_link(entry: zipfile.ZipInfo) -> bool:
    return (entry.external_attr >> 28) == 0xA
