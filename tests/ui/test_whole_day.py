"""The lawyer's day by clicks and keys: what stood on the screen, in the rows, and in the files.

The day itself is the demo's; it is played once for this module and the browser tests.
"""

import email
import email.policy
import hashlib
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from demo import day, folder
from demo.day import PlayedDay
from demo.first_run import groups_on
from judges import judge
from lawdesk.domain.documents import DocumentId
from lawdesk.errors import StorageError
from lawdesk.store import documents
from lawdesk.store.database import Database
from lawdesk.ui.sealed_papers import sealed_form
from lawdesk.vault.practice_folder import (
    DATABASE_NAME,
    DOCUMENTS_NAME,
    OpenKeys,
    open_with_passphrase,
    open_with_recovery,
)
from lawdesk.vault.sealed_documents import SealedDocuments

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen has less

NUMBER = "2026-0001"
WEEKS = (
    "bundle-log",
    "reply",
    "reply-march",
    "reply-april",
    "reply-filed",
    "bundle-pdf-words",
    "bundle-zip-words",
    "policy-editor",
    "policy-sheet",
    "expense-line",
    "expenses",
    "success-fee-agreement",
    "agreement",
    "payment-form",
    "paid-invoice",
    "second-draft-more",
    "second-draft",
    "second-invoice",
    "open-invoices",
    "reminder-due",
    "reminder",
    "dispute-form",
    "dispute",
    "dossier",
    "credit-form",
    "credit-note",
    "interest",
    "interest-note",
    "plan-form",
    "plan",
    "closing-statement",
    "statement",
    "client-invoices",
    "report-ageing",
    "report-invoiced-and-collected",
)
"""the pictures of the weeks after the day"""


@pytest.fixture
def keys(played_day: PlayedDay) -> Iterator[OpenKeys]:
    """Opened as anybody would who has the demo's folder: with its passphrase file."""
    words = (played_day.folder / "passphrase.txt").read_text(encoding="utf-8").strip()
    opened = open_with_passphrase(played_day.folder / "practice", words)
    yield opened
    opened.wipe()


@pytest.fixture
def database(played_day: PlayedDay, keys: OpenKeys) -> Iterator[Database]:
    path = played_day.folder / "practice" / DATABASE_NAME
    opened = Database(path, keys.payload.database_key, keys.payload.database_salt)
    yield opened
    opened.close()


def test_it_leaves_what_it_promises(played_day: PlayedDay) -> None:
    names = {
        re.sub(r"^(bundle|reply)-\w{4}\.", r"\1-ID.", path.name)
        for path in played_day.folder.iterdir()
    }
    assert names == {
        "practice",
        "passphrase.txt",
        "recovery-sheet.pdf",
        f"invoice-{NUMBER}.pdf",
        f"invoice-{NUMBER}.eml",
        "bundle-ID.html",
        "bundle-passphrase.txt",
        "bundle.pdf",
        "bundle-pdf-passphrase.txt",
        "bundle.zip",
        "bundle-zip-passphrase.txt",
        "reply-ID.lawdesk",
        "papers",
        "screenshots",
        "summary.json",
    }
    pictures = sorted((played_day.folder / "screenshots").glob("*.png"))
    assert len(pictures) == 20 + len(WEEKS)
    assert all(picture.read_bytes().startswith(b"\x89PNG") for picture in pictures)


def test_the_screen_said_what_happened(played_day: PlayedDay) -> None:
    seen = played_day.seen
    assert "Nothing is running" in seen["first-morning"]
    assert "0:47:10" in seen["clock-runs"]
    assert "1.5 of 6.0 hours recorded" in seen["today"]
    assert "540.00" in seen["today"]
    assert "5 of 5 entries chosen" in seen["draft"]
    assert day.BRIEF_ON_PAPER in seen["draft"]
    assert "553.50" in seen["draft"]
    assert (
        f"Issues invoice {NUMBER} over 553.50 EUR to Maria Alvarez. It cannot be changed "
        "afterwards, only credited." in seen["issue-question"]
    )
    assert "not noted" in seen["invoice"]
    assert "northgate-discovery" in seen["documents"]
    assert "Read them out by phone" in seen["bundle-words"]


def test_the_pdf_bundle_opens_with_its_words_and_not_without(played_day: PlayedDay) -> None:
    qpdf, page = judge("qpdf"), played_day.folder / "bundle.pdf"
    words = (played_day.folder / "bundle-pdf-passphrase.txt").read_text(encoding="utf-8").strip()
    opened = _run(qpdf, f"--password={words}", "--show-encryption", page)
    assert "R = 6" in opened.stdout
    assert "AESv3" in opened.stdout
    assert _run(qpdf, f"--password={words}", "--check", page).returncode == 0
    assert "invalid password" in _run(qpdf, "--check", page).stderr
    # Not pdftotext: poppler's command line cuts a password off after 32 signs.
    text = _run(judge("mutool"), "draw", "-F", "txt", "-p", words, page).stdout
    assert NUMBER in text
    assert "553.50" in text


def test_the_zip_bundle_opens_with_its_words_and_not_without(played_day: PlayedDay) -> None:
    seven, archive = judge("7z"), played_day.folder / "bundle.zip"
    words = (played_day.folder / "bundle-zip-passphrase.txt").read_text(encoding="utf-8").strip()
    opened = _run(seven, "t", f"-p{words}", archive)
    assert "Everything is Ok" in opened.stdout
    assert _run(seven, "t", "-pother words", archive).returncode != 0
    listed = _run(seven, "l", archive).stdout  # names can be read without the words
    assert "01.pdf" in listed
    assert NUMBER not in listed


def test_the_answer_of_the_client_was_filed(played_day: PlayedDay) -> None:
    summary = played_day.summary
    assert [(each["number"], each["format"]) for each in summary["bundles"]] == [
        (1, "html"),
        (2, "pdf"),
        (3, "zip"),
    ]
    assert [each["opened_how"] for each in summary["bundles"]] == ["reply", None, None]
    for each in summary["bundles"]:
        written = next(played_day.folder.glob(f"bundle*.{each['format']}"))
        assert hashlib.sha256(written.read_bytes()).hexdigest() == each["sha256"]
    assert summary["reply"] == {
        "message 1": "message",
        "invoice 2": "waiting",
        "file 3": "document",
        "file 4": "document",
    }


def _run(program: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([program, *arguments], capture_output=True, text=True, check=False)


def test_the_lock_screen_says_nothing_of_a_client(played_day: PlayedDay) -> None:
    locked = played_day.seen["locked"]
    assert "Practice of Aoife Brennan" in locked
    assert "the clock is running" in locked
    assert "0:02:30" in locked
    assert not re.search("Alvarez|Northgate|553|reply", locked)


def test_the_words_of_the_bundle_are_nowhere_but_in_their_file(played_day: PlayedDay) -> None:
    words = (played_day.folder / "bundle-passphrase.txt").read_text(encoding="utf-8").split()
    assert len(words) == 6
    mail = (played_day.folder / f"invoice-{NUMBER}.eml").read_text(encoding="ascii")
    page = next(played_day.folder.glob("bundle-*.html")).read_text(encoding="utf-8")
    assert " ".join(words) not in mail + page
    assert not all(word in played_day.seen["evening"] for word in words)


def test_rows_hold_raw_seconds_units_and_money(database: Database) -> None:
    read = database.read
    day_of = "worked_on = '2026-11-20'"
    raw = read.values(f"SELECT raw_seconds FROM time_entries WHERE {day_of} ORDER BY id")
    assert raw == [2830, 125, 361, 1320, 900, 150]
    units = read.values("SELECT billed_units FROM time_entries ORDER BY id LIMIT 5")
    assert units == [8, 1, 2, 4, 3]
    brief = "SELECT count(*) FROM time_intervals WHERE entry_id = 1 AND standing = 'worked'"
    assert read.number(brief) == 2  # it was parked for a call
    assert read.number("SELECT count(*) FROM time_intervals WHERE standing = 'undecided'") == 0
    lines = read.values("SELECT wording FROM issued_lines WHERE invoice_id = 1 ORDER BY position")
    assert lines == [day.BRIEF_ON_PAPER, day.CALL, day.MAIL, day.REPLIES, day.OPENING]
    free = read.values("SELECT wording FROM issued_lines WHERE no_charge = 1")
    assert free == [day.OPENING]
    assert read.values("SELECT narrative FROM time_entries WHERE id = 1") == [day.BRIEF]
    assert read.values("SELECT channel FROM invoice_deliveries") == ["mail"]


def test_summary_is_what_the_four_intervals_cost(played_day: PlayedDay) -> None:
    summary = played_day.summary
    assert sorted(e["raw_seconds"] for e in summary["entries"]) == [125, 361, 1320, 2830]
    assert sum(e["amount_cents"] for e in summary["entries"]) == 45_000
    invoice = summary["invoice"]
    assert (invoice["net_cents"], invoice["tax_cents"]) == (45_000, 10_350)
    assert (invoice["total_cents"], invoice["currency"]) == (55_350, "EUR")
    assert [e["raw_seconds"] for e in summary["no_charge_entries"]] == [900]


def test_the_plain_copy_is_the_sealed_invoice(
    played_day: PlayedDay, database: Database, keys: OpenKeys
) -> None:
    read = database.read
    number = read.number("SELECT document_id FROM invoice_pdfs WHERE invoice_id = 1")
    paper = documents.get(read, DocumentId(number))
    vault = SealedDocuments(
        played_day.folder / "practice" / DOCUMENTS_NAME, keys.payload.document_identities
    )
    copy = (played_day.folder / f"invoice-{NUMBER}.pdf").read_bytes()
    assert vault.unseal(sealed_form(paper)) == copy
    assert hashlib.sha256(copy).hexdigest() == played_day.summary["invoice"]["pdf_sha256"]


def test_the_invoice_reads_as_issued(played_day: PlayedDay) -> None:
    paper = played_day.folder / f"invoice-{NUMBER}.pdf"
    shown = subprocess.run(
        [judge("pdftotext"), "-layout", paper, "-"], capture_output=True, text=True, check=True
    ).stdout
    for words in (NUMBER, "Maria Alvarez", day.BRIEF_ON_PAPER, "450.00", "103.50", "553.50"):
        assert words in shown
    assert "Draft invoice" not in shown


def test_the_mail_draft_carries_the_invoice(played_day: PlayedDay) -> None:
    content = (played_day.folder / f"invoice-{NUMBER}.eml").read_bytes()
    mail = email.message_from_bytes(content, policy=email.policy.default)
    assert mail["X-Unsent"] == "1"
    assert "maria.alvarez@mail.example" in mail["To"]
    assert NUMBER in mail["Subject"]
    attached = [part.get_content() for part in mail.iter_attachments()]
    assert attached == [(played_day.folder / f"invoice-{NUMBER}.pdf").read_bytes()]
    assert b"\n" not in content.replace(b"\r\n", b"")


def test_the_sheet_opens_the_practice(played_day: PlayedDay) -> None:
    key = " ".join(groups_on(played_day.folder / "recovery-sheet.pdf"))
    opened = open_with_recovery(played_day.folder / "practice", key)
    assert opened.label == "Practice of Aoife Brennan"
    opened.wipe()


def test_nothing_of_a_client_lies_in_the_practice_unencrypted(played_day: PlayedDay) -> None:
    files = [p for p in (played_day.folder / "practice").rglob("*") if p.is_file()]
    assert len(files) >= 6
    for file in files:
        assert not re.search(rb"Alvarez|Northgate|Harbour|SQLite|%PDF", file.read_bytes()), file


def test_an_earlier_demo_is_replaced_and_anything_else_is_left(tmp_path: Path) -> None:
    target = tmp_path / "demo"
    folder.clear_for_demo(target)
    (target / "practice").mkdir()
    (target / "screenshots").mkdir()
    (target / "passphrase.txt").write_text("words")
    (target / "summary.json").write_text("{}")
    folder.clear_for_demo(target)
    assert list(target.iterdir()) == []
    (target / "thesis.odt").write_text("mine")
    with pytest.raises(StorageError, match=r"thesis\.odt"):
        folder.clear_for_demo(target)
    assert (target / "thesis.odt").read_text() == "mine"


def test_somebodys_practice_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "practice").mkdir()
    (tmp_path / "practice" / "vault.db").write_text("theirs")
    with pytest.raises(StorageError, match="practice"):
        folder.clear_for_demo(tmp_path)
    assert (tmp_path / "practice" / "vault.db").exists()
