"""HPKE as RFC 9180 tells it: the page's own code, Python's, and a key schedule written out here."""

import hashlib
import hmac
import json
import subprocess
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from judges import judge

HERE = Path(__file__).parent / "hpke"
VECTORS = HERE / "rfc9180-p256-sha256-aes256gcm-base.json"
KEM_SUITE = b"KEM" + bytes.fromhex("0010")
HPKE_SUITE = b"HPKE" + bytes.fromhex("001000010002")
NO_SALT = bytes(32)


def vector() -> dict[str, Any]:
    (only,) = json.loads(VECTORS.read_text(encoding="utf-8"))
    found: dict[str, Any] = only
    return found


def mac(key: bytes, data: bytes) -> bytes:
    return hmac.digest(key, data, hashlib.sha256)


def extract(suite: bytes, salt: bytes, label: bytes, ikm: bytes) -> bytes:
    return mac(salt or NO_SALT, b"HPKE-v1" + suite + label + ikm)


def expand(suite: bytes, prk: bytes, label: bytes, info: bytes, size: int) -> bytes:
    whole = size.to_bytes(2, "big") + b"HPKE-v1" + suite + label + info + b"\x01"
    return mac(prk, whole)[:size]


def shared_secret(private: ec.EllipticCurvePrivateKey, theirs: bytes, context: bytes) -> bytes:
    point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs)
    prk = extract(KEM_SUITE, b"", b"eae_prk", private.exchange(ec.ECDH(), point))
    return expand(KEM_SUITE, prk, b"shared_secret", context, 32)


def schedule(shared: bytes, info: bytes) -> tuple[bytes, bytes]:
    id_hash = extract(HPKE_SUITE, b"", b"psk_id_hash", b"")
    context = b"\x00" + id_hash + extract(HPKE_SUITE, b"", b"info_hash", info)
    secret = extract(HPKE_SUITE, shared, b"secret", b"")
    key = expand(HPKE_SUITE, secret, b"key", context, 32)
    return key, expand(HPKE_SUITE, secret, b"base_nonce", context, 12)


def private_key(scalar: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int(scalar, 16), ec.SECP256R1())


def test_the_pages_own_code_makes_what_the_rfc_says() -> None:
    made = subprocess.run(
        [judge("node"), HERE / "check_vectors.mjs", VECTORS],
        check=True,
        capture_output=True,
        timeout=60,
    ).stdout
    expected = vector()
    wanted = {name: expected[name] for name in ("enc", "shared_secret", "key", "base_nonce")}
    assert json.loads(made) == [{**wanted, "ct": expected["encryptions"][0]["ct"]}]


def test_the_key_schedule_in_python_opens_every_message_of_the_vector() -> None:
    expected = vector()
    enc, own_point = bytes.fromhex(expected["enc"]), bytes.fromhex(expected["pkRm"])
    shared = shared_secret(private_key(expected["skRm"]), enc, enc + own_point)
    key, nonce = schedule(shared, bytes.fromhex(expected["info"]))
    assert (shared.hex(), key.hex(), nonce.hex()) == (
        expected["shared_secret"],
        expected["key"],
        expected["base_nonce"],
    )
    for number, message in enumerate(expected["encryptions"]):
        own = (int.from_bytes(nonce, "big") ^ number).to_bytes(12, "big")
        assert own.hex() == message["nonce"]
        sealed, aad = bytes.fromhex(message["ct"]), bytes.fromhex(message["aad"])
        assert AESGCM(key).decrypt(own, sealed, aad).hex() == message["pt"]


def test_the_suite_that_reads_replies_agrees_with_the_vectors_keys() -> None:
    """It seals without associated data, so the vector's keys seal and it opens."""
    expected = vector()
    info = bytes.fromhex(expected["info"])
    key, nonce = schedule(bytes.fromhex(expected["shared_secret"]), info)
    sealed = bytes.fromhex(expected["enc"]) + AESGCM(key).encrypt(nonce, b"an answer", b"")
    suite = Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
    assert suite.decrypt(sealed, private_key(expected["skRm"]), info) == b"an answer"
