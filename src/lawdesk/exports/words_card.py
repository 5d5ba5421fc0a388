"""A small card with words that open bundles, to read out by phone or to hand over.

What belongs here: the layout of that card, for the words of one bundle, for standing words and for
a test bundle. It is the one paper that carries a passphrase, so it names the bundle by its short
name only, and the client only when the lawyer wants it.
"""

from collections.abc import Mapping

from lawdesk.domain.bundles import WordsKind
from lawdesk.errors import RuleError
from lawdesk.exports.client_texts import client_texts
from lawdesk.exports.paper import (
    MM,
    SMALL_QUIET,
    Element,
    Page,
    Role,
    Rule,
    Sheet,
    Strip,
    Style,
    Text,
    paint,
)
from lawdesk.exports.paper_fonts import REGULAR, SEMIBOLD
from lawdesk.exports.paper_text import clip, printable
from lawdesk.translation import _

WIDTH, HEIGHT = 148 * MM, 105 * MM
_MARGIN = 10 * MM
_FIRST_ROW, _ROOM = 66.0, 178.0
_MAX_WORDS = 8
_WORD_COLUMN = 150.0
_TITLE = Style(SEMIBOLD, 14, 18)
_MARK = Style(SEMIBOLD, 14, 18, SMALL_QUIET.colour)
_WORD = Style(SEMIBOLD, 17, 22)
_NUMBER = Style(REGULAR, 10, 13, SMALL_QUIET.colour)
_SPELLED = Style(REGULAR, 8.5, 11, SMALL_QUIET.colour)
_NOTE = Style(REGULAR, 8.5, 11)
_ALPHABET = (
    "Alfa",
    "Bravo",
    "Charlie",
    "Delta",
    "Echo",
    "Foxtrot",
    "Golf",
    "Hotel",
    "India",
    "Juliett",
    "Kilo",
    "Lima",
    "Mike",
    "November",
    "Oscar",
    "Papa",
    "Quebec",
    "Romeo",
    "Sierra",
    "Tango",
    "Uniform",
    "Victor",
    "Whiskey",
    "Xray",
    "Yankee",
    "Zulu",
)
_TELEPHONE = {name[0].lower(): name for name in _ALPHABET}


def words_card(
    words: str,
    public_id: str,
    on_text: str,
    client_name: str = "",
    *,
    kind: WordsKind = WordsKind.FRESH,
    language: str = "en",
) -> bytes:
    """The card as a PDF of one A6 page: each word numbered, and spelled beside it.

    `public_id` names the bundle; standing words name none, words of a test bundle say "Test".
    `on_text` is the date of the bundle or of the agreement as it should be read. Raises `RuleError`
    for no words, or for more than the card holds.
    """
    parts = words.split()
    if not 1 <= len(parts) <= _MAX_WORDS:
        raise RuleError(
            _("The card holds one to {count} words; no card was made.").format(count=_MAX_WORDS)
        )
    said = client_texts("words_card", language)
    title = said[kind.value].replace("{name}", printable(public_id))
    mark = said["test_mark"] if kind is WordsKind.TEST else ""
    elements = [
        *_head(title, mark, on_text, client_name),
        *_rows(parts, said["hyphen"]),
        *_foot(said, "test" if kind is WordsKind.TEST else "keep"),
    ]
    strip = Strip(HEIGHT, tuple(elements))
    return paint(Sheet(WIDTH, HEIGHT, title, "LawDesk", language), [Page([(0.0, strip)])])


def spelled(word: str, hyphen: str = "hyphen") -> str:
    """`word` letter by letter in the telephone alphabet: "Tango India Delta Yankee"."""
    return " ".join(_TELEPHONE.get(sign, hyphen if sign == "-" else sign) for sign in word)


def _head(title: str, mark: str, on_text: str, client_name: str) -> list[Element]:
    about = " · ".join(part for part in (printable(client_name), printable(on_text)) if part)
    room = WIDTH - 2 * _MARGIN
    about = clip(about, SMALL_QUIET.face, SMALL_QUIET.size, room)
    marked = _MARK.width(mark) + 12 if mark else 0
    title = clip(printable(title), _TITLE.face, _TITLE.size, room - marked)
    elements: list[Element] = [
        Text(Role.HEADING, title, _MARGIN, 36, _TITLE),
        Text(Role.PARAGRAPH, about, _MARGIN, 50, SMALL_QUIET),
    ]
    if mark:
        elements.append(Text(Role.HEADING, mark, WIDTH - _MARGIN, 36, _MARK, "right"))
    return elements


def _rows(words: list[str], hyphen: str) -> list[Element]:
    height = _ROOM / max(6, len(words))
    right = WIDTH - _MARGIN
    elements: list[Element] = []
    for place, word in enumerate(words):
        top = _FIRST_ROW + place * height
        base = top + height / 2 + 5.5
        elements += [
            Rule(_MARGIN, top, right - _MARGIN),
            Text(Role.CELL, str(place + 1), _MARGIN, base, _NUMBER),
            Text(Role.CELL, printable(word), _MARGIN + 16, base, _WORD),
        ]
        elements += _spelling(spelled(word, hyphen), base, right)
    elements.append(Rule(_MARGIN, _FIRST_ROW + len(words) * height, right - _MARGIN))
    return elements


def _spelling(spelling: str, base: float, right: float) -> list[Element]:
    left = _MARGIN + _WORD_COLUMN
    text = printable(spelling)
    if _SPELLED.width(text) <= right - left:
        return [Text(Role.CELL, text, left, base - 1.5, _SPELLED)]
    names = text.split()
    half = (len(names) + 1) // 2
    first, second = " ".join(names[:half]), " ".join(names[half:])
    return [
        Text(Role.CELL, first, left, base - 7, _SPELLED),
        Text(Role.CELL, second, left, base + 4, _SPELLED),
    ]


def _foot(said: Mapping[str, str], key: str) -> list[Element]:
    room = WIDTH - 2 * _MARGIN
    lines = (clip(printable(said[f"{key}_{at}"]), _NOTE.face, _NOTE.size, room) for at in (1, 2))
    return [
        Text(Role.PARAGRAPH, line, _MARGIN, HEIGHT - 30 + place * 11, _NOTE)
        for place, line in enumerate(lines)
    ]
