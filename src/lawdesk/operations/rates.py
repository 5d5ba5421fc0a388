"""Hourly rates and the day from which they hold. Entries keep the rate that was frozen in them."""

from __future__ import annotations

from datetime import date

from lawdesk.domain.matters import MatterId
from lawdesk.errors import FieldError
from lawdesk.store import rates
from lawdesk.store.database import Transaction
from lawdesk.translation import _

_HIGHEST_CENTS = 100_000_000


def set_rate(
    tx: Transaction, cents_per_hour: int, *, valid_from: date, matter_id: MatterId | None = None
) -> None:
    """The hourly rate of a matter, or of the whole practice, from a day on.

    Raises FieldError for "rate" where it is negative or over a million.
    """
    check_rate(cents_per_hour)
    existing = rates.find_starting(tx, matter_id, None, valid_from)
    if existing:
        rates.set_cents_per_hour(tx, existing.id, cents_per_hour)
        return
    rates.insert(
        tx,
        matter_id=matter_id,
        client_id=None,
        activity_code=None,
        valid_from=valid_from,
        cents_per_hour=cents_per_hour,
    )


def check_rate(cents_per_hour: int) -> int:
    """The rate again. Raises FieldError for "rate" where no hour can cost that."""
    if not 0 <= cents_per_hour <= _HIGHEST_CENTS:
        raise FieldError("rate", _("This rate is out of range; the old one was kept."))
    return cents_per_hour
