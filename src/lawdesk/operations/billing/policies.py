"""Billing policies: which one holds, a new version, its end, and the client's acceptance."""

from __future__ import annotations

from datetime import date

from lawdesk.domain.billing.billing_policy import (
    BillingPolicy,
    PolicyId,
    PolicyVersion,
    checked_policy,
    policy_in_force,
)
from lawdesk.domain.clients import ClientId
from lawdesk.domain.clock import Moment
from lawdesk.domain.matters import MatterId
from lawdesk.errors import FieldError, RuleError
from lawdesk.store import audit, matters, practice
from lawdesk.store.billing import policies
from lawdesk.store.database import Reader, Transaction
from lawdesk.translation import _

_LONGEST_HOW = 300


def policy_for(read: Reader, matter_id: MatterId, day: date) -> PolicyVersion:
    """The version that holds for work on a matter on a day."""
    client_id = matters.get(read, matter_id).client_id
    return policy_in_force(policies.list_reaching(read, client_id, matter_id), day)


def policy_for_client(read: Reader, client_id: ClientId | None, day: date) -> PolicyVersion:
    """The version that holds for a client on a day; the practice's own where none is named."""
    return policy_in_force(policies.list_reaching(read, client_id, None), day)


def set_policy(
    tx: Transaction,
    terms: BillingPolicy,
    *,
    valid_from: date,
    now: Moment,
    client_id: ClientId | None = None,
    matter_id: MatterId | None = None,
) -> PolicyId:
    """A new version for the practice, a client or a matter. What exists keeps its own copy.

    Raises FieldError for the term that cannot hold.
    """
    checked = checked_policy(terms)
    codes = [category.code for category in practice.get(tx).regime.categories]
    if checked.tax_category and checked.tax_category not in codes:
        raise FieldError("tax_category", _("This tax rate is not one of yours; the old was kept."))
    before = policies.list_versions(tx, client_id, matter_id)
    policy_id = policies.insert(
        tx,
        checked,
        client_id=client_id,
        matter_id=matter_id,
        version=before[0].version + 1 if before else 1,
        valid_from=valid_from,
        created_at=now.at,
    )
    audit.insert(tx, now.at, "set", "billing policy", policy_id, valid_from.isoformat())
    return policy_id


def end_policy(tx: Transaction, policy_id: PolicyId, *, now: Moment) -> None:
    """Let a client's or a matter's own policy end today; what was billed under it keeps it.

    Raises RuleError for the practice's own: something must always hold.
    """
    version = policies.get(tx, policy_id)
    if version.client_id is None and version.matter_id is None:
        raise RuleError(
            _("The practice always has a billing policy; this one was kept."),
            _("Write a new version instead."),
        )
    if version.ended_on is not None:
        raise RuleError(_("This billing policy has ended already; nothing was changed."))
    policies.set_ended(tx, policy_id, now.day)
    audit.insert(tx, now.at, "end", "billing policy", policy_id, now.day.isoformat())


def accept_policy(
    tx: Transaction,
    policy_id: PolicyId,
    client_id: ClientId,
    *,
    accepted_on: date,
    how: str,
    now: Moment,
) -> None:
    """Record the day and the way in which a client accepted a version, once.

    Raises FieldError for "accepted_on" or "how".
    """
    words = how.strip()
    if not 0 < len(words) <= _LONGEST_HOW:
        raise FieldError("how", _("Say how it was accepted, in 300 characters at most."))
    if accepted_on > now.day:
        raise FieldError("accepted_on", _("This day lies in the future; nothing was recorded."))
    if policies.find_acceptance(tx, policy_id, client_id):
        raise RuleError(_("This client has accepted this version already; nothing was changed."))
    policies.insert_acceptance(tx, policy_id, client_id, accepted_on, words, now.at)
    audit.insert(tx, now.at, "accept", "billing policy", policy_id, words)
