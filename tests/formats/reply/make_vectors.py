"""Makes the reply vectors: `<name>.lawdesk`, a file as it may come in, and `<name>.json`, what
must come of it. All answer the bundle of tests/formats/bundle; `key.json` holds its key. Run it as
a program only when the format changes on purpose; a test compares.

The page draws a new key for each reply. Here it is always the one of the RFC's example, so that
the same files come out again; outside a test that would give the content away.
"""

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from formats.bundle.make_vectors import REPLY_POINT, REPLY_SCALAR, REPLY_TOKEN
from formats.hpke.key_schedule import key_and_nonce, private_key, shared_secret

HERE = Path(__file__).parent
BUNDLE = "7K3F"
HEAD = b"LDREPLY\n\x01" + bytes.fromhex("001000010002")
EPHEMERAL_SCALAR = bytes.fromhex("90345e3a1d116c1dd39ae76d95ab858c142223a63e44f8f85318cfa91a84858e")
EPHEMERAL_POINT = bytes.fromhex(
    "04c06b4f6bebc7bb495cb797ab753f911aff80aefb86fd8b6fcc35525f3ab5f03e"
    "0b21bd31a86c6048af3cb2d98e0d3bf01da5cc4c39ff5370d331a4f1f7d5a4e0"
)
OTHER_POINT = EPHEMERAL_POINT  # on the curve, but not the bundle's
FILES = {"delivery note.txt": b"Two pallets, 3 March.\n", "empty.bin": b"", "scan.bin": bytes(2000)}
Members = dict[str, Any]


def members(**changes: Any) -> Members:
    """The list of contents of the fullest reply, with some members replaced."""
    return {
        "format": "lawdesk-reply",
        "version": 1,
        "bundle": BUNDLE,
        "token": base64.b64encode(REPLY_TOKEN).decode(),
        "sequence": 1795514400123,
        "written_at": "2026-11-24T10:00:00Z",
        "message": "Dear Ms Marsh,\nhere they are. Größe 🙂",
        "answers": [{"request": "r2", "text": "Not below 400."}],
        "invoices": [
            {"number": "2026-0042", "verdict": "question", "amount": "250.00", "reason": "Why?"},
            {"number": "2026-0031", "verdict": "agreed", "amount": "", "reason": ""},
        ],
        "contact": {
            "confirmed": False,
            "address": "4 Mill Lane\nSpringfield",
            "mail": "maria@alvarez.example",
            "phone": "+1 555 777",
        },
        "files": [
            entry("delivery note.txt", "r1"),
            entry("empty.bin", None),
            entry("scan.bin", None),
        ],
    } | changes


def entry(name: str, request: str | None, **changes: Any) -> Members:
    """What the list says of one file."""
    content = FILES[name]
    return {
        "name": name,
        "type": "text/plain" if name.endswith(".txt") else "",
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "request": request,
    } | changes


def sealed(
    listed: Members | bytes, *, extra: bytes = b"", bundle: str = BUNDLE, point: bytes = REPLY_POINT
) -> bytes:
    """A whole reply file: the list, all files, and `extra` after them."""
    text = listed if isinstance(listed, bytes) else json.dumps(listed, ensure_ascii=False).encode()
    plain = len(text).to_bytes(4, "big") + text + b"".join(FILES.values()) + extra
    info = b"lawdesk/reply/v1" + bundle.encode() + hashlib.sha256(point).digest()
    shared = shared_secret(private_key(EPHEMERAL_SCALAR), point, EPHEMERAL_POINT + point)
    key, nonce = key_and_nonce(shared, info)
    head = HEAD + bytes([len(bundle)]) + bundle.encode()
    return head + EPHEMERAL_POINT + AESGCM(key).encrypt(nonce, plain, b"")


def _files(changed: Members) -> Members:
    return members(files=[changed, *members()["files"][1:]])


def _without(name: str) -> Members:
    return {key: value for key, value in members().items() if key != name}


def _bent(data: bytes, place: int) -> bytes:
    """One bit of one byte."""
    changed = bytearray(data)
    changed[place] ^= 1
    return bytes(changed)


def _outside() -> dict[str, tuple[bytes, str]]:
    """Replies that are refused before or at the seal."""
    good = sealed(members())
    point_at = len(HEAD) + 1 + len(BUNDLE)
    off_curve = good[:point_at] + b"\x04" + bytes(range(64)) + good[point_at + 65 :]
    compressed = good[:point_at] + b"\x02" + good[point_at + 1 :]
    return {
        "not-a-reply": (b"%PDF-1.7\n" + good[9:], "not_a_reply"),
        "newer-version": (good[:8] + b"\x02" + good[9:], "newer_version"),
        "other-suite": (good[:14] + b"\x03" + good[15:], "other_suite"),
        "cut-in-head": (good[:12], "cut_short"),
        "cut-in-point": (good[:60], "cut_short"),
        "cut-in-content": (good[:-1000], "cannot_be_opened"),
        "no-short-name": (good[:15] + b"\x00" + good[20:], "bad_short_name"),
        "short-name-in-lower-case": (good.replace(b"7K3F", b"7k3f", 1), "bad_short_name"),
        "other-short-name": (good.replace(b"7K3F", b"7K3G", 1), "other_bundle"),
        "point-off-the-curve": (off_curve, "bad_point"),
        "point-compressed": (compressed, "bad_point"),
        "sealed-for-another-key": (sealed(members(), point=OTHER_POINT), "cannot_be_opened"),
        "flipped-byte": (_bent(good, 200), "cannot_be_opened"),
        "flipped-tag": (_bent(good, -1), "cannot_be_opened"),
        "bytes-after-the-seal": (good + b"x", "cannot_be_opened"),
    }


def _inside() -> dict[str, tuple[bytes, str]]:
    """Replies that open and then do not hold what they must."""
    twice = json.dumps(members()).replace('"version": 1', '"version": 1, "version": 1').encode()
    note = "delivery note.txt"
    too_many = [entry("empty.bin", None) for _number in range(101)]
    plain: dict[str, tuple[Members | bytes, str]] = {
        "no-token": (_without("token"), "no_token"),
        "wrong-token": (members(token=base64.b64encode(bytes(32)).decode()), "wrong_token"),
        "other-bundle-inside": (members(bundle="7K3G"), "other_bundle"),
        "newer-manifest": (members(version=2), "newer_manifest"),
        "other-format": (members(format="lawdesk-bundle"), "bad_manifest"),
        "member-missing": (_without("message"), "bad_manifest"),
        "member-unknown": (members(more=1), "bad_manifest"),
        "member-twice": (twice, "bad_manifest"),
        "not-json": (b"not json", "bad_manifest"),
        "sequence-as-text": (members(sequence="1"), "bad_manifest"),
        "unknown-verdict": (
            members(invoices=[{"number": "1", "verdict": "paid", "amount": "", "reason": ""}]),
            "bad_manifest",
        ),
        "message-too-long": (members(message="x" * 20_001), "text_too_long"),
        "too-many-files": (members(files=too_many), "too_many_files"),
        "size-too-large": (_files(entry(note, "r1", size=50_000)), "bytes_missing"),
        "size-too-small": (members(files=members()["files"][:2]), "trailing_bytes"),
        "size-negative": (_files(entry(note, "r1", size=-1)), "bad_manifest"),
        "other-content": (_files(entry(note, "r1", sha256="0" * 64)), "other_content"),
    }
    made = {name: (sealed(listed), outcome) for name, (listed, outcome) in plain.items()}
    made["trailing-bytes"] = (sealed(members(), extra=b"x"), "trailing_bytes")
    return made


def _opening(listed: Members, contents: list[str]) -> Members:
    coded = [base64.b64encode(FILES[name]).decode() for name in contents]
    return {"outcome": "opens", "manifest": listed, "contents": coded}


def vectors() -> dict[str, tuple[bytes, Members]]:
    """Name to (file, expected outcome)."""
    made: dict[str, tuple[bytes, Members]] = {
        "opens": (sealed(members()), _opening(members(), list(FILES))),
    }
    return made | {
        name: (data, {"outcome": outcome})
        for name, (data, outcome) in (_outside() | _inside()).items()
    }


def key() -> Members:
    """What opens them: the bundle's key and token, as hex."""
    return {
        "bundle": BUNDLE,
        "public_key": REPLY_POINT.hex(),
        "scalar": REPLY_SCALAR.hex(),
        "token": REPLY_TOKEN.hex(),
    }


def written(value: Members) -> str:
    """As it stands in the file."""
    return json.dumps(value, indent=1, sort_keys=True, ensure_ascii=True) + "\n"


def write_vectors() -> None:
    """Write every vector beside this file."""
    (HERE / "key.json").write_text(written(key()), encoding="utf-8", newline="\n")
    for name, (data, expected) in vectors().items():
        (HERE / f"{name}.lawdesk").write_bytes(data)
        (HERE / f"{name}.json").write_text(written(expected), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write_vectors()
