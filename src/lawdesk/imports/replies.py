"""The reply file of a client's page: from hostile bytes to frozen values, or one refusal.

What belongs here: framing, the seal, strict JSON, the manifest held against the content. Keys are
handed in; nothing is written, opened or rendered. docs/formats/reply.md is the contract.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import io
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from lawdesk.domain.bundles import distinct_file_names
from lawdesk.domain.replies import (
    MAX_MANIFEST_BYTES,
    MAX_REPLY_BYTES,
    MAX_REPLY_FILES,
    OpenedReply,
    ReplyFile,
    ReplyKey,
    ReplyRefusal,
    ReplyRefused,
)
from lawdesk.imports.file_look import look_at
from lawdesk.imports.reply_manifest import FileEntry, Manifest, read_manifest

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

MAGIC = b"LDREPLY\n"
VERSION = 1
SUITE = bytes.fromhex("001000010002")  # P-256 with HKDF-SHA256, HKDF-SHA256, AES-256-GCM
INFO = b"lawdesk/reply/v1"
HEAD_SIZE = 64
"""How many bytes `read_envelope` wants to see."""

_SHORT_NAME = re.compile(rb"[0-9A-HJKMNP-TV-Z]{4,12}")
_FIXED = len(MAGIC) + 1 + len(SUITE) + 1
_POINT = 65
_TAG = 16
_LENGTH = 4
_FIRST_YEAR, _LAST_YEAR = 1970, 2200  # a computer without a battery believes in 1970


@dataclass(frozen=True, slots=True)
class Envelope:
    """What is legible outside: the bundle's short name, and where the sealed part begins."""

    bundle: str
    sealed_from: int


def read_envelope(head: bytes, size: int) -> Envelope:
    """The envelope of a file of `size` bytes that begins with `head`, before the rest is read.

    Raises ReplyRefused.
    """
    if size > MAX_REPLY_BYTES:
        raise ReplyRefused(ReplyRefusal.TOO_LARGE)
    if not head.startswith(MAGIC):
        raise ReplyRefused(ReplyRefusal.NOT_A_REPLY)
    rest = head[len(MAGIC) :]
    if not rest or rest[0] == 0:
        raise ReplyRefused(ReplyRefusal.CUT_SHORT if not rest else ReplyRefusal.NOT_A_REPLY)
    if rest[0] > VERSION:
        raise ReplyRefused(ReplyRefusal.NEWER_VERSION)
    if size < _FIXED:
        raise ReplyRefused(ReplyRefusal.CUT_SHORT)
    if rest[1 : 1 + len(SUITE)] != SUITE:
        raise ReplyRefused(ReplyRefusal.OTHER_SUITE)
    length = head[_FIXED - 1]
    name = head[_FIXED : _FIXED + length]
    if not _SHORT_NAME.fullmatch(name):
        raise ReplyRefused(ReplyRefusal.BAD_SHORT_NAME)
    if size < _FIXED + length + _POINT + _TAG + _LENGTH:
        raise ReplyRefused(ReplyRefusal.CUT_SHORT)
    return Envelope(name.decode("ascii"), _FIXED + length)


def open_reply(data: bytes, public_id: str, key: ReplyKey) -> OpenedReply:
    """Open a whole reply file with the key and token of the bundle it names.

    Raises ReplyRefused; nothing that was not verified is given out.
    """
    envelope = read_envelope(data[:HEAD_SIZE], len(data))
    if envelope.bundle != public_id:
        raise ReplyRefused(ReplyRefusal.OTHER_BUNDLE)
    if key.scalar is None or key.token is None:
        raise ReplyRefused(ReplyRefusal.TAKES_NO_ANSWER)
    plain = _unsealed(data[envelope.sealed_from :], public_id, key.scalar)
    if len(plain) < _LENGTH:
        raise ReplyRefused(ReplyRefusal.CUT_SHORT)
    length = int.from_bytes(plain[:_LENGTH], "big")
    if length > MAX_MANIFEST_BYTES:
        raise ReplyRefused(ReplyRefusal.MANIFEST_TOO_LARGE)
    if length > len(plain) - _LENGTH:
        raise ReplyRefused(ReplyRefusal.CUT_SHORT)
    start = _LENGTH + length
    manifest = read_manifest(plain[_LENGTH:start])
    if manifest.bundle != public_id:
        raise ReplyRefused(ReplyRefusal.OTHER_BUNDLE)
    _check_token(manifest.token, key.token)
    files = _checked_files(manifest.files, plain, start)
    return _opened(manifest, files, plain)


def sealing_info(public_id: str, public_key: bytes) -> bytes:
    """What the seal is bound to: the format, the bundle, and the key it was made for."""
    return INFO + public_id.encode("ascii") + hashlib.sha256(public_key).digest()


def _unsealed(sealed: bytes, public_id: str, scalar: bytes) -> bytes:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sealed[:_POINT])
    except ValueError as error:
        raise ReplyRefused(ReplyRefusal.BAD_POINT) from error
    if sealed[0] != 4:
        raise ReplyRefused(ReplyRefusal.BAD_POINT)
    private = _private_key(scalar)
    public = private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    suite = Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
    try:
        return suite.decrypt(sealed, private, sealing_info(public_id, public))
    except (InvalidTag, ValueError) as error:
        raise ReplyRefused(ReplyRefusal.CANNOT_BE_OPENED) from error


def _private_key(scalar: bytes) -> EllipticCurvePrivateKey:
    from cryptography.hazmat.primitives.asymmetric import ec

    return ec.derive_private_key(int.from_bytes(scalar, "big"), ec.SECP256R1())


def _check_token(text: str, expected: bytes) -> None:
    if not text:
        raise ReplyRefused(ReplyRefusal.NO_TOKEN)
    try:
        token = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ReplyRefused(ReplyRefusal.WRONG_TOKEN) from error
    if not hmac.compare_digest(token, expected):
        raise ReplyRefused(ReplyRefusal.WRONG_TOKEN)


def _checked_files(entries: tuple[FileEntry, ...], plain: bytes, at: int) -> tuple[ReplyFile, ...]:
    """The files of the content that begins at `at`, each held against what was said of it."""
    if len(entries) > MAX_REPLY_FILES:
        raise ReplyRefused(ReplyRefusal.TOO_MANY_FILES)
    told = sum(entry.size for entry in entries)
    if told > len(plain) - at:
        raise ReplyRefused(ReplyRefusal.BYTES_MISSING)
    if told < len(plain) - at:
        raise ReplyRefused(ReplyRefusal.TRAILING_BYTES)
    names = distinct_file_names(entry.name for entry in entries)
    files = []
    for entry, name in zip(entries, names, strict=True):
        content = plain[at : at + entry.size]
        if hashlib.sha256(content).hexdigest() != entry.sha256:
            raise ReplyRefused(ReplyRefusal.OTHER_CONTENT)
        look = look_at(io.BytesIO(content), len(content), name)
        files.append(
            ReplyFile(
                name=name,
                media_type=look.media_type,
                warnings=look.warnings,
                size=entry.size,
                sha256=entry.sha256,
                request=entry.request,
                start=at,
            )
        )
        at += entry.size
    return tuple(files)


def _opened(manifest: Manifest, files: tuple[ReplyFile, ...], plain: bytes) -> OpenedReply:
    return OpenedReply(
        bundle=manifest.bundle,
        sequence=manifest.sequence,
        written_at=_instant(manifest.written_at),
        message=manifest.message,
        answers=manifest.answers,
        invoices=manifest.invoices,
        contact=manifest.contact,
        files=files,
        content=plain,
    )


def _instant(text: str) -> int:
    """UTC seconds of `YYYY-MM-DDTHH:MM:SSZ`; only an order of events hangs on it."""
    try:
        moment = datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError as error:
        raise ReplyRefused(ReplyRefusal.BAD_MANIFEST) from error
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise ReplyRefused(ReplyRefusal.BAD_MANIFEST)
    return int(moment.timestamp())
