"""Drafting and issuing: numbers without holes, rows that never change."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver

from lawdesk.domain.billing.billing_policy import BillingPolicy
from lawdesk.domain.billing.drafts import DraftId
from lawdesk.domain.clients import ClientKind, ContactKind, Grouping
from lawdesk.domain.invoice_paper import check_sums
from lawdesk.domain.invoices import Channel, InvoiceId, InvoiceKind, InvoiceTexts
from lawdesk.domain.issued_paper import paper_of
from lawdesk.domain.matters import MatterId
from lawdesk.domain.rounding import RoundingPolicy
from lawdesk.domain.time_entries import Charge, TimeEntryId
from lawdesk.errors import FieldError, RuleError
from lawdesk.operations import drafts as drafting
from lawdesk.operations.billing.policies import set_policy
from lawdesk.operations.clients import add_client, change_client, set_contacts
from lawdesk.operations.composition import compose_draft
from lawdesk.operations.invoices import issue_invoice, note_delivery
from lawdesk.operations.issued_numbers import next_number
from lawdesk.operations.rates import set_rate
from lawdesk.operations.time_entries import (
    add_time_entry,
    move_entry,
    set_charge,
    set_duration,
    set_narrative,
)
from lawdesk.store import drafts, invoices, time_entries
from lawdesk.store.database import Transaction
from practice_room import FRIDAY, PracticeRoom, make_room

TEXTS = InvoiceTexts(payment="Pay.", rounding="Rounded up.", question="Ask.")


def work(
    room: PracticeRoom,
    matter: MatterId,
    seconds: int,
    narrative: str = "Reply brief",
    day: date = FRIDAY,
    charge: Charge = Charge.BILLABLE,
) -> TimeEntryId:
    return room.do(
        add_time_entry,
        matter,
        worked_on=day,
        seconds=seconds,
        narrative=narrative,
        charge=charge,
        now=room.clock.now(),
    )


def draft(room: PracticeRoom, matter: MatterId) -> DraftId:
    return room.do(drafting.make_draft, matter, now=room.clock.now())


def issue(room: PracticeRoom, draft_id: DraftId) -> InvoiceId:
    return room.do(issue_invoice, draft_id, TEXTS, now=room.clock.now())


def test_issuing_draws_a_number_and_bills_the_entries(room: PracticeRoom) -> None:
    matter = room.add_matter()
    entries = [work(room, matter, seconds) for seconds in (125, 361, 1320, 2830)]
    assert next_number(room.read, InvoiceKind.INVOICE, FRIDAY) == "2026-0001"
    invoice = invoices.get(room.read, issue(room, draft(room, matter)))
    assert (invoice.number, invoice.total_cents) == ("2026-0001", 450_00)
    assert all(time_entries.get(room.read, e).invoice_id == invoice.id for e in entries)
    assert next_number(room.read, InvoiceKind.INVOICE, FRIDAY) == "2026-0002"
    assert drafts.find_for_matter(room.read, matter) is None


def test_german_tax_is_added_per_group(tmp_path: Path) -> None:
    room = make_room(tmp_path, country="DE", currency="EUR", locale="de_DE", tax_regime="vat_de")
    matter = room.add_matter()
    room.do(set_rate, 245_00, valid_from=date(2026, 1, 1), matter_id=matter)
    work(room, matter, 8280)
    work(room, matter, 2520)
    composed = invoices.get_composed(room.read, issue(room, draft(room, matter)))
    assert composed.invoice.net_cents == 735_00
    assert composed.invoice.tax_cents == 139_65
    assert [tax.rate_ppm for tax in composed.taxes] == [190_000]
    check_sums(paper_of(composed))
    room.database.close()


def test_no_charge_lines_are_shown_and_cost_nothing(room: PracticeRoom) -> None:
    matter = room.add_matter()
    work(room, matter, 3600)
    free = work(room, matter, 1800, charge=Charge.NO_CHARGE)
    courtesy = work(room, matter, 1800)
    draft_id = draft(room, matter)
    line = next(x for x in drafts.list_lines(room.read, draft_id) if x.entry_id == courtesy)
    room.do(drafting.set_line_no_charge, line.id, no_charge=True)
    composed = invoices.get_composed(room.read, issue(room, draft_id))
    assert [line.no_charge for line in composed.lines] == [False, True, True]
    assert composed.invoice.total_cents == 300_00
    assert time_entries.get(room.read, courtesy).amount_cents == 150_00
    assert time_entries.get(room.read, free).amount_cents == 0


def test_lines_left_out_stay_unbilled(room: PracticeRoom) -> None:
    matter = room.add_matter()
    work(room, matter, 3600)
    later = work(room, matter, 1800)
    draft_id = draft(room, matter)
    line = next(x for x in drafts.list_lines(room.read, draft_id) if x.entry_id == later)
    room.do(drafting.choose_line, line.id, chosen=False)
    issue(room, draft_id)
    assert time_entries.get(room.read, later).invoice_id is None
    assert len(drafts.list_lines(room.read, draft(room, matter))) == 1


def test_grouped_lines_multiply_as_the_client_would(room: PracticeRoom) -> None:
    matter = room.add_matter()
    room.do(set_rate, 333_33, valid_from=date(2026, 1, 1), matter_id=matter)
    work(room, matter, 360, "Call")
    work(room, matter, 360, "Letter")
    work(room, matter, 360, "Note", day=date(2026, 11, 19))
    draft_id = draft(room, matter)
    room.do(drafting.set_grouping, draft_id, Grouping.DAY)
    (by_day,) = room.do(compose_draft, draft_id, TEXTS, now=room.clock.now())
    assert [(x.wording, x.units, x.amount_cents) for x in by_day.lines] == [
        ("Note", 1, 33_33),
        ("Call; Letter", 2, 66_67),
    ]
    room.do(drafting.set_grouping, draft_id, Grouping.RATE)
    (by_rate,) = room.do(compose_draft, draft_id, TEXTS, now=room.clock.now())
    assert [(x.part, x.units, x.amount_cents) for x in by_rate.lines][:1] == [
        ("invoice", 3, 100_00)
    ]
    assert [x.part for x in by_rate.lines[1:]] == ["time_sheet"] * 3
    check_sums(paper_of(by_rate))


def test_order_wording_and_intro_reach_the_invoice(room: PracticeRoom) -> None:
    matter = room.add_matter()
    for narrative in ("First", "Second", "Third"):
        work(room, matter, 360, narrative)
    draft_id = draft(room, matter)
    lines = drafts.list_lines(room.read, draft_id)
    room.do(drafting.move_line, lines[2].id, -2)
    room.do(drafting.set_line_wording, lines[0].id, "Reworded")
    room.do(drafting.set_intro, draft_id, "For my work I charge as follows.")
    composed = invoices.get_composed(room.read, issue(room, draft_id))
    assert [line.wording for line in composed.lines] == ["Third", "Reworded", "Second"]
    assert composed.invoice.intro == "For my work I charge as follows."


def test_a_narrative_follows_into_the_draft_until_it_is_reworded(room: PracticeRoom) -> None:
    matter = room.add_matter()
    entry = work(room, matter, 360, "Call")
    draft_id = draft(room, matter)
    room.do(set_narrative, entry, "Call with clerk", now=room.clock.now())
    assert drafts.list_lines(room.read, draft_id)[0].wording == "Call with clerk"
    room.do(drafting.set_line_wording, drafts.list_lines(room.read, draft_id)[0].id, "Telephone")
    room.do(set_narrative, entry, "Call again", now=room.clock.now())
    assert drafts.list_lines(room.read, draft_id)[0].wording == "Telephone"


def test_the_period_chooses_the_work(room: PracticeRoom) -> None:
    matter = room.add_matter()
    work(room, matter, 360, "Old", day=date(2026, 10, 1))
    work(room, matter, 360, "New")
    draft_id = draft(room, matter)
    room.do(drafting.set_work_until, draft_id, date(2026, 10, 31))
    assert [x.wording for x in drafts.list_lines(room.read, draft_id)] == ["Old"]
    room.do(drafting.set_work_until, draft_id, FRIDAY)
    room.do(drafting.set_work_from, draft_id, date(2026, 11, 1))
    assert [x.wording for x in drafts.list_lines(room.read, draft_id)] == ["New"]
    with pytest.raises(FieldError):
        room.do(drafting.set_work_from, draft_id, date(2026, 12, 1))


def test_moving_an_entry_takes_it_out_of_the_draft(room: PracticeRoom) -> None:
    client = room.add_client()
    matter, other = room.add_matter("One", client), room.add_matter("Two", client)
    entry = work(room, matter, 360)
    draft_id = draft(room, matter)
    room.do(move_entry, entry, other)
    assert drafts.list_lines(room.read, draft_id) == []
    with pytest.raises(RuleError):
        issue(room, draft_id)


def test_nothing_to_bill_makes_no_draft(room: PracticeRoom) -> None:
    with pytest.raises(RuleError):
        draft(room, room.add_matter())


def test_an_invoice_needs_an_address_and_uses_no_number_without(room: PracticeRoom) -> None:
    client = room.do(add_client, "No Address", now=room.clock.at)
    matter = room.add_matter("One", client)
    work(room, matter, 360)
    draft_id = draft(room, matter)
    with pytest.raises(FieldError) as refused:
        issue(room, draft_id)
    assert refused.value.field == "address"
    assert next_number(room.read, InvoiceKind.INVOICE, FRIDAY) == "2026-0001"


def test_the_issued_copy_keeps_the_old_name(room: PracticeRoom) -> None:
    client = room.add_client("Old Name Ltd")
    matter = room.add_matter("One", client)
    work(room, matter, 360)
    invoice_id = issue(room, draft(room, matter))
    room.do(change_client, client, "name", "New Name Ltd")
    room.do(change_client, client, "kind", ClientKind.ORGANISATION.value)
    room.do(set_contacts, client, ContactKind.ADDRESS, ["Elsewhere 9"])
    issued = invoices.get(room.read, invoice_id)
    assert issued.recipient.splitlines()[0] == "Old Name Ltd"
    assert invoices.get_summary(room.read, invoice_id).recipient_name == "Old Name Ltd"


def test_billed_time_refuses_every_change(room: PracticeRoom) -> None:
    matter = room.add_matter()
    entry = work(room, matter, 360)
    issue(room, draft(room, matter))
    with pytest.raises(RuleError):
        room.do(set_duration, entry, 720)
    with pytest.raises(RuleError):
        room.do(set_narrative, entry, "Other", now=room.clock.now())
    with pytest.raises(RuleError):
        room.do(set_charge, entry, Charge.NO_CHARGE)
    billed = time_entries.get(room.read, entry)
    with pytest.raises(driver.IntegrityError, match="billed time cannot change"):
        room.do(time_entries.set_entry, replace(billed, narrative="Other"))


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE issued_invoices SET total_cents = 1, net_cents = 1",
        "UPDATE issued_invoices SET recipient = 'x'",
        "DELETE FROM issued_invoices",
        "UPDATE issued_lines SET wording = 'x'",
        "DELETE FROM issued_lines",
        "UPDATE number_series SET last_number = 0",
        "DELETE FROM number_series",
        "DELETE FROM audit_records",
        "UPDATE audit_records SET act = 'x'",
        "DELETE FROM time_entries",
    ],
)
def test_triggers_guard_what_was_issued(room: PracticeRoom, sql: str) -> None:
    matter = room.add_matter()
    work(room, matter, 360)
    issue(room, draft(room, matter))

    def meddle(tx: Transaction) -> None:
        tx.write(sql)

    with pytest.raises(driver.IntegrityError):
        room.do(meddle)


def test_a_new_policy_changes_nothing_that_exists(room: PracticeRoom) -> None:
    matter = room.add_matter()
    june = work(room, matter, 4320, day=date(2026, 6, 30))
    terms = BillingPolicy(rounding=RoundingPolicy(900))
    room.do(set_policy, terms, valid_from=date(2026, 1, 1), now=room.clock.now())
    room.do(set_rate, 336_00, valid_from=date(2026, 7, 1), matter_id=matter)
    room.do(set_narrative, june, "Said again in August", now=room.clock.now())
    entry = time_entries.get(room.read, june)
    assert (entry.amount_cents, entry.rounding_unit_seconds) == (360_00, 360)
    later = time_entries.get(room.read, work(room, matter, 4320, day=date(2026, 7, 1)))
    assert (later.rate_cents_per_hour, later.billed_units, later.unit_seconds) == (336_00, 5, 900)


def test_a_year_change_starts_a_new_series(room: PracticeRoom) -> None:
    matter = room.add_matter()
    work(room, matter, 360)
    issue(room, draft(room, matter))
    room.clock.go_on(60 * 86400)
    work(room, matter, 360, day=date(2026, 12, 30))
    invoice = invoices.get(room.read, issue(room, draft(room, matter)))
    assert invoice.number == "2027-0001"


def test_a_computer_clock_set_back_issues_nothing(room: PracticeRoom) -> None:
    matter = room.add_matter()
    work(room, matter, 360, day=date(2026, 11, 1))
    work(room, matter, 360, day=date(2026, 11, 1))
    draft_id = draft(room, matter)
    room.do(drafting.choose_line, drafts.list_lines(room.read, draft_id)[0].id, chosen=False)
    issue(room, draft_id)
    room.clock.at -= 2 * 86400
    draft_id = draft(room, matter)
    with pytest.raises(RuleError, match="later than today"):
        issue(room, draft_id)


def test_delivery_is_noted_by_the_lawyer_and_cannot_precede_the_invoice(room: PracticeRoom) -> None:
    matter = room.add_matter()
    work(room, matter, 360)
    invoice_id = issue(room, draft(room, matter))
    now = room.clock.now()
    with pytest.raises(FieldError):
        room.do(
            note_delivery,
            invoice_id,
            delivered_on=date(2026, 11, 1),
            channel=Channel.MAIL,
            now=now,
        )
    room.do(note_delivery, invoice_id, delivered_on=FRIDAY, channel=Channel.POST, now=now)
    summary = invoices.get_summary(room.read, invoice_id)
    assert (summary.delivered_on, summary.delivered_by) == (FRIDAY, Channel.POST)


class _PowerCut(BaseException):
    """The program dies in the middle of a transaction."""


def test_a_thousand_issues_deletions_and_failures_leave_no_hole(room: PracticeRoom) -> None:
    seed = random.Random(20261120)
    matters = [room.add_matter(f"Matter {n}", room.add_client(f"Client {n}")) for n in range(8)]
    open_drafts: list[DraftId] = []
    issued = 0

    def fail_after_issuing(tx: Transaction, draft_id: DraftId) -> None:
        issue_invoice(tx, draft_id, TEXTS, now=room.clock.now())
        raise _PowerCut

    for _ in range(1000):
        act = seed.choice(["draft", "draft", "issue", "issue", "discard", "fail", "day"])
        if act == "draft":
            free = [m for m in matters if drafts.find_for_matter(room.read, m) is None]
            if free:
                matter = seed.choice(free)
                work(room, matter, seed.randrange(1, 20_000), day=room.clock.now().day)
                open_drafts.append(draft(room, matter))
        elif act == "day":
            room.clock.go_on(seed.randrange(0, 3000))
        elif open_drafts:
            draft_id = open_drafts.pop(seed.randrange(len(open_drafts)))
            if act == "issue":
                issue(room, draft_id)
                issued += 1
            elif act == "discard":
                room.do(drafting.discard_draft, draft_id)
            else:
                with pytest.raises(_PowerCut):
                    room.do(fail_after_issuing, draft_id)
                open_drafts.append(draft_id)
    numbers = room.read.values("SELECT number_in_series FROM issued_invoices ORDER BY id")
    assert issued > 100
    assert numbers == list(range(1, issued + 1))
