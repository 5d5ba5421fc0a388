"""The end of a month: what waits to be billed in all matters, and drafts for many at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from lawdesk.domain.billing.budgets import LimitUse
from lawdesk.domain.billing.drafts import DraftId
from lawdesk.domain.billing.fee_agreements import agreement_in_force
from lawdesk.domain.clock import Moment
from lawdesk.domain.invoices import ComposedInvoice
from lawdesk.domain.matters import MatterId
from lawdesk.errors import LawDeskError
from lawdesk.operations.billing.budgets import use_of_cap_by
from lawdesk.operations.composition import Texts, compose_draft
from lawdesk.operations.drafts import make_draft
from lawdesk.operations.invoices import issue_composed
from lawdesk.store import invoices
from lawdesk.store.billing import fee_agreements, month_end
from lawdesk.store.billing.month_end import UnbilledMatter
from lawdesk.store.database import Reader, ReadOnce, Transaction


@dataclass(frozen=True, slots=True)
class MatterToBill:
    """A matter with unbilled work; `cap` is how full its fee cap would be once it is billed."""

    work: UnbilledMatter
    cap: LimitUse | None


@dataclass(frozen=True, slots=True)
class RefusedDraft:
    """A matter that no draft was made for, and why."""

    matter_id: MatterId
    reason: str


def matters_to_bill(read: Reader, until: date) -> list[MatterToBill]:
    """Every matter with unbilled work up to a day, by client and title."""
    capped = set(month_end.list_capped_matters(read))
    return [
        MatterToBill(work, _cap_use(read, work, until) if work.matter_id in capped else None)
        for work in month_end.list_unbilled_matters(read, until)
    ]


def make_drafts(
    tx: Transaction, matter_ids: Sequence[MatterId], *, until: date, now: Moment
) -> list[RefusedDraft]:
    """A draft for each of these matters, or the one there is brought up to that day.

    Gives those that were refused; the others are made.
    """
    refused = []
    for matter_id in matter_ids:
        try:
            make_draft(tx, matter_id, now=now, work_until=until)
        except LawDeskError as error:  # refused before anything of this matter was written
            refused.append(RefusedDraft(matter_id, str(error)))
    return refused


def issue_and_read(
    tx: Transaction,
    draft_id: DraftId,
    texts_of: Callable[[Reader, DraftId, Moment], Texts],
    *,
    now: Moment,
) -> list[ComposedInvoice]:
    """Issue a draft and give its invoices, one per payer, as they were frozen.

    All is read within the transaction: the connection that only reads loads and decrypts anew
    what a commit touched, which for hundreds of invoices takes longer than the reading. Texts and
    lines ask for the same rows, which are read once. Raises what `issue_invoice` raises.
    """
    read = ReadOnce(tx)
    composed = compose_draft(read, draft_id, texts_of(read, draft_id, now), now=now)
    first = issue_composed(tx, draft_id, composed, now=now)
    return [invoices.get_composed(tx, each) for each in invoices.list_split(tx, first)]


def _cap_use(read: Reader, work: UnbilledMatter, until: date) -> LimitUse | None:
    agreements = fee_agreements.list_of_matter(read, work.matter_id)
    agreement = agreement_in_force(agreements, until)
    if agreement is None:
        return None
    fees = work.time_cents + work.fixed_cents
    return use_of_cap_by(read, agreement, until, fees, work.expense_cents)
