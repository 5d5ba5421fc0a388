"""Counters that never go back. A number is drawn in the transaction that uses it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lawdesk.store.database import Reader, Transaction


@dataclass(frozen=True, slots=True)
class Series:
    """How far a series has counted, and the day its last number was drawn for."""

    last_number: int
    last_on: date


def find(read: Reader, kind: str, scope: str) -> Series | None:
    """The series, if a number was ever drawn from it."""
    return read.first(
        Series,
        "SELECT last_number, last_on FROM number_series WHERE kind = ? AND scope = ?",
        kind,
        scope,
    )


def draw(tx: Transaction, kind: str, scope: str, day: date) -> int:
    """The next number of the series. Rolled back with the transaction, it is free again."""
    series = find(tx, kind, scope)
    if series is None:
        tx.write(
            "INSERT INTO number_series (kind, scope, last_number, last_on) VALUES (?, ?, 1, ?)",
            kind,
            scope,
            day,
        )
        return 1
    tx.write(
        "UPDATE number_series SET last_number = ?, last_on = ? WHERE kind = ? AND scope = ?",
        series.last_number + 1,
        max(day, series.last_on),
        kind,
        scope,
    )
    return series.last_number + 1
