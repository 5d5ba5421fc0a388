"""The closing statement of the demo's won case, drawn from its agreement and its charge."""

from __future__ import annotations

from datetime import date

from lawdesk.domain.billing.closing_paper import ClosingPaper
from lawdesk.domain.billing.contingency import NamedAmount
from lawdesk.exports.billing.closing_statement_pdf import draw_closing_statement
from lawdesk.operations.billing.fixed_charges import work_out_success_fee
from lawdesk.operations.receivables.papers import frame_of_client
from lawdesk.store import clients, matters
from lawdesk.store.billing import fee_agreements
from lawdesk.store.database import Reader

RECOVERED_CENTS = 48_000_00
STAGE = "Judgment"
COSTS = (NamedAmount("Court fees", 310_00), NamedAmount("Sheriff", 152_50))


def draw_closing(read: Reader, client_name: str, day: date) -> bytes:
    """The PDF for the only matter of that client."""
    client = next(each for each in clients.list_names(read) if each.name == client_name)
    matter = matters.list_summaries(read, client_id=client.id)[0]
    agreement = fee_agreements.list_of_matter(read, matter.id)[0]
    statement = work_out_success_fee(read, agreement.id, RECOVERED_CENTS, stage=STAGE, costs=COSTS)
    frame = frame_of_client(read, client.id)
    return draw_closing_statement(
        ClosingPaper(
            language=frame.language,
            locale=frame.locale,
            currency=frame.currency,
            sender=frame.sender,
            recipient_lines=frame.recipient_lines,
            client_name=client.name,
            matter_number=matter.number,
            matter_title=matter.title,
            made_on=day,
            statement=statement,
            paper_size=frame.paper_size,
            window=frame.window,
        )
    )
