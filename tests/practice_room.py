"""A real, open practice in a temporary folder, for tests of every floor."""

from __future__ import annotations

import functools
import secrets
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, tzinfo
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from lawdesk.domain.billing.billing_policy import BillingPolicy
from lawdesk.domain.clients import ClientId, ContactKind
from lawdesk.domain.clock import Moment
from lawdesk.domain.matters import MatterId
from lawdesk.domain.practice import Practice, Theme
from lawdesk.operations.clients import add_client, set_contacts
from lawdesk.operations.matters import open_matter
from lawdesk.operations.practice import set_up_practice
from lawdesk.store.database import Database, Reader, Transaction, create_database_file
from lawdesk.store.migrate import migrate

P = ParamSpec("P")
T = TypeVar("T")

BERLIN = ZoneInfo("Europe/Berlin")
NINE_O_CLOCK = int(datetime(2026, 11, 20, 8, 0, tzinfo=UTC).timestamp())


@dataclass
class FixedClock:
    """A clock that stands until it is told to go on."""

    at: int = NINE_O_CLOCK
    zone: tzinfo = BERLIN
    up: float = 1000.0

    def now(self) -> Moment:
        """The moment it stands at."""
        return Moment(self.at, self.zone)

    def uptime(self) -> float:
        """Seconds since some start, suspended time included."""
        return self.up

    def go_on(self, seconds: int) -> Moment:
        """Let time pass."""
        self.at += seconds
        self.up += seconds
        return self.now()


@dataclass
class PracticeRoom:
    """An open database with its clock, and a short way to run operations."""

    database: Database
    clock: FixedClock = field(default_factory=FixedClock)
    key: bytes = b""
    salt: bytes = b""

    @property
    def read(self) -> Reader:
        """The connection that cannot write."""
        return self.database.read

    def do(
        self,
        operation: Callable[Concatenate[Transaction, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run an operation in a transaction of its own."""
        with self.database.transaction() as tx:
            return operation(tx, *args, **kwargs)

    def add_client(
        self, name: str = "Maria Alvarez", address: str = "1 Main Street\n10115 Berlin"
    ) -> ClientId:
        """A client with an address."""
        client_id = self.do(add_client, name, now=self.clock.at)
        self.do(set_contacts, client_id, ContactKind.ADDRESS, [address])
        return client_id

    def add_matter(
        self, title: str = "Alvarez v. Northgate", client: ClientId | None = None
    ) -> MatterId:
        """An open matter, with a client of its own where none is given."""
        return self.do(open_matter, client or self.add_client(), title, now=self.clock.now())


def make_room(
    folder: Path, *, policy: BillingPolicy | None = None, **changes: object
) -> PracticeRoom:
    """A fresh practice in `folder`; `changes` replace fields of its settings."""
    template, key, salt = _empty_database()
    path = folder / "vault.db"
    path.write_bytes(template)
    path.chmod(0o600)
    room = PracticeRoom(Database(path, key, salt), key=key, salt=salt)
    settings = replace(PRACTICE, **changes)  # type: ignore[arg-type]
    room.do(set_up_practice, settings, cents_per_hour=300_00, policy=policy or POLICY)
    return room


@functools.cache
def _empty_database() -> tuple[bytes, bytes, bytes]:
    """A database that has been through every migration, and its key and salt; made once."""
    key, salt = secrets.token_bytes(32), secrets.token_bytes(16)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "vault.db"
        create_database_file(path, key, salt)
        database = Database(path, key, salt)
        migrate(database)
        database.close()
        return path.read_bytes(), key, salt


PRACTICE = Practice(
    vault_id="0" * 32,
    is_sample=False,
    name="Helen Marsh",
    title="Attorney at Law",
    address="412 Court Street, Suite 5\nSacramento, CA 95814",
    mail="helen@marsh-law.example",
    phone="+1 916 555 0142",
    tax_number="",
    vat_id="",
    bank_name="First River Bank",
    account_holder="Helen Marsh",
    account_number="000123456",
    bank_code="121000248",
    country="US",
    currency="USD",
    locale="en_US",
    language="en",
    tax_regime="no_tax",
    matter_number_pattern="{YYYY}-{0000}",
    invoice_number_pattern="{YYYY}-{0000}",
    credit_note_number_pattern="CN-{YYYY}-{0000}",
    interest_note_number_pattern="IN-{YYYY}-{0000}",
    day_goal_seconds=6 * 3600,
    idle_lock_minutes=10,
    theme=Theme.LIGHT,
    created_at=NINE_O_CLOCK,
)

POLICY = BillingPolicy(payment_days=14)
"""Six minutes, up, for each entry: what the worked examples are computed with."""

FRIDAY = date(2026, 11, 20)
