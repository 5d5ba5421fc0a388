"""Asking clients for papers and answers, and ticking off what came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from lawdesk.domain.bundles import RequestWants
from lawdesk.domain.client_requests import (
    ClientRequest,
    ClientRequestId,
    RequestOutcome,
    check_request,
)
from lawdesk.domain.clock import Moment
from lawdesk.domain.documents import DocumentId
from lawdesk.domain.matters import MatterId
from lawdesk.errors import FieldError, RuleError
from lawdesk.store import client_requests, documents, matters
from lawdesk.store.database import Transaction
from lawdesk.translation import _


def ask(
    tx: Transaction,
    matter_id: MatterId,
    *,
    wants: RequestWants,
    title: str,
    detail: str = "",
    due_on: date | None = None,
    now: Moment,
) -> ClientRequestId:
    """Ask the client of a matter for papers or an answer. Raises FieldError as `check_request`."""
    request = ClientRequest(
        id=ClientRequestId(0),
        client_id=matters.get(tx, matter_id).client_id,
        matter_id=matter_id,
        wants=wants,
        title=title.strip(),
        detail=detail.strip(),
        asked_on=now.day,
        due_on=due_on,
        closed_on=None,
        outcome=None,
        answer="",
        recorded_at=now.at,
    )
    check_request(request)
    return client_requests.insert(tx, request)


def change_request(
    tx: Transaction,
    request_id: ClientRequestId,
    *,
    wants: RequestWants,
    title: str,
    detail: str,
    due_on: date | None,
) -> ClientRequestId:
    """Word an open request anew, or give it another day."""
    request = _open(tx, request_id)
    changed = replace(
        request, wants=wants, title=title.strip(), detail=detail.strip(), due_on=due_on
    )
    check_request(changed)
    client_requests.set_request(tx, changed)
    return request_id


def answer_request(
    tx: Transaction,
    request_id: ClientRequestId,
    *,
    answer: str,
    document_ids: Sequence[DocumentId] = (),
    closed_on: date,
    now: Moment,
) -> ClientRequestId:
    """Tick a request off, with what the client said and the papers that came.

    Raises FieldError for "answer" or "closed_on", RuleError for one that is closed and for papers
    of another client.
    """
    request = _open(tx, request_id)
    if closed_on > now.day:
        raise FieldError("closed_on", _("This day is still to come; the request stays open."))
    for document_id in document_ids:
        if documents.get(tx, document_id).client_id != request.client_id:
            raise RuleError(_("One of the papers is another client's; the request stays open."))
        client_requests.insert_paper(tx, request_id, document_id)
    done = replace(request, answer=answer.strip(), closed_on=closed_on, outcome=RequestOutcome.DONE)
    check_request(done)
    client_requests.set_request(tx, done)
    return request_id


def withdraw(tx: Transaction, request_id: ClientRequestId, *, now: Moment) -> ClientRequestId:
    """Ask no longer; the request stays in the list as withdrawn."""
    request = _open(tx, request_id)
    withdrawn = replace(request, closed_on=now.day, outcome=RequestOutcome.WITHDRAWN)
    client_requests.set_request(tx, withdrawn)
    return request_id


def reopen(tx: Transaction, request_id: ClientRequestId) -> None:
    """Ask again. The answer stays to be corrected; which papers came is chosen anew."""
    request = client_requests.get(tx, request_id)
    client_requests.delete_papers(tx, request_id)
    client_requests.set_request(tx, replace(request, closed_on=None, outcome=None))


def _open(tx: Transaction, request_id: ClientRequestId) -> ClientRequest:
    request = client_requests.get(tx, request_id)
    if request.closed_on is not None:
        raise RuleError(_("This request is closed already; it stays as it is."))
    return request
