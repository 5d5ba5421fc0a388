"""A small card with the words of one bundle, to read out by phone or to hand over.

What belongs here: the layout of that card. It is the one paper that carries a passphrase, so it
names the bundle by its short name only, and the client only when the lawyer wants it.
"""

from lawdesk.errors import RuleError
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


def words_card(words: str, public_id: str, on_text: str, client_name: str = "") -> bytes:
    """The card as a PDF of one A6 page: each word numbered, and spelled beside it.

    `on_text` is the bundle's date as it should be read. Raises `RuleError` for no words, or for
    more than the card holds.
    """
    parts = words.split()
    if not 1 <= len(parts) <= _MAX_WORDS:
        raise RuleError(
            _("The card holds one to {count} words; no card was made.").format(count=_MAX_WORDS)
        )
    title = _("Words for bundle {name}").format(name=public_id)
    elements = [*_head(title, on_text, client_name), *_rows(parts), *_foot()]
    strip = Strip(HEIGHT, tuple(elements))
    return paint(Sheet(WIDTH, HEIGHT, title, "LawDesk", "en"), [Page([(0.0, strip)])])


def spelled(word: str) -> str:
    """`word` letter by letter in the telephone alphabet: "Tango India Delta Yankee"."""
    return " ".join(_TELEPHONE.get(sign, _("hyphen") if sign == "-" else sign) for sign in word)


def _head(title: str, on_text: str, client_name: str) -> list[Element]:
    about = " · ".join(part for part in (printable(client_name), printable(on_text)) if part)
    room = WIDTH - 2 * _MARGIN
    about = clip(about, SMALL_QUIET.face, SMALL_QUIET.size, room)
    title = clip(printable(title), _TITLE.face, _TITLE.size, room)
    return [
        Text(Role.HEADING, title, _MARGIN, 36, _TITLE),
        Text(Role.PARAGRAPH, about, _MARGIN, 50, SMALL_QUIET),
    ]


def _rows(words: list[str]) -> list[Element]:
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
        elements += _spelling(word, base, right)
    elements.append(Rule(_MARGIN, _FIRST_ROW + len(words) * height, right - _MARGIN))
    return elements


def _spelling(word: str, base: float, right: float) -> list[Element]:
    left = _MARGIN + _WORD_COLUMN
    text = printable(spelled(word))
    if _SPELLED.width(text) <= right - left:
        return [Text(Role.CELL, text, left, base - 1.5, _SPELLED)]
    names = text.split()
    half = (len(names) + 1) // 2
    first, second = " ".join(names[:half]), " ".join(names[half:])
    return [
        Text(Role.CELL, first, left, base - 7, _SPELLED),
        Text(Role.CELL, second, left, base + 4, _SPELLED),
    ]


def _foot() -> list[Element]:
    lines = (
        _("Read the words out on a number you already have, or hand over this card."),
        _("Never put them into a mail: who reads the mail could then open the bundle."),
    )
    return [
        Text(Role.PARAGRAPH, printable(line), _MARGIN, HEIGHT - 30 + place * 11, _NOTE)
        for place, line in enumerate(lines)
    ]
