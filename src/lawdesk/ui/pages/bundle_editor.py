"""The bundle editor: choose the papers, write a letter, get one sealed file and its words."""

from pathlib import Path
from typing import ClassVar, cast

from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QStackedLayout, QVBoxLayout, QWidget

from lawdesk.domain.bundles import MailSizeAdvice, mail_size_advice
from lawdesk.domain.documents import DocumentId
from lawdesk.domain.locale_format import format_date
from lawdesk.domain.matters import Matter, MatterId
from lawdesk.store import bundles, clients, matters
from lawdesk.store import practice as practices
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.document_words import chosen_papers_words, size_words
from lawdesk.ui.kept_field import KeptField
from lawdesk.ui.mail_handover import MailHandover
from lawdesk.ui.page import Page
from lawdesk.ui.pages.bundle_papers import Paper, list_papers, paper_columns, paper_rows
from lawdesk.ui.pages.bundle_result import BundleResult
from lawdesk.ui.pages.bundle_writing import WrittenBundle, write_bundle
from lawdesk.ui.questions import FileQuestions, documents
from lawdesk.ui.tasks import while_alive
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.labels import ElidedLabel, set_style_property, text_label
from lawdesk.ui.widgets.page_header import PageHeader
from lawdesk.ui.widgets.row_table import RowTable


class BundleEditor(Page):
    """A bundle for the client of one matter. Until it is written only its letter is kept."""

    tables: ClassVar[frozenset[str]] = frozenset(
        {"documents", "invoice_pdfs", "bundles", "bundle_documents", "matters", "clients"}
    )

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None = None,
        *,
        mails: MailHandover | None = None,
        files: FileQuestions | None = None,
    ) -> None:
        super().__init__(desk, parent)
        self._files = files or FileQuestions()
        self._matter_id: MatterId | None = None
        self._papers: list[Paper] = []
        self._chosen: dict[DocumentId, bool] = {}
        self._folder = documents()
        self._is_writing = False
        self.header = PageHeader("")
        self.write_button = self.header.add_button(
            _("Write bundle"), self._on_write_clicked, icon="bundle", primary=True
        )
        self.letter = QPlainTextEdit()
        self.letter.setAccessibleName(_("Letter to the client"))
        self.letter.setPlaceholderText(_("What has happened, in a few plain sentences"))
        self.letter.setTabChangesFocus(True)
        self.table = RowTable(_("Papers"), paper_columns())
        self.table.set_empty(_("This matter has no documents yet; a letter alone can go too."))
        self.table.edited.connect(self._on_edited)
        self.advice = text_label("", "caption", wrap=True)
        self.folder = ElidedLabel("", "quiet")
        self.folder_button = Button(_("Change folder…"), kind="link")
        self.folder_button.clicked.connect(lambda _checked=False: self._on_folder_clicked())
        self.letter.textChanged.connect(self._show_ready)
        self._kept = KeptField(desk, self.letter)
        self.result = BundleResult(desk, mails or MailHandover(desk, parent=self), self._files)
        self.result.left.connect(self._on_result_left)
        self._lay_out()

    def show_item(self, item_id: int) -> None:
        """Begins a bundle for the matter with this id.

        A letter in the making stays, and so do words that were not read out yet.
        """
        if item_id == self._matter_id and self._stack.currentWidget() is self.result:
            return
        if item_id != self._matter_id:
            self._chosen.clear()
            self.letter.setPlainText(self._kept.begin(_letter_place(item_id)))
        self._matter_id = MatterId(item_id)
        self._is_stale = False
        self._on_result_left()

    def refresh(self) -> None:
        """Reads the papers again; ticks and letter stay as they are."""
        if self._matter_id is None:
            return
        read, matter = self.desk.read, matters.get(self.desk.read, self._matter_id)
        locale = practices.get(read).locale
        self._papers = list_papers(read, matter)
        for paper in self._papers:
            self._chosen.setdefault(paper.document.id, not paper.is_given)
        self.header.show_title(_("Bundle for {matter}").format(matter=matter.title))
        self.header.show_line(self._line(matter, locale))
        rows = paper_rows(self._papers, self._chosen, locale)
        self.table.set_rows(rows, key=lambda row: row.id)
        self.folder.setText(str(self._folder))
        self._show_size(locale)
        self._show_ready()

    def _line(self, matter: Matter, locale: str) -> str:
        client = clients.get(self.desk.read, matter.client_id)
        before = bundles.find_latest(self.desk.read, client.id, matter.id)
        if before is None:
            return _("{client} · the first bundle in this matter").format(client=client.name)
        day = format_date(before.made_on, locale)
        words = _("{client} · the last one, number {number}, was written on {date}")
        return words.format(client=client.name, number=before.number, date=day)

    def _show_size(self, locale: str) -> None:
        chosen = self._chosen_papers()
        size = sum(paper.document.plain_size for paper in chosen)
        words = {
            MailSizeAdvice.FITS: _("{papers}, {size}. Fits into a mail."),
            MailSizeAdvice.LARGE: _(
                "{papers}, {size}. Too large for most mails; give it on a stick or choose fewer "
                "papers."
            ),
            MailSizeAdvice.TOO_LARGE: _(
                "{papers}, {size}. A bundle holds 100 MB at most; choose fewer."
            ),
        }
        advice = mail_size_advice(size)
        tones = {MailSizeAdvice.FITS: "", MailSizeAdvice.LARGE: "attention"}
        set_style_property(self.advice, "tone", tones.get(advice, "overdue"))
        if not chosen:
            self.advice.setText(_("No paper is chosen; the letter would go alone."))
            return
        papers = chosen_papers_words(len(chosen), len(self._papers))
        self.advice.setText(words[advice].format(papers=papers, size=size_words(size, locale)))

    def _show_ready(self) -> None:
        chosen = self._chosen_papers()
        size = sum(paper.document.plain_size for paper in chosen)
        fits = mail_size_advice(size) is not MailSizeAdvice.TOO_LARGE
        has_content = bool(chosen) or bool(self.letter.toPlainText().strip())
        self.write_button.setEnabled(has_content and fits and not self._is_writing)

    def _chosen_papers(self) -> list[Paper]:
        return [paper for paper in self._papers if self._chosen[paper.document.id]]

    def _lay_out(self) -> None:
        place = QHBoxLayout()
        place.setSpacing(8)
        place.addWidget(text_label(_("Saved in")))
        place.addWidget(self.folder)
        place.addWidget(self.folder_button)
        place.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(text_label(_("Letter to the client"), "section"))
        left.addWidget(self.letter, 1)
        left.addWidget(
            text_label(
                _(
                    "Letter, papers, names and costs are sealed together. The file asks for six "
                    "words, which LawDesk makes and shows once."
                ),
                "caption",
                wrap=True,
            )
        )
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(text_label(_("Papers"), "section"))
        right.addWidget(self.table, 1)
        right.addWidget(self.advice)
        right.addLayout(place)
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(_beside(self.header, left, right))
        self._stack.addWidget(self.result)

    def _on_edited(self, document_id: object, column: str, text: str) -> None:
        if column == "chosen":
            self._chosen[cast(DocumentId, document_id)] = bool(text)
            self.refresh()

    def _on_folder_clicked(self) -> None:
        folder = self._files.folder(self, _("Folder for bundles"), self._folder)
        if folder is not None:
            self.use_folder(folder)

    def use_folder(self, folder: Path) -> None:
        """Writes bundles into this folder from now on."""
        self._folder = folder
        self.folder.setText(str(folder))

    def _on_write_clicked(self) -> None:
        if self._matter_id is None or self._is_writing:
            return
        matter_id, chosen, letter = (
            self._matter_id,
            self._chosen_papers(),
            self.letter.toPlainText(),
        )
        task = write_bundle(
            self.desk,
            matter_id,
            chosen,
            letter,
            self._folder,
            while_alive(self, lambda bundle: self._on_written(matter_id, bundle)),
        )
        self._is_writing = True
        self.letter.setReadOnly(True)  # a sentence typed now would be in no bundle
        task.ended.connect(self._on_writing_ended)
        self._show_ready()

    def _on_writing_ended(self) -> None:
        self._is_writing = False
        self.letter.setReadOnly(False)
        self._show_ready()

    def _on_written(self, matter_id: MatterId, bundle: WrittenBundle) -> None:
        if matter_id == self._matter_id:  # the lawyer may have gone on to another matter
            self.letter.clear()
            self._chosen.clear()
        self._kept.forget(_letter_place(matter_id))
        self.refresh()
        self.result.show_bundle(matter_id, bundle)
        self._stack.setCurrentWidget(self.result)
        # Not "Done", which Qt would choose: an Enter meant for the letter would forget the words.
        self.result.words.copy_button.setFocus()

    def _on_result_left(self) -> None:
        self.result.forget()
        self._stack.setCurrentIndex(0)
        self.refresh()


def _letter_place(matter_id: int) -> str:
    return f"bundle-letter.{matter_id}"


def _beside(header: PageHeader, left: QVBoxLayout, right: QVBoxLayout) -> QWidget:
    body = QHBoxLayout()
    body.setSpacing(28)
    body.addLayout(left, 1)
    body.addLayout(right, 1)
    content = QWidget()
    layout = QVBoxLayout(content)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(16)
    layout.addWidget(header)
    layout.addLayout(body, 1)
    return content
