"""The mail that goes with an invoice or a bundle, in the client's language."""

from pathlib import Path

from lawdesk.domain.clients import ClientId, ContactKind
from lawdesk.domain.documents import DocumentId
from lawdesk.domain.invoices import InvoiceKind, IssuedInvoice
from lawdesk.domain.locale_format import format_date, format_money
from lawdesk.exports.client_texts import client_texts
from lawdesk.exports.mail_draft import MailFacts, MailTemplate, mail_text
from lawdesk.store import clients, documents
from lawdesk.store import practice as practices
from lawdesk.store.database import Reader
from lawdesk.ui.mail_handover import Mail
from lawdesk.ui.sealed_papers import sealed_form
from lawdesk.vault.sealed_documents import SealedDocuments

_BUNDLE_TYPES = {".html": "text/html", ".pdf": "application/pdf", ".zip": "application/zip"}


def invoice_mail(
    read: Reader, vault: SealedDocuments, invoice: IssuedInvoice, document_id: DocumentId
) -> Mail:
    """The mail with the invoice's sealed PDF, which is opened only when the draft is written."""
    paper = documents.get(read, document_id)
    locale = invoice.locale
    total = format_money(abs(invoice.total_cents), invoice.currency, locale, with_currency=True)
    facts = MailFacts(
        recipient=invoice.recipient_name,
        number=invoice.number,
        matter=invoice.matter_title,
        total=total,
        due_on=format_date(invoice.due_on, locale, "long"),
        sender=invoice.sender_name,
    )
    subject, body = mail_text(invoice.language, facts, _template(invoice))
    return Mail(
        file_name=f"{Path(paper.file_name).stem}.eml",
        to=_mail_address(read, invoice.client_id),
        to_name=invoice.recipient_name,
        subject=subject,
        body=body,
        attachment=paper.file_name,
        media_type=paper.media_type,
        load=lambda report: vault.unseal(sealed_form(paper), report),
    )


def bundle_mail(read: Reader, client_id: ClientId, path: Path) -> Mail:
    """The mail with a bundle. It names neither the matter nor the words."""
    client = clients.get(read, client_id)
    words = client_texts("mail", client.language)
    sender = practices.get(read).name
    facts = MailFacts(client.name, number="", matter="", total="", due_on="", sender=sender)
    template = MailTemplate(words["bundle_subject"], words["bundle_body"])
    subject, body = mail_text(client.language, facts, template)
    return Mail(
        file_name=f"{path.stem}.eml",
        to=_mail_address(read, client_id),
        to_name=client.name,
        subject=subject,
        body=body,
        attachment=path.name,
        media_type=_BUNDLE_TYPES[path.suffix],
        load=lambda _report: path.read_bytes(),
    )


def _template(invoice: IssuedInvoice) -> MailTemplate | None:
    """What is written with a credit note or an interest note; None for an invoice."""
    if invoice.kind is InvoiceKind.INVOICE:
        return None
    words = client_texts("mail", invoice.language)
    kind = invoice.kind.value
    return MailTemplate(words[f"{kind}_subject"], words[f"{kind}_body"])


def _mail_address(read: Reader, client_id: ClientId) -> str:
    contact = clients.find_contact(read, client_id, ContactKind.MAIL)
    return contact.value if contact else ""
