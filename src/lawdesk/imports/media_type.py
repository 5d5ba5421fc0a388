"""What kind of file some bytes are, by how they begin. A file's name proves nothing."""

import re

UNKNOWN = "application/octet-stream"
PDF = "application/pdf"
ZIP = "application/zip"
OLD_OFFICE = "application/x-ole-storage"
PROGRAM = "application/x-executable"
WINDOWS_PROGRAM = "application/vnd.microsoft.portable-executable"
SCRIPT = "text/x-script"
HTML = "text/html"
SVG = "image/svg+xml"
MAIL = "message/rfc822"
HEAD_BYTES = 4096
"""How much of a file `sniff_media_type` wants to see."""

_SIGNATURES = (
    (b"%PDF-", PDF),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"PK\x03\x04", ZIP),
    (b"PK\x05\x06", ZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLD_OFFICE),
    (b"MZ", WINDOWS_PROGRAM),
    (b"\x7fELF", PROGRAM),
    (b"\xfe\xed\xfa\xce", PROGRAM),
    (b"\xfe\xed\xfa\xcf", PROGRAM),
    (b"\xce\xfa\xed\xfe", PROGRAM),
    (b"\xcf\xfa\xed\xfe", PROGRAM),
    (b"\xca\xfe\xba\xbe", PROGRAM),
    (b"\x4c\x00\x00\x00\x01\x14\x02\x00", PROGRAM),  # a Windows shortcut, which starts one
    (b"#!", SCRIPT),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"{\\rtf", "application/rtf"),
    (b"\x1f\x8b\x08", "application/gzip"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"\x78\x9f\x3e\x22", "application/vnd.ms-tnef"),
)
_HEIF_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif")
_TEXT_CONTROLS = frozenset(b"\t\n\f\r\x1b")
_WEB = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    rb"<(?:!doctype\s+(html|svg)|(html|svg|head|body|script|iframe)\b)",
    re.IGNORECASE | re.DOTALL,
)
_MAIL_LINE = re.compile(rb"([A-Za-z][A-Za-z0-9-]{1,40}):[ \t]?")
_MAIL_WORDS = frozenset(
    b"from to cc subject date received message-id mime-version return-path delivered-to "
    b"content-type x-mailer x-received dkim-signature reply-to sender bcc".split()
)


def sniff_media_type(head: bytes) -> str:
    """The media type of a file that begins with `head`; `UNKNOWN` where nothing fits.

    Word and spreadsheet files are ZIP files and are called so; `archive.look_into_zip` tells
    which.
    """
    for signature, media_type in _SIGNATURES:
        if head.startswith(signature):
            return media_type
    if head[4:8] == b"ftyp" and head[8:12] in _HEIF_BRANDS:
        return "image/heic"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if not _is_text(head):
        return UNKNOWN
    return _kind_of_text(head)


def _kind_of_text(head: bytes) -> str:
    web = _WEB.match(head[:2048])
    if web:
        return SVG if (web[1] or web[2]).lower() == b"svg" else HTML
    return MAIL if _looks_like_mail(head) else "text/plain"


def _looks_like_mail(head: bytes) -> bool:
    """Header lines from the first line on, with at least two that every mail program writes."""
    known = set()
    for line in head.splitlines()[:40]:
        if line[:1] in (b" ", b"\t"):
            continue
        found = _MAIL_LINE.match(line)
        if not found:
            break
        known.add(found[1].lower())
    return len(known & _MAIL_WORDS) >= 2


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) and len(head) > 2:
        return b"\x00\x00" not in head[2:]
    if not head or any(byte < 0x20 and byte not in _TEXT_CONTROLS for byte in head):
        return False
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        # The head may end in the middle of a sign; a fault further back is no UTF-8.
        is_cut = error.start >= len(head) - 3 and error.reason == "unexpected end of data"
        return is_cut or _is_western_text(head)
    return True


def _is_western_text(head: bytes) -> bool:
    """As Windows wrote it: nearly all of it letters, and none of the five unused places."""
    unused = {0x81, 0x8D, 0x8F, 0x90, 0x9D}
    high = sum(byte >= 0x80 for byte in head)
    return not unused & set(head) and high * 5 <= len(head)
