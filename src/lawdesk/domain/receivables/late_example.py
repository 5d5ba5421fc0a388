"""What lateness costs, by an example a client can check: the interest rules themselves do it."""

from __future__ import annotations

from datetime import date, timedelta

from lawdesk.domain.billing.billing_policy import LateCharge, LateTerms
from lawdesk.domain.billing.policy_sheet import LateExample
from lawdesk.domain.money import minor_digits
from lawdesk.domain.receivables.interest import interest_claim

_DAYS = 30
_DAYS_BY_MONTH = 45  # one full month and a second one begun, wherever it starts
_ANY_DUE_DAY = date(2026, 1, 31)


def late_example(terms: LateTerms, currency: str) -> LateExample | None:
    """What 1,000.00 costs that come 30 days late (45 where months are charged); None for terms
    that charge nothing.
    """
    if terms.charge is LateCharge.NOTHING:
        return None
    days = _DAYS if terms.charge is LateCharge.YEARLY else _DAYS_BY_MONTH
    principal = 1_000 * 10 ** minor_digits(currency)
    claim = interest_claim(terms, _ANY_DUE_DAY, principal, _ANY_DUE_DAY + timedelta(days=days))
    interest = claim.total_cents - claim.lump_sum_cents
    return LateExample(principal, days, interest, claim.lump_sum_cents)
