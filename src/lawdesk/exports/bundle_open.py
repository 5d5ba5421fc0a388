"""Opening: an independent reader of bundle pages, from the file on disk to checked content.

LawDesk uses it to prove a bundle before saying it is done. It takes nothing from the writer but
the format itself, and treats the file as hostile.
"""

import base64
import binascii
import hashlib
import hmac
import json
import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from lawdesk.errors import ExportError
from lawdesk.exports import bundle_format as form
from lawdesk.translation import _

_MAX_LINE_BYTES = 2 << 20
_OPEN_LINE = re.compile(
    r'<script type="application/json" id="(bundle-head|bundle-lock)" '
    r'data-sha256="([0-9a-f]{64})">(.*)</script>'
)
_OPEN_START = b'<script type="application/json" id="bundle-'
_BLOCK_START = form.BLOCK_START.encode()
_BLOCK_END = form.BLOCK_END.encode()


class Refusal(StrEnum):
    """Why a bundle was not opened; the same names stand in the test vectors."""

    WRONG_WORDS = "wrong-words"
    DAMAGED = "damaged"
    CUT_OFF = "cut-off"
    TOO_NEW = "too-new"
    UNSAFE = "unsafe"


class BundleRefused(ExportError):
    """A bundle that was not opened; `reason` says why, the text says it to the lawyer."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(_refusal_text(reason))
        self.reason = reason


class OpenedBundle:
    """A bundle whose words were right and whose manifest is genuine."""

    def __init__(self, page: BinaryIO, words: str) -> None:
        """Read the open part, check completeness, unwrap the key and open the manifest.

        `page` is read again by `papers`, so it must stay open and be seekable. Raises
        `BundleRefused`, and `OSError` if it cannot be read.
        """
        self._page = page
        self._head_text, lock_text, found = _scan(page)
        self._head = _read_head(self._head_text)
        lock = _read_lock(lock_text)
        if found < self._head.chunks:
            raise BundleRefused(Refusal.CUT_OFF)
        if found > self._head.chunks:
            raise BundleRefused(Refusal.DAMAGED)
        self._content_key = _unwrap(lock, words, self._head.commitment)
        self.manifest: dict[str, Any] = self._open_manifest()
        self._check_counts()

    def papers(self) -> Iterator[tuple[int, bytes]]:
        """Every piece of every paper, in order, with the paper's place in the manifest.

        Damage further on raises `BundleRefused` when it is reached: offer nothing before the end.
        """
        blocks = _sealed_blocks(self._page)
        for _skipped in range(self._head.manifest_chunks):
            next(blocks)
        for place, paper in enumerate(self.manifest["files"]):
            received = 0
            for piece in self._open_stream(blocks, place + 1, self._count(paper)):
                received += len(piece)
                yield place, piece
            if received != paper["size"]:
                raise BundleRefused(Refusal.DAMAGED)

    def _open_manifest(self) -> dict[str, Any]:
        blocks = _sealed_blocks(self._page)
        pieces = self._open_stream(blocks, 0, self._head.manifest_chunks)
        found = _object(b"".join(pieces))
        files = found.get("files")
        if not isinstance(files, list) or not all(_is_paper(paper) for paper in files):
            raise BundleRefused(Refusal.DAMAGED)
        return found

    def _open_stream(self, blocks: Iterator[bytes], stream: int, count: int) -> Iterator[bytes]:
        cipher = AESGCM(form.stream_key(self._content_key, stream))
        aad = form.chunk_aad(self._head_text, stream)
        for counter in range(count):
            nonce = form.chunk_nonce(counter, last=counter == count - 1)
            try:
                piece = cipher.decrypt(nonce, next(blocks), aad)
            except (InvalidTag, StopIteration) as fault:
                raise BundleRefused(Refusal.DAMAGED) from fault
            if counter < count - 1 and len(piece) != self._head.chunk_bytes:
                raise BundleRefused(Refusal.DAMAGED)
            yield piece

    def _check_counts(self) -> None:
        counted = sum(self._count(paper) for paper in self.manifest["files"])
        if counted + self._head.manifest_chunks != self._head.chunks:
            raise BundleRefused(Refusal.DAMAGED)

    def _count(self, paper: dict[str, Any]) -> int:
        return form.chunk_count(paper["size"], self._head.chunk_bytes)


def _scan(page: BinaryIO) -> tuple[str, str, int]:
    """The two open texts, and the number of blocks."""
    opened: list[bytes] = []
    blocks, ended = 0, False
    for line in _lines(page):
        if line.startswith(_BLOCK_START):
            blocks += 1
        elif line.startswith(_OPEN_START):
            opened.append(line)
        elif line == form.END_LINE.encode():
            ended = True
    if not ended:
        raise BundleRefused(Refusal.CUT_OFF)
    texts = dict(_open_text(line) for line in opened)
    if set(texts) != {"bundle-head", "bundle-lock"}:
        raise BundleRefused(Refusal.DAMAGED)
    return texts["bundle-head"], texts["bundle-lock"], blocks


def _open_text(line: bytes) -> tuple[str, str]:
    match = _OPEN_LINE.fullmatch(line.decode(errors="replace"))
    if match is None:
        raise BundleRefused(Refusal.DAMAGED)
    name, checksum, text = match.groups()
    if hashlib.sha256(text.encode()).hexdigest() != checksum:
        raise BundleRefused(Refusal.DAMAGED)
    return name, text


def _lines(page: BinaryIO) -> Iterator[bytes]:
    page.seek(0)
    while line := page.readline(_MAX_LINE_BYTES):
        yield line.strip()


def _sealed_blocks(page: BinaryIO) -> Iterator[bytes]:
    for line in _lines(page):
        if line.startswith(_BLOCK_START):
            text = memoryview(line)[len(_BLOCK_START) : -len(_BLOCK_END)]
            try:
                yield binascii.a2b_base64(text, strict_mode=True)
            except binascii.Error as fault:
                raise BundleRefused(Refusal.DAMAGED) from fault


def _read_head(text: str) -> form.Head:
    fields = _object(text)
    if fields.get("format") != form.FORMAT:
        raise BundleRefused(Refusal.DAMAGED)
    version = _whole(fields, "version")
    if version > form.VERSION:
        raise BundleRefused(Refusal.TOO_NEW)
    head = form.Head(
        bundle=str(fields.get("bundle")),
        chunk_bytes=_whole(fields, "chunk_bytes"),
        chunks=_whole(fields, "chunks"),
        manifest_chunks=_whole(fields, "manifest_chunks"),
        commitment=_bytes(fields, "commitment", form.KEY_BYTES),
    )
    if not form.MIN_CHUNK_BYTES <= head.chunk_bytes <= form.CHUNK_BYTES:
        raise BundleRefused(Refusal.UNSAFE)
    if not 1 <= head.manifest_chunks <= head.chunks:
        raise BundleRefused(Refusal.DAMAGED)
    return head


def _read_lock(text: str) -> form.Lock:
    fields = _object(text)
    lock = form.Lock(
        iterations=_whole(fields, "iterations"),
        salt=_bytes(fields, "salt", form.SALT_BYTES),
        nonce=_bytes(fields, "nonce", form.WRAP_NONCE_BYTES),
        wrapped_key=_bytes(fields, "wrapped_key", form.KEY_BYTES + form.TAG_BYTES),
    )
    if not form.MIN_ITERATIONS <= lock.iterations <= form.MAX_ITERATIONS:
        raise BundleRefused(Refusal.UNSAFE)
    return lock


def _unwrap(lock: form.Lock, words: str, commitment: bytes) -> bytes:
    key = form.key_from_words(words, lock.salt, lock.iterations)
    try:
        content_key = AESGCM(key).decrypt(lock.nonce, lock.wrapped_key, form.WRAP_LABEL)
    except InvalidTag as fault:
        raise BundleRefused(Refusal.WRONG_WORDS) from fault
    if not hmac.compare_digest(form.commitment_of(content_key), commitment):
        raise BundleRefused(Refusal.DAMAGED)
    return content_key


def _is_paper(paper: object) -> bool:
    return isinstance(paper, dict) and type(paper.get("size")) is int and paper["size"] >= 0


def _object(text: str | bytes) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as fault:
        raise BundleRefused(Refusal.DAMAGED) from fault
    if not isinstance(value, dict):
        raise BundleRefused(Refusal.DAMAGED)
    return value


def _whole(fields: dict[str, Any], name: str) -> int:
    value = fields.get(name)
    if type(value) is not int:
        raise BundleRefused(Refusal.DAMAGED)
    return value


def _bytes(fields: dict[str, Any], name: str, size: int) -> bytes:
    try:
        value = base64.b64decode(fields.get(name, ""), validate=True)
    except (TypeError, ValueError) as fault:
        raise BundleRefused(Refusal.DAMAGED) from fault
    if len(value) != size:
        raise BundleRefused(Refusal.DAMAGED)
    return value


def _refusal_text(reason: Refusal) -> str:
    texts = {
        Refusal.WRONG_WORDS: _("These words do not open the bundle; nothing was opened."),
        Refusal.DAMAGED: _("The bundle is damaged; nothing in it was opened."),
        Refusal.CUT_OFF: _("The bundle is incomplete; nothing in it was opened."),
        Refusal.TOO_NEW: _("The bundle was made by a newer LawDesk; nothing in it was opened."),
        Refusal.UNSAFE: _("The bundle asks for settings LawDesk never uses; it was not opened."),
    }
    return texts[reason]
