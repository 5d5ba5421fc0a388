"""Rates: the table, the preview beside each choice, and what a choice does."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

import billing_forms as on
from desk_room import DeskRoom
from lawdesk.domain.matters import MatterId
from lawdesk.domain.rates import AppliesTo
from lawdesk.operations.charging import rate_for
from lawdesk.operations.time_entries import add_time_entry
from lawdesk.store import rates
from lawdesk.ui.pages.billing.rates_part import RatesPart
from practice_room import FRIDAY


def make(desk_room: DeskRoom, qtbot: QtBot) -> tuple[RatesPart, MatterId]:
    room = desk_room.room
    matter = room.add_matter()
    for day in (3, 4, 19):
        room.do(
            add_time_entry,
            matter,
            worked_on=date(2026, 11, day),
            seconds=3360,
            narrative="",
            now=room.clock.now(),
        )
    part = RatesPart(desk_room.desk)
    on.show(qtbot, part)
    part.show_matter(matter)
    return part, matter


def amounts(desk_room: DeskRoom) -> list[int]:
    return desk_room.desk.read.values("SELECT amount_cents FROM time_entries ORDER BY worked_on")


def test_the_effect_stands_beside_each_choice(desk_room: DeskRoom, qtbot: QtBot) -> None:
    """2.8 hours at 300.00 are 840.00 before rounding to tenths of each; at 336.00 940.80."""
    part, _matter = make(desk_room, qtbot)
    before = amounts(desk_room)
    on.click(part, "Set a rate")
    on.fill(part, "Per hour", "336")
    on.fill(part, "For work from", "11/10/26")
    effect = part.form.choices[AppliesTo.FROM_DATE]
    qtbot.waitUntil(lambda: "300.00 → 336.00" in effect.accessibleName(), timeout=5_000)
    told = {each: button.accessibleName() for each, button in part.form.choices.items()}
    assert told[AppliesTo.NEW] == "New work only; unbilled entries keep their rate"
    assert told[AppliesTo.FROM_DATE].endswith("1 unbilled entry, 300.00 → 336.00")
    assert told[AppliesTo.ALL_UNBILLED].endswith("3 unbilled entries, 900.00 → 1,008.00")
    assert amounts(desk_room) == before


def test_new_work_only_is_what_enter_does(desk_room: DeskRoom, qtbot: QtBot) -> None:
    part, matter = make(desk_room, qtbot)
    on.click(part, "Set a rate")
    QTest.keyClick(on.fill(part, "Per hour", "336"), Qt.Key.Key_Return)
    assert amounts(desk_room) == [300_00] * 3
    assert rate_for(desk_room.desk.read, matter, None, FRIDAY) == 336_00
    assert not part.form.isVisible()


def test_all_unbilled_work_follows_where_chosen(desk_room: DeskRoom, qtbot: QtBot) -> None:
    part, _matter = make(desk_room, qtbot)
    said: list[str] = []
    desk_room.desk.said.connect(lambda sentence, _steps: said.append(sentence))
    on.click(part, "Set a rate")
    on.fill(part, "Per hour", "336")
    button = part.form.choices[AppliesTo.ALL_UNBILLED]
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    on.click(part, "Set the rate")
    assert amounts(desk_room) == [336_00] * 3
    assert said == ["336.00 per hour from Nov 20, 2026 on. 3 unbilled entries, 900.00 → 1,008.00."]


def test_refusals_stand_under_their_fields(desk_room: DeskRoom, qtbot: QtBot) -> None:
    part, _matter = make(desk_room, qtbot)
    on.click(part, "Set a rate")
    on.fill(part, "Per hour", "much")
    on.click(part, "Set the rate")
    assert "“much”" in on.errors(part)
    on.fill(part, "Per hour", "2000000")
    on.click(part, "Set the rate")
    assert "out of range" in on.errors(part)
    on.fill(part, "Per hour", "300")
    on.choose(part, "For", "The client: Maria Alvarez")
    on.choose(part, "Activity", "A103 Draft/revise")
    on.click(part, "Set the rate")
    assert "for all work for that client" in on.errors(part)
    assert len(rates.list_all(desk_room.desk.read)) == 1


def test_a_rate_is_taken_out_and_brought_back(desk_room: DeskRoom, qtbot: QtBot) -> None:
    part, matter = make(desk_room, qtbot)
    steps: list[tuple[str, object]] = []
    desk_room.desk.said.connect(lambda _sentence, offered: steps.extend(offered))
    on.click(part, "Set a rate")
    on.fill(part, "Per hour", "336")
    on.click(part, "Set the rate")
    read = desk_room.desk.read
    own = next(r for r in rates.list_rows(read, matter_id=matter) if r.matter_id)
    part.table.select(own.id)
    QTest.keyClick(part.table.view, Qt.Key.Key_Delete)
    assert rate_for(read, matter, None, FRIDAY) == 300_00
    undo = dict(steps)["Undo"]
    assert callable(undo)
    undo()
    assert rate_for(read, matter, None, FRIDAY) == 336_00
