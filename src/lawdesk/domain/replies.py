"""What a client's reply holds, its limits, and every reason for which one is refused.

What belongs here: frozen values, caps, and one sentence per refusal. How the bytes are read is
`imports/replies.py`; docs/formats/reply.md is the contract.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from lawdesk.domain.documents import FileWarning
from lawdesk.errors import ImportRefused
from lawdesk.translation import _

ReplyId = NewType("ReplyId", int)
ReplyItemId = NewType("ReplyItemId", int)
RefusedFileId = NewType("RefusedFileId", int)

REPLY_ENDING = ".lawdesk"
MAX_REPLY_BYTES = 50_000_000
MAX_MANIFEST_BYTES = 1_000_000
MAX_REPLY_FILES = 100
MAX_LIST = 500
"""answers and words on invoices in one reply"""
MAX_TEXT = 20_000
MAX_REASON = 2_000
MAX_ADDRESS = 1_000
MAX_LINE = 300
"""a number, an amount, a mail address, a phone number, an id"""


class ReplyRefusal(StrEnum):
    """Why a file is not taken in as a reply; each has its own sentence."""

    NOT_A_REPLY = "not_a_reply"
    NEWER_VERSION = "newer_version"
    OTHER_SUITE = "other_suite"
    TOO_LARGE = "too_large"
    CUT_SHORT = "cut_short"
    BAD_SHORT_NAME = "bad_short_name"
    UNKNOWN_BUNDLE = "unknown_bundle"
    TAKES_NO_ANSWER = "takes_no_answer"
    BAD_POINT = "bad_point"
    CANNOT_BE_OPENED = "cannot_be_opened"
    MANIFEST_TOO_LARGE = "manifest_too_large"
    BAD_MANIFEST = "bad_manifest"
    NEWER_MANIFEST = "newer_manifest"
    OTHER_BUNDLE = "other_bundle"
    NO_TOKEN = "no_token"  # noqa: S105 - a cause, not a secret
    WRONG_TOKEN = "wrong_token"  # noqa: S105
    TEXT_TOO_LONG = "text_too_long"
    TOO_MANY_PARTS = "too_many_parts"
    TOO_MANY_FILES = "too_many_files"
    BYTES_MISSING = "bytes_missing"
    TRAILING_BYTES = "trailing_bytes"
    OTHER_CONTENT = "other_content"
    SAME_SEQUENCE = "same_sequence"


class ReplyRefused(ImportRefused):
    """A file that is not taken in as a reply; nothing in the practice was changed by it."""

    def __init__(self, cause: ReplyRefusal) -> None:
        super().__init__(refusal_sentence(cause), refusal_hint(cause) or None)
        self.cause = cause


class Verdict(StrEnum):
    """What the client says of an invoice."""

    AGREED = "agreed"
    QUESTION = "question"


class ItemKind(StrEnum):
    """One thing a client said."""

    MESSAGE = "message"
    ANSWER = "answer"
    INVOICE = "invoice"
    CONTACT = "contact"
    FILE = "file"


class ItemState(StrEnum):
    """Whether the lawyer has decided about it."""

    WAITING = "waiting"
    FILED = "filed"
    REJECTED = "rejected"


class FiledAs(StrEnum):
    """What a part of a reply became; NOTHING while it waits, and where it was rejected."""

    NOTHING = ""
    DOCUMENT = "document"
    MESSAGE = "message"
    REQUEST = "request"
    NOTED = "noted"
    DISPUTE = "dispute"
    CONTACT = "contact"


@dataclass(frozen=True, slots=True)
class ReplyAnswer:
    """An answer to a request, which is named by its id in the bundle."""

    request: str
    text: str


@dataclass(frozen=True, slots=True)
class ReplyInvoice:
    """What the client says of one invoice; `amount` as typed, may be empty."""

    number: str
    verdict: Verdict
    amount: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReplyContact:
    """How the client says to be reached: all three as they should be from now on."""

    is_confirmed: bool
    address: str
    mail: str
    phone: str


@dataclass(frozen=True, slots=True)
class ReplyFile:
    """One file of a reply. `name` is cleaned, `media_type` and `warnings` are our own findings;
    `start` is where its bytes begin in the opened content.
    """

    name: str
    media_type: str
    warnings: tuple[FileWarning, ...]
    size: int
    sha256: str
    request: str | None
    start: int


@dataclass(frozen=True, slots=True)
class OpenedReply:
    """A reply that was opened and held against itself. `written_at` is the client's clock, UTC
    seconds; `content` holds the bytes of all files.
    """

    bundle: str
    sequence: int
    written_at: int
    message: str
    answers: tuple[ReplyAnswer, ...]
    invoices: tuple[ReplyInvoice, ...]
    contact: ReplyContact | None
    files: tuple[ReplyFile, ...]
    content: bytes

    def bytes_of(self, file: ReplyFile) -> bytes:
        """The bytes of one of its files."""
        return self.content[file.start : file.start + file.size]


@dataclass(frozen=True, slots=True)
class ReplyKey:
    """What opens and proves the answers to one bundle: a P-256 scalar and the token, 32 bytes
    each. None where the bundle takes no answer.
    """

    scalar: bytes | None
    token: bytes | None


@dataclass(frozen=True, slots=True)
class KnownReplies:
    """What is known before a file is taken in, for a worker that never sees the database: keys by
    the bundle's short name, when each file (by hash) and each sequence of a bundle was taken in,
    and the hashes of what is kept aside.
    """

    keys: Mapping[str, ReplyKey]
    taken: Mapping[str, int]
    sequences: Mapping[tuple[str, int], int]
    refused: frozenset[str]


def refusal_sentence(cause: ReplyRefusal) -> str:
    """What happened, in one sentence."""
    return _sentences()[cause][0]


def refusal_hint(cause: ReplyRefusal) -> str:
    """What to do about it."""
    return _sentences()[cause][1]


def summary_words(opened: OpenedReply) -> str:
    """What came in besides a message, in a line for the log: "2 answers, 3 files"."""
    counted: Sequence[tuple[int, str, str]] = (
        (len(opened.answers), _("1 answer"), _("{count} answers")),
        (len(opened.invoices), _("a word on 1 invoice"), _("a word on {count} invoices")),
        (1 if opened.contact else 0, _("contact data"), _("contact data")),
        (len(opened.files), _("1 file"), _("{count} files")),
    )
    return ", ".join(
        one if count == 1 else many.format(count=count) for count, one, many in counted if count
    )


def _sentences() -> dict[ReplyRefusal, tuple[str, str]]:
    return _of_the_envelope() | _of_the_list() | _of_the_content()


def _again() -> str:
    return _("Ask the client to save the answer again and to send it once more.")


def _damaged() -> str:
    return _("It may have been damaged on its way.") + " " + _again()


def _of_the_envelope() -> dict[ReplyRefusal, tuple[str, str]]:
    return {
        ReplyRefusal.NOT_A_REPLY: (
            _("This file is not a reply from a LawDesk bundle."),
            _("A reply ends in .lawdesk; add other papers at the matter they belong to."),
        ),
        ReplyRefusal.NEWER_VERSION: (
            _("This reply was written for a newer LawDesk than this one."),
            _("Update LawDesk and take it in again; the file is kept until then."),
        ),
        ReplyRefusal.OTHER_SUITE: (
            _("This reply is sealed with a cipher that LawDesk does not use."),
            _again(),
        ),
        ReplyRefusal.TOO_LARGE: (
            _("This file is over 50 MB, more than a reply may have; it was not read or copied."),
            _("Ask the client to send fewer files at once. The file stays where it is."),
        ),
        ReplyRefusal.CUT_SHORT: (
            _("This reply ends too early; a part of it is missing."),
            _damaged(),
        ),
        ReplyRefusal.BAD_SHORT_NAME: (
            _("This reply does not say which bundle it answers."),
            _damaged(),
        ),
        ReplyRefusal.UNKNOWN_BUNDLE: (
            _("This reply answers a bundle that this practice never made."),
            _("It may belong to another practice, or to a newer copy of this one."),
        ),
        ReplyRefusal.TAKES_NO_ANSWER: (
            _("This reply answers a bundle that takes no answers."),
            _("Ask the client what they wanted to say."),
        ),
        ReplyRefusal.BAD_POINT: (
            _("The key in this reply is not a valid one, so it was not opened."),
            _damaged(),
        ),
        ReplyRefusal.CANNOT_BE_OPENED: (
            _("This reply was altered, or was sealed for another bundle; it cannot be opened."),
            _damaged(),
        ),
    }


def _of_the_list() -> dict[ReplyRefusal, tuple[str, str]]:
    return {
        ReplyRefusal.MANIFEST_TOO_LARGE: (
            _("The list of contents in this reply is larger than any honest one."),
            _again(),
        ),
        ReplyRefusal.BAD_MANIFEST: (
            _("The list of contents in this reply cannot be read."),
            _again(),
        ),
        ReplyRefusal.NEWER_MANIFEST: (
            _("The contents of this reply were written for a newer LawDesk than this one."),
            _("Update LawDesk and take it in again; the file is kept until then."),
        ),
        ReplyRefusal.OTHER_BUNDLE: (
            _("This reply says inside that it answers another bundle than outside."),
            _again(),
        ),
        ReplyRefusal.NO_TOKEN: (
            _("This reply does not prove that its writer had opened the bundle."),
            _("Ask the client whether they wrote to you."),
        ),
        ReplyRefusal.WRONG_TOKEN: (
            _("This reply was written by somebody who had not opened the bundle."),
            _("Ask the client whether they wrote to you."),
        ),
    }


def _of_the_content() -> dict[ReplyRefusal, tuple[str, str]]:
    return {
        ReplyRefusal.TEXT_TOO_LONG: (
            _("A text in this reply is longer than the page lets anybody write."),
            _("Ask the client to send a long text as a file."),
        ),
        ReplyRefusal.TOO_MANY_PARTS: (
            _("This reply holds more answers than a bundle can ask for."),
            _again(),
        ),
        ReplyRefusal.TOO_MANY_FILES: (
            _("This reply holds more than 100 files."),
            _("Ask the client to send them in several replies."),
        ),
        ReplyRefusal.BYTES_MISSING: (
            _("The files in this reply are larger by its list than what is there."),
            _damaged(),
        ),
        ReplyRefusal.TRAILING_BYTES: (
            _("This reply holds more than its list of contents says."),
            _again(),
        ),
        ReplyRefusal.OTHER_CONTENT: (
            _("A file in this reply is not the one its list of contents describes."),
            _damaged(),
        ),
        ReplyRefusal.SAME_SEQUENCE: (
            _("Another reply to this bundle bears the same time and was taken in before."),
            _("Ask the client whether they wrote twice."),
        ),
    }
