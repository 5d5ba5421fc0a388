"""Whatever the work, an invoice adds up, however it is grouped."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from drafted import time_line
from lawdesk.domain.billing.billing_policy import BillingPolicy, PolicyId, PolicyVersion
from lawdesk.domain.billing.drafts import Draft, DraftId, DraftLine
from lawdesk.domain.clients import Client, ClientId, ClientKind, Grouping
from lawdesk.domain.invoice_composition import (
    Billing,
    Recipient,
    compose_invoices,
    recipient_of,
)
from lawdesk.domain.invoice_paper import check_sums
from lawdesk.domain.invoices import ComposedInvoice, InvoiceTexts
from lawdesk.domain.issued_paper import paper_of
from lawdesk.domain.matters import Matter, MatterId, MatterStatus
from lawdesk.domain.money import amount_of_time, share_of
from practice_room import FRIDAY, PRACTICE

CLIENT = Client(
    ClientId(1),
    ClientKind.ORGANISATION,
    "Northgate",
    "Jane Doe",
    "",
    "en",
    "",
    Grouping.ENTRY,
    "",
    "",
    None,
    1,
)
MATTER = Matter(
    MatterId(1),
    "2026-0001",
    "Alvarez",
    ClientId(1),
    "",
    MatterStatus.OPEN,
    FRIDAY,
    None,
    "",
    "",
    None,
    1,
)
DRAFT = Draft(DraftId(1), MatterId(1), None, FRIDAY, Grouping.ENTRY, "", "standard", 14, 1)
GERMAN = replace(PRACTICE, country="DE", currency="EUR", locale="de_DE", tax_regime="vat_de")


def line(number: int, days: int, units: int, rate: int, *, free: bool) -> DraftLine:
    made = time_line(
        number, FRIDAY - timedelta(days=days), units, rate, wording=f"Work {number % 3}"
    )
    return replace(made, no_charge=free)


def composed_of(
    chosen: list[DraftLine], draft: Draft = DRAFT, address: str = "Harbour Road 88\n20457 Hamburg"
) -> ComposedInvoice:
    policy = PolicyVersion(PolicyId(1), None, None, 1, FRIDAY, BillingPolicy(), 1, None)
    to = Recipient(CLIENT, address, 0, InvoiceTexts())
    billing = Billing(GERMAN, MATTER, draft, {CLIENT.id: to}, policy)
    (composed,) = compose_invoices(billing, chosen, issued_on=FRIDAY, issued_at=1)
    return composed


lines = st.lists(
    st.builds(
        line,
        st.integers(1, 50),
        st.integers(0, 5),
        st.integers(0, 240),
        st.sampled_from([0, 33_333, 245_00, 300_00, 99_999]),
        free=st.booleans(),
    ),
    min_size=1,
    max_size=30,
    unique_by=lambda each: each.id,
)


@given(lines, st.sampled_from(Grouping))
def test_every_invoice_adds_up(chosen: list[DraftLine], grouping: Grouping) -> None:
    composed = composed_of(chosen, replace(DRAFT, grouping=grouping))
    check_sums(paper_of(composed))
    invoice = composed.invoice
    assert invoice.tax_cents == share_of(invoice.net_cents, 190_000)
    on_invoice = [x for x in composed.lines if x.part == "invoice"]
    assert sum(x.units for x in on_invoice) == sum(x.units for x in chosen)
    for each in on_invoice:
        exact = amount_of_time(each.units, each.unit_seconds, each.rate_cents_per_hour)
        assert each.amount_cents == (0 if each.no_charge else exact)


def test_due_date_period_and_recipient() -> None:
    composed = composed_of(
        [line(1, 5, 10, 300_00, free=False), line(2, 0, 10, 300_00, free=False)],
        address=" Harbour Road 88 \n\n20457 Hamburg",
    )
    invoice = composed.invoice
    assert invoice.due_on == date(2026, 12, 4)
    assert (invoice.period_from, invoice.period_to) == (date(2026, 11, 15), FRIDAY)
    assert invoice.recipient == "Northgate\nJane Doe\nHarbour Road 88\n20457 Hamburg"
    assert recipient_of(replace(CLIENT, kind=ClientKind.PERSON), "X") == "Northgate\nX"
