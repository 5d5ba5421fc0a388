"""The key pair of a bundle: what the page gets, and what only the office keeps."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from lawdesk.exports.reply_keys import make_reply_key


def test_the_scalar_belongs_to_the_point_that_goes_out() -> None:
    key = make_reply_key()
    assert len(key.private) == 32
    assert len(key.address.public_key) == 65
    private = ec.derive_private_key(int.from_bytes(key.private, "big"), ec.SECP256R1())
    point = private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    assert point == key.address.public_key


def test_no_two_bundles_share_a_key_or_a_token() -> None:
    made = [make_reply_key() for _each in range(50)]
    assert len({key.private for key in made}) == 50
    assert len({key.address.token for key in made}) == 50
    assert {len(key.address.token) for key in made} == {32}
