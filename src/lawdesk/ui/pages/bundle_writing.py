"""A bundle from plan to record: plan on this thread, write on a worker, record what was proved."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from lawdesk.domain.bundles import BundleFile, BundlePlan, BundleReceipt
from lawdesk.domain.documents import DocumentId
from lawdesk.domain.matters import MatterId
from lawdesk.exports.client_texts import client_texts
from lawdesk.operations.bundles import CostWords, plan_bundle, record_bundle
from lawdesk.progress import Report
from lawdesk.store import clients, documents, matters
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.pages.bundle_papers import Paper
from lawdesk.ui.sealed_papers import sealed_form
from lawdesk.ui.tasks import Task
from lawdesk.vault.sealed_documents import PlainSink


@dataclass(frozen=True, slots=True)
class WrittenBundle:
    """A bundle that was written, opened again, compared and recorded. `words` open it."""

    bundle_id: int
    plan: BundlePlan
    path: Path
    size: int
    words: str


def write_bundle(
    desk: Desk,
    matter_id: MatterId,
    papers: list[Paper],
    letter: str,
    folder: Path,
    then: Callable[[WrittenBundle], None],
) -> Task:
    """Writes a bundle into `folder` under new words and calls `then` once it is recorded."""
    from lawdesk.vault.passphrases import generate_passphrase

    plan = plan_bundle(
        desk.read,
        matter_id,
        [paper.document.id for paper in papers],
        [paper.invoice_id for paper in papers if paper.invoice_id],
        letter,
        _cost_words(desk, matter_id),
        now=desk.clock.now(),
    )
    words = generate_passphrase()
    unseal = _unsealing(desk, plan)
    return desk.start(
        lambda report: _write(plan, folder / plan.file_name, words, unseal, report),
        lambda receipt: _record(desk, matter_id, plan, receipt, words, then),
        _("Writing the bundle"),
    )


def _write(
    plan: BundlePlan,
    target: Path,
    words: str,
    unseal: Callable[[BundleFile, PlainSink], None],
    report: Report,
) -> BundleReceipt:
    from lawdesk.exports.bundle_html import write_bundle_html  # loads the ciphers

    return write_bundle_html(plan, target, words, unseal, report)


def _record(
    desk: Desk,
    matter_id: MatterId,
    plan: BundlePlan,
    receipt: BundleReceipt,
    words: str,
    then: Callable[[WrittenBundle], None],
) -> None:
    bundle_id = desk.do(record_bundle, matter_id, plan, receipt, now=desk.clock.now())
    if bundle_id is not None:
        then(WrittenBundle(bundle_id, plan, receipt.path, receipt.size, words))


def _unsealing(desk: Desk, plan: BundlePlan) -> Callable[[BundleFile, PlainSink], None]:
    """Writes a planned paper to a sink; rows are read now, so the worker sees no database."""
    vault = desk.documents
    sealed = {
        file.source: sealed_form(documents.get(desk.read, DocumentId(int(file.source))))
        for file in plan.files
    }
    return lambda file, sink: vault.unseal_to(sealed[file.source], sink)


def _cost_words(desk: Desk, matter_id: MatterId) -> CostWords:
    client = clients.get(desk.read, matters.get(desk.read, matter_id).client_id)
    words = client_texts("bundle", client.language)
    return CostWords(
        invoice=words["cost_invoice"],
        paper=words["paper_invoice"],
        payable=words["cost_payable"],
        account_holder=words["account_holder"],
        account_number=words["account_number"],
        bank_code=words["bank_code"],
        bank=words["bank"],
        quoting=words["quoting"],
    )
