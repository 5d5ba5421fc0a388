"""Whether a matter has a limit at all: asked for each running clock, so it reads no terms."""

from __future__ import annotations

from lawdesk.domain.matters import MatterId
from lawdesk.store.database import Reader


def has_limits(read: Reader, matter_id: MatterId) -> bool:
    """Whether a budget was ever set for a matter, or a cap or a retainer agreed that holds."""
    return bool(
        read.number(
            "SELECT EXISTS (SELECT 1 FROM matter_budgets WHERE matter_id = ?) OR EXISTS "
            "(SELECT 1 FROM fee_agreements WHERE matter_id = ? AND ended_on IS NULL "
            "AND (json_extract(terms, '$.fee.is') = 'Capped' "
            "OR json_extract(terms, '$.evergreen.stop_below_cents') IS NOT NULL))",
            matter_id,
            matter_id,
        )
    )
