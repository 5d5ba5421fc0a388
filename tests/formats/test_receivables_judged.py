"""Bills and the letters that follow them as other programs see them: qpdf and poppler."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from judges import judge
from lawdesk.exports.invoice_pdf import draw_invoice
from lawdesk.exports.letter_close import code_modules
from lawdesk.exports.receivables.payment_plan_pdf import draw_payment_plan
from lawdesk.exports.receivables.reminder_pdf import draw_reminder
from lawdesk.exports.receivables.statement_pdf import draw_statement
from sample_bills import BILLS
from sample_receivables import (
    LANGUAGES,
    firm_paper,
    long_statement,
    plan_paper,
    reminder_paper,
    statement_paper,
)

_LETTERS: dict[str, Callable[[], bytes]] = {
    **{name: partial(draw_invoice, paper) for name, paper in BILLS.items()},
    "100 invoices": lambda: draw_statement(long_statement(100)),
    "36 instalments": lambda: draw_payment_plan(plan_paper(count=36)),
}
for _language in LANGUAGES:
    _LETTERS[f"statement {_language}"] = partial(draw_statement, statement_paper(_language))
    _LETTERS[f"reminder {_language}"] = partial(draw_reminder, reminder_paper(language=_language))
    _LETTERS[f"firm {_language}"] = partial(draw_reminder, firm_paper(_language))
    _LETTERS[f"plan {_language}"] = partial(draw_payment_plan, plan_paper(_language))


@pytest.fixture(params=_LETTERS)
def pdf(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return _written(str(request.param), tmp_path)


def _written(name: str, folder: Path) -> Path:
    path = folder / "letter.pdf"
    path.write_bytes(_LETTERS[name]())
    return path


def _says(program: str, *arguments: str | Path) -> str:
    done = subprocess.run(
        [judge(program), *arguments], check=True, capture_output=True, encoding="utf-8"
    )
    assert not done.stderr
    return done.stdout


def test_qpdf_and_the_fonts_are_in_order(pdf: Path) -> None:
    assert "No syntax or stream encoding errors found" in _says("qpdf", "--check", pdf)
    rows = [line.split() for line in _says("pdffonts", pdf).splitlines()[2:]]
    assert rows
    assert all(row[-5:-2] == ["yes", "yes", "yes"] for row in rows)


@pytest.mark.parametrize(
    ("name", "figures"),
    [
        ("discount", ("2,000.00", "−200.00", "300.00", "2,100.00", "399.00", "2,499.00", "999.00")),
        ("flat fee", ("in the fee", "400.00", "3 × 12.50", "227.00")),
        ("capped", ("3,120.00", "−2,370.00", "Reduced from 600.00")),
        ("share", ("Your share: 50 %", "−617.28", "617.29")),
        ("advance", ("Paid in full", "USD 2,950.00", "2,050.00")),
        ("credit note", ("CN-2026-0007", "−563,50", "−171,50", "−146,40", "−1.036,90")),
        ("interest", ("4,800.00", "31.56", "2,800.00", "23.01", "54.57")),
        ("lump sum", ("12.25% a year", "50.34", "40.00", "90.34")),
        ("copy", ("Kopie", "1.036,90 EUR")),
        ("statement en", ("480.00", "2,366.90", "1,916.90", "EUR 1,966.90")),
        ("reminder en", ("2,150.00", "−400.00", "EUR 1,750.00")),
        ("firm de", ("Letzte Mahnung", "2.686,90", "5,00", "2.291,90 EUR")),
        ("plan fr", ("Accord d’échelonnement", "381,15", "2 286,90 EUR")),
    ],
)
def test_the_worked_figures_can_be_read(
    name: str, figures: tuple[str, ...], tmp_path: Path
) -> None:
    text = _says("pdftotext", "-layout", _written(name, tmp_path), "-").replace("\u00a0", " ")
    for figure in figures:
        assert figure in text


def test_the_printed_code_of_a_reminder_asks_for_the_undisputed_part(tmp_path: Path) -> None:
    path = _written("reminder en", tmp_path)
    _says("pdftoppm", "-r", "300", "-gray", "-singlefile", path, tmp_path / "page")
    payment = reminder_paper().payment
    assert payment is not None
    assert "EUR1750.00" in str(payment.qr_text)
    modules = code_modules(str(payment.qr_text))
    assert _printed_modules(tmp_path / "page.pgm", len(modules)) == modules


def _printed_modules(picture: Path, count: int) -> tuple[tuple[bool, ...], ...]:
    """The modules in the middle of their places: only the code is pure black."""
    _, size, _, pixels = picture.read_bytes().split(b"\n", 3)
    width, height = map(int, size.split())
    rows = [pixels[at * width : (at + 1) * width] for at in range(height)]
    black = [at for at, row in enumerate(rows) if row.count(0) > 40]
    top, bottom = black[0], black[-1] + 1
    left = min(row.index(0) for row in rows[top:bottom] if 0 in row)
    step = (bottom - top) / count
    middles = [int((at + 0.5) * step) for at in range(count)]
    return tuple(tuple(rows[top + y][left + x] < 128 for x in middles) for y in middles)
