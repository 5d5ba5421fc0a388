"""The last guard before a client reads the figures."""

from dataclasses import replace

import pytest

from lawdesk.domain.invoice_paper import InvoicePaper, PaperPaid, check_sums
from lawdesk.errors import RuleError
from sample_papers import american_paper, german_paper, hostile_paper, long_paper


@pytest.mark.parametrize(
    "paper", [german_paper(), american_paper(), long_paper(500), hostile_paper()]
)
def test_sample_papers_add_up(paper: InvoicePaper) -> None:
    check_sums(paper)


def test_the_worked_example_comes_to_1036_90() -> None:
    paper = german_paper()
    assert (paper.net_cents, paper.tax_cents, paper.total_cents) == (89050, 14640, 103690)


def _one_cent_off(paper: InvoicePaper, name: str) -> InvoicePaper:
    return {
        "net_cents": replace(paper, net_cents=paper.net_cents + 1),
        "tax_cents": replace(paper, tax_cents=paper.tax_cents + 1),
        "total_cents": replace(paper, total_cents=paper.total_cents + 1),
    }[name]


@pytest.mark.parametrize("name", ["net_cents", "tax_cents", "total_cents"])
def test_one_cent_off_is_refused(name: str) -> None:
    paper = german_paper()
    with pytest.raises(RuleError, match="was not drawn"):
        check_sums(_one_cent_off(paper, name))


def test_a_subtotal_of_the_wrong_kind_is_refused() -> None:
    paper = german_paper()
    wrong = replace(paper.subtotals[0], kind="expense")
    with pytest.raises(RuleError, match="subtotal of expense"):
        check_sums(replace(paper, subtotals=(wrong,)))


def test_a_courtesy_line_with_an_amount_is_refused() -> None:
    paper = german_paper()
    courtesy = replace(paper.lines[0], no_charge=True)
    with pytest.raises(RuleError, match="without charge"):
        check_sums(replace(paper, lines=(courtesy, *paper.lines[1:])))


def test_a_payment_code_over_another_amount_is_refused() -> None:
    with pytest.raises(RuleError, match="payment code"):
        check_sums(replace(german_paper(), paid=(PaperPaid("Vorschuss", 1),)))


def test_payments_lower_what_is_left() -> None:
    paid = replace(german_paper(), paid=(PaperPaid("Vorschuss", 50000), PaperPaid("Bank", 690)))
    assert paid.payable_cents == 53000
    assert not paid.is_draft
    assert replace(paid, number=None).is_draft
