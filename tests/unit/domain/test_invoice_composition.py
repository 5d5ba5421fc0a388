"""Whatever the work, an invoice adds up, however it is grouped."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lawdesk.domain.billing.drafts import Draft, DraftId, DraftLine, DraftLineId
from lawdesk.domain.clients import Client, ClientId, ClientKind, Grouping
from lawdesk.domain.invoice_composition import compose_invoice, recipient_of
from lawdesk.domain.invoice_paper import check_sums
from lawdesk.domain.invoices import InvoiceTexts
from lawdesk.domain.issued_paper import paper_of
from lawdesk.domain.matters import Matter, MatterId, MatterStatus
from lawdesk.domain.money import amount_of_time, share_of
from lawdesk.domain.time_entries import Charge, TimeEntryId
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
    return DraftLine(
        id=DraftLineId(number),
        draft_id=DraftId(1),
        entry_id=TimeEntryId(number),
        position=number,
        chosen=True,
        no_charge=free,
        wording=f"Work {number % 3}",
        worked_on=FRIDAY - timedelta(days=days),
        activity_code=None,
        charge=Charge.BILLABLE,
        raw_seconds=units * 360,
        units=units,
        unit_seconds=360,
        rate_cents_per_hour=rate,
        amount_cents=amount_of_time(units, 360, rate),
    )


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
)


@given(lines, st.sampled_from(Grouping))
def test_every_invoice_adds_up(chosen: list[DraftLine], grouping: Grouping) -> None:
    composed = compose_invoice(
        GERMAN,
        CLIENT,
        "Harbour Road 88\n20457 Hamburg",
        MATTER,
        replace(DRAFT, grouping=grouping),
        chosen,
        InvoiceTexts(),
        issued_on=FRIDAY,
        issued_at=1,
    )
    check_sums(paper_of(composed))
    invoice = composed.invoice
    assert invoice.tax_cents == share_of(invoice.net_cents, 190_000)
    on_invoice = [x for x in composed.lines if x.part == "invoice"]
    assert sum(x.units for x in on_invoice) == sum(x.units for x in chosen)
    for each in on_invoice:
        exact = amount_of_time(each.units, each.unit_seconds, each.rate_cents_per_hour)
        assert each.amount_cents == (0 if each.no_charge else exact)


def test_due_date_period_and_recipient() -> None:
    composed = compose_invoice(
        GERMAN,
        CLIENT,
        " Harbour Road 88 \n\n20457 Hamburg",
        MATTER,
        DRAFT,
        [line(1, 5, 10, 300_00, free=False), line(2, 0, 10, 300_00, free=False)],
        InvoiceTexts(),
        issued_on=FRIDAY,
        issued_at=1,
    )
    invoice = composed.invoice
    assert invoice.due_on == date(2026, 12, 4)
    assert (invoice.period_from, invoice.period_to) == (date(2026, 11, 15), FRIDAY)
    assert invoice.recipient == "Northgate\nJane Doe\nHarbour Road 88\n20457 Hamburg"
    assert recipient_of(replace(CLIENT, kind=ClientKind.PERSON), "X") == "Northgate\nX"
