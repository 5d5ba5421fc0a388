"""What could go into a client's next bundle: everything new since the last one is proposed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from lawdesk.domain.billing.billing_policy import PolicyVersion
from lawdesk.domain.bundle_contents import (
    BundleOffer,
    Given,
    OfferedDocument,
    OfferedInvoice,
    OfferedMatter,
    OfferedRequest,
    OfferedTerms,
    OfferedUpdate,
)
from lawdesk.domain.bundles import BillStanding
from lawdesk.domain.clients import ClientId
from lawdesk.domain.clock import Moment
from lawdesk.domain.documents import DocumentKind, is_never_opened, read_warnings
from lawdesk.domain.invoices import InvoiceKind, InvoiceSummary
from lawdesk.domain.matters import MatterId
from lawdesk.domain.receivables.accounts import InvoiceFigures, InvoiceStatus, invoice_status
from lawdesk.domain.updates import open_gaps
from lawdesk.errors import RuleError
from lawdesk.operations.billing.policies import policy_for, policy_for_client
from lawdesk.store import bundle_contents, bundles, client_requests, invoices, matters, updates
from lawdesk.store.billing import fee_agreements, policies
from lawdesk.store.bundle_contents import OfferedPaper
from lawdesk.store.database import Reader
from lawdesk.store.receivables import accounts
from lawdesk.translation import _

_MOST_INVOICES = 1000
_STANDINGS = {
    InvoiceStatus.OPEN: BillStanding.OPEN,
    InvoiceStatus.PART_PAID: BillStanding.OPEN,
    InvoiceStatus.OVERDUE: BillStanding.OVERDUE,
    InvoiceStatus.DISPUTED: BillStanding.DISPUTED,
    InvoiceStatus.PAID: BillStanding.PAID,
    InvoiceStatus.CREDITED: BillStanding.CREDITED,
    InvoiceStatus.WRITTEN_OFF: BillStanding.CREDITED,  # to the client it is no longer asked for
}


def propose_contents(
    read: Reader, client_id: ClientId, matter_ids: Sequence[MatterId], *, now: Moment
) -> BundleOffer:
    """What could go into the next bundle of a client about these matters.

    Raises RuleError for a matter of another client.
    """
    chosen = tuple(_matter(read, client_id, matter_id) for matter_id in matter_ids)
    before = bundles.find_latest(read, client_id)
    since = before.made_on if before else None
    papers = bundle_contents.list_offered_papers(read, client_id, matter_ids)
    agreed = _agreed_papers(read, matter_ids)
    drafts = [each for matter_id in matter_ids for each in updates.list_drafts(read, matter_id)]
    asked = client_requests.list_open(read, matter_ids) if matter_ids else []
    return BundleOffer(
        client_id=client_id,
        matters=chosen,
        number=bundles.next_number(read, client_id),
        since=since,
        updates=tuple(
            OfferedUpdate(
                draft.id,
                draft.matter_id,
                draft.dated_on,
                draft.words,
                gaps=tuple(open_gaps(draft.happened, draft.next, draft.needed)),
            )
            for draft in drafts
        ),
        invoices=tuple(_invoices(read, client_id, matter_ids, papers, since, now.day)),
        documents=tuple(
            _document(paper, is_terms=paper.id in agreed)
            for paper in papers
            if paper.kind is not DocumentKind.INVOICE
        ),
        terms=tuple(_terms(read, client_id, matter_ids, now.day)),
        requests=tuple(
            OfferedRequest(each.id, each.matter_id, each.title, each.wants, each.due_on, True)
            for each in asked
        ),
        currencies=_currencies(read, client_id),
        kept_back=bundle_contents.count_kept_back(read, client_id, matter_ids),
    )


def standing_of(summary: InvoiceSummary, today: date) -> BillStanding:
    """How a bill stands, as the client is told."""
    if summary.kind is InvoiceKind.CREDIT_NOTE:
        return BillStanding.CREDITED
    settled = summary.total_cents - summary.open_cents
    figures = InvoiceFigures(
        total_cents=summary.total_cents,
        credited_cents=summary.credited_cents,
        paid_cents=settled - summary.credited_cents - summary.written_off_cents,
        written_off_cents=summary.written_off_cents,
    )
    status = invoice_status(figures, summary.due_on, today, summary.disputed_cents)
    return _STANDINGS[status]


def _matter(read: Reader, client_id: ClientId, matter_id: MatterId) -> OfferedMatter:
    matter = matters.get(read, matter_id)
    if matter.client_id != client_id:
        raise RuleError(
            _("“{title}” is a matter of another client; no bundle was begun with it.").format(
                title=matter.title
            )
        )
    return OfferedMatter(matter.id, matter.number, matter.title, matter.sensitivity)


def _invoices(
    read: Reader,
    client_id: ClientId,
    matter_ids: Sequence[MatterId],
    papers: Sequence[OfferedPaper],
    since: date | None,
    today: date,
) -> list[OfferedInvoice]:
    """Bills issued since the last bundle or still open are proposed, the others offered."""
    pdfs = {paper.invoice_id: paper for paper in papers if paper.invoice_id is not None}
    offered = []
    for matter_id in matter_ids:
        rows = invoices.list_summaries(
            read, client_id=client_id, matter_id=matter_id, limit=_MOST_INVOICES
        )
        for row in rows:
            pdf = pdfs.get(row.id)
            given = _given(pdf) if pdf else Given()
            is_new = given.number is None and (since is None or row.issued_on >= since)
            offered.append(
                OfferedInvoice(
                    id=row.id,
                    matter_id=row.matter_id,
                    number=row.number,
                    issued_on=row.issued_on,
                    total_cents=row.total_cents,
                    open_cents=max(0, row.open_cents),
                    currency=row.currency,
                    standing=standing_of(row, today),
                    document_id=pdf.id if pdf else None,
                    size=pdf.size if pdf else 0,
                    given=given,
                    proposed=is_new or row.open_cents > 0,
                )
            )
    return sorted(offered, key=lambda each: (each.issued_on, each.id), reverse=True)


def _document(paper: OfferedPaper, *, is_terms: bool) -> OfferedDocument:
    given = _given(paper)
    return OfferedDocument(
        id=paper.id,
        matter_id=paper.matter_id,
        title=paper.title,
        file_name=paper.file_name,
        media_type=paper.media_type,
        size=paper.size,
        given=given,
        is_terms=is_terms or paper.kind is DocumentKind.AGREEMENT,
        takes_care=is_never_opened(
            paper.file_name, paper.media_type, read_warnings(paper.warnings)
        ),
    )


def _given(paper: OfferedPaper) -> Given:
    return Given(paper.number, paper.delivered_on, paper.was_other, paper.from_client)


def _terms(
    read: Reader, client_id: ClientId, matter_ids: Sequence[MatterId], today: date
) -> list[OfferedTerms]:
    """What holds for the client, and for each matter that has terms of its own."""
    told = bundle_contents.list_told_policies(read, client_id)
    found: dict[int, OfferedTerms] = {}
    own = policy_for_client(read, client_id, today)
    reaches: list[tuple[MatterId | None, PolicyVersion]] = [(None, own)]
    reaches += [(each, policy_for(read, each, today)) for each in matter_ids]
    for matter_id, version in reaches:
        was_told = version.id in told
        accepted = policies.find_acceptance(read, version.id, client_id) is not None
        found.setdefault(
            version.id,
            OfferedTerms(
                version.id,
                matter_id if version.matter_id is not None else None,
                version.version,
                version.valid_from,
                was_told or accepted,
                not was_told and not accepted,
            ),
        )
    return list(found.values())


def _agreed_papers(read: Reader, matter_ids: Sequence[MatterId]) -> set[int]:
    """The papers of fee agreements that hold."""
    return {
        agreement.document_id
        for matter_id in matter_ids
        for agreement in fee_agreements.list_of_matter(read, matter_id)
        if agreement.document_id is not None and agreement.ended_on is None
    }


def _currencies(read: Reader, client_id: ClientId) -> tuple[str, ...]:
    return tuple(sorted({entry.currency for entry in accounts.list_of_client(read, client_id)}))
