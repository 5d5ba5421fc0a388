"""The dossier of a dispute: its papers are found here, unsealed and drawn together on a worker."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from lawdesk.domain.billing.billing_policy import PolicyVersion, policy_in_force
from lawdesk.domain.billing.expenses import ExpenseId
from lawdesk.domain.documents import Document, DocumentId
from lawdesk.domain.invoice_paper import InvoicePaper
from lawdesk.domain.invoices import InvoiceId
from lawdesk.domain.issued_paper import paper_of
from lawdesk.domain.receivables.disputes import DisputeId
from lawdesk.domain.receivables.dossier import (
    AttachedPdf,
    Dossier,
    DossierAgreement,
    DossierMessage,
)
from lawdesk.operations.billing.fee_agreements import agreement_for
from lawdesk.operations.receivables.dossiers import DossierPapers, dossier_of
from lawdesk.progress import Report
from lawdesk.store import bundles, documents, invoices
from lawdesk.store import practice as practices
from lawdesk.store.billing import expenses, policies
from lawdesk.store.database import Reader
from lawdesk.store.receivables import claims, disputes
from lawdesk.store.receivables.claims import Claim
from lawdesk.ui.desk import Desk
from lawdesk.ui.pages.billing.agreement_words import terms_words
from lawdesk.ui.pages.billing.policy_paper import policy_sheet
from lawdesk.ui.sealed_papers import sealed_form
from lawdesk.vault.sealed_documents import SealedDocument, SealedDocuments

_PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class PaperSource:
    """A paper of the dossier that is still sealed; one that was never sealed is drawn."""

    name: str
    sealed: SealedDocument | None
    paper: InvoicePaper | None = None


@dataclass(frozen=True, slots=True)
class DossierSources:
    """The dossier without the bytes of its papers, and where they come from."""

    dossier: Dossier
    invoice: PaperSource
    credit_notes: tuple[PaperSource, ...]
    agreement: tuple[PaperSource, ...]
    receipts: tuple[PaperSource, ...]


def dossier_work(desk: Desk, dispute_id: DisputeId) -> Callable[[Report], bytes]:
    """Reads everything now; gives the work that unseals the papers and draws the dossier."""
    sources, vault = find_sources(desk, dispute_id), desk.documents
    return lambda report: draw_sources(sources, vault, report)


def find_sources(desk: Desk, dispute_id: DisputeId) -> DossierSources:
    """Everything of a dispute but the bytes of its papers. Raises NotFound."""
    read = desk.read
    claim = claims.get(read, disputes.get(read, dispute_id).invoice_id)
    agreement = agreement_for(read, claim.matter_id, claim.issued_on)
    papers = DossierPapers(
        invoice=AttachedPdf(claim.number, b""),
        policy=policy_sheet(
            read, _policy_of(read, claim), claim.client_id, claim.matter_id, claim.issued_on
        ),
        agreement=_agreement(read, claim),
        messages=_messages(read, claim),
    )
    notes = invoices.list_corrections(read, claim.id)
    return DossierSources(
        dossier=dossier_of(read, dispute_id, papers, now=desk.clock.now()),
        invoice=_issued(read, claim.id),
        credit_notes=tuple(_issued(read, InvoiceId(note.id)) for note in notes),
        agreement=_stored(read, [agreement.document_id if agreement else None]),
        receipts=_stored(read, _receipts(read, claim.id)),
    )


def draw_sources(sources: DossierSources, vault: SealedDocuments, report: Report) -> bytes:
    """Unseals every paper and draws the dossier. Raises ExportError for a paper that cannot be
    appended, StorageError, Cancelled.
    """
    from lawdesk.exports.receivables.dossier_pdf import draw_dossier  # reportlab is slow

    def opened(found: Iterable[PaperSource]) -> tuple[AttachedPdf, ...]:
        return tuple(_opened(source, vault, report) for source in found)

    dossier = sources.dossier
    agreement = dossier.agreement
    if agreement is not None:
        agreement = replace(agreement, papers=opened(sources.agreement))
    return draw_dossier(
        replace(
            dossier,
            invoice=_opened(sources.invoice, vault, report),
            credit_notes=opened(sources.credit_notes),
            agreement=agreement,
            papers=opened(sources.receipts),
        )
    )


def _opened(source: PaperSource, vault: SealedDocuments, report: Report) -> AttachedPdf:
    if source.sealed is not None:
        return AttachedPdf(source.name, vault.unseal(source.sealed, report))
    from lawdesk.exports.invoice_pdf import draw_invoice

    return AttachedPdf(source.name, draw_invoice(source.paper) if source.paper else b"")


def _issued(read: Reader, invoice_id: InvoiceId) -> PaperSource:
    summary = invoices.get_summary(read, invoice_id)
    if summary.pdf_document_id is None:
        return PaperSource(summary.number, None, paper_of(invoices.get_composed(read, invoice_id)))
    document = documents.get(read, DocumentId(summary.pdf_document_id))
    return PaperSource(summary.number, sealed_form(document))


def _stored(read: Reader, ids: Iterable[DocumentId | None]) -> tuple[PaperSource, ...]:
    """The papers that are PDFs; pictures of receipts cannot be appended as pages."""
    found: list[Document] = [documents.get(read, each) for each in ids if each is not None]
    return tuple(
        PaperSource(paper.title, sealed_form(paper)) for paper in found if paper.media_type == _PDF
    )


def _receipts(read: Reader, invoice_id: InvoiceId) -> list[DocumentId | None]:
    behind = (work.expense_id for work in invoices.list_work(read, invoice_id))
    spent = [expenses.get(read, ExpenseId(each)) for each in behind if each is not None]
    return [each.receipt_document_id for each in spent]


def _policy_of(read: Reader, claim: Claim) -> PolicyVersion:
    """The version the bill was issued under."""
    if claim.policy_id is not None:
        return policies.get(read, claim.policy_id)
    return policy_in_force(policies.list_reaching(read, claim.client_id, None), claim.issued_on)


def _agreement(read: Reader, claim: Claim) -> DossierAgreement | None:
    agreement = agreement_for(read, claim.matter_id, claim.issued_on)
    if agreement is None:
        return None
    told = terms_words(agreement.terms, practices.get(read))
    return DossierAgreement(agreement.agreed_on, "\n".join([*told, agreement.note]).strip())


def _messages(read: Reader, claim: Claim) -> tuple[DossierMessage, ...]:
    """The letters that went to the client in bundles of this matter, the earliest first."""
    name = practices.get(read).name
    sent = bundles.list_of_matter(read, claim.matter_id)
    return tuple(
        DossierMessage(bundle.made_on, name, bundle.letter)
        for bundle in reversed(sent)
        if bundle.client_id == claim.client_id and bundle.letter.strip()
    )
