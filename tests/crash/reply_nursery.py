"""Children that take replies in and file them, and are killed; nothing acknowledged may be lost.

Run by the crash tests as a program of its own: it forks and must not carry Qt or pytest with it.
After each death the practice is opened again: every part that was said to be decided is decided so,
every row has its sealed file, every document the bytes that were mailed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from pyrage import x25519

from lawdesk.domain.client_requests import request_name
from lawdesk.domain.documents import DocumentKind
from lawdesk.domain.replies import ItemKind, ItemState, ReplyId
from lawdesk.errors import RuleError
from lawdesk.operations.reply_filing import file_answer, file_paper, note_item, reject_item
from lawdesk.store import consistency, replies
from lawdesk.store.database import Database, Transaction
from lawdesk.store.replies import ReplyItem
from lawdesk.vault.sealed_documents import SealedDocument, SealedDocuments
from practice_room import FixedClock, PracticeRoom, make_room
from reply_room import ReplyRoom, make_reply_room
from reply_sealer import SEQUENCE, Words, reply_file


@dataclass
class Ledger:
    """What the children said: facts by key, and the key in flight at death."""

    saved: dict[str, Any] = field(default_factory=dict)
    in_flight: str | None = None
    acknowledged: int = 0

    def hear(self, line: str) -> None:
        """Take down one line of a child."""
        said = json.loads(line)
        if said["say"] == "about":
            self.in_flight = said["key"]
            return
        self.saved[said["key"]] = said["value"]
        self.in_flight = None
        self.acknowledged += 1


@dataclass
class Practice:
    """The practice under test, and all that was ever mailed to it."""

    folder: Path
    key: bytes
    salt: bytes
    identity: str
    case: ReplyRoom

    def open(self, transaction_type: type[Transaction] = Transaction) -> ReplyRoom:
        """The database, with every check of an open, and its sealed files."""
        database = Database(self.folder / "vault.db", self.key, self.salt)
        database.transaction_type = transaction_type
        consistency.require_counted_rows(database.read)
        self.case.room = PracticeRoom(database, FixedClock())
        self.case.vault = SealedDocuments(self.folder / "docs", (self.identity,))
        return self.case


def make_practice(folder: Path) -> Practice:
    """A practice that has given one bundle."""
    room = make_room(folder)
    identity = str(x25519.Identity.generate())
    vault = SealedDocuments(folder / "docs", (identity,))
    case = make_reply_room(room, folder, vault)
    key, salt = room.key, room.salt
    room.database.close()
    return Practice(folder, key, salt, identity, case)


class Child:
    """Takes in, files, rejects, until it dies."""

    def __init__(self, practice: Practice, out: int, seed: int) -> None:
        self.practice, self.out = practice, out
        self.chance = random.Random(seed)
        self.case = practice.open()
        self.read = self.case.room.read

    def say(self, kind: str, key: str, value: Any = None) -> None:
        """Tell the judge, in one write that a kill cannot tear."""
        line = json.dumps({"say": kind, "key": key, "value": value}) + "\n"
        os.write(self.out, line.encode())

    def run(self) -> NoReturn:
        """Work until the kill comes."""
        acts: list[Callable[[], None]] = [
            self.take_in,
            self.file,
            self.file,
            self.file,
            self.refuse,
        ]
        while True:
            self.chance.choice(acts)()

    def take_in(self) -> None:
        """A reply with a message, an answer and two files."""
        contents = [self.chance.randbytes(self.chance.randrange(1, 90_000)) for _file in range(2)]
        words = Words(
            files=[("a.bin", contents[0]), ("b.bin", contents[1])],
            requests=[request_name(self.case.papers), None],
            changes={
                "message": f"Message {self.chance.random()}",
                "answers": [{"request": request_name(self.case.answer), "text": "Since 2019."}],
                "sequence": SEQUENCE + self.chance.randrange(1, 10**9),
            },
        )
        path = self.case.put(f"{self.chance.random()}.lawdesk", reply_file(self.case.keys, words))
        self.say("about", "reply")
        reply_id = self.case.record(self.case.look_at(path))
        hashes = [hashlib.sha256(content).hexdigest() for content in contents]
        if reply_id is not None:
            self.say("saved", f"reply {reply_id}", hashes)

    def refuse(self) -> None:
        """A file that is kept aside."""
        data = self.chance.randbytes(self.chance.randrange(1, 50_000))
        path = self.case.put(f"{self.chance.random()}.lawdesk", data)
        self.say("about", "refused")
        self.case.record(self.case.look_at(path))
        number = self.read.number("SELECT max(id) FROM refused_files")
        self.say("saved", f"refused {number}", hashlib.sha256(data).hexdigest())

    def file(self) -> None:
        """Decide one part of some reply that waits."""
        waiting = self.read.values("SELECT reply_id FROM reply_items WHERE state = 'waiting'")
        if not waiting:
            return
        reply_id = ReplyId(self.chance.choice(waiting))
        items = [
            item
            for item in replies.list_items(self.read, reply_id)
            if item.state is ItemState.WAITING
        ]
        item = self.chance.choice(items)
        self.say("about", f"item {item.id}")
        self.decide(item)
        decided = replies.get_item(self.read, item.id)
        self.say("saved", f"item {item.id}", [decided.state, decided.filed_as, decided.filed_id])

    def decide(self, item: ReplyItem) -> None:
        """File, note or reject it; what rejecting lets go of is destroyed as the window does."""
        room, now = self.case.room, self.case.room.clock.now()
        if self.chance.random() < 0.2:
            for name in room.do(reject_item, item.id, now=now):
                self.case.vault.destroy(name)
        elif item.kind is ItemKind.FILE:
            room.do(
                file_paper,
                item.id,
                matter_id=self.case.matter_id,
                kind=DocumentKind.EVIDENCE,
                closes_request=True,
                now=now,
            )
        elif item.kind is ItemKind.ANSWER:
            try:
                room.do(file_answer, item.id, now=now)
            except RuleError:
                room.do(note_item, item.id, now=now)
        else:
            room.do(note_item, item.id, now=now)


def kill_one(practice: Practice, ledger: Ledger, seed: int) -> None:
    """Let one child work for a random while, kill it, and take down what it said."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            Child(practice, writing, seed).run()
        finally:
            os._exit(3)
    os.close(writing)
    said = _listen(reading, child, random.Random(seed))
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status):
        raise SystemExit(f"a child ended by itself with {status}")
    for line in said.decode().splitlines(keepends=True):
        if line.endswith("\n"):
            ledger.hear(line)


def _listen(reading: int, child: int, chance: random.Random) -> bytes:
    """Collect what the child says; kill it some acts later, at a random moment of the next one."""
    acts, said = chance.randrange(0, 9), b""
    while said.count(b"saved") < acts and (part := os.read(reading, 65_536)):
        said += part
    until = time.monotonic() + chance.uniform(0.0, 0.05)
    while (left := until - time.monotonic()) > 0:
        if select.select([reading], [], [], left)[0]:
            said += os.read(reading, 65_536)
    os.kill(child, signal.SIGKILL)
    while part := os.read(reading, 65_536):
        said += part
    os.close(reading)
    return said


def judge(practice: Practice, ledger: Ledger, *, all_files: bool = False) -> list[str]:
    """Everything that is wrong with the practice after a death; empty where it kept its word."""
    case = practice.open()
    read = case.room.read
    wrong = [f"integrity: {x}" for x in read.values("PRAGMA integrity_check") if x != "ok"]
    wrong += [f"foreign key: {x}" for x in read.values("PRAGMA foreign_key_check")]
    for key, value in ledger.saved.items():
        if key != ledger.in_flight and _stored(case, key) != value:
            wrong.append(f"{key}: said {value!r}, stored {_stored(case, key)!r}")
    wrong += _halves(case)
    wrong += _unsealed(case, newest=1_000_000 if all_files else 3)
    _settle(case, ledger)
    case.room.database.close()
    return wrong


def _stored(case: ReplyRoom, key: str) -> Any:
    kind, _, number = key.partition(" ")
    read = case.room.read
    if kind == "item":
        found = read.tuples(
            "SELECT state, filed_as, filed_id FROM reply_items WHERE id = ?", int(number)
        )
        return list(found[0]) if found else None
    if kind == "refused":
        return (
            read.values("SELECT plain_sha256 FROM refused_files WHERE id = ?", int(number))
            or [None]
        )[0]
    return read.values(
        "SELECT f.plain_sha256 FROM reply_files f JOIN reply_items i ON i.id = f.item_id "
        "WHERE i.reply_id = ? ORDER BY i.position",
        int(number),
    )


def _halves(case: ReplyRoom) -> list[str]:
    """Replies that lack parts, parts without their result, replies closed too early or late."""
    read = case.room.read
    queries = {
        "reply without its parts": "SELECT id FROM replies r WHERE (SELECT count(*) "
        "FROM reply_items i WHERE i.reply_id = r.id) <> 4",
        "reply without its line in the log": "SELECT id FROM replies r WHERE NOT EXISTS "
        "(SELECT 1 FROM messages m WHERE m.reply_id = r.id)",
        "file part without its file": "SELECT id FROM reply_items i WHERE kind = 'file' "
        "AND NOT EXISTS (SELECT 1 FROM reply_files f WHERE f.item_id = i.id)",
        "filed without its document": "SELECT id FROM reply_items i WHERE filed_as = 'document' "
        "AND NOT EXISTS (SELECT 1 FROM documents d WHERE d.id = i.filed_id)",
        "document nobody filed": "SELECT d.id FROM documents d JOIN document_versions v "
        "ON v.document_id = d.id WHERE v.origin = 'reply' AND NOT EXISTS (SELECT 1 "
        "FROM reply_items i WHERE i.filed_as = 'document' AND i.filed_id = d.id)",
        "closed wrongly": "SELECT id FROM replies r WHERE (closed_at IS NULL) <> EXISTS "
        "(SELECT 1 FROM reply_items i WHERE i.reply_id = r.id AND i.state = 'waiting')",
    }
    return [f"{what}: {found}" for what, sql in queries.items() if (found := read.values(sql))]


def _unsealed(case: ReplyRoom, *, newest: int) -> list[str]:
    """Rows whose sealed file is missing; the newest files are opened as well."""
    columns = "plain_sha256, plain_size, sealed_sha256, sealed_size"
    needed = case.room.read.tuples(
        f"SELECT sealed_name, {columns} FROM document_versions WHERE destroyed_at IS NULL "
        f"UNION ALL SELECT sealed_name, {columns} FROM refused_files UNION ALL "
        f"SELECT sealed_name, {columns} FROM reply_files WHERE item_id IN "
        "(SELECT id FROM reply_items WHERE state = 'waiting')"
    )
    wrong = [f"{row[0]} has no file" for row in needed if not case.vault.path(row[0]).exists()]
    if not wrong:
        for name, plain, size, sealed, sealed_size in needed[-newest:]:
            case.vault.unseal(SealedDocument(name, plain, size, sealed, sealed_size))
    return wrong


def _settle(case: ReplyRoom, ledger: Ledger) -> None:
    """What was in flight at the death may have been committed without being said; from here on
    what is stored counts.
    """
    if ledger.in_flight in ledger.saved:
        ledger.saved[str(ledger.in_flight)] = _stored(case, str(ledger.in_flight))
    ledger.in_flight = None


def die_at_each_write(practice: Practice) -> dict[str, int]:
    """Take in, then file each part, with a death at the first, second, … write of each."""
    case = practice.open()
    path = case.file(words=_four_parts(case))
    case.room.database.close()
    deaths = {"take in": _until_it_goes_through(practice, partial(_record, path))}
    case = practice.open()
    items = replies.list_items(case.room.read, ReplyId(1))
    case.room.database.close()
    for item in items:
        act = partial(_decide, item)
        deaths[f"{item.position} {item.kind}"] = _until_it_goes_through(practice, act)
    return deaths


def _four_parts(case: ReplyRoom) -> Words:
    return Words(
        files=[("a.bin", b"first"), ("b.bin", b"second")],
        requests=[request_name(case.papers), None],
        changes={
            "message": "Hello",
            "answers": [{"request": request_name(case.answer), "text": "Since 2019."}],
        },
    )


def _record(path: Path, case: ReplyRoom) -> None:
    case.record(case.look_at(path))


def _decide(item: ReplyItem, case: ReplyRoom) -> None:
    now = case.room.clock.now()
    if item.kind is ItemKind.FILE:
        case.room.do(
            file_paper,
            item.id,
            matter_id=case.matter_id,
            kind=DocumentKind.EVIDENCE,
            title="A title",
            folder="In",
            closes_request=True,
            now=now,
        )
    elif item.kind is ItemKind.ANSWER:
        case.room.do(file_answer, item.id, now=now)
    else:
        case.room.do(note_item, item.id, now=now)


def _until_it_goes_through(practice: Practice, act: Callable[[ReplyRoom], None]) -> int:
    deaths = 0
    while True:
        child = os.fork()
        if child == 0:
            _do_or_die(practice, act, deaths + 1)
        _, status = os.waitpid(child, 0)
        wrong = judge(practice, Ledger())
        if wrong:
            raise SystemExit(f"after death {deaths + 1}: {wrong}")
        if os.waitstatus_to_exitcode(status) == 0:
            return deaths
        if os.waitstatus_to_exitcode(status) != 9:
            raise SystemExit(f"a child ended with {status}")
        deaths += 1


def _do_or_die(practice: Practice, act: Callable[[ReplyRoom], None], at_write: int) -> NoReturn:
    class Dying(Transaction):
        writes = 0

        def write(self, sql: str, *params: object) -> int:
            Dying.writes += 1
            if Dying.writes == at_write:
                os._exit(9)
            return super().write(sql, *params)

    try:
        act(practice.open(Dying))
    except BaseException:
        traceback.print_exc()
        os._exit(4)
        raise
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
        sys.stdout.write(json.dumps(die_at_each_write(practice)))
        return
    ledger = Ledger()
    for number in range(asked.kills):
        kill_one(practice, ledger, asked.seed * 100_000 + number)
        wrong = judge(practice, ledger)
        if wrong:
            raise SystemExit(f"after kill {number}: {wrong}")
    wrong = judge(practice, ledger, all_files=True)
    if wrong:
        raise SystemExit(f"at the end: {wrong}")
    kinds = [key.partition(" ")[0] for key in ledger.saved]
    counts = {kind: kinds.count(kind) for kind in ("reply", "item", "refused")}
    report = {"kills": asked.kills, "acknowledged": ledger.acknowledged, **counts}
    sys.stdout.write(json.dumps(report))


if __name__ == "__main__":
    main()
