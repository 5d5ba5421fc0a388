"""The sheet "How I bill" of one version, for the practice's clients, one client or one matter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from lawdesk.domain.billing.billing_policy import PolicyVersion
from lawdesk.domain.billing.policy_sheet import PolicySheet, policy_sheet_of
from lawdesk.domain.clients import ClientId
from lawdesk.domain.matters import MatterId
from lawdesk.domain.receivables.late_example import late_example
from lawdesk.operations.letterhead import sender_now
from lawdesk.store import clients, matters, practice, rates
from lawdesk.store.database import Reader


def policy_sheet(
    read: Reader,
    version: PolicyVersion,
    client_id: ClientId | None,
    matter_id: MatterId | None,
    day: date,
) -> PolicySheet:
    """The sheet of a version with rates and tax as of a day. Raises NotFound."""
    settings = practice.get(read)
    terms = version.terms
    sheet = policy_sheet_of(
        settings,
        version,
        rates.list_all(read),
        clients.get(read, client_id) if client_id is not None else None,
        matters.get(read, matter_id) if matter_id is not None else None,
        rates_on=day,
        tax=settings.regime.category(terms.tax_category),
        late=late_example(terms.late, settings.currency),
    )
    return replace(sheet, sender=sender_now(read))
