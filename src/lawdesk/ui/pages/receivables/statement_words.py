"""The sentences of the letters about money owed, and the mails that go with them."""

from __future__ import annotations

from lawdesk.domain.clients import ClientId, ContactKind
from lawdesk.domain.locale_format import format_date, format_money
from lawdesk.domain.receivables.papers import LetterFrame, ReminderPaper, StatementPaper
from lawdesk.exports.mail_draft import MailFacts, MailTemplate, mail_text
from lawdesk.operations.receivables.papers import LetterTexts, frame_of_client
from lawdesk.store import clients
from lawdesk.store import practice as practices
from lawdesk.store.database import Reader
from lawdesk.ui.mail_handover import LoadContent, Mail


def texts_for_client(read: Reader, client_id: ClientId) -> LetterTexts:
    """How to pay and where to ask, in the language of what was issued last to the client. Raises
    RuleError for a client who was never billed.
    """
    from lawdesk.exports.client_texts import client_texts
    from lawdesk.exports.invoice_texts import payment_sentence

    words = client_texts("paper", frame_of_client(read, client_id).language)
    return LetterTexts(
        payment=payment_sentence(practices.get(read), words), dispute=words["question_30"]
    )


def reminder_mail(
    read: Reader, client_id: ClientId, paper: ReminderPaper, file_name: str, load: LoadContent
) -> Mail:
    """The mail with a reminder; its tone is that of the letter."""
    frame = paper.frame
    facts = MailFacts(
        recipient=clients.get(read, client_id).name,
        number=", ".join(claim.number for claim in paper.claims),
        matter=paper.matter,
        total=_full_money(paper.asked_cents, frame),
        due_on=format_date(paper.deadline, frame.locale, "long"),
        sender=frame.sender.name,
    )
    template = _template(f"reminder_{{}}_{paper.tone}", frame)
    return _mail(read, client_id, frame, facts, template, file_name, load)


def statement_mail(
    read: Reader, client_id: ClientId, paper: StatementPaper, file_name: str, load: LoadContent
) -> Mail:
    """The mail with a statement of account."""
    frame = paper.frame
    facts = MailFacts(
        recipient=clients.get(read, client_id).name,
        number="",
        matter="",
        total=_full_money(paper.asked_cents, frame),
        due_on="",
        sender=frame.sender.name,
    )
    template = _template("statement_{}", frame)
    return _mail(read, client_id, frame, facts, template, file_name, load)


def _template(key: str, frame: LetterFrame) -> MailTemplate:
    from lawdesk.exports.client_texts import client_texts

    words = client_texts("mail", frame.language)
    return MailTemplate(words[key.format("subject")], words[key.format("body")])


def _full_money(cents: int, frame: LetterFrame) -> str:
    return format_money(cents, frame.currency, frame.locale, with_currency=True)


def _mail(
    read: Reader,
    client_id: ClientId,
    frame: LetterFrame,
    facts: MailFacts,
    template: MailTemplate,
    file_name: str,
    load: LoadContent,
) -> Mail:
    subject, body = mail_text(frame.language, facts, template)
    contact = clients.find_contact(read, client_id, ContactKind.MAIL)
    return Mail(
        file_name=f"{file_name.removesuffix('.pdf')}.eml",
        to=contact.value if contact else "",
        to_name=facts.recipient,
        subject=subject,
        body=body,
        attachment=file_name,
        media_type="application/pdf",
        load=load,
    )
