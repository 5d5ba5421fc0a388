"""What a paper can be tied to: the client's matters, invoices and the matter's expenses."""

from __future__ import annotations

from dataclasses import dataclass

from lawdesk.domain.clients import ClientId
from lawdesk.domain.matters import MatterId
from lawdesk.store.database import Reader

_MOST = 200


@dataclass(frozen=True, slots=True)
class Tie:
    """Something to choose: its id, and words that tell it from the others."""

    id: int
    words: str


def list_matters(read: Reader, client_id: ClientId) -> list[Tie]:
    """The client's matters, the latest first."""
    return read.all(
        Tie,
        "SELECT id, number || ' · ' || title AS words FROM matters WHERE client_id = ? "
        "ORDER BY id DESC LIMIT ?",
        client_id,
        _MOST,
    )


def list_invoices(read: Reader, client_id: ClientId) -> list[Tie]:
    """The invoices of the client's matters, the latest first."""
    return read.all(
        Tie,
        "SELECT v.id, v.number AS words FROM issued_invoices v WHERE v.client_id = ? "
        "ORDER BY v.id DESC LIMIT ?",
        client_id,
        _MOST,
    )


def list_expenses(read: Reader, matter_id: MatterId | None) -> list[Tie]:
    """The matter's expenses, the latest first."""
    return read.all(
        Tie,
        "SELECT id, spent_on || ' · ' || wording AS words FROM expenses WHERE matter_id = ? "
        "ORDER BY spent_on DESC, id DESC LIMIT ?",
        matter_id,
        _MOST,
    )
