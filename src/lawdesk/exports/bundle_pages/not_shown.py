"""Why a paper is attached as a file instead of standing on pages.

What belongs here: the reasons, each of which a text of the catalogue explains to the client.
"""

from enum import StrEnum


class Why(StrEnum):
    """The reason; also the ending of its text, "why_locked"."""

    KIND = "kind"
    LOCKED = "locked"
    PROTECTED = "protected"
    DAMAGED = "damaged"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    TOO_LARGE = "too_large"
    LAYERS = "layers"
    FORM = "form"
    PORTFOLIO = "portfolio"
    SIGNED = "signed"  # beside its pages


class NotShown(Exception):
    """A paper has no pages that could be shown; it is no failure of the bundle."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why
