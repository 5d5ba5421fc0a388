"""A picture file as it may stand on paper: read by its bytes, decoded, and encoded anew here.

Nothing of the file itself is kept: no comments, no colour profiles, nothing behind the picture.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QImageWriter

from lawdesk.domain.letterhead import MOST_PICTURE_BYTES
from lawdesk.errors import ImportRefused
from lawdesk.translation import _

MOST_FILE_BYTES = 10_000_000
_MOST_PIXELS = 40_000_000
_LARGEST = 1600
_SMALLEST = 8
_MARKS = {b"\x89PNG\r\n\x1a\n": b"png", b"\xff\xd8\xff": b"jpeg"}
_JPEG_QUALITY = 92


@dataclass(frozen=True, slots=True)
class DecodedPicture:
    """A picture as this program encoded it, with its size in pixels."""

    content: bytes
    width: int
    height: int


def read_picture(path: Path) -> DecodedPicture:
    """The picture in a PNG or JPEG file; for a worker. Raises ImportRefused."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_FILE_BYTES + 1)
    except OSError as error:
        raise ImportRefused(
            _("{name} cannot be read; the letterhead stays as it is.").format(name=path.name)
        ) from error
    return decode_picture(content, path.name)


def decode_picture(content: bytes, name: str) -> DecodedPicture:
    """The picture in these bytes. Raises ImportRefused where they are none that can be shown."""
    if len(content) > MOST_FILE_BYTES:
        raise _refused(_("{name} is over 10 MB; the letterhead stays as it is."), name)
    kind = next((kind for mark, kind in _MARKS.items() if content.startswith(mark)), None)
    if kind is None:
        raise _refused(_("{name} is neither a PNG nor a JPEG; nothing was changed."), name)
    picture = _decoded(content, kind, name)
    if max(picture.width(), picture.height()) > _LARGEST:
        smooth = Qt.TransformationMode.SmoothTransformation
        keep = Qt.AspectRatioMode.KeepAspectRatio
        picture = picture.scaled(QSize(_LARGEST, _LARGEST), keep, smooth)
    if min(picture.width(), picture.height()) < _SMALLEST:
        raise _refused(_("{name} is too small or too narrow to be drawn."), name)
    encoded = _encoded(picture, kind)
    if len(encoded) > MOST_PICTURE_BYTES:
        raise _refused(_("{name} is over 2 MB when drawn; choose a simpler picture."), name)
    return DecodedPicture(encoded, picture.width(), picture.height())


def _decoded(content: bytes, kind: bytes, name: str) -> QImage:
    data = QByteArray(content)
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(kind))
    reader.setAutoTransform(True)
    size = reader.size()
    if size.width() * size.height() > _MOST_PIXELS:
        raise _refused(_("{name} has too many pixels; make it smaller first."), name)
    picture = reader.read()
    buffer.close()
    if picture.isNull():
        raise _refused(_("{name} is damaged; the letterhead stays as it is."), name)
    if picture.hasAlphaChannel():
        return picture.convertToFormat(QImage.Format.Format_RGBA8888)
    return picture.convertToFormat(QImage.Format.Format_RGB888)


def _encoded(picture: QImage, kind: bytes) -> bytes:
    bare = picture.copy()
    for key in bare.textKeys():
        bare.setText(key, "")
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(kind))
    if kind == b"jpeg":
        writer.setQuality(_JPEG_QUALITY)
    writer.write(bare)
    buffer.close()
    return bytes(data.data())


def _refused(sentence: str, name: str) -> ImportRefused:
    return ImportRefused(sentence.format(name=name))
