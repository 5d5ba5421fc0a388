"""The closing statement: its worked figures, its order, and what is refused."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from lawdesk.domain.billing.closing_paper import ClosingPaper
from lawdesk.domain.billing.contingency import NamedAmount
from lawdesk.domain.billing.fee_agreements import LostCosts
from lawdesk.errors import RuleError
from lawdesk.exports.billing.closing_statement_pdf import (
    draw_closing_statement,
    lay_out_closing_statement,
)
from lawdesk.exports.client_texts import LANGUAGES
from lawdesk.exports.paper import Text
from lawdesk.paths import resources
from sample_closings import closing_paper, crowded, in_tiers, lost, on_net, with_liens


def said(paper: ClosingPaper) -> list[str]:
    """Every text in the order it is drawn, blanks plain."""
    return [
        element.text.replace("\N{NO-BREAK SPACE}", " ")
        for page in lay_out_closing_statement(paper)
        for _top, strip in page.placed
        for element in strip.elements
        if isinstance(element, Text)
    ]


def follows(texts: list[str], *wanted: str) -> bool:
    """Whether these stand there in this order."""
    rest = iter(texts)
    return all(each in rest for each in wanted)


def test_a_third_of_the_whole_leaves_54_666_67() -> None:
    texts = said(closing_paper())
    assert follows(texts, "100,000.00", "1/3 of 100,000.00", "−33,333.33", "−9,500.00")
    assert follows(texts, "Costs together", "−12,000.00", "What you receive", "USD 54,666.67")


def test_a_third_of_what_costs_leave_is_58_666_67_and_costs_come_first() -> None:
    texts = said(on_net())
    assert follows(texts, "−12,000.00", "Left after costs", "88,000.00", "1/3 of 88,000.00")
    assert follows(texts, "−29,333.33", "What you receive", "USD 58,666.67")


def test_three_tiers_of_600_000_make_165_825() -> None:
    texts = said(in_tiers())
    assert follows(texts, "33.33% of the first 250,000.00", "−83,325.00")
    assert follows(texts, "25% of the next 250,000.00", "−62,500.00")
    assert follows(texts, "20% of the next 100,000.00", "−20,000.00")
    assert follows(texts, "Fee together", "−165,825.00", "USD 434,175.00")


def test_liens_come_off_the_clients_share_on_a_line_of_their_own() -> None:
    texts = said(with_liens())
    assert follows(texts, "Health insurer, treatment after the accident", "−8,000.00")
    assert follows(texts, "What you receive", "USD 46,666.67")


def test_a_lost_case_costs_no_fee_and_the_costs_as_agreed() -> None:
    owed = said(lost(LostCosts.OWED))
    assert follows(owed, "No fee is due.", "−12,000.00", "Left for you to pay", "USD 12,000.00")
    waived = said(lost(LostCosts.WAIVED))
    assert follows(waived, "9,500.00", "These costs are waived as agreed; you do not owe them.")
    assert follows(waived, "What you receive", "USD 0.00")


def test_figures_that_do_not_add_up_are_not_drawn() -> None:
    paper = closing_paper()
    told = paper.statement
    for wrong in (
        replace(told, client_cents=told.client_cents + 1),
        replace(told, fee_cents=told.fee_cents + 1, client_cents=told.client_cents - 1),
        replace(told, costs=(*told.costs, NamedAmount("x", 1))),
        replace(told, liens=(NamedAmount("x", 1),)),
        replace(told, costs_charged_cents=1, client_cents=told.client_cents + 11_999_99),
    ):
        with pytest.raises(RuleError, match="closing statement was not drawn"):
            draw_closing_statement(replace(paper, statement=wrong))


def test_many_costs_run_over_pages_and_the_result_stays_with_the_signatures() -> None:
    pages = lay_out_closing_statement(crowded())
    assert len(pages) > 1
    last = [
        element.text
        for _top, strip in pages[-1].placed
        for element in strip.elements
        if isinstance(element, Text)
    ]
    assert "Sie erhalten" in last
    assert "Ort, Datum, Unterschrift" in last


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_draws_it_on_one_page_always_the_same(language: str) -> None:
    for paper in (closing_paper(language), on_net(language), in_tiers(language)):
        assert len(lay_out_closing_statement(paper)) == 1
        assert not re.search(r"[{}]", " ".join(said(paper)))
        assert draw_closing_statement(paper) == draw_closing_statement(paper)


def test_every_language_has_every_text_with_the_same_gaps() -> None:
    def read(language: str) -> dict[str, list[str]]:
        path = resources() / "texts" / f"closing_{language}.json"
        texts = json.loads(path.read_text(encoding="utf-8"))
        return {name: sorted(re.findall(r"{\w+}", text)) for name, text in texts.items()}

    assert all(read(language) == read("en") for language in LANGUAGES)
