"""Write the small database of the newest schema that later versions must still open.

Run once per release, by hand: `python tests/migrations/make_released.py`. A file that was released
is never written again.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from lawdesk.domain.invoices import InvoiceTexts
from lawdesk.operations.drafts import make_draft
from lawdesk.operations.invoices import issue_invoice
from lawdesk.operations.practice import set_up_practice
from lawdesk.operations.time_entries import add_time_entry
from lawdesk.operations.timers import park_timer, start_timer
from lawdesk.store.database import Database, create_database_file
from lawdesk.store.migrate import migrate, migration_scripts
from practice_room import FRIDAY, POLICY, PRACTICE, FixedClock, PracticeRoom

KEY, SALT = b"released-database-key-for-tests!", b"released-salt-16"


def main() -> None:
    """Make a practice with a bit of everything and keep its file under the schema's number."""
    version = migration_scripts()[-1][0]
    target = Path(__file__).parent / "released" / f"{version:04d}.db"
    if target.exists():
        raise SystemExit(f"{target.name} was released; it stays as it is")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "vault.db"
        create_database_file(path, KEY, SALT)
        database = Database(path, KEY, SALT)
        migrate(database)
        _fill(PracticeRoom(database, FixedClock()))
        database.close()
        target.write_bytes(path.read_bytes())


def _fill(room: PracticeRoom) -> None:
    room.do(set_up_practice, PRACTICE, cents_per_hour=300_00, policy=POLICY)
    matter, now = room.add_matter(), room.clock.now()
    for seconds in (125, 361, 1320, 2830):
        room.do(
            add_time_entry, matter, worked_on=FRIDAY, seconds=seconds, narrative="Brief", now=now
        )
    draft = room.do(make_draft, matter, now=now)
    room.do(issue_invoice, draft, InvoiceTexts(), now=now)
    room.do(start_timer, matter, now=now)
    room.do(park_timer, now=room.clock.go_on(600))


if __name__ == "__main__":
    main()
