"""The test bundle: harmless content and words that protect nothing, to try out with a client."""

from __future__ import annotations

import hashlib
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from lawdesk.domain.bundle_contents import BundleChoice
from lawdesk.domain.bundles import BundleFile, BundlePlan, BundleReceipt, WordsKind
from lawdesk.domain.clients import ClientId
from lawdesk.exports.client_texts import client_texts
from lawdesk.operations.bundles.record import record_bundle
from lawdesk.operations.bundles.sample import SampleTexts, plan_test_bundle
from lawdesk.progress import Report
from lawdesk.store import clients
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.pages.bundles.bundle_writing import WrittenBundle, fresh_words, write_file
from lawdesk.ui.tasks import while_alive
from lawdesk.vault.sealed_documents import PlainSink


class TrialBundle(QObject):
    """Makes one test bundle after the other. `written` once a file lies in its folder."""

    written = Signal(object)  # a WrittenBundle

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk

    def make(self, client_id: ClientId, folder: Path) -> None:
        """Draws the paper on a worker, then writes the bundle into the folder."""
        language = clients.get(self._desk.read, client_id).language
        words = client_texts("sample", language)

        def draw(_report: Report) -> bytes:
            from lawdesk.exports.sample_paper import draw_test_paper

            return draw_test_paper(words["paper_title"], words["paper_text"], language)

        self._desk.start(
            draw,
            while_alive(self, partial(self._on_drawn, client_id, folder)),
            _("Drawing the paper of the test"),
        )

    def _on_drawn(self, client_id: ClientId, folder: Path, content: bytes) -> None:
        from lawdesk.exports.reply_keys import make_reply_key

        desk, key = self._desk, make_reply_key()
        language = clients.get(desk.read, client_id).language
        words = client_texts("sample", language)
        paper = BundleFile(
            name=words["paper_name"],
            title=words["paper_title"],
            media_type="application/pdf",
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            source="sample",
            pages=1,
        )
        texts = SampleTexts(
            words["subject"], words["letter"], words["request"], words["request_detail"]
        )
        plan = plan_test_bundle(
            desk.read, client_id, texts, paper, reply=key.address, now=desk.clock.now()
        )
        secret, target = fresh_words(), folder / plan.file_name

        def unseal(_file: BundleFile, sink: PlainSink) -> None:
            sink.write(content)

        desk.start(
            lambda report: write_file(plan, target, secret, unseal, report, neutral_names=False),
            while_alive(self, partial(self._on_written, client_id, plan, secret, key.private)),
            _("Writing the test bundle"),
        )

    def _on_written(
        self,
        client_id: ClientId,
        plan: BundlePlan,
        words: str,
        private: bytes,
        receipt: BundleReceipt,
    ) -> None:
        bundle_id = self._desk.do(
            record_bundle,
            BundleChoice(client_id, ()),
            plan,
            receipt,
            words_kind=WordsKind.TEST,
            reply_key=private,
            now=self._desk.clock.now(),
        )
        if bundle_id is None:
            receipt.path.unlink(missing_ok=True)
            return
        path, size = receipt.path, receipt.size
        self.written.emit(
            WrittenBundle(bundle_id, client_id, plan, path, size, words, WordsKind.TEST)
        )
