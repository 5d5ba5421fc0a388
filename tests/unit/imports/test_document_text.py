"""The words of documents, within limits."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor

import pytest

import hostile_files as hostile
from lawdesk.domain.documents import TextOutcome
from lawdesk.errors import Cancelled
from lawdesk.exports.invoice_pdf import draw_invoice
from lawdesk.imports.document_text import MOST_CHARACTERS, read_document_text
from sample_papers import german_paper

PDF = "application/pdf"


def test_the_words_of_a_real_invoice() -> None:
    outcome, words = read_document_text(PDF, draw_invoice(german_paper()))
    assert outcome is TextOutcome.READ
    assert "Rechnung 2026-0042" in words


def test_page_by_page_with_progress() -> None:
    calls: list[tuple[int, int]] = []
    content = hostile.plain_pdf(12, "landlord")
    words = read_document_text(PDF, content, lambda done, total: calls.append((done, total)))[1]
    assert words.count("landlord") == 12
    assert calls == [(page, 12) for page in range(12)]


def test_reading_can_be_cancelled() -> None:
    def cancel(done: int, _total: int) -> None:
        if done == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        read_document_text(PDF, hostile.plain_pdf(9, "x"), cancel)


@pytest.mark.parametrize(
    ("content", "outcome"),
    [
        (hostile.plain_pdf(), TextOutcome.EMPTY),
        (hostile.pdf_without_pages(), TextOutcome.UNREADABLE),
        (hostile.locked_pdf(), TextOutcome.UNREADABLE),
        (b"%PDF-1.7\n" + bytes(500), TextOutcome.UNREADABLE),
        (hostile.swelling_pdf(400 << 20), TextOutcome.TOO_LARGE),
        (hostile.plain_pdf(2000, "a"), TextOutcome.READ),
    ],
    ids=range(6),
)
def test_what_cannot_be_read_is_an_outcome(content: bytes, outcome: TextOutcome) -> None:
    assert read_document_text(PDF, content)[0] is outcome


def test_broken_pdfs_do_no_harm() -> None:
    chance, good = random.Random(20261122), hostile.plain_pdf(3, "words")
    for _number in range(300):
        content = bytearray(good)
        for _flip in range(chance.randrange(1, 12)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        read_document_text(PDF, bytes(content))


def test_texts_in_every_coding() -> None:
    for coding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        content = "Kündigung für Müller".encode(coding)
        assert read_document_text("text/plain", content) == (
            TextOutcome.READ,
            "Kündigung für Müller",
        )
    assert read_document_text("text/plain", b" \n") == (TextOutcome.EMPTY, "")
    assert read_document_text("text/plain", b"a\x00b\x07c") == (TextOutcome.READ, "abc")
    half = "a\ud800b".encode("utf-16", "surrogatepass")
    assert read_document_text("text/plain", half)[0] is TextOutcome.READ


def test_a_long_text_is_read_up_to_the_limit() -> None:
    words = read_document_text("text/plain", b"word " * 1_000_000)[1]
    assert len(words) == MOST_CHARACTERS


def test_two_threads_may_read_at_once() -> None:
    content = hostile.plain_pdf(40, "landlord")
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _n: read_document_text(PDF, content)[1], range(16)))
    assert {words.count("landlord") for words in found} == {40}
