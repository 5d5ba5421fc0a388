"""The dossier of a dispute as one PDF: cover and contents, parts, and papers as they are.

What belongs here: counting pages over our own and appended ones, and joining them. Only our own
pages carry "page x of y", counted over all. The same dossier gives the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lawdesk.domain.locale_format import format_date, format_money
from lawdesk.domain.receivables.dossier import Dossier
from lawdesk.exports.client_texts import client_texts
from lawdesk.exports.fill_text import fill
from lawdesk.exports.letter import (
    HEADING,
    PageGeometry,
    letter_sheet,
    letterhead,
    page_geometry,
)
from lawdesk.exports.paper import (
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
from lawdesk.exports.receivables.appended_pdf import readable_pdf
from lawdesk.exports.receivables.dossier_parts import Part, dossier_parts
from lawdesk.exports.sections import (
    NORMAL,
    Column,
    Edges,
    Row,
    Section,
    section_strips,
    table_strips,
)

if TYPE_CHECKING:
    from pikepdf import Pdf

_PART_HEADING = Style(SEMIBOLD, 14, 18)
_PART_GAP = 34.0
_FOOT_FROM_BOTTOM = 13 * MM
_LABEL_SIGNS = 24


@dataclass(frozen=True, slots=True)
class _Appended:
    """A paper in its place: the number of its first page."""

    name: str
    pdf: Pdf
    first: int

    @property
    def after(self) -> int:
        """The number of the page that follows it."""
        return self.first + len(self.pdf.pages)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A part: the number of the page it begins on, and its papers."""

    title: str
    first: int
    appended: tuple[_Appended, ...]


@dataclass(slots=True)
class _Body:
    """What follows the contents: parts, our own pages by their number, and how many there are."""

    parts: list[_Placed]
    own: list[tuple[int, Page]]
    count: int = 0


def draw_dossier(dossier: Dossier) -> bytes:
    """The PDF of the dossier, with bookmarks and page labels.

    Raises ExportError, naming the paper, where an appended one cannot be used; nothing is drawn.
    """
    words = client_texts("dossier", dossier.language)
    with ExitStack() as opened:
        papers = [opened.enter_context(readable_pdf(paper)) for paper in dossier.attached()]
        body = _body(dossier, words, papers)
        front = _front(dossier, words, body.parts)
        placed = [_moved(part, len(front)) for part in body.parts]
        own = list(enumerate(_front(dossier, words, placed), 1))
        own += [(number + len(front), page) for number, page in body.own]
        _number(own, len(front) + body.count, dossier, words)
        title = f"{words['title']} · {words['invoice']} {dossier.invoice_number}"
        drawn = paint(letter_sheet(dossier, title), [page for _at, page in own])
        return _joined(drawn, placed, words)


def _body(dossier: Dossier, words: Mapping[str, str], papers: list[Pdf]) -> _Body:
    """The parts on pages that are counted from 1; a part begins a page only behind a paper."""
    page = page_geometry(dossier)
    parts = dossier_parts(dossier, words, Edges(page.left, page.right))
    waiting = iter(papers)
    body = _Body([], [])
    run: list[tuple[Part, list[Strip]]] = []
    for number, part in enumerate(parts, 1):
        run.append((part, _part_strips(part, number, page)))
        if not part.papers and part is not parts[-1]:
            continue
        _add_run(body, run, [next(waiting) for _paper in part.papers], page)
        run = []
    return body


def _add_run(
    body: _Body, run: Sequence[tuple[Part, list[Strip]]], papers: list[Pdf], page: PageGeometry
) -> None:
    """Parts that share pages, and the papers of the last of them."""
    pages = _flow([strip for _part, strips in run for strip in strips], page)
    numbered = list(enumerate(pages, body.count + 1))
    body.own += numbered
    body.count += len(pages)
    for part, strips in run:
        first = next(n for n, own in numbered if any(s is strips[0] for _top, s in own.placed))
        appended = []
        for paper, pdf in zip(part.papers, papers, strict=False):
            appended.append(_Appended(paper.name, pdf, body.count + 1))
            body.count += len(pdf.pages)
        body.parts.append(_Placed(part.title, first, tuple(appended)))


def _moved(part: _Placed, by: int) -> _Placed:
    appended = tuple(replace(each, first=each.first + by) for each in part.appended)
    return replace(part, first=part.first + by, appended=appended)


def _part_strips(part: Part, number: int, page: PageGeometry) -> list[Strip]:
    style = _PART_HEADING
    title = printable(f"{number}  {part.title}")
    lines = wrap(title, style.face, style.size, page.text_width)
    texts = tuple(
        Text(Role.HEADING, line, page.left, style.size + at * style.leading, style)
        for at, line in enumerate(lines)
    )
    height = style.leading * len(lines)
    return [Strip(height, texts, gap=_PART_GAP, keep_with_next=True), *part.strips]


def _flow(
    strips: Sequence[Strip], page: PageGeometry, first_top: float | None = None
) -> list[Page]:
    top = page.top if first_top is None else first_top
    return flow(strips, Frame(top, page.top, page.height - page.bottom_margin))


def _front(dossier: Dossier, words: Mapping[str, str], placed: Sequence[_Placed]) -> list[Page]:
    """Cover and contents."""
    page = page_geometry(dossier)
    edges = Edges(page.left, page.right)
    strips = [_head(dossier, words, page)]
    for section in _facts(dossier, words):
        strips += section_strips(section, edges, replace(NORMAL, section_gap=6))
    columns = (
        Column(""),
        Column(words["contents"], fills=True),
        Column(words["column_page"], is_figure=True),
    )
    rows = _contents(placed, words)
    strips += table_strips(columns, rows, edges, replace(NORMAL, section_gap=26))
    return _flow(strips, page, first_top=0)


def _contents(placed: Sequence[_Placed], words: Mapping[str, str]) -> list[Row]:
    rows = []
    for number, part in enumerate(placed, 1):
        rows.append(Row((str(number), part.title, str(part.first))))
        for each in part.appended:
            count = len(each.pdf.pages)
            pages = fill(words["pages_one" if count == 1 else "pages_many"], {"count": str(count)})
            rows.append(Row(("", f"– {each.name}, {pages}", str(each.first))))
    return rows


def _head(dossier: Dossier, words: Mapping[str, str], page: PageGeometry) -> Strip:
    elements = letterhead(dossier, page)
    lowest = max((text.y for text in elements if isinstance(text, Text)), default=0)
    y = max(lowest, 36 * MM) + 20 * MM
    elements.append(Text(Role.HEADING, words["title"], page.left, y, HEADING))
    return Strip(y + 8, tuple(elements), keep_with_next=True)


def _facts(dossier: Dossier, words: Mapping[str, str]) -> list[Section]:
    locale, dispute = dossier.locale, dossier.dispute
    issued = format_date(dossier.invoice_issued_on, locale, "long")
    number = {"number": dossier.invoice_number, "date": issued}
    rows = (
        ("client", dossier.client_name),
        ("matter", f"{dossier.matter_number} {dossier.matter_title}".strip()),
        ("invoice", fill(words["invoice_line"], number)),
        ("total", _money(dossier, dossier.invoice_total_cents)),
        ("disputed", _money(dossier, dispute.disputed_cents)),
        ("received", format_date(dispute.received_on, locale, "long")),
        ("state", _state(dossier, words)),
        ("reason", dispute.reason),
        ("made", format_date(dossier.made_on, locale, "long")),
    )
    return [Section(words[label], (value,)) for label, value in rows]


def _state(dossier: Dossier, words: Mapping[str, str]) -> str:
    dispute = dossier.dispute
    if dispute.outcome is None or dispute.ended_on is None:
        return words["state_open"]
    day = format_date(dispute.ended_on, dossier.locale, "long")
    state = fill(words["ended"], {"state": words[f"state_{dispute.outcome}"], "date": day})
    return f"{state}\n{dispute.outcome_note}".strip()


def _money(dossier: Dossier, cents: int) -> str:
    return format_money(cents, dossier.currency, dossier.locale, with_currency=True)


def _number(
    own: Sequence[tuple[int, Page]], total: int, dossier: Dossier, words: Mapping[str, str]
) -> None:
    """Invoice on the left, page x of y on the right, counted over the appended pages too."""
    page = page_geometry(dossier)
    style = SMALL_QUIET
    foot = printable(fill(words["foot"], {"number": dossier.invoice_number}))
    left = clip(foot, style.face, style.size, page.text_width * 0.7)
    y = page.height - _FOOT_FROM_BOTTOM
    for at, sheet in own:
        count = fill(words["page"], {"page": str(at), "pages": str(total)})
        elements = (
            Text(Role.ARTIFACT, left, page.left, y, style),
            Text(Role.ARTIFACT, count, page.right, y, style, "right"),
        )
        sheet.placed.append((0, Strip(0, elements)))


def _joined(drawn: bytes, placed: Sequence[_Placed], words: Mapping[str, str]) -> bytes:
    """Our pages with the papers between them, bookmarks and labels; no dates."""
    from pikepdf import Pdf

    target = io.BytesIO()
    with Pdf.open(io.BytesIO(drawn)) as dossier:
        for part in placed:
            for paper in part.appended:
                for at, page in enumerate(paper.pdf.pages):
                    dossier.pages.insert(paper.first - 1 + at, page)
        _add_bookmarks(dossier, placed, words)
        _add_labels(dossier, placed)
        for key in {"/CreationDate", "/ModDate"} & set(dossier.docinfo.keys()):
            del dossier.docinfo[key]
        dossier.save(target, deterministic_id=True)
    return target.getvalue()


def _add_bookmarks(dossier: Pdf, placed: Sequence[_Placed], words: Mapping[str, str]) -> None:
    from pikepdf import Name, OutlineItem

    with dossier.open_outline() as outline:
        outline.root.append(OutlineItem(words["contents"], 0))
        for number, part in enumerate(placed, 1):
            item = OutlineItem(f"{number} {printable(part.title)}", part.first - 1)
            item.children += [
                OutlineItem(printable(each.name), each.first - 1) for each in part.appended
            ]
            outline.root.append(item)
    dossier.Root.PageMode = Name.UseOutlines


def _add_labels(dossier: Pdf, placed: Sequence[_Placed]) -> None:
    """Every page is labelled by its number; an appended one also by the paper it belongs to."""
    from pikepdf import Array, Dictionary, Name

    labels = {0: Dictionary(S=Name.D)}
    for paper in (each for part in placed for each in part.appended):
        name = printable(paper.name)[:_LABEL_SIGNS]
        for at in range(paper.first, paper.after):
            labels[at - 1] = Dictionary(P=f"{at} · {name}")
        if paper.after <= len(dossier.pages):  # the next paper's own label replaces it
            labels[paper.after - 1] = Dictionary(S=Name.D, St=paper.after)
    numbers = Array()
    for index, label in sorted(labels.items()):
        numbers.extend([index, label])  # type: ignore[list-item] # pikepdf takes plain numbers
    dossier.Root.PageLabels = Dictionary(Nums=numbers)
