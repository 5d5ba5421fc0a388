"""Hourly rates with their first day."""

from __future__ import annotations

from datetime import date

from lawdesk.domain.clients import ClientId
from lawdesk.domain.matters import MatterId
from lawdesk.domain.rates import Rate, RateId
from lawdesk.store.database import Reader, Transaction

_SELECT = "SELECT id, matter_id, client_id, activity_code, valid_from, cents_per_hour FROM rates"


def list_for(read: Reader, matter_id: MatterId, client_id: ClientId) -> list[Rate]:
    """Every rate that could apply to work on the matter."""
    return read.all(
        Rate,
        f"{_SELECT} WHERE (matter_id IS NULL OR matter_id = ?) "
        "AND (client_id IS NULL OR client_id = ?)",
        matter_id,
        client_id,
    )


def insert(
    tx: Transaction,
    *,
    matter_id: MatterId | None,
    client_id: ClientId | None,
    activity_code: str | None,
    valid_from: date,
    cents_per_hour: int,
) -> RateId:
    """A rate from a day on."""
    return RateId(
        tx.write(
            "INSERT INTO rates (matter_id, client_id, activity_code, valid_from, cents_per_hour) "
            "VALUES (?, ?, ?, ?, ?)",
            matter_id,
            client_id,
            activity_code,
            valid_from,
            cents_per_hour,
        )
    )


def find_starting(
    read: Reader, matter_id: MatterId | None, client_id: ClientId | None, valid_from: date
) -> Rate | None:
    """The rate of that reach (any activity) that starts on exactly that day."""
    return read.first(
        Rate,
        f"{_SELECT} WHERE matter_id IS ? AND client_id IS ? AND activity_code IS NULL "
        "AND valid_from = ?",
        matter_id,
        client_id,
        valid_from,
    )


def set_cents_per_hour(tx: Transaction, rate_id: RateId, cents_per_hour: int) -> None:
    """Correct a rate. Entries keep the rate that was frozen in them."""
    tx.write("UPDATE rates SET cents_per_hour = ? WHERE id = ?", cents_per_hour, rate_id)


def current_practice_rate(read: Reader, day: date) -> int:
    """The practice's own hourly rate in cents on a day, before client and matter are looked at."""
    return read.number(
        "SELECT cents_per_hour FROM rates WHERE matter_id IS NULL AND client_id IS NULL "
        "AND activity_code IS NULL AND valid_from <= ? ORDER BY valid_from DESC LIMIT 1",
        day,
    )
