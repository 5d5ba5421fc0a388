"""The pages at the front of a bundle: cover, contents, and what the lawyer has to say.

What belongs here: the order of the parts on pages, where each begins, and the lines of the contents
that lead there. What a part says is in `parts`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lawdesk.exports.bundle_pages.frame import BundleFrame
from lawdesk.exports.bundle_pages.not_shown import Why
from lawdesk.exports.bundle_pages.parts import Part, own_parts
from lawdesk.exports.letter import (
    HEADING,
    PageGeometry,
    letter_sheet,
    letterhead,
    page_geometry,
    text_strips,
)
from lawdesk.exports.letter_table import Column, TableRow, table_strips
from lawdesk.exports.paper import (
    BODY_STRONG,
    MM,
    SMALL_QUIET,
    Frame,
    Page,
    Role,
    Strip,
    Style,
    Text,
    flow,
    paint,
)
from lawdesk.exports.paper_fonts import SEMIBOLD
from lawdesk.exports.paper_text import clip, printable, wrap
from lawdesk.exports.sections import NORMAL, Edges, Section, section_strips

_PART_HEADING = Style(SEMIBOLD, 14, 18)
_PART_GAP = 30.0
_FOOT_FROM_BOTTOM = 13 * MM
_PAGE_COLUMN = 26.0
_MOST_TURNS = 4  # the numbers of pages stand on pages; twice is enough but for a rare line break


@dataclass(frozen=True, slots=True)
class ListedPaper:
    """A paper as the contents list it: how many pages it has here, and whether it is a file too.

    `file_name` is what it is called among the files, None where it stands on pages only.
    """

    title: str
    pages: int
    size: int
    file_name: str | None = None
    why: Why | None = None
    is_new: bool = False
    files_left_out: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A line of the contents that leads to a page: where it is, in points from the upper left."""

    on_page: int
    left: float
    top: float
    right: float
    bottom: float
    to_page: int


@dataclass(frozen=True, slots=True)
class FrontPages:
    """Our own pages, drawn; pages are counted from 1 over the whole file.

    `parts` are titles with the pages they begin on, `papers` the first page of each paper (of one
    that is only attached: the page that says so).
    """

    pdf: bytes
    count: int
    total: int
    parts: tuple[tuple[str, int], ...]
    papers: tuple[int, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class _Places:
    """Where parts and papers begin."""

    parts: tuple[int, ...]
    papers: tuple[int, ...]


def draw_front(
    frame: BundleFrame, papers: Sequence[ListedPaper], *, in_archive: bool = False
) -> FrontPages:
    """Cover, contents and parts. With `in_archive` the papers lie beside these pages as files,
    else they follow, or are attached.
    """
    parts = own_parts(frame, papers, in_archive=in_archive, paper_pages=())
    places = _Places((0,) * len(parts), (0,) * len(papers))
    for _turn in range(_MOST_TURNS):
        parts = own_parts(frame, papers, in_archive=in_archive, paper_pages=places.papers)
        pages = _laid_out(frame, parts, papers, places, in_archive=in_archive)
        before, places = places, _places(pages, parts, papers)
        if places == before:
            break
    total = len(pages) + sum(paper.pages for paper in papers)
    links = () if in_archive else tuple(_links(pages, parts, papers, places, frame))
    _number(pages, total, frame)
    title = frame.say("title", date=frame.long_day(frame.plan.on))
    sheet = replace(letter_sheet(frame, title), author="")
    titled = tuple((part.title, at) for part, at in zip(parts, places.parts, strict=True))
    return FrontPages(paint(sheet, pages), len(pages), total, titled, places.papers, links)


def _laid_out(
    frame: BundleFrame,
    parts: Sequence[Part],
    papers: Sequence[ListedPaper],
    places: _Places,
    *,
    in_archive: bool,
) -> list[Page]:
    page = page_geometry(frame)
    strips = [*_cover(frame, page, in_archive=in_archive)]
    if not in_archive or len(parts) > 1:
        strips += _contents_of_parts(frame, parts, places, page)
    strips += _contents_of_papers(frame, papers, places, page, in_archive=in_archive)
    for at, part in enumerate(parts):
        begins_page = at == 0 and len(parts) > 1
        strips += _part_strips(part, page, new_page=begins_page)
    return flow(strips, Frame(0, page.top, page.height - page.bottom_margin - 2 * MM))


def _cover(frame: BundleFrame, page: PageGeometry, *, in_archive: bool) -> list[Strip]:
    """Who writes to whom, when and about what; one sentence on how to read it."""
    head = letterhead(frame, page)
    lowest = max((text.y for text in head if isinstance(text, Text)), default=0.0)
    y = max(lowest, 34 * MM) + 16 * MM
    head.append(Text(Role.HEADING, frame.words["heading"], page.left, y, HEADING))
    strips = [Strip(y + 10, tuple(head), keep_with_next=True)]
    edges = Edges(page.left, page.right, labels=32 * MM)
    for label, value in _facts(frame):
        strips += section_strips(Section(label, (value,)), edges, replace(NORMAL, section_gap=4))
    if frame.plan.is_test:
        strips += text_strips(frame.words["test_title"], page, 18, BODY_STRONG)
        strips += text_strips(frame.words["test_text"], page, 2)
    intro = frame.words["intro_zip" if in_archive else "intro_pdf"]
    strips += text_strips(intro, page, 18)
    if frame.plan.note:
        strips += text_strips(frame.plan.note, page, 8)
    return strips


def _facts(frame: BundleFrame) -> list[tuple[str, str]]:
    plan, words = frame.plan, frame.words
    number = frame.say("number_value", number=str(plan.number), id=plan.public_id)
    facts = [
        (words["client"], plan.client_name),
        (words["about"], plan.matter_title),
        (words["made"], frame.long_day(plan.on)),
        (words["number"], plan.public_id if plan.is_test else number),
        (words["since"], frame.long_day(plan.since_on) if plan.since_on else ""),
    ]
    return [(label, value) for label, value in facts if value.strip()]


def _contents_of_parts(
    frame: BundleFrame, parts: Sequence[Part], places: _Places, page: PageGeometry
) -> list[Strip]:
    columns = (
        Column(frame.words["contents"], "left", stretches=True),
        Column(frame.words["column_page"], least=_PAGE_COLUMN),
    )
    rows = [TableRow((part.title, str(at))) for part, at in zip(parts, places.parts, strict=True)]
    return _with_gap(table_strips(columns, rows, page, keeps_on=False), 22)


def _contents_of_papers(
    frame: BundleFrame,
    papers: Sequence[ListedPaper],
    places: _Places,
    page: PageGeometry,
    *,
    in_archive: bool,
) -> list[Strip]:
    if not papers:
        return text_strips(frame.words["no_papers"], page, 22)
    columns = (
        Column("", is_quiet=True),
        Column(frame.words["papers"], "left", stretches=True),
        Column("", is_quiet=True),
        Column(frame.words["column_size" if in_archive else "column_page"], least=_PAGE_COLUMN),
    )
    rows = [
        TableRow(
            (
                str(number),
                paper.title,
                _about(frame, paper),
                frame.size(paper.size) if in_archive else str(at),
            ),
            _notes(frame, paper, in_archive=in_archive),
        )
        for number, (paper, at) in enumerate(zip(papers, places.papers, strict=True), 1)
    ]
    return _with_gap(table_strips(columns, rows, page, keeps_on=False), 22)


def _about(frame: BundleFrame, paper: ListedPaper) -> str:
    """Whether it is new, and how many pages it has here."""
    said = []
    if paper.is_new and frame.plan.since_on is not None:
        said.append(frame.words["new"])
    if paper.pages:
        key = "pages_one" if paper.pages == 1 else "pages_many"
        said.append(frame.say(key, count=str(paper.pages)))
    return " · ".join(said)


def _notes(frame: BundleFrame, paper: ListedPaper, *, in_archive: bool) -> tuple[str, ...]:
    """Where it is found, if not on pages only; what is missing from it."""
    notes = []
    if paper.file_name is not None:
        key = "paper_file" if in_archive else "paper_attached"
        notes.append(frame.say(key, name=paper.file_name))
    if paper.files_left_out:
        notes.append(frame.words["files_left_out"])
    return tuple(notes)


def _with_gap(strips: list[Strip], gap: float) -> list[Strip]:
    return [replace(strips[0], gap=gap), *strips[1:]]


def _part_strips(part: Part, page: PageGeometry, *, new_page: bool) -> list[Strip]:
    style = _PART_HEADING
    lines = wrap(printable(part.title), style.face, style.size, page.text_width)
    texts = tuple(
        Text(Role.HEADING, line, page.left, style.size + at * style.leading, style)
        for at, line in enumerate(lines)
    )
    height = style.leading * len(lines)
    head = Strip(height, texts, gap=_PART_GAP, keep_with_next=True, new_page=new_page)
    return [head, *part.strips]


def _places(pages: Sequence[Page], parts: Sequence[Part], papers: Sequence[ListedPaper]) -> _Places:
    """Where everything begins, on pages that were laid out without these numbers."""
    own: dict[int, int] = {}
    for at, page in enumerate(pages, 1):
        for _top, strip in page.placed:
            own.setdefault(id(strip), at)  # the head of a table stands again on later pages
    begun = tuple(own[id(part.strips[0])] for part in parts)
    rows = {at: own[id(strip)] for part in parts for at, strip in part.rows_of_papers.items()}
    firsts = []
    following = len(pages) + 1
    for at, paper in enumerate(papers):
        firsts.append(following if paper.pages else rows.get(at, 1))
        following += paper.pages
    return _Places(begun, tuple(firsts))


def _links(
    pages: Sequence[Page],
    parts: Sequence[Part],
    papers: Sequence[ListedPaper],
    places: _Places,
    frame: BundleFrame,
) -> list[Link]:
    """The lines of the contents in their order: those that end with a page number."""
    page = page_geometry(frame)
    targets = [*places.parts, *places.papers]
    links: list[Link] = []
    for at, sheet in enumerate(pages, 1):
        for top, strip in sheet.placed:
            if len(links) == len(parts) + len(papers):
                return links
            to_page = targets[len(links)]
            if _ends_with(strip, str(to_page), page.right):
                bottom = top + strip.height + 2
                links.append(Link(at, page.left, top, page.right, bottom, to_page))
    return links


def _ends_with(strip: Strip, text: str, right: float) -> bool:
    return any(
        isinstance(each, Text)
        and (each.role, each.align, each.x, each.text) == (Role.CELL, "right", right, text)
        for each in strip.elements
    )


def _number(pages: Sequence[Page], total: int, frame: BundleFrame) -> None:
    page = page_geometry(frame)
    style = SMALL_QUIET
    left = clip(printable(frame.foot), style.face, style.size, page.text_width * 0.7)
    y = page.height - _FOOT_FROM_BOTTOM
    for at, sheet in enumerate(pages, 1):
        count = frame.say("page", page=str(at), pages=str(total))
        elements = (
            Text(Role.ARTIFACT, left, page.left, y, style),
            Text(Role.ARTIFACT, count, page.right, y, style, "right"),
        )
        sheet.placed.append((0, Strip(0, elements)))
