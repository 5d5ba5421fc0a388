"""Bundles for clients: plan what goes in, and record what was written.

The writing itself happens between the two, on a worker that never sees the database.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from lawdesk.domain.bundles import (
    BundleFile,
    BundlePlan,
    BundleReceipt,
    CostLine,
    PayDetail,
    Sender,
    WordsKind,
    distinct_file_names,
    make_public_id,
    manifest,
)
from lawdesk.domain.clock import Moment
from lawdesk.domain.documents import Document, DocumentId, DocumentKind
from lawdesk.domain.invoices import InvoiceId, IssuedInvoice
from lawdesk.domain.locale_format import format_date, format_money, reader_locale
from lawdesk.domain.matters import Matter, MatterId
from lawdesk.domain.practice import Practice
from lawdesk.errors import FieldError
from lawdesk.store import audit, bundles, clients, documents, invoices, matters, practice
from lawdesk.store.bundles import Bundle
from lawdesk.store.database import Reader, Transaction
from lawdesk.translation import _


@dataclass(frozen=True, slots=True)
class CostWords:
    """The costs section in the client's language; `{number}` and `{date}` are filled in."""

    invoice: str = "Invoice {number}, {date}"
    paper: str = "Invoice {number}"
    payable: str = "To be paid by {date}"
    account_holder: str = "Account holder"
    account_number: str = "Account"
    bank_code: str = "Bank code"
    bank: str = "Bank"
    quoting: str = "Quoting"


def plan_bundle(
    read: Reader,
    matter_id: MatterId,
    document_ids: Sequence[DocumentId],
    invoice_ids: Sequence[InvoiceId],
    letter: str,
    words: CostWords,
    *,
    now: Moment,
) -> BundlePlan:
    """Everything a bundle will say, read once and frozen: papers, costs, letter, sender."""
    matter = matters.get(read, matter_id)
    client = clients.get(read, matter.client_id)
    settings = practice.get(read)
    before = bundles.find_latest(read, client.id, matter_id)
    papers = [documents.get(read, document_id) for document_id in document_ids]
    issued = [invoices.get(read, invoice_id) for invoice_id in invoice_ids]
    locale = issued[0].locale if issued else reader_locale(settings.locale, client.language)
    return BundlePlan(
        public_id=_free_public_id(read),
        number=bundles.next_number(read, client.id),
        on=now.day,
        language=client.language,
        locale=locale.replace("_", "-"),
        sender=Sender(settings.name, settings.title, settings.phone, settings.mail),
        client_name=client.name,
        matter_title=matter.title,
        since_on=_day_of(before, now) if before else None,
        letter=letter.strip(),
        costs=_costs(issued, words, locale),
        pay_by=_pay_details(issued, words, settings),
        files=_files(read, matter, papers, words),
    )


def record_bundle(
    tx: Transaction,
    matter_id: MatterId,
    plan: BundlePlan,
    receipt: BundleReceipt,
    *,
    now: Moment,
) -> int:
    """Record a bundle that was written and opened again; gives its id."""
    matter = matters.get(tx, matter_id)
    bundle_id = bundles.insert(
        tx,
        Bundle(
            id=0,
            public_id=plan.public_id,
            client_id=matter.client_id,
            number=bundles.next_number(tx, matter.client_id),
            format=plan.format,
            file_name=receipt.path.name,
            sha256=receipt.sha256,
            size=receipt.size,
            letter=plan.letter,
            contents=json.dumps(manifest(plan), ensure_ascii=False),
            words_kind=WordsKind.FRESH,
            reply_key=None,
            reply_token=None,
            made_on=plan.on,
            made_at=now.at,
            opened_on=None,
            opened_how=None,
        ),
        [matter_id],
    )
    for position, file in enumerate(plan.files, start=1):
        bundles.insert_document(
            tx,
            bundle_id,
            position,
            DocumentId(int(file.source)),
            file.name,
            file.sha256,
            file.size,
        )
    audit.insert(tx, now.at, "write", "bundle", bundle_id, plan.public_id)
    return bundle_id


def note_bundle_delivery(
    tx: Transaction, bundle_id: int, *, delivered_on: date, channel: str, now: Moment
) -> None:
    """Note that the lawyer gave a bundle to the client. Raises FieldError for "delivered_on"."""
    if delivered_on > now.day:
        raise FieldError("delivered_on", _("The day lies in the future; nothing was noted."))
    bundles.insert_delivery(tx, bundle_id, delivered_on, channel, "", now.at)
    audit.insert(tx, now.at, "deliver", "bundle", bundle_id, channel)


def _free_public_id(read: Reader) -> str:
    while True:
        public_id = make_public_id()
        if not bundles.has_public_id(read, public_id):
            return public_id


def _day_of(bundle: Bundle, now: Moment) -> date:
    return datetime.fromtimestamp(bundle.made_at, now.zone).date()


def _costs(issued: Sequence[IssuedInvoice], words: CostWords, locale: str) -> tuple[CostLine, ...]:
    lines = []
    for invoice in issued:
        day = format_date(invoice.issued_on, locale, "long")
        due = format_date(invoice.due_on, locale, "long")
        total = format_money(invoice.total_cents, invoice.currency, locale)
        payable = format_money(invoice.total_cents, invoice.currency, locale, with_currency=True)
        lines.append(CostLine(words.invoice.format(number=invoice.number, date=day), total))
        lines.append(CostLine(words.payable.format(date=due), payable, strong=True))
    return tuple(lines)


def _pay_details(
    issued: Sequence[IssuedInvoice], words: CostWords, settings: Practice
) -> tuple[PayDetail, ...]:
    if not issued or not settings.account_number:
        return ()
    numbers = ", ".join(invoice.number for invoice in issued)
    details = (
        (words.account_holder, settings.account_holder or settings.name),
        (words.account_number, settings.account_number),
        (words.bank_code, settings.bank_code),
        (words.bank, settings.bank_name),
        (words.quoting, numbers),
    )
    return tuple(PayDetail(label, value) for label, value in details if value)


def _files(
    read: Reader, matter: Matter, papers: Sequence[Document], words: CostWords
) -> tuple[BundleFile, ...]:
    given = bundles.list_given_documents(read, matter.client_id)
    names = distinct_file_names([paper.file_name for paper in papers])
    return tuple(
        BundleFile(
            name=name,
            title=_title(paper, words),
            media_type=paper.media_type,
            size=paper.plain_size,
            sha256=paper.plain_sha256,
            source=str(paper.id),
            is_new=paper.id not in given,
        )
        for name, paper in zip(names, papers, strict=True)
    )


def _title(paper: Document, words: CostWords) -> str:
    """An invoice is filed under its bare number; the client reads what it is."""
    if paper.kind is DocumentKind.INVOICE:
        return words.paper.format(number=paper.title)
    return paper.title
