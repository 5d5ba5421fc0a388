"""The papers of a matter as rows with a tick: what may go into its next bundle."""

from collections.abc import Mapping
from dataclasses import dataclass

from lawdesk.domain.documents import Document, DocumentId, DocumentKind
from lawdesk.domain.invoices import InvoiceId
from lawdesk.domain.matters import Matter
from lawdesk.store import bundles, documents, invoices
from lawdesk.store.database import Reader
from lawdesk.translation import _
from lawdesk.ui.document_words import kind_words, size_words
from lawdesk.ui.widgets.columns import Column, Editor


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that may go in; `invoice_id` where it is the PDF of an invoice."""

    document: Document
    invoice_id: InvoiceId | None
    is_given: bool


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One paper as the table shows it."""

    id: DocumentId
    chosen: bool
    title: str
    detail: str
    size: str
    badge: tuple[str, str]


def list_papers(read: Reader, matter: Matter) -> list[Paper]:
    """The papers of a matter, invoices first, each kind with the latest first."""
    issued = invoices.list_summaries(read, matter_id=matter.id, limit=1000)
    invoice_of = {row.pdf_document_id: row.id for row in issued if row.pdf_document_id}
    given = bundles.list_given_documents(read, matter.client_id)
    papers = [
        Paper(paper, invoice_of.get(paper.id), paper.id in given)
        for paper in documents.list_of_matter(read, matter.id)
    ]
    return sorted(papers, key=lambda paper: paper.invoice_id is None)


def paper_columns() -> list[Column]:
    """The columns of the papers' table."""
    return [
        Column("chosen", "", lambda row: "1" if row.chosen else "", 32, editor=Editor.CHECK),
        Column(
            "title",
            _("Paper"),
            lambda row: row.title,
            tone=_tone,
            badge=lambda row: row.badge,
            detail=lambda row: row.detail,
        ),
        Column("size", _("Size"), lambda row: row.size, 76, right=True, tone=_tone),
    ]


def paper_rows(
    papers: list[Paper], chosen: Mapping[DocumentId, bool], locale: str
) -> list[PaperRow]:
    """The rows for these papers, ticked as `chosen` says."""
    return [_row(paper, chosen=chosen[paper.document.id], locale=locale) for paper in papers]


def _row(paper: Paper, *, chosen: bool, locale: str) -> PaperRow:
    document = paper.document
    is_invoice = document.kind is DocumentKind.INVOICE
    title = _("Invoice {number}").format(number=document.title) if is_invoice else document.title
    return PaperRow(
        document.id,
        chosen,
        title,
        "" if is_invoice else kind_words(document),
        size_words(document.plain_size, locale),
        (_("given before"), "quiet") if paper.is_given else (_("new"), "running"),
    )


def _tone(row: PaperRow) -> str:
    return "ink" if row.chosen else "quiet"
