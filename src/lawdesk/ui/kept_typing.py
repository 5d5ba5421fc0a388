"""What was typed on pages and waits for a button: kept in the practice over a lock or a quit.

Fields that save by themselves need none of this.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from lawdesk.operations.unsaved_edits import forget_edit, keep_edit
from lawdesk.store import unsaved_edits
from lawdesk.ui.desk import Desk
from lawdesk.ui.page import Page


def keep_typing(desk: Desk, pages: Mapping[str, QWidget]) -> None:
    """Write down what stands in the unfinished forms of these pages, by their names."""
    for name, page in pages.items():
        typed = page.typed() if isinstance(page, Page) else {}
        if typed:
            wording = json.dumps(typed, ensure_ascii=False)
            desk.do(keep_edit, _place(name), wording, now=desk.clock.now())


def give_typing_back(desk: Desk, name: str, page: Page) -> dict[str, str]:
    """Put back what was kept for this page, which has just been made, and give it; it is kept no
    longer.
    """
    kept = unsaved_edits.find(desk.read, _place(name))
    if kept is None:
        return {}
    typed: dict[str, str] = json.loads(kept.wording)
    page.show_typed(typed)
    desk.do(forget_edit, kept.place)
    return typed


def _place(name: str) -> str:
    return f"page.{name}"
