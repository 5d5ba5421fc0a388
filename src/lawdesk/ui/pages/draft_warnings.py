"""What is odd about the lines of a draft: the warnings about work, told line by line."""

from __future__ import annotations

from collections.abc import Sequence

from lawdesk.domain.billing.drafts import DraftLine, DraftLineId
from lawdesk.domain.billing.work_warnings import (
    EntryFacts,
    WarningKind,
    WorkWarning,
    work_warnings,
)
from lawdesk.translation import _


def line_warnings(
    lines: Sequence[DraftLine], facts: Sequence[EntryFacts], locale: str
) -> dict[DraftLineId, list[WorkWarning]]:
    """The warnings about chosen lines of time; `facts` also hold other work of the same days."""
    by_entry: dict[int, list[WorkWarning]] = {}
    for warning in work_warnings(facts, locale):
        for entry_id in warning.entry_ids:
            by_entry.setdefault(entry_id, []).append(warning)
    found = {}
    for line in lines:
        if line.chosen and line.entry_id is not None and line.entry_id in by_entry:
            found[line.id] = [each for each in by_entry[line.entry_id] if _is_about(line, each)]
    return found


def badge_words() -> dict[WarningKind, tuple[str, str]]:
    """A word or two and a tone for the warnings that no other badge tells."""
    return {
        WarningKind.OVERLAP: (_("overlap"), "attention"),
        WarningKind.LONG_DAY: (_("over 24 h"), "attention"),
        WarningKind.DUPLICATE_TEXT: (_("same text"), "attention"),
        WarningKind.BLOCK_BILLING: (_("several tasks"), "quiet"),
    }


def _is_about(line: DraftLine, warning: WorkWarning) -> bool:
    """Whether a warning about the entry still holds for the line, which may be worded anew."""
    if warning.kind is WarningKind.MISSING_TEXT:
        return not line.wording.strip()
    if warning.kind is WarningKind.ZERO_RATE:
        return not line.is_free
    return True
