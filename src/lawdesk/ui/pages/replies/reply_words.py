"""How replies, their parts and their files are worded on the screen."""

from __future__ import annotations

from lawdesk.domain.clients import ContactKind
from lawdesk.domain.clock import Moment, day_of
from lawdesk.domain.documents import DocumentKind, FileWarning
from lawdesk.domain.locale_format import format_date
from lawdesk.domain.replies import FiledAs, ItemKind, ItemState
from lawdesk.store.replies import ReplyItem, ReplyRow
from lawdesk.translation import _
from lawdesk.ui import document_words
from lawdesk.ui.clock_words import wall_time

_TYPES = {
    "application/pdf": "PDF",
    "application/zip": "ZIP",
    "image/png": "PNG",
    "image/jpeg": "JPEG",
    "image/tiff": "TIFF",
    "image/svg+xml": "SVG",
    "text/html": "HTML",
}
_ENDINGS = {
    "pdf": {"application/pdf"},
    "png": {"image/png"},
    "jpg": {"image/jpeg"},
    "jpeg": {"image/jpeg"},
}


def part_words(kind: ItemKind) -> str:
    """What a part is, as a heading."""
    return {
        ItemKind.MESSAGE: _("Message"),
        ItemKind.ANSWER: _("Answer"),
        ItemKind.INVOICE: _("Invoice"),
        ItemKind.CONTACT: _("Contact data"),
        ItemKind.FILE: _("File"),
    }[kind]


def contact_words(kind: ContactKind) -> str:
    """A way to be reached."""
    return {
        ContactKind.ADDRESS: _("Address"),
        ContactKind.MAIL: _("E-mail"),
        ContactKind.PHONE: _("Phone"),
    }[kind]


def decision_words(item: ReplyItem) -> tuple[str, str]:
    """What became of a part, and its tone."""
    if item.state is ItemState.REJECTED:
        return _("rejected"), "quiet"
    if item.state is ItemState.WAITING:
        return _("waits"), "attention"
    words = {
        FiledAs.DOCUMENT: _("filed as a document"),
        FiledAs.MESSAGE: _("read, in the log"),
        FiledAs.REQUEST: _("request done"),
        FiledAs.DISPUTE: _("dispute noted"),
        FiledAs.CONTACT: _("taken over"),
        FiledAs.NOTED: _("noted"),
    }
    return words.get(item.filed_as, _("noted")), "running"


def moment_words(at: int, now: Moment, locale: str) -> str:
    """A moment in the lawyer's time: "Nov 20, 2026, 9:12"."""
    return f"{format_date(day_of(at, now.zone), locale)}, {wall_time(at, now.zone)}"


def reply_line(row: ReplyRow, now: Moment, locale: str) -> str:
    """Where a reply comes from and when, in a sentence or two."""
    about = _("Answers bundle {bundle}.").format(bundle=row.bundle)
    if row.bundle_number == 0:
        about = _("Answers the test bundle {bundle}.").format(bundle=row.bundle)
    times = _("Written {written} by the client's clock, taken in {taken}.").format(
        written=moment_words(row.written_at, now, locale),
        taken=moment_words(row.received_at, now, locale),
    )
    return f"{about} {times}"


def type_words(media_type: str) -> str:
    """What a file is by its first bytes."""
    if media_type in _TYPES:
        return _TYPES[media_type]
    hints = (
        ("text/", _("text")),
        ("word", _("text document")),
        ("opendocument.text", _("text document")),
        ("sheet", _("spreadsheet")),
        ("excel", _("spreadsheet")),
        ("presentation", _("presentation")),
        ("executable", _("program")),
    )
    return next((words for hint, words in hints if hint in media_type), _("unknown kind of file"))


def is_named_otherwise(name: str, media_type: str) -> bool:
    """Whether the name of a file promises a PDF or a picture that it is not."""
    wanted = _ENDINGS.get(name.rpartition(".")[2].casefold())
    return wanted is not None and media_type not in wanted


def warning_words(warning: FileWarning) -> str:
    """What the lawyer is told before deciding about a file."""
    return {
        FileWarning.PROGRAM: _("This is a program: it would run on the computer that opens it."),
        FileWarning.DISGUISED: _("It is not what its name says."),
        FileWarning.MACROS: _("It carries macros, which are small programs."),
        FileWarning.MAY_HOLD_MACROS: _("It may carry macros, which are small programs."),
        FileWarning.SCRIPT: _("It holds a script that a browser would run."),
        FileWarning.JAVASCRIPT: _("This PDF holds a script."),
        FileWarning.OPEN_ACTION: _("This PDF does something by itself when it is opened."),
        FileWarning.LAUNCH: _("This PDF wants to start a program."),
        FileWarning.EMBEDDED_FILES: _("Other files lie inside this one."),
        FileWarning.XFA: _("This PDF is a form that few programs can show."),
        FileWarning.REMOTE_LINK: _("It leads to something outside of it."),
        FileWarning.ENCRYPTED: _("It needs a password."),
        FileWarning.RESTRICTED: _("Its maker forbids printing or copying."),
        FileWarning.DAMAGED: _("It is damaged."),
        FileWarning.NO_PAGES: _("It has no pages."),
        FileWarning.SWELLS: _("It is far larger when it is opened than on disk."),
        FileWarning.ODD_NAMES: _("Names in this archive lead out of its folder."),
        FileWarning.NOT_CHECKED: _("It is too large to be looked through."),
    }.get(warning, warning.value)


def kind_choices() -> list[tuple[object, str]]:
    """What a client's paper can be filed as, the likeliest first."""
    likeliest = (
        DocumentKind.DOCUMENT,
        DocumentKind.EVIDENCE,
        DocumentKind.CORRESPONDENCE,
        DocumentKind.AGREEMENT,
        DocumentKind.FILING,
        DocumentKind.RECEIPT,
        DocumentKind.LETTER,
    )
    words = dict(document_words.kind_choices())
    return [(kind.value, words[kind]) for kind in likeliest]


def waiting_words(count: int) -> str:
    """How many parts wait."""
    return _("1 part waits") if count == 1 else _("{count} parts wait").format(count=count)
