"""Passphrases: made of words, or one's own and then strong enough.

What belongs here: the word list, the choice by the system's random source, and what is said about
a passphrase that somebody thought up.
"""

import functools
import hashlib
import importlib.resources
import math
import secrets
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from lawdesk.errors import StorageError
from lawdesk.translation import _

WORDS_IN_PASSPHRASE = 6
SHORTEST = 12
LOWEST_SCORE = 3
_LIST_LENGTH = 7776
_LIST_SHA256 = "6d557f0693958fb5e650b68b5bee585eb82cf4da32965505c789e924743bc522"
_LOOKED_AT = 72  # zxcvbn's own limit; more characters only make a passphrase stronger


@dataclass(frozen=True)
class Strength:
    """What is thought of a passphrase: `score` 0–4, its length, and a sentence to show."""

    score: int
    characters: int
    acceptable: bool
    sentence: str


@functools.cache
def word_list() -> tuple[str, ...]:
    """The 7,776 words of the EFF's long list, checked. Raises StorageError when altered."""
    source = importlib.resources.files("xkcdpass") / "static" / "eff-long"
    data = source.read_bytes()
    words = tuple(data.decode("ascii").split())
    intact = hashlib.sha256(data).hexdigest() == _LIST_SHA256
    if not intact or len(set(words)) != _LIST_LENGTH:
        raise StorageError(
            _("The word list of this LawDesk was altered; no words were chosen from it."),
            _("Install LawDesk again."),
        )
    return words


def generate_passphrase(words: int = WORDS_IN_PASSPHRASE) -> str:
    """Different random words joined by spaces; each adds 12.9 bits. Raises StorageError.

    No word twice: read out by phone, "immersion, immersion" sounds like a slip.
    """
    return " ".join(secrets.SystemRandom().sample(word_list(), words))


def check_passphrase(text: str, user_inputs: Iterable[str] = ()) -> Strength:
    """How strong `text` is against somebody who also knows `user_inputs` (name, firm, town)."""
    import zxcvbn

    plain = unicodedata.normalize("NFKC", text)
    if not plain.strip():
        return Strength(0, len(plain), False, _("Type a passphrase, or take the six words."))
    known = [part for entry in user_inputs for part in (entry, *entry.split()) if part]
    found = zxcvbn.zxcvbn(plain[:_LOOKED_AT], user_inputs=known)
    score = int(found["score"])
    acceptable = score >= LOWEST_SCORE and len(plain) >= SHORTEST
    return Strength(score, len(plain), acceptable, _sentence(plain, score, found["sequence"]))


def estimated_bits(text: str, user_inputs: Iterable[str] = ()) -> int:
    """About how many bits somebody has to guess who also knows `user_inputs`, rounded down.

    Only the first 72 characters are looked at; more only make it stronger.
    """
    import zxcvbn

    plain = unicodedata.normalize("NFKC", text)
    if not plain.strip():
        return 0
    known = [part for entry in user_inputs for part in (entry, *entry.split()) if part]
    return int(math.log2(int(zxcvbn.zxcvbn(plain[:_LOOKED_AT], user_inputs=known)["guesses"])))


def _sentence(plain: str, score: int, parts: list[dict[str, Any]]) -> str:
    if len(plain) < SHORTEST:
        return _("Too short: {count} of at least {shortest} characters.").format(
            count=len(plain), shortest=SHORTEST
        )
    if score < LOWEST_SCORE:
        return _("Too easy to guess: {reason}.").format(reason=_weakness(parts))
    if score == LOWEST_SCORE:
        return _("Good enough. Another word would make it strong.")
    return _("Strong.")


def _weakness(parts: list[dict[str, Any]]) -> str:
    """The weakness of the longest guessable part."""
    guessable = [part for part in parts if part["pattern"] != "bruteforce"]
    if not guessable:
        return _("too few characters")
    worst = max(guessable, key=lambda part: len(part["token"]))
    if worst.get("dictionary_name") == "user_inputs":
        return _("it holds a name from your practice")
    return {
        "dictionary": _("it is built on a common word or password"),
        "spatial": _("it follows the rows of the keyboard"),
        "repeat": _("it repeats itself"),
        "sequence": _("it follows the alphabet or counts up"),
        "regex": _("it holds a year"),
        "date": _("it holds a date"),
    }.get(str(worst["pattern"]), _("it follows a known pattern"))
