"""Writing a letter: begun, filled from a template, changed, filed as a sealed paper."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from lawdesk.domain.bundles import clean_file_name
from lawdesk.domain.clients import ClientId, ContactKind
from lawdesk.domain.clock import Moment
from lawdesk.domain.documents import DocumentId, DocumentKind, SealedFile
from lawdesk.domain.invoice_composition import recipient_of
from lawdesk.domain.invoices import InvoiceId, InvoiceKind
from lawdesk.domain.letters.letters import (
    LetterDraft,
    LetterDraftId,
    LetterKind,
    LetterPaper,
    LetterTemplateId,
    check_draft_field,
    check_finished,
)
from lawdesk.domain.letters.placeholders import fenced, filled, without_fences
from lawdesk.domain.locale_format import format_date, format_money, reader_locale
from lawdesk.domain.matters import MatterId
from lawdesk.domain.practice import Practice
from lawdesk.operations.documents import record_client_paper
from lawdesk.operations.letterhead import sender_now
from lawdesk.store import clients, documents, invoices, letter_drafts, letter_templates, matters
from lawdesk.store import practice as practices
from lawdesk.store.database import Reader, Transaction

_LETTER_COUNTRIES = frozenset({"US", "CA"})
_BREAKS = re.compile(r"[^\S\u00a0\u202f]+")  # spaces that keep a sum together stay
_WORDS = ("recipient", "subject", "text", "closing")


def begin_letter(
    tx: Transaction,
    client_id: ClientId,
    matter_id: MatterId | None,
    closing: str,
    *,
    now: Moment,
) -> LetterDraftId:
    """The letter in the making for a matter or client; a new, empty one where there is none.

    `closing` is how a new one ends, in the client's language.
    """
    found = letter_drafts.find(tx, client_id, matter_id)
    if found is not None and (found.subject or found.text):
        return found.id
    if found is not None:
        letter_drafts.delete(tx, found.id)  # never begun, so its day and address may be old
    new = LetterDraft(
        LetterDraftId(0),
        client_id,
        matter_id,
        latest_invoice(tx, client_id, matter_id),
        LetterKind.LETTER,
        now.day,
        fenced(_recipient(tx, client_id)),
        "",
        "",
        filled(closing, letter_values(tx, client_id, matter_id, None, now.day)),
        now.at,
    )
    return letter_drafts.insert(tx, new)


def fill_from_template(
    tx: Transaction, draft_id: LetterDraftId, template_id: LetterTemplateId, *, now: Moment
) -> LetterDraft:
    """Replace subject and text by those of a template, filled; gives the letter as it was."""
    before = letter_drafts.get(tx, draft_id)
    template = letter_templates.get(tx, template_id)
    values = _values_for(tx, before)
    letter_drafts.set_draft(
        tx,
        replace(
            before,
            kind=template.kind,
            subject=filled(template.subject, values),
            text=filled(template.text, values),
            changed_at=now.at,
        ),
    )
    return before


def change_letter(
    tx: Transaction, draft_id: LetterDraftId, name: str, value: object, *, now: Moment
) -> LetterDraftId:
    """Change one thing of a letter: its kind, day, invoice or one of its texts.

    Gaps that can be filled with it are. Raises FieldError for the text.
    """
    draft = letter_drafts.get(tx, draft_id)
    if name in _WORDS:
        check_draft_field(name, str(value))
    changed = replace(draft, **{name: value}, changed_at=now.at)  # type: ignore[arg-type]
    letter_drafts.set_draft(tx, _filled_again(changed, _values_for(tx, changed)))
    return draft_id


def discard_letter(tx: Transaction, draft_id: LetterDraftId) -> LetterDraft:
    """Give a letter up; what it was can be put back."""
    draft = letter_drafts.get(tx, draft_id)
    letter_drafts.delete(tx, draft_id)
    return draft


def put_back_letter(tx: Transaction, draft: LetterDraft) -> LetterDraftId:
    """Put a letter back that was given up or changed, in the place of what is there now."""
    found = letter_drafts.find(tx, draft.client_id, draft.matter_id)
    if found is None:
        return letter_drafts.insert(tx, draft)
    letter_drafts.set_draft(tx, replace(draft, id=found.id))
    return found.id


def record_letter(
    tx: Transaction, draft: LetterDraft, sealed: SealedFile, *, now: Moment
) -> DocumentId:
    """Record the sealed PDF of a finished letter among the papers; the draft is done with.

    The draft is the one that was drawn: what was typed since stays as the next letter. Raises
    RuleError where it still has gaps.
    """
    check_finished(draft)
    title = letter_title(draft)
    document_id = record_client_paper(
        tx,
        draft.client_id,
        draft.matter_id,
        title,
        clean_file_name(f"{title}.pdf"),
        sealed,
        now=now,
    )
    paper = documents.get(tx, document_id)
    kind = DocumentKind(draft.kind.value)
    documents.set_document(tx, replace(paper, kind=kind, dated_on=draft.dated_on))
    if letter_drafts.find(tx, draft.client_id, draft.matter_id) == draft:
        letter_drafts.delete(tx, draft.id)
    return document_id


def letter_title(draft: LetterDraft) -> str:
    """What the filed letter is called: its day and its subject, on one line."""
    subject = " ".join(without_fences(draft.subject).split())
    return f"{draft.dated_on.isoformat()} {subject}"[:120].rstrip()


def letter_paper(read: Reader, draft: LetterDraft) -> LetterPaper:
    """The letter as it is printed now, in the client's language."""
    settings, client = practices.get(read), clients.get(read, draft.client_id)
    matter = matters.get(read, draft.matter_id) if draft.matter_id is not None else None
    is_letter = is_letter_size(settings)
    return LetterPaper(
        kind=draft.kind,
        language=client.language,
        locale=reader_locale(settings.locale, client.language),
        currency=settings.currency,
        sender=sender_now(read),
        recipient_lines=tuple(draft.recipient.splitlines()),
        made_on=draft.dated_on,
        subject=draft.subject,
        text=draft.text,
        closing=draft.closing,
        client_name=client.name,
        matter=f"{matter.number} {matter.title}".strip() if matter else "",
        client_reference=(matter.reference if matter else "") or client.reference,
        paper_size="LETTER" if is_letter else "A4",
        window="US10" if is_letter else "DIN5008-B",
    )


def is_letter_size(settings: Practice) -> bool:
    """Whether letters go on US letter paper, for a US window envelope."""
    return settings.country in _LETTER_COUNTRIES


def latest_invoice(
    read: Reader, client_id: ClientId, matter_id: MatterId | None
) -> InvoiceId | None:
    """The invoice a letter is most likely about: the last one of the matter or client."""
    found = invoices.list_summaries(read, client_id=client_id, matter_id=matter_id, limit=50)
    return next((each.id for each in found if each.kind is InvoiceKind.INVOICE), None)


def letter_values(
    read: Reader,
    client_id: ClientId,
    matter_id: MatterId | None,
    invoice_id: InvoiceId | None,
    day: date,
) -> dict[str, str]:
    """What each placeholder stands for in a letter of that day; what is not known is empty."""
    settings, client = practices.get(read), clients.get(read, client_id)
    locale = reader_locale(settings.locale, client.language)
    contacts = {kind: clients.find_contact(read, client_id, kind) for kind in ContactKind}
    address, mail, phone = (found.value if found else "" for found in contacts.values())
    values = {
        "client.name": client.name,
        "client.contact_person": client.contact_person,
        "client.mail": mail,
        "client.phone": phone,
        "client.reference": client.reference,
        **practice_values(settings),
        **_matter_values(read, matter_id, locale),
        **_invoice_values(read, invoice_id, locale),
        "today": format_date(day, locale, "long"),
    }
    return {
        name: _lines(value) if name == "practice.address" else _BREAKS.sub(" ", value).strip()
        for name, value in values.items()
    } | {"client.address": _lines(address)}


def practice_values(settings: Practice) -> dict[str, str]:
    """What the placeholders of the practice stand for."""
    account = (settings.bank_name, settings.account_number, settings.bank_code)
    return {
        "practice.name": settings.name,
        "practice.title": settings.title,
        "practice.address": settings.address,
        "practice.mail": settings.mail,
        "practice.phone": settings.phone,
        "practice.account": ", ".join(part for part in account if part),
    }


def _matter_values(read: Reader, matter_id: MatterId | None, locale: str) -> dict[str, str]:
    if matter_id is None:
        return {}
    matter = matters.get(read, matter_id)
    return {
        "matter.title": matter.title,
        "matter.number": matter.number,
        "matter.reference": matter.reference,
        "matter.opened": format_date(matter.opened_on, locale, "long"),
    }


def _invoice_values(read: Reader, invoice_id: InvoiceId | None, locale: str) -> dict[str, str]:
    if invoice_id is None:
        return {}
    invoice = invoices.get_summary(read, invoice_id)
    total, still_open = (
        format_money(cents, invoice.currency, locale, with_currency=True)
        for cents in (invoice.total_cents, invoice.open_cents)
    )
    return {
        "invoice.number": invoice.number,
        "invoice.date": format_date(invoice.issued_on, locale, "long"),
        "invoice.total": total,
        "invoice.open": still_open,
        "invoice.due": format_date(invoice.due_on, locale, "long"),
    }


def _values_for(read: Reader, draft: LetterDraft) -> dict[str, str]:
    return letter_values(read, draft.client_id, draft.matter_id, draft.invoice_id, draft.dated_on)


def _filled_again(draft: LetterDraft, values: Mapping[str, str]) -> LetterDraft:
    return replace(
        draft,
        recipient=filled(draft.recipient, values),
        subject=filled(draft.subject, values),
        text=filled(draft.text, values),
        closing=filled(draft.closing, values),
    )


def _recipient(read: Reader, client_id: ClientId) -> str:
    address = clients.find_contact(read, client_id, ContactKind.ADDRESS)
    return recipient_of(clients.get(read, client_id), address.value if address else "")


def _lines(text: str) -> str:
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())
