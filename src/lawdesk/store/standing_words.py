"""Words agreed with a client for all bundles. They open older bundles too, so they stay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lawdesk.domain.clients import ClientId
from lawdesk.store.database import Reader, Transaction


@dataclass(frozen=True, slots=True)
class StandingWords:
    """Agreed words: since when, how they were agreed, and until when they held."""

    id: int
    client_id: ClientId
    words: str
    agreed_on: date
    agreed_how: str
    ended_on: date | None
    recorded_at: int


_SELECT = (
    "SELECT id, client_id, words, agreed_on, agreed_how, ended_on, recorded_at FROM standing_words"
)


def find(read: Reader, client_id: ClientId) -> StandingWords | None:
    """The words that hold for a client now."""
    return read.first(
        StandingWords, f"{_SELECT} WHERE client_id = ? AND ended_on IS NULL", client_id
    )


def list_of_client(read: Reader, client_id: ClientId) -> list[StandingWords]:
    """All words ever agreed with a client, the latest first."""
    return read.all(StandingWords, f"{_SELECT} WHERE client_id = ? ORDER BY id DESC", client_id)


def insert(
    tx: Transaction,
    client_id: ClientId,
    words: str,
    agreed_on: date,
    agreed_how: str,
    recorded_at: int,
) -> int:
    """New words; those before must have ended."""
    return tx.write(
        "INSERT INTO standing_words (client_id, words, agreed_on, agreed_how, ended_on, "
        "recorded_at) VALUES (?, ?, ?, ?, NULL, ?)",
        client_id,
        words,
        agreed_on,
        agreed_how,
        recorded_at,
    )


def set_ended(tx: Transaction, words_id: int, ended_on: date) -> None:
    """Let words hold no longer from that day on."""
    tx.write("UPDATE standing_words SET ended_on = ? WHERE id = ?", ended_on, words_id)
