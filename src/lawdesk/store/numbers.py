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


@dataclass(frozen=True, slots=True)
class NumberGap:
    """Numbers of a series that were never used, and why."""

    kind: str
    scope: str
    first_number: int
    last_number: int
    explanation: str
    recorded_at: int


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


def list_series(read: Reader, kind: str) -> list[tuple[str, Series]]:
    """Every series of a kind by its scope, in order."""
    scopes = read.values("SELECT scope FROM number_series WHERE kind = ? ORDER BY scope", kind)
    found = [(scope, find(read, kind, scope)) for scope in scopes]
    return [(scope, series) for scope, series in found if series]


def set_last(tx: Transaction, kind: str, scope: str, last_number: int, day: date) -> None:
    """Let a series count on from a later number."""
    changed = tx.write(
        "UPDATE number_series SET last_number = ?, last_on = max(last_on, ?) "
        "WHERE kind = ? AND scope = ?",
        last_number,
        day,
        kind,
        scope,
    )
    if not changed:
        tx.write(
            "INSERT INTO number_series (kind, scope, last_number, last_on) VALUES (?, ?, ?, ?)",
            kind,
            scope,
            last_number,
            day,
        )


def insert_gap(tx: Transaction, gap: NumberGap) -> None:
    """Record why numbers were never used."""
    tx.write(
        "INSERT INTO number_gaps (kind, scope, first_number, last_number, explanation, "
        "recorded_at) VALUES (?, ?, ?, ?, ?, ?)",
        gap.kind,
        gap.scope,
        gap.first_number,
        gap.last_number,
        gap.explanation,
        gap.recorded_at,
    )


def list_gaps(read: Reader) -> list[NumberGap]:
    """Every explained gap, in order."""
    return read.all(
        NumberGap,
        "SELECT kind, scope, first_number, last_number, explanation, recorded_at "
        "FROM number_gaps ORDER BY kind, scope, first_number",
    )
