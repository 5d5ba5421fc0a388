"""How I bill: what holds and why, a change is a new version, and the sheet is the client's."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

import billing_forms as on
from desk_room import DeskRoom
from lawdesk.domain.billing.billing_policy import (
    DayCount,
    DisputeRoute,
    ExpenseTerms,
    LateCharge,
    LateTerms,
    ReminderLevel,
)
from lawdesk.domain.rounding import RoundingMode, RoundingPolicy, RoundingScope
from lawdesk.operations.billing.policies import policy_for_client
from lawdesk.store import documents
from lawdesk.store.billing import policies
from lawdesk.ui.pages.billing.policy_part import PolicyPart
from practice_room import FRIDAY


def test_every_term_can_be_changed_by_keyboard(desk_room: DeskRoom, qtbot: QtBot) -> None:
    part = PolicyPart(desk_room.desk)
    on.show(qtbot, part)
    part.show_practice()
    part.change_button.setFocus()
    QTest.keyClick(part.change_button, Qt.Key.Key_Space)
    on.choose(part, "Time is counted in", "15 minutes")
    on.choose(part, "A part of a unit is", "rounded to the nearest unit")
    on.fill(part, "Smallest charge", "2")
    on.choose(part, "Rounded as one", "the matter's day")
    on.fill(part, "Days to pay", "30")
    on.choose(part, "On late money", "interest by the year, per day")
    on.fill(part, "Rate", "8.75")
    on.choose(part, "Days of a year", "360")
    on.fill(part, "Lump sum, once", "40")
    on.fill(part, "Reminder 1: days after the due day, negative before it", "5")
    on.fill(part, "Reminder 2: fee", "12.50")
    for number in (3, 4):
        on.fill(part, f"Reminder {number}: days after the due day, negative before it", "")
    on.fill(part, "I answer within", "3")
    on.fill(part, "I explain within", "20")
    on.fill(part, "Fee-dispute programme", "State Bar")
    on.fill(part, "Notice of it before collection", "30")
    on.fill(part, "Whom to write to", "Helen Marsh")
    on.fill(part, "A copied page", "0.50")
    on.fill(part, "A kilometre", "0.42")
    on.write(part, "What else is charged", "Couriers at cost.")
    on.write(part, "How long papers are kept", "Six years.")
    on.fill(part, "These terms hold from", "1/1/27")
    on.click(part, "Keep as a new version")
    assert on.errors(part) == ""
    latest = policies.list_versions(desk_room.desk.read)[0]
    assert (latest.version, latest.valid_from) == (2, date(2027, 1, 1))
    terms = latest.terms
    assert terms.rounding == RoundingPolicy(900, RoundingMode.NEAREST, 2, RoundingScope.DAY)
    assert terms.payment_days == 30
    assert terms.late == LateTerms(LateCharge.YEARLY, 87_500, DayCount.ACTUAL_360, 40_00)
    assert terms.reminders == (ReminderLevel(5), ReminderLevel(7, 14, 12_50))
    assert terms.dispute == DisputeRoute(3, 20, "State Bar", 30, "Helen Marsh")
    assert terms.expenses == ExpenseTerms(50, 42, "Couriers at cost.")
    assert terms.retention == "Six years."
    assert "From Jan 1, 2027 on version 2 holds." in part.head.line()


def test_what_cannot_hold_stands_under_its_field(desk_room: DeskRoom, qtbot: QtBot) -> None:
    part = PolicyPart(desk_room.desk)
    on.show(qtbot, part)
    part.show_practice()
    part.begin_change()
    for name, bad, good, sentence in (
        ("Days to pay", "-1", "14", "whole number from 0 to 365"),
        ("Rate", "many", "5", "not a percentage"),
        ("Lump sum, once", "x", "", "not an amount"),
        ("A copied page", "5000", "0.5", "out of range"),
        ("These terms hold from", "soon", "today", "not a date"),
        ("Reminder 2: days after the due day, negative before it", "-9", "7", "comes later"),
    ):
        on.fill(part, name, bad)
        on.click(part, "Keep as a new version")
        assert sentence.casefold() in on.errors(part).casefold(), (name, on.errors(part))
        on.fill(part, name, good)
    assert len(policies.list_versions(desk_room.desk.read)) == 1


def test_a_client_gets_terms_of_its_own_and_goes_back(desk_room: DeskRoom, qtbot: QtBot) -> None:
    room, read = desk_room.room, desk_room.desk.read
    client = room.add_client("Northgate GmbH")
    part = PolicyPart(desk_room.desk)
    on.show(qtbot, part)
    part.show_client(client)
    assert part.head.line().startswith("Your usual terms hold: version 1")
    assert not part.end_button.isVisible()
    on.click(part, "Change terms")
    on.fill(part, "Days to pay", "60")
    on.click(part, "Keep as a new version")
    assert part.head.line().startswith("The client's own terms hold: version 1")
    assert policy_for_client(read, client, FRIDAY).terms.payment_days == 60
    assert "has not accepted this version yet" in on.words(part)
    on.click(part, "Back to usual terms")
    assert policy_for_client(read, client, FRIDAY).terms.payment_days == 14
    assert part.head.line().startswith("Your usual terms hold")


def test_an_acceptance_is_recorded_once_with_its_day_and_way(
    desk_room: DeskRoom, qtbot: QtBot
) -> None:
    client = desk_room.room.add_client("Northgate GmbH")
    part = PolicyPart(desk_room.desk)
    on.show(qtbot, part)
    part.show_client(client)
    on.click(part, "Record acceptance")
    QTest.keyClick(on.fill(part, "How", ""), Qt.Key.Key_Return)
    assert "Say how it was accepted" in on.errors(part)
    on.fill(part, "Accepted on", "11/30/26")
    QTest.keyClick(on.fill(part, "How", "signed letter"), Qt.Key.Key_Return)
    assert "lies in the future" in on.errors(part)
    on.fill(part, "Accepted on", "11/3/26")
    on.click(part, "Record it")
    assert "accepted this version on Nov 3, 2026: signed letter." in on.words(part)
    assert not part.acceptance.record_button.isVisible()
    version = policy_for_client(desk_room.desk.read, client, desk_room.desk.clock.now().day)
    accepted = policies.find_acceptance(desk_room.desk.read, version.id, client)
    assert accepted is not None
    assert (accepted.accepted_on, accepted.how) == (date(2026, 11, 3), "signed letter")


def test_the_sheet_is_drawn_and_sealed_among_the_papers(desk_room: DeskRoom, qtbot: QtBot) -> None:
    room, read = desk_room.room, desk_room.desk.read
    matter = room.add_matter()
    part = PolicyPart(desk_room.desk)
    on.show(qtbot, part)
    part.show_matter(matter)
    on.click(part, "Sheet (PDF)")
    qtbot.waitUntil(lambda: part.sheet.pdf.page_count() == 1, timeout=20_000)
    assert "How I bill" in part.sheet.pdf.text()
    on.click(part, "File it")
    qtbot.waitUntil(lambda: len(documents.list_of_matter(read, matter)) == 1, timeout=20_000)
    paper = documents.list_of_matter(read, matter)[0]
    assert paper.title == "How I bill, version 1"
    sealed = desk_room.desk.documents.path(paper.sealed_name).read_bytes()
    assert b"%PDF" not in sealed
