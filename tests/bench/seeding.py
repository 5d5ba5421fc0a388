"""A practice as full as thirty years of work, written in one transaction."""

from __future__ import annotations

import random
from datetime import timedelta
from pathlib import Path

from bench.bench_passphrase import PASSPHRASE
from lawdesk.app.session import make_database
from lawdesk.store.database import Database, Transaction
from lawdesk.vault.practice_folder import DATABASE_NAME, create_practice
from practice_room import FRIDAY, POLICY, PRACTICE, PracticeRoom

CLIENTS = 400
MATTERS = 1_200
_VERBS = ("Review", "Draft", "Call with", "Research", "Prepare", "Attend", "Letter to", "Revise")
_THINGS = (
    "opposing brief",
    "client",
    "clerk",
    "lease amendment",
    "inventory",
    "deposition",
    "settlement range",
    "expert report",
    "title search",
    "custody plan",
)


def seeded_practice(folder: Path, entries: int) -> PracticeRoom:
    """A whole practice folder, opened by PASSPHRASE, with that many entries over ten years."""
    keys, _recovery = create_practice(folder, PASSPHRASE, "Bench")
    payload = keys.payload
    make_database(folder, keys, PRACTICE, cents_per_hour=300_00, policy=POLICY)
    database = Database(
        folder / DATABASE_NAME, bytes(payload.database_key), bytes(payload.database_salt)
    )
    room = PracticeRoom(database)
    chance = random.Random(7)
    clients = [room.add_client(f"Client {n:04d} {chance.choice(_THINGS)}") for n in range(20)]
    with database.transaction() as tx:
        _more_clients(tx)
        _matters(tx, clients[0])
        _entries(tx, entries, chance)
    return room


def _more_clients(tx: Transaction) -> None:
    for number in range(CLIENTS):
        tx.write(
            "INSERT INTO clients (kind, name, contact_person, tax_id, language, reference, "
            "grouping, invoice_wishes, notes, created_at) "
            "VALUES ('person', ?, '', '', 'en', '', 'entry', '', '', 1)",
            f"Seeded {number:04d}",
        )


def _matters(tx: Transaction, client_id: int) -> None:
    for number in range(MATTERS):
        tx.write(
            "INSERT INTO matters (number, title, client_id, area, status, opened_on, reference, "
            "description, created_at) VALUES (?, ?, ?, '', 'open', '2016-01-01', '', '', 1)",
            f"S-{number:05d}",
            f"Matter {number:04d} {_THINGS[number % len(_THINGS)]}",
            client_id + number % CLIENTS,
        )


def _entries(tx: Transaction, count: int, chance: random.Random) -> None:
    first = FRIDAY - timedelta(days=3650)
    for number in range(count):
        seconds = chance.randrange(60, 14_000)
        units = -(-seconds // 360)
        tx.write(
            "INSERT INTO time_entries (matter_id, worked_on, narrative, charge, clock, measured, "
            "raw_seconds, billed_units, unit_seconds, rounding_unit_seconds, rounding_mode, "
            "minimum_units, rounding_scope, rate_cents_per_hour, amount_cents, created_at) "
            "VALUES (?, ?, ?, 'billable', 'stopped', 'typed', ?, ?, 360, 360, 'up', 0, 'entry', "
            "30000, ?, 1)",
            1 + number % MATTERS,
            first + timedelta(days=number * 3650 // count),
            f"{chance.choice(_VERBS)} {chance.choice(_THINGS)} {number}",
            seconds,
            units,
            units * 3000,
        )
