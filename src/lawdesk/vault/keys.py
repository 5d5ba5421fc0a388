"""The secrets of a practice, as they are while it is open.

What belongs here: the key payload and its one written form. How it is locked away is told by
the slots; Python strings cannot be overwritten, so only the database key is wiped for certain.
"""

import secrets
from dataclasses import dataclass, field
from typing import Self

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from lawdesk.vault import strict_json

_FORMAT = "lawdesk-keys"
_VERSION = 1


@dataclass(frozen=True)
class KeyPayload:
    """Everything that the slots protect.

    `document_identities` are age identities, newest first: new documents are sealed to the first,
    old ones open with any. `reply_keys` are private keys for client replies. `generation` counts
    the versions of this payload, from 1.
    """

    database_key: bytearray = field(repr=False)
    database_salt: bytes = field(repr=False)
    document_identities: tuple[str, ...] = field(repr=False)
    reply_keys: tuple[str, ...] = field(repr=False)
    generation: int

    def __post_init__(self) -> None:
        if len(self.database_key) != 32 or len(self.database_salt) != 16:
            raise ValueError("a database key has 32 bytes and its salt 16")
        if not self.document_identities or self.generation < 1:
            raise ValueError("a payload has an identity and a generation from 1")

    @classmethod
    def generate(cls) -> Self:
        """Fresh keys for a new practice, from the system's random source."""
        from pyrage import x25519

        identity = str(x25519.Identity.generate())
        key = bytearray(secrets.token_bytes(32))
        return cls(key, secrets.token_bytes(16), (identity,), (), 1)

    @classmethod
    def from_json(cls, data: bytes | bytearray) -> Self:
        """The payload written by `to_json`. ValueError when it is anything else."""
        members = strict_json.parse_object(data)
        if strict_json.text(members, "format") != _FORMAT:
            raise ValueError("format")
        if strict_json.whole(members, "version") != _VERSION:
            raise ValueError("version")
        return cls(
            bytearray(strict_json.hex_bytes(members, "database_key", 32)),
            strict_json.hex_bytes(members, "database_salt", 16),
            strict_json.texts(members, "document_identities"),
            strict_json.texts(members, "reply_keys"),
            strict_json.whole(members, "generation"),
        )

    def to_json(self) -> bytes:
        """The canonical JSON text that goes into every slot."""
        return strict_json.canonical(
            {
                "format": _FORMAT,
                "version": _VERSION,
                "database_key": self.database_key.hex(),
                "database_salt": self.database_salt.hex(),
                "document_identities": list(self.document_identities),
                "reply_keys": list(self.reply_keys),
                "generation": self.generation,
            }
        )

    def raw_key_hex(self) -> str:
        """Key and salt as the 96 hex digits that SQLCipher takes in `PRAGMA key = "x'…'"`."""
        return self.database_key.hex() + self.database_salt.hex()

    def subkey(self, purpose: str) -> bytes:
        """A 32-byte key for one purpose, so that no key ever serves two."""
        info = f"lawdesk/v1/{purpose}".encode()
        return HKDF(hashes.SHA256(), 32, self.database_salt, info).derive(bytes(self.database_key))

    def wipe(self) -> None:
        """Overwrite the database key; the payload is useless afterwards."""
        self.database_key[:] = bytes(len(self.database_key))
