"""Our pages and the papers' as one PDF: bookmarks, labels, links, places for attached files.

What belongs here: joining. Nothing of a paper comes along but its pages; what else the file has is
made here.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

from lawdesk.exports.bundle_pages.frame import BundleFrame
from lawdesk.exports.bundle_pages.front import FrontPages
from lawdesk.exports.bundle_pages.page_proof import page_fingerprints
from lawdesk.exports.bundle_pages.papers import BundledPaper
from lawdesk.progress import Report, silent

if TYPE_CHECKING:
    from pikepdf import Pdf

_LONGEST_BOOKMARK = 160


def merged(
    front: FrontPages, papers: Sequence[BundledPaper], frame: BundleFrame, report: Report
) -> Pdf:
    """One PDF with all pages; attached files are empty places in it, in the order of `papers`.

    The largest paper's own file carries the others, since pages that change files are copied in
    memory; the other papers are let go of as soon as their pages are in.
    """
    shown = [paper for paper in papers if paper.page_count]
    largest = max(shown, key=lambda paper: paper.weight, default=None)
    own = _opened(front.pdf)
    whole = largest.give_pdf() if largest is not None else own
    at_page = 0
    if largest is not None:
        at_page = _add_pages(whole, own, 0)
    for at, paper in enumerate(shown):
        report(at, len(shown))
        if paper is largest:
            at_page += paper.page_count
        else:
            at_page = _add_pages(whole, paper.give_pdf(), at_page)
    _describe(whole, front, papers, frame)
    return whole


def front_prints(front: FrontPages) -> list[bytes]:
    """The fingerprints of our own pages."""
    with _opened(front.pdf) as own:
        return page_fingerprints(own, silent)


def _opened(content: bytes) -> Pdf:
    from pikepdf import Pdf

    return Pdf.open(io.BytesIO(content))


def _add_pages(whole: Pdf, pdf: Pdf, at_page: int) -> int:
    """Copy the pages to that place and close their file; gives the place behind them."""
    for page in pdf.pages:
        whole.pages.insert(at_page, page)
        at_page += 1
    pdf.close()
    return at_page


def _describe(
    whole: Pdf, front: FrontPages, papers: Sequence[BundledPaper], frame: BundleFrame
) -> None:
    from pikepdf import Dictionary, Name, String

    for key in set(whole.Root.keys()) - {"/Type", "/Pages"}:
        del whole.Root[key]
    if "/Info" in whole.trailer:
        del whole.trailer["/Info"]
    title = frame.say("title", date=frame.long_day(frame.plan.on))
    whole.docinfo["/Title"] = title
    whole.Root.Lang = String(frame.language)
    whole.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    has_pages = any(paper.page_count for paper in papers)
    whole.Root.PageMode = Name.UseOutlines if has_pages or not papers else Name.UseAttachments
    _add_links(whole, front)
    _add_bookmarks(whole, front, papers, frame)
    _add_labels(whole, front, papers)
    _add_places(whole, [paper for paper in papers if paper.is_attached])


def _add_links(whole: Pdf, front: FrontPages) -> None:
    from pikepdf import Array, Dictionary, Name

    for number in sorted({link.on_page for link in front.links}):
        page = whole.pages[number - 1]
        high = float(page.mediabox[3])
        page.obj.Annots = Array(
            [
                Dictionary(
                    Type=Name.Annot,
                    Subtype=Name.Link,
                    Rect=Array([link.left, high - link.bottom, link.right, high - link.top]),
                    Border=Array([0, 0, 0]),
                    Dest=Array([whole.pages[link.to_page - 1].obj, Name.Fit]),
                )
                for link in front.links
                if link.on_page == number
            ]
        )


def _add_bookmarks(
    whole: Pdf, front: FrontPages, papers: Sequence[BundledPaper], frame: BundleFrame
) -> None:
    from pikepdf import OutlineItem

    with whole.open_outline() as outline:
        outline.root.append(OutlineItem(frame.words["contents"], 0))
        outline.root += [OutlineItem(_readable(title), at - 1) for title, at in front.parts]
        if papers:
            item = OutlineItem(frame.words["papers"], front.papers[0] - 1)
            item.children += [
                OutlineItem(_readable(f"{number}  {paper.listed.title}"), at - 1)
                for number, (paper, at) in enumerate(zip(papers, front.papers, strict=True), 1)
            ]
            outline.root.append(item)


def _add_labels(whole: Pdf, front: FrontPages, papers: Sequence[BundledPaper]) -> None:
    """Our pages are 1, 2, 3; those of the second paper 2-1, 2-2, 2-3."""
    from pikepdf import Array, Dictionary, Name

    numbers: list[object] = [0, Dictionary(S=Name.D)]
    for number, (paper, at) in enumerate(zip(papers, front.papers, strict=True), 1):
        if paper.page_count:
            numbers += [at - 1, Dictionary(S=Name.D, P=f"{number}-")]
    whole.Root.PageLabels = Dictionary(Nums=Array(numbers))


def _add_places(whole: Pdf, attached: Sequence[BundledPaper]) -> None:
    """An empty stream for each attached file; `attaching` fills them in the written file."""
    from pikepdf import Array, Dictionary, Name, String

    if not attached:
        return
    specs: dict[str, object] = {}
    for place, paper in enumerate(attached):
        file = paper.file
        stream = whole.make_stream(b"", Type=Name.EmbeddedFile)
        specs[f"{place:04d}"] = whole.make_indirect(
            Dictionary(
                Type=Name.Filespec,
                F=String(_ascii(file.name, place)),
                UF=String(file.name),
                Desc=String(_readable(file.title)),
                EF=Dictionary(F=stream, UF=stream),
            )
        )
    names = Array([part for key, spec in specs.items() for part in (String(key), spec)])
    whole.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=names))


def _ascii(name: str, place: int) -> str:
    """For programs that know no Unicode names: the same ending, and a number."""
    if name.isascii():
        return name
    ending = name.rpartition(".")[2]
    plain = f"{place + 1:02d}.{ending}"
    return plain if plain.isascii() else f"{place + 1:02d}"


def _readable(text: str) -> str:
    """`text` on one line, without signs that have no look or turn the direction of writing."""
    seen = (" " if sign.isspace() else sign for sign in text)
    kept = "".join(sign for sign in seen if unicodedata.category(sign)[0] != "C").strip()
    return kept if len(kept) <= _LONGEST_BOOKMARK else kept[: _LONGEST_BOOKMARK - 1] + "…"
