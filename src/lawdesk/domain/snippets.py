"""Snippets: texts the lawyer writes again and again, and the templates of updates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from lawdesk.errors import FieldError
from lawdesk.translation import _

SnippetId = NewType("SnippetId", int)

_LONGEST_TITLE = 200
_LONGEST_TEXT = 20_000


_SAYS_NOTHING = frozenset(
    {"and", "of", "the", "law", "laws", "matters", "other", "general"}
    | {"und", "recht", "et", "droit", "du", "de", "des", "y", "derecho"}
)


class SnippetKind(StrEnum):
    """A piece to put in, or the template an update starts from."""

    SNIPPET = "snippet"
    UPDATE = "update"


@dataclass(frozen=True, slots=True)
class Snippet:
    """A text for one practice area ("" for every one) in one language.

    The text of a template holds the three parts of an update, parted by lines of "---".
    """

    id: SnippetId
    kind: SnippetKind
    area: str
    language: str
    title: str
    text: str
    changed_at: int
    archived_at: int | None


@dataclass(frozen=True, slots=True)
class StarterText:
    """A text that comes with LawDesk, to be taken over and changed."""

    kind: SnippetKind
    area: str
    language: str
    title: str
    text: str


def check_snippet(title: str, text: str) -> None:
    """Raise FieldError for "title" or "text"."""
    if not title.strip():
        raise FieldError("title", _("A text needs a name to be found by; nothing was saved."))
    if len(title) > _LONGEST_TITLE:
        raise FieldError("title", _("A name may have 200 characters; nothing was saved."))
    if not text.strip():
        raise FieldError("text", _("There is no text yet; nothing was saved."))
    if len(text) > _LONGEST_TEXT:
        raise FieldError("text", _("A text may have 20,000 characters; nothing was saved."))


def suits(area: str, matter_area: str) -> bool:
    """Whether a text for `area` is meant for a matter of `matter_area`, as the lawyer words both.

    "Employment" and "Employment law" are one: a word that says something is enough.
    """
    wanted, own = area.strip().casefold(), matter_area.strip().casefold()
    return bool(wanted and own) and (wanted == own or bool(_telling(wanted) & _telling(own)))


def best_first(found: list[Snippet], area: str) -> list[Snippet]:
    """Those of the area first, then those for every area; others are left out."""
    own = [each for each in found if suits(each.area, area)]
    return own + [each for each in found if not each.area.strip()]


def _telling(area: str) -> set[str]:
    return set(re.findall(r"\w+", area)) - _SAYS_NOTHING
