"""Writing a letter with mouse and keys: template, gaps, preview, filing, mail, and over a lock."""

from __future__ import annotations

import email
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPlainTextEdit
from pytestqt.qtbot import QtBot

from billing_room import click, issue, make_client, make_work, show
from desk_room import DeskRoom
from lawdesk.domain.clients import ContactKind
from lawdesk.domain.documents import Document, DocumentId, DocumentKind
from lawdesk.domain.letters.letters import LetterDraft
from lawdesk.domain.matters import MatterId, Sensitivity
from lawdesk.domain.messages import Direction, MessageKind
from lawdesk.errors import ImportRefused, LawDeskError
from lawdesk.exports.starter_letters import starter_letters
from lawdesk.operations.clients import add_client, set_contacts
from lawdesk.operations.letter_templates import add_starter_templates
from lawdesk.operations.matters import open_matter, set_sensitivity
from lawdesk.store import (
    documents,
    letter_drafts,
    letter_templates,
    letterhead,
    matters,
    messages,
)
from lawdesk.ui.mail_handover import MailHandover
from lawdesk.ui.pages.letters.letter_editor import LetterEditor
from lawdesk.ui.pages.letters.letterhead_part import LetterheadPart
from lawdesk.ui.pages.letters.letterhead_picture import decode_picture
from lawdesk.ui.pages.letters.templates_part import TemplatesPart
from lawdesk.ui.sealed_papers import sealed_form
from program_room import ProgramRoom, program_room

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", "JPEG")


@pytest.fixture
def program(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[ProgramRoom]:
    """The real program, unlocked."""
    with program_room(tmp_path, qtbot, monkeypatch) as made:
        made.make_practice()
        made.begin()
        made.unlock()
        yield made


@pytest.fixture
def matter_id(desk_room: DeskRoom, monkeypatch: pytest.MonkeyPatch) -> MatterId:
    """A matter, and the starter letters in English."""
    monkeypatch.setenv("LAWDESK_HOME", str(desk_room.folder / "home"))
    desk_room.room.do(add_starter_templates, starter_letters(("en",)), now=1)
    return desk_room.room.add_matter("Alvarez v. Northgate", make_client(desk_room.room))


def editor(qtbot: QtBot, desk_room: DeskRoom, item: int, opened: list[Path]) -> LetterEditor:
    """The page with a letter; mail drafts that it opens are noted."""

    def open_path(path: Path) -> bool:
        opened.append(path)
        return True

    page = LetterEditor(desk_room.desk, mails=MailHandover(desk_room.desk, open_path))
    show(qtbot, page)
    page.show_item(item)
    return page


def pick(menu: QMenu, words: str) -> None:
    """Choose an entry of an open menu by what it says, with the keys."""
    QApplication.processEvents()
    assert menu.isVisible()
    action = next(each for each in menu.actions() if words in each.text())
    menu.setActiveAction(action)
    QTest.keyClick(menu, Qt.Key.Key_Return)


def start_from(page: LetterEditor, title: str) -> None:
    """Choose a template."""
    click(page.form.template_button)
    pick(page.form.template_menu, title)


def draft_of(desk_room: DeskRoom, matter_id: MatterId) -> LetterDraft | None:
    """What the database has of the letter for a matter."""
    client_id = matters.get(desk_room.desk.read, matter_id).client_id
    return letter_drafts.find(desk_room.desk.read, client_id, matter_id)


def filed(desk_room: DeskRoom) -> list[Document]:
    """The documents of the practice."""
    ids = desk_room.desk.read.values("SELECT id FROM documents ORDER BY id")
    return [documents.get(desk_room.desk.read, DocumentId(each)) for each in ids]


def fill_gaps(page: LetterEditor, words: list[str]) -> None:
    """Go from gap to gap with the button and type over each."""
    text = page.form.edits["text"]
    for each in words:
        if not isinstance(text, QPlainTextEdit) or not text.textCursor().hasSelection():
            click(page.form.gap_button)
        QTest.keyClicks(text, each)


def test_a_letter_from_template_to_mail(
    qtbot: QtBot, desk_room: DeskRoom, matter_id: MatterId
) -> None:
    opened: list[Path] = []
    page = editor(qtbot, desk_room, matter_id, opened)
    start_from(page, "Request for papers")
    assert "{{ask.first paper}}" in page.form.gap_line.text()
    text = page.form.edits["text"]
    assert isinstance(text, QPlainTextEdit)
    assert text.textCursor().selectedText() == "{{ask.first paper}}"
    fill_gaps(page, ["The contract", "Pay slips", "4 December"])
    assert page.form.gap_line.text() == "Nothing is left to fill."
    qtbot.waitUntil(lambda: "Pay slips" in page.preview.pdf.text(), timeout=20_000)
    drawn = page.preview.content
    click(page.file_button)
    qtbot.waitUntil(page.filed.isVisible, timeout=20_000)
    (paper,) = filed(desk_room)
    assert paper.kind is DocumentKind.LETTER
    assert desk_room.desk.documents.unseal(sealed_form(paper)) == drawn
    assert draft_of(desk_room, matter_id) is None
    click(page.filed.mail_button)
    qtbot.waitUntil(lambda: bool(opened), timeout=20_000)
    mail = email.message_from_bytes(opened[0].read_bytes())
    attached = [part for part in mail.walk() if part.get_content_type() == "application/pdf"]
    assert [part.get_payload(decode=True) for part in attached] == [drawn]
    assert "accounts@northgate.example" in str(mail["To"])
    assert messages.list_of_matter(desk_room.desk.read, matter_id) == []
    said: list[tuple[tuple[str, Callable[[], object]], ...]] = []
    desk_room.desk.said.connect(lambda _words, steps: said.append(steps))
    click(page.filed.mailed_button)
    (noted,) = messages.list_of_matter(desk_room.desk.read, matter_id)
    assert (noted.kind, noted.direction) == (MessageKind.MAIL, Direction.OUT)
    assert noted.text == page.filed.title.text()
    assert not page.filed.post_button.isEnabled()
    ((_undo, take_back),) = said[-1]
    take_back()
    assert messages.list_of_matter(desk_room.desk.read, matter_id) == []
    assert page.filed.post_button.isEnabled()


def test_a_letter_with_gaps_is_not_filed(
    qtbot: QtBot, desk_room: DeskRoom, matter_id: MatterId
) -> None:
    errors: list[LawDeskError] = []
    desk_room.desk.failed.connect(errors.append)
    page = editor(qtbot, desk_room, matter_id, [])
    start_from(page, "Request for papers")
    click(page.file_button)
    assert "{{ask.first paper}}, {{ask.second paper}}, {{ask.day}}" in str(errors[0])
    assert filed(desk_room) == []
    text = page.form.edits["text"]
    assert isinstance(text, QPlainTextEdit)
    assert text.textCursor().hasSelection()


def test_gaps_are_marked_where_they_stand(
    qtbot: QtBot, desk_room: DeskRoom, matter_id: MatterId
) -> None:
    page = editor(qtbot, desk_room, matter_id, [])
    text = page.form.edits["text"]
    assert isinstance(text, QPlainTextEdit)
    text.setPlainText("😀 a {{client.name}} b {{x}}")
    QApplication.processEvents()
    formats = text.document().firstBlock().layout().formats()
    marked = [(each.start, each.length) for each in formats]
    assert marked == [(5, 15), (23, 5)]
    assert all(isinstance(each.format, QTextCharFormat) for each in formats)


def test_a_letter_without_subject_says_so_at_the_field(
    qtbot: QtBot, desk_room: DeskRoom, matter_id: MatterId
) -> None:
    page = editor(qtbot, desk_room, matter_id, [])
    QTest.mouseClick(page.form.edits["text"], Qt.MouseButton.LeftButton)
    QTest.keyClicks(page.form.edits["text"], "Hello")
    click(page.file_button)
    subject = page.form.edits["subject"]
    assert subject.accessibleDescription() == "A letter needs a subject; it was not filed."
    assert page.window().focusWidget() is subject


def test_a_placeholder_is_put_in_as_its_value(
    qtbot: QtBot, desk_room: DeskRoom, matter_id: MatterId
) -> None:
    page = editor(qtbot, desk_room, matter_id, [])
    text = page.form.edits["text"]
    text.setFocus()
    for name in ("{{client.mail}}", "{{client.phone}}", "{{ask.…}}"):
        click(page.form.placeholders.button)
        pick(page.form.placeholders.menu, name)
    assert page.form.words()["text"] == (
        "accounts@northgate.example{{client.phone}}{{ask.something}}"
    )
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow, timeout=5_000)
    page.form.edits["subject"].setFocus()
    click(page.form.placeholders.button)
    pick(page.form.placeholders.menu, "{{matter.title}}")
    assert page.form.words()["subject"] == "Alvarez v. Northgate"


def test_another_template_can_be_taken_back(
    qtbot: QtBot, desk_room: DeskRoom, matter_id: MatterId
) -> None:
    said: list[tuple[str, object]] = []
    desk_room.desk.said.connect(lambda sentence, steps: said.append((sentence, steps)))
    page = editor(qtbot, desk_room, matter_id, [])
    page.form.edits["text"].setFocus()
    QTest.keyClicks(page.form.edits["text"], "My own words")
    start_from(page, "Closing letter")
    assert page.form.words()["text"].startswith("Dear Northgate")
    sentence, steps = said[-1]
    assert sentence == "The text was replaced by “Closing letter”."
    steps[0][1]()  # type: ignore[index]
    page.setFocus()
    qtbot.waitUntil(lambda: page.form.words()["text"] == "My own words", timeout=5_000)


def test_a_sensitive_matter_gets_no_plain_mail(
    qtbot: QtBot, desk_room: DeskRoom, matter_id: MatterId
) -> None:
    opened: list[Path] = []
    errors: list[LawDeskError] = []
    desk_room.desk.failed.connect(errors.append)
    now = desk_room.clock.at
    desk_room.room.do(set_sensitivity, matter_id, Sensitivity.SENSITIVE, now=now)
    page = editor(qtbot, desk_room, matter_id, opened)
    for name in ("subject", "text"):
        page.form.edits[name].setFocus()
        QTest.keyClicks(page.form.edits[name], "Hello")
    click(page.file_button)
    qtbot.waitUntil(page.filed.isVisible, timeout=20_000)
    click(page.filed.mail_button)
    assert "This matter is sensitive" in str(errors[0])
    assert opened == []


def test_a_letter_about_an_invoice_tells_its_figures(
    qtbot: QtBot, desk_room: DeskRoom, matter_id: MatterId
) -> None:
    billed = make_work(desk_room.room, matters.get(desk_room.desk.read, matter_id).client_id)
    issue(desk_room.room, billed)
    page = editor(qtbot, desk_room, billed, [])
    start_from(page, "Cover letter for an invoice")
    words = page.form.words()
    assert words["subject"] == "Invoice 2026-0001: Alvarez v. Northgate"
    assert "USD 1,680.00" in words["text"]


def test_a_discarded_letter_can_be_had_back(
    qtbot: QtBot, desk_room: DeskRoom, matter_id: MatterId
) -> None:
    said: list[tuple[str, object]] = []
    asked: list[tuple[str, int]] = []
    desk_room.desk.said.connect(lambda sentence, steps: said.append((sentence, steps)))
    page = editor(qtbot, desk_room, matter_id, [])
    page.open_asked.connect(lambda kind, item: asked.append((kind, item)))
    page.form.edits["text"].setFocus()
    QTest.keyClicks(page.form.edits["text"], "My own words")
    click(page.discard_button)
    assert draft_of(desk_room, matter_id) is None
    assert asked == [("matter", matter_id)]
    said[-1][1][0][1]()  # type: ignore[index]
    assert asked[-1] == ("letter", matter_id)
    page.show_item(matter_id)
    assert page.form.words()["text"] == "My own words"


def test_a_letter_in_the_making_outlives_a_lock(program: ProgramRoom) -> None:
    desk, now = program.office.desk, program.clock.now()
    client_id = desk.transact(add_client, "Maria Alvarez", now=now.at)
    desk.transact(set_contacts, client_id, ContactKind.ADDRESS, ["1 Main Street"])
    matter_id = desk.transact(open_matter, client_id, "Alvarez v. Northgate", now=now)
    program.office.open_thing("matter", matter_id)
    program.click("Write a letter")
    text = program.find(QPlainTextEdit, "Text")
    QTest.mouseClick(text.viewport(), Qt.MouseButton.LeftButton)
    QTest.keyClicks(text, "Half a sent")
    QTest.keyClick(program.front, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    program.wait(program.is_locked)
    program.unlock()
    assert program.find(QPlainTextEdit, "Text").toPlainText() == "Half a sent"
    program.office.open_thing("client", client_id)
    program.click("Write a letter")
    assert program.find(QPlainTextEdit, "Text").toPlainText() == ""


def test_templates_are_written_with_a_live_page_beside_them(
    qtbot: QtBot, desk_room: DeskRoom
) -> None:
    part = TemplatesPart(desk_room.desk)
    show(qtbot, part)
    click(part.starter_button)
    assert len(letter_templates.list_all(desk_room.desk.read)) == 5
    click(part.add_button)
    QTest.keyClicks(part.window().focusWidget(), "Power of attorney")
    text = part.form.edits["text"]
    text.setFocus()
    QTest.keyClicks(text, "Dear ")
    click(part.form.placeholders.button)
    pick(part.form.placeholders.menu, "{{client.name}}")
    QTest.keyClicks(text, " {{7*7}}")
    assert part.form.unknown.text().endswith("{{7*7}}")
    qtbot.waitUntil(
        lambda: "Dear Sample Client {{7*7}}" in part.form.preview.pdf.text(), timeout=20_000
    )
    kept = part.typed()
    again = TemplatesPart(desk_room.desk)
    show(qtbot, again)
    again.show_typed(kept)
    assert again.form.words().text == "Dear {{client.name}} {{7*7}}"
    click(part.form.keep_button)
    found = {each.title: each for each in letter_templates.list_all(desk_room.desk.read)}
    assert found["Power of attorney"].text == "Dear {{client.name}} {{7*7}}"
    assert part.typed() == {}


def picture(width: int, height: int, kind: str = "PNG") -> bytes:
    """A picture file of that kind, with a comment in it."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(0x204060)
    image.setText("Comment", "made by someone")
    path = Path(QApplication.applicationDirPath())  # only a name; nothing is written there
    assert path
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice
    from PySide6.QtGui import QImageWriter

    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(kind.lower().encode())).write(image)
    return bytes(data.data())


def test_a_picture_is_encoded_anew(qapp: QApplication) -> None:
    assert qapp
    source = picture(300, 100)
    assert b"made by someone" in source
    made = decode_picture(source + b"<script>trailing</script>", "logo.png")
    assert (made.width, made.height) == (300, 100)
    assert b"made by someone" not in made.content
    assert b"script" not in made.content
    assert decode_picture(picture(300, 100, "JPEG"), "a.jpg").content.startswith(b"\xff\xd8\xff")
    assert decode_picture(picture(5000, 500), "wide.png").width == 1600


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"GIF89a" + b"\0" * 50, "neither a PNG nor a JPEG"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "neither a PNG nor a JPEG"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "is damaged"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 50, "is damaged"),
        (b"x" * 10_000_001, "over 10 MB"),
        (b"", "neither a PNG nor a JPEG"),
    ],
)
def test_what_is_no_picture_is_refused(content: bytes, sentence: str, qapp: QApplication) -> None:
    assert qapp
    with pytest.raises(ImportRefused, match=sentence):
        decode_picture(content, "logo.png")


def test_a_picture_that_swells_is_refused_before_it_is_decoded(qapp: QApplication) -> None:
    assert qapp
    small = bytearray(picture(30, 30))
    small[16:24] = (60_000).to_bytes(4, "big") * 2  # the size that the file claims
    small[29:33] = zlib.crc32(small[12:29]).to_bytes(4, "big")
    with pytest.raises(ImportRefused, match="too many pixels"):
        decode_picture(bytes(small), "bomb.png")


def test_the_letterhead_saves_by_itself(qtbot: QtBot, desk_room: DeskRoom) -> None:
    part = LetterheadPart(desk_room.desk)
    show(qtbot, part)
    file = desk_room.folder / "logo.png"
    file.write_bytes(picture(300, 100))
    part.use_picture(file)
    read = desk_room.desk.read

    def has_picture() -> bool:
        head = letterhead.find(read)
        return head is not None and bool(head.picture)

    qtbot.waitUntil(has_picture, timeout=10_000)
    footer = part.findChildren(QPlainTextEdit)[1]
    assert footer.accessibleName() == "Footer of each page"
    footer.setFocus()
    QTest.keyClicks(footer, "First River Bank")
    part.choose_button.setFocus()
    head = letterhead.find(read)
    assert head is not None
    assert head.footer == "First River Bank"
    qtbot.waitUntil(lambda: "First River Bank" in part.preview.pdf.text(), timeout=20_000)
    click(part.remove_button)
    assert not has_picture()
    desk_room.desk.start(lambda _report: None, lambda _done: None, "").wait()


def test_a_text_that_was_refused_is_never_left_out_of_a_filed_letter(
    qtbot: QtBot, desk_room: DeskRoom, matter_id: MatterId
) -> None:
    page = editor(qtbot, desk_room, matter_id, [])
    for name in ("subject", "text"):
        page.form.edits[name].setFocus()
        QTest.keyClicks(page.form.edits[name], "Hello")
    closing = page.form.edits["closing"]
    assert isinstance(closing, QPlainTextEdit)
    closing.setPlainText("x" * 2001)
    click(page.file_button)
    assert closing.accessibleDescription().startswith("At most 2000 characters fit here")
    assert filed(desk_room) == []
    assert page.file_button.isEnabled()
