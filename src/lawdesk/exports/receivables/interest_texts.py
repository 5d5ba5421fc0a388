"""The sentence on how the interest of an interest note was worked out, in the client's language."""

from __future__ import annotations

from lawdesk.domain.billing.billing_policy import LateCharge, LateTerms
from lawdesk.exports.client_texts import client_texts
from lawdesk.exports.fill_text import fill


def interest_sentence(terms: LateTerms, language: str) -> str:
    """How the interest was worked out; empty where none is charged."""
    words = client_texts("receivables", language)
    if terms.charge is LateCharge.YEARLY:
        return fill(words["interest_daily"], {"days": terms.day_count.value})
    if terms.charge is LateCharge.MONTHLY_STARTED:
        return words["interest_started"]
    return words["interest_full"] if terms.charge is LateCharge.MONTHLY_FULL else ""
