"""Lines of a draft brought into another shape: merged, split, and told apart again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from lawdesk.domain.billing.drafts import DraftLine, DraftLineId
from lawdesk.errors import FieldError, RuleError
from lawdesk.operations.drafts import tied_lines
from lawdesk.store import drafted_work, drafts, practice
from lawdesk.store.database import Reader, Transaction
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
    if any(_is_taxed_otherwise(tx, head.worked_on, line.worked_on) for line in others):
        raise RuleError(
            _("The tax rate changed between these lines; they stay apart, nothing was changed.")
        )
    ids = {other.id for other in others}
    lines = drafts.list_lines(tx, head.draft_id)
    joined = {line.id for line in lines if line.id in ids or line.merged_into_id in ids}
    tied = tied_lines(lines, {head.id, *joined})
    for line in lines:
        if line.id in tied and line.id != head.id:
            into = head.id if line.id in joined else line.merged_into_id
            drafts.set_line(tx, replace(line, merged_into_id=into, chosen=head.chosen))
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
        raise RuleError(
            _("This line is a part already; nothing was changed."),
            _("Split the line it came from."),
        )
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
    new_id = drafts.insert_part(
        tx,
        line.draft_id,
        line.position + 1,
        line.wording,
        entry_id=line.entry_id,
        part=max(each.part for each in parts) + 1,
        part_units=units,
    )
    new = drafts.get_line(tx, new_id)
    like = replace(
        new,
        chosen=line.chosen,
        no_charge=line.no_charge,
        reason=line.reason,
        payer_id=line.payer_id,
    )
    drafts.set_line(tx, like)
    return new_id


def join_parts(tx: Transaction, line_id: DraftLineId) -> None:
    """Put a split entry together again, with the words of its first part."""
    line = drafts.get_line(tx, line_id)
    for part in drafts.list_lines(tx, line.draft_id):
        if part.entry_id is not None and part.entry_id == line.entry_id and part.part > 1:
            drafted_work.delete_line(tx, part.id)


def _is_taxed_otherwise(read: Reader, one: date, other: date) -> bool:
    regime = practice.get(read).regime
    return any(each.rate_on(one) != each.rate_on(other) for each in regime.categories)


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
