"""How documents are told in words: their kind and their size."""

from collections.abc import Sequence
from pathlib import Path

from lawdesk.domain.documents import (
    Document,
    DocumentKind,
    DocumentOrigin,
    DocumentVersion,
    FileWarning,
)
from lawdesk.domain.locale_format import number_marks
from lawdesk.translation import _


def kind_words(paper: Document) -> str:
    """What kind of paper it is."""
    if paper.kind is DocumentKind.INVOICE:
        return _("invoice, PDF")
    return file_words(paper)


def file_words(paper: Document | DocumentVersion) -> str:
    """What kind of file it is, by its bytes."""
    open_xml = "application/vnd.openxmlformats-officedocument."
    known = {
        "application/pdf": "PDF",
        "image/png": _("picture"),
        "image/jpeg": _("picture"),
        "image/tiff": _("picture"),
        "image/heic": _("picture"),
        "image/gif": _("picture"),
        "image/webp": _("picture"),
        "image/svg+xml": _("drawing"),
        "text/plain": _("text"),
        "text/html": _("web page"),
        "text/x-script": _("script"),
        "message/rfc822": _("mail"),
        "application/rtf": _("text"),
        "application/zip": _("archive"),
        f"{open_xml}wordprocessingml.document": "Word",
        f"{open_xml}spreadsheetml.sheet": "Excel",
        f"{open_xml}presentationml.presentation": "PowerPoint",
        "application/vnd.oasis.opendocument.text": "OpenDocument",
        "application/vnd.oasis.opendocument.spreadsheet": "OpenDocument",
        "application/x-ole-storage": _("older Office file"),
        "application/vnd.microsoft.portable-executable": _("program"),
        "application/x-executable": _("program"),
    }
    ending = paper.file_name.rpartition(".")[2].upper()
    return known.get(paper.media_type) or (ending if len(ending) <= 5 else _("file"))


def chosen_papers_words(chosen: int, count: int) -> str:
    """How many of the papers there are were chosen."""
    words = _("{chosen} of 1 paper") if count == 1 else _("{chosen} of {count} papers")
    return words.format(chosen=chosen, count=count)


def size_words(size: int, locale: str) -> str:
    """A size in bytes for a reader: "640 B", "53 KB", "1.2 MB"."""
    if size < 1000:
        return f"{size} B"
    if size < 1_000_000:
        return f"{(size + 500) // 1000} KB"
    tenths = (size + 50_000) // 100_000
    return f"{tenths // 10}{number_marks(locale).decimal}{tenths % 10} MB"


def plain_copy_sentence(what: str, path: Path) -> str:
    """What is asked before a paper leaves the vault; `what` names it."""
    return _(
        "Saves {what} as {name} in {folder}. The copy is not encrypted: whoever can open that "
        "folder can read it."
    ).format(what=what, name=path.name, folder=path.parent)


def kind_choices() -> list[tuple[DocumentKind, str]]:
    """What a paper can be, but for the PDFs of invoices."""
    return [
        (DocumentKind.DOCUMENT, _("Document")),
        (DocumentKind.LETTER, _("Letter")),
        (DocumentKind.AGREEMENT, _("Agreement")),
        (DocumentKind.FILING, _("Filing")),
        (DocumentKind.EVIDENCE, _("Evidence")),
        (DocumentKind.CORRESPONDENCE, _("Correspondence")),
        (DocumentKind.RECEIPT, _("Receipt")),
    ]


def origin_words(origin: DocumentOrigin) -> str:
    """How a version came in."""
    return {
        DocumentOrigin.ADDED: _("added"),
        DocumentOrigin.SCAN: _("scanned"),
        DocumentOrigin.PASTED: _("pasted"),
        DocumentOrigin.MADE: _("made by LawDesk"),
        DocumentOrigin.EDITED: _("edited in another program"),
        DocumentOrigin.REPLY: _("from a client's reply"),
    }[origin]


def warning_words(warning: FileWarning) -> str:
    """One clause of what was noticed in a file."""
    return {
        FileWarning.JAVASCRIPT: _("holds a script"),
        FileWarning.OPEN_ACTION: _("wants to act as soon as it is opened"),
        FileWarning.LAUNCH: _("wants to start a program"),
        FileWarning.EMBEDDED_FILES: _("carries other files"),
        FileWarning.XFA: _("holds a form in Adobe's own language"),
        FileWarning.REMOTE_LINK: _("leads to files or places elsewhere"),
        FileWarning.ENCRYPTED: _("needs a password"),
        FileWarning.RESTRICTED: _("its maker forbade printing or copying"),
        FileWarning.DAMAGED: _("is damaged"),
        FileWarning.NO_PAGES: _("has no pages"),
        FileWarning.SWELLS: _("unpacks to far more than it should"),
        FileWarning.PROGRAM: _("is or holds a program"),
        FileWarning.MACROS: _("holds macros"),
        FileWarning.MAY_HOLD_MACROS: _("may hold macros"),
        FileWarning.SCRIPT: _("holds a script"),
        FileWarning.DISGUISED: _("its name hides what it is"),
        FileWarning.ODD_NAMES: _("names in it lead out of their folder"),
        FileWarning.NOT_CHECKED: _("is too large to be looked through"),
    }[warning]


def warnings_sentence(found: Sequence[FileWarning]) -> str:
    """What was noticed in a file, as one sentence; empty where nothing was."""
    if not found:
        return ""
    clauses = list(dict.fromkeys(warning_words(warning) for warning in found))
    sentence = _("Take care: this file {what}. LawDesk runs nothing of it.")
    return sentence.format(what=", ".join(clauses))
