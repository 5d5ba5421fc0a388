"""Letters as files, judged by poppler and qpdf: hostile words, long ones, a picture."""

from __future__ import annotations

import subprocess
import zlib
from dataclasses import replace
from datetime import date
from pathlib import Path
from struct import pack

import pytest

from judges import judge
from lawdesk.domain.bundles import Sender
from lawdesk.domain.invoice_paper import PaperSender
from lawdesk.domain.letterhead import Letterhead
from lawdesk.domain.letters.letters import LetterKind, LetterPaper
from lawdesk.domain.letters.placeholders import filled, unknown_names
from lawdesk.exports.client_guide_pdf import draw_client_guide
from lawdesk.exports.client_texts import LANGUAGES, client_texts
from lawdesk.exports.invoice_pdf import draw_invoice
from lawdesk.exports.letter import page_geometry
from lawdesk.exports.letter_from_template_pdf import draw_letter, lay_out_letter
from lawdesk.exports.paper import Picture, Text
from lawdesk.exports.starter_letters import starter_letters
from sample_papers import german_paper

HOSTILE = [
    "<para>&lt;</para>",
    '<img src="file:///etc/passwd"/>',
    '<img src="http://attacker.example/x.png"/>',
    "{{7*7}}",
    "%s %(x)s {0}",
    "</script><script>alert(1)</script>",
    "\\022 (x) Tj ET",
]


def png(width: int, height: int) -> bytes:
    """A picture with a gradient and half of it transparent."""
    rows = b"".join(
        b"\0" + bytes(v for x in range(width) for v in (x % 256, y % 256, 90, 255 if x % 2 else 0))
        for y in range(height)
    )

    def chunk(name: bytes, data: bytes) -> bytes:
        return pack(">I", len(data)) + name + data + pack(">I", zlib.crc32(name + data))

    head = pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


HEAD = Letterhead(png(60, 20), 60, 20, "Family law\nMediation", "First River Bank · 000123456")


def letter(text: str = "Dear Ms Alvarez,\n\nall is well.", **changes: object) -> LetterPaper:
    """A letter on A4 in English."""
    paper = LetterPaper(
        kind=LetterKind.LETTER,
        language="en",
        locale="en_GB",
        currency="EUR",
        sender=PaperSender("Helen Marsh", "Solicitor", ("12 Elm Road", "London"), ("020 555",)),
        recipient_lines=("Maria Alvarez", "1 Main Street", "10115 Berlin"),
        made_on=date(2026, 11, 20),
        subject="Papers I need",
        text=text,
        closing="Kind regards,\nHelen Marsh\nSolicitor",
        client_name="Maria Alvarez",
        matter="2026-0112 Alvarez v. Northgate",
    )
    return replace(paper, **changes)  # type: ignore[arg-type]


def text_of(content: bytes, folder: Path, *options: str) -> str:
    path = folder / "paper.pdf"
    path.write_bytes(content)
    command = [str(judge("pdftotext")), "-layout", *options, str(path), "-"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def check(content: bytes, folder: Path) -> None:
    path = folder / "checked.pdf"
    path.write_bytes(content)
    subprocess.run([judge("qpdf"), "--check", path], check=True, capture_output=True)


def pages_of(text: str) -> list[str]:
    return text.rstrip("\f").split("\f")


def test_a_letter_reads_from_the_head_to_the_name(tmp_path: Path) -> None:
    text = text_of(draw_letter(letter()), tmp_path)
    order = [
        "Helen Marsh",
        "Maria Alvarez",
        "20 November 2026",
        "Papers I need",
        "all is well.",
        "Kind regards,",
        "Solicitor",
        "Page 1 of 1",
    ]
    places = [text.index(words) for words in order[:-2]]
    assert places == sorted(places)
    assert text.rindex("Solicitor") > text.index("Kind regards,")
    assert order[-1] in text
    check(draw_letter(letter()), tmp_path)


@pytest.mark.parametrize("value", HOSTILE)
def test_markup_in_a_value_is_printed_as_it_stands(value: str, tmp_path: Path) -> None:
    text = filled("Dear {{client.name}}.", {"client.name": value})
    paper = letter(text, subject=text, recipient_lines=(value,), client_name=value)
    content = draw_letter(paper)
    assert text_of(content, tmp_path).count(value) >= 3
    assert b"/URI" not in content
    assert b"/XObject" not in content.replace(b"/XObject <<\n>>", b"")
    check(content, tmp_path)


def test_a_heading_and_a_list_are_set_apart(tmp_path: Path) -> None:
    text = text_of(
        draw_letter(letter("# What I do\n- I write\n- I call\n\nThat is all.")), tmp_path
    )
    assert "# What" not in text
    assert text.count("•") == 2


def test_a_long_letter_goes_over_three_pages_and_never_ends_with_the_regards_alone(
    tmp_path: Path,
) -> None:
    for lines in range(44, 76):
        paper = letter("\n\n".join(f"Paragraph {at} says something." for at in range(lines)))
        last = lay_out_letter(paper)[-1]
        words = [
            each.text
            for _top, strip in last.placed
            for each in strip.elements
            if isinstance(each, Text)
        ]
        assert "Kind regards," not in words or f"Paragraph {lines - 1} says something." in words
    text = text_of(draw_letter(paper), tmp_path)
    pages = pages_of(text)
    assert len(pages) == 3
    assert all(f"Page {at} of 3" in page for at, page in enumerate(pages, 1))
    assert all(f"Paragraph {at} says" in text for at in range(lines))


def test_an_agreement_is_signed_by_both_on_the_page_of_the_regards(tmp_path: Path) -> None:
    for lines in (5, 27, 28, 29, 30, 31):
        body = "\n\n".join(["A sentence."] * lines)
        text = text_of(draw_letter(letter(body, kind=LetterKind.AGREEMENT)), tmp_path)
        last = pages_of(text)[-1]
        assert last.count("Place and date") == 2
        assert "Kind regards," in last
        assert "Maria Alvarez" in last


@pytest.mark.parametrize("name", ["Ω" * 120, "Ελένη Παπαδοπούλου-Κωνσταντινίδη", "W" * 120])
def test_long_and_greek_names_stay_on_the_page(name: str) -> None:
    paper = letter(subject=f"Sache {name}", recipient_lines=(name,), client_name=name)
    page = page_geometry(paper)
    for drawn in lay_out_letter(paper):
        for _top, strip in drawn.placed:
            for each in strip.elements:
                if isinstance(each, Text) and each.align == "left":
                    assert each.x + each.style.width(each.text) <= page.width - 40


def test_the_letterhead_stands_above_the_address_and_the_footer_on_each_page(
    tmp_path: Path,
) -> None:
    long = "\n\n".join(["A sentence of the letter."] * 60)
    for paper_size, window in (("A4", "DIN5008-B"), ("LETTER", "US10")):
        sender = replace(letter().sender, letterhead=HEAD)
        paper = letter(long, sender=sender, paper_size=paper_size, window=window)
        page = page_geometry(paper)
        content = draw_letter(paper)
        check(content, tmp_path)
        text = text_of(content, tmp_path)
        assert all("First River Bank · 000123456" in each for each in pages_of(text))
        assert "Mediation" in pages_of(text)[0]
        first = [each for _top, strip in lay_out_letter(paper)[0].placed for each in strip.elements]
        (picture,) = [each for each in first if isinstance(each, Picture)]
        assert picture.width / picture.height == pytest.approx(3)
        lines = [e for e in first if isinstance(e, Text) and e.text in HEAD.head_lines]
        assert [e.y > picture.y + picture.height for e in lines] == [True, True]
        assert all(e.y < page.address_top - 12 for e in lines)
        assert draw_letter(paper) == content


def test_an_invoice_without_a_letterhead_is_what_it_was() -> None:
    paper = german_paper()
    empty = replace(paper, sender=replace(paper.sender, letterhead=Letterhead()))
    assert draw_invoice(empty) == draw_invoice(paper)
    with_head = replace(paper, sender=replace(paper.sender, letterhead=HEAD))
    assert draw_invoice(with_head) != draw_invoice(paper)
    assert draw_invoice(with_head) == draw_invoice(with_head)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_starter_letters_know_every_name_they_use(language: str) -> None:
    letters = starter_letters((language,))
    assert len(letters) == 5
    for each in letters:
        assert unknown_names(f"{each.subject}\n{each.text}") == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("locale", ["en_US", "de_DE", "en-CA"])
def test_the_guide_is_one_page_with_the_number_to_call(
    language: str, locale: str, tmp_path: Path
) -> None:
    sender = Sender("Helen Marsh", "Attorney at Law", "+1 916 555 0142", "helen@marsh.example")
    content = draw_client_guide(sender, language, locale)
    check(content, tmp_path)
    text = text_of(content, tmp_path)
    assert len(pages_of(text)) == 1
    for words in ("+1 916 555 0142", "helen@marsh.example", ".html", ".pdf", ".zip", "7-Zip"):
        assert words in text
    assert draw_client_guide(sender, language, locale) == content


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guide_names_the_buttons_as_the_page_does(language: str) -> None:
    guide, page = client_texts("guide", language), client_texts("bundle", language)
    for button in ("open", "write", "save_reply"):
        assert page[button] in "".join(guide.values())


def test_a_guide_of_a_sender_with_long_names_is_still_one_page(tmp_path: Path) -> None:
    sender = Sender("W" * 120, "<para>" * 20, "1" * 60, "a" * 100 + "@example.org")
    assert len(pages_of(text_of(draw_client_guide(sender, "de", "de_DE"), tmp_path))) == 1
