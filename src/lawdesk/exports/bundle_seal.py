"""Sealing: from a plan and its papers to the encrypted blocks of a bundle page.

What belongs here: the writing side of the cipher. The page around it is `bundle_page`.
"""

import base64
import binascii
import hashlib
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from lawdesk.domain.bundles import BundleFile, BundlePlan, manifest
from lawdesk.errors import ExportError, RuleError
from lawdesk.exports import bundle_format as form
from lawdesk.progress import Report
from lawdesk.translation import _

Unseal = Callable[[BundleFile], bytes]


@dataclass(frozen=True, slots=True)
class BundleSecrets:
    """The random values of one bundle and its sizes; only test vectors choose them themselves."""

    content_key: bytes = field(default_factory=lambda: secrets.token_bytes(form.KEY_BYTES))
    salt: bytes = field(default_factory=lambda: secrets.token_bytes(form.SALT_BYTES))
    wrap_nonce: bytes = field(default_factory=lambda: secrets.token_bytes(form.WRAP_NONCE_BYTES))
    iterations: int = form.ITERATIONS
    chunk_bytes: int = form.CHUNK_BYTES


class BundleSealer:
    """Seals one bundle: `head_lines` first, then `write_blocks`."""

    def __init__(self, plan: BundlePlan, words: str, random: BundleSecrets) -> None:
        if not form.normal_words(words):
            raise RuleError(_("The bundle has no passphrase; nothing was written."))
        self._plan = plan
        self._random = random
        self._manifest = form.canonical_json(manifest(plan)).encode()
        self._head_text = form.canonical_json(self._head())
        self._lock_text = form.canonical_json(_lock(words, random))

    def head_lines(self) -> str:
        """The two open lines of the page that say how the rest is sealed."""
        return "\n".join(
            (_open_line("bundle-head", self._head_text), _open_line("bundle-lock", self._lock_text))
        )

    def write_blocks(self, sink: BinaryIO, unseal: Unseal, report: Report) -> None:
        """Write every block, the manifest first, and the end line; one paper in memory at a time.

        `report` counts bytes of papers. Raises `ExportError` if a paper is not the planned one.
        """
        self._write_stream(sink, 0, self._manifest, lambda _bytes: None)
        done = 0
        for stream, file in enumerate(self._plan.files, start=1):
            content = _checked(file, unseal(file))
            before = done

            def tell(written: int, before: int = before) -> None:
                report(before + written, self._plan.size)

            self._write_stream(sink, stream, content, tell)
            done += file.size
        sink.write(f"{form.END_LINE}\n".encode())

    def _write_stream(
        self, sink: BinaryIO, stream: int, content: bytes, tell: Callable[[int], None]
    ) -> None:
        cipher = AESGCM(form.stream_key(self._random.content_key, stream))
        aad = form.chunk_aad(self._head_text, stream)
        written = 0
        for counter, (piece, last) in enumerate(_pieces(content, self._random.chunk_bytes)):
            sealed = cipher.encrypt(form.chunk_nonce(counter, last=last), piece, aad)
            sink.write(form.BLOCK_START.encode())
            sink.write(binascii.b2a_base64(sealed, newline=False))
            sink.write(f"{form.BLOCK_END}\n".encode())
            written += len(piece)
            tell(written)

    def _head(self) -> dict[str, Any]:
        size = self._random.chunk_bytes
        own = form.chunk_count(len(self._manifest), size)
        papers = sum(form.chunk_count(file.size, size) for file in self._plan.files)
        return {
            "bundle": self._plan.public_id,
            "chunk_bytes": size,
            "chunks": own + papers,
            "commitment": _text(form.commitment_of(self._random.content_key)),
            "format": form.FORMAT,
            "manifest_chunks": own,
            "version": form.VERSION,
        }


def _lock(words: str, random: BundleSecrets) -> dict[str, Any]:
    key = form.key_from_words(words, random.salt, random.iterations)
    wrapped = AESGCM(key).encrypt(random.wrap_nonce, random.content_key, form.WRAP_LABEL)
    return {
        "iterations": random.iterations,
        "kdf": "PBKDF2-HMAC-SHA-256",
        "nonce": _text(random.wrap_nonce),
        "salt": _text(random.salt),
        "wrapped_key": _text(wrapped),
    }


def _open_line(name: str, text: str) -> str:
    # The sum finds a line that was damaged on the way; without it a flipped bit in the salt would
    # look like wrong words for ever. Against an attacker it does nothing, and need not.
    checksum = hashlib.sha256(text.encode()).hexdigest()
    return (
        f'<script type="application/json" id="{name}" data-sha256="{checksum}">'
        f"{text}{form.BLOCK_END}"
    )


def _checked(file: BundleFile, content: bytes) -> bytes:
    if len(content) != file.size or hashlib.sha256(content).hexdigest() != file.sha256:
        raise ExportError(
            _('The paper "{title}" is not what was planned, so no bundle was written.').format(
                title=file.title
            ),
            _("Plan the bundle again."),
        )
    return content


def _pieces(content: bytes, chunk_bytes: int) -> Iterator[tuple[memoryview, bool]]:
    view = memoryview(content)
    for start in range(0, max(1, len(view)), chunk_bytes):
        end = start + chunk_bytes
        yield view[start:end], end >= len(view)


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")
