"""Under which terms a claim stands: the policy frozen on it, else the one that held that day."""

from __future__ import annotations

from lawdesk.domain.billing.billing_policy import BillingPolicy
from lawdesk.operations.billing.policies import policy_for_client
from lawdesk.store.billing import policies
from lawdesk.store.database import Reader
from lawdesk.store.receivables.claims import Claim


def terms_of(read: Reader, claim: Claim) -> BillingPolicy:
    """The billing terms of a claim. A version issued since changes nothing for it."""
    if claim.policy_id is not None:
        return policies.get(read, claim.policy_id).terms
    return policy_for_client(read, claim.client_id, claim.issued_on).terms
