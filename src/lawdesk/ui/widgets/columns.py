"""How a table is described: its columns, and what a cell of one row shows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

NO_BOX = "none"
"""what the text of a CHECK column is on a row that has nothing to tick"""

Row = Any  # a frozen row of any kind; the columns know what to read from it


class Editor(Enum):
    """What kind of thing is typed into a cell."""

    TEXT = "text"
    DURATION = "duration"
    MONEY = "money"
    DATE = "date"
    CHOICE = "choice"
    FIND = "find"
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `name` for the program, `title` for the lawyer, `text` of a row.

    `width` in pixels, 0 takes what is left (`stretch` shares it). A CHECK column's text is "1",
    "" or NO_BOX. CHOICE and FIND offer `choices` as (key, words); FIND, by typing, for many.
    `badge` gives (words, tone) or None; `links` gives (name, words) pairs; `detail` is small
    quiet text behind the text. `phrases` are offered while a TEXT cell is typed into. An
    `optional` column hides when the table is narrow.
    Tones: ink, quiet, accent, running, attention, overdue.
    """

    name: str
    title: str
    text: Callable[[Row], str]
    width: int = 0
    stretch: int = 1
    right: bool = False
    editor: Editor | None = None
    edit_text: Callable[[Row], str] | None = None
    choices: Callable[[Row], Sequence[tuple[str, str]]] | None = None
    editable: Callable[[Row], bool] | None = None
    tone: Callable[[Row], str] | None = None
    bold: Callable[[Row], bool] | None = None
    badge: Callable[[Row], tuple[str, str] | None] | None = None
    detail: Callable[[Row], str] | None = None
    icon: Callable[[Row], str] | None = None
    links: Callable[[Row], Sequence[tuple[str, str]]] | None = None
    phrases: Callable[[], Sequence[str]] | None = None
    sortable: bool = False
    optional: bool = False

    def can_edit(self, row: Row) -> bool:
        """Whether the lawyer may type into this cell of the row."""
        if self.editor is None or self.editor is Editor.CHECK:
            return False
        return self.editable is None or self.editable(row)

    def links_of(self, row: Row) -> Sequence[tuple[str, str]]:
        """The links in this cell of the row as (name, words)."""
        return self.links(row) if self.links is not None else ()

    def spoken(self, row: Row) -> str:
        """Everything the cell shows, as one text for a screen reader."""
        parts = [self.text(row) if self.editor is not Editor.CHECK else ""]
        found = self.badge(row) if self.badge is not None else None
        parts.append(found[0] if found else "")
        parts.append(self.detail(row) if self.detail is not None else "")
        parts.extend(words for _name, words in self.links_of(row))
        return ", ".join(part for part in parts if part)
