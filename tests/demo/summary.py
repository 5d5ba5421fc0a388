"""What the demo made, read back: from the practice's rows and from the files beside it.

The practice is opened once more with the passphrase file, as anybody could who has the folder.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from demo.papers import papers_of
from lawdesk.exports.bundle_open import OpenedBundle
from lawdesk.store.database import Database, Reader
from lawdesk.vault.practice_folder import DATABASE_NAME, open_with_passphrase


@dataclass(frozen=True, slots=True)
class _Sums:
    """What the day's invoice comes to, in cents."""

    number: str
    currency: str
    net_cents: int
    tax_cents: int
    total_cents: int


@dataclass(frozen=True, slots=True)
class _Entry:
    """One billed entry, as its row holds it."""

    raw_seconds: int
    billed_units: int
    unit_seconds: int
    rate_cents_per_hour: int
    amount_cents: int


def write_summary(target: Path, passphrase: str) -> dict[str, Any]:
    """Write `summary.json` into the demo's folder and give what stands in it."""
    keys = open_with_passphrase(target / "practice", passphrase)
    payload = keys.payload
    database = Database(
        target / "practice" / DATABASE_NAME, payload.database_key, payload.database_salt
    )
    try:
        summary = {
            "invoice": _invoice(database.read, target),
            "entries": _entries(database.read, no_charge=False),
            "no_charge_entries": _entries(database.read, no_charge=True),
            "bundle": {"files": _bundle_files(target)},
            "bundles": _bundles(database.read),
            "reply": _reply(database.read),
            "papers": papers_of(database.read, target / "papers"),
        }
    finally:
        database.close()
        keys.wipe()
    text = json.dumps(summary, indent=2, ensure_ascii=False)
    (target / "summary.json").write_text(f"{text}\n", encoding="utf-8")
    return summary


def _invoice(read: Reader, target: Path) -> dict[str, Any]:
    row = read.one(
        _Sums,
        "SELECT number, currency, net_cents, tax_cents, total_cents FROM issued_invoices "
        "ORDER BY id LIMIT 1",
    )
    return {**asdict(row), "pdf_sha256": _sha256(target / f"invoice-{row.number}.pdf")}


def _entries(read: Reader, *, no_charge: bool) -> list[dict[str, int]]:
    """The entries of the day's invoice, oldest first. It shows free work by its narrative."""
    found = read.all(
        _Entry,
        f"""
        SELECT raw_seconds, billed_units, unit_seconds, rate_cents_per_hour, amount_cents
        FROM time_entries e
        WHERE e.invoice_id = (SELECT min(id) FROM issued_invoices)
        AND {"" if no_charge else "NOT"} EXISTS (
            SELECT 1 FROM issued_lines l
            WHERE l.invoice_id = e.invoice_id AND l.no_charge = 1 AND l.wording = e.narrative
        )
        ORDER BY e.id
        """,
    )
    return [asdict(entry) for entry in found]


def _bundle_files(target: Path) -> list[dict[str, str]]:
    """Names and hashes of the papers, from the bundle itself, opened with its words."""
    words = (target / "bundle-passphrase.txt").read_text(encoding="utf-8").strip()
    with next(target.glob("bundle-*.html")).open("rb") as page:
        opened = OpenedBundle(page, words)
        hashes = [hashlib.sha256() for _paper in opened.manifest["files"]]
        for place, piece in opened.papers():
            hashes[place].update(piece)
    return [
        {"name": paper["name"], "sha256": made.hexdigest()}
        for paper, made in zip(opened.manifest["files"], hashes, strict=True)
    ]


def _bundles(read: Reader) -> list[dict[str, Any]]:
    """Every recorded bundle, in order: number, format, hash, and whether it was opened."""
    found = read.tuples("SELECT number, format, sha256, opened_how FROM bundles ORDER BY id")
    names = ("number", "format", "sha256", "opened_how")
    return [dict(zip(names, row, strict=True)) for row in found]


def _reply(read: Reader) -> dict[str, str]:
    """What became of each part of the client's answer, by its kind and place."""
    found = read.tuples("SELECT kind, position, state, filed_as FROM reply_items ORDER BY position")
    return {f"{kind} {place}": filed or state for kind, place, state, filed in found}


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
