"""What a dispute is about, gathered: the work to the second, the account, the protocol."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from lawdesk.domain.billing.billing_policy import PolicyAcceptance, PolicyId
from lawdesk.domain.billing.policy_sheet import PolicySheet
from lawdesk.domain.clock import Moment
from lawdesk.domain.invoices import BilledWork, InvoiceId, IssuedInvoice
from lawdesk.domain.issued_paper import paper_of
from lawdesk.domain.receivables.accounts import running_balance
from lawdesk.domain.receivables.disputes import DisputeId
from lawdesk.domain.receivables.dossier import (
    AttachedPdf,
    Dossier,
    DossierAgreement,
    DossierEntry,
    DossierMessage,
    RawInterval,
)
from lawdesk.domain.time_entries import Charge, Standing, TimeEntryId, TimeInterval
from lawdesk.store import clients, invoices, time_entries, timers
from lawdesk.store.billing import policies
from lawdesk.store.database import Reader
from lawdesk.store.receivables import accounts, disputes


@dataclass(frozen=True, slots=True)
class DossierPapers:
    """What is drawn or opened elsewhere: the invoice's own PDF, the policy's sheet, the agreement
    in words, credit notes, and papers and messages that prove the work.
    """

    invoice: AttachedPdf
    policy: PolicySheet
    agreement: DossierAgreement | None = None
    credit_notes: tuple[AttachedPdf, ...] = ()
    messages: tuple[DossierMessage, ...] = ()
    papers: tuple[AttachedPdf, ...] = ()


def dossier_of(
    read: Reader, dispute_id: DisputeId, papers: DossierPapers, *, now: Moment
) -> Dossier:
    """A dispute with everything the practice recorded about its invoice."""
    dispute = disputes.get(read, dispute_id)
    composed = invoices.get_composed(read, dispute.invoice_id)
    invoice, paper = composed.invoice, paper_of(composed)
    accepted = _accepted(read, invoice)
    return Dossier(
        language=invoice.language,
        locale=invoice.locale,
        currency=invoice.currency,
        sender=paper.sender,
        client_name=clients.get(read, invoice.client_id).name,
        matter_number=invoice.matter_number,
        matter_title=invoice.matter_title,
        invoice_number=invoice.number,
        invoice_issued_on=invoice.issued_on,
        invoice_total_cents=invoice.total_cents,
        dispute=dispute,
        steps=tuple(disputes.list_steps(read, dispute_id)),
        made_on=now.day,
        policy=papers.policy,
        invoice=papers.invoice,
        agreement=papers.agreement,
        accepted_on=accepted.accepted_on if accepted else None,
        accepted_how=accepted.how if accepted else "",
        credit_notes=papers.credit_notes,
        entries=entries_of(read, invoice.id, dispute.line_positions, now.zone),
        account=running_balance(accounts.list_of_invoice(read, invoice.id)),
        messages=papers.messages,
        papers=papers.papers,
        paper_size=paper.paper_size,
    )


def entries_of(
    read: Reader, invoice_id: InvoiceId, disputed: Sequence[int], zone: tzinfo
) -> tuple[DossierEntry, ...]:
    """The time behind an invoice by day, with every stretch of the clock in local wall times. Work
    behind the lines at the positions `disputed` is marked.
    """
    behind = [work for work in invoices.list_work(read, invoice_id) if work.entry_id is not None]
    found = [_entry(read, work, zone, is_disputed=work.position in disputed) for work in behind]
    return tuple(sorted(found, key=lambda entry: entry.worked_on))


def _entry(read: Reader, work: BilledWork, zone: tzinfo, *, is_disputed: bool) -> DossierEntry:
    entry = time_entries.get(read, TimeEntryId(work.entry_id or 0))
    stretches = timers.list_intervals(read, entry.id)
    return DossierEntry(
        worked_on=entry.worked_on,
        narrative=entry.narrative,
        raw_seconds=entry.raw_seconds,
        intervals=tuple(
            _raw(each, each.ended_at, zone)
            for each in stretches
            if each.ended_at is not None and each.standing is Standing.WORKED
        ),
        units=entry.billed_units,
        unit_seconds=entry.unit_seconds,
        rate_cents_per_hour=entry.rate_cents_per_hour,
        amount_cents=work.billed_cents,
        is_disputed=is_disputed,
        is_free=entry.charge is Charge.NO_CHARGE,
    )


def _raw(stretch: TimeInterval, ended_at: int, zone: tzinfo) -> RawInterval:
    def wall(at: int) -> datetime:
        return datetime.fromtimestamp(at, UTC).astimezone(zone).replace(tzinfo=None)

    return RawInterval(wall(stretch.started_at), wall(ended_at), ended_at - stretch.started_at)


def _accepted(read: Reader, invoice: IssuedInvoice) -> PolicyAcceptance | None:
    if invoice.policy_id is None:
        return None
    return policies.find_acceptance(read, PolicyId(invoice.policy_id), invoice.client_id)
