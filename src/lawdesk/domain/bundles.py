"""What a client bundle is: its facts, its limits, its names.

What belongs here: frozen data handed from planning to writing to recording, and the rules about
it. Not the cipher and not the page; those are `exports/bundle_*.py`.
"""

import base64
import re
import secrets
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from lawdesk.errors import RuleError
from lawdesk.translation import _

MAX_BUNDLE_BYTES = 100_000_000
MAX_MAIL_BYTES = 13_000_000
MAX_FILES = 500

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_PUBLIC_ID = re.compile(rf"[{_CROCKFORD}]{{4,12}}")
_MAX_NAME_BYTES = 120
_UNSAFE = re.compile(r'[<>:"/\\|?*]')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?")


class BundleFormat(StrEnum):
    """What a bundle is written as; also the ending of its file."""

    HTML = "html"
    PDF = "pdf"
    ZIP = "zip"


class WordsKind(StrEnum):
    """Which words open a bundle."""

    FRESH = "fresh"  # made for this bundle and shown once
    STANDING = "standing"  # agreed with the client for all bundles
    TEST = "test"  # printed on it


class MailSizeAdvice(StrEnum):
    """Whether a bundle of some size can go by mail."""

    FITS = "fits"
    LARGE = "large"  # mail servers may refuse it
    TOO_LARGE = "too large"  # LawDesk does not write it


@dataclass(frozen=True, slots=True)
class Sender:
    """The lawyer, as the client reads it after opening."""

    name: str
    title: str
    phone: str
    mail: str


@dataclass(frozen=True, slots=True)
class NextStep:
    """One line of "what comes next". `lead` stands out; `asked` marks what the client must do."""

    lead: str
    text: str
    asked: bool = False


@dataclass(frozen=True, slots=True)
class CostLine:
    """One row of the costs; `amount` is already written in the client's locale."""

    label: str
    amount: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class PayDetail:
    """One fact needed to pay, such as "IBAN" and the number itself."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class MatterUpdate:
    """What was written for the client about one matter. `on` is its day; each part may be empty."""

    matter: str
    on: date
    happened: str
    next: str
    needed: str


class BillStanding(StrEnum):
    """How a bill stands on the day of the bundle, as the client is told."""

    OPEN = "open"
    OVERDUE = "overdue"
    PAID = "paid"
    CREDITED = "credited"
    DISPUTED = "disputed"


@dataclass(frozen=True, slots=True)
class BundleInvoice:
    """One bill. Amounts are written in the client's locale, with the currency; `due_on` None where
    nothing is to be paid. `file` is the place of its PDF in `BundlePlan.files`, if it is there.
    """

    number: str
    matter: str
    issued_on: date
    due_on: date | None
    total: str
    open: str
    standing: BillStanding
    file: int | None = None


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One line of the client's account, amounts written out; `amount` is signed."""

    on: date
    what: str
    amount: str
    balance: str


@dataclass(frozen=True, slots=True)
class HeldMoney:
    """Client money held for a matter, where there is any; the amount written out."""

    matter: str
    amount: str
    on: date


class RequestWants(StrEnum):
    """What the client is asked for."""

    PAPERS = "papers"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class BundleRequest:
    """Something the client is asked for. `id` is how a reply names it."""

    id: str
    matter: str
    title: str
    detail: str
    wants: RequestWants
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class ContactData:
    """How the client is reached, to be confirmed or corrected."""

    address: str
    mail: str
    phone: str


@dataclass(frozen=True, slots=True)
class ReplyAddress:
    """Where an answer is sealed to: the bundle's own P-256 key and the token that proves opening.

    `public_key` has 65 bytes (uncompressed point), `token` 32.
    """

    public_key: bytes
    token: bytes


@dataclass(frozen=True, slots=True)
class BundleFile:
    """One paper. `source` is the caller's own key for it and never leaves the office.

    `size` in bytes, `sha256` in lower-case hex, both of the plain content.
    """

    name: str
    title: str
    media_type: str
    size: int
    sha256: str
    source: str
    pages: int | None = None
    is_new: bool = False
    matter: str = ""


@dataclass(frozen=True, slots=True)
class BundlePlan:
    """Everything a bundle says, frozen before the writing starts.

    `number` counts the bundles of this client from 1; a test bundle has 0. `locale` writes dates
    ("en-GB"), `language` chooses the page's own words ("en"). `since_on` is None in a first bundle.
    """

    public_id: str
    number: int
    on: date
    language: str
    locale: str
    sender: Sender
    client_name: str
    matter_title: str
    since_on: date | None = None
    letter: str = ""
    next_steps: tuple[NextStep, ...] = ()
    costs: tuple[CostLine, ...] = ()
    costs_note: str = ""
    pay_by: tuple[PayDetail, ...] = ()
    files: tuple[BundleFile, ...] = ()
    format: BundleFormat = BundleFormat.HTML
    updates: tuple[MatterUpdate, ...] = ()
    invoices: tuple[BundleInvoice, ...] = ()
    account: tuple[AccountRow, ...] = ()
    held: tuple[HeldMoney, ...] = ()
    requests: tuple[BundleRequest, ...] = ()
    contact: ContactData | None = None
    reply: ReplyAddress | None = None
    note: str = ""
    is_test: bool = False

    @property
    def size(self) -> int:
        """Bytes of all papers together."""
        return sum(file.size for file in self.files)

    @property
    def file_name(self) -> str:
        """The neutral name of the bundle on disk and in the mail."""
        return f"secure-{self.on.isoformat()}-{self.public_id}.{self.format}"


@dataclass(frozen=True, slots=True)
class BundleReceipt:
    """Proof of a bundle that was written, read back and compared. `size` in bytes on disk."""

    path: Path
    public_id: str
    sha256: str
    size: int
    files: tuple[BundleFile, ...]


def make_public_id(length: int = 4) -> str:
    """A random name such as "7K3F", without letters that sound or look alike."""
    return "".join(secrets.choice(_CROCKFORD) for _place in range(length))


def mail_size_advice(size: int) -> MailSizeAdvice:
    """Whether papers of `size` bytes fit a mail; the bundle and the mail each add a third."""
    if size > MAX_BUNDLE_BYTES:
        return MailSizeAdvice.TOO_LARGE
    return MailSizeAdvice.LARGE if size > MAX_MAIL_BYTES else MailSizeAdvice.FITS


def check_plan(plan: BundlePlan) -> None:
    """Raise `RuleError` if the plan must not become a bundle."""
    if not _PUBLIC_ID.fullmatch(plan.public_id):
        raise RuleError(_("The bundle has no valid short name; nothing was written."))
    if mail_size_advice(plan.size) is MailSizeAdvice.TOO_LARGE:
        raise RuleError(
            _("The chosen papers are over 100 MB together, so no bundle was written."),
            _("Choose fewer papers, or make two bundles."),
        )
    if len(plan.files) > MAX_FILES:
        raise RuleError(
            _("A bundle holds at most {count} papers; nothing was written.").format(count=MAX_FILES)
        )
    _check_names([file.name for file in plan.files])


def _check_names(names: list[str]) -> None:
    if distinct_file_names(names) != tuple(names):
        raise RuleError(
            _("Two papers have the same file name, or a name no computer can save."),
            _("Rename the papers; nothing was written."),
        )


def manifest(plan: BundlePlan) -> dict[str, Any]:
    """What the sealed part of the bundle says, as plain JSON values; docs/formats/bundle.md."""
    return {
        "account": _plain(plan.account),
        "bundle": plan.public_id,
        "client": plan.client_name,
        "contact": _plain(plan.contact),
        "costs": _plain(plan.costs),
        "costs_note": plan.costs_note,
        "files": [_without_source(file) for file in plan.files],
        "held": _plain(plan.held),
        "invoices": _plain(plan.invoices),
        "is_test": plan.is_test,
        "language": plan.language,
        "letter": plan.letter,
        "locale": plan.locale,
        "matter": plan.matter_title,
        "next_steps": _plain(plan.next_steps),
        "note": plan.note,
        "number": plan.number,
        "on": plan.on.isoformat(),
        "pay_by": _plain(plan.pay_by),
        "reply": _plain(plan.reply),
        "requests": _plain(plan.requests),
        "sender": _plain(plan.sender),
        "since_on": _plain(plan.since_on),
        "updates": _plain(plan.updates),
    }


def _without_source(file: BundleFile) -> dict[str, Any]:
    paper: dict[str, Any] = _plain(file)
    del paper["source"]
    return paper


def _plain(value: object) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value


def clean_file_name(name: str) -> str:
    """`name` as every computer can save it: no paths, controls, hidden turns of direction.

    Keeps the ending and stays under 120 bytes. Never empty.
    """
    kept = "".join(sign for sign in unicodedata.normalize("NFC", name) if _is_printable(sign))
    kept = _UNSAFE.sub("_", kept).strip(" .")
    if _RESERVED.fullmatch(kept) or kept.startswith("-"):
        kept = f"_{kept}"
    return _shortened(kept, _MAX_NAME_BYTES) or "paper"


def distinct_file_names(names: Iterable[str]) -> tuple[str, ...]:
    """The cleaned names, with " (2)" and so on where two would fall together on any system."""
    taken: set[str] = set()
    result = []
    for name in names:
        free = _first_free(clean_file_name(name), taken)
        taken.add(free.casefold())
        result.append(free)
    return tuple(result)


def _first_free(name: str, taken: set[str]) -> str:
    stem, dot, ending = name.rpartition(".")
    if not stem:
        stem, dot, ending = name, "", ""
    free, count = name, 1
    while free.casefold() in taken:
        count += 1
        free = f"{stem} ({count}){dot}{ending}"
    return free


def _is_printable(sign: str) -> bool:
    # Categories C* are controls, direction overrides, surrogates and unassigned code points;
    # Zl and Zp break lines.
    return unicodedata.category(sign)[0] != "C" and unicodedata.category(sign) not in {"Zl", "Zp"}


def _shortened(name: str, max_bytes: int) -> str:
    if len(name.encode()) <= max_bytes:
        return name
    stem, dot, ending = name.rpartition(".")
    if not stem or len(ending.encode()) > 16:
        stem, dot, ending = name, "", ""
    room = max_bytes - len(f"{dot}{ending}".encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip(" .") + dot + ending
