"""What can be told of a file that a stranger named and filled, without opening it.

What belongs here: names, first bytes, and a search for a few plain words. Nothing is unpacked,
parsed or run, so nothing in a file can do harm here.
"""

from __future__ import annotations

from lawdesk.domain.documents import FileWarning
from lawdesk.imports.media_type import HEAD_BYTES, sniff_media_type


def _endings(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PROGRAMS = _endings(
    "exe com scr pif msi msp cpl dll sys drv app apk jar dmg pkg deb rpm appimage lnk url "
    "desktop gadget application appref-ms reg inf iso img vhd vhdx"
)
_SCRIPTS = _endings(
    "bat cmd ps1 psm1 vb vbs vbe js jse mjs ws wsf wsc wsh hta sh bash command py pyw pl "
    "rb lua scpt applescript chm hlp msc scf"
)
_MACROS = _endings(
    "docm dotm xlsm xltm xlam xlsb pptm potm ppam ppsm sldm doc dot xls xlt ppt mdb accdb"
)
_MARKUP = _endings("html htm xhtml shtml svg mht mhtml xml xsl")
_OFFICE = _endings("docx dotx xlsx xltx pptx potx odt ods odp odg pages numbers key epub")

_PROGRAM_HEADS = (
    b"MZ",
    b"\x7fELF",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"L\x00\x00\x00\x01\x14\x02\x00",
    b"dex\n",
)
_OLD_OFFICE_HEAD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP_WORDS = (b"<!doctype", b"<html", b"<script", b"<svg", b"<?xml", b"<body", b"<iframe")
_MACRO_WORDS = (b"vbaProject.bin", b"V\x00B\x00A\x00", b"Basic/script-lc.xml")
_PDF_SCRIPTS = (b"/JavaScript", b"/JS(", b"/JS (", b"/JS<")

_TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "txt": "text/plain",
    "csv": "text/plain",
}


def file_warnings(name: str, content: bytes) -> tuple[FileWarning, ...]:
    """What the lawyer is told of a file of that name before deciding about it."""
    ending = _ending(name)
    head = content[:HEAD_BYTES]
    is_pdf = head.startswith(b"%PDF-")
    has_macros = _has_macros(content)
    found = {
        FileWarning.JAVASCRIPT: is_pdf and _has_any(content, _PDF_SCRIPTS),
        FileWarning.LAUNCH: is_pdf and b"/Launch" in content,
        FileWarning.PROGRAM: _is_program(ending, head),
        FileWarning.MACROS: has_macros,
        FileWarning.MAY_HOLD_MACROS: ending in _MACROS and not has_macros,
        FileWarning.SCRIPT: ending in _MARKUP or _is_markup(head),
        FileWarning.DISGUISED: _is_misnamed(ending, head),
    }
    return tuple(warning for warning, is_so in found.items() if is_so)


def _ending(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return ending.casefold() if dot and stem else ""


def _is_program(ending: str, head: bytes) -> bool:
    return ending in _PROGRAMS | _SCRIPTS or head.startswith((*_PROGRAM_HEADS, b"#!"))


def _has_macros(content: bytes) -> bool:
    """Names inside a ZIP are plain text, so nothing need be unpacked to see them."""
    return content.startswith((b"PK", _OLD_OFFICE_HEAD)) and _has_any(content, _MACRO_WORDS)


def _has_any(content: bytes, words: tuple[bytes, ...]) -> bool:
    return any(word in content for word in words)


def _is_markup(head: bytes) -> bool:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1024].lower()
    return start.startswith(_MARKUP_WORDS)


def _is_misnamed(ending: str, head: bytes) -> bool:
    """Whether the ending promises another kind of file than the first bytes show."""
    if not head:
        return False
    found = sniff_media_type(head)
    promised = _TYPES.get(ending)
    if promised == "text/plain":
        return found in {"application/pdf", "image/png", "image/jpeg", "application/zip"}
    if promised is not None:
        return found != promised
    if ending in _OFFICE:
        return not head.startswith(b"PK")
    return found in {"application/pdf", "image/png", "image/jpeg"}
