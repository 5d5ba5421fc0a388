"""A bundle from choice to record: draw and file what is made for it, plan, write, record.

Rows are read and written on this thread; drawing, sealing and writing are done on a worker that
sees neither.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from lawdesk.domain.bundle_contents import BundleChoice
from lawdesk.domain.bundle_handover import fits_pdf
from lawdesk.domain.bundles import BundleFile, BundleFormat, BundlePlan, BundleReceipt, WordsKind
from lawdesk.domain.clients import ClientId
from lawdesk.domain.documents import DocumentId
from lawdesk.domain.receivables.accounts import EntryKind
from lawdesk.errors import LawDeskError, RuleError
from lawdesk.exports.client_texts import client_texts
from lawdesk.operations.bundles.plan import plan_bundle
from lawdesk.operations.bundles.record import record_bundle, record_made_paper
from lawdesk.operations.bundles.words import BundleWords
from lawdesk.progress import Report
from lawdesk.store import clients, documents, standing_words
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.pages.bundles.made_papers import MadePaper, SealedPaper, draw_and_seal
from lawdesk.ui.sealed_papers import sealed_form
from lawdesk.ui.tasks import while_alive
from lawdesk.vault.sealed_documents import PlainSink

Unseal = Callable[[BundleFile, PlainSink], None]


@dataclass(frozen=True, slots=True)
class WrittenBundle:
    """A bundle that was written, opened again, compared and recorded. `words` open it."""

    bundle_id: int
    client_id: ClientId
    plan: BundlePlan
    path: Path
    size: int
    words: str
    words_kind: WordsKind


@dataclass(frozen=True, slots=True)
class WritingOrder:
    """What is to be written, where, and under which words."""

    choice: BundleChoice
    made: tuple[MadePaper, ...]
    folder: Path
    words_kind: WordsKind = WordsKind.FRESH
    neutral_names: bool = False


class BundleWriting(QObject):
    """One bundle on its way. `ended` comes in every case, `written` before it if all went well."""

    written = Signal(object)  # a WrittenBundle
    ended = Signal()

    def __init__(self, desk: Desk, order: WritingOrder, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._order = desk, order
        self._goes_on = False

    def start(self) -> None:
        """Begins; a refusal is told by the desk."""
        order, vault = self._order, self._desk.documents
        if not order.made:
            self._write(order.choice)
            return
        task = self._desk.start(
            lambda report: draw_and_seal(list(order.made), vault, report),
            while_alive(self, self._on_drawn),
            _("Drawing papers for the bundle"),
        )
        task.ended.connect(self._on_drawing_ended)

    def _on_drawn(self, sealed: list[SealedPaper]) -> None:
        choice = self._order.choice
        added = []
        for each in sealed:
            document_id = self._desk.do(
                record_made_paper,
                choice.client_id,
                each.paper.matter_id,
                each.paper.title,
                each.paper.file_name,
                each.sealed,
                is_terms=each.paper.is_terms,
                now=self._desk.clock.now(),
            )
            if document_id is None:
                return
            added.append(document_id)
        self._goes_on = True
        fresh = tuple(each for each in added if each not in choice.document_ids)
        self._write(replace(choice, document_ids=(*choice.document_ids, *fresh)))

    def _on_drawing_ended(self) -> None:
        if not self._goes_on:
            self.ended.emit()

    def _write(self, choice: BundleChoice) -> None:
        desk, order = self._desk, self._order
        try:
            words = words_for(desk, choice, order.words_kind)
            private, plan = _planned(desk, choice)
        except LawDeskError as error:
            desk.failed.emit(error)
            self.ended.emit()
            return
        target = order.folder / plan.file_name
        unseal = unsealing(desk, plan)
        task = desk.start(
            lambda report: write_file(
                plan, target, words, unseal, report, neutral_names=order.neutral_names
            ),
            while_alive(self, partial(self._on_written, choice, plan, words, private)),
            _("Writing the bundle"),
        )
        task.ended.connect(self.ended)

    def _on_written(
        self,
        choice: BundleChoice,
        plan: BundlePlan,
        words: str,
        private: bytes | None,
        receipt: BundleReceipt,
    ) -> None:
        kind = self._order.words_kind
        bundle_id = self._desk.do(
            record_bundle,
            choice,
            plan,
            receipt,
            words_kind=kind,
            reply_key=private,
            now=self._desk.clock.now(),
        )
        if bundle_id is None:
            receipt.path.unlink(missing_ok=True)  # nobody has its words, and no log knows it
            return
        path, size = receipt.path, receipt.size
        self.written.emit(WrittenBundle(bundle_id, choice.client_id, plan, path, size, words, kind))


def words_for(desk: Desk, choice: BundleChoice, kind: WordsKind) -> str:
    """The words of a bundle: fresh ones, or those agreed with the client. Raises RuleError where
    none are agreed.
    """
    if kind is WordsKind.STANDING:
        held = standing_words.find(desk.read, choice.client_id)
        if held is None:
            raise RuleError(
                _("No words are agreed with this client; nothing was written."),
                _("Choose new words, or agree on some with the client."),
            )
        return held.words
    return fresh_words()


def fresh_words() -> str:
    """Six words that open a bundle of any format; some PDF readers refuse long ones."""
    from lawdesk.vault.passphrases import generate_passphrase

    words = generate_passphrase()
    while not fits_pdf(words):
        words = generate_passphrase()
    return words


def write_file(
    plan: BundlePlan,
    target: Path,
    words: str,
    unseal: Unseal,
    report: Report,
    *,
    neutral_names: bool,
) -> BundleReceipt:
    """Writes the file in its format, on a worker. The modules load ciphers, so late."""
    if plan.format is BundleFormat.PDF:
        from lawdesk.exports.bundle_pdf import write_bundle_pdf

        return write_bundle_pdf(plan, target, words, unseal, report)
    if plan.format is BundleFormat.ZIP:
        from lawdesk.exports.bundle_zip import write_bundle_zip

        return write_bundle_zip(plan, target, words, unseal, report, neutral_names=neutral_names)
    from lawdesk.exports.bundle_html import write_bundle_html

    return write_bundle_html(plan, target, words, unseal, report)


def unsealing(desk: Desk, plan: BundlePlan) -> Unseal:
    """Writes a planned paper to a sink; rows are read now, so the worker sees no database."""
    vault = desk.documents
    sealed = {
        file.source: sealed_form(documents.get(desk.read, DocumentId(int(file.source))))
        for file in plan.files
    }
    return lambda file, sink: vault.unseal_to(sealed[file.source], sink)


def words_of_client(desk: Desk, client_id: ClientId) -> BundleWords:
    """Names and labels in the client's language."""
    language = clients.get(desk.read, client_id).language
    words, money = client_texts("bundle", language), client_texts("receivables", language)
    paper = client_texts("paper", language)
    return BundleWords(
        paper=words["paper_invoice"],
        credit_note=f"{paper['credit_note']} {{number}}",
        interest_note=f"{paper['interest_note']} {{number}}",
        account_holder=words["account_holder"],
        account_number=words["account_number"],
        bank_code=words["bank_code"],
        bank=words["bank"],
        quoting=words["quoting"],
        opening=money["opening"],
        entries={kind: money[f"entry_{kind}"] for kind in EntryKind},
    )


def _planned(desk: Desk, choice: BundleChoice) -> tuple[bytes | None, BundlePlan]:
    """The plan, and the key that opens its answer; only a page can be answered in."""
    words, now = words_of_client(desk, choice.client_id), desk.clock.now()
    if choice.format is not BundleFormat.HTML:
        return None, plan_bundle(desk.read, choice, words, now=now)
    from lawdesk.exports.reply_keys import make_reply_key

    key = make_reply_key()
    return key.private, plan_bundle(desk.read, choice, words, reply=key.address, now=now)
