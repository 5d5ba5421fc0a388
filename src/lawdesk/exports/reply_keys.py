"""The key pair of one bundle, to which its answer is sealed.

What belongs here: making it. Opening an answer is `imports`; the format is docs/formats/reply.md.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from lawdesk.domain.bundles import ReplyAddress


@dataclass(frozen=True, slots=True)
class ReplyKey:
    """`private` is the P-256 scalar, 32 bytes big-endian; `address` goes into the bundle."""

    private: bytes
    address: ReplyAddress


def make_reply_key() -> ReplyKey:
    """A fresh pair and a fresh token, from the system's random source."""
    key = ec.generate_private_key(ec.SECP256R1())
    public = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    scalar = key.private_numbers().private_value.to_bytes(32, "big")
    return ReplyKey(scalar, ReplyAddress(public, secrets.token_bytes(32)))
