"""The constants and small ciphers of the bundle format; docs/formats/bundle.md says why.

What belongs here: only what a writer and a reader must agree on to the byte.
"""

import hashlib
import json
import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

FORMAT = "lawdesk-bundle"
VERSION = 1
ITERATIONS = 1_000_000
MIN_ITERATIONS = 600_000
MAX_ITERATIONS = 5_000_000
CHUNK_BYTES = 1 << 20
MIN_CHUNK_BYTES = 1 << 10
TAG_BYTES = 16
KEY_BYTES = 32
SALT_BYTES = 16
WRAP_NONCE_BYTES = 12

COMMIT_LABEL = b"lawdesk/bundle/v1/commit"
STREAM_LABEL = b"lawdesk/bundle/v1/stream"
WRAP_LABEL = b"lawdesk/bundle/v1/wrap"

BLOCK_START = '<script type="application/octet-stream">'
BLOCK_END = "</script>"
END_LINE = '<p id="bundle-end" hidden></p>'

# Spaces, line ends, hyphens and dashes, after NFKC; written out because "white space" is not the
# same set in Python and in JavaScript.
_BETWEEN_WORDS = re.compile(
    "[\u0009-\u000d\u0020\u0085\u00a0\u00ad\u1680\u2000-\u200b\u2010-\u2015\u2028\u2029"
    "\u202f\u205f\u2212\u3000\ufeff-]+"
)


@dataclass(frozen=True, slots=True)
class Head:
    """The open facts of a bundle: bound to every chunk as associated data."""

    bundle: str
    chunk_bytes: int
    chunks: int
    manifest_chunks: int
    commitment: bytes


@dataclass(frozen=True, slots=True)
class Lock:
    """The content key, wrapped under the words. Replacing it changes the words of a bundle."""

    iterations: int
    salt: bytes
    nonce: bytes
    wrapped_key: bytes


def canonical_json(value: Any) -> str:
    """Sorted keys, no spaces, ASCII only, and `<` escaped, so it can stand in a page as it is."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return text.replace("<", "\\u003c")


def normal_words(words: str) -> str:
    """The words as the key derivation sees them: NFKC, lower case, one hyphen between two."""
    return _BETWEEN_WORDS.sub("-", unicodedata.normalize("NFKC", words).lower()).strip("-")


def key_from_words(words: str, salt: bytes, iterations: int) -> bytes:
    """The 32-byte key that wraps the content key; takes about half a second on purpose."""
    return hashlib.pbkdf2_hmac("sha256", normal_words(words).encode(), salt, iterations, KEY_BYTES)


def commitment_of(content_key: bytes) -> bytes:
    """32 bytes that fit one content key only; AES-GCM by itself does not promise that."""
    return _hkdf(content_key, COMMIT_LABEL)


def stream_key(content_key: bytes, stream: int) -> bytes:
    """The key of one stream. Each stream counts its nonces from 0, so none may share a key."""
    return _hkdf(content_key, STREAM_LABEL + stream.to_bytes(4, "big"))


def chunk_nonce(counter: int, *, last: bool) -> bytes:
    """11 bytes of counter and one byte that is 1 in the last chunk of a stream."""
    return counter.to_bytes(11, "big") + bytes([last])


def chunk_aad(head_text: str, stream: int) -> bytes:
    """SHA-256 of the head as it stands in the page, and the number of the stream."""
    return hashlib.sha256(head_text.encode()).digest() + stream.to_bytes(4, "big")


def chunk_count(size: int, chunk_bytes: int) -> int:
    """How many chunks a stream of `size` bytes has; an empty one has one empty chunk."""
    return max(1, -(-size // chunk_bytes))


def _hkdf(key: bytes, info: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=info).derive(key)
