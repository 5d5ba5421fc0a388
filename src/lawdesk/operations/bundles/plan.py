"""Everything a bundle says, read once and frozen before the writing starts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from lawdesk.domain.bundle_contents import BundleChoice
from lawdesk.domain.bundles import (
    AccountRow,
    BundleFile,
    BundleInvoice,
    BundlePlan,
    BundleRequest,
    ContactData,
    MatterUpdate,
    PayDetail,
    ReplyAddress,
    Sender,
    distinct_file_names,
    make_public_id,
)
from lawdesk.domain.client_requests import request_name
from lawdesk.domain.clients import ClientId, ContactKind
from lawdesk.domain.clock import Moment
from lawdesk.domain.documents import Document, DocumentId, DocumentKind
from lawdesk.domain.invoices import InvoiceId, InvoiceKind, InvoiceSummary
from lawdesk.domain.locale_format import format_money, reader_locale
from lawdesk.domain.matters import Matter, MatterId
from lawdesk.domain.practice import Practice
from lawdesk.errors import RuleError
from lawdesk.operations.bundles.contents import standing_of
from lawdesk.operations.bundles.words import BundleWords
from lawdesk.operations.receivables.statements import statement_of
from lawdesk.store import (
    bundle_contents,
    bundles,
    client_requests,
    clients,
    documents,
    invoices,
    matters,
    practice,
    updates,
)
from lawdesk.store.database import Reader
from lawdesk.store.receivables import accounts
from lawdesk.translation import _

_MOST_ACCOUNT_ROWS = 60


def plan_bundle(
    read: Reader,
    choice: BundleChoice,
    words: BundleWords,
    *,
    reply: ReplyAddress | None = None,
    now: Moment,
) -> BundlePlan:
    """Everything a bundle will say. Whatever belongs to another client, or may not be shared, is
    refused here with RuleError, whoever asked for it.
    """
    client, settings = clients.get(read, choice.client_id), practice.get(read)
    about = [_own_matter(read, choice.client_id, each) for each in choice.matter_ids]
    papers = [_own_paper(choice, documents.get(read, each)) for each in choice.document_ids]
    issued = [_own_invoice(read, choice, each) for each in choice.invoice_ids]
    before = bundles.find_latest(read, client.id)
    locale = _locale(read, choice, settings, client.language)
    files = _files(read, choice, papers, issued, words)
    pdfs = {paper.id: place for place, paper in enumerate(papers)}
    return BundlePlan(
        public_id=free_public_id(read),
        number=bundles.next_number(read, client.id),
        on=now.day,
        language=client.language,
        locale=locale.replace("_", "-"),
        sender=Sender(settings.name, settings.title, settings.phone, settings.mail),
        client_name=client.name,
        matter_title=" · ".join(matter.title for matter in about),
        since_on=before.made_on if before else None,
        letter=choice.letter.strip(),
        pay_by=pay_details(settings, issued, words),
        files=files,
        format=choice.format,
        updates=_updates(read, choice),
        invoices=tuple(_bill(row, pdfs, now.day, locale) for row in issued),
        account=account_rows(read, client.id, locale, words, now) if choice.with_account else (),
        requests=_requests(read, choice),
        contact=contact_data(read, client.id) if reply else None,
        reply=reply,
    )


def free_public_id(read: Reader) -> str:
    """A short name that no bundle bears yet."""
    while True:
        public_id = make_public_id()
        if not bundles.has_public_id(read, public_id):
            return public_id


def contact_data(read: Reader, client_id: ClientId) -> ContactData:
    """How the client is reached today: the first of each kind."""
    found = {
        kind: clients.find_contact(read, client_id, kind)
        for kind in (ContactKind.ADDRESS, ContactKind.MAIL, ContactKind.PHONE)
    }
    values = {kind: contact.value if contact else "" for kind, contact in found.items()}
    return ContactData(
        values[ContactKind.ADDRESS], values[ContactKind.MAIL], values[ContactKind.PHONE]
    )


def pay_details(
    settings: Practice, issued: Sequence[InvoiceSummary], words: BundleWords
) -> tuple[PayDetail, ...]:
    """How to pay what is open of these bills; nothing where nothing is."""
    numbers = ", ".join(row.number for row in issued if row.open_cents > row.disputed_cents)
    if not numbers or not settings.account_number:
        return ()
    details = (
        (words.account_holder, settings.account_holder or settings.name),
        (words.account_number, settings.account_number),
        (words.bank_code, settings.bank_code),
        (words.bank, settings.bank_name),
        (words.quoting, numbers),
    )
    return tuple(PayDetail(label, value) for label, value in details if value)


def account_rows(
    read: Reader, client_id: ClientId, locale: str, words: BundleWords, now: Moment
) -> tuple[AccountRow, ...]:
    """The client's account up to today, each currency by itself; very old rows become a balance
    carried forward.
    """
    entries = accounts.list_of_client(read, client_id)
    rows: list[AccountRow] = []
    for currency in sorted({entry.currency for entry in entries}):
        first = min(entry.booked_on for entry in entries if entry.currency == currency)
        lines = statement_of(read, client_id, first, now.day, currency).lines
        shown = lines[-_MOST_ACCOUNT_ROWS:]

        def money(cents: int, currency: str = currency) -> str:
            return format_money(cents, currency, locale, with_currency=True)

        if len(shown) < len(lines):
            before = lines[-_MOST_ACCOUNT_ROWS - 1]
            rows.append(
                AccountRow(before.entry.booked_on, words.opening, "", money(before.balance_cents))
            )
        rows += [
            AccountRow(
                line.entry.booked_on,
                words.entry(line.entry.kind, line.entry.reference),
                money(line.entry.amount_cents),
                money(line.balance_cents),
            )
            for line in shown
        ]
    return tuple(rows)


def _own_matter(read: Reader, client_id: ClientId, matter_id: MatterId) -> Matter:
    matter = matters.get(read, matter_id)
    if matter.client_id != client_id:
        raise _foreign(matter.title)
    return matter


def _own_paper(choice: BundleChoice, paper: Document) -> Document:
    if paper.client_id != choice.client_id or (
        paper.matter_id is not None and paper.matter_id not in choice.matter_ids
    ):
        raise _foreign(paper.title)
    if not paper.may_be_shared:
        raise RuleError(
            _("“{title}” may not be shared with the client; nothing was written.").format(
                title=paper.title
            ),
            _("Leave it out, or allow it with the document."),
        )
    return paper


def _own_invoice(read: Reader, choice: BundleChoice, invoice_id: InvoiceId) -> InvoiceSummary:
    row = invoices.get_summary(read, invoice_id)
    if row.client_id != choice.client_id or row.matter_id not in choice.matter_ids:
        raise _foreign(row.number)
    return row


def _foreign(title: str) -> RuleError:
    return RuleError(
        _("“{title}” belongs to another client or another matter; nothing was written.").format(
            title=title
        ),
        _("Look at the client and the matters of this bundle again."),
    )


def _locale(read: Reader, choice: BundleChoice, settings: Practice, language: str) -> str:
    """As the bills in it are written, or as a reader of the client's language writes."""
    if choice.invoice_ids:
        return invoices.get(read, choice.invoice_ids[0]).locale
    return reader_locale(settings.locale, language)


def _bill(
    row: InvoiceSummary, pdfs: dict[DocumentId, int], today: date, locale: str
) -> BundleInvoice:
    is_open = row.open_cents > 0
    pdf = DocumentId(row.pdf_document_id) if row.pdf_document_id is not None else None
    return BundleInvoice(
        number=row.number,
        matter=row.matter_title,
        issued_on=row.issued_on,
        due_on=row.due_on if is_open else None,
        total=format_money(row.total_cents, row.currency, locale, with_currency=True),
        open=format_money(max(0, row.open_cents), row.currency, locale, with_currency=True),
        standing=standing_of(row, today),
        file=pdfs.get(pdf) if pdf is not None else None,
    )


def _updates(read: Reader, choice: BundleChoice) -> tuple[MatterUpdate, ...]:
    told = []
    for update_id in choice.update_ids:
        update = updates.get(read, update_id)
        if update.matter_id not in choice.matter_ids:
            raise _foreign(update.words[:60])
        title = matters.get(read, update.matter_id).title
        told.append(
            MatterUpdate(title, update.dated_on, update.happened, update.next, update.needed)
        )
    return tuple(told)


def _requests(read: Reader, choice: BundleChoice) -> tuple[BundleRequest, ...]:
    asked = []
    for request_id in choice.request_ids:
        request = client_requests.get(read, request_id)
        if request.matter_id not in choice.matter_ids:
            raise _foreign(request.title)
        title = matters.get(read, request.matter_id).title
        asked.append(
            BundleRequest(
                request_name(request.id),
                title,
                request.title,
                request.detail,
                request.wants,
                request.due_on,
            )
        )
    return tuple(asked)


def _files(
    read: Reader,
    choice: BundleChoice,
    papers: Sequence[Document],
    issued: Sequence[InvoiceSummary],
    words: BundleWords,
) -> tuple[BundleFile, ...]:
    given = bundle_contents.list_given_documents(read, choice.client_id)
    titles = {matter_id: matters.get(read, matter_id).title for matter_id in choice.matter_ids}
    kinds = {row.pdf_document_id: row.kind for row in issued}
    names = distinct_file_names([paper.file_name for paper in papers])
    return tuple(
        BundleFile(
            name=name,
            title=_title(paper, kinds.get(paper.id), words),
            media_type=paper.media_type,
            size=paper.plain_size,
            sha256=paper.plain_sha256,
            source=str(paper.id),
            is_new=(paper.id, paper.plain_sha256) not in given,
            matter=titles[paper.matter_id] if paper.matter_id is not None else "",
        )
        for name, paper in zip(names, papers, strict=True)
    )


def _title(paper: Document, kind: InvoiceKind | None, words: BundleWords) -> str:
    """An invoice is filed under its bare number; the client reads what it is."""
    if paper.kind is not DocumentKind.INVOICE:
        return paper.title
    patterns = {
        InvoiceKind.CREDIT_NOTE: words.credit_note,
        InvoiceKind.INTEREST_NOTE: words.interest_note,
    }
    return patterns.get(kind or InvoiceKind.INVOICE, words.paper).replace("{number}", paper.title)
