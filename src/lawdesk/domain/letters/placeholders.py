"""The language of letter templates: fixed names in double braces, replaced once, and nothing else.

There are no loops, no conditions, no sums and no access to anything: a name is on the list below or
it is not. What is not on it, or has no value yet, stays where it is as a gap for the lawyer. Values
are text for ever: braces in a client's name are never read as a placeholder.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lawdesk.translation import _

_PLACEHOLDER = re.compile(r"\{\{([^{}\n]{1,80})\}\}")
_ASKED = re.compile(r"ask\.[^\s.{}][^.{}]*")
_STRUCTURE = re.compile(r"\s*[#-]")
_FENCE = "\N{WORD JOINER}"  # has no look of its own; a page drops it


@dataclass(frozen=True, slots=True)
class Text:
    """Text that is printed as it stands."""

    text: str


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A name in double braces; `start` and `end` are its places in the template."""

    name: str
    start: int
    end: int

    @property
    def is_known(self) -> bool:
        """Whether the name is on the list, or asks for something the lawyer types."""
        return self.name in NAMES or self.is_asked

    @property
    def is_asked(self) -> bool:
        """Whether it is a note to oneself, such as "ask.deadline": never filled by the program."""
        return _ASKED.fullmatch(self.name) is not None


Piece = Text | Placeholder

NAMES = (
    "client.name",
    "client.contact_person",
    "client.address",
    "client.mail",
    "client.phone",
    "client.reference",
    "matter.title",
    "matter.number",
    "matter.reference",
    "matter.opened",
    "invoice.number",
    "invoice.date",
    "invoice.total",
    "invoice.open",
    "invoice.due",
    "practice.name",
    "practice.title",
    "practice.address",
    "practice.mail",
    "practice.phone",
    "practice.account",
    "today",
)
"""Every name there is, in the order in which they are offered."""


def placeholder_words() -> dict[str, str]:
    """What each name stands for, in the words of the program."""
    return {
        "client.name": _("Name of the client"),
        "client.contact_person": _("Contact person of an organisation"),
        "client.address": _("Address of the client, as many lines as it has"),
        "client.mail": _("E-mail address of the client"),
        "client.phone": _("Phone number of the client"),
        "client.reference": _("The client's own reference"),
        "matter.title": _("Title of the matter"),
        "matter.number": _("Number of the matter"),
        "matter.reference": _("Reference of the matter, such as a file number"),
        "matter.opened": _("Day the matter was opened"),
        "invoice.number": _("Number of the chosen invoice"),
        "invoice.date": _("Day of the chosen invoice"),
        "invoice.total": _("Total of the chosen invoice"),
        "invoice.open": _("What is still open on the chosen invoice"),
        "invoice.due": _("Day by which the chosen invoice is to be paid"),
        "practice.name": _("Your name"),
        "practice.title": _("Your title"),
        "practice.address": _("Your address, as many lines as it has"),
        "practice.mail": _("Your e-mail address"),
        "practice.phone": _("Your phone number"),
        "practice.account": _("Your bank and account"),
        "today": _("Day of the letter"),
    }


def pieces(template: str) -> Iterator[Piece]:
    """Text and placeholders in their order; together they are the template."""
    end = 0
    for found in _PLACEHOLDER.finditer(template):
        if found.start() > end:
            yield Text(template[end : found.start()])
        yield Placeholder(found[1].strip(), found.start(), found.end())
        end = found.end()
    if end < len(template):
        yield Text(template[end:])


def placeholders(template: str) -> list[Placeholder]:
    """The placeholders of a template, known or not, in their order."""
    return [piece for piece in pieces(template) if isinstance(piece, Placeholder)]


def unknown_names(template: str) -> list[str]:
    """Names that are on no list, each once, in their order."""
    return list(dict.fromkeys(each.name for each in placeholders(template) if not each.is_known))


def filled(template: str, values: Mapping[str, str]) -> str:
    """The template with the values that are there; everything else stays as a gap.

    Each value is put in once and never read again as a template.
    """
    return "".join(_filled(piece, template, values) for piece in pieces(template))


def gaps(text: str) -> list[str]:
    """What is still to be filled in a text, each once and as it stands there."""
    return list(dict.fromkeys(text[each.start : each.end] for each in placeholders(text)))


def gaps_named(text: str) -> str:
    """The gaps of a text in a row, for a sentence; long lists are cut."""
    found = gaps(text)
    named = ", ".join(found[:6])
    more = len(found) - 6
    return _("{gaps} and {count} more").format(gaps=named, count=more) if more > 0 else named


def fenced(value: str) -> str:
    """A value as it may stand in a text: its braces and first signs mean nothing there."""
    parted = value.replace("{", f"{_FENCE}{{{_FENCE}")
    return "\n".join(
        f"{_FENCE}{line}" if _STRUCTURE.match(line) else line for line in parted.splitlines()
    )


def without_fences(text: str) -> str:
    """The text for a title, a file name or a mail."""
    return text.replace(_FENCE, "")


def _filled(piece: Piece, template: str, values: Mapping[str, str]) -> str:
    if isinstance(piece, Text):
        return piece.text
    value = values.get(piece.name, "").strip() if piece.name in NAMES else ""
    return fenced(value) if value else template[piece.start : piece.end]
