"""Words a client reads (paper, mail, bundle page), in the client's language.

They are not gettext texts: the program may run in one language and write to clients in another.
Each catalogue is `resources/texts/<page>_<language>.json`, a flat object of name to text.
"""

import json
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from lawdesk.paths import resources

LANGUAGES = ("en", "de", "fr", "es")


@lru_cache(maxsize=16)
def client_texts(page: str, language: str) -> Mapping[str, str]:
    """The texts of one page ("paper", "mail", "bundle") in `language` (two letters), else English.

    A text that a translation lacks is there in English, so a lookup never fails for one language
    only. Read-only, cached for the life of the program.
    """
    english = _read(page, "en")
    if language == "en" or language not in LANGUAGES:
        return MappingProxyType(english)
    return MappingProxyType(english | _read(page, language))


def _read(page: str, language: str) -> dict[str, str]:
    path = resources() / "texts" / f"{page}_{language}.json"
    texts: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return texts
