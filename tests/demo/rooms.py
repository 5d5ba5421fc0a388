"""The practices that are drawn: the sample one, and the same with the longest and the largest."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from lawdesk.app.session import make_sample_practice
from lawdesk.domain.clients import ClientKind, ContactKind
from lawdesk.domain.clock import Moment
from lawdesk.operations.clients import add_client, set_contacts
from lawdesk.operations.matters import change_matter, open_matter
from lawdesk.operations.rates import set_rate
from lawdesk.operations.time_entries import add_time_entry
from lawdesk.store.database import Database, Transaction
from lawdesk.vault.practice_folder import DATABASE_NAME

PASSPHRASE = "nothing behind this door is real"
PACIFIC = ZoneInfo("America/Los_Angeles")
AFTERNOON = int(datetime(2026, 11, 20, 15, 20, tzinfo=PACIFIC).timestamp())

LONG_CLIENT = (
    "Vereinigte Donaudampfschifffahrts- und Speditionsgesellschaft Ingolstadt-Regensburg-Passau "
    "mbH & Co. Kommanditgesellschaft"
)
LONG_MATTER = (
    "Vereinigte Donaudampfschifffahrts- und Speditionsgesellschaft v. Northgate Components and "
    "Subsidiaries: damages from the collision at Vilshofen lock, second instance"
)
LONG_NARRATIVE = " ".join(
    ["Review of expert opinion on the radar recordings and the crew's statements;"] * 38
)
_LARGEST_RATE = 99_999_99


def make_sample(folder: Path) -> None:
    """The sample practice as the first run makes it, on a fixed afternoon."""
    make_sample_practice(folder, PASSPHRASE, Moment(AFTERNOON, PACIFIC)).wipe()


def make_longest(folder: Path) -> None:
    """The sample practice with one more client: nothing about it is short or small."""
    keys = make_sample_practice(folder, PASSPHRASE, Moment(AFTERNOON, PACIFIC))
    payload = keys.payload
    database = Database(folder / DATABASE_NAME, payload.database_key, payload.database_salt)
    try:
        with database.transaction() as tx:
            _add_longest(tx)
    finally:
        database.close()
        keys.wipe()


def _add_longest(tx: Transaction) -> None:
    now = Moment(AFTERNOON, PACIFIC)
    client_id = add_client(tx, LONG_CLIENT, kind=ClientKind.ORGANISATION, now=AFTERNOON)
    street = "Ehemalige Königlich-Bayerische Hafenverwaltungsgebäude-Uferpromenade 1234 a"
    set_contacts(tx, client_id, ContactKind.ADDRESS, [f"{street}\n94032 Passau\nGermany"])
    mail = "rechtsabteilung.schadensregulierung@donaudampfschifffahrtsgesellschaft.example"
    set_contacts(tx, client_id, ContactKind.MAIL, [mail, f"copy.{mail}"])
    set_contacts(tx, client_id, ContactKind.PHONE, ["+49 851 555 0142 9876 54321"])
    matter_id = open_matter(tx, client_id, LONG_MATTER, now=now)
    change_matter(tx, matter_id, "area", "Inland waterway transport and insurance law")
    set_rate(tx, _LARGEST_RATE, valid_from=date(2026, 1, 1), matter_id=matter_id)
    for day in range(2, 20):
        worked_on = date(2026, 11, day)
        narrative = LONG_NARRATIVE if day % 3 == 0 else "Reading"
        add_time_entry(
            tx, matter_id, worked_on=worked_on, seconds=86_000, narrative=narrative, now=now
        )
