"""Fee agreements: agree on a fee, end it, and which one holds on a day."""

from __future__ import annotations

from datetime import date

from lawdesk.domain.billing.fee_agreements import (
    AgreedTerms,
    FeeAgreement,
    FeeAgreementId,
    agreement_in_force,
    checked_terms,
)
from lawdesk.domain.clock import Moment
from lawdesk.domain.documents import DocumentId
from lawdesk.domain.matters import MatterId
from lawdesk.errors import FieldError, RuleError
from lawdesk.store import audit, documents, matters
from lawdesk.store.billing import fee_agreements
from lawdesk.store.database import Reader, Transaction
from lawdesk.translation import _

_LONGEST_NOTE = 2_000


def agreement_for(read: Reader, matter_id: MatterId, day: date) -> FeeAgreement | None:
    """The agreement that holds for work on a matter on a day; None where time is simply billed."""
    return agreement_in_force(fee_agreements.list_of_matter(read, matter_id), day)


def agree_fee(
    tx: Transaction,
    matter_id: MatterId,
    terms: AgreedTerms,
    *,
    agreed_on: date,
    valid_from: date,
    document_id: DocumentId | None = None,
    note: str = "",
    now: Moment,
) -> FeeAgreementId:
    """Record what was agreed about a matter's fee. Agreements before it end where it begins.

    Time that exists keeps its rate. Raises FieldError for "agreed_on", "document", "note" or the
    term that cannot hold.
    """
    matters.get(tx, matter_id)
    checked = checked_terms(terms)
    if agreed_on > now.day:
        raise FieldError("agreed_on", _("This day lies in the future; nothing was recorded."))
    if len(note.strip()) > _LONGEST_NOTE:
        raise FieldError("note", _("A note may have 2,000 characters; nothing was recorded."))
    _check_document(tx, matter_id, document_id)
    for before in fee_agreements.list_of_matter(tx, matter_id):
        if before.ended_on is None:
            fee_agreements.set_ended(tx, before.id, valid_from)
    agreement_id = fee_agreements.insert(
        tx,
        matter_id,
        checked,
        agreed_on=agreed_on,
        valid_from=valid_from,
        document_id=document_id,
        note=note.strip(),
        created_at=now.at,
    )
    audit.insert(tx, now.at, "agree", "fee agreement", agreement_id, type(checked.fee).__name__)
    return agreement_id


def end_agreement(
    tx: Transaction, agreement_id: FeeAgreementId, *, ended_on: date, now: Moment
) -> None:
    """Let an agreement hold no longer from a day on. What was charged under it stays.

    Raises RuleError where it has ended already.
    """
    if fee_agreements.get(tx, agreement_id).ended_on is not None:
        raise RuleError(_("This agreement has ended already; nothing was changed."))
    fee_agreements.set_ended(tx, agreement_id, ended_on)
    audit.insert(tx, now.at, "end", "fee agreement", agreement_id, ended_on.isoformat())


def _check_document(read: Reader, matter_id: MatterId, document_id: DocumentId | None) -> None:
    if document_id is not None and documents.get(read, document_id).matter_id != matter_id:
        raise FieldError("document", _("This paper belongs to another matter; choose one of this."))
