"""What an issued invoice quotes: the number that was drawn, and nothing guessed before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from lawdesk.domain.billing.billing_policy import BillingPolicy
from lawdesk.domain.billing.drafts import DraftId
from lawdesk.domain.clients import ContactKind
from lawdesk.domain.invoices import InvoiceTexts
from lawdesk.domain.rounding import RoundingMode, RoundingPolicy
from lawdesk.errors import FieldError
from lawdesk.operations.billing.policies import set_policy
from lawdesk.operations.clients import set_contacts
from lawdesk.operations.drafts import make_draft
from lawdesk.operations.invoices import issue_invoice, preview_invoices
from lawdesk.operations.practice import change_practice
from lawdesk.operations.time_entries import add_time_entry
from lawdesk.store import clients, drafts, invoices, matters, practice
from practice_room import PracticeRoom

TEXTS = InvoiceTexts(
    intro="For my work.", payment="Quote {number}.", tax_number_label="Tax no.", vat_id_label="VAT"
)


@pytest.fixture
def in_euro(room: PracticeRoom) -> PracticeRoom:
    """A practice whose clients pay euro to an IBAN."""
    settings = replace(
        practice.get(room.read),
        currency="EUR",
        account_number="DE89370400440532013000",
        bank_code="COBADEFFXXX",
        vat_id="DE136695976",
    )
    room.do(change_practice, settings, now=room.clock.at)
    return room


def draft(room: PracticeRoom) -> DraftId:
    """A draft over one hour."""
    matter_id = room.add_matter()
    room.do(
        add_time_entry,
        matter_id,
        worked_on=date(2026, 11, 20),
        seconds=3600,
        narrative="Advice",
        now=room.clock.now(),
    )
    return room.do(make_draft, matter_id, now=room.clock.now())


def test_text_and_code_quote_the_number_that_was_drawn(in_euro: PracticeRoom) -> None:
    for expected in ("2026-0001", "2026-0002"):
        invoice_id = in_euro.do(issue_invoice, draft(in_euro), TEXTS, now=in_euro.clock.now())
        issued = invoices.get(in_euro.read, invoice_id)
        assert issued.number == expected
        assert issued.payment_text == f"Quote {expected}."
        assert issued.payment_qr is not None
        assert issued.payment_qr.splitlines()[7:] == ["EUR300.00", "", "", expected]
        assert issued.intro == "For my work."
        assert issued.sender_tax == "VAT DE136695976"


def test_a_preview_quotes_the_next_number_and_has_none(in_euro: PracticeRoom) -> None:
    draft_id = draft(in_euro)
    (previewed,) = preview_invoices(in_euro.read, draft_id, TEXTS, now=in_euro.clock.now())
    seen = previewed.invoice
    assert (seen.number, seen.payment_text) == ("", "Quote 2026-0001.")
    invoice_id = in_euro.do(issue_invoice, draft_id, TEXTS, now=in_euro.clock.now())
    issued = invoices.get(in_euro.read, invoice_id)
    assert (issued.payment_text, issued.payment_qr) == (seen.payment_text, seen.payment_qr)


def test_a_refused_issue_uses_no_number(in_euro: PracticeRoom) -> None:
    draft_id = draft(in_euro)
    client = matters.get(in_euro.read, drafts.get(in_euro.read, draft_id).matter_id).client_id
    address = clients.find_contact(in_euro.read, client, ContactKind.ADDRESS)
    assert address is not None
    in_euro.do(set_contacts, client, ContactKind.ADDRESS, [])
    with pytest.raises(FieldError):
        in_euro.do(issue_invoice, draft_id, TEXTS, now=in_euro.clock.now())
    in_euro.do(set_contacts, client, ContactKind.ADDRESS, [address.value])
    invoice_id = in_euro.do(issue_invoice, draft_id, TEXTS, now=in_euro.clock.now())
    assert invoices.get(in_euro.read, invoice_id).number == "2026-0001"


@pytest.mark.parametrize("account", ["DE89370400440532013001", "000123456"])
def test_an_account_that_a_bank_would_refuse_gets_no_code(
    in_euro: PracticeRoom, account: str
) -> None:
    settings = replace(practice.get(in_euro.read), account_number=account)
    in_euro.do(change_practice, settings, now=in_euro.clock.at)
    invoice_id = in_euro.do(issue_invoice, draft(in_euro), TEXTS, now=in_euro.clock.now())
    assert invoices.get(in_euro.read, invoice_id).payment_qr is None


def test_every_policy_of_the_chosen_work_is_found_once(room: PracticeRoom) -> None:
    matter_id = room.add_matter()
    for mode in (RoundingMode.UP, RoundingMode.NEAREST, RoundingMode.NEAREST):
        terms = BillingPolicy(rounding=RoundingPolicy(360, mode))
        room.do(set_policy, terms, valid_from=date(2026, 1, 1), now=room.clock.now())
        room.do(
            add_time_entry,
            matter_id,
            worked_on=date(2026, 11, 20),
            seconds=1000,
            narrative="Advice",
            now=room.clock.now(),
        )
    draft_id = room.do(make_draft, matter_id, now=room.clock.now())
    assert set(drafts.list_policies(room.read, draft_id)) == {
        RoundingPolicy(360, RoundingMode.UP, 0),
        RoundingPolicy(360, RoundingMode.NEAREST, 0),
    }
