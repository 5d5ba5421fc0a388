"""Templates of letters that come with LawDesk, in each language it writes to clients in.

They are a start, to be taken over and changed; what the lawyer made of them is kept in the
practice.
"""

from __future__ import annotations

from collections.abc import Iterable

from lawdesk.domain.letters.letters import LetterKind, TemplateWords
from lawdesk.exports.client_texts import client_texts


def starter_letters(languages: Iterable[str]) -> list[TemplateWords]:
    """The templates in these languages (two letters each)."""
    return [words for language in languages for words in _of_language(language)]


def _of_language(language: str) -> list[TemplateWords]:
    """A name in the catalogue is the kind, the template's own name, and the part."""
    words = client_texts("letter_templates", language)
    names = [name.removesuffix(".title") for name in words if name.endswith(".title")]
    return [
        TemplateWords(
            kind=LetterKind(name.split(".")[0]),
            language=language,
            title=words[f"{name}.title"],
            subject=words[f"{name}.subject"],
            text=words[f"{name}.text"],
        )
        for name in names
    ]
