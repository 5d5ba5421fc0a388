"""What kind of file some bytes are, by how they begin. A file's name proves nothing."""

UNKNOWN = "application/octet-stream"
HEAD_BYTES = 4096
"""How much of a file `sniff_media_type` wants to see."""

_SIGNATURES = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"PK\x03\x04", "application/zip"),
    (b"PK\x05\x06", "application/zip"),
)
_TEXT_CONTROLS = frozenset(b"\t\n\f\r")


def sniff_media_type(head: bytes) -> str:
    """The media type of a file that begins with `head`; `UNKNOWN` where nothing fits.

    Word and spreadsheet files are ZIP files and are called so.
    """
    for signature, media_type in _SIGNATURES:
        if head.startswith(signature):
            return media_type
    return "text/plain" if _is_text(head) else UNKNOWN


def _is_text(head: bytes) -> bool:
    if not head or any(byte < 0x20 and byte not in _TEXT_CONTROLS for byte in head):
        return False
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        # The head may end in the middle of a sign; a fault further back is no text.
        return error.start >= len(head) - 3 and error.reason == "unexpected end of data"
    return True
