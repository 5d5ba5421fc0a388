"""Sealing: from a plan and its papers to the encrypted blocks of a bundle page.

What belongs here: the writing side of the cipher. The page around it is `bundle_page`.
"""

import base64
import binascii
import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from lawdesk.domain.bundles import BundleFile, BundlePlan, manifest
from lawdesk.errors import ExportError, RuleError
from lawdesk.exports import bundle_format as form
from lawdesk.progress import Report
from lawdesk.translation import _
from lawdesk.vault.sealed_documents import PlainSink

Unseal = Callable[[BundleFile, PlainSink], None]
"""Writes the plain bytes of a planned paper to a sink; they count only once it returns."""


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
        """Write every block, the manifest first, and the end line; two chunks in memory at most.

        `report` counts bytes of papers. Raises `ExportError` if a paper is not the planned one.
        """
        own = self._stream(sink, 0)
        own.write(self._manifest)
        own.close()
        done = 0
        for stream, file in enumerate(self._plan.files, start=1):
            self._write_paper(sink, stream, file, unseal, _counting_from(done, self._plan, report))
            done += file.size
        sink.write(f"{form.END_LINE}\n".encode())

    def _write_paper(
        self, sink: BinaryIO, stream: int, file: BundleFile, unseal: Unseal, report: Report
    ) -> None:
        checked = _CheckedPaper(file, self._stream(sink, stream), report)
        unseal(file, checked)
        checked.close()

    def _stream(self, sink: BinaryIO, stream: int) -> "_SealedStream":
        key = form.stream_key(self._random.content_key, stream)
        aad = form.chunk_aad(self._head_text, stream)
        return _SealedStream(sink, key, aad, self._random.chunk_bytes)

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


class _SealedStream:
    """Takes plain bytes, writes a block for each full chunk, and the last one when closed."""

    def __init__(self, sink: BinaryIO, key: bytes, aad: bytes, chunk_bytes: int) -> None:
        self._sink = sink
        self._cipher = AESGCM(key)
        self._aad = aad
        self._chunk_bytes = chunk_bytes
        self._counter = 0
        self._waiting = bytearray()

    def write(self, data: bytes) -> None:
        """Keep `data`, and seal what can no longer be the last chunk."""
        view = memoryview(data)
        while view:
            if len(self._waiting) == self._chunk_bytes:
                self._seal(last=False)
            room = self._chunk_bytes - len(self._waiting)
            self._waiting += view[:room]
            view = view[room:]

    def close(self) -> None:
        """Seal the last chunk, which an empty paper has too."""
        self._seal(last=True)

    def _seal(self, *, last: bool) -> None:
        nonce = form.chunk_nonce(self._counter, last=last)
        sealed = self._cipher.encrypt(nonce, self._waiting, self._aad)
        self._sink.write(form.BLOCK_START.encode())
        self._sink.write(binascii.b2a_base64(sealed, newline=False))
        self._sink.write(f"{form.BLOCK_END}\n".encode())
        self._counter += 1
        self._waiting = bytearray()


class _CheckedPaper:
    """The sink of one paper: passes on to the cipher what agrees with the plan so far."""

    def __init__(self, file: BundleFile, stream: _SealedStream, report: Report) -> None:
        self._file = file
        self._stream = stream
        self._report = report
        self._checksum = hashlib.sha256()
        self._size = 0

    def write(self, data: bytes, /) -> int:
        self._size += len(data)
        if self._size > self._file.size:
            raise _not_as_planned(self._file)
        self._checksum.update(data)
        self._stream.write(data)
        self._report(self._size, self._file.size)
        return len(data)

    def close(self) -> None:
        """Raise `ExportError` unless all of the planned paper came, and nothing else."""
        if (self._size, self._checksum.hexdigest()) != (self._file.size, self._file.sha256):
            raise _not_as_planned(self._file)
        self._stream.close()


def _counting_from(before: int, plan: BundlePlan, report: Report) -> Report:
    return lambda written, _size: report(before + written, plan.size)


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


def _not_as_planned(file: BundleFile) -> ExportError:
    return ExportError(
        _('The paper "{title}" is not what was planned, so no bundle was written.').format(
            title=file.title
        ),
        _("Plan the bundle again."),
    )


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")
