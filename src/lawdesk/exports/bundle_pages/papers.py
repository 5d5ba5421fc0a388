"""The papers of a bundle, each as pages or as a file to be attached.

What belongs here: the choice, and the pages. A paper that becomes pages is held in memory until
the bundle is written; one that is attached is not even unsealed here, unless it had to be looked at
first.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING

from lawdesk.domain.bundles import BundleFile
from lawdesk.exports.bundle_pages.foreign_pdf import BROKEN, open_clean
from lawdesk.exports.bundle_pages.frame import BundleFrame
from lawdesk.exports.bundle_pages.front import ListedPaper
from lawdesk.exports.bundle_pages.not_shown import NotShown, Why
from lawdesk.exports.bundle_pages.own_pages import LONGEST_TEXT, picture_pdf, text_pdf
from lawdesk.exports.bundle_pages.page_proof import page_fingerprints
from lawdesk.exports.bundle_pages.pictures import LARGEST_PICTURE, read_picture
from lawdesk.exports.bundle_seal import Unseal
from lawdesk.exports.planned_paper import PlannedPaper
from lawdesk.progress import Report, silent

if TYPE_CHECKING:
    from pikepdf import Pdf

_PDF = "application/pdf"
_PICTURES = frozenset({"image/png", "image/jpeg"})
_TEXT = "text/plain"
_TEXT_ENDINGS = frozenset({"", ".txt", ".text", ".md", ".log"})


@dataclass(slots=True)
class BundledPaper:
    """A paper: its pages, or why it has none here; `weight` is what its pages hold in memory.

    `prints` are the fingerprints of its pages. `pdf` is given away once, because memory is only
    free when nobody holds it any more.
    """

    file: BundleFile
    pdf: Pdf | None
    why: Why | None = None
    files_left_out: bool = False
    weight: int = 0
    prints: list[bytes] = field(default_factory=list)

    @property
    def page_count(self) -> int:
        """How many pages it has here."""
        return len(self.prints)

    @property
    def listed(self) -> ListedPaper:
        """As the contents tell of it."""
        return ListedPaper(
            title=self.file.title or self.file.name,
            pages=self.page_count,
            size=self.file.size,
            file_name=self.file.name if self.is_attached else None,
            why=self.why,
            is_new=self.file.is_new,
            files_left_out=self.files_left_out,
        )

    @property
    def is_attached(self) -> bool:
        """Whether it goes along as a file, instead of its pages or beside them."""
        return self.why is not None

    def give_pdf(self) -> Pdf:
        """Its pages, for the caller to close."""
        if self.pdf is None:
            raise AssertionError("these pages were given away")
        pdf, self.pdf = self.pdf, None
        return pdf


def gather_papers(
    files: Iterable[BundleFile], frame: BundleFrame, unseal: Unseal, report: Report
) -> list[BundledPaper]:
    """Every paper in its order; `report` counts bytes. Close them when the bundle is written."""
    papers: list[BundledPaper] = []
    done = 0
    try:
        for file in files:
            papers.append(_gathered(file, frame, unseal, _counting(done, frame, report)))
            done += file.size
            report(done, frame.plan.size)
    except BaseException:
        close_papers(papers)
        raise
    return papers


def close_papers(papers: Iterable[BundledPaper]) -> None:
    """Let go of what the papers hold."""
    for paper in papers:
        if paper.pdf is not None:
            paper.pdf.close()


def _gathered(file: BundleFile, frame: BundleFrame, unseal: Unseal, report: Report) -> BundledPaper:
    why = _refused_unseen(file)
    if why is not None:
        return BundledPaper(file, None, why)
    content = io.BytesIO()
    sink = PlannedPaper(file, content.write, report)
    unseal(file, sink)
    sink.close()
    try:
        paper = _with_pages(file, content, frame)
        paper.prints = _prints(paper.pdf)
    except NotShown as shown:
        return BundledPaper(file, None, shown.why)
    paper.weight = file.size
    return paper


def _prints(pdf: Pdf | None) -> list[bytes]:
    """Reads every stream that a page needs; one that cannot be read is found out here."""
    from pikepdf import PdfError

    if pdf is None:
        return []
    try:
        return page_fingerprints(pdf, silent)
    except (PdfError, *BROKEN) as error:
        pdf.close()
        raise NotShown(Why.DAMAGED) from error


def _with_pages(file: BundleFile, content: io.BytesIO, frame: BundleFrame) -> BundledPaper:
    from pikepdf import Pdf

    content.seek(0)
    if file.media_type == _PDF:
        clean = open_clean(content)
        why = Why.SIGNED if clean.is_signed else None
        return BundledPaper(file, clean.pdf, why, clean.has_files)
    title = file.title or file.name
    if file.media_type in _PICTURES:
        picture = read_picture(content.getvalue())
        return BundledPaper(file, picture_pdf(picture, title, frame))
    return BundledPaper(file, Pdf.open(io.BytesIO(text_pdf(content.getvalue(), title, frame))))


def _refused_unseen(file: BundleFile) -> Why | None:
    """Why it becomes no pages, as far as its kind and size say; None where it is to be tried."""
    if not file.size:
        return Why.EMPTY
    if file.media_type == _PDF:
        return None
    if file.media_type in _PICTURES:
        return Why.TOO_LARGE if file.size > LARGEST_PICTURE else None
    is_text = PurePath(file.name).suffix.lower() in _TEXT_ENDINGS
    if file.media_type == _TEXT and is_text:
        return Why.TOO_LONG if file.size > LONGEST_TEXT else None
    return Why.KIND


def _counting(before: int, frame: BundleFrame, report: Report) -> Report:
    return lambda done, _total: report(before + done, frame.plan.size)
