"""The letterhead: a picture, lines below it, and a footer, frozen with what was drawn on it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NewType

from lawdesk.errors import FieldError
from lawdesk.translation import _

LetterheadId = NewType("LetterheadId", int)

MOST_PICTURE_BYTES = 2_000_000
MOST_PIXELS = 4000
MOST_LINES = 4
MOST_FOOTER_LINES = 4
_LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands at the head and foot of a paper beside the practice's name and address.

    `picture` holds a PNG or JPEG that this program encoded itself, empty for none; its size is in
    pixels. `lines` stand below it, `footer` at the foot of each page, both as typed.
    """

    picture: bytes = b""
    picture_width: int = 0
    picture_height: int = 0
    lines: str = ""
    footer: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing, so that papers show the name set in type."""
        return not (self.picture or self.lines or self.footer)

    @property
    def head_lines(self) -> tuple[str, ...]:
        """The lines below the picture, without blank ones."""
        return tuple(line.strip() for line in self.lines.splitlines() if line.strip())

    @property
    def footer_lines(self) -> tuple[str, ...]:
        """The lines of the footer, without blank ones."""
        return tuple(line.strip() for line in self.footer.splitlines() if line.strip())


def checked_letterhead(typed: Letterhead) -> Letterhead:
    """The letterhead as it is kept. Raises FieldError for "picture", "lines" or "footer"."""
    head = replace(typed, lines=typed.lines.strip(), footer=typed.footer.strip())
    if len(head.picture) > MOST_PICTURE_BYTES:
        raise FieldError("picture", _("The picture is over 2 MB; the old letterhead was kept."))
    is_there = bool(head.picture)
    sizes = (head.picture_width, head.picture_height)
    if any((0 < size <= MOST_PIXELS) != is_there or size < 0 for size in sizes):
        raise FieldError("picture", _("The picture has no size that fits; the old one was kept."))
    if len(head.lines) > _LONGEST or len(head.head_lines) > MOST_LINES:
        raise FieldError("lines", _("At most four lines fit there; the old ones were kept."))
    if len(head.footer) > _LONGEST or len(head.footer_lines) > MOST_FOOTER_LINES:
        raise FieldError("footer", _("A footer has at most four lines; the old one was kept."))
    return head
