"""Children that work on one practice and are killed; what they were told is saved must be there.

Run by the crash tests as a program of its own, because it forks and must not carry Qt or pytest
with it. A child says what it is about to do, does it, and says when the commit came back. After
each death the practice is opened again and held against what was said.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from pyrage import x25519

from crash.killing import Moment, ended_by_itself, killed_at
from lawdesk.domain.clients import ClientId
from lawdesk.domain.documents import DocumentKind, DocumentOrigin, DocumentPlace, NewFile
from lawdesk.domain.invoices import InvoiceTexts
from lawdesk.domain.issued_paper import paper_of
from lawdesk.domain.matters import MatterId
from lawdesk.domain.time_entries import TimeEntryId
from lawdesk.exports.invoice_pdf import draw_invoice
from lawdesk.operations.documents import (
    destroy_document,
    record_document,
    record_files,
    record_version,
)
from lawdesk.operations.drafts import make_draft
from lawdesk.operations.invoices import issue_invoice, record_invoice_pdf
from lawdesk.operations.time_entries import add_time_entry, set_narrative
from lawdesk.operations.timers import start_timer, stop_timer
from lawdesk.store import consistency, documents, invoices, matters, time_entries, timers
from lawdesk.store.database import Database, Transaction
from lawdesk.ui.taking_in import TakingPlan, take_in_files
from lawdesk.vault.sealed_documents import SealedDocument, SealedDocuments
from practice_room import FRIDAY, FixedClock, PracticeRoom, make_room

TEXTS = InvoiceTexts(payment="Pay within 14 days.")
_STEPS_OF_AN_IMPORT = 22
"""An import reports 24 to 26 times; without the last two, a kill finds it at work."""


@dataclass
class Ledger:
    """What the children said: saved facts by key, and the key in flight at death."""

    saved: dict[str, Any] = field(default_factory=dict)
    in_flight: str | None = None
    acknowledged: int = 0
    importing: bool = False
    died_importing: int = 0

    def hear(self, line: str) -> None:
        """Take down one line of a child."""
        said = json.loads(line)
        if said["say"] == "importing":
            self.importing = said["value"]
        elif said["say"] == "step":
            pass
        elif said["say"] == "about":
            self.in_flight = said["key"]
        else:
            self.saved[said["key"]] = said["value"]
            self.in_flight = None
            self.acknowledged += 1


@dataclass
class Practice:
    """The practice under test, as a child or the judge opens it."""

    folder: Path
    key: bytes
    salt: bytes
    identity: str
    matters: list[MatterId]

    def open(self, transaction_type: type[Transaction] = Transaction) -> PracticeRoom:
        """The database, with every check of an open."""
        database = Database(self.folder / "vault.db", self.key, self.salt)
        database.transaction_type = transaction_type
        consistency.require_counted_rows(database.read)
        return PracticeRoom(database, FixedClock())

    @property
    def sealed(self) -> SealedDocuments:
        """The sealed files."""
        return SealedDocuments(self.folder / "docs", (self.identity,))


class Child:
    """Works until it dies."""

    def __init__(self, practice: Practice, out: int, seed: int, room: PracticeRoom) -> None:
        self.practice = practice
        self.out = out
        self.chance = random.Random(seed)
        self.room = room
        last = room.read.number("SELECT max(ended_at) FROM time_intervals")
        opened = room.read.number("SELECT max(started_at) FROM time_intervals")
        room.clock.at = max(room.clock.at, last, opened)

    def say(self, kind: str, key: str, value: Any = None) -> None:
        """Tell the judge, in one write that a kill cannot tear."""
        line = json.dumps({"say": kind, "key": key, "value": value}) + "\n"
        os.write(self.out, line.encode())

    def run(self, *, importing: bool) -> NoReturn:
        """Work until the kill comes, on an import first where that is asked for."""
        if importing:
            self.import_folder()
        acts: list[Callable[[], None]] = [
            self.start,
            self.stop,
            self.add,
            self.edit,
            self.issue,
            self.issue,
            self.seal,
            self.import_folder,
            self.edit_paper,
            self.destroy,
        ]
        while True:
            self.room.clock.go_on(self.chance.randrange(1, 90))
            self.chance.choice(acts)()

    def start(self) -> None:
        """Start a clock; the one that ran is parked."""
        self.say("about", "clock")
        matter = self.chance.choice(self.practice.matters)
        entry = self.room.do(start_timer, matter, now=self.room.clock.now())
        self.say("saved", "clock", entry)

    def stop(self) -> None:
        """Stop the clock."""
        self.say("about", "clock")
        self.room.do(stop_timer, now=self.room.clock.now())
        self.say("saved", "clock", None)

    def add(self) -> None:
        """Write an entry by hand."""
        self.say("about", "new entry")
        narrative = f"Work {self.chance.random()}"
        entry = self.room.do(
            add_time_entry,
            self.chance.choice(self.practice.matters),
            worked_on=FRIDAY,
            seconds=self.chance.randrange(60, 8000),
            narrative=narrative,
            now=self.room.clock.now(),
        )
        self.say("saved", f"entry {entry}", narrative)

    def edit(self) -> None:
        """Reword an entry."""
        open_ids = self.room.read.values(
            "SELECT id FROM time_entries WHERE invoice_id IS NULL AND measured = 'typed'"
        )
        if open_ids:
            entry, narrative = self.chance.choice(open_ids), f"Edited {self.chance.random()}"
            self.say("about", f"entry {entry}")
            now = self.room.clock.now()
            self.room.do(set_narrative, TimeEntryId(entry), narrative, now=now)
            self.say("saved", f"entry {entry}", narrative)

    def issue(self) -> None:
        """Draft and issue, then draw, seal and record the PDF."""
        matter, now = self.chance.choice(self.practice.matters), self.room.clock.now()
        if not time_entries.list_unbilled(self.room.read, matter, now.day):
            return
        draft = self.room.do(make_draft, matter, now=now)
        self.say("about", "new invoice")
        invoice_id = self.room.do(issue_invoice, draft, TEXTS, now=now)
        composed = invoices.get_composed(self.room.read, invoice_id)
        self.say("saved", f"invoice {invoice_id}", composed.invoice.number)
        self.say("about", "new pdf")
        sealed = self.practice.sealed.seal_bytes(draw_invoice(paper_of(composed)))
        self.room.do(record_invoice_pdf, invoice_id, sealed, now=now)
        self.say("saved", f"pdf {invoice_id}", sealed.plain_sha256)

    def seal(self) -> None:
        """Take a document in."""
        self.say("about", "new document")
        content = self.chance.randbytes(self.chance.randrange(0, 200_000))
        sealed = self.practice.sealed.seal_bytes(content)
        document = self.room.do(
            record_document,
            self.chance.choice(self.practice.matters),
            "paper.bin",
            "application/octet-stream",
            sealed,
            now=self.room.clock.now(),
        )
        self.say("saved", f"document {document}", sealed.plain_sha256)

    def import_folder(self) -> None:
        """Take a folder in as the window does: sealed in groups, each recorded in one step."""
        folder = self.practice.folder / "incoming"
        fill_folder(folder, self.chance)
        place = DocumentPlace(
            documents_client(self.room, self.practice.matters[0]), self.practice.matters[0]
        )
        here = {
            known.plain_sha256: known.title
            for known in documents.list_known_files(self.room.read, place.client_id)
            if known.matter_id == place.matter_id
        }

        def record(files: tuple[NewFile, ...]) -> None:
            self.say("about", "new import")
            done = self.room.do(record_files, place, files, now=self.room.clock.now())
            for document in done.added:
                paper = documents.get(self.room.read, document)
                self.say("saved", f"import {document}", paper.plain_sha256)

        plan = TakingPlan((folder,), place, here, {})
        self.say("importing", "", value=True)
        take_in_files(plan, self.practice.sealed, record, self.step)
        self.say("importing", "", value=False)

    def step(self, _done: int, _total: int) -> None:
        """A report of progress is a line, so that a kill can come after any of them."""
        self.say("step", "")

    def edit_paper(self) -> None:
        """A further version of a paper."""
        ids = self.room.read.values(
            "SELECT id FROM documents WHERE kind <> 'invoice' AND archived_at IS NULL"
        )
        if ids:
            document = self.chance.choice(ids)
            self.say("about", f"edited {document}")
            content = self.chance.randbytes(2000)
            sealed = self.practice.sealed.seal_bytes(content)
            file = NewFile("paper.bin", "application/octet-stream", sealed)
            now = self.room.clock.now()
            self.room.do(record_version, document, file, origin=DocumentOrigin.EDITED, now=now)
            self.say("saved", f"edited {document}", sealed.plain_sha256)

    def destroy(self) -> None:
        """Give a paper up for good: the row first, then its files."""
        ids = self.room.read.values(
            "SELECT id FROM documents WHERE kind <> 'invoice' AND archived_at IS NULL"
        )
        if len(ids) > 20:
            document = self.chance.choice(ids)
            self.say("about", f"destroyed {document}")
            for name in self.room.do(destroy_document, document, now=self.room.clock.at):
                self.practice.sealed.destroy(name)
            self.say("saved", f"destroyed {document}", 1)


def fill_folder(folder: Path, chance: random.Random) -> None:
    """Six files out of two thousand there can be; some come again and again."""
    (folder / "Court").mkdir(parents=True, exist_ok=True)
    for path in [x for x in folder.rglob("*") if x.is_file()]:
        path.unlink()
    for number in range(6):
        content = random.Random(chance.randrange(2000)).randbytes(3000)
        (folder / ("Court" if number % 3 else "") / f"{number}.bin").write_bytes(content)


def documents_client(room: PracticeRoom, matter: MatterId) -> ClientId:
    """Whose matter it is."""
    return matters.get(room.read, matter).client_id


def make_practice(folder: Path) -> Practice:
    """A practice with three matters."""
    room = make_room(folder)
    client = room.add_client()
    opened = [room.add_matter(f"Matter {n}", client) for n in range(3)]
    key, salt = room.key, room.salt
    room.database.close()
    return Practice(folder, key, salt, str(x25519.Identity.generate()), opened)


def kill_one(practice: Practice, ledger: Ledger, seed: int, *, importing: bool) -> None:
    """Let one child work for a random while, kill it, and take down what it said. With `importing`
    it begins with an import, and is killed at a step of that.
    """
    work = partial(_work, practice, seed, importing)
    for line in killed_at(moment_of(random.Random(seed), importing=importing), work):
        ledger.hear(line)
    ledger.died_importing += ledger.importing
    ledger.importing = False


def _work(practice: Practice, seed: int, importing: bool, out: int) -> NoReturn:
    Child(practice, out, seed, practice.open()).run(importing=importing)


def moment_of(chance: random.Random, *, importing: bool) -> Moment:
    """Some acts after the start, at a random moment of the next one; or somewhere in an import."""
    if importing:
        return Moment(b'"step"', chance.randrange(_STEPS_OF_AN_IMPORT), chance.uniform(0.0, 0.002))
    return Moment(b"saved", chance.randrange(0, 9), chance.uniform(0.0, 0.05))


def judge(practice: Practice, ledger: Ledger) -> list[str]:
    """Everything that is wrong with the practice after a death; empty where it kept its word."""
    room = practice.open()
    read = room.read
    wrong = [f"integrity: {x}" for x in read.values("PRAGMA integrity_check") if x != "ok"]
    wrong += [f"foreign key: {x}" for x in read.values("PRAGMA foreign_key_check")]
    numbers = read.values("SELECT number_in_series FROM issued_invoices ORDER BY id")
    if numbers != list(range(1, len(numbers) + 1)):
        wrong.append(f"invoice numbers {numbers}")
    wrong += _unkept(room, ledger)
    wrong += _unsealed(practice, room)
    wrong += _miscounted(room)
    _settle(room, ledger)
    room.database.close()
    return wrong


def _unkept(room: PracticeRoom, ledger: Ledger) -> list[str]:
    wrong = []
    for key, value in ledger.saved.items():
        if key != ledger.in_flight and _stored(room, key) != value:
            wrong.append(f"{key}: said {value!r}, stored {_stored(room, key)!r}")
    return wrong


def _stored(room: PracticeRoom, key: str) -> Any:
    kind, _, number = key.partition(" ")
    if kind == "clock":
        running = timers.find_running(room.read)
        return running.id if running else None
    queries = {
        "entry": "SELECT narrative FROM time_entries WHERE id = ?",
        "invoice": "SELECT number FROM issued_invoices WHERE id = ?",
        "pdf": "SELECT sha256 FROM invoice_pdfs WHERE invoice_id = ?",
        "document": _FIRST_CONTENT,
        "import": _FIRST_CONTENT,
        "edited": "SELECT plain_sha256 FROM document_versions WHERE document_id = ? "
        "ORDER BY number DESC LIMIT 1",
        "destroyed": "SELECT min(destroyed_at IS NOT NULL) FROM document_versions "
        "WHERE document_id = ?",
    }
    values = room.read.values(queries[kind], int(number))
    return values[0] if values else None


_FIRST_CONTENT = "SELECT plain_sha256 FROM document_versions WHERE document_id = ? AND number = 1"


def _unsealed(practice: Practice, room: PracticeRoom) -> list[str]:
    """Rows whose sealed file is missing; the newest files are opened as well."""
    wrong, sealed = [], practice.sealed
    for name in documents.list_destroyed_names(room.read):  # as the next start does
        sealed.destroy(name)
    ids = room.read.values("SELECT id FROM documents ORDER BY id")
    for number in ids:
        for version in documents.list_versions(room.read, number):
            name = version.sealed_name
            if version.destroyed_at is not None:
                if sealed.has_files(name):
                    wrong.append(f"document {number} was destroyed and is there")
            elif not sealed.path(name).exists() or not sealed.key_path(name).exists():
                wrong.append(f"document {number} has no file or no key")
            elif number in ids[-3:]:
                sealed.unseal(
                    SealedDocument(
                        name,
                        version.plain_sha256,
                        version.plain_size,
                        version.sealed_sha256,
                        version.sealed_size,
                    )
                )
    wrong += [
        f"document {x} is there twice"
        for x in room.read.values(
            "SELECT min(d.id) FROM documents d JOIN document_versions v ON v.document_id = d.id "
            "WHERE v.number = 1 AND v.destroyed_at IS NULL AND d.kind <> 'invoice' "
            "GROUP BY d.matter_id, v.plain_sha256 HAVING count(*) > 1"
        )
    ]
    pdfs = room.read.number("SELECT count(*) FROM invoice_pdfs")
    papers = room.read.number("SELECT count(*) FROM documents WHERE kind = ?", DocumentKind.INVOICE)
    return wrong if pdfs == papers else [*wrong, f"{pdfs} PDFs, {papers} papers"]


def _miscounted(room: PracticeRoom) -> list[str]:
    """Invoices whose billed entries do not come to their total, and clocks that overlap."""
    wrong = []
    for invoice_id, total in zip(
        room.read.values("SELECT id FROM issued_invoices ORDER BY id"),
        room.read.values("SELECT net_cents FROM issued_invoices ORDER BY id"),
        strict=True,
    ):
        billed = room.read.number(
            "SELECT sum(amount_cents) FROM time_entries WHERE invoice_id = ?", invoice_id
        )
        if billed != total:
            wrong.append(f"invoice {invoice_id}: {billed} billed, {total} issued")
    if room.read.number("SELECT count(*) FROM time_intervals WHERE ended_at IS NULL") > 1:
        wrong.append("two clocks run")
    return wrong


def die_at_each_write(practice: Practice) -> int:
    """Issue an invoice with a death at the first, second, … write, until it goes through."""
    room = practice.open()
    now = room.clock.now()
    add = add_time_entry
    room.do(add, practice.matters[0], worked_on=FRIDAY, seconds=600, narrative="x", now=now)
    draft = room.do(make_draft, practice.matters[0], now=now)
    room.database.close()
    deaths = 0
    while True:
        ended, _said = ended_by_itself(partial(_issue_or_die, practice, draft, deaths + 1))
        wrong = judge(practice, Ledger())
        if wrong:
            raise SystemExit(f"after death {deaths + 1}: {wrong}")
        if ended == 0:
            return deaths
        if ended != 9:
            raise SystemExit(f"a child ended by itself with {ended}")
        deaths += 1


def _issue_or_die(practice: Practice, draft: Any, at_write: int, _out: int) -> NoReturn:
    class Dying(Transaction):
        writes = 0

        def write(self, sql: str, *params: object) -> int:
            Dying.writes += 1
            if Dying.writes == at_write:
                os._exit(9)
            return super().write(sql, *params)

    room = practice.open(Dying)
    room.do(issue_invoice, draft, TEXTS, now=room.clock.now())
    os._exit(0)


def main() -> None:
    """Print what was seen as JSON; exit with an error at the first broken promise."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--each-write", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    practice = make_practice(asked.folder)
    if asked.each_write:
        sys.stdout.write(json.dumps({"deaths": die_at_each_write(practice)}))
        return
    ledger = Ledger()
    for number in range(asked.kills):
        seed = asked.seed * 100_000 + number
        kill_one(practice, ledger, seed, importing=number % 5 in (1, 3))
        wrong = judge(practice, ledger)
        if wrong:
            raise SystemExit(f"after kill {number}: {wrong}")
    invoices_issued = sum(key.startswith("invoice") for key in ledger.saved)
    documents_sealed = sum(key.startswith("document") for key in ledger.saved)
    sys.stdout.write(
        json.dumps(
            {
                "kills": asked.kills,
                "acknowledged": ledger.acknowledged,
                "invoices": invoices_issued,
                "documents": documents_sealed,
                "died_importing": ledger.died_importing,
                "imported": sum(key.startswith("import") for key in ledger.saved),
                "destroyed": sum(key.startswith("destroyed") for key in ledger.saved),
            }
        )
    )


def _settle(room: PracticeRoom, ledger: Ledger) -> None:
    """What was in flight at the death may have been committed without being said: from here on
    what is stored counts. Everything that had been said was held against the practice before.
    """
    for key in {"clock", ledger.in_flight} & {"clock", *ledger.saved}:
        ledger.saved[str(key)] = _stored(room, str(key))
    ledger.in_flight = None


if __name__ == "__main__":
    main()
