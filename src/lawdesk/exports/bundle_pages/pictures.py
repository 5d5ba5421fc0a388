"""Photographs and screenshots, made fit to stand on a page.

What belongs here: reading PNG and JPEG within limits, without a library where the file's own bytes
can go onto the page as they are. What a camera wrote beside the picture (where it was taken, by
whom) is left behind; how it was held is honoured.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from lawdesk.exports.bundle_pages.not_shown import NotShown, Why

MOST_PIXELS = 50_000_000
MOST_REDRAWN_PIXELS = 12_000_000
"""A picture that has to be unpacked and packed again is held unpacked meanwhile."""
LARGEST_PICTURE = 24_000_000
_PNG = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {0: 1, 2: 3, 3: 1}  # grey, colour, palette; the others have transparency
_DEPTHS = {0: {1, 2, 4, 8, 16}, 2: {8, 16}, 3: {1, 2, 4, 8}}
_FRAMES = frozenset({0xC0, 0xC1, 0xC2})  # baseline, extended, progressive
_OTHER_FRAMES = frozenset({0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})
_BARE = frozenset({0x01, *range(0xD0, 0xD8)})
_LEFT_BEHIND = frozenset({0xE1, 0xE2, 0xED, 0xFE})  # Exif and XMP, profiles, captions, comments
_SCAN, _END, _EXIF = 0xDA, 0xD9, 0xE1
_MOST_TAGS = 200


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as a PDF holds it. `orientation` is Exif's 1 to 8, `palette` RGB triples."""

    width: int
    height: int
    data: bytes
    coding: str  # "jpeg", "png" (rows with predictors, deflated) or "rows" (deflated)
    channels: int = 3
    depth: int = 8
    palette: bytes = b""
    orientation: int = 1

    @property
    def turned(self) -> tuple[int, int]:
        """Width and height as it is to be seen."""
        upright = (self.width, self.height)
        return upright if self.orientation < 5 else (self.height, self.width)


def read_picture(content: bytes) -> Picture:
    """The picture. Raises NotShown for one that is damaged, too large or of another kind."""
    if len(content) > LARGEST_PICTURE:
        raise NotShown(Why.TOO_LARGE)
    try:
        return _read_png(content) if content.startswith(_PNG) else _read_jpeg(content)
    except (ValueError, IndexError, struct.error, zlib.error, OSError, SyntaxError) as error:
        raise NotShown(Why.DAMAGED) from error


def _read_png(content: bytes) -> Picture:
    chunks = list(_chunks(content))
    kind, head = chunks[0]
    if kind != b"IHDR" or chunks[-1][0] != b"IEND":
        raise NotShown(Why.DAMAGED)
    width, height, depth, colour, packing, filters, interlaced = struct.unpack(">IIBBBBB", head)
    _check_pixels(width, height, MOST_PIXELS)
    plain = not (interlaced or packing or filters) and depth in _DEPTHS.get(colour, ())
    if not plain or any(kind == b"tRNS" for kind, _data in chunks):
        return _redrawn(content, width, height)
    palette = next((bytes(data) for kind, data in chunks if kind == b"PLTE"), b"")
    if colour == 3 and not (palette and len(palette) % 3 == 0 and len(palette) <= 768):
        raise NotShown(Why.DAMAGED)
    rows = b"".join(data for kind, data in chunks if kind == b"IDAT")
    channels = _CHANNELS[colour]
    if _unpacked_size(rows) != height * (1 + (width * channels * depth + 7) // 8):
        raise NotShown(Why.DAMAGED)
    return Picture(width, height, rows, "png", channels, depth, palette if colour == 3 else b"")


def _chunks(content: bytes) -> Iterator[tuple[bytes, memoryview]]:
    view = memoryview(content)
    at = len(_PNG)
    while at < len(content):
        size, kind = struct.unpack_from(">I4s", content, at)
        data = view[at + 8 : at + 8 + size]
        (checksum,) = struct.unpack_from(">I", content, at + 8 + size)
        if zlib.crc32(data, zlib.crc32(kind)) != checksum:
            raise NotShown(Why.DAMAGED)
        yield kind, data
        if kind == b"IEND":
            return
        at += 12 + size


def _unpacked_size(packed: bytes) -> int:
    unpacker = zlib.decompressobj()
    size, data = 0, packed
    while data and not unpacker.eof:
        size += len(unpacker.decompress(data, 1 << 20))
        data = unpacker.unconsumed_tail
    return size if unpacker.eof else -1


def _read_jpeg(content: bytes) -> Picture:
    from PIL import Image

    segments, rest = _segments(content)
    frames = [data for marker, data in segments if marker in _FRAMES]
    if len(frames) != 1 or any(marker in _OTHER_FRAMES for marker, _data in segments):
        raise NotShown(Why.DAMAGED if frames else Why.KIND)
    depth, height, width, channels = struct.unpack_from(">BHHB", frames[0])
    _check_pixels(width, height, MOST_PIXELS)
    if depth != 8 or channels not in (1, 3, 4):
        raise NotShown(Why.KIND)
    orientation = _orientation(segments)
    kept = [_segment(marker, data) for marker, data in segments if marker not in _LEFT_BEHIND]
    data = b"".join([b"\xff\xd8", *kept, rest])
    if channels == 4:
        return _redrawn(data, width, height, orientation)
    with Image.open(io.BytesIO(data), formats=["JPEG"]) as image:
        image.draft(None, (max(1, width // 8), max(1, height // 8)))
        image.load()  # every coded block, at an eighth of the size
    return Picture(width, height, data, "jpeg", channels, orientation=orientation)


def _segments(content: bytes) -> tuple[list[tuple[int, bytes]], bytes]:
    """Marker and data of everything before the first scan, and the rest of the file."""
    if content[:2] != b"\xff\xd8":
        raise NotShown(Why.DAMAGED)
    found: list[tuple[int, bytes]] = []
    at = 2
    while content[at + 1] != _SCAN:
        if content[at] != 0xFF or content[at + 1] == _END or len(found) > 1000:
            raise NotShown(Why.DAMAGED)
        if content[at + 1] == 0xFF:  # fill bytes
            at += 1
            continue
        if content[at + 1] in _BARE:
            at += 2
            continue
        (size,) = struct.unpack_from(">H", content, at + 2)
        found.append((content[at + 1], content[at + 4 : at + 2 + size]))
        at += 2 + size
    return found, content[at:]


def _segment(marker: int, data: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


def _orientation(segments: list[tuple[int, bytes]]) -> int:
    """How the camera was held, 1 to 8; 1 where nothing readable says so."""
    for marker, data in segments:
        if marker != _EXIF or not data.startswith(b"Exif\0\0"):
            continue
        table = data[6:]
        order = {b"II*\0": "<", b"MM\0*": ">"}.get(table[:4])
        if order is None:
            continue
        try:
            (at,) = struct.unpack_from(f"{order}I", table, 4)
            (count,) = struct.unpack_from(f"{order}H", table, at)
            for entry in range(min(count, _MOST_TAGS)):
                tag, kind, _number, value = struct.unpack_from(
                    f"{order}HHIH", table, at + 2 + 12 * entry
                )
                if (tag, kind) == (0x0112, 3) and 1 <= value <= 8:
                    return int(value)
        except struct.error:
            continue
    return 1


def _redrawn(content: bytes, width: int, height: int, orientation: int = 1) -> Picture:
    """Decoded, laid on white where it is transparent, and packed anew."""
    from PIL import Image

    _check_pixels(width, height, MOST_REDRAWN_PIXELS)
    with Image.open(io.BytesIO(content), formats=["PNG", "JPEG"]) as image:
        if "A" in image.getbands() or "transparency" in image.info:
            clear = image.convert("RGBA")
            drawn = Image.new("RGB", image.size, "white")
            drawn.paste(clear, mask=clear.getchannel("A"))
            clear.close()
        else:
            drawn = image.convert("RGB")
    rows = zlib.compress(drawn.tobytes(), 6)
    return Picture(width, height, rows, "rows", orientation=orientation)


def _check_pixels(width: int, height: int, most: int) -> None:
    if not width or not height:
        raise NotShown(Why.DAMAGED)
    if width * height > most or max(width, height) > 32_000:
        raise NotShown(Why.TOO_LARGE)
