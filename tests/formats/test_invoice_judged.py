"""Invoices as other programs see them: qpdf, poppler, pikepdf."""

import subprocess
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from judges import judge
from lawdesk.domain.invoice_paper import InvoicePaper
from lawdesk.exports.invoice_pdf import draw_invoice
from lawdesk.exports.letter_close import code_modules
from sample_papers import (
    american_paper,
    german_paper,
    hostile_paper,
    long_paper,
    narrative,
    with_lines,
    work_lines,
)

_PAPERS = {
    "german": german_paper(),
    "american": american_paper(),
    "1": long_paper(1),
    "20": long_paper(20),
    "500": long_paper(500),
    "hostile": hostile_paper(),
    "narrative": with_lines(german_paper(), work_lines(1, narrative(3000))),
    "draft": replace(german_paper(), number=None),
    "greek and russian": with_lines(
        german_paper(), work_lines(2, "Μελέτη του φακέλου: Изучение дела")
    ),
}


@pytest.fixture(params=_PAPERS)
def paper(request: pytest.FixtureRequest) -> InvoicePaper:
    return _PAPERS[request.param]


@pytest.fixture
def pdf(paper: InvoicePaper, tmp_path: Path) -> Path:
    path = tmp_path / "invoice.pdf"
    path.write_bytes(draw_invoice(paper))
    return path


def _says(program: str, *arguments: str | Path) -> str:
    done = subprocess.run(
        [judge(program), *arguments], check=True, capture_output=True, encoding="utf-8"
    )
    assert not done.stderr
    return done.stdout


def test_qpdf_finds_nothing_wrong(pdf: Path) -> None:
    assert "No syntax or stream encoding errors found" in _says("qpdf", "--check", pdf)


def test_every_font_is_embedded_as_a_subset_with_unicode(pdf: Path) -> None:
    rows = [line.split() for line in _says("pdffonts", pdf).splitlines()[2:]]
    assert rows
    assert all("SourceSansPro" in row[0] for row in rows)
    assert all(row[-5:-2] == ["yes", "yes", "yes"] for row in rows)


def test_the_file_names_itself_and_its_language(paper: InvoicePaper, pdf: Path) -> None:
    info = _says("pdfinfo", pdf)
    assert paper.facts.matter_number in info or str(paper.number) in info
    assert "JavaScript:      no" in info
    with pikepdf.open(pdf) as document:
        assert str(document.Root.Lang) == paper.language
        assert document.Root.ViewerPreferences.DisplayDocTitle


def test_nothing_in_it_acts_or_points_outside(pdf: Path) -> None:
    with pikepdf.open(pdf) as document:
        assert not {"/OpenAction", "/AA", "/Names", "/AcroForm"} & set(document.Root.keys())
        for page in document.pages:
            assert not {"/Annots", "/AA"} & set(page.obj.keys())
            assert "/XObject" not in page.obj.Resources.keys()  # noqa: SIM118 not a dict


def test_the_figures_of_the_worked_example_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "invoice.pdf"
    path.write_bytes(draw_invoice(german_paper()))
    text = _says("pdftotext", "-layout", path, "-")
    for figure in ("563,50", "171,50", "735,00", "35,50", "120,00", "890,50", "146,40"):
        assert figure in text
    assert "Zu zahlen bis 4. Dezember 2026" in text
    assert "1.036,90 EUR" in text
    assert "Rechnung 2026-0042" in text


def test_hostile_text_is_read_back_literally(tmp_path: Path) -> None:
    path = tmp_path / "invoice.pdf"
    path.write_bytes(draw_invoice(hostile_paper()))
    text = _says("pdftotext", path, "-")
    assert '<img src="file:///etc/passwd"/>' in text
    assert "{{7*7}} %s {total} </para>" in text
    assert "☐BHmG etagtroN☐" in text
    assert "root:" not in text


def test_greek_and_russian_are_read_back(tmp_path: Path) -> None:
    path = tmp_path / "invoice.pdf"
    path.write_bytes(draw_invoice(_PAPERS["greek and russian"]))
    assert "Μελέτη του φακέλου: Изучение дела" in _says("pdftotext", path, "-")


def test_every_page_can_be_rendered(pdf: Path, tmp_path: Path) -> None:
    _says("pdftoppm", "-r", "30", "-gray", pdf, tmp_path / "page")
    with pikepdf.open(pdf) as document:
        pages = len(document.pages)
    pictures = sorted(tmp_path.glob("page-*.pgm"))
    assert len(pictures) == pages
    assert all(min(picture.read_bytes()[20:]) < 128 for picture in pictures)


def test_the_printed_code_is_the_payment_code(tmp_path: Path) -> None:
    paper = german_paper()
    assert paper.payment is not None
    path = tmp_path / "invoice.pdf"
    path.write_bytes(draw_invoice(paper))
    _says("pdftoppm", "-r", "300", "-gray", "-singlefile", path, tmp_path / "page")
    modules = code_modules(str(paper.payment.qr_text))
    assert _printed_modules(tmp_path / "page.pgm", len(modules)) == modules


def _printed_modules(picture: Path, count: int) -> tuple[tuple[bool, ...], ...]:
    """The modules in the middle of their places, found from the one black square on the page.

    Text is dark blue-grey, only the code is pure black.
    """
    _, size, _, pixels = picture.read_bytes().split(b"\n", 3)
    width, height = map(int, size.split())
    rows = [pixels[at * width : (at + 1) * width] for at in range(height)]
    black = [at for at, row in enumerate(rows) if row.count(0) > 40]
    top, bottom = black[0], black[-1] + 1
    left = min(row.index(0) for row in rows[top:bottom] if 0 in row)
    step = (bottom - top) / count
    middles = [int((at + 0.5) * step) for at in range(count)]
    return tuple(tuple(rows[top + y][left + x] < 128 for x in middles) for y in middles)
