"""RFC 9180 written out: base mode, P-256, HKDF-SHA256. For tests, which need to choose the key
that the page draws by chance.
"""

import hashlib
import hmac

from cryptography.hazmat.primitives.asymmetric import ec

KEM_SUITE = b"KEM" + bytes.fromhex("0010")
HPKE_SUITE = b"HPKE" + bytes.fromhex("001000010002")
NO_SALT = bytes(32)


def private_key(scalar: bytes) -> ec.EllipticCurvePrivateKey:
    """The private key with this scalar."""
    return ec.derive_private_key(int.from_bytes(scalar, "big"), ec.SECP256R1())


def shared_secret(private: ec.EllipticCurvePrivateKey, theirs: bytes, context: bytes) -> bytes:
    """What both sides agree on; `context` is the encapsulated point and the receiver's point."""
    point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs)
    prk = _extract(KEM_SUITE, b"", b"eae_prk", private.exchange(ec.ECDH(), point))
    return _expand(KEM_SUITE, prk, b"shared_secret", context, 32)


def key_and_nonce(shared: bytes, info: bytes) -> tuple[bytes, bytes]:
    """The cipher key and the nonce of the first message."""
    id_hash = _extract(HPKE_SUITE, b"", b"psk_id_hash", b"")
    context = b"\x00" + id_hash + _extract(HPKE_SUITE, b"", b"info_hash", info)
    secret = _extract(HPKE_SUITE, shared, b"secret", b"")
    key = _expand(HPKE_SUITE, secret, b"key", context, 32)
    return key, _expand(HPKE_SUITE, secret, b"base_nonce", context, 12)


def _mac(key: bytes, data: bytes) -> bytes:
    return hmac.digest(key, data, hashlib.sha256)


def _extract(suite: bytes, salt: bytes, label: bytes, ikm: bytes) -> bytes:
    return _mac(salt or NO_SALT, b"HPKE-v1" + suite + label + ikm)


def _expand(suite: bytes, prk: bytes, label: bytes, info: bytes, size: int) -> bytes:
    whole = size.to_bytes(2, "big") + b"HPKE-v1" + suite + label + info + b"\x01"
    return _mac(prk, whole)[:size]
