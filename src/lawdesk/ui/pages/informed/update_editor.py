"""One update: its three parts as they are written, and what was given as it stays."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from lawdesk.domain.locale_format import format_date
from lawdesk.domain.snippets import Snippet, SnippetKind, best_first
from lawdesk.domain.typed_values import parse_date
from lawdesk.domain.updates import GivenBy, Update, UpdateId, UpdateParts, open_gaps, parts_of
from lawdesk.errors import FieldError, LawDeskError
from lawdesk.operations.updates import (
    date_update,
    delete_update,
    mark_updates_given,
    put_back_update,
    set_update_parts,
    write_update,
)
from lawdesk.store import clients, matters, snippets, updates
from lawdesk.store import practice as practices
from lawdesk.store.database import Reader
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.kept_field import KeptField
from lawdesk.ui.mail_handover import MailHandover
from lawdesk.ui.pages.informed.contact_words import given_by_words
from lawdesk.ui.pages.informed.update_giving import GivingLine
from lawdesk.ui.pages.informed.update_reading import UpdateReading
from lawdesk.ui.pages.informed.update_texts import TextsLine
from lawdesk.ui.pages.saving_form import SavingForm
from lawdesk.ui.update_mail import update_mail, words_of
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.labels import rule, text_label

PARTS = ("happened", "next", "needed")


class UpdateEditor(QWidget):
    """Everything typed is saved by itself; an update that was given is only shown."""

    left = Signal()
    open_asked = Signal(str, int)

    def __init__(self, desk: Desk, mails: MailHandover) -> None:
        super().__init__()
        self._desk, self._mails = desk, mails
        self._update: Update | None = None
        self._last_part = "happened"
        self.back_button = Button(_("All updates"), icon="left", kind="link")
        self.delete_button = Button(_("Delete draft"), icon="trash", kind="link")
        self._title = text_label("", "section")
        self._state = text_label("", "quiet", wrap=True)
        self.texts = TextsLine()
        self.form = SavingForm(desk)
        self.form.setContentsMargins(0, 0, 0, 0)
        self._edits = self._add_fields()
        self._kept = {name: KeptField(desk, edit) for name, edit in self._edits.items()}
        self.giving = GivingLine()
        self.reading = UpdateReading()
        self._lay_out()
        self._connect()

    @property
    def update_id(self) -> UpdateId | None:
        """The update that is open."""
        return self._update.id if self._update else None

    def open_update(self, update_id: UpdateId) -> None:
        """Shows an update from its first part on; words that a crash cut off are there again."""
        self._last_part = "happened"
        self.show_update(update_id)
        now, practice = self._desk.clock.now(), practices.get(self._desk.read)
        self.giving.show_today(now.day, practice.locale)
        if self._update is None or self._update.given_on is not None:
            return
        for name in PARTS:
            kept = self._kept[name].begin(_place(update_id, name))
            if kept and kept != self.form.values()[name]:
                self._edits[name].setPlainText(kept)
                self._on_committed(name, kept)
        self.form.focus("happened")

    def show_update(self, update_id: UpdateId) -> None:
        """Shows what is stored; what is being typed stays."""
        read = self._desk.read
        update, locale = updates.get(read, update_id), practices.get(read).locale
        self._update = update
        is_given = update.given_on is not None
        for widget in (self.form, self.texts, self.giving, self.delete_button, self._line):
            widget.setVisible(not is_given)
        self.reading.setVisible(is_given)
        self._title.setVisible(is_given)
        day = format_date(update.dated_on, locale)
        self._title.setText(_("Update as of {date}").format(date=day))
        self._state.setText(_state(update, locale))
        if is_given:
            self.reading.show_update(update)
            return
        short = format_date(update.dated_on, locale, "short")
        parts = {"happened": update.happened, "next": update.next, "needed": update.needed}
        self.form.show_stored(update.id, {"dated_on": short, **parts})
        self._show_texts(update)
        matter = matters.get(read, update.matter_id)
        gaps = open_gaps(*parts.values())
        self.giving.show_draft(matter.sensitivity, gaps, is_empty=update.is_empty)

    def leave(self) -> None:
        """Saves what is being typed; a draft that says nothing is not worth keeping."""
        self.form.leave()
        update = updates.find(self._desk.read, self._update.id) if self._update else None
        self._update = None
        if update is not None and update.given_on is None and update.is_empty:
            self._desk.do(delete_update, update.id)

    def typed(self) -> dict[str, str]:
        """Which update is open, and the day it is to be noted as given."""
        if self._update is None:
            return {}
        return {"update": str(self._update.id), "given_on": str(self.giving.day.value())}

    def show_typed(self, typed: Mapping[str, str]) -> None:
        """The day that stood in the line below."""
        self.giving.day.show_value(typed["given_on"])

    def put_in(self, text: str) -> None:
        """Puts a text where the cursor was last, and marks its first gap to be typed over."""
        edit = self._edits[self._last_part]
        edit.setFocus()
        cursor = edit.textCursor()
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        start = cursor.position()
        before = edit.toPlainText()[:start]
        lead = "\n" if before and not before.endswith("\n") else ""
        cursor.insertText(lead + text)
        cursor.endEditBlock()
        gaps = open_gaps(text)
        if gaps:
            first = start + len(lead) + text.index(gaps[0])
            cursor.setPosition(first)
            cursor.setPosition(first + len(gaps[0]), cursor.MoveMode.KeepAnchor)
        edit.setTextCursor(cursor)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notes which part the cursor is in."""
        if event.type() == QEvent.Type.FocusIn:
            self._last_part = next(n for n, edit in self._edits.items() if edit is watched)
        return super().eventFilter(watched, event)

    def _add_fields(self) -> dict[str, QPlainTextEdit]:
        form = self.form
        form.add_date("dated_on", _("As of"))
        return {
            "happened": form.add_text("happened", _("What happened"), lines=4).control(),
            "next": form.add_text("next", _("What comes next"), lines=3).control(),
            "needed": form.add_text("needed", _("What I need from you"), lines=3).control(),
        }

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.back_button)
        head.addStretch(1)
        head.addWidget(self.delete_button)
        self._line = rule()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 16)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self._title)
        layout.addWidget(self._state)
        for widget in (self.texts, self.form, self._line, self.giving, self.reading):
            layout.addWidget(widget)
        layout.addStretch(1)

    def _connect(self) -> None:
        self.back_button.clicked.connect(lambda _checked=False: self.left.emit())
        self.delete_button.clicked.connect(lambda _checked=False: self._on_delete_clicked())
        self.form.committed.connect(self._on_committed)
        self.texts.template_picked.connect(self._on_template_picked)
        self.texts.snippet_picked.connect(lambda snippet: self.put_in(snippet.text))
        self.giving.bundle_asked.connect(self._on_bundle_asked)
        self.giving.mail_asked.connect(self._on_mail_asked)
        self.giving.text_asked.connect(self._on_text_asked)
        self.giving.noted.connect(self._on_noted)
        for edit in self._edits.values():
            edit.installEventFilter(self)

    def _show_texts(self, update: Update) -> None:
        """Templates only while nothing of the lawyer's own would be lost."""
        templates, pieces = texts_for(self._desk.read, update)
        parts = UpdateParts(update.happened, update.next, update.needed)
        untouched = [_stripped(parts_of(each.text)) for each in templates]
        offered = templates if parts.is_empty or parts in untouched else []
        self.texts.show_texts(offered, pieces)

    def _on_committed(self, name: str, value: object) -> None:
        update, transact = self._update, self._desk.transact
        if update is None:
            return
        if name == "dated_on":
            today, locale = self._desk.clock.now().day, practices.get(self._desk.read).locale
            self.form.save(
                name,
                lambda: transact(date_update, update.id, parse_date(str(value), today, locale)),
            )
        elif self.form.save(name, lambda: transact(write_update, update.id, name, str(value))):
            self._kept[name].forget(_place(update.id, name))

    def _on_template_picked(self, template: Snippet) -> None:
        update = self._update
        if update is not None:
            self._desk.do(set_update_parts, update.id, parts_of(template.text))
            self.form.focus("happened")

    def _on_delete_clicked(self) -> None:
        update, desk = self._update, self._desk
        if update is None:
            return
        gone = desk.do(delete_update, update.id)
        if gone is not None:
            self._update = None
            for name in PARTS:
                self._kept[name].forget(_place(update.id, name))
            self.left.emit()
            desk.say(
                _("The draft is deleted."), (_("Undo"), lambda: desk.do(put_back_update, gone))
            )

    def _on_bundle_asked(self) -> None:
        if self._update is not None:
            self.open_asked.emit("bundle", self._update.matter_id)

    def _on_mail_asked(self) -> None:
        if self._update is None:
            return
        try:
            mail = update_mail(self._desk.read, updates.get(self._desk.read, self._update.id))
        except LawDeskError as error:
            self._desk.failed.emit(error)
        else:
            self._mails.open_draft(mail)

    def _on_text_asked(self) -> None:
        if self._update is not None:
            update = updates.get(self._desk.read, self._update.id)
            QGuiApplication.clipboard().setText(words_of(self._desk.read, update)[1])
            self._desk.say(_("The text of the update is on the clipboard."))

    def _on_noted(self, day: object, channel: object) -> None:
        update, now = self._update, self._desk.clock.now()
        if update is None or not isinstance(day, date) or not isinstance(channel, GivenBy):
            return
        try:
            self._desk.transact(
                mark_updates_given, [update.id], given_on=day, channel=channel, now=now
            )
        except FieldError as error:
            self.giving.show_error(str(error))
        except LawDeskError as error:
            self._desk.failed.emit(error)
        else:
            self._desk.say(_("The update is noted as given; it stays as it is."))


def texts_for(read: Reader, update: Update) -> tuple[list[Snippet], list[Snippet]]:
    """Templates and pieces in the client's language, those of the matter's area first."""
    matter = matters.get(read, update.matter_id)
    language = clients.get(read, matter.client_id).language
    return (
        best_first(snippets.list_for(read, SnippetKind.UPDATE, language), matter.area),
        best_first(snippets.list_for(read, SnippetKind.SNIPPET, language), matter.area),
    )


def _stripped(parts: UpdateParts) -> UpdateParts:
    return UpdateParts(parts.happened.strip(), parts.next.strip(), parts.needed.strip())


def _state(update: Update, locale: str) -> str:
    if update.given_on is None or update.channel is None:
        return _("A draft. What you type is saved by itself; the client sees nothing yet.")
    words = _("Given to the client on {date} by {channel}; it stays as it is.")
    day = format_date(update.given_on, locale)
    return words.format(date=day, channel=given_by_words()[update.channel])


def _place(update_id: UpdateId, name: str) -> str:
    return f"update.{update_id}.{name}"
