"""Bringing a practice database to the schema of this program.

Numbered SQL scripts, forward only, each in one transaction together with its version number. An
encrypted copy is made before an existing practice is changed.
"""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path

from lawdesk.errors import StorageError, UnlockError
from lawdesk.store.database import Database
from lawdesk.translation import _

_NAME = re.compile(r"(\d{4})_[a-z_]+\.sql")


def migration_scripts() -> list[tuple[int, str]]:
    """The released scripts as (version, SQL), oldest first."""
    folder = resources.files("lawdesk.store") / "migrations"
    scripts = []
    for entry in folder.iterdir():
        match = _NAME.fullmatch(entry.name)
        if match:
            scripts.append((int(match[1]), entry.read_text(encoding="utf-8")))
    return sorted(scripts)


def migrate(database: Database, scripts: list[tuple[int, str]] | None = None) -> Path | None:
    """Bring `database` to the newest schema; gives the safety copy made before, if one was needed.

    Raises UnlockError where the database is newer than this program, StorageError where the disk
    refuses; the database is then as it was before the failing script.
    """
    steps = migration_scripts() if scripts is None else scripts
    refuse_newer(database, steps)
    present = schema_version(database)
    pending = [(version, script) for version, script in steps if version > present]
    copy = _safety_copy(database, present) if present and pending else None
    for version, script in pending:
        database.run_script(script, version)
    if copy and database.read.values("PRAGMA foreign_key_check"):
        raise StorageError(
            _("The upgrade left records that point nowhere; the practice was not opened."),
            _("The copy from before the upgrade is {name}.").format(name=copy.name),
        )
    return copy


def refuse_newer(database: Database, scripts: list[tuple[int, str]] | None = None) -> None:
    """Raises UnlockError where the database went through scripts that this program lacks."""
    steps = migration_scripts() if scripts is None else scripts
    if schema_version(database) > steps[-1][0]:
        raise UnlockError(
            _("This practice was last opened by a newer LawDesk; nothing was changed."),
            _("Install the newer version and open it again."),
        )


def schema_version(database: Database) -> int:
    """The number of the last script that this database went through; 0 for an empty one."""
    return database.read.number("PRAGMA user_version")


def schema_text(database: Database) -> str:
    """The schema as it stands in the database, in a fixed order."""
    statements: list[str] = database.read.values(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' "
        "ORDER BY type, name"
    )
    return ";\n\n".join(statements) + ";\n"


def _safety_copy(database: Database, version: int) -> Path:
    copy = database.path.with_name(f"before-upgrade-{version:04d}.db")
    if not copy.exists():
        database.copy_to(copy)
    return copy
