"""Bech32 texts typed in from paper: is the checksum right, and if not, where is the slip?

What belongs here: the checksum of BIP 173 and the search for a single slip. A slip is only
pointed at, never corrected silently: whoever typed it should look at the paper again.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
CHECKSUM_LENGTH = 6
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)

SlipKind = Literal["wrong", "swapped", "missing", "extra"]


@dataclass(frozen=True)
class Slip:
    """One typing fault that would explain a wrong checksum, at a character position from 0."""

    kind: SlipKind
    position: int


def checksum_holds(prefix: str, text: str) -> bool:
    """Whether lower-case `text` (data and checksum, without the separator) fits `prefix`."""
    values = [ALPHABET.find(letter) for letter in text]
    return min(values, default=-1) >= 0 and _remainder(_spread(prefix), values) == 1


def find_slips(prefix: str, text: str, length: int) -> list[Slip]:
    """Every single slip whose repair gives a text of `length` characters that fits `prefix`."""
    if len(text) == length:
        candidates = (*_swaps(text), *_replacements(text))
    elif len(text) == length - 1:
        candidates = tuple(_insertions(text))
    elif len(text) == length + 1:
        candidates = tuple(_removals(text))
    else:
        return []
    return [slip for slip, repaired in candidates if checksum_holds(prefix, repaired)]


def _remainder(prefix: list[int], values: list[int]) -> int:
    check = 1
    for value in (*prefix, *values):
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit, factor in enumerate(_GENERATOR):
            if top >> bit & 1:
                check ^= factor
    return check


def _spread(prefix: str) -> list[int]:
    return [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]


def _swaps(text: str) -> Iterator[tuple[Slip, str]]:
    for at in range(len(text) - 1):
        if text[at] != text[at + 1]:
            yield Slip("swapped", at), text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def _replacements(text: str) -> Iterator[tuple[Slip, str]]:
    for at in range(len(text)):
        for letter in ALPHABET.replace(text[at], ""):
            yield Slip("wrong", at), text[:at] + letter + text[at + 1 :]


def _insertions(text: str) -> Iterator[tuple[Slip, str]]:
    for at in range(len(text) + 1):
        for letter in ALPHABET:
            yield Slip("missing", at), text[:at] + letter + text[at:]


def _removals(text: str) -> Iterator[tuple[Slip, str]]:
    for at in range(len(text)):
        yield Slip("extra", at), text[:at] + text[at + 1 :]
