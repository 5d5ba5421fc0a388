"""The fee agreement on the matter's page: each kind is agreed, earns and warns."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

import billing_forms as on
from desk_room import DeskRoom
from lawdesk.domain.billing.fee_agreements import (
    AgreedTerms,
    Capped,
    Contingency,
    Evergreen,
    FeeBase,
    FeeTerms,
    FlatFee,
    Hourly,
    Hybrid,
    LostCosts,
    Milestone,
    ProBono,
    Stage,
    Subscription,
    Tier,
)
from lawdesk.domain.matters import MatterId
from lawdesk.operations.billing.fee_agreements import agree_fee, agreement_for
from lawdesk.operations.receivables.payments import record_payment
from lawdesk.operations.time_entries import add_time_entry
from lawdesk.store import documents, matters
from lawdesk.store.billing import fee_agreements, fixed_charges
from lawdesk.ui.pages.billing.billing_part import MatterBilling
from practice_room import FRIDAY


def make(desk_room: DeskRoom, qtbot: QtBot) -> tuple[MatterBilling, MatterId]:
    matter = desk_room.room.add_matter()
    part = MatterBilling(desk_room.desk)
    on.show(qtbot, part)
    part.show_matter(matter)
    return part, matter


def agreed(desk_room: DeskRoom, matter: MatterId) -> FeeTerms | None:
    agreement = agreement_for(desk_room.desk.read, matter, FRIDAY)
    return agreement.terms.fee if agreement else None


def begin(part: MatterBilling, kind: str) -> None:
    on.click(part, "New agreement")
    on.choose(part, "Kind of fee", kind)


def keep(part: MatterBilling) -> None:
    on.click(part, "Record the agreement")
    assert on.errors(part) == ""


def test_a_flat_fee_is_earned_by_its_milestones(desk_room: DeskRoom, qtbot: QtBot) -> None:
    part, matter = make(desk_room, qtbot)
    begin(part, "Flat fee with milestones")
    on.write(part, "Milestones, one a line", "Draft: 400.00\nSigning 400.00")
    keep(part)
    assert agreed(desk_room, matter) == FlatFee(
        (Milestone("Draft", 400_00), Milestone("Signing", 400_00))
    )
    table = part.agreement.charges.table
    table.select("milestone 1")
    QTest.keyClick(table.view, Qt.Key.Key_Return)  # reached
    read = desk_room.desk.read
    (charge,) = fixed_charges.list_unbilled(read, matter, FRIDAY)
    assert (charge.occasion, charge.amount_cents) == ("milestone 1", 400_00)
    assert "400.00 earned, 400.00 of it on no invoice yet" in on.words(part)
    QTest.keyClick(table.view, Qt.Key.Key_Return)  # taken back
    assert fixed_charges.list_unbilled(read, matter, FRIDAY) == []


def test_a_cap_warns_and_a_budget_counts(desk_room: DeskRoom, qtbot: QtBot) -> None:
    part, matter = make(desk_room, qtbot)
    begin(part, "By the hour, up to a cap")
    on.fill(part, "Cap", "1,000.00")
    keep(part)
    assert agreed(desk_room, matter) == Capped(1_000_00)
    room = desk_room.room
    for hours, tone in ((2, ""), (1, "attention"), (1, "overdue")):
        room.do(
            add_time_entry,
            matter,
            worked_on=FRIDAY,
            seconds=hours * 3600,
            narrative="",
            now=room.clock.now(),
        )
        line = part.budget.findChildren(type(part.agreement.terms))
        shown = next(x for x in line if x.text().endswith(("left", "over")))
        assert (shown.property("tone") or "") == tone, shown.text()
    assert part.budget.words() == ["120 % of the cap: 1,200.00 of 1,000.00 used, 200.00 over"]
    on.click(part, "Set a budget")
    on.fill(part, "Hours", "0.5")
    on.click(part, "Set the budget")
    assert "whole number" in on.errors(part)
    QTest.keyClick(on.fill(part, "Hours", "5"), Qt.Key.Key_Return)
    assert part.budget.words()[1] == "80 % of the hours: 4:00 h of 5:00 h used, 1:00 h left"


def test_a_success_fee_divides_what_was_recovered(desk_room: DeskRoom, qtbot: QtBot) -> None:
    """Settlement 100,000.00, costs 12,000.00, one third after costs: 29,333.33 and 58,666.67."""
    part, matter = make(desk_room, qtbot)
    begin(part, "Success fee")
    on.write(part, "Stages, one a line", "Before suit: 25 %\nSuit: 1/3")
    on.choose(part, "The share is taken", "after costs came off")
    on.choose(part, "Costs if nothing is recovered", "they are waived")
    keep(part)
    stages = (Stage("Before suit", Fraction(1, 4)), Stage("Suit", Fraction(1, 3)))
    assert agreed(desk_room, matter) == Contingency(stages, FeeBase.NET, (), LostCosts.WAIVED)
    on.click(part, "Success fee…")
    on.fill(part, "Recovered", "100,000.00")
    on.choose(part, "It ended in", "Suit")
    on.write(part, "Costs, one a line", "Experts: 12,000.00")
    assert part.agreement.success.result.text() == (
        "Fee 29,333.33 · costs 12,000.00 · liens 0.00 · the client gets 58,666.67"
    )
    on.click(part, "Closing statement (PDF)")
    paper = part.agreement.success.paper
    qtbot.waitUntil(lambda: paper.pdf.page_count() == 1, timeout=20_000)
    assert "29,333.33" in paper.pdf.text()
    assert "58,666.67" in paper.pdf.text()
    on.click(paper, "File it")
    read = desk_room.desk.read
    qtbot.waitUntil(lambda: len(documents.list_of_matter(read, matter)) == 1, timeout=20_000)
    on.click(part, "Charge the fee")
    (charge,) = fixed_charges.list_of_matter(read, matter)
    assert charge.amount_cents == 29_333_33
    assert not part.agreement.success_button.isVisible()


def test_tiers_hybrid_and_retainer_are_typed_as_agreed(desk_room: DeskRoom, qtbot: QtBot) -> None:
    part, matter = make(desk_room, qtbot)
    begin(part, "Reduced rate and success fee")
    on.fill(part, "Reduced rate", "150")
    on.fill(part, "Success fee from", "1/1/27")
    on.write(part, "The success fee is due when", "The claim is won")
    on.choose(part, "Share of the recovery", "in tiers")
    on.write(part, "Tiers, one a line", "250,000.00: 33.33 %\nabove: 20 %")
    on.fill(part, "Filled up to", "5,000.00")
    on.fill(part, "When it falls below", "1,500.00")
    keep(part)
    tiers = (Tier(250_000_00, Fraction(3333, 10_000)), Tier(None, Fraction(1, 5)))
    agreement = agreement_for(desk_room.desk.read, matter, FRIDAY)
    assert agreement is not None
    assert agreement.terms.evergreen == Evergreen(5_000_00, 1_500_00)
    assert agreement.terms.fee == Hybrid(
        150_00, Contingency((), FeeBase.GROSS, tiers), "The claim is won", date(2027, 1, 1)
    )
    assert "fixes 150.00 per hour" in part.rates.head.line()


def test_a_subscription_charges_its_days(desk_room: DeskRoom, qtbot: QtBot) -> None:
    part, matter = make(desk_room, qtbot)
    begin(part, "Subscription")
    on.fill(part, "Each time", "500")
    on.fill(part, "First on", "8/31/26")
    on.fill(part, "For work from", "8/1/26")
    on.write(part, "Note", "Difficult payer")
    keep(part)
    assert agreed(desk_room, matter) == Subscription(500_00, 1, date(2026, 8, 31))
    assert "3 days are not charged yet: 1,500.00" in on.words(part)
    on.click(part, "Charge them")
    charges = fixed_charges.list_of_matter(desk_room.desk.read, matter)
    assert [c.earned_on.day for c in charges] == [31, 30, 31]
    assert {c.wording for c in charges} == {"Agreed fee"}  # the note is for the lawyer alone
    assert not part.agreement.charge_button.isVisible()


def test_a_new_agreement_ends_the_one_before_and_ends_itself(
    desk_room: DeskRoom, qtbot: QtBot
) -> None:
    part, matter = make(desk_room, qtbot)
    begin(part, "Pro bono")
    on.fill(part, "For work from", "10/1/26")
    keep(part)
    begin(part, "By the hour")
    keep(part)
    assert "Pro bono (from Oct 1, 2026, ended Nov 20, 2026)" in part.agreement.past.text()
    on.click(part, "End it")
    assert agreed(desk_room, matter) is None
    found = fee_agreements.list_of_matter(desk_room.desk.read, matter)
    assert [type(each.terms.fee) for each in found][1] is ProBono
    assert "time is billed at its rates" in part.agreement.head.line()


@pytest.mark.parametrize(
    ("kind", "field", "typed", "sentence"),
    [
        ("By the hour, up to a cap", "Cap", "-5", "below zero"),
        ("By the hour, up to a cap", "Cap", "0", "too small"),
        ("Subscription", "Every", "0", "whole number from 1 to 120"),
        ("Flat fee with milestones", "Milestones, one a line", "Draft", "not complete"),
        ("Flat fee with milestones", "Milestones, one a line", "", "1 to 50 milestones"),
        ("Success fee", "Stages, one a line", "Suit: 120 %", "not a share"),
    ],
)
def test_what_cannot_be_agreed_stands_under_its_field(
    desk_room: DeskRoom, qtbot: QtBot, kind: str, field: str, typed: str, sentence: str
) -> None:
    part, matter = make(desk_room, qtbot)
    begin(part, kind)
    if kind == "Subscription":
        on.fill(part, "Each time", "500")
    if field.endswith("one a line"):
        on.write(part, field, typed)
    else:
        on.fill(part, field, typed)
    on.click(part, "Record the agreement")
    assert sentence in on.errors(part)
    assert agreed(desk_room, matter) is None


def test_a_retainer_says_what_is_left_and_when_work_stops(
    desk_room: DeskRoom, qtbot: QtBot
) -> None:
    part, matter = make(desk_room, qtbot)
    room, now, label = desk_room.room, desk_room.clock.now(), part.agreement.retainer
    assert not label.isVisible()
    terms = AgreedTerms(Hourly(), Evergreen(1_000_00, 500_00, 200_00))
    desk_room.desk.transact(agree_fee, matter, terms, agreed_on=FRIDAY, valid_from=FRIDAY, now=now)
    client = matters.get(room.read, matter).client_id
    desk_room.desk.transact(
        record_payment, client, 700_00, received_on=FRIDAY, matter_id=matter, now=now
    )
    assert label.isVisible()
    assert "700.00 is there, 700.00 once unbilled work is paid from it" in label.text()
    assert label.property("tone") == ""
    desk_room.desk.transact(
        add_time_entry, matter, worked_on=FRIDAY, seconds=2 * 3600, narrative="x", now=now
    )
    assert "100.00 once unbilled work is paid from it. Work stops: that is below 200.00. " in (
        label.text()
    )
    assert "Ask for 900.00 to go on." in label.text()
    assert label.property("tone") == "overdue"
