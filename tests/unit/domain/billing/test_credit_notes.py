"""Credit notes: what they take back, and that parts always come to the whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafted import expense_line, time_line
from lawdesk.domain.billing.billing_policy import BillingPolicy, PolicyId, PolicyVersion
from lawdesk.domain.billing.credit_notes import (
    Credited,
    credit_everything,
    credit_lines,
    credit_note_of,
    credit_taxes,
    parse_units,
    remaining,
)
from lawdesk.domain.billing.discounts import DiscountBase, DiscountKind, InvoiceDiscount
from lawdesk.domain.billing.drafts import Draft, DraftId, DraftLine
from lawdesk.domain.billing.fee_agreements import (
    AgreedTerms,
    Capped,
    FeeAgreement,
    FeeAgreementId,
)
from lawdesk.domain.clients import Client, ClientId, ClientKind, Grouping
from lawdesk.domain.invoice_composition import Billing, Recipient, compose_invoices
from lawdesk.domain.invoice_paper import check_sums
from lawdesk.domain.invoices import ComposedInvoice, InvoiceKind, InvoiceTexts
from lawdesk.domain.issued_paper import paper_of
from lawdesk.domain.matters import Matter, MatterId, MatterStatus
from lawdesk.errors import FieldError
from practice_room import FRIDAY, PRACTICE

GERMAN = replace(PRACTICE, country="DE", currency="EUR", locale="de_DE", tax_regime="vat_de")
CLIENT = Client(
    ClientId(1), ClientKind.ORGANISATION, "Northgate", "", "", "en", "", Grouping.ENTRY, "", "",
    None, 1,
)  # fmt: skip
MATTER = Matter(
    MatterId(1), "2026-0001", "Alvarez", ClientId(1), "", MatterStatus.OPEN, FRIDAY, None, "", "",
    None, 1,
)  # fmt: skip
DRAFT = Draft(DraftId(1), MatterId(1), None, FRIDAY, Grouping.ENTRY, "", "standard", 14, 1)
LATER = date(2026, 11, 27)
EXAMPLE = (
    time_line(1, FRIDAY, 23, 245_00),
    time_line(2, FRIDAY, 7, 245_00),
    expense_line(3, FRIDAY, 35_50),
    expense_line(4, FRIDAY, 120_00, passes_through=True),
)
"""2.3 h and 0.7 h at 245.00, copies 35.50, and a court fee 120.00 outside tax: 1,036.90."""


def invoice_of(
    chosen: tuple[DraftLine, ...],
    *,
    cap: Capped | None = None,
    discount: InvoiceDiscount | None = None,
    grouping: Grouping = Grouping.ENTRY,
) -> ComposedInvoice:
    """The invoice over these lines, with German tax and the number 2026-0042."""
    policy = PolicyVersion(PolicyId(1), None, None, 1, FRIDAY, BillingPolicy(), 1, None)
    agreements = (
        [
            FeeAgreement(
                FeeAgreementId(1), MATTER.id, date(2026, 1, 1), date(2026, 1, 1),
                AgreedTerms(cap), None, "", 1, None,
            )
        ]
        if cap
        else []
    )  # fmt: skip
    billing = Billing(
        GERMAN,
        MATTER,
        replace(DRAFT, discount=discount, grouping=grouping),
        {CLIENT.id: Recipient(CLIENT, "Harbour Road 88\n20457 Hamburg", 0, InvoiceTexts())},
        policy,
        agreements,
    )
    (composed,) = compose_invoices(billing, chosen, issued_on=FRIDAY, issued_at=1)
    return replace(composed, invoice=replace(composed.invoice, number="2026-0042"))


def credit(
    original: ComposedInvoice, before: list[ComposedInvoice], wanted: tuple[Credited, ...]
) -> ComposedInvoice:
    """The credit note over what is wanted, after earlier ones; its paper adds up."""
    lines = credit_lines(original, [x for note in before for x in note.lines], wanted)
    taxes = credit_taxes(original, [x for note in before for x in note.taxes], lines)
    note = credit_note_of(
        original,
        lines,
        taxes,
        reason="Agreed by telephone",
        cap_counted_cents=0,
        issued_on=LATER,
        issued_at=2,
    )
    check_sums(paper_of(replace(note, invoice=replace(note.invoice, number="CN-2026-0001"))))
    return note


def test_a_whole_credit_negates_lines_and_tax_groups() -> None:
    original = invoice_of(EXAMPLE)
    assert original.invoice.total_cents == 1_036_90
    note = credit(original, [], credit_everything(original, []))
    assert note.invoice.total_cents == -1_036_90
    assert [x.amount_cents for x in note.lines] == [-563_50, -171_50, -35_50, -120_00]
    assert [(x.category, x.net_cents, x.tax_cents) for x in note.taxes] == [
        (x.category, -x.net_cents, -x.tax_cents) for x in original.taxes
    ]
    assert {x.category for x in note.taxes} == {"standard", "outside"}


def test_a_credit_note_refers_to_its_invoice_and_asks_for_nothing() -> None:
    original = invoice_of(EXAMPLE)
    invoice = credit(original, [], credit_everything(original, [])).invoice
    assert invoice.kind is InvoiceKind.CREDIT_NOTE
    assert (invoice.corrects_number, invoice.corrects_issued_on) == ("2026-0042", FRIDAY)
    assert (invoice.payment_text, invoice.payment_qr, invoice.retainer) == ("", None, None)
    assert invoice.recipient == original.invoice.recipient
    assert invoice.reason == "Agreed by telephone"


def test_units_of_a_line_and_then_the_rest_come_to_the_line() -> None:
    original = invoice_of((time_line(1, FRIDAY, 3, 333_33),))
    notes: list[ComposedInvoice] = []
    for _third in range(3):
        notes.append(credit(original, notes, (Credited(1, units=1),)))
    assert [x.invoice.net_cents for x in notes] == [-33_33, -33_33, -33_34]
    assert sum(x.invoice.total_cents for x in notes) == -original.invoice.total_cents


def test_an_expense_gives_nothing_of_a_discount_on_fees_back() -> None:
    off = InvoiceDiscount(DiscountKind.PERCENT, 100_000, DiscountBase.FEES)
    original = invoice_of((time_line(1, FRIDAY, 10), expense_line(2, FRIDAY, 35_50)), discount=off)
    assert original.invoice.net_cents == 305_50
    copies = credit(original, [], (Credited(2, cents=35_50),))
    assert copies.invoice.net_cents == -35_50
    hours = credit(original, [copies], (Credited(1, units=10),))
    assert hours.invoice.net_cents == -270_00


def test_half_the_time_gives_half_of_a_discount_back() -> None:
    off = InvoiceDiscount(DiscountKind.FIXED, 100_01, DiscountBase.ALL)
    original = invoice_of((time_line(1, FRIDAY, 10),), discount=off)
    first = credit(original, [], (Credited(1, units=5),))
    assert [x.amount_cents for x in first.lines] == [-150_00, 50_01]
    second = credit(original, [first], (Credited(1, units=5),))
    assert [x.amount_cents for x in second.lines] == [-150_00, 50_00]


def test_a_written_down_expense_is_credited_without_its_quantity() -> None:
    lowered = replace(expense_line(1, FRIDAY, 35_50), write_down_cents=15_50, reason="Goodwill")
    original = invoice_of((lowered,))
    note = credit(original, [], credit_everything(original, []))
    assert [(x.amount_cents, x.quantity_thousandths) for x in note.lines] == [(-20_00, 0)]


def test_work_without_charge_is_credited_with_the_rest() -> None:
    free = replace(time_line(2, FRIDAY, 5), no_charge=True)
    original = invoice_of((time_line(1, FRIDAY, 10), free))
    assert credit_everything(original, []) == (Credited(1, 10, 300_00), Credited(2, 5, 0))


@pytest.mark.parametrize(
    "wanted",
    [
        Credited(1, units=24),
        Credited(1, units=-1),
        Credited(1),
        Credited(3, cents=35_51),
        Credited(3, cents=-1),
        Credited(3, units=1),
        Credited(9, cents=1),
    ],
)
def test_more_than_a_line_has_left_is_refused_with_a_sentence(wanted: Credited) -> None:
    with pytest.raises(FieldError, match="nothing was credited") as refused:
        credit_lines(invoice_of(EXAMPLE), [], [wanted])
    assert refused.value.field == "credit"


def test_one_line_named_twice_is_refused() -> None:
    twice = [Credited(1, units=20), Credited(1, units=20)]
    with pytest.raises(FieldError, match="nothing was credited"):
        credit_lines(invoice_of(EXAMPLE), [], twice)


def test_nothing_is_left_after_everything() -> None:
    original = invoice_of(EXAMPLE)
    note = credit(original, [], credit_everything(original, []))
    assert credit_everything(original, note.lines) == ()
    with pytest.raises(FieldError, match="left to be credited"):
        credit_lines(original, note.lines, credit_everything(original, note.lines))


@pytest.mark.parametrize(
    ("typed", "units"),
    [("0.3", 3), ("0,3h", 3), ("1:30", 15), (" 12u ", 12), ("40", 400), ("0", 0), ("2.30h", 23)],
)
def test_hours_are_typed_as_billed_units(typed: str, units: int) -> None:
    assert parse_units(typed, 360) == units


@pytest.mark.parametrize("typed", ["", "x", "0.35", "-1", "1:75", "1e3", "1:05", "99999999u"])
def test_hours_that_are_no_whole_units_are_refused(typed: str) -> None:
    with pytest.raises(FieldError, match="nothing was credited"):
        parse_units(typed, 360)


def _work(number: int, days: int, units: int, rate: int) -> DraftLine:
    return time_line(number, FRIDAY - timedelta(days=days), units, rate)


_LINES = st.tuples(
    st.lists(
        st.builds(
            _work,
            st.integers(1, 40),
            st.integers(0, 3),
            st.integers(1, 60),
            st.sampled_from([33_333, 245_00, 300_00, 99_999, 1]),
        ),
        min_size=1,
        max_size=8,
        unique_by=lambda each: each.id,
    ),
    st.lists(
        st.builds(
            expense_line,
            st.integers(41, 60),
            st.just(FRIDAY),
            st.integers(1, 500_00),
            passes_through=st.booleans(),
        ),
        max_size=4,
        unique_by=lambda each: each.id,
    ),
).map(lambda parts: (*parts[0], *parts[1]))

_CAPS = st.one_of(
    st.none(),
    st.builds(Capped, st.integers(0, 900_00), st.booleans(), st.booleans()),
)
_DISCOUNTS = st.one_of(
    st.none(),
    st.builds(
        InvoiceDiscount,
        st.just(DiscountKind.PERCENT),
        st.integers(1, 1_000_000),
        st.sampled_from(DiscountBase),
    ),
)


def test_work_that_a_cap_took_off_whole_bears_nothing_of_a_discount_on_everything() -> None:
    lines = (time_line(1, FRIDAY, 10, 300_00), expense_line(2, FRIDAY, 100_00))
    tenth = InvoiceDiscount(DiscountKind.PERCENT, 100_000, DiscountBase.ALL)
    original = invoice_of(lines, cap=Capped(0), discount=tenth)
    assert original.invoice.net_cents == 90_00
    work = credit(original, [], (Credited(1, units=10),))
    assert [line.amount_cents for line in work.lines] == [-300_00, 300_00]
    rest = credit(original, [work], (Credited(2, cents=100_00),))
    assert [line.amount_cents for line in rest.lines] == [-100_00, 10_00]
    assert work.invoice.total_cents + rest.invoice.total_cents == -original.invoice.total_cents


@settings(max_examples=150, deadline=None)
@given(_LINES, _CAPS, _DISCOUNTS, st.sampled_from(Grouping), st.data())
def test_random_parts_come_to_the_whole_to_the_cent(
    chosen: tuple[DraftLine, ...],
    cap: Capped | None,
    discount: InvoiceDiscount | None,
    grouping: Grouping,
    data: st.DataObject,
) -> None:
    original = invoice_of(chosen, cap=cap, discount=discount, grouping=grouping)
    notes: list[ComposedInvoice] = []
    for _step in range(6):
        left = remaining(original, [x for note in notes for x in note.lines])
        some = [each for each in left.values() if each.units or each.cents]
        if not some:
            break
        picked = data.draw(st.lists(st.sampled_from(some), min_size=1, unique=True))
        wanted = tuple(
            Credited(each.position, units=data.draw(st.integers(1, each.units)))
            if each.units
            else Credited(each.position, cents=data.draw(st.integers(1, each.cents)))
            for each in picked
        )
        notes.append(credit(original, notes, wanted))
    rest = credit_everything(original, [x for note in notes for x in note.lines])
    if rest:
        notes.append(credit(original, notes, rest))
    assert sum(x.invoice.net_cents for x in notes) == -original.invoice.net_cents
    assert sum(x.invoice.tax_cents for x in notes) == -original.invoice.tax_cents
    for tax in original.taxes:
        group = [
            x for note in notes for x in note.taxes
            if (x.category, x.rate_ppm) == (tax.category, tax.rate_ppm)
        ]  # fmt: skip
        assert sum(x.net_cents for x in group) == -tax.net_cents
        assert sum(x.tax_cents for x in group) == -tax.tax_cents
