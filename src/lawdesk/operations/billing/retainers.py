"""What is left of an evergreen retainer while work goes on, and whether work should stop."""

from __future__ import annotations

from dataclasses import dataclass

from lawdesk.domain.billing.fee_agreements import COVERING, Evergreen
from lawdesk.domain.billing.retainers import RetainerStanding, retainer_standing
from lawdesk.domain.clock import Moment
from lawdesk.domain.matters import MatterId
from lawdesk.domain.money import share_of
from lawdesk.operations.billing.budgets import tax_on_work
from lawdesk.operations.billing.fee_agreements import agreement_for
from lawdesk.store import matters, practice
from lawdesk.store.database import Reader
from lawdesk.store.receivables import accounts


@dataclass(frozen=True, slots=True)
class RetainerUse:
    """A retainer, the credit there is for its matter, and what unbilled work leaves of it."""

    terms: Evergreen
    credit_cents: int
    standing: RetainerStanding


def use_of_retainer(
    read: Reader, matter_id: MatterId, now: Moment, *, running_cents: int = 0
) -> RetainerUse | None:
    """What is left of a matter's retainer once its unbilled work is paid from it, tax included.

    What a running clock has not yet written down is added. Advances for other matters are no part
    of it. None where no retainer is agreed.
    """
    agreement = agreement_for(read, matter_id, now.day)
    if agreement is None or agreement.terms.evergreen is None:
        return None
    matter, currency = matters.get_summary(read, matter_id), practice.get(read).currency
    credit = accounts.credit_cents(read, matter.client_id, currency)
    reserved = accounts.advanced_elsewhere_cents(read, matter.client_id, currency, matter_id)
    free = max(0, credit - reserved)
    running = 0 if isinstance(agreement.terms.fee, COVERING) else running_cents
    waiting = matter.unbilled_cents + running
    _category, rate_ppm = tax_on_work(read, matter_id, now.day)
    standing = retainer_standing(
        agreement.terms.evergreen, free, waiting + share_of(waiting, rate_ppm)
    )
    return RetainerUse(agreement.terms.evergreen, free, standing)
