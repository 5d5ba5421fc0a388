"""The last guard before a client reads the figures."""

from dataclasses import replace
from datetime import date

import pytest

from lawdesk.domain.invoice_paper import (
    InvoicePaper,
    PaperLine,
    PaperPaid,
    PaperPayment,
    PaperReference,
    check_sums,
)
from lawdesk.domain.issued_parts import PaperRetainer
from lawdesk.errors import RuleError
from sample_bills import (
    BILLS,
    advance_paper,
    bill,
    capped_paper,
    credit_note_paper,
    discount_paper,
    flat_fee_paper,
    interest_paper,
    work,
)
from sample_papers import american_paper, german_paper, hostile_paper, long_paper

DAY = date(2026, 11, 12)


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


@pytest.mark.parametrize("name", BILLS)
def test_every_kind_of_bill_adds_up(name: str) -> None:
    check_sums(BILLS[name])


def test_the_worked_discount_leaves_999_00_to_pay() -> None:
    paper = discount_paper()
    figures = (paper.net_cents, paper.tax_cents, paper.total_cents, paper.payable_cents)
    assert figures == (210000, 39900, 249900, 99900)


def test_interest_of_two_segments_comes_to_54_57() -> None:
    assert interest_paper().payable_cents == 5457


def _with_line(paper: InvoicePaper, at: int, **changes: object) -> InvoicePaper:
    """The paper with one line changed, its own sums left as they are."""
    changed = replace(paper.lines[at], **changes)  # type: ignore[arg-type]
    return replace(paper, lines=(*paper.lines[:at], changed, *paper.lines[at + 1 :]))


@pytest.mark.parametrize(
    ("paper", "message"),
    [
        (_with_line(discount_paper(), 0, tax_category="O", tax_rate_ppm=0), "tax group S"),
        (_with_line(discount_paper(), 3, quantity_thousandths=11_000), "quantity"),
        (_with_line(capped_paper(), 1, written_down_from_cents=47999), "written down to more"),
        (_with_line(flat_fee_paper(), 2, in_flat_fee=True), "without charge"),
        (_with_line(interest_paper(), 0, kind="time"), "more than interest"),
        (replace(interest_paper(), document="invoice"), "note of its own"),
        (replace(credit_note_paper(), refers_to=None), "no invoice that it corrects"),
        (replace(credit_note_paper(), payment=PaperPayment("Pay")), "asks for a payment"),
        (replace(credit_note_paper(), facts=german_paper().facts), "asks for a payment"),
        (
            replace(german_paper(), document="credit_note", refers_to=PaperReference("1", DAY)),
            "asks for money",
        ),
        (
            replace(advance_paper(), retainer=PaperRetainer(295001, 205000, 250000, 500000)),
            "advance asked for",
        ),
    ],
)
def test_a_bill_that_cannot_hold_is_refused(paper: InvoicePaper, message: str) -> None:
    with pytest.raises(RuleError, match=message):
        check_sums(paper)


def test_a_deduction_that_raises_the_bill_is_refused() -> None:
    lines = (work(3, 10, "Work"), PaperLine("cap", None, "Cap", 1000))
    with pytest.raises(RuleError, match="deduction raises"):
        check_sums(bill(lines))


def test_interest_over_other_days_than_its_span_is_refused() -> None:
    segment = interest_paper().lines[0].segment
    assert segment is not None
    wrong = _with_line(interest_paper(), 0, segment=replace(segment, days=21))
    with pytest.raises(RuleError, match="other days"):
        check_sums(wrong)


def test_negative_interest_is_refused_but_can_be_credited() -> None:
    paper = interest_paper()
    lines = tuple(replace(line, amount_cents=-line.amount_cents) for line in paper.lines)
    negative = replace(paper, lines=lines, net_cents=-5457, total_cents=-5457)
    with pytest.raises(RuleError, match="negative"):
        check_sums(negative)
    facts = replace(paper.facts, due_on=None)
    check_sums(replace(negative, document="credit_note", facts=facts, payment=None))
