"""Names and texts in a row, each kept to itself: what one says cannot turn its neighbours round."""

from __future__ import annotations

import re
import unicodedata

_FIRST_STRONG, _POP = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
_TURNING = {"R", "AL", "RLE", "RLO", "RLI", "LRE", "LRO", "LRI", "FSI", "PDF", "PDI"}
_PIECE = 20
_LONG_WORD = re.compile(r"\S{25,}")


def dotted(*parts: str) -> str:
    """The parts that say something, with dots between them: "2026-0112 · Maria Alvarez"."""
    return " · ".join(isolated(part) for part in parts if part)


def isolated(text: str) -> str:
    """The text; where it holds other writing directions, fenced off from what stands around it."""
    if not any(unicodedata.bidirectional(sign) in _TURNING for sign in text):
        return text
    surplus = text.count(_POP)  # a text must not be able to end its own fence
    closed = text.replace(_POP, "") if surplus else text
    return f"{_FIRST_STRONG}{closed}{_POP}"


def shortened(text: str, most: int = 60) -> str:
    """One line of the text, cut with dots where it is longer than `most` characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def breakable(text: str) -> str:
    """The text, with places to break in words that would not fit any line."""
    return _LONG_WORD.sub(lambda word: "\N{ZERO WIDTH SPACE}".join(_pieces(word[0])), text)


def _pieces(word: str) -> list[str]:
    return [word[start : start + _PIECE] for start in range(0, len(word), _PIECE)]
