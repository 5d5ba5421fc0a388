"""Children that write bundles for clients and are killed; a bundle is whole and known, or no file.

Run by the crash tests as a program of its own: it forks, so it makes no Qt application and carries
no pytest. A child does what `ui/pages/bundles/bundle_writing` does, in its order: draw and file
what is made for the bundle, plan, write, record, hand over.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

import pyzipper
from pikepdf import Dictionary, Pdf
from pyrage import x25519

from crash.bundle_verdicts import MARK, Ledger, faults_of_files, faults_of_rows
from crash.killing import Moment, ended_by_itself, killed_at
from lawdesk.domain.bundle_contents import BundleChoice
from lawdesk.domain.bundle_handover import FileChannel, WordsChannel
from lawdesk.domain.bundles import BundleFile, BundleFormat, BundlePlan, BundleReceipt, RequestWants
from lawdesk.domain.client_requests import ClientRequestId
from lawdesk.domain.clients import ClientId
from lawdesk.domain.documents import DocumentId
from lawdesk.domain.matters import MatterId
from lawdesk.domain.updates import UpdateId, UpdateParts
from lawdesk.exports import bundle_html, bundle_pdf, bundle_zip
from lawdesk.exports.reply_keys import make_reply_key
from lawdesk.operations.bundles.plan import plan_bundle
from lawdesk.operations.bundles.record import note_bundle_delivery, record_bundle, record_made_paper
from lawdesk.operations.bundles.words import BundleWords
from lawdesk.operations.client_requests import ask
from lawdesk.operations.documents import record_document
from lawdesk.operations.updates import begin_update
from lawdesk.progress import Report, silent
from lawdesk.store import bundles, consistency, documents
from lawdesk.store.database import Database, Transaction
from lawdesk.ui.pages.bundles.bundle_writing import fresh_words, write_file
from lawdesk.ui.pages.bundles.made_papers import MadePaper, draw_and_seal
from lawdesk.ui.sealed_papers import sealed_form
from lawdesk.vault.sealed_documents import PlainSink, SealedDocuments
from practice_room import FixedClock, PracticeRoom, make_room

LOADED = (bundle_html, bundle_pdf, bundle_zip, pyzipper)
"""Loaded before the fork, so that children die at work and not at loading."""


@dataclass
class Practice:
    """The practice under test, and what its bundles are made of."""

    folder: Path
    key: bytes
    salt: bytes
    identity: str
    client_id: ClientId
    matter_id: MatterId
    papers: tuple[DocumentId, ...]
    update: UpdateId
    request: ClientRequestId

    @property
    def given(self) -> Path:
        """Where the lawyer has bundles written."""
        return self.folder / "for clients"

    @property
    def vault(self) -> SealedDocuments:
        """The sealed files."""
        return SealedDocuments(self.folder / "docs", (self.identity,))

    def open(self, transaction_type: type[Transaction] = Transaction) -> PracticeRoom:
        """The database, with every check of an open."""
        database = Database(self.folder / "vault.db", self.key, self.salt)
        database.transaction_type = transaction_type
        consistency.require_counted_rows(database.read)
        return PracticeRoom(database, FixedClock())


def make_practice(folder: Path) -> Practice:
    """A client with a matter, two papers, something to be told, and something to be asked."""
    room = make_room(folder)
    client = room.add_client()
    matter = room.add_matter("Alvarez v. Northgate", client)
    identity = str(x25519.Identity.generate())
    vault = SealedDocuments(folder / "docs", (identity,))
    now, chance = room.clock.now(), random.Random(1)
    contents = {
        "brief.pdf": ("application/pdf", marked_pdf(chance)),
        "scan.bin": ("application/octet-stream", MARK + chance.randbytes(150_000)),
    }
    papers = tuple(
        room.do(record_document, matter, name, kind, vault.seal_bytes(content), now=now)
        for name, (kind, content) in contents.items()
    )
    parts = UpdateParts("The witness was heard.", "We wait for the court.", "")
    update = room.do(begin_update, matter, parts, now=now)
    wants = RequestWants.PAPERS
    asked = room.do(ask, matter, wants=wants, title="Payslips", detail="", due_on=None, now=now)
    room.database.close()
    practice = Practice(
        folder, room.key, room.salt, identity, client, matter, papers, update, asked
    )
    practice.given.mkdir()
    return practice


def marked_pdf(chance: random.Random) -> bytes:
    """Two pages with the mark, and something that does not compress."""
    pdf, sink = Pdf.new(), io.BytesIO()
    for _page in range(2):
        filling = chance.randbytes(20_000).hex().encode()
        page = pdf.add_blank_page(page_size=(595, 842))
        page.Contents = pdf.make_stream(b"% " + MARK + b"\n% " + filling + b"\n")
        page.Resources = Dictionary()
    pdf.save(sink, compress_streams=False)
    return sink.getvalue()


class Writer:
    """Writes bundles and says what it does; `die` is asked at every report of progress."""

    def __init__(self, practice: Practice, room: PracticeRoom, chance: random.Random) -> None:
        self.practice, self.room, self.chance = practice, room, chance
        self.out = -1
        self.report: Report = silent

    def say(self, kind: str, key: str = "", value: Any = None) -> None:
        """Tell the judge, in one write that a kill cannot tear."""
        if self.out >= 0:
            line = json.dumps({"say": kind, "key": key, "value": value}) + "\n"
            os.write(self.out, line.encode())

    def step(self, _done: int, _total: int) -> None:
        """A report of progress is a line, so that a kill can come after any of them."""
        self.say("step")

    def work(self, wanted: BundleFormat, out: int) -> NoReturn:
        """Write this format first, then any, until the kill comes."""
        self.out, self.report = out, self.step
        while True:
            self.write_one(wanted)
            wanted = self.chance.choice(list(BundleFormat))

    def write_one(self, wanted: BundleFormat) -> None:
        """One bundle from the choice to the hand-over."""
        choice = self.choice(wanted, with_made=self.chance.random() < 0.4)
        key = make_reply_key() if wanted is BundleFormat.HTML else None
        plan = self.plan(choice, key.address if key else None)
        receipt = self.write(plan)
        self.say("written")
        now, private = self.room.clock.now(), key.private if key else None
        bundle = self.room.do(record_bundle, choice, plan, receipt, reply_key=private, now=now)
        self.say("saved", plan.public_id, receipt.sha256)
        if self.chance.random() < 0.5:
            self.hand_over(bundle, plan.public_id)

    def choice(self, wanted: BundleFormat, *, with_made: bool) -> BundleChoice:
        """Everything there is, and perhaps a paper that is drawn for this bundle."""
        practice, papers = self.practice, list(self.practice.papers)
        if with_made:
            content = marked_pdf(self.chance)
            paper = MadePaper(practice.matter_id, "Statement", "statement.pdf", lambda: content)
            for each in draw_and_seal([paper], practice.vault, self.report):
                self.say("sealed")
                made = self.room.do(
                    record_made_paper,
                    practice.client_id,
                    paper.matter_id,
                    paper.title,
                    paper.file_name,
                    each.sealed,
                    now=self.room.clock.now(),
                )
                papers.append(made)
        return BundleChoice(
            practice.client_id,
            (practice.matter_id,),
            letter="Dear Ms Alvarez",
            update_ids=(practice.update,),
            document_ids=tuple(papers),
            request_ids=(practice.request,),
            format=wanted,
        )

    def plan(self, choice: BundleChoice, reply: Any) -> BundlePlan:
        """Everything the bundle will say."""
        now = self.room.clock.now()
        return plan_bundle(self.room.read, choice, BundleWords(), reply=reply, now=now)

    def write(self, plan: BundlePlan) -> BundleReceipt:
        """The file, under words the judge is told first."""
        words, vault, read = fresh_words(), self.practice.vault, self.room.read
        sums = {file.name: file.sha256 for file in plan.files}
        shown = 2 * sum(name.endswith(".pdf") for name in sums)
        told = {"words": words, "file_name": plan.file_name, "sums": sums, "shown": shown}
        self.say("about", plan.public_id, told)

        def unseal(file: BundleFile, sink: PlainSink) -> None:
            sealed = sealed_form(documents.get(read, DocumentId(int(file.source))))
            vault.unseal_to(sealed, sink)

        target = self.practice.given / plan.file_name
        return write_file(plan, target, words, unseal, self.report, neutral_names=False)

    def hand_over(self, bundle_id: int, key: str) -> None:
        """Note that the client has it, and how the words were told."""
        now = self.room.clock.now()
        self.say("giving", key)
        self.room.do(
            note_bundle_delivery,
            bundle_id,
            delivered_on=now.day,
            channel=FileChannel.MAIL,
            words_channel=WordsChannel.PHONE,
            now=now,
        )
        self.say("given", key)


def judge(practice: Practice, ledger: Ledger) -> None:
    """Hold everything that was said against what is there; exit at the first broken promise."""
    room = practice.open()
    wrong = faults_of_rows(room.read, ledger)
    wrong += faults_of_files(room.read, practice.given, ledger)
    for number in room.read.values("SELECT id FROM documents ORDER BY id"):
        sealed = sealed_form(documents.get(room.read, DocumentId(number)))
        if not practice.vault.has_files(sealed.name):
            wrong.append(f"document {number} has no file")
    wrong += [f"{path.name} lies in clear" for path in Path(tempfile.gettempdir()).iterdir()]
    if wrong:
        raise SystemExit(f"after {ledger.in_flight}: {wrong}")
    if ledger.in_flight not in ledger.saved:  # recorded, and killed before it was said
        recorded = bundles.find_by_public_id(room.read, ledger.in_flight)
        if recorded is not None:
            ledger.saved[ledger.in_flight] = recorded.sha256
    room.database.close()


def lines_of_each(practice: Practice, ledger: Ledger) -> dict[BundleFormat, list[str]]:
    """Write one bundle of each format undisturbed; gives the lines that are said meanwhile."""
    lines: dict[BundleFormat, list[str]] = {}
    for wanted in BundleFormat:
        reading, writing = os.pipe()
        room = practice.open()
        writer = Writer(practice, room, random.Random(3))
        writer.out, writer.report = writing, writer.step
        writer.write_one(wanted)
        room.database.close()
        os.close(writing)
        with os.fdopen(reading) as said:
            lines[wanted] = list(said)
        for line in lines[wanted]:
            ledger.hear(line)
    judge(practice, ledger)
    return lines


def moment_of(chance: random.Random, lines: list[str]) -> Moment:
    """A third comes in the file, a quarter between it and its row, a fifth after the row, and the
    others after any line.

    Each waits for a line and not for a time, or a faster writer would be killed elsewhere.
    """
    kind = chance.random()
    if kind < 0.33:
        steps = sum('"step"' in line for line in lines)
        return Moment(b'"step"', chance.randrange(2, steps), chance.uniform(0.0, 0.001))
    if kind < 0.58:
        return Moment(b'"written"', 1, chance.choice([0.0, 0.001, 0.004]))
    if kind < 0.78:
        return Moment(b'"saved"', 1, chance.uniform(0.0, 0.03))
    return Moment(b"\n", chance.randrange(len(lines)), chance.uniform(0.0, 0.03))


def kill_many(practice: Practice, kills: int, seed: int) -> dict[str, int]:
    """Kill a child again and again; gives how much was seen."""
    ledger, seen = Ledger(), Counter[str]()
    lines = lines_of_each(practice, ledger)
    for number in range(kills):
        chance = random.Random(seed * 100_000 + number)
        wanted = list(BundleFormat)[number % 3]

        moment = moment_of(chance, lines[wanted])
        before = ledger.unfinished
        for line in killed_at(moment, partial(_write_on, practice, wanted, chance)):
            ledger.hear(line)
        judge(practice, ledger)
        seen["torn"] += ledger.unfinished > before
    endings = Counter(ledger.told[key].file_name.rpartition(".")[2] for key in ledger.saved)
    return {
        "kills": kills,
        "recorded": len(ledger.saved),
        "unrecorded": len(ledger.unrecorded),
        "torn": seen["torn"],
        "given": len(ledger.given),
        **endings,
    }


def _write_on(practice: Practice, first: BundleFormat, chance: random.Random, out: int) -> NoReturn:
    Writer(practice, practice.open(), chance).work(first, out)


def die_at_each_report(
    practice: Practice, wanted: BundleFormat, deaths: int, ledger: Ledger
) -> int:
    """Write with a death at reports spread over the whole way, the first and the last too; gives
    how many there were.
    """
    room = practice.open()
    reports: list[int] = []
    writer = Writer(practice, room, random.Random(3))
    writer.report = lambda done, _total: reports.append(done)
    choice = writer.choice(wanted, with_made=False)
    reply = make_reply_key().address
    writer.write(writer.plan(choice, reply)).path.unlink()
    room.database.close()
    steps = sorted({1 + place * (len(reports) - 1) // (deaths - 1) for place in range(deaths)})
    for at_report in steps:
        ended, lines = ended_by_itself(partial(_write_or_die, practice, choice, reply, at_report))
        if ended != 9:
            raise SystemExit(f"no death at report {at_report} of {wanted}")
        for line in lines:
            ledger.hear(line)
        judge(practice, ledger)
    return len(steps)


def _write_or_die(
    practice: Practice, choice: BundleChoice, reply: Any, at_report: int, out: int
) -> NoReturn:
    writer = Writer(practice, practice.open(), random.Random(3))
    reports: list[int] = []

    def report(done: int, _total: int) -> None:
        reports.append(done)
        if len(reports) == at_report:
            os._exit(9)

    writer.out, writer.report = out, report
    writer.write(writer.plan(choice, reply))
    os._exit(0)


def die_at_each_write(practice: Practice) -> dict[str, int]:
    """Record a written bundle, then hand it over, with a death at the first, second, … write."""
    room = practice.open()
    writer = Writer(practice, room, random.Random(3))
    reading, writer.out = os.pipe()
    choice = writer.choice(BundleFormat.ZIP, with_made=False)
    plan = writer.plan(choice, None)
    receipt = writer.write(plan)
    room.database.close()
    os.close(writer.out)
    ledger = Ledger()
    with os.fdopen(reading) as said:
        for line in said:
            ledger.hear(line)

    def record(dying: PracticeRoom) -> None:
        dying.do(record_bundle, choice, plan, receipt, now=dying.clock.now())

    def give(dying: PracticeRoom) -> None:
        Writer(practice, dying, random.Random(3)).hand_over(1, plan.public_id)

    deaths = {"record": _until_it_goes_through(practice, record, ledger)}
    ledger.saved[plan.public_id] = receipt.sha256
    judge(practice, ledger)
    deaths["hand over"] = _until_it_goes_through(practice, give, ledger)
    ledger.given[plan.public_id] = 1
    judge(practice, ledger)
    return deaths


def _until_it_goes_through(
    practice: Practice, act: Callable[[PracticeRoom], None], ledger: Ledger
) -> int:
    deaths, ended = 0, 9
    while ended == 9:
        ended, _lines = ended_by_itself(partial(_do_or_die, practice, act, deaths + 1))
        if ended == 9:
            deaths += 1
            judge(practice, ledger)
    if ended != 0:
        raise SystemExit(f"a child ended with {ended}")
    return deaths


def _do_or_die(
    practice: Practice, act: Callable[[PracticeRoom], None], at_write: int, _out: int
) -> NoReturn:
    class Dying(Transaction):
        writes = 0

        def write(self, sql: str, *params: object) -> int:
            Dying.writes += 1
            if Dying.writes == at_write:
                os._exit(9)
            return super().write(sql, *params)

    act(practice.open(Dying))
    os._exit(0)


def main() -> None:
    """Print what was seen as JSON; exit with an error at the first broken promise."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--each", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    practice = make_practice(asked.folder)
    (asked.folder / "temporary").mkdir()
    tempfile.tempdir = str(asked.folder / "temporary")  # whatever is put there is found
    if asked.each:
        ledger = Ledger()
        seen = {str(x): die_at_each_report(practice, x, 6, ledger) for x in BundleFormat}
        for path in practice.given.iterdir():
            path.unlink()
        seen |= die_at_each_write(practice)
    else:
        seen = kill_many(practice, asked.kills, asked.seed)
    sys.stdout.write(json.dumps(seen))


if __name__ == "__main__":
    main()
