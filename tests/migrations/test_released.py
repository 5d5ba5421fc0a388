"""What was released stays openable, and stays as it was."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from lawdesk.store import consistency, invoices, timers
from lawdesk.store.database import Database
from lawdesk.store.migrate import migrate, migration_scripts, schema_text
from migrations.make_released import KEY, SALT

RELEASED = Path(__file__).parent / "released"
SCRIPTS = {
    1: "7656fb590692c429e941f1233fe2bdfb8db4220ec2c8389794dfcc4a3e525861",
    2: "7f81b4024c79baaf92cf8864a8f4e4097310dbd0536f13bc0c9d54d6fd6858c0",
    3: "af21bd6104a769d37aa005beb17cbdc8dfb293b55f6854fb95e01eac5e07c02e",
    4: "56aad7a53e755135ffaf9007195edc2c6b57b5bd6c6b697a24e70b266dffac49",
    5: "8979344c11877f3729af677ba194215205a4204a680aed7e3159041922f842a4",
    6: "97610115a1b706f087b5f7e10c3d5a2ddc2d92b2f1cc4303cc691832a407cdf9",
    7: "38f7463f01fc04fb19c708d7ba824f32ccf2e6ac350bb2cd61b55c0ff68e2937",
    8: "72729e46e1fc9b0b5159d7c4fcdf9ab56bf240aea34e6d1772e95856bf1a86b8",
    9: "cb044fbac15e5da2433502bfbb5553d3c14f9738982c85d7838edb0eec74f5a6",
}
"""SHA-256 of every released script. A released script never changes; a new one is added."""


def test_released_scripts_never_change() -> None:
    found = {
        version: hashlib.sha256(script.encode()).hexdigest()
        for version, script in migration_scripts()
    }
    assert found == SCRIPTS


RELEASES = sorted(int(path.stem) for path in RELEASED.glob("*.db"))
"""The schemas that programs were handed out with; the scripts between two of them came together."""


def test_the_newest_schema_is_kept() -> None:
    assert {1, 2, max(SCRIPTS)} <= set(RELEASES)


@pytest.mark.parametrize("version", RELEASES)
def test_a_released_database_opens_and_keeps_its_figures(tmp_path: Path, version: int) -> None:
    path = tmp_path / "vault.db"
    path.write_bytes((RELEASED / f"{version:04d}.db").read_bytes())
    database = Database(path, KEY, SALT)
    migrate(database)
    consistency.require_counted_rows(database.read)
    written = Path(consistency.__file__).with_name("schema.sql").read_text(encoding="utf-8")
    assert schema_text(database) == written
    (invoice,) = invoices.list_summaries(database.read)
    assert (invoice.number, invoice.total_cents) == ("2026-0001", 450_00)
    (parked,) = timers.list_parked_clocks(database.read)
    assert parked.worked_seconds == 600
    database.close()


def test_merged_lines_of_a_draft_stay_merged(tmp_path: Path) -> None:
    path = tmp_path / "vault.db"
    path.write_bytes((RELEASED / "0008.db").read_bytes())
    database = Database(path, KEY, SALT)
    with database.transaction() as tx:
        (entry,) = tx.values("SELECT min(id) FROM time_entries")
        draft = tx.write(
            "INSERT INTO drafts (matter_id, work_until, grouping, intro, tax_category, "
            "payment_days, created_at) "
            "SELECT matter_id, worked_on, 'entry', '', '', 14, 0 FROM time_entries WHERE id = ?",
            entry,
        )
        line = (
            "INSERT INTO draft_lines (draft_id, entry_id, part, part_units, position, chosen, "
            "no_charge, write_down_cents, reason, wording, merged_into_id) "
            "VALUES (?, ?, ?, ?, ?, 1, 0, 5, 'late', 'Brief', ?)"
        )
        head = tx.write(line, draft, entry, 1, None, 7, None)
        tx.write(line, draft, entry, 2, 3, 8, head)
    before = database.read.tuples("SELECT * FROM draft_lines ORDER BY id")
    assert len(before) == 2
    migrate(database)
    assert database.read.tuples("SELECT * FROM draft_lines ORDER BY id") == before
    assert database.read.values("PRAGMA foreign_key_check") == []
    consistency.require_counted_rows(database.read)
    database.close()
