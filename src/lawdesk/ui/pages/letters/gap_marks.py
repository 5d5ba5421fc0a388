"""What is still to be filled in a letter, marked where it stands."""

from __future__ import annotations

from PySide6.QtGui import QSyntaxHighlighter, QTextCharFormat
from PySide6.QtWidgets import QPlainTextEdit

from lawdesk.domain.letters.placeholders import placeholders
from lawdesk.ui import palette


class GapMarks(QSyntaxHighlighter):
    """Marks placeholders in a text field; with `only_unknown` those that are on no list."""

    def __init__(self, edit: QPlainTextEdit, *, only_unknown: bool = False) -> None:
        super().__init__(edit.document())
        self._only_unknown = only_unknown

    def highlightBlock(self, text: str) -> None:
        tokens = palette.current()
        for each in placeholders(text):
            is_known = self._only_unknown and each.is_known
            ink, tint = tokens.tone("accent" if is_known else "attention")
            look = QTextCharFormat()
            look.setForeground(ink)
            look.setBackground(tint)
            self.setFormat(_units(text[: each.start]), _units(text[each.start : each.end]), look)


def go_to_gap(edit: QPlainTextEdit) -> bool:
    """Selects the next gap behind the cursor, or the first one; False where there is none."""
    text = edit.toPlainText()
    found = placeholders(text)
    if not found:
        return False
    at = edit.textCursor().selectionEnd()
    gap = next((each for each in found if _units(text[: each.start]) >= at), found[0])
    cursor = edit.textCursor()
    cursor.setPosition(_units(text[: gap.start]))
    cursor.setPosition(_units(text[: gap.end]), cursor.MoveMode.KeepAnchor)
    edit.setFocus()
    edit.setTextCursor(cursor)
    return True


def _units(text: str) -> int:
    """The length as Qt counts it: signs beyond the basic plane are two."""
    return len(text.encode("utf-16-le")) // 2
