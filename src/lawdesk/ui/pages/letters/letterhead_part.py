"""The letterhead: picture, lines and footer, seen at once on a letter to an invented client."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lawdesk.domain.letterhead import Letterhead
from lawdesk.domain.letters.letters import LetterPaper
from lawdesk.errors import FieldError
from lawdesk.exports.starter_letters import starter_letters
from lawdesk.operations.letterhead import set_letterhead
from lawdesk.store import letterhead
from lawdesk.store import practice as practices
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.page import Page
from lawdesk.ui.pages.billing.section_head import SectionHead
from lawdesk.ui.pages.letters.letter_preview import LetterPreview
from lawdesk.ui.pages.letters.letterhead_picture import DecodedPicture, read_picture
from lawdesk.ui.pages.letters.sample_letter import sample_letter
from lawdesk.ui.pages.saving_form import SavingForm
from lawdesk.ui.questions import FileQuestions
from lawdesk.ui.tasks import while_alive
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.labels import text_label

_PREVIEW_HEIGHT = 620
_ONLY = 1


class LetterheadPart(Page):
    """Saves by itself. Papers drawn from now on show it; what was issued stays as it was."""

    tables: ClassVar[frozenset[str]] = frozenset({"letterheads", "practice"})

    def __init__(
        self, desk: Desk, parent: QWidget | None = None, *, files: FileQuestions | None = None
    ) -> None:
        super().__init__(desk, parent)
        self._files = files or FileQuestions()
        self.head = SectionHead(_("Letterhead"))
        self.head.show_line(
            _(
                "It stands on letters, invoices, reminders and statements drawn from now on. "
                "Invoices that were issued keep the one they were issued with."
            )
        )
        self.picture_words = text_label("", "body", wrap=True)
        self.choose_button = Button(_("Choose a picture…"), icon="upload")
        self.remove_button = Button(_("Take the picture away"), icon="trash", kind="link")
        self.form = SavingForm(desk)
        self.form.add_text(
            "lines",
            _("Lines below the picture or the name"),
            lines=4,
            hint=_("Up to four, such as fields of law. Your address and phone stand at the right."),
        )
        self.form.add_text(
            "footer",
            _("Footer of each page"),
            lines=4,
            hint=_("Up to four lines, such as bank, tax numbers and the bar you belong to."),
        )
        self.preview = LetterPreview(desk, _("Preview of the letterhead"))
        self.preview.setFixedHeight(_PREVIEW_HEIGHT)
        self._connect()
        self._lay_out()
        self._reload()

    def refresh(self) -> None:
        """Reads the letterhead again."""
        head = self._stored()
        words = _("No picture: your name is set in type.")
        if head.picture:
            size = f"{head.picture_width} × {head.picture_height}"
            words = _("Picture of {size} pixels. It takes the place of your name.").format(
                size=size
            )
        self.picture_words.setText(words)
        self.remove_button.setVisible(bool(head.picture))
        self.form.show_stored(_ONLY, {"lines": head.lines, "footer": head.footer})
        self.preview.show_soon(self._sample)

    def use_picture(self, path: Path) -> None:
        """Reads a picture file on a worker and puts it on the letterhead."""
        self.desk.start(
            lambda _report: read_picture(path),
            while_alive(self, self._on_decoded),
            _("Reading {name}").format(name=path.name),
        )

    def _connect(self) -> None:
        self.choose_button.clicked.connect(lambda _checked=False: self._on_choose_clicked())
        self.remove_button.clicked.connect(lambda _checked=False: self._on_remove_clicked())
        self.form.committed.connect(self._on_committed)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(16)
        buttons.addWidget(self.choose_button)
        buttons.addWidget(self.remove_button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.head)
        layout.addWidget(text_label(_("Picture"), "caption"))
        layout.addWidget(self.picture_words)
        layout.addLayout(buttons)
        layout.addWidget(self.form)
        layout.addWidget(self.preview)
        layout.addStretch(1)

    def _stored(self) -> Letterhead:
        return letterhead.find(self.desk.read) or Letterhead()

    def _sample(self) -> LetterPaper:
        read = self.desk.read
        language = practices.get(read).language
        letters = starter_letters((language,))
        shown = next(each for each in letters if "{{invoice.number}}" in each.subject)
        return sample_letter(read, shown, self.desk.clock.now().day)

    def _set(self, changed: Letterhead) -> None:
        self.desk.transact(set_letterhead, changed, now=self.desk.clock.now().at)

    def _on_committed(self, name: str, value: object) -> None:
        stored, text = self._stored(), str(value)
        changed = replace(stored, lines=text)
        if name == "footer":
            changed = replace(stored, footer=text)
        self.form.save(name, lambda: self._set(changed))

    def _on_choose_clicked(self) -> None:
        path = self._files.picture(self)
        if path is not None:
            self.use_picture(path)

    def _on_decoded(self, picture: DecodedPicture) -> None:
        changed = replace(
            self._stored(),
            picture=picture.content,
            picture_width=picture.width,
            picture_height=picture.height,
        )
        self._keep(changed)

    def _on_remove_clicked(self) -> None:
        before = self._stored()
        self._keep(replace(before, picture=b"", picture_width=0, picture_height=0))
        self.desk.say(
            _("The picture is off the letterhead."), (_("Undo"), lambda: self._keep(before))
        )

    def _keep(self, changed: Letterhead) -> None:
        try:
            self._set(changed)
        except FieldError as error:
            self.desk.failed.emit(error)
