"""The file form shared by the passphrase and the keychain slot.

What belongs here: AES-256-GCM over the key payload, bound to its own readable header. The checksum
inside the file tells an accident (a flipped bit) from a wrong passphrase; it is no protection.
"""

import secrets
from dataclasses import dataclass
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from lawdesk.vault import strict_json

MAX_SLOT_BYTES = 1 << 20
_CIPHER = "AES-256-GCM"


class WrongKey(Exception):
    """The key does not open this slot."""


@dataclass(frozen=True)
class SealedSlot:
    """A slot file taken apart: its header, and the payload it protects."""

    header: dict[str, object]
    sealed: bytes

    @classmethod
    def seal(cls, header: dict[str, object], key: bytes | bytearray, plain: bytes) -> Self:
        """Protect `plain` under a 32-byte key; `header` is readable, and bound to it."""
        nonce = secrets.token_bytes(12)
        full = header | {"cipher": _CIPHER, "nonce": nonce.hex()}
        return cls(full, AESGCM(key).encrypt(nonce, plain, strict_json.canonical(full)))

    @classmethod
    def from_file(cls, data: bytes) -> Self:
        """The slot written by `to_file`. ValueError when damaged or of another kind."""
        members = strict_json.parse_checked(data)
        sealed = strict_json.hex_bytes(members, "sealed")
        del members["sealed"]
        if strict_json.text(members, "cipher") != _CIPHER:
            raise ValueError("cipher")
        strict_json.hex_bytes(members, "nonce", 12)
        return cls(members, sealed)

    def to_file(self) -> bytes:
        """The bytes of the slot file."""
        return strict_json.with_checksum(self.header | {"sealed": self.sealed.hex()})

    def open(self, key: bytes | bytearray) -> bytes:
        """The protected bytes. Raises WrongKey."""
        nonce = strict_json.hex_bytes(self.header, "nonce", 12)
        try:
            return AESGCM(key).decrypt(nonce, self.sealed, strict_json.canonical(self.header))
        except InvalidTag as error:
            raise WrongKey from error
