"""Replies on the screen: dropped, looked at, filed part by part, refused, watched for."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from billing_room import answer, click, show
from clock_window import press
from desk_room import DeskRoom
from lawdesk.domain.client_requests import RequestOutcome
from lawdesk.domain.clients import ContactKind
from lawdesk.domain.documents import DocumentKind
from lawdesk.domain.replies import FiledAs, ItemState, ReplyId
from lawdesk.store import client_requests, clients, documents, replies
from lawdesk.store.receivables import disputes
from lawdesk.ui.pages.replies.paper_form import PaperForm
from lawdesk.ui.pages.replies.question_form import QuestionForm
from lawdesk.ui.pages.replies.replies_page import RepliesPage
from lawdesk.ui.pages.replies.reply_part import ReplyPart
from lawdesk.ui.pages.today_page import TodayPage
from lawdesk.ui.questions import FileQuestions
from lawdesk.ui.reply_watch import ReplyWatch
from lawdesk.ui.sealed_papers import sealed_form
from lawdesk.ui.tasks import Task
from reply_room import PDF, ReplyRoom, make_reply_room
from reply_sealer import reply_file

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@dataclass
class Answers(FileQuestions):
    """What the lawyer would choose in the system's dialogs."""

    replies: list[Path] = field(default_factory=list)
    place: Path | None = None

    def replies_to_take_in(self, parent: QWidget) -> list[Path]:
        return self.replies

    def path_to_save(self, parent: QWidget, title: str, proposed: str) -> Path | None:
        return self.place / proposed if self.place else None

    def folder(self, parent: QWidget, title: str, proposed: Path) -> Path | None:
        return self.place


@dataclass
class Window:
    """The page, the practice behind it, and what the message strip was told."""

    case: ReplyRoom
    page: RepliesPage
    files: Answers
    desk_room: DeskRoom
    qtbot: QtBot
    said: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def wait_for(self, waiting: int, refused: int = 0) -> None:
        """Until so many replies wait and so many files were refused, and nothing is at work."""
        read = self.case.room.read
        self.qtbot.waitUntil(
            lambda: (
                not self.page.intake.is_busy
                and replies.count_open(read) == waiting
                and replies.count_refused(read) == refused
            ),
            timeout=20_000,
        )

    def drop(self, *paths: Path) -> None:
        """Files from elsewhere, let go over the page."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        event = QDropEvent(
            QPointF(20, 20),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        self.page.dropEvent(event)

    def part(self, name: str) -> ReplyPart:
        """The part of the shown reply with this heading."""
        parts = {part.accessibleName(): part for part in self.page.detail.parts.values()}
        return parts[name]

    def press(self, name: str, act: str) -> None:
        """Clicks a button of a part."""
        click(self.part(name).buttons[act])

    def words(self) -> list[str]:
        """Every text of the reply shown."""
        return [label.text() for label in self.page.detail.findChildren(QLabel)]


@pytest.fixture
def window(qtbot: QtBot, desk_room: DeskRoom, tmp_path: Path) -> Window:
    """An empty page over a practice that has given one bundle."""
    case = make_reply_room(desk_room.room, tmp_path, desk_room.desk.documents)
    files = Answers()
    page = RepliesPage(desk_room.desk, files=files)
    page.resize(1096, 800)
    opened = Window(case, page, files, desk_room, qtbot)
    desk_room.desk.said.connect(lambda words, _steps: opened.said.append(words))
    desk_room.desk.failed.connect(lambda error: opened.failed.append(str(error)))
    show(qtbot, page)
    return opened


def take_in(window: Window) -> ReplyId:
    window.drop(window.case.file())
    window.wait_for(1)
    shown = window.page.shown_item()
    assert shown is not None
    return ReplyId(shown)


def test_a_dropped_reply_is_shown_in_quarantine(window: Window) -> None:
    path = window.case.file()
    window.drop(path)
    window.wait_for(1)
    assert path.exists()
    assert window.said == [
        "A reply from Maria Alvarez to bundle 7K3F is here; nothing of it is filed yet."
    ]
    words = window.words()
    assert "Dear Ms Marsh,\nthe keys are here. <b>Bold</b>" in words
    assert "Since March 2019." in words
    assert "This is a program: it would run on the computer that opens it." in words
    assert window.part("Since when have you lived there?")
    assert window.part("Invoice T-0001: a question")


def test_nothing_a_client_writes_is_taken_for_markup(window: Window) -> None:
    hostile = "<img src='file:///etc/passwd'><h1>Overdue</h1> {{7*7}} %s"
    words = window.case.words(message=hostile, answers=[{"request": "999", "text": hostile}])
    window.drop(window.case.file(words=words))
    window.wait_for(1)
    labels = [label for label in window.page.findChildren(QLabel) if label.isVisible()]
    shown = [label.text().replace("\u200b", "") for label in labels]  # places to break a line
    assert shown.count(hostile) == 2
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in labels)
    assert not any(label.openExternalLinks() for label in labels)


def test_all_three_files_are_filed_and_a_second_import_says_so(window: Window) -> None:
    path = window.case.file()
    window.drop(path)
    window.wait_for(1)
    read, case = window.case.room.read, window.case
    for name in ("tenancy.pdf", "note.txt", "setup.exe"):
        window.press(name, "file")
        form = window.page.form
        assert isinstance(form, PaperForm)
        press(form, "File it")
        assert window.page.form is None
    papers = {paper.file_name: paper for paper in documents.list_of_matter(read, case.matter_id)}
    contents = {name: case.vault.unseal(sealed_form(paper)) for name, paper in papers.items()}
    assert contents == {"tenancy.pdf": PDF, "note.txt": b"hello", "setup.exe": b"MZ\x90\x00"}
    assert client_requests.get(read, case.papers).outcome is RequestOutcome.DONE
    window.drop(path)
    window.qtbot.waitUntil(lambda: "already taken in" in window.said[-1], timeout=10_000)
    assert window.said[-1] == (
        "reply-7K3F.lawdesk was already taken in on Nov 20, 2026; nothing was added."
    )
    assert replies.count_open(read) == 1


def test_the_form_files_where_and_as_what_was_chosen(window: Window) -> None:
    reply_id = take_in(window)
    window.press("note.txt", "file")
    form = window.page.form
    assert isinstance(form, PaperForm)
    form.form.show_values({"place": 0, "kind": "evidence", "title": "A note", "folder": "In/2026"})
    press(form, "File it")
    item = window.case.items(reply_id)["note.txt"]
    assert item.filed_id is not None
    paper = documents.get(window.case.room.read, item.filed_id)  # type: ignore[arg-type]
    assert (paper.matter_id, paper.kind, paper.title, paper.folder) == (
        None,
        DocumentKind.EVIDENCE,
        "A note",
        "In/2026",
    )


def test_a_question_opens_the_form_of_a_dispute_and_nothing_by_itself(window: Window) -> None:
    reply_id = take_in(window)
    read, invoice = window.case.room.read, window.case.invoice_id
    window.press("Invoice T-0001: a question", "question")
    form = window.page.form
    assert isinstance(form, QuestionForm)
    typed = form.form.values()
    assert (typed["disputed"], typed["reason"]) == ("120.00", "Two hours for one call?")
    assert disputes.disputed_cents(read, invoice) == 0
    press(form, "Back")
    assert disputes.disputed_cents(read, invoice) == 0
    assert window.case.items(reply_id)["invoice"].state is ItemState.WAITING
    window.press("Invoice T-0001: a question", "question")
    assert window.page.form is not None
    press(window.page.form, "Note the dispute")
    assert disputes.disputed_cents(read, invoice) == 120_00
    assert window.case.items(reply_id)["invoice"].filed_as is FiledAs.DISPUTE


@pytest.mark.parametrize("amount", ["", "a lot", "9,999.00", "-5", "1e9"])
def test_an_amount_that_is_none_leaves_the_proposal_of_the_form(
    window: Window, amount: str
) -> None:
    question = {"number": "T-0001", "verdict": "question", "amount": amount, "reason": ""}
    window.drop(window.case.file(words=window.case.words(invoices=[question])))
    window.wait_for(1)
    window.press("Invoice T-0001: a question", "question")
    form = window.page.form
    assert isinstance(form, QuestionForm)
    assert form.form.values()["disputed"] == "500.00"


def test_contact_data_are_shown_old_beside_new_and_taken_over_as_ticked(window: Window) -> None:
    take_in(window)
    words = window.words()
    assert "maria@old.example" in words
    assert "maria@new.example" in words
    changes = next(iter(window.page.detail.changes.values()))
    assert set(changes.boxes) == set(ContactKind)
    click(changes.boxes[ContactKind.ADDRESS])
    click(changes.boxes[ContactKind.PHONE])
    assert changes.ticked() == [ContactKind.MAIL]
    window.press("Contact data", "contact")
    known = clients.list_contacts(window.case.room.read, window.case.client_id)
    assert [c.value for c in known if c.kind is ContactKind.MAIL] == [
        "maria@new.example",
        "work@old.example",
    ]
    assert [c.value for c in known if c.kind is ContactKind.PHONE] == []


def focused() -> QWidget:
    """What has the keyboard."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_an_answer_and_a_message_are_done_by_keyboard_alone(window: Window) -> None:
    reply_id = take_in(window)
    window.part("Message").buttons["note"].setFocus()
    QTest.keyClick(focused(), Qt.Key.Key_Space)
    assert window.case.items(reply_id)["message"].filed_as is FiledAs.MESSAGE
    assert focused().accessibleName() == "Request is done"  # the next part that waits
    QTest.keyClick(focused(), Qt.Key.Key_Space)
    request = client_requests.get(window.case.room.read, window.case.answer)
    assert request.answer == "Since March 2019."


def test_a_file_is_looked_at_in_memory(window: Window) -> None:
    take_in(window)
    window.press("note.txt", "look")
    view = window.page.look.view
    window.qtbot.waitUntil(lambda: view.text.toPlainText() == "hello", timeout=10_000)
    assert "look" not in window.part("setup.exe").buttons
    press(window.page.look, "Back to the reply")
    assert view.text.toPlainText() == ""
    assert window.part("note.txt").isVisible()


def test_rejecting_a_file_is_asked_about_and_deletes_it(window: Window) -> None:
    reply_id = take_in(window)
    item = window.case.item(reply_id, "setup.exe")
    name = replies.get_file(window.case.room.read, item).sealed_name
    asked = answer("Go back")
    window.press("setup.exe", "reject")
    assert asked == ["Rejects “setup.exe” and deletes it from this computer. It cannot be undone."]
    assert window.case.items(reply_id)["setup.exe"].state is ItemState.WAITING
    answer("Reject and delete")
    window.press("setup.exe", "reject")
    assert window.case.items(reply_id)["setup.exe"].state is ItemState.REJECTED
    window.qtbot.waitUntil(lambda: not window.case.vault.path(name).exists(), timeout=10_000)


def test_all_that_waits_is_rejected_at_once(window: Window) -> None:
    reply_id = take_in(window)
    window.press("Message", "note")
    answer("Reject all")
    click(window.page.detail.reject_button)
    assert replies.get(window.case.room.read, reply_id).closed_at is not None
    assert "Every part is decided." in window.words()
    click(window.page.list.with_filed)
    assert window.page.list.list.row(("reply", reply_id)) is not None


def test_a_refused_file_is_told_kept_saved_and_deleted(window: Window, tmp_path: Path) -> None:
    data = reply_file(window.case.keys)[:-1]
    window.drop(window.case.put("odd.lawdesk", data))
    window.wait_for(0, refused=1)
    assert window.failed == [
        "odd.lawdesk: This reply was altered, or was sealed for another bundle; it cannot be "
        "opened. It may have been damaged on its way. Ask the client to save the answer again "
        "and to send it once more. It is kept aside under “Replies” until you delete it."
    ]
    (kept,) = replies.list_refused(window.case.room.read)
    window.page.list.list.select(("refused", kept.id))
    window.files.place = tmp_path
    answer("Save plain copy")
    click(window.page.refused.save_button)
    copy = tmp_path / "odd.lawdesk"
    window.qtbot.waitUntil(lambda: copy.exists() and copy.read_bytes() == data, timeout=10_000)
    answer("Delete it")
    click(window.page.refused.delete_button)
    assert replies.count_refused(window.case.room.read) == 0
    path = window.case.vault.path(kept.sealed_name)
    window.qtbot.waitUntil(lambda: not path.exists(), timeout=10_000)


def test_several_files_come_in_one_after_the_other(window: Window) -> None:
    case = window.case
    window.files.replies = [
        case.file("one.lawdesk"),
        case.put("two.lawdesk", b"nothing"),
        case.folder / "gone.lawdesk",
        case.file("four.lawdesk"),
    ]
    click(window.page.take_button)
    window.wait_for(2, refused=1)
    assert any("gone.lawdesk cannot be read" in words for words in window.failed)
    line = window.page.header.findChildren(QLabel)
    assert "2 replies wait to be filed. 1 file was refused." in [label.text() for label in line]


def test_a_form_survives_a_lock(window: Window) -> None:
    reply_id = take_in(window)
    window.press("tenancy.pdf", "file")
    assert window.page.form is not None
    window.page.form.form.show_values({"title": "Half a ti", "done": False})
    typed = window.page.typed()
    fresh = RepliesPage(window.desk_room.desk)
    show(window.qtbot, fresh)
    fresh.show_typed(typed)
    assert fresh.shown_item() == reply_id
    assert isinstance(fresh.form, PaperForm)
    values = fresh.form.form.values()
    assert (values["title"], values["done"]) == ("Half a ti", False)


def test_a_watched_folder_gives_replies_once_they_stopped_growing(
    window: Window, tmp_path: Path
) -> None:
    desk, folder = window.desk_room.desk, tmp_path / "in"
    folder.mkdir()
    watch = ReplyWatch(desk)
    assert not watch.is_watching
    window.files.place = folder
    press(window.page, "Watch a folder…")
    assert watch.is_watching
    assert f"Watching {folder}" in [label.text() for label in window.page.list.findChildren(QLabel)]
    whole = reply_file(window.case.keys, window.case.words())
    path = window.case.put("reply.lawdesk", whole[: len(whole) // 2])
    window.case.put("letter.txt", b"not a reply")
    look(window.qtbot, watch)
    path.write_bytes(whole)
    look(window.qtbot, watch)  # grown since: not yet
    assert replies.count_open(desk.read) == 0
    look(window.qtbot, watch)
    window.wait_for(1)
    assert path.exists()
    said = list(window.said)
    another = ReplyWatch(desk)  # as after the next start
    for _again in range(3):
        look(window.qtbot, another)
    assert (replies.count_open(desk.read), replies.count_refused(desk.read)) == (1, 0)
    assert window.said == said
    press(window.page, "Stop watching")
    assert not watch.is_watching


def look(qtbot: QtBot, watch: ReplyWatch) -> None:
    """One look into the folder, and what comes of it."""
    before = watch.looks
    watch.look()
    qtbot.waitUntil(lambda: watch.looks > before and not watch.intake.is_busy, timeout=20_000)


def test_today_says_that_a_reply_waits(window: Window) -> None:
    today = TodayPage(window.desk_room.desk)
    asked: list[tuple[str, int]] = []
    today.open_asked.connect(lambda kind, number: asked.append((kind, number)))
    show(window.qtbot, today)
    assert today._replies.isHidden()
    reply_id = take_in(window)
    today.refresh()
    assert today._replies.words.text() == "A reply from Maria Alvarez waits to be filed."
    press(today, "Look at it")
    assert asked == [("reply", reply_id)]


def test_the_cancel_of_one_file_changes_nothing(window: Window) -> None:
    path = window.case.file()
    tasks: list[Task] = []

    def stop(task: Task) -> None:
        tasks.append(task)
        task.cancel()

    window.desk_room.desk.task_started.connect(lambda task, _words: stop(task))
    window.drop(path)
    window.qtbot.waitUntil(lambda: bool(tasks) and not window.page.intake.is_busy, timeout=10_000)
    assert replies.count_open(window.case.room.read) == 0
    assert window.failed == []
