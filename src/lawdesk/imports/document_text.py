"""The words of a document, for the search: of PDFs, page by page, and of plain texts.

Everything has a limit, because the bytes are a stranger's: pages, characters, seconds, and what
they unpack to. Nothing in them is run or followed. Whatever cannot be read is told as an outcome.
"""

from __future__ import annotations

import codecs
import contextlib
import time
from typing import Any

from lawdesk.domain.documents import TextOutcome
from lawdesk.imports.pdf_size import measure_pdf
from lawdesk.imports.pdfium_lock import PDFIUM
from lawdesk.progress import Report, silent

LARGEST_READ = 200_000_000
MOST_CHARACTERS = 2_000_000
_MOST_PAGES = 5_000
_MOST_SECONDS = 60.0
_MOST_UNPACKED = 150 << 20
_KEPT_CONTROLS = {9: " ", 10: "\n", 11: " ", 12: "\n", 13: "\n"}
_CLEANED = {place: _KEPT_CONTROLS.get(place, "") for place in range(32)}

Reading = tuple[TextOutcome, str]


def read_document_text(media_type: str, content: bytes, report: Report = silent) -> Reading:
    """What is written in the document. Raises what `report` raises, nothing else."""
    if media_type == "application/pdf":
        return read_pdf_text(content, report)
    return _read(read_plain_text(content[: 4 * MOST_CHARACTERS]))


def read_plain_text(content: bytes) -> str:
    """The text by its mark, else as UTF-8, else as Windows wrote it; a cut sign at the end falls
    away.
    """
    name = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    for encoding in (name, "cp1252"):
        with contextlib.suppress(UnicodeDecodeError):
            return codecs.getincrementaldecoder(encoding)().decode(content)
    return content.decode("latin-1")


def read_pdf_text(content: bytes, report: Report = silent) -> Reading:
    """The words of all pages, up to the limits."""
    if len(content) > LARGEST_READ or measure_pdf(content, _MOST_UNPACKED).unpacked > max(
        _MOST_UNPACKED, 2 * len(content)
    ):
        return TextOutcome.TOO_LARGE, ""
    import pypdfium2

    try:
        with PDFIUM:
            document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        return TextOutcome.UNREADABLE, ""
    try:
        return _read("\n".join(_pages(document, report)))
    finally:
        with PDFIUM:
            document.close()


def _pages(document: Any, report: Report) -> list[str]:
    with PDFIUM:
        count = min(len(document), _MOST_PAGES)
    until = time.monotonic() + _MOST_SECONDS
    texts, left = list[str](), MOST_CHARACTERS
    for number in range(count):
        report(number, count)
        if left <= 0 or time.monotonic() > until:
            break
        texts.append(_page(document, number)[:left])
        left -= len(texts[-1])
    return texts


def _page(document: Any, number: int) -> str:
    """The words of one page; a page that is broken has none."""
    import pypdfium2

    with PDFIUM:
        try:
            page = document[number]
            text = page.get_textpage()
            words: str = text.get_text_range()
            text.close()
            page.close()
        except (pypdfium2.PdfiumError, ValueError, UnicodeError):
            return ""
    return words


def _read(text: str) -> Reading:
    kept = text[:MOST_CHARACTERS].translate(_CLEANED)
    kept = kept.encode("utf-8", "ignore").decode("utf-8")  # half of a pair cannot be stored
    return (TextOutcome.READ, kept) if kept.strip() else (TextOutcome.EMPTY, "")
