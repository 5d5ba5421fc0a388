"""Attached files, written into a sealed PDF piece by piece, so that none is held in memory.

What belongs here: the appended part of the file. The PDF was written with an empty stream for each
file; behind it follow the same objects once more, full, and a table that says where they are. That
is what every viewer knows as an update of a file. The cipher is the file's own (AESV3: AES-256 in
CBC mode, a random block first), under the key that opens it.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from lawdesk.domain.bundles import BundleFile
from lawdesk.exports.bundle_seal import Unseal
from lawdesk.exports.planned_paper import PlannedPaper
from lawdesk.progress import Report

if TYPE_CHECKING:
    from pikepdf import Object, Pdf

BLOCK = 16
_TAIL_BYTES = 1024
_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_PIECE = 1 << 16


@dataclass(frozen=True, slots=True)
class SealedFile:
    """What is needed to add to a sealed file: its key, its trailer, the places to be filled."""

    key: bytes
    root: tuple[int, int]
    info: tuple[int, int]
    encrypt: tuple[int, int]
    ids: tuple[bytes, bytes]
    size: int
    places: tuple[tuple[int, int], ...]


def sealed_file(pdf: Pdf) -> SealedFile:
    """What an opened file says of itself."""
    trailer = pdf.trailer
    return SealedFile(
        key=bytes(pdf.encryption.encryption_key),
        root=trailer["/Root"].objgen,
        info=trailer["/Info"].objgen,
        encrypt=trailer["/Encrypt"].objgen,
        ids=(bytes(trailer["/ID"][0]), bytes(trailer["/ID"][1])),
        size=int(trailer["/Size"]),
        places=tuple(spec["/EF"]["/F"].objgen for _name, spec in attached_specs(pdf)),
    )


def attached_specs(pdf: Pdf) -> Iterator[tuple[str, Object]]:
    """Name and specification of each attached file, in their order."""
    names = pdf.Root.get("/Names")
    listed = list(names["/EmbeddedFiles"]["/Names"]) if names is not None else []
    for spec in listed[1::2]:
        yield str(spec["/UF"]), spec


def append_files(
    stream: BinaryIO,
    sealed: SealedFile,
    files: Sequence[BundleFile],
    unseal: Unseal,
    report: Report,
) -> None:
    """Write the files behind the PDF in `stream` and flush. `report` counts bytes of papers."""
    before = _last_table(stream)
    stream.seek(0, os.SEEK_END)
    offsets: dict[int, int] = {}
    done = 0
    for (number, _generation), file in zip(sealed.places, files, strict=True):
        offsets[number] = stream.tell()
        _write_file(stream, number, sealed.key, file, unseal, _counting_from(done, report))
        done += file.size
    _write_table(stream, offsets, before, sealed)
    stream.flush()


def _write_file(
    stream: BinaryIO, number: int, key: bytes, file: BundleFile, unseal: Unseal, report: Report
) -> None:
    length = BLOCK + (file.size // BLOCK + 1) * BLOCK
    head = f"{number} 0 obj\n<</Type/EmbeddedFile/Params<</Size {file.size}>>/Length {length}>>\n"
    stream.write(head.encode("ascii") + b"stream\n")
    writer = _SealedWriter(stream, key)
    sink = PlannedPaper(file, writer.write, report)
    unseal(file, sink)
    sink.close()
    writer.close()
    stream.write(b"\nendstream\nendobj\n")


class _SealedWriter:
    """AES-256-CBC with its first block in front and PKCS#7 padding at the end."""

    def __init__(self, stream: BinaryIO, key: bytes) -> None:
        from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

        start = secrets.token_bytes(BLOCK)
        self._stream = stream
        self._cipher = Cipher(algorithms.AES(key), modes.CBC(start)).encryptor()
        self._size = 0
        stream.write(start)

    def write(self, data: bytes) -> None:
        self._size += len(data)
        self._stream.write(self._cipher.update(data))

    def close(self) -> None:
        padding = BLOCK - self._size % BLOCK
        self._stream.write(self._cipher.update(bytes([padding]) * padding))
        self._stream.write(self._cipher.finalize())


def read_file(stream: BinaryIO, offset: int | None, size: int, key: bytes) -> Iterator[bytes]:
    """The plain bytes of a file that was attached at `offset`, in pieces; ValueError for damage."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    if offset is None:
        raise ValueError("the file is not in the table")
    stream.seek(offset)
    head = stream.read(_TAIL_BYTES)
    stream.seek(offset + head.index(b"stream\n") + len(b"stream\n"))
    cipher = Cipher(algorithms.AES(key), modes.CBC(stream.read(BLOCK))).decryptor()
    left = size
    while left:
        data = stream.read(min(_PIECE, -(-left // BLOCK) * BLOCK))
        plain = cipher.update(data)
        if not plain:
            raise ValueError("the file ends too early")
        yield plain[:left]
        left -= min(left, len(plain))


def _last_table(stream: BinaryIO) -> int:
    end = stream.seek(0, os.SEEK_END)
    stream.seek(max(0, end - _TAIL_BYTES))
    found = _START.search(stream.read())
    if not found:
        raise ValueError("no table at the end of the written file")
    return int(found[1])


def _write_table(
    stream: BinaryIO, offsets: dict[int, int], before: int, sealed: SealedFile
) -> None:
    """A cross-reference stream of the new objects and itself; it is never encrypted."""
    at = stream.tell()
    entries = {**offsets, sealed.size: at}
    numbers = sorted(entries)
    rows = b"".join(b"\x01" + entries[each].to_bytes(6, "big") + b"\x00\x00" for each in numbers)
    index = " ".join(f"{each} 1" for each in numbers)
    first, second = (each.hex() for each in sealed.ids)
    head = (
        f"{sealed.size} 0 obj\n<</Type/XRef/Size {sealed.size + 1}/W[1 6 2]/Index[{index}]"
        f"/Prev {before}/Root {_reference(sealed.root)}/Info {_reference(sealed.info)}"
        f"/Encrypt {_reference(sealed.encrypt)}/ID[<{first}><{second}>]/Length {len(rows)}>>\n"
    )
    stream.write(head.encode("ascii") + b"stream\n" + rows)
    stream.write(f"\nendstream\nendobj\nstartxref\n{at}\n%%EOF\n".encode("ascii"))


def _reference(place: tuple[int, int]) -> str:
    return f"{place[0]} {place[1]} R"


def _counting_from(before: int, report: Report) -> Report:
    return lambda done, total: report(before + done, total)
