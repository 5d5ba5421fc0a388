"""How documents are told in words: their kind and their size."""

from pathlib import Path

from lawdesk.domain.documents import Document, DocumentKind
from lawdesk.domain.locale_format import number_marks
from lawdesk.translation import _


def kind_words(paper: Document) -> str:
    """What kind of paper it is."""
    if paper.kind is DocumentKind.INVOICE:
        return _("invoice, PDF")
    known = {
        "application/pdf": "PDF",
        "image/png": _("picture"),
        "image/jpeg": _("picture"),
        "text/plain": _("text"),
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
