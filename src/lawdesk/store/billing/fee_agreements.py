"""Fee agreements of matters. Their terms never change; an agreement can only end."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

from lawdesk.domain.billing.fee_agreements import AgreedTerms, FeeAgreement, FeeAgreementId
from lawdesk.domain.documents import DocumentId
from lawdesk.domain.matters import MatterId
from lawdesk.store.database import Reader, Transaction

_SELECT = f"SELECT {', '.join(field.name for field in fields(FeeAgreement))} FROM fee_agreements"


def get(read: Reader, agreement_id: FeeAgreementId) -> FeeAgreement:
    """The agreement, ended or not. Raises NotFound."""
    return read.one(FeeAgreement, f"{_SELECT} WHERE id = ?", agreement_id)


def list_of_matter(read: Reader, matter_id: MatterId) -> list[FeeAgreement]:
    """Every agreement of a matter, the latest first, ended ones too."""
    return read.all(
        FeeAgreement,
        f"{_SELECT} WHERE matter_id = ? ORDER BY valid_from DESC, id DESC",
        matter_id,
    )


def insert(
    tx: Transaction,
    matter_id: MatterId,
    terms: AgreedTerms,
    *,
    agreed_on: date,
    valid_from: date,
    document_id: DocumentId | None,
    note: str,
    created_at: int,
) -> FeeAgreementId:
    """A new agreement."""
    return FeeAgreementId(
        tx.write(
            "INSERT INTO fee_agreements (matter_id, agreed_on, valid_from, terms, document_id, "
            "note, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
            matter_id,
            agreed_on,
            valid_from,
            terms,
            document_id,
            note,
            created_at,
        )
    )


def set_ended(tx: Transaction, agreement_id: FeeAgreementId, ended_on: date) -> None:
    """Let an agreement hold no longer from that day on."""
    tx.write("UPDATE fee_agreements SET ended_on = ? WHERE id = ?", ended_on, agreement_id)
