"""Disputes, the steps of their protocol, and claims handed to collection."""

from __future__ import annotations

import json
from dataclasses import astuple, dataclass
from datetime import date

from lawdesk.domain.clients import ClientId
from lawdesk.domain.invoices import InvoiceId
from lawdesk.domain.receivables.disputes import (
    Dispute,
    DisputeId,
    DisputeStep,
    Outcome,
    StepKind,
)
from lawdesk.store.database import Reader, Transaction

_SELECT = (
    "SELECT id, invoice_id, received_on, disputed_cents, reason, line_positions, outcome, "
    "ended_on, outcome_note FROM disputes"
)


@dataclass(frozen=True, slots=True)
class _DisputeText:
    """A dispute as it lies in its row: the positions are a JSON list."""

    id: DisputeId
    invoice_id: InvoiceId
    received_on: date
    disputed_cents: int
    reason: str
    line_positions: str
    outcome: Outcome | None
    ended_on: date | None
    outcome_note: str


@dataclass(frozen=True, slots=True)
class DisputeRow:
    """A line of the list of disputes. `next_due_on` is the nearest day to keep, None for none."""

    id: DisputeId
    invoice_id: InvoiceId
    number: str
    client_id: ClientId
    client_name: str
    currency: str
    received_on: date
    disputed_cents: int
    reason: str
    next_due_on: date | None
    outcome: Outcome | None
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class Collection:
    """A claim that was handed to somebody who collects it."""

    id: int
    invoice_id: InvoiceId
    handed_over_on: date
    amount_cents: int
    collector: str
    recorded_at: int


def get(read: Reader, dispute_id: DisputeId) -> Dispute:
    """The dispute. Raises NotFound."""
    return _plain(read.one(_DisputeText, f"{_SELECT} WHERE id = ?", dispute_id))


def list_of_invoice(read: Reader, invoice_id: InvoiceId) -> list[Dispute]:
    """Every dispute of an invoice, open or ended, in the order they were recorded."""
    rows = read.all(_DisputeText, f"{_SELECT} WHERE invoice_id = ? ORDER BY id", invoice_id)
    return [_plain(row) for row in rows]


def list_rows(
    read: Reader, *, client_id: ClientId | None = None, with_ended: bool = False
) -> list[DisputeRow]:
    """Disputes, those with the nearest day to keep first, then the latest received."""
    return read.all(
        DisputeRow,
        """
        SELECT d.id, d.invoice_id, v.number, v.client_id, c.name AS client_name, v.currency,
            d.received_on, d.disputed_cents, d.reason,
            (SELECT min(s.due_on) FROM dispute_steps s
                WHERE s.dispute_id = d.id AND s.done_on IS NULL) AS next_due_on,
            d.outcome, d.ended_on
        FROM disputes d
        JOIN issued_invoices v ON v.id = d.invoice_id JOIN clients c ON c.id = v.client_id
        WHERE (?1 IS NULL OR v.client_id = ?1) AND (?2 OR d.ended_on IS NULL)
        ORDER BY d.ended_on IS NOT NULL, next_due_on IS NULL, next_due_on, d.received_on DESC,
            d.id DESC
        """,
        client_id,
        with_ended,
    )


def disputed_cents(read: Reader, invoice_id: InvoiceId) -> int:
    """What is disputed of an invoice now."""
    return read.number(
        "SELECT sum(disputed_cents) FROM disputes WHERE invoice_id = ? AND ended_on IS NULL",
        invoice_id,
    )


def insert(tx: Transaction, dispute: Dispute, recorded_at: int) -> DisputeId:
    """A new dispute; the id in it is ignored."""
    return DisputeId(
        tx.write(
            "INSERT INTO disputes (invoice_id, received_on, disputed_cents, reason, "
            "line_positions, recorded_at, outcome_note) VALUES (?, ?, ?, ?, ?, ?, '')",
            dispute.invoice_id,
            dispute.received_on,
            dispute.disputed_cents,
            dispute.reason,
            json.dumps(dispute.line_positions),
            recorded_at,
        )
    )


def set_ended(tx: Transaction, dispute: Dispute) -> None:
    """Write down how a dispute ended, once."""
    tx.write(
        "UPDATE disputes SET outcome = ?, ended_on = ?, outcome_note = ? WHERE id = ?",
        dispute.outcome,
        dispute.ended_on,
        dispute.outcome_note,
        dispute.id,
    )


def list_steps(read: Reader, dispute_id: DisputeId) -> list[DisputeStep]:
    """The protocol of a dispute in its order, with its end last."""
    return read.all(
        DisputeStep,
        "SELECT kind, due_on, done_on, note FROM dispute_steps WHERE dispute_id = ? "
        "ORDER BY kind = 'resolved', id",
        dispute_id,
    )


def insert_step(
    tx: Transaction, dispute_id: DisputeId, step: DisputeStep, recorded_at: int
) -> None:
    """Add a step to a protocol."""
    tx.write(
        "INSERT INTO dispute_steps (dispute_id, kind, due_on, done_on, note, recorded_at) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        dispute_id,
        step.kind,
        step.due_on,
        step.done_on,
        step.note,
        recorded_at,
    )


def set_step_done(
    tx: Transaction, dispute_id: DisputeId, kind: StepKind, done_on: date, note: str
) -> None:
    """Note that the open step of a kind was done."""
    tx.write(
        "UPDATE dispute_steps SET done_on = ?, note = ? "
        "WHERE dispute_id = ? AND kind = ? AND done_on IS NULL",
        done_on,
        note,
        dispute_id,
        kind,
    )


def list_collections(read: Reader, invoice_id: InvoiceId) -> list[Collection]:
    """To whom an invoice was handed, the earliest first."""
    return read.all(
        Collection,
        "SELECT id, invoice_id, handed_over_on, amount_cents, collector, recorded_at "
        "FROM collections WHERE invoice_id = ? ORDER BY id",
        invoice_id,
    )


def list_collected(read: Reader) -> set[InvoiceId]:
    """The invoices that somebody else collects."""
    return set(read.values("SELECT DISTINCT invoice_id FROM collections"))


def insert_collection(
    tx: Transaction,
    invoice_id: InvoiceId,
    handed_over_on: date,
    amount_cents: int,
    collector: str,
    recorded_at: int,
) -> int:
    """Note that an invoice was handed to somebody who collects it."""
    return tx.write(
        "INSERT INTO collections (invoice_id, handed_over_on, amount_cents, collector, "
        "recorded_at) VALUES (?, ?, ?, ?, ?)",
        invoice_id,
        handed_over_on,
        amount_cents,
        collector,
        recorded_at,
    )


def _plain(row: _DisputeText) -> Dispute:
    values = dict(zip(row.__slots__, astuple(row), strict=True))
    return Dispute(**{**values, "line_positions": tuple(json.loads(row.line_positions))})
