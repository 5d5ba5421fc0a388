"""The closing statement of a success fee as a PDF letter: what came in, and who gets which part.

What belongs here: the order of its lines. Costs stand before the fee where the fee is a share of
what they leave, after it where it is a share of everything. The same paper gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from lawdesk.domain.billing.closing_paper import ClosingPaper, check_closing
from lawdesk.domain.billing.contingency import FeeLine, NamedAmount
from lawdesk.domain.billing.fee_agreements import FeeBase
from lawdesk.domain.locale_format import format_date, format_money, format_percent
from lawdesk.domain.money import PPM
from lawdesk.exports.client_texts import client_texts
from lawdesk.exports.fill_text import fill
from lawdesk.exports.letter import (
    Heading,
    PageGeometry,
    letter_head,
    letter_pages,
    letter_sheet,
    page_geometry,
    text_strips,
)
from lawdesk.exports.letter_totals import DUE
from lawdesk.exports.paper import INK, Element, Page, Role, Rule, Strip, Text, paint
from lawdesk.exports.paper_text import printable
from lawdesk.exports.sections import (
    NORMAL,
    Edges,
    Figures,
    Section,
    paragraph_strips,
    section_strips,
    signature_strip,
)

_FIGURES_TO_THE_EDGE = 1_000.0


def draw_closing_statement(paper: ClosingPaper) -> bytes:
    """The PDF of the statement.

    Raises RuleError where the figures do not add up (nothing is drawn) and FieldError for a
    locale that is not known.
    """
    words = client_texts("closing", paper.language)
    title = f"{words['title']} · {paper.matter_number}"
    return paint(letter_sheet(paper, title), lay_out_closing_statement(paper))


def lay_out_closing_statement(paper: ClosingPaper) -> list[Page]:
    """The pages before they are drawn. Raises RuleError where the figures do not add up."""
    check_closing(paper)
    words = client_texts("closing", paper.language)
    page = page_geometry(paper)
    edges = Edges(page.left, page.right, figures=_FIGURES_TO_THE_EDGE)
    strips = [
        letter_head(paper, Heading(words["title"]), _facts(paper, words)),
        *text_strips(_intro(paper, words), page, gap=14),
    ]
    for section in _sections(paper, words):
        strips += section_strips(section, edges, NORMAL)
    strips += [_result(paper, words, page), *_signing(paper, words, edges)]
    foot = fill(words["foot"], {"matter": paper.matter_number})
    return letter_pages(paper, strips, foot, words)


def _facts(paper: ClosingPaper, words: Mapping[str, str]) -> list[tuple[str, str]]:
    return [
        (words["date"], format_date(paper.made_on, paper.locale, "long")),
        (words["matter"], f"{paper.matter_number} {paper.matter_title}".strip()),
        (words["reference"], paper.client_reference),
    ]


def _intro(paper: ClosingPaper, words: Mapping[str, str]) -> str:
    recovered = paper.statement.recovery_cents
    values = {"recovery": _sum_of(paper, recovered), "matter": paper.matter_title}
    return fill(words["intro" if recovered else "intro_lost"], values)


def _sections(paper: ClosingPaper, words: Mapping[str, str]) -> list[Section]:
    told = paper.statement
    name = words["recovered_line"]
    sections = [
        Section(words["recovered"], (Figures(name, _money(paper, told.recovery_cents)),)),
        _fee(paper, words),
        _costs(paper, words),
    ]
    if told.fee_on is FeeBase.NET:
        sections[1:] = reversed(sections[1:])
    if told.liens:
        lines = _amounts(paper, told.liens, words["liens_sum"])
        sections.append(Section(words["liens"], lines))
    return sections


def _fee(paper: ClosingPaper, words: Mapping[str, str]) -> Section:
    told = paper.statement
    if not told.fee_lines:
        return Section(words["fee"], (words["fee_none"],))
    parts: list[str | Figures] = [
        Figures(_fee_words(paper, line, at, words), _money(paper, -line.cents))
        for at, line in enumerate(told.fee_lines)
    ]
    if len(parts) > 1:
        parts.append(Figures(words["fee_sum"], _money(paper, -told.fee_cents), is_sum=True))
    said = [fill(words["fee_stage"], {"stage": told.stage})] if told.stage else []
    said.append(words[f"fee_{told.fee_on}"])
    return Section(words["fee"], (" ".join(said), *parts))


def _fee_words(paper: ClosingPaper, line: FeeLine, at: int, words: Mapping[str, str]) -> str:
    in_tiers = len(paper.statement.fee_lines) > 1 or line.up_to_cents is not None
    key = "fee_line" if not in_tiers else "fee_next" if at else "fee_first"
    values = {"share": _share(line.share, paper.locale), "base": _money(paper, line.of_cents)}
    return fill(words[key], values)


def _share(share: Fraction, locale: str) -> str:
    """A share as a percentage where that is exact, else as the fraction it is."""
    ppm = share * PPM
    return format_percent(int(ppm), locale) if ppm.denominator == 1 else str(share)


def _costs(paper: ClosingPaper, words: Mapping[str, str]) -> Section:
    told = paper.statement
    if not told.costs:
        return Section(words["costs"], (words["costs_none"],))
    if told.costs_charged_cents != told.costs_cents:
        lines = [Figures(cost.wording, _money(paper, cost.cents)) for cost in told.costs]
        return Section(words["costs"], (*lines, words["costs_waived"]))
    parts = _amounts(paper, told.costs, words["costs_sum"])
    left = told.recovery_cents - told.costs_cents
    if told.fee_on is FeeBase.NET and left > 0:
        parts = (*parts, Figures(words["after_costs"], _money(paper, left), is_sum=True))
    return Section(words["costs"], parts)


def _amounts(
    paper: ClosingPaper, amounts: Sequence[NamedAmount], together: str
) -> tuple[Figures, ...]:
    """What is taken off, line by line, with its sum where there is more than one."""
    lines = [Figures(each.wording, _money(paper, -each.cents)) for each in amounts]
    if len(lines) > 1:
        total = sum(each.cents for each in amounts)
        lines.append(Figures(together, _money(paper, -total), is_sum=True))
    return tuple(lines)


def _result(paper: ClosingPaper, words: Mapping[str, str], page: PageGeometry) -> Strip:
    """What it all comes to, under a line of its own."""
    cents = paper.statement.client_cents
    label = words["client" if cents >= 0 else "owed"]
    amount = printable(_sum_of(paper, abs(cents)))
    y = 6 + DUE.size
    elements: tuple[Element, ...] = (
        Rule(page.left, 0, page.text_width, 0.8, INK),
        Text(Role.CELL, label, page.left, y, DUE),
        Text(Role.CELL, amount, page.right, y, DUE, "right"),
    )
    return Strip(y + 6, elements, gap=14, keep_with_next=True)


def _signing(paper: ClosingPaper, words: Mapping[str, str], edges: Edges) -> list[Strip]:
    said = paragraph_strips(words["accepted"], edges, NORMAL.body, gap=26)
    lines = signature_strip(
        (words["sign_lawyer"], words["sign_client"]),
        edges,
        NORMAL,
        (paper.sender.name, paper.client_name),
    )
    return [*(Strip(one.height, one.elements, one.gap, keep_with_next=True) for one in said), lines]


def _money(paper: ClosingPaper, cents: int) -> str:
    return format_money(cents, paper.currency, paper.locale)


def _sum_of(paper: ClosingPaper, cents: int) -> str:
    return format_money(cents, paper.currency, paper.locale, with_currency=True)
