"""Versions of billing policies and their acceptances. A version is never edited, only ended."""

from __future__ import annotations

from datetime import date

from lawdesk.domain.billing.billing_policy import (
    BillingPolicy,
    PolicyAcceptance,
    PolicyId,
    PolicyVersion,
)
from lawdesk.domain.clients import ClientId
from lawdesk.domain.matters import MatterId
from lawdesk.store.database import Reader, Transaction

_SELECT = (
    "SELECT id, client_id, matter_id, version, valid_from, terms, created_at, ended_on "
    "FROM billing_policies"
)


def get(read: Reader, policy_id: PolicyId) -> PolicyVersion:
    """The version. Raises NotFound."""
    return read.one(PolicyVersion, f"{_SELECT} WHERE id = ?", policy_id)


def list_reaching(
    read: Reader, client_id: ClientId | None, matter_id: MatterId | None
) -> list[PolicyVersion]:
    """Every version that could hold for a matter: the practice's, its client's, its own."""
    return read.all(
        PolicyVersion,
        f"{_SELECT} WHERE (client_id IS NULL OR client_id = ?) "
        "AND (matter_id IS NULL OR matter_id = ?) ORDER BY id",
        client_id,
        matter_id,
    )


def list_versions(
    read: Reader, client_id: ClientId | None = None, matter_id: MatterId | None = None
) -> list[PolicyVersion]:
    """The versions of exactly one reach, the latest first; the practice's without arguments."""
    return read.all(
        PolicyVersion,
        f"{_SELECT} WHERE client_id IS ? AND matter_id IS ? ORDER BY version DESC",
        client_id,
        matter_id,
    )


def count_uses(read: Reader, policy_id: PolicyId) -> int:
    """How many issued invoices name the version."""
    return read.number("SELECT count(*) FROM issued_invoices WHERE policy_id = ?", policy_id)


def insert(
    tx: Transaction,
    terms: BillingPolicy,
    *,
    client_id: ClientId | None,
    matter_id: MatterId | None,
    version: int,
    valid_from: date,
    created_at: int,
) -> PolicyId:
    """A new version."""
    return PolicyId(
        tx.write(
            "INSERT INTO billing_policies (client_id, matter_id, version, valid_from, terms, "
            "created_at) VALUES (?, ?, ?, ?, ?, ?)",
            client_id,
            matter_id,
            version,
            valid_from,
            terms,
            created_at,
        )
    )


def set_ended(tx: Transaction, policy_id: PolicyId, ended_on: date) -> None:
    """Let a version hold no longer from that day on."""
    tx.write("UPDATE billing_policies SET ended_on = ? WHERE id = ?", ended_on, policy_id)


def insert_acceptance(
    tx: Transaction,
    policy_id: PolicyId,
    client_id: ClientId,
    accepted_on: date,
    how: str,
    recorded_at: int,
) -> int:
    """Record that a client accepted a version."""
    return tx.write(
        "INSERT INTO policy_acceptances (policy_id, client_id, accepted_on, how, recorded_at) "
        "VALUES (?, ?, ?, ?, ?)",
        policy_id,
        client_id,
        accepted_on,
        how,
        recorded_at,
    )


def find_acceptance(
    read: Reader, policy_id: PolicyId, client_id: ClientId
) -> PolicyAcceptance | None:
    """The client's acceptance of a version, if there is one."""
    return read.first(
        PolicyAcceptance,
        "SELECT id, policy_id, client_id, accepted_on, how, recorded_at FROM policy_acceptances "
        "WHERE policy_id = ? AND client_id = ?",
        policy_id,
        client_id,
    )
