"""Text made safe for paper, and broken into lines.

What belongs here: which signs reach a page, and where lines end. Text from outside is only ever
drawn as the signs it holds; there is no markup. What cannot be drawn is replaced as follows:

- letters are composed (NFC); a sign the fonts lack is taken apart (full-width letters, ligatures)
  when the fonts have the parts;
- joiners, soft hyphens, byte order marks and variation selectors have no look of their own and
  are left out;
- tabs and other blanks become a space, in running text line ends as well;
- everything else (control signs, signs that turn the direction of writing, emoji, scripts the
  fonts lack) becomes one ☐ for each sign, so that a reader sees that something was there.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from lawdesk.exports.paper_fonts import Face, drawable

STAND_IN = "\N{BALLOT BOX}"
ELLIPSIS = "…"
_NO_BREAK_SPACES = {"\u00a0", "\u202f", "\u2007"}
_UNSEEN = {"\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff"}
_LINE_ENDS = {"\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"}
_BREAK_AFTER = "-–—/"
_HYPHENS = {"\u2010": "-", "\u2011": "-", "\u2015": "—"}


def printable(text: str) -> str:
    """`text` as one run of signs that the paper's fonts can draw."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_drawn(sign) for sign in unicodedata.normalize("NFC", text))


def paragraphs(text: str) -> list[str]:
    """The paragraphs of `text`, each printable; line ends separate them, blank ones are lost."""
    parts = [printable(part).strip() for part in text.splitlines()]
    return [part for part in parts if part]


@lru_cache(maxsize=2048)
def _drawn(sign: str) -> str:
    code = ord(sign)
    if sign in _UNSEEN or 0xFE00 <= code <= 0xFE0F:
        return ""
    if sign in _NO_BREAK_SPACES:
        return "\u00a0"
    if sign in _LINE_ENDS or sign == "\t" or unicodedata.category(sign) == "Zs":
        return " "
    if unicodedata.category(sign).startswith("C"):
        return STAND_IN
    if sign in drawable():
        return sign
    return _taken_apart(sign)


def _taken_apart(sign: str) -> str:
    parts = _HYPHENS.get(sign) or unicodedata.normalize("NFKC", sign)
    return parts if parts != sign and all(part in drawable() for part in parts) else STAND_IN


def wrap(text: str, face: Face, size: float, width: float) -> list[str]:
    """Lines of printable `text` no wider than `width` points; never an empty list.

    Breaks at spaces, after hyphens, dashes and slashes, and inside a word only where it is wider
    than a line.
    """
    lines: list[str] = []
    line, used = "", 0.0
    space = face.width(" ", size)
    for word in _pieces(text):
        wide = face.width(word, size)
        seen = wide - space if word.endswith(" ") else wide
        if line and used + seen > width:
            lines.append(line.rstrip(" "))
            line, used = "", 0.0
        if seen > width:
            *full, rest = _cut(word.rstrip(" "), face, size, width)
            lines.extend(full)
            line = rest + word[len(word.rstrip(" ")) :]
            used = face.width(line, size)
        else:
            line, used = line + word, used + wide
    return [*lines, line.rstrip(" ")] if line or not lines else lines


def without_lone_word(lines: list[str], face: Face, size: float, width: float) -> list[str]:
    """The lines, with a word handed down where the last line would be a single one."""
    if len(lines) < 2 or " " in lines[-1]:
        return lines
    upper, _, word = lines[-2].rpartition(" ")
    last = f"{word} {lines[-1]}"
    return [*lines[:-2], upper, last] if upper and face.width(last, size) <= width else lines


def clip(text: str, face: Face, size: float, width: float) -> str:
    """`text` on one line of `width` points, its end replaced by “…” where it is longer."""
    if face.width(text, size) <= width:
        return text
    room = width - face.width(ELLIPSIS, size)
    return _cut(text, face, size, room)[0].rstrip() + ELLIPSIS


def _pieces(text: str) -> list[str]:
    """Parts between which a line may end, each with the space that follows it."""
    pieces: list[str] = []
    for word in text.split(" "):
        start = 0
        for at, sign in enumerate(word[:-1], 1):
            if sign in _BREAK_AFTER and at - start > 1 and not word[at].isdigit():
                pieces.append(word[start:at])
                start = at
        if word:
            pieces.append(word[start:] + " ")
    return pieces


def _cut(word: str, face: Face, size: float, width: float) -> list[str]:
    """`word` in parts of at most `width` points, at least one sign each."""
    parts: list[str] = []
    part, used = "", 0.0
    for sign in word:
        wide = face.width(sign, size)
        if part and used + wide > width:
            parts.append(part)
            part, used = "", 0.0
        part, used = part + sign, used + wide
    return [*parts, part]
