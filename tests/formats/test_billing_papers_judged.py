"""Policy sheets, closing statements and dossiers as other programs see them: qpdf and poppler."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from judges import judge
from lawdesk.exports.billing.closing_statement_pdf import draw_closing_statement
from lawdesk.exports.billing.policy_sheet_pdf import draw_policy_sheet
from lawdesk.exports.client_texts import LANGUAGES
from lawdesk.exports.receivables.dossier_pdf import draw_dossier
from sample_billing_papers import american_sheet, policy_sheet, wordy_sheet
from sample_closings import closing_paper, crowded, in_tiers, on_net, with_liens
from sample_dossiers import dossier
from sample_papers import HOSTILE_NAMES

_PAPERS = {
    **{f"sheet {language}": (draw_policy_sheet, policy_sheet(language)) for language in LANGUAGES},
    "sheet american": (draw_policy_sheet, american_sheet()),
    "sheet wordy": (draw_policy_sheet, wordy_sheet()),
    "closing gross": (draw_closing_statement, closing_paper()),
    "closing net": (draw_closing_statement, on_net("de")),
    "closing tiers": (draw_closing_statement, in_tiers("fr")),
    "closing liens": (draw_closing_statement, with_liens("es")),
    "closing crowded": (draw_closing_statement, crowded()),
    **{f"dossier {language}": (draw_dossier, dossier(language)) for language in LANGUAGES},
}


@pytest.fixture(params=_PAPERS)
def pdf(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    draw, paper = _PAPERS[request.param]
    path = tmp_path / "paper.pdf"
    path.write_bytes(draw(paper))  # type: ignore[operator]
    return path


def _says(program: str, *arguments: str | Path) -> str:
    done = subprocess.run(
        [judge(program), *arguments], check=True, capture_output=True, encoding="utf-8"
    )
    assert not done.stderr
    return done.stdout.replace("\N{NO-BREAK SPACE}", " ")


def _text(data: bytes, folder: Path) -> str:
    path = folder / "paper.pdf"
    path.write_bytes(data)
    return _says("pdftotext", "-layout", path, "-")


def test_qpdf_finds_nothing_wrong(pdf: Path) -> None:
    assert "No syntax or stream encoding errors found" in _says("qpdf", "--check", pdf)


def test_every_font_is_an_embedded_subset_and_every_page_renders(pdf: Path, tmp_path: Path) -> None:
    rows = [line.split() for line in _says("pdffonts", pdf).splitlines()[2:]]
    assert rows
    assert all(row[-5:-2] == ["yes", "yes", "yes"] for row in rows)
    _says("pdftoppm", "-r", "30", "-gray", pdf, tmp_path / "page")
    pictures = list(tmp_path.glob("page-*.pgm"))
    assert pictures
    assert all(min(picture.read_bytes()[20:]) < 128 for picture in pictures)


def test_the_sheet_says_what_a_call_costs(tmp_path: Path) -> None:
    text = _text(draw_policy_sheet(policy_sheet("de")), tmp_path)
    assert "Ein Telefonat von 7 Minuten zählt 0,2 h und kostet 60,00 EUR." in text
    assert "zusammen 50,07 EUR" in text
    assert "Seite 1 von 1" in text


def test_the_worked_closing_statements_can_be_read(tmp_path: Path) -> None:
    assert "USD 54,666.67" in _text(draw_closing_statement(closing_paper()), tmp_path)
    assert "58.666,67 EUR" in _text(draw_closing_statement(on_net("de")), tmp_path)
    assert "−165,825.00" in _text(draw_closing_statement(in_tiers()), tmp_path)
    assert "USD 46,666.67" in _text(draw_closing_statement(with_liens()), tmp_path)


def test_a_dossier_holds_the_issued_invoice_unchanged_and_counts_over_it(tmp_path: Path) -> None:
    text = _text(draw_dossier(dossier("de")), tmp_path)
    assert "Rechnung 2026-0042 folgt auf den nächsten Seiten" in text
    assert "Zu zahlen bis 4. Dezember 2026" in text
    assert "1.036,90 EUR" in text
    assert "09:12:05–09:59:15 (0:47:10)" in text
    pages = text.rstrip("\f").split("\f")
    ours = [at for at, page in enumerate(pages, 1) if f"Seite {at} von {len(pages)}" in page]
    assert 1 in ours
    assert len(pages) in ours
    assert len(ours) == len(pages) - 2


def test_the_contents_name_the_pages_on_which_the_parts_begin(tmp_path: Path) -> None:
    pages = _text(draw_dossier(dossier("en")), tmp_path).split("\f")
    rows = re.findall(r"^ *(\d) +(\S.*?) {3,}(\d+)$", pages[0], re.MULTILINE)
    assert len(rows) == 7
    for number, title, first in rows:
        assert re.search(rf"^ *{number} +{re.escape(title)}$", pages[int(first) - 1], re.MULTILINE)
    papers = re.findall(r"– (.*), 1 page +(\d+)$", pages[0], re.MULTILINE)
    assert [name for name, _first in papers] == ["Vergütungsvereinbarung", "Rechnung 2026-0042"]
    assert "Schlussabrechnung" in pages[int(papers[0][1]) - 1]
    assert "Rechnung 2026-0042" in pages[int(papers[1][1]) - 1]


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_hostile_words_are_only_ever_drawn(name: str, tmp_path: Path) -> None:
    sheet = replace(policy_sheet("en"), client_name=name, matter_name=name)
    sheet = replace(sheet, terms=replace(sheet.terms, retention=name))
    closing = replace(closing_paper(), matter_title=name, client_name=name)
    told = dossier("en")
    told = replace(
        told,
        policy=sheet,
        client_name=name,
        invoice_number=name,
        accepted_how=name,
        entries=tuple(replace(each, narrative=name) for each in told.entries),
        messages=tuple(replace(each, who=name, text=name) for each in told.messages),
        papers=(replace(told.invoice, name=name),),
    )
    for data in (draw_policy_sheet(sheet), draw_closing_statement(closing), draw_dossier(told)):
        text = _text(data, tmp_path)
        assert "No syntax or stream encoding errors" in _says(
            "qpdf", "--check", tmp_path / "paper.pdf"
        )
        assert "root:" not in text
        if name.startswith("{{"):
            assert name in text
