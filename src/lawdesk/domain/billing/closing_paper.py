"""The closing statement of a success fee as it is printed: frozen values and the proof of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lawdesk.domain.billing.contingency import ClosingStatement
from lawdesk.domain.invoice_paper import PaperSender, PaperSize, Window
from lawdesk.errors import RuleError
from lawdesk.translation import _


@dataclass(frozen=True, slots=True)
class ClosingPaper:
    """Who tells whom how a recovery is divided. Amounts are in minor units of `currency`."""

    language: str
    locale: str
    currency: str
    sender: PaperSender
    recipient_lines: tuple[str, ...]
    client_name: str
    matter_number: str
    matter_title: str
    made_on: date
    statement: ClosingStatement
    client_reference: str = ""
    paper_size: PaperSize = "A4"
    window: Window = "DIN5008-B"


def check_closing(paper: ClosingPaper) -> None:
    """Refuse a statement whose figures do not add up to the recovery. Raises RuleError.

    It is the last guard before a client reads them.
    """
    told = paper.statement
    sums = (
        (told.fee_cents, sum(line.cents for line in told.fee_lines)),
        (told.costs_cents, sum(cost.cents for cost in told.costs)),
        (told.liens_cents, sum(lien.cents for lien in told.liens)),
        (
            told.recovery_cents,
            told.fee_cents + told.costs_charged_cents + told.liens_cents + told.client_cents,
        ),
    )
    for stated, found in sums:
        if stated != found:
            raise RuleError(
                _(
                    "The closing statement was not drawn: its lines add up to {found}, not to"
                    " {stated}."
                ).format(found=found, stated=stated)
            )
    if told.costs_charged_cents not in {0, told.costs_cents}:
        raise RuleError(_("The closing statement was not drawn: costs are charged in part only."))
