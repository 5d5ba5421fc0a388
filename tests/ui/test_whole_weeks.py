"""The weeks after the demo's day: what stood on the screen, in the rows, and on the papers."""

import hashlib
import re
import subprocess
from pathlib import Path

import pytest

from demo.day import PlayedDay
from demo.papers import FIGURES
from demo.weeks_bills import SECOND
from demo.weeks_dispute import LINE
from judges import judge
from lawdesk.store.database import Database
from lawdesk.vault.practice_folder import DATABASE_NAME, open_with_passphrase

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen has less

PDFS = sorted(name for name in FIGURES if name.endswith(".pdf"))


def said_on(paper: Path) -> str:
    """The text of a PDF as poppler reads it."""
    done = subprocess.run(
        [judge("pdftotext"), "-layout", paper, "-"], capture_output=True, text=True, check=True
    )
    return done.stdout


def as_printed(cents: int) -> str:
    """An amount as the Irish practice writes it, without its sign."""
    return f"{abs(cents) // 100:,}.{abs(cents) % 100:02}"


def test_every_paper_that_a_lawyer_sees_lies_there(played_day: PlayedDay) -> None:
    names = {path.name for path in (played_day.folder / "papers").iterdir()}
    assert names == set(FIGURES)
    wanted = ("invoice", "credit-note", "statement", "reminder", "interest-note")
    more = ("closing-statement", "policy-sheet", "dossier", "payment-plan")
    assert {f"{name}.pdf" for name in (*wanted, *more)} < names


@pytest.mark.parametrize("name", PDFS)
def test_a_paper_is_a_sound_pdf(played_day: PlayedDay, name: str) -> None:
    paper = played_day.folder / "papers" / name
    done = subprocess.run(
        [judge("qpdf"), "--check", paper], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", sorted(FIGURES))
def test_what_is_printed_is_what_the_rows_say(played_day: PlayedDay, name: str) -> None:
    paper = played_day.folder / "papers" / name
    told = played_day.summary["papers"][name]
    assert told["sha256"] == hashlib.sha256(paper.read_bytes()).hexdigest()
    shown = said_on(paper) if paper.suffix == ".pdf" else paper.read_text("utf-8-sig")
    if paper.suffix == ".csv":
        shown = re.sub(r"(?<=\d)(?=(?:\d{3})+\.)", ",", shown)
    for figure, cents in told["figures"].items():
        assert as_printed(cents) in shown, figure
        assert cents != 0, figure


def test_the_second_bill_is_worked_out_in_its_order(played_day: PlayedDay) -> None:
    figures = played_day.summary["papers"]["invoice.pdf"]["figures"]
    assert figures == {
        "net_cents": 74_760,  # 660.00 fees - 66.00 + 23.60 own costs + 130.00 passed on
        "tax_cents": 14_205,  # 23 % of 617.60
        "total_cents": 88_965,
        "discount_cents": 6_600,
        "credit_applied_cents": 4_650,
        "due_cents": 84_315,
    }


def test_interest_rests_for_what_is_disputed(played_day: PlayedDay) -> None:
    said = said_on(played_day.folder / "papers" / "interest-note.pdf")
    # 8 % a year: 843.15 for 6 days, 543.15 for 3, 343.89 for 11 (a line disputed), 443.52 for 39
    for cents in ("843.15", "1.11", "543.15", "0.36", "343.89", "0.83", "443.52", "3.79"):
        assert cents in said
    note = played_day.summary["papers"]["interest-note.pdf"]["figures"]
    assert note["total_cents"] == 111 + 36 + 83 + 379 + 40_00 + 5_00


def test_a_reminder_asks_with_its_fee(played_day: PlayedDay) -> None:
    told = played_day.summary["papers"]["reminder.pdf"]["figures"]
    assert told == {"asked_cents": 54_315, "fee_cents": 500}
    assert "548.15" in said_on(played_day.folder / "papers" / "reminder.pdf")


def test_the_dossier_holds_the_invoice_and_the_protocol(played_day: PlayedDay) -> None:
    said = said_on(played_day.folder / "papers" / "dossier.pdf")
    for words in (f"Invoice {SECOND}", "8 Jan 2027", "11 Jan 2027", "15 Jan 2027", LINE, "1:30:00"):
        assert words in said


def test_a_success_fee_leaves_the_client_the_rest(played_day: PlayedDay) -> None:
    said = said_on(played_day.folder / "papers" / "closing-statement.pdf")
    for words in ("48,000.00", "7,200.00", "310.00", "152.50", "462.50", "40,337.50"):
        assert words in said
    assert 48_000_00 - 7_200_00 - 462_50 == 40_337_50


def test_the_screen_said_what_happened(played_day: PlayedDay) -> None:
    seen = played_day.seen
    assert "ALVAREZ 2026-0001" in seen["payment-form"]
    assert "46.50 stays as credit" in seen["payment-form"].replace("EUR ", "")
    assert "843.15" in seen["second-invoice"]
    assert "Make this reminder" in seen["open-invoices"]
    assert "by mail" in seen["reminder"]
    assert "Called her; the claim rests for this line." in seen["dispute"]
    assert "99.63" in seen["credit-form"]
    assert "3.79" in seen["interest"]
    assert "The plan is kept" in seen["plan"]
    assert "40,337.50" in seen["closing-statement"]
    assert "494.61" in seen["statement"]


def test_the_account_adds_up(played_day: PlayedDay) -> None:
    keys = open_with_passphrase(played_day.folder / "practice", played_day.passphrase)
    payload = keys.payload
    path = played_day.folder / "practice" / DATABASE_NAME
    database = Database(path, payload.database_key, payload.database_salt)
    try:
        read = database.read
        issued = read.number("SELECT sum(total_cents) FROM issued_invoices")
        paid = read.number("SELECT sum(amount_cents) FROM payments")
        balance = read.number("SELECT sum(amount_cents) FROM account_entries")
        numbers = read.values("SELECT number FROM issued_invoices ORDER BY id")
    finally:
        database.close()
        keys.wipe()
    assert balance == issued - paid == 935_061
    assert numbers == ["2026-0001", SECOND, "CN-2027-0001", "IN-2027-0001", "2027-0001"]
