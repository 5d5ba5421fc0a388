"""The bundle editor: for whom, about what, what goes in, how it goes; one sealed file and words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar, cast

from PySide6.QtWidgets import QDialog, QStackedLayout, QWidget

from lawdesk.domain.bundle_contents import BundleChoice, BundleOffer
from lawdesk.domain.bundle_handover import format_advice
from lawdesk.domain.bundles import (
    MAX_FILES,
    BundleFormat,
    MailSizeAdvice,
    mail_size_advice,
)
from lawdesk.domain.clients import ClientId
from lawdesk.domain.documents import DocumentId
from lawdesk.domain.locale_format import format_date
from lawdesk.domain.matters import MatterId
from lawdesk.errors import LawDeskError
from lawdesk.operations.bundles.contents import propose_contents
from lawdesk.store import bundles, clients, matters
from lawdesk.store import documents as papers
from lawdesk.store import practice as practices
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.kept_field import KeptField
from lawdesk.ui.mail_handover import MailHandover
from lawdesk.ui.page import Page
from lawdesk.ui.pages.bundles.bundle_form import BundleForm
from lawdesk.ui.pages.bundles.bundle_result import BundleResult
from lawdesk.ui.pages.bundles.bundle_summary import SummaryDialog
from lawdesk.ui.pages.bundles.bundle_writing import BundleWriting, WritingOrder, WrittenBundle
from lawdesk.ui.pages.bundles.choice_words import size_sentence, summary_of
from lawdesk.ui.pages.bundles.contents_rows import (
    ACCOUNT,
    Key,
    chosen_ids,
    content_rows,
    keys_in_group,
    proposed_ticks,
)
from lawdesk.ui.pages.bundles.made_papers import MadePaper, statements_to_make, terms_to_make
from lawdesk.ui.pages.bundles.paper_look import PaperLook
from lawdesk.ui.questions import FileQuestions

_TABLES = frozenset(
    {
        "documents",
        "document_versions",
        "invoice_pdfs",
        "bundles",
        "bundle_deliveries",
        "matters",
        "clients",
        "updates",
        "client_requests",
        "account_entries",
        "standing_words",
        "billing_policies",
    }
)


class BundleEditor(Page):
    """A bundle for one client. Until it is written only its letter and its ticks are kept."""

    tables: ClassVar[frozenset[str]] = _TABLES

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
        self._item: int | None = None
        self._client_id: ClientId | None = None
        self._matters: dict[MatterId, bool] = {}
        self._ticks: dict[Key, bool] = {}
        self._offer: BundleOffer | None = None
        self._writing: BundleWriting | None = None
        self.form = BundleForm(desk)
        self.header, self.letter = self.form.header, self.form.letter
        self.table, self.advice = self.form.contents, self.form.advice
        self.send, self.write_button = self.form.send, self.form.write_button
        self.folder_button = self.send.folder_button
        self._kept = KeptField(desk, self.letter)
        self.result = BundleResult(desk, mails or MailHandover(desk, parent=self), self._files)
        self.result.left.connect(self._on_result_left)
        self._connect()
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self.form)
        self._stack.addWidget(self.result)

    def show_item(self, item_id: int) -> None:
        """Begins a bundle for the matter with this id, or for a client: then the id is negative.

        A letter in the making stays, and so do words that were not read out yet.
        """
        if item_id == self._item and self._stack.currentWidget() is self.result:
            return
        if item_id != self._item:
            self._begin(item_id)
        self._is_stale = False
        self._on_result_left()

    def shown_item(self) -> int | None:
        """The matter, or the client as a negative id."""
        return self._item

    def refresh(self) -> None:
        """Reads everything that can go in again; ticks and letter stay as they are."""
        read = self.desk.read
        self.form.client.set_choices([(each.id, each.name) for each in clients.list_names(read)])
        if self._client_id is None:
            self._show_nobody()
            return
        own = matters.list_summaries(read, client_id=self._client_id, limit=1000)
        for matter in own:
            self._matters.setdefault(matter.id, False)
        try:
            offer = propose_contents(
                read, self._client_id, self._chosen_matters(), now=self.desk.clock.now()
            )
        except LawDeskError as error:
            self.desk.failed.emit(error)
            return
        self._offer = offer
        self._ticks = proposed_ticks(offer) | self._ticks
        self.form.show_matters(own, self._matters)
        self._show_contents()

    def typed(self) -> dict[str, str]:
        """Matters, ticks and format, over a lock; the letter keeps itself."""
        if self._item is None or self._stack.currentWidget() is self.result:
            return {}
        return {
            "item": str(self._item),
            "matters": json.dumps([each for each, on in self._matters.items() if on]),
            "ticks": json.dumps([[kind, each, on] for (kind, each), on in self._ticks.items()]),
            "format": self.send.own_format(),
            "channel": self.send.chosen_channel.value,
        }

    def show_typed(self, typed: Mapping[str, str]) -> None:
        """Puts back what `typed` gave."""
        item = int(typed.get("item", "0"))
        if not item:
            return
        self.show_item(item)
        for matter_id in json.loads(typed["matters"]):
            self._matters[MatterId(matter_id)] = True
        self._ticks |= {(kind, each): on for kind, each, on in json.loads(typed["ticks"])}
        if typed["format"]:
            self.send.show_format(BundleFormat(typed["format"]))
        self.refresh()
        self.send.channel.show_key(typed["channel"])

    def use_folder(self, folder: Path) -> None:
        """Writes bundles into this folder from now on."""
        self.send.use_folder(folder)

    def _connect(self) -> None:
        form = self.form
        form.client.committed.connect(self._on_client_chosen)
        form.matters.edited.connect(self._on_matter_edited)
        form.contents.edited.connect(self._on_content_edited)
        form.contents.link_clicked.connect(lambda key, _name: self._on_look(cast(Key, key)))
        form.contents.opened.connect(lambda key: self._on_look(cast(Key, key)))
        form.letter.textChanged.connect(self._show_ready)
        form.send.changed.connect(self._show_ready)
        form.send.folder_asked.connect(self._on_folder_clicked)
        form.write_button.clicked.connect(lambda _checked=False: self._on_write_clicked())

    def _begin(self, item_id: int) -> None:
        self._item = item_id
        self._ticks.clear()
        self._matters.clear()
        self.send.begin()
        if item_id < 0:
            self._client_id = ClientId(-item_id)
            own = matters.list_summaries(self.desk.read, client_id=self._client_id, limit=1000)
            self._matters = {each.id: each.status.value != "closed" for each in own}
        else:
            self._client_id = matters.get(self.desk.read, MatterId(item_id)).client_id
            self._matters = {MatterId(item_id): True}
        self.letter.setPlainText(self._kept.begin(_letter_place(item_id)))

    def _show_nobody(self) -> None:
        self._offer = None
        self.header.show_title(_("Bundle"))
        self.header.show_line(_("Choose the client it is for."))
        self.form.show_matters([], {})
        self.table.set_rows([], key=lambda row: row.id)
        self._show_ready()

    def _show_contents(self) -> None:
        offer, client_id = self._offer, self._client_id
        if offer is None or client_id is None:
            return
        locale = practices.get(self.desk.read).locale
        client = clients.get(self.desk.read, client_id)
        self.form.client.show_value(client_id)
        self.header.show_title(_("Bundle for {client}").format(client=client.name))
        self.header.show_line(self._line(client_id, locale))
        titles = {matter.id: matter.title for matter in offer.matters}
        rows = content_rows(offer, self._ticks, titles, locale)
        self.table.set_rows(rows, key=lambda row: row.id)
        self.form.show_kept_back(offer.kept_back)
        self.send.show_client(client_id, offer.sensitivity)
        self._show_ready()

    def _line(self, client_id: ClientId, locale: str) -> str:
        before = bundles.find_latest(self.desk.read, client_id)
        if before is None:
            return _("The first bundle for this client")
        day = format_date(before.made_on, locale)
        words = _("The last one, number {number}, was written on {date}; what is new is ticked")
        return words.format(number=before.number, date=day)

    def _show_ready(self) -> None:
        offer, locale = self._offer, practices.get(self.desk.read).locale
        if offer is None:
            self.write_button.setEnabled(False)
            self.form.show_advice("", "")
            return
        choice = self._choice(offer)
        made = bool(choice.policy_ids) or choice.with_account
        count = len(choice.document_ids) + len(choice.policy_ids) + choice.with_account
        wants_answer = bool(choice.request_ids)
        self.send.propose_format(format_advice(count, wants_answer=wants_answer))
        size = self._size(offer, choice)
        sentence, tone = size_sentence(count, size, self.send.chosen_channel, locale, made=made)
        self.form.show_advice(sentence, tone)
        fits = mail_size_advice(size) is not MailSizeAdvice.TOO_LARGE and count <= MAX_FILES
        is_busy = self._writing is not None
        self.write_button.setEnabled(not choice.is_empty and fits and not is_busy)

    def _size(self, offer: BundleOffer, choice: BundleChoice) -> int:
        sizes = {paper.id: paper.size for paper in offer.documents}
        sizes |= {bill.document_id: bill.size for bill in offer.invoices if bill.document_id}
        return sum(sizes.get(each, 0) for each in choice.document_ids)

    def _chosen_matters(self) -> tuple[MatterId, ...]:
        return tuple(each for each, chosen in self._matters.items() if chosen)

    def _choice(self, offer: BundleOffer) -> BundleChoice:
        ticks = self._ticks
        bills = [bill for bill in offer.invoices if ticks.get(("invoice", bill.id))]
        pdfs = [bill.document_id for bill in bills if bill.document_id is not None]
        kept = chosen_ids(ticks, "document", [paper.id for paper in offer.documents])
        policy_ids = chosen_ids(ticks, "terms", [terms.id for terms in offer.terms])
        return BundleChoice(
            client_id=offer.client_id,
            matter_ids=tuple(matter.id for matter in offer.matters),
            letter=self.letter.toPlainText(),
            update_ids=tuple(each.id for each in offer.updates if ticks.get(("update", each.id))),
            invoice_ids=tuple(bill.id for bill in bills),
            document_ids=(*pdfs, *(DocumentId(each) for each in kept)),
            policy_ids=tuple(terms.id for terms in offer.terms if terms.id in policy_ids),
            request_ids=tuple(
                each.id for each in offer.requests if ticks.get(("request", each.id))
            ),
            with_account=ticks.get(ACCOUNT, False),
            format=self.send.chosen_format,
        )

    def _on_client_chosen(self, key: object) -> None:
        if isinstance(key, int) and key != self._client_id:
            self.show_item(-key)

    def _on_matter_edited(self, matter_id: object, column: str, text: str) -> None:
        if column == "chosen":
            self._matters[cast(MatterId, matter_id)] = bool(text)
            self.refresh()

    def _on_content_edited(self, key: object, column: str, text: str) -> None:
        if column != "chosen":
            return
        chosen = cast(Key, key)
        keys = [chosen]
        if chosen[0] == "group":
            keys = keys_in_group(self.table.model.rows, chosen)
        self._ticks |= dict.fromkeys(keys, bool(text))
        self._show_contents()

    def _on_look(self, key: Key) -> None:
        row = self.table.row(key)
        if row is not None and row.document_id is not None:
            paper = papers.get(self.desk.read, DocumentId(row.document_id))
            PaperLook(self.desk, paper, self).open()

    def _on_folder_clicked(self) -> None:
        folder = self._files.folder(self, _("Folder for bundles"), self.send.place)
        if folder is not None:
            self.use_folder(folder)

    def _on_write_clicked(self) -> None:
        offer = self._offer
        if offer is None or self._writing is not None:
            return
        choice = self._choice(offer)
        try:
            made = self._made(offer, choice)
        except LawDeskError as error:
            self.desk.failed.emit(error)
            return
        rows = [row for row in self.table.model.rows if row.chosen and not row.is_group]
        summary = summary_of(self.desk, offer, choice, rows, self.send)
        dialog = SummaryDialog(self, summary)
        answer = dialog.exec()
        dialog.deleteLater()
        if answer == QDialog.DialogCode.Accepted:
            self._start(choice, made)

    def _made(self, offer: BundleOffer, choice: BundleChoice) -> tuple[MadePaper, ...]:
        """Papers that are drawn for this bundle. Raises RuleError for an account that cannot be."""
        made = terms_to_make(self.desk, offer, choice.policy_ids)
        if choice.with_account:
            made += statements_to_make(self.desk, offer.client_id)
        return tuple(made)

    def _start(self, choice: BundleChoice, made: tuple[MadePaper, ...]) -> None:
        item, send = self._item, self.send
        order = WritingOrder(
            choice, made, send.place, send.words_kind, neutral_names=send.has_neutral_names
        )
        writing = BundleWriting(self.desk, order, self)
        writing.written.connect(lambda bundle: self._on_written(item, bundle))
        writing.ended.connect(self._on_writing_ended)
        self._writing = writing
        self.letter.setReadOnly(True)  # a sentence typed now would be in no bundle
        self._show_ready()
        writing.start()

    def _on_writing_ended(self) -> None:
        if self._writing is not None:
            self._writing.deleteLater()
        self._writing = None
        self.letter.setReadOnly(False)
        self._show_ready()

    def _on_written(self, item: int | None, bundle: WrittenBundle) -> None:
        if item == self._item:  # the lawyer may have gone on to another client
            self.letter.clear()
            self._ticks.clear()
        if item is not None:
            self._kept.forget(_letter_place(item))
        self.refresh()
        self.result.show_bundle(bundle, self.send.chosen_channel)
        self._stack.setCurrentWidget(self.result)
        # Not "Done", which Qt would choose: an Enter meant for the letter would forget the words.
        self.result.words.copy_button.setFocus()

    def _on_result_left(self) -> None:
        self.result.forget()
        self._stack.setCurrentIndex(0)
        self.refresh()


def _letter_place(item_id: int) -> str:
    if item_id < 0:
        return f"bundle-letter.client.{-item_id}"
    return f"bundle-letter.{item_id}"
