"""The mail that carries a filed letter, for matters where that is allowed."""

from __future__ import annotations

from pathlib import Path

from lawdesk.domain.clients import ContactKind
from lawdesk.domain.documents import DocumentId
from lawdesk.domain.locale_format import format_date, reader_locale
from lawdesk.domain.matters import check_plain_mail
from lawdesk.exports.client_texts import client_texts
from lawdesk.exports.fill_text import fill
from lawdesk.store import clients, documents, matters
from lawdesk.store import practice as practices
from lawdesk.store.database import Reader
from lawdesk.ui.mail_handover import Mail
from lawdesk.ui.sealed_papers import sealed_form
from lawdesk.vault.sealed_documents import SealedDocuments

_LONGEST_SUBJECT = 200


def letter_mail(
    read: Reader, vault: SealedDocuments, document_id: DocumentId, subject: str
) -> Mail:
    """The mail with the letter's PDF, which is opened only when the draft is written.

    Raises RuleError where the matter is too sensitive for one.
    """
    paper = documents.get(read, document_id)
    if paper.matter_id is not None:
        check_plain_mail(matters.get(read, paper.matter_id).sensitivity)
    client, settings = clients.get(read, paper.client_id), practices.get(read)
    contact = clients.find_contact(read, client.id, ContactKind.MAIL)
    locale = reader_locale(settings.locale, client.language)
    values = {
        "recipient": client.contact_person or client.name,
        "subject": subject,
        "date": format_date(paper.dated_on, locale, "long") if paper.dated_on else "",
        "sender": settings.name,
    }
    words = client_texts("letter", client.language)
    return Mail(
        file_name=f"{Path(paper.file_name).stem}.eml",
        to=contact.value if contact else "",
        to_name=client.name,
        subject=" ".join(fill(words["mail_subject"], values).split())[:_LONGEST_SUBJECT],
        body=fill(words["mail_body"], values),
        attachment=paper.file_name,
        media_type=paper.media_type,
        load=lambda report: vault.unseal(sealed_form(paper), report),
    )
