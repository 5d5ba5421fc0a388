"""HPKE as RFC 9180 tells it: the page's own code, Python's, and a key schedule written out here."""

import json
import subprocess
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from formats.hpke.key_schedule import key_and_nonce, private_key, shared_secret
from judges import judge

HERE = Path(__file__).parent / "hpke"
VECTORS = HERE / "rfc9180-p256-sha256-aes256gcm-base.json"


def vector() -> dict[str, Any]:
    (only,) = json.loads(VECTORS.read_text(encoding="utf-8"))
    found: dict[str, Any] = only
    return found


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
    shared = shared_secret(private_key(bytes.fromhex(expected["skRm"])), enc, enc + own_point)
    key, nonce = key_and_nonce(shared, bytes.fromhex(expected["info"]))
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
    key, nonce = key_and_nonce(bytes.fromhex(expected["shared_secret"]), info)
    sealed = bytes.fromhex(expected["enc"]) + AESGCM(key).encrypt(nonce, b"an answer", b"")
    suite = Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
    assert suite.decrypt(sealed, private_key(bytes.fromhex(expected["skRm"])), info) == b"an answer"
