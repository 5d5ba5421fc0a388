"""The closing statement of a success fee as a paper for the client."""

from __future__ import annotations

from lawdesk.domain.billing.closing_paper import ClosingPaper
from lawdesk.domain.billing.contingency import ClosingStatement
from lawdesk.domain.clients import ContactKind
from lawdesk.domain.clock import Moment
from lawdesk.domain.invoice_composition import recipient_of
from lawdesk.domain.matters import MatterId
from lawdesk.operations.billing.policies import policy_for
from lawdesk.store import clients, matters
from lawdesk.store.database import Reader
from lawdesk.ui.pages.billing.policy_paper import policy_sheet


def closing_paper(
    read: Reader, matter_id: MatterId, statement: ClosingStatement, now: Moment
) -> ClosingPaper:
    """The statement addressed to the matter's client, in the client's language."""
    matter = matters.get(read, matter_id)
    client = clients.get(read, matter.client_id)
    address = clients.find_contact(read, client.id, ContactKind.ADDRESS)
    policy = policy_for(read, matter_id, now.day)
    letter = policy_sheet(read, policy, client.id, matter_id, now.day)
    recipient = recipient_of(client, address.value) if address else client.name
    return ClosingPaper(
        language=letter.language,
        locale=letter.locale,
        currency=letter.currency,
        sender=letter.sender,
        recipient_lines=tuple(recipient.splitlines()),
        client_name=client.name,
        matter_number=matter.number,
        matter_title=matter.title,
        made_on=now.day,
        statement=statement,
        client_reference=client.reference,
        paper_size=letter.paper_size,
        window=letter.window,
    )


def drawn_closing(paper: ClosingPaper) -> bytes:
    """The PDF. Raises RuleError where its figures do not add up."""
    from lawdesk.exports.billing.closing_statement_pdf import draw_closing_statement

    return draw_closing_statement(paper)
