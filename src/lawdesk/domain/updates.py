"""Updates: what the client is told about a matter, and whether it has been told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

from lawdesk.domain.matters import MatterId
from lawdesk.errors import FieldError
from lawdesk.translation import _

UpdateId = NewType("UpdateId", int)

LONGEST_PART = 20_000
_GAP = re.compile(r"\[[^\[\]\n]{1,60}\]")
_NOT_A_GAP = frozenset({"[sic]", "[…]", "[...]"})


class GivenBy(StrEnum):
    """How an update reached the client, as the lawyer says."""

    BUNDLE = "bundle"
    MAIL = "mail"
    POST = "post"
    PHONE = "phone"
    IN_PERSON = "in_person"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Update:
    """What happened, what comes next and what the client is asked for, as of a day.

    A draft until `given_on`; from then on it cannot change.
    """

    id: UpdateId
    matter_id: MatterId
    dated_on: date
    happened: str
    next: str
    needed: str
    written_at: int
    given_on: date | None
    channel: GivenBy | None
    bundle_id: int | None

    @property
    def words(self) -> str:
        """The first words that say something, for a list."""
        parts = (self.happened, self.next, self.needed)
        lines = (line.strip() for part in parts for line in part.splitlines())
        return next((line for line in lines if line), "")

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written yet."""
        return not self.words


@dataclass(frozen=True, slots=True)
class UpdateParts:
    """The three parts of an update."""

    happened: str = ""
    next: str = ""
    needed: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written in any of them."""
        return not (self.happened.strip() or self.next.strip() or self.needed.strip())


def parts_of(template: str) -> UpdateParts:
    """The parts of a template's text, which lines of "---" keep apart."""
    found = [part.strip("\n") for part in re.split(r"(?m)^[ \t]*---[ \t]*$", template)]
    found += [""] * (3 - len(found))
    return UpdateParts(found[0], found[1], "\n---\n".join(found[2:]).strip("\n"))


def template_of(parts: UpdateParts) -> str:
    """The three parts as one text, as a template is kept."""
    return f"{parts.happened.strip()}\n---\n{parts.next.strip()}\n---\n{parts.needed.strip()}"


def open_gaps(*texts: str) -> list[str]:
    """Places such as "[date]" that a ready text left to be filled in, each once and in order."""
    found = (gap for text in texts for gap in _GAP.findall(text))
    return list(dict.fromkeys(gap for gap in found if gap not in _NOT_A_GAP))


def check_part(field: str, text: str) -> str:
    """The text of one part without spaces around. Raises FieldError for `field`."""
    if len(text) > LONGEST_PART:
        raise FieldError(
            field, _("This part may have 20,000 characters; what was kept before stays.")
        )
    return text.strip()
