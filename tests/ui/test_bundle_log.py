"""The log of bundles, the words agreed for all of them, and the test bundle."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from billing_room import Folders, answer, click, make_client, make_work, show
from bundle_room import add_paper, manifest_in, open_editor, opened_papers, write
from desk_room import DeskRoom
from lawdesk.domain.bundles import WordsKind
from lawdesk.domain.clients import ClientId
from lawdesk.domain.matters import MatterId
from lawdesk.operations.bundles.standing_words import agree_standing_words
from lawdesk.store import bundles, matters, standing_words
from lawdesk.ui.pages.bundles.bundle_log import BundleLog
from lawdesk.ui.pages.clients_page import ClientsPage
from practice_room import FRIDAY

SIX = "anchor bottle candle dragon engine falcon"


@pytest.fixture
def matter(desk_room: DeskRoom, monkeypatch: pytest.MonkeyPatch) -> MatterId:
    """A matter with one paper."""
    monkeypatch.setenv("LAWDESK_HOME", str(desk_room.folder / "home"))
    matter_id = make_work(desk_room.room)
    add_paper(desk_room, matter_id, "notes.txt", b"notes")
    return matter_id


def client_of(desk_room: DeskRoom, matter_id: MatterId) -> ClientId:
    return matters.get(desk_room.desk.read, matter_id).client_id


def make_bundle(qtbot: QtBot, desk_room: DeskRoom, matter_id: MatterId) -> tuple[Path, str]:
    """A bundle of everything new; gives the file and its words."""
    page = open_editor(qtbot, desk_room, matter_id)
    path = write(qtbot, page)
    return path, page.result.words.words()


def open_log(qtbot: QtBot, desk_room: DeskRoom, client_id: ClientId) -> BundleLog:
    """The log of a client."""
    log = BundleLog(desk_room.desk, files=Folders(desk_room.folder))
    show(qtbot, log)
    log.show_client(client_id)
    return log


def how_field(log: BundleLog) -> QLineEdit:
    """The field in which the lawyer says how words were agreed."""
    fields = log.agreement.findChildren(QLineEdit)
    return next(field for field in fields if field.accessibleName() == "How")


def test_the_log_tells_contents_with_hashes_and_the_way(
    qtbot: QtBot, desk_room: DeskRoom, matter: MatterId
) -> None:
    path, words = make_bundle(qtbot, desk_room, matter)
    log = open_log(qtbot, desk_room, client_of(desk_room, matter))
    (row,) = log.table.model.rows
    assert (row.number, row.format) == ("1", "HTML")
    assert row.contents == "2 papers"
    assert row.badge == ("not handed over", "quiet")
    assert log.detail.isVisible()
    told = {thing.detail: thing.sha256 for thing in log.detail.contents.model.rows}
    assert told == opened_papers(path, words)
    click(log.detail.hand_over_button)
    log.detail.handover.form.show_values({"channel": "in_person", "words_channel": "in_person"})
    click(log.detail.handover.button)
    assert log.detail.story.text() == (
        "Handed over on Nov 20, 2026: in person, on a stick, to Northgate GmbH, "
        "the words in person."
    )
    assert log.table.model.rows[0].badge == ("not confirmed", "attention")
    assert log.detail.handover.isHidden()


def test_the_lawyer_ticks_that_it_was_opened_and_the_clients_page_tells_it(
    qtbot: QtBot, desk_room: DeskRoom, matter: MatterId
) -> None:
    make_bundle(qtbot, desk_room, matter)
    client_id = client_of(desk_room, matter)
    page = ClientsPage(desk_room.desk)
    show(qtbot, page)
    assert record_badge(page) == ("bundle not handed over", "quiet")
    log = open_log(qtbot, desk_room, client_id)
    click(log.detail.opened_button)
    assert log.detail.opened_button.isHidden()
    assert log.detail.opened.text() == "The client has opened it; noted on Nov 20, 2026."
    assert record_badge(page) == ("bundle opened", "running")
    assert log.table.model.rows[0].badge == ("opened 11/20/26", "running")


def record_badge(page: ClientsPage) -> tuple[str, str] | None:
    """What the first client in the list bears."""
    return page._record(page.column.list.model.rows[0]).badge


def test_the_log_of_a_matter_leaves_other_matters_out(
    qtbot: QtBot, desk_room: DeskRoom, matter: MatterId
) -> None:
    make_bundle(qtbot, desk_room, matter)
    other = desk_room.room.add_matter("The lease", client_of(desk_room, matter))
    log = BundleLog(desk_room.desk, files=Folders(desk_room.folder))
    show(qtbot, log)
    log.show_matter(other)
    assert log.table.model.rows == []
    assert log.detail.isHidden()
    assert log.agreement.isHidden()
    asked: list[tuple[str, int]] = []
    log.open_asked.connect(lambda kind, item: asked.append((kind, item)))
    click(log.new_button)
    assert asked == [("bundle", other)]
    log.show_matter(matter)
    assert [row.number for row in log.table.model.rows] == ["1"]


def test_words_are_agreed_shown_printed_replaced_and_ended(
    qtbot: QtBot, desk_room: DeskRoom
) -> None:
    client_id = make_client(desk_room.room)
    log = open_log(qtbot, desk_room, client_id)
    part = log.agreement
    assert part.line.text() == "No standing words: each bundle gets words of its own."
    assert part.show_button.isHidden()
    click(part.agree_button)
    made = str(part.form.values()["words"])
    assert len(made.split()) == 6
    click(part.again_button)
    assert str(part.form.values()["words"]) != made
    click(part.keep_button)
    assert standing_words.find(desk_room.desk.read, client_id) is None  # how is missing
    QTest.keyClicks(how_field(log), "in person")
    click(part.keep_button)
    held = standing_words.find(desk_room.desk.read, client_id)
    assert held is not None
    assert (len(held.words.split()), held.agreed_how) == (6, "in person")
    assert part.line.text() == "Standing words were agreed on Nov 20, 2026: in person."
    assert not part.words.isVisible()
    click(part.show_button)
    assert part.words.text() == held.words
    asked = answer("Save card")
    click(part.card_button)
    qtbot.waitUntil((desk_room.folder / "words-standing.pdf").exists, timeout=10_000)
    assert "not encrypted" in asked[0]
    answer("End them")
    click(part.end_button)
    assert standing_words.find(desk_room.desk.read, client_id) is None


def test_typed_words_that_are_easy_to_guess_are_refused(qtbot: QtBot, desk_room: DeskRoom) -> None:
    client_id = make_client(desk_room.room)
    part = open_log(qtbot, desk_room, client_id).agreement
    for typed in ("Northgate GmbH 2026", "password password password", SIX[:20]):
        click(part.agree_button)
        part.form.show_values({"words": typed, "agreed_how": "in person"})
        click(part.keep_button)
        assert standing_words.find(desk_room.desk.read, client_id) is None
    part.form.show_values({"words": "correlate%Zebra-Umbrella!Quartz7", "agreed_how": "by phone"})
    click(part.keep_button)
    held = standing_words.find(desk_room.desk.read, client_id)
    assert held is not None
    assert held.words == "correlate%Zebra-Umbrella!Quartz7"


def test_words_agreed_long_ago_ask_to_be_renewed(qtbot: QtBot, desk_room: DeskRoom) -> None:
    client_id = make_client(desk_room.room)
    desk_room.desk.transact(
        agree_standing_words,
        client_id,
        SIX,
        agreed_on=FRIDAY,
        agreed_how="in person",
        now=desk_room.clock.now(),
    )
    desk_room.clock.go_on(366 * 86400)
    part = open_log(qtbot, desk_room, client_id).agreement
    assert part.line.text().endswith("Agree on new ones each year.")
    assert part.line.property("tone") == "attention"


def test_a_form_for_words_survives_a_lock_and_closes_with_esc(
    qtbot: QtBot, desk_room: DeskRoom
) -> None:
    client_id = make_client(desk_room.room)
    log = open_log(qtbot, desk_room, client_id)
    click(log.agreement.agree_button)
    log.agreement.form.show_values({"agreed_how": "on the ph"})
    kept = log.typed()
    again = open_log(qtbot, desk_room, client_id)
    again.show_typed(kept)
    assert again.agreement.form.values() == log.agreement.form.values()
    QTest.keyClick(how_field(again), Qt.Key.Key_Escape)
    assert again.typed() == {}


def test_a_test_bundle_opens_holds_nothing_real_and_stands_apart(
    qtbot: QtBot, desk_room: DeskRoom, matter: MatterId
) -> None:
    client_id = client_of(desk_room, matter)
    log = open_log(qtbot, desk_room, client_id)
    click(log.test_button)
    qtbot.waitUntil(lambda: bool(log.result.words.words()), timeout=30_000)
    path, words = Path(log.result.file.text()), log.result.words.words()
    said = manifest_in(path, words)
    assert (said["number"], said["is_test"]) == (0, True)
    assert [each["id"] for each in said["requests"]] == ["r0"]
    assert "Alvarez" not in str(said)
    assert list(opened_papers(path, words)) == ["test-paper.pdf"]
    (bundle,) = bundles.list_of_client(desk_room.desk.read, client_id)
    assert bundle.words_kind is WordsKind.TEST
    assert bundle.reply_key is not None
    assert words not in bundle.contents
    click(log.result.done_button)
    assert [row.number for row in log.table.model.rows] == ["test"]
    page = open_editor(qtbot, desk_room, matter)
    write(qtbot, page)
    assert [row.number for row in log.table.model.rows] == ["1", "test"]


def test_the_log_is_walked_by_keys(qtbot: QtBot, desk_room: DeskRoom, matter: MatterId) -> None:
    for name in ("first.txt", "second.txt"):
        add_paper(desk_room, matter, name, name.encode())
        make_bundle(qtbot, desk_room, matter)
    log = open_log(qtbot, desk_room, client_of(desk_room, matter))
    assert log.table.selected() == log.table.model.rows[0].id
    log.table.view.setFocus()
    QTest.keyClick(log.table.view, Qt.Key.Key_Down)
    things = [thing.what for thing in log.detail.contents.model.rows]
    assert "first" in things
    assert "second" not in things


def test_a_form_for_handing_over_survives_a_lock(
    qtbot: QtBot, desk_room: DeskRoom, matter: MatterId
) -> None:
    make_bundle(qtbot, desk_room, matter)
    log = open_log(qtbot, desk_room, client_of(desk_room, matter))
    click(log.detail.hand_over_button)
    log.detail.handover.form.show_values({"person": "Ms Secretary", "channel": "post"})
    kept = log.typed()
    again = open_log(qtbot, desk_room, client_of(desk_room, matter))
    again.show_typed(kept)
    values = again.detail.handover.form.values()
    assert (values["person"], values["channel"]) == ("Ms Secretary", "post")
    click(again.detail.handover.button)
    assert again.typed() == {}
    assert "to Ms Secretary" in again.detail.story.text()
