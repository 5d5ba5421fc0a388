"""What comes back from clients: taken in, looked at in quarantine, filed part by part.

Files may be dropped anywhere on the page. They stay where they are; a sealed copy waits here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import ClassVar, cast

from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from lawdesk.domain.replies import RefusedFileId, ReplyId, ReplyItemId
from lawdesk.errors import LawDeskError
from lawdesk.operations.replies import delete_refused, watch_folder
from lawdesk.operations.reply_filing import (
    file_answer,
    note_item,
    reject_item,
    reject_rest,
    take_over_contact,
)
from lawdesk.progress import Report
from lawdesk.store import replies
from lawdesk.store.replies import RefusedFile
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.document_words import plain_copy_sentence
from lawdesk.ui.page import Page
from lawdesk.ui.pages.receivables.arrears_act import ActForm
from lawdesk.ui.pages.replies.paper_form import PaperForm
from lawdesk.ui.pages.replies.question_form import QuestionForm
from lawdesk.ui.pages.replies.refused_detail import RefusedDetail
from lawdesk.ui.pages.replies.reply_detail import ReplyDetail
from lawdesk.ui.pages.replies.reply_list import Key, ReplyList
from lawdesk.ui.pages.replies.reply_look import ReplyLook, sealed_form_of
from lawdesk.ui.questions import FileQuestions, confirm, documents
from lawdesk.ui.reply_intake import ReplyIntake
from lawdesk.ui.widgets.empty_state import EmptyState
from lawdesk.ui.widgets.labels import rule
from lawdesk.ui.widgets.page_header import PageHeader
from lawdesk.ui.widgets.reading_order import set_reading_order
from lawdesk.ui.widgets.scrolling import scrolled
from lawdesk.vault.atomic_file import write_atomic
from lawdesk.vault.sealed_documents import SealedDocuments

_LIST_WIDTH = 300
_NARROW_LIST_WIDTH = 250
_NARROW = 820
_EMPTY, _REPLY, _REFUSED, _FORM, _LOOK = range(5)


class RepliesPage(Page):
    """List and detail. It asks for "client" to go to whoever wrote."""

    tables: ClassVar[frozenset[str]] = frozenset(
        {"replies", "reply_items", "refused_files", "practice", "client_requests", "clients"}
        | {"client_contacts", "account_entries", "disputes"}
    )

    def __init__(
        self, desk: Desk, parent: QWidget | None = None, *, files: FileQuestions | None = None
    ) -> None:
        super().__init__(desk, parent)
        self._files = files or FileQuestions()
        self._shown: Key | None = None
        self._act: tuple[str, ReplyItemId] | None = None
        self.form: ActForm | None = None
        self.intake = ReplyIntake(desk, self)
        self.intake.taken.connect(self.show_item)
        self.setAcceptDrops(True)
        self.header = PageHeader(_("Replies"))
        self.header.add_button(_("Watch a folder…"), self._on_watch_clicked, icon="folder")
        self.take_button = self.header.add_button(
            _("Take in a reply…"), self._on_take_clicked, icon="download", primary=True
        )
        self.list = ReplyList(desk)
        self.list.chosen.connect(self._on_chosen)
        self.list.folder_left.connect(lambda: self.desk.do(watch_folder, ""))
        self.list.list.set_empty(
            _("Nothing waits. Drop a client's reply here, or take it in from its folder."),
            _("Take in a reply…"),
            self._on_take_clicked,
        )
        self.detail = ReplyDetail(desk)
        self.detail.asked.connect(self._on_asked)
        self.detail.reject_asked.connect(self._on_reject_all_asked)
        self.detail.client_asked.connect(lambda number: self.open_asked.emit("client", number))
        self.refused = RefusedDetail(desk)
        self.refused.save_asked.connect(self._on_save_refused_asked)
        self.refused.delete_asked.connect(self._on_delete_refused_asked)
        self.look = ReplyLook(desk)
        self.look.closed.connect(self._show_detail)
        self._lay_out()

    def refresh(self) -> None:
        """Reads the list and what is shown beside it."""
        read = self.desk.read
        self.list.refresh()
        self.header.show_line(_line(replies.count_open(read), replies.count_refused(read)))
        if self._shown is not None and self.list.list.row(self._shown) is None:
            self.list.list.select(None)
            self._shown = self._still_there(self._shown)
        if self._shown is None and self.list.list.model.rowCount():
            self.list.list.select_first()  # and thereby shows it
        elif self.form is None and self._stack.currentIndex() != _LOOK:
            self._show_detail()

    def show_item(self, item_id: int) -> None:
        """Shows a reply."""
        self._close_act()
        self._shown = ("reply", item_id)
        self._is_stale = False
        self.refresh()
        self.list.list.select(self._shown)

    def shown_item(self) -> int | None:
        """The reply shown."""
        return self._shown[1] if self._shown is not None and self._shown[0] == "reply" else None

    def typed(self) -> dict[str, str]:
        """The form that is open, the part it is about, and what stands in its fields."""
        if self.form is None or self._act is None:
            return {}
        return {"act": self._act[0], "part": str(self._act[1]), **self.form.typed()}

    def show_typed(self, typed: Mapping[str, str]) -> None:
        item = replies.get_item(self.desk.read, ReplyItemId(int(typed["part"])))
        self.show_item(item.reply_id)
        self._on_asked(typed["act"], item.id)
        if self.form is not None:
            self.form.show_typed(typed)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _local_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Takes in what is dropped, whatever it is called."""
        event.acceptProposedAction()
        self.intake.add(_local_files(event))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window gives the reply more room than the list."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        self.list.setFixedWidth(_NARROW_LIST_WIDTH if narrow else _LIST_WIDTH)

    def _still_there(self, shown: Key) -> Key | None:
        """What is shown stays while the lawyer looks at it, though the list lets go of it."""
        kind, number = shown
        if kind == "reply" and not self.list.with_filed.isChecked():
            return shown if replies.get_row(self.desk.read, ReplyId(number)) else None
        return None

    def _on_chosen(self, key: object) -> None:
        if key is None or key == self._shown:
            return
        self._close_act()
        self._shown = cast(Key, key)
        self._show_detail()

    def _show_detail(self) -> None:
        if self._shown is None:
            self._stack.setCurrentIndex(_EMPTY)
        elif self._shown[0] == "reply":
            self.detail.show_reply(ReplyId(self._shown[1]))
            self._stack.setCurrentIndex(_REPLY)
        else:
            self.refused.show_file(self._refused_file())
            self._stack.setCurrentIndex(_REFUSED)
        set_reading_order(self)

    def _on_asked(self, act: str, number: int) -> None:
        item_id = ReplyItemId(number)
        acts: dict[str, Callable[[ReplyItemId], object]] = {
            "note": lambda item: self.desk.do(note_item, item, now=self.desk.clock.now()),
            "answer": lambda item: self.desk.do(file_answer, item, now=self.desk.clock.now()),
            "contact": self._take_over,
            "reject": self._on_reject_asked,
            "look": self._look_at,
            "file": lambda item: self._open_form("file", item),
            "question": lambda item: self._open_form("question", item),
        }
        acts[act](item_id)
        if self._stack.currentIndex() == _REPLY:
            self.detail.focus_next()

    def _take_over(self, item_id: ReplyItemId) -> None:
        kinds = self.detail.changes[item_id].ticked()
        self.desk.do(take_over_contact, item_id, kinds, now=self.desk.clock.now())

    def _look_at(self, item_id: ReplyItemId) -> None:
        self.look.show_file(replies.get_file(self.desk.read, item_id))
        self._stack.setCurrentIndex(_LOOK)
        set_reading_order(self)
        self.look.back_button.setFocus()

    def _open_form(self, act: str, item_id: ReplyItemId) -> None:
        form = self._paper_form(item_id) if act == "file" else self._question_form(item_id)
        if form is None:
            return
        self._close_act()
        self._act, self.form = (act, item_id), form
        form.closed.connect(self._leave_form)
        self._form_place.addWidget(form)
        self._stack.setCurrentIndex(_FORM)
        set_reading_order(self)
        form.form.focus(next(iter(form.form.values())))

    def _paper_form(self, item_id: ReplyItemId) -> ActForm:
        form = PaperForm(self.desk, item_id)
        form.filed.connect(lambda _document: self._leave_form())
        return form

    def _question_form(self, item_id: ReplyItemId) -> ActForm | None:
        row = self.detail.arrears_of(replies.get_item(self.desk.read, item_id))
        if row is None:
            return None
        form = QuestionForm(self.desk, row, item_id)
        form.opened.connect(lambda _dispute: self._leave_form())
        return form

    def _leave_form(self) -> None:
        self._close_act()
        self.refresh()

    def _close_act(self) -> None:
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
        self.form = self._act = None
        self.look.clear()
        self._stack.setCurrentIndex(_EMPTY)

    def _on_reject_asked(self, item_id: ReplyItemId) -> None:
        item = replies.get_item(self.desk.read, item_id)
        files = replies.list_files(self.desk.read, item.reply_id)
        if item_id in files and not self._confirms_deleting(files[item_id].name):
            return
        self._destroy(self.desk.do(reject_item, item_id, now=self.desk.clock.now()))

    def _on_reject_all_asked(self) -> None:
        if self._shown is None:
            return
        sentence = _(
            "Rejects every part that waits. Files among them are deleted from this computer and "
            "cannot be brought back; what was filed before stays."
        )
        if confirm(self, _("Reject all that waits"), sentence, _("Reject all"), kind="danger"):
            reply_id = ReplyId(self._shown[1])
            self._destroy(self.desk.do(reject_rest, reply_id, now=self.desk.clock.now()))

    def _confirms_deleting(self, name: str) -> bool:
        sentence = _("Rejects “{name}” and deletes it from this computer. It cannot be undone.")
        return confirm(
            self,
            _("Reject and delete"),
            sentence.format(name=name),
            _("Reject and delete"),
            kind="danger",
        )

    def _on_delete_refused_asked(self) -> None:
        file = self._refused_file()
        sentence = _("Deletes “{name}” from this computer. It cannot be undone.")
        words = sentence.format(name=file.file_name)
        if not confirm(self, _("Delete it"), words, _("Delete it"), kind="danger"):
            return
        self._shown = None
        name = self.desk.do(delete_refused, file.id, now=self.desk.clock.now())
        self._destroy([name] if name else None)

    def _destroy(self, names: list[str] | None) -> None:
        """Deletes sealed files that no row needs; one that cannot be is swept at a later start."""
        vault = self.desk.documents
        for name in names or []:
            self.desk.start(partial(_destroy, vault, name), _nothing, "")

    def _on_save_refused_asked(self) -> None:
        file = self._refused_file()
        path = self._files.path_to_save(self, _("Save the refused file"), file.file_name)
        sentence = plain_copy_sentence(file.file_name, path) if path else ""
        if path is None or not confirm(
            self, _("Save a plain copy"), sentence, _("Save plain copy")
        ):
            return
        vault, sealed = self.desk.documents, sealed_form_of(file)
        self.desk.start(
            lambda report: write_atomic(path, vault.unseal(sealed, report)),
            lambda _done: self.desk.say(_("Saved as {path}, not encrypted.").format(path=path)),
            _("Saving {name}").format(name=path.name),
        )

    def _refused_file(self) -> RefusedFile:
        assert self._shown is not None  # noqa: S101 - only shown for a refused file
        return replies.get_refused(self.desk.read, RefusedFileId(self._shown[1]))

    def _on_take_clicked(self) -> None:
        self.intake.add(self._files.replies_to_take_in(self))

    def _on_watch_clicked(self) -> None:
        before = replies.reply_folder(self.desk.read)
        proposed = Path(before) if before else documents()
        folder = self._files.folder(self, _("Watch this folder for replies"), proposed)
        if folder is None:
            return
        try:
            self.desk.transact(watch_folder, str(folder))
        except LawDeskError as error:
            self.desk.failed.emit(error)
            return
        words = _("Replies that appear in {folder} are taken in; the files stay there.")
        self.desk.say(words.format(folder=folder))

    def _lay_out(self) -> None:
        form_holder = QWidget()
        self._form_place = QVBoxLayout(form_holder)
        self._form_place.setContentsMargins(0, 0, 16, 0)
        self._stack = QStackedWidget()
        self._stack.addWidget(EmptyState(_("Choose a reply in the list to see it here.")))
        self._stack.addWidget(scrolled(self.detail, _("The reply")))
        self._stack.addWidget(scrolled(self.refused, _("The refused file")))
        self._stack.addWidget(scrolled(form_holder, _("What is filed")))
        self._stack.addWidget(self.look)
        body = QHBoxLayout()
        body.setSpacing(20)
        body.addWidget(self.list)
        body.addWidget(rule(upright=True))
        body.addWidget(self._stack, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.header)
        layout.addLayout(body, 1)


def _local_files(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


def _line(waiting: int, refused: int) -> str:
    said = (
        _("1 reply waits to be filed.") if waiting == 1 else _("{count} replies wait to be filed.")
    )
    told = [said.format(count=waiting) if waiting else _("No reply waits.")]
    if refused:
        words = _("1 file was refused.") if refused == 1 else _("{count} files were refused.")
        told.append(words.format(count=refused))
    return " ".join(told)


def _destroy(vault: SealedDocuments, name: str, _report: Report) -> None:
    vault.destroy(name)


def _nothing(_done: None) -> None:
    """Nobody waits for it."""
