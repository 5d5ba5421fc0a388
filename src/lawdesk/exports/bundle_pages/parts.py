"""What the lawyer has to say at the front of a bundle, part by part, as strips.

What belongs here: which parts there are, their order, and what each says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from lawdesk.domain.bundles import BundleInvoice, BundleRequest, MatterUpdate
from lawdesk.exports.bundle_pages.frame import BundleFrame
from lawdesk.exports.bundle_pages.not_shown import Why
from lawdesk.exports.letter import PageGeometry, page_geometry, text_strips
from lawdesk.exports.letter_table import Column, TableRow, table_strips
from lawdesk.exports.paper import BODY_QUIET, BODY_STRONG, MM, Role, Strip, Text
from lawdesk.exports.sections import NORMAL, Edges, Section, section_strips

_GAP = 8.0
_UPDATE_GAP = 14.0


@dataclass(frozen=True, slots=True)
class Part:
    """A part; `rows_of_papers` are the strips that tell of attached papers, by their places."""

    title: str
    strips: tuple[Strip, ...]
    rows_of_papers: Mapping[int, Strip] = field(default_factory=dict)


class Listed(Protocol):
    """What a part needs to know of a paper."""

    @property
    def title(self) -> str: ...
    @property
    def pages(self) -> int: ...
    @property
    def size(self) -> int: ...
    @property
    def file_name(self) -> str | None: ...
    @property
    def why(self) -> Why | None: ...


def own_parts(
    frame: BundleFrame,
    papers: Sequence[Listed],
    *,
    in_archive: bool,
    paper_pages: Sequence[int],
) -> list[Part]:
    """The parts that have something to say, in the order they are read. `paper_pages` are the
    pages on which papers begin, as far as they are known yet.
    """
    page = page_geometry(frame)
    plan, words = frame.plan, frame.words
    parts = [
        _part(words["letter"], text_strips(plan.letter, page, _GAP, keeps_on=False)),
        _part(words["happened_part"], _updates(frame, page)),
        _part(words["next"], _next_steps(frame, page)),
        _part(words["needed"], _requests(frame, page)),
        _part(words["costs"], _costs(frame, page)),
        _part(words["invoices"], _invoices(frame, page, () if in_archive else paper_pages)),
        _part(words["pay"], _pay_by(frame, page)),
        _part(words["held_part"], _held(frame, page)),
        _part(words["account"], _account(frame, page)),
    ]
    if not in_archive:
        parts.append(_attached(frame, papers, page))
    parts.append(_answer(frame, page))
    return [part for part in parts if part.strips]


def _part(title: str, strips: Sequence[Strip]) -> Part:
    return Part(title, tuple(strips))


def _updates(frame: BundleFrame, page: PageGeometry) -> list[Strip]:
    strips: list[Strip] = []
    for update in frame.plan.updates:
        head = f"{frame.long_day(update.on)} · {update.matter}"
        strips += text_strips(head, page, _UPDATE_GAP if strips else _GAP, BODY_QUIET)
        for section in _sections(update, frame):
            strips += section_strips(section, _edges(page), NORMAL)
    return strips


def _sections(update: MatterUpdate, frame: BundleFrame) -> list[Section]:
    said = (("happened", update.happened), ("next", update.next), ("needed", update.needed))
    return [Section(frame.words[key], (text,)) for key, text in said if text.strip()]


def _next_steps(frame: BundleFrame, page: PageGeometry) -> list[Strip]:
    strips: list[Strip] = []
    for step in frame.plan.next_steps:
        strips += section_strips(Section(step.lead, (step.text,)), _edges(page), NORMAL)
    return strips


def _requests(frame: BundleFrame, page: PageGeometry) -> list[Strip]:
    requests = frame.plan.requests
    if not requests:
        return []
    columns = (
        Column(frame.words["request"], "left", stretches=True),
        Column(frame.words["by_column"]),
    )
    return table_strips(columns, [_request(each, frame) for each in requests], page, keeps_on=False)


def _request(request: BundleRequest, frame: BundleFrame) -> TableRow:
    day = frame.day(request.due_on) if request.due_on else "–"
    wants = frame.words[f"wants_{request.wants}"]
    notes = (request.detail, f"{wants} {request.matter}".strip())
    return TableRow((request.title, day), notes)


def _costs(frame: BundleFrame, page: PageGeometry) -> list[Strip]:
    plan = frame.plan
    strips: list[Strip] = []
    if plan.costs:
        columns = (Column("", "left", stretches=True), Column(frame.words["account_amount"]))
        rows = [
            TableRow((line.label, line.amount), kind="sum" if line.strong else "row")
            for line in plan.costs
        ]
        strips += table_strips(columns, rows, page, keeps_on=bool(plan.costs_note))
    return strips + text_strips(plan.costs_note, page, _GAP, keeps_on=False)


def _invoices(frame: BundleFrame, page: PageGeometry, paper_pages: Sequence[int]) -> list[Strip]:
    bills = frame.plan.invoices
    if not bills:
        return []
    columns = (
        Column(frame.words["invoice"], "left", stretches=True),
        Column(frame.words["dated"], is_quiet=True),
        Column(frame.words["total"]),
        Column(frame.words["still_open"]),
    )
    rows = [_bill(bill, frame, paper_pages) for bill in bills]
    return table_strips(columns, rows, page, keeps_on=False)


def _bill(bill: BundleInvoice, frame: BundleFrame, paper_pages: Sequence[int]) -> TableRow:
    standing = [frame.words[f"standing_{bill.standing}"]]
    if bill.due_on is not None:
        standing.append(frame.say("due", date=frame.long_day(bill.due_on)))
    where = ""
    if bill.file is not None and bill.file < len(paper_pages):
        where = " · " + frame.say("see_page", page=str(paper_pages[bill.file]))
    cells = (bill.number, frame.day(bill.issued_on), bill.total, bill.open)
    return TableRow(cells, (" · ".join(standing) + where, bill.matter))


def _pay_by(frame: BundleFrame, page: PageGeometry) -> list[Strip]:
    strips: list[Strip] = []
    for detail in frame.plan.pay_by:
        section = Section(detail.label, (detail.value,))
        strips += section_strips(section, _edges(page), replace(NORMAL, section_gap=4))
    return strips


def _held(frame: BundleFrame, page: PageGeometry) -> list[Strip]:
    strips: list[Strip] = []
    for held in frame.plan.held:
        text = frame.say("held", amount=held.amount, date=frame.long_day(held.on))
        strips += section_strips(Section(held.matter, (text,)), _edges(page), NORMAL)
    return strips


def _account(frame: BundleFrame, page: PageGeometry) -> list[Strip]:
    if not frame.plan.account:
        return []
    columns = (
        Column(frame.words["account_date"], "left", is_quiet=True),
        Column(frame.words["account_what"], "left", stretches=True),
        Column(frame.words["account_amount"]),
        Column(frame.words["account_balance"]),
    )
    rows = [
        TableRow((frame.day(row.on), row.what, row.amount, row.balance))
        for row in frame.plan.account
    ]
    return table_strips(columns, rows, page, keeps_on=False)


def _attached(frame: BundleFrame, papers: Sequence[Listed], page: PageGeometry) -> Part:
    """The files that are attached, each with the reason why it is not on pages."""
    places = [at for at, paper in enumerate(papers) if paper.file_name is not None]
    title = frame.words["attached"]
    if not places:
        return Part(title, ())
    columns = (
        Column("", is_quiet=True),
        Column(frame.words["attached_name"], "left", stretches=True),
        Column(frame.words["column_size"]),
    )
    rows = [_attached_row(at, papers[at], frame) for at in places]
    table = table_strips(columns, rows, page, keeps_on=False)
    firsts = [strip for strip in table[1:] if _begins_row(strip, page)]
    strips = (*text_strips(frame.words["attached_intro"], page, _GAP), *table)
    return Part(title, strips, dict(zip(places, firsts, strict=True)))


def _attached_row(at: int, paper: Listed, frame: BundleFrame) -> TableRow:
    why = paper.why or Why.KIND
    title = paper.title if paper.title != paper.file_name else ""
    cells = (str(at + 1), paper.file_name or "", frame.size(paper.size))
    return TableRow(cells, (title, frame.words[f"why_{why}"]))


def _begins_row(strip: Strip, page: PageGeometry) -> bool:
    """Only the first line of a row has something at the right edge: the size."""
    return any(
        isinstance(each, Text) and each.role is Role.CELL and each.x == page.right
        for each in strip.elements
    )


def _answer(frame: BundleFrame, page: PageGeometry) -> Part:
    """How to answer, and where to keep the file."""
    sender, words = frame.plan.sender, frame.words
    strips = text_strips(frame.say("answer_text", name=sender.name), page, _GAP)
    for label, value in ((words["phone"], sender.phone), (words["mail"], sender.mail)):
        if value:
            section = Section(label, (value,))
            strips += section_strips(section, _edges(page), replace(NORMAL, section_gap=4))
    strips += text_strips(words["keep"], page, _UPDATE_GAP, BODY_STRONG)
    strips += text_strips(words["keep_text"], page, 2)
    together = [replace(strip, keep_with_next=True) for strip in strips[:-1]]
    return Part(words["answer"], (*together, replace(strips[-1], keep_with_next=False)))


def _edges(page: PageGeometry) -> Edges:
    return Edges(page.left, page.right, labels=42 * MM)
