"""Under which terms a claim stands: the policy frozen on it, else the one that held that day."""

from __future__ import annotations

from datetime import date

from lawdesk.domain.billing.billing_policy import (
    BillingPolicy,
    PolicyId,
    PolicyVersion,
    policy_in_force,
)
from lawdesk.domain.clients import ClientId
from lawdesk.store.billing import policies
from lawdesk.store.database import Reader
from lawdesk.store.receivables.claims import Claim


class ClaimTerms:
    """Looks the terms of many claims up, each policy and each client once."""

    def __init__(self, read: Reader) -> None:
        self._read = read
        self._named: dict[PolicyId, BillingPolicy] = {}
        self._reaching: dict[ClientId, list[PolicyVersion]] = {}

    def find(
        self, policy_id: PolicyId | None, client_id: ClientId, issued_on: date
    ) -> BillingPolicy:
        """The terms of a claim. A version issued since changes nothing for it."""
        if policy_id is None:
            return self._of_client(client_id, issued_on)
        if policy_id not in self._named:
            self._named[policy_id] = policies.get(self._read, policy_id).terms
        return self._named[policy_id]

    def _of_client(self, client_id: ClientId, day: date) -> BillingPolicy:
        if client_id not in self._reaching:
            self._reaching[client_id] = policies.list_reaching(self._read, client_id, None)
        return policy_in_force(self._reaching[client_id], day).terms


def terms_of(read: Reader, claim: Claim) -> BillingPolicy:
    """The terms of one claim."""
    return ClaimTerms(read).find(claim.policy_id, claim.client_id, claim.issued_on)
