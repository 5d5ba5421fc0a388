"""Small JSON objects from files that a stranger may have written.

What belongs here: reading with a size limit, exact types, a checksum against accidents.
Every fault is a ValueError (or an OSError from the disk); callers turn it into their sentence.
"""

import hashlib
import hmac
import json
import stat
from pathlib import Path

CHECKSUM = "checksum"


def canonical(members: dict[str, object]) -> bytes:
    """The one byte form of an object: keys sorted, no spaces, ASCII only."""
    return json.dumps(members, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def with_checksum(members: dict[str, object]) -> bytes:
    """File content for `members`: readable JSON with a SHA-256 of the canonical form inside."""
    full = members | {CHECKSUM: _checksum(members)}
    return (json.dumps(full, sort_keys=True, indent=1, ensure_ascii=True) + "\n").encode()


def parse_checked(data: bytes) -> dict[str, object]:
    """The members of a file made by `with_checksum`. ValueError when anything is off."""
    members = parse_object(data)
    checksum = members.pop(CHECKSUM, None)
    if not isinstance(checksum, str) or not checksum.isascii():
        raise ValueError("no checksum")
    if not hmac.compare_digest(checksum, _checksum(members)):
        raise ValueError("wrong checksum")
    return members


def parse_object(data: bytes | bytearray) -> dict[str, object]:
    """The members of a JSON object, each name at most once. ValueError otherwise."""
    try:
        parsed = json.loads(data.decode("utf-8"), object_pairs_hook=_once)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(parsed, dict):
        raise ValueError("not an object")  # noqa: TRY004 callers catch one class
    return parsed


def read_small_file(path: Path, limit: int) -> bytes:
    """The bytes of a regular file of at most `limit` bytes; ValueError when it is larger."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise ValueError("not a regular file")  # a pipe would block for ever
    with path.open("rb") as stream:
        data = stream.read(limit + 1)
    if len(data) > limit:
        raise ValueError("too large")
    return data


def text(members: dict[str, object], name: str, longest: int = 1000) -> str:
    """The string member `name`."""
    value = members.get(name)
    if not isinstance(value, str) or len(value) > longest:
        raise ValueError(name)
    return value


def texts(members: dict[str, object], name: str) -> tuple[str, ...]:
    """The member `name`, a list of strings."""
    value = members.get(name)
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError(name)
    return tuple(value)


def whole(members: dict[str, object], name: str) -> int:
    """The whole number `name` of any size; true and false are not numbers."""
    value = members.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(name)  # noqa: TRY004 callers catch one class
    return value


def hex_bytes(members: dict[str, object], name: str, size: int | None = None) -> bytes:
    """The bytes of the lower-case hex member `name`, exactly `size` of them when given."""
    value = text(members, name, longest=10_000_000)
    data = bytes.fromhex(value)
    if data.hex() != value or (size is not None and len(data) != size):
        raise ValueError(name)
    return data


def _checksum(members: dict[str, object]) -> str:
    return hashlib.sha256(canonical(members)).hexdigest()


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a name appears twice")
    return members
