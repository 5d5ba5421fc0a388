"""Updates, requests and contacts on a matter's page, clicked and typed as a lawyer does."""

from __future__ import annotations

from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

import billing_forms as on
from desk_room import DeskRoom
from lawdesk.domain.bundles import RequestWants
from lawdesk.domain.client_requests import ClientRequestId, RequestOutcome
from lawdesk.domain.clients import ClientId, ContactKind
from lawdesk.domain.matters import MatterId, Sensitivity
from lawdesk.domain.messages import Direction, MessageKind
from lawdesk.domain.snippets import SnippetKind
from lawdesk.domain.updates import GivenBy, UpdateId, UpdateParts
from lawdesk.exports.starter_texts import starter_texts
from lawdesk.operations.client_requests import ask
from lawdesk.operations.clients import set_contacts
from lawdesk.operations.documents import record_document
from lawdesk.operations.matters import change_matter, set_sensitivity
from lawdesk.operations.messages import record_message
from lawdesk.operations.snippets import add_snippet, add_starter_texts
from lawdesk.operations.updates import begin_update, mark_updates_given
from lawdesk.store import (
    client_requests,
    matters,
    messages,
    snippets,
    time_entries,
    unsaved_edits,
    updates,
)
from lawdesk.store import practice as practices
from lawdesk.ui.mail_handover import MailHandover
from lawdesk.ui.pages.informed.messages_part import MessagesPart
from lawdesk.ui.pages.informed.snippets_part import SnippetsPart
from lawdesk.ui.pages.informed.updates_part import UpdatesPart
from lawdesk.ui.pages.matter_detail import MatterDetail
from lawdesk.ui.pages.matter_rows import MatterView
from lawdesk.ui.pages.timeline_rows import TimelineFilter
from lawdesk.ui.pages.today_clients import TodayClients
from practice_room import FRIDAY

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen has less
DAY = timedelta(days=1)


class Sealed:
    """What sealing a file tells."""

    name = "a" * 32
    plain_sha256 = sealed_sha256 = "a" * 64
    plain_size = sealed_size = 12


def client_of(desk_room: DeskRoom, matter: MatterId) -> ClientId:
    return matters.get(desk_room.desk.read, matter).client_id


def updates_part(
    desk_room: DeskRoom, qtbot: QtBot, opened: list[Path] | None = None
) -> tuple[UpdatesPart, MatterId]:
    matter = desk_room.room.add_matter()

    def opener(path: Path) -> bool:
        if opened is not None:
            opened.append(path)
        return True

    part = UpdatesPart(desk_room.desk, mails=MailHandover(desk_room.desk, opener))
    on.show(qtbot, part)
    part.show_matter(matter)
    return part, matter


def draft(desk_room: DeskRoom, matter: MatterId, words: str = "We filed.") -> UpdateId:
    now = desk_room.clock.now()
    return desk_room.room.do(begin_update, matter, UpdateParts(happened=words), now=now)


def asked(desk_room: DeskRoom, matter: MatterId, title: str = "Lease") -> ClientRequestId:
    return desk_room.room.do(
        ask,
        matter,
        wants=RequestWants.PAPERS,
        title=title,
        due_on=FRIDAY + DAY,
        now=desk_room.clock.now(),
    )


def test_an_update_is_written_and_noted_as_given_by_keyboard(
    desk_room: DeskRoom, qtbot: QtBot
) -> None:
    part, matter = updates_part(desk_room, qtbot)
    assert "Nothing has reached the client yet" in on.words(part)
    on.click(part, "New update")
    on.write(part, "What happened", "We filed the claim.\nIt arrived.")
    on.write(part, "What comes next", "They answer.")
    on.find(part, QPlainTextEdit, "What I need from you").setFocus()
    (stored,) = updates.list_of_matter(desk_room.desk.read, matter)
    assert (stored.happened, stored.next) == ("We filed the claim.\nIt arrived.", "They answer.")
    on.fill(part, "Given on", "11/19/26")
    on.choose(part, "By", "word of mouth")
    on.click(part, "Note as given")
    given = updates.get(desk_room.desk.read, stored.id)
    assert (given.given_on, given.channel) == (FRIDAY - DAY, GivenBy.IN_PERSON)
    assert "Given to the client on Nov 19, 2026 by word of mouth" in on.words(part)
    assert not part.editor.form.isVisible()
    on.click(part, "All updates")
    assert on.cells(part.table)[0][2] == "given 11/19/26 by word of mouth"
    assert "Last word to the client on Nov 19, 2026" in on.words(part)


def test_a_day_to_come_is_refused_beside_the_field(desk_room: DeskRoom, qtbot: QtBot) -> None:
    part, matter = updates_part(desk_room, qtbot)
    update = draft(desk_room, matter)
    part.open_update(update)
    for typed, told in (("12/24/26", "still to come"), ("x", "“x”")):
        on.fill(part, "Given on", typed)
        on.click(part, "Note as given")
        assert told in on.errors(part)
    assert updates.get(desk_room.desk.read, update).given_on is None


def test_a_draft_that_says_nothing_is_not_kept_and_a_deleted_one_comes_back(
    desk_room: DeskRoom, qtbot: QtBot
) -> None:
    part, matter = updates_part(desk_room, qtbot)
    on.click(part, "New update")
    on.click(part, "All updates")
    assert updates.list_of_matter(desk_room.desk.read, matter) == []
    steps: list[tuple[str, object]] = []
    desk_room.desk.said.connect(lambda _sentence, offered: steps.extend(offered))
    part.open_update(draft(desk_room, matter))
    on.click(part, "Delete draft")
    assert updates.list_of_matter(desk_room.desk.read, matter) == []
    words, undo = steps[0]
    assert words == "Undo"
    assert callable(undo)
    undo()
    assert updates.list_of_matter(desk_room.desk.read, matter)[0].happened == "We filed."
    assert part.table.model.rowCount() == 1


def test_a_template_starts_an_update_and_a_text_is_put_in_where_the_cursor_was(
    desk_room: DeskRoom, qtbot: QtBot
) -> None:
    room, now = desk_room.room, desk_room.clock.now()
    part, matter = updates_part(desk_room, qtbot)
    room.do(change_matter, matter, "area", "Employment")
    template = "Filed on [date].\n---\nHearing next.\n---\n"
    words = {"language": "en", "now": now.at}
    room.do(
        add_snippet,
        SnippetKind.UPDATE,
        area="Employment law",
        title="Dismissal",
        text=template,
        **words,  # type: ignore[arg-type]
    )
    room.do(
        add_snippet,
        SnippetKind.SNIPPET,
        area="",
        title="Papers",
        text="Send me [papers].",
        **words,  # type: ignore[arg-type]
    )
    on.click(part, "New update")
    edit = on.find(part, QPlainTextEdit, "What happened")
    assert edit.toPlainText() == "Filed on [date]."
    assert "Still to be filled in: [date]" in on.words(part)
    on.write(part, "What happened", "Filed on Monday.")
    needed = on.find(part, QPlainTextEdit, "What I need from you")
    needed.setFocus()
    on.click(part, "Put in a text")
    (action,) = part.editor.texts.menu.actions()
    assert action.text() == "Papers"
    action.trigger()
    part.editor.texts.menu.close()
    assert needed.toPlainText() == "Send me [papers]."
    assert needed.textCursor().selectedText() == "[papers]"
    QTest.keyClicks(needed, "the lease")
    on.find(part, QPlainTextEdit, "What happened").setFocus()
    (stored,) = updates.list_of_matter(desk_room.desk.read, matter)
    assert (stored.happened, stored.needed) == ("Filed on Monday.", "Send me the lease.")
    assert "Still to be filled in" not in on.words(part)
    assert not part.editor.texts.template_button.isVisible()  # nothing written would be lost


def test_a_mail_draft_holds_the_words_and_no_attachment(
    desk_room: DeskRoom, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    opened: list[Path] = []
    part, matter = updates_part(desk_room, qtbot, opened)
    client = client_of(desk_room, matter)
    desk_room.room.do(set_contacts, client, ContactKind.MAIL, ["maria@alvarez.example"])
    part.open_update(draft(desk_room, matter, "We filed.\nBcc: eve@example.com"))
    on.click(part, "Mail draft")
    qtbot.waitUntil(lambda: bool(opened), timeout=20_000)
    mail = message_from_bytes(opened[0].read_bytes(), policy=default)
    assert mail["To"] == "Maria Alvarez <maria@alvarez.example>"
    assert mail["Bcc"] is None
    assert "Alvarez" not in str(mail["Subject"])
    body = mail.get_content()
    assert "What has happened" in body
    assert "We filed." in body
    assert list(mail.iter_attachments()) == []


def test_a_sensitive_matter_offers_no_mail_and_a_secret_one_no_plain_copy(
    desk_room: DeskRoom, qtbot: QtBot
) -> None:
    part, matter = updates_part(desk_room, qtbot)
    update = draft(desk_room, matter)
    part.open_update(update)
    giving = part.editor.giving
    on.click(part, "Copy text")
    assert "We filed." in QGuiApplication.clipboard().text()
    at = desk_room.clock.at
    desk_room.desk.transact(set_sensitivity, matter, Sensitivity.SENSITIVE, now=at)
    assert not giving.mail_button.isVisible()
    assert giving.text_button.isVisible()
    assert giving.channel.findText("mail") == -1
    assert "only as a sealed bundle" in on.words(part)
    desk_room.desk.transact(set_sensitivity, matter, Sensitivity.SECRET, now=at)
    assert not giving.text_button.isVisible()
    assert giving.bundle_button.isVisible()


def test_words_that_a_crash_cut_off_are_in_the_draft_again(
    desk_room: DeskRoom, qtbot: QtBot
) -> None:
    part, matter = updates_part(desk_room, qtbot)
    update = draft(desk_room, matter)
    part.open_update(update)
    on.write(part, "What comes next", "They have four weeks")
    place = f"update.{update}.next"
    qtbot.waitUntil(lambda: unsaved_edits.find(desk_room.desk.read, place) is not None)
    again = UpdatesPart(desk_room.desk)  # as after a crash: nothing was left or saved
    qtbot.addWidget(again)
    again.show_matter(matter)
    again.open_update(update)
    assert updates.get(desk_room.desk.read, update).next == "They have four weeks"
    assert unsaved_edits.find(desk_room.desk.read, place) is None


def test_a_request_is_asked_reworded_withdrawn_and_asked_again(
    desk_room: DeskRoom, qtbot: QtBot
) -> None:
    part, matter = updates_part(desk_room, qtbot)
    read = desk_room.desk.read
    on.click(part, "Ask for something")
    on.click(part, "Ask for it")
    assert "says what the client is asked for" in on.errors(part)
    on.fill(part, "Due", "11/27/26")
    title = on.fill(part, "What the client is asked for", "The lease")
    QTest.keyClick(title, Qt.Key.Key_Return)
    (request,) = client_requests.list_of_matter(read, matter)
    assert (request.title, request.due_on) == ("The lease", FRIDAY + 7 * DAY)
    QTest.keyClick(title, Qt.Key.Key_Escape)
    part.requests.table.select(request.id)
    QTest.keyClick(part.requests.table.view, Qt.Key.Key_Return)
    on.fill(part, "What the client is asked for", "The signed lease")
    on.click(part, "Keep changes")
    assert client_requests.get(read, request.id).title == "The signed lease"
    part.requests.table.select(request.id)
    QTest.keyClick(part.requests.table.view, Qt.Key.Key_Delete)
    assert client_requests.get(read, request.id).outcome is RequestOutcome.WITHDRAWN
    part.requests.table.link_clicked.emit(request.id, "reopen")
    assert client_requests.get(read, request.id).closed_on is None


def test_a_request_is_ticked_off_with_words_and_papers(desk_room: DeskRoom, qtbot: QtBot) -> None:
    part, matter = updates_part(desk_room, qtbot)
    request, now = asked(desk_room, matter), desk_room.clock.now()
    lease = desk_room.desk.transact(
        record_document, matter, "lease.pdf", "application/pdf", Sealed(), now=now
    )
    desk_room.clock.go_on(3 * 86400)
    part.refresh()
    assert "1 is open, 1 of them late" in on.words(part)
    part.requests.table.link_clicked.emit(request, "answer")
    part.requests.answer.papers.edited.emit(lease, "ticked", "1")
    on.write(part, "What the client said", "Here it is")
    on.click(part, "Tick off")
    closed = client_requests.get(desk_room.desk.read, request)
    assert (closed.outcome, closed.answer) == (RequestOutcome.DONE, "Here it is")
    papers = client_requests.list_papers(desk_room.desk.read, request)
    assert [paper.document_id for paper in papers] == [lease]
    assert on.cells(part.requests.table)[0][2] == "done 11/23/26"


def test_forms_and_the_open_update_survive_a_lock(desk_room: DeskRoom, qtbot: QtBot) -> None:
    part, matter = updates_part(desk_room, qtbot)
    update, request = draft(desk_room, matter), asked(desk_room, matter)
    part.requests.table.link_clicked.emit(request, "answer")
    on.write(part, "What the client said", "It is with her broth")
    kept = part.typed()
    part.open_update(update)
    on.fill(part, "Given on", "11/18/26")
    opened = part.typed()

    def again(typed: dict[str, str]) -> UpdatesPart:
        other = UpdatesPart(desk_room.desk)
        on.show(qtbot, other)
        other.show_matter(matter)
        other.show_typed(typed)
        QApplication.processEvents()
        return other

    answering = again(kept)
    field = on.find(answering, QPlainTextEdit, "What the client said")
    assert field.toPlainText() == "It is with her broth"
    editing = again(opened)
    assert editing.editor.update_id == update
    assert editing.editor.giving.day.value() == "11/18/26"


def messages_part(desk_room: DeskRoom, qtbot: QtBot) -> tuple[MessagesPart, MatterId]:
    matter = desk_room.room.add_matter()
    part = MessagesPart(desk_room.desk)
    on.show(qtbot, part)
    part.show_matter(matter)
    return part, matter


def test_a_call_is_noted_corrected_and_becomes_one_time_entry(
    desk_room: DeskRoom, qtbot: QtBot
) -> None:
    part, matter = messages_part(desk_room, qtbot)
    read = desk_room.desk.read
    part.begin_new()
    on.fill(part, "Time spent", "x")
    on.click(part, "Note it")
    assert "“x”" in on.errors(part)
    on.fill(part, "Time spent", "20m")
    on.choose(part, "Direction", "to the client")
    on.write(part, "What it was about", "The hearing")
    on.write(part, "What was agreed", "She brings the lease")
    on.click(part, "Note it")
    (row,) = messages.list_of_matter(read, matter)
    assert (row.person, row.spent_seconds, row.direction) == ("Maria Alvarez", 1200, Direction.OUT)
    assert not part.form.isVisible()
    assert "She brings the lease" in on.words(part)  # the one just noted is shown whole
    part.table.link_clicked.emit(row.id, "bill")
    (entry,) = time_entries.list_rows(read, matter_id=matter)
    assert (entry.raw_seconds, entry.narrative) == (1200, "Call to Maria Alvarez: The hearing")
    assert on.cells(part.table)[0][4] == "Show entry"
    QTest.keyClick(part.table.view, Qt.Key.Key_Return)
    on.fill(part, "With whom", "Her son")
    on.click(part, "Keep changes")
    assert messages.list_of_matter(read, matter)[0].person == "Her son"
    part.table.select(row.id)
    QTest.keyClick(part.table.view, Qt.Key.Key_Delete)
    assert messages.count_of_matter(read, matter) == 0
    assert time_entries.total(read, matter_id=matter).entries == 1


def test_a_clients_log_asks_for_the_matter_and_keeps_typing_over_a_lock(
    desk_room: DeskRoom, qtbot: QtBot
) -> None:
    matter = desk_room.room.add_matter()
    client = client_of(desk_room, matter)

    def shown() -> MessagesPart:
        part = MessagesPart(desk_room.desk)
        on.show(qtbot, part)
        part.show_client(client)
        return part

    part = shown()
    part.begin_new()
    on.choose(part, "What it was", "Letter")
    on.choose(part, "Matter", "Alvarez v. Northgate")
    on.write(part, "What it was about", "Sent the le")
    kept = part.typed()
    again = shown()
    again.show_typed(kept)
    field = on.find(again, QPlainTextEdit, "What it was about")
    assert field.toPlainText() == "Sent the le"
    on.write(again, "What it was about", "Sent the lease")
    on.click(again, "Note it")
    (row,) = messages.list_of_matter(desk_room.desk.read, matter)
    assert (row.kind, row.text) == (MessageKind.LETTER, "Sent the lease")


def test_hostile_words_are_shown_as_they_are(desk_room: DeskRoom, qtbot: QtBot) -> None:
    part, matter = messages_part(desk_room, qtbot)
    bad = "<b>x</b>\u202egnp.exe " + "y" * 400
    message = desk_room.desk.transact(
        record_message,
        client_of(desk_room, matter),
        matter,
        kind=MessageKind.MAIL,
        direction=Direction.IN,
        happened_on=FRIDAY,
        person=bad[:300],
        text=bad,
        now=desk_room.clock.now(),
    )
    part.show_item(message)
    QApplication.processEvents()
    assert "<b>x</b>" in on.words(part)
    assert part.width() == 900  # a word without end breaks, and widens nothing


def test_the_timeline_mixes_every_kind_and_shows_one_of_them(
    desk_room: DeskRoom, qtbot: QtBot
) -> None:
    room, now = desk_room.room, desk_room.clock.now()
    matter = room.add_matter()
    update = draft(desk_room, matter)
    room.do(mark_updates_given, [update], given_on=FRIDAY, channel=GivenBy.PHONE, now=now)
    asked(desk_room, matter)
    room.do(
        record_message,
        client_of(desk_room, matter),
        matter,
        kind=MessageKind.CALL,
        direction=Direction.IN,
        happened_on=FRIDAY - DAY,
        person="Maria",
        text="Asked",
        now=now,
    )
    detail = MatterDetail(desk_room.desk)
    on.show(qtbot, detail)
    detail.tabs.show_part("timeline")
    detail.show_matter(matter, MatterView(FRIDAY, practices.get(room.read), None))
    part = detail.tabs.made_parts()["timeline"]
    table = part.table  # type: ignore[attr-defined]
    said = [row[1] for row in on.cells(table)]
    assert sorted(said) == ["Asked for: Lease", "Call · Maria: Asked", "Update: We filed."]
    on.choose(part, "Show in the timeline", "Calls and messages")
    assert [row[1] for row in on.cells(table)] == ["Call · Maria: Asked"]
    on.choose(part, "Show in the timeline", "Work")
    assert table.model.rowCount() == 0
    assert part.filter.key() == TimelineFilter.WORK  # type: ignore[attr-defined]
    on.choose(part, "Show in the timeline", "Updates")
    table.view.setFocus()
    table.view.selectRow(0)
    QTest.keyClick(table.view, Qt.Key.Key_Return)
    opened = detail.tabs.made_parts()["updates"]
    assert isinstance(opened, UpdatesPart)
    assert opened.editor.update_id == update


def test_today_names_who_waits_most_pressing_first_and_how_many_more(
    desk_room: DeskRoom, qtbot: QtBot
) -> None:
    room = desk_room.room
    client = room.add_client()
    ids = [room.add_matter(f"Matter {n}", client) for n in range(7)]
    asked(desk_room, ids[3])
    block = TodayClients(desk_room.desk)
    qtbot.addWidget(block)
    block.resize(700, 400)
    block.keep_up(FRIDAY)
    assert block.isHidden()
    block.keep_up(FRIDAY + 31 * DAY)
    block.show()
    assert [line.words().split(" · ")[2] for line in block.silent.lines] == [
        "no word yet, 31 days since it was opened"
    ] * 4
    assert block.silent.more_button.words() == "Show 3 more"
    (owing,) = block.owing.lines
    assert owing.words() == "Matter 3 · Maria Alvarez · a request is 30 days late"
    went: list[tuple[str, int]] = []
    block.open_asked.connect(lambda kind, item: went.append((kind, item)))
    on.click(block, "Show 3 more")
    assert len(block.silent.lines) == 7
    QTest.mouseClick(owing, Qt.MouseButton.LeftButton)
    assert went == [("updates", ids[3])]


def test_texts_are_added_changed_archived_and_the_starters_come_once(
    desk_room: DeskRoom, qtbot: QtBot
) -> None:
    part = SnippetsPart(desk_room.desk)
    on.show(qtbot, part)
    read = desk_room.desk.read
    on.click(part, "Add the starter texts")
    count = len(starter_texts(("en",)))
    assert len(snippets.list_all(read)) == count
    first = snippets.list_all(read)[0]
    part.table.select(first.id)
    QTest.keyClick(part.table.view, Qt.Key.Key_Delete)
    on.click(part, "Add the starter texts")
    assert len(snippets.list_all(read)) == count - 1  # what was put away stays away
    on.click(part, "New text")
    on.fill(part, "Name of the text", "Mine")
    on.click(part, "Add the text")
    assert "There is no text yet" in on.errors(part)
    on.write(part, "Text", "Dear reader")
    kept = part.typed()
    on.click(part, "Add the text")
    (mine,) = [each for each in snippets.list_all(read) if each.title == "Mine"]
    assert (mine.text, mine.language, mine.area) == ("Dear reader", "en", "")
    again = SnippetsPart(desk_room.desk)
    on.show(qtbot, again)
    again.show_typed(kept)
    assert on.find(again, QPlainTextEdit, "Text").toPlainText() == "Dear reader"


def test_every_starter_template_has_three_parts_in_every_language(desk_room: DeskRoom) -> None:
    texts = starter_texts(("en", "de", "fr", "es"))
    added = desk_room.room.do(add_starter_texts, texts, now=desk_room.clock.at)
    assert added == len(texts) == 4 * 24
    templates = [each for each in texts if each.kind is SnippetKind.UPDATE]
    assert {each.text.count("\n---\n") for each in templates} == {2}
