"""How large a PDF gets once it is opened, measured without any PDF library.

A few kilobytes can unpack to gigabytes: the libraries that read a PDF unpack its streams whole. So
its compressed streams are unpacked here first, piece by piece and thrown away, up to a limit.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

MOST_UNPACKED = 300 << 20
MOST_PIXELS = 120_000_000
_MOST_DEPTH = 3
_PIECE = 1 << 18
_STREAM = re.compile(rb"(?<!end)stream(?:\r\n|\n|\r)")
_PICTURE = re.compile(rb"/Subtype\s*/Image\b")
_EDGES = re.compile(rb"/(?:Width|Height|W|H)\s+(\d{1,12})(\s+\d+\s+R\b)?")


@dataclass(frozen=True, slots=True)
class PdfSize:
    """Bytes of everything that is no picture, unpacked, and pixels of the largest picture."""

    unpacked: int
    pixels: int

    @property
    def swells(self) -> bool:
        """Whether it is too much to be opened."""
        return self.unpacked > MOST_UNPACKED or self.pixels > MOST_PIXELS


def measure_pdf(content: bytes, most: int = MOST_UNPACKED) -> PdfSize:
    """Measures; stops as soon as `most` bytes are exceeded."""
    unpacked, pixels = len(content), 0
    for found in _STREAM.finditer(content):
        about = _about(content, found.start())
        if _PICTURE.search(about) and b"#" not in about and b"ObjStm" not in about:
            pixels = max(pixels, _pixels(about))
            continue
        for size in _unpack(content, found.end()):
            unpacked += size
            if unpacked > most:
                return PdfSize(unpacked, pixels)
    return PdfSize(unpacked, pixels)


def _about(content: bytes, stream_at: int) -> bytes:
    """What stands between the object's beginning and its stream."""
    before = content[max(0, stream_at - 4096) : stream_at]
    return before[before.rfind(b"obj") + 3 :]


def _pixels(about: bytes) -> int:
    """Width times height; an edge that is written elsewhere counts as the largest there can be."""
    edges = [10**9 if found[2] else int(found[1]) for found in _EDGES.finditer(about)]
    return edges[0] * edges[1] if len(edges) >= 2 else 0


def _unpack(content: bytes, at: int) -> Iterator[int]:
    """The sizes of the pieces the stream unpacks to; none where it is not packed."""
    end = content.find(b"endstream", at)
    packed = memoryview(content)[at : end if end >= 0 else len(content)]
    yield from (len(piece) for piece in _inflate(_pieces(packed), 1))


def _pieces(packed: memoryview) -> Iterator[bytes]:
    for start in range(0, len(packed), _PIECE):
        yield bytes(packed[start : start + _PIECE])


def _inflate(pieces: Iterator[bytes], depth: int) -> Iterator[bytes]:
    """Unpacks, and unpacks again what is packed twice or three times."""
    first = next(pieces, b"")
    if not _is_packed(first):
        return
    inner = _pump(first, pieces)
    head = next(inner, b"")
    yield head
    if depth < _MOST_DEPTH and _is_packed(head):
        yield from _inflate(_with_head(head, inner), depth + 1)
    else:
        yield from inner


def _pump(first: bytes, pieces: Iterator[bytes]) -> Iterator[bytes]:
    unpacker = zlib.decompressobj()
    data = first
    while data:
        try:
            out = unpacker.decompress(data, _PIECE)
        except zlib.error:
            return
        if out:
            yield out
        data = unpacker.unconsumed_tail or (b"" if unpacker.eof else next(pieces, b""))


def _with_head(head: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield head
    yield from rest


def _is_packed(data: bytes) -> bool:
    """Whether it begins as zlib does."""
    return len(data) > 2 and data[0] & 0x0F == 8 and (data[0] << 8 | data[1]) % 31 == 0
