"""The catalogues of what clients read: whole in every language, with the same gaps to fill."""

from __future__ import annotations

import json
import string
from collections import Counter

import pytest

from lawdesk.exports.client_texts import LANGUAGES
from lawdesk.paths import resources

FOLDER = resources() / "texts"
CATALOGUES = sorted({path.stem.rsplit("_", 1)[0] for path in FOLDER.glob("*.json")})


def catalogue(page: str, language: str) -> dict[str, str]:
    """The texts of one file, read here because the program itself falls back to English.

    A name that stands twice in the file is refused: JSON would silently keep the later one.
    """
    pairs: list[tuple[str, str]] = json.loads(
        (FOLDER / f"{page}_{language}.json").read_text(encoding="utf-8"), object_pairs_hook=list
    )
    twice = [name for name, count in Counter(name for name, _text in pairs).items() if count > 1]
    assert not twice
    return dict(pairs)


def gaps(text: str) -> set[str]:
    """The names in braces."""
    return {name for _before, name, _form, _as in string.Formatter().parse(text) if name}


def test_the_folder_holds_every_catalogue_in_every_language_and_nothing_else() -> None:
    assert "paper" in CATALOGUES
    expected = {f"{page}_{language}.json" for page in CATALOGUES for language in LANGUAGES}
    assert {path.name for path in FOLDER.iterdir()} == expected


@pytest.mark.parametrize("page", CATALOGUES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_texts_of_the_english_one(page: str, language: str) -> None:
    english, mine = catalogue(page, "en"), catalogue(page, language)
    assert mine.keys() == english.keys()
    assert [
        name for name in english if bool(mine[name].strip()) != bool(english[name].strip())
    ] == []


@pytest.mark.parametrize("page", CATALOGUES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_gaps_of_the_english_one(page: str, language: str) -> None:
    english, mine = catalogue(page, "en"), catalogue(page, language)
    wrong = {name: mine[name] for name in english if gaps(mine[name]) != gaps(english[name])}
    assert wrong == {}
