"""Texts to write updates with that come with LawDesk, in each language it writes to clients in.

They are a start, to be taken over and changed; what the lawyer made of them is kept in the
practice.
"""

from __future__ import annotations

from collections.abc import Iterable

from lawdesk.domain.snippets import SnippetKind, StarterText
from lawdesk.exports.client_texts import client_texts

_AREAS = {
    "general": "",
    "litigation": "Civil litigation",
    "employment": "Employment law",
    "family": "Family law",
    "criminal": "Criminal defence",
    "property": "Real estate and leases",
    "estates": "Estates and probate",
}


def starter_texts(languages: Iterable[str]) -> list[StarterText]:
    """Templates and snippets in these languages (two letters each)."""
    return [text for language in languages for text in _of_language(language)]


def _of_language(language: str) -> list[StarterText]:
    """A name in the catalogue is the kind, the area, for a snippet its own name, and the part."""
    words = client_texts("starter", language)
    names = [name.removesuffix(".title") for name in words if name.endswith(".title")]
    return [
        StarterText(
            kind=SnippetKind(name.split(".")[0]),
            area=_AREAS[name.split(".")[1]],
            language=language,
            title=words[f"{name}.title"],
            text=words[f"{name}.text"],
        )
        for name in names
    ]
