"""Who pays a draft, where it is not the matter's client alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lawdesk.domain.billing.drafts import DraftId, DraftLineId, DraftPayer
from lawdesk.domain.billing.payer_bills import split_of
from lawdesk.domain.billing.shares import checked_split
from lawdesk.domain.clients import ClientId
from lawdesk.errors import FieldError
from lawdesk.store import clients, drafts, matters
from lawdesk.store.database import Transaction
from lawdesk.translation import _


def set_payers(tx: Transaction, draft_id: DraftId, payers: Sequence[DraftPayer]) -> None:
    """Share the invoice between payers, each with an invoice of their own; nobody for the client
    alone. Raises FieldError where the shares are unclear, or somebody else than the client pays
    without the client's consent.
    """
    draft = drafts.get(tx, draft_id)
    client_id = matters.get(tx, draft.matter_id).client_id
    if payers:
        names = {payer.client_id: clients.get(tx, payer.client_id).name for payer in payers}
        checked_split(split_of(payers, names))
    for payer in payers:
        if payer.client_id != client_id and not payer.consent.strip():
            raise FieldError(
                "consent",
                _("Say how the client agreed that somebody else is billed; nothing was changed."),
            )
    drafts.delete_payers(tx, draft_id)
    for payer in payers:
        drafts.insert_payer(tx, replace(payer, draft_id=draft_id, consent=payer.consent.strip()))


def assign_line(tx: Transaction, line_id: DraftLineId, payer_id: ClientId | None) -> None:
    """Let one payer pay a line alone, with what it tells, or all by their shares (None)."""
    line = drafts.get_line(tx, line_id)
    known = [payer.client_id for payer in drafts.list_payers(tx, line.draft_id)]
    if payer_id is not None and payer_id not in known:
        raise FieldError("payer", _("This draft has no such payer; nothing was changed."))
    for each in drafts.list_lines(tx, line.draft_id):
        if line_id in (each.id, each.merged_into_id):
            drafts.set_line(tx, replace(each, payer_id=payer_id))
