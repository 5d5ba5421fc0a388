"""The paper of a test bundle, in every language."""

from __future__ import annotations

import pypdfium2
import pytest

from lawdesk.exports.client_texts import LANGUAGES, client_texts
from lawdesk.exports.sample_paper import draw_test_paper


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_one_page_with_its_words_and_the_same_bytes_each_time(language: str) -> None:
    words = client_texts("sample", language)
    drawn = draw_test_paper(words["paper_title"], words["paper_text"], language)
    assert drawn == draw_test_paper(words["paper_title"], words["paper_text"], language)
    document = pypdfium2.PdfDocument(drawn)
    assert len(document) == 1
    text = " ".join(document[0].get_textpage().get_text_bounded().split())
    assert words["paper_title"] in text
    assert words["paper_text"].split()[-1] in text
    assert len(drawn) < 60_000


def test_every_language_has_the_same_texts() -> None:
    names = {language: set(client_texts("sample", language)) for language in LANGUAGES}
    assert all(found == names["en"] for found in names.values())
    letters = {client_texts("sample", language)["letter"] for language in LANGUAGES}
    assert len(letters) == len(LANGUAGES)
    assert all("{name}" in letter for letter in letters)
