"""Lines of a draft brought into another shape: merged, split, and told apart again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lawdesk.domain.billing.drafts import DraftLine, DraftLineId
from lawdesk.errors import FieldError, RuleError
from lawdesk.store import drafts
from lawdesk.store.database import Transaction
from lawdesk.translation import _


def merge_lines(tx: Transaction, line_ids: Sequence[DraftLineId]) -> DraftLineId:
    """Let the first line tell the others too, as one line whose hours are added up.

    Raises RuleError where they are not time at one rate, or are charged differently.
    """
    head, *others = [drafts.get_line(tx, line_id) for line_id in line_ids]
    if not others:
        raise RuleError(_("Two or more lines are needed to merge; nothing was changed."))
    if not all(_fits(head, line) for line in others):
        raise RuleError(
            _("Only time at one rate, charged alike, becomes one line; nothing was changed.")
        )
    ids = {other.id for other in others}
    told = [x for x in drafts.list_lines(tx, head.draft_id) if x.merged_into_id in ids]
    for line in (*others, *told):
        drafts.set_line(tx, replace(line, merged_into_id=head.id, chosen=head.chosen))
    wordings = dict.fromkeys(line.wording for line in (head, *others) if line.wording)
    drafts.set_line(tx, replace(head, wording="; ".join(wordings), merged_into_id=None))
    return head.id


def unmerge_line(tx: Transaction, line_id: DraftLineId) -> None:
    """Let every line that this one tells stand for itself again; its words stay as they are."""
    head = drafts.get_line(tx, line_id)
    for line in drafts.list_lines(tx, head.draft_id):
        if line.merged_into_id == line_id:
            drafts.set_line(tx, replace(line, merged_into_id=None))


def split_line(tx: Transaction, line_id: DraftLineId, units: int) -> DraftLineId:
    """Move so many billed units of a time line into a line of its own, which is given.

    Raises FieldError for "units" where either part would have none, RuleError where it cannot be.
    """
    line = drafts.get_line(tx, line_id)
    if line.entry_id is None or line.merged_into_id is not None:
        raise RuleError(_("Only a line of time can be split; nothing was changed."))
    if line.part > 1:
        raise RuleError(_("This is a part already; split the line it came from."))
    if line.write_down_cents:
        raise RuleError(
            _("A line that was written down is not split; nothing was changed."),
            _("Take the write-down back first."),
        )
    if not 0 < units < line.units:
        raise FieldError("units", _("Each part needs at least one unit; nothing was changed."))
    lines = drafts.list_lines(tx, line.draft_id)
    parts = [each for each in lines if each.entry_id == line.entry_id]
    for later in lines:
        if later.position > line.position:
            drafts.set_line(tx, replace(later, position=later.position + 1))
    new_id = drafts.insert_line(
        tx,
        line.draft_id,
        line.position + 1,
        line.wording,
        entry_id=line.entry_id,
        part=max(each.part for each in parts) + 1,
        part_units=units,
    )
    new = drafts.get_line(tx, new_id)
    drafts.set_line(tx, replace(new, chosen=line.chosen, no_charge=line.no_charge))
    return new_id


def join_parts(tx: Transaction, line_id: DraftLineId) -> None:
    """Put a split entry together again, with the words of its first part."""
    line = drafts.get_line(tx, line_id)
    for part in drafts.list_lines(tx, line.draft_id):
        if part.entry_id is not None and part.entry_id == line.entry_id and part.part > 1:
            drafts.delete_line(tx, part.id)


def _fits(head: DraftLine, line: DraftLine) -> bool:
    return (
        head.is_time
        and line.is_time
        and line.draft_id == head.draft_id
        and line.merged_into_id is None
        and head.merged_into_id is None
        and line.is_free == head.is_free
        and line.payer_id == head.payer_id
        and (line.rate_cents_per_hour, line.unit_seconds)
        == (head.rate_cents_per_hour, head.unit_seconds)
    )
