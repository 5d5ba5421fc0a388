"""Papers that a bundle carries and that are drawn for it: the statement, and "How I bill".

They are filed with the client's papers first, so that what was given out can be looked at later.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lawdesk.domain.bundle_contents import BundleOffer
from lawdesk.domain.clients import ClientId
from lawdesk.domain.locale_format import format_date, reader_locale
from lawdesk.domain.matters import MatterId
from lawdesk.operations.receivables.papers import statement_paper
from lawdesk.progress import Report
from lawdesk.store import clients
from lawdesk.store import practice as practices
from lawdesk.store.billing import policies
from lawdesk.store.receivables import accounts
from lawdesk.ui.desk import Desk
from lawdesk.ui.pages.billing.policy_paper import policy_sheet
from lawdesk.ui.pages.receivables.statement_words import texts_for_client
from lawdesk.vault.sealed_documents import SealedDocument, SealedDocuments


@dataclass(frozen=True, slots=True)
class MadePaper:
    """A paper that is still to be drawn: whose it is, its name, and how it is drawn."""

    matter_id: MatterId | None
    title: str
    file_name: str
    draw: Callable[[], bytes]
    is_terms: bool = False


@dataclass(frozen=True, slots=True)
class SealedPaper:
    """A paper that was drawn and sealed, but has no row yet."""

    paper: MadePaper
    sealed: SealedDocument


def statements_to_make(desk: Desk, client_id: ClientId) -> list[MadePaper]:
    """The whole account up to today, a statement for each currency. Raises RuleError for a client
    who was never billed.
    """
    from lawdesk.exports.client_texts import client_texts

    read, today = desk.read, desk.clock.now().day
    texts = texts_for_client(read, client_id)
    client = clients.get(read, client_id)
    locale = reader_locale(practices.get(read).locale, client.language)
    name = client_texts("receivables", client.language)["statement"]
    title = f"{name}, {format_date(today, locale, 'long')}"
    entries = accounts.list_of_client(read, client_id)
    currencies = sorted({entry.currency for entry in entries})
    made = []
    for currency in currencies:
        first = min(entry.booked_on for entry in entries if entry.currency == currency)
        paper = statement_paper(
            read, client_id, first, today, texts, made_on=today, currency=currency
        )
        other = f"-{currency.lower()}" if len(currencies) > 1 else ""
        called = f"{title} ({currency})" if other else title
        file_name = f"statement-{today.isoformat()}{other}.pdf"

        def draw(paper: object = paper) -> bytes:
            from lawdesk.exports.receivables.statement_pdf import draw_statement

            return draw_statement(paper)  # type: ignore[arg-type]

        made.append(MadePaper(None, called, file_name, draw))
    return made


def terms_to_make(desk: Desk, offer: BundleOffer, policy_ids: tuple[int, ...]) -> list[MadePaper]:
    """A sheet for each of these versions, for the client or for the matter that has its own."""
    from lawdesk.exports.billing.policy_words import policy_texts

    read, today = desk.read, desk.clock.now().day
    language = clients.get(read, offer.client_id).language
    made = []
    for terms in offer.terms:
        if terms.id not in policy_ids:
            continue
        version = policies.get(read, terms.id)
        sheet = policy_sheet(read, version, offer.client_id, terms.matter_id, today)

        def draw(sheet: object = sheet) -> bytes:
            from lawdesk.exports.billing.policy_sheet_pdf import draw_policy_sheet

            return draw_policy_sheet(sheet)  # type: ignore[arg-type]

        name = policy_texts(language)["title"]
        file_name = f"how-i-bill-{terms.version}-{terms.id}.pdf"
        made.append(MadePaper(terms.matter_id, f"{name} ({terms.version})", file_name, draw, True))
    return made


def draw_and_seal(
    papers: list[MadePaper], vault: SealedDocuments, report: Report
) -> list[SealedPaper]:
    """Draws and seals each on a worker. What was sealed before a cancel is swept later."""
    sealed = []
    for place, paper in enumerate(papers):
        report(place, len(papers))
        sealed.append(SealedPaper(paper, vault.seal_bytes(paper.draw())))
    return sealed
