"""What is typed in several parts of one page: each part's typing as one text under its name."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Protocol, runtime_checkable

from lawdesk.ui.widgets.tabs import TabPages


@runtime_checkable
class KeepsTyping(Protocol):
    """A part with a form that only a button saves."""

    def typed(self) -> dict[str, str]:
        """What stands in the form; nothing when none is open."""
        ...

    def show_typed(self, typed: Mapping[str, str]) -> None:
        """Open that form again with what `typed` gave."""
        ...


def typed_in(parts: Mapping[str, object]) -> dict[str, str]:
    """What stands in the forms of these parts; parts without any are left out."""
    found = {name: part.typed() for name, part in parts.items() if isinstance(part, KeepsTyping)}
    return {name: json.dumps(typed) for name, typed in found.items() if typed}


def show_typed_in(parts: Mapping[str, KeepsTyping], typed: Mapping[str, str]) -> None:
    """Put back what `typed_in` gave."""
    for name, text in typed.items():
        if name in parts:
            parts[name].show_typed(json.loads(text))


def show_typed_under(tabs: TabPages, typed: Mapping[str, str]) -> None:
    """Put back what `typed_in` gave for the parts of tabs, and end at the last of them."""
    for name, text in typed.items():
        part = tabs.show_part(name) if tabs.has_part(name) else None
        if isinstance(part, KeepsTyping):
            part.show_typed(json.loads(text))
