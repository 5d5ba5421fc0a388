"""How well what was typed fits some words. Plain Python without Qt, so it is quick to test."""


def fold(words: str) -> str:
    """Words made ready for `score`, once per item."""
    return words.casefold()


def score(typed: str, folded: str) -> int:
    """How well `typed` (already folded) fits; 0 is no fit, larger is better.

    The typed words may stand in any order; each must be the start of a word, a part of one, or
    at least a run of letters in order.
    """
    total = 1
    for part in typed.split():
        found = _score_part(part, folded)
        if not found:
            return 0
        total += found
    return total


def _score_part(part: str, folded: str) -> int:
    place = folded.find(part)
    if place == 0:
        return 100
    if place > 0:
        return 80 if not folded[place - 1].isalnum() else 40
    return _score_scattered(part, folded)


def _score_scattered(part: str, folded: str) -> int:
    """All letters in order with gaps, such as "anort" in "alvarez v. northgate"."""
    if len(part) < 3:
        return 0
    place, gaps = -1, 0
    for letter in part:
        found = folded.find(letter, place + 1)
        if found < 0:
            return 0
        gaps += found - place - 1 if place >= 0 else 0
        place = found
    return max(1, 20 - gaps) if gaps <= 3 * len(part) else 0
