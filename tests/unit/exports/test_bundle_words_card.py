"""The card with the words of a bundle, judged by poppler."""

import re
import subprocess
from pathlib import Path

import pytest

from judges import judge
from lawdesk.domain.bundles import WordsKind
from lawdesk.errors import RuleError
from lawdesk.exports.client_texts import LANGUAGES, client_texts
from lawdesk.exports.words_card import spelled, words_card


def text_of(card: bytes, folder: Path) -> str:
    path = folder / "card.pdf"
    path.write_bytes(card)
    return subprocess.run(
        [judge("pdftotext"), "-layout", path, "-"], check=True, capture_output=True, text=True
    ).stdout


def plain(text: str) -> str:
    """The text with every space of the same kind."""
    return " ".join(text.split())


def test_card_reads_in_order(tmp_path: Path) -> None:
    words = "harvest unwilling tidy cobweb unpaved drop-down"
    text = text_of(words_card(words, "7K3F", "20 November 2026", "Maria Alvarez"), tmp_path)
    assert "Words for bundle 7K3F" in text
    rows = re.findall(r"^ *([1-6]) +([a-z-]+) ", text, re.MULTILINE)
    assert rows == [(str(place), word) for place, word in enumerate(words.split(), 1)]
    assert "Tango India Delta Yankee" in text
    assert "Maria Alvarez · 20 November 2026" in text


def test_card_without_client_and_with_the_longest_words(tmp_path: Path) -> None:
    words = " ".join(["unwilling"] * 8)
    text = text_of(words_card(words, "7K3F", "20 November 2026"), tmp_path)
    assert text.count("unwilling") == 8
    assert "·" not in text


def test_same_words_make_the_same_card() -> None:
    assert words_card("tidy cobweb", "7K3F", "x") == words_card("tidy cobweb", "7K3F", "x")


@pytest.mark.parametrize("words", ["", "   ", "word " * 9])
def test_too_few_or_many_words_are_refused(words: str) -> None:
    with pytest.raises(RuleError):
        words_card(words, "7K3F", "20 November 2026")


def test_spelling() -> None:
    assert spelled("t-9") == "Tango hyphen 9"


@pytest.mark.parametrize("language", LANGUAGES)
def test_standing_words_name_no_bundle(language: str, tmp_path: Path) -> None:
    card = words_card("tidy cobweb", "7K3F", "x", kind=WordsKind.STANDING, language=language)
    text = text_of(card, tmp_path)
    assert "7K3F" not in text
    assert client_texts("words_card", language)["standing"] in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_a_test_bundle_are_marked(language: str, tmp_path: Path) -> None:
    words = " ".join(["unwilling"] * 6)
    card = words_card(words, "", "x", "W" * 120, kind=WordsKind.TEST, language=language)
    text, said = text_of(card, tmp_path), client_texts("words_card", language)
    assert re.search(rf"{said['test']} +{said['test_mark']}$", text, re.MULTILINE)
    assert plain(said["test_1"]) in plain(text)
    assert plain(said["test_2"]) in plain(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_to_do_with_the_card_fits_on_it(language: str, tmp_path: Path) -> None:
    text = text_of(words_card("tidy cobweb", "7K3F", "x", language=language), tmp_path)
    said = client_texts("words_card", language)
    assert plain(said["keep_1"]) in plain(text)
    assert plain(said["keep_2"]) in plain(text)
