"""The little structure a letter's text has: paragraphs, headings, lists.

A blank line ends a paragraph, "# " begins a heading, "- " an item of a list; a line end inside a
paragraph stays a line end. Everything else is text.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class BlockKind(StrEnum):
    """What a block of text is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading or an item of a list, with its lines as they were typed."""

    kind: BlockKind
    lines: tuple[str, ...]


_MARKS = {"# ": BlockKind.HEADING, "- ": BlockKind.ITEM}


def blocks(text: str) -> list[Block]:
    """The blocks of a text in their order; blank lines only part them."""
    found: list[Block] = []
    is_open = False
    for typed in text.splitlines():
        line = typed.rstrip()
        kind = _MARKS.get(line.lstrip()[:2])
        if not line.strip():
            is_open = False
        elif kind is not None and line.lstrip()[2:].strip():
            found.append(Block(kind, (line.lstrip()[2:].strip(),)))
            is_open = kind is BlockKind.ITEM
        elif is_open:
            found[-1] = Block(found[-1].kind, (*found[-1].lines, line.strip()))
        else:
            found.append(Block(BlockKind.PARAGRAPH, (line.strip(),)))
            is_open = True
    return found
