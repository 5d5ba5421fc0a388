"""The mail that carries an update in plain words, for matters where that is allowed."""

from __future__ import annotations

from lawdesk.domain.clients import ContactKind
from lawdesk.domain.matters import check_plain_mail
from lawdesk.domain.updates import Update, UpdateParts
from lawdesk.exports.update_text import update_text
from lawdesk.store import clients, matters
from lawdesk.store import practice as practices
from lawdesk.store.database import Reader
from lawdesk.ui.mail_handover import Mail


def update_mail(read: Reader, update: Update) -> Mail:
    """The update as a mail. Raises RuleError where the matter is too sensitive for one."""
    matter = matters.get(read, update.matter_id)
    check_plain_mail(matter.sensitivity)
    client = clients.get(read, matter.client_id)
    contact = clients.find_contact(read, client.id, ContactKind.MAIL)
    subject, body = words_of(read, update)
    return Mail(
        file_name=f"update-{update.dated_on.isoformat()}-{update.id}.eml",
        to=contact.value if contact else "",
        to_name=client.name,
        subject=subject,
        body=body,
    )


def words_of(read: Reader, update: Update) -> tuple[str, str]:
    """Subject and text of the update in the client's language."""
    matter, practice = matters.get(read, update.matter_id), practices.get(read)
    client = clients.get(read, matter.client_id)
    return update_text(
        client.language,
        UpdateParts(update.happened, update.next, update.needed),
        recipient=client.contact_person or client.name,
        matter=matter.title,
        dated_on=update.dated_on,
        locale=practice.locale,
        sender=practice.name,
    )
