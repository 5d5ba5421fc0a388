"""Replies as a client's page would seal them, and every hostile variant of one.

Written against docs/formats/reply.md alone: it shares no code with what reads replies.
"""

from __future__ import annotations

import base64
import hashlib
import json
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from lawdesk.domain.replies import ReplyKey

SUITE = Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
SEQUENCE = 1_795_161_600_000


@dataclass
class PageKeys:
    """What a bundle gives its page to seal with, and what LawDesk keeps to open the answer."""

    public_id: str = "7K3F"
    scalar: bytes = bytes([7]) * 32
    token: bytes = bytes(range(32))

    @property
    def private(self) -> ec.EllipticCurvePrivateKey:
        """The bundle's own key."""
        return ec.derive_private_key(int.from_bytes(self.scalar, "big"), ec.SECP256R1())

    @property
    def public(self) -> bytes:
        """65 bytes."""
        return self.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    @property
    def key(self) -> ReplyKey:
        """As LawDesk keeps it."""
        return ReplyKey(self.scalar, self.token)


@dataclass
class Words:
    """What a client wrote; every member can be replaced to make a hostile reply."""

    files: Sequence[tuple[str, bytes]] = ()
    requests: Sequence[str | None] = ()
    changes: dict[str, Any] = field(default_factory=dict)
    without: Sequence[str] = ()


def manifest(keys: PageKeys, words: Words | None = None) -> dict[str, Any]:
    """An honest list of contents, but for what `words` changes in it."""
    said = words or Words()
    requests = [*said.requests, *[None] * (len(said.files) - len(said.requests))]
    members: dict[str, Any] = {
        "format": "lawdesk-reply",
        "version": 1,
        "bundle": keys.public_id,
        "token": base64.b64encode(keys.token).decode(),
        "sequence": SEQUENCE,
        "written_at": "2026-11-20T08:00:00Z",
        "message": "",
        "answers": [],
        "invoices": [],
        "contact": None,
        "files": [
            {
                "name": name,
                "type": "",
                "size": len(content),
                "sha256": hashlib.sha256(content).hexdigest(),
                "request": request,
            }
            for (name, content), request in zip(said.files, requests, strict=True)
        ],
    } | said.changes
    return {name: value for name, value in members.items() if name not in said.without}


def plaintext(members: dict[str, Any] | bytes, *contents: bytes) -> bytes:
    """What is sealed: length, list of contents, files."""
    listed = members if isinstance(members, bytes) else json.dumps(members).encode()
    return struct.pack(">I", len(listed)) + listed + b"".join(contents)


def sealed(keys: PageKeys, plain: bytes, *, info: bytes | None = None) -> bytes:
    """A whole reply file around any plaintext."""
    name = keys.public_id.encode()
    bound = b"lawdesk/reply/v1" + name + hashlib.sha256(keys.public).digest()
    head = b"LDREPLY\n\x01\x00\x10\x00\x01\x00\x02" + bytes([len(name)]) + name
    return head + SUITE.encrypt(plain, keys.private.public_key(), bound if info is None else info)


def reply_file(keys: PageKeys, words: Words | None = None) -> bytes:
    """The file a client mails."""
    contents = [content for _name, content in (words.files if words else ())]
    return sealed(keys, plaintext(manifest(keys, words), *contents))
