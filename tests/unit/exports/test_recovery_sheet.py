"""The recovery sheet, judged by poppler and qpdf: one page, right text, a code that can be read."""

import datetime
import subprocess
from pathlib import Path

import pytest
import segno

from judges import judge
from lawdesk.exports.recovery_sheet import Paper, RecoverySheet, draw_recovery_sheet
from lawdesk.vault.recovery import RecoveryIdentity

KEY = RecoveryIdentity("AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFJX2EN8DP5K56MVD4HX7UR3WFES2WK4C9")
LONG_LABEL = "Law Offices of Johanna Northgate-Wellington and Partners of the Old Town " * 3


def sheet(label: str = "Kanzlei Ülker & Söhne", paper: Paper = "A4") -> RecoverySheet:
    return RecoverySheet(label, "0123456789abcdef" * 2, KEY, datetime.date(2026, 11, 21), paper)


def run(program: str, *arguments: str | Path) -> str:
    command = [judge(program), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "sheet.pdf"
    path.write_bytes(draw_recovery_sheet(sheet()))
    return path


def test_the_same_sheet_gives_the_same_bytes() -> None:
    assert draw_recovery_sheet(sheet()) == draw_recovery_sheet(sheet())


def test_everything_can_be_read(pdf: Path) -> None:
    text = run("pdftotext", "-layout", pdf, "-")
    assert "Kanzlei Ülker & Söhne" in text
    assert "0123 4567 89ab cdef 0123 4567 89ab cdef" in text
    assert "2026-11-21" in text
    assert "age -d -i sheet.txt keys.recovery.age" in text
    letters = text.replace(" ", "")
    assert [group for group in KEY.groups() if group not in letters] == []
    assert text.count("\f") == 1


def test_the_file_is_sound_and_its_fonts_are_inside(pdf: Path) -> None:
    run("qpdf", "--check", pdf)
    fonts = run("pdffonts", pdf).splitlines()[2:]
    assert len(fonts) == 2
    assert all("SourceSansPro" in font and " yes yes yes " in font for font in fonts)


@pytest.mark.parametrize(("paper", "size"), [("A4", "595.276 x 841.89"), ("Letter", "612 x 792")])
def test_paper_sizes_with_a_long_label(tmp_path: Path, paper: Paper, size: str) -> None:
    path = tmp_path / "sheet.pdf"
    path.write_bytes(draw_recovery_sheet(sheet(LONG_LABEL, paper)))
    facts = run("pdfinfo", path)
    assert size in facts
    assert "Pages:           1" in facts
    assert "Title:           Recovery sheet" in facts


def test_the_drawn_code_is_the_code_of_the_key(pdf: Path, tmp_path: Path) -> None:
    run("pdftoppm", "-r", "144", "-gray", "-singlefile", pdf, tmp_path / "page")
    width, height, pixels = read_pgm(tmp_path / "page.pgm")
    right = width - round(25 / 25.4 * 144)
    side = round(46 / 25.4 * 144)
    top = next(y for y in range(height // 2, height) if pixels[y * width + right - 4] < 128)
    matrix = segno.make(KEY.text, error="q", micro=False).matrix
    module = side / len(matrix)
    for row, cells in enumerate(matrix):
        for column, dark in enumerate(cells):
            x = round(right - side + (column + 0.5) * module)
            y = round(top + (row + 0.5) * module)
            assert (pixels[y * width + x] < 128) == bool(dark), (row, column)


def read_pgm(path: Path) -> tuple[int, int, bytes]:
    kind, size, _depth, pixels = path.read_bytes().split(b"\n", 3)
    assert kind == b"P5"
    width, height = map(int, size.split())
    return width, height, pixels
