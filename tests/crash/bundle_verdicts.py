"""What must hold of a practice and of the folder for its clients after a death.

A file under a final name opens with its words, or there is none. A row has its file, whole; what
was said to be written or handed over is there. Whatever else lies about bears the name of an
unfinished file, and nothing a paper says can be read in it.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pikepdf import PasswordError, Pdf
from pyzipper import AESZipFile

from lawdesk.exports.bundle_open import OpenedBundle
from lawdesk.store.database import Reader

MARK = b"PRIVILEGED AND CONFIDENTIAL"
"""Stands in every paper, uncompressed."""
FINAL = re.compile(r"secure-\d{4}-\d\d-\d\d-(?P<id>[^.]+)\.(html|pdf|zip)")
UNFINISHED = re.compile(rf"\.{FINAL.pattern}\.[0-9a-f]{{8}}\.tmp")


@dataclass
class Told:
    """All a child said of a bundle before it wrote it."""

    words: str
    file_name: str
    sums: dict[str, str]
    shown: int  # pages that papers have in a PDF


@dataclass
class Ledger:
    """What the children said: bundles that were to be written, and those that were."""

    told: dict[str, Told] = field(default_factory=dict)
    saved: dict[str, str] = field(default_factory=dict)
    given: dict[str, int] = field(default_factory=dict)
    in_flight: str = ""
    unrecorded: set[str] = field(default_factory=set)
    unfinished: int = 0
    opened: set[str] = field(default_factory=set)

    def hear(self, line: str) -> None:
        """Take down one line of a child."""
        said: dict[str, Any] = json.loads(line)
        kind, key = said["say"], said.get("key", "")
        if kind == "about":
            self.told[key] = Told(**said["value"])
            self.in_flight = key
        elif kind == "saved":
            self.saved[key] = said["value"]
        elif kind == "giving":
            self.given.setdefault(key, 0)
        elif kind == "given":
            self.given[key] = 1


def faults_of_rows(read: Reader, ledger: Ledger) -> list[str]:
    """Rows that lack something, or that nobody spoke of."""
    wrong = [f"integrity: {x}" for x in read.values("PRAGMA integrity_check") if x != "ok"]
    wrong += [f"foreign key: {x}" for x in read.values("PRAGMA foreign_key_check")]
    rows = dict(read.tuples("SELECT public_id, sha256 FROM bundles"))
    lost = [key for key, checksum in ledger.saved.items() if rows.get(key) != checksum]
    wrong += [f"{key} was said to be written" for key in lost]
    wrong += [f"{key}: nobody wrote it" for key in rows.keys() - {*ledger.saved, ledger.in_flight}]
    numbers = read.values("SELECT number FROM bundles ORDER BY id")
    if numbers != list(range(1, len(numbers) + 1)):
        wrong.append(f"numbers {numbers}")
    return wrong + _halves(read) + _deliveries(read, ledger)


_HALVES = {
    "without its matter": "NOT EXISTS (SELECT 1 FROM bundle_matters x WHERE x.bundle_id = b.id)",
    "without its papers": "(SELECT count(*) FROM bundle_documents x WHERE x.bundle_id = b.id) "
    "<> json_array_length(b.contents, '$.files')",
    "without its updates": "(SELECT count(*) FROM bundle_updates x WHERE x.bundle_id = b.id) "
    "<> json_array_length(b.contents, '$.updates')",
    "without its request": "NOT EXISTS (SELECT 1 FROM bundle_requests x WHERE x.bundle_id = b.id)",
    "without its key": "(b.format = 'html') <> (b.reply_key IS NOT NULL)",
    "without its line in the log of changes": "NOT EXISTS (SELECT 1 FROM audit_records a "
    "WHERE a.subject = 'bundle' AND a.subject_id = b.id AND a.act = 'write')",
}


def _halves(read: Reader) -> list[str]:
    wrong = []
    for what, condition in _HALVES.items():
        found = read.values(f"SELECT b.public_id FROM bundles b WHERE {condition}")
        wrong += [f"{what}: {key}" for key in found]
    return wrong


def _deliveries(read: Reader, ledger: Ledger) -> list[str]:
    """A hand-over is there with its line in the log of contacts, or neither is."""
    counts = read.tuples(
        "SELECT b.public_id, (SELECT count(*) FROM bundle_deliveries d WHERE d.bundle_id = b.id), "
        "(SELECT count(*) FROM messages m WHERE m.bundle_id = b.id) FROM bundles b"
    )
    wrong = []
    for key, noted, told in counts:
        if noted != told or noted < ledger.given.get(key, 0):
            wrong.append(f"{key}: {noted} hand-overs, {told} in the log")
    return wrong


def faults_of_files(read: Reader, folder: Path, ledger: Ledger) -> list[str]:
    """Files that are half or nobody's, and rows whose file is missing or another."""
    rows = {
        name: (checksum, size)
        for name, checksum, size in read.tuples("SELECT file_name, sha256, size FROM bundles")
    }
    wrong = [f"{name} is recorded and not there" for name in rows if not (folder / name).exists()]
    unfinished = 0
    for path in folder.iterdir():
        content = path.read_bytes()
        if MARK in content:
            wrong.append(f"{path.name} can be read without the words")
        if UNFINISHED.fullmatch(path.name):
            unfinished += 1
            continue
        found = hashlib.sha256(content).hexdigest(), len(content)
        if path.name in rows and rows[path.name] != found:
            wrong.append(f"{path.name} is not the recorded file")
        wrong += _faults_of_final(path, ledger, is_recorded=path.name in rows)
    ledger.unfinished = unfinished
    return wrong


def _faults_of_final(path: Path, ledger: Ledger, *, is_recorded: bool) -> list[str]:
    match = FINAL.fullmatch(path.name)
    told = ledger.told.get(match["id"]) if match else None
    if match is None or told is None or told.file_name != path.name:
        return [f"{path.name} is nobody's"]
    if not is_recorded:
        ledger.unrecorded.add(path.name)
        if match["id"] in ledger.saved:
            return [f"{path.name} was said to be recorded"]
    if path.name not in ledger.opened:
        try:
            require_whole(path, told)
        except Exception as error:  # noqa: BLE001 a reader may stumble over a half file in any way
            return [f"{path.name} does not open: {error!r}"]
        ledger.opened.add(path.name)
    return []


def require_whole(path: Path, told: Told) -> None:
    """Open a bundle with its words and hold every paper against what was planned."""
    opened = {".html": _sums_in_page, ".pdf": _sums_in_pdf, ".zip": _sums_in_archive}
    found = opened[path.suffix](path, told.words)
    if path.suffix == ".pdf":  # what is shown became pages
        attached = {name: each for name, each in told.sums.items() if name.endswith(".bin")}
        if found.pop("pages") != str(told.shown) or found != attached:
            raise ValueError(f"{found} in a PDF")
    elif found != told.sums:
        raise ValueError(f"{found} instead of {told.sums}")


def _sums_in_page(path: Path, words: str) -> dict[str, str]:
    with path.open("rb") as stream:
        bundle = OpenedBundle(stream, words)
        sums = [hashlib.sha256() for _paper in bundle.manifest["files"]]
        for place, piece in bundle.papers():
            sums[place].update(piece)
    names = [paper["name"] for paper in bundle.manifest["files"]]
    return dict(zip(names, [each.hexdigest() for each in sums], strict=True))


def _sums_in_pdf(path: Path, words: str) -> dict[str, str]:
    try:
        Pdf.open(path).close()
    except PasswordError:
        pass
    else:
        raise ValueError("it opens without words")
    typed = " ".join(words.split())
    with Pdf.open(path, password=typed) as pdf:
        if problems := pdf.check_pdf_syntax():
            raise ValueError(str(problems))
        sums = {
            each.filename: hashlib.sha256(each.get_file().read_bytes()).hexdigest()
            for each in pdf.attachments.values()
        }
        for page in pdf.pages:
            page.contents_coalesce()
        marked = sum(MARK in page.Contents.read_bytes() for page in pdf.pages)
        return {**sums, "pages": str(marked)}


def _sums_in_archive(path: Path, words: str) -> dict[str, str]:
    with AESZipFile(path) as archive:
        archive.setpassword(" ".join(words.split()).encode())
        _sheet, *papers = archive.namelist()
        return {name: hashlib.sha256(archive.read(name)).hexdigest() for name in papers}
