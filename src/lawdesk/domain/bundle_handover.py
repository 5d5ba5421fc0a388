"""How a bundle and its words reach the client, and what a matter's sensitivity forbids.

Words and file must go different ways: whoever reads one mailbox would otherwise have both.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from lawdesk.domain.bundles import BundleFormat, WordsKind
from lawdesk.domain.matters import Sensitivity
from lawdesk.errors import FieldError
from lawdesk.translation import _

RENEWED_AFTER = timedelta(days=365)
LONGEST_PDF_WORDS = 64
"""Bytes of UTF-8; some PDF readers refuse longer passwords."""
LEAST_BITS = 70


class FileChannel(StrEnum):
    """How the file goes to the client."""

    MAIL = "mail"
    IN_PERSON = "in_person"
    POST = "post"
    SHARE = "share"
    OTHER = "other"


class WordsChannel(StrEnum):
    """How the client learns the words."""

    PHONE = "phone"
    IN_PERSON = "in_person"
    MESSAGE = "message"
    POST = "post"
    MAIL = "mail"
    KNOWN = "known"


class OpenedHow(StrEnum):
    """How it is known that the client has opened a bundle."""

    TOLD = "told"
    REPLY = "reply"


def allowed_channels(sensitivity: Sensitivity) -> tuple[FileChannel, ...]:
    """The ways that a matter of this sensitivity leaves open, the usual one first."""
    if sensitivity.may_mail_sealed:
        return tuple(FileChannel)
    return (FileChannel.IN_PERSON, FileChannel.POST, FileChannel.OTHER)


def must_hide_names(sensitivity: Sensitivity) -> bool:
    """Whether a ZIP, which shows its names without the words, must use neutral ones."""
    return sensitivity is not Sensitivity.ORDINARY


def check_channel(channel: FileChannel, sensitivity: Sensitivity) -> None:
    """Raise FieldError for "channel" where the matter forbids that way."""
    if channel in allowed_channels(sensitivity):
        return
    raise FieldError(
        "channel",
        _("This matter is secret: its bundles go neither by mail nor through a file share."),
        _("Hand the bundle over in person or by post."),
    )


def check_words_channel(
    channel: FileChannel, words_channel: WordsChannel, words_kind: WordsKind
) -> None:
    """Raise FieldError for "words_channel" where file and words would go the same way."""
    if words_channel is WordsChannel.KNOWN and words_kind is WordsKind.FRESH:
        raise FieldError(
            "words_channel", _("These words are new, so the client cannot know them already.")
        )
    if words_channel is WordsChannel.MAIL:
        raise FieldError(
            "words_channel",
            _("The words never go by mail: whoever reads the mailbox could open the bundle."),
            _("Tell them by phone, in person or by a message to a number you have on file."),
        )
    if channel is FileChannel.POST and words_channel is WordsChannel.POST:
        raise FieldError(
            "words_channel",
            _("File and words went the same way by post; whoever has the letters has both."),
            _("Tell the words by phone or in person."),
        )


def fits_pdf(words: str) -> bool:
    """Whether every PDF reader takes these words as a password."""
    return len(words.encode()) <= LONGEST_PDF_WORDS


def format_advice(papers: int, *, wants_answer: bool) -> BundleFormat:
    """What suits most clients: a PDF for one paper, a page for more or where an answer is wanted.

    A ZIP is never advised; it is for those who ask for it.
    """
    return BundleFormat.HTML if papers > 1 or wants_answer else BundleFormat.PDF


def should_renew(agreed_on: date, today: date) -> bool:
    """Whether standing words are so old that others should be agreed."""
    return today - agreed_on > RENEWED_AFTER
