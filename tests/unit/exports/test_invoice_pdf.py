"""The invoice as a file: same bytes each time, and pages that break where a reader can bear it."""

import hashlib
import itertools
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawdesk.domain.invoice_paper import InvoicePaper, PaperPaid
from lawdesk.errors import RuleError
from lawdesk.exports.client_texts import LANGUAGES, client_texts
from lawdesk.exports.invoice_pdf import draw_invoice, lay_out_invoice
from lawdesk.exports.letter import page_geometry
from lawdesk.exports.letter_close import code_modules
from lawdesk.exports.paper import (
    MM,
    SMALL_QUIET,
    Figure,
    Frame,
    Page,
    Role,
    Rule,
    Strip,
    Text,
    flow,
)
from lawdesk.exports.paper_fonts import REGULAR, SEMIBOLD, face
from lawdesk.exports.paper_text import (
    STAND_IN,
    clip,
    paragraphs,
    printable,
    without_lone_word,
    wrap,
)
from sample_papers import (
    HOSTILE_NAMES,
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
    "one line": long_paper(1),
    "500 lines": long_paper(500),
    "narrative": with_lines(german_paper(), work_lines(1, narrative(3000))),
    "hostile": hostile_paper(),
    "draft": replace(german_paper(), number=None),
    "time sheet": replace(german_paper(), time_sheet=work_lines(90)),
}


def _texts(page: Page) -> list[tuple[float, Text]]:
    """The texts of a page with their baselines from its upper edge."""
    return [
        (top + element.y, element)
        for top, strip in page.placed
        for element in strip.elements
        if isinstance(element, Text)
    ]


def _words(paper: InvoicePaper) -> list[list[str]]:
    return [[text.text for _, text in _texts(page)] for page in lay_out_invoice(paper)]


@pytest.mark.parametrize("name", _PAPERS)
def test_drawing_twice_gives_the_same_bytes(name: str) -> None:
    assert draw_invoice(_PAPERS[name]) == draw_invoice(_PAPERS[name])


def test_other_processes_draw_the_same_bytes() -> None:
    program = (
        "import sample_papers as s, hashlib; from lawdesk.exports.invoice_pdf import draw_invoice;"
        "draw_invoice(s.american_paper());"
        "print(hashlib.sha256(draw_invoice(s.german_paper())).hexdigest())"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path), "TZ": zone},
            check=True,
            capture_output=True,
            text=True,
        ).stdout.strip()
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }
    assert printed == {hashlib.sha256(draw_invoice(german_paper())).hexdigest()}


def test_threads_do_not_disturb_each_other() -> None:
    papers = [german_paper(), american_paper(), long_paper(20)] * 4
    alone = [draw_invoice(paper) for paper in papers]
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as pool:
            assert list(pool.map(draw_invoice, papers)) == alone
    finally:
        sys.setswitchinterval(usual)


def test_figures_that_do_not_add_up_are_not_drawn() -> None:
    with pytest.raises(RuleError):
        draw_invoice(replace(german_paper(), total_cents=103691))


@pytest.mark.parametrize("name", _PAPERS)
def test_everything_stays_inside_the_margins(name: str) -> None:
    paper = _PAPERS[name]
    page = page_geometry(paper)
    for baseline, text in (item for sheet in lay_out_invoice(paper) for item in _texts(sheet)):
        width = text.style.width(text.text)
        left = text.x - width if text.align == "right" else text.x
        assert left >= page.left - 0.01
        assert left + width <= page.right + 0.01
        lowest = page.height - (12 * MM if text.role is Role.ARTIFACT else page.bottom_margin)
        assert 0 < baseline <= lowest


@pytest.mark.parametrize("name", _PAPERS)
def test_no_text_covers_another(name: str) -> None:
    for sheet in lay_out_invoice(_PAPERS[name]):
        boxes = []
        for baseline, text in _texts(sheet):
            width = text.style.width(text.text)
            left = text.x - width if text.align == "right" else text.x
            boxes.append((round(baseline, 1), left, left + width))
        boxes.sort()
        for (line, _, end), (next_line, start, _) in itertools.pairwise(boxes):
            assert line != next_line or start >= end - 0.01


def test_every_page_names_number_matter_and_its_place() -> None:
    pages = _words(long_paper(500))
    assert len(pages) > 10
    for at, words in enumerate(pages, 1):
        assert "Rechnung 2026-0042 · Akte 2026-0112" in words
        assert f"Seite {at} von {len(pages)}" in words


def test_the_head_of_the_table_is_repeated_where_rows_go_on() -> None:
    *pages, _ = _words(long_paper(500))
    assert all(words.count("Leistung") == 1 for words in pages[1:])


def test_every_line_of_500_is_there_once_and_in_order() -> None:
    words = " ".join(word for page in _words(long_paper(500)) for word in page)
    places = [words.find(f"({at})") for at in range(1, 501)]
    assert all(words.count(f"({at})") == 1 for at in range(1, 501))
    assert places == sorted(places)


@pytest.mark.parametrize("count", range(1, 60))
def test_totals_never_stand_without_a_row(count: int) -> None:
    pages = _words(long_paper(count))
    (with_total,) = [words for words in pages if "Gesamtbetrag" in words]
    before = with_total[: with_total.index("Gesamtbetrag")]
    assert any(word == "245,00" for word in before)


@pytest.mark.parametrize("rows", range(4, 9))
def test_the_last_sentence_never_stands_alone_on_a_page(rows: int) -> None:
    """Below the payment code, which what stands beside it keeps company."""
    known = german_paper()
    assert known.payment is not None
    payment = replace(known.payment, text="Zahlbar auf das Konto.\n" * 6)
    for intro in range(6):
        paper = replace(
            known, payment=payment, question_text="Noch eine Frage?", intro="Zeile\n" * intro
        )
        pages = _words(with_lines(paper, work_lines(rows)))
        (last,) = [page for page in pages if "Noch eine Frage?" in page]
        assert last[last.index("Noch eine Frage?") - 1] == "Zehntel gerundet."


@pytest.mark.parametrize("lines_before", range(1, 15))
def test_a_long_wording_never_leaves_one_line_alone(lines_before: int) -> None:
    intro = "Zeile\n" * lines_before
    for length in range(300, 1100, 50):
        text = narrative(length)
        lines = (*work_lines(7), *work_lines(1, text), *work_lines(4))
        pages = lay_out_invoice(replace(with_lines(german_paper(), lines), intro=intro))
        left = _work_left(pages[0])
        for page in pages:
            assert sum(item.x == left and item.text in text for _, item in _texts(page)) != 1


def _work_left(page: Page) -> float:
    return next(text.x for _, text in _texts(page) if text.text == "Leistung" and text.y == 10)


def test_a_3000_character_wording_is_there_to_the_last_word() -> None:
    text = narrative(3000)
    pages = lay_out_invoice(with_lines(german_paper(), work_lines(1, text)))
    left = _work_left(pages[0])
    drawn = " ".join(
        item.text
        for page in pages
        for _, item in _texts(page)
        if item.x == left and item.role is Role.CELL
    )
    assert " ".join(text.split()) in drawn


def test_digits_are_equally_wide() -> None:
    for name in (REGULAR, SEMIBOLD):
        assert len({face(name).width(digit, 10) for digit in "0123456789−"}) == 1


def test_a_draft_says_so_and_has_no_number() -> None:
    words = _words(_PAPERS["draft"])[0]
    assert "Rechnung" in words
    assert "Entwurf" in words
    assert "Rechnungsentwurf · Akte 2026-0112" in words


def test_a_draft_has_a_box_of_the_same_size_instead_of_the_payment_code() -> None:
    (code,) = _figures(german_paper())
    (box,) = _figures(_PAPERS["draft"])
    assert (box.x, box.y, box.size) == (code.x, code.y, code.size)
    inside = [row[1:-1] for row in box.modules[1:-1]]
    assert not any(any(row) for row in inside)
    assert "Zahlungscode erscheint hier" in " ".join(_words(_PAPERS["draft"])[0])


@pytest.mark.parametrize("name", ["german", "american", "500 lines", "narrative", "time sheet"])
@pytest.mark.parametrize("language", ["en", "de", "fr", "es"])
def test_nothing_moves_between_preview_and_issued_invoice(name: str, language: str) -> None:
    issued = replace(_PAPERS[name], language=language)
    draft = replace(issued, number=None)
    box = [text.text for text in _box_texts(draft)]
    there = [[where for where in page if where[0] not in box] for page in _places(draft)]
    assert there == _places(issued)


def _box_texts(draft: InvoicePaper) -> list[Text]:
    """The words in the box for the code."""
    return [
        element
        for page in lay_out_invoice(draft)
        for _, strip in page.placed
        if any(isinstance(element, Figure) for element in strip.elements)
        for element in strip.elements
        if isinstance(element, Text) and element.style == SMALL_QUIET
    ]


def _places(paper: InvoicePaper) -> list[list[tuple[str, float, float]]]:
    """Each text with its place, but for the title and the foot, which name the number."""
    return [
        [
            (text.text, text.x, top)
            for top, text in _texts(page)
            if text.role not in (Role.ARTIFACT, Role.HEADING)
        ]
        for page in lay_out_invoice(paper)
    ]


def _figures(paper: InvoicePaper) -> list[Figure]:
    return [
        element
        for page in lay_out_invoice(paper)
        for _, strip in page.placed
        for element in strip.elements
        if isinstance(element, Figure)
    ]


def test_the_time_sheet_adds_up_what_is_charged() -> None:
    lines = (*work_lines(3), replace(work_lines(4)[3], no_charge=True, amount_cents=0))
    (first, second) = _words(replace(german_paper(), time_sheet=lines))
    assert "Stundenaufstellung" not in first
    assert second[second.index("Arbeit") + 1] == "0,6"
    assert second.count("ohne Berechnung") == 1


def test_a_copy_says_so() -> None:
    assert "Kopie" in _words(replace(german_paper(), is_copy=True))[0]


def test_no_charge_and_what_is_paid() -> None:
    paper = replace(american_paper(), paid=(PaperPaid("Taken from trust", 100000),))
    words = _words(paper)[0]
    assert "no charge" in words
    assert "−1,000.00" in words
    assert "USD 1,150.00".replace(" ", "\u00a0") in words
    assert "To be paid by December 4, 2026" in words


def test_paid_in_full_and_overpaid() -> None:
    full = replace(american_paper(), paid=(PaperPaid("Paid", 215000),))
    assert "Paid in full" in _words(full)[0]
    over = replace(american_paper(), paid=(PaperPaid("Paid", 215001),))
    assert {"In your favour", "USD\u00a00.01"} <= set(_words(over)[0])


def test_the_address_stands_in_the_window() -> None:
    for paper, top, bottom, left in (
        (german_paper(), 62.7 * MM, 90 * MM, 25 * MM),
        (american_paper(), 2.1 * 72, 3.167 * 72, 72),
    ):
        (page, *_) = lay_out_invoice(paper)
        lines = {text.text: (y, text.x) for y, text in _texts(page)}
        for line in paper.recipient_lines:
            y, x = lines[line]
            assert top < y - 7
            assert y + 2 < bottom
            assert x == pytest.approx(left)


def test_a_120_letter_client_stays_in_the_window() -> None:
    name = ("Gesellschaft für Unternehmensbeteiligungen " * 3)[:120]
    paper = replace(german_paper(), recipient_lines=(name, *german_paper().recipient_lines[1:]))
    (page, *_) = lay_out_invoice(paper)
    heading = next(y for y, text in _texts(page) if text.role is Role.HEADING)
    address = [text for y, text in _texts(page) if 62.7 * MM < y < 90 * MM and text.x < 30 * MM]
    assert " ".join(text.text for text in address).startswith(" ".join(name.split()))
    assert heading > 90 * MM


def test_the_payment_code_is_square_and_dark_enough() -> None:
    (figure,) = _figures(german_paper())
    assert {len(row) for row in figure.modules} == {len(figure.modules)}
    assert figure.size / len(figure.modules) >= 0.4 * MM
    assert figure.modules == code_modules(str(german_paper().payment.qr_text))  # type: ignore[union-attr]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_word(language: str) -> None:
    assert client_texts("paper", language).keys() == client_texts("paper", "en").keys()
    assert draw_invoice(replace(german_paper(), language=language)).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ('<img src="file:///etc/passwd"/>', '<img src="file:///etc/passwd"/>'),
        ("\u202eevil\u202c", f"{STAND_IN}evil{STAND_IN}"),
        ("a\x00b\x1bc", f"a{STAND_IN}b{STAND_IN}c"),
        ("soft\u00adhyphen\u200b\ufeff", "softhyphen"),
        ("e\u0301", "é"),
        ("ＡＢ１", "AB1"),
        ("tab\there", "tab here"),
        ("non\u2011breaking", "non-breaking"),
        ("\N{PILE OF POO}שלום", STAND_IN * 5),
        ("Αθήνα Москва 1.000,00 €", "Αθήνα Москва 1.000,00 €"),
        ("\U0001d504", "A"),
        ("\ud800", STAND_IN),
    ],
)
def test_signs_are_drawn_or_visibly_replaced(text: str, drawn: str) -> None:
    assert printable(text) == drawn


@settings(deadline=None)
@given(st.text(max_size=80))
def test_any_text_becomes_drawable(text: str) -> None:
    for name in (REGULAR, SEMIBOLD):
        assert face(name).width(printable(text), 10) >= 0
    assert printable(printable(text)) == printable(text)


@settings(deadline=None)
@given(text=st.text(alphabet="ab -/–W.", max_size=120), width=st.floats(12, 200))
def test_wrapping_loses_nothing_and_fits(text: str, width: float) -> None:
    regular = face(REGULAR)
    lines = wrap(text, regular, 10, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(regular.width(line, 10) <= width + 0.01 for line in lines)


def test_a_lone_last_word_gets_company() -> None:
    regular = face(REGULAR)
    room = regular.width("rounded to the nearest", 10)
    lines = wrap("rounded to the nearest tenth.", regular, 10, room)
    assert lines == ["rounded to the nearest", "tenth."]
    assert without_lone_word(lines, regular, 10, 200) == ["rounded to the", "nearest tenth."]
    assert without_lone_word(lines, regular, 10, 30) == lines


@settings(deadline=None)
@given(text=st.text(alphabet="ab W", max_size=60), width=st.floats(20, 200))
def test_clipping_fits(text: str, width: float) -> None:
    assert face(REGULAR).width(clip(text, face(REGULAR), 10, width), 10) <= width


def test_paragraphs_keep_line_ends_apart() -> None:
    assert paragraphs("one\r\n\r\ntwo\u2028three\n") == ["one", "two", "three"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.floats(5, 60), st.booleans()), min_size=1, max_size=60))
def test_strips_flow_in_order_and_keep_together(sizes: list[tuple[float, bool]]) -> None:
    strips = [Strip(height, (Rule(0, 0, 1),), keep_with_next=keep) for height, keep in sizes]
    pages = flow(strips, Frame(first_top=0, top=0, bottom=400))
    placed = [strip for page in pages for _, strip in page.placed]
    assert [id(strip) for strip in placed] == [id(strip) for strip in strips]
    for page in pages:
        assert all(top + strip.height <= 400.001 for top, strip in page.placed)
    for page in pages[:-1]:
        last = page.placed[-1][1]
        assert not last.keep_with_next or _chain_height(strips, last) > 400


def _chain_height(strips: list[Strip], member: Strip) -> float:
    at = next(place for place, strip in enumerate(strips) if strip is member)
    first = at
    while first > 0 and strips[first - 1].keep_with_next:
        first -= 1
    while at < len(strips) - 1 and strips[at].keep_with_next:
        at += 1
    return sum(strip.height for strip in strips[first : at + 1])


@settings(max_examples=15, deadline=None)
@given(name=st.text(max_size=200), wording=st.text(max_size=400))
def test_any_names_and_wordings_can_be_drawn(name: str, wording: str) -> None:
    paper = with_lines(german_paper(), work_lines(2, wording))
    paper = replace(paper, recipient_lines=(name, *HOSTILE_NAMES[:2]), intro=wording)
    assert draw_invoice(paper).startswith(b"%PDF")
